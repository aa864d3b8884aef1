"""The report and the phrase table as text."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from render_samples import COLOURED, HOSTILE, HOSTILE_SHOWN, PIPE, SCREEN
from scored_samples import NOTHING, excluded, phrase, reported, scored

from forecastctl.render.report import report_text
from forecastctl.render.tables import Terminal, cell_width
from forecastctl.scoring.interval import Interval
from forecastctl.scoring.phrases import DIRECT, PhraseTest
from forecastctl.scoring.report import Report
from forecastctl.scoring.tables import GroupBy
from forecastctl.scoring.verdict import Verdict

POLYMARKET = scored(
    "polymarket",
    745,
    hit_rate=0.8987,
    brier=0.0747,
    brier_ci=Interval(0.0649, 0.0881),
    excluded=excluded(superseded=252),
)
INFER = scored(
    "infer",
    31,
    hit_rate=0.8387,
    brier=0.0932,
    brier_ci=Interval(0.0362, 0.2284),
    excluded=excluded(superseded=147),
    verdict=Verdict.NO_CALL,
    verdict_words="no clear difference yet",
)


def test_the_report_says_first_what_it_leaves_out() -> None:
    report = reported(
        scored("manifold", 239),
        POLYMARKET,
        INFER,
        footnotes=(
            "Base rate: how often yes came true among the source's own questions (known only in"
            " hindsight). No questions in common: ordered by Brier minus that of the base rate.",
        ),
    )

    assert report_text(report, PIPE) == (
        "Left out: 863 replaced by a later forecast.\n"
        "\n"
        "                                  Brier [95%]\n"
        "source             n  out  right  lower is better   verdict\n"
        "manifold         239  293    86%  .099 [.080-.127]  better than base rate\n"
        "polymarket       745  252    90%  .075 [.065-.088]  better than base rate\n"
        "infer             31  147    84%  .093 [.036-.228]  no clear difference yet\n"
        "\n"
        "Base rate: how often yes came true among the source's own questions (known\n"
        "only in hindsight). No questions in common: ordered by Brier minus that of the\n"
        "base rate.\n"
    )


def rows_of(report: Report, terminal: Terminal = PIPE) -> list[str]:
    """The lines of the table, without what stands above and below."""
    [_, table, *_] = report_text(report, terminal).split("\n\n")
    return table.splitlines()


def test_a_worded_or_clustered_count_is_marked() -> None:
    worded = scored("a", 18, verbal=True, n_worded=18, brier_ci=None)
    clustered = scored("b", 169, n_clusters=72)
    both = scored("c", 36, n_clusters=1, verbal=True, n_worded=1)

    assert rows_of(reported(worded, clustered, both)) == [
        "                                       Brier [95%]",
        "source                  n  out  right  lower is better    verdict",
        "a                     18~  293    86%  ~.099 [-]          better than base rate",
        "b                169 (72)  293    86%   .099 [.080-.127]  better than base rate",
        "c                 36~ (1)  293    86%  ~.099 [.080-.127]  better than base rate",
    ]


def test_without_a_scored_forecast_every_number_but_one_is_missing() -> None:
    assert rows_of(reported(scored("manifold", 239), NOTHING))[-1] == (
        "silent             -    2      -     -              too few to tell"
    )


def test_few_forecasts_are_dimmed_on_a_terminal() -> None:
    lines = rows_of(reported(scored("many", 10), scored("few", 9)), COLOURED)

    assert lines[-2].startswith("many  ")
    assert lines[-1].startswith("\x1b[2mfew ")


def test_on_a_terminal_the_verdict_wraps_and_a_pipe_keeps_it_whole() -> None:
    words = "no clear difference yet, overconfident"
    report = reported(scored("ens", 92, verdict_words=words))

    assert rows_of(report, SCREEN)[-2:] == [
        "ens               92  293    86%  .099 [.080-.127]  no clear difference yet,",
        "                                                    overconfident",
    ]
    assert rows_of(report)[-1].endswith("  no clear difference yet, overconfident")


def test_a_long_source_is_cut_on_a_terminal_only() -> None:
    report = reported(scored("s" * 64, 92))

    assert rows_of(report, SCREEN)[-1] == (
        f"{'s' * 21}…   92  293    86%  .099 [.080-.127]  better than base rate"
    )
    assert rows_of(report)[-1].startswith("s" * 64 + "  ")


def test_groups_stand_beside_their_source() -> None:
    report = reported(
        scored("reuters", 92, group="rates"), scored("reuters", 20, group="war"), by=GroupBy.TAG
    )

    assert rows_of(report)[1:] == [
        "source           tag      n  out  right  lower is better   verdict",
        "reuters          rates   92  293    86%  .099 [.080-.127]  better than base rate",
        "reuters          war     20  293    86%  .099 [.080-.127]  better than base rate",
    ]


def test_rows_that_are_no_sources_are_headed_by_what_they_are() -> None:
    assert rows_of(reported(scored("ria-novosti", 92), by=GroupBy.VIA))[1].startswith("via   ")


def test_a_report_of_nothing_says_so() -> None:
    assert report_text(reported(footnotes=()), PIPE) == (
        "Left out: 863 replaced by a later forecast.\n\nNothing to score yet.\n"
    )


def test_the_name_is_printed_not_the_id_and_cannot_steer_the_terminal() -> None:
    text = report_text(reported(scored("x", 92, name=HOSTILE)), PIPE)

    assert HOSTILE_SHOWN in text
    assert all(line.isprintable() for line in text.splitlines())


@given(
    st.lists(st.tuples(st.text(min_size=1), st.integers(0, 10**6), st.text()), min_size=1),
    st.booleans(),
)
def test_no_line_is_wider_than_80_on_a_terminal(
    drawn: list[tuple[str, int, str]], is_wide: bool
) -> None:
    rows = [
        scored("x", n, name=name, group=group, n_clusters=n // 2, verbal=True, verdict_words=words)
        for (name, n, group), words in zip(
            drawn, ["no clear difference yet, underconfident"] * len(drawn), strict=True
        )
    ]
    report = reported(*rows, by=GroupBy.TAG, footnotes=tuple(name for name, _, _ in drawn))

    text = report_text(report, Terminal(is_terminal=True, width=200 if is_wide else 80))

    assert max(cell_width(line) for line in text.split("\n")) <= 80


PHRASES = (
    phrase("will", 0.85, 0.98, 31, 22),
    phrase(
        "likely",
        0.55,
        0.82,
        20,
        4,
        rate_ci=Interval(0.0931, 0.3784),
        phrase_test=PhraseTest.TOO_MUCH,
    ),
    phrase("will not", 0.02, 0.15, 9, 1, said="-", rate_ci=Interval(0.03, 0.38)),
    phrase("could", 0.15, 0.6, 4, 3, rate_ci=Interval(0.16, 0.65), phrase_test=None),
)


def test_the_phrase_table_sets_what_happened_beside_the_range() -> None:
    report = reported(by=GroupBy.WORDING, phrases=PHRASES)

    assert rows_of(report) == [
        "phrase     range      n  happened   rate  90% interval  test",
        "will       85%-98%   31        22    71%  56%-82%       consistent",
        "likely     55%-82%   20         4    20%  9%-38%        promises too much",
        "will not   2%-15%     9         1    11%  3%-38%        consistent",
        "could      15%-60%    4         3    75%  16%-65%       -",
    ]


def test_plain_numbers_have_no_range_and_clusters_are_counted() -> None:
    direct = replace(
        phrase(DIRECT, 0.5, 0.5, 31, 22),
        said=None,
        low=None,
        high=None,
        n_clusters=3,
        phrase_test=None,
    )

    assert rows_of(reported(by=GroupBy.WORDING, phrases=(direct,)))[1] == (
        "(direct)   -      31 (3)        22    71%  56%-82%       -"
    )


def test_colour_adds_nothing_to_the_words() -> None:
    report = reported(by=GroupBy.WORDING, phrases=PHRASES)

    assert re.sub(r"\x1b\[[0-9;]*m", "", report_text(report, COLOURED)) == (
        report_text(report, SCREEN)
    )
