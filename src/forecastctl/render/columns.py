"""A table as data, and its plain form: one record a line, nothing cut, no colour."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

GAP = "  "


class Align(StrEnum):
    """On which side of its column a cell stands."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. Its heads stand below each other; the last is on the line above the rows.

    On a terminal a column that `may_cut` gives way where the line is too long. A cell that is a
    key of `styles` is painted so, which only ever repeats what the words say.
    """

    heads: tuple[str, ...]
    align: Align = Align.LEFT
    min_width: int = 0
    may_cut: bool = False
    styles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns and rows of cells. The last column is never padded.

    `row_styles` paints whole rows, by their place.
    """

    columns: tuple[Column, ...]
    rows: Sequence[tuple[str, ...]]
    row_styles: Mapping[int, str] = field(default_factory=dict)


def plain(table: Table, measure: Callable[[str], int] = len) -> str:
    """The table as a pipe gets it. `measure` tells how many cells of a terminal a text takes."""
    raise NotImplementedError
