"""Calibration bins: where a probability falls, what its bin shows, the sentence above."""

import pytest
from scored_rows import GOOD, TODAY, book, repeated

from forecastctl.scoring.calibration import (
    Calibration,
    CalibrationOptions,
    build_calibration,
    calibration_bins,
)
from forecastctl.scoring.columns import columns_of
from forecastctl.scoring.engine import build_tables
from forecastctl.scoring.row import SourceInfo
from forecastctl.scoring.tables import SCALE, CellKey, Count, Reason, ScoringRow, Selection


def calibration_of(rows: list[ScoringRow], *names: str, bins: int = 10) -> Calibration:
    selection = Selection(today=TODAY, sources=frozenset(names))
    sources = {"a": SourceInfo(name="Author A"), "b": SourceInfo(name="Author B")}
    tables = build_tables(rows, selection)
    return build_calibration(tables, selection, sources, CalibrationOptions(bins=bins))


def test_a_bin_by_hand() -> None:
    rows = [*repeated(3, 1, 0.72), *repeated(2, 2, 0.77, start=3), *repeated(1, 0, 0.2, start=5)]
    calibration = calibration_of(rows)
    low, high = calibration.bins
    assert (low.low, low.high, low.n, low.k, low.mean_p) == (0.2, 0.3, 1, 0, 0.2)
    assert (high.low, high.high, high.n, high.k) == (0.7, 0.8, 5, 3)
    assert high.mean_p == pytest.approx((3 * 0.72 + 2 * 0.77) / 5, abs=1e-15)
    assert (high.rate, high.misses) == (3 / 5, False)
    assert (calibration.n, calibration.n_clusters, calibration.bins_wanted) == (6, 6, 10)


def test_printed_intervals() -> None:
    [bin] = calibration_of(repeated(21, 11, 0.46)).bins
    assert bin.ci == pytest.approx((0.3523452666908488, 0.6898389592028309), abs=1e-14)
    [bin] = calibration_of(repeated(4, 4, 0.85)).bins
    assert bin.ci == pytest.approx((0.5965213747972955, 1.0), abs=1e-14)


@pytest.mark.parametrize(
    ("p", "low"),
    [(0.0, 0.0), (0.1, 0.1), (0.3, 0.3), (0.6, 0.6), (0.7, 0.7), (0.9, 0.9), (1.0, 0.9)],
)
def test_an_edge_belongs_to_the_bin_above_and_one_to_the_last(p: float, low: float) -> None:
    [bin] = calibration_of(repeated(1, 0, p)).bins
    assert bin.low == low


def test_every_probability_has_one_bin_however_many_there_are() -> None:
    cells = {CellKey(p, p, p): Count(1, 0) for p in range(0, SCALE + 1, SCALE // 300)}
    columns = columns_of(cells)
    for n_bins in (1, 3, 7, 10, 100):
        bins = calibration_bins(columns, CalibrationOptions(bins=n_bins), None)
        assert sum(bin.n for bin in bins) == len(cells)
        assert len(bins) == n_bins
        assert all(bin.low <= bin.mean_p <= bin.high for bin in bins)


def test_a_bin_whose_interval_does_not_hold_the_stated_value_is_marked() -> None:
    assert calibration_of(repeated(19, 12, 0.34)).bins[0].misses
    assert not calibration_of(repeated(29, 10, 0.24)).bins[0].misses
    assert calibration_of(repeated(40, 0, 0.4)).bins[0].misses


def test_the_fullest_bin_is_put_into_words() -> None:
    rows = [*repeated(21, 11, 0.46), *repeated(4, 4, 0.85, start=21)]
    assert calibration_of(rows, "a").sentence == (
        "when Author A said 40-50%, it happened 52% of the time (21 forecasts)"
    )
    assert calibration_of(rows).sentence == (
        "when the sources said 40-50%, it happened 52% of the time (21 forecasts)"
    )
    assert calibration_of(rows[:1], "a", "b").sentence == (
        "when Author A or Author B said 40-50%, it happened 100% of the time (1 forecast)"
    )


def test_of_equally_full_bins_the_lowest_speaks() -> None:
    sentence = calibration_of(book("p outcome\n80% yes\n20% no")).sentence
    assert sentence == "when the sources said 20-30%, it happened 0% of the time (1 forecast)"


def test_bins_that_are_no_whole_percentages_are_labelled_finer() -> None:
    [bin] = calibration_of(repeated(1, 1, 0.5), bins=3).bins
    assert bin.label == "33.3-66.7%"
    assert calibration_of(repeated(1, 1, 0.5), bins=4).bins[0].label == "50-75%"


def test_named_sources_are_taken_together_and_others_left_aside() -> None:
    rows = [*repeated(2, 1, 0.7, "a"), *repeated(3, 1, 0.7, "b"), *repeated(4, 1, 0.7, "c")]
    calibration = calibration_of(rows, "b", "a")
    assert (calibration.sources, calibration.n) == (("a", "b"), 5)
    assert calibration_of(rows).sources == ()


def test_nothing_scored_has_no_bins() -> None:
    calibration = calibration_of([GOOD._replace(outcome=None)])
    assert (calibration.n, calibration.bins, calibration.sentence) == (0, (), None)
    assert calibration.first_lines == ("Left out: 1 still open.",)
    assert calibration.excluded[Reason.OPEN] == 1
    assert calibration.footnotes == ()


def test_shared_events_make_the_intervals_too_short() -> None:
    rows = [row._replace(event="visit") for row in repeated(5, 3, 0.7)]
    calibration = calibration_of(rows)
    assert (calibration.n, calibration.n_clusters) == (5, 1)
    assert any("assume independent questions" in note for note in calibration.footnotes)


@pytest.mark.parametrize(("bins", "level"), [(0, 0.9), (10, 0.49), (10, 0.9995)])
def test_impossible_options_are_refused(bins: int, level: float) -> None:
    with pytest.raises(ValueError, match=r"^(bins|level): "):
        CalibrationOptions(bins=bins, level=level)
