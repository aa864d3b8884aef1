"""What people say of the articles they hand in: for all of them, by file name, in a table."""

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from forecastctl.dates import iso_day
from forecastctl.errors import Problem
from forecastctl.extract.base import Meta
from forecastctl.formats.table import read_rows

COLUMNS = ("path", "published", "author", "outlet", "title", "url")


class MetaRow(NamedTuple):
    """One row of the table: the article as it is named there, and what is said of it."""

    path: str
    meta: Meta
    where: str


class MetaTable(NamedTuple):
    """What a CSV file says of articles. With any problem, nothing of it is to be used."""

    rows: tuple[MetaRow, ...]
    problems: tuple[Problem, ...] = ()
    ignored_columns: tuple[str, ...] = ()


def read_meta_table(text: str) -> MetaTable:
    """Read `path[,published,author,outlet,title,url]` with a header, columns by name."""
    try:
        lines = list(read_rows(text))
    except ValueError as error:
        return _refused("file", str(error))
    header = [cell.strip().lower() for cell in lines[0].cells] if lines else []
    if "path" not in header:
        return _refused("line 1", "the column path is missing; the first line names the columns")
    twice = [name for name in COLUMNS if header.count(name) > 1]
    if twice:
        return _refused("line 1", f"the column {twice[0]} is there twice")
    rows: list[MetaRow] = []
    known: dict[str, str] = {}
    problems: list[Problem] = []
    for line in lines[1:]:
        where = f"line {line.line}"
        if len(line.cells) != len(header):
            message = f"has {len(line.cells)} cells, but there are {len(header)} columns"
            problems.append(Problem(where, None, message))
        else:
            stripped = (cell.strip() for cell in line.cells)
            cells = dict(zip(header, stripped, strict=True))
            problems += _faults(cells, where, known.setdefault(cells["path"], where))
            rows.append(MetaRow(cells["path"], _meta(cells), where))
    ignored = tuple(name for name in header if name not in COLUMNS)
    return MetaTable(tuple(rows), tuple(problems), ignored)


def day_in_name(name: str) -> date | None:
    """The day that a file name holds as `2026-03-17`, the first one that is in the calendar."""
    days = (iso_day(found) for found in _ISO_DAY.findall(name))
    return next((day for day in days if day), None)


_ISO_DAY = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")


def _refused(where: str, message: str) -> MetaTable:
    return MetaTable((), (Problem(where, None, message),))


def _faults(cells: Mapping[str, str], where: str, first: str) -> list[Problem]:
    faults = []
    if not cells["path"]:
        faults.append(Problem(where, "path", "is empty"))
    elif first != where:
        faults.append(Problem(where, "path", f"is the same as in {first}"))
    published = cells.get("published")
    if published and iso_day(published) is None:
        message = f"'{published}' is not a day; write it like 2026-03-17"
        faults.append(Problem(where, "published", message))
    return faults


def _meta(cells: Mapping[str, str]) -> Meta:
    meta = Meta(
        title=cells.get("title") or None,
        author=cells.get("author") or None,
        outlet=cells.get("outlet") or None,
        url=cells.get("url") or None,
    )
    return meta.dated(iso_day(cells.get("published", "")), "--meta")
