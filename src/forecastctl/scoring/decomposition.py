"""What a score is made of: miscalibration, discrimination and uncertainty, without bins.

CORP (Dimitriadis, Gneiting, Jordan 2021, PNAS 118): the score of the forecasts, minus that of the
same forecasts recalibrated by isotonic regression, minus that of always stating the base rate.
"""

from collections.abc import Iterable
from math import fsum, log
from typing import NamedTuple

from forecastctl.scoring.columns import Columns

ROUNDING = -1e-12
"""Differences from here up to 0 are rounding and count as 0."""


class Block(NamedTuple):
    """Neighbouring cells that recalibration gives the same probability, k/n."""

    n: int
    k: int


class Decomposition(NamedTuple):
    """score = miscalibration - discrimination + uncertainty, the first two not below 0."""

    miscalibration: float
    discrimination: float
    uncertainty: float


def pool(ns: Iterable[int], ks: Iterable[int]) -> list[Block]:
    """Pool adjacent violators (Ayer et al. 1955): the blocks of isotonic regression.

    Cells come by ascending probability. Rates are compared as products of integers: nothing is
    rounded, and equal rates become one block.
    """
    pooled_n: list[int] = []
    pooled_k: list[int] = []
    for n, k in zip(ns, ks, strict=True):
        while pooled_k and pooled_k[-1] * n >= k * pooled_n[-1]:
            n += pooled_n.pop()
            k += pooled_k.pop()
        pooled_n.append(n)
        pooled_k.append(k)
    return list(map(Block, pooled_n, pooled_k))


def decompose_brier(columns: Columns, blocks: Iterable[Block], brier: float) -> Decomposition:
    """The parts of the Brier score; the uncertainty is K(n-K)/n^2."""
    n, k = columns.n, columns.k
    recalibrated = recalibrated_brier(blocks, n)
    return _parts(brier, recalibrated, k * (n - k) / (n * n))


def decompose_log(columns: Columns, blocks: Iterable[Block], log_score: float) -> Decomposition:
    """The parts of the log score, in nats; an infinite score has infinite miscalibration."""
    n, k = columns.n, columns.k
    recalibrated = fsum(_log_loss(block) for block in blocks) / n
    return _parts(log_score, recalibrated, _log_loss(Block(n, k)) / n)


def recalibrated_brier(blocks: Iterable[Block], n: int) -> float:
    """The Brier score of n forecasts had each stated the rate of its block."""
    return fsum([k * (m - k) / m for m, k in blocks]) / n


def _parts(score: float, recalibrated: float, uncertainty: float) -> Decomposition:
    return Decomposition(
        _not_below_0(score - recalibrated), _not_below_0(uncertainty - recalibrated), uncertainty
    )


def _not_below_0(difference: float) -> float:
    return 0.0 if ROUNDING <= difference <= 0 else difference


def _log_loss(block: Block) -> float:
    """Sum of -ln of the block's rate over its forecasts; 0 ln 0 is 0."""
    n, k = block
    if k in (0, n):
        return 0.0
    return -(k * log(k / n) + (n - k) * log(1 - k / n))
