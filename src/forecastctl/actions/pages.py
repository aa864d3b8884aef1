"""Single forecasts for a page, from a ledger."""

from dataclasses import replace

from forecastctl.actions.lookup import find_source
from forecastctl.scoring.card import Call
from forecastctl.scoring.receipts import Receipt, build_receipts, notable_calls
from forecastctl.scoring.tables import GroupBy, Selection
from forecastctl.store.base import Reader


def receipts(reader: Reader, selection: Selection, *, source: str) -> tuple[Receipt, ...]:
    """Every forecast of one source, named by slug, name or alias, and what became of it."""
    found = find_source(reader, source)
    selection = replace(selection, sources=frozenset({found.id}), by=GroupBy.SOURCE)
    return build_receipts(reader.scoring_rows(selection), selection, found.id)


def calls(
    reader: Reader, selection: Selection, *, sources: tuple[str, ...]
) -> tuple[tuple[Call, ...], tuple[Call, ...]]:
    """The best and the worst calls of these sources, or of all."""
    ids = frozenset(find_source(reader, name).id for name in sources)
    selection = replace(selection, sources=ids, by=GroupBy.SOURCE)
    return notable_calls(reader.scoring_rows(selection), selection)
