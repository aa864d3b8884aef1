"""The phrases of the lexicon as one compiled alternation, and the way back from words to rows."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise, product
from typing import NamedTuple

from forecastctl.extract.conditions import known_conditions
from forecastctl.extract.verbs import forms_of
from forecastctl.words import NUMBER, Lexicon, Row

HEADLINE = "to + infinitive"
PRESENT = "present tense + future date"
STRUCTURAL = frozenset({HEADLINE, PRESENT})
"""Rows that name a structure, not a text."""


KIN = {
    "there {be} a risk": (
        "{face} the risk of|{face} a risk of|{raise} the risk of|{pose} a risk of|the risk that|"
        "{face} the threat of|{face} a threat of|{face} the likelihood of|"
        "{fear} that|fears that|concerned that|concerns that|worried that|worries that|afraid that"
    ),
    "there {be} a danger": "{face} the danger of|the danger that",
    "{have} no plans to": "{have} no plan to|{have} no intention of",
    "{predict}": "{foresee}|{envisage}|{envision}|{reckon}",
    "{forecast}": (
        "forecast calls for|forecasts call for|estimate calls for|estimates call for|"
        "forecast shows|forecast showed|forecasts show|forecasts showed|forecast to show|"
        "projections show|projections showed|projection shows|projection showed|"
        "forecast continues to show|forecast continued to show"
    ),
    "{be} tipped to": "{be} favoured to|{be} favored to",
    "{be} possible": "{be} plausible|the possibility that|{face} the prospect of",
}
"""Phrases that take the row of another: what it is that one faces or fears."""


class Hit(NamedTuple):
    """Words of a text that stand in the lexicon; `words` are theirs in long form.

    `extra` holds the adverbs that stand inside the phrase, `is_denied` is true where a "not" of
    the text is no part of the phrase.
    """

    start: int
    end: int
    words: tuple[str, ...]
    rows: tuple[Row, ...]
    extra: tuple[str, ...] = ()
    is_denied: bool = False

    def moved(self, by: int) -> "Hit":
        """The same hit with its place counted from elsewhere."""
        return self._replace(start=self.start + by, end=self.end + by)


class Phrasebook:
    """Finds the phrases of a lexicon in a text, the longest first."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._rows: dict[tuple[str, ...], list[Row]] = {}
        branches: list[tuple[str, ...]] = []
        for row in lexicon.rows:
            if row.phrase in STRUCTURAL:
                self._rows[tuple(row.phrase.split())] = [row]
                continue
            if row.kind == NUMBER:
                continue
            if row.when and row.when not in known_conditions():
                raise ValueError(f"when: no test is called '{row.when}'")
            for phrase in (row.phrase, *filter(None, KIN.get(row.phrase, "").split("|"))):
                branches += self._learnt(phrase, row)
        self._pattern = _alternation(branches)

    def _learnt(self, phrase: str, row: Row) -> Iterator[tuple[str, ...]]:
        for words in _variants(phrase):
            rows = self._rows.setdefault(words, [])
            if all(row.when != other.when for other in rows):
                rows.append(row)
            yield words

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield what stands in a folded text, from left to right and without overlaps."""
        for match in self._pattern.finditer(f" {text}"):
            start, end = match.start() - (match.lastindex is not None), match.end() - 1
            yield self._hit(start, end, long_form(text[start:end]))

    def rows(self, phrase: str) -> tuple[Row, ...]:
        """The rows of a phrase in long form."""
        return tuple(self._rows.get(tuple(phrase.split()), ()))

    def shorter(self, hit: Hit, text: str) -> Hit | None:
        """The same hit without its last word, where that is a phrase as well."""
        words = hit.words[:-1]
        if hit.extra or hit.is_denied or not (rows := self._rows.get(words)):
            return None
        end = hit.start + len(text[hit.start : hit.end].rsplit(None, 1)[0])
        return Hit(hit.start, end, words, tuple(rows))

    def _hit(self, start: int, end: int, words: tuple[str, ...]) -> Hit:
        """Find the rows of words: all of them, a longer part, without adverbs, without "not"."""
        if rows := self._rows.get(words):
            return Hit(start, end, words, tuple(rows))
        for kept in (words[1:], words[1:-1]):
            is_whole = len(kept) > 1 and kept.count("not") == words.count("not")
            if is_whole and (rows := self._rows.get(kept)):
                return Hit(start, end, words, tuple(rows))
        extra = tuple(word for word in words[1:] if is_slot_word(word))
        plain = tuple(word for word in words if word not in extra)
        for kept in (plain, plain[1:], plain[1:-1]):
            if "not" in kept[:1] + kept[1:2] and (rows := self._rows.get(kept)):
                return Hit(start, end, plain, tuple(rows), extra)
        if rows := self._rows.get(plain):
            return Hit(start, end, plain, tuple(rows), extra)
        bare = tuple(word for word in plain if word != "not")
        return Hit(start, end, bare, tuple(self._rows.get(bare, ())), extra, is_denied=True)


def folded(text: str) -> str:
    """The text in lower case with straight apostrophes, every character where it was."""
    lower = text.replace("’", "'").lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def long_form(text: str) -> tuple[str, ...]:
    """The words of a folded text, contractions written out, forms of "be" as one."""
    if "'" in text:
        text = text.replace("won't", "will not").replace("can't", "cannot")
        text = text.replace("n't", " not").replace("'ll", " will")
        text = _CONTRACTED_BE.sub(" be", text)
    spaced = " ".join(text.split()).replace("can not", "cannot")
    return tuple(_AUXILIARY.get(word, word) for word in spaced.split(" "))


def is_slot_word(word: str) -> bool:
    """Tell whether a word may stand inside a phrase without changing which phrase it is."""
    return word in _ADVERBS or (word.endswith("ly") and word not in _NO_ADVERBS)


_ADVERBS = frozenset(
    "also still now then soon even just again already yet almost very more less quite most far "
    "instead therefore thus rather so all but too both well long ever never hardly".split()
)
_NO_ADVERBS = frozenset({"likely", "unlikely", "apply", "rely", "comply", "supply", "reply"})
_BE = frozenset({"am", "is", "are", "was", "were", "been", "being", "be"})
_AUXILIARY = {
    **dict.fromkeys(_BE, "be"),
    **dict.fromkeys(("has", "have", "had", "having"), "have"),
    **dict.fromkeys(("do", "does", "did", "doing"), "do"),
}
_CONTRACTED_BE = re.compile(r"'(?:s|re|m)(?!\w)")
_SLOT = (
    r"(?:(?:not(?!\s+only\b)|(?!(?:un)?likely\b)\w+ly|"
    + "|".join(sorted(_ADVERBS - {"all", "but"}))
    + r"|all\s+but)\s+){0,2}"
)
_GAP = r"\s+" + _SLOT
_SPELT = {
    "be": [form + "(?:n't)?" for form in ("is", "are", "was", "were", "been", "being", "be", "am")],
    "have": [form + "(?:n't)?" for form in ("has", "have", "had", "having")],
    "do": [form + "(?:n't)?" for form in ("does", "doing", "do", "did")],
    "cannot": [r"can(?:'t|\s*not)"],
    **{modal: [modal + "(?:n't)?"] for modal in ("would", "could", "should", "might", "may")},
    "will": ["will"],
    "not": [r"not(?!\s+only\b)"],
    **{noun: [noun] for noun in ("forecast", "forecasts", "projection", "projections")},
}
"""How the words are spelt that adverbs may follow inside a phrase."""
_CONTRACTED = {"will": "ll", "be": "(?:s|re|m)"}


@cache
def _variants(phrase: str) -> tuple[tuple[str, ...], ...]:
    """Every spelling of a phrase: its verbs in all forms, as `long_form` writes them."""
    choices = []
    for word in phrase.split():
        if word.startswith("{"):
            choices.append([long_form(form)[0] for form in forms_of(word.strip("{}"))])
        else:
            choices.append([word])
    spellings = (long_form(" ".join(words)) for words in product(*choices))
    return tuple(dict.fromkeys(spellings))


def _alternation(phrases: Iterable[tuple[str, ...]]) -> re.Pattern[str]:
    """One pattern for all phrases: grouped by first word, the longest of each group first.

    It begins with the character before, to which a search skips at once; the group is behind "'".
    """
    by_first: dict[str, set[tuple[str, ...]]] = {}
    for words in phrases:
        by_first.setdefault(words[0], set()).add(words[1:])
    plain, contracted = [("won't", "")], []
    for first, rests in sorted(by_first.items(), reverse=True):
        ordered = sorted(rests, key=lambda rest: (-len(rest), rest))
        tail = "(?:" + "|".join(_rest(first, rest) for rest in ordered) + r")(?![\w-])"
        for spelling in _spelt(first):
            plain.append((spelling, tail))
        if ending := _CONTRACTED.get(first):
            contracted.append(ending + tail)
    return re.compile(
        rf"[^\w-](?:(?<=\w')({'|'.join(contracted)})|(?:{_by_letter(plain)}))",
    )


def _spelt(word: str) -> list[str]:
    return _SPELT.get(word) or [re.escape(word)]


def _rest(first: str, words: tuple[str, ...]) -> str:
    """The pattern of a phrase behind its first word."""
    pattern = ""
    for before, word in pairwise((first, *words)):
        gap = _GAP if before in _SPELT or word == "to" else r"\s+"
        contracted = rf"|'{_CONTRACTED[word]}" if word in _CONTRACTED else ""
        pattern += f"(?:{gap}(?:{'|'.join(_spelt(word))}){contracted})"
    return pattern


def _by_letter(words: Iterable[tuple[str, str]]) -> str:
    """The alternation of words with what follows each, letter by letter: a word costs its own."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for spelling, tail in words:
        letter = spelling[:1] if spelling[:1].isalpha() else ""
        groups.setdefault(letter, []).append((spelling[len(letter) :], tail))
    return "|".join(
        letter + (f"(?:{_by_letter(rests)})" if letter else "|".join(map("".join, rests)))
        for letter, rests in groups.items()
    )
