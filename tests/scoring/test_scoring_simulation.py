"""Simulated sources: do intervals cover the truth, and is anything called without reason?

A short version of each stands in `test_simulation_short.py`.
"""

import numpy as np
import pytest
from populations import (
    GRID,
    POPULATIONS,
    calls_on,
    clustered_table,
    covered_by_plus_2,
    covered_when_shared,
    guessers_and_a_source,
    sizes_of,
    table_of_singles,
    verdict_on,
)
from scored_rows import report_of

from forecastctl.scoring.direction import CalibrationCall
from forecastctl.scoring.verdict import Verdict

pytestmark = pytest.mark.slow

CALLS = {CalibrationCall.OVERCONFIDENT, CalibrationCall.UNDERCONFIDENT}


def three_errors(share: float, runs: int) -> float:
    """Three Monte Carlo standard errors of a share."""
    return float(3 * (share * (1 - share) / runs) ** 0.5)


@pytest.mark.parametrize("name", POPULATIONS)
@pytest.mark.parametrize("n", [5, 10, 20, 50, 100, 300])
def test_plus_2_covers_the_expected_score(name: str, n: int) -> None:
    random = np.random.default_rng([n, sorted(POPULATIONS).index(name)])
    assert covered_by_plus_2(POPULATIONS[name], n, 5000, random) >= 0.945


@pytest.mark.parametrize("name", ["calibrated", "overconfident", "confident"])
@pytest.mark.parametrize("shared", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("groups", [5, 10, 20, 50])
@pytest.mark.parametrize("is_even", [True, False])
def test_the_printed_interval_covers_where_questions_share_a_fate(
    name: str, shared: float, groups: int, is_even: bool
) -> None:
    seed = [groups, int(10 * shared), is_even, sorted(POPULATIONS).index(name)]
    random = np.random.default_rng(seed)
    sizes = sizes_of(groups, is_even=is_even)
    assert covered_when_shared(POPULATIONS[name], sizes, shared, 4000, random) >= 0.945


@pytest.mark.parametrize("n", [10, 50, 200])
@pytest.mark.parametrize("base_rate", [0.1, 0.3, 0.5])
def test_sources_without_skill_are_hardly_ever_called_better(n: int, base_rate: float) -> None:
    """They state anything, whatever will happen."""
    random = np.random.default_rng([n, int(10 * base_rate)])
    runs = 2000
    better = sum(
        verdict_on(random.choice(GRID, n), random.random(n) < base_rate) is Verdict.BETTER
        for _ in range(runs)
    )
    assert better / runs <= 0.004


@pytest.mark.parametrize(("n", "least", "most"), [(20, 0.06, 0.2), (50, 0.5, 0.7), (100, 0.85, 1)])
def test_calibrated_sources_are_called_better_in_time(n: int, least: float, most: float) -> None:
    random = np.random.default_rng(n)
    runs, better = 1000, 0
    for _ in range(runs):
        stated = random.random(n)
        better += verdict_on(stated, random.random(n) < stated) is Verdict.BETTER
    assert least <= better / runs <= most


@pytest.mark.parametrize("name", ["calibrated", "uniform", "calibrated and confident"])
@pytest.mark.parametrize("n", [12, 50, 200])
def test_calibrated_sources_are_rarely_called_miscalibrated(name: str, n: int) -> None:
    random = np.random.default_rng([n, len(name)])
    runs = 3000
    tables = []
    for _ in range(runs):
        stated, chances = POPULATIONS[name].draw(random, n)
        tables.append(table_of_singles(stated, random.random(n) < chances))
    called = sum(call in CALLS for call in calls_on(tables, 1))
    assert called / runs <= 0.05 + three_errors(0.05, runs)


@pytest.mark.parametrize("name", ["calibrated", "uniform", "calibrated and confident"])
@pytest.mark.parametrize("groups", [20, 50])
@pytest.mark.parametrize("shared", [0.5, 1.0])
def test_nor_where_their_questions_share_a_fate(name: str, groups: int, shared: float) -> None:
    random = np.random.default_rng([groups, len(name), int(10 * shared)])
    runs, sizes = 3000, sizes_of(groups, is_even=False)
    tables = [clustered_table(POPULATIONS[name], sizes, shared, random) for _ in range(runs)]
    called = sum(call in CALLS for call in calls_on(tables, 1))
    assert called / runs <= 0.05 + three_errors(0.05, runs)


def test_coin_flippers_are_placed_below_a_calibrated_source() -> None:
    """By raw Brier score one of 50 guessers with three forecasts would lead almost always."""
    random = np.random.default_rng(50)
    runs, raw_leaders = 100, 0
    for _ in range(runs):
        report = report_of(guessers_and_a_source(random), is_long=True)
        first, *others = report.sources
        assert first.source == "calibrated"
        assert {row.verdict for row in others} == {Verdict.TOO_FEW}
        assert {row.rank_range for row in others} == {None}
        raw_leaders += min(row.brier or 0 for row in others) < (first.brier or 0)
    assert raw_leaders / runs >= 0.97
