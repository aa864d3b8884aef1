"""In which direction the forecasts miss: too extreme or too timid."""

from collections.abc import Collection
from enum import StrEnum
from math import fsum, sqrt
from typing import NamedTuple

from forecastctl.scoring.columns import Columns, dot
from forecastctl.scoring.multiplicity import ALPHA
from forecastctl.scoring.student import t_quantile, two_sided_p
from forecastctl.scoring.tables import SCALE, ClusterSums

LARGE = 1.96
"""From here on |Z| is looked into: a calibrated source reaches it once in twenty times."""

MIN_CLUSTERS = 10
"""Below this many shared events the direction is not called."""

SILENT = frozenset({0, SCALE // 2, SCALE})
"""Probabilities that say nothing about the direction."""


class CalibrationCall(StrEnum):
    """What may be said about the direction."""

    OVERCONFIDENT = "overconfident"
    UNDERCONFIDENT = "underconfident"
    NONE = "none"


class Direction(NamedTuple):
    """Spiegelhalter's Z, its form for shared events, and that form's p where it can be told.

    Above 0: too extreme; below 0: too timid. `tilt` is the numerator of Z.
    """

    z: float | None
    tilt: float
    z_cluster: float | None
    p_cluster: float | None


def direction(columns: Columns, clusters: Collection[ClusterSums]) -> Direction:
    """Z = sum (y-p)(1-2p) / sqrt(sum (1-2p)^2 p(1-p)) (Spiegelhalter 1986); None for 0/0.

    Where questions share events: `z_cluster`, against t(G-1) where there are ten events or more.
    """
    tilt = dot(columns.ks, columns.w) - dot(columns.ns, columns.pw)
    if SILENT.issuperset(columns.p):
        return Direction(None, tilt, None, None)
    z = tilt / sqrt(dot(columns.ns, columns.vw))
    groups = len(clusters)
    if groups == columns.n:
        return Direction(z, tilt, None, None)
    clustered = _z_cluster(clusters)
    p = two_sided_p(clustered, groups - 1) if groups >= MIN_CLUSTERS else None
    return Direction(z, tilt, clustered, p)


def calibration_call(found: Direction, n_clusters: int, adjusted_p: float) -> CalibrationCall:
    """The word that a row has earned; `adjusted_p` belongs to the Z that counts. Our construction.

    Large is 1.96, or with shared events the 97.5% quantile of t(G-1).
    """
    if found.z_cluster is not None:
        z, large = found.z_cluster, t_quantile(0.975, n_clusters - 1)
    else:
        z, large = found.z or 0.0, LARGE
    if abs(z) < large or adjusted_p > ALPHA:
        return CalibrationCall.NONE
    return CalibrationCall.OVERCONFIDENT if z > 0 else CalibrationCall.UNDERCONFIDENT


def _z_cluster(clusters: Collection[ClusterSums]) -> float:
    """Z over the largest spread that any dependence inside of events allows. Our construction."""
    spread = fsum(sums.sum_e * sums.sum_e for sums in clusters)
    return sum(sums.sum_w for sums in clusters) / sqrt(spread)
