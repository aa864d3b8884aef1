"""Calibrated twins of a row: the same probabilities, outcomes drawn from them.

Every stream of random numbers is the row's own, so that no row changes when another comes or goes.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from math import fsum
from operator import add, mul
from random import Random
from typing import NamedTuple
from zlib import crc32

from forecastctl.scoring.binomial import masses
from forecastctl.scoring.columns import Columns, dot
from forecastctl.scoring.decomposition import pool, recalibrated_brier
from forecastctl.scoring.direction import Direction
from forecastctl.scoring.interval import Interval
from forecastctl.scoring.tables import SCALE

TIES = 1e-12
"""Drawn values this little below the observed one count as equal to it."""


class Twins(NamedTuple):
    """The miscalibration that a calibrated source would show, and how often it shows as much."""

    mean: float
    p: float


def stream(seed: int, name: str) -> Random:
    """The random numbers that belong to this name."""
    return Random(seed * 2**32 + crc32(name.encode()))


def draw_counts(columns: Columns, draws: int, seed: int, name: str) -> Iterator[Sequence[int]]:
    """For every cell by ascending probability, how many of it came true in each draw.

    k* ~ Binomial(n, p), by the inverse of its distribution function.
    """
    random = stream(seed, name).random
    for p, n in zip(columns.p, columns.ns, strict=True):
        if n == 1:
            misses = 1 - p / SCALE
            yield [random() > misses for _ in range(draws)]
        else:
            steps = _distribution(n, p)
            yield [bisect_left(steps, random()) for _ in range(draws)]


def z_p(columns: Columns, found: Direction, draws: int, seed: int, name: str) -> float:
    """How often a calibrated source tilts as much to either side: p of Spiegelhalter's Z."""
    tilts = [-dot(columns.ns, columns.pw)] * draws
    for weight, drawn in zip(columns.w, draw_counts(columns, draws, seed, name), strict=True):
        tilts = [tilt + weight * k for tilt, k in zip(tilts, drawn, strict=True)]
    observed = abs(found.tilt) - TIES
    return (1 + sum(abs(tilt) >= observed for tilt in tilts)) / (draws + 1)


def miscalibration_twins(
    columns: Columns, observed: float, draws: int, seed: int, name: str
) -> Twins:
    """Miscalibration of calibrated twins, and p of the observed one (consistency resampling)."""
    cells = [array("I", drawn) for drawn in draw_counts(columns, draws, seed, name)]
    squares = dot(columns.ns, columns.no)
    found = []
    for ks in zip(*cells, strict=True):
        brier = (squares + fsum(map(mul, columns.w, ks))) / columns.n
        found.append(brier - recalibrated_brier(pool(columns.ns, ks), columns.n))
    at_least = sum(value >= observed - TIES for value in found)
    return Twins(fsum(found) / draws, (1 + at_least) / (draws + 1))


def band(counts: Sequence[int], n: int, level: float) -> Interval:
    """Where the rate of n forecasts lies in this share of the draws (Brocker and Smith 2007)."""
    draws = len(counts)
    outside = max(1, round((1 - level) / 2 * (draws + 1)))
    ordered = sorted(counts)
    return Interval(ordered[outside - 1] / n, ordered[draws - outside] / n)


def added(cells: Iterable[Sequence[int]]) -> list[int]:
    """How many came true in each draw, over several cells."""
    first, *others = cells
    total = list(first)
    for cell in others:
        total = list(map(add, total, cell))
    return total


@lru_cache(maxsize=1 << 12)
def _distribution(n: int, key: int) -> list[float]:
    """Pr(X <= k) for k = 0..n; the last is 1, whatever rounding says."""
    steps = list(accumulate(masses(n, key / SCALE)))
    steps[-1] = 1.0
    return steps
