"""Too extreme or too timid: Spiegelhalter's Z, its clustered form, and the call."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_rows import repeated, report_of, row_of, table_of

from forecastctl.scoring.columns import columns_of
from forecastctl.scoring.direction import CalibrationCall, Direction, calibration_call, direction
from forecastctl.scoring.tables import ScoringRow


def direction_of(rows: list[ScoringRow]) -> Direction:
    table = table_of(rows)
    return direction(columns_of(table.cells), table.clusters.values())


def test_z_by_hand() -> None:
    """Ten of 90%, of which seven came true: (7 - 9)(1 - 1.8) / sqrt(10 x .64 x .09)."""
    found = direction_of(repeated(10, 7, 0.9))
    assert found.z == pytest.approx(1.6 / sqrt(0.576), abs=1e-12)
    assert (found.z_cluster, found.p_cluster) == (None, None)


def test_too_extreme_is_above_zero_and_too_timid_below() -> None:
    extreme = [*repeated(20, 14, 0.95), *repeated(20, 6, 0.05, start=20)]
    timid = [*repeated(20, 19, 0.6), *repeated(20, 1, 0.4, start=20)]
    assert (direction_of(extreme).z or 0) > 3
    assert (direction_of(timid).z or 0) < -3
    called = {
        name: row_of(report_of(rows), "a").calibration_call
        for name, rows in (("extreme", extreme), ("timid", timid))
    }
    assert called == {"extreme": "overconfident", "timid": "underconfident"}


@pytest.mark.parametrize("p", [0.0, 0.5, 1.0])
def test_what_says_nothing_about_the_direction_has_no_z(p: float) -> None:
    row = row_of(report_of(repeated(12, 6, p)), "a")
    assert (row.spiegelhalter_z, row.calibration_call) == (None, "none")
    assert row.hidden["spiegelhalter_z"] == "every probability is 0, 50% or 100%"


def test_shared_events_are_tested_by_their_own_rule() -> None:
    """Twelve events of two: W and E are sums over the event."""
    rows = [row._replace(event=f"e{i // 2}") for i, row in enumerate(repeated(24, 12, 0.9))]
    found = direction_of(rows)
    tilt = 12 * 0.1 * -0.8 + 12 * -0.9 * -0.8
    spread = sqrt(12 * (2 * 0.8 * sqrt(0.09)) ** 2)
    assert found.z_cluster == pytest.approx(tilt / spread, abs=1e-9)
    row = row_of(report_of(rows), "a")
    assert (row.z_p, row.calibration_call) == (found.p_cluster, "overconfident")
    assert row.hidden["mcb_p"] == "questions share an event: no independent draws"


def test_under_ten_shared_events_there_is_no_call() -> None:
    rows = [row._replace(event=f"e{i % 9}") for i, row in enumerate(repeated(24, 12, 0.9))]
    row = row_of(report_of(rows), "a")
    assert row.z_cluster is not None
    assert (row.z_p, row.calibration_call) == (None, None)
    assert row.hidden["calibration_call"] == "fewer than 10 independent events"


def test_few_forecasts_have_z_but_no_call() -> None:
    row = row_of(report_of(repeated(9, 2, 0.95)), "a")
    assert row.spiegelhalter_z is not None
    assert row.hidden["calibration_call"] == "fewer than 10 forecasts"


def test_a_word_takes_both_a_large_z_and_a_small_p() -> None:
    large = Direction(2.5, 1.0, None, None)
    small = Direction(1.9, 1.0, None, None)
    assert calibration_call(large, 50, 0.02) is CalibrationCall.OVERCONFIDENT
    assert calibration_call(large._replace(z=-2.5), 50, 0.02) is CalibrationCall.UNDERCONFIDENT
    assert calibration_call(large, 50, 0.06) is CalibrationCall.NONE
    assert calibration_call(small, 50, 0.02) is CalibrationCall.NONE


def test_with_shared_events_large_is_a_matter_of_their_number() -> None:
    found = Direction(9.0, 1.0, 2.2, 0.04)
    assert calibration_call(found, 40, 0.04) is CalibrationCall.OVERCONFIDENT
    assert calibration_call(found, 10, 0.04) is CalibrationCall.NONE


def test_words_have_to_survive_the_number_of_sources() -> None:
    """One source that tilts alone earns the word; among thirty it does not."""
    tilted = repeated(30, 23, 0.9, "tilted")
    alone = row_of(report_of(tilted), "tilted")
    assert alone.calibration_call == "overconfident"
    others = [row for i in range(29) for row in repeated(30, 27, 0.9, f"s{i}")]
    among = row_of(report_of([*tilted, *others]), "tilted")
    assert among.z_p == alone.z_p
    assert (among.z_p_bh or 0) > 0.05
    assert among.calibration_call == "none"


@given(
    stated=st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=1, max_size=30),
)
def test_the_opposite_of_every_event_leaves_z(stated: list[tuple[int, bool]]) -> None:
    def rows(flip: bool) -> list[ScoringRow]:
        return [
            row._replace(probability=(100 - p if flip else p) / 100)
            for i, (p, yes) in enumerate(stated)
            for row in repeated(1, int(yes is not flip), 0.5, start=i)
        ]

    before, after = direction_of(rows(flip=False)).z, direction_of(rows(flip=True)).z
    assert after == pytest.approx(before, abs=1e-9) if before is not None else after is None
