"""TinyDB on the ledger file: safe, sealed and lazy below, an ordinary database above.

`Ledger` is a TinyDB whose tables have text ids; `TinyStore` is the `Store` made of it. Stock TinyDB
works on the same file: `TinyDB(path, storage=LedgerStorage)`.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from forecastctl.errors import ConflictError
from forecastctl.store import past
from forecastctl.store.base import Commit, Doc, Match, Reader, Transaction, Verification
from forecastctl.store.buffer import Buffer, BufferedTransaction, is_same
from forecastctl.store.canonical import encode
from forecastctl.store.codec import format_moment
from forecastctl.store.journal import PRIVATE, SHARED, Journal
from forecastctl.store.journal_view import JournalView
from forecastctl.store.lines import RawChange
from forecastctl.store.reader import View, ViewReader
from forecastctl.store.snapshot import Snapshot

Tables = Mapping[str, Mapping[str, Doc]]


class LedgerStorage(Storage):
    """A TinyDB storage that appends what changed instead of writing everything anew.

    TinyDB makes it from a path alone, so who writes and when have defaults here: they are used for
    changes outside of `Store.transaction`, each of which is a transaction of its own.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        lock_timeout: float = 10.0,
        random_bytes: Callable[[int], bytes] = os.urandom,
        user: str = "tinydb",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.journal = Journal(path, lock_timeout=lock_timeout)
        self.warnings: list[str] = []
        self._random_bytes = random_bytes
        self._user = user
        self._now = now
        self._buffer: Buffer | None = None
        self._latest = JournalView(Snapshot(path=self.journal.path, file=None))

    def read(self) -> "LedgerTables":  # type: ignore[override]  # not a dict, but like one
        """All tables, parsed as far as they are looked at; in a transaction, with its changes."""
        return LedgerTables(self._buffer or JournalView(self.journal.snapshot()))

    def write(self, data: Tables) -> None:
        """Append the difference between what was read and this."""
        with self.changing() as buffer:
            if isinstance(data, LedgerTables):
                base, names = data.view, set(data.replaced)
            else:
                base, names = buffer, buffer.names() | set(data)
            before = base.docs(*names)
            for name in names:
                _lay_difference(buffer, name, before[name], data.get(name, {}))

    def view(self) -> JournalView:
        """What the ledger holds now. What an earlier view has found stays known."""
        return self._view_of(self.journal.snapshot())

    def new_id(self) -> str:
        """A random id that nothing in the ledger uses."""
        return ViewReader(self._buffer or self.view(), self._random_bytes).new_id()

    @contextmanager
    def changing(self) -> Iterator[Buffer]:
        """The changes of the open transaction, or of one of its own."""
        if self._buffer is not None:
            yield self._buffer
            return
        at = self._now().replace(microsecond=0)
        with self.transaction("tinydb", self._user, at) as buffer:
            yield buffer
            _require_json(buffer.changes())

    @contextmanager
    def transaction(self, command: str, user: str, at: datetime) -> Iterator[Buffer]:
        """Hold the lock, gather changes, and append them together in the end."""
        new_ledger_id = self._random_bytes(16).hex()
        with self.journal.writing(new_ledger_id=new_ledger_id) as writer:
            buffer = self._buffer = Buffer(self._view_of(writer.snapshot))
            try:
                yield buffer
            finally:
                self._buffer = None
            changes = buffer.changes()
            if changes:
                writer.append(changes, user=user, command=command, at=format_moment(at))
            self.warnings += writer.warnings

    def _view_of(self, snapshot: Snapshot) -> JournalView:
        known = self._latest.snapshot
        if (known.size, known.chain) != (snapshot.size, snapshot.chain):
            self._latest = JournalView(snapshot)
        return self._latest


