"""Who is who in an article: people by their surnames, bodies by their initials."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from forecastctl.extract.base import SourceKind
from forecastctl.extract.first_names import gender_of
from forecastctl.extract.names import Named, is_no_name, is_person, is_short, person_of
from forecastctl.extract.tokens import PREPOSITIONS, is_time, tokens_of


class Mention(NamedTuple):
    """A run of capitalised words in an article, and where it stands."""

    start: int
    words: str


class People:
    """Who is who in an article: full names by surname, long names by initials."""

    def __init__(self, text: str) -> None:
        """Take a text; what it calls people and bodies is read when somebody asks."""
        self._text = text
        self._named: dict[Mention, Named | None] = {}

    @cached_property
    def _mentions(self) -> list[Mention]:
        return [Mention(found.start(), found[0]) for found in _RUN.finditer(self._text)]

    @cached_property
    def _by_surname(self) -> dict[str, list[Mention]]:
        by_surname: dict[str, list[Mention]] = {}
        for mention in self._mentions:
            surname = mention.words.rpartition(" ")[2]
            if surname.endswith(("’s", "'s")):
                surname = surname[:-2]
            by_surname.setdefault(surname, []).append(mention)
        return by_surname

    @cached_property
    def _by_first_word(self) -> dict[str, list[Mention]]:
        """Names by their first word, where that is no first name: "Xi" for "Xi Jinping"."""
        by_first: dict[str, list[Mention]] = {}
        for mention in self._mentions:
            word = mention.words.partition(" ")[0]
            if gender_of(word) is None:
                by_first.setdefault(word, []).append(mention)
        return by_first

    @cached_property
    def _by_initials(self) -> dict[str, str]:
        long: dict[str, str] = {}
        for found in _INITIALS.finditer(self._text):
            words = self._text[max(0, found.start() - _LONGEST_NAME) : found.start()]
            name = _name_before(words, found[1])
            if name:
                long.setdefault(found[1], name)
        return long

    @cached_property
    def _seen(self) -> frozenset[str]:
        return frozenset(_WITHIN.findall(self._text))

    def knows(self, word: str) -> bool:
        """True for a word that has its capital within a sentence too, not only at its start."""
        return word in self._seen

    def named_in(self, start: int, end: int) -> Iterator[Named]:
        """Yield the people whose full names stand between two offsets, in order."""
        low, high = (bisect_left(self._mentions, (at, "")) for at in (start, end))
        for mention in self._mentions[low:high]:
            named = self._person(mention)
            if named:
                at = mention.start - start
                yield named._replace(start=at + named.start, end=at + named.end)

    def called(self, named: Named, at: int) -> Named:
        """Give a short name its full form as the article has it nearest before `at`."""
        if named.kind not in (SourceKind.PERSON, SourceKind.ORGANISATION):
            return named
        if named.text in self._by_initials:
            return named._replace(text=self._by_initials[named.text])
        surname = named.text.rpartition(" ")[2]
        mentions = self._by_surname.get(surname) or self._by_first_word.get(surname)
        if not mentions or not is_short(tokens_of(named.text)):
            return named
        full = self._nearest(mentions, at)
        if full is None or surname not in full.text.split():
            return named
        gender = named.gender or full.gender
        return named._replace(text=full.text, kind=SourceKind.PERSON, gender=gender)

    def _nearest(self, mentions: Sequence[Mention], at: int) -> Named | None:
        """The last full name before an offset, else the first after it."""
        middle = bisect_right(mentions, (at, "\U0010ffff"))
        before = mentions[max(0, middle - _FARTHEST) : middle]
        for mention in (*reversed(before), *mentions[middle : middle + _FARTHEST]):
            named = self._person(mention)
            if named:
                return named
        return None

    def _person(self, mention: Mention) -> Named | None:
        """The person that a run of capitals names in full, or None."""
        if mention not in self._named:
            self._named[mention] = _full_name(mention.words)
        return self._named[mention]


_LONGEST_NAME = 100
_FARTHEST = 20
"""Runs that end in a surname and are tried for a full name."""

_CAPITAL = r"(?:(?:[A-Z]|Mrs?|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|St)\.|[^\W\d_a-zß-öø-ÿ][\w’'-]*)"
_PARTICLE = r"(?:van|von|der|den|de|da|di|del|bin|al|el|la|le|dos|ter)\s"
_RUN = re.compile(
    rf"\b{_CAPITAL}(?:\s(?:{_PARTICLE}){{0,3}}(?:[A-Z]\.|[^\W\d_a-zß-öø-ÿ][\w’'-]*))+"
)
_INITIALS = re.compile(r"\(([A-Z][A-Z0-9]{1,8})\)")
_WITHIN = re.compile(r"(?<=[a-z,;]\s)[^\W\d_a-zß-öø-ÿ]\w+")
_JOINTS = frozenset("of for the and on in & -".split())


def _full_name(words: str) -> Named | None:
    run = tokens_of(words)
    while run and (is_no_name(run[0]) or run[0].lower in PREPOSITIONS):
        run = run[1:]
    if run and run[-1].is_possessive:
        run = run[:-1]
    if len(run) < 2 or not is_person(run) or any(map(is_time, run)):
        return None
    named = person_of(run, words)
    if " " not in named.text or is_short(tokens_of(named.text)):
        return None
    return named._replace(gender=gender_of(named.text.split()[0]))


def _name_before(text: str, initials: str) -> str:
    """The words at the end of a text whose capitals are the initials, or ""."""
    tokens = tokens_of(text)
    capitals = ""
    for token in reversed(tokens):
        if token.is_capital:
            capitals = token.text[0] + capitals
        elif token.lower not in _JOINTS:
            break
        if capitals == initials and token.is_capital:
            return text[token.start :].rstrip()
    return ""
