"""PredictionBook's API (bellroy/predictionbook, `API.md`) and the CSV of one's own predictions."""

import re
from typing import Any

from forecastctl.formats.content import Content
from forecastctl.formats.document import Parsed, ReadOptions
from forecastctl.formats.fields import read_object, shorten
from forecastctl.formats.intake import ME, Intake, Row
from forecastctl.formats.stamp import ISO_ZONED, NAMED_ZONE, Form
from forecastctl.model import Outcome, SourceKind

NAME = "predictionbook"
CSV_COLUMNS = (
    "created_at",
    "creator_label",
    "deadline",
    "description_with_group",
    "description",
    "id",
    "outcome",
    "last_judgement_at",
    "uuid",
    "withdrawn",
)
PAGE_SIZES = (100, 1000)
_IGNORED = (
    "creator_id",
    "group_id",
    "prediction_group_id",
    "mean_confidence",
    "updated_at",
    "version",
    "visibility",
)
_KEYS = (*CSV_COLUMNS, *_IGNORED, "responses")
_RESPONSE_KEYS = (
    "id",
    "confidence",
    "comment",
    "created_at",
    "updated_at",
    "user_id",
    "user_label",
)
_OUTCOMES = {"true": Outcome.YES, "false": Outcome.NO}
_FLAGS = {"true": True, "false": False}
_GROUP = re.compile(r"\[([^\]]+)\] ")


def read(content: Content, options: ReadOptions) -> Parsed:
    """Read what `GET /api/my_predictions` answers."""
    intake = Intake(NAME, options)
    document = content.value
    user, predictions = document.get("user"), document.get("predictions")
    mine = user.get("user_id") if type(user) is dict else None
    if type(predictions) is not list:
        intake.problem("file", "predictions", f"{shorten(predictions)} is not a list")
        return intake.parsed()
    if len(predictions) in PAGE_SIZES:
        intake.note(
            f"exactly {len(predictions)} predictions: that is a full page, there may be more "
            "(page=2; page_size is 1000 at most)"
        )
    for i, prediction in enumerate(predictions):
        _read_prediction(intake, f"predictions[{i}]", prediction, mine)
    return intake.parsed()


def read_csv(content: Content, options: ReadOptions) -> Parsed:
    """Read `/predictions/mine.csv`: questions and outcomes, but nobody's forecast."""
    intake = Intake(NAME, options)
    for row in intake.rows(content.text, CSV_COLUMNS, _IGNORED):
        outcome = row.outcome("outcome", _OUTCOMES)
        is_void = bool(row.choice("withdrawn", _FLAGS))
        _add_question(row, row.text("id"), NAMED_ZONE)
        _add_resolution(row, row.text("id"), outcome, NAMED_ZONE, is_void=is_void)
        row.keep("questions")
    intake.note(
        "PredictionBook's CSV holds the newest 100 questions and no forecast of yours; its JSON "
        "has them: /api/my_predictions?page_size=1000"
    )
    return intake.parsed()


def _read_prediction(intake: Intake, where: str, prediction: Any, mine: Any) -> None:
    try:
        values = read_object(prediction)
    except ValueError as error:
        intake.problem(where, None, str(error))
        intake.collector.refuse("questions")
        return
    intake.check_keys(where, values, _KEYS)
    row = Row(intake, where, values)
    responses = _responses(row)
    key = str(row.whole("id"))
    outcome = row.read_or("outcome", _read_outcome, None)
    comments = [each for each in responses if each.values.get("confidence") is None]
    question = _add_question(row, key, ISO_ZONED, comments)
    _add_resolution(row, key, outcome, ISO_ZONED, is_void=row.flag("withdrawn"))
    is_kept = row.keep("questions")
    for response in responses:
        if response in comments:
            continue
        if is_kept:
            response.on(question)
            _add_forecast(response, mine)
        else:
            intake.collector.refuse("forecasts")


def _responses(row: Row) -> list[Row]:
    values = row.values.get("responses") or []
    if type(values) is not list or any(type(each) is not dict for each in values):
        row.fault("responses", f"{shorten(values)} is not a list of objects")
        return []
    found = [row.inner(f"responses[{i}]", each) for i, each in enumerate(values)]
    for each in found:
        each.check_keys(_RESPONSE_KEYS)
    return found


def _add_question(row: Row, key: str, form: Form, comments: "list[Row] | None" = None) -> str:
    group = _GROUP.match(row.text_or("description_with_group") or "")
    said = [each.text_or("comment") for each in comments or ()]
    note = [f"asked by {row.text_or('creator_label') or '?'}", f"uuid {row.text_or('uuid') or '?'}"]
    return row.question(
        key,
        text=row.text("description"),
        due=row.due("deadline", form),
        opened=row.stamp("created_at", form).day,
        tags=(group[1],) if group else (),
        note="\n".join([*note, *filter(None, said)]),
    )


def _add_resolution(
    row: Row, key: str, outcome: Outcome | None, form: Form, *, is_void: bool
) -> None:
    judged = row.stamp_or("last_judgement_at", form)
    if is_void:
        row.resolution(key, Outcome.VOID, judged, note="withdrawn")
    elif outcome:
        row.resolution(key, outcome, judged)


def _add_forecast(row: Row, mine: Any) -> None:
    is_mine = mine is not None and row.values.get("user_id") == mine
    row.forecast(
        str(row.whole("id")),
        ME if is_mine else row.text("user_label"),
        SourceKind.SELF if is_mine else SourceKind.PERSON,
        row.stamp("created_at", ISO_ZONED),
        probability=row.read("confidence", _read_per_cent, 0.5),
        note=row.text_or("comment"),
    )
    row.keep()


def _read_outcome(value: Any) -> Outcome | None:
    if type(value) is not bool:
        raise ValueError(f"{shorten(value)} is none of true, false, null")
    return Outcome.YES if value else Outcome.NO


def _read_per_cent(value: Any) -> float:
    if type(value) is not int or not 0 <= value <= 100:
        raise ValueError(f"{shorten(value)} is not a whole number in 0..100")
    return value / 100
