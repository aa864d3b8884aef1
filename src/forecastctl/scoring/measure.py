"""What can be said of a row by itself: every statistic that needs no other row and no draws."""

from typing import NamedTuple

from forecastctl.frozen import frozen_part
from forecastctl.scoring.against import Against, against
from forecastctl.scoring.bounds import brier_bounds
from forecastctl.scoring.columns import Columns, columns_of
from forecastctl.scoring.decomposition import Decomposition, decompose_brier, decompose_log, pool
from forecastctl.scoring.direction import Direction, direction
from forecastctl.scoring.interval import (
    Interval,
    brier_loss,
    cluster_losses,
    clustered_error,
    cut,
    wider_estimate,
)
from forecastctl.scoring.logarithm import log_score
from forecastctl.scoring.ordering import auc
from forecastctl.scoring.rates import mean_probability, n_right, wilson
from forecastctl.scoring.skill import Reference
from forecastctl.scoring.tables import RowTable
from forecastctl.scoring.verdict import MIN_FORECASTS

HIT_RATE_LEVEL = 0.95

NOTHING_SCORED = "nothing scored"
FEW_FORECASTS = f"fewer than {MIN_FORECASTS} forecasts"
ONE_EVENT = "fewer than 2 independent events"
NOTHING_WORDED = "nothing worded"
ALL_ALIKE = "all came out alike"
SILENT = "every probability is 0, 50% or 100%"
NO_CLUSTERS = "no clusters"
ONLY_LONG = "only with --long"
ONLY_IN_FULL = "only with --long or for one source"


@frozen_part
class OwnScores:
    """The statistics of a row by itself, each None where it cannot be told."""

    brier: float | None = None
    brier_ci: Interval | None = None
    brier_bounds: Interval | None = None
    hit_rate: float | None = None
    hit_rate_ci: Interval | None = None
    base_rate: float | None = None
    mean_p: float | None = None
    bias: float | None = None
    skill: float | None = None
    excess: float | None = None
    excess_ci: Interval | None = None
    log_score: float | None = None
    n_inf: int = 0
    miscalibration: float | None = None
    discrimination: float | None = None
    uncertainty: float | None = None
    auc: float | None = None
    spiegelhalter_z: float | None = None
    z_cluster: float | None = None
    log_mcb: float | None = None
    log_dsc: float | None = None
    log_unc: float | None = None
    se_cluster: float | None = None
    n_distinct_p: int = 0


class Measured(NamedTuple):
    """The statistics of a row with anything scored, and what later steps need of them."""

    scores: OwnScores
    columns: Columns
    direction: Direction
    against: Against
    n_clusters: int

    @property
    def n(self) -> int:
        """How many forecasts are scored."""
        return self.columns.n

    @property
    def has_shared_events(self) -> bool:
        """True where questions share a fate: then nothing may be drawn question by question."""
        return self.n_clusters < self.columns.n


def measure(table: RowTable, reference: Reference) -> Measured | None:
    """All statistics of a row by itself against this reference; None where nothing is scored."""
    if not table.cells:
        return None
    columns = columns_of(table.cells)
    loss, clusters = brier_loss(columns), table.clusters.values()
    is_shared = len(clusters) < columns.n
    losses = cluster_losses(clusters) if is_shared else None
    estimate = wider_estimate(loss, losses)
    found = direction(columns, clusters)
    rival = against(table, columns, loss, reference)
    brier, right, log = loss.mean, n_right(columns), log_score(columns)
    mean_p, base_rate = mean_probability(columns), columns.k / columns.n
    parts, log_parts = _decomposed(columns, brier, log.mean)
    scores = OwnScores(
        brier=brier,
        brier_ci=cut(estimate.interval) if estimate else None,
        brier_bounds=brier_bounds(table.cells) if table.n_worded else None,
        hit_rate=right / columns.n,
        hit_rate_ci=wilson(right, columns.n, HIT_RATE_LEVEL),
        base_rate=base_rate,
        mean_p=mean_p,
        bias=mean_p - base_rate,
        skill=rival.skill,
        excess=rival.excess,
        excess_ci=rival.estimate.interval if rival.estimate else None,
        log_score=log.mean,
        n_inf=log.n_inf,
        miscalibration=parts.miscalibration if parts else None,
        discrimination=parts.discrimination if parts else None,
        uncertainty=parts.uncertainty if parts else None,
        auc=auc(columns) if columns.n >= MIN_FORECASTS else None,
        spiegelhalter_z=found.z,
        z_cluster=found.z_cluster,
        log_mcb=log_parts.miscalibration if log_parts else None,
        log_dsc=log_parts.discrimination if log_parts else None,
        log_unc=log_parts.uncertainty if log_parts else None,
        se_cluster=clustered_error(loss, losses),
        n_distinct_p=len(columns.p),
    )
    return Measured(scores, columns, found, rival, len(clusters))


def why_not_measured(measured: Measured | None) -> dict[str, str]:
    """Why each statistic that is None is None."""
    if measured is None:
        return {name: NOTHING_SCORED for name in vars(OwnScores()) if not name.startswith("n_")}
    hidden = dict(measured.against.hidden)
    scores, n = measured.scores, measured.n
    if measured.n_clusters < 2:
        hidden |= dict.fromkeys(("brier_ci", "excess_ci", "se_cluster"), ONE_EVENT)
    if scores.brier_bounds is None:
        hidden["brier_bounds"] = NOTHING_WORDED
    if n < MIN_FORECASTS:
        hidden |= dict.fromkeys(_NEED_SOME, FEW_FORECASTS)
    elif scores.auc is None:
        hidden["auc"] = ALL_ALIKE
    if scores.spiegelhalter_z is None:
        hidden["spiegelhalter_z"] = SILENT
    if scores.z_cluster is None:
        hidden["z_cluster"] = SILENT if measured.has_shared_events else NO_CLUSTERS
    return hidden


_NEED_SOME = (
    "miscalibration",
    "discrimination",
    "uncertainty",
    "log_mcb",
    "log_dsc",
    "log_unc",
    "auc",
)


def _decomposed(
    columns: Columns, brier: float, log: float
) -> tuple[Decomposition, Decomposition] | tuple[None, None]:
    if columns.n < MIN_FORECASTS:
        return None, None
    blocks = pool(columns.ns, columns.ks)
    return decompose_brier(columns, blocks, brier), decompose_log(columns, blocks, log)
