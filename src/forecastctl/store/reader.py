"""Everything that can be asked of a ledger, made from the few primitives that stores differ in."""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Protocol, TypeVar

from forecastctl.errors import NotFoundError
from forecastctl.ids import MIN_PREFIX, random_id, shortest_prefixes
from forecastctl.model import (
    Article,
    Candidate,
    CandidateState,
    Entry,
    Forecast,
    Question,
    Record,
    Resolution,
    Source,
)
from forecastctl.store import past
from forecastctl.store.base import TABLES, Commit, Doc, EntryFilter, EntryRow, Match
from forecastctl.store.codec import decode, first_fault
from forecastctl.store.entries import Entries, Version, versions_of
from forecastctl.store.lines import RawCommit
from forecastctl.store.similar import most_similar

if TYPE_CHECKING:
    from forecastctl.scoring.tables import ScoringRow, ScoringTables, Selection

ID_TABLES = ("questions", "forecasts", "candidates", "articles")
"""The tables whose ids people type, so that prefixes are unique among all of them."""

ENTRY_TABLES = ("questions", "forecasts", "resolutions")
"""The tables that entries are made from."""

FOUND_AT_MOST = 20

STEM = MIN_PREFIX - 1
"""First letters of an id by which a view searches for it."""

FEW_IDS = 8
"""So few ids are looked for one by one; for more of them all ids are loaded."""

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)

Docs = Mapping[str, Doc]
"""Documents of a table by id, in the order in which they were recorded."""

R = TypeVar("R", Source, Article, Question, Forecast, Resolution, Candidate)


class View(Protocol):
    """The primitives: documents of one moment, and the commits that led there."""

    def doc(self, table: str, id: str) -> Doc | None:
        """The document with this id."""

    def docs(self, *tables: str) -> Mapping[str, Docs]:
        """All documents of these tables."""

    def names(self) -> set[str]:
        """The tables that hold anything."""

    def versions(self) -> Iterator[Version]:
        """The documents of ENTRY_TABLES, perhaps after older versions, oldest first."""

    def entries(self) -> Entries:
        """All entries."""

    def all_ids(self) -> Iterable[str]:
        """The ids of all records of ID_TABLES."""

    def forecasts_on(self, question: str) -> Docs:
        """The forecasts on a question."""

    def ids(self, prefixes: Collection[str], tables: Sequence[str]) -> set[Match]:
        """Records of these tables whose id begins with one of the prefixes."""

    def resembling(self, text: str) -> Docs:
        """Questions worth comparing with a text: all with the same text are among them."""

    def commits(self) -> Iterator[RawCommit]:
        """All transactions, oldest first."""

    def has_deletions(self) -> bool:
        """False if no commit deletes anything."""

    def prepare(self, ids: Collection[str]) -> None:
        """Get ready to be asked for records with these ids, one by one."""

    def uses(self, id: str) -> bool:
        """True if any record has, or once had, this id."""


