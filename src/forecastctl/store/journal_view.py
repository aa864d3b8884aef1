"""The documents of a ledger file, found by searching its bytes, and parsed only when asked for.

One search of the whole file costs about a twentieth of parsing it. So a view searches for what it
is asked, remembers what it found, and parses everything only when that has become cheaper.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import cast

from forecastctl.store.anchor import Anchor, anchor_of, lines_holding
from forecastctl.store.base import TABLES, Doc, Match, Reader
from forecastctl.store.canonical import decode, encode, is_spelled
from forecastctl.store.entries import Entries, Version, versions_of
from forecastctl.store.journal import Journal
from forecastctl.store.lines import (
    LINE_SHAPES,
    RECORD_KEYS,
    RawChange,
    RawCommit,
    record_key,
)
from forecastctl.store.reader import (
    ENTRY_TABLES,
    ID_TABLES,
    STEM,
    Docs,
    ViewReader,
    beginning_with,
    gc_paused,
)
from forecastctl.store.similar import most_similar
from forecastctl.store.snapshot import Snapshot

SEARCHES_AT_MOST = 12
"""After so many searches of the whole file it is loaded instead."""

SMALL_TABLES = frozenset({"sources", "articles", "candidates"})
"""Tables with so few records that all are parsed when one is asked for."""

Versions = dict[Match, Doc | None]
"""The last version of some records, in the order in which they were recorded."""


class JournalView:
    """What a snapshot of a ledger file holds. Later writers do not change it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._searches = 0
        self._loaded: dict[str, Docs] = {}
        self._beginning_with: dict[bytes, Versions] = {}
        self._on: dict[str, Docs] = {}
        self._referring: dict[str, set[str]] = {}
        self._resembling: dict[str, Docs] = {}
        self._entries: Entries | None = None
        self._ever_used: frozenset[bytes] | None = None

    def doc(self, table: str, id: str) -> Doc | None:
        """The document with this id."""
        if table in SMALL_TABLES or self._is_worth_loading():
            self.docs(table)
        if table in self._loaded:
            return self._loaded[table].get(id)
        if table == "questions" and _needle(id) not in self._beginning_with:
            self._search_question(id)
        return self._like(id).get(Match(table, id))

    def docs(self, *tables: str) -> Mapping[str, Docs]:
        """All documents of these tables."""
        missing = [table for table in tables if table not in self._loaded]
        if missing:
            self._load(missing)
        return {table: self._loaded[table] for table in tables}

    def names(self) -> set[str]:
        """The tables that hold anything."""
        return {table for table, docs in self.snapshot.load().items() if docs}

    def versions(self) -> Iterator[Version]:
        """The documents of ENTRY_TABLES, after older versions where they are not loaded yet."""
        if self._loaded.keys() >= set(ENTRY_TABLES):
            return versions_of(self.docs(*ENTRY_TABLES))
        return self._versions()

    def versions_of(self, matches: Collection[Match]) -> Mapping[Match, Sequence[Doc | None]]:
        """All versions of these records, oldest first."""
        found: dict[Match, list[Doc | None]] = {match: [] for match in matches}
        is_few = len(matches) <= SEARCHES_AT_MOST
        lines = self._lines_of(matches) if is_few else self._versions()
        for table, id, doc in lines:
            if (table, id) in found:
                found[Match(table, id)].append(doc)
        return found

    def entries(self) -> Entries:
        """All entries. Their documents are not kept."""
        if self._entries is None:
            self._entries = Entries(self.versions())
        return self._entries

    def all_ids(self) -> Iterator[str]:
        """The ids of all records of ID_TABLES."""
        if self._entries is None:
            return chain.from_iterable(self.docs(*ID_TABLES).values())
        few = self.docs(*SMALL_TABLES.intersection(ID_TABLES))
        return chain(self._entries.ids(), *few.values())

    def forecasts_on(self, question: str) -> Docs:
        """The forecasts on a question."""
        if "forecasts" in self._loaded or self._is_worth_loading():
            return _on(question, self.docs("forecasts")["forecasts"])
        if question not in self._on:
            self._on[question] = self._search_forecasts_on(question)
        return self._on[question]

    def ids(self, prefixes: Collection[str], tables: Sequence[str]) -> set[Match]:
        """Records of these tables whose id begins with one of the prefixes."""
        unknown = {
            needle for prefix in prefixes if (needle := _needle(prefix)) not in self._beginning_with
        }
        is_worth_loading = len(unknown) + self._searches > SEARCHES_AT_MOST
        if is_worth_loading or self._loaded.keys() >= set(tables):
            return beginning_with(prefixes, self.docs(*tables))
        return {
            match
            for prefix in prefixes
            for match, doc in self._like(prefix, is_whole=False).items()
            if doc is not None and match.table in tables and match.id.startswith(prefix)
        }

    def resembling(self, text: str) -> Docs:
        """Questions worth comparing with a text: all with the same text are among them."""
        anchor = None
        if "questions" not in self._loaded:
            anchor = anchor_of(text, self.snapshot.size, self._sample)
        if anchor is None:
            return self.docs("questions")["questions"]
        if text not in self._resembling:
            self._resembling[text] = self._search_resembling(text, anchor)
        return self._resembling[text]

    def commits(self) -> Iterator[RawCommit]:
        """All transactions, oldest first."""
        return self.snapshot.commits(newest_first=False)

    def has_deletions(self) -> bool:
        """False if no commit deletes anything."""
        return any(b',"doc":null}\n' in block.text for block in self.snapshot.blocks())

    def uses(self, id: str) -> bool:
        """True if any record has, or once had, this id."""
        if self._ever_used is None and self._is_worth_loading():
            self._ever_used = frozenset(self._ids_ever_used())
        if self._ever_used is not None:
            return encode(id) in self._ever_used
        return any(match.id == id for match in self._like(id))

    def prepare(self, ids: Collection[str]) -> None:
        """Search for all of these ids at once, so that each can then be asked for at no cost."""
        stems = {_needle(id): id[:STEM] for id in ids}
        unknown = {
            needle: stem for needle, stem in stems.items() if needle not in self._beginning_with
        }
        if not unknown or len(unknown) > SEARCHES_AT_MOST or "questions" in self._loaded:
            return
        self._searches += 1
        found = _last_versions(self.snapshot.lines_with(*unknown))
        for needle in unknown:
            self._beginning_with[needle] = {
                match: doc for match, doc in found.items() if match.id.startswith(stems[needle])
            }

    def _is_worth_loading(self) -> bool:
        return self._searches >= SEARCHES_AT_MOST

    def _versions(self) -> Iterator[Version]:
        """Every version of every record, oldest first."""
        texts = (block.text for block in self.snapshot.blocks())
        return chain.from_iterable(
            self._read_carefully(text) if (records := plain_records(text)) is None else records
            for text in texts
        )

    def _load_all(self) -> dict[str, Docs]:
        tables: dict[str, dict[str, Doc]] = {table: {} for table in TABLES}
        with gc_paused():
            for table, id, doc in self._versions():
                if doc is None:
                    tables[table].pop(id, None)
                elif table in tables:
                    tables[table][id] = doc
                else:
                    tables[table] = {id: doc}
        return {**tables}

    def _read_carefully(self, text: bytes) -> Iterator[RawChange]:
        """The records of a block that has something unusual in it, or is damaged."""
        return self.snapshot.lines_where(lambda other: _starts(text) if other == text else ())

    def _load(self, tables: Collection[str]) -> None:
        """Parse the lines of one table or of small ones, else the whole file, once for all."""
        if len(tables) > 1 and not SMALL_TABLES.issuperset(tables):
            self._loaded = dict.fromkeys(tables, _NO_DOCS) | self._load_all()
            return
        lines = self.snapshot.lines_with(*(b"\n" + _start_of(table) for table in tables))
        found: dict[str, dict[str, Doc]] = {table: {} for table in tables}
        for (table, id), doc in _last_versions(lines).items():
            if doc is not None:
                found[table][id] = doc
        self._loaded |= found

    def _like(self, id: str, *, is_whole: bool = True) -> Versions:
        """The last versions of all records whose id has the same first letters.

        They are fewer than are shown of an id, so that one search tells what an id stands for, how
        short it can be shown, and whether it is free. An id of fewer letters is looked for whole.
        """
        needle = _needle(id, is_whole=is_whole)
        if needle not in self._beginning_with:
            self._searches += 1
            self._beginning_with[needle] = _last_versions(self.snapshot.lines_with(needle))
        return self._beginning_with[needle]

    def _search_question(self, id: str) -> None:
        """Search at once for a question and for what refers to it: both are about to be asked."""
        self._searches += 1
        needle = _needle(id)
        found = list(self.snapshot.lines_with(needle, _reference(id)))
        self._beginning_with[needle] = _last_versions(
            change for change in found if change.id.startswith(id[:STEM])
        )
        self._referring[id] = _forecasts_among(found, id)

    def _search_forecasts_on(self, question: str) -> Docs:
        if question not in self._referring:
            self._searches += 1
            lines = self.snapshot.lines_with(_reference(question))
            self._referring[question] = _forecasts_among(lines, question)
        return _on(question, self._current("forecasts", self._referring[question]))

    def _search_resembling(self, text: str, anchor: Anchor) -> Docs:
        """The questions that held the anchor and were similar, as they stand now."""
        self._searches += 1
        find = partial(lines_holding, anchor, _start_of("questions"))
        docs = _standing(_last_versions(self.snapshot.lines_where(find)))
        return self._current("questions", most_similar(text, docs))

    def _current(self, table: str, ids: Collection[str]) -> Docs:
        """The documents with these ids, in the order in which they were recorded."""
        if len(ids) < 2:
            found = {id: self.doc(table, id) for id in ids}
            return {id: doc for id, doc in found.items() if doc is not None}
        if len(ids) > SEARCHES_AT_MOST:
            wanted = frozenset(ids)
            return {id: doc for id, doc in self.docs(table)[table].items() if id in wanted}
        self._searches += 2
        return _standing(_last_versions(self._lines_of([Match(table, id) for id in ids])))

    def _lines_of(self, matches: Iterable[Match]) -> Iterator[RawChange]:
        starts = [re.escape(record_key(table, id)) for table, id in matches]
        finditer = re.compile(b"\n(?:" + b"|".join(starts) + b")").finditer
        return self.snapshot.lines_where(lambda text: [at.start() + 1 for at in finditer(text)])

    def _ids_ever_used(self) -> Iterator[bytes]:
        for block in self.snapshot.blocks():
            yield from _ID.findall(block.text)

    def _sample(self) -> bytes:
        for block in self.snapshot.blocks():
            return block.text
        return b""


