"""Bounds of the Brier score over every reading of the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_rows import GOOD, repeated, report_of, row_of

from forecastctl.scoring.bounds import brier_bounds, free_bounds
from forecastctl.scoring.tables import SCALE, CellKey, Count, ScoringRow


def cell(p: float, low: float, high: float) -> CellKey:
    return CellKey(round(p * SCALE), round(low * SCALE), round(high * SCALE))


LIKELY = {cell(0.7, 0.55, 0.85): Count(20, 13)}


def test_thirteen_of_twenty_by_hand() -> None:
    """A rate of .65 lies in the range, so the least is .65 x .35; the farther end is .85."""
    assert brier_bounds(LIKELY) == pytest.approx((0.2275, 0.2675), abs=1e-12)
    assert free_bounds(LIKELY) == pytest.approx((0.1205, 0.3845), abs=1e-12)


def test_numbers_leave_no_room() -> None:
    cells = {cell(0.7, 0.7, 0.7): Count(10, 4)}
    score = 0.4 * 0.09 + 0.6 * 0.49
    assert brier_bounds(cells) == pytest.approx((score, score), abs=1e-12)
    assert free_bounds(cells) == pytest.approx((score, score), abs=1e-12)


@given(
    p=st.integers(0, 100),
    down=st.integers(0, 100),
    up=st.integers(0, 100),
    n=st.integers(1, 30),
    data=st.data(),
)
def test_every_reading_lies_inside(p: int, down: int, up: int, n: int, data: st.DataObject) -> None:
    low, high = max(0, p - down), min(100, p + up)
    k = data.draw(st.integers(0, n))
    read = data.draw(st.integers(low, high)) / 100
    cells = {cell(p / 100, low / 100, high / 100): Count(n, k)}
    score = (k * (1 - read) ** 2 + (n - k) * read**2) / n
    bounds, free = brier_bounds(cells), free_bounds(cells)
    assert bounds.low - 1e-12 <= score <= bounds.high + 1e-12
    assert free.low - 1e-12 <= bounds.low
    assert bounds.high <= free.high + 1e-12


def worded(row: ScoringRow) -> ScoringRow:
    return row._replace(method="worded", wording="likely", low=0.55, high=0.85)


def test_only_worded_rows_have_bounds() -> None:
    stated = row_of(report_of(repeated(20, 13, 0.7)), "a")
    assert (stated.brier_bounds, stated.hidden["brier_bounds"]) == (None, "nothing worded")
    spoken = row_of(report_of(map(worded, repeated(20, 13, 0.7))), "a")
    assert spoken.brier_bounds == pytest.approx((0.2275, 0.2675), abs=1e-12)
    assert spoken.verbal


def test_words_and_numbers_of_one_probability_are_one_cell_elsewhere() -> None:
    rows = [*map(worded, repeated(5, 3, 0.7)), *repeated(5, 3, 0.7, start=5)]
    row = row_of(report_of(rows), "a")
    assert (row.n_distinct_p, row.discrimination) == (1, 0)
    assert row.brier == pytest.approx(0.6 * 0.09 + 0.4 * 0.49, abs=1e-15)


def test_a_word_without_a_range_is_read_as_its_number() -> None:
    row = row_of(report_of([GOOD._replace(method="worded", wording="soonish")]), "a")
    assert row.brier_bounds == pytest.approx((0.09, 0.09), abs=1e-12)
