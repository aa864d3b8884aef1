"""What augur-cli 0.3.0 exports, as JSON or CSV. Its ids change when it imports: we ignore them."""

from typing import Any

from forecastctl.formats.content import Content
from forecastctl.formats.document import Parsed, ReadOptions
from forecastctl.formats.fields import read_object
from forecastctl.formats.intake import ME, Intake, Row
from forecastctl.formats.keys import hashed
from forecastctl.formats.stamp import ISO_ZONED
from forecastctl.model import Outcome, SourceKind

NAME = "augur"
COLUMNS = (
    "id",
    "statement",
    "probability",
    "created_at",
    "resolve_by",
    "resolved_at",
    "outcome",
    "tags",
    "note",
)
_OUTCOMES = {"open": None, "yes": Outcome.YES, "no": Outcome.NO, "void": Outcome.VOID}


def read(content: Content, options: ReadOptions) -> Parsed:
    """Read the list of predictions."""
    intake = Intake(NAME, options)
    for i, item in enumerate(content.value):
        where = f"[{i}]"
        try:
            row = Row(intake, where, read_object(item))
        except ValueError as error:
            intake.problem(where, None, str(error))
            intake.collector.refuse("forecasts")
            continue
        row.check_keys(COLUMNS)
        _read_row(intake, row, row.texts("tags"), _read_share(row))
    return intake.parsed()


def read_csv(content: Content, options: ReadOptions) -> Parsed:
    """Read the table, in which tags are joined by spaces."""
    intake = Intake(NAME, options)
    for row in intake.rows(content.text, COLUMNS):
        _read_row(intake, row, tuple((row.text_or("tags") or "").split()), row.share("probability"))
    return intake.parsed()


def _read_share(row: Row) -> float:
    value: Any = row.values.get("probability")
    if isinstance(value, str):
        row.fault("probability", "is text, not a number")
        return 0.5
    return row.share("probability")


def _read_row(intake: Intake, row: Row, tags: tuple[str, ...], probability: float) -> None:
    statement, made = row.text("statement"), row.stamp("created_at", ISO_ZONED)
    key = hashed(statement, str(row.values.get("created_at")))
    row.question(
        key,
        text=statement,
        due=row.due("resolve_by", ISO_ZONED),
        opened=made.day,
        tags=tags,
        note=row.text_or("note") or None,
    )
    row.forecast(key, row.options.source or ME, SourceKind.UNKNOWN, made, probability=probability)
    outcome = row.outcome("outcome", _OUTCOMES)
    resolved = row.stamp_or("resolved_at", ISO_ZONED)
    if not row.has("outcome"):
        row.fault("outcome", "is empty")
    elif outcome:
        row.resolution(key, outcome, resolved)
    if row.keep() and probability == 1:
        intake.tally("forecast", "of 100%: augur-cli reads 1% as 100%, so check")
