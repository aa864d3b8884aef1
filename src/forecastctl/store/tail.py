"""Where a ledger file ends: its last commit, and what was torn off behind it."""

from typing import NamedTuple

from forecastctl.errors import LedgerDamagedError, LedgerError, NewerLedgerError
from forecastctl.store.files import LedgerFile, open_ledger
from forecastctl.store.lines import (
    COMMIT_START,
    EDITED,
    HEADER_START,
    CommitLine,
    Header,
    LineError,
    VersionError,
    chain_of_header,
    is_hollow,
    next_chain,
    parse_commit,
    parse_edited_record,
    parse_header,
    parse_last_line,
    parse_record,
)
from forecastctl.store.snapshot import Snapshot

_ATTEMPTS = 5
_LONGEST_HEADER = 1 << 16
_WINDOW = 1 << 14
_LONGEST_CHECK = 1 << 20
"""A last transaction of more bytes is left to the commands that read every line."""

_NEWLINE_COMMIT = b"\n" + COMMIT_START


def take_snapshot(path: str) -> Snapshot:
    """The ledger as of now. A missing or empty file gives an empty snapshot."""
    for _ in range(_ATTEMPTS - 1):
        file = open_ledger(path)
        if file is None:
            return Snapshot(path=path, file=None)
        before = file.status()
        try:
            return _snapshot(path, file, before.st_size)
        except LedgerError:
            after = file.status()
            if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
                raise  # it was not a writer who took back what was being read
    file = open_ledger(path)
    return _snapshot(path, file, file.status().st_size) if file else Snapshot(path=path, file=None)


def _snapshot(path: str, file: LedgerFile, size: int) -> Snapshot:
    bare = _bare(path, file, size)
    return bare if bare.header is None else _Tail(bare, file, size).snapshot()


def open_bare(path: str) -> tuple[Snapshot, int]:
    """The ledger as if it ended with its header, and how many bytes it has."""
    file = open_ledger(path)
    if file is None:
        return Snapshot(path=path, file=None), 0
    size = file.status().st_size
    return _bare(path, file, size), size


def _bare(path: str, file: LedgerFile, size: int) -> Snapshot:
    line = _header_line(path, file, size)
    if line is None:
        return Snapshot(path=path, file=file, torn=size)
    return Snapshot(
        path=path,
        file=file,
        header=_header(path, line),
        start=len(line),
        size=min(len(line) + 1, size),
        chain=chain_of_header(line),
        is_unterminated=size == len(line),
    )


def _header_line(path: str, file: LedgerFile, size: int) -> bytes | None:
    """The first line; None where nothing but the beginning of one was ever written."""
    start = file.read(0, min(size, _LONGEST_HEADER))
    line, newline, _ = start.partition(b"\n")
    if newline:
        return line
    try:
        parse_header(line)
    except (LineError, VersionError):
        written = line.rstrip(b"\0")
        if written.startswith(HEADER_START) or HEADER_START.startswith(written):
            return None
        raise LedgerDamagedError(f"{path} is not a ledger: it has no header") from None
    return line


def _header(path: str, line: bytes) -> Header:
    try:
        return parse_header(line)
    except VersionError as error:
        raise NewerLedgerError(f"{path}: {error}; update forecastctl") from None
    except LineError as error:
        raise LedgerDamagedError(f"{path}: line 1 {error}") from None


class _Found(NamedTuple):
    """A commit line and the offsets where it begins and where the next line would begin."""

    line: CommitLine
    start: int
    end: int


