"""Shares: Wilson intervals, the hit rate, the mean probability."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_rows import book, repeated, table_of
from statsmodels.stats.proportion import proportion_confint

from forecastctl.scoring.columns import columns_of
from forecastctl.scoring.rates import mean_probability, n_right, wilson


def test_wilson_of_13_in_20() -> None:
    assert wilson(13, 20, 0.9) == pytest.approx((0.466512688, 0.797739960), abs=1e-9)


def test_wilson_of_all_reaches_one_and_of_none_zero() -> None:
    assert wilson(4, 4, 0.9) == pytest.approx((0.5965213747972955, 1.0), abs=1e-14)
    assert wilson(0, 4, 0.9) == pytest.approx((0.0, 1 - 0.5965213747972955), abs=1e-14)
    assert wilson(4, 4, 0.9).high <= 1
    assert wilson(0, 4, 0.9).low >= 0


@given(n=st.integers(1, 300), level=st.floats(0.5, 0.999), data=st.data())
def test_wilson_agrees_with_statsmodels(n: int, level: float, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    expected = proportion_confint(k, n, alpha=1 - level, method="wilson")
    assert wilson(k, n, level) == pytest.approx(expected, abs=1e-10)


def test_a_forecast_of_one_half_is_half_right() -> None:
    table = table_of(
        book(
            """
            p    outcome
            70%  yes
            70%  no
            20%  no
            50%  yes
            50%  no
            50%  no
            """
        )
    )
    assert n_right(columns_of(table.cells)) == 2 + 1.5


def test_the_smallest_step_beyond_one_half_has_a_side() -> None:
    assert n_right(columns_of(table_of(repeated(2, 1, 0.5 + 1e-12)).cells)) == 1
    assert n_right(columns_of(table_of(repeated(2, 2, 0.5 - 1e-12)).cells)) == 0


def test_the_mean_probability_is_rounded_once() -> None:
    assert mean_probability(columns_of(table_of(repeated(10, 3, 0.1)).cells)) == 0.1
    assert mean_probability(columns_of(table_of(book("p\n10%\n20%\n30%")).cells)) == 0.2