def read_ledger(path: Path, random_bytes: Callable[[int], bytes]) -> Reader:
    """A ledger file as of now. Reading needs neither TinyDB nor the lock."""
    return ViewReader(JournalView(Journal(path).snapshot()), random_bytes)


def plain_records(text: bytes) -> list[Version] | None:
    """The records of a block, read all at once; None if any line is not just as it should be."""
    lines = text[1:-1]
    array = b"[" + lines.replace(b"\n", b",") + b"]"
    try:
        values = cast("list[dict[str, object]]", decode(array))
        shapes = {*map(tuple, values)}
    except (ValueError, TypeError):
        return None
    found = [tuple(one.values()) for one in values if len(one) == len(RECORD_KEYS)]
    tables, ids, docs = zip(*found, strict=True) if found else ((), (), ())
    is_plain = (
        shapes <= LINE_SHAPES
        and lines.count(b"\n") + 1 == len(values)
        and is_spelled(array, values)
        and {*map(type, tables), *map(type, ids)} <= {str}
        and {*map(type, docs)} <= {dict, type(None)}
    )
    return cast("list[Version]", found) if is_plain else None


def _starts(text: bytes) -> Iterator[int]:
    return (match.end() for match in _NO_COMMIT.finditer(text))


def _on(question: str, forecasts: Docs) -> Docs:
    return {id: doc for id, doc in forecasts.items() if doc.get("question") == question}


