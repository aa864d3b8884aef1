"""What a date expression says before it meets a calendar: the grammar makes these values."""

from typing import NamedTuple

from forecastctl.extract.horizon_words import Bound, Edge


class Unit(NamedTuple):
    """This, next or last week, month, year ...: `away` units from the present one."""

    name: str
    away: int


class Years(NamedTuple):
    """A year, a decade, or a run of years."""

    first: int
    last: int


Year = Years | Unit | None
"""A year that is named, counted from the present one, or left to be inferred."""


class Yearly(NamedTuple):
    """What comes once a year: a month, a day, a quarter, a half, a season or a feast.

    `number` is the month of months and days, and the number of a quarter or half. `away` is that
    of "next March" or "last spring", None for plain "March".
    """

    name: str
    number: int = 0
    day: int = 0
    year: Year = None
    away: int | None = None


class Weekday(NamedTuple):
    """A day of the week, Monday 0; `away` as in `Yearly`."""

    number: int
    away: int | None = None


class Count(NamedTuple):
    """So many units ahead of the anchor, before it (`sign` -1), or a duration (0)."""

    low: float
    high: float
    unit: str
    sign: int = 1
    is_rough: bool = False


class Ago(NamedTuple):
    """A day that lies so many units back."""

    number: float
    unit: str


Simple = Unit | Years | Yearly | Weekday


class Part(NamedTuple):
    """An edge, a half or the week of a period."""

    edge: Edge
    of: Simple


class Range(NamedTuple):
    """From the first day of one period to the last of another."""

    first: Simple | Part
    last: Simple | Part


class Unresolved(NamedTuple):
    """Words that point to a time without telling the day; `flag` says why."""

    flag: str


Period = Simple | Count | Ago | Part | Range | Unresolved


class Expression(NamedTuple):
    """A period and the preposition that limits it."""

    bound: Bound
    period: Period
