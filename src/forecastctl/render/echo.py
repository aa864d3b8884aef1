"""What a writing command says when it is done, and the hints that go with it."""

from collections.abc import Mapping, Sequence
from datetime import date

from forecastctl.model import Entry, Forecast
from forecastctl.render.view import Imported, Resolved
from forecastctl.store.base import Commit


def added(entry: Entry, *, ids: Mapping[str, str], today: date) -> str:
    """Say what `add` recorded: `Added 7k3q: reuters says 70%, due Wed 2026-12-09 (in 18 days).`."""
    raise NotImplementedError


def updated(entry: Entry, before: Forecast, *, ids: Mapping[str, str], today: date) -> str:
    """Say what `update` recorded, and the probability before."""
    raise NotImplementedError


def edited(entry: Entry, fields: Sequence[str], *, ids: Mapping[str, str]) -> str:
    """Say which fields `edit` changed."""
    raise NotImplementedError


def resolved(done: Sequence[Resolved], *, ids: Mapping[str, str]) -> str:
    """Say what `resolve` recorded, with the Brier score of every forecast on the question."""
    raise NotImplementedError


def counts_from(done: Sequence[Resolved], *, ids: Mapping[str, str]) -> str:
    """Notes for stderr on outcomes that came before the due day; '' without any."""
    raise NotImplementedError


def postponed(done: Sequence[Entry], until: date, *, ids: Mapping[str, str], today: date) -> str:
    """Say when `resolve ID later` will ask again."""
    raise NotImplementedError


def reopened(done: Sequence[Resolved], *, ids: Mapping[str, str]) -> str:
    """Say what `reopen` took back."""
    raise NotImplementedError


def deleted(done: Sequence[Entry], *, ids: Mapping[str, str]) -> str:
    """Say what `delete` removed."""
    raise NotImplementedError


def undone(commit: Commit) -> str:
    """Say which transaction `undo` took back, and what was in it."""
    raise NotImplementedError


def imported(done: Imported) -> str:
    """Counts of an import, kind by kind."""
    raise NotImplementedError


def problem_lines(done: Imported) -> str:
    """Every problem of an import, one a line, for stderr; '' without any."""
    raise NotImplementedError


def undo_hint() -> str:
    """The hint after a write."""
    return "Undo: forecastctl undo"


def next_hint(command: str) -> str:
    """The hint that names the next command."""
    return f"Next: {command}"
