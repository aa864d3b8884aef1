"""Why questions count from their due day on: whatever happens is known sooner."""

from datetime import date, timedelta
from random import Random

import pytest
from scored_rows import GOOD, report_of

from forecastctl.scoring.tables import ScoringRow, Selection

START = date(2026, 1, 1)
TODAY = START + timedelta(days=365)
N = 3000


def staggered(p: float, random: Random) -> list[ScoringRow]:
    """Perfectly calibrated forecasts for due days over two years; half of these have come.

    A yes is recorded on the day it happens, which is any day up to the due day; a no on the due
    day.
    """
    rows = []
    for i in range(N):
        due = START + timedelta(days=random.randint(1, 730))
        is_yes = random.random() < p
        known = START + (due - START) * random.random() if is_yes else due
        rows.append(
            GOOD._replace(
                forecast=f"f{i}",
                question=f"q{i}",
                probability=p,
                made=START.isoformat(),
                due=due.isoformat(),
                outcome=None if known > TODAY else "yes" if is_yes else "no",
                happened_on=None if known > TODAY else known.isoformat(),
            )
        )
    return rows


@pytest.mark.parametrize("p", [0.3, 0.5, 0.7])
def test_calibrated_forecasts_look_calibrated_only_where_the_due_day_has_come(p: float) -> None:
    rows = staggered(p, Random(f"early {p}"))
    [fair] = report_of(rows, Selection(today=TODAY)).sources
    [early] = report_of(rows, Selection(today=TODAY, include_early=True)).sources
    assert early.n > fair.n > N / 3
    assert fair.base_rate == pytest.approx(p, abs=0.033)
    assert early.base_rate is not None
    assert early.base_rate > p + 0.05
    assert -0.033 < (fair.bias or 0) < 0.033
    assert (early.bias or 0) < -0.05
