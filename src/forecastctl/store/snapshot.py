"""A consistent prefix of a ledger file, and what can be read from it without parsing it all."""

import gc
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from forecastctl.errors import LedgerDamagedError
from forecastctl.store.canonical import encode
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
    parse_record,
    record_key,
)

Tables = dict[str, dict[str, Mapping[str, object]]]


@dataclass(frozen=True, slots=True, kw_only=True)
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

    @property
    def ledger_id(self) -> str | None:
        """The random id that the ledger got when it was made."""
        return self.header.ledger_id if self.header else None

    def get(self, table: str, id: str) -> RawChange | None:
        """The newest version of a record; its `doc` is None where that was a deletion."""
        key = b"\n" + record_key(table, id)
        for block in self._blocks_backward():
            if key in block.text:
                at = block.text.rfind(key)
                return self._parse(block, at + 1)
        return None

    def load(self, tables: Collection[str] | None = None) -> Tables:
        """All tables, or these: the last version of each record, without the deleted ones."""
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            found = self._load(tables)
            gc.freeze()
        finally:
            if was_enabled:
                gc.enable()
        return found

    def lines_with(self, *fragments: bytes) -> Iterator[RawChange]:
        """Record versions whose line holds any of these bytes, oldest first.

        A fragment may begin with the line break before a line: `\\n{"t":"sources",`.
        """
        for block in self._blocks():
            for start in _lines_holding(block.text, fragments):
                if not block.text.startswith(COMMIT_START, start):
                    yield self._parse(block, start)

    def ids_with_prefix(
        self, prefix: str, tables: Collection[str] | None = None
    ) -> list[tuple[str, str]]:
        """Table and id of every record there ever was whose id begins so, in file order."""
        found = dict.fromkeys(
            (change.table, change.id)
            for change in self.lines_with(b'"id":' + encode(prefix)[:-1])
            if change.id.startswith(prefix) and (tables is None or change.table in tables)
        )
        return list(found)

    def commits(self, *, newest_first: bool = True) -> Iterator[RawCommit]:
        """Every transaction with its changes."""
        commits = self._commits_forward()
        if newest_first:
            return iter(list(commits)[::-1])
        return commits

    def since(self, older: "Snapshot") -> list[RawChange] | None:
        """The record versions that came after an older snapshot of the same file.

        None where this is not the same file grown longer: then everything is to be read again.
        """
        if self.file is None or older.file is None or not self._continues(older):
            return None
        return [
            self._parse(block, start)
            for block in self.file.blocks(older.size - 1, self.size)
            for start in _line_starts(block.text)
            if not block.text.startswith(COMMIT_START, start)
        ]

    def line_number(self, offset: int) -> int:
        """The number, from 1, of the line that begins at this byte."""
        if self.file is None or offset == 0:
            return 1
        return 2 + sum(block.text.count(b"\n", 1) for block in self.file.blocks(self.start, offset))

    def _continues(self, older: "Snapshot") -> bool:
        if self.file is None or older.file is None:
            return False
        mine, theirs = self.file.status(), older.file.status()
        is_same_file = (mine.st_dev, mine.st_ino) == (theirs.st_dev, theirs.st_ino)
        if not is_same_file or older.size > self.size or older.is_unterminated or not older.serial:
            return False
        end = b'"chain":"' + older.chain.encode() + b'"}\n'
        return self.file.read(older.size - len(end), older.size) == end

    def _blocks(self) -> Iterator[Block]:
        return iter(()) if self.file is None else self.file.blocks(self.start, self.size)

    def _blocks_backward(self) -> Iterator[Block]:
        return iter(()) if self.file is None else self.file.blocks_backward(self.start, self.size)

    def _parse(self, block: Block, start: int) -> RawChange:
        line = block.text[start : block.text.index(b"\n", start)]
        try:
            return parse_record(line)
        except LineError as error:
            if error.is_edited and self._is_resealed(self.line_number(block.offset + start)):
                return parse_edited_record(line)
            raise self.damage(block.offset + start, error) from None

    def damage(self, offset: int, error: LineError) -> LedgerDamagedError:
        """The error for the line that begins at this byte."""
        return LedgerDamagedError(f"{self.path}: line {self.line_number(offset)} {error}")

    def _is_resealed(self, line: int) -> bool:
        return line in self.resealed_lines()

    def resealed_lines(self) -> frozenset[int]:
        """The numbers of edited lines that a later reseal has accepted."""
        return frozenset()

    def _load(self, wanted: Collection[str] | None) -> Tables:
        tables: Tables = {}
        for block in self._blocks():
            for change in self._changes_of(block):
                table = tables.setdefault(change.table, {})
                if change.doc is None:
                    table.pop(change.id, None)
                else:
                    table[change.id] = change.doc
        return {name: table for name, table in tables.items() if wanted is None or name in wanted}

    def _changes_of(self, block: Block) -> Iterator[RawChange]:
        for start in _line_starts(block.text):
            if not block.text.startswith(COMMIT_START, start):
                yield self._parse(block, start)

    def _commits_forward(self) -> Iterator[RawCommit]:
        changes: list[RawChange] = []
        number = 1
        for block in self._blocks():
            for start in _line_starts(block.text):
                number += 1
                if not block.text.startswith(COMMIT_START, start):
                    changes.append(self._parse(block, start))
                    continue
                commit = self._parse_commit(block, start)
                yield raw_commit(commit, tuple(changes), number)
                changes = []

    def _parse_commit(self, block: Block, start: int) -> CommitLine:
        try:
            return parse_commit(block.text[start : block.text.index(b"\n", start)])
        except LineError as error:
            raise self.damage(block.offset + start, error) from None


def raw_commit(commit: CommitLine, changes: tuple[RawChange, ...], line: int) -> RawCommit:
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
        first_line=line - len(changes),
        line=line,
    )


def _line_starts(text: bytes) -> Iterator[int]:
    at = 0
    last = len(text) - 1
    while at < last:
        yield at + 1
        at = text.index(b"\n", at + 1)


def _lines_holding(text: bytes, fragments: Sequence[bytes]) -> list[int]:
    """Where the lines with any of the fragments begin, in order."""
    starts: set[int] = set()
    for fragment in fragments:
        at = text.find(fragment)
        while at >= 0:
            starts.add(at + 1 if fragment.startswith(b"\n") else text.rindex(b"\n", 0, at) + 1)
            end = text.index(b"\n", at + 1)
            at = text.find(fragment, end)
    return sorted(starts)
