"""Rule 5: the early, middle and late part of a period, its halves and its weeks."""

from datetime import date, timedelta

from forecastctl.dates import months_away
from forecastctl.extract.horizon_span import Span
from forecastctl.extract.horizon_words import Edge

_DAY = timedelta(days=1)
_THIRDS = {Edge.EARLY: (0, 1), Edge.START: (0, 1), Edge.MID: (1, 2), Edge.LATE: (2, 3)}
_WEEK = {Edge.EARLY: (0, 2), Edge.START: (0, 2), Edge.MID: (1, 3), Edge.LATE: (3, 6)}
"""Monday to Wednesday, Tuesday to Thursday, Thursday to Sunday."""


def part_of(span: Span, edge: Edge, today: date, *, is_by: bool) -> Span:
    """Narrow a period; `is_by` ends "by mid-2025" with June."""
    first, last = span.days
    if first == last and edge not in (Edge.WEEK, Edge.WEEKEND):
        return span
    match edge:
        case Edge.END:
            return span._replace(first=_cut(first, last, 2))
        case Edge.LATER:
            return span._replace(first=max(first, min(today, last)))
        case Edge.EARLIER:
            return span._replace(last=min(last, max(today, first)), unit="past")
        case Edge.FIRST_HALF:
            return span._replace(last=_middle(first, last) - _DAY)
        case Edge.SECOND_HALF:
            return span._replace(first=_middle(first, last))
        case Edge.WEEK | Edge.WEEKEND:
            sunday = first + timedelta(days=6 - first.weekday())
            length = timedelta(days=1 if edge is Edge.WEEKEND else 6)
            return span._replace(first=sunday - length, last=sunday, unit="week")
    first, last = _third(span, edge, is_by=is_by)
    return span._replace(first=first, last=last).flagged("approx")


def _third(span: Span, edge: Edge, *, is_by: bool) -> tuple[date, date]:
    first, last = span.days
    if span.unit == "week":
        begins, ends = _WEEK[edge]
        return first + timedelta(days=begins), first + timedelta(days=ends)
    if edge is Edge.MID and span.unit == "century":
        middle = first.year + 49
        return date(middle, 1, 1), date(middle, 12, 31)
    if edge is Edge.MID and span.unit == "year" and is_by:
        return first, _middle(first, last) - _DAY
    begins, ends = _THIRDS[edge]
    return _cut(first, last, begins), _cut(first, last, ends) - _DAY


def _cut(first: date, last: date, number: int) -> date:
    """The first day after so many thirds: whole months, or the 11th and 21st of one month."""
    if number in (0, 3):
        return first if number == 0 else last + _DAY
    months = _months(first, last)
    if months > 1 and first.day == 1:
        return months_away(first, months * number // 3)
    return min(last, first + timedelta(days=10 * number))


def _middle(first: date, last: date) -> date:
    """The first day of the second half: of whole months, else of days."""
    months = _months(first, last)
    if months > 1 and first.day == 1:
        return months_away(first, months // 2)
    return first + ((last - first) + _DAY) // 2


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1
