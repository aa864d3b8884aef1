"""A consistent prefix of a ledger file, and what can be read from it without parsing it all."""

import gc
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from typing import cast

from forecastctl.errors import LedgerDamagedError
from forecastctl.frozen import frozen
from forecastctl.store.canonical import decode, is_spelled
from forecastctl.store.files import Block, LedgerFile
from forecastctl.store.lines import (
    COMMIT_START,
    CommitLine,
    Header,
    LineError,
    RawChange,
    RawCommit,
    parse_commit,
    parse_edited_record,
    parse_lines,
    parse_record,
    record_key,
)

Tables = dict[str, dict[str, Mapping[str, object]]]

_RECORDS = rb'\n\{"t":"([^"\\\x00-\x1f]*)","id":"([^"\\\x00-\x1f]*)","doc":(\{.*\})\}(?=\n)'
_RESEAL = b',"reseal":{'
_MUCH = 1 << 20  # bytes of which the collector would notice the objects


@frozen
class Snapshot:
    """The bytes up to the last commit, as of one moment. Later writers do not change it.

    `size` is their number; `torn` that of the bytes behind them, which are not committed.
    `is_unterminated` where the last commit line lacks its line break. An absent or empty file has
    no header.
    """

    path: str
    file: LedgerFile | None
    header: Header | None = None
    start: int = 0
    size: int = 0
    serial: int = 0
    chain: str = ""
    torn: int = 0
    is_unterminated: bool = False
    _resealed: list[frozenset[int]] = field(default_factory=list, repr=False, compare=False)

    def ending(
        self, *, size: int, serial: int, chain: str, torn: int, is_unterminated: bool
    ) -> "Snapshot":
        """The same ledger, ending with another commit."""
        return replace(
            self,
            size=size,
            serial=serial,
            chain=chain,
            torn=torn,
            is_unterminated=is_unterminated,
            _resealed=[],
        )

    @property
    def ledger_id(self) -> str | None:
        """The random id that the ledger got when it was made."""
        return self.header.ledger_id if self.header else None

    @property
    def created(self) -> str | None:
        """When the ledger was made."""
        return self.header.created if self.header else None

    def get(self, table: str, id: str) -> RawChange | None:
        """The newest version of a record; its `doc` is None where that was a deletion."""
        key = b"\n" + record_key(table, id)
        for block in self._blocks_backward():
            at = block.text.rfind(key)
            if at >= 0:
                return self._record(block, at + 1)
        return None

    def load(self, tables: Collection[str] | None = None) -> Tables:
        """All tables, or these: the last version of each record, without the deleted ones."""
        with collector_paused(self.size):
            return self._load(tables)

    def lines_with(self, *fragments: bytes) -> Iterator[RawChange]:
        """Record versions whose line holds any of these bytes, oldest first.

        A fragment may begin with the line break before a line: `\\n{"t":"sources",`.
        """
        for block in self.blocks():
            for start in _lines_holding(block.text, fragments):
                if not block.text.startswith(COMMIT_START, start):
                    yield self._record(block, start)

    def lines_where(self, find: Callable[[bytes], Iterable[int]]) -> Iterator[RawChange]:
        """Record versions whose lines begin where `find` says, oldest first.

        It is given whole lines, each behind a line break, and returns offsets in order.
        """
        for block in self.blocks():
            for start in find(block.text):
                yield self._record(block, start)

    def commits(self, *, newest_first: bool = True) -> Iterator[RawCommit]:
        """Every transaction with its changes, read as far as the caller asks for them."""
        with collector_paused(self.size):
            yield from self._commits_backward() if newest_first else self._commits_forward()

    def since(self, older: "Snapshot") -> list[RawChange] | None:
        """The record versions that came after an older snapshot of the same file.

        None where this is not the same file grown longer: then everything is to be read again.
        """
        if self.file is None or not self._continues(older):
            return None
        return [
            one
            for block in self.file.blocks(older.size - 1, self.size)
            for one in self._lines(block)
            if isinstance(one, RawChange)
        ]

    def line_number(self, offset: int) -> int:
        """The number, from 1, of the line that begins at this byte."""
        if self.file is None or offset <= self.start:
            return 1
        blocks = self.file.blocks(self.start, offset)
        return 2 + sum(block.text.count(b"\n", 1) for block in blocks)

    def damage(self, offset: int, error: LineError) -> LedgerDamagedError:
        """The error for the line that begins at this byte."""
        return LedgerDamagedError(f"{self.path}: line {self.line_number(offset)} {error}")

    def _continues(self, older: "Snapshot") -> bool:
        if self.file is None or older.file is None or older.is_unterminated or not older.serial:
            return False
        mine, theirs = self.file.status(), older.file.status()
        if (mine.st_dev, mine.st_ino) != (theirs.st_dev, theirs.st_ino) or older.size > self.size:
            return False
        end = b'"chain":"' + older.chain.encode() + b'"}\n'
        return self.file.read(older.size - len(end), older.size) == end

    def blocks(self) -> Iterator[Block]:
        """The lines after the header, in blocks of whole lines."""
        return iter(()) if self.file is None else self.file.blocks(self.start, self.size)

    def _blocks_backward(self) -> Iterator[Block]:
        return iter(()) if self.file is None else self.file.blocks_backward(self.start, self.size)

    def _load(self, wanted: Collection[str] | None) -> Tables:
        names = None if wanted is None else frozenset(name.encode() for name in wanted)
        tables: Tables = {}
        for block in self.blocks():
            if not _add_block(block.text, names, tables):
                self._add_slowly(block, wanted, tables)
        return {name: table for name, table in tables.items() if table}

    def _add_slowly(self, block: Block, wanted: Collection[str] | None, tables: Tables) -> None:
        """Line by line, where something in the block is out of the ordinary."""
        for one in self._lines(block):
            if not isinstance(one, RawChange) or (wanted is not None and one.table not in wanted):
                continue
            table = tables.setdefault(one.table, {})
            if one.doc is None:
                table.pop(one.id, None)
            else:
                table[one.id] = one.doc

    def _lines(self, block: Block) -> list[RawChange | CommitLine]:
        """Every line of a block. Lines that were edited and then resealed are still read."""
        lines = block.text[1:-1].split(b"\n")
        found = parse_lines(lines)
        if found is not None:
            return found
        found = []
        offset = block.offset + 1
        for line in lines:
            found.append(self._line(line, offset))
            offset += len(line) + 1
        return found

    def _line(self, line: bytes, offset: int) -> RawChange | CommitLine:
        try:
            return parse_commit(line) if line.startswith(COMMIT_START) else parse_record(line)
        except LineError as error:
            is_record = error.is_edited and not line.startswith(COMMIT_START)
            if is_record and offset in self._resealed_offsets():
                return parse_edited_record(line)
            raise self.damage(offset, error) from None

    def _record(self, block: Block, start: int) -> RawChange:
        line = block.text[start : block.text.index(b"\n", start)]
        return cast("RawChange", self._line(line, block.offset + start))

    def _resealed_offsets(self) -> frozenset[int]:
        """Where the edited lines begin that a later reseal has accepted."""
        if not self._resealed:
            numbers = frozenset(self._resealed_numbers())
            self._resealed.append(frozenset(self._offsets_of(numbers)))
        return self._resealed[0]

    def _resealed_numbers(self) -> Iterator[int]:
        for block in self.blocks():
            for start in _lines_holding(block.text, (_RESEAL,)):
                if block.text.startswith(COMMIT_START, start):
                    line = block.text[start : block.text.index(b"\n", start)]
                    yield from _lines_named(parse_commit(line))

    def _offsets_of(self, numbers: Collection[int]) -> Iterator[int]:
        number = 1
        for block in self.blocks() if numbers else ():
            offset = block.offset + 1
            for line in block.text[1:-1].split(b"\n"):
                number += 1
                if number in numbers:
                    yield offset
                offset += len(line) + 1

    def _commits_forward(self) -> Iterator[RawCommit]:
        changes: list[RawChange] = []
        number = 1
        for block in self.blocks():
            for one in self._lines(block):
                number += 1
                if isinstance(one, RawChange):
                    changes.append(one)
                else:
                    yield raw_commit(one, tuple(changes), number)
                    changes = []

    def _commits_backward(self) -> Iterator[RawCommit]:
        changes: list[RawChange] = []
        commit: CommitLine | None = None
        number = line = self.line_number(self.size)
        for block in self._blocks_backward():
            for one in reversed(self._lines(block)):
                number -= 1
                if isinstance(one, RawChange):
                    changes.append(one)
                    continue
                if commit is not None:
                    yield raw_commit(commit, tuple(reversed(changes)), line)
                changes, commit, line = [], one, number
        if commit is not None:
            yield raw_commit(commit, tuple(reversed(changes)), line)


