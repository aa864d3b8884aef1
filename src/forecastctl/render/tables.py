"""Tables and words on a terminal. Rich is imported here only, and only where it is needed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple, TextIO

from forecastctl.render.columns import (
    GAP,
    Column,
    Table,
    clean_cells,
    head_lines,
    natural_widths,
    padded_columns,
    plain,
)
from forecastctl.text import visible

READABLE = 24
"""So many cells of the last column stay while another column can still give way."""

SMALL = 8
"""So many cells of every column stay while another one can still give way."""


class Terminal(NamedTuple):
    """What stdout can show. A pipe has `is_terminal` False: there nothing is cut or wrapped."""

    width: int = 80
    colour: bool = False
    is_terminal: bool = False
    encoding: str = "utf-8"

    def can_show(self, text: str) -> bool:
        """True where every character of the text exists in the encoding."""
        try:
            text.encode(self.encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    @property
    def ellipsis(self) -> str:
        """What stands for text that was cut off."""
        return "…" if self.can_show("…") else "..."


def draw(table: Table, terminal: Terminal) -> str:
    """The table as this terminal, or a pipe, should get it."""
    if not (terminal.is_terminal or terminal.colour):
        return plain(table, cell_width)
    if terminal.is_terminal:
        table = _wrapped(table, terminal.width)
    cells = clean_cells(table)
    widths = natural_widths(table.columns, cells, cell_width)
    if terminal.is_terminal:
        widths = _fitted(table.columns, widths, terminal.width)
        table = _folded(table, widths)
        cells = [
            cut_all(column, width, terminal.ellipsis)
            for column, width in zip(clean_cells(table), widths, strict=True)
        ]
    lines = [paint(line, "bold", terminal) for line in head_lines(table, widths)]
    lines += _row_lines(table, cells, widths, terminal)
    return "\n".join(lines) + "\n"


def paint(text: str, style: str, terminal: Terminal) -> str:
    """Text in a style such as `bold red`, or as it is where colour is off."""
    return _painted(text, style) if terminal.colour and text and style else text


def cell_width(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """The text, or as much of its beginning as fits before an ellipsis."""
    if len(text) <= width and cell_width(text) <= width:
        return text
    room = max(width - len(ellipsis), 0)
    if text.isascii():
        return text[:room] + ellipsis[:width]
    from rich.cells import set_cell_size

    return set_cell_size(text[: 8 * width], room).rstrip() + ellipsis[:width]


def cut_all(cells: Iterable[str], width: int, ellipsis: str) -> list[str]:
    """Every cell cut to this width."""
    return [cut(cell, width, ellipsis) for cell in cells]


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most this width, broken between words where that can be."""
    lines: list[str] = []
    for word in text.split():
        for piece in [word] if cell_width(word) <= width else _chopped(word, width):
            if lines and cell_width(lines[-1]) + 1 + cell_width(piece) <= width:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    return lines


def _chopped(word: str, width: int) -> list[str]:
    from rich.cells import chop_cells

    return chop_cells(word, width)


Advance = Callable[[], None]
"""To be called after each step of work that has a known number of them."""


@contextmanager
def progress(
    what: str, stream: TextIO, *, total: int | None = None, after: float = 1.0
) -> Iterator[Advance]:
    """Show a bar on a terminal while the block runs, once it has run for some seconds.

    With a `total` it grows with each call of what the block is given; else it only moves.
    """
    from threading import Timer

    bar = _Bar(what, stream, total)
    timer = Timer(after, bar.show)
    timer.daemon = True
    timer.start()
    try:
        yield bar.advance
    finally:
        timer.cancel()
        timer.join()
        bar.stop()


