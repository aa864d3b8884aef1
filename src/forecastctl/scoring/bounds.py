"""How far a Brier score can move with the reading of the words behind it."""

from collections.abc import Mapping
from math import fsum

from forecastctl.scoring.interval import Interval
from forecastctl.scoring.tables import SCALE, CellKey, Count


def brier_bounds(cells: Mapping[CellKey, Count]) -> Interval:
    """The least and the greatest Brier score where each phrase stands for one p of its range.

    With the rate r of its events, p^2 - 2pr + r is least at the p of the range next to r and
    greatest at the end farther from it. Sharp; numbers have a range of one point.
    """
    phrases = [_phrase_bounds(key, count) for key, count in cells.items()]
    n = sum(count.n for count in cells.values())
    return Interval(fsum(one.low for one in phrases) / n, fsum(one.high for one in phrases) / n)


def free_bounds(cells: Mapping[CellKey, Count]) -> Interval:
    """The same where each use of a phrase may stand for another p of its range."""
    uses = [_use_bounds(key, count) for key, count in cells.items()]
    n = sum(count.n for count in cells.values())
    return Interval(fsum(one.low for one in uses) / n, fsum(one.high for one in uses) / n)


def _phrase_bounds(key: CellKey, count: Count) -> Interval:
    """Of the summed loss where all uses mean the same p."""
    n, k = count
    low, high = key.low / SCALE, key.high / SCALE
    ends = (n * low * low - 2 * low * k + k, n * high * high - 2 * high * k + k)
    least = k * (n - k) / n if low * n <= k <= high * n else min(ends)
    return Interval(least, max(ends))


def _use_bounds(key: CellKey, count: Count) -> Interval:
    """Of the summed loss where each use means a p of its own."""
    n, k = count
    low, high = key.low / SCALE, key.high / SCALE
    return Interval(k * (1 - high) ** 2 + (n - k) * low**2, k * (1 - low) ** 2 + (n - k) * high**2)
