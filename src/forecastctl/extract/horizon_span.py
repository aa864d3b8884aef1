"""Closed intervals of days, and the frame of a text from which they are counted."""

from datetime import date
from typing import NamedTuple

from forecastctl.model import Precision


class Span(NamedTuple):
    """Days from first to last, None for an open end; `unit` names what kind of period it is.

    `inside` is a day of the period before a preposition limits it.
    """

    first: date | None
    last: date | None
    unit: str
    flags: tuple[str, ...] = ()
    inside: date | None = None

    @property
    def days(self) -> tuple[date, date]:
        """First and last day of a period that has both."""
        if self.first is None or self.last is None:
            raise ValueError("a period with an open end")
        return self.first, self.last

    def flagged(self, *flags: str) -> "Span":
        """Return the same days with further flags, each once."""
        return self._replace(flags=tuple(dict.fromkeys((*self.flags, *flags))))


class Frame(NamedTuple):
    """From where and how to count: the anchor's day, its precision, the tense, a negation."""

    day: date
    precision: Precision
    is_past: bool = False
    is_negated: bool = False


class UnknownDayError(Exception):
    """A period that has no days; the flag says why."""

    def __init__(self, flag: str) -> None:
        super().__init__(flag)
        self.flag = flag


def need_anchor(frame: Frame) -> None:
    """Refuse what counts from a day of publication where none is known."""
    if frame.precision is Precision.NONE:
        raise UnknownDayError("no_anchor")


def need(frame: Frame, *precisions: Precision) -> None:
    """Refuse what cannot be counted from an anchor that is only a month or a year."""
    need_anchor(frame)
    if frame.precision not in precisions:
        raise UnknownDayError("anchor_month")
