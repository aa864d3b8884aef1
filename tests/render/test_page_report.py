"""The page of a report."""

import re
from dataclasses import replace
from datetime import date

from page_samples import hostile, report_view, trend, worse
from scored_samples import BEST, BINS, NOTHING, calibrated, phrase, reported, scored

from forecastctl.render.page_report import report_page
from forecastctl.scoring.interval import Interval
from forecastctl.scoring.tables import GroupBy, Use
from forecastctl.scoring.verdict import Verdict
from forecastctl.text import visible
from page_case import HOSTILE, read_page

SCORES = "Scores, the more promising first"


def test_the_first_words_say_who_did_well_and_how_sure_that_is() -> None:
    page = read_page(report_page(report_view()))
    assert (
        "289 predictions could be scored. manifold did better than the base rate. infer did worse"
        " than the base rate. As of 2026-11-21. Left out: 863 replaced by a later forecast."
    ) in page.text


def test_where_nothing_is_decided_the_first_words_say_so() -> None:
    row = scored("a", 12, verdict=Verdict.NO_CALL, verdict_words="no clear difference yet")
    page = read_page(report_page(report_view(row)))
    assert "That is not enough yet to say who does better or worse." in page.text


def test_what_was_asked_for_is_said_to_those_who_did_not_ask() -> None:
    report = reported(
        scored("a", 20), since=date(2026, 1, 1), method=("stated", "judged"), use=Use.FIRST
    )
    page = read_page(report_page(report_view(report=report)))
    assert (
        "As of 2026-11-21. Only predictions due from 2026-01-01. Only probabilities that were"
        " stated or judged. The first prediction of each source on a question counts, not the last."
    ) in page.text


def test_long_lists_of_names_are_cut() -> None:
    page = read_page(report_page(report_view(*(scored(f"s{i}", 20) for i in range(9)))))
    assert "s0, s1, s2, s3, s4, s5 and 3 more did better than the base rate." in page.text


def test_the_leaderboard_has_the_numbers_of_the_report() -> None:
    page = read_page(report_page(report_view()))
    assert page.rows(SCORES) == [
        ["manifold", "239", "293", "86%", ".099 [.080-.127]", "better than base rate"],
        ["infer", "50", "293", "86%", ".400 [.080-.127]", "worse than base rate, overconfident"],
        ["silent", "-", "2", "-", "-", "too few to tell"],
    ]


def test_groups_have_a_column() -> None:
    report = reported(scored("a", 20, group="2026-q1"), by=GroupBy.QUARTER)
    [row] = read_page(report_page(report_view(report=report))).rows("Scores, by source")
    assert row[:3] == ["a", "2026-q1", "20"]


def test_a_dot_is_hollow_until_there_is_a_verdict() -> None:
    undecided = scored("a", 20, verdict=Verdict.NO_CALL)
    page = read_page(report_page(report_view(undecided, worse("b"))))
    bars = [tag for tag in page.all("svg") if tag.attributes["class"] == "bar"]
    assert [bar.children[-1].attributes["class"] for bar in bars] == ["hollow", "point"]


def test_every_number_of_the_long_report_is_there() -> None:
    page = read_page(report_page(report_view(scored("a", 20, auc=0.7397), worse("b"))))
    row, _ = page.rows("Every statistic of every row")
    assert {".500", ".740", "40%", "33%"} <= set(row)
    assert "AUC how often a thing that happened had been given more" in page.text


def test_every_number_of_a_single_row_has_a_line_with_its_meaning() -> None:
    page = read_page(report_page(report_view(scored("a", 20, auc=0.7397))))
    assert ["base rate", "33%", "", "how often yes came true"] in page.rows("Every statistic")


def test_calls_show_words_link_reading_and_outcome() -> None:
    page = read_page(report_page(report_view()))
    assert "China will not provide it What to expect? read at example.org" in page.text
    assert "not ~93%, our reading of will not (a chance of 2-18% that it happens)" in page.text
    assert "it did not happen (2026-11-19)" in page.text
    assert "shown at example.org" in page.text
    assert "by ana, recorded on 2026-11-20" in page.text
    assert "score .005 (0 is perfect, 1 is worst)" in page.text
    assert page.hrefs().count("https://example.org/brief") == 1


