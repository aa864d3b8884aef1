"""The monitoring check: how the ledger stands, against thresholds, as a plugin reports it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from forecastctl.actions.browse import Listed
from forecastctl.model import DUE_SOON_DAYS
from forecastctl.store.base import Reader, Verification


class Status(IntEnum):
    """The four states of a plugin; the value is its exit code."""

    OK = 0
    WARNING = 1
    CRITICAL = 2
    UNKNOWN = 3


class Subject(StrEnum):
    """What a check looks at."""

    OVERDUE = "overdue"
    DUE = "due"
    CANDIDATES = "candidates"
    STORE = "store"


class Measure(StrEnum):
    """What a threshold can be set on."""

    OVERDUE = "overdue"
    OLDEST = "oldest"
    DUE = "due"
    CANDIDATES = "candidates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A plugin range: alerts outside `low`..`high`, or inside where `inside`. None: no bound."""

    text: str
    low: float | None
    high: float | None
    inside: bool

    def alerts(self, value: float) -> bool:
        """True where this value is to be reported."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A range for one measure."""

    measure: Measure
    range: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRequest:
    """What to look at and when to speak up. `source` is a name."""

    subjects: tuple[Subject, ...] = (Subject.OVERDUE, Subject.DUE)
    warnings: tuple[Threshold, ...] = ()
    criticals: tuple[Threshold, ...] = ()
    due_within: int = DUE_SOON_DAYS
    assumed: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """How things stand. `code` is the exit code; `line` is the whole status line.

    `oldest` is the short id of the longest overdue entry; `candidates` is None unless asked for;
    `entries` are the overdue ones, then those due soon, each by check day.
    """

    status: Status
    line: str
    overdue: int
    oldest_overdue_days: int | None
    oldest: str | None
    due_soon: int
    open: int
    candidates: int | None
    entries: tuple[Listed, ...]
    verification: Verification | None = None

    @property
    def code(self) -> int:
        """The exit code."""
        return int(self.status)


def parse_range(text: str) -> Range:
    """Read a plugin range: `10`, `5:`, `~:3`, `2:8`, `@1:5`."""
    raise NotImplementedError


def parse_threshold(text: str) -> Threshold:
    """Read `RANGE` (of overdue entries) or `NAME=RANGE`."""
    raise NotImplementedError


def run_check(
    reader: Reader,
    request: CheckRequest,
    *,
    today: date,
    verification: Verification | None = None,
) -> CheckResult:
    """Compare the ledger with the thresholds; `verification` goes with the subject `store`."""
    raise NotImplementedError


def unknown_line(reason: str) -> str:
    """The status line of a check that could not be done, on one line, under 80 characters."""
    raise NotImplementedError


def subjects_of(names: Sequence[str]) -> tuple[Subject, ...]:
    """Read the subjects of a command line; none: overdue and due."""
    raise NotImplementedError
