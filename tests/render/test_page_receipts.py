"""The page of one source."""

from page_samples import hostile, receipts_view
from scored_samples import BEST, BINS, calibrated, carded, phrase, reported

from forecastctl.render.page_receipts import receipts_page
from forecastctl.scoring.receipts import Receipt
from forecastctl.text import visible
from page_case import HOSTILE, read_page


def test_every_prediction_has_its_receipt() -> None:
    page = read_page(receipts_page(receipts_view()))
    assert [tag.attributes["id"] for tag in page.all("article")] == [
        *("forecast-bm7e0000", "forecast-4tq20000", "forecast-0q8wv2rd")
    ]
    said = " ".join(page.all("article")[1].text.split())
    assert said == (
        "China will provide assistance"
        " said on 2026-11-02"
        " probability not ~93%, our reading of will not (a chance of 2-18% that it happens)"
        " due 2026-11-19"
        " China will not provide it"
        " What to expect? read at example.org"
        " outcome it did not happen (2026-11-19)"
        " proof shown at example.org"
        " judged by ana, recorded on 2026-11-20"
        " score .005 (0 is perfect, 1 is worst)"
    )


def test_what_was_not_scored_says_why() -> None:
    page = read_page(receipts_page(receipts_view()))
    said = " ".join(page.all("article")[2].text.split())
    assert "passed on by RIA Novosti" in said
    assert said.endswith("a 70% chance outcome not decided yet score not scored: still open")


def test_best_and_worst_calls_lead_to_their_receipts() -> None:
    page = read_page(receipts_page(receipts_view()))
    assert {"#forecast-4tq20000", "#forecast-bm7e0000"} <= set(page.hrefs())


def test_the_first_words_are_those_of_the_card() -> None:
    page = read_page(receipts_page(receipts_view()))
    assert "Yurii Poita: 10 scored (all worded), 9 on the right side of 50%" in page.text
    assert "0 is perfect, .25 is what saying 50% to everything earns" in page.text


def test_numbers_alone_make_no_table_of_phrases() -> None:
    direct = phrase("(direct)", 0.1, 0.2, 9, 5, said=None, phrase_test=None)
    captions = [
        read_page(receipts_page(receipts_view(card=carded(phrases=phrases)))).all("caption")
        for phrases in ((direct,), (direct, phrase("likely", 0.55, 0.82, 9, 5)))
    ]
    has_phrases = [any("Phrases" in one.text for one in found) for found in captions]
    assert has_phrases == [False, True]


def test_the_diagram_comes_with_enough_forecasts() -> None:
    few = read_page(receipts_page(receipts_view()))
    many = read_page(receipts_page(receipts_view(card=carded(calibration=calibrated(*BINS)))))
    assert [len(page.all("polygon")) > 0 for page in (few, many)] == [False, True]


def test_hostile_text_stays_text() -> None:
    card = carded()
    card = carded(
        row=card.report.sources[0], report=reported(card.row, first_lines=(HOSTILE,)), best=(BEST,)
    )
    receipt = Receipt(forecast=BEST.forecast, loss=None, left_out=HOSTILE)
    view = receipts_view(card=card, receipts=(receipt,), told={BEST.forecast: hostile()})
    page = read_page(receipts_page(view))
    assert page.one("body").text.count(visible(HOSTILE)) >= 12
    assert all(href.startswith("#") for href in page.hrefs())
