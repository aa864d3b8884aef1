"""Intervals of mean losses, against weighted samples, plain numpy and printed values."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scored_rows import shared_rows
from statsmodels.stats.weightstats import DescrStatsW

from forecastctl.scoring.columns import columns_of
from forecastctl.scoring.interval import (
    ClusterLoss,
    Interval,
    Loss,
    brier_loss,
    cluster_losses,
    clustered_error,
    clustered_plus_2,
    cut,
    plus_2,
    wider_estimate,
)
from forecastctl.scoring.point import probability_key, scaled_losses
from forecastctl.scoring.tables import SCALE, CellKey, ClusterSums, Count

OUTCOMES = st.lists(
    st.tuples(st.sampled_from([0.0, 0.01, 0.2, 0.35, 0.5, 0.7, 0.99, 1.0]), st.integers(0, 1)),
    min_size=2,
    max_size=40,
)

Forecasts = Sequence[tuple[float, int]]


def sums_of(forecasts: Forecasts, rate: float | None = None) -> Loss:
    """Sums of the squared errors, or of their excess over always saying the rate."""
    cells: dict[CellKey, Count] = {}
    for p, y in forecasts:
        key = probability_key(p)
        n, k = cells.get(CellKey(key, key, key), (0, 0))
        cells[CellKey(key, key, key)] = Count(n + 1, k + y)
    sums = brier_loss(columns_of(cells))
    return sums if rate is None else sums.minus(rate)


def clusters_of(
    forecasts: Forecasts, names: Sequence[int], rate: float | None = None
) -> list[ClusterLoss]:
    sums: dict[int, list[int]] = {}
    for (p, y), name in zip(forecasts, names, strict=True):
        own = scaled_losses(probability_key(p), y)
        held = sums.setdefault(name, [0] * 5)
        for i, value in enumerate(own):
            held[i] += value
    return cluster_losses([ClusterSums(*held) for held in sums.values()], rate)


def loss(p: float, y: int, rate: float | None) -> float:
    return (p - y) ** 2 - (0 if rate is None else (rate - y) ** 2)


@given(forecasts=OUTCOMES, rate=st.none() | st.floats(0, 1))
def test_plus_2_is_the_t_interval_of_a_sample_with_four_forecasts_added(
    forecasts: Forecasts, rate: float | None
) -> None:
    """Oracle: the weighted sample itself, by statsmodels; t by scipy."""
    n = len(forecasts)
    values = [loss(p, y, rate) for p, y in forecasts]
    weights = [1.0] * n
    for y in (0, 1):
        values += [loss(p, y, rate) for p, _ in forecasts]
        weights += [2 / n] * n
    sample = DescrStatsW(np.array(values), weights=np.array(weights), ddof=1)
    half = stats.t.ppf(0.975, n + 3) * np.sqrt(sample.var / (n + 4))

    interval = plus_2(sums_of(forecasts, rate)).interval

    assert interval.low == pytest.approx(sample.mean - half, abs=1e-7)
    assert interval.high == pytest.approx(sample.mean + half, abs=1e-7)
    assert sum(interval) / 2 == pytest.approx(sample.mean, abs=1e-12)


def test_ten_confident_hits_still_leave_room_for_a_miss() -> None:
    interval = plus_2(sums_of([(0.99, 1)] * 10)).interval
    assert interval == pytest.approx((-0.0653754085, 0.3455754085), abs=1e-10)
    assert cut(interval) == pytest.approx((0.0, 0.3455754085), abs=1e-10)


@given(forecasts=OUTCOMES, rate=st.none() | st.floats(0, 1))
def test_single_clusters_give_plus_2(forecasts: Forecasts, rate: float | None) -> None:
    sums = sums_of(forecasts, rate)
    clusters = clusters_of(forecasts, range(len(forecasts)), rate)
    expected = plus_2(sums).interval
    assert clustered_plus_2(sums, clusters).interval == pytest.approx(expected, abs=1e-7)


@given(forecasts=OUTCOMES, rate=st.none() | st.floats(0, 1), data=st.data())
def test_clustered_plus_2_adds_four_clusters_of_mean_size(
    forecasts: Forecasts, rate: float | None, data: st.DataObject
) -> None:
    """Oracle: residual sums of all clusters, added ones by expectation over the probabilities."""
    n = len(forecasts)
    names = data.draw(st.lists(st.integers(0, 5), min_size=n, max_size=n))
    groups = len(set(names))
    size = n / groups
    actual = np.array([loss(p, y, rate) for p, y in forecasts])
    if_yes = np.array([loss(p, 1, rate) for p, _ in forecasts])
    if_no = np.array([loss(p, 0, rate) for p, _ in forecasts])
    weight = n + 4 * size
    mean = (actual.sum() + 2 * size * (if_yes.mean() + if_no.mean())) / weight
    squares = sum(
        (actual[np.array(names) == name] - mean).sum() ** 2 for name in sorted(set(names))
    )
    squares += 2 * size**2 * (((if_yes - mean) ** 2).mean() + ((if_no - mean) ** 2).mean())
    half = stats.t.ppf(0.975, groups + 3) * np.sqrt((groups + 4) / (groups + 3) * squares) / weight

    found = clustered_plus_2(sums_of(forecasts, rate), clusters_of(forecasts, names, rate))

    assert found.interval == pytest.approx((mean - half, mean + half), abs=1e-7)


@given(forecasts=OUTCOMES, copies=st.integers(2, 5))
def test_copies_inside_their_clusters_add_no_evidence(forecasts: Forecasts, copies: int) -> None:
    names = list(range(len(forecasts)))
    once = wider_estimate(sums_of(forecasts), clusters_of(forecasts, names))
    many = list(forecasts) * copies
    again = wider_estimate(sums_of(many), clusters_of(many, names * copies))
    assert once is not None
    assert again is not None
    assert again.interval == pytest.approx(once.interval, abs=1e-7)


@given(forecasts=OUTCOMES, data=st.data())
def test_the_wider_interval_is_printed(forecasts: Forecasts, data: st.DataObject) -> None:
    n = len(forecasts)
    names = data.draw(st.lists(st.integers(0, 5), min_size=n, max_size=n))
    sums, clusters = sums_of(forecasts), clusters_of(forecasts, names)
    printed = wider_estimate(sums, clusters)
    if len(clusters) < 2:
        assert printed is None
    else:
        assert printed is not None
        for other in (plus_2(sums), clustered_plus_2(sums, clusters)):
            assert printed.t * printed.se >= other.t * other.se - 1e-7


def test_one_event_has_no_interval() -> None:
    forecasts = [(0.7, 1), (0.7, 0)]
    assert wider_estimate(sums_of(forecasts), clusters_of(forecasts, [1, 1])) is None
    assert wider_estimate(sums_of(forecasts[:1]), None) is None


def test_the_mean_of_the_sums_is_the_brier_score() -> None:
    sums = sums_of([(0.7, 0), (0.2, 0), (1.0, 1)])
    assert sums.mean == pytest.approx((49 + 4 + 0) / 300, abs=1e-15)


NIAMEY = {
    "Logistic": (0.178179608, 0.239658282),
    "EMOS": (0.212923265, 0.253802889),
    "ENS": (0.200143674, 0.343026402),
    "EPC": (0.217387235, 0.253197018),
}


@pytest.mark.parametrize("method", NIAMEY)
def test_plus_2_of_the_rain_forecasts_of_niamey(method: str) -> None:
    rows = shared_rows("niamey_2016.csv")
    forecasts = [(float(row[method]), int(row["obs"])) for row in rows]
    assert plus_2(sums_of(forecasts)).interval == pytest.approx(NIAMEY[method], abs=6e-10)


def test_the_races_of_the_governors_are_the_events() -> None:
    rows = [r for r in shared_rows("fivethirtyeight_governors.csv") if r["source"] == "lite"]
    forecasts = [(float(row["prob"]), int(row["outcome"])) for row in rows]
    races = {row["cluster"]: i for i, row in enumerate(rows)}
    sums, names = sums_of(forecasts), [races[row["cluster"]] for row in rows]
    clusters = clusters_of(forecasts, names)
    assert (sums.n, len(clusters)) == (6583, 72)
    assert clustered_error(sums, None) == pytest.approx(0.00123, abs=6e-6)
    assert clustered_error(sums, clusters) == pytest.approx(0.0098, abs=6e-5)
    assert plus_2(sums).interval == pytest.approx((0.0397, 0.0445), abs=6e-5)
    printed = wider_estimate(sums, clusters)
    assert printed is not None
    assert printed.interval == pytest.approx((0.0265, 0.0976), abs=6e-5)
    rate = sums.k / sums.n
    excess = wider_estimate(sums.minus(rate), clusters_of(forecasts, names, rate))
    assert excess is not None
    assert excess.interval == pytest.approx((-0.2170, -0.1477), abs=6e-5)


def test_intervals_of_a_mean_loss_are_cut_to_its_range() -> None:
    assert cut(Interval(-0.5, 1.5)) == (0.0, 1.0)
    assert SCALE == 10**12
