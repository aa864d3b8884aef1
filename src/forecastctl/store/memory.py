"""A ledger in memory: for tests, and for scoring a file without writing anything."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain

from forecastctl.errors import LedgerLockedError
from forecastctl.store import past
from forecastctl.store.base import TABLES, Commit, Doc, Match, Reader, Transaction, Verification
from forecastctl.store.buffer import Buffer, BufferedTransaction
from forecastctl.store.codec import format_moment
from forecastctl.store.entries import Entries, Version, versions_of
from forecastctl.store.lines import RawChange, RawCommit
from forecastctl.store.reader import ENTRY_TABLES, ID_TABLES, Docs, ViewReader, beginning_with


class MemoryView:
    """The documents after some commits. Later commits make new views and leave this one alone."""

    def __init__(self, tables: Mapping[str, Docs], commits: tuple[RawCommit, ...]) -> None:
        self._tables = tables
        self._commits = commits

    def after(self, commit: RawCommit) -> "MemoryView":
        """The view with one more commit."""
        tables = {table: dict(docs) for table, docs in self._tables.items()}
        for table, id, doc in commit.changes:
            docs = tables.setdefault(table, {})
            if doc is None:
                docs.pop(id, None)
            else:
                docs[id] = doc
        return MemoryView(tables, (*self._commits, commit))

    def doc(self, table: str, id: str) -> Doc | None:
        """The document with this id."""
        return self._tables[table].get(id) if table in self._tables else None

    def docs(self, *tables: str) -> Mapping[str, Docs]:
        """All documents of these tables."""
        return {table: self._tables.get(table, {}) for table in tables}

    def names(self) -> set[str]:
        """The tables that hold anything."""
        return {table for table, docs in self._tables.items() if docs}

    def versions(self) -> Iterator[Version]:
        """The documents of ENTRY_TABLES."""
        return versions_of(self.docs(*ENTRY_TABLES))

    def versions_of(self, matches: Collection[Match]) -> Mapping[Match, Sequence[Doc | None]]:
        """All versions of these records, oldest first."""
        found: dict[Match, list[Doc | None]] = {match: [] for match in matches}
        for commit in self._commits:
            for table, id, doc in commit.changes:
                if (table, id) in found:
                    found[Match(table, id)].append(doc)
        return found

    def entries(self) -> Entries:
        """All entries."""
        return Entries(self.versions())

    def all_ids(self) -> Iterator[str]:
        """The ids of all records of ID_TABLES."""
        return chain.from_iterable(self.docs(*ID_TABLES).values())

    def forecasts_on(self, question: str) -> Docs:
        """The forecasts on a question."""
        docs = self._tables.get("forecasts", {})
        return {id: doc for id, doc in docs.items() if doc.get("question") == question}

    def ids(self, prefixes: Collection[str], tables: Sequence[str]) -> set[Match]:
        """Records of these tables whose id begins with one of the prefixes."""
        return beginning_with(prefixes, self.docs(*tables))

    def resembling(self, text: str) -> Docs:  # noqa: ARG002 - here all of them are worth comparing
        """Questions worth comparing with a text: all with the same text are among them."""
        return self._tables.get("questions", {})

    def commits(self) -> Iterator[RawCommit]:
        """All transactions, oldest first."""
        return iter(self._commits)

    def has_deletions(self) -> bool:
        """False if no commit deletes anything."""
        return any(change.doc is None for commit in self._commits for change in commit.changes)

    def prepare(self, ids: Collection[str]) -> None:
        """Everything is at hand already."""

    def uses(self, id: str) -> bool:
        """True if any record has, or once had, this id."""
        return any(change.id == id for commit in self._commits for change in commit.changes)


class MemoryStore:
    """A `Store` that lives as long as the object."""

    def __init__(self, name: str = "memory", *, random_bytes: Callable[[int], bytes]) -> None:
        self._name = name
        self._random_bytes = random_bytes
        self._view = MemoryView({table: {} for table in TABLES}, ())
        self._is_writing = False

    @property
    def name(self) -> str:
        """Where the ledger is, as a user would name it."""
        return self._name

    def read(self) -> Reader:
        """A consistent view as of now."""
        return ViewReader(self._view, self._random_bytes)

    @contextmanager
    def transaction(self, command: str, user: str, at: datetime) -> Iterator[Transaction]:
        """All or nothing, one at a time."""
        if self._is_writing:
            raise LedgerLockedError(f"{self._name} is being written to; finish that first")
        self._is_writing = True
        try:
            buffer = Buffer(self._view)
            yield BufferedTransaction(buffer, self._random_bytes)
            self._append(buffer.changes(), command, user, at)
        finally:
            self._is_writing = False

    def undo(self, user: str, at: datetime, dry_run: bool = False) -> Commit | None:
        """Take back the newest transaction that is not an undo and not undone."""
        undo = past.next_undo(reversed([*self._view.commits()]), self._view.versions_of)
        if undo is None:
            return None
        if dry_run:
            return undo.commit
        self._append(undo.changes, "undo", user, at, undoes=undo.commit.serial)
        return undo.commit._replace(undone_by=len(list(self._view.commits())))

    def verify(self) -> Verification:
        """There is nothing that could have been damaged."""
        commits = len(list(self._view.commits()))
        return Verification(ok=True, commits=commits, head=_chain(commits))

    def reseal(self, user: str, at: datetime) -> Commit | None:  # noqa: ARG002 - as in the protocol
        """Nobody can edit this ledger by hand."""
        return None

    def _append(
        self,
        changes: Sequence[RawChange],
        command: str,
        user: str,
        at: datetime,
        undoes: int | None = None,
    ) -> None:
        if not changes:
            return
        serial = len(list(self._view.commits())) + 1
        commit = RawCommit(
            serial=serial,
            at=format_moment(at),
            user=user,
            command=command,
            chain=_chain(serial),
            undoes=undoes,
            reseal=None,
            changes=tuple(changes),
            first_line=0,
            line=0,
        )
        self._view = self._view.after(commit)


def _chain(serial: int) -> str:
    """Stands where a ledger on disk has its hash."""
    return f"{serial:064x}"
