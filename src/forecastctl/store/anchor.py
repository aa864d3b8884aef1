"""Bytes that the line of every question with a given text must hold, so that few need parsing.

They are made of letters and digits that nothing but themselves (in either case) becomes under
`text.normal` and that JSON writes as they are. So whatever has the same text has them all.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from forecastctl.store.similar import SIMILAR_SHARE
from forecastctl.text import normal

SMALL = 1 << 18
"""A ledger of so few bytes is parsed faster than searched well."""

_FEW_LINES = 2000
"""So many lines are parsed in no time that anybody notices."""

_FOLDING = 4000
"""Folding so many bytes takes as long as parsing a line."""

_RUN = re.compile("[0-9bcdeghjmopqruvwxyz]{3,}")
"""Left out: letters that the Kelvin sign, a long s or a ligature becomes when folded."""

_DIGITS = re.compile("[0-9]{2,}")


class Anchor(NamedTuple):
    """Bytes to search for, in capitals too if `is_cased`; most of `others` must be near them."""

    text: bytes
    is_cased: bool
    others: frozenset[bytes]


def anchor_of(text: str, size: int, sample: Callable[[], bytes]) -> Anchor | None:
    """The anchor that is cheapest to search for; None where parsing everything is better.

    The sample is the beginning of the ledger. Of cheap anchors those that it holds come first:
    only then can a text that is merely similar be found.
    """
    if size <= SMALL:
        return None
    key = normal(text)
    runs = {run.encode() for run in _RUN.findall(key)}
    digits = {run.encode() for run in _DIGITS.findall(key)}
    if not runs and not digits:
        return None
    folded = sample().lower()
    scale = size / max(len(folded), 1)

    def cost(run: bytes) -> tuple[bool, bool, float, bytes]:
        count = folded.count(run)
        folding = 0 if run in digits else size / _FOLDING
        return count * scale > _FEW_LINES, count == 0, count * scale + folding, run

    best = min(runs | digits, key=cost)
    return Anchor(best, best not in digits, frozenset(runs))


def lines_holding(anchor: Anchor, start: bytes, text: bytes) -> Iterator[int]:
    """Where the lines that begin so and hold the anchor begin."""
    searched = text.lower() if anchor.is_cased else text
    needed = SIMILAR_SHARE * len(anchor.others)
    at = searched.find(anchor.text)
    while at >= 0:
        line, end = text.rindex(b"\n", 0, at) + 1, text.index(b"\n", at)
        if text.startswith(start, line):
            folded = text[line:end].lower()
            if sum(other in folded for other in anchor.others) >= needed:
                yield line
        at = searched.find(anchor.text, end)
