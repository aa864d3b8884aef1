"""JSON documents. Each names its schema; keys without a value are null."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from forecastctl.model import Entry
from forecastctl.render.view import (
    Checked,
    Imported,
    QuestionRow,
    Resolved,
    Shown,
    SourceRow,
)
from forecastctl.store.base import Commit, Verification

if TYPE_CHECKING:
    from forecastctl.scoring.calibration import Calibration
    from forecastctl.scoring.report import Report

Document = Mapping[str, object]


class EvidenceObject(TypedDict):
    """The quoted words behind a forecast, and where they stand."""

    article: str | None
    start: int | None
    end: int | None
    quote: str | None


class EntryObject(TypedDict):
    """An entry. A question without a forecast has no source and no probability."""

    id: str
    question: str
    claim: str
    source: str | None
    via: list[str]
    outlet: str | None
    probability: float | None
    low: float | None
    high: float | None
    wording: str | None
    method: str | None
    said: str | None
    claim_kind: str | None
    condition: str | None
    made: str | None
    due: str | None
    due_assumed: bool
    check_on: str | None
    state: str
    outcome: str | None
    happened_on: str | None
    proof: str | None
    by: str | None
    tags: list[str]
    event: str | None
    article: str | None
    url: str | None
    evidence: list[EvidenceObject]
    criteria: str | None
    note: str | None
    updates: int


def entry_object(entry: Entry, *, today: date, outlets: Mapping[str, str]) -> EntryObject:
    """One entry; `outlets` gives the publisher of an article by its id."""
    raise NotImplementedError


def entries_document(
    entries: Iterable[Entry], *, today: date, outlets: Mapping[str, str]
) -> Document:
    """`entries/1`, of `list` and `due`. Its rows are also those of JSON lines and CSV."""
    raise NotImplementedError


def entry_document(shown: Shown, *, today: date, outlets: Mapping[str, str]) -> Document:
    """`entry/1`, of `add`, `update`, `edit` and `show`."""
    raise NotImplementedError


def resolved_document(
    done: Sequence[Resolved], *, today: date, outlets: Mapping[str, str]
) -> Document:
    """`resolved/1`, of `resolve` and `reopen`."""
    raise NotImplementedError


def check_document(checked: Checked, *, today: date, outlets: Mapping[str, str]) -> Document:
    """`check/1`."""
    raise NotImplementedError


def log_document(commits: Iterable[Commit]) -> Document:
    """`log/1`, of `log` and `undo`."""
    raise NotImplementedError


def import_document(done: Imported) -> Document:
    """`import/1`."""
    raise NotImplementedError


def verify_document(verification: Verification) -> Document:
    """`verify/1`."""
    raise NotImplementedError


def sources_document(rows: Iterable[SourceRow]) -> Document:
    """`sources/1`."""
    raise NotImplementedError


def questions_document(rows: Iterable[QuestionRow], *, today: date) -> Document:
    """`questions/1`."""
    raise NotImplementedError


def report_document(report: "Report") -> Document:
    """`report/1`."""
    raise NotImplementedError


def calibration_document(calibration: "Calibration") -> Document:
    """`calibration/1`."""
    raise NotImplementedError


def error_document(code: int, message: str) -> Document:
    """The object that ends stderr when a command with --format json fails."""
    raise NotImplementedError


def json_text(document: Document) -> str:
    """One document for a person or a program to read: indented, with a final line break."""
    raise NotImplementedError


def jsonl_text(rows: Iterable[Mapping[str, object]]) -> str:
    """One compact object a line."""
    raise NotImplementedError
