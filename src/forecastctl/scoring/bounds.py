"""How far a Brier score can move with the reading of the words behind it."""

from collections.abc import Mapping

from forecastctl.scoring.interval import Interval
from forecastctl.scoring.tables import SCALE, CellKey, Count


def brier_bounds(cells: Mapping[CellKey, Count]) -> Interval:
    """The least and the greatest Brier score where each phrase stands for one p of its range.

    With the rate r of its events, p^2 - 2pr + r is least at the p of the range next to r and
    greatest at the end farther from it. Sharp; numbers have a range of one point.
    """
    n = sum(count.n for count in cells.values())
    low = high = 0.0
    for key, count in sorted(cells.items()):
        least, greatest = _phrase_bounds(key.low / SCALE, key.high / SCALE, count.k / count.n)
        low += count.n * least
        high += count.n * greatest
    return Interval(low / n, high / n)


def free_bounds(cells: Mapping[CellKey, Count]) -> Interval:
    """The same where each use of a phrase may stand for another p of its range."""
    n = sum(count.n for count in cells.values())
    low = high = 0.0
    for key, (m, k) in sorted(cells.items()):
        least, greatest = key.low / SCALE, key.high / SCALE
        low += k * (1 - greatest) ** 2 + (m - k) * least**2
        high += k * (1 - least) ** 2 + (m - k) * greatest**2
    return Interval(low / n, high / n)


def _phrase_bounds(low: float, high: float, rate: float) -> Interval:
    nearest = min(max(rate, low), high)
    ends = (_mean_loss(low, rate), _mean_loss(high, rate))
    return Interval(_mean_loss(nearest, rate), max(ends))


def _mean_loss(p: float, rate: float) -> float:
    return p * p - 2 * p * rate + rate
