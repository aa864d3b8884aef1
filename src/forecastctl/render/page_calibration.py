"""The reliability diagram on a page, with the numbers behind it."""

from forecastctl.render.html import Element, Node, tag
from forecastctl.render.page import Head, Section, data_table, notes, page
from forecastctl.render.page_words import RELIABILITY, calibration_words
from forecastctl.render.svg_calibration import bin_rows, calibration_diagram
from forecastctl.scoring.calibration import Calibration


def calibration_page(calibration: Calibration) -> str:
    """The page of `calibration`."""
    sections = [calibration_section(calibration)]
    if calibration.footnotes:
        sections.append(Section("notes", "Notes", [notes(calibration.footnotes)]))
    return page("Calibration", [_as_of(calibration)], sections)


def calibration_section(calibration: Calibration) -> Section:
    """The diagram beside its numbers."""
    title = "Said and happened"
    if not calibration.bins:
        return Section("calibration", title, [tag("p", "Nothing to score yet.")])
    level = f"{calibration.level * 100:g}%"
    heads = [
        Head("said"),
        Head("n", is_number=True),
        Head("mean said", is_number=True),
        Head("happened", is_number=True),
        Head(f"luck, {level}", "could move it", is_number=True),
        Head("calibrated", "would lie in", is_number=True),
    ]
    rows = bin_rows(calibration.bins)
    if all(one.band is None for one in calibration.bins):
        heads, rows = heads[:-1], [cells[:-1] for cells in rows]
    figure = tag("figure", calibration_diagram(calibration), tag("figcaption", RELIABILITY))
    table = data_table("The same in numbers, by what was said", heads, rows)
    body: list[Node] = [tag("p", calibration_words(calibration))]
    return Section("calibration", title, [*body, tag("div", figure, table, class_="beside")])


def _as_of(calibration: Calibration) -> Element:
    words = [f"As of {calibration.today}.", *calibration.first_lines]
    return tag("p", " ".join(words), class_="soft")
