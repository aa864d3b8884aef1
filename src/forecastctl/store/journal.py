"""The ledger file: append-only JSON Lines, one writer at a time, readers that never wait.

This layer knows bytes, lines, tables, ids and documents, but no records.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from forecastctl.errors import LedgerMissingError, RefusedError
from forecastctl.store.base import Verification
from forecastctl.store.files import (
    Access,
    End,
    LedgerFile,
    access_of,
    append,
    append_beside,
    make_folder,
)
from forecastctl.store.lines import (
    CommitHead,
    CommitLine,
    Header,
    RawChange,
    RawCommit,
    chain_of_header,
    commit_line,
    first_repeated,
    header_line,
    next_chain,
    parse_header,
    record_line,
    record_lines,
    seal,
)
from forecastctl.store.lock import WriteLock
from forecastctl.store.snapshot import Snapshot, raw_commit
from forecastctl.store.tail import take_snapshot

_AT_ONCE = 500
"""So many records are encoded together."""

PRIVATE, SHARED = 0o600, 0o660
"""The permissions of a new ledger: for its owner alone, or for its group too."""


class Writer:
    """The one who holds the lock. `warnings` tell what had to be put right before writing."""

    def __init__(self, snapshot: Snapshot, *, new_ledger_id: str | None, access: Access) -> None:
        self.snapshot = snapshot
        self.warnings: list[str] = []
        self._new_ledger_id = new_ledger_id
        self._access = access

    def append(
        self,
        changes: Sequence[RawChange],
        *,
        user: str,
        command: str,
        at: str,
        undoes: int | None = None,
        reseal: Mapping[str, object] | None = None,
    ) -> RawCommit:
        """Write one transaction, whole or not at all; `at` is spelled 2026-11-21T10:00:00Z.

        When this returns, the transaction is on the disk. RefusedError: nothing was written.
        """
        serial = self.snapshot.serial + 1
        head = CommitHead(serial, len(changes), at, user, command, undoes, reseal)
        opening = self._opening(created=at)
        chain = self.snapshot.chain or chain_of_header(opening[:-1])
        records = _record_lines(changes)
        sealed = _sealed(head)
        commit = CommitLine(head, sealed, next_chain(chain, records, sealed))
        closing = commit_line(sealed, commit.chain) + b"\n"
        self._write(opening + records + closing, chain=commit.chain, serial=serial)
        return raw_commit(commit, tuple(changes))

    def create(self, *, created: str) -> None:
        """Write the header of a new ledger."""
        opening = self._opening(created=created)
        self._write(opening, chain=chain_of_header(opening[:-1]), serial=0)

    def _opening(self, *, created: str) -> bytes:
        """What has to stand before the first line: a header, a missing line break or nothing."""
        if self.snapshot.header is not None:
            return b"\n" if self.snapshot.is_unterminated else b""
        if self._new_ledger_id is None:
            raise LedgerMissingError(f"there is no ledger at {self.snapshot.path}")
        return header_line(Header(self._new_ledger_id, created)) + b"\n"

    def _write(self, text: bytes, *, chain: str, serial: int) -> None:
        old = self.snapshot
        if old.torn and old.file is not None:
            self._move_torn(old.file.read(old.size, old.size + old.torn))
        access = self._access if old.header is None else None
        file = append(old.path, text, End(old.file, old.size, old.torn), access)
        self.snapshot = _with_file(old, file, text).ending(
            size=old.size + len(text),
            serial=serial,
            chain=chain,
            torn=0,
            is_unterminated=False,
        )

    def _move_torn(self, text: bytes) -> None:
        path = self.snapshot.path + ".torn"
        append_beside(path, text, self._access)
        self.warnings.append(
            f"the end of {self.snapshot.path} was torn: {len(text)} bytes of a write that never"
            f" finished were moved to {path}"
        )


class Journal:
    """A ledger file by its path. Links are followed once, here."""

    def __init__(self, path: Path | str, *, lock_timeout: float = 10.0) -> None:
        self.path = os.path.realpath(path)
        self._lock_timeout = lock_timeout

    def exists(self) -> bool:
        """Whether there is anything at the path."""
        return os.path.lexists(self.path)

    def snapshot(self) -> Snapshot:
        """The ledger as of now, without waiting for writers; empty where there is no file."""
        return take_snapshot(self.path)

    def create(self, ledger_id: str, created: str, mode: int = PRIVATE) -> None:
        """Make an empty ledger. Raises RefusedError where there is one."""
        with self.writing(new_ledger_id=ledger_id, mode=mode) as writer:
            if writer.snapshot.header is not None:
                raise RefusedError(f"{self.path} is a ledger already")
            writer.create(created=created)

    @contextmanager
    def writing(self, *, new_ledger_id: str | None = None, mode: int = PRIVATE) -> Iterator[Writer]:
        """Hold the lock. A missing ledger is made with this id at the first append, if given.

        Raises LedgerLockedError after the time-out, LedgerError where the ledger is not sound.
        """
        if new_ledger_id is not None:
            make_folder(self.path)
        access = access_of(self.path, mode)
        with self._lock(access):
            yield Writer(self.snapshot(), new_ledger_id=new_ledger_id, access=access)

    def verify(self) -> Verification:
        """Read every byte and check everything that the format promises."""
        from forecastctl.store.verify import verify

        return verify(self.path)

    def reseal(self, *, user: str, at: str, command: str = "verify --reseal") -> RawCommit | None:
        """Accept what was edited by hand, visibly and forever; None where nothing was.

        Raises LedgerDamagedError where a line cannot be read at all.
        """
        from forecastctl.store.verify import Audit

        access = access_of(self.path, PRIVATE)
        with self._lock(access):
            audit = Audit(self.path)
            writer = Writer(audit.snapshot(), new_ledger_id=None, access=access)
            marker = audit.marker()
            if marker is None:
                return None
            changes = audit.edited_changes()
            return writer.append(changes, user=user, command=command, at=at, reseal=marker)

    def _lock(self, access: Access) -> WriteLock:
        return WriteLock(f"{self.path}.lock", access, timeout=self._lock_timeout)


def _record_lines(changes: Sequence[RawChange]) -> bytes:
    repeated = first_repeated(changes)
    if repeated is not None:
        table, id, _ = changes[repeated]
        raise ValueError(f"{table} {id} is changed twice in one transaction")
    parts = (changes[i : i + _AT_ONCE] for i in range(0, len(changes), _AT_ONCE))
    return b"".join(record_lines(part) or _one_by_one(part) for part in parts)


def _one_by_one(changes: Sequence[RawChange]) -> bytes:
    lines: list[bytes] = []
    for change in changes:
        try:
            lines.append(record_line(change) + b"\n")
        except ValueError as error:
            raise RefusedError(f"{change.table} {change.id!r}: {error}") from None
    return b"".join(lines)


def _sealed(head: CommitHead) -> bytes:
    try:
        return seal(head)
    except ValueError as error:
        raise RefusedError(f"the user or command: {error}") from None


def _with_file(old: Snapshot, file: LedgerFile, text: bytes) -> Snapshot:
    """The snapshot of the file that was written to, which may have got its header just now."""
    if old.header is not None:
        return replace(old, file=file)
    line = text[: text.index(b"\n")]
    return replace(old, file=file, header=parse_header(line), start=len(line))
