"""What commands hand over to be printed where no record says it all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from forecastctl.errors import Problem
from forecastctl.model import Entry, Question, Resolution, Source
from forecastctl.store.base import Commit


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A question that was resolved, reopened or found resolved so already.

    `named` is the full id that the user typed a prefix of. `resolution` is None after a reopen.
    `counts_from` is the due day where the outcome came before it.
    """

    named: str
    question: Question
    resolution: Resolution | None
    entries: Sequence[Entry] = ()
    counts_from: date | None = None
    is_unchanged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A question with everything on it, for `show`. `history` is given with --history."""

    question: Question
    entries: Sequence[Entry]
    resolution: Resolution | None
    history: Sequence[Commit] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source and how many forecasts it has; `unresolved` of them have no outcome yet."""

    source: Source
    forecasts: int
    unresolved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question, how many forecasts are on it, and how it turned out."""

    question: Question
    forecasts: int
    resolution: Resolution | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """Counts of an import by table ("questions", "forecasts", ...), and what was wrong."""

    read: Mapping[str, int]
    added: Mapping[str, int]
    unchanged: Mapping[str, int]
    updated: Mapping[str, int]
    skipped: Mapping[str, int]
    problems: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One number of `check` with its ranges as text ('' for none): `overdue=3;0;;0`."""

    name: str
    value: int
    warning: str = ""
    critical: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The answer of `check`. `code` is 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.

    `oldest` is the id of the entry that has been overdue longest. `candidates` and `verified` are
    None where they were not asked for; `verified` says what verifying the ledger showed.
    `message` replaces the counts where nothing could be counted.
    """

    code: int
    overdue: int = 0
    oldest: str | None = None
    oldest_overdue_days: int = 0
    due_soon: int = 0
    due_within: int = 7
    open: int = 0
    candidates: int | None = None
    verified: str | None = None
    message: str | None = None
    metrics: Sequence[Metric] = ()
    entries: Sequence[Entry] = ()
    ledger: str | None = None
    timezone: str | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
