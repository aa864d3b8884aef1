"""From words of the lexicon to triggers: what form they have and what probability they give."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from forecastctl.extract.base import BlockKind, Form, Sentence, Trigger
from forecastctl.extract.conditions import Place, chosen_row
from forecastctl.extract.noun_use import is_noun
from forecastctl.extract.numbers import MENTION, Stated, stated_in
from forecastctl.extract.phrases import Hit, Phrasebook
from forecastctl.extract.verbs import base_of
from forecastctl.model import ClaimKind
from forecastctl.words import Row


def find_triggers(
    book: Phrasebook, sentence: Sentence, low: str, hits: Iterable[Hit]
) -> tuple[Trigger, ...]:
    """Make triggers of what the lexicon finds in a sentence; `low` is its folded text.

    Offsets of `hits` count in the sentence. A stated number takes the place of the words around
    it. Words of one verb group, and a matrix with the clause below it, make one trigger.
    """
    may_state = _MENTION.search(f" {low}")
    stated = [_stated_mark(low, found) for found in stated_in(low)] if may_state else []
    is_headline = sentence.block.kind in (BlockKind.TITLE, BlockKind.HEADING)
    read = (_worded_mark(book, sentence.text, low, hit, is_headline=is_headline) for hit in hits)
    worded = [mark for mark in read if mark]
    marks = [mark for mark in worded if not any(_overlap(mark, other) for other in stated)]
    apart = _apart(sorted(marks + stated, key=_longest_first))
    nouns = [mark for mark in apart if _is_noun_in(low, mark)]
    joined = [*_joined(low, [mark for mark in apart if mark not in nouns]), *nouns]
    return tuple(_trigger(sentence, mark) for mark in sorted(joined, key=_longest_first))


_MENTION = re.compile(rf"[^\w-]{MENTION}")


class _Mark(NamedTuple):
    """Words with their form and figures; offsets count in the sentence."""

    start: int
    end: int
    form: Form
    first: str
    row: Row | None
    low: float
    typical: float
    high: float
    is_denial: bool = False
    modal: tuple[int, int] | None = None


def _stated_mark(low: str, found: Stated) -> _Mark:
    form = Form.THAT if low.startswith("that", found.end - 4) else Form.NOMINAL
    return _Mark(found.start, found.end, form, "", None, found.low, found.typical, found.high)


def _worded_mark(
    book: Phrasebook, text: str, low: str, hit: Hit, *, is_headline: bool
) -> _Mark | None:
    form = _form(hit.words, low, hit.start, hit.end)
    if form is Form.ADVERB and is_headline and hit.words[-1] in _ADJECTIVES:
        form = Form.PREDICATE
    row = chosen_row(hit.rows, _place(text, low, hit, form))
    if row is None:
        shorter = book.shorter(hit, low)
        return shorter and _worded_mark(book, text, low, shorter, is_headline=is_headline)
    is_denied, start, near = hit.is_denied, hit.start, max(0, hit.start - _NEAR)
    if form is Form.MATRIX and (denied := _DENIED_VERB.search(low, near, hit.start)):
        start, is_denied = denied.start(), not is_denied
    elif denied := _DENIED_OPINION.search(low, near, hit.start):
        start = denied.start()
        litotes = book.rows(f"not {row.phrase}") or book.rows(f"be not {row.phrase}")
        is_denied ^= not litotes
        row = litotes[0] if litotes else row
    if row.low is None or row.typical is None or row.high is None:
        return None
    figures = (row.low, row.typical, row.high)
    mark = _Mark(start, hit.end, form, hit.words[0], row, *figures, _denies(row))
    if _BOOSTERS.intersection(hit.extra) or _BOOSTED.search(
        low, max(0, hit.start - _CLOSE), hit.start
    ):
        mark = _boosted(mark)
    return _flipped(mark) if is_denied else mark


_DENIED_VERB = re.compile(
    r"(?:\b(?:do|does|did)\s*(?:not|n't)|\bnot|\bnever|\bnobody|\bno\s+one|\bhardly|(?<!a )\bfew"
    r"|n't)\s+(?:\w+ly\s+)?$"
)
"""Before a verb of opinion: its negation belongs to the clause below (neg-raising)."""


def _place(text: str, low: str, hit: Hit, form: Form) -> Place:
    start, stop = max(0, hit.start - _REACH), hit.end + _REACH
    return Place(text[start:stop], low[start:stop], hit.start - start, hit.end - start, form)


_REACH = 300
"""Characters on either side of a phrase that its condition looks at."""
_NEAR = 60
"""Characters before a phrase that decide on its form."""
_CLOSE = 12
"""Characters before a phrase that hold one word."""
_DENIED_OPINION = re.compile(
    r"(?:\b(?:(?:do|does|did)\s*)?(?:not|n't)|n't)\s+(?:\w+ly\s+)?(?:think|believe|consider|find|regard|see)\s+(?:it|this|that)"
    r"\s+(?:as\s+|is\s+|to\s+be\s+)?$"
)
"""Before "impossible" and the like: "do not think it impossible"."""


def _apart(marks: Sequence[_Mark]) -> list[_Mark]:
    """The marks without those that begin inside the one before."""
    kept: list[_Mark] = []
    for mark in marks:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _longest_first(mark: _Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _overlap(one: _Mark, other: _Mark) -> bool:
    return one.start < other.end and other.start < one.end


_MODALS = frozenset("will would may might could shall should can".split())
_FUTURE_MODALS = frozenset({"will", "would", "shall"})
_MATRIX = frozenset(
    "expect anticipate predict forecast project believe think doubt deny foresee envisage envision "
    "reckon".split()
)
_NOUNS = frozenset("chance chances risk danger possibility odds probability toss-up".split())
_ADJECTIVES = frozenset(
    "possible likely unlikely certain probable improbable impossible inevitable doubtful expected "
    "planned anticipated sure bound".split()
)


def _form(words: tuple[str, ...], low: str, start: int, end: int) -> Form:
    first, last = words[0], words[-1]
    after = low[end : end + 8].lstrip()
    if last == "to":
        return Form.INFINITIVE
    if (last == "out" or last in _ADJECTIVES) and first not in _MODALS - {"should"}:
        if after.startswith("that "):
            return Form.THAT
        if after.startswith("to "):
            return Form.INFINITIVE
        if (
            first in _COPULAR
            or base_of(first) in _COPULAR
            or _COPULA.search(low, max(0, start - _NEAR), start)
        ):
            return Form.PREDICATE
        if last == "out":
            return Form.MATRIX
    if last == "that":
        return Form.MATRIX if base_of(first) == "deny" else Form.THAT
    if len(words) > 1 and first.startswith(("forecast", "estimate", "projection")):
        return Form.MATRIX
    if last == "for":
        return Form.PREDICATE if len(words) > 2 or first.endswith("ed") else Form.NOMINAL
    if last == "of":
        return Form.NOMINAL
    if first in _MODALS:
        return Form.MODAL
    if base_of(first) in _MATRIX:
        reduced = first.endswith(("ed", "cast")) and after.startswith("to ")
        return Form.INFINITIVE if reduced else Form.MATRIX
    if _NOUNS.intersection(words):
        return Form.THAT if after.startswith("that ") else Form.NOMINAL
    return Form.ADVERB


_COPULAR = frozenset({"be", "remain", "seem", "look", "appear", "cannot", "should"})
_COPULA = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|seems?|looks?|appears?|remains?)|'(?:s|re))"
    r"\s+(?:\w+\s+)?$"
)


def _joined(low: str, marks: Sequence[_Mark]) -> Iterator[_Mark]:
    """Join what belongs to one verb group, or to a matrix and the clause below it."""
    at = 0
    while at < len(marks):
        mark, following = marks[at], marks[at + 1] if at + 1 < len(marks) else None
        at += 1
        if following and _is_same_group(low, mark, following):
            yield _combined(mark, following)
            at += 1
        elif following and mark.form in (Form.MATRIX, Form.THAT) and _governs(low, mark, following):
            if following.first in _FUTURE_MODALS:
                yield _over(mark, following)
                at += 1
        else:
            yield mark


def _over(mark: _Mark, below: _Mark) -> _Mark:
    """A matrix with the bare future below it: the figures are the matrix's."""
    joined = _flipped(mark) if below.is_denial else mark
    return joined._replace(modal=(below.start, below.end))


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
    """Tell whether the clause of a mark stands below another, without a break between them."""
    return _CLAUSE_END.search(low, mark.end, following.start) is None


