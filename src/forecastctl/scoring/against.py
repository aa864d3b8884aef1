"""A row beside its reference: skill, and the excess over the reference's loss."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from forecastctl.scoring.columns import Columns, columns_of
from forecastctl.scoring.interval import Estimate, Loss, brier_loss, cluster_losses, wider_estimate
from forecastctl.scoring.paired import cells_of, paired_losses
from forecastctl.scoring.skill import Reference, reference_brier, skill
from forecastctl.scoring.tables import PairTable, RowTable
from forecastctl.scoring.verdict import MIN_FORECASTS

PERFECT_REFERENCE = "the reference is never wrong"
FEW_FORECASTS = f"fewer than {MIN_FORECASTS} forecasts"


class Against(NamedTuple):
    """How a row fares against its reference, on n questions of so many clusters.

    `estimate` is of the excess. What is None has its reason under `hidden`.
    """

    n: int
    n_clusters: int
    skill: float | None = None
    excess: float | None = None
    estimate: Estimate | None = None
    hidden: Mapping[str, str] = MappingProxyType({})


def against(table: RowTable, columns: Columns, loss: Loss, reference: Reference) -> Against:
    """Skill and excess of a row; a source as the reference needs the row's pairs with it."""
    if reference.source is not None:
        return _against_source(table.paired, reference)
    n, n_clusters = columns.n, len(table.clusters)
    if n < MIN_FORECASTS:
        return _too_few(n, n_clusters, FEW_FORECASTS)
    base_rate = columns.k / n
    rate = reference.rate_for(base_rate)
    clusters = cluster_losses(table.clusters.values(), rate) if n_clusters < n else None
    theirs = reference_brier(base_rate, rate)
    return _compared(loss.mean, theirs, n, n_clusters, wider_estimate(loss.minus(rate), clusters))


def _against_source(table: PairTable | None, reference: Reference) -> Against:
    """On the questions in common only."""
    if table is None or table.n < MIN_FORECASTS:
        n = table.n if table else 0
        why = f"fewer than {MIN_FORECASTS} questions in common with {reference.words}"
        return _too_few(n, n, why)
    paired = paired_losses(table)
    own = brier_loss(columns_of(cells_of((key.own, c) for key, c in table.pairs.items())))
    theirs = brier_loss(columns_of(cells_of((key.other, c) for key, c in table.pairs.items())))
    n_clusters = len(paired.clusters)
    estimate = wider_estimate(paired.loss, paired.clusters if n_clusters < paired.n else None)
    return _compared(own.mean, theirs.mean, paired.n, n_clusters, estimate)


def _compared(
    own: float, theirs: float, n: int, n_clusters: int, estimate: Estimate | None
) -> Against:
    saved = skill(own, theirs)
    hidden = {} if saved is not None else {"skill": PERFECT_REFERENCE}
    return Against(n, n_clusters, saved, own - theirs, estimate, hidden)


def _too_few(n: int, n_clusters: int, why: str) -> Against:
    return Against(n, n_clusters, hidden=dict.fromkeys(("skill", "excess", "excess_ci"), why))
