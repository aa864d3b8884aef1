"""Interval type; the intervals themselves follow."""

from typing import NamedTuple


class Interval(NamedTuple):
    """Both ends belong to it."""

    low: float
    high: float
