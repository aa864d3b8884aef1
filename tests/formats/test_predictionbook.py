"""PredictionBook's JSON and CSV."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from forecastctl.model import Forecast, Outcome, Question, Resolution
from foreign_case import all_of, faults, parsed, said


def response(id: int = 81, **changes: Any) -> dict[str, Any]:
    return {
        "id": id,
        "confidence": 60,
        "comment": None,
        "created_at": "2018-05-02T23:30:00.000-05:00",
        "updated_at": "2018-05-02T23:30:00.000-05:00",
        "user_id": 7,
        "user_label": "ines",
    } | changes


def prediction(id: int = 5001, **changes: Any) -> dict[str, Any]:
    return {
        "id": id,
        "uuid": "u-1",
        "created_at": "2018-05-02T23:30:00.000-05:00",
        "creator_label": "ines",
        "deadline": "2018-12-31T12:00:00.000Z",
        "description": "The mill turns in 2018",
        "description_with_group": "[Town] The mill turns in 2018",
        "outcome": True,
        "last_judgement_at": "2018-11-20T08:00:00.000Z",
        "withdrawn": False,
        "responses": [response()],
    } | changes


def mine(*predictions: dict[str, Any]) -> str:
    return json.dumps({"user": {"user_id": 7, "name": "ines"}, "predictions": predictions})


def test_the_day_is_that_of_the_accounts_zone_and_the_instant_is_kept() -> None:
    [forecast] = all_of(Forecast, parsed(mine(prediction())))

    assert (forecast.made, forecast.source, forecast.probability) == (date(2018, 5, 2), "me", 0.6)
    assert forecast.made_at == datetime(2018, 5, 3, 4, 30, tzinfo=UTC)


def test_a_response_without_confidence_is_a_comment_on_the_question() -> None:
    bare = response(82, confidence=None, comment="The wheel is old")

    done = parsed(mine(prediction(responses=[response(comment="new wheel"), bare])))

    [question], [forecast] = all_of(Question, done), all_of(Forecast, done)
    assert question.note == "asked by ines\nuuid u-1\nThe wheel is old"
    assert (question.tags, forecast.note) == (("Town",), "new wheel")


def test_withdrawn_is_void_and_null_is_no_resolution() -> None:
    done = parsed(mine(prediction(withdrawn=True), prediction(5002, outcome=None, responses=[])))

    [resolution] = all_of(Resolution, done)
    assert (resolution.outcome, resolution.note) == (Outcome.VOID, "withdrawn")


@pytest.mark.parametrize("n", [100, 1000])
def test_a_full_page_is_pointed_out(n: int) -> None:
    pages = mine(*(prediction(i, responses=[response(i)]) for i in range(n)))

    assert any("there may be more" in note for note in parsed(pages).notes)


def test_a_forecast_after_the_deadline_is_named_by_its_path() -> None:
    late = response(83, created_at="2019-02-01T00:00:00.000Z")

    done = parsed(mine(prediction(), prediction(5002, responses=[response(82), late])))

    assert [problem.where for problem in done.problems] == ["predictions[1].responses[1]"]


def test_what_hangs_on_a_bad_question_is_counted_with_it() -> None:
    done = parsed(mine(prediction(description="", responses=[response(), response(82)])))

    assert faults(done) == [("predictions[0]", "description")]
    assert (done.bad["questions"], done.bad["forecasts"]) == (1, 2)


@pytest.mark.parametrize("bad", [1, "yes", [True], {"a": 1}])
def test_an_outcome_of_another_type_is_a_problem(bad: object) -> None:
    assert faults(parsed(mine(prediction(outcome=bad)))) == [("predictions[0]", "outcome")]


@pytest.mark.parametrize("bad", [101, -1, 55.5, "60", True])
def test_a_confidence_is_a_whole_number_of_per_cent(bad: object) -> None:
    done = parsed(mine(prediction(responses=[response(confidence=bad)])))

    assert faults(done) == [("predictions[0].responses[0]", "confidence")]


CSV = (
    "created_at,creator_id,creator_label,deadline,description_with_group,description,id,"
    "mean_confidence,outcome,last_judgement_at,uuid,withdrawn\n"
    "2018-05-02 23:30:00 {},7,ines,2018-12-31 12:00:00 UTC,The mill turns,The mill turns,5001,"
    "55,true,2018-11-20 08:00:00 UTC,u-1,false\n"
)


def test_the_csv_gives_questions_and_outcomes_and_recommends_the_json() -> None:
    done = parsed(CSV.format("+1100"))

    assert (len(all_of(Question, done)), all_of(Forecast, done)) == (1, [])
    assert any("page_size=1000" in note for note in done.notes)


def test_csv_and_json_mean_the_same_question() -> None:
    [of_csv], [of_json] = (
        all_of(Question, done) for done in (parsed(CSV.format("UTC")), parsed(mine(prediction())))
    )

    assert (of_csv.id, of_csv.origin) == (of_json.id, "predictionbook:question:5001")


@pytest.mark.parametrize("zone", ["CET", "", "+11", "EST"])
def test_no_other_zone_is_accepted(zone: str) -> None:
    assert "is not written like" in said(parsed(CSV.format(zone)))


def test_other_peoples_late_forecasts_do_not_matter_to_only_mine() -> None:
    late = response(82, user_id=9, user_label="tom", created_at="2019-02-01T00:00:00.000Z")

    done = parsed(mine(prediction(responses=[response(), late])), only="me")

    assert [forecast.source for forecast in all_of(Forecast, done)] == ["me"]
