"""Texts whose paragraphs were broken into short lines, as mails and listings are."""

import re
from collections.abc import Iterator

LONGEST_LINE = 100
"""A text with a longer line keeps each paragraph on one."""

LEAST_BREAKS = 3
"""So many sentences must run on in the next line before the lines count as broken."""


def unwrapped(text: str) -> str:
    """The text with a space for each line feed within a paragraph, so that all offsets stay.

    A line was broken where the first word of the next one had no room on it.
    """
    if _LONG_LINE.search(text) or len(_RUNS_ON.findall(text)) < LEAST_BREAKS:
        return text
    width = max(map(len, text.split("\n")))
    pieces: list[str] = []
    at = 0
    for break_ in _breaks(text, width):
        pieces += (text[at:break_], " ")
        at = break_ + 1
    return "".join([*pieces, text[at:]])


_LONG_LINE = re.compile(rf"[^\n]{{{LONGEST_LINE + 1}}}")
_RUNS_ON = re.compile(r"(?m)^[^\n]{44,}[^\s.!?:;…]\n(?=[ \t]{0,8}[a-z])")
_LIST_MARK = re.compile(r"[ \t]*(?:[*•‣▪◦·–—>-]|\(?[0-9]{1,3}[.)]|\(?[a-z]\))\s")


def _breaks(text: str, width: int) -> Iterator[int]:
    """Where the line feeds within paragraphs stand."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        line, next_start = text[start:end], end + 1
        next_end = text.find("\n", next_start)
        following = text[next_start : next_end if next_end >= 0 else len(text)]
        words = following.split(None, 1)
        if line.strip() and words and not _LIST_MARK.match(following):
            has_no_room = len(line.rstrip()) + 1 + len(words[0]) > width
            if has_no_room:
                yield end
        start = next_start
