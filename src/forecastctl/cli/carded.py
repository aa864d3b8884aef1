"""The card of a source as text, with the records behind its best and worst calls."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecastctl.model import Entry
    from forecastctl.render.tables import Terminal
    from forecastctl.scoring.card import Card
    from forecastctl.store.base import Reader


def card_text_of(reader: "Reader", card: "Card", terminal: "Terminal") -> str:
    """The card of one source for a person."""
    from forecastctl.render.source_card import source_card_text

    return source_card_text(
        card, terminal, entries=_entries(reader, card), ids=_short_ids(reader, card)
    )


def card_markdown_of(reader: "Reader", card: "Card") -> str:
    """The card of one source as Markdown."""
    from forecastctl.render.markdown import card_markdown

    return card_markdown(card, entries=_entries(reader, card), ids=_short_ids(reader, card))


def _entries(reader: "Reader", card: "Card") -> "dict[str, Entry]":
    calls = (*card.best, *card.worst)
    return {call.forecast: reader.entry(call.forecast) for call in calls}


def _short_ids(reader: "Reader", card: "Card") -> "Mapping[str, str]":
    left_out = (id for reason in card.left_out for id in reason.ids)
    return reader.short_ids([*(call.forecast for call in (*card.best, *card.worst)), *left_out])
