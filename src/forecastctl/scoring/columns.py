"""The cells of a row side by side, and what every statistic needs of their probabilities.

Statistics are dot products of these columns: `fsum(map(mul, k, yes))` runs in C. What depends on
the probability alone is worked out once for each probability and shared by all rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import fsum, log, log1p
from operator import itemgetter, mul, sub
from typing import NamedTuple

from forecastctl.scoring.tables import SCALE, CellKey, Count


class Columns(NamedTuple):
    """Cells by ascending probability, those of one probability as one; sums over them in n and k.

    Integers: `p` on SCALE, `ns` forecasts of which `ks` came true and `ms` did not. Of one forecast
    of that probability: `yes` and `no` are its squared errors if it comes true or not, `yes_2`,
    `no_2` and `both_2` their squares and the sum of these; `ln_yes` and `ln_no` the logarithms of
    what was given to the outcome, 0 where that was nothing; `w` is 1-2p, `pw` p(1-2p), and `vw` the
    variance p(1-p)(1-2p)^2 of a term of Spiegelhalter's Z.
    """

    n: int
    k: int
    p: Sequence[int]
    ns: Sequence[int]
    ks: Sequence[int]
    ms: Sequence[int]
    yes: Sequence[float]
    no: Sequence[float]
    yes_2: Sequence[float]
    no_2: Sequence[float]
    both_2: Sequence[float]
    ln_yes: Sequence[float]
    ln_no: Sequence[float]
    w: Sequence[float]
    pw: Sequence[float]
    vw: Sequence[float]


def columns_of(cells: Mapping[CellKey, Count]) -> Columns:
    """The columns of these cells, which may not be empty."""
    by_p = dict(zip(map(_p_of, cells), cells.values(), strict=True))
    if len(by_p) < len(cells):
        by_p = _merged(cells)
    ps = tuple(sorted(by_p))
    ns, ks = zip(*map(by_p.__getitem__, ps), strict=True)
    ms = tuple(map(sub, ns, ks))
    return Columns(sum(ns), sum(ks), ps, ns, ks, ms, *_side_by_side(ps))


def dot(counts: Iterable[float], values: Iterable[float]) -> float:
    """The sum of the products, rounded once."""
    return fsum(map(mul, counts, values))


def _merged(cells: Mapping[CellKey, Count]) -> dict[int, Count]:
    """Words and numbers of the same probability are one cell to the statistics."""
    merged: dict[int, Count] = {}
    for key, (n, k) in cells.items():
        held = merged.get(key.p)
        merged[key.p] = Count(n, k) if held is None else Count(held.n + n, held.k + k)
    return merged


_p_of = itemgetter(0)


@lru_cache(maxsize=64)
def _side_by_side(ps: tuple[int, ...]) -> tuple[tuple[float, ...], ...]:
    """The features in columns. Many sources state the same round numbers."""
    return tuple(zip(*map(_features, ps), strict=True))


@lru_cache(maxsize=1 << 15)
def _features(key: int) -> tuple[float, ...]:
    p = key / SCALE
    yes, no, w = (1 - p) ** 2, p * p, 1 - 2 * p
    ln_yes = log(p) if key > 0 else 0.0
    ln_no = log1p(-p) if key < SCALE else 0.0
    squares = yes * yes, no * no, yes * yes + no * no
    return yes, no, *squares, ln_yes, ln_no, w, p * w, w * w * p * (1 - p)
