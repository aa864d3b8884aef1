"""Comma-separated text: rows with the line on which they start, and rows written back."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from forecastctl.formats.fields import shorten


class Row(NamedTuple):
    """The cells of one record and the line on which it starts, the first being 1."""

    line: int
    cells: list[str]


def read_rows(text: str) -> Iterator[Row]:
    """The records of a table, blank lines left out.

    Raises ValueError, naming the line, where a quote is not closed or stands inside a cell.
    """
    lines = io.StringIO(text.removeprefix("\ufeff"), newline="")
    return rows_of(lines, max(len(text), 1))


def rows_of(lines: Iterable[str], longest_cell: int) -> Iterator[Row]:
    """The same of lines as they come, with a limit to what a cell may hold."""
    old_limit = csv.field_size_limit(longest_cell)
    try:
        reader = csv.reader(lines, strict=True)
        line, new = 1, tuple.__new__
        try:
            for cells in reader:
                if cells:
                    yield new(Row, (line, cells))
                line = reader.line_num + 1
        except csv.Error as error:
            raise ValueError(f"line {line}: {error}") from None
    finally:
        csv.field_size_limit(old_limit)


def header_faults(header: list[str], required: Iterable[str]) -> list[str]:
    """What makes a table unusable: columns that are missing, and those that are there twice."""
    faults = [f"the column {name} is missing" for name in required if name not in header]
    repeated = [name for name in dict.fromkeys(header) if header.count(name) > 1]
    return faults + [f"the column {shorten(name)} is there twice" for name in repeated]


def write_row(cells: Iterable[str]) -> str:
    """One line of a table; only cells that need quotes get them."""
    return ",".join(_quoted(cell) if _NEEDS_QUOTES(cell) else cell for cell in cells) + "\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


_NEEDS_QUOTES = re.compile(r'[",\r\n]').search
