"""The card of a source as text, with the records behind its best and worst calls."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecastctl.cli.context import Context
    from forecastctl.scoring.card import Card
    from forecastctl.store.base import Reader


def card_text_of(context: "Context", reader: "Reader", card: "Card") -> str:
    """The card of one source for a person."""
    from forecastctl.render.source_card import source_card_text

    calls = (*card.best, *card.worst)
    left_out = [id for reason in card.left_out for id in reason.ids]
    return source_card_text(
        card,
        context.terminal,
        entries={call.forecast: reader.entry(call.forecast) for call in calls},
        ids=reader.short_ids([*(call.forecast for call in calls), *left_out]),
    )
