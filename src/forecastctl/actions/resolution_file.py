"""Reading a CSV file of outcomes (`resolve --from`)."""

from collections.abc import Mapping
from typing import NamedTuple

from forecastctl.actions.resolve import ResolutionRow, Verdict, parse_outcome
from forecastctl.actions.rule import parse_day
from forecastctl.errors import Problem
from forecastctl.formats.table import Row, read_rows

COLUMNS = ("id", "outcome", "happened_on", "proof", "note")
REQUIRED = ("id", "outcome")


class ResolutionFile(NamedTuple):
    """What a CSV file of outcomes holds. With any problem, nothing of it is to be used."""

    rows: tuple[ResolutionRow, ...]
    problems: tuple[Problem, ...]
    ignored_columns: tuple[str, ...] = ()


def read_resolution_file(text: str) -> ResolutionFile:
    """Read `id,outcome[,happened_on,proof,note]` with a header, columns by name."""
    try:
        lines = list(read_rows(text))
    except ValueError as error:
        return _refused("file", None, str(error))
    if not lines:
        return _refused("line 1", None, "the file is empty; its first line names the columns")
    header = [cell.strip().lower() for cell in lines[0].cells]
    faults = [f"the column {name} is missing" for name in REQUIRED if name not in header]
    faults += [f"the column {name} is there twice" for name in COLUMNS if header.count(name) > 1]
    if faults:
        return _refused("line 1", None, "; ".join(faults))
    rows: list[ResolutionRow] = []
    problems: list[Problem] = []
    for line in lines[1:]:
        _read_row(line, header, rows, problems)
    ignored = tuple(name for name in header if name not in COLUMNS)
    return ResolutionFile(rows=tuple(rows), problems=tuple(problems), ignored_columns=ignored)


def _refused(where: str, field: str | None, message: str) -> ResolutionFile:
    problem = Problem(where=where, field=field, message=message)
    return ResolutionFile(rows=(), problems=(problem,))


def _read_row(
    line: Row, header: list[str], rows: list[ResolutionRow], problems: list[Problem]
) -> None:
    where = f"line {line.line}"
    if len(line.cells) != len(header):
        message = f"has {len(line.cells)} cells, but there are {len(header)} columns"
        problems.append(Problem(where=where, field=None, message=message))
        return
    cells = {name: cell.strip() for name, cell in zip(header, line.cells, strict=True)}
    faults = len(problems)
    if not cells["id"]:
        problems.append(Problem(where=where, field="id", message="is empty"))
    verdict = _verdict(cells, where, problems)
    if verdict and len(problems) == faults:
        rows.append(ResolutionRow(cells["id"], verdict, where))


def _verdict(cells: Mapping[str, str], where: str, problems: list[Problem]) -> Verdict | None:
    outcome = on = None
    try:
        outcome = parse_outcome(cells["outcome"])
    except ValueError as error:
        problems.append(Problem(where=where, field="outcome", message=str(error)))
    try:
        on = parse_day(cells["happened_on"]) if cells.get("happened_on") else None
    except ValueError as error:
        problems.append(Problem(where=where, field="happened_on", message=str(error)))
    if outcome is None:
        return None
    return Verdict(outcome=outcome, on=on, proof=cells.get("proof"), note=cells.get("note"))
