"""A source over time."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from scored_rows import GOOD, SELECTION, repeated

from forecastctl.scoring.engine import build_tables
from forecastctl.scoring.tables import GroupBy, ScoringRow
from forecastctl.scoring.trend import Trend, build_trends


def trend_of(rows: Sequence[ScoringRow], source: str = "a") -> Trend:
    return build_trends(build_tables(rows, replace(SELECTION, by=GroupBy.QUARTER)))[source]


def quarter(rows: Sequence[ScoringRow], number: int) -> list[ScoringRow]:
    """These forecasts, due in a quarter of 2025."""
    day = f"2025-{3 * number:02}-15"
    made = f"2025-{3 * number - 2:02}-01"
    return [row._replace(due=day, made=made, happened_on=day) for row in rows]


def test_quarters_by_hand() -> None:
    rows = [*quarter(repeated(4, 3, 0.7), 1), *quarter(repeated(2, 1, 0.5, start=4), 3)]
    trend = trend_of(rows)
    first, last = trend.periods
    assert (first.period, first.n, first.n_clusters, first.base_rate) == ("2025-q1", 4, 4, 0.75)
    assert first.brier == pytest.approx((3 * 0.09 + 0.49) / 4, abs=1e-12)
    assert (last.period, last.n, last.peer_excess) == ("2025-q3", 2, None)
    assert (trend.n_first, trend.n_last, trend.call) == (4, 2, None)


def test_undated_questions_have_no_place_in_time() -> None:
    selection = replace(SELECTION, by=GroupBy.QUARTER, include_early=True)
    tables = build_tables([GOOD._replace(due=None)], selection)
    assert build_trends(tables) == {}


def test_one_quarter_is_no_trend() -> None:
    trend = trend_of(quarter(repeated(30, 20, 0.7), 1))
    assert (trend.change, trend.change_ci, trend.call) == (None, None, None)


def test_a_source_that_learns_is_improving() -> None:
    rows = [*quarter(repeated(30, 15, 0.99), 1), *quarter(repeated(30, 15, 0.01, start=30), 2)]
    rows += quarter([*repeated(30, 30, 0.9, start=60), *repeated(30, 0, 0.1, start=90)], 3)
    trend = trend_of(rows)
    assert trend.measure == "excess"
    assert trend.call == "improving"
    assert (trend.change or 0) < 0


def test_the_change_is_that_of_a_regression_with_clustered_errors() -> None:
    """Oracle: statsmodels, excess over the base rate of the half on a dummy."""
    rows = [*quarter(repeated(30, 22, 0.7), 1), *quarter(repeated(40, 30, 0.4, start=30), 2)]
    rows = [row._replace(event=f"e{i % 17}") for i, row in enumerate(rows)]
    trend = trend_of(rows)
    late = np.array([row.due == "2025-06-15" for row in rows])
    y = np.array([row.outcome == "yes" for row in rows], dtype=float)
    p = np.array([row.probability for row in rows])
    rate = np.where(late, y[late].mean(), y[~late].mean())
    excess = (p - y) ** 2 - (rate - y) ** 2
    fitted = sm.OLS(excess, sm.add_constant(late.astype(float))).fit(
        cov_type="cluster",
        cov_kwds={"groups": np.arange(70) % 17, "use_correction": False},
        use_t=True,
    )
    assert trend.change == pytest.approx(fitted.params[1], abs=1e-10)
    ci = trend.change_ci
    assert ci is not None
    half = fitted.bse[1] * (17 / 16) ** 0.5 * 2.119905299
    assert (ci.high - ci.low) / 2 == pytest.approx(half, abs=1e-8)


def test_peers_are_the_better_yardstick() -> None:
    """Hard questions in the later half: everybody's score grows, the excess over others stays."""
    rows = []
    for number, yes in ((1, 30), (2, 15)):
        for source in ("a", "b"):
            own = [
                row._replace(question=f"{number}-{row.question[1:]}")
                for row in repeated(30, yes, 0.9, source)
            ]
            rows += quarter(own, number)
    rows = [row._replace(question=row.question.replace("-q", "")) for row in rows]
    trend = trend_of(rows)
    assert trend.measure == "peer_excess"
    assert [round(period.brier, 2) for period in trend.periods] == [0.01, 0.41]
    assert [period.peer_excess for period in trend.periods] == [0, 0]
    assert (trend.change, trend.call) == (0, "none")


@pytest.mark.parametrize(("n", "n_events"), [(19, 99), (30, 9)])
def test_too_few_forecasts_or_events_have_no_call(n: int, n_events: int) -> None:
    rows = [*quarter(repeated(n, n, 0.01), 1), *quarter(repeated(30, 30, 0.99, start=n), 2)]
    rows = [row._replace(event=f"e{i % n_events}") for i, row in enumerate(rows)]
    assert trend_of(rows).call is None
