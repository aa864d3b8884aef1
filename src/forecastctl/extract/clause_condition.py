"""The condition of a sentence, cut out of its text by commas and marker words."""

import re
from typing import NamedTuple

from forecastctl.extract.base import Block, Clause
from forecastctl.extract.verbs import base_of, is_verb_form

INHERITED = "inherited_condition"
_MARKER = re.compile(
    r"\b(?P<marker>if|unless|provided(?:\s+that)?|as\s+long\s+as|once|in\s+case|depending\s+on)\s+"
    r"(?=\w)",
    re.IGNORECASE,
)
_SIGNS = ("if", "unless", "provided", "long", "once", "case", "depending")
_LEADING = re.compile(
    r"[\s“\"‘'(]*(?:(?:But|And|So|However|Yet|Then),?\s+)?(?P<marker>without|should)\s+", re.I
)
_NO_CONDITION = re.compile(
    r"\b(?:as|even|only|what|wonder\w*|ask\w*|see|know|at)\s+$", re.IGNORECASE
)
_NUMBER_OF_TIMES = re.compile(r"once\s+(?:an?|in|every|per|again|more|and)\b", re.IGNORECASE)
_STOP = re.compile(r",\s|,?\sthen\s|;|\s–\s|[”\"](?=\s|$)")
_WORD = re.compile(r"[\w’'-]+")
_AUXILIARIES = frozenset("is are was were can has have does do will may must".split())
_DETERMINERS = frozenset("the a an its his her their our my this that these those".split())


class Condition(NamedTuple):
    """What a claim hangs on, as it is stored, and the place of its words in the text."""

    text: str
    start: int
    end: int


def condition_in(text: str) -> Condition | None:
    """Find the condition that a sentence states; "unless S V" is stored as "S does not V"."""
    low = text.lower()
    markers = _MARKER.finditer(text) if any(sign in low for sign in _SIGNS) else ()
    for match in markers:
        if _NO_CONDITION.search(text, 0, match.start()) or _NUMBER_OF_TIMES.match(
            text, match.start()
        ):
            continue
        return _condition(text, match, match["marker"])
    if leading := _LEADING.match(text):
        return _condition(text, leading, leading["marker"])
    return None


class ConditionMemory:
    """Hands the condition of a clause on to a "would" in a later sentence of the same block."""

    def __init__(self) -> None:
        self._block: Block | None = None
        self._condition: str | None = None

    def with_condition(self, block: Block, clause: Clause) -> Clause:
        """The clause with the condition that it has or inherits."""
        if clause.condition:
            self._block, self._condition = block, clause.condition
            return clause
        is_heir = clause.trigger.phrase.lower().startswith("would") and block == self._block
        if not is_heir or self._condition is None:
            return clause
        flags = (*clause.flags, INHERITED)
        return clause._replace(condition=self._condition, flags=flags)


def _condition(text: str, match: re.Match[str], marker: str) -> Condition | None:
    stop = _STOP.search(text, match.end())
    end = stop.start() if stop else len(text)
    words = text[match.end() : end].strip(' .!”"')
    if not words:
        return None
    is_leading = text[: match.start()].strip(" “\"‘'") in ("", "But", "And", "So", "However,")
    if marker.lower() in ("without", "should") and not (is_leading and stop):
        return None
    if marker.lower() == "unless":
        words = _denied(words)
    elif marker.lower() == "without":
        words = f"without {words}"
    return Condition(words, match.start("marker"), end + (1 if is_leading and stop else 0))


def _denied(words: str) -> str:
    """Put a clause in the negative: "parliament acts" becomes "parliament does not act"."""
    before = ""
    for match in _WORD.finditer(words):
        word = match[0]
        if word in _AUXILIARIES:
            return f"{words[: match.end()]} not{words[match.end() :]}"
        if before and before.lower() not in _DETERMINERS and is_verb_form(word):
            helper = "does" if word.endswith("s") and base_of(word) != word else "do"
            return f"{words[: match.start()]}{helper} not {base_of(word)}{words[match.end() :]}"
        before = word
    return f"not: {words}"
