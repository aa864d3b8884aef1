"""An HTML page as blocks of text with their kinds, and what its head and its tags say of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import NamedTuple

from forecastctl.extract.base import BlockKind
from forecastctl.extract.markup import Tag, tokens


class PageBlock(NamedTuple):
    """A block of a page; `links` is the share of its text that is links.

    `article` numbers the outermost `<article>` that it stands in, 0 for none.
    """

    text: str
    kind: BlockKind
    links: float = 0.0
    article: int = 0
    is_main: bool = False


@dataclass(slots=True, kw_only=True)
class Page:
    """What was read of a page: `times` are the attributes of its `<time>` tags, in order."""

    title: str = ""
    heading: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    times: list[Mapping[str, str]] = field(default_factory=list)
    linked_data: list[str] = field(default_factory=list)
    canonical: str | None = None
    blocks: list[PageBlock] = field(default_factory=list)


def read_page(source: str) -> Page:
    """Read a page from its HTML."""
    reader = _Reader()
    for token in tokens(source):
        if isinstance(token, Tag):
            reader.tag(token)
        else:
            reader.text(token)
    reader.flush()
    return reader.page


def from_heading(page: Page) -> list[PageBlock]:
    """All blocks from the main heading on, where a page names author and day."""
    at = next((n for n, block in enumerate(page.blocks) if block.text == page.heading), 0)
    return page.blocks[at:]


def main_blocks(page: Page) -> list[PageBlock]:
    """The blocks of the article: of the largest `<article>`, else of `<main>`, else of the page.

    Blocks that are little but links are navigation.
    """
    blocks = [block for block in page.blocks if block.links < MOST_LINKS]
    whole = _weight(blocks)
    numbers = sorted({block.article for block in blocks} - {0})
    parts = [[block for block in blocks if block.article == number] for number in numbers]
    parts.sort(key=_weight, reverse=True)
    parts = [*parts[:1], [block for block in blocks if block.is_main]]
    large = (part for part in parts if _weight(part) >= LEAST_SHARE_OF_ARTICLE * whole)
    return next(large, blocks) or blocks


MOST_LINKS = 0.6
LEAST_SHARE_OF_ARTICLE = 0.3
_SHORTEST_PARAGRAPH = 60

_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dd", "dt"), BlockKind.LIST),
    "blockquote": BlockKind.QUOTE,
}
_BLOCKS = frozenset(_KINDS) | frozenset(
    "p div section article main header footer nav aside ul ol dl table thead tbody tr td th "
    "caption figure figcaption hr pre address form fieldset details summary body center".split()
)
_LISTS = frozenset({"ul", "ol", "dl"})
_SKIPPED = frozenset({"nav", "footer", "aside", "button", "select", "dialog", "menu", "figcaption"})
_BREAKS = re.compile(r"\n *+\n[ \n]*+")


class _Reader:
    """The page as read so far, and the tags that are open."""

    def __init__(self) -> None:
        self.page = Page()
        self.buffer: list[str] = []
        self.kinds: list[tuple[str, BlockKind]] = []
        self.skipped: list[str] = []
        self.linked = 0
        self.is_link = False
        self.told = ""
        self.articles = 0
        self.article_depth = 0
        self.main_depth = 0

    def tag(self, tag: Tag) -> None:
        """Open or close an element."""
        if tag.name in ("script", "title", "meta", "link", "time"):
            self._fact(tag)
        elif tag.name in _SKIPPED:
            self._skip(tag)
        elif tag.name == "a":
            self.is_link = not tag.is_end and not tag.attributes.get("href", "").startswith("#")
        elif tag.name == "br":
            self.buffer.append("\n")
        if tag.name in _BLOCKS:
            self._block(tag)

    def text(self, text: str) -> None:
        """Take the text between two tags."""
        if self.told == "script":
            self.page.linked_data.append(text)
        elif self.told == "title":
            self.page.title = self.page.title or " ".join(text.split())
        elif not self.told and not self.skipped:
            spaced = text if not text.isspace() else " "
            self.buffer.append(spaced.replace("\n", " "))
            self.linked += len(text.strip()) if self.is_link else 0
        self.told = ""

    def flush(self) -> None:
        """End the block that is being read; two breaks in a row end one as well."""
        text, self.buffer = "".join(self.buffer), []
        linked, self.linked = self.linked, 0
        kind = self.kinds[-1][1] if self.kinds else BlockKind.PARA
        for part in _BREAKS.split(text) if "\n" in text else (text,):
            words = " ".join(part.split())
            if words:
                self._add(words, kind, linked / max(len(text), 1))

    def _add(self, words: str, kind: BlockKind, links: float) -> None:
        if self.kinds and self.kinds[-1][0] == "h1":
            self.page.heading = self.page.heading or words
        number = self.articles if self.article_depth else 0
        self.page.blocks.append(PageBlock(words, kind, links, number, is_main=self.main_depth > 0))

    def _fact(self, tag: Tag) -> None:
        if tag.is_end:
            return
        attributes = tag.attributes
        if tag.name == "script":
            is_linked_data = "ld+json" in attributes.get("type", "")
            self.told = "script" if is_linked_data else "nothing"
        elif tag.name == "title":
            self.told = "title"
        elif tag.name == "time":
            self.page.times.append(attributes)
        elif tag.name == "meta":
            names = (attributes.get(key) for key in ("property", "name", "itemprop"))
            name = next(filter(None, names), "").lower()
            self.page.metas.setdefault(name, attributes.get("content", ""))
        elif attributes.get("rel") == "canonical":
            self.page.canonical = attributes.get("href")

    def _skip(self, tag: Tag) -> None:
        self.flush()
        if not tag.is_end:
            self.skipped.append(tag.name)
        elif tag.name in self.skipped:
            while self.skipped.pop() != tag.name:
                pass

    def _block(self, tag: Tag) -> None:
        self.flush()
        self._close_what_cannot_hold(tag)
        step = -1 if tag.is_end else 1
        if tag.name == "article":
            self.articles += step > 0 and self.article_depth == 0
            self.article_depth = max(self.article_depth + step, 0)
        elif tag.name == "main":
            self.main_depth = max(self.main_depth + step, 0)
        elif tag.name in _KINDS:
            self._kind(tag)

    def _close_what_cannot_hold(self, tag: Tag) -> None:
        """A heading holds no block, an item no next item; a list ends its last item."""
        if not self.kinds:
            return
        name, kind = self.kinds[-1]
        is_left_open = kind is BlockKind.HEADING and not tag.is_end
        ends_item = kind is BlockKind.LIST and (
            tag.name in _LISTS if tag.is_end else tag.name == name
        )
        if is_left_open or ends_item:
            self.kinds.pop()

    def _kind(self, tag: Tag) -> None:
        """Open or close an element that gives its text a kind."""
        if not tag.is_end:
            self.kinds.append((tag.name, _KINDS[tag.name]))
        elif any(name == tag.name for name, _ in self.kinds):
            while self.kinds.pop()[0] != tag.name:
                pass


def _weight(blocks: Sequence[PageBlock]) -> float:
    """How much running text there is."""
    return fsum(_running(blocks))


def _running(blocks: Sequence[PageBlock]) -> Iterator[float]:
    for block in blocks:
        if len(block.text) >= _SHORTEST_PARAGRAPH and block.kind is not BlockKind.HEADING:
            yield len(block.text) * (1 - block.links)
