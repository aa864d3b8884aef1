"""The status line of `check`, as monitoring plugins write it, and the lines below it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from forecastctl.dates import format_day
from forecastctl.model import State
from forecastctl.render.columns import Column, Table, plain
from forecastctl.render.number import MISSING, counted, format_count
from forecastctl.render.tables import cell_width
from forecastctl.store.base import EntryRow
from forecastctl.text import visible

STATUS = ("OK", "WARNING", "CRITICAL", "UNKNOWN")
LONGEST = 79
"""Monitors cut what stands before the `|` at 80 characters."""

_FOLDERS = re.compile(r"(?<!\S)/(?:[^\s/]+/)+(?=[^\s/])")


class Metric(Protocol):
    """One number with its ranges as text ('' for none)."""

    @property
    def name(self) -> str:
        """Its label in the performance data."""

    @property
    def value(self) -> int:
        """The number."""

    @property
    def warning(self) -> str:
        """The range outside which it warns."""

    @property
    def critical(self) -> str:
        """The range outside which it is critical."""


def status_line(code: int, facts: Sequence[str], metrics: Iterable[Metric]) -> str:
    """`FORECASTCTL WARNING - 3 overdue, ... | overdue=3;0;;0 ...`: facts, then numbers."""
    numbers = " ".join(
        f"{metric.name}={metric.value};{metric.warning};{metric.critical};0" for metric in metrics
    )
    line = _short(f"FORECASTCTL {STATUS[code]} - {', '.join(facts)}")
    return f"{line} | {numbers}" if numbers else line


def unknown_line(reason: str) -> str:
    """The status line of a check that could not be made. Files lose their folders: it is short."""
    return status_line(3, [_FOLDERS.sub("", reason)], [])


def counted_facts(
    overdue: int, oldest: str | None, oldest_days: int, due_soon: int, due_within: int
) -> list[str]:
    """What is overdue and what soon will be: `3 overdue (oldest z81c, 12 days)`."""
    late = f"{format_count(overdue)} overdue"
    if oldest is not None:
        late += f" (oldest {oldest}, {counted(oldest_days, 'day')})"
    return [late, f"{format_count(due_soon)} due within {counted(due_within, 'day')}"]


def _short(line: str) -> str:
    line = visible(line).replace("|", "/")
    return line if len(line) <= LONGEST else line[: LONGEST - 3] + "..."


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
