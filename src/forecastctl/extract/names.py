"""Names of speakers: what a phrase calls them, what kind they are, who is who in an article."""

from collections.abc import Sequence
from typing import NamedTuple

from forecastctl.extract.base import SourceKind
from forecastctl.extract.first_names import gender_of
from forecastctl.extract.name_words import (
    ADJECTIVE_ENDINGS,
    BODIES,
    COLLECTIVES,
    GENDER_OF_TITLE,
    HONORIFICS,
    MODIFIERS,
    OUTLET_ENDINGS,
    OUTLETS,
    PEOPLE,
    PERSON_ENDINGS,
    PLACES,
    QUANTITIES,
    SAFE_ENDINGS,
    TITLES,
)
from forecastctl.extract.reporting import EVIDENCE, WORKS, singular
from forecastctl.extract.tokens import (
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    Token,
    is_time,
)
from forecastctl.extract.verbs import is_verb_form


class Named(NamedTuple):
    """A speaker as a phrase names it; `start` and `end` bound the phrase in its sentence.

    `gender` is "he" or "she" where a first name or a title tells. A pronoun that stands for a
    speaker is kept in `pronoun`, lower case.
    """

    text: str
    kind: SourceKind
    start: int
    end: int
    gender: str | None = None
    is_plural: bool = False
    pronoun: str | None = None

    @property
    def is_full(self) -> bool:
        """True for the name of a person."""
        return self.kind is SourceKind.PERSON and self.text[0].isupper()

    @property
    def is_definite(self) -> bool:
        """True for "the minister", "its clerk": a description of somebody named before."""
        return self.text.startswith(("the ", "its ", "his ", "her ", "their "))


def name_of(phrase: Sequence[Token], text: str) -> Named | None:
    """Name the speaker that a noun phrase stands for, or None where it names nobody."""
    words = _trimmed(phrase)
    if not words:
        return None
    if len(words) == 1 and words[0].lower in _ALONE:
        return _pronoun(words[0])
    if words[0].lower in SOME and len(words) > 2 and words[1].lower == "of":
        whole = name_of(words[2:], text)
        return whole and _part(words, whole, text)
    titled = next((at for at, word in enumerate(words) if _is_honorific(word)), None)
    if titled is not None:
        return person_of(words[titled:], text)
    cut = _head_end(words)
    if words[cut - 1].is_capital and not (cut == 1 and _is_common(words[0])):
        return _proper_phrase(words, cut, text)
    return _common_phrase(words, cut, text)


SOME = frozenset("some many most several others few".split())
_ALONE = PRONOUNS | SOME


def _part(words: Sequence[Token], whole: Named, text: str) -> Named:
    """Name "some of the scientists" by all of its words."""
    start = words[0].start
    name = text[start].lower() + text[start + 1 : whole.end]
    return Named(name, SourceKind.ANONYMOUS, start, whole.end, None, is_plural=True)


def _pronoun(word: Token) -> Named | None:
    kind = {
        "he": SourceKind.PERSON,
        "she": SourceKind.PERSON,
        "they": SourceKind.ANONYMOUS,
        "it": SourceKind.ORGANISATION,
        "i": SourceKind.AUTHOR,
        "we": SourceKind.AUTHOR,
    }.get(pronoun := "they" if word.lower in SOME else word.lower)
    if kind is None:
        return None
    gender = pronoun if pronoun in ("he", "she") else None
    return Named(word.lower, kind, word.start, word.end, gender, pronoun == "they", pronoun)


def _trimmed(phrase: Sequence[Token]) -> Sequence[Token]:
    """The phrase without marks around it and without words of time before it."""
    start, end = 0, len(phrase)
    while start < end and not phrase[start].is_word:
        start += 1
    while end > start and not (phrase[end - 1].is_word or phrase[end - 1].text == ")"):
        end -= 1
    if end > start and phrase[end - 1].text == ")":
        end = next((at for at in range(end - 1, start, -1) if phrase[at].text == "("), end)
    while start < end - 1 and is_time(phrase[start]) and phrase[start + 1].is_word:
        start += 1
    return phrase[start:end]


def _head_end(words: Sequence[Token]) -> int:
    """Where the part of a phrase before its first preposition, bracket or clause ends."""
    is_aside = False
    for at in range(1, len(words)):
        word = words[at]
        if word.text in "()":
            is_aside = word.text == "("
            if is_aside and at + 3 < len(words) and words[at + 2].text == ")":
                continue
        if is_aside or word.text == ")":
            continue
        is_late = at > 1 or singular(words[0].lower) in WORKS
        if is_late and _is_participle(word) and words[at - 1].lower not in DETERMINERS:
            return at if words[at - 1].is_word else len(words)
        if word.lower in PREPOSITIONS or word.text in "(,:" or word.lower in _CLAUSE_OPENERS:
            return at
    return len(words)


