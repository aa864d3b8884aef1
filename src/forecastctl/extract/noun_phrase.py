"""Where a noun phrase begins and ends, told from closed word classes and capital letters."""

from collections.abc import Sequence

from forecastctl.extract.names import Named, is_person_noun, name_of
from forecastctl.extract.reporting import WORKS, reporting_verb, singular
from forecastctl.extract.tokens import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PERSON_PRONOUNS,
    PREPOSITIONS,
    PRONOUNS,
    Token,
    is_adverb,
    is_modal,
    is_time,
)
from forecastctl.extract.verbs import base_of, is_verb_form

LONGEST = 24
"""Words of the longest phrase that names a speaker."""


def lower_at(tokens: Sequence[Token], at: int) -> str:
    """The word at an index in lower case, or "" beyond either end."""
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def phrase_end(tokens: Sequence[Token], start: int) -> int:
    """Where the noun phrase that begins at a token ends; `start` where none begins."""
    at = start
    if lower_at(tokens, at) in PERSON_PRONOUNS or lower_at(tokens, at) in _OBJECTS:
        return at + 1
    while at < len(tokens) and at - start < LONGEST and _goes_on(tokens, start, at):
        at += 1
    while at > start and lower_at(tokens, at - 1) in _OPENERS:
        at -= 1
    return at


def subject_start(tokens: Sequence[Token], end: int, *, is_tight: bool = False) -> int:
    """Where the subject that ends before a verb begins, without "In January" before it.

    A tight one ends a longer phrase: it reaches over no preposition.
    """
    at = end
    while at > 0 and end - at < LONGEST:
        token = tokens[at - 1]
        if is_tight and token.lower in PREPOSITIONS:
            break
        if token.text == ")":
            opening = _opening_bracket(tokens, at - 1)
            if opening is None:
                break
            at = opening
        elif joins_names(tokens, at - 1) or _may_stand_in_subject(tokens, at - 1):
            at -= 1
        else:
            break
    return _without_lead(tokens, at, end)


def with_apposition(tokens: Sequence[Token], start: int, text: str) -> tuple[Named | None, int]:
    """Name the phrase at a token, or the person named after it between commas; and its end."""
    end = phrase_end(tokens, start)
    speaker = name_of(tokens[start:end], text)
    if speaker and not speaker.is_full and lower_at(tokens, end) == ",":
        stop = phrase_end(tokens, end + 1)
        named = name_of(tokens[end + 1 : stop], text)
        if named and named.is_full:
            return named, stop
    return speaker, end


def subject_of(tokens: Sequence[Token], text: str) -> Named | None:
    """Name the subject of a clause: its first noun phrase, after what leads up to it."""
    start = 0
    if tokens and tokens[0].lower in _LEADS:
        lead = enumerate(tokens[:_LONGEST_LEAD])
        start = next((at for at, token in lead if token.text == ","), 0)
    while start < len(tokens) and (not tokens[start].is_word or is_adverb(tokens[start])):
        start += 1
    return with_apposition(tokens, start, text)[0] if start < len(tokens) else None


def may_name(tokens: Sequence[Token]) -> bool:
    """True where a phrase begins like a name or description, or holds a word for people."""
    first = tokens[0]
    return (
        first.is_capital
        or first.lower in DETERMINERS
        or first.lower in PERSON_PRONOUNS
        or any(is_person_noun(token.lower) for token in tokens)
    )


def joins_names(tokens: Sequence[Token], at: int) -> bool:
    """Tell the "and" of "Kern and Ruiz" and "Kern and colleagues" from one between clauses."""
    if tokens[at].lower not in ("and", "&") or at == 0 or at + 1 >= len(tokens):
        return False
    left, right = tokens[at - 1], tokens[at + 1]
    if right.lower in ("colleagues", "others", "co-authors"):
        return left.is_word
    is_own = right.lower in ("his", "her", "their", "its")
    is_named = left.is_capital and (right.is_capital or is_own) and not is_time(left)
    return is_named or (is_person_noun(left.lower) and is_person_noun(right.lower))


_OPENERS = PREPOSITIONS | DETERMINERS
_OBJECTS = frozenset("me us him her them".split())
_LEADS = PREPOSITIONS | CONJUNCTIONS | {"speaking"}
_LONGEST_LEAD = 25
_UNITS = frozenset("service office team side staff group unit ministry department arm".split())


def _opening_bracket(tokens: Sequence[Token], at: int) -> int | None:
    nearest = range(at - 1, max(-1, at - LONGEST), -1)
    return next((back for back in nearest if tokens[back].text == "("), None)


