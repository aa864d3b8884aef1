"""The area under the ROC curve."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu
from scored_rows import book, repeated, report_of, row_of, table_of

from forecastctl.scoring.columns import columns_of
from forecastctl.scoring.ordering import auc


@given(
    yes=st.lists(st.integers(0, 10), min_size=1, max_size=20),
    no=st.lists(st.integers(0, 10), min_size=1, max_size=20),
)
def test_it_is_the_share_of_pairs_in_the_right_order(yes: list[int], no: list[int]) -> None:
    """Oracle: the U statistic of Mann and Whitney."""
    lines = [f"{p / 10} yes" for p in yes] + [f"{p / 10} no" for p in no]
    columns = columns_of(table_of(book("p outcome\n" + "\n".join(lines))).cells)
    u = mannwhitneyu(yes, no).statistic
    assert auc(columns) == pytest.approx(u / (len(yes) * len(no)), abs=1e-12)


def test_without_order_it_is_one_half() -> None:
    assert row_of(report_of(repeated(10, 4, 0.7)), "a").auc == 0.5


def test_with_the_wrong_order_it_is_nothing() -> None:
    rows = [*repeated(6, 0, 0.9), *repeated(6, 6, 0.1, start=6)]
    assert row_of(report_of(rows), "a").auc == 0


def test_all_alike_cannot_be_ordered() -> None:
    row = row_of(report_of(repeated(10, 0, 0.7)), "a")
    assert (row.auc, row.hidden["auc"]) == (None, "all came out alike")