def _is_noun_in(low: str, mark: _Mark) -> bool:
    before, after = low[max(0, mark.start - _NEAR) : mark.start], low[mark.end : mark.end + _NEAR]
    return is_noun(low[mark.start : mark.end], before, after)


def _combined(first: _Mark, second: _Mark) -> _Mark:
    """One mark of a modal and an adverb, or of a modal and what follows it."""
    modal, other = (first, second) if first.form is Form.MODAL else (second, first)
    joined = modal
    if other.form is Form.ADVERB and modal.first in _FUTURE_MODALS:
        joined = _with_figures(modal, other)
    elif other.form is Form.ADVERB:
        joined = _stacked(modal)
    start = first.start if _is_near(first, second) else modal.start
    return joined._replace(start=start, end=max(modal.end, second.end))


def _is_near(first: _Mark, second: _Mark) -> bool:
    return second.start - first.end <= 2


def _with_figures(modal: _Mark, adverb: _Mark) -> _Mark:
    """A plain modal takes the figures of its adverb, and turns them if it denies."""
    taken = adverb._replace(form=modal.form, first=modal.first, start=modal.start, end=modal.end)
    return _flipped(taken) if modal.is_denial else taken


def _stacked(mark: _Mark) -> _Mark:
    """Take a fifth off a possibility that is hedged twice, and widen it by .05 at both ends."""
    return mark._replace(
        low=max(0.0, round(mark.low - 0.05, 4)),
        typical=round(mark.typical * 0.8, 4),
        high=min(1.0, round(mark.high + 0.05, 4)),
    )


