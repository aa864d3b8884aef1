"""What comes once a year, put into its year: months, days, quarters, seasons and feasts."""

from collections.abc import Callable
from datetime import date, timedelta

from forecastctl.dates import easter_sunday, span_of_months
from forecastctl.extract.horizon_periods import Unit, Year, Yearly, Years
from forecastctl.extract.horizon_span import Frame, Span, need, need_anchor
from forecastctl.extract.horizon_words import FIXED_FEASTS, SEASONS
from forecastctl.model import Precision

_LEAP_YEAR = 2024
_RECENT = timedelta(days=31)
"""How long a date without a year may lie back before the next year is meant."""


def yearly(period: Yearly, frame: Frame) -> Span:
    """Resolve "May", "on 1 July", "the second quarter", "this winter", "by Christmas"."""
    return _in_its_year(
        lambda year: _of_year(period, year),
        period,
        frame,
        is_flagged=period.name in ("month", "day", "quarter"),
    )


def _in_its_year(
    span_of: Callable[[int], tuple[date, date]], period: Yearly, frame: Frame, *, is_flagged: bool
) -> Span:
    """Rule 2: find the year of what comes once a year, unless it is given."""
    year = _given_year(period.year, frame)
    flags = ["season_north"] * (period.name in SEASONS)
    if year is not None:
        return Span(*span_of(year), period.name, tuple(flags))
    need(frame, Precision.DAY, Precision.MONTH)
    flags += ["year_inferred"] * is_flagged
    year = frame.day.year
    if period.away == -1 or (period.away is None and frame.is_past):
        first, last = _latest(span_of, year, frame.day, is_over=period.away == -1)
    elif period.away == 1:
        first, last = span_of(year)
        is_due = frame.day < first
        if not is_due or last.year == year:
            first, last = span_of(year + 1)
        flags += ["ambiguous_next"] * is_due
    else:
        first, last = _nearest(span_of, year, frame.day)
        flags += ["past_date"] * (last < frame.day)
    return Span(first, last, period.name, tuple(flags))


def _nearest(
    span_of: Callable[[int], tuple[date, date]], year: int, day: date
) -> tuple[date, date]:
    """This year's, or next year's where this year's lies more than 31 days back."""
    if span_of(year - 1)[1] >= day:
        return span_of(year - 1)
    this = span_of(year)
    return span_of(year + 1) if this[1] < day - _RECENT else this


def _latest(
    span_of: Callable[[int], tuple[date, date]], year: int, day: date, *, is_over: bool
) -> tuple[date, date]:
    """The last one that has begun, or ended."""
    for candidate in (year, year - 1):
        span = span_of(candidate)
        if (span[1] if is_over else span[0]) <= day:
            return span
    return span_of(year - 2)


def _given_year(year: Year, frame: Frame) -> int | None:
    match year:
        case Years(first, _):
            return first
        case Unit(_, away):
            need_anchor(frame)
            return frame.day.year + away
        case None:
            return None


def _of_year(period: Yearly, year: int) -> tuple[date, date]:
    """The days of a month, season, feast ... in a year."""
    name, number = period.name, period.number
    if name == "day":
        day = _leap_safe(year, number, period.day, is_given=period.year is not None)
        return day, day
    if name == "month":
        return span_of_months(year, number, 1)
    if name == "quarter":
        return span_of_months(year, number * 3 - 2, 3)
    if name == "half":
        return span_of_months(year, number * 6 - 5, 6)
    if name == "hurricane season":
        return date(year, 6, 1), date(year, 11, 30)
    if name in SEASONS:
        return span_of_months(year, SEASONS[name], 3)
    day = _feast(name, year)
    return day, day


def _leap_safe(year: int, month: int, day: int, *, is_given: bool) -> date:
    """A day; 29 February without a year is that of the next leap year."""
    if (month, day) == (2, 29) and not is_given:
        while year % 4 or (year % 100 == 0 and year % 400):
            year += 1
    return date(year, month, day)


def _feast(name: str, year: int) -> date:
    if name in FIXED_FEASTS:
        return date(year, *FIXED_FEASTS[name])
    if name == "thanksgiving":
        return date(year, 11, 22 + (3 - date(year, 11, 22).weekday()) % 7)
    away = {"good friday": -2, "easter monday": 1}.get(name, 0)
    return easter_sunday(year) + timedelta(days=away)


def yearly_range(first: Yearly, last: Yearly, frame: Frame) -> Span:
    """Resolve "December 28 to January 3" as one thing that comes once a year."""
    wraps = _of_year(last, _LEAP_YEAR)[1] < _of_year(first, _LEAP_YEAR)[0]
    given = _given_year(last.year or first.year, frame)
    if given is not None:
        given -= wraps if last.year else 0
    whole = first._replace(year=None if given is None else Years(given, given))

    def span_of(year: int) -> tuple[date, date]:
        begins, _ = _of_year(whole, year)
        _, ends = _of_year(last._replace(year=whole.year), year + wraps)
        return begins, ends

    return _in_its_year(span_of, whole, frame, is_flagged=first.name in ("month", "day", "quarter"))
