"""Every error that a user can act on: its sentence and its exit code.

A message says what is wrong, then what to do. Only `cli/main.py` catches these; everything else
lets them pass.
"""

from collections.abc import Sequence
from typing import NamedTuple


class ForecastctlError(Exception):
    """Base of all errors that end a command with one line instead of a traceback.

    `example` stands below that line where what to do is a command to copy.
    """

    exit_code = 1

    def __init__(self, message: str, example: str = "") -> None:
        super().__init__(message)
        self.example = example


class RefusedError(ForecastctlError):
    """The command could not be done for the stated reason; nothing was written."""


class UsageError(ForecastctlError):
    """The command line is wrong, or an answer was needed and nobody could be asked."""

    exit_code = 2


class NotFoundError(ForecastctlError):
    """No record or source has this id or name."""

    exit_code = 4


class AmbiguousIdError(NotFoundError):
    """A prefix fits several ids."""

    def __init__(self, prefix: str, matches: Sequence[str]) -> None:
        listed = ", ".join(matches[:8]) + (", ..." if len(matches) > 8 else "")
        super().__init__(f"'{prefix}' fits {len(matches)} ids: {listed}; type more of it")


class LedgerError(ForecastctlError):
    """The ledger is missing, unreadable, damaged or written by a newer version."""

    exit_code = 5


class LedgerMissingError(LedgerError):
    """A ledger that was named explicitly does not exist."""


class LedgerDamagedError(LedgerError):
    """A line of the ledger that is needed cannot be trusted."""


class NewerLedgerError(LedgerError):
    """The ledger was written by a later version of the format."""


class ConflictError(ForecastctlError):
    """The ledger already says something else."""

    exit_code = 6


class LedgerLockedError(ForecastctlError):
    """Another process has held the write lock for longer than the time-out."""

    exit_code = 75


class Problem(NamedTuple):
    """One fault found in data that was read: where, which field, and what is wrong with it."""

    where: str
    field: str | None
    message: str
