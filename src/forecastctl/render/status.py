"""The further lines of `check -v`, below the status line."""

from collections.abc import Iterable, Mapping
from datetime import date

from forecastctl.dates import format_day
from forecastctl.model import State
from forecastctl.render.columns import Column, Table, plain
from forecastctl.render.number import MISSING
from forecastctl.render.tables import cell_width
from forecastctl.store.base import EntryRow
from forecastctl.text import visible


def check_details(
    listed: Iterable[tuple[EntryRow, State]],
    *,
    ledger: str,
    zone: str,
    ids: Mapping[str, str],
    today: date,
) -> str:
    """The ledger, the time zone that decides what today is, and a line per entry."""
    rows = [
        (
            ids.get(row.id, row.id),
            str(state),
            format_day(date.fromisoformat(row.check_day), today) if row.check_day else MISSING,
            row.source or MISSING,
            row.claim,
        )
        for row, state in listed
    ]
    lines = f"ledger {visible(ledger)}\ntime zone {visible(zone)}, today {today}\n"
    return lines + (plain(Table(columns=_COLUMNS, rows=rows), cell_width) if rows else "")


_COLUMNS = (Column(heads=()),) * 5
