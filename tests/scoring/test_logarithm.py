"""The log score: what it charges, and that it never softens the worst."""

from math import inf, log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_rows import book, repeated, report_of, row_of, table_of

from forecastctl.scoring.columns import columns_of
from forecastctl.scoring.logarithm import LogScore, log_score
from forecastctl.scoring.tables import ScoringRow


def score_of(rows: list[ScoringRow]) -> LogScore:
    return log_score(columns_of(table_of(rows).cells))


def test_three_forecasts_by_hand() -> None:
    rows = book("p outcome\n50% yes\n80% yes\n25% no")
    expected = -(log(1 / 2) + log(4 / 5) + log(3 / 4)) / 3
    assert score_of(rows) == pytest.approx((expected, 0), abs=1e-15)


@pytest.mark.parametrize(("p", "outcome"), [("0", "yes"), ("1", "no")])
def test_the_impossible_that_happened_costs_everything(p: str, outcome: str) -> None:
    rows = book(f"p outcome\n{p} {outcome}\n{p} {outcome}\n50% yes")
    assert score_of(rows) == (inf, 2)


def test_the_certain_that_happened_costs_nothing() -> None:
    assert score_of(book("p outcome\n0 no\n1 yes")) == (0, 0)


def test_one_wrong_certainty_spoils_the_record_and_is_counted() -> None:
    row = row_of(report_of([*repeated(11, 10, 0.9), *repeated(1, 1, 0.0, start=11)]), "a")
    assert (row.log_score, row.n_inf, row.log_mcb) == (inf, 1, inf)
    assert row.log_dsc is not None
    assert row.log_dsc < inf


@given(rate=st.floats(0.01, 0.99), stated=st.floats(0.001, 0.999))
def test_the_expected_log_score_is_smallest_for_the_true_rate(rate: float, stated: float) -> None:
    def expected(p: float) -> float:
        yes, no = score_of(repeated(1, 1, p)).mean, score_of(repeated(1, 0, p)).mean
        return rate * yes + (1 - rate) * no

    assert expected(rate) <= expected(stated) + 1e-9
