"""Comma-separated text: rows with the line on which they start, and rows written back."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Row(NamedTuple):
    """The cells of one record and the line on which it starts, the first being 1."""

    line: int
    cells: list[str]


def read_rows(text: str) -> Iterator[Row]:
    """The records of a table, blank lines left out.

    Raises ValueError, naming the line, where a quote is not closed or stands inside a cell.
    """
    old_limit = csv.field_size_limit(max(len(text), 1))
    try:
        reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
        line = 1
        try:
            for cells in reader:
                if cells:
                    yield Row(line, cells)
                line = reader.line_num + 1
        except csv.Error as error:
            raise ValueError(f"line {line}: {error}") from None
    finally:
        csv.field_size_limit(old_limit)


def write_row(cells: Iterable[str]) -> str:
    """One line of a table; only cells that need quotes get them."""
    return ",".join(_quoted(cell) if _NEEDS_QUOTES(cell) else cell for cell in cells) + "\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


_NEEDS_QUOTES = re.compile(r'[",\r\n]').search
