"""Intervals of mean losses that hold for few forecasts and for forecasts that share a fate."""

from collections.abc import Collection, Iterable, Sequence
from math import fsum, sqrt
from operator import mul
from typing import NamedTuple

from forecastctl.scoring.columns import Columns, dot
from forecastctl.scoring.student import t_quantile
from forecastctl.scoring.tables import SCALE, ClusterSums

UPPER = 0.975
"""Both ends of a 95% interval leave 2.5% outside."""


class Interval(NamedTuple):
    """Both ends belong to it."""

    low: float
    high: float


class Estimate(NamedTuple):
    """A mean with its standard error, and the quantile of t that belongs to it."""

    mean: float
    se: float
    t: float

    @property
    def interval(self) -> Interval:
        """The mean, give or take t standard errors."""
        return Interval(self.mean - self.t * self.se, self.mean + self.t * self.se)


class ClusterLoss(NamedTuple):
    """The sum of the losses of n forecasts that share a fate."""

    total: float
    n: int


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


def brier_loss(columns: Columns) -> Loss:
    """The sums for the Brier score of these cells."""
    ns, ks, ms = columns.ns, columns.ks, columns.ms
    return Loss(
        n=columns.n,
        k=columns.k,
        yes=dot(ks, columns.yes),
        no=dot(ms, columns.no),
        square=dot(ks, columns.yes_2) + dot(ms, columns.no_2),
        all_yes=dot(ns, columns.yes),
        all_no=dot(ns, columns.no),
        all_square=dot(ns, columns.both_2),
    )


def loss_of(
    ns: Sequence[int], ks: Sequence[int], yes: Sequence[float], no: Sequence[float]
) -> Loss:
    """The sums of any loss that is `yes` where the event came true and `no` where it did not."""
    ms = [n - k for n, k in zip(ns, ks, strict=True)]
    yes_2, no_2 = list(map(mul, yes, yes)), list(map(mul, no, no))
    return Loss(
        n=sum(ns),
        k=sum(ks),
        yes=dot(ks, yes),
        no=dot(ms, no),
        square=dot(ks, yes_2) + dot(ms, no_2),
        all_yes=dot(ns, yes),
        all_no=dot(ns, no),
        all_square=dot(ns, yes_2) + dot(ns, no_2),
    )


def plus_2(loss: Loss) -> Estimate:
    """95% interval of a mean loss, with two forecasts added that came true and two that did not.

    The added ones lie at the row's own probabilities, in the manner of Agresti and Coull (1998).
    Our construction: a t or bootstrap interval collapses while no miss has been seen. The centre is
    not the mean loss.
    """
    size = loss.n + 4
    mean = (loss.yes + loss.no + 2 * (loss.all_yes + loss.all_no) / loss.n) / size
    square = loss.square + 2 * loss.all_square / loss.n
    variance = max(0.0, (square - size * mean * mean) / (size - 1))
    return Estimate(mean, sqrt(variance / size), t_quantile(UPPER, size - 1))


def clustered_plus_2(loss: Loss, clusters: Collection[ClusterLoss]) -> Estimate:
    """The same where questions of one event share their fate: four added events of mean size.

    Cluster-robust (CR1: Liang and Zeger 1986, with G/(G-1)) around the added events; equals
    `plus_2` where every event is single. Our construction.
    """
    n, groups = loss.n, len(clusters)
    size = groups + 4
    added = n / groups
    weight = n + 4 * added
    both = loss.all_yes + loss.all_no
    expected = 2 * added * both / n
    mean = (fsum(total for total, _ in clusters) + expected) / weight
    spread_of_added = (loss.all_square - 2 * mean * both) / n + 2 * mean * mean
    squares = fsum((total - count * mean) ** 2 for total, count in clusters)
    squares += 2 * added * added * spread_of_added
    spread = sqrt(max(0.0, size / (size - 1) * squares))
    return Estimate(mean, spread / weight, t_quantile(UPPER, size - 1))


def wider_estimate(loss: Loss, clusters: Collection[ClusterLoss] | None) -> Estimate | None:
    """The wider of `plus_2` and `clustered_plus_2`; None with fewer than two clusters.

    `clusters` is None where every forecast is a cluster by itself.
    """
    if (loss.n if clusters is None else len(clusters)) < 2:
        return None
    plain = plus_2(loss)
    if clusters is None:
        return plain
    return max(plain, clustered_plus_2(loss, clusters), key=_half_width)


def cluster_losses(clusters: Iterable[ClusterSums], rate: float | None = None) -> list[ClusterLoss]:
    """The losses by cluster; with a rate, their excess over always saying that."""
    if rate is None:
        return [ClusterLoss(sums.sum_d / SCALE, sums.n) for sums in clusters]
    square, slope = rate * rate, 1 - 2 * rate
    return [
        ClusterLoss(sums.sum_d / SCALE - (sums.n * square + sums.k * slope), sums.n)
        for sums in clusters
    ]


def clustered_error(loss: Loss, clusters: Collection[ClusterLoss] | None) -> float | None:
    """Standard error of a mean loss (CR1: Liang and Zeger 1986, with G/(G-1)); None for G < 2.

    `clusters` is None where every forecast is a cluster by itself.
    """
    n, mean = loss.n, loss.mean
    groups = n if clusters is None else len(clusters)
    if groups < 2:
        return None
    if clusters is None:
        squares = max(0.0, loss.square - n * mean * mean)
    else:
        squares = fsum((total - m * mean) ** 2 for total, m in clusters)
    return sqrt(groups / (groups - 1) * squares) / n


def cut(interval: Interval) -> Interval:
    """The part of it within 0..1."""
    return Interval(max(0.0, interval.low), min(1.0, interval.high))


def _half_width(estimate: Estimate) -> float:
    return estimate.t * estimate.se
