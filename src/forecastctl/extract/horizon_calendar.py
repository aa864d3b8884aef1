"""Periods meet a calendar: what the grammar read becomes a closed interval of days."""

from datetime import date, timedelta
from math import ceil

from forecastctl.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    months_away,
    span_of_months,
)
from forecastctl.extract.horizon_parts import part_of
from forecastctl.extract.horizon_periods import (
    Ago,
    Count,
    Expression,
    Part,
    Period,
    Range,
    Simple,
    Unit,
    Unresolved,
    Weekday,
    Yearly,
    Years,
)
from forecastctl.extract.horizon_span import Frame, Span, UnknownDayError, need, need_anchor
from forecastctl.extract.horizon_words import Bound, Edge
from forecastctl.extract.horizon_yearly import yearly, yearly_range
from forecastctl.model import Precision

_DAY = timedelta(days=1)
_ENDING = frozenset((Bound.BY, Bound.UNTIL, Bound.THROUGH, Bound.BEFORE))
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS_OF = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7, "fortnight": 14}


def resolve(read: Expression, frame: Frame) -> Span:
    """Turn an expression into days; without any its flags say why."""
    try:
        span = _bounded(read, frame)
    except UnknownDayError as problem:
        return Span(None, None, "none", (problem.flag,))
    except (OverflowError, ValueError):
        return Span(None, None, "none", ("bad_date",))
    if any(day and not FIRST_YEAR <= day.year <= LAST_YEAR for day in (span.first, span.last)):
        return Span(None, None, "none", ("bad_date",))
    return span


def _bounded(read: Expression, frame: Frame) -> Span:
    bound, period = read
    if bound is Bound.UNTIL and frame.is_negated:
        bound = Bound.BEFORE
    if bound is Bound.BY and isinstance(period, Part) and period.edge is Edge.START:
        span = _simple(period.of, frame)
        return span._replace(first=None, last=span.first, inside=span.first)
    span = _span(period, frame, is_by=bound in _ENDING)
    span = span._replace(inside=span.last)
    if bound is Bound.BEFORE and isinstance(period, Part) and period.edge is Edge.END:
        return span._replace(first=None, last=span.days[1] - _DAY)
    if bound is Bound.FROM and isinstance(period, Range):
        return span
    is_year = isinstance(period, Years) and period.first == period.last
    flags = ["by_year"] * (bound is Bound.BY and is_year)
    return limited(span, bound).flagged(*flags)


def limited(span: Span, bound: Bound) -> Span:
    """Rule 1: the days that a preposition leaves of a period."""
    match bound:
        case Bound.BY | Bound.UNTIL | Bound.THROUGH:
            return span._replace(first=None)
        case Bound.BEFORE:
            return span._replace(first=None, last=span.days[0] - _DAY)
        case Bound.AFTER:
            return span._replace(first=span.days[1] + _DAY, last=None).flagged("open_end")
        case Bound.FROM:
            return span.flagged("starts")
        case Bound.SINCE:
            return span._replace(last=None)
        case _:
            return span


def _span(period: Period, frame: Frame, *, is_by: bool) -> Span:
    match period:
        case Unresolved(flag):
            raise UnknownDayError(flag)
        case Ago():
            return _ago(period, frame)
        case Count():
            return _counted(period, frame)
        case Part(edge, whole):
            return part_of(_simple(whole, frame), edge, frame.day, is_by=is_by)
        case Range():
            return _range(period, frame)
        case _:
            return _simple(period, frame)


def _simple(period: Simple, frame: Frame) -> Span:
    match period:
        case Years(first, last):
            return _years(first, last)
        case Yearly():
            return yearly(period, frame)
    need_anchor(frame)
    match period:
        case Unit(name, away):
            return _unit(name, away, frame)
        case Weekday():
            return _weekday(period, frame)


def _years(first: int, last: int) -> Span:
    count = last - first + 1
    unit = "decade" if count == 10 and first % 10 == 0 else "year"
    return Span(date(first, 1, 1), date(last, 12, 31), unit)


