"""A table as data, and its plain form: one record a line, nothing cut, no colour.

Tables are named tuples: every command that prints pays for making the classes of its records.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from forecastctl.text import is_visible, visible

GAP = "  "


class Align(StrEnum):
    """On which side of its column a cell stands."""

    LEFT = "left"
    RIGHT = "right"


class Column(NamedTuple):
    """One column. Its heads stand below each other; the last is on the line above the rows.

    On a terminal a column that `may_cut` gives way where the line is too long: its cells lose
    their ends or, where it `wraps`, go on below. The last one may wrap at its commas. A cell that
    is a key of `styles` is painted so, which only ever repeats what the words say.
    """

    heads: tuple[str, ...]
    align: Align = Align.LEFT
    min_width: int = 0
    may_cut: bool = False
    wraps: bool = False
    wraps_at_comma: bool = False
    styles: Mapping[str, str] = MappingProxyType({})


class Table(NamedTuple):
    """Columns and rows of cells. The last column is never padded.

    `row_styles` paints whole rows, by their place.
    """

    columns: tuple[Column, ...]
    rows: Sequence[tuple[str, ...]]
    row_styles: Mapping[int, str] = MappingProxyType({})


Measure = Callable[[str], int]
"""Tells how many cells of a terminal a text takes."""


def plain(table: Table, measure: Measure = len) -> str:
    """The table as a pipe gets it: nothing cut, no colour, nothing after the last column."""
    cells = clean_cells(table)
    measured = None if table.columns[-1].align is Align.RIGHT else -1
    widths = natural_widths(table.columns[:measured], cells[:measured], measure)
    widths += [0] * (len(table.columns) - len(widths))
    columns = padded_columns(table, cells, widths, measure)
    lines = head_lines(table, widths)
    lines += map(GAP.join, zip(*columns, strict=True))
    return "\n".join(lines) + "\n"


def clean_cells(table: Table) -> list[Sequence[str]]:
    """The cells column by column, with everything spelt out that could deceive a reader."""
    if not table.rows:
        return [() for _ in table.columns]
    return [_clean(cells) for cells in zip(*table.rows, strict=True)]


def natural_widths(
    columns: Sequence[Column], cells: Sequence[Sequence[str]], measure: Measure
) -> list[int]:
    """How wide each column is where nothing is cut."""
    return [
        max(
            column.min_width,
            max(map(len, column.heads), default=0),
            max(map(_measure_of(column_cells, measure), column_cells), default=0),
        )
        for column, column_cells in zip(columns, cells, strict=True)
    ]


def padded_columns(
    table: Table, cells: Sequence[Sequence[str]], widths: Sequence[int], measure: Measure
) -> list[Sequence[str]]:
    """The cells filled up to the width of their column; nothing follows those of the last."""
    columns: list[Sequence[str]] = [
        padded(column_cells, width, column.align, measure)
        for column, column_cells, width in zip(table.columns, cells, widths, strict=True)
    ]
    if table.columns[-1].align is Align.LEFT:
        columns[-1] = cells[-1]
    return columns


def padded(cells: Sequence[str], width: int, align: Align, measure: Measure) -> list[str]:
    """The cells filled up with spaces to this width."""
    if width == 0:
        return list(cells)
    if _measure_of(cells, measure) is len:
        if align is Align.LEFT:
            return [cell.ljust(width) for cell in cells]
        return [cell.rjust(width) for cell in cells]
    spaces = [" " * (width - measure(cell)) for cell in cells]
    if align is Align.LEFT:
        return [cell + space for cell, space in zip(cells, spaces, strict=True)]
    return [space + cell for cell, space in zip(cells, spaces, strict=True)]


def head_lines(table: Table, widths: Sequence[int]) -> list[str]:
    """The lines above the rows; columns with fewer heads begin lower."""
    height = max((len(column.heads) for column in table.columns), default=0)
    lines: list[str] = []
    for level in range(height):
        heads = []
        for column, width in zip(table.columns, widths, strict=True):
            place = level - height + len(column.heads)
            heads += padded([column.heads[place] if place >= 0 else ""], width, column.align, len)
        lines.append(GAP.join(heads).rstrip())
    return lines


def _clean(cells: Sequence[str]) -> Sequence[str]:
    """Few columns hold anything that must be spelt out, which one look at all of it shows."""
    return cells if is_visible("".join(cells)) else [visible(cell) for cell in cells]


def _measure_of(cells: Sequence[str], measure: Measure) -> Measure:
    return len if "".join(cells).isascii() else measure
