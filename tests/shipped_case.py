"""The records of the data files that come with the tool, as tests look at them."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

from forecastctl.actions.score import report
from forecastctl.formats.document import Parsed, ReadOptions
from forecastctl.formats.registry import read_records
from forecastctl.model import Record
from forecastctl.scoring.report import Report, ReportOptions
from forecastctl.scoring.tables import GroupBy, Selection
from forecastctl.store.base import Reader
from forecastctl.store.memory import MemoryStore

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
SHARED = ROOT / "../shared"
EXPORTS = ("articles.jsonl", "pundits.jsonl")

T = TypeVar("T", bound=Record)


@cache
def parsed(name: str) -> Parsed:
    return read_records((DATA / name).read_bytes(), None, ReadOptions())


def records(name: str) -> list[Record]:
    return [located.record for located in parsed(name).records]


def of_type(name: str, kind: type[T]) -> list[T]:
    return [record for record in records(name) if isinstance(record, kind)]


def by_id(name: str, kind: type[T]) -> dict[str, T]:
    return {record.id: record for record in of_type(name, kind)}


def ledger_of(entries: Iterable[Record]) -> Reader:
    """A ledger that holds these records."""
    store = MemoryStore("memory", random_bytes=bytes)
    with store.transaction("import", "ana", datetime(2026, 11, 21, tzinfo=UTC)) as ledger:
        for record in entries:
            ledger.put(record)
    return store.read()


def report_on(entries: Iterable[Record], by: GroupBy = GroupBy.SOURCE) -> Report:
    """The default report of these records, late in 2026."""
    selection = Selection(today=date(2026, 11, 21), by=by)
    return report(ledger_of(entries), selection, ReportOptions())


def after_header(export: bytes) -> bytes:
    """An export without its first line, which names the version that wrote it."""
    return export.partition(b"\n")[2]


@cache
def shared_texts() -> dict[str, str]:
    """The texts of the articles by their hash; they are not part of the project."""
    folder = SHARED / "articles"
    if not folder.is_dir():
        pytest.skip("the texts of the articles are not here")
    texts = [path.read_bytes() for path in sorted(folder.glob("*.txt"))]
    return {hashlib.sha256(text).hexdigest(): text.decode() for text in texts}