@contextmanager
def collector_paused(size: int) -> Iterator[None]:
    """No search for reference cycles while much is read: it would take most of the time.

    What was read holds no cycles, so the collector need not look at it later either.
    """
    is_in_the_way = size > _MUCH and gc.isenabled()
    if is_in_the_way:
        gc.disable()
    try:
        yield
    finally:
        if is_in_the_way:
            gc.freeze()
            gc.enable()


def raw_commit(
    commit: CommitLine, changes: tuple[RawChange, ...], line: int | None = None
) -> RawCommit:
    """A commit line with its changes; `line` is its number."""
    return RawCommit(
        serial=commit.head.serial,
        at=commit.head.at,
        user=commit.head.user,
        command=commit.head.command,
        chain=commit.chain,
        undoes=commit.head.undoes,
        reseal=commit.head.reseal,
        changes=changes,
        first_line=None if line is None else line - len(changes),
        line=line,
    )


def _add_block(text: bytes, names: Collection[bytes] | None, tables: Tables) -> bool:
    """Add the documents of a block of ordinary lines; False, and nothing added, if it is not one.

    All documents are read as one array, and being canonical is checked for all of them at once.
    """
    rows = re.findall(_RECORDS, text)
    others = text.count(b"\n") - 1 - len(rows)
    if others and text.count(b"\n" + COMMIT_START) != others:
        return False
    if names is not None:
        rows = [row for row in rows if row[0] in names]
    if not rows:
        return True
    of_tables, ids, docs = zip(*rows, strict=True)
    array = b"[" + b",".join(docs) + b"]"
    try:
        values = cast("list[Mapping[str, object]]", decode(array))
        keys = b"\n".join(ids).decode().split("\n")  # no id holds a line break as it stands here
        into = {name: tables.setdefault(name.decode(), {}) for name in set(of_tables)}
    except ValueError:
        return False
    if len(values) != len(keys) or set(map(type, values)) != {dict}:
        return False
    if not is_spelled(array, values):
        return False
    for name, key, value in zip(of_tables, keys, values, strict=True):
        into[name][key] = value
    return True


def _lines_named(commit: CommitLine) -> Iterator[int]:
    """The line numbers in the marker of a reseal."""
    entries = (commit.head.reseal or {}).get("commits")
    for entry in entries if isinstance(entries, list) else ():
        lines = entry.get("lines") if isinstance(entry, dict) else None
        yield from lines if isinstance(lines, list) else ()


def _lines_holding(text: bytes, fragments: Sequence[bytes]) -> list[int]:
    """Where the lines with any of the fragments begin, in order."""
    starts: set[int] = set()
    for fragment in fragments:
        stop = len(text)
        while (at := text.rfind(fragment, 0, stop)) >= 0:  # faster than find for such needles
            stop = at if fragment.startswith(b"\n") else text.rindex(b"\n", 0, at)
            starts.add(stop + 1)
    return sorted(starts)
