"""Student's t: its quantiles against scipy's and against tables."""

import pytest
from scipy import stats

from forecastctl.scoring.student import t_quantile, two_sided_p


@pytest.mark.parametrize("df", [*range(3, 410), 500, 1000, 10**4, 10**6])
def test_quantiles_agree_with_scipy(df: int) -> None:
    assert t_quantile(0.975, df) == pytest.approx(stats.t.ppf(0.975, df), rel=5e-14)


@pytest.mark.parametrize("probability", [0.55, 0.75, 0.9, 0.95, 0.995, 0.9995])
@pytest.mark.parametrize("df", [1, 2, 3, 4, 5, 7, 12, 30, 101, 399])
def test_quantiles_agree_at_other_levels(probability: float, df: int) -> None:
    assert t_quantile(probability, df) == pytest.approx(stats.t.ppf(probability, df), rel=5e-13)


def test_quantiles_are_symmetrical() -> None:
    assert t_quantile(0.025, 9) == pytest.approx(-t_quantile(0.975, 9), rel=1e-14)


def test_printed_table_values() -> None:
    printed = [round(t_quantile(0.975, df), 3) for df in (1, 2, 3, 10, 30, 120)]
    assert printed == [12.706, 4.303, 3.182, 2.228, 2.042, 1.980]


@pytest.mark.parametrize(("probability", "df"), [(0.975, 0), (0.0, 5), (1.0, 5)])
def test_what_has_no_quantile_is_refused(probability: float, df: int) -> None:
    with pytest.raises(ValueError, match="no t quantile"):
        t_quantile(probability, df)


@pytest.mark.parametrize("df", [1, 2, 3, 5, 10, 71, 91, 400, 6582])
@pytest.mark.parametrize("t", [0.0, 1e-200, 1e-16, 0.01, 0.5, 1.0, 1.7, -2.0, 5.0, 8.85, 60.0])
def test_p_values_agree_with_scipy_far_into_the_tail(t: float, df: int) -> None:
    assert two_sided_p(t, df) == pytest.approx(2 * stats.t.sf(abs(t), df), rel=1e-10)


@pytest.mark.parametrize("df", [1, 4, 30, 250])
def test_a_quantile_has_its_own_p_value(df: int) -> None:
    assert two_sided_p(t_quantile(0.975, df), df) == pytest.approx(0.05, abs=1e-12)
