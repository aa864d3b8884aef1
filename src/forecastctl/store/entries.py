"""Entries made straight from documents, in one pass, without making records of them.

This runs over whole ledgers, and most of its time goes into waiting for memory. So each row is
made while its documents have just been read; what came later (an outcome, an edited question, a
second forecast) is put in at the end.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import NamedTuple
from unicodedata import normalize

from forecastctl.model import Outcome
from forecastctl.store.base import EntryFilter, EntryRow
from forecastctl.store.codec import PlainDoc, PlainTables

Version = tuple[str, str, PlainDoc | None]
"""Table, id and document of a record; None where it was deleted."""


class _Asked(NamedTuple):
    """What entries show of a question, and what they are searched by."""

    id: str
    text: str
    due: str | None
    due_assumed: bool
    check_day: str | None
    tags: tuple[str, ...]
    criteria: str


_Test = Callable[[_Asked], bool]


class Entries:
    """The entries of a ledger, gathered from its documents. KeyError and the like: one is wrong."""

    def __init__(self, versions: Iterable[Version]) -> None:
        self._questions: dict[str, _Asked] = {}
        self._forecasts: dict[str, EntryRow] = {}
        self._made_at: dict[str, str] = {}
        self._outcomes: dict[str, Outcome] = {}
        self._first: dict[str, str] = {}
        self._several: dict[str, list[str]] = {}
        self._changed_questions: set[str] = set()
        self._has_changed_forecasts = False
        self._gather(versions)
        if self._has_changed_forecasts:
            self._group_again()
        for question in self._changed_questions & self._first.keys():
            self._questions[question]  # a forecast on no question is damage

    def ids(self) -> Iterator[str]:
        """The ids of all questions and forecasts."""
        yield from self._questions
        yield from self._forecasts

    def rows(self, wanted: EntryFilter) -> list[EntryRow]:
        """The latest forecast of each source on each question, and questions without any."""
        rows: list[EntryRow] = []
        asked = self._passing(wanted)
        forecasts, sources = self._forecasts, wanted.sources
        outcomes, changed, several = self._outcomes, self._changed_questions, self._several
        for question, only in self._first.items():
            if question not in asked:
                continue
            if question in several:
                found = [self._as_it_stands(*one) for one in self._latest(several[question])]
                rows += [row for row in found if not sources or row.source in sources]
                continue
            row = forecasts[only]
            if sources and row.source not in sources:
                continue
            if question in outcomes or question in changed:
                rows.append(self._as_it_stands(row, 0))
            else:
                rows.append(row)
        if not sources:
            rows += [self._without_forecast(id) for id in asked - self._first.keys()]
        return rows

    def _gather(self, versions: Iterable[Version]) -> None:
        """Take in all versions; in one piece, because calls would take half of the time."""
        questions, forecasts, first = self._questions, self._forecasts, self._first
        new = tuple.__new__  # as NamedTuples are made, without naming the fields
        for table, id, doc in versions:
            if doc is None:
                self._delete(table, id)
            elif table == "questions":
                if id in questions:
                    self._changed_questions.add(id)
                due = doc.get("due")
                tags = tuple(doc["tags"]) if "tags" in doc else ()
                asked = (id, doc["text"], due, "due_assumed" in doc, doc.get("check_on", due))
                questions[id] = new(_Asked, (*asked, tags, doc.get("criteria", "")))
            elif table == "forecasts":
                if id in forecasts:
                    self._has_changed_forecasts = True
                    self._made_at.pop(id, None)
                known = questions.get(doc["question"]) or self._not_yet_asked(doc["question"])
                question, text, due, is_assumed, check_day, tags, _ = known
                probability, is_worded = doc.get("probability"), doc["method"] == "worded"
                said = (question, doc["source"], text, probability, is_worded, doc["said"])
                forecasts[id] = new(
                    EntryRow,
                    (id, *said, doc["made"], due, is_assumed, check_day, None, tags, 0),
                )
                before = first.setdefault(question, id)
                if before is not id:
                    self._several.setdefault(question, [before]).append(id)
                if "made_at" in doc:
                    self._made_at[id] = doc["made_at"][:-1]
            elif table == "resolutions":
                self._outcomes[id] = _OUTCOMES[doc["outcome"]]

    def _not_yet_asked(self, question: str) -> _Asked:
        """Stands for a question that is recorded after a forecast on it."""
        self._changed_questions.add(question)
        return _Asked(question, "", None, False, None, (), "")

    def _delete(self, table: str, id: str) -> None:
        if table == "questions" and id in self._questions:
            del self._questions[id]
            self._changed_questions.add(id)
        elif table == "forecasts" and id in self._forecasts:
            del self._forecasts[id]
            self._made_at.pop(id, None)
            self._has_changed_forecasts = True
        elif table == "resolutions":
            self._outcomes.pop(id, None)

    def _group_again(self) -> None:
        """Find the forecasts on each question anew, after some were edited or deleted."""
        self._first, self._several = {}, {}
        for id, row in self._forecasts.items():
            before = self._first.setdefault(row.question, id)
            if before is not id:
                self._several.setdefault(row.question, [before]).append(id)

    def _latest(self, ids: Sequence[str]) -> Iterator[tuple[EntryRow, int]]:
        """The latest forecast of each source, and how many came before it."""
        by_source: dict[str | None, list[EntryRow]] = {}
        for id in ids:
            row = self._forecasts[id]
            by_source.setdefault(row.source, []).append(row)
        for mine in by_source.values():
            yield sorted(mine, key=self._when_made)[-1], len(mine) - 1

    def _when_made(self, row: EntryRow) -> tuple[str, str]:
        """Sorts by day, then instant. Without its `Z` a fraction sorts behind its whole second."""
        return row.made or "", self._made_at.get(row.id, "")

    def _as_it_stands(self, row: EntryRow, updates: int) -> EntryRow:
        """The row with what was recorded after it."""
        outcome = self._outcomes.get(row.question)
        if row.question in self._changed_questions:
            asked = self._questions[row.question]
            row = row._replace(
                claim=asked.text,
                due=asked.due,
                due_assumed=asked.due_assumed,
                check_day=asked.check_day,
                tags=asked.tags,
            )
        return tuple.__new__(EntryRow, (*row[:11], outcome, row.tags, updates))

    def _without_forecast(self, question: str) -> EntryRow:
        asked = self._questions[question]
        return EntryRow(
            id=question,
            question=question,
            source=None,
            claim=asked.text,
            probability=None,
            is_worded=False,
            said="+",
            made=None,
            due=asked.due,
            due_assumed=asked.due_assumed,
            check_day=asked.check_day,
            outcome=self._outcomes.get(question),
            tags=asked.tags,
            updates=0,
        )

    def _passing(self, wanted: EntryFilter) -> Set[str]:
        """The questions that pass the filter."""
        found: Set[str] = self._questions.keys()
        if wanted.unresolved is not None:
            resolved = self._outcomes.keys()
            found = found - resolved if wanted.unresolved else found & resolved
        for passes in _tests(wanted):
            found = {id for id in found if passes(self._questions[id])}
        return found


def _tests(wanted: EntryFilter) -> Iterator[_Test]:
    if wanted.tag:
        tag = wanted.tag
        yield lambda asked: tag in asked.tags
    if wanted.due_before:
        before = wanted.due_before.isoformat()
        yield lambda asked: asked.due is not None and asked.due < before
    if wanted.search:
        part = _folded(wanted.search)
        yield lambda asked: part in _folded(asked.text) or part in _folded(asked.criteria)


def versions_of(tables: PlainTables) -> Iterator[Version]:
    """The documents of some tables, as if they had just been recorded."""
    return ((table, id, doc) for table, docs in tables.items() for id, doc in docs.items())


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else normalize("NFC", normalize("NFC", text).casefold())


_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
