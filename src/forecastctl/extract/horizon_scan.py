"""Where in a text a date expression may begin, so that the grammar is tried nowhere else."""

import re
from collections.abc import Iterator

from forecastctl.extract.horizon_tokens import Tokens
from forecastctl.extract.horizon_words import (
    BOUNDS,
    EDGES,
    EVENTS,
    FEASTS,
    FEW,
    FISCAL,
    MONTHS,
    NEAR_DAYS,
    NUMBERS,
    ORDINALS,
    SAME,
    SEASONS,
    STEP,
    TIMES_OF_DAY,
    UNITS,
    VAGUE,
    WEEKDAYS,
)

_STARTERS = frozenset(
    (
        *BOUNDS,
        *EDGES,
        *VAGUE,
        *SAME,
        *MONTHS,
        *WEEKDAYS,
        *STEP,
        *NEAR_DAYS,
        *SEASONS,
        *FEASTS,
        *NUMBERS,
        *ORDINALS,
        *UNITS,
        *FEW,
        *(
            "the",
            "tax",
            "latter",
            "fiscal",
            "financial",
            "midyear",
            "midweek",
            "midcentury",
            "another",
            "half",
        ),
    )
)
"""Words that may begin a date expression, beside those that hold a digit."""
_DATE_KEYS = frozenset(
    (
        *MONTHS,
        *WEEKDAYS,
        *NEAR_DAYS,
        *SEASONS,
        *FEASTS,
        *UNITS,
        *TIMES_OF_DAY,
        *("midyear", "midweek", "midcentury", "season"),
    )
) - {"new", "good", "boxing"}
_OTHER_KEYS = frozenset(
    (
        *EVENTS,
        *(words[-1] for table in (VAGUE, SAME) for known, _ in table.values() for words in known),
    )
)
_KEYS = _DATE_KEYS | _OTHER_KEYS
"""Words of which every date expression holds one, or else a digit."""
_OTHER_STARTERS = frozenset((*BOUNDS, *VAGUE, *SAME))
_AFTER_ARTICLE = frozenset(
    (
        *(words[1] for words in EDGES["the"][0]),
        *(*_DATE_KEYS, *EDGES, *STEP, *ORDINALS, *NUMBERS, *FEW),
        *(*FISCAL, "latter", "atlantic", "hurricane"),
    )
)
"""Words that may follow "the" or "a" where those begin a date expression."""
_DIGIT = re.compile("[0-9]")
_LONGEST = 10
"""How many words may lie between the first word of an expression and its key."""


def beginnings(tokens: Tokens) -> list[int]:
    """The places where a date expression may begin, from left to right."""
    words = tokens.words
    places: set[int] = set()
    for key, starters in _keys(tokens):
        near = range(max(0, key - _LONGEST), key + 1)
        places.update(place for place in near if words[place] in starters)
        if starters is _STARTERS:
            places.add(key)
    return sorted(place for place in places if may_begin(tokens, place))


def _keys(tokens: Tokens) -> Iterator[tuple[int, frozenset[str]]]:
    """Words that every expression holds one of, with those that may begin it."""
    has_digits = _DIGIT.search(tokens.text) is not None
    if not has_digits and _KEYS.isdisjoint(tokens.words):
        return
    for place, word in enumerate(tokens.words):
        if word in _DATE_KEYS:
            if word != "may" or tokens.is_title(place):
                yield place, _STARTERS
        elif word in _OTHER_KEYS:
            yield place, _OTHER_STARTERS
        elif has_digits and not word.isalpha() and _has_digit(word):
            yield place, _STARTERS


def may_begin(tokens: Tokens, at: int) -> bool:
    """False where a word, or an article and the next word, is in no date expression."""
    word = tokens.words[at]
    if word not in _STARTERS:
        return _has_digit(word)
    following = tokens.words[at + 1]
    is_article = word in ("the", "a", "an")
    return not is_article or following in _AFTER_ARTICLE or _has_digit(following)


def _has_digit(word: str) -> bool:
    """True for a number, an ordinal, "Q3" and the like."""
    return not word.isalpha() and (word[:1].isdigit() or word[-1:].isdigit())
