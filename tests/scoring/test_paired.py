"""Two sources on the same questions: the difference, its tests, and who is paired with whom."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scored_rows import SELECTION, book

from forecastctl.scoring.engine import build_tables
from forecastctl.scoring.paired import paired_losses, sign_flips, t_test
from forecastctl.scoring.tables import CellKey, Count, PairKey, PairTable, RowKey, ScoringRow

SHARED = st.lists(
    st.tuples(
        st.integers(0, 20), st.integers(0, 20), st.sampled_from(["yes", "no"]), st.integers(0, 6)
    ),
    min_size=3,
    max_size=30,
)

Shared = list[tuple[int, int, str, int]]


def rows_of(shared: Shared, *, has_events: bool = False) -> list[ScoringRow]:
    lines = []
    for i, (a, b, outcome, event) in enumerate(shared):
        name = f"e{event}" if has_events else "-"
        lines += [f"a q{i} {a / 20} {outcome} {name}", f"b q{i} {b / 20} {outcome} {name}"]
    return book("source question p outcome event\n" + "\n".join(lines))


def pairs_of(rows: Sequence[ScoringRow]) -> PairTable:
    table = build_tables(rows, replace(SELECTION, against="b")).rows[RowKey("a", "")].paired
    assert table is not None
    return table


def differences(shared: Shared) -> list[float]:
    return [
        (a / 20 - (outcome == "yes")) ** 2 - (b / 20 - (outcome == "yes")) ** 2
        for a, b, outcome, _ in shared
    ]


def test_only_common_questions_are_paired() -> None:
    rows = book(
        """
        source  question  p    outcome  event
        a       q1        70%  yes      x
        b       q1        60%  yes      x
        a       q2        70%  yes      x
        b       q2        60%  yes      x
        a       q3        20%  no       -
        b       q4        20%  no       -
        """
    )
    seventy, sixty = (CellKey(*[p * 10**10] * 3) for p in (70, 60))
    assert pairs_of(rows).pairs == {PairKey("x", seventy, sixty): Count(2, 2)}
    assert pairs_of(rows).n == 2


def test_a_pair_is_worded_where_either_side_is() -> None:
    rows = book(
        """
        source  question  p    method  wording  low  high
        a       q1        70%  worded  likely   55%  85%
        b       q1        60%  stated  -        -    -
        a       q2        70%  stated  -        -    -
        b       q2        60%  worded  likely   55%  85%
        a       q3        70%  stated  -        -    -
        b       q3        60%  stated  -        -    -
        """
    )
    assert pairs_of(rows).n_worded == 2


@settings(deadline=None)
@given(shared=SHARED)
def test_single_questions_give_the_paired_t_test(shared: Shared) -> None:
    """Oracle: scipy; with one question an event this is the test of Diebold and Mariano."""
    found = differences(shared)
    paired = paired_losses(pairs_of(rows_of(shared)))
    test = t_test(paired, 0.95)
    assert paired.mean == pytest.approx(np.mean(found), abs=1e-12)
    if np.ptp(found) > 1e-9:
        oracle = stats.ttest_1samp(found, 0)
        assert test.t == pytest.approx(oracle.statistic, rel=1e-6, abs=1e-9)
        assert test.p_t == pytest.approx(oracle.pvalue, abs=1e-9)
        assert test.ci == pytest.approx(tuple(oracle.confidence_interval(0.95)), abs=1e-9)


@settings(deadline=None)
@given(shared=SHARED)
def test_shared_events_give_the_cluster_robust_test(shared: Shared) -> None:
    """Oracle: statsmodels, a constant with clustered errors; it has another small-sample factor."""
    found, events = np.array(differences(shared)), [event for *_, event in shared]
    n, groups = len(found), len(set(events))
    test = t_test(paired_losses(pairs_of(rows_of(shared, has_events=True))), 0.95)
    if groups < 2:
        assert test == t_test(paired_losses(pairs_of(rows_of(shared, has_events=True))), 0.5)
        assert test.se_cluster is None
        return
    fitted = sm.OLS(found, np.ones(n)).fit(
        cov_type="cluster", cov_kwds={"groups": np.array(events), "use_correction": False}
    )
    expected = float(fitted.bse[0]) * (groups / (groups - 1)) ** 0.5
    assert test.se_cluster == pytest.approx(expected, abs=1e-9)


@given(totals=st.lists(st.integers(-5, 5), min_size=1, max_size=9))
def test_few_events_are_flipped_in_every_way(totals: list[int]) -> None:
    """Oracle: every pattern of signs."""
    patterns = list(product((1, -1), repeat=len(totals)))
    sums = [sum(s * t for s, t in zip(signs, totals, strict=True)) for signs in patterns]
    expected = sum(abs(one) >= abs(sum(totals)) for one in sums) / len(sums)
    done = sign_flips([float(total) for total in totals], 1, "flip")
    assert (done.p_signflip, done.signflip_draws) == (expected, None)


def test_five_events_cannot_reach_five_per_cent() -> None:
    assert sign_flips([1.0] * 5, 1, "flip").p_signflip == 2 / 32
    assert sign_flips([1.0] * 6, 1, "flip").p_signflip == 2 / 64


def test_without_any_difference_p_is_one() -> None:
    assert sign_flips([0.0] * 3, 1, "flip").p_signflip == 1
    assert sign_flips([0.0] * 30, 1, "flip").p_signflip == 1


def test_many_events_are_flipped_at_random_with_a_seed() -> None:
    totals = [0.1, -0.2, 0.05, 0.07, -0.1, 0.13, 0.02] * 5
    once, again = sign_flips(totals, 1, "flip:a:b"), sign_flips(totals, 1, "flip:a:b")
    assert once == again
    assert once.signflip_draws == 20_000
    assert sign_flips(totals, 2, "flip:a:b") != once


def test_random_flips_agree_with_all_patterns() -> None:
    totals = [0.3, -0.1, 0.25, -0.2, 0.1, 0.4, -0.05] * 3
    sums = np.array([0.0])
    for total in totals:
        sums = np.concatenate([sums + total, sums - total])
    exact = float((np.abs(sums) >= abs(sum(totals)) * (1 - 1e-12)).mean())
    assert sign_flips(totals, 1, "flip").p_signflip == pytest.approx(exact, abs=0.012)
