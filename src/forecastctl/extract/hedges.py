"""From words of the lexicon to triggers: what form they have and what probability they give."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from forecastctl.extract.base import Form, Sentence, Trigger
from forecastctl.extract.conditions import Place, chosen_row
from forecastctl.extract.phrases import Hit, Phrasebook
from forecastctl.extract.verbs import base_of
from forecastctl.words import Row


def find_triggers(sentence: Sentence, low: str, hits: Sequence[Hit]) -> tuple[Trigger, ...]:
    """Make triggers of what the lexicon finds in a sentence; `low` is its folded text.

    Offsets of `hits` count in the article. Words of one verb group, and a matrix clause with
    the clause below it, make one trigger.
    """
    marks = [mark for hit in hits if (mark := _mark(sentence, low, hit))]
    return tuple(_joined(sentence, low, marks))


class _Mark(NamedTuple):
    """A hit with its row and form; offsets count in the sentence."""

    start: int
    end: int
    hit: Hit
    row: Row
    form: Form


def _mark(sentence: Sentence, low: str, hit: Hit) -> _Mark | None:
    start, end = hit.start - sentence.start, hit.end - sentence.start
    form = _form(hit.words, low, start, end)
    if form is None:
        return None
    row = chosen_row(hit.rows, Place(sentence.text, low, start, end, form))
    return None if row is None else _Mark(start, end, hit, row, form)


_MODALS = frozenset("will would may might could shall should can".split())
_FUTURE_MODALS = frozenset({"will", "would", "shall"})
_MATRIX = frozenset("expect anticipate predict forecast project believe think doubt deny".split())
_NOUNS = frozenset("chance chances risk danger possibility odds probability toss-up".split())
_ADJECTIVES = frozenset(
    "possible likely unlikely certain probable improbable impossible inevitable doubtful expected "
    "planned anticipated sure bound".split()
)


def _form(words: tuple[str, ...], low: str, start: int, end: int) -> Form | None:
    first, last = words[0], words[-1]
    after = low[end:].lstrip()
    if last == "to":
        return Form.INFINITIVE
    if last == "out" or last in _ADJECTIVES:
        if after.startswith("that "):
            return Form.THAT
        if after.startswith("to "):
            return Form.INFINITIVE
        if first in ("be", "remain", "cannot", "should") or _COPULA.search(low[:start]):
            return Form.PREDICATE
        if last == "out":
            return Form.MATRIX
    if last == "that":
        return Form.MATRIX if base_of(first) == "deny" else Form.THAT
    if first in _MODALS:
        return Form.MODAL
    if base_of(first) in _MATRIX:
        reduced = first.endswith("ed") and after.startswith("to ")
        return Form.INFINITIVE if reduced else Form.MATRIX
    if _NOUNS.intersection(words):
        return Form.THAT if after.startswith("that ") else Form.NOMINAL
    return Form.ADVERB


_COPULA = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|seems?|looks?|appears?|remains?)|'(?:s|re))"
    r"\s+(?:\w+\s+)?$"
)


def _joined(sentence: Sentence, low: str, marks: Sequence[_Mark]) -> Iterator[Trigger]:
    """Join what belongs to one verb group, or to a matrix and the clause below it."""
    at = 0
    while at < len(marks):
        mark, following = marks[at], marks[at + 1] if at + 1 < len(marks) else None
        trigger = _trigger(sentence, mark)
        at += 1
        if following and _is_same_group(low, mark, following):
            yield _combined(sentence, mark, following)
            at += 1
        elif following and mark.form in (Form.MATRIX, Form.THAT) and _governs(low, mark, following):
            if following.hit.words[0] not in _FUTURE_MODALS:
                continue
            flips = _denies(following.row) or following.hit.is_denied
            bounds = (following.hit.start, following.hit.end)
            yield replace(_flipped(trigger) if flips else trigger, modal=bounds)
            at += 1
        else:
            yield trigger


_GROUP_GAP = re.compile(r"[\s,]*(?:(?:be|have|also|been|not|very|most)\s+)*")
_CLAUSE_END = re.compile(r"[;:]|,\s+(?:but|and|or|while|although|though)\b")


def _is_same_group(low: str, mark: _Mark, following: _Mark) -> bool:
    if Form.MODAL not in (mark.form, following.form):
        return False
    if {mark.form, following.form} - {Form.MODAL, Form.ADVERB, Form.INFINITIVE}:
        return False
    if mark.form is Form.ADVERB:
        return _governs(low, mark, following)
    return _GROUP_GAP.fullmatch(low, mark.end, following.start) is not None


def _governs(low: str, mark: _Mark, following: _Mark) -> bool:
    between = low[mark.end : following.start]
    return not _CLAUSE_END.search(between)


def _combined(sentence: Sentence, first: _Mark, second: _Mark) -> Trigger:
    """One trigger of a modal and an adverb, or of a modal and what follows it."""
    modal, other = (first, second) if first.form is Form.MODAL else (second, first)
    trigger = _trigger(sentence, modal)
    if other.form is Form.ADVERB:
        if modal.hit.words[0] in _FUTURE_MODALS:
            figures = _trigger(sentence, other)
            trigger = replace(
                trigger, row=other.row, low=figures.low, typical=figures.typical, high=figures.high
            )
            if _denies(modal.row):
                trigger = _flipped(trigger)
        else:
            trigger = _stacked(trigger)
    start, end = first.hit.start, second.hit.end
    phrase = sentence.text[start - sentence.start : end - sentence.start]
    return replace(trigger, start=start, end=end, phrase=phrase)


def _stacked(trigger: Trigger) -> Trigger:
    """Take a fifth off a possibility that is hedged twice, and widen it by .05 at both ends."""
    return replace(
        trigger,
        low=max(0.0, round(trigger.low - 0.05, 4)),
        typical=round(trigger.typical * 0.8, 4),
        high=min(1.0, round(trigger.high + 0.05, 4)),
    )


def _flipped(trigger: Trigger) -> Trigger:
    """The same words with one negation more."""
    return replace(
        trigger,
        low=round(1 - trigger.high, 4),
        typical=round(1 - trigger.typical, 4),
        high=round(1 - trigger.low, 4),
        negated=not trigger.negated,
    )


def _trigger(sentence: Sentence, mark: _Mark) -> Trigger:
    row = mark.row
    low, typical, high = _figures(row)
    trigger = Trigger(
        start=mark.hit.start,
        end=mark.hit.end,
        phrase=sentence.text[mark.start : mark.end],
        row=row,
        kind=row.kind,
        low=low,
        typical=typical,
        high=high,
        form=mark.form,
        negated=_denies(row),
    )
    return _flipped(trigger) if mark.hit.is_denied else trigger


def _figures(row: Row) -> tuple[float, float, float]:
    if row.low is None or row.typical is None or row.high is None:
        raise ValueError(f"typical: the row '{row.phrase}' has no figures")
    return row.low, row.typical, row.high


_DENIALS = re.compile(
    r"\b(?:not|no|never|won't|unlikely|improbable|impossible|little|slim|slight|remote|cannot|low"
    r"|doubt\w*|\{doubt\}|\{refuse\}|\{rule\} out|ruled out|rule out|\{deny\})(?!\w)"
)


def _denies(row: Row) -> bool:
    """Tell whether a phrase itself denies: an odd number of its words do."""
    return len(_DENIALS.findall(row.phrase)) % 2 == 1


def triggers_in(book: Phrasebook, sentence: Sentence, low: str) -> tuple[Trigger, ...]:
    """Find the triggers of one sentence that stands alone."""
    hits = [
        hit._replace(start=hit.start + sentence.start, end=hit.end + sentence.start)
        for hit in book.hits(low)
    ]
    return find_triggers(sentence, low, hits)
