"""A page: one file without scripts, that loads nothing and runs nothing."""

from base64 import b64encode
from collections.abc import Container, Sequence
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

from forecastctl import __version__
from forecastctl.render.columns import Align, Table
from forecastctl.render.html import Element, Node, markup, tag
from forecastctl.render.page_style import PAGE_STYLE


class Section(NamedTuple):
    """A part of a page under a heading of its own; `id` is what links lead to."""

    id: str
    title: str
    body: Sequence[Node]


class Head(NamedTuple):
    """The head of a column. A `spare` one is left out on a narrow screen."""

    text: str
    note: str = ""
    is_number: bool = False
    is_spare: bool = False
    drawing: Element | None = None


def page(title: str, intro: Sequence[Node], sections: Sequence[Section]) -> str:
    """The whole file."""
    body = tag(
        "body",
        tag("a", "Skip to the content", href="#content", class_="skip"),
        tag("header", tag("h1", title, dir="auto"), _contents(sections)),
        tag("main", *intro, *map(_section, sections), id="content"),
        tag("footer", tag("p", f"Made by forecastctl {__version__}.")),
    )
    return "<!DOCTYPE html>" + markup(tag("html", _head(title), body, lang="en")) + "\n"


def data_table(
    caption: str,
    heads: Sequence[Head],
    rows: Sequence[Sequence[Node]],
    *,
    faint: Container[int] = (),
    is_wide: bool = False,
) -> Element:
    """A table that scrolls by itself where it has no room; its first cells name the rows."""
    styles = [_class_of(head) for head in heads]
    body = []
    for place, cells in enumerate(rows):
        others = (
            tag("td", cell, class_=style) for cell, style in zip(cells[1:], styles[1:], strict=True)
        )
        name = tag("th", cells[0], scope="row", class_=styles[0], dir="auto")
        body.append(tag("tr", name, *others, class_="few" if place in faint else None))
    table = tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", *map(_head_cell, heads))),
        tag("tbody", *body),
        class_="wide" if is_wide else None,
    )
    return tag("div", table, class_="scroll", role="region", aria_label=caption, tabindex=0)


def plain_table(caption: str, table: Table) -> Element:
    """A table that is made for a terminal, as one of a page."""
    heads = [
        Head(column.heads[0], " ".join(column.heads[1:]), is_number=column.align is Align.RIGHT)
        for column in table.columns
    ]
    return data_table(caption, heads, [[cell.strip() for cell in row] for row in table.rows])


def explained(words: Sequence[tuple[str, str]]) -> Element:
    """Heads of columns with what they mean."""
    parts = ((tag("dt", head), tag("dd", meaning)) for head, meaning in words)
    return tag("dl", *chain.from_iterable(parts), class_="heads")


def folded(summary: str, *body: Node) -> Element:
    """What few readers need: there, but closed."""
    return tag("details", tag("summary", summary), *body)


def notes(texts: Sequence[str]) -> Element:
    """The notes under the numbers."""
    return tag("ul", *(tag("li", text) for text in texts), class_="notes")


def named(name: str) -> Element:
    """A name, whose direction of writing leaves that of its surroundings alone."""
    return tag("bdi", name)


def _head(title: str) -> Element:
    digest = b64encode(sha256(PAGE_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("style", PAGE_STYLE),
    )


def _contents(sections: Sequence[Section]) -> Element:
    links = (tag("li", tag("a", one.title, href=f"#{one.id}")) for one in sections)
    return tag("nav", tag("ul", *links), aria_label="Contents")


def _section(section: Section) -> Element:
    heading = f"{section.id}-heading"
    return tag(
        "section",
        tag("h2", section.title, id=heading),
        *section.body,
        id=section.id,
        aria_labelledby=heading,
    )


def _head_cell(head: Head) -> Element:
    note = tag("small", head.note) if head.note else None
    return tag("th", head.text, note, head.drawing, scope="col", class_=_class_of(head))


def _class_of(head: Head) -> str | None:
    return " ".join(["number"] * head.is_number + ["spare"] * head.is_spare) or None
