"""Sources named without a clause of their own: "according to X", "in X's view", "X's forecast"."""

from collections.abc import Sequence

from forecastctl.extract.names import Named, is_agent, name_of
from forecastctl.extract.noun_phrase import lower_at, subject_of, subject_start, with_apposition
from forecastctl.extract.report import Report
from forecastctl.extract.reporting import OUTLOOKS, singular
from forecastctl.extract.tokens import (
    AUXILIARIES,
    COORDINATORS,
    DASHES,
    PREPOSITIONS,
    Token,
    is_modal,
)


def source_phrase(tokens: Sequence[Token], at: int, text: str) -> Report | None:
    """Read "according to X", "citing X", "per X", "in X's view" or "in the words of X"."""
    lower, after = tokens[at].lower, lower_at(tokens, at + 1)
    if lower == "according" and after == "to":
        return _phrase(tokens, at, at + 2, text)
    if lower == "citing":
        named = _phrase(tokens, at, at + 1, text)
        if named and any(token.is_word and token.start >= named.end for token in tokens):
            return named._replace(scope_start=named.end)
        return named and named._replace(scope_end=named.end)
    if lower == "per" and (at == 0 or lower_at(tokens, at - 1) in (",", *DASHES)):
        return _phrase(tokens, at, at + 1, text)
    if lower == "words" and after == "of" and at >= 2:
        return _phrase(tokens, at - 2, at + 2, text)
    return _view(tokens, at, text) if lower in _VIEWS else None


def outlook(tokens: Sequence[Token], at: int, text: str) -> Report | None:
    """Read "X's forecast", "X lowered its outlook" and "the forecast prepared by X"."""
    if singular(tokens[at].lower) not in OUTLOOKS:
        return None
    speaker, first = _owner(tokens, at, text) or (_maker(tokens, at, text), at)
    if speaker is None or not is_agent(speaker):
        return None
    start, end = tokens[first].start, tokens[at].end
    return Report(start, end, speaker, "forecaster", start, _clause_end(tokens, at, text))


SIGNS = frozenset(
    ("according", "citing", "per", "view", "opinion", "words", *OUTLOOKS)
) | frozenset(f"{noun}s" for noun in OUTLOOKS)
"""Words at which it is worth looking for a source phrase."""

_VIEWS = frozenset(("view", "opinion", "estimate"))
_MADE = frozenset("prepared produced compiled published issued released made".split())
_LONGEST_MODIFIER = 4
_FARTHEST_MAKER = 30


def _phrase(tokens: Sequence[Token], first: int, at: int, text: str) -> Report | None:
    speaker, end = with_apposition(tokens, at, text)
    if speaker is None:
        return None
    return Report(tokens[first].start, tokens[end - 1].end, speaker, "phrase", 0, len(text))


def _view(tokens: Sequence[Token], at: int, text: str) -> Report | None:
    if at < 3 or not tokens[at - 1].is_possessive:
        return None
    first = subject_start(tokens, at - 1, is_tight=True)
    speaker = name_of(tokens[first : at - 1], text)
    if speaker is None or lower_at(tokens, first - 1) not in ("in", "by"):
        return None
    return Report(tokens[first - 1].start, tokens[at].end, speaker, "phrase", 0, len(text))


def _owner(tokens: Sequence[Token], at: int, text: str) -> tuple[Named | None, int] | None:
    """Whose outlook it is by the words right before it, and where those begin."""
    for back in range(at - 1, max(-1, at - 1 - _LONGEST_MODIFIER), -1):
        token = tokens[back]
        if token.is_possessive:
            first = subject_start(tokens, back)
            return name_of(tokens[first:back], text), first
        if token.lower in ("its", "their", "his", "her"):
            return _holder(tokens, back, text), back
        if (not token.is_word and token.text != "%") or token.lower in PREPOSITIONS:
            return None
    return None


def _holder(tokens: Sequence[Token], at: int, text: str) -> Named | None:
    """Who "its" before an outlook is: the subject, or who is to do something with it."""
    for back in range(at - 1, max(0, at - 1 - _LONGEST_MODIFIER), -1):
        if tokens[back].lower == "to":
            first = subject_start(tokens, back, is_tight=True)
            return name_of(tokens[first:back], text)
    return subject_of(tokens[:at], text) if at else None


def _maker(tokens: Sequence[Token], at: int, text: str) -> Named | None:
    for ahead in range(at + 1, min(len(tokens) - 1, at + _FARTHEST_MAKER)):
        if tokens[ahead].lower in _MADE and tokens[ahead + 1].lower == "by":
            return with_apposition(tokens, ahead + 2, text)[0]
        if is_modal(tokens[ahead]) or tokens[ahead].lower in AUXILIARIES:
            return None
    return None


def _clause_end(tokens: Sequence[Token], at: int, text: str) -> int:
    """Where the clause of an outlook ends: at ", and", ", but" or a semicolon."""
    for ahead in range(at + 1, len(tokens)):
        token = tokens[ahead]
        is_joint = token.text == "," and lower_at(tokens, ahead + 1) in COORDINATORS
        if is_joint or token.text == ";":
            return token.start
    return len(text)
