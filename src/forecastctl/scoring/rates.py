"""Shares of forecasts: how many came true, how many were on the right side."""

from collections.abc import Mapping
from functools import lru_cache
from math import sqrt
from statistics import NormalDist

from forecastctl.scoring.interval import Interval
from forecastctl.scoring.tables import SCALE, CellKey, Count


def wilson(successes: float, n: int, level: float) -> Interval:
    """Wilson's score interval (1927) of a share, cut to 0..1. Half successes are allowed."""
    z = _normal_quantile((1 + level) / 2)
    rate = successes / n
    centre = rate + z * z / (2 * n)
    half_width = z * sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return Interval(
        max(0.0, (centre - half_width) / scale), min(1.0, (centre + half_width) / scale)
    )


def n_right(cells: Mapping[CellKey, Count]) -> float:
    """How many forecasts were on the right side of 50%; those at 50% count half."""
    halves = 0
    for key, (n, k) in cells.items():
        if 2 * key.p > SCALE:
            halves += 2 * k
        elif 2 * key.p < SCALE:
            halves += 2 * (n - k)
        else:
            halves += n
    return halves / 2


def mean_probability(cells: Mapping[CellKey, Count]) -> float:
    """The mean stated probability, from integers: rounded once."""
    total = sum(key.p * count.n for key, count in cells.items())
    return total / (SCALE * sum(count.n for count in cells.values()))


@lru_cache(maxsize=64)
def _normal_quantile(probability: float) -> float:
    return NormalDist().inv_cdf(probability)
