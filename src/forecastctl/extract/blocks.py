"""The blocks of a text: its title, headings, paragraphs, lists, quotes, and its furniture."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from forecastctl.extract.base import Block, BlockKind, Meta
from forecastctl.extract.biography import read_biography
from forecastctl.extract.byline import read_byline
from forecastctl.extract.furniture import furniture_of

MOST_WORDS_OF_HEADING = 15
MOST_WORDS_OF_TITLE = 30


class Piece(NamedTuple):
    """A line of a text: where it stands, and what part of the page it is if the page says so."""

    start: int
    end: int
    kind: BlockKind | None = None


def lines_of(text: str) -> list[Piece]:
    """Return the lines that are not blank, without the white space around them."""
    return [
        Piece(start := line.end() - len(line[0].lstrip()), start + len(line[0].strip()))
        for line in _LINE.finditer(text)
        if not line[0].isspace()
    ]


def blocks_of(text: str, pieces: Sequence[Piece]) -> tuple[tuple[Block, ...], Meta]:
    """Return a block for each piece, and what the text says of its title, author and day."""
    lines = [text[piece.start : piece.end] for piece in pieces]
    by_words = furniture_of(lines)
    byline = read_byline(lines)
    biography = read_biography(lines, by_words)
    furniture = by_words | byline.lines | biography.lines
    first = next((at for at in range(len(lines)) if at not in furniture), -1)
    kinds = [
        BlockKind.FURNITURE if at in furniture else piece.kind or _kind(lines, at, at == first)
        for at, piece in enumerate(pieces)
    ]
    blocks = (
        Block(start=piece.start, end=piece.end, kind=kind)
        for piece, kind in zip(pieces, kinds, strict=True)
    )
    meta = Meta(
        title=lines[first] if first >= 0 and kinds[first] is BlockKind.TITLE else None,
        author=byline.author or biography.author,
        outlet=byline.outlet,
        published=byline.published,
        precision=byline.precision,
        published_from=byline.published_from,
    )
    return tuple(blocks), meta


_LINE = re.compile(r"[^\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LIST_MARK = re.compile(r"(?:[*•‣▪◦·–—-]|\(?[0-9]{1,3}[.)]|\(?[a-z]\))\s")
_CLOSED = tuple('.!?…:;,”"»)')


def _kind(lines: Sequence[str], at: int, is_first: bool) -> BlockKind:
    line = lines[at]
    if _LIST_MARK.match(line):
        return BlockKind.LIST
    if line.startswith(">"):
        return BlockKind.QUOTE
    if is_first and at + 1 < len(lines) and _is_title(line):
        return BlockKind.TITLE
    return BlockKind.HEADING if _is_heading(line) else BlockKind.PARA


def _is_title(line: str) -> bool:
    return len(line.split(None, MOST_WORDS_OF_TITLE)) <= MOST_WORDS_OF_TITLE and (
        not line.endswith(_CLOSED) or (line.endswith("?") and line.count("?") == 1)
    )


def _is_heading(line: str) -> bool:
    if line.endswith(_CLOSED) or line[0].islower():
        return False
    return len(line.split(None, MOST_WORDS_OF_HEADING)) <= MOST_WORDS_OF_HEADING
