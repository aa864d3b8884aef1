"""What `forecastctl` says when it is given nothing to do."""

import sys
from typing import TYPE_CHECKING

from forecastctl.errors import ForecastctlError
from forecastctl.model import State, state_of

if TYPE_CHECKING:
    from forecastctl.cli.context import Context


def welcome(context: "Context", help_text: str) -> None:
    """One living line, then the short help, both on stderr."""
    sys.stderr.write(f"{_living_line(context)}\n\n{help_text}\n")


def _living_line(context: "Context") -> str:
    if not context.ledger_path.exists():
        return "no ledger yet: forecastctl demo"
    try:
        counts = _counts(context)
    except ForecastctlError as error:
        return str(error)
    if not counts[State.OVERDUE] and not counts[State.DUE]:
        return "nothing is due this week"
    return f"{counts[State.OVERDUE]} overdue, {counts[State.DUE]} due this week"


def _counts(context: "Context") -> dict[State, int]:
    from datetime import date

    from forecastctl.store.base import EntryFilter

    counts = dict.fromkeys(State, 0)
    for row in context.reader.entries(EntryFilter(unresolved=True)):
        day = date.fromisoformat(row.check_day) if row.check_day else None
        counts[state_of(day, row.outcome, context.today)] += 1
    return counts