_BOOSTERS = frozenset({"very", "highly", "extremely", "more", "quite"})
_BOOSTED = re.compile(r"\b(?:very|highly|extremely|more|quite)\s+$")


def _boosted(mark: _Mark) -> _Mark:
    """Halve the distance from the nearer boundary (Mosteller and Youtz 1990)."""
    if mark.typical < 0.5:
        halved = (mark.low / 2, mark.typical / 2, mark.high / 2)
    else:
        halved = ((1 + mark.low) / 2, (1 + mark.typical) / 2, (1 + mark.high) / 2)
    low, typical, high = (round(value, 4) for value in halved)
    return mark._replace(low=low, typical=typical, high=high)


def _flipped(mark: _Mark) -> _Mark:
    """The same words with one negation more: the figures are turned with them."""
    return mark._replace(
        low=round(1 - mark.high, 4),
        typical=round(1 - mark.typical, 4),
        high=round(1 - mark.low, 4),
        is_denial=not mark.is_denial,
    )


def _trigger(sentence: Sentence, mark: _Mark) -> Trigger:
    return Trigger(
        start=sentence.start + mark.start,
        end=sentence.start + mark.end,
        phrase=sentence.text[mark.start : mark.end],
        row=mark.row,
        kind=mark.row.kind if mark.row else ClaimKind.FORECAST,
        low=mark.low,
        typical=mark.typical,
        high=mark.high,
        form=mark.form,
        negated=mark.is_denial,
        is_stated=mark.row is None,
        modal=mark.modal and (sentence.start + mark.modal[0], sentence.start + mark.modal[1]),
    )


_DENIALS = re.compile(
    r"(?<!\w)(?:not|no|never|won't|unlikely|improbable|impossible|little|slim|slight|remote|cannot"
    r"|low|doubt\w*|\{doubt\}|\{refuse\}|\{rule\} out|ruled out|rule out|\{deny\})(?!\w)"
)


def _denies(row: Row) -> bool:
    """Tell whether a phrase itself denies: an odd number of its words do."""
    return len(_DENIALS.findall(row.phrase)) % 2 == 1
