"""The write lock: one writer at a time, on one machine.

Another platform would replace this class alone.
"""

import fcntl
import os
import time
from contextlib import suppress
from types import TracebackType

from forecastctl.errors import LedgerLockedError
from forecastctl.store.files import open_beside, refusal

_FIRST_WAIT, _LONGEST_WAIT = 0.001, 0.02  # seconds


class WriteLock:
    """flock on a file beside the ledger, which is never renamed or removed."""

    def __init__(self, path: str, *, mode: int, timeout: float) -> None:
        self._path = path
        self._mode = mode
        self._timeout = timeout
        self._fd = -1

    def __enter__(self) -> "WriteLock":
        self._fd = open_beside(self._path, os.O_RDWR, self._mode)
        try:
            self._wait()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _wait(self) -> None:
        until = time.monotonic() + self._timeout
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
