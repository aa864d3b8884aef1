"""Days and times as other tools write them: each in its own form, and in no other."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple

from forecastctl.dates import FIRST_YEAR, LAST_YEAR
from forecastctl.formats.fields import shorten


class Stamp(NamedTuple):
    """The day as written in the file's own zone, and the instant where a time was given."""

    day: date
    at: datetime | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """How one tool writes its times; `is_iso` where that may be ISO 8601 in full."""

    pattern: re.Pattern[str]
    example: str
    is_iso: bool = False


def read_milliseconds(value: object, zone: tzinfo) -> Stamp:
    """Milliseconds since 1970, as the day in this zone."""
    if type(value) is not int:
        raise ValueError(f"{shorten(value)} is not a whole number of milliseconds since 1970")
    if not _FIRST_MS <= value <= _LAST_MS:
        raise ValueError(f"{shorten(value)} is no time in milliseconds since 1970 (seconds?)")
    at = datetime.fromtimestamp(value // 1000, UTC) + timedelta(milliseconds=value % 1000)
    return Stamp(at.astimezone(zone).date(), at)


@lru_cache(maxsize=4096)
def read_stamp(text: str, form: Form, zone: tzinfo) -> Stamp:
    """The day and instant; `zone` is for times that do not name theirs. Raises ValueError."""
    stamp = _iso_instant(text) if form.is_iso else None
    if stamp is not None:
        return stamp
    found = form.pattern.fullmatch(text)
    if found is None:
        raise ValueError(f"{shorten(text)} is not written like {form.example}")
    parts = found.groupdict()
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    try:
        day = date(year, int(parts["month"]), int(parts["day"]))
        at = _instant(day, parts, zone) if parts.get("hour") else None
    except (ValueError, OverflowError):
        raise ValueError(f"{shorten(text)} is not in the calendar") from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{shorten(text)} is outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return Stamp(day, at)


def _iso_instant(text: str) -> Stamp | None:
    """An instant written in full, which Python reads four times as fast; None where it is not."""
    if not _is_instant(text):
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    is_known = FIRST_YEAR <= at.year <= LAST_YEAR
    return Stamp(at.date(), at.astimezone(UTC)) if is_known else None


def _instant(day: date, parts: dict[str, str | None], zone: tzinfo) -> datetime:
    fraction = (parts.get("fraction") or "")[:6].ljust(6, "0")
    written = parts.get("zone")
    at = datetime(
        day.year,
        day.month,
        day.day,
        int(parts["hour"] or 0),
        int(parts["minute"] or 0),
        int(parts.get("second") or 0),
        int(fraction),
        tzinfo=_zone(written) if written else zone,
    )
    return at.astimezone(UTC)


def _zone(written: str) -> tzinfo:
    if written in ("Z", "UTC"):
        return UTC
    hours, minutes = int(written[1:3]), int(written[-2:])
    if minutes > 59:
        raise ValueError(written)
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if written[0] == "-" else ahead)


def _form(pattern: str, example: str, *, is_iso: bool = False) -> Form:
    return Form(re.compile(pattern, re.ASCII), example, is_iso)


_DAY = r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
_MINUTES = r"(?P<hour>\d\d):(?P<minute>\d\d)"
_FRACTION = r"(?:\.(?P<fraction>\d{1,9}))?"
_OFFSET = r"[+-]\d\d:?\d\d"
_is_instant = re.compile(
    r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-][01]\d:[0-5]\d)", re.ASCII
).fullmatch
_FIRST_MS, _LAST_MS = 10**11, 7_258_118_400_000

ISO = _form(
    rf"{_DAY}(?:[T ]{_MINUTES}(?::(?P<second>\d\d){_FRACTION})?(?P<zone>Z|{_OFFSET})?)?",
    "2026-12-31 or 2026-12-31T10:00:00+01:00",
    is_iso=True,
)
"""A date, or a date-time with or without an offset."""

ISO_ZONED = _form(
    rf"{_DAY}T{_MINUTES}:(?P<second>\d\d){_FRACTION}(?P<zone>Z|{_OFFSET})",
    "2026-12-31T10:00:00+00:00",
    is_iso=True,
)
DAY = _form(_DAY, "2026-12-31")
SHORT_SECONDS = _form(rf"{_DAY} {_MINUTES}:(?P<second>\d\d?)", "2026-12-31 10:00:5")
"""Seconds without a leading zero, and no zone."""

SPACED_ZONED = _form(
    rf"{_DAY} {_MINUTES}:(?P<second>\d\d){_FRACTION}(?P<zone>{_OFFSET})",
    "2026-12-31 10:00:00+00:00",
)
NAMED_ZONE = _form(
    rf"{_DAY} {_MINUTES}:(?P<second>\d\d) (?P<zone>UTC|[+-]\d{{4}})", "2026-12-31 10:00:00 UTC"
)
SECONDS = _form(rf"{_DAY} {_MINUTES}:(?P<second>\d\d)", "2026-12-31 10:00:00")
MONTH_FIRST = _form(
    r"(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>\d\d)(?: (?P<hour>\d\d?):(?P<minute>\d\d))?",
    "12/31/26 or 12/31/26 10:00",
)
"""As the research data of the Good Judgment Project: the month first, years from 2000 on."""