def test_scores_over_time_are_drawn_and_written() -> None:
    page = read_page(report_page(report_view()))
    assert "Later half against earlier: better than before." in page.text
    assert page.rows("Brier score by quarter of the due day") == [
        ["manifold", "2026-q1", "20", ".200", "[.100-.300]", "30%"],
        ["manifold", "2026-q2", "20", ".100", "[.050-.150]", "30%"],
    ]


def test_only_the_fullest_sources_are_drawn_over_time() -> None:
    rows = [scored(f"s{i:02}", 20 + i, trend=trend(0.2, 0.1)) for i in range(20)]
    page = read_page(report_page(report_view(*rows)))
    assert len([tag for tag in page.all("svg") if tag.attributes["class"] == "panel"]) == 12
    assert "Shown are the 12 with the most predictions, of 20." in page.text


def test_the_diagram_has_its_numbers_beside_it() -> None:
    page = read_page(report_page(report_view()))
    assert page.rows("The same in numbers, by what was said")[0] == [
        *("0-10%", "38", "4%", "5%", "2%-15%")
    ]
    assert "Of the 3 dots, 1 lies further off than luck explains" in page.text


def test_the_band_of_calibrated_sources_is_drawn_where_there_is_one() -> None:
    bins = tuple(replace(one, band=Interval(0.1, 0.4)) for one in BINS)
    page = read_page(report_page(report_view(calibration=calibrated(*bins))))
    bands = [tag for tag in page.all("rect") if tag.attributes["class"] == "band"]
    assert len(bands) == len(BINS) + 1  # one in the legend
    assert page.rows("The same in numbers, by what was said")[0][-1] == "10%-40%"


def test_why_there_is_no_band_is_said() -> None:
    page = read_page(report_page(report_view(calibration=calibrated(*BINS, n_clusters=3))))
    assert "No band of calibrated sources is drawn" in page.text


def test_what_was_left_out_has_its_reasons() -> None:
    page = read_page(report_page(report_view()))
    assert page.rows("Predictions left out, by reason") == [
        [
            *("replaced by a later forecast", "863"),
            "one prediction of a source counts on each question",
        ]
    ]


def test_phrases_have_a_page_of_their_own() -> None:
    report = reported(by=GroupBy.WORDING, phrases=(phrase("likely", 0.55, 0.82, 20, 4),), n=20)
    page = read_page(report_page(report_view(report=report)))
    assert page.rows("Phrases, the most used first") == [
        ["likely", "20", "20% meant 55%-82%", "56%-82%", "consistent"]
    ]
    assert "20 predictions could be scored." in page.text


def test_an_empty_report_is_a_page_too() -> None:
    page = read_page(report_page(report_view(NOTHING, calibration=calibrated(), best=(), worst=())))
    assert "Nothing to score yet." in page.text


def test_hostile_text_stays_text() -> None:
    rows = (
        scored("x", 20, name=HOSTILE, group="", verdict_words=HOSTILE, trend=trend(0.2, 0.1)),
        scored("y", 20, name=HOSTILE, group=HOSTILE),
    )
    report = reported(*rows, by=GroupBy.TAG)
    view = report_view(report=report, best=(BEST,), worst=(), told={BEST.forecast: hostile()})
    view = view._replace(calibration=calibrated(*BINS, sentence=HOSTILE, footnotes=(HOSTILE,)))
    text = report_page(view)
    page = read_page(text)
    assert visible(HOSTILE) in page.one("body").text
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", text)
    assert all(href.startswith("#") for href in page.hrefs())


def test_the_same_results_are_the_same_page() -> None:
    assert report_page(report_view()) == report_page(report_view())


def test_a_page_of_a_thousand_sources_stays_small() -> None:
    rows = [scored(f"source-{i:04}", 99, trend=trend(0.2, 0.1)) for i in range(1000)]
    text = report_page(report_view(*rows))
    assert len(text.encode()) < 3_000_000
    assert "Show them for 1,000 rows" in read_page(text).text
