"""The grammar of a ledger file: its header, record lines and commit lines, and the hash chain."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from forecastctl.store.canonical import decode, encode, is_spelled

if TYPE_CHECKING:
    from hashlib import _Hash

VERSION = 1
HEADER_START = b'{"forecastctl":'
COMMIT_START = b'{"commit":'
HOLLOW = "holds NUL bytes: the disk lost it; restore the file from a backup"
EDITED = "was edited: forecastctl verify --reseal"
RECORD_KEYS = ("t", "id", "doc")
COMMIT_KEYS = ("commit", "lines", "at", "user", "command")
LINE_SHAPES = frozenset(
    {
        RECORD_KEYS,
        (*COMMIT_KEYS, "chain"),
        (*COMMIT_KEYS, "undoes", "chain"),
        (*COMMIT_KEYS, "reseal", "chain"),
    }
)
"""The keys that a line can have, in their order."""

_NEXT_RECORD = b'},{"t":'
_CHAIN_KEY = b',"chain":"'
_HEX = frozenset("0123456789abcdef")
_WHOLE_COMMIT = rb'\{"commit":.*,"chain":"[0-9a-f]{64}"\}'
_MUCH = 1 << 22  # bytes from which on hashlib is faster, its import included


class LineError(ValueError):
    """A line is not what the grammar says; `is_edited` where it can still be read."""

    def __init__(self, message: str, *, is_edited: bool = False) -> None:
        super().__init__(message)
        self.is_edited = is_edited


class UnreadableError(LineError):
    """A line is not even JSON."""


class VersionError(ValueError):
    """The header names a later version of the format."""


class Header(NamedTuple):
    """The first line: which ledger this is and since when."""

    ledger_id: str
    created: str


class RawChange(NamedTuple):
    """One version of one record; `doc` is None where it deletes."""

    table: str
    id: str
    doc: Mapping[str, object] | None


class CommitHead(NamedTuple):
    """What a commit line says, without its chain."""

    serial: int
    lines: int
    at: str
    user: str
    command: str
    undoes: int | None = None
    reseal: Mapping[str, object] | None = None


class CommitLine(NamedTuple):
    """The line that closes a transaction; `sealed` is the part of it that its chain covers."""

    head: CommitHead
    sealed: bytes
    chain: str


class RawCommit(NamedTuple):
    """A transaction as it stands in the file.

    Its lines are `first_line` to `line`, the commit line, counted from 1; None where they were not
    counted.
    """

    serial: int
    at: str
    user: str
    command: str
    chain: str
    undoes: int | None = None
    reseal: Mapping[str, object] | None = None
    changes: tuple[RawChange, ...] = ()
    first_line: int | None = None
    line: int | None = None


def header_line(header: Header) -> bytes:
    """The header without its line break."""
    return encode({"forecastctl": VERSION, "ledger": header.ledger_id, "created": header.created})


def record_line(change: RawChange) -> bytes:
    """A record version without its line break."""
    return encode({"t": change.table, "id": change.id, "doc": change.doc})


def record_lines(changes: Sequence[RawChange]) -> bytes | None:
    """The lines of many records with their line breaks; None where one has to be looked at alone.

    They are written as one array, which is four times as fast. Only between two of its objects,
    or in a list within a document, can there be what it is parted at: quotes in a text are escaped.
    """
    try:
        array = encode([{"t": table, "id": id, "doc": doc} for table, id, doc in changes])
    except ValueError:
        return None
    lines = array[1:-1].replace(_NEXT_RECORD, b"}\n" + _NEXT_RECORD[2:]) + b"\n"
    return lines if lines.count(b"\n") == len(changes) else None


def record_key(table: str, id: str) -> bytes:
    """How the line of this record begins, after the line break before it."""
    return b'{"t":' + encode(table) + b',"id":' + encode(id) + b","


def seal(head: CommitHead) -> bytes:
    """A commit line up to, and without, its chain."""
    keys: dict[str, object] = {"commit": head.serial, "lines": head.lines, "at": head.at}
    keys |= {"user": head.user, "command": head.command}
    if head.undoes is not None:
        keys["undoes"] = head.undoes
    if head.reseal is not None:
        keys["reseal"] = head.reseal
    return encode(keys)[:-1]


def commit_line(sealed: bytes, chain: str) -> bytes:
    """The whole commit line without its line break."""
    return sealed + _CHAIN_KEY + chain.encode() + b'"}'


def chain_of_header(header: bytes) -> str:
    """chain(0): the digest of the header line without its line break."""
    return _sha256()(header).hexdigest()


def next_chain(before: str, records: bytes, sealed: bytes) -> str:
    """The digest that seals a transaction: `records` are its lines with their line breaks."""
    if len(records) > _MUCH:
        from hashlib import sha256

        digest = sha256(before.encode() + b"\n")
    else:
        digest = _sha256()(before.encode() + b"\n")
    digest.update(records)
    digest.update(sealed)
    return digest.hexdigest()


def parse_chain(text: bytes) -> str | None:
    """The digest that these bytes spell, if they do."""
    chain = text.decode("ascii", "replace")
    return chain if len(chain) == 64 and _HEX.issuperset(chain) else None


def parse_header(line: bytes) -> Header:
    """The header. Raises VersionError or LineError."""
    keys = _parse_object(line)
    version = keys.get("forecastctl")
    if isinstance(version, int) and version > VERSION:
        raise VersionError(f"it has version {version} of the format, this program knows {VERSION}")
    ledger_id, created = keys.get("ledger"), keys.get("created")
    if version != VERSION or not isinstance(ledger_id, str) or not isinstance(created, str):
        raise LineError("is not the header of a ledger")
    header = Header(ledger_id, created)
    if line != header_line(header):
        raise LineError("was edited; put back the header as it was", is_edited=True)
    return header


def parse_record(line: bytes) -> RawChange:
    """A record line. Raises LineError."""
    change = parse_edited_record(line)
    if not is_spelled(line, {"t": change.table, "id": change.id, "doc": change.doc}):
        raise LineError(EDITED, is_edited=True)
    return change


def parse_edited_record(line: bytes) -> RawChange:
    """A record line that may have been edited. Raises LineError where it cannot be read."""
    keys = _parse_object(line)
    table, id, doc = keys.get("t"), keys.get("id"), keys.get("doc", 0)
    if not (isinstance(table, str) and isinstance(id, str) and isinstance(doc, dict | None)):
        raise LineError("is neither a record nor the end of a transaction")
    return RawChange(table, id, doc)


def parse_commit(line: bytes) -> CommitLine:
    """A commit line. Raises LineError."""
    keys = _parse_object(line)
    chain = keys.get("chain")
    head = _head(keys)
    if head is None or not isinstance(chain, str):
        raise LineError("is not a whole commit line; put it back as it was")
    sealed = seal(head)
    if line != commit_line(sealed, chain) or parse_chain(line[-66:-2]) is None:
        raise LineError("was edited; put back the commit line as it was", is_edited=True)
    return CommitLine(head, sealed, chain)


def parse_lines(lines: Sequence[bytes]) -> list[RawChange | CommitLine] | None:
    """Many lines at once, which is three times as fast; None if there is anything wrong with one.

    They are read as one array, and being canonical is checked for all of them together.
    """
    array = b"[" + b",".join(lines) + b"]"
    try:
        values = decode(array)
        if not isinstance(values, list) or len(values) != len(lines):
            return None
        if not is_spelled(array, values):
            return None
        return [
            _as_record(value) or parse_commit(line)
            for value, line in zip(values, lines, strict=True)
        ]
    except ValueError:
        return None


def _as_record(value: object) -> RawChange | None:
    """The record that an object spells, if its keys are those of a record."""
    if not isinstance(value, dict) or tuple(value) != RECORD_KEYS:
        return None
    table, id, doc = value.values()
    if isinstance(table, str) and isinstance(id, str) and isinstance(doc, dict | None):
        return RawChange(table, id, doc)
    return None


def parse_last_line(line: bytes) -> CommitLine | None:
    """The commit that a line without a line break is, or None where its write was cut short.

    Raises LineError for a whole commit line that is wrong.
    """
    if not line.startswith(COMMIT_START):
        return None
    whole = re.match(_WHOLE_COMMIT, line)
    behind = line[whole.end() :] if whole else b""
    if behind.strip(b"\0"):
        raise LineError("goes on behind its end; put it back as it was")
    if behind:
        return None
    try:
        return parse_commit(line)
    except UnreadableError:
        return None


def is_hollow(line: bytes) -> bool:
    """Whether a part of the line never reached the disk. A single NUL is a flipped bit instead."""
    return b"\0\0" in line


def _head(keys: Mapping[str, object]) -> CommitHead | None:
    """What the keys of a commit line say, if they are of the right kinds."""
    match keys:
        case {
            "commit": int(serial),
            "lines": int(lines),
            "at": str(at),
            "user": str(user),
            "command": str(command),
        }:
            undoes, reseal = keys.get("undoes"), keys.get("reseal")
            if isinstance(undoes, int | None) and isinstance(reseal, dict | None):
                return CommitHead(serial, lines, at, user, command, undoes, reseal)
    return None


def first_repeated(changes: Sequence[RawChange]) -> int | None:
    """The position of the first record that the same transaction has already changed."""
    seen: set[tuple[str, str]] = set()
    for position, change in enumerate(changes):
        if (change.table, change.id) in seen:
            return position
        seen.add((change.table, change.id))
    return None


def _parse_object(line: bytes) -> dict[str, object]:
    try:
        value = decode(line)
    except ValueError:
        raise UnreadableError(_why_unreadable(line)) from None
    if not isinstance(value, dict):
        raise LineError("is neither a record nor the end of a transaction")
    if line.endswith(b"\r"):
        raise LineError("ends in CR LF: give the file its plain line ends back")
    return value


def _why_unreadable(line: bytes) -> str:
    if line.startswith((b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")):
        return "is a conflict marker of git: keep one side of the conflict, then import the other"
    if b"\0" in line:
        return HOLLOW
    try:
        line.decode()
    except UnicodeDecodeError:
        return "is not UTF-8: restore it from a backup"
    return "is not JSON: restore it from a backup, or take it out and run verify --reseal"


@cache
def _sha256() -> "Callable[[bytes], _Hash]":
    """The constructor. hashlib takes 10 ms to import, so the modules beneath it come first."""
    for name in ("_sha2", "_sha256", "hashlib"):
        with suppress(ImportError):
            constructor: Callable[[bytes], _Hash] = import_module(name).sha256
            return constructor
    raise ImportError("this Python has no SHA-256")
