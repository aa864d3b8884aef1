"""Rows to score, written as text that can be checked by hand, and reports made from them."""

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from forecastctl.scoring.engine import build_tables
from forecastctl.scoring.report import Report, ReportOptions, SourceInfo, SourceReport, build_report
from forecastctl.scoring.skill import BASE, Reference
from forecastctl.scoring.tables import RowKey, RowTable, ScoringRow, Selection

TODAY = date(2026, 11, 21)
SELECTION = Selection(today=TODAY)

GOOD = ScoringRow(
    forecast="f1",
    question="q1",
    source="a",
    probability=0.7,
    low=None,
    high=None,
    wording=None,
    method="stated",
    said="+",
    claim_kind=None,
    made="2026-01-01",
    order=("", 0),
    is_binary=True,
    due="2026-03-01",
    due_assumed=False,
    event=None,
    outcome="yes",
    happened_on="2026-02-28",
    recorded_on="2026-03-02",
    groups=(),
)
"""A forecast that nothing speaks against."""


def book(text: str) -> list[ScoringRow]:
    """Rows from a table in plain text: `-` is nothing, except in `said`; the rest is as in GOOD.

    Each row is a forecast f1, f2, ... on a question of its own, unless it names one.
    """
    header, *lines = [line.split() for line in text.strip().splitlines()]
    rows = []
    for i, line in enumerate(lines, 1):
        values: dict[str, object] = {"forecast": f"f{i}", "question": f"q{i}", "order": ("", i)}
        for name, word in zip(header, line, strict=True):
            is_nothing = word == "-" and name != "said"
            values[_COLUMNS.get(name, name)] = None if is_nothing else _value(name, word)
        rows.append(GOOD._replace(**values))  # type: ignore[arg-type]
    return rows


def repeated(n: int, yes: int, p: float, source: str = "a", start: int = 0) -> list[ScoringRow]:
    """n forecasts of p, each on a question of its own, of which so many came true."""
    return [
        GOOD._replace(
            forecast=f"{source}{start + i}",
            question=f"{source}-q{start + i}",
            source=source,
            probability=p,
            outcome="yes" if i < yes else "no",
        )
        for i in range(n)
    ]


def table_of(rows: Iterable[ScoringRow], selection: Selection = SELECTION) -> RowTable:
    """The table of the only source."""
    [table] = build_tables(rows, selection).rows.values()
    return table


def report_of(
    rows: Iterable[ScoringRow],
    selection: Selection = SELECTION,
    *,
    reference: Reference = BASE,
    sources: dict[str, SourceInfo] | None = None,
    is_long: bool = False,
    draws: int = 999,
) -> Report:
    """The report of these rows."""
    selection = replace(selection, against=reference.source)
    tables = build_tables(rows, selection)
    options = ReportOptions(reference=reference, is_long=is_long, draws=draws)
    return build_report(tables, selection, sources or {}, options)


def row_of(report: Report, source: str) -> SourceReport:
    """The row of a source."""
    [row] = [row for row in report.sources if row.source == source]
    return row


def table_row(rows: Iterable[ScoringRow], source: str, group: str = "") -> RowTable:
    """The table of one row of several."""
    return build_tables(rows, SELECTION).rows[RowKey(source, group)]


def shared_rows(name: str) -> list[dict[str, str]]:
    """A data set beside the repository; the test is skipped where there is none."""
    path = Path(__file__).parents[2] / "../shared/scoring" / name
    if not path.exists():
        pytest.skip(f"{name} is not here")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


_COLUMNS = {"p": "probability", "happened": "happened_on", "recorded": "recorded_on"}


def _value(name: str, word: str) -> object:
    if name in ("p", "low", "high"):
        return float(word.rstrip("%")) / 100 if word.endswith("%") else float(word)
    if name == "groups":
        return tuple(word.split(","))
    if name == "due_assumed":
        return word == "yes"
    return word.replace("_", " ") if name == "wording" else word
