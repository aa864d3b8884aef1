"""Calibrated twins: their stream of random numbers, their spread, and the p values they give."""

from collections import Counter
from random import Random
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scored_rows import repeated, report_of, row_of, table_of

from forecastctl.scoring.binomial import masses
from forecastctl.scoring.columns import Columns, columns_of
from forecastctl.scoring.direction import direction
from forecastctl.scoring.draws import (
    added,
    band,
    draw_counts,
    miscalibration_twins,
    stream,
    z_p,
)
from forecastctl.scoring.point import scaled_losses
from forecastctl.scoring.tables import SCALE, CellKey, Count

FIVE = {0.1: (12, 1), 0.35: (1, 0), 0.5: (8, 5), 0.7: (1, 1), 0.9: (20, 17)}


def columns(cells: dict[float, tuple[int, int]]) -> Columns:
    keys = {round(p * SCALE): Count(*count) for p, count in cells.items()}
    return columns_of({CellKey(p, p, p): count for p, count in keys.items()})


def test_the_stream_belongs_to_seed_and_name() -> None:
    assert stream(3, "reuters").random() == Random(3 * 2**32 + crc32(b"reuters")).random()
    assert stream(1, "ĺ").random() == Random(2**32 + crc32("ĺ".encode())).random()


def test_uniforms_are_used_cell_by_cell_through_the_inverse_of_the_distribution() -> None:
    """Oracle: scipy's quantiles of the binomial distribution."""
    found = columns(FIVE)
    random = stream(1, "name")
    for p, n, drawn in zip(found.p, found.ns, draw_counts(found, 99, 1, "name"), strict=True):
        expected = stats.binom.ppf([random.random() for _ in range(99)], n, p / SCALE)
        assert list(map(int, drawn)) == list(map(int, expected))


def test_the_impossible_is_never_drawn_and_the_certain_always() -> None:
    never, always = draw_counts(columns({0.0: (3, 0), 1.0: (3, 3)}), 99, 1, "x")
    assert set(never) == {0}
    assert set(always) == {3}
    [never, always] = draw_counts(columns({0.0: (1, 0), 1.0: (1, 1)}), 99, 1, "x")
    assert (sum(never), sum(always)) == (0, 99)


@given(n=st.integers(0, 60), p=st.sampled_from([0.0, 1.0]) | st.floats(1e-9, 1 - 1e-9))
def test_masses_agree_with_scipy(n: int, p: float) -> None:
    assert masses(n, p) == pytest.approx(list(stats.binom.pmf(range(n + 1), n, p)), abs=1e-12)


def test_draws_are_spread_as_binomial_counts_are() -> None:
    [drawn] = draw_counts(columns({0.3: (5, 2)}), 20_000, 1, "x")
    observed = Counter(drawn)
    expected = [20_000 * mass for mass in masses(5, 0.3)]
    assert stats.chisquare([observed[k] for k in range(6)], expected).pvalue > 0.001


def test_no_draw_can_make_p_zero() -> None:
    table = table_of([*repeated(30, 0, 0.9), *repeated(30, 30, 0.1, start=30)])
    found = columns_of(table.cells)
    direction_found = direction(found, table.clusters.values())
    assert z_p(found, direction_found, 999, 1, "a") == 1 / 1000
    twins = miscalibration_twins(found, 0.8, 99, 1, "a")
    assert twins.p == 1 / 100


def test_p_of_z_is_near_that_of_the_normal_distribution() -> None:
    cells = {0.13: (150, 29), 0.29: (150, 40), 0.64: (150, 100), 0.71: (150, 101), 0.88: (90, 72)}
    found = columns(cells)
    tilt = direction(found, [scaled_losses(0, 0)] * found.n)
    normal = 2 * stats.norm.sf(abs(tilt.z or 0))
    assert 0.01 < normal < 0.9
    assert z_p(found, tilt, 9999, 1, "a") == pytest.approx(normal, abs=0.015)


def test_a_calibrated_source_is_expected_to_look_a_little_miscalibrated() -> None:
    """Twice ten on each value of a grid of eleven: about .0065 at this size, never 0."""
    grid = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]
    found = columns({p: (20, round(20 * p)) for p in grid})
    twins = miscalibration_twins(found, 0.0, 999, 1, "a")
    assert 0.004 < twins.mean < 0.009
    assert twins.p == 1.0


def test_a_band_lies_between_order_statistics_of_the_draws() -> None:
    counts = list(range(999))
    assert band(counts, 1000, 0.9) == (0.049, 0.949)
    assert band(list(reversed(counts)), 1000, 0.9) == (0.049, 0.949)
    assert band(counts, 1000, 0.999) == (0.0, 0.998)


def test_cells_of_a_bin_are_added_draw_by_draw() -> None:
    assert added([(1, 0, 2), [True, False, True], [3, 3, 3]]) == [5, 3, 6]


def test_a_row_draws_the_same_whoever_else_is_there() -> None:
    tilted = repeated(30, 20, 0.9, "tilted")
    alone = row_of(report_of(tilted, is_long=True), "tilted")
    among = row_of(report_of([*tilted, *repeated(40, 30, 0.7, "b")], is_long=True), "tilted")
    drawn = ("mcb_null_mean", "mcb_p", "z_p")
    assert [getattr(alone, name) for name in drawn] == [getattr(among, name) for name in drawn]


def test_only_large_z_are_drawn_unless_all_is_asked_for() -> None:
    calm = repeated(30, 21, 0.7, "calm")
    row = row_of(report_of(calm), "calm")
    assert (row.z_p, row.hidden["z_p"]) == (None, "|Z| < 1.96: not drawn")
    assert row.hidden["mcb_p"] == "only with --long or for one source"
    assert row_of(report_of(calm, is_long=True), "calm").z_p == 1.0
