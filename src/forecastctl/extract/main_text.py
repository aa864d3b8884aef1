"""The article of a page, told apart from the rest by trafilatura where that is installed."""

import logging
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Protocol

from forecastctl.extract.base import BlockKind
from forecastctl.extract.page import Page, PageBlock, main_blocks


def article_blocks(source: str, page: Page) -> list[PageBlock]:
    """The blocks of the article of a page: by trafilatura, else by our own reading of it."""
    return _by_library(source) or main_blocks(page)


MOST_TAGS = 40_000
"""Of a page that is given to the library, which is slow on more; articles have a tenth of that."""

_KINDS = {
    "head": BlockKind.HEADING,
    "item": BlockKind.LIST,
    "quote": BlockKind.QUOTE,
    **dict.fromkeys(("p", "cell", "code", "ab", "fw"), BlockKind.PARA),
}
_INLINE = frozenset({"hi", "ref", "del", "lb", "graphic"})
_PROSE = frozenset({"p", "head"})
_NEVER_INLINE = frozenset({"p", "list", "table"})
"""Whatever else stands in a paragraph, such as a quote or code, is a part of its sentences."""


def _by_library(source: str) -> list[PageBlock]:
    if find_spec("trafilatura") is None or source.count("<") > MOST_TAGS:
        return []
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        from trafilatura import bare_extraction

        found = bare_extraction(source, include_comments=False, with_metadata=False)
    except Exception:  # it fails in many ways on broken pages; ours reads every page
        return []
    if found is None or isinstance(found, dict) or found.body is None:
        return []
    return list(_blocks(found.body, BlockKind.PARA))


class _Element(Protocol):
    """What is used of an element of the library's tree."""

    tag: object
    text: str | None
    tail: str | None

    def __iter__(self) -> Iterator["_Element"]: ...

    def itertext(self) -> Iterator[str]: ...


def _blocks(element: _Element, kind: BlockKind) -> Iterator[PageBlock]:
    """The blocks of an element in order; text between them is a block of the element's kind."""
    run = element.text or ""
    is_prose = element.tag in _PROSE
    for child in element:
        if child.tag in _INLINE or (is_prose and child.tag not in _NEVER_INLINE):
            run += " " if child.tag == "lb" else "".join(child.itertext())
        else:
            yield from _block(run, kind)
            inner = _KINDS.get(str(child.tag), kind)
            yield from _blocks(child, kind if inner is BlockKind.PARA else inner)
            run = ""
        run += child.tail or ""
    yield from _block(run, kind)


def _block(run: str, kind: BlockKind) -> Iterator[PageBlock]:
    words = " ".join(run.split())
    if words:
        yield PageBlock(words, kind)
