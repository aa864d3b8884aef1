"""The blocks of a plain text: its title, headings, paragraphs, lists, quotes, and its furniture."""

import re
from collections.abc import Sequence

from forecastctl.extract.base import Block, BlockKind
from forecastctl.extract.furniture import furniture_of

MOST_WORDS_OF_HEADING = 15
MOST_WORDS_OF_TITLE = 30


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return one block a line, without blank lines and without the white space around a line."""
    spans = [
        (start := line.end() - len(line[0].lstrip()), start + len(line[0].strip()))
        for line in _LINE.finditer(text)
        if not line[0].isspace()
    ]
    lines = [text[start:end] for start, end in spans]
    furniture = furniture_of(lines)
    title = next((at for at in range(len(lines)) if at not in furniture), -1)
    kinds = (
        BlockKind.FURNITURE if at in furniture else _kind(lines, at, is_first=at == title)
        for at in range(len(lines))
    )
    return tuple(
        Block(start=start, end=end, kind=kind)
        for (start, end), kind in zip(spans, kinds, strict=True)
    )


_LINE = re.compile(r"[^\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LIST_MARK = re.compile(r"(?:[*•‣▪◦·–—-]|\(?[0-9]{1,3}[.)]|\(?[a-z]\))\s")
_CLOSED = tuple('.!?…:;,”"»)')


def _kind(lines: Sequence[str], at: int, *, is_first: bool) -> BlockKind:
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
    if len(line) > 40 * MOST_WORDS_OF_HEADING or line.endswith(_CLOSED) or line[0].islower():
        return False
    return len(line.split(None, MOST_WORDS_OF_HEADING)) <= MOST_WORDS_OF_HEADING
