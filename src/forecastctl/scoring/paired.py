"""Two sources on the questions that both answered: the difference of their losses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import fsum

from forecastctl.scoring.draws import stream
from forecastctl.scoring.interval import ClusterLoss, Interval, Loss, clustered_error, loss_of
from forecastctl.scoring.student import t_quantile, two_sided_p
from forecastctl.scoring.tables import SCALE, CellKey, Count, PairKey, PairTable

EXACT_CLUSTERS = 20
"""Up to here all 2^G sign patterns are used, above it random ones."""

FLIPS = 20_000

ROUNDING = 1 - 1e-12
"""A sum this share of the observed one counts as equal to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """The loss of the row minus that of the other source, over questions of these clusters."""

    n: int
    clusters: Sequence[ClusterLoss]
    loss: Loss

    @property
    def mean(self) -> float:
        """Below 0 the row is better."""
        return self.loss.mean


@dataclass(frozen=True, slots=True, kw_only=True)
class TTest:
    """Cluster-robust t of a mean difference; with single clusters that of Diebold and Mariano."""

    se: float
    df: int
    t: float | None
    p: float

    def interval(self, mean: float, level: float) -> Interval:
        """Around this mean, at this level."""
        half = t_quantile((1 + level) / 2, self.df) * self.se
        return Interval(mean - half, mean + half)


def paired_losses(table: PairTable) -> Paired:
    """The differences p_a^2 - p_b^2 - 2y(p_a - p_b), summed and by cluster."""
    keys = sorted(table.pairs)
    counts = [table.pairs[key] for key in keys]
    yes, no = zip(*map(_differences, keys), strict=True)
    totals = [k * a + (n - k) * b for (n, k), a, b in zip(counts, yes, no, strict=True)]
    rows = zip(keys, totals, counts, strict=True)
    by_cluster = (list(group) for _, group in groupby(rows, key=lambda row: row[0].cluster))
    ns, ks = zip(*counts, strict=True)
    return Paired(
        n=sum(ns),
        clusters=[
            ClusterLoss(fsum(total for _, total, _ in group), sum(count.n for _, _, count in group))
            for group in by_cluster
        ],
        loss=loss_of(ns, ks, yes, no),
    )


def t_test(paired: Paired) -> TTest | None:
    """Whether the mean difference is 0 (CR1, t with G-1); None with fewer than two clusters."""
    se = clustered_error(paired.loss, paired.clusters)
    if se is None:
        return None
    df = len(paired.clusters) - 1
    if se == 0:
        return TTest(se=se, df=df, t=None, p=float(paired.mean == 0))
    t = paired.mean / se
    return TTest(se=se, df=df, t=t, p=two_sided_p(t, df))


def sign_flip_p(totals: Sequence[float], seed: int, name: str) -> tuple[float, int | None]:
    """How often the sum is as far from 0 when whole clusters change sign; the number of draws.

    Permutation test of the difference (Fisher 1935). All sign patterns up to 20 clusters, and then
    no number of draws.
    """
    observed = abs(fsum(totals)) * ROUNDING
    if len(totals) <= EXACT_CLUSTERS:
        sums = [0.0]
        for total in totals:
            sums = [*(one + total for one in sums), *(one - total for one in sums)]
        return sum(abs(one) >= observed for one in sums) / len(sums), None
    random, whole = stream(seed, name).random, fsum(totals)
    hits = 0
    for _ in range(FLIPS):
        turned = fsum([total for total in totals if random() < 0.5])
        hits += abs(whole - 2 * turned) >= observed
    return (1 + hits) / (1 + FLIPS), FLIPS


def cells_of(pairs: Iterable[tuple[CellKey, Count]]) -> dict[CellKey, Count]:
    """The cells of one of the two sources."""
    cells: dict[CellKey, Count] = {}
    for key, (n, k) in pairs:
        held = cells.get(key, Count(0, 0))
        cells[key] = Count(held.n + n, held.k + k)
    return cells


def _differences(key: PairKey) -> tuple[float, float]:
    """The loss of the one minus that of the other, if yes and if no."""
    a, b = key.own.p / SCALE, key.other.p / SCALE
    no = a * a - b * b
    return no - 2 * (a - b), no