class _Tail:
    """The end of a file of this size, read backward until the last two commits are in view."""

    def __init__(self, bare: Snapshot, file: LedgerFile, size: int) -> None:
        self._bare = bare
        self._file = file
        self._size = size
        self._low = size
        self._text = b""

    def snapshot(self) -> Snapshot:
        """The bare snapshot with its size, serial, chain and torn tail."""
        last = self._last_complete_commit(self._size)
        end = last.end if last else self._bare.size
        unterminated = self._commit_without_line_break(end)
        if unterminated is not None:
            self._check(unterminated, must_read=True)
            last, end = unterminated, self._size
        elif last is not None:
            self._check(last, must_read=False)
        return self._bare.ending(
            size=end,
            serial=last.line.head.serial if last else 0,
            chain=last.line.chain if last else self._bare.chain,
            torn=self._size - end,
            is_unterminated=unterminated is not None
            or (last is None and self._bare.is_unterminated),
        )

    def _see(self, low: int) -> None:
        """Read so much more that this byte is in view."""
        low = max(low, self._bare.start)
        if low < self._low:
            self._text = self._file.read(low, self._low) + self._text
            self._low = low

    def _last_complete_commit(self, before: int) -> _Found | None:
        """The last commit line that ends before this byte. A hollow one was torn."""
        window = _WINDOW
        while True:
            self._see(before - window)
            found = self._search(before - self._low)
            if found is not None or self._low == self._bare.start:
                return found
            window *= 4

    def _search(self, stop: int) -> _Found | None:
        while (at := self._text.rfind(_NEWLINE_COMMIT, 0, stop)) >= 0:
            end = self._text.find(b"\n", at + 1, stop)
            line = self._text[at + 1 : end]
            if end >= 0 and not is_hollow(line):
                return self._found(at + 1, line, end + 1)
            stop = at + 1
        return None

    def _found(self, at: int, line: bytes, end: int) -> _Found:
        try:
            commit = parse_commit(line)
        except LineError as error:
            raise self._bare.damage(self._low + at, error) from None
        return _Found(line=commit, start=self._low + at, end=self._low + end)

    def _commit_without_line_break(self, start: int) -> _Found | None:
        """The commit that only lacks its line break. Everything else here must be torn."""
        self._see(start)
        at = start - self._low
        *lines, rest = self._text[at:].split(b"\n")
        for line in lines:
            if not is_hollow(line):
                self._require_record(at, line)
            at += len(line) + 1
        try:
            commit = parse_last_line(rest)
        except LineError as error:
            raise self._bare.damage(self._low + at, error) from None
        if commit is None:
            return None
        return _Found(line=commit, start=self._low + at, end=self._size)

    def _require_record(self, at: int, line: bytes) -> None:
        try:
            parse_edited_record(line)
        except LineError as error:
            raise self._bare.damage(self._low + at, error) from None

    def _check(self, last: _Found, *, must_read: bool) -> None:
        """Whether the last transaction is what its commit line sealed, unless it is very long."""
        while True:
            before = self._search(last.start - self._low)
            if before is not None or self._low == self._bare.start:
                break
            if not must_read and last.start - self._low > _LONGEST_CHECK:
                return
            self._see(self._low - 4 * len(self._text) - _WINDOW)
        start = before.end if before else self._bare.start + 1
        records = self._text[start - self._low : last.start - self._low]
        chain = before.line.chain if before else self._bare.chain
        serial = before.line.head.serial if before else 0
        is_right = (
            last.line.head.lines == records.count(b"\n")
            and last.line.chain == next_chain(chain, records, last.line.sealed)
            and last.line.head.serial == serial + 1
        )
        if not is_right:
            raise self._damage(start, records, last)

    def _damage(self, start: int, records: bytes, last: _Found) -> LedgerDamagedError:
        """The error that names the first line at fault, or else the transaction."""
        at = start
        for line in records[:-1].split(b"\n"):
            try:
                parse_record(line)
            except LineError as error:
                return self._bare.damage(at, error)
            at += len(line) + 1
        first, end = self._bare.line_number(start), self._bare.line_number(last.start)
        return LedgerDamagedError(
            f"{self._bare.path}: commit {last.line.head.serial} (lines {first}-{end}) {EDITED}"
        )
