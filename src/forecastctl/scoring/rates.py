"""Shares of forecasts: how many came true, how many were on the right side."""

from bisect import bisect_left, bisect_right
from functools import lru_cache
from math import sqrt
from operator import mul
from statistics import NormalDist

from forecastctl.scoring.columns import Columns
from forecastctl.scoring.interval import Interval
from forecastctl.scoring.tables import SCALE


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


def n_right(columns: Columns) -> float:
    """How many forecasts were on the right side of 50%; those at 50% count half."""
    below = bisect_left(columns.p, SCALE // 2)
    above = bisect_right(columns.p, SCALE // 2)
    return sum(columns.ms[:below]) + sum(columns.ks[above:]) + sum(columns.ns[below:above]) / 2


def mean_probability(columns: Columns) -> float:
    """The mean stated probability, from integers: rounded once."""
    total: int = sum(map(mul, columns.p, columns.ns))
    return total / (SCALE * columns.n)


@lru_cache(maxsize=64)
def _normal_quantile(probability: float) -> float:
    return NormalDist().inv_cdf(probability)
