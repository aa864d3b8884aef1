"""JSON documents. Each names its schema; keys without a value are null."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from forecastctl.errors import Problem
from forecastctl.model import Entry, Evidence, Question, Resolution, state_of
from forecastctl.render.entry_text import brier_of
from forecastctl.render.schema import (
    BIN_KEYS,
    CALIBRATION_KEYS,
    COMPARISON_KEYS,
    PHRASE_KEYS,
    REPORT_KEYS,
    SOURCE_REPORT_KEYS,
    STEP_KEYS,
    CommitObject,
    EntriesDocument,
    EntryObject,
    EvidenceObject,
    QuestionObject,
    QuestionRowObject,
    ResolutionObject,
    SourceObject,
)
from forecastctl.render.status import STATUS
from forecastctl.render.view import (
    Checked,
    Imported,
    QuestionRow,
    Resolved,
    Shown,
    SourceRow,
)
from forecastctl.scoring.tables import GroupBy
from forecastctl.store.base import Commit, Verification

if TYPE_CHECKING:
    from forecastctl.scoring.calibration import Calibration
    from forecastctl.scoring.card import Call, Card
    from forecastctl.scoring.compare import Comparison
    from forecastctl.scoring.report import Report, SourceReport

    pass

Document = Mapping[str, object]


def entry_object(entry: Entry, *, today: date, outlets: Mapping[str, str]) -> EntryObject:
    """One entry; `outlets` gives the publisher of an article by its id."""
    question, forecast, resolution = entry.question, entry.forecast, entry.resolution
    outcome = resolution.outcome if resolution else None
    evidence = forecast.evidence if forecast else ()
    article = next((piece.article for piece in evidence if piece.article), None)
    return {
        "id": entry.id,
        "question": question.id,
        "claim": question.text,
        "source": forecast.source if forecast else None,
        "via": list(forecast.via) if forecast else [],
        "outlet": outlets.get(article) if article else None,
        "probability": forecast.probability if forecast else None,
        "low": forecast.low if forecast else None,
        "high": forecast.high if forecast else None,
        "wording": forecast.wording if forecast else None,
        "method": forecast.method if forecast else None,
        "said": forecast.said if forecast else None,
        "claim_kind": forecast.claim_kind if forecast else None,
        "condition": question.condition,
        "made": _day(forecast.made) if forecast else None,
        "due": _day(question.due),
        "due_assumed": question.due_assumed,
        "check_on": _day(question.check_on),
        "state": state_of(question.check_day, outcome, today),
        "outcome": outcome,
        "happened_on": _day(resolution.happened_on) if resolution else None,
        "proof": resolution.proof if resolution else None,
        "by": resolution.by if resolution else None,
        "tags": list(question.tags),
        "event": question.event,
        "article": article,
        "url": forecast.url if forecast else None,
        "evidence": [_evidence_object(piece) for piece in evidence],
        "criteria": question.criteria,
        "note": (forecast.note if forecast else None) or question.note,
        "updates": entry.updates,
    }


def question_object(
    question: Question, resolution: Resolution | None, *, today: date
) -> QuestionObject:
    """One question by itself."""
    outcome = resolution.outcome if resolution else None
    return {
        "id": question.id,
        "text": question.text,
        "criteria": question.criteria,
        "condition": question.condition,
        "opened": _day(question.opened),
        "due": _day(question.due),
        "due_assumed": question.due_assumed,
        "check_on": _day(question.check_on),
        "tags": list(question.tags),
        "event": question.event,
        "note": question.note,
        "state": state_of(question.check_day, outcome, today),
        "outcome": outcome,
    }


def entries_document(
    entries: Iterable[Entry], *, today: date, outlets: Mapping[str, str]
) -> EntriesDocument:
    """`entries/1`, of `list` and `due`. Its rows are also those of JSON lines and CSV."""
    return {
        "schema": "forecastctl.entries/1",
        "entries": [entry_object(entry, today=today, outlets=outlets) for entry in entries],
    }


def entry_document(shown: Shown, *, today: date, outlets: Mapping[str, str]) -> Document:
    """`entry/1`, of `add`, `update`, `edit` and `show`."""
    document: dict[str, object] = {
        "schema": "forecastctl.entry/1",
        "question": question_object(shown.question, shown.resolution, today=today),
        "entries": [entry_object(entry, today=today, outlets=outlets) for entry in shown.entries],
        "resolution": _resolution_object(shown.resolution),
    }
    if shown.history is not None:
        document["history"] = [_commit_object(commit) for commit in shown.history]
    return document


def resolved_document(
    done: Sequence[Resolved], *, today: date, outlets: Mapping[str, str]
) -> Document:
    """`resolved/1`, of `resolve` and `reopen`. A question that was reopened has no outcome."""
    return {
        "schema": "forecastctl.resolved/1",
        "resolved": [_resolved_object(one, today, outlets) for one in done],
    }


def check_document(checked: Checked, *, today: date, outlets: Mapping[str, str]) -> Document:
    """`check/1`."""
    return {
        "schema": "forecastctl.check/1",
        "status": STATUS[checked.code],
        "code": checked.code,
        "overdue": checked.overdue,
        "oldest_overdue_days": checked.oldest_overdue_days,
        "due_soon": checked.due_soon,
        "open": checked.open,
        "entries": [entry_object(entry, today=today, outlets=outlets) for entry in checked.entries],
    }


def unknown_document(message: str) -> Document:
    """`check/1` of a check that could not be made: nothing is known, and `message` says why."""
    counts = dict.fromkeys(("overdue", "oldest_overdue_days", "due_soon", "open"))
    return {
        "schema": "forecastctl.check/1",
        "status": STATUS[3],
        "code": 3,
        **counts,
        "entries": [],
        "message": message,
    }


def log_document(commits: Iterable[Commit]) -> Document:
    """`log/1`, of `log` and `undo`."""
    return {
        "schema": "forecastctl.log/1",
        "commits": [_commit_object(commit) for commit in commits],
    }


def import_document(done: Imported) -> Document:
    """`import/1`."""
    return {
        "schema": "forecastctl.import/1",
        "read": dict(done.read),
        "added": dict(done.added),
        "unchanged": dict(done.unchanged),
        "updated": dict(done.updated),
        "skipped": dict(done.skipped),
        "problems": [_problem_object(problem) for problem in done.problems],
    }


def verify_document(verification: Verification) -> Document:
    """`verify/1`."""
    return {
        "schema": "forecastctl.verify/1",
        "ok": verification.ok,
        "commits": verification.commits,
        "head": verification.head,
        "problems": [_problem_object(problem) for problem in verification.problems],
    }


def sources_document(rows: Iterable[SourceRow]) -> Document:
    """`sources/1`."""
    return {
        "schema": "forecastctl.sources/1",
        "sources": [_source_object(row) for row in rows],
    }


def questions_document(rows: Iterable[QuestionRow], *, today: date) -> Document:
    """`questions/1`."""
    return {
        "schema": "forecastctl.questions/1",
        "questions": [_question_row_object(row, today) for row in rows],
    }


def report_document(report: "Report") -> Document:
    """`report/1`. The rows of a report by wording stand under `phrases`."""
    document = {"schema": "forecastctl.report/1", **_picked(report, REPORT_KEYS)}
    rows: dict[str, object] = {"sources": [_report_row(row) for row in report.sources]}
    if report.by is GroupBy.WORDING:
        rows = {"phrases": [_picked(phrase, PHRASE_KEYS) for phrase in report.phrases]}
    return {**document, **rows, "footnotes": list(report.footnotes)}


def card_document(card: "Card") -> Document:
    """`report/1` of one source, with its best and worst calls and its phrases in the row."""
    row = {
        **_report_row(card.row),
        "best": [_call_object(call) for call in card.best],
        "worst": [_call_object(call) for call in card.worst],
        "phrases": [_picked(phrase, PHRASE_KEYS) for phrase in card.phrases],
    }
    return {**report_document(card.report), "sources": [row]}


def calibration_document(calibration: "Calibration") -> Document:
    """`calibration/1`."""
    return {
        "schema": "forecastctl.calibration/1",
        **_picked(calibration, CALIBRATION_KEYS),
        "bins": [_picked(one, BIN_KEYS) for one in calibration.bins],
        "curve": [_picked(step, STEP_KEYS) for step in calibration.curve],
        "footnotes": list(calibration.footnotes),
    }


def comparison_document(done: "Comparison") -> Document:
    """`compare/1`."""
    return {"schema": "forecastctl.compare/1", **_picked(done, COMPARISON_KEYS)}


def error_document(code: int, message: str) -> Document:
    """The object that ends stderr when a command with --format json fails."""
    return {"error": {"code": code, "message": message}}


def json_text(document: Document) -> str:
    """One document for a person or a program to read: indented, with a final line break."""
    return _encoded(document, indent=True) + "\n"


def jsonl_text(rows: Iterable[Mapping[str, object]]) -> str:
    """One compact object a line."""
    return "".join(f"{_encoded(row, indent=False)}\n" for row in rows)


def _resolved_object(done: Resolved, today: date, outlets: Mapping[str, str]) -> Document:
    outcome = done.resolution.outcome if done.resolution else None
    return {
        "question": done.question.id,
        "outcome": outcome,
        "entries": [
            {
                **entry_object(entry, today=today, outlets=outlets),
                "brier": brier_of(entry.forecast, outcome) if entry.forecast else None,
            }
            for entry in done.entries
        ],
        "counts_from": _day(done.counts_from),
    }


def _resolution_object(resolution: Resolution | None) -> ResolutionObject | None:
    if resolution is None:
        return None
    return {
        "outcome": resolution.outcome,
        "happened_on": _day(resolution.happened_on),
        "recorded_at": _moment(resolution.recorded_at),
        "by": resolution.by,
        "proof": resolution.proof,
        "note": resolution.note,
    }


def _evidence_object(evidence: Evidence) -> EvidenceObject:
    return {
        "article": evidence.article,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
    }


def _source_object(row: SourceRow) -> SourceObject:
    return {
        "id": row.source.id,
        "name": row.source.name,
        "kind": row.source.kind,
        "aliases": list(row.source.aliases),
        "parent": row.source.parent,
        "entries": row.entries,
    }


def _question_row_object(row: QuestionRow, today: date) -> QuestionRowObject:
    question = question_object(row.question, row.resolution, today=today)
    return {**question, "sources": row.sources}


def _commit_object(commit: Commit) -> CommitObject:
    return {
        "commit": commit.serial,
        "at": _moment(commit.at),
        "user": commit.user,
        "command": commit.command,
        "undone_by": commit.undone_by,
        "changes": [
            {"table": change.table, "id": change.id, "change": change.kind}
            for change in commit.changes
        ],
    }


def _problem_object(problem: Problem) -> Document:
    return {"where": problem.where, "field": problem.field, "message": problem.message}


def _report_row(row: "SourceReport") -> dict[str, object]:
    keys = [key for key in SOURCE_REPORT_KEYS if key != "group" or row.group is not None]
    hidden = {key: row.hidden[key] for key in keys if key in row.hidden}
    return {**_picked(row, keys), "hidden": hidden}


def _call_object(call: "Call") -> Document:
    return {"id": call.forecast, "loss": call.loss}


def _picked(record: object, keys: Iterable[str]) -> dict[str, object]:
    """These fields of a result of scoring, which are named as the keys of its JSON are."""
    return {key: _plain(getattr(record, key)) for key in keys}


def _plain(value: object) -> object:
    """Values of scoring as JSON has them: days as text, intervals as lists, records as objects."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if is_dataclass(value):
        return _picked(value, [field.name for field in fields(value)])
    if isinstance(value, float) and math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _encoded(value: object, *, indent: bool) -> str:
    """JSON in which no character can steer a terminal: those are escaped, as JSON allows."""
    try:
        import orjson

        text = orjson.dumps(value, option=orjson.OPT_INDENT_2 if indent else None).decode()
    except (ImportError, TypeError):  # not installed; or text with a lone surrogate
        import json

        text = json.dumps(value, indent=2 if indent else None)
    if text.isascii() and "\x7f" not in text:
        return text
    return _STEERING.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
