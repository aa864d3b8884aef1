"""The simulations in short, for every day: few runs, so only gross errors show."""

from dataclasses import replace

import numpy as np
import pytest
from populations import (
    POPULATIONS,
    calls_on,
    clustered_table,
    covered_by_plus_2,
    covered_when_shared,
    guessers_and_a_source,
    sizes_of,
    table_of_singles,
)
from scored_rows import report_of

from forecastctl.scoring.direction import CalibrationCall
from forecastctl.scoring.tables import RowKey, ScoringTables, TotalTable
from forecastctl.scoring.trend import TrendCall, build_trends

RUNS = 300
LEAST = 0.95 - 3 * (0.05 * 0.95 / RUNS) ** 0.5
MOST = 0.05 + 3 * (0.05 * 0.95 / RUNS) ** 0.5


@pytest.mark.parametrize(("name", "n"), [("confident", 10), ("overconfident", 50)])
def test_plus_2_covers_the_expected_score(name: str, n: int) -> None:
    random = np.random.default_rng(n)
    assert covered_by_plus_2(POPULATIONS[name], n, RUNS, random) >= LEAST


def test_the_printed_interval_covers_where_questions_share_a_fate() -> None:
    random = np.random.default_rng(1)
    sizes = sizes_of(20, is_even=False)
    assert covered_when_shared(POPULATIONS["confident"], sizes, 1.0, RUNS, random) >= LEAST


def test_calibrated_sources_are_rarely_called_miscalibrated() -> None:
    random = np.random.default_rng(2)
    tables = []
    for _ in range(RUNS):
        stated, chances = POPULATIONS["calibrated"].draw(random, 50)
        tables.append(table_of_singles(stated, random.random(50) < chances))
    called = [call is not CalibrationCall.NONE for call in calls_on(tables, 1)]
    assert sum(called) / RUNS <= MOST


def test_nor_where_their_questions_share_a_fate() -> None:
    random = np.random.default_rng(3)
    sizes = sizes_of(20, is_even=False)
    tables = [clustered_table(POPULATIONS["uniform"], sizes, 1.0, random) for _ in range(RUNS)]
    called = [call is not CalibrationCall.NONE for call in calls_on(tables, 1)]
    assert sum(called) / RUNS <= MOST


def test_a_guesser_leads_by_raw_score_and_never_here() -> None:
    random = np.random.default_rng(4)
    for _ in range(5):
        first, *others = report_of(guessers_and_a_source(random)).sources
        assert first.source == "calibrated"
        assert min(row.brier or 0 for row in others) < (first.brier or 0)


def test_a_source_that_stays_the_same_is_rarely_said_to_change() -> None:
    random = np.random.default_rng(5)
    called = 0
    for _ in range(RUNS):
        quarters = {}
        for key in (RowKey("a", "2025-q1"), RowKey("a", "2025-q2")):
            stated, chances = POPULATIONS["uniform"].draw(random, 25)
            table = table_of_singles(stated, random.random(25) < chances)
            apart = {key.group + name: sums for name, sums in table.clusters.items()}
            quarters[key] = replace(table, clusters=apart)
        total = TotalTable(cells={}, excluded={}, n_clusters=0)
        tables = ScoringTables(rows=quarters, phrases={}, total=total)
        called += build_trends(tables)["a"].call is not TrendCall.NONE
    assert called / RUNS <= MOST
