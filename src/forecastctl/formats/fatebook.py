"""The CSV that Fatebook exports (Sage-Future/fatebook, `lib/web/export.ts`): a row a forecast."""

from forecastctl.formats.content import Content
from forecastctl.formats.document import Parsed, ReadOptions
from forecastctl.formats.intake import Intake, Row
from forecastctl.formats.keys import hashed
from forecastctl.formats.stamp import SHORT_SECONDS
from forecastctl.model import Outcome, SourceKind

NAME = "fatebook"
REQUIRED = (
    "Question title",
    "Multiple choice option",
    "Forecast created by",
    "Forecast (scale = 0-1)",
    "Forecast created at",
    "Question created by",
    "Question created at",
    "Question resolve by",
    "Resolution",
    "Resolved at",
)
KNOWN = (
    "Your Brier score for this question",
    "Your relative Brier score for this question",
    "Question notes",
    "Question shared with",
    "Question shared publicly",
    "Question comments",
    "Question tags",
)
OUTCOMES = {"YES": Outcome.YES, "NO": Outcome.NO, "AMBIGUOUS": Outcome.VOID}
MULTIPLE_CHOICE = "multiple-choice"


def read(content: Content, options: ReadOptions) -> Parsed:
    """Read the export. Scores and sharing are not ours to keep."""
    intake = Intake(NAME, options)
    for row in intake.rows(content.text, REQUIRED, KNOWN):
        _read_row(intake, row)
    return intake.parsed()


def _read_row(intake: Intake, row: Row) -> None:
    title, option = row.text("Question title"), row.text_or("Multiple choice option")
    asked_by, asked_at = (
        row.text("Question created by"),
        row.stamp("Question created at", SHORT_SECONDS),
    )
    key = hashed(title, option or "", asked_by, str(row.values["Question created at"]))
    tags = _tags(row.text_or("Question tags"))
    row.question(
        key,
        text=f"{title} [{option}]" if option else title,
        due=row.due("Question resolve by", SHORT_SECONDS),
        opened=asked_at.day,
        tags=(*tags, MULTIPLE_CHOICE) if option else tags,
        note=_note(row, asked_by),
    )
    forecaster = row.text("Forecast created by")
    row.forecast(
        hashed(key, forecaster, str(row.values["Forecast created at"])),
        forecaster,
        SourceKind.PERSON,
        row.stamp("Forecast created at", SHORT_SECONDS),
        probability=row.share("Forecast (scale = 0-1)"),
    )
    outcome = row.outcome("Resolution", OUTCOMES)
    resolved_at = row.stamp_or("Resolved at", SHORT_SECONDS)
    if outcome:
        row.resolution(key, outcome, resolved_at)
    if row.keep():
        _tally(intake, row, has_outcome=bool(option and outcome))


def _tally(intake: Intake, row: Row, *, has_outcome: bool) -> None:
    if row.has("Question shared with"):
        intake.tally("row", "with sharing: whom a question is shared with is not kept")
    if has_outcome:
        intake.tally(
            "row", "of an option with a resolution: it may be that of the whole question; check it"
        )


def _tags(cell: str | None) -> tuple[str, ...]:
    return tuple(tag for tag in (cell or "").split("; ") if tag.strip())


def _note(row: Row, asked_by: str) -> str:
    said = (row.text_or("Question notes"), row.text_or("Question comments"))
    parts = (f"asked by {asked_by}", *said)
    return "\n".join(part for part in parts if part)