class ViewReader:
    """The `Reader` of any store that can give a `View`."""

    def __init__(self, view: View, random_bytes: Callable[[int], bytes]) -> None:
        self._view = view
        self._random_bytes = random_bytes
        self._drawn = ""

    def source(self, id: str) -> Source | None:
        """The source with this id (slug)."""
        return self._record(Source, "sources", id)

    def article(self, id: str) -> Article | None:
        """The article with this id."""
        return self._record(Article, "articles", id)

    def question(self, id: str) -> Question | None:
        """The question with this id."""
        return self._record(Question, "questions", id)

    def forecast(self, id: str) -> Forecast | None:
        """The forecast with this id."""
        return self._record(Forecast, "forecasts", id)

    def resolution(self, question: str) -> Resolution | None:
        """How this question turned out, or None."""
        return self._record(Resolution, "resolutions", question)

    def candidate(self, id: str) -> Candidate | None:
        """The candidate with this id."""
        return self._record(Candidate, "candidates", id)

    def sources(self) -> Sequence[Source]:
        """All sources, by id."""
        return [_of(Source, "sources", id, doc) for id, doc in self._by_id("sources")]

    def articles(self) -> Sequence[Article]:
        """All articles, by id."""
        return [_of(Article, "articles", id, doc) for id, doc in self._by_id("articles")]

    def questions(self) -> Iterator[Question]:
        """All questions, by id."""
        return (_of(Question, "questions", id, doc) for id, doc in self._by_id("questions"))

    def candidates(
        self, state: CandidateState | None = None, article: str | None = None
    ) -> Iterator[Candidate]:
        """Candidates in this state and of this article (None: in any, of any), by id."""
        for id, doc in self._by_id("candidates"):
            is_in_state = state is None or doc.get("state") == state
            if is_in_state and (article is None or doc.get("article") == article):
                yield _of(Candidate, "candidates", id, doc)

    def count_candidates(self, state: CandidateState) -> int:
        """How many candidates are in this state."""
        docs = self._view.docs("candidates")["candidates"].values()
        return sum(doc.get("state") == state for doc in docs)

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every record with its table, in the order of TABLES and of ids: what an export needs."""
        docs = self._view.docs(*TABLES)
        for table in TABLES:
            for id, doc in sorted(docs[table].items()):
                yield table, decode(table, id, doc)

    def forecasts_on(self, question: str) -> Sequence[Forecast]:
        """All forecasts on a question, in the order in which they were made.

        Order: made, then made_at (none first), then the order in which they were recorded.
        """
        docs = self._view.forecasts_on(question)
        found = [_of(Forecast, "forecasts", id, doc) for id, doc in docs.items()]
        return sorted(found, key=_when_made)

    def forecasts_by(self, source: str) -> Iterator[Forecast]:
        """All forecasts of a source or passed on by it, by id."""
        for id, doc in self._by_id("forecasts"):
            if doc.get("source") == source or "via" in doc:
                forecast = _of(Forecast, "forecasts", id, doc)
                if forecast.source == source or source in forecast.via:
                    yield forecast

    def find(self, prefix: str) -> Sequence[Match]:
        """Records whose id begins with this prefix (normal form, see `ids.py`), by id.

        Looks at questions, forecasts, candidates and articles; at most 20 are returned.
        """
        found = self._view.ids([prefix], ID_TABLES)
        return sorted(found, key=lambda match: (match.id, match.table))[:FOUND_AT_MOST]

    def short_ids(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The shortest prefix of each id, at least 4 long, unique among all of those tables."""
        if len(ids) > FEW_IDS:
            return shortest_prefixes(ids, self._view.all_ids())
        prefixes = {id[:MIN_PREFIX] for id in ids}
        return shortest_prefixes(ids, {match.id for match in self._view.ids(prefixes, ID_TABLES)})

    def similar(self, text: str) -> Sequence[Question]:
        """Questions with the same text (`text.normal`) or most of its words, best first.

        At most 5 beside those with the same text, resolved ones included.
        """
        docs = self._view.resembling(text)
        ids = most_similar(text, docs)
        self._view.prepare(ids)
        return [_of(Question, "questions", id, docs[id]) for id in ids]

    def entry(self, forecast_or_question: str) -> Entry:
        """The entry that this full id belongs to; an earlier forecast gives the latest one.

        A question id gives the newest entry on it. Raises NotFoundError.
        """
        asked = self.forecast(forecast_or_question)
        id = asked.question if asked else forecast_or_question
        question = self.question(id)
        if question is None:
            raise NotFoundError(f"no entry has the id {id}; forecastctl list shows the ids")
        on_it = self.forecasts_on(id)
        source = asked.source if asked else on_it[-1].source if on_it else None
        return _entry(question, [one for one in on_it if one.source == source], self.resolution(id))

    def entries(self, wanted: EntryFilter) -> Iterator[EntryRow]:
        """Entries that pass the filter, in any order."""
        try:
            with gc_paused():
                return iter(self._entries(wanted).rows(wanted))
        except (KeyError, TypeError, AttributeError):
            raise first_fault(self._view.docs(*ENTRY_TABLES)) from None

    def entries_in_full(self, wanted: EntryFilter) -> Iterator[Entry]:
        """The same entries as whole records: dearer, for JSON and CSV."""
        docs = self._entry_docs(wanted)
        for row in self.entries(wanted):
            question, outcome = (
                docs["questions"][row.question],
                docs["resolutions"].get(row.question),
            )
            forecast = docs["forecasts"][row.id] if row.source is not None else None
            yield Entry(
                question=_of(Question, "questions", row.question, question),
                forecast=_of(Forecast, "forecasts", row.id, forecast) if forecast else None,
                resolution=_of(Resolution, "resolutions", row.question, outcome)
                if outcome
                else None,
                updates=row.updates,
            )

    def scoring_rows(self, selection: "Selection") -> "Iterator[ScoringRow]":
        """The forecasts that scoring looks at, one row each, every update included."""
        from forecastctl.store.scoring_rows import Gathered

        try:
            with gc_paused():
                gathered = Gathered(self._view.versions(), self._view.docs, selection.by)
            yield from gathered.rows(selection)
        except (KeyError, TypeError, AttributeError, ValueError):
            raise first_fault(self._view.docs(*ENTRY_TABLES)) from None

    def scoring_tables(self, selection: "Selection") -> "ScoringTables":
        """The small tables of integers that the statistics are made from."""
        from forecastctl.scoring.engine import build_tables

        with gc_paused():
            return build_tables(self.scoring_rows(selection), selection)

    def history(self, id: str) -> Sequence[Commit]:
        """Commits that changed this record or any record of its question, oldest first."""
        return past.concerning(past.told(self._view.commits()), id)

    def log(self, since: datetime | None = None, user: str | None = None) -> Iterator[Commit]:
        """All commits with their changes, newest first."""
        for commit in reversed(past.told(self._view.commits())):
            if (since is None or commit.at >= since) and (user is None or commit.user == user):
                yield commit

    def deleted(self) -> frozenset[Match]:
        """Records that are gone because somebody deleted them (not because of an undo)."""
        if not self._view.has_deletions():
            return frozenset()
        return past.deleted(past.told(self._view.commits()))

    def new_id(self) -> str:
        """A random Crockford id that nothing in the ledger uses.

        Each is random by itself. Every other one begins like the one before, so that one search
        tells of both whether they are free; their shortest prefixes still differ.
        """
        before, self._drawn = self._drawn, ""
        while True:
            id = before[:STEM] + random_id(self._random_bytes)[len(before[:STEM]) :]
            if id[:MIN_PREFIX] != before[:MIN_PREFIX] and not self._view.uses(id):
                self._drawn = "" if before else id
                return id

    def _entries(self, wanted: EntryFilter) -> Entries:
        if wanted.question is None:
            return self._view.entries()
        return Entries(versions_of(self._entry_docs(wanted)))

    def _entry_docs(self, wanted: EntryFilter) -> Mapping[str, Docs]:
        """What entries are made from: everything, or what belongs to the question asked for."""
        if wanted.question is None:
            return self._view.docs(*ENTRY_TABLES)
        one = {
            table: self._view.doc(table, wanted.question) for table in ("questions", "resolutions")
        }
        docs = {table: {wanted.question: doc} if doc else {} for table, doc in one.items()}
        return docs | {"forecasts": self._view.forecasts_on(wanted.question)}

    def _record(self, kind: type[R], table: str, id: str) -> R | None:
        doc = self._view.doc(table, id)
        return None if doc is None else _of(kind, table, id, doc)

    def _by_id(self, table: str) -> list[tuple[str, Doc]]:
        return sorted(self._view.docs(table)[table].items())


