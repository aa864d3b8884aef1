"""Changes that are not written yet, laid over what is there."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from forecastctl.errors import NotFoundError
from forecastctl.model import Record
from forecastctl.store.base import Doc, Match
from forecastctl.store.canonical import encode as encode_json
from forecastctl.store.codec import encode
from forecastctl.store.entries import Entries, Version, versions_of
from forecastctl.store.lines import RawChange, RawCommit
from forecastctl.store.reader import ENTRY_TABLES, ID_TABLES, Docs, View, ViewReader


class Buffer:
    """A `View` of another view with changes on top."""

    def __init__(self, below: View) -> None:
        self._below = below
        self._changed: dict[Match, Doc | None] = {}
        self._touched_ids: set[str] = set()

    def lay(self, match: Match, doc: Doc | None) -> None:
        """Store this version of a document; None deletes it."""
        self._changed[match] = doc
        self._touched_ids.add(match.id)

    def lay_all(self, table: str, docs: Mapping[str, Doc | None]) -> None:
        """The same of many documents of a table."""
        self._changed.update((Match(table, id), doc) for id, doc in docs.items())
        self._touched_ids.update(docs)

    def changes(self) -> list[RawChange]:
        """What differs from the view below, in the order in which it was first touched."""
        return [
            RawChange(table, id, doc)
            for (table, id), doc in self._changed.items()
            if not is_same(doc, self._below.doc(table, id))
        ]

    def doc(self, table: str, id: str) -> Doc | None:
        """The document with this id."""
        match = Match(table, id)
        return self._changed[match] if match in self._changed else self._below.doc(table, id)

    def docs(self, *tables: str) -> Mapping[str, Docs]:
        """All documents of these tables."""
        below = self._below.docs(*tables)
        return {table: self._laid_over(table, below[table], lambda _: True) for table in tables}

    def names(self) -> set[str]:
        """The tables that hold anything."""
        touched = {match.table for match in self._changed}
        untouched = self._below.names() - touched
        return untouched | {table for table, docs in self.docs(*touched).items() if docs}

    def versions(self) -> Iterator[Version]:
        """The documents of ENTRY_TABLES."""
        return versions_of(self.docs(*ENTRY_TABLES))

    def entries(self) -> Entries:
        """All entries."""
        return Entries(self.versions())

    def all_ids(self) -> Iterator[str]:
        """The ids of all records of ID_TABLES."""
        return chain.from_iterable(self.docs(*ID_TABLES).values())

    def forecasts_on(self, question: str) -> Docs:
        """The forecasts on a question."""
        below = self._below.forecasts_on(question) if self._below.uses(question) else {}
        return self._laid_over("forecasts", below, lambda doc: doc.get("question") == question)

    def ids(self, prefixes: Collection[str], tables: Sequence[str]) -> set[Match]:
        """Records of these tables whose id begins with one of the prefixes."""
        found = self._below.ids(prefixes, tables).copy()
        for match, doc in self._changed.items():
            if doc is None:
                found.discard(match)
            elif match.table in tables and match.id.startswith(tuple(prefixes)):
                found.add(match)
        return found

    def resembling(self, text: str) -> Docs:
        """Questions worth comparing with a text: all with the same text are among them."""
        return self._laid_over("questions", self._below.resembling(text), lambda _: True)

    def commits(self) -> Iterator[RawCommit]:
        """All transactions that are written, oldest first."""
        return self._below.commits()

    def has_deletions(self) -> bool:
        """False if no commit deletes anything."""
        return self._below.has_deletions()

    def prepare(self, ids: Collection[str]) -> None:
        """Get ready to be asked for records with these ids, one by one."""
        self._below.prepare(ids)

    def uses(self, id: str) -> bool:
        """True if any record has, or once had, this id."""
        return id in self._touched_ids or self._below.uses(id)

    def _laid_over(self, table: str, below: Docs, belongs: Callable[[Doc], bool]) -> Docs:
        mine = {match.id: doc for match, doc in self._changed.items() if match.table == table}
        if not mine:
            return below
        docs = dict(below)
        for id, doc in mine.items():
            if doc is not None and belongs(doc):
                docs[id] = doc
            else:
                docs.pop(id, None)
        return docs


class BufferedTransaction(ViewReader):
    """The `Transaction` of any store: a reader whose puts and deletions wait in a buffer."""

    def __init__(self, buffer: Buffer, random_bytes: Callable[[int], bytes]) -> None:
        super().__init__(buffer, random_bytes)
        self._buffer = buffer

    def put(self, record: Record) -> None:
        """Store this version of the record. Putting what is there already writes nothing."""
        table, id, doc = encode(record)
        self._lay(Match(table, id), doc)

    def put_all(self, records: Iterable[Record]) -> None:
        """Store these versions of the records: as `put` of each, but cheaper."""
        tables: dict[str, dict[str, Doc]] = {}
        for table, id, doc in map(encode, records):
            tables.setdefault(table, {})[id] = doc
        for table, docs in tables.items():
            self._lay_all(table, docs)

    def delete(self, table: str, id: str) -> None:
        """Delete a record. Raises NotFoundError where there is none."""
        if self._buffer.doc(table, id) is None:
            raise NotFoundError(f"there is nothing to delete under {id} in {table}")
        self._lay(Match(table, id), None)

    def _lay(self, match: Match, doc: Doc | None) -> None:
        self._buffer.lay(match, doc)

    def _lay_all(self, table: str, docs: Mapping[str, Doc]) -> None:
        self._buffer.lay_all(table, docs)


def is_same(doc: Doc | None, other: Doc | None) -> bool:
    """True if both are spelled alike; to Python 1, 1.0 and true would be equal."""
    return doc == other and (doc is None or encode_json(doc) == encode_json(other))
