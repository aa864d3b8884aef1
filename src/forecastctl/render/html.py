"""HTML and SVG as values. Text and attributes are escaped wherever they come from."""

from collections.abc import Iterator
from html import escape
from typing import NamedTuple, TypeAlias
from urllib.parse import urlsplit

from forecastctl.text import visible


class Element(NamedTuple):
    """An element with its attributes and what is inside."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple["Node", ...]


Node: TypeAlias = Element | str

Value = str | int | float | bool | None
"""Of an attribute: True stands without a value, None and False leave the attribute out."""


def tag(name: str, /, *children: Node | None, **attributes: Value) -> Element:
    """Make an element. `class_` is written class, and `aria_label` aria-label; None is nothing."""
    given = tuple(
        (key.rstrip("_").replace("_", "-"), _value_text(value))
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Element(name, given, tuple(child for child in children if child is not None))


def markup(node: Node) -> str:
    """The node as text, to be read as HTML or, without elements that are never closed, as XML."""
    return "".join(_pieces(node))


def link(url: str, text: str) -> Element:
    """A link to a page on the web. Whatever else an address may be is only text."""
    if host_of(url) is None:
        return tag("span", url, class_="address")
    return tag("a", text, href=url, rel="noopener noreferrer nofollow")


def host_of(url: str) -> str | None:
    """The host that this address leads to; None where it is none that a browser should open."""
    if visible(url) != url or any(letter.isspace() or letter == "\\" for letter in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return host if parts.scheme in ("http", "https") else None


_NEVER_CLOSED = frozenset({"meta", "br"})

_ON_A_LINE = frozenset(
    "head meta title style body header nav main section article footer h1 h2 h3 p ul ol li dl dt dd"
    " table caption thead tbody tr figure figcaption details summary blockquote svg div".split()
)
"""They begin a line, so that the file can be read and compared."""

_NO_CHARACTERS = {0xFFFE: r"\ufffe", 0xFFFF: r"\uffff"}
"""XML knows none such."""


def _pieces(node: Node) -> Iterator[str]:
    if isinstance(node, str):
        yield escape(_shown(node), quote=False)
        return
    if node.name in _ON_A_LINE:
        yield "\n"
    attributes = "".join(f' {key}="{escape(_shown(value))}"' for key, value in node.attributes)
    yield f"<{node.name}{attributes}>"
    if node.name in _NEVER_CLOSED:
        return
    for child in node.children:
        yield from _pieces(child)
    yield f"</{node.name}>"


def _shown(text: str) -> str:
    return visible(text).translate(_NO_CHARACTERS)


def _value_text(value: str | int | float) -> str:
    """Numbers are places in a drawing: hundredths are finer than any screen."""
    if value is True:
        return ""
    if isinstance(value, float):
        return f"{value + 0.0:.2f}".rstrip("0").rstrip(".")
    return str(value)
