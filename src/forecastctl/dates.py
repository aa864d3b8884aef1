"""Days and periods as people type them.

`parse_date` needs no clock: it returns a `DateSpec`, which is resolved once today is known. What
can be read in two ways is refused.
"""

import re
from collections.abc import Callable
from dataclasses import field
from datetime import date, timedelta
from functools import partial

from forecastctl.frozen import frozen
from forecastctl.text import normal, visible

FIRST_YEAR = 1900
LAST_YEAR = 2200
MOST_YEARS_AWAY = 100
ACCEPTED_FORMS = (
    "2026-12-31, 2026-12, 2026-q4, 2026, q1, today, yesterday, tomorrow, friday, "
    "+10d, 3w ago, in 2 months, +1y, eow, eom, eoq or eoy"
)


Span = tuple[date, date]
"""First and last day; a single day has the same twice."""


@frozen
class DateSpec:
    """A day or a period as it was typed, not yet resolved; `text` alone decides what it means."""

    text: str
    span: Callable[[date], Span] = field(compare=False, repr=False)

    def first_day(self, today: date) -> date:
        """Return the day, or the first day of the period."""
        return self.span(today)[0]

    def last_day(self, today: date) -> date:
        """Return the day, or the last day of the period."""
        return self.span(today)[1]

    def single_day(self, today: date) -> date:
        """Return the day; a period is a ValueError."""
        first, last = self.span(today)
        if first != last:
            raise ValueError(
                f"{self.text} is a period, but one day is needed here; write it like {first}"
            )
        return first


def iso_day(text: str) -> date | None:
    """The day that is written out as `2026-12-31`, or None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def parse_date(text: str) -> DateSpec:
    """Read a day or a period in one of the `ACCEPTED_FORMS`.

    A weekday is the next one, never today. A quarter without a year is the current or the next
    one of that number. `eow` is Sunday. A year, month or quarter is a period, everything else is
    one day.
    """
    typed = normal(text)
    named = _named(typed)
    if named is not None:
        return named
    for pattern, read in _FORMS:
        found = re.fullmatch(pattern, typed)
        if found:
            return read(typed, found)
    raise _refused(text, "is not a date")


def months_away(day: date, count: int) -> date:
    """Return the same day so many months on, or the last day of the month if there is none."""
    from dateutil.relativedelta import relativedelta

    return day + relativedelta(months=count)


def span_of_months(year: int, month: int, length: int) -> Span:
    """Return the first and the last day of so many months in a row."""
    first = date(year, month, 1)
    return first, months_away(first, length) - timedelta(days=1)


def easter_sunday(year: int) -> date:
    """Return the day of Easter in the western churches."""
    from dateutil.easter import easter

    return easter(year)


def format_day(day: date, today: date) -> str:
    """Write a day with its distance, as in `Fri 2026-11-27 (in 6 days)`."""
    return f"{_WEEKDAYS[day.weekday()][:3].title()} {day} ({_distance((day - today).days)})"


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_MONTHS = {"m": 1, "q": 3, "y": 12}
_MOST_AWAY = {"d": 36525, "w": 5218, "m": 1200, "y": MOST_YEARS_AWAY}
_UNIT = "([dwmy]|(?:day|week|month|year)s?)"


def _named(typed: str) -> DateSpec | None:
    if typed in _NEAR:
        return DateSpec(text=typed, span=partial(_away, count=_NEAR[typed], unit="d"))
    for number, name in enumerate(_WEEKDAYS):
        if typed in (name, name[:3]):
            return DateSpec(text=typed, span=partial(_next_weekday, weekday=number))
    if len(typed) == 3 and typed.startswith("eo") and typed[2] in "wmqy":
        return DateSpec(text=typed, span=partial(_end_of, unit=typed[2]))
    return None


def _read_day(typed: str, found: re.Match[str]) -> DateSpec:
    year = _year(typed, found)
    try:
        day = date(year, int(found[2]), int(found[3]))
    except ValueError:
        raise _refused(typed, "is not in the calendar") from None
    return _fixed(typed, (day, day))


def _read_month(typed: str, found: re.Match[str]) -> DateSpec:
    year, month = _year(typed, found), int(found[2])
    if not 1 <= month <= 12:
        raise _refused(typed, "is not in the calendar")
    return _fixed(typed, span_of_months(year, month, 1))


def _read_quarter(typed: str, found: re.Match[str]) -> DateSpec:
    return _fixed(typed, span_of_months(_year(typed, found), int(found[2]) * 3 - 2, 3))


def _read_year(typed: str, found: re.Match[str]) -> DateSpec:
    year = _year(typed, found)
    return _fixed(typed, (date(year, 1, 1), date(year, 12, 31)))


def _read_next_quarter(typed: str, found: re.Match[str]) -> DateSpec:
    return DateSpec(text=typed, span=partial(_next_quarter, quarter=int(found[1])))


def _read_ahead(typed: str, found: re.Match[str]) -> DateSpec:
    return _read_away(typed, found, 1)


def _read_ago(typed: str, found: re.Match[str]) -> DateSpec:
    return _read_away(typed, found, -1)


_FORMS: tuple[tuple[str, Callable[[str, re.Match[str]], DateSpec]], ...] = (
    ("([0-9]{4})-([0-9]{2})-([0-9]{2})", _read_day),
    ("([0-9]{4})-([0-9]{2})", _read_month),
    ("([0-9]{4})-q([1-4])", _read_quarter),
    ("([0-9]{4})", _read_year),
    ("q([1-4])", _read_next_quarter),
    (f"(?:[+]|in )([0-9]+) ?{_UNIT}", _read_ahead),
    (f"([0-9]+) ?{_UNIT} ago", _read_ago),
)
"""Compiled when first tried, so that a plain day costs one pattern."""


def _year(typed: str, found: re.Match[str]) -> int:
    year = int(found[1])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _refused(typed, f"is outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return year


def _read_away(typed: str, found: re.Match[str], direction: int) -> DateSpec:
    digits, unit = found[1].lstrip("0") or "0", found[2][0]
    if len(digits) > 5 or int(digits) > _MOST_AWAY[unit]:
        raise _refused(typed, f"is more than {MOST_YEARS_AWAY} years away")
    return DateSpec(text=typed, span=partial(_away, count=direction * int(digits), unit=unit))


def _fixed(typed: str, span: Span) -> DateSpec:
    return DateSpec(text=typed, span=lambda _today: span)


def _away(today: date, *, count: int, unit: str) -> Span:
    if unit in "dw":
        day = today + timedelta(days=count * (7 if unit == "w" else 1))
    else:
        day = months_away(today, count * _MONTHS[unit])
    return day, day


def _next_weekday(today: date, *, weekday: int) -> Span:
    """Return the next day of this name, tomorrow at the earliest; Monday is 0."""
    day = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    return day, day


def _next_quarter(today: date, *, quarter: int) -> Span:
    is_past = (today.month - 1) // 3 + 1 > quarter
    return span_of_months(today.year + is_past, quarter * 3 - 2, 3)


def _end_of(today: date, *, unit: str) -> Span:
    if unit == "w":
        day = today + timedelta(days=6 - today.weekday())
    else:
        length = _MONTHS[unit]
        _, day = span_of_months(today.year, (today.month - 1) // length * length + 1, length)
    return day, day


def _distance(days: int) -> str:
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if days in near:
        return near[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def _refused(text: str, reason: str) -> ValueError:
    return ValueError(f"'{visible(text.strip())}' {reason}; write {ACCEPTED_FORMS}")
