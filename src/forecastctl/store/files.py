"""Bytes on disk: every call to the operating system that a ledger file needs."""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from forecastctl.errors import LedgerError, RefusedError

BLOCK = 1 << 16
"""Bytes read at a time: a search never holds the whole file, and small blocks are reused."""

_READ = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
_APPEND = os.O_RDWR | os.O_APPEND | os.O_CLOEXEC | os.O_NONBLOCK
_BESIDE = os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK | os.O_CREAT
_PLAIN_WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file would be larger than is allowed here",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "you may not write here",
    errno.EPERM: "you may not write here",
    errno.EIO: "the disk reports an error",
}


class Block(NamedTuple):
    """Whole lines: from the line break before the first to the line break after the last."""

    offset: int
    text: bytes


class Access(NamedTuple):
    """Who may open a file: its permissions, and its group where that is known."""

    mode: int
    group: int | None = None


class LedgerFile:
    """An open ledger. It stays the same file even when another takes its name."""

    def __init__(self, fd: int, path: str) -> None:
        self._fd = fd
        self._path = path

    def __del__(self) -> None:
        fd, self._fd = self._fd, -1
        if fd >= 0:
            _close(fd)

    def status(self) -> os.stat_result:
        """Size, identity and times of the file as of now."""
        try:
            return os.fstat(self._fd)
        except OSError as error:
            raise self._unreadable(error) from None

    def read(self, start: int, end: int) -> bytes:
        """Exactly these bytes."""
        parts: list[bytes] = []
        while start < end:
            try:
                part = os.pread(self._fd, end - start, start)
            except OSError as error:
                raise self._unreadable(error) from None
            if not part:
                raise LedgerError(f"{self._path} was cut while it was being read; try again")
            parts.append(part)
            start += len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def blocks(self, start: int, end: int) -> Iterator[Block]:
        """The lines between, oldest first. At `start` stands the line break before the first."""
        size = BLOCK
        while start + 1 < end:
            text = self._read_lines(start, min(start + size, end), end)
            cut = text.rfind(b"\n")
            if cut == 0:
                size *= 2
                continue
            yield Block(start, text[: cut + 1])
            start += cut

    def blocks_backward(self, start: int, end: int) -> Iterator[Block]:
        """The same lines, newest block first."""
        size = BLOCK
        stop = end
        while start + 1 < stop:
            low = max(start, stop - size)
            text = self._read_lines(low, stop, end)
            cut = text.find(b"\n")
            if cut == len(text) - 1:
                size *= 2
                continue
            yield Block(low + cut, text[cut:])
            stop = low + cut + 1

    def _unreadable(self, error: OSError) -> LedgerError:
        return LedgerError(f"{self._path} cannot be read: {plain(error)}")

    def _read_lines(self, start: int, stop: int, end: int) -> bytes:
        """The bytes, with a line break after the last line of the ledger if it lacks one."""
        text = self.read(start, stop)
        return text if stop < end or text.endswith(b"\n") else text + b"\n"


class End(NamedTuple):
    """Where the last commit of a file ends, and how many torn bytes stand behind it."""

    file: LedgerFile | None
    size: int
    torn: int


def open_ledger(path: str) -> LedgerFile | None:
    """The file, or None where there is none. Raises LedgerError where it cannot be read."""
    try:
        file = LedgerFile(os.open(path, _READ), path)
        mode = file.status().st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LedgerError(f"{path} cannot be read: {error.strerror}") from None
    if stat.S_ISDIR(mode):
        raise LedgerError(f"{path} is a directory; name a file in it")
    if not stat.S_ISREG(mode):
        raise LedgerError(f"{path} is not a plain file, so it cannot be a ledger")
    return file


def access_of(path: str, mode: int) -> Access:
    """Who may open the file, or could if it were made with this mode."""
    try:
        found = Path(path).stat()
    except OSError:
        return Access(mode)
    return Access(stat.S_IMODE(found.st_mode), found.st_gid)


def make_folder(path: str) -> None:
    """The folder that a new ledger stands in."""
    folder = Path(path).parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise refusal(str(folder), error) from None


