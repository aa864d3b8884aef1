"""The calibration table with its strip: stated against observed, bin by bin."""

from typing import NamedTuple

from forecastctl.render.columns import GAP, Align, Column, Table, natural_widths
from forecastctl.render.number import format_percent, format_percent_interval
from forecastctl.render.report import narrowed, paragraphs
from forecastctl.render.tables import Terminal, cell_width, draw
from forecastctl.scoring.calibration import Bin, Calibration

STRIP_WIDTH = 41
"""One place for 2.5%; narrower where a terminal has no room, but always odd: 50% has a place."""

SMALLEST_STRIP = 11


class Marks(NamedTuple):
    """The characters that a strip is drawn with."""

    observed: str
    stated: str
    both: str
    interval: str
    misses: str = "!"


DRAWN = Marks(observed="●", stated="│", both="◉", interval="─")
TYPED = Marks(observed="o", stated="|", both="@", interval="-")


def calibration_text(calibration: Calibration, terminal: Terminal) -> str:
    """What was left out, one sentence, the bins, the legend, the footnotes."""
    if not calibration.bins:
        return f"{paragraphs(calibration.first_lines, terminal)}\nNothing to score yet.\n"
    parts = [
        paragraphs(calibration.first_lines, terminal),
        paragraphs([_sentence(calibration.sentence or "")], terminal),
        strip_text(calibration, terminal),
        paragraphs(calibration.footnotes, terminal),
    ]
    return "\n".join(part for part in parts if part)


def strip_text(calibration: Calibration, terminal: Terminal) -> str:
    """The bins with their strips, and the legend."""
    marks = DRAWN if terminal.can_show("●│◉─") else TYPED
    columns = calibration_columns(calibration)
    rows = [calibration_cells(one) for one in calibration.bins]
    left = sum(natural_widths(columns, list(zip(*rows, strict=True)), cell_width))
    width = _strip_width(left + len(GAP) * len(columns), terminal)
    table = Table(
        columns=(*columns, Column(heads=(_scale(width),))),
        rows=[
            (*cells, _strip(one, width, marks))
            for cells, one in zip(rows, calibration.bins, strict=True)
        ],
    )
    return draw(table, narrowed(terminal)) + _legend(marks, _level(calibration), terminal)


def calibration_columns(calibration: Calibration) -> tuple[Column, ...]:
    """The columns of numbers, left of the drawing."""
    return (
        Column(heads=("stated",), min_width=7),
        Column(heads=("n",), align=Align.RIGHT),
        Column(heads=("mean p",), align=Align.RIGHT),
        Column(heads=("observed",), align=Align.RIGHT),
        Column(heads=(f"{_level(calibration)} interval",), align=Align.RIGHT),
    )


def calibration_cells(one: Bin) -> tuple[str, ...]:
    """The numbers of a bin."""
    return (
        one.label,
        str(one.n),
        format_percent(one.mean_p),
        format_percent(one.rate),
        format_percent_interval(one.ci),
    )


def _level(calibration: Calibration) -> str:
    return f"{calibration.level * 100:g}%"


def _strip_width(left: int, terminal: Terminal) -> int:
    """As wide as there is room beside the numbers, with the mark of a miss behind it."""
    if not terminal.is_terminal:
        return STRIP_WIDTH
    room = narrowed(terminal).width - left - len(GAP) - 1
    odd = room - 1 + room % 2
    return max(SMALLEST_STRIP, min(STRIP_WIDTH, odd))


def _scale(width: int) -> str:
    gap = " " * ((width - len("0%50%100%")) // 2)
    return f"0%{gap}50%{gap}100%"


def _strip(one: Bin, width: int, marks: Marks) -> str:
    def place(share: float) -> int:
        return int(share * (width - 1) + 0.5)

    strip = [" "] * width
    for at in range(place(one.ci.low), place(one.ci.high) + 1):
        strip[at] = marks.interval
    stated, observed = place(one.mean_p), place(one.rate)
    strip[stated] = marks.stated
    strip[observed] = marks.both if observed == stated else marks.observed
    drawn = "".join(strip)
    return f"{drawn}{GAP}{marks.misses}" if one.misses else drawn.rstrip()


def _legend(marks: Marks, level: str, terminal: Terminal) -> str:
    items = [
        f"{marks.observed} observed",
        f"{marks.stated} mean stated",
        f"{marks.both} both",
        f"{marks.interval} {level} Wilson interval",
        f"{marks.misses} interval misses the stated value",
    ]
    lines = [items[0]]
    for item in items[1:]:
        longer = f"{lines[-1]}{GAP}{item}"
        if terminal.is_terminal and len(longer) > narrowed(terminal).width:
            lines.append(item)
        else:
            lines[-1] = longer
    return "\n".join(lines) + "\n"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
