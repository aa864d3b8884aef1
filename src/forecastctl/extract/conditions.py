"""The conditions of the lexicon's `when` column as tests on the words around a phrase."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from forecastctl.extract.base import Form
from forecastctl.extract.name_words import COLLECTIVES
from forecastctl.extract.names import is_person_noun
from forecastctl.extract.noun_use import is_noun
from forecastctl.extract.reporting import singular
from forecastctl.extract.verbs import is_verb
from forecastctl.words import OFF, Row


class Place(NamedTuple):
    """Where a phrase stands: the sentence, its folded text, and the bounds of the phrase in it."""

    text: str
    low: str
    start: int
    end: int
    form: Form


def chosen_row(rows: Sequence[Row], place: Place) -> Row | None:
    """The first row whose condition holds and that is no bare knowledge (`off`)."""
    for row in rows:
        if row.kind == OFF:
            continue
        if not row.when or _TESTS[row.when](place):
            return row
    return None


def known_conditions() -> frozenset[str]:
    """Every condition that a row may name."""
    return frozenset(_TESTS)


def has_condition(low: str) -> bool:
    """Tell whether a folded text states a condition."""
    return _CONDITION.search(low) is not None


def _is_anything(_place: Place) -> bool:
    return True


def _is_nothing(_place: Place) -> bool:
    return False


def _before_infinitive(place: Place) -> bool:
    word = _NEXT.match(place.low, place.end)
    return word is not None and is_verb(word[1]) and word[1] not in _RATHER_NOUNS


def _is_arranged(place: Place) -> bool:
    """ "The minister is to visit"; not "the aim is to visit", "was to become", "if they are to"."""
    if not _before_infinitive(place) or _NO_EVENT.search(place.low, 0, place.start):
        return False
    return place.low.startswith(("is", "are", "'", "am"), place.start)


def _is_own_act(place: Place) -> bool:
    """A person or body decides the verb, and speaks itself or names a day."""
    verb = _VERB.match(place.low, place.end)
    subject = _SUBJECT.search(place.text, 0, place.start)
    if verb is None or subject is None or verb[1] in _NO_ACTS or not is_verb(verb[1]):
        return False
    word = subject[1]
    if word.lower() in ("i", "we"):
        return True
    can_act = word[0].isupper() or word in _ACTORS or is_person_noun(word) or _is_body(word)
    return can_act and _DAY.search(place.text, place.end) is not None


def _is_body(word: str) -> bool:
    return singular(word) in COLLECTIVES


def _is_future_clause(place: Place) -> bool:
    return _FUTURE.search(place.low, place.end) is not None


def _is_doubt(place: Place) -> bool:
    word = place.low[place.start : place.end]
    before, after = place.low[: place.start], place.low[place.end :]
    return _is_future_clause(place) and not is_noun(word, before, after)


def _is_in_future_clause(place: Place) -> bool:
    return _FUTURE.search(place.low) is not None


def _is_present_could(place: Place) -> bool:
    """No verb of the same clause, nor one of a clause of time behind it, tells a past."""
    if _WAS_ONE_WHO.search(place.low, max(0, place.start - 80), place.start):
        return False
    if _PRESENT.search(place.low):
        return True
    clause = _LAST_MARK.sub("", place.low[: place.start])
    behind = _WHEN_PAST.search(place.low, place.end)
    return not (_PAST.search(clause) or behind)


def _is_undenied(place: Place) -> bool:
    return _NEGATION_BEFORE.search(place.low, 0, place.start) is None


def _is_conditional_would(place: Place) -> bool:
    return has_condition(place.low) or not _is_reported_past(place)


def _is_reported_past(place: Place) -> bool:
    return _PAST_REPORT.search(place.low) is not None


def _is_expected_noun(place: Place) -> bool:
    return not place.low.startswith(" to ", place.end)


def _is_before_future_object(place: Place) -> bool:
    return _FUTURE_OBJECT.match(place.low, place.end) is not None


_NEXT = re.compile(r"\s+([a-z]+)\b")
_VERB = re.compile(r"\s+(?:(?:\w+ly|also|not|soon|now|then|still)\s+)?([a-z]+)\b")
_SUBJECT = re.compile(r"([\w’'-]+),?\s*$")
_ACTORS = frozenset({"he", "she", "they", "it", "who"})
_RATHER_NOUNS = frozenset("blame increase decrease lack rise fall cost".split())
_NO_EVENT = re.compile(
    r"\b(?:aim|goal|plan|idea|way|task|job|purpose|objective|step|point|key|challenge|thing|answer"
    r"|solution|priority|role|mission|intention|choice|option|what|all|if|there|this|that|it)\b[^,;]*$"
)
_NO_ACTS = frozenset(
    "be become have need see remain reach rise fall grow increase decrease decline continue happen "
    "occur stay get lose gain face require take depend lead cause result help affect mean come "
    "exceed drop slow peak cost last burn double quadruple hit strike boost fuel secure".split()
)
_DAY = re.compile(
    r"\b(?:[0-9]{1,2}\b|[12][0-9]{3}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|tomorrow|tonight"
    r"|(?:this|next|later\s+this)\s+(?:week|month|year|spring|summer|autumn|winter)"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
_FUTURE = re.compile(r"\b(?:will|won't|would|going to)\b|'ll\b")
_PAST = re.compile(
    r"\b(?:went|came|took|gave|began|saw|wrote|ran|fell|rose|grew|became|knew|spoke|broke|drove"
    r"|chose|lost|won|ended|failed|managed|was|were|had|did|didn't|wasn't|weren't|yesterday|ago"
    r")\b|^\W*despite\b"
)
_WHEN_PAST = re.compile(
    r"\b(?:as|when|because|until|before|and|but)\s+(?:\w+\s+){1,3}(?:ended|\w+ed|was|were|had|went|came|lost|won)\b"
)
_WAS_ONE_WHO = re.compile(r"\b(?:was|were)\s[^,;.:]*\b(?:who|that|which)\s+$")
_LAST_MARK = re.compile(r"^.*(?:\bthat|\bwhich|\bwho|;|:)\s")
_PRESENT = re.compile(r"\b(?:is|are|has|have|will|would|may|says|say|if)\b|'s\b")
_NEGATION_BEFORE = re.compile(r"\b(?:not|never|nobody|cannot|can't|n't)\s+(?:\w+\s+)?$")
_CONDITION = re.compile(r"\b(?:if|unless|provided|once|without|in case|as long as)\b")
_PAST_REPORT = re.compile(
    r"\b(?:said|told|added|warned|predicted|promised|announced|stated|argued|estimated|forecast"
    r"|claimed|thought|believed|expected|indicated|suggested|noted|insisted|pledged|vowed|found"
    r"|confirmed|reported|wrote|projected|hoped)\b|\b\w+ed\s+(?:\w+\s+){0,2}that\b"
)
_FUTURE_OBJECT = re.compile(r"\s+")

_TESTS: dict[str, Callable[[Place], bool]] = {
    "before a verb in the infinitive": _before_infinitive,
    "the subject controls the act": _is_own_act,
    "somebody speaks about others or about events": _is_anything,
    "outside legal text": _is_anything,  # the filter "obligation" tells
    "present or perfect tense with a named speaker": _is_anything,
    "followed by a clause about the future": _is_future_clause,
    'epistemic reading: "should arrive by noon"; off by default': _is_anything,
    "the claim is the considered act, not the considering": _is_nothing,
    "present reference, not past ability": _is_present_could,
    "future time in the clause, or an announced act": _is_anything,
    "the speaker about an own act": _is_anything,
    'the verb with a clause about the future; never "no doubt"': _is_doubt,
    "without a negation before it": _is_undenied,
    "inside a clause about the future": _is_in_future_clause,
    "present reference, not past inability": _is_present_could,
    "a condition is stated": _is_conditional_would,
    "reported speech with a past reporting verb": _is_reported_past,
    "an act of the subject": _is_anything,
    'without "to", a noun phrase as subject': _is_expected_noun,
    "a date or an event follows": _is_before_future_object,
    "before an infinitive, subject is a person, body or event": _is_arranged,
    "headline without a finite verb": _is_nothing,
    "the clause below holds will, would or going to": _is_future_clause,
}