def _may_stand_in_subject(tokens: Sequence[Token], at: int) -> bool:
    token, lower = tokens[at], tokens[at].lower
    if token.is_possessive or token.text == "&":
        return True
    if lower in ("according", "citing"):
        return False
    if token.text == "’":
        return lower_at(tokens, at - 1).endswith("s")
    if lower in ("after", "since", "until", "before") and at + 1 < len(tokens):
        return is_time(tokens[at + 1])
    if not token.is_word or lower in CONJUNCTIONS or lower in AUXILIARIES or is_modal(token):
        return False
    verb = reporting_verb(lower)
    is_verb = verb and verb.is_finite and not verb.is_noun and token.text.islower() and at > 0
    return not is_verb or lower_at(tokens, at - 1) in DETERMINERS


def _without_lead(tokens: Sequence[Token], first: int, end: int) -> int:
    """Take adverbs, "Last year" and "In a statement" off the words before a verb."""
    while first < end - 1 and (is_adverb(tokens[first]) or _is_lead(tokens, first)):
        first += 1
    if lower_at(tokens, first) not in PREPOSITIONS:
        return first
    for at in range(first + 1, end):
        token, before = tokens[at], tokens[at - 1]
        if before.lower in PREPOSITIONS or before.lower in DETERMINERS:
            continue
        if token.lower in DETERMINERS or token.lower in PERSON_PRONOUNS:
            return at
        if is_time(before) and not is_time(token):
            return at
        if token.is_capital and before.is_word and not before.is_capital:
            return at
    start = end - 1
    while start - 1 > first and tokens[start - 1].is_capital:
        start -= 1
    return max(first + 1, start)


def _is_lead(tokens: Sequence[Token], at: int) -> bool:
    return is_time(tokens[at]) and tokens[at + 1].is_word


def _goes_on(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Tell whether the noun phrase that began at `start` still holds the token at `at`."""
    token, before = tokens[at], lower_at(tokens, at - 1)
    lower = token.lower
    if token.text in "()&" or token.is_possessive:
        return at > start
    if token.text == "’":
        return before.endswith("s") and lower_at(tokens, at + 1)[:1].isalnum()
    if lower == "and":
        return joins_names(tokens, at)
    if not token.is_word or lower in CONJUNCTIONS or lower in AUXILIARIES or is_modal(token):
        return False
    if at == start:
        return True
    if lower in PREPOSITIONS:
        return _binds(tokens, at)
    if lower in DETERMINERS or lower in PRONOUNS:
        return before in PREPOSITIONS or before in DETERMINERS
    verb = reporting_verb(lower)
    if is_adverb(token) or (verb and verb.is_participle and token.text.islower()):
        return before in DETERMINERS
    if before not in DETERMINERS and is_past(token):
        return is_person_noun(before) and lower_at(tokens, at + 1) in PREPOSITIONS
    if is_time(token) and not token.text[0].isdigit():
        return singular(lower_at(tokens, at + 1)) in WORKS
    return _completes(tokens, at)


def is_past(token: Token) -> bool:
    """True for a past form of a common verb: it ends the subject before it."""
    lower = token.lower
    is_form = token.text.islower() and is_verb_form(lower) and not lower.endswith(("s", "ing"))
    return is_form and base_of(lower) != lower


def _completes(tokens: Sequence[Token], at: int) -> bool:
    """After a name a lower-case word begins something else, unless it completes the name."""
    token, before = tokens[at], tokens[at - 1]
    if token.is_capital or not before.is_capital or before.lower in DETERMINERS:
        return True
    ahead = 3 if before.start == 0 else 2
    return any(
        (noun := singular(word.lower)) in WORKS or noun in _UNITS or is_person_noun(word.lower)
        for word in tokens[at : at + ahead]
        if word.text.islower()
    )


def _binds(tokens: Sequence[Token], at: int) -> bool:
    """True for the preposition of "minister of trade", not for that of "in a statement"."""
    if at + 1 >= len(tokens):
        return False
    lower, after = tokens[at].lower, tokens[at + 1]
    if lower in ("of", "for") or lower_at(tokens, at - 1) in ("familiar", "close", "involved"):
        return True
    if lower in ("at", "from", "in", "by", "with"):
        if after.lower in ("the", "some"):
            return lower == "by" or (at + 2 < len(tokens) and tokens[at + 2].is_capital)
        return after.is_capital and not is_time(after)
    return lower == "on" and lower_at(tokens, at - 1) in ("briefed", "expert", "committee")
