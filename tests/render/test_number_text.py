"""Scores and shares as text."""

import pytest

from forecastctl.render.number import (
    counted,
    format_percent,
    format_percent_interval,
    format_score,
    format_score_interval,
)


@pytest.mark.parametrize(
    ("score", "text"),
    [
        pytest.param(0.49, ".490", id="no zero before the point"),
        pytest.param(0.0, ".000", id="zero"),
        pytest.param(1.0, "1.00", id="one has two decimals"),
        pytest.param(0.9996, "1.00", id="rounds up to one"),
        pytest.param(0.9994, ".999", id="just below one"),
        pytest.param(-0.0385, "-.038", id="negative"),
        pytest.param(-0.0001, ".000", id="no minus before zero"),
        pytest.param(None, "-", id="missing"),
    ],
)
def test_scores_have_three_decimals_and_no_leading_zero(score: float | None, text: str) -> None:
    assert format_score(score) == text


def test_intervals_of_scores_stand_in_brackets() -> None:
    assert format_score_interval((0.0804, 1.0)) == "[.080-1.00]"
    assert format_score_interval(None) == "[-]"


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.8577, "86%"), (0.125, "13%"), (0.145, "15%"), (0.0, "0%"), (1.0, "100%"), (None, "-")],
)
def test_shares_are_whole_per_cent_and_halves_go_up(share: float | None, text: str) -> None:
    assert format_percent(share) == text


def test_intervals_of_shares_name_per_cent_twice() -> None:
    assert format_percent_interval((0.0218, 0.1549)) == "2%-15%"
    assert format_percent_interval(None) == "-"


def test_counts_agree_with_their_noun() -> None:
    assert counted(1, "forecast") == "1 forecast"
    assert counted(0, "forecast") == "0 forecasts"
    assert counted(4900, "entry", "entries") == "4,900 entries"
