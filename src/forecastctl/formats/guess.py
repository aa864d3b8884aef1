"""The finished command line for a table that no format knows: to be checked, never applied."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from shlex import quote
from typing import NamedTuple

from forecastctl.formats.table import write_row
from forecastctl.text import normal

WANTED = ("question", "source", "probability", "made", "due", "outcome", "happened_on")
OPTIONAL = frozenset({"source", "outcome", "happened_on"})
LIKE_ENOUGH = 0.75
A_WORD_OF_IT = 0.8
UNKNOWN = "?"

_MEANINGS = {
    "question": ("question", "prediction", "statement", "claim", "title", "event", "text"),
    "source": ("source", "author", "forecaster", "who", "person", "user", "name", "predictor"),
    "probability": (
        "probability",
        "prob",
        "p",
        "how sure",
        "confidence",
        "forecast",
        "chance",
        "likelihood",
        "odds",
        "percent",
        "%",
    ),
    "made": ("made", "date", "made on", "created", "created at", "date made", "when", "timestamp"),
    "due": (
        "due",
        "deadline",
        "by",
        "by when",
        "due date",
        "resolve by",
        "resolves",
        "closes",
        "target date",
        "end date",
    ),
    "outcome": (
        "outcome",
        "right",
        "result",
        "correct",
        "resolution",
        "answer",
        "happened",
        "true",
    ),
    "happened_on": ("happened on", "resolved", "resolved at", "resolved on", "date resolved"),
}
_NOT_WORD = re.compile(r"[\W_]+")


class Guess(NamedTuple):
    """Options that would read a table, as lines of a command after its file."""

    options: str
    map: str


def guess_options(header: Sequence[str], kind: str) -> Guess:
    """What --from, --scale, --source and --map would have to be for these columns."""
    likeness = sorted(
        (
            (_likeness(name, column), -i, name, column)
            for name in WANTED
            for i, column in enumerate(header)
        ),
        reverse=True,
    )
    found: dict[str, str] = {}
    for score, _, name, column in likeness:
        if score >= LIKE_ENOUGH and name not in found and column not in found.values():
            found[name] = column
    pairs = [
        f"{name}={_cell(found.get(name, UNKNOWN))}"
        for name in WANTED
        if name in found or name not in OPTIONAL
    ]
    whose = "" if "source" in found else " --source me"
    return Guess(f"--from {kind} --scale 0-1|0-100{whose}", quote(",".join(pairs)))


def _likeness(name: str, column: str) -> float:
    key = _key(column)
    if key == _key(name):
        return 2.0
    meanings = _MEANINGS[name]
    likeness = max(SequenceMatcher(None, key, meaning).ratio() for meaning in meanings)
    has_word = any(len(word) > 2 and word in meanings for word in key.split())
    return max(likeness, A_WORD_OF_IT) if has_word else likeness


def _key(text: str) -> str:
    return " ".join(_NOT_WORD.sub(" ", normal(text)).split()) or normal(text)


def _cell(column: str) -> str:
    """A header as one cell of the CSV record that --map takes."""
    return write_row([column]).rstrip("\n")
