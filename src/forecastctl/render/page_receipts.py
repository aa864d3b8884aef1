"""The page of one source: its record, and the receipt of every prediction."""

from collections.abc import Iterator, Sequence

from forecastctl.render.html import Element, Node, tag
from forecastctl.render.page import Section, page
from forecastctl.render.page_calibration import calibration_section
from forecastctl.render.page_calls import receipt
from forecastctl.render.page_phrases import phrases_section
from forecastctl.render.page_report import left_out_section, notes_section, numbers_section
from forecastctl.render.page_time import time_section
from forecastctl.render.page_view import ReceiptsPage, Told
from forecastctl.render.page_words import BEST_AND_WORST, BRIER, as_of
from forecastctl.render.source_card import card_summary, reading_of_words, said
from forecastctl.scoring.card import Call


def receipts_page(view: ReceiptsPage) -> str:
    """The whole file."""
    card = view.card
    intro = [tag("p", card_summary(card), class_="lead")]
    if card.row.n:
        intro.append(tag("p", " ".join(filter(None, (f"Brier: {BRIER}", reading_of_words(card))))))
    intro.append(tag("p", as_of(card.report), class_="soft"))
    return page(card.row.name, intro, list(_sections(view)))


def _sections(view: ReceiptsPage) -> Iterator[Section]:
    card = view.card
    if any(phrase.said for phrase in card.phrases):
        yield phrases_section(card.phrases, card.n_phrases - len(card.phrases))
    if card.calibration:
        yield calibration_section(card.calibration)
    yield from time_section([card.row])
    yield from _calls(view)
    yield from left_out_section(card.report)
    yield _receipts(view)
    yield from numbers_section(card.report)
    yield from notes_section(card.report, card.calibration)


def _calls(view: ReceiptsPage) -> Iterator[Section]:
    """The best and the worst, each with a link to its receipt."""
    columns: list[Node] = []
    for title, calls in (("Best calls", view.card.best), ("Worst calls", view.card.worst)):
        items = [
            _item(call, view.told[call.forecast]) for call in calls if call.forecast in view.told
        ]
        if items:
            columns.append(tag("div", tag("h3", title), tag("ul", *items)))
    if columns:
        body = [tag("p", BEST_AND_WORST), tag("div", *columns, class_="pair")]
        yield Section("calls", "Best and worst calls", body)


def _item(call: Call, told: Told) -> Element:
    claim = tag("a", told.question.text, href=f"#forecast-{call.forecast}", dir="auto")
    outcome = "it happened" if call.outcome == "yes" else "it did not happen"
    return tag("li", tag("b", said(call)), " ", claim, f" — {outcome}")


def _receipts(view: ReceiptsPage) -> Section:
    shown: Sequence[Element] = [
        receipt(view.told[one.forecast], one.loss, one.left_out, with_source=False)
        for one in view.receipts
        if one.forecast in view.told
    ]
    words = (
        f"All {len(shown):,} predictions that were looked at, the newest first: what was said and"
        " when, in which words, how they were read, and what came of it."
    )
    return Section("receipts", "Every prediction", [tag("p", words), *shown])
