"""Claims made to stand alone: pronouns of the speaker named, dates resolved, the rest flagged."""

import re
from functools import lru_cache

from forecastctl.extract.base import Anchor, Attribution, Clause, Horizon, Sentence, SourceKind
from forecastctl.extract.first_names import gender_of
from forecastctl.extract.horizon import find_horizons
from forecastctl.extract.horizon_wording import resolved_phrase
from forecastctl.extract.people import People
from forecastctl.extract.quotes import Quotation, quotation_at, quotations_in

NEEDS_CONTEXT = "needs_context"


def completed(
    clause: Clause,
    sentence: Sentence,
    who: Attribution,
    when: Horizon | None,
    *,
    anchor: Anchor,
    around: str,
    start: int,
) -> Clause:
    """The clause with a claim that says who and when, as far as speaker and anchor tell.

    `around` is the text of its block, or as much as is near, which begins at `start`: names are
    completed from it. `when` is the horizon of the clause: its words stand in the claim even
    where they led the sentence.
    """
    claim = _fully_named(clause.claim, around)
    if who.source_kind is not SourceKind.AUTHOR:
        if quotation_at(_quotations_in(around), clause.trigger.start - start):
            claim = _in_third_person(claim, who)
        elif _is_indirect(clause, sentence, who):
            claim = _with_speaker(claim, who)
    claim = _dated(claim, when, anchor, is_negated=clause.negated)
    flags = {*clause.flags, NEEDS_CONTEXT} if points_outside(claim) else {*clause.flags}
    return clause._replace(claim=claim, flags=tuple(sorted(flags)))


def points_outside(claim: str) -> bool:
    """True for a claim that begins with a pronoun, or speaks of "I", "we" or "you"."""
    if _POINTING.match(claim):
        return True
    may_own = not _OWN_WORDS.isdisjoint(_WORD.findall(claim))
    return may_own and _FIRST_PERSON.search(claim) is not None


def _fully_named(claim: str, around: str) -> str:
    """Complete the name that begins a claim: "Kern will resign", "Kern’s plan will fail"."""
    lone = _LONE_NAME.match(claim)
    full = _full_names(around).get(lone[0]) if lone else None
    return full + claim[lone.end() :] if lone and full else claim


@lru_cache(maxsize=4)
def _full_names(text: str) -> dict[str, str]:
    """The first full name of a text for each surname, and for family names that come first."""
    full: dict[str, str] = {}
    for named in People(text).named_in(0, len(text)):
        first, *_, last = named.text.split()
        full.setdefault(last, named.text)
        if gender_of(first) is None:
            full.setdefault(first, named.text)
    return full


@lru_cache(maxsize=4)
def _quotations_in(text: str) -> tuple[Quotation, ...]:
    return quotations_in(text)


def _in_third_person(claim: str, who: Attribution) -> str:
    """Name the speaker for "I" and "my"; for "we" only where a body speaks, else "they"."""
    owner = f"{who.name}’s"
    words = {"i": who.name, "me": who.name, "my": owner, "mine": owner, "myself": who.name}
    if who.source_kind is SourceKind.ORGANISATION:
        words |= {"we": who.name, "us": who.name, "our": owner, "ours": owner}
    return _FIRST_PERSON.sub(lambda found: words.get(found[0].lower()) or _THEY[found[0]], claim)


def _with_speaker(claim: str, who: Attribution) -> str:
    """Put the speaker for a pronoun that begins the claim: "said it would close"."""
    pronouns = _PRONOUNS_OF.get(who.source_kind, ())
    match = _THIRD_PERSON.match(claim)
    if match and match["pronoun"].lower() in pronouns:
        return f"{who.name} will {claim[match.end() :]}"
    match = _POSSESSIVE.match(claim)
    if match and match["pronoun"].lower() in pronouns:
        return f"{who.name}’s {claim[match.end() :]}"
    return claim


def _is_indirect(clause: Clause, sentence: Sentence, who: Attribution) -> bool:
    """True where the sentence reports the clause, and before it."""
    return who.start is not None and sentence.start <= who.start <= clause.start


def _dated(claim: str, when: Horizon | None, anchor: Anchor, *, is_negated: bool) -> str:
    """The claim with its dates resolved; from the last to the first, so that places hold."""
    horizons = find_horizons(claim, anchor, is_negated=is_negated)
    if when and when.last and not horizons and not _FOREIGN.intersection(when.flags):
        link = "" if _LINKED.match(when.phrase) else "on " if when.first == when.last else "in "
        claim = f"{claim} {link}{_lowered(resolved_phrase(when))}"
    for horizon in reversed(horizons):
        is_due = when is not None and when.phrase.lower() == horizon.phrase.lower()
        before, after = claim[: horizon.start], claim[horizon.end :]
        fitted = _fitted(horizon, before, after, is_due=is_due)
        if is_negated and fitted.startswith("until "):
            fitted = f"before {fitted.removeprefix('until ')}"
        claim = f"{before}{fitted}{after}"
    claim = _TWICE.sub(r"\1", claim)
    return claim[:1].upper() + claim[1:]


