"""Bytes that the line of every question with a given text must hold, so that few need parsing.

An anchor is made of letters and digits that nothing but themselves (in either case) becomes under
`text.normal` and that JSON writes as they are. So whatever has the same text has the anchor.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from forecastctl.text import normal

SMALL = 1 << 18
"""A ledger of so few bytes is parsed faster than searched well."""

_FOLDING = 4000
"""Folding so many bytes takes as long as parsing a line."""

_ANCHOR = re.compile("[0-9bcdeghjmopqruvwxyz]{3,}|[0-9]{2,}")
"""Left out: letters that the Kelvin sign, a long s or a ligature becomes when folded."""


class Anchor(NamedTuple):
    """Bytes to search for; `is_cased` when capitals have to be found as well."""

    text: bytes
    is_cased: bool


def anchor_of(text: str, size: int, sample: Callable[[], bytes]) -> Anchor | None:
    """The anchor that is cheapest to search for; None where parsing everything is better.

    The sample is the beginning of the ledger. Anchors that it holds come first: only then can a
    text that is merely similar be found.
    """
    if size <= SMALL:
        return None
    found = {Anchor(run.encode(), not run.isdecimal()) for run in _ANCHOR.findall(normal(text))}
    if not found:
        return None
    folded = sample().lower()
    return min((_cost(anchor, folded), anchor) for anchor in found)[1]


def _cost(anchor: Anchor, folded: bytes) -> tuple[bool, int]:
    """Unseen ones last, then by the number of lines parsed for it, or in the time it takes."""
    count = folded.count(anchor.text)
    return count == 0, count + (len(folded) // _FOLDING if anchor.is_cased else 0)


def lines_holding(anchor: Anchor, start: bytes, text: bytes) -> Iterator[int]:
    """Where the lines that begin so and hold the anchor begin."""
    searched = text.lower() if anchor.is_cased else text
    at = searched.find(anchor.text)
    while at >= 0:
        line = text.rindex(b"\n", 0, at) + 1
        if text.startswith(start, line):
            yield line
        at = searched.find(anchor.text, text.index(b"\n", at))
