"""p values adjusted for their number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from forecastctl.scoring.multiplicity import benjamini_hochberg


@given(ps=st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusted_p_agree_with_statsmodels(ps: list[float]) -> None:
    expected = multipletests(ps, method="fdr_bh")[1]
    assert benjamini_hochberg(ps) == pytest.approx(list(expected), abs=1e-12)


def test_nothing_to_adjust() -> None:
    assert benjamini_hochberg([]) == []
