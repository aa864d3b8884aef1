"""The write lock: one writer at a time, on one machine.

Another platform would replace this class alone.
"""

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from forecastctl.errors import LedgerLockedError
from forecastctl.store.files import Access, open_beside, refusal

_FIRST_WAIT, _LONGEST_WAIT = 0.001, 0.02  # seconds


class WriteLock:
    """flock on a file beside the ledger, which is never renamed or removed."""

    def __init__(self, path: str, access: Access, *, timeout: float) -> None:
        self._path = path
        self._access = access
        self._timeout = timeout
        self._fd = -1

    def __enter__(self) -> "WriteLock":
        until = time.monotonic() + self._timeout
        while True:
            self._fd = open_beside(self._path, os.O_RDWR, self._access)
            try:
                self._wait(until)
                if self._is_in_place():
                    return self
            except BaseException:
                self._close()
                raise
            self._close()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _is_in_place(self) -> bool:
        """Whether what was locked still has the name: somebody may have tidied it away."""
        try:
            return Path(self._path).stat().st_ino == os.fstat(self._fd).st_ino
        except FileNotFoundError:
            return False
        except OSError as error:
            raise refusal(self._path, error) from None

    def _wait(self, until: float) -> None:
        wait = _FIRST_WAIT
        while True:
            try:
                fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise LedgerLockedError(
                        f"another process has kept {self._path} locked for"
                        f" {self._timeout:g} seconds; try again"
                    ) from None
                time.sleep(wait)
                wait = min(2 * wait, _LONGEST_WAIT)
            except OSError as error:
                raise refusal(self._path, error) from None
            else:
                return

    def _close(self) -> None:
        fd, self._fd = self._fd, -1
        if fd >= 0:
            with suppress(OSError):  # closing unlocks even then
                os.close(fd)