class _Bar:
    """A bar that counts from the beginning and is drawn from the moment it is shown."""

    def __init__(self, what: str, stream: TextIO, total: int | None) -> None:
        self._what = what
        self._stream = stream
        self._total = total
        self._done = 0
        self._update: Callable[[int], None] | None = None
        self._stop: Callable[[], None] | None = None

    def advance(self) -> None:
        """One step is done."""
        self._done += 1
        if self._update is not None:
            self._update(self._done)

    def show(self) -> None:
        """Draw it from now on."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
        from rich.progress import TimeElapsedColumn as Elapsed

        counts = () if self._total is None else (MofNCompleteColumn(),)
        columns = (TextColumn("{task.description}"), BarColumn(), *counts, Elapsed())
        bar = Progress(*columns, console=Console(file=self._stream), transient=True)
        task = bar.add_task(self._what, total=self._total, completed=self._done)
        self._update = lambda done: bar.update(task, completed=done)
        self._stop = bar.stop
        bar.start()

    def stop(self) -> None:
        """Take it off the screen."""
        if self._stop is not None:
            self._stop()


def _row_lines(
    table: Table, cells: Sequence[Sequence[str]], widths: Sequence[int], terminal: Terminal
) -> Iterator[str]:
    columns = padded_columns(table, cells, widths, cell_width)
    for place, column in enumerate(table.columns):
        if column.styles and terminal.colour:
            columns[place] = [
                paint(full, column.styles.get(text, ""), terminal)
                for full, text in zip(columns[place], cells[place], strict=True)
            ]
    for place, row in enumerate(zip(*columns, strict=True)):
        yield paint(GAP.join(row), table.row_styles.get(place, ""), terminal)


def _fitted(columns: Sequence[Column], natural: Sequence[int], width: int) -> list[int]:
    """Take what is too much from the columns that may be cut.

    The last one gives first, down to a readable rest; then the others, to a small one; then all.
    """
    widths = list(natural)
    excess = sum(widths) + len(GAP) * (len(widths) - 1) - width
    *others, last = range(len(columns))
    steps = [(last, READABLE), *((place, SMALL) for place in others), (last, SMALL)]
    steps += [(place, 1) for place in others]
    for place, smallest in steps:
        if excess > 0 and columns[place].may_cut:
            taken = min(excess, max(widths[place] - smallest, 0))
            widths[place] -= taken
            excess -= taken
    return widths


def _wrapped(table: Table, width: int) -> Table:
    """Break the last column at its commas where a line is longer than the terminal."""
    if not table.columns[-1].wraps_at_comma:
        return table
    cells = clean_cells(table)
    widths = natural_widths(table.columns, cells, cell_width)
    room = max(width - sum(widths[:-1]) - len(GAP) * (len(widths) - 1), 0)
    rows: list[tuple[str, ...]] = []
    styles: dict[int, str] = {}
    for place, row in enumerate(table.rows):
        pieces = [row[-1]] if cell_width(row[-1]) <= room else row[-1].split(", ")
        for nth, piece in enumerate(pieces):
            if place in table.row_styles:
                styles[len(rows)] = table.row_styles[place]
            text = piece if nth == len(pieces) - 1 else piece + ","
            rows.append((*(row[:-1] if nth == 0 else ("",) * (len(row) - 1)), text))
    return table._replace(rows=rows, row_styles=styles)


def _folded(table: Table, widths: Sequence[int]) -> Table:
    """Let the cells of the columns that wrap go on in lines below, where that can be read."""
    if not any(column.wraps for column in table.columns):
        return table
    rows: list[tuple[str, ...]] = []
    styles: dict[int, str] = {}
    for place, row in enumerate(table.rows):
        pieces = [
            wrapped(visible(cell), width) if column.wraps and width >= SMALL else [cell]
            for column, cell, width in zip(table.columns, row, widths, strict=True)
        ]
        for line in zip_longest(*pieces, fillvalue=""):
            if place in table.row_styles:
                styles[len(rows)] = table.row_styles[place]
            rows.append(line)
    return table._replace(rows=rows, row_styles=styles)


@lru_cache(maxsize=256)
def _painted(text: str, style: str) -> str:
    from rich.color import ColorSystem
    from rich.style import Style

    return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)
