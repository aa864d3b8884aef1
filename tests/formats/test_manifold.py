"""Manifold's markets and bets."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from forecastctl.formats.document import Located, Parsed
from forecastctl.model import Forecast, Method, Outcome, Question, Resolution
from foreign_case import UNDATED, all_of, faults, parsed, said
from foreign_samples import bet, market


def read(
    market_changes: dict[str, Any] | None = None, *bets: dict[str, Any], **options: Any
) -> Parsed:
    changed = market(0) | (market_changes or {})
    document = {"markets": [changed], "bets": [bet(0) | each for each in bets or ({},)]}
    return parsed(json.dumps(document), **options)


def test_a_price_is_somebody_elses_reading() -> None:
    [forecast] = all_of(Forecast, read())

    assert (forecast.method, forecast.source) == (Method.JUDGED, "u0")
    assert forecast.made_at == datetime.fromisoformat("2026-01-05T08:00:00+00:00")


def test_a_partial_resolution_is_void_with_a_note() -> None:
    done = read({"resolution": "MKT", "resolutionProbability": 0.415})

    [resolution] = all_of(Resolution, done)
    assert (resolution.outcome, resolution.note) == (Outcome.VOID, "resolved to 41.5 %")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"amount": -5}, "sale, or of no amount"),
        ({"amount": 0}, "sale, or of no amount"),
        ({"isRedemption": True}, "redemption"),
        ({"isCancelled": True, "limitProb": 0.4}, "cancelled"),
        ({"isFilled": False, "limitProb": 0.4}, "limit not reached"),
        ({"answerId": "x"}, "on an option"),
    ],
)
def test_bets_that_state_nothing_are_left_out_and_counted(
    changes: dict[str, Any], why: str
) -> None:
    done = read({}, changes)

    assert all_of(Forecast, done) == []
    assert done.notes == (f"1 bet left out: {why}",)


def test_only_binary_markets_are_imported() -> None:
    done = read({"outcomeType": "MULTIPLE_CHOICE"})

    assert done.records == ()
    assert "1 market left out: MULTIPLE_CHOICE, not BINARY" in done.notes


def test_the_due_day_of_a_resolved_market_is_not_compared() -> None:
    def question(done: Parsed) -> Located:
        return next(each for each in done.records if isinstance(each.record, Question))

    resolved, still_open = question(read()), question(read({"isResolved": False}))
    assert "due" not in (resolved.fields or ())
    assert "due" in (still_open.fields or ())


def test_seconds_are_not_taken_for_milliseconds() -> None:
    assert "(seconds?)" in said(read({"createdTime": 1_772_323_200}))


def test_a_market_without_a_closing_time_has_no_day() -> None:
    assert faults(read({"closeTime": None})) == [("markets[0]", "closeTime")]
    [question] = all_of(Question, read({"closeTime": None}, default_due=UNDATED))
    assert question.due is None


def test_bets_alone_need_the_markets() -> None:
    bets = json.dumps([bet(0)])

    assert "--questions FILE names the file with the markets" in said(parsed(bets))
    [forecast] = all_of(Forecast, parsed(bets, questions=json.dumps([market(0)]).encode()))
    assert forecast.made == date(2026, 1, 5)


def test_a_bet_on_nothing_and_a_resolved_market_without_outcome_are_problems() -> None:
    assert faults(read({}, {"contractId": "gone"})) == [("bets[0]", "contractId")]
    assert faults(read({"resolution": None})) == [("markets[0]", "resolution")]


def test_a_full_page_of_bets_is_pointed_out() -> None:
    done = read({}, *({"id": f"b{i}"} for i in range(1000)))

    assert any("there may be more (before=ID)" in note for note in done.notes)
