"""Probabilities that a text states: per cent, odds, "one in four"; beside a word of chance only."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Stated(NamedTuple):
    """A probability with the words that state it; `low` and `high` differ for a range."""

    start: int
    end: int
    low: float
    typical: float
    high: float


MENTION = r"(?:chances?|probability|likelihood|odds|(?:%|percent|per cent) likely|against)(?![\w-])"
"""Words without which no number is a probability; a cheap look before `stated_in`."""


def stated_in(low: str) -> Iterator[Stated]:
    """Yield the probabilities that a folded sentence states, without overlaps."""
    done = 0
    for match in _STATEMENT.finditer(low):
        kind = match.lastgroup or ""
        if match.start() < done:
            continue
        found = _READERS[kind](match)
        if found is not None:
            done = match.end()
            yield found


_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100, "a hundred": 100, "thousand": 1_000, "million": 1_000_000,
}  # fmt: skip
_N = r"(?:[0-9]{1,7}(?:\.[0-9]{1,4})?|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + ")"
_PER_CENT = r"\s*-?\s*(?:%|percent|per\s+cent|per-cent)"
_RANGE = rf"(?:between\s+)?(?:{_N}(?:{_PER_CENT})?\s*(?:to|and|-|–|or)\s*)?{_N}{_PER_CENT}"
_CHANCE = r"(?:chances?|probability|likelihood|odds|possibility|risk)"
_WHAT = r"[^;:!?%]{0,90}?"
_STATEMENT = re.compile(
    rf"(?<![\w.$€£-])(?:"
    rf"(?P<before>(?:an?\s+|the\s+)?(?P<p1>{_RANGE})\s+(?:\w+\s+)?{_CHANCE}\b['\"’”]?(?:\s+(?:of|that)\b)?)"
    rf"|(?P<after>(?:the\s+|a\s+)?\b{_CHANCE}\b{_WHAT}(?:\b(?:at|is|was|of|to|as|about|around|nearly"
    rf"|over|under)\s+(?:\w+\s+)?|\.\.\.\s*)(?P<p2>{_RANGE}))"
    rf"|(?P<likely>(?P<p3>{_RANGE})\s+(?:likely|certain|sure)(?:\s+(?:to|that)\b)?)"
    rf"|(?P<odds>(?:odds\s+(?:of|are|at)\s+)?(?P<o1>{_N})(?:\s+to\s+|-to-|\s*/\s*)(?P<o2>{_N})"
    rf"\s+(?P<side>against|on\b(?!\s+\w+day)))"
    rf"|(?P<of>odds\s+(?:of|are|at)\s+(?P<o3>{_N})(?:\s+to\s+|-to-|\s*/\s*|-)(?P<o4>{_N}))"
    rf"|(?P<one>(?:an?\s+)?(?:one|1)[\s-]in[\s-](?:an?[\s-])?(?P<n>{_N})\s+{_CHANCE}(?:\s+(?:of|that)\b)?)"
    rf"|(?P<oneafter>{_CHANCE}\b{_WHAT}\b(?:at|is|of)\s+(?:\w+\s+)?(?:one|1)\s+in\s+(?P<m>{_N}))"
    rf")(?!\w)"
)


def _number(text: str) -> float:
    return float(_WORDS.get(text, -1)) if text in _WORDS else float(text)


def _per_cent(match: re.Match[str], group: str) -> Stated | None:
    numbers = [_number(text) / 100 for text in re.findall(_N, match[group])]
    low, high = min(numbers), max(numbers)
    if high > 1:
        return None
    middle = round((low + high) / 2, 4)
    return Stated(match.start(), match.end(), low, middle, high)


def _exactly(match: re.Match[str], value: float) -> Stated | None:
    value = round(value, 4)
    return Stated(match.start(), match.end(), value, value, value) if 0 <= value <= 1 else None


def _odds(match: re.Match[str], against: float, favour: float) -> Stated | None:
    """3 to 1 against is one in four; odds without a side are against."""
    total = against + favour
    return _exactly(match, favour / total) if total else None


def _with_side(match: re.Match[str]) -> Stated | None:
    one, other = _number(match["o1"]), _number(match["o2"])
    return _odds(match, other, one) if match["side"] == "on" else _odds(match, one, other)


def _one_in(match: re.Match[str], group: str) -> Stated | None:
    number = _number(match[group])
    return _exactly(match, 1 / number) if number else None


_READERS: dict[str, Callable[[re.Match[str]], Stated | None]] = {
    "before": lambda match: _per_cent(match, "p1"),
    "after": lambda match: _per_cent(match, "p2"),
    "likely": lambda match: _per_cent(match, "p3"),
    "odds": _with_side,
    "of": lambda match: _odds(match, _number(match["o3"]), _number(match["o4"])),
    "one": lambda match: _one_in(match, "n"),
    "oneafter": lambda match: _one_in(match, "m"),
}