def _fitted(horizon: Horizon, before: str, after: str, *, is_due: bool) -> str:
    """A resolved phrase as it fits: a noun behind a preposition, before "'s", as a subject.

    A count of years becomes a day only where it is the due one and stands alone.
    """
    resolved = resolved_phrase(horizon)
    if _DETERMINED.search(before):
        return _PREPOSITION.sub("", resolved).removeprefix("the ")
    leads = not before and not after.startswith(",")
    if leads or _GOVERNING.search(before) or after.startswith(("’s", "'s")):
        bare = _PREPOSITION.sub("", resolved)
        return bare if bare == resolved or resolved[:3].lower() != "by " else horizon.phrase
    if not is_due and _COUNTED.search(horizon.phrase):
        return horizon.phrase
    if _SEASON.search(horizon.phrase) and _COMPOUND.match(after):
        return horizon.phrase
    stretch = _STRETCH.fullmatch(horizon.phrase)
    if stretch and horizon.last:
        length = "year" if stretch["length"] in ("12 months", "year") else stretch["length"]
        return f"{stretch['over']} the {length} to {_PREPOSITION.sub('', resolved)}"
    return resolved


def _lowered(phrase: str) -> str:
    """A phrase that led a sentence, in the middle of one: names of months and days stay."""
    return phrase[:1].lower() + phrase[1:] if _LINKED.match(phrase) else phrase


_TWICE = re.compile(r"\b(on|in|at|by|for) \1\b")
_FOREIGN = frozenset({"event_date", "anaphor"})
"""Flags of horizons that are dated elsewhere than in the sentence."""
_COUNTED = re.compile(r"(?:year|month|week|day|hour|decade)s$", re.IGNORECASE)
_DETERMINED = re.compile(r"\b(?:the|a|an|its|their|upcoming|coming|current)\s+$", re.IGNORECASE)
_SEASON = re.compile(r"(?:spring|summer|autumn|fall|winter)$", re.IGNORECASE)
_COMPOUND = re.compile(
    r"\s(?!(?:and|or|but|as|if|unless|when|while|before|after|until|since|that|which|for|at|in|on|to|"
    r"of|by|with|without|from|amid|despite|because|under|over|through|following|where|alone|than)\b)"
    r"[a-z]"
)
"""A word that the season describes: "the winter fuel payment"."""
_STRETCH = re.compile(
    r"(?P<over>over|in|during|for|throughout) (?:the )?(?:next|coming) "
    r"(?P<length>[\w-]+ (?:year|month|"
    r"week|day|decade)s|(?<=the next )(?:year|decade)|(?<=the coming )(?:year|decade))",
    re.IGNORECASE,
)
"""A length of time that a change takes, which "by" and a day would not tell."""
_PREPOSITION = re.compile(r"\A(?:in|on|by|from)\s+", re.IGNORECASE)
_GOVERNING = re.compile(r"\b(?:of|than|to|with|for|about|over|through|and|or|between)\s+$", re.I)
_LINKED = re.compile(
    r"(?:in|on|by|before|after|until|till|through|from|between|during|within|over|for|at|this|next|"
    r"later|early|late|tomorrow|tonight|today|throughout|as early)\b",
    re.IGNORECASE,
)
_LONE_NAME = re.compile(r"[^\W\d_a-z][\w-]+(?=[’']s\b|(?: and [A-Zt][\w ]{1,30})? will\b)")
_OWN_WORDS = frozenset("I me Me my My mine myself we We us our Our ours Ours ourselves".split())
_FIRST_PERSON = re.compile(rf"\b(?:{'|'.join(sorted(_OWN_WORDS))})\b(?![’'.])")
_WORD = re.compile(r"\w+")
_THEY = {
    "we": "they",
    "We": "They",
    "us": "them",
    "our": "their",
    "Our": "Their",
    "ours": "theirs",
    "Ours": "Theirs",
    "ourselves": "themselves",
}
_THIRD_PERSON = re.compile(r"(?P<pronoun>it|he|she|they) will (?!be \w+ (?:to|that)\b)", re.I)
_POSSESSIVE = re.compile(r"(?P<pronoun>its|his|her|their) (?=[a-z])", re.IGNORECASE)
_PRONOUNS_OF = {
    SourceKind.PERSON: ("he", "she", "his", "her"),
    SourceKind.ORGANISATION: ("it", "they", "its", "their"),
    SourceKind.ANONYMOUS: ("it", "they", "he", "she", "its", "their", "his", "her"),
    SourceKind.OUTLET: ("it", "they", "its", "their"),
}
_POINTING = re.compile(
    r"(?:he|she|it|they|you|what|this|that|these|those|such|his|her|its|their|your|the same|"
    r"the former|the latter|others|another|some|one)\b",
    re.IGNORECASE,
)