def _unit(name: str, away: int, frame: Frame) -> Span:
    """Rule 4: weeks run Monday to Sunday, months, quarters and years are those of the calendar."""
    if name not in _MONTHS_OF:
        need(frame, Precision.DAY)
        return _days(name, away, frame)
    if name in ("month", "quarter"):
        need(frame, Precision.DAY, Precision.MONTH)
    if name == "century":
        first = 1 + 100 * ((frame.day.year - 1) // 100 + away)
        return Span(date(first, 1, 1), date(first + 99, 12, 31), name)
    length = _MONTHS_OF[name]
    months = frame.day.year * 12 + frame.day.month - 1
    months = (months // length + away) * length
    return Span(*span_of_months(months // 12, months % 12 + 1, length), name)


def _days(name: str, away: int, frame: Frame) -> Span:
    if name == "day":
        day = frame.day + timedelta(days=away)
        return Span(day, day, "day")
    if name == "weekend" and frame.is_past and away == 0 and frame.day.weekday() < 5:
        away = -1
    monday = frame.day + timedelta(days=away * 7 - frame.day.weekday())
    if name == "fortnight":
        return Span(monday, monday + timedelta(days=13), "week")
    first = monday + timedelta(days=5 if name == "weekend" else 0)
    return Span(first, monday + timedelta(days=6), name)


def _weekday(period: Weekday, frame: Frame) -> Span:
    """Rule 3: the next such day; the last one, today included, in the past."""
    need(frame, Precision.DAY)
    today = frame.day.weekday()
    back = (today - period.number) % 7
    ahead = 7 - back
    if period.away == -1:
        return _one_day(frame.day - timedelta(days=back or 7))
    if period.away is None and frame.is_past:
        return _one_day(frame.day - timedelta(days=back))
    if period.away == 1 and period.number > today:
        return _one_day(frame.day + timedelta(days=ahead + 7), "ambiguous_next")
    flags = ("same_weekday",) if back == 0 and period.away is None else ()
    return _one_day(frame.day + timedelta(days=ahead), *flags)


def _one_day(day: date, *flags: str) -> Span:
    return Span(day, day, "day", flags)


def _counted(count: Count, frame: Frame) -> Span:
    """Rule 7: so many units from the anchor; the larger number, under a negation the smaller.

    A mere duration ("for two years") tells no day, unless something will not happen for so long.
    """
    if not count.sign and not frame.is_negated:
        raise UnknownDayError("vague")
    number = count.low if frame.is_negated else count.high
    end = _away(number * (count.sign or 1), count.unit, frame)
    flags = ["approx"] * count.is_rough + ["anchor_month"] * (frame.precision is not Precision.DAY)
    first, last = sorted((frame.day, end))
    return Span(first, last, "past" if count.sign < 0 else f"{count.unit}s", tuple(flags))


def _ago(period: Ago, frame: Frame) -> Span:
    return _one_day(_away(-period.number, period.unit, frame), "approx")


def _away(number: float, unit: str, frame: Frame) -> date:
    """The day so many units from the anchor; hours and minutes are rounded up to days."""
    if unit in _MONTHS_OF:
        need_anchor(frame)
        return months_away(_last_possible(frame), round(number * _MONTHS_OF[unit]))
    need(frame, Precision.DAY)
    return frame.day + timedelta(days=ceil(number * _DAYS_OF[unit]))


def _last_possible(frame: Frame) -> date:
    """The last day on which an article may have appeared, by what is known of its date."""
    lengths = {Precision.MONTH: 1, Precision.YEAR: 12}
    if frame.precision not in lengths:
        return frame.day
    month = frame.day.month if frame.precision is Precision.MONTH else 1
    return span_of_months(frame.day.year, month, lengths[frame.precision])[1]


def _range(period: Range, frame: Frame) -> Span:
    """From the first day of one period to the last of another; the year of one serves both."""
    first, last = period
    if isinstance(first, Yearly) and isinstance(last, Yearly) and not (first.year and last.year):
        return yearly_range(first, last, frame)
    start = _span(first, frame, is_by=False)
    end = _span(last, frame, is_by=False)
    begins, ends = start.days[0], end.days[1]
    if ends < begins and end.unit in ("day", "weekend"):
        ends += timedelta(days=7)
    if ends < begins:
        raise ValueError("a period that ends before it begins")
    return Span(begins, ends, end.unit, start.flags).flagged(*end.flags)
