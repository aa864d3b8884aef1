"""What a ledger can do, whatever holds it.

Two stores keep this contract: the TinyDB ledger on disk (`tiny.py`) and its twin in memory
(`memory.py`); `tests/store/test_contract.py` runs against both. It is kept narrow enough for a
server: nothing here needs all rows at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from forecastctl.errors import Problem
from forecastctl.model import (
    Article,
    Candidate,
    CandidateState,
    Entry,
    Forecast,
    Outcome,
    Question,
    Record,
    Resolution,
    Source,
)

if TYPE_CHECKING:  # the tables of scoring are not needed to add, list or check
    from forecastctl.scoring.tables import ScoringRow, ScoringTables, Selection

TABLES = ("sources", "articles", "questions", "forecasts", "resolutions", "candidates")

Doc = Mapping[str, object]
"""A record as plain JSON values, without its id and without empty fields."""


class Match(NamedTuple):
    """A record that an id or a prefix of one names."""

    table: str
    id: str


class EntryRow(NamedTuple):
    """The columns of an entry that listing, filtering and sorting need. Cheap to make in bulk.

    `id` is the forecast's, or the question's where there is no forecast (then `source` is None).
    Days are ISO text, so they sort as they stand.
    """

    id: str
    question: str
    source: str | None
    claim: str
    probability: float | None
    is_worded: bool
    said: str
    made: str | None
    due: str | None
    due_assumed: bool
    check_day: str | None
    outcome: Outcome | None
    tags: tuple[str, ...]
    updates: int


class EntryFilter(NamedTuple):
    """Which entries are wanted; an empty field lets everything pass.

    `search` is matched in the claim and the criteria after NFC, without regard to case. `sources`
    are ids. `due_before` keeps entries with due < that day. State is not a filter of the store,
    because it depends on the day: `unresolved` is.
    """

    question: str | None = None
    sources: frozenset[str] = frozenset()
    tag: str | None = None
    due_before: date | None = None
    search: str | None = None
    unresolved: bool | None = None


class Change(NamedTuple):
    """One record line of a transaction: `doc` is None where the record was deleted.

    `kind` is "added", "changed" or "deleted", compared with the version before it.
    """

    table: str
    id: str
    kind: str
    doc: Doc | None
    before: Doc | None


class Commit(NamedTuple):
    """One transaction of the journal. `undone_by` is the serial of the commit that took it back."""

    serial: int
    at: datetime
    user: str
    command: str
    chain: str
    undoes: int | None = None
    undone_by: int | None = None
    reseal: Mapping[str, object] | None = None
    changes: tuple[Change, ...] = ()


class Verification(NamedTuple):
    """What reading every byte showed. Warnings (a torn tail) leave `ok` true."""

    ok: bool
    commits: int
    head: str
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    edited_lines: tuple[int, ...] = ()


class Reader(Protocol):
    """A consistent view of the ledger."""

    def source(self, id: str) -> Source | None:
        """The source with this id (slug)."""

    def article(self, id: str) -> Article | None:
        """The article with this id."""

    def question(self, id: str) -> Question | None:
        """The question with this id."""

    def forecast(self, id: str) -> Forecast | None:
        """The forecast with this id."""

    def resolution(self, question: str) -> Resolution | None:
        """How this question turned out, or None."""

    def candidate(self, id: str) -> Candidate | None:
        """The candidate with this id."""

    def sources(self) -> Sequence[Source]:
        """All sources, by id."""

    def articles(self) -> Sequence[Article]:
        """All articles, by id."""

    def questions(self) -> Iterator[Question]:
        """All questions, by id."""

    def candidates(
        self, state: CandidateState | None = None, article: str | None = None
    ) -> Iterator[Candidate]:
        """Candidates in this state and of this article (None: in any, of any), by id."""

    def count_candidates(self, state: CandidateState) -> int:
        """How many candidates are in this state."""

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every record with its table, in the order of TABLES and of ids: what an export needs."""

    def forecasts_on(self, question: str) -> Sequence[Forecast]:
        """All forecasts on a question, in the order in which they were made.

        Order: made, then made_at (none first), then the order in which they were recorded.
        """

    def forecasts_by(self, source: str) -> Iterator[Forecast]:
        """All forecasts of a source or passed on by it, by id."""

    def find(self, prefix: str) -> Sequence[Match]:
        """Records whose id begins with this prefix (normal form, see `ids.py`), by id.

        Looks at questions, forecasts, candidates and articles; at most 20 are returned.
        """

    def short_ids(self, ids: Sequence[str]) -> Mapping[str, str]:
        """The shortest prefix of each id, at least 4 long, unique among all of those tables."""

    def similar(self, text: str) -> Sequence[Question]:
        """Questions with the same text (`text.normal`) or most of its words, best first.

        At most 5 beside those with the same text, resolved ones included.
        """

    def entry(self, forecast_or_question: str) -> Entry:
        """The entry that this full id belongs to; an earlier forecast gives the latest one.

        A question id gives the newest entry on it. Raises NotFoundError.
        """

    def entries(self, wanted: EntryFilter) -> Iterator[EntryRow]:
        """Entries that pass the filter, in any order."""

    def entries_in_full(self, wanted: EntryFilter) -> Iterator[Entry]:
        """The same entries as whole records: dearer, for JSON and CSV."""

    def scoring_rows(self, selection: "Selection") -> "Iterator[ScoringRow]":
        """The forecasts that scoring looks at, one row each, every update included."""

    def scoring_tables(self, selection: "Selection") -> "ScoringTables":
        """The small tables of integers that the statistics are made from."""

    def history(self, id: str) -> Sequence[Commit]:
        """Commits that changed this record or any record of its question, oldest first."""

    def log(self, since: datetime | None = None, user: str | None = None) -> Iterator[Commit]:
        """All commits with their changes, newest first."""

    def deleted(self) -> frozenset[Match]:
        """Records that are gone because somebody deleted them (not because of an undo)."""

    def new_id(self) -> str:
        """A random Crockford id that nothing in the ledger uses."""


class Transaction(Reader, Protocol):
    """A reader that also writes. It sees what it has put and deleted."""

    def put(self, record: Record) -> None:
        """Store this version of the record. Putting what is there already writes nothing."""

    def put_all(self, records: Iterable[Record]) -> None:
        """Store these versions of the records: as `put` of each, but cheaper."""

    def delete(self, table: str, id: str) -> None:
        """Delete a record. Raises NotFoundError where there is none."""


class Store(Protocol):
    """A ledger."""

    @property
    def name(self) -> str:
        """Where the ledger is, as a user would name it."""

    def read(self) -> Reader:
        """A consistent view as of now. Never waits for writers."""

    def transaction(
        self, command: str, user: str, at: datetime
    ) -> AbstractContextManager[Transaction]:
        """All or nothing, one at a time. Written when the block ends; an exception writes nothing.

        The view inside is as of after the lock was taken. A transaction that changes nothing
        writes nothing. Raises LedgerLockedError, LedgerDamagedError.
        """

    def undo(self, user: str, at: datetime, dry_run: bool = False) -> Commit | None:
        """Take back the newest transaction that is not an undo and not undone; None if none is.

        Returns what was taken back, or with `dry_run` what would be.
        """

    def verify(self) -> Verification:
        """Read every byte and check everything that the format promises."""

    def reseal(self, user: str, at: datetime) -> Commit | None:
        """Accept hand-edited lines, visibly and forever; None if there are none."""
