"""Single forecasts with what scoring made of them."""

from dataclasses import replace

import pytest
from scored_rows import SELECTION, book

from forecastctl.scoring.receipts import build_receipts, notable_calls

ROWS = book(
    """
    source  question  p    made        outcome
    a       q1        70%  2026-01-01  yes
    a       q1        80%  2026-01-05  yes
    a       q2        90%  2026-01-03  -
    b       q1        10%  2026-01-02  yes
    """
)


def test_every_forecast_of_a_source_has_its_loss_or_its_reason() -> None:
    receipts = build_receipts(ROWS, SELECTION, "a")
    assert [(one.forecast, one.left_out) for one in receipts] == [
        ("f2", None),
        ("f3", "still open"),
        ("f1", "replaced by a later forecast"),
    ]
    assert [one.loss for one in receipts] == [pytest.approx(4 / 100), None, None]


def test_calls_are_those_of_all_sources_or_of_the_ones_selected() -> None:
    best, worst = notable_calls(ROWS, SELECTION)
    assert [call.forecast for call in (*best, *worst)] == ["f2", "f4"]
    best, worst = notable_calls(ROWS, replace(SELECTION, sources=frozenset({"b"})))
    assert [call.forecast for call in (*best, *worst)] == ["f4"]
