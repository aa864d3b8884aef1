"""Who is who in an article: people by their surnames, bodies by their initials."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from forecastctl.extract.base import SourceKind
from forecastctl.extract.first_names import gender_of
from forecastctl.extract.names import (
    PARTICLES,
    Named,
    is_no_name,
    is_person,
    is_short,
    person_of,
)
from forecastctl.extract.tokens import PREPOSITIONS, Token, is_time, tokens_of


class People:
    """Who is who in an article: full names by surname, long names by initials."""

    def __init__(self, text: str) -> None:
        """Collect the names of a text; each mention after the first may then be short."""
        self._full: dict[str, list[tuple[int, str]]] = {}
        self._long: dict[str, str] = {}
        self._mentions: list[tuple[int, str]] = []
        self._seen = frozenset(_WITHIN.findall(text))
        for found in _CAPITALS.finditer(text):
            self._learn(found)

    def _learn(self, found: re.Match[str]) -> None:
        words = tokens_of(found[0])
        while words and (is_no_name(words[0]) or words[0].lower in PREPOSITIONS):
            words = words[1:]
        if found[1] and words:
            name = found[0][words[0].start : found.start(1) - found.start()].rstrip(" (")
            self._long.setdefault(found[1], name)
        run: list[Token] = []
        for word in words:
            if word.is_capital or word.text in PARTICLES:
                run.append(word)
            else:
                self._learn_person(run, found)
                run = []
        self._learn_person(run, found)

    def _learn_person(self, run: Sequence[Token], found: re.Match[str]) -> None:
        if len(run) < 2 or not is_person(run) or any(map(is_time, run)):
            return
        named = person_of(run, found[0])
        if " " in named.text and not is_short(tokens_of(named.text)):
            place = (found.start() + run[0].start, named.text)
            self._full.setdefault(run[-1].text, []).append(place)
            self._mentions.append(place)

    def knows(self, word: str) -> bool:
        """True for a word that has its capital within a sentence too, not only at its start."""
        return word in self._seen

    def named_in(self, start: int, end: int) -> Iterator[Named]:
        """Yield the people whose full names stand between two offsets, in order."""
        low, high = (bisect_left(self._mentions, (at, "")) for at in (start, end))
        for at, name in self._mentions[low:high]:
            gender = gender_of(name.split()[0])
            yield Named(name, SourceKind.PERSON, at - start, at - start + len(name), gender)

    def called(self, named: Named, at: int) -> Named:
        """Give a short name its full form as the article has it nearest before `at`."""
        long = self._long.get(named.text)
        if long:
            return named._replace(text=long)
        words = named.text.split()
        places = self._full.get(words[-1])
        if not places or named.kind not in (SourceKind.PERSON, SourceKind.ORGANISATION):
            return named
        if not is_short(tokens_of(named.text)):
            return named
        full = places[max(0, bisect_right(places, (at, "\U0010ffff")) - 1)][1]
        gender = named.gender or gender_of(full.split()[0])
        return named._replace(text=full, kind=SourceKind.PERSON, gender=gender)


_WITHIN = re.compile(r"(?<=[a-z,;]\s)[^\W\d_a-zß-öø-ÿ]\w+")
_CAPITALS = re.compile(
    r"\b[^\W\d_a-zß-öø-ÿ][\w’'.-]*"
    r"(?:\s(?:(?:van|von|der|den|de|da|di|del|bin|al|el|la|le|dos|ter|of|for|the|and)\s){0,3}"
    r"[^\W\d_a-zß-öø-ÿ][\w’'-]*\.?)+"
    r"(?:\s\(([A-Z][A-Z0-9]{1,8})\))?"
)
