"""The spreadsheet that Fatebook imports (Sage-Future/fatebook, `lib/web/import_router.ts`).

Probabilities are per cent: the site divides every number by 100.
"""

from collections import Counter
from decimal import Decimal

from forecastctl.formats.content import Content
from forecastctl.formats.csv_columns import text_cell
from forecastctl.formats.document import Document, Parsed, ReadOptions, counted
from forecastctl.formats.intake import ME, Intake, Row
from forecastctl.formats.keys import hashed
from forecastctl.formats.stamp import ISO, Stamp
from forecastctl.formats.table import write_row
from forecastctl.model import Forecast, Outcome, Question, Resolution, SourceKind

NAME = "fatebook-sheet"
REQUIRED = ("questionTitle", "forecast", "qCreatedAt", "resolution")
KNOWN = ("resolvedAt", "resolveBy", "fCreatedAt", "tags", "notes", "notesExtra")
COLUMNS = (*REQUIRED, *KNOWN[:-1])
OUTCOMES = {"YES": Outcome.YES, "NO": Outcome.NO, "AMBIGUOUS": Outcome.VOID}
_WORDS = {outcome: word for word, outcome in OUTCOMES.items()}


def read(content: Content, options: ReadOptions) -> Parsed:
    """Read a sheet; all forecasts are those of one source."""
    intake = Intake(NAME, options)
    seen: Counter[str] = Counter()
    for row in intake.rows(content.text, REQUIRED, KNOWN):
        _read_row(row, seen)
    return intake.parsed()


def write(document: Document) -> str:
    """The forecasts of one source as a sheet; undated questions are left out."""
    questions = {question.id: question for question in document.questions}
    resolutions = {resolution.question: resolution for resolution in document.resolutions}
    lines = [write_row(COLUMNS)]
    for forecast in document.forecasts:
        question = questions[forecast.question]
        if question.due and forecast.probability is not None:
            lines.append(write_row(_cells(forecast, question, resolutions.get(question.id))))
    return "".join(lines)


def left_out(document: Document) -> str | None:
    """What the sheet does not hold, as a sentence, or None."""
    undated = sum(question.due is None for question in document.questions)
    if not undated:
        return None
    return f"left out: {counted(undated, 'undated question')}; Fatebook would give them a day"


def _read_row(row: Row, seen: Counter[str]) -> None:
    title = row.text("questionTitle")
    asked = row.stamp("qCreatedAt", ISO)
    key = hashed(title, str(row.values["qCreatedAt"]))
    row.question(
        key,
        text=title,
        due=row.due("resolveBy", ISO),
        opened=asked.day,
        tags=tuple(tag.strip() for tag in (row.text_or("tags") or "").split(",") if tag.strip()),
        note="\n".join(filter(None, (row.text_or("notes"), row.text_or("notesExtra")))) or None,
    )
    made = row.stamp_or("fCreatedAt", ISO) or asked
    same = hashed(key, str(row.values.get("fCreatedAt") or ""))
    seen[same] += 1
    row.forecast(
        hashed(same, str(seen[same])),
        row.options.source or ME,
        SourceKind.UNKNOWN,
        made,
        probability=row.per_cent("forecast"),
    )
    _read_outcome(row, key)
    row.keep()


def _read_outcome(row: Row, key: str) -> None:
    outcome = row.outcome("resolution", OUTCOMES)
    resolved: Stamp | None = row.stamp_or("resolvedAt", ISO)
    if outcome and resolved is None:
        row.fault("resolvedAt", "is empty, but resolution says how it turned out")
    elif outcome:
        row.resolution(key, outcome, resolved)


def _cells(
    forecast: Forecast, question: Question, resolution: Resolution | None
) -> tuple[str, ...]:
    happened = resolution and (resolution.happened_on or resolution.recorded_at.date())
    opened = min(question.opened or forecast.made, forecast.made)
    per_cent = Decimal(repr(forecast.probability)) * 100
    return (
        text_cell(question.text),
        f"{per_cent.normalize():f}%",
        opened.isoformat(),
        _WORDS[resolution.outcome] if resolution else "",
        happened.isoformat() if happened else "",
        question.due.isoformat() if question.due else "",
        forecast.made.isoformat(),
        text_cell(",".join(tag.replace(",", " ") for tag in question.tags)),
        text_cell(question.note or ""),
    )
