"""Two sources on the questions that both answered: the difference of their losses."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import fsum

from forecastctl.frozen import frozen, frozen_part
from forecastctl.scoring.draws import stream
from forecastctl.scoring.interval import ClusterLoss, Interval, Loss, clustered_error, loss_of
from forecastctl.scoring.student import t_quantile, two_sided_p
from forecastctl.scoring.tables import SCALE, CellKey, Count, PairKey, PairTable

EXACT_CLUSTERS = 20
"""Up to here all 2^G sign patterns are used, above it random ones."""

FLIPS = 20_000

NO_SPREAD = 1e-12
"""A standard error below this is rounding."""

ROUNDING = 1 - 1e-12
"""A sum this share of the observed one counts as equal to it."""


@frozen
class Paired:
    """The loss of the row minus that of the other source, over questions of these clusters."""

    n: int
    clusters: Sequence[ClusterLoss]
    loss: Loss

    @property
    def mean(self) -> float:
        """Below 0 the row is better."""
        return self.loss.mean


@frozen_part
class TTest:
    """Cluster-robust t of a mean difference; with single clusters that of Diebold and Mariano.

    All None with fewer than two clusters; without any spread there is no t.
    """

    se_cluster: float | None = None
    ci: Interval | None = None
    t: float | None = None
    df: int | None = None
    p_t: float | None = None


@frozen_part
class SignFlips:
    """A permutation test; `signflip_draws` is None where all patterns of signs were used."""

    p_signflip: float
    signflip_draws: int | None


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


def t_test(paired: Paired, level: float) -> TTest:
    """Whether the mean difference is 0 (CR1, t with G-1), with its interval of this level."""
    se = clustered_error(paired.loss, paired.clusters)
    if se is None:
        return TTest()
    df, mean = len(paired.clusters) - 1, paired.mean
    half = t_quantile((1 + level) / 2, df) * se
    ci = Interval(mean - half, mean + half)
    if se < NO_SPREAD:
        return TTest(se_cluster=se, ci=ci, df=df, p_t=float(abs(mean) < NO_SPREAD))
    return TTest(se_cluster=se, ci=ci, t=mean / se, df=df, p_t=two_sided_p(mean / se, df))


def sign_flips(totals: Sequence[float], seed: int, name: str) -> SignFlips:
    """How often the sum is as far from 0 when whole clusters change sign.

    Permutation test of the difference (Fisher 1935): all patterns of signs up to 20 clusters, above
    that random ones.
    """
    observed = abs(fsum(totals)) * ROUNDING
    if len(totals) <= EXACT_CLUSTERS:
        sums = [0.0]
        for total in totals:
            sums = [*(one + total for one in sums), *(one - total for one in sums)]
        exact = sum(abs(one) >= observed for one in sums) / len(sums)
        return SignFlips(p_signflip=exact, signflip_draws=None)
    random, whole = stream(seed, name).random, fsum(totals)
    hits = 0
    for _ in range(FLIPS):
        turned = fsum([total for total in totals if random() < 0.5])
        hits += abs(whole - 2 * turned) >= observed
    return SignFlips(p_signflip=(1 + hits) / (1 + FLIPS), signflip_draws=FLIPS)


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
