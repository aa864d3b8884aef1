"""Intervals of mean losses that hold for few forecasts and for forecasts that share a fate."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from math import fsum, sqrt
from operator import mul, sub
from typing import NamedTuple

from forecastctl.scoring.student import t_quantile
from forecastctl.scoring.tables import SCALE, CellKey, ClusterSums, Count

UPPER = 0.975
"""Both ends of a 95% interval leave 2.5% outside."""


class Interval(NamedTuple):
    """Both ends belong to it."""

    low: float
    high: float


class Loss(NamedTuple):
    """Sums of the squared errors of a row; from them any excess over a constant follows.

    With n forecasts per cell, k of them yes: `yes` = sum k (1-p)^2 and `no` = sum (n-k) p^2 are
    what happened; `all_yes` = sum n (1-p)^2 and `all_no` = sum n p^2 what would have, had all come
    out so. `square` and `all_square` add the squares of these losses, both outcomes together.
    """

    n: int
    k: int
    yes: float
    no: float
    square: float
    all_yes: float
    all_no: float
    all_square: float

    def minus(self, rate: float) -> "Loss":
        """The sums of (p-y)^2 - (rate-y)^2: the excess over always saying `rate`."""
        n, k = self.n, self.k
        yes, no = (1 - rate) ** 2, rate**2
        return Loss(
            n=n,
            k=k,
            yes=self.yes - k * yes,
            no=self.no - (n - k) * no,
            square=self.square
            - 2 * (yes * self.yes + no * self.no)
            + (k * yes * yes + (n - k) * no * no),
            all_yes=self.all_yes - n * yes,
            all_no=self.all_no - n * no,
            all_square=self.all_square
            - 2 * (yes * self.all_yes + no * self.all_no)
            + n * (yes * yes + no * no),
        )

    @property
    def mean(self) -> float:
        """The mean loss of what happened."""
        return (self.yes + self.no) / self.n


def brier_loss(cells: Mapping[CellKey, Count]) -> Loss:
    """The sums for the Brier score of these cells, which may not be empty."""
    n, k = zip(*cells.values(), strict=True)
    m = list(map(sub, n, k))
    yes, no, yes_2, no_2, both_2 = zip(*[_squares(key.p) for key in cells], strict=True)
    return Loss(
        n=sum(n),
        k=sum(k),
        yes=fsum(map(mul, k, yes)),
        no=fsum(map(mul, m, no)),
        square=fsum(map(mul, k, yes_2)) + fsum(map(mul, m, no_2)),
        all_yes=fsum(map(mul, n, yes)),
        all_no=fsum(map(mul, n, no)),
        all_square=fsum(map(mul, n, both_2)),
    )


def plus_2(loss: Loss) -> Interval:
    """95% interval of a mean loss, with two forecasts added that came true and two that did not.

    The added ones lie at the row's own probabilities, in the manner of Agresti and Coull (1998).
    Our construction: a t or bootstrap interval collapses while no miss has been seen. The centre is
    not the mean loss.
    """
    size = loss.n + 4
    mean = (loss.yes + loss.no + 2 * (loss.all_yes + loss.all_no) / loss.n) / size
    square = loss.square + 2 * loss.all_square / loss.n
    variance = max(0.0, (square - size * mean * mean) / (size - 1))
    return _around(mean, t_quantile(UPPER, size - 1) * sqrt(variance / size))


def clustered_plus_2(loss: Loss, clusters: Collection[ClusterSums], rate: float | None) -> Interval:
    """The same where questions of one event share their fate: four added events of mean size.

    Cluster-robust (CR1: Liang and Zeger 1986, with G/(G-1)) around the added events; equals
    `plus_2` where every event is single. `rate` is that of the reference which `loss` is an excess
    over, None for the loss itself. Our construction.
    """
    n, groups = loss.n, len(clusters)
    size = groups + 4
    added = n / groups
    weight = n + 4 * added
    sums = [(_cluster_loss(cluster, rate), cluster.n) for cluster in clusters]
    both = loss.all_yes + loss.all_no
    expected = 2 * added * both / n
    mean = (fsum(total for total, _ in sums) + expected) / weight
    spread_of_added = (loss.all_square - 2 * mean * both) / n + 2 * mean * mean
    squares = fsum((total - count * mean) ** 2 for total, count in sums)
    squares += 2 * added * added * spread_of_added
    spread = sqrt(max(0.0, size / (size - 1) * squares))
    return _around(mean, t_quantile(UPPER, size - 1) * spread / weight)


def loss_interval(
    loss: Loss, clusters: Collection[ClusterSums], rate: float | None = None
) -> Interval | None:
    """The wider of `plus_2` and `clustered_plus_2`; None with fewer than two clusters."""
    if len(clusters) < 2:
        return None
    plain = plus_2(loss)
    if len(clusters) == loss.n:
        return plain
    clustered = clustered_plus_2(loss, clusters, rate)
    return max(plain, clustered, key=_width)


def cut(interval: Interval) -> Interval:
    """The part of it within 0..1."""
    return Interval(max(0.0, interval.low), min(1.0, interval.high))


@lru_cache(maxsize=1 << 14)
def _squares(key: int) -> tuple[float, float, float, float, float]:
    """Loss of a probability if yes, if no, the square of each, and both squares together."""
    p = key / SCALE
    yes, no = (1 - p) ** 2, p * p
    return yes, no, yes * yes, no * no, yes * yes + no * no


def _cluster_loss(cluster: ClusterSums, rate: float | None) -> float:
    total = cluster.sum_d / SCALE
    if rate is None:
        return total
    return total - (cluster.n * rate * rate + cluster.k * (1 - 2 * rate))


def _around(mean: float, half_width: float) -> Interval:
    return Interval(mean - half_width, mean + half_width)


def _width(interval: Interval) -> float:
    return interval.high - interval.low
