"""The data download of Metaculus (Metaculus/metaculus, `utils/csv_utils.py`), zip or folder."""

import ast
from collections.abc import Mapping

from forecastctl.formats.content import Content, decoded
from forecastctl.formats.document import Parsed, ReadOptions
from forecastctl.formats.fields import read_text, shorten
from forecastctl.formats.intake import Intake, Row
from forecastctl.formats.keys import hashed
from forecastctl.formats.stamp import SPACED_ZONED
from forecastctl.model import Outcome, SourceKind

NAME = "metaculus"
QUESTIONS, FORECASTS = "question_data.csv", "forecast_data.csv"
MEMBERS = (QUESTIONS, FORECASTS)
README = "README.md"
BINARY = "binary"
ANONYMOUS = "Forecaster (Anonymized)"
AGGREGATES = frozenset(
    {"recency_weighted", "unweighted", "geometric_mean", "single_aggregation", "metaculus_pros"}
)
"""Methods of aggregation, which stand where the anonymised download has a forecaster's hash."""

_QUESTION_COLUMNS = (
    "Question ID",
    "Question URL",
    "Question Title",
    "Categories",
    "Leaderboard Tags",
    "Label",
    "Question Type",
    "Open Time",
    "Scheduled Close Time",
    "Resolution",
    "Resolution Known Time",
)
_QUESTION_IGNORED = (
    "Post ID",
    "Post Curation Status",
    "Post Published Time",
    "Default Project",
    "Default Project ID",
    "MC Options (Current)",
    "MC Options (All)",
    "MC Options History",
    "Lower Bound",
    "Open Lower Bound",
    "Upper Bound",
    "Open Upper Bound",
    "Continuous Range",
    "CP Reveal Time",
    "Actual Close Time",
    "Include Bots in Aggregates",
    "Question Weight",
)
_FORECAST_COLUMNS = ("Question ID", "Start Time", "End Time", "Probability Yes")
_FORECASTER = ("Forecaster ID", "Forecaster Username", "Is Bot", ANONYMOUS)
_FORECAST_IGNORED = (
    "Forecaster Count",
    "Probability Yes Per Category",
    "Continuous CDF",
    "Probability Below Lower Bound",
    "Probability Above Upper Bound",
    "5th Percentile",
    "25th Percentile",
    "Median",
    "75th Percentile",
    "95th Percentile",
    "Probability of Resolution",
    "PDF at Resolution",
)
_TYPES = dict.fromkeys(("binary", "multiple_choice", "numeric", "discrete", "date", "conditional"))
_OUTCOMES = {
    "yes": Outcome.YES,
    "no": Outcome.NO,
    "ambiguous": Outcome.VOID,
    "annulled": Outcome.VOID,
}
_BOTS = {"True": True, "False": False}


def read(content: Content, options: ReadOptions) -> Parsed:
    """Read the questions and the forecasts; the other files of the download are ignored."""
    intake = Intake(NAME, options)
    members: Mapping[str, bytes] = content.members or {}
    texts = {}
    for name in MEMBERS:
        if name not in members:
            intake.problem("file", None, f"{name} is missing")
            continue
        try:
            texts[name] = decoded(members[name])
        except ValueError as error:
            intake.problem(name, None, str(error))
    others = sorted(set(members) - {*MEMBERS, README})
    if others:
        intake.note(f"ignored files: {', '.join(map(shorten, others))}")
    if len(texts) == len(MEMBERS):
        _read_tables(intake, texts)
    return intake.parsed()


def _read_tables(intake: Intake, texts: Mapping[str, str]) -> None:
    kinds: dict[str, str | None] = {}
    for row in intake.rows(texts[QUESTIONS], _QUESTION_COLUMNS, _QUESTION_IGNORED, QUESTIONS):
        id = row.text("Question ID")
        kind = row.text("Question Type")
        if kind not in _TYPES:
            row.fault("Question Type", f"{shorten(kind)} is none of {', '.join(_TYPES)}")
        if kind != BINARY and row.is_good:
            intake.tally("question", f"left out: {kind}, not {BINARY}")
            kinds[id] = kind
            continue
        question = _add_question(row, id)
        kinds[id] = question if row.keep("questions") else None
    known = (*_FORECASTER, *_FORECAST_IGNORED)
    for row in intake.rows(texts[FORECASTS], _FORECAST_COLUMNS, known, FORECASTS):
        _read_forecast(intake, row, kinds)


def _add_question(row: Row, id: str) -> str:
    label = row.text_or("Label")
    title = row.text("Question Title")
    question = row.question(
        id,
        text=f"{title} ({label})" if label else title,
        due=row.due("Scheduled Close Time", SPACED_ZONED),
        opened=opened.day if (opened := row.stamp_or("Open Time", SPACED_ZONED)) else None,
        tags=tuple(dict.fromkeys((*_list(row, "Categories"), *_list(row, "Leaderboard Tags")))),
        note=row.text_or("Question URL"),
    )
    outcome = row.outcome("Resolution", _OUTCOMES)
    known = row.stamp_or("Resolution Known Time", SPACED_ZONED)
    if outcome:
        word = row.text("Resolution") if outcome is Outcome.VOID else None
        row.resolution(id, outcome, known, note=word)
    return question


def _list(row: Row, name: str) -> tuple[str, ...]:
    """A list in Python's notation."""
    return row.read_or(name, _read_python_list, ())


def _read_python_list(value: object) -> tuple[str, ...]:
    text = read_text(value)
    try:
        items = ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        items = None
    if type(items) is not list or any(type(item) is not str for item in items):
        raise ValueError(f"{shorten(text)} is not a list of texts")
    return tuple(item for item in items if item.strip())


def _read_forecast(intake: Intake, row: Row, questions: Mapping[str, str | None]) -> None:
    id = row.text("Question ID")
    if id not in questions:
        row.fault("Question ID", f"{shorten(id)} is not in {QUESTIONS}")
        row.keep()
        return
    on = questions[id]
    if on is None:
        intake.collector.refuse("forecasts")
        return
    if on in _TYPES:
        intake.tally("forecast", "left out: on questions that are not binary")
        return
    if not row.has("Probability Yes"):
        intake.tally("forecast", "left out: without Probability Yes")
        return
    row.on(on)
    who, name, kind = _forecaster(row)
    replaced = row.text_or("End Time")
    row.forecast(
        hashed(id, who, str(row.values["Start Time"])),
        name,
        kind,
        row.stamp("Start Time", SPACED_ZONED),
        probability=row.share("Probability Yes"),
        note=f"withdrawn or replaced at {replaced}" if replaced else None,
    )
    row.keep()


def _forecaster(row: Row) -> tuple[str, str, SourceKind]:
    """Whose forecast it is: a key, a name, and what sort of source that is."""
    if ANONYMOUS in row.values:
        name = row.text(ANONYMOUS)
        is_aggregate = name in AGGREGATES
        id = "" if is_aggregate else name
    else:
        name, id = row.text("Forecaster Username"), row.text_or("Forecaster ID") or ""
        is_aggregate = not id
    if is_aggregate:
        return name, f"metaculus-{name}", SourceKind.MODEL
    is_bot = row.choice("Is Bot", _BOTS)
    return id, name, SourceKind.MODEL if is_bot else SourceKind.PERSON
