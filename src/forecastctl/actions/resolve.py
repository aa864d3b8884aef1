"""Recording how questions turned out, taking that back, and putting the look off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from forecastctl.errors import Problem
from forecastctl.model import Entry, Outcome, Question, Resolution
from forecastctl.store.base import Reader, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a question turned out, as somebody judged it. `on` None: the day is unknown."""

    outcome: Outcome
    on: date | None = None
    proof: str | None = None
    note: str | None = None


class ResolutionRow(NamedTuple):
    """A verdict on the id that was typed; `where` names the line of a file, or is empty."""

    typed: str
    verdict: Verdict
    where: str = ""


class ScoredEntry(NamedTuple):
    """An entry with its Brier score, None where the outcome is void."""

    entry: Entry
    brier: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What `resolve` did with one id, and what it means for the entries on the question.

    `was_same`: nothing was written. `counts_from` is the due day if that is still to come.
    """

    typed: str
    question: Question
    resolution: Resolution
    was_same: bool
    replaced: Resolution | None
    entries: tuple[ScoredEntry, ...]
    counts_from: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """A question whose resolution was taken back."""

    typed: str
    question: Question
    resolution: Resolution


def parse_outcome(text: str) -> Outcome:
    """Read `yes`, `no` or `void`, or another word for one of them."""
    raise NotImplementedError


def resolve_question(
    ledger: Transaction,
    typed: str,
    verdict: Verdict,
    *,
    by: str,
    at: datetime,
    today: date,
    replace: bool = False,
) -> Resolved:
    """Record how a question turned out. The same outcome again writes nothing.

    Raises ConflictError for a different outcome unless `replace`, UsageError for a day to come.
    """
    raise NotImplementedError


def resolve_rows(
    ledger: Transaction,
    rows: Sequence[ResolutionRow],
    *,
    by: str,
    at: datetime,
    today: date,
    replace: bool = False,
) -> list[Resolved]:
    """Resolve several, all or none: the first failure ends it, and its message names its line."""
    raise NotImplementedError


def later(ledger: Transaction, typed: str, until: date, *, today: date) -> Question:
    """Look at a question again only from that day on."""
    raise NotImplementedError


def reopen(ledger: Transaction, typed: str) -> Reopened:
    """Take a resolution back. Raises ConflictError where there is none."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionFile:
    """What a CSV file of resolutions holds. With any problem, nothing of it is to be used."""

    rows: tuple[ResolutionRow, ...]
    problems: tuple[Problem, ...]
    ignored_columns: tuple[str, ...] = ()


def read_resolution_file(text: str) -> ResolutionFile:
    """Read `id,outcome[,happened_on,proof,note]` with a header, columns by name."""
    raise NotImplementedError


def due_walk(
    reader: Reader,
    *,
    today: date,
    source: str | None = None,
    tag: str | None = None,
    limit: int | None = None,
) -> list[Entry]:
    """One entry of each unresolved question whose check day has come, longest overdue first.

    `source` is a name; it and `tag` choose the questions.
    """
    raise NotImplementedError
