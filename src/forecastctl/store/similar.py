"""Which questions read like a given text."""

import re
from collections.abc import Mapping

from forecastctl.store.base import Doc
from forecastctl.text import normal

SIMILAR_SHARE = 0.6
"""Two texts are similar when they share at least this part of the words of the longer one."""

SIMILAR_AT_MOST = 5
SHORT_WORD = 2
"""Words of so few letters (`in`, `of`, `the` is longer) say little and are not compared."""


def words(text: str) -> frozenset[str]:
    """The different words of a text that are compared, without regard to case."""
    return frozenset(word for word in _WORD.findall(normal(text)) if len(word) > SHORT_WORD)


def most_similar(text: str, docs: Mapping[str, Doc]) -> list[str]:
    """Ids of questions with the same text, then of the most similar ones, best first."""
    key, wanted = normal(text), words(text)
    same: list[str] = []
    others: list[tuple[float, str]] = []
    for id, doc in docs.items():
        theirs = str(doc["text"])
        if normal(theirs) == key:
            same.append(id)
        elif (share := _share(wanted, words(theirs))) >= SIMILAR_SHARE:
            others.append((-share, id))
    return sorted(same) + [id for _, id in sorted(others)[:SIMILAR_AT_MOST]]


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    longer = max(len(a), len(b))
    return len(a & b) / longer if longer else 0.0


_WORD = re.compile(r"\w+")
