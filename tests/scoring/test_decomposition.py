"""Decompositions of scores: by hand, against isotonic regression, and what must always hold."""

from math import inf, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import isotonic_regression
from scored_rows import repeated, report_of, row_of

from forecastctl.scoring.columns import Columns, columns_of
from forecastctl.scoring.decomposition import Block, decompose_brier, decompose_log, pool
from forecastctl.scoring.interval import brier_loss
from forecastctl.scoring.logarithm import log_score
from forecastctl.scoring.tables import SCALE, CellKey, Count

CELLS = st.dictionaries(
    st.integers(0, 1000).map(lambda p: p * (SCALE // 1000)),
    st.integers(1, 30).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    min_size=1,
    max_size=25,
)


def columns(cells: dict[int, tuple[int, int]]) -> Columns:
    return columns_of({CellKey(p, p, p): Count(*count) for p, count in cells.items()})


def test_the_parts_of_four_forecasts_by_hand() -> None:
    """20%: 1 of 2; 60%: 0 of 1; 80%: 1 of 1. The first three are pooled: 1 of 3."""
    few = columns({SCALE // 5: (2, 1), 6 * SCALE // 10: (1, 0), 8 * SCALE // 10: (1, 1)})
    blocks = pool(few.ns, few.ks)
    assert blocks == [Block(3, 1), Block(1, 1)]
    brier = (0.64 + 0.04 + 0.36 + 0.04) / 4
    recalibrated = (3 * (1 / 3) * (2 / 3)) / 4
    parts = decompose_brier(few, blocks, brier)
    assert parts == pytest.approx((brier - recalibrated, 1 / 4 - recalibrated, 1 / 4), abs=1e-15)


@given(cells=CELLS)
def test_pooling_is_isotonic_regression_of_the_cells(cells: dict[int, tuple[int, int]]) -> None:
    found = columns(cells)
    ns, ks = np.array(found.ns), np.array(found.ks)
    oracle = isotonic_regression(ks / ns, weights=ns).x
    pooled = [block.k / block.n for block in pool(found.ns, found.ks)]
    sizes = [block.n for block in pool(found.ns, found.ks)]
    spread = np.repeat(pooled, sizes)
    assert spread == pytest.approx(np.repeat(oracle, ns), abs=1e-12)


@given(cells=CELLS)
def test_the_parts_add_up_and_have_their_signs(cells: dict[int, tuple[int, int]]) -> None:
    found = columns(cells)
    blocks, brier = pool(found.ns, found.ks), brier_loss(found).mean
    miscalibration, discrimination, uncertainty = decompose_brier(found, blocks, brier)
    assert miscalibration >= 0
    assert discrimination >= 0
    assert miscalibration - discrimination + uncertainty == pytest.approx(brier, abs=1e-12)


@given(cells=CELLS)
def test_the_parts_of_the_log_score_add_up_too(cells: dict[int, tuple[int, int]]) -> None:
    found = columns(cells)
    blocks, score = pool(found.ns, found.ks), log_score(found).mean
    miscalibration, discrimination, uncertainty = decompose_log(found, blocks, score)
    assert miscalibration >= 0
    assert discrimination >= 0
    if score == inf:
        assert miscalibration == inf
    else:
        assert miscalibration - discrimination + uncertainty == pytest.approx(score, abs=1e-12)


@given(cells=CELLS)
def test_recalibrated_forecasts_are_calibrated(cells: dict[int, tuple[int, int]]) -> None:
    found = columns(cells)
    blocks = pool(found.ns, found.ks)
    again = columns({k * SCALE // n: (n, k) for n, k in blocks})
    again_blocks = pool(again.ns, again.ks)
    assert again_blocks == blocks
    parts = decompose_brier(again, again_blocks, brier_loss(again).mean)
    assert parts.miscalibration == pytest.approx(0, abs=1e-11)


def test_ties_are_one_cell_whatever_their_order() -> None:
    """As rows sorted by probability they would be two blocks that fit too well."""
    tied = [*repeated(5, 0, 0.7), *repeated(5, 5, 0.7, start=5)]
    row = row_of(report_of(tied), "a")
    assert row.miscalibration == pytest.approx(0.04, abs=1e-15)
    assert row.discrimination == 0


def test_probabilities_a_hair_apart_stay_apart() -> None:
    rows = [*repeated(5, 0, 0.5), *repeated(5, 5, 0.5 + 1e-12, start=5)]
    row = row_of(report_of(rows), "a")
    assert (row.n_distinct_p, row.discrimination, row.auc) == (2, 0.25, 1.0)


def test_sure_and_right_has_nothing_to_improve() -> None:
    rows = [*repeated(6, 6, 1.0), *repeated(6, 0, 0.0, start=6)]
    row = row_of(report_of(rows), "a")
    assert (row.brier, row.log_score, row.n_inf) == (0, 0, 0)
    assert (row.miscalibration, row.discrimination, row.uncertainty) == (0, 0.25, 0.25)
    assert (row.log_mcb, row.log_dsc) == pytest.approx((0, log(2)), abs=1e-15)


def test_all_yes_leaves_nothing_to_tell_apart() -> None:
    row = row_of(report_of(repeated(10, 10, 0.9)), "a")
    assert (row.uncertainty, row.discrimination) == (0, 0)
    assert row.miscalibration == pytest.approx(0.01, abs=1e-15)
