"""Survey forecasts of the Good Judgment Project, as in niplav/iqisa, `data/gjp/`.

A forecast has one row for each option: that of option `a` is the forecast, the other one is
checked. The questions (`ifps.csv`) are a file of their own.
"""

import math
import re
from itertools import groupby

from forecastctl.formats.content import Content, decoded
from forecastctl.formats.document import Parsed, ReadOptions
from forecastctl.formats.fields import shorten
from forecastctl.formats.intake import Intake, Row
from forecastctl.formats.keys import hashed
from forecastctl.formats.stamp import MONTH_FIRST, SECONDS
from forecastctl.model import Outcome, SourceKind

NAME = "gjp"
REQUIRED = (
    "ifp_id",
    "ctt",
    "team",
    "user_id",
    "forecast_id",
    "answer_option",
    "value",
    "year",
    "timestamp",
)
_IGNORED = ("cond", "training", "fcast_type", "fcast_date", "expertise", "q_status", "viewtime")
_QUESTION_COLUMNS = (
    "ifp_id",
    "q_text",
    "q_desc",
    "q_status",
    "date_start",
    "date_to_close",
    "date_closed",
    "outcome",
    "short_title",
    "n_opts",
    "options",
)
_QUESTION_IGNORED = ("q_type", "date_suspend", "days_open")
_MISSING = "NA"
_LEFT_OUT = ""
_STATES = ("open", "closed", "voided")
_LETTERS = {"a": Outcome.YES, "b": Outcome.NO}
_PLAIN = re.compile(r".+-0")
_YES_NO = re.compile(r"\s*\(a\)\s*yes\s*,\s*\(b\)\s*no\s*", re.IGNORECASE)
_TOLERANCE = 0.02


def read(content: Content, options: ReadOptions) -> Parsed:
    """Read survey forecasts with the questions that --questions names."""
    intake = Intake(NAME, options)
    if options.questions is None:
        intake.problem("file", None, "holds forecasts alone; --questions ifps.csv names the rest")
        return intake.parsed()
    try:
        text = decoded(options.questions)
    except ValueError as error:
        intake.problem("questions", None, str(error))
        return intake.parsed()
    questions: dict[str, str | None] = {}
    for row in intake.rows(text, _QUESTION_COLUMNS, _QUESTION_IGNORED, "questions"):
        _read_question(intake, _without_na(intake, row), questions)
    rows = (_without_na(intake, row) for row in intake.rows(content.text, REQUIRED, _IGNORED))
    for _, options_of_one in groupby(rows, _forecast_key):
        _read_forecast(intake, list(options_of_one), questions)
    return intake.parsed()


def _without_na(intake: Intake, row: Row) -> Row:
    cells = {name: "" if cell == _MISSING else cell for name, cell in row.values.items()}
    return Row(intake, row.where, cells)


def _forecast_key(row: Row) -> tuple[str, ...]:
    names = ("year", "user_id", "ifp_id", "forecast_id", "timestamp")
    return tuple(str(row.values[name]) for name in names)


def _read_question(intake: Intake, row: Row, questions: dict[str, str | None]) -> None:
    id = row.text("ifp_id")
    if not _PLAIN.fullmatch(id) or row.text("n_opts") != "2":
        intake.tally("question", "left out: conditional, ordered or of more than two options")
        questions[id] = _LEFT_OUT
        return
    if not _YES_NO.fullmatch(row.text("options")):
        intake.tally("question", "left out: the options are not (a) Yes, (b) No")
        questions[id] = _LEFT_OUT
        return
    question = row.question(
        id,
        text=row.text("q_text"),
        due=row.due("date_to_close", MONTH_FIRST),
        opened=row.stamp("date_start", MONTH_FIRST).day,
        criteria=row.text_or("q_desc"),
        note=row.text_or("short_title"),
    )
    state = row.text("q_status")
    if state not in _STATES:
        row.fault("q_status", f"{shorten(state)} is none of {', '.join(_STATES)}")
    outcome = row.outcome("outcome", _LETTERS)
    closed = row.stamp_or("date_closed", MONTH_FIRST)
    if state == "voided":
        row.resolution(id, Outcome.VOID, closed)
    elif outcome:
        row.resolution(id, outcome, closed)
    questions[id] = question if row.keep("questions") else None


def _read_forecast(intake: Intake, rows: list[Row], questions: dict[str, str | None]) -> None:
    first = rows[0]
    id = first.text("ifp_id")
    on = questions.get(id, "")
    if id not in questions:
        first.fault("ifp_id", f"{shorten(id)} is not in the file of questions")
    elif not on:
        if on is None:
            intake.collector.refuse("forecasts")
        else:
            intake.tally("forecast", "left out: on questions that are left out")
        return
    shares = {row.text("answer_option"): row.share("value") for row in rows}
    for row in rows[1:]:
        first.faults += row.faults
    if first.is_good and (set(shares) != {"a", "b"} or len(rows) != len(shares)):
        first.fault("answer_option", f"there are {', '.join(shares)}, not a and b once each")
    elif first.is_good and abs(math.fsum(shares.values()) - 1) > _TOLERANCE:
        first.fault("value", f"the options add up to {math.fsum(shares.values()):g}, not to 1")
    _add_forecast(first, on or "", shares.get("a", 0.5))


def _add_forecast(row: Row, on: str, probability: float) -> None:
    row.on(on)
    team, condition = row.text_or("team"), row.text_or("ctt")
    notes = (team and f"team {team}", condition and f"condition {condition}")
    row.forecast(
        hashed(*_forecast_key(row)),
        f"gjp-{row.text('user_id')}",
        SourceKind.PERSON,
        row.stamp("timestamp", SECONDS),
        probability=probability,
        note="; ".join(note for note in notes if note) or None,
    )
    row.keep()
