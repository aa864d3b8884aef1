"""A row over time: quarter by quarter, and whether it has changed."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain
from math import fsum, sqrt

from forecastctl.frozen import frozen
from forecastctl.scoring.columns import columns_of
from forecastctl.scoring.grouping import NONE
from forecastctl.scoring.interval import (
    ClusterLoss,
    Interval,
    brier_loss,
    cluster_losses,
    cut,
    wider_estimate,
)
from forecastctl.scoring.peers import peer_excess
from forecastctl.scoring.student import t_quantile
from forecastctl.scoring.tables import SCALE, RowTable, ScoringTables

MIN_HALF = 20
"""Below this many forecasts in either half no call."""

MIN_CLUSTERS = 10
"""Below this many independent events in either half no call."""

LEVEL = 0.95


class TrendMeasure(StrEnum):
    """What is compared: Brier alone mostly follows how hard the questions were."""

    PEER_EXCESS = "peer_excess"
    EXCESS = "excess"


class TrendCall(StrEnum):
    """What may be said about the change."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    NONE = "none"


@frozen
class Period:
    """A quarter of due days; the fields are the keys of its JSON."""

    period: str
    n: int
    n_clusters: int
    brier: float
    brier_ci: Interval | None
    base_rate: float
    peer_excess: float | None


@frozen
class Trend:
    """The quarters, and the later half of them against the earlier; fields are the JSON keys.

    `change` is the later mean minus the earlier one: below 0 the source got better. The first half
    has the smaller number of quarters where they are odd. What is not known is None.
    """

    periods: tuple[Period, ...]
    measure: TrendMeasure
    n_first: int
    n_last: int
    change: float | None
    change_ci: Interval | None
    level: float
    call: TrendCall | None


def build_trends(tables: ScoringTables) -> dict[str, Trend]:
    """The trend of every source, from tables by quarter. Undated questions have no place in it."""
    quarters: dict[str, dict[str, RowTable]] = {}
    for key, table in tables.rows.items():
        if table.cells and key.group != NONE:
            quarters.setdefault(key.name, {})[key.group] = table
    return {name: _trend(by_quarter) for name, by_quarter in quarters.items()}


def _trend(by_quarter: Mapping[str, RowTable]) -> Trend:
    names = sorted(by_quarter)
    tables = [by_quarter[name] for name in names]
    first, last = tables[: len(tables) // 2], tables[len(tables) // 2 :]
    has_peers = any(table.peers for table in first) and any(table.peers for table in last)
    losses = _peer_losses if has_peers else _excess_losses
    before, after = losses(first), losses(last)
    change, ci, call = _change(before, after)
    return Trend(
        periods=tuple(map(_period, names, tables)),
        measure=TrendMeasure.PEER_EXCESS if has_peers else TrendMeasure.EXCESS,
        n_first=before.n if before else 0,
        n_last=after.n if after else 0,
        change=change,
        change_ci=ci,
        level=LEVEL,
        call=call,
    )


def _change(
    before: "Half | None", after: "Half | None"
) -> tuple[float | None, Interval | None, TrendCall | None]:
    if before is None or after is None:
        return None, None, None
    ci = _change_interval(before, after)
    n_clusters = min(len(before.losses), len(after.losses))
    return after.mean - before.mean, ci, _call(min(before.n, after.n), n_clusters, ci)


def _period(name: str, table: RowTable) -> Period:
    columns = columns_of(table.cells)
    loss, n_clusters = brier_loss(columns), len(table.clusters)
    is_shared = n_clusters < columns.n
    estimate = wider_estimate(loss, cluster_losses(table.clusters.values()) if is_shared else None)
    _, excess = peer_excess(table.peers.values())
    return Period(
        period=name,
        n=columns.n,
        n_clusters=n_clusters,
        brier=loss.mean,
        brier_ci=cut(estimate.interval) if estimate else None,
        base_rate=columns.k / columns.n,
        peer_excess=excess.mean if excess else None,
    )


@frozen
class Half:
    """Some quarters together: their summed losses by cluster, and the mean of them all."""

    losses: Mapping[str, ClusterLoss]
    n: int
    mean: float

    def pull(self, cluster: str) -> float:
        """How far this cluster moves the mean."""
        if cluster not in self.losses:
            return 0.0
        total, n = self.losses[cluster]
        return (total - n * self.mean) / self.n


def _half(losses: Iterable[tuple[str, ClusterLoss]]) -> Half | None:
    """The losses of a half; an event can have questions in several of its quarters."""
    sums: dict[str, ClusterLoss] = {}
    for cluster, (total, n) in losses:
        held = sums.get(cluster, ClusterLoss(0.0, 0))
        sums[cluster] = ClusterLoss(held.total + total, held.n + n)
    size = sum(loss.n for loss in sums.values())
    if not size:
        return None
    return Half(losses=sums, n=size, mean=fsum(loss.total for loss in sums.values()) / size)


def _peer_losses(tables: Sequence[RowTable]) -> Half | None:
    """The excess over the others on the questions that were shared."""
    peers = chain.from_iterable(table.peers.items() for table in tables)
    return _half((cluster, ClusterLoss(sums.sum_x / SCALE, sums.n)) for cluster, sums in peers)


def _excess_losses(tables: Sequence[RowTable]) -> Half | None:
    """The excess over the base rate of this half."""
    clusters = [*chain.from_iterable(table.clusters.items() for table in tables)]
    n = sum(sums.n for _, sums in clusters)
    if not n:
        return None
    rate = sum(sums.k for _, sums in clusters) / n
    losses = cluster_losses([sums for _, sums in clusters], rate)
    return _half((cluster, loss) for (cluster, _), loss in zip(clusters, losses, strict=True))


def _change_interval(before: Half, after: Half) -> Interval | None:
    """Of the difference of two means; an event may have questions in both (CR1, t with G-1)."""
    clusters = sorted(before.losses.keys() | after.losses.keys())
    groups = len(clusters)
    if groups < 2:
        return None
    pulls = [after.pull(cluster) - before.pull(cluster) for cluster in clusters]
    se = sqrt(groups / (groups - 1) * fsum(pull * pull for pull in pulls))
    half = t_quantile((1 + LEVEL) / 2, groups - 1) * se
    change = after.mean - before.mean
    return Interval(change - half, change + half)


def _call(n: int, n_clusters: int, ci: Interval | None) -> TrendCall | None:
    if n < MIN_HALF or n_clusters < MIN_CLUSTERS or ci is None:
        return None
    if ci.high < 0:
        return TrendCall.IMPROVING
    return TrendCall.WORSENING if ci.low > 0 else TrendCall.NONE
