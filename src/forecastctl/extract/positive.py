"""Claims are worded positively: their negations are counted and taken out."""

import re
from itertools import takewhile
from typing import NamedTuple


class Positive(NamedTuple):
    """Words without their negations, and whether these were odd in number."""

    text: str
    is_negated: bool


def positive(text: str, *, is_denied: bool = False) -> Positive:
    """Take out the negations of a clause: "take no decision" becomes "take a decision".

    Idioms that deny nothing ("not only", "no more than") stay as they are. `is_denied` is true
    where a negation stood outside the text: its "any" goes as well.
    """
    if not is_denied and not _may_deny(text):
        return Positive(text, is_negated=False)
    text = _CONTRAST.sub("", text)
    count = 0

    def affirmed(match: re.Match[str]) -> str:
        nonlocal count
        if match["idiom"]:
            return match[0]
        count += 1
        return _affirmed(match)

    changed = _NEGATION.sub(affirmed, text)
    if count or is_denied:
        changed = _ANY.sub(_something, _ANY_TIME.sub("soon", changed))
    if is_denied or count % 2:
        changed = _UNTIL.sub("before", changed)
    return Positive(" ".join(changed.split()), is_negated=count % 2 == 1)


def _may_deny(text: str) -> bool:
    low = text.lower()
    return any(sign in low for sign in _SIGNS) and _NEGATION.search(text) is not None


_SIGNS = ("no", "n't", "n’t", "neither", "never", "hardly", "scarcely", "fail", "refuse", "decline")


def article_for(words: str) -> str:
    """The indefinite article before some words."""
    return "an" if _VOWEL_SOUND.match(words) else "a"


_VOWEL_SOUND = re.compile(
    r"(?!uni|use|usu|eu|one\b|once)(?:[aeiou]|hour|honest|heir|8|11\b|18)", re.I
)
_NEGATION = re.compile(
    r"(?P<idiom>\b(?:not only|no more than|no less than|no fewer than|no later than|not just|"
    r"not least|no doubt|whether or not|or not)\b)"
    r"|\bnot\s+(?P<until>until|before)\s+"
    r"|\b(?:(?P<none>none) of|no\s+longer|(?P<nobody>nobody|no one)|(?P<nothing>nothing)|"
    r"(?<!the )(?<!a )(?P<no>no)\s+(?P<word>[\w’'-]+)(?P<next>(?:\s+[\w’'-]+){0,3})|"
    r"(?:fail|refuse|decline)s?\s+to|(?P<neither>neither)\s+(?P<first>[^,.;]{1,60}?)\s+nor|"
    r"(?P<either>neither)|"
    r"not|never|neither|nor|hardly|scarcely)\b\s*|(?P<short>n[’']t)\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r",?\s+(?:but|albeit|although|if) not\s+(?!only\b)[^,;]*")
_UNTIL = re.compile(r"\b(?:until|till)(?: after)?\b", re.IGNORECASE)
_ANY_TIME = re.compile(r"\bany\s?time soon\b", re.IGNORECASE)
_ANY = re.compile(r"\bany\s+(?P<word>[\w’'-]+)(?P<next>(?:\s+[\w’'-]+){0,3})", re.IGNORECASE)


def _affirmed(match: re.Match[str]) -> str:
    """What stands in the place of a negation."""
    if match["until"]:
        return "before "
    if match["no"]:
        return _with_article(match)
    if match["neither"]:
        return f"{match['first']} or "
    for group, word in (("none", "some of "), ("nobody", "somebody "), ("nothing", "something ")):
        if match[group]:
            return word
    if match["either"]:
        return "either "
    return "" if match["short"] is None else " "


def _something(match: re.Match[str]) -> str:
    """Words after "any" in an affirmed clause: "any third parties" loses it, "any deal" has "a"."""
    if match["word"].lower() in ("more", "other", "further", "of"):
        return (
            "more"
            if match["word"].lower() == "longer"
            else match[0][match[0].index(match["word"]) :]
        )
    return _with_article(match)


def _with_article(match: re.Match[str]) -> str:
    word, after = match["word"], match["next"]
    space = " " if match[0].endswith(" ") else ""
    if _takes_no_article(word, after.split()):
        return f"{word}{after}{space}"
    return f"{article_for(word)} {word}{after}{space}"


def _takes_no_article(word: str, after: list[str]) -> bool:
    """Plurals, names and masses take none; adjectives leave it to the noun that they describe."""
    phrase = [word, *takewhile(lambda other: not _PREPOSITION.fullmatch(other), after)]
    if word[:1].isupper() or word.lower() in ("further", "more", "such"):
        return True
    plural = (one for one in phrase if one.endswith("s") and not one.endswith(("ss", "us", "is")))
    return phrase[-1].lower() in MASS_NOUNS or next(plural, None) is not None


_PREPOSITION = re.compile(
    r"of|in|on|at|to|for|from|by|with|between|about|over|will|is|are|was|and|or|this|next|as|has|can"
)
_MASSES = """
action aid evidence growth help inflation money peace progress rain snow support trade turmoil
"""
MASS_NOUNS = frozenset(_MASSES.split())
"""Nouns that take no article in the singular."""
