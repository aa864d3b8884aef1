"""Recording how questions turned out, taking that back, and putting the look off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from forecastctl.actions.lookup import entries_on, find_source, question_of, short_id
from forecastctl.actions.rule import blank_to_none
from forecastctl.errors import ConflictError, ForecastctlError, Problem, UsageError
from forecastctl.model import Entry, Outcome, Question, Resolution
from forecastctl.store.base import EntryFilter, EntryRow, Reader, Transaction
from forecastctl.text import visible


class Verdict(NamedTuple):
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


class Resolved(NamedTuple):
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


class Reopened(NamedTuple):
    """A question whose resolution was taken back."""

    typed: str
    question: Question
    resolution: Resolution


def parse_outcome(text: str) -> Outcome:
    """Read `yes`, `no` or `void`, or another word for one of them."""
    outcome = _OUTCOMES.get(text.strip().lower())
    if outcome is None:
        raise ValueError(
            f"'{visible(text)}' is not an outcome; "
            "write yes, no, or void where it cannot be decided"
        )
    return outcome


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
    if verdict.on is not None and verdict.on > today:
        raise UsageError(f"on {verdict.on} lies after today ({today}); wait for the day")
    question = question_of(ledger, typed)
    old = ledger.resolution(question.id)
    new = _resolution(question.id, verdict, by, at)
    if old is not None and old.outcome is not new.outcome and not replace:
        shown = short_id(ledger, question.id)
        raise ConflictError(
            f"{shown} is resolved {old.outcome} already; to change that to {new.outcome}, "
            "add --replace"
        )
    was_same = old is not None and (not replace or _says_the_same(old, new))
    if not was_same:
        ledger.put(new)
    current = old if old is not None and was_same else new
    is_early = (
        question.due is not None and question.due > today and current.outcome is not Outcome.VOID
    )
    return Resolved(
        typed=typed,
        question=question,
        resolution=current,
        was_same=was_same,
        replaced=None if was_same else old,
        entries=_scored(ledger, question, current.outcome),
        counts_from=question.due if is_early else None,
    )


def _resolution(question: str, verdict: Verdict, by: str, at: datetime) -> Resolution:
    return Resolution(
        question=question,
        outcome=verdict.outcome,
        recorded_at=at,
        happened_on=verdict.on,
        by=by,
        proof=blank_to_none(verdict.proof),
        note=blank_to_none(verdict.note),
    )


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
    done = []
    for typed, verdict, where in rows:
        try:
            each = resolve_question(
                ledger, typed, verdict, by=by, at=at, today=today, replace=replace
            )
        except ForecastctlError as error:
            if where:
                error.args = (f"{where}: {error}",)
            raise
        done.append(each)
    return done


def check_rows(
    reader: Reader, rows: Sequence[ResolutionRow], *, today: date
) -> tuple[Problem, ...]:
    """What is wrong with the ids and days of a file, all at once."""
    problems = []
    for typed, verdict, where in rows:
        try:
            question_of(reader, typed)
        except ForecastctlError as error:
            problems.append(Problem(where=where, field="id", message=str(error)))
        if verdict.on is not None and verdict.on > today:
            message = f"{verdict.on} lies after today ({today})"
            problems.append(Problem(where=where, field="happened_on", message=message))
    return tuple(problems)


def later(ledger: Transaction, typed: str, until: date, *, today: date) -> Question:
    """Look at a question again only from that day on."""
    if until <= today:
        raise UsageError(f"until {until} is not after today ({today}); give a day to come")
    question = question_of(ledger, typed)
    if ledger.resolution(question.id):
        shown = short_id(ledger, question.id)
        raise ConflictError(f"{shown} is resolved; reopen it first: forecastctl reopen {shown}")
    question = replace(question, check_on=until if until != question.due else None)
    ledger.put(question)
    return question


def reopen(ledger: Transaction, typed: str) -> Reopened:
    """Take a resolution back. Raises ConflictError where there is none."""
    question = question_of(ledger, typed)
    resolution = ledger.resolution(question.id)
    if resolution is None:
        raise ConflictError(f"{short_id(ledger, question.id)} is not resolved; nothing to reopen")
    ledger.delete("resolutions", question.id)
    return Reopened(typed=typed, question=question, resolution=resolution)


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
    sources = frozenset({find_source(reader, source).id} if source else ())
    wanted = EntryFilter(sources=sources, tag=tag, unresolved=True)
    due = [
        (row.check_day, row.id, row)
        for row in reader.entries(wanted)
        if row.check_day is not None and row.check_day <= today.isoformat()
    ]
    first_of: dict[str, EntryRow] = {}
    for _, _, row in sorted(due):
        first_of.setdefault(row.question, row)
    return [reader.entry(row.id) for row in list(first_of.values())[:limit]]


def _scored(ledger: Transaction, question: Question, outcome: Outcome) -> tuple[ScoredEntry, ...]:
    entries = entries_on(ledger, question).values()
    return tuple(ScoredEntry(entry, _brier(entry, outcome)) for entry in entries)


def _brier(entry: Entry, outcome: Outcome) -> float | None:
    """(p - y)^2, Brier 1950, of the one forecast."""
    if entry.forecast is None or entry.forecast.probability is None or outcome is Outcome.VOID:
        return None
    occurred = 1.0 if outcome is Outcome.YES else 0.0
    return (entry.forecast.probability - occurred) ** 2


def _says_the_same(old: Resolution, new: Resolution) -> bool:
    """True where only who recorded it, and when, is different."""
    return replace(new, recorded_at=old.recorded_at, by=old.by, origin=old.origin) == old


_WORDS = {
    Outcome.YES: ("yes", "y", "true"),
    Outcome.NO: ("no", "n", "false"),
    Outcome.VOID: ("void", "unclear", "annulled"),
}
_OUTCOMES = {word: outcome for outcome, words in _WORDS.items() for word in words}