class LedgerTables(MutableMapping[str, Mapping[str, Doc]]):
    """The tables of a ledger by name, as TinyDB reads and writes them.

    Tables that nobody replaces are neither parsed nor compared.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.replaced: dict[str, Mapping[str, Doc]] = {}

    def __getitem__(self, name: str) -> Mapping[str, Doc]:
        return self.replaced.get(name, TableDocs(self.view, name))

    def __setitem__(self, name: str, docs: Mapping[str, Doc]) -> None:
        self.replaced[name] = docs

    def __delitem__(self, name: str) -> None:
        self.replaced[name] = {}

    def __iter__(self) -> Iterator[str]:
        replaced = {name for name, docs in self.replaced.items() if docs}
        return iter(sorted(self.view.names() - self.replaced.keys() | replaced))

    def __len__(self) -> int:
        return len(list(iter(self)))


class TableDocs(Mapping[str, Doc]):
    """The documents of a table. Each is a copy, which may be changed without harm."""

    def __init__(self, view: View, name: str) -> None:
        self._view = view
        self._name = name

    def __getitem__(self, id: str) -> Doc:
        doc = self._view.doc(self._name, id)
        if doc is None:
            raise KeyError(id)
        return _copied(doc)

    def __iter__(self) -> Iterator[str]:
        return iter(self._view.docs(self._name)[self._name])

    def __len__(self) -> int:
        return len(self._view.docs(self._name)[self._name])


class TableChanges(MutableMapping[str, Doc]):
    """A table that an updater of TinyDB may do to what it likes. What it did is laid at the end."""

    def __init__(self, buffer: Buffer, name: str) -> None:
        self._buffer = buffer
        self._name = name
        self._touched: dict[str, Doc | None] = {}

    def __getitem__(self, id: str) -> Doc:
        if id not in self._touched:
            doc = self._buffer.doc(self._name, id)
            if doc is None:
                raise KeyError(id)
            self._touched[id] = _copied(doc)
        touched = self._touched[id]
        if touched is None:
            raise KeyError(id)
        return touched

    def __setitem__(self, id: str, doc: Doc) -> None:
        self._touched[id] = doc

    def __delitem__(self, id: str) -> None:
        self[id]
        self._touched[id] = None

    def __iter__(self) -> Iterator[str]:
        ids = dict.fromkeys([*self._buffer.docs(self._name)[self._name], *self._touched])
        return (id for id in ids if self._touched.get(id, _UNTOUCHED) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def set_all(self, docs: Mapping[str, Doc]) -> None:
        """Set many documents at once."""
        self._touched.update(docs)

    def lay(self) -> None:
        """Hand over what has changed."""
        self._buffer.lay_all(self._name, self._touched)


class LedgerTable(Table):
    """A TinyDB table with text ids and without a cache, which other processes would make stale."""

    document_id_class = str  # type: ignore[assignment]
    default_query_cache_capacity = 0

    def __init__(
        self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False
    ) -> None:
        super().__init__(storage, name, cache_size, persist_empty)

    def put(self, id: str, doc: Doc | None) -> None:
        """Store this version of a document; None removes it."""
        if doc is None:
            self._update_table(lambda table: table.pop(id))
        else:
            self._update_table(lambda table: table.__setitem__(id, doc))

    def put_all(self, docs: Mapping[str, Doc]) -> None:
        """Store these versions of documents, going through TinyDB once."""
        self._update_table(lambda table: cast(TableChanges, table).set_all(docs))

    def _get_next_id(self) -> str:
        return cast(LedgerStorage, self._storage).new_id()

    def _update_table(  # type: ignore[override]  # not a dict, but like one
        self, updater: Callable[[MutableMapping[str, Doc]], object]
    ) -> None:
        """Every mutation of TinyDB comes through here: take the lock, and note what it does."""
        with cast(LedgerStorage, self._storage).changing() as buffer:
            changes = TableChanges(buffer, self.name)
            updater(changes)
            changes.lay()
        self.clear_cache()


class Ledger(TinyDB):
    """A TinyDB whose tables are those of a ledger."""

    table_class = LedgerTable
    default_storage_class = LedgerStorage  # type: ignore[assignment]


class TinyTransaction(BufferedTransaction):
    """A transaction whose changes go through the tables of TinyDB."""

    def __init__(
        self, ledger: Ledger, buffer: Buffer, random_bytes: Callable[[int], bytes]
    ) -> None:
        super().__init__(buffer, random_bytes)
        self._ledger = ledger

    def _lay(self, match: Match, doc: Doc | None) -> None:
        cast(LedgerTable, self._ledger.table(match.table)).put(match.id, doc)

    def _lay_all(self, table: str, docs: Mapping[str, Doc]) -> None:
        cast(LedgerTable, self._ledger.table(table)).put_all(docs)


class TinyStore:
    """The ledger on disk. `warnings` tells what had to be put right before writing."""

    def __init__(
        self,
        path: Path | str,
        *,
        random_bytes: Callable[[int], bytes] = os.urandom,
        lock_timeout: float = 10.0,
    ) -> None:
        self.ledger = Ledger(path, random_bytes=random_bytes, lock_timeout=lock_timeout)
        self._path = path
        self._random_bytes = random_bytes
        self._storage = cast(LedgerStorage, self.ledger.storage)
        self._journal = self._storage.journal

    @property
    def name(self) -> str:
        """Where the ledger is, as a user would name it."""
        return str(self._path)

    @property
    def warnings(self) -> list[str]:
        """Sentences about a torn end that was moved away."""
        return self._storage.warnings

    def exists(self) -> bool:
        """Whether there is anything at the path. A missing ledger reads as an empty one."""
        return self._journal.exists()

    def create(self, at: datetime, *, shared: bool = False) -> None:
        """Make an empty ledger, for its owner alone or for its group too. RefusedError if there."""
        id, mode = self._random_bytes(16).hex(), SHARED if shared else PRIVATE
        self._journal.create(id, format_moment(at), mode)

    def read(self) -> Reader:
        """A consistent view as of now. Never waits for writers."""
        return ViewReader(self._storage.view(), self._random_bytes)

    @contextmanager
    def transaction(self, command: str, user: str, at: datetime) -> Iterator[Transaction]:
        """All or nothing, one at a time. Written when the block ends; an exception writes nothing.

        Changes that are made to `ledger` meanwhile belong to it.
        """
        with self._storage.transaction(command, user, at) as buffer:
            yield TinyTransaction(self.ledger, buffer, self._random_bytes)

    def undo(self, user: str, at: datetime, dry_run: bool = False) -> Commit | None:
        """Take back the newest transaction that is not an undo and not undone."""
        if not self.exists():
            return None
        with self._journal.writing() as writer:
            view = JournalView(writer.snapshot)
            undo = past.next_undo(writer.snapshot.commits(), view.versions_of)
            if undo is None or dry_run:
                return undo and undo.commit
            done = writer.append(
                undo.changes,
                user=user,
                command="undo",
                at=format_moment(at),
                undoes=undo.commit.serial,
            )
            self._storage.warnings += writer.warnings
            return undo.commit._replace(undone_by=done.serial)

    def verify(self) -> Verification:
        """Read every byte and check everything that the format promises."""
        return self._journal.verify()

    def reseal(self, user: str, at: datetime) -> Commit | None:
        """Accept hand-edited lines, visibly and forever; None if there are none."""
        commit = self._journal.reseal(user=user, at=format_moment(at))
        return None if commit is None else past.told([commit])[0]


def _lay_difference(
    buffer: Buffer, table: str, before: Mapping[str, Doc], after: Mapping[str, Doc]
) -> None:
    """Lay what was changed; ConflictError if another process has changed the same meanwhile."""
    for id in [*before, *(id for id in after if id not in before)]:
        old, new = before.get(id), after.get(id)
        if is_same(new, old):
            continue
        match = Match(table, id)
        if not is_same(buffer.doc(table, id), old):
            message = f"{table} {id} was changed by another process; read it again"
            raise ConflictError(message)
        buffer.lay(match, new)


def _require_json(changes: Iterable[RawChange]) -> None:
    """TinyDB's word for what JSON cannot hold is a TypeError."""
    for table, id, doc in changes:
        try:
            encode(doc)
        except ValueError as error:
            raise TypeError(f"{table} {id}: {error}") from None


def _copied(doc: Doc) -> dict[str, object]:
    """A copy down to the last list."""
    return {key: _copied_value(value) for key, value in doc.items()}


def _copied_value(value: object) -> object:
    if isinstance(value, dict):
        return _copied(value)
    if isinstance(value, list):
        return [_copied_value(item) for item in value]
    return value


_UNTOUCHED: Doc = {}