def _is_common(word: Token) -> bool:
    """True for "Officials" and, at the start of a sentence, "Markets": capitals mean nothing."""
    noun = singular(word.lower)
    is_first = word.start == 0 and (noun in COLLECTIVES or noun in WORKS)
    return noun in PEOPLE or noun.endswith(SAFE_ENDINGS) or is_first


def _is_participle(word: Token) -> bool:
    """True for the verb of "a panel considering reforms"."""
    return word.lower.endswith(("ing", "ed")) and word.text.islower() and is_verb_form(word.lower)


_INSIDERS = frozenset("familiar close briefed involved privy".split())
"""Adjectives that follow people: "people familiar with the matter"."""
_CLAUSE_OPENERS = frozenset("who which whom whose that and or".split()) | _INSIDERS


def _run_start(words: Sequence[Token], end: int) -> int:
    """Where the run of capitalised words that ends before `end` begins, particles included."""
    at = end
    while at > 0:
        word = words[at - 1]
        if word.is_capital or (at < end and word.text in PARTICLES) or word.text == "&":
            at -= 1
        else:
            break
    while at < end - 1 and words[at].lower in DETERMINERS:
        at += 1
    return at


PARTICLES = frozenset(
    "van von der den de da di del della bin al el la le dos du ter ten 't".split()
)


def _proper_phrase(words: Sequence[Token], cut: int, text: str) -> Named | None:
    """Name what ends in capitals: a person, or a body with what belongs to its name."""
    start = _run_start(words, cut)
    run = words[start:cut]
    if singular(run[-1].lower) in WORKS and (owner := _owner(words, cut, text)):
        return owner
    if not is_person(run):
        end = _joined(words, cut)
        if start > 1 and words[start - 1].is_possessive:
            start = _run_start(words, start - 1)
            start -= words[start].text.islower()
        return _body(words[max(start, 0) : end], text)
    return person_of(run, text)


def _joined(words: Sequence[Token], cut: int) -> int:
    """Take "of Foreign Affairs" to a name that it completes."""
    end = cut
    while end < len(words) - 1 and words[end].lower in ("of", "for", "and", "&", "on"):
        start = end + 1 + (words[end + 1].lower == "the")
        run = start
        while run < len(words) and words[run].is_capital and not is_time(words[run]):
            run += 1
        if run == start:
            break
        end = run
    return end


def _body(words: Sequence[Token], text: str) -> Named | None:
    while words and words[0].lower in DETERMINERS and len(words) > 1:
        words = words[1:]
    if not words or (len(words) == 1 and is_no_name(words[0])):
        return None
    name = text[words[0].start : words[-1].end]
    kind = SourceKind.OUTLET if _is_outlet(words) else SourceKind.ORGANISATION
    return Named(name, kind, words[0].start, words[-1].end)


def is_no_name(word: Token) -> bool:
    """True for a word of a closed class: capitalised at the start, it still names nobody."""
    lower = word.lower
    return lower in PRONOUNS or lower in DETERMINERS or lower in CONJUNCTIONS or is_time(word)


def person_of(run: Sequence[Token], text: str) -> Named:
    """Name a person without titles; a title stays where only a surname follows."""
    titles = next((at for at in range(len(run) - 1, 0, -1) if _is_title(run[at - 1])), 0)
    bare = run[titles:]
    gender = next(
        (GENDER_OF_TITLE[word.lower] for word in run if word.lower in GENDER_OF_TITLE), None
    )
    is_full = sum(word.is_capital for word in bare) > 1
    kept = bare if is_full or not titles else run[titles - 1 :]
    name = text[kept[0].start : kept[-1].end]
    return Named(
        name, SourceKind.PERSON, run[0].start, run[-1].end, gender or gender_of(bare[0].text)
    )


def is_person(run: Sequence[Token]) -> bool:
    """Tell whether a run of capitalised words is the name of a person."""
    if _is_title(run[-1]):
        return False
    if any(word.lower in BODIES or singular(word.lower) in _NO_PEOPLE for word in run):
        return False
    if _is_outlet(run):
        return False
    if any(_is_title(word) for word in run[:-1]):
        return True
    capitals = [word for word in run if word.is_capital]
    if len(capitals) < 2 or any(map(_is_acronym, capitals)) or _is_place(capitals[0]):
        return False
    return len(run) <= _LONGEST_NAME and all(word.text != "&" for word in run)


_LONGEST_NAME = 5
_NO_PEOPLE = BODIES | WORKS


def _is_place(word: Token) -> bool:
    """True for a first word that tells a place, a body or a people from a person."""
    is_people = word.lower.endswith(("ish", "ese", "ian", "ean")) and gender_of(word.text) is None
    return word.lower in PLACES or is_people


def _is_acronym(word: Token) -> bool:
    return len(word.text) > 1 and word.text.isupper() and not word.text.endswith(".")


def _is_outlet(words: Sequence[Token]) -> bool:
    last = words[-1]
    return last.text in OUTLETS or (len(words) > 1 and last.lower in OUTLET_ENDINGS)


def _is_honorific(word: Token) -> bool:
    return word.is_capital and word.lower in HONORIFICS