def open_beside(path: str, flags: int, access: Access) -> int:
    """Open the lock or the torn file, as open as the ledger; a planted link or pipe is refused."""
    try:
        fd = os.open(path, flags | _BESIDE, access.mode)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise RefusedError(f"{path} is a symbolic link; remove it") from None
        raise refusal(path, error) from None
    try:
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode):
            raise RefusedError(f"{path} is not a plain file; remove it")
        if found.st_uid == os.geteuid():
            _adopt(fd, found, access)
    except OSError as error:
        _close(fd)
        raise refusal(path, error) from None
    except BaseException:
        _close(fd)
        raise
    return fd


def _adopt(fd: int, found: os.stat_result, access: Access) -> None:
    """Give our own file this access. The group is tried: one must be in it to give it."""
    if access.group not in (None, found.st_gid):
        with contextlib.suppress(OSError):
            os.fchown(fd, -1, access.group or 0)
    if stat.S_IMODE(found.st_mode) != access.mode:
        os.fchmod(fd, access.mode)


def append(path: str, text: bytes, end: End, access: Access | None) -> LedgerFile:
    """Append behind the end that was read, sync, and return the file open for reading.

    Or else leave it as it was and raise RefusedError. With `access` the file is made.
    """
    try:
        fd = os.open(path, _APPEND | (os.O_CREAT if access else 0), access.mode if access else 0)
    except OSError as error:
        raise refusal(path, error) from None
    file = LedgerFile(fd, path)
    try:
        found = os.fstat(fd)
        _require_unchanged(path, found, end)
        if access:
            _adopt(fd, found, access)
        if end.torn:
            os.ftruncate(fd, end.size)
        _append(fd, path, text, end.size, is_new=access is not None)
    except OSError as error:
        raise refusal(path, error) from None
    return file


def _require_unchanged(path: str, found: os.stat_result, end: End) -> None:
    """Programs that know no lock may have written since: nothing of theirs is cut off."""
    read = end.file.status() if end.file else found
    is_same_file = (read.st_dev, read.st_ino) == (found.st_dev, found.st_ino)
    if not is_same_file or found.st_size != end.size + end.torn:
        raise RefusedError(f"{path} was changed by another program; nothing was written, try again")


def _append(fd: int, path: str, text: bytes, size: int, *, is_new: bool) -> None:
    try:
        write_all(fd, text)
        os.fsync(fd)
        if is_new:
            sync_folder(path)
    except BaseException:
        _take_back(fd, path, size)
        raise


def write_all(fd: int, text: bytes) -> None:
    """Write until nothing is left: one write() may take only a part."""
    rest = memoryview(text)
    while rest:
        rest = rest[os.write(fd, rest) :]


def sync_folder(path: str) -> None:
    """Make a new name in a folder last."""
    fd = os.open(Path(path).parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        _close(fd)


def refusal(path: str, error: OSError) -> RefusedError:
    """The sentence for a write that failed."""
    return RefusedError(f"{path}: {plain(error)}; nothing was written")


def plain(error: OSError) -> str:
    """Why the operating system said no, in plain words."""
    return _PLAIN_WORDS.get(error.errno or 0) or error.strerror or str(error)


def _take_back(fd: int, path: str, size: int) -> None:
    """Cut off what was written. A second Ctrl-C does not stop this."""
    while True:
        try:
            os.ftruncate(fd, size)
            with contextlib.suppress(OSError):
                os.fsync(fd)
        except KeyboardInterrupt:
            continue
        except OSError as error:
            raise LedgerError(
                f"{path}: {plain(error)}, and what was written could not be taken back;"
                " see with forecastctl log whether it is there"
            ) from None
        return


def append_beside(path: str, text: bytes, access: Access) -> None:
    """Append to the torn file and sync it."""
    fd = open_beside(path, os.O_WRONLY | os.O_APPEND, access)
    try:
        write_all(fd, text)
        os.fsync(fd)
    except OSError as error:
        raise refusal(path, error) from None
    finally:
        _close(fd)


def _close(fd: int) -> None:
    """Close it for good: everything that matters was synced before."""
    with contextlib.suppress(OSError):
        os.close(fd)