def beginning_with(prefixes: Iterable[str], tables: Mapping[str, Iterable[str]]) -> set[Match]:
    """The ids of these tables that begin with one of the prefixes."""
    of_length: dict[int, set[str]] = {}
    for prefix in prefixes:
        of_length.setdefault(len(prefix), set()).add(prefix)
    return {
        Match(table, id)
        for length, wanted in of_length.items()
        for table, ids in tables.items()
        for id in ids
        if id[:length] in wanted
    }


@contextmanager
def gc_paused() -> Iterator[None]:
    """Keep the collector from walking again and again over what is only being built."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        _freeze_once()
    finally:
        if was_enabled:
            gc.enable()


@cache
def _freeze_once() -> None:
    """Spare the collector what was built first: for a command that is nearly all there is."""
    gc.freeze()


def _of(kind: type[R], table: str, id: str, doc: Doc) -> R:
    record = decode(table, id, doc)
    if not isinstance(record, kind):
        raise TypeError(f"{table} does not hold records of {kind.__name__}")
    return record


def _when_made(forecast: Forecast) -> tuple[date, datetime]:
    return forecast.made, forecast.made_at or _BEFORE_ALL


def _entry(question: Question, mine: Sequence[Forecast], resolution: Resolution | None) -> Entry:
    """The entry of one source: the last of its forecasts counts, the others are updates of it."""
    latest = mine[-1] if mine else None
    updates = max(len(mine) - 1, 0)
    return Entry(question=question, forecast=latest, resolution=resolution, updates=updates)
