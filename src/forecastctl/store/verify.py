"""Reading every byte of a ledger file: what stands in it against what was sealed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import NamedTuple

from forecastctl.errors import LedgerDamagedError, Problem
from forecastctl.store.base import Verification
from forecastctl.store.files import LedgerFile
from forecastctl.store.lines import (
    COMMIT_START,
    EDITED,
    HOLLOW,
    CommitLine,
    LineError,
    RawChange,
    is_hollow,
    next_chain,
    parse_chain,
    parse_commit,
    parse_edited_record,
    parse_last_line,
    parse_lines,
    parse_record,
)
from forecastctl.store.snapshot import Snapshot, collector_paused
from forecastctl.store.tail import open_bare


class Mismatch(NamedTuple):
    """A transaction that is not what its commit line sealed; `edited` lines are not canonical."""

    serial: int
    first_line: int
    line: int
    edited: tuple[int, ...]
    expected: str
    found: str
    what: str

    def as_marker(self) -> dict[str, object]:
        """How the commit line of a reseal names it."""
        return {
            "commit": self.serial,
            "lines": list(self.edited),
            "expected": self.expected,
            "found": self.found,
        }


class Line(NamedTuple):
    """A line of the file without its line break; `parsed` where nothing is wrong with it."""

    number: int
    offset: int
    text: bytes
    is_complete: bool
    parsed: RawChange | CommitLine | None


@dataclass(slots=True, kw_only=True)
class _Transaction:
    """What stands before the next commit line."""

    first_line: int
    records: list[bytes] = field(default_factory=list)
    edited: list[int] = field(default_factory=list)
    torn: list[int] = field(default_factory=list)
    unreadable: list[Problem] = field(default_factory=list)
    repeated: list[Problem] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)


class Audit:
    """One pass over all lines, transaction by transaction."""

    def __init__(self, path: str) -> None:
        self._bare, self._size = open_bare(path)
        self._end = self._bare.size
        self._chain: str | None = self._bare.chain
        self._serial = 0
        self._commits = 0
        self._head = self._bare.chain
        self._is_unterminated = self._bare.is_unterminated
        self._open = _Transaction(first_line=2)
        self._mismatches: list[Mismatch] = []
        self._reseals: list[tuple[int, Mapping[str, object]]] = []
        self._problems: list[Problem] = []
        self._edited: dict[int, RawChange] = {}
        self._newest: dict[tuple[str, str], int] = {}
        if self._bare.file is not None and self._bare.header is not None:
            with collector_paused(self._size):
                self._read(self._bare.file)

    def verification(self) -> Verification:
        """Everything that was found."""
        accepted = self._accepted()
        problems = list(self._problems)
        warnings: list[str] = []
        for mismatch in self._mismatches:
            by = accepted.get((mismatch.serial, mismatch.expected, mismatch.found))
            if by is None:
                problems += _problems_of(mismatch)
            else:
                warnings.append(
                    f"commit {mismatch.serial} (lines {mismatch.first_line}-{mismatch.line})"
                    f" was edited by hand; commit {by} accepted it"
                )
        if self._bare.file is not None and not self._size:
            warnings.append("the file has no bytes: it was never written to, or it was emptied")
        if self._size > self._end:
            warnings.append(
                f"{self._size - self._end} bytes at the end belong to a write that never finished;"
                " the next write moves them to the .torn file"
            )
        return Verification(
            ok=not problems,
            commits=self._commits,
            head=self._head,
            problems=tuple(problems),
            warnings=tuple(warnings),
            edited_lines=tuple(n for one in self._unsealed() for n in one.edited),
        )

    def snapshot(self) -> Snapshot:
        """The ledger up to its last commit, edited or not. Raises LedgerDamagedError."""
        for problem in self._problems:
            raise LedgerDamagedError(f"{self._bare.path}: {problem.where} {problem.message}")
        return self._bare.ending(
            size=self._end,
            serial=self._serial,
            chain=self._head,
            torn=self._size - self._end,
            is_unterminated=self._is_unterminated,
        )

    def marker(self) -> Mapping[str, object] | None:
        """What a reseal has to accept, or None."""
        unsealed = self._unsealed()
        return {"commits": [one.as_marker() for one in unsealed]} if unsealed else None

    def edited_changes(self) -> Sequence[RawChange]:
        """The lines to be written once more: those that no later line has replaced."""
        numbers = (number for one in self._unsealed() for number in one.edited)
        changes = ((number, self._edited[number]) for number in numbers)
        return [one for number, one in changes if self._newest[one.table, one.id] == number]

    def _unsealed(self) -> list[Mismatch]:
        accepted = self._accepted()
        return [
            one for one in self._mismatches if (one.serial, one.expected, one.found) not in accepted
        ]

    def _accepted(self) -> dict[tuple[object, object, object], int]:
        """The mismatches that reseals have named, and the commits that named them."""
        accepted: dict[tuple[object, object, object], int] = {}
        for serial, reseal in self._reseals:
            entries = reseal.get("commits")
            for entry in entries if isinstance(entries, list) else ():
                key = (entry.get("commit"), entry.get("expected"), entry.get("found"))
                accepted[key] = serial
        return accepted

    def _read(self, file: LedgerFile) -> None:
        for line in _lines(file, self._bare.start, self._size):
            if not line.is_complete:
                self._last_line(line)
            elif line.text.startswith(COMMIT_START) and not is_hollow(line.text):
                self._commit(line)
            else:
                self._record(line)
        self._problems += self._open.unreadable

    def _last_line(self, line: Line) -> None:
        """A line without a line break: a commit, or what a write that never finished left."""
        try:
            if parse_last_line(line.text) is not None:
                self._commit(line)
        except LineError as error:
            self._problems.append(_problem(line.number, str(error)))

    def _record(self, line: Line) -> None:
        self._open.records.append(line.text)
        if is_hollow(line.text):
            self._open.torn.append(line.number)
            return
        try:
            change = self._parse(line)
        except LineError as error:
            self._open.unreadable.append(_problem(line.number, str(error)))
            return
        key = (change.table, change.id)
        if key in self._open.seen:
            what = f"changes {change.table} {change.id} for the second time in one transaction"
            self._open.repeated.append(_problem(line.number, what))
        self._open.seen.add(key)
        self._newest[key] = line.number

    def _parse(self, line: Line) -> RawChange:
        if isinstance(line.parsed, RawChange):
            return line.parsed
        try:
            return parse_record(line.text)
        except LineError as error:
            if not error.is_edited:
                raise
        change = parse_edited_record(line.text)
        self._open.edited.append(line.number)
        self._edited[line.number] = change
        return change

    def _commit(self, line: Line) -> None:
        self._commits += 1
        self._end = line.offset + len(line.text) + line.is_complete
        self._is_unterminated = not line.is_complete
        whole, self._open = self._open, _Transaction(first_line=line.number + 1)
        self._problems += whole.unreadable + whole.repeated
        self._problems += (_problem(n, HOLLOW) for n in whole.torn)
        try:
            commit = _commit_of(line)
        except LineError as error:
            self._problems.append(_problem(line.number, str(error)))
            self._serial += 1
            self._chain = parse_chain(line.text[-66:-2])
            return
        self._compare(commit, whole, line)
        self._serial = commit.head.serial
        self._chain = self._head = commit.chain
        if commit.head.reseal is not None:
            self._reseals.append((commit.head.serial, commit.head.reseal))

    def _compare(self, commit: CommitLine, whole: _Transaction, line: Line) -> None:
        if commit.head.serial <= self._serial:
            what = f"is commit {commit.head.serial} again: take one out, then import it"
            self._problems.append(_problem(line.number, what))
        elif self._chain is not None and not (whole.unreadable or whole.torn):
            records = b"".join(record + b"\n" for record in whole.records)
            found = next_chain(self._chain, records, commit.sealed)
            what = self._difference(commit, len(whole.records))
            if found != commit.chain or what or whole.edited:
                self._mismatches.append(
                    Mismatch(
                        commit.head.serial,
                        whole.first_line,
                        line.number,
                        tuple(whole.edited),
                        commit.chain,
                        found,
                        what or EDITED,
                    )
                )

    def _difference(self, commit: CommitLine, lines: int) -> str:
        if commit.head.serial != self._serial + 1:
            return f"follows commit {self._serial}: something was taken out between them"
        if commit.head.lines != lines:
            return f"seals {commit.head.lines} lines, but {lines} stand before it"
        return ""


def verify(path: str) -> Verification:
    """Read every byte and check everything that the format promises."""
    try:
        return Audit(path).verification()
    except LedgerDamagedError as error:
        what = str(error).removeprefix(f"{path}: line 1 ")
        return Verification(ok=False, commits=0, head="", problems=(_problem(1, what),))


def _lines(file: LedgerFile, start: int, size: int) -> Iterator[Line]:
    """Every line after the header."""
    number = 1
    for block in file.blocks(start, size):
        offset = block.offset + 1
        texts = block.text[1:-1].split(b"\n")
        parsed = parse_lines(texts) or repeat(None)
        for text, one in zip(texts, parsed, strict=False):
            number += 1
            yield Line(number, offset, text, offset + len(text) < size, one)
            offset += len(text) + 1


def _commit_of(line: Line) -> CommitLine:
    return line.parsed if isinstance(line.parsed, CommitLine) else parse_commit(line.text)


def _problem(number: int, what: str) -> Problem:
    return Problem(where=f"line {number}", field=None, message=what)


def _problems_of(mismatch: Mismatch) -> list[Problem]:
    if mismatch.edited:
        return [_problem(number, EDITED) for number in mismatch.edited]
    where = f"commit {mismatch.serial} (lines {mismatch.first_line}-{mismatch.line})"
    return [Problem(where=where, field=None, message=mismatch.what)]
