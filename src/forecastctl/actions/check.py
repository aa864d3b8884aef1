"""The monitoring check: how the ledger stands, against thresholds."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple

from forecastctl.actions.browse import Listed
from forecastctl.actions.lookup import find_source
from forecastctl.model import DUE_SOON_DAYS, CandidateState, State
from forecastctl.store.base import EntryFilter, EntryRow, Reader, Verification
from forecastctl.text import visible


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


class Range(NamedTuple):
    """A plugin range: alerts outside `low`..`high`, bounds included, or inside if `is_inside`."""

    text: str
    low: float
    high: float
    is_inside: bool

    def alerts(self, value: float) -> bool:
        """True where this value is to be reported."""
        return (self.low <= value <= self.high) is self.is_inside


class Threshold(NamedTuple):
    """A range for one measure."""

    measure: Measure
    range: Range


class CheckRequest(NamedTuple):
    """What to look at and when to speak up. `source` is a name.

    Without any threshold for it, anything overdue is a warning. Of several thresholds for one
    measure the last counts.
    """

    subjects: tuple[Subject, ...] = (Subject.OVERDUE, Subject.DUE)
    warnings: tuple[Threshold, ...] = ()
    criticals: tuple[Threshold, ...] = ()
    due_within: int = DUE_SOON_DAYS
    assumed: bool = False
    source: str | None = None


class Metric(NamedTuple):
    """One number of the performance data with its ranges as text ('' for none)."""

    name: str
    value: int
    warning: str = ""
    critical: str = ""


class CheckResult(NamedTuple):
    """How things stand. `oldest` is the id of the entry that has been overdue longest.

    `candidates` is None unless asked for; `entries` are the overdue ones, then those due soon,
    each by check day.
    """

    status: Status
    overdue: int
    oldest_overdue_days: int
    oldest: str | None
    due_soon: int
    open: int
    candidates: int | None
    metrics: tuple[Metric, ...]
    entries: tuple[Listed, ...]
    verification: Verification | None = None

    @property
    def code(self) -> int:
        """The exit code."""
        return int(self.status)


def parse_range(text: str) -> Range:
    """Read a plugin range: `10` (0 to 10 is well), `5:`, `~:3`, `2:8`, `@1:5` (1 to 5 is not)."""
    found = _RANGE.fullmatch(text)
    if found is None or not text.strip("@"):
        raise ValueError(
            f"'{visible(text)}' is not a range; write 10, 5:, ~:3, 2:8, or @1:5 for its inside"
        )
    inside, start, end = found.groups()
    low = -math.inf if start == "~" else float(start or 0)
    high = float(end) if end else math.inf
    if low > high:
        raise ValueError(f"'{visible(text)}' is not a range; it starts after its end")
    return Range(text=text, low=low, high=high, is_inside=bool(inside))


def parse_threshold(text: str) -> Threshold:
    """Read `RANGE` (of overdue entries) or `NAME=RANGE`."""
    name, found, range = text.rpartition("=")
    if not found:
        return Threshold(measure=Measure.OVERDUE, range=parse_range(text))
    if name not in _MEASURES:
        known = ", ".join(Measure)
        raise ValueError(f"'{visible(name)}' is nothing to set a range on; choose from {known}")
    return Threshold(measure=Measure(name), range=parse_range(range))


def subjects_of(names: Sequence[str]) -> tuple[Subject, ...]:
    """Read the subjects of a command line; none: overdue and due."""
    unknown = [name for name in names if name not in _SUBJECTS]
    if unknown:
        known = ", ".join(Subject)
        raise ValueError(f"'{visible(unknown[0])}' is nothing to check; choose from {known}")
    chosen = tuple(dict.fromkeys(Subject(name) for name in names))
    return chosen or (Subject.OVERDUE, Subject.DUE)


def run_check(
    reader: Reader,
    request: CheckRequest,
    *,
    today: date,
    verification: Verification | None = None,
) -> CheckResult:
    """Compare the ledger with the thresholds; `verification` goes with the subject `store`."""
    waiting, n_open = _waiting(reader, request, today)
    overdue = [each for each in waiting if each.state is State.OVERDUE]
    due_soon = [each for each in waiting if each.state is State.DUE]
    warnings, criticals = _ranges(request)
    candidates = None
    if {Subject.CANDIDATES, Measure.CANDIDATES} & {*request.subjects, *warnings, *criticals}:
        candidates = reader.count_candidates(CandidateState.PENDING)
    oldest = overdue[0] if overdue else None
    days = (today - date.fromisoformat(oldest.row.check_day or "")).days if oldest else 0
    values = {
        Measure.OVERDUE: len(overdue),
        Measure.OLDEST: days,
        Measure.DUE: len(due_soon),
        Measure.CANDIDATES: candidates,
    }
    return CheckResult(
        status=_status(values, warnings, criticals, verification),
        overdue=len(overdue),
        oldest_overdue_days=days,
        oldest=oldest.row.id if oldest else None,
        due_soon=len(due_soon),
        open=n_open,
        candidates=candidates,
        metrics=_metrics(values, warnings, criticals, n_open),
        entries=tuple(waiting),
        verification=verification,
    )


def damaged(verification: Verification) -> CheckResult:
    """The result of `store` on a ledger that is not whole: its counts would mean nothing."""
    return CheckResult(
        status=Status.CRITICAL,
        overdue=0,
        oldest_overdue_days=0,
        oldest=None,
        due_soon=0,
        open=0,
        candidates=None,
        metrics=(),
        entries=(),
        verification=verification,
    )


def _waiting(reader: Reader, request: CheckRequest, today: date) -> tuple[list[Listed], int]:
    """What is overdue or due soon, by check day, and the number of all unresolved entries.

    Assumed days count only where that is asked for.
    """
    sources = frozenset({find_source(reader, request.source).id} if request.source else ())
    first, last = today.isoformat(), (today + timedelta(request.due_within)).isoformat()
    waiting: list[Listed] = []
    n_open = 0
    for row in reader.entries(EntryFilter(sources=sources, unresolved=True)):
        n_open += 1
        day = row.check_day
        if day is not None and day <= last and (request.assumed or not _is_assumed(row)):
            waiting.append(Listed(row, State.OVERDUE if day < first else State.DUE))
    waiting.sort(key=lambda each: (each.row.check_day or "", each.row.id))
    return waiting, n_open


def _is_assumed(row: EntryRow) -> bool:
    return row.due_assumed and row.check_day == row.due


_Ranges = Mapping[Measure, Range]


def _ranges(request: CheckRequest) -> tuple[_Ranges, _Ranges]:
    default = {Measure.OVERDUE: NOTHING} if Subject.OVERDUE in request.subjects else {}
    warnings = default | {each.measure: each.range for each in request.warnings}
    return warnings, {each.measure: each.range for each in request.criticals}


def _status(
    values: Mapping[Measure, int | None],
    warnings: _Ranges,
    criticals: _Ranges,
    verification: Verification | None,
) -> Status:
    def is_alert(ranges: _Ranges) -> bool:
        return any(range.alerts(values[measure] or 0) for measure, range in ranges.items())

    if is_alert(criticals) or (verification is not None and not verification.ok):
        return Status.CRITICAL
    return Status.WARNING if is_alert(warnings) else Status.OK


def _metrics(
    values: Mapping[Measure, int | None], warnings: _Ranges, criticals: _Ranges, n_open: int
) -> tuple[Metric, ...]:
    def text(ranges: _Ranges, measure: Measure) -> str:
        return ranges[measure].text if measure in ranges else ""

    metrics = [
        Metric(_LABELS[measure], value, text(warnings, measure), text(criticals, measure))
        for measure, value in values.items()
        if value is not None
    ]
    place = len(metrics) if values[Measure.CANDIDATES] is None else len(metrics) - 1
    return (*metrics[:place], Metric("open", n_open), *metrics[place:])


NOTHING = Range(text="0", low=0, high=0, is_inside=False)
"""The range that anything at all leaves."""

_RANGE = re.compile(r"(@)?(?:(~|-?[0-9]+(?:\.[0-9]+)?)?:)?(-?[0-9]+(?:\.[0-9]+)?)?")
_MEASURES = frozenset(measure.value for measure in Measure)
_SUBJECTS = frozenset(subject.value for subject in Subject)
_LABELS = {
    Measure.OVERDUE: "overdue",
    Measure.OLDEST: "oldest_overdue_days",
    Measure.DUE: "due_soon",
    Measure.CANDIDATES: "candidates",
}