def is_short(words: Sequence[Token]) -> bool:
    """True for a surname with titles or particles only."""
    return all(_is_title(word) or word.text.lower() in PARTICLES for word in words[:-1])


def _is_title(word: Token) -> bool:
    return word.lower in TITLES or word.lower in HONORIFICS


def _common_phrase(words: Sequence[Token], cut: int, text: str) -> Named | None:
    """Name what ends in a common noun: a described person or body, or the owner of a work."""
    head = words[cut - 1]
    noun = singular(head.lower.split("-")[-1] if "-" in head.lower else head.lower)
    if noun in WORKS or singular(head.lower) in WORKS:
        owner = _owner(words, cut, text)
        if owner or noun in EVIDENCE:
            return owner
        return _described(words, cut, text, SourceKind.ORGANISATION)
    is_part = noun in QUANTITIES and cut < len(words) - 1 and words[cut].lower == "of"
    whole = words[cut + 1 :] if is_part else words
    return _described(words, cut, text, _kind_of(whole, _head_end(whole) if is_part else cut))


def _owner(words: Sequence[Token], cut: int, text: str) -> Named | None:
    """Whose report, data or forecast it is: "NOAA's outlook", "a survey by the bank"."""
    is_proper = words[cut - 1].is_capital
    for at in range(cut - 1, 0, -1):
        is_owner = words[at].is_possessive or (not is_proper and not words[at].is_capital)
        if is_owner and words[at - 1].is_capital:
            run = words[_run_start(words, at) : at]
            is_name = words[at].is_possessive or not _is_adjective(run)
            if run and is_name and not is_no_name(run[0]):
                return person_of(run, text) if is_person(run) else _body(run, text)
        if words[at].is_possessive:
            holder = name_of(words[:at], text)
            return holder if holder and is_agent(holder) else None
    cut += cut < len(words) - 2 and _is_participle(words[cut])
    if cut < len(words) - 1 and words[cut].lower in ("by", "from", "of"):
        owner = name_of(words[cut + 1 :], text)
        if owner and (owner.text[0].isupper() or is_agent(owner) or _is_human(words[cut + 1 :])):
            return owner
    return None


def _is_adjective(run: Sequence[Token]) -> bool:
    """True for a lone word that is capitalised for another reason than being a name."""
    word = run[0]
    return len(run) == 1 and (
        is_time(word) or word.lower.endswith(ADJECTIVE_ENDINGS) or word.lower in MODIFIERS
    )


def _is_human(words: Sequence[Token]) -> bool:
    return any(is_person_noun(word.lower) for word in words[: _head_end(words)])


def is_agent(named: Named) -> bool:
    """True for who can expect or intend: people and bodies, named or described."""
    if named.pronoun or named.kind is not SourceKind.ORGANISATION:
        return True
    words = named.text.split()
    head = next((at for at, word in enumerate(words) if at and word in PREPOSITIONS), len(words))
    return words[head - 1][0].isupper() or singular(words[head - 1].lower()) in COLLECTIVES


def may_forecast(named: Named) -> bool:
    """True for who can expect or intend, and for a report or a survey."""
    words = named.text.lower().split()
    return is_agent(named) or any(singular(word) in WORKS for word in words)


def is_person_noun(word: str) -> bool:
    """True for a common noun, singular or plural, that people are called by."""
    one = singular(word)
    return one in PEOPLE or one.endswith(PERSON_ENDINGS)


def _kind_of(words: Sequence[Token], cut: int) -> SourceKind:
    head = words[cut - 1].lower
    if not is_person_noun(head):
        return SourceKind.ORGANISATION
    is_many = singular(head) != head or head in ("people", "men", "women", "police")
    is_some = words[0].lower not in _DEFINITE
    return SourceKind.ANONYMOUS if is_many or is_some else SourceKind.PERSON


_DEFINITE = frozenset("the its his her their our my this that".split())
_AFTER_HEAD = frozenset("of in at for from by".split()) | _INSIDERS
_LONGEST_DESCRIPTION = 8


def _described(words: Sequence[Token], cut: int, text: str, kind: SourceKind) -> Named | None:
    """Name somebody by a description; only the article before it is left out."""
    head = words[cut - 1]
    if is_no_name(head) or not head.is_word:
        return None
    end = cut
    if cut < len(words) and words[cut].lower in _AFTER_HEAD:
        end = min(len(words), cut + _LONGEST_DESCRIPTION)
    start = int(
        len(words) > 1
        and (words[0].lower in ("a", "an") or words[1].is_capital)
        and words[0].lower in DETERMINERS
        and words[1].lower not in ("few", "number")
    )
    name = text[words[start].start : words[end - 1].end]
    first = words[start]
    if first.lower in DETERMINERS or _is_common(first):
        name = name[0].lower() + name[1:]
    is_plural = singular(head.lower) != head.lower or head.lower in ("people", "police", "staff")
    return Named(name, kind, words[0].start, words[end - 1].end, None, is_plural)