def _needle(id: str, *, is_whole: bool = False) -> bytes:
    """What stands in each line of a record whose id has the same first letters."""
    is_short = is_whole and len(id) < STEM
    key = encode(id if is_short else id[:STEM])
    return b'"id":' + (key if is_short else key[:-1])


def _reference(question: str) -> bytes:
    """What stands in each line of a forecast on a question."""
    return b'"question":' + encode(question)


def _forecasts_among(changes: Iterable[RawChange], question: str) -> set[str]:
    """The forecasts that are, or once were, on this question."""
    return {
        change.id
        for change in changes
        if change.table == "forecasts" and change.doc and change.doc.get("question") == question
    }


def _start_of(table: str) -> bytes:
    return b'{"t":' + encode(table) + b","


def _last_versions(changes: Iterable[RawChange]) -> Versions:
    last: Versions = {}
    for table, id, doc in changes:
        match = Match(table, id)
        if last.get(match) is None:  # one that was deleted is recorded anew
            last.pop(match, None)
        last[match] = doc
    return last


def _standing(last: Versions) -> dict[str, Doc]:
    return {match.id: doc for match, doc in last.items() if doc is not None}


_NO_DOCS: Docs = {}
_NO_COMMIT = re.compile(rb'\n(?!\{"commit":|\Z)')
_ID = re.compile(rb'\n\{"t":"(?:[^"\\]|\\.)*","id":("(?:[^"\\]|\\.)*")')
