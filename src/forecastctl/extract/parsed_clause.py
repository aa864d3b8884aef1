"""From a trigger in a parsed sentence to its clause: subject, predicate, polarity, condition."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from forecastctl.extract.base import Clause, Form, Sentence, Trigger
from forecastctl.extract.parsed_condition import Condition, condition_of, in_condition
from forecastctl.extract.parsed_parts import NEGATIONS, Parts
from forecastctl.extract.parsed_place import (
    NO_CLAUSE,
    Place,
    UnreadableError,
    is_neg_raising,
    place_of,
)
from forecastctl.extract.parsed_pronoun import named_for
from forecastctl.extract.positive import positive
from forecastctl.extract.tree import AUXILIARIES, Tree
from forecastctl.extract.verbs import base_of
from forecastctl.extract.wording import (
    noun_claim,
    scheduled_claim,
    shortened,
    trimmed_predicate,
    will_claim,
)


class Parsed(NamedTuple):
    """A sentence with its tree, and the words that belong to any of its triggers."""

    sentence: Sentence
    tree: Tree
    taken: frozenset[int]


class _Claim(NamedTuple):
    text: str
    subject: str
    words: Sequence[int]
    is_denied: bool
    flags: tuple[str, ...] = ()


def clause_of(parsed: Parsed, trigger: Trigger) -> Clause:
    """The clause of a trigger, or `UnreadableError`."""
    sentence, tree, _ = parsed
    words = _bounds(tree, sentence, trigger.start, trigger.end)
    modal = _bounds(tree, sentence, *trigger.modal) if trigger.modal else []
    place = place_of(tree, trigger, words, next(iter(modal), None))
    if place.verb is not None and in_condition(tree, place.verb):
        raise UnreadableError(NO_CLAUSE)
    used = _used(tree, trigger, words, place) | frozenset(modal)
    condition = None
    if place.verb is not None:
        condition = condition_of(tree, place.verb, place.holders)
    claim = _Composer(parsed, place, used, condition, trigger).claim()
    return _clause(parsed, trigger, words, claim, condition)


def _clause(
    parsed: Parsed,
    trigger: Trigger,
    words: Sequence[int],
    claim: _Claim,
    condition: Condition | None,
) -> Clause:
    worded = shortened(claim.text)
    if " " not in worded.text:
        raise UnreadableError(NO_CLAUSE)
    tree, base = parsed.tree, parsed.sentence.start
    more = () if trigger.form is Form.ADVERB else words
    spanned = [at for at in (*claim.words, *more) if not tree.is_mark(at)]
    if not spanned:
        raise UnreadableError(NO_CLAUSE)
    return Clause(
        trigger=trigger,
        claim=worded.text,
        subject=claim.subject,
        start=base + tree.words[min(spanned)].start,
        end=base + tree.words[max(spanned)].end,
        condition=condition.text if condition else None,
        negated=trigger.negated != claim.is_denied,
        flags=(*worded.flags, *claim.flags),
    )


def _used(tree: Tree, trigger: Trigger, words: Sequence[int], place: Place) -> frozenset[int]:
    """The words of a trigger that the claim leaves out."""
    if trigger.form is Form.MODAL:
        return frozenset(at for at in words if tree.words[at].tag in ("MD", "RB", "RBR", "TO"))
    return frozenset(words) - {place.verb, *place.subject}


def _bounds(tree: Tree, sentence: Sentence, start: int, end: int) -> list[int]:
    return tree.between(start - sentence.start, end - sentence.start)


_DENIERS = frozenset({"no", "neither", "nobody", "none", "few", "hardly", "scarcely"})
_AT_FIGURE = re.compile(r"(?:(?:in|for)\s[^,]{1,40}?\s)?at\s(?!least\b|most\b)(?:\w+\s){0,2}[0-9]")
""" "Growth is projected at 4 percent"."""
_FINITE = frozenset({"VBZ", "VBP", "VBD"})
_NAMES = frozenset({"NNP", "NNPS"})


class _Composer:
    """Puts the claim of one place together."""

    def __init__(
        self,
        parsed: Parsed,
        place: Place,
        used: frozenset[int],
        condition: Condition | None,
        trigger: Trigger,
    ) -> None:
        self.tree = parsed.tree
        self.place = place
        self.used = used
        self.others = parsed.taken - used
        outside = condition.words if condition else frozenset[int]()
        self.parts = Parts(self.tree, place, used, self.others, outside)
        self.form = trigger.form
        self.is_denied = trigger.negated
        self.is_scheduled = trigger.phrase.lower().endswith("scheduled for")

    def claim(self) -> _Claim:
        if self.place.verb is None:
            return self._noun_claim()
        return self._verb_claim(self.place.verb)

    def _noun_claim(self) -> _Claim:
        """ "There will be NOUN", with the time that hangs on the words above it."""
        tree, place = self.tree, self.place
        known = {*place.subject, *place.holders, *self.used}
        more: list[int] = []
        for holder in dict.fromkeys(place.holders):
            for kid in tree.kids[holder]:
                if kid not in known and tree.words[kid].dep in ("prep", "npadvmod", "advmod"):
                    more += [at for at in self.parts.adjunct(kid) if at not in known]
        subject = positive(self._lowered(place.subject), is_denied=self.is_denied)
        is_denied = subject.is_negated != self._nobody_says()
        if self.is_scheduled:
            more += [
                at for link in self.used for at in tree.below(link) if tree.words[link].low == "for"
            ]
            text = scheduled_claim(subject.text, self._lowered(sorted(more)))
        elif (figure := self._lowered(more)) and _AT_FIGURE.match(figure):
            text = will_claim(subject.text, f"be {figure}")
        else:
            text = noun_claim(f"{subject.text} {figure}".strip())
        words = (*place.subject, *more)
        return _Claim(text, subject.text, words or tuple(self.used), is_denied)

    def _verb_claim(self, verb: int) -> _Claim:
        tree, place = self.tree, self.place
        before, after = self.parts.predicate(verb)
        if not after:
            raise UnreadableError(NO_CLAUSE)
        subject = positive(tree.spelt(place.subject))
        opening = self._opening_not(verb)
        self.is_denied |= subject.is_negated or opening
        predicate = self._affirmed(verb, after)
        done_to = self._lowered(place.object)
        led = [positive(self._lowered(branch), is_denied=opening) for branch in before]
        text = " ".join((trimmed_predicate(predicate.text), done_to, *(one.text for one in led)))
        words = [at for branch in before for at in branch] + after
        if not place.is_carried:
            words += place.subject
        named = named_for(tree, place.subject, verb)
        if named:
            subject = subject._replace(text=tree.spelt(named.words))
        denied = sum((opening, *(one.is_negated for one in led))) % 2 == 1
        denied ^= subject.is_negated ^ predicate.is_negated ^ self._is_denied_above(verb)
        claim = will_claim(subject.text, text)
        flags = ("needs_context",) if named and not named.is_sure else ()
        return _Claim(claim, subject.text, words, denied, flags)

    def _opening_not(self, verb: int) -> bool:
        """True for a "not" before the subject: "not until May will the pier open"."""
        first = min(self.place.subject, default=verb)
        kids = (kid for kid in self.tree.kids[verb] if kid < first and kid not in self.used)
        return any(self.tree.words[kid].low in NEGATIONS for kid in kids)

    def _affirmed(self, verb: int, words: Sequence[int]) -> "_Affirmed":
        """The predicate as a bare infinitive without the negations that deny it."""
        tree = self.tree
        bases = self._bases(verb, words)
        embedded = self._embedded(verb)
        parts: list[str] = []
        is_negated = False
        for run in _runs(words, embedded):
            text = self._spelt(run, bases)
            if run[0] not in embedded:
                affirmed = positive(text, is_denied=self.is_denied)
                text, is_negated = affirmed.text, is_negated ^ affirmed.is_negated
            elif self.is_denied and tree.words[run[0]].low in ("until", "till"):
                text = f"before{text[len(tree.words[run[0]].text) :]}"
            parts.append(text)
        return _Affirmed(" ".join(parts), is_negated)

    def _bases(self, verb: int, words: Sequence[int]) -> dict[int, str]:
        """The verb forms that the infinitive changes, and what they become."""
        tree = self.tree
        chain = [at for at in words if at == verb or self._is_auxiliary(verb, at)]
        if not chain:
            return {}
        first = tree.words[chain[0]]
        bases = {chain[0]: base_of(first.low) if first.tag != "VB" else first.low}
        for at in words:
            word = tree.words[at]
            if word.dep == "conj" and word.head in (verb, *bases) and word.tag in _FINITE:
                bases[at] = base_of(word.low)
        is_verb = first.tag[:2] == "VB" or self.form is Form.PRESENT
        return bases if is_verb or first.low in ("be", "'s", "’s") else {}

    def _is_auxiliary(self, verb: int, at: int) -> bool:
        word = self.tree.words[at]
        return word.head == verb and word.dep in AUXILIARIES

    def _embedded(self, verb: int) -> set[int]:
        """The words of the clauses below the verb: their negations are their own."""
        tree = self.tree
        found: set[int] = set()
        for at in tree.below(verb):
            if tree.words[at].dep in ("relcl", "advcl", "acl", "ccomp", "pcomp") and at != verb:
                found.update(tree.below(at))
        return found

    def _spelt(self, words: Sequence[int], bases: dict[int, str]) -> str:
        tree = self.tree
        parts: list[str] = []
        for run in _runs(words, bases):
            parts.append(bases[run[0]] if run[0] in bases else tree.spelt(run))
        return " ".join(parts)

    def _is_denied_above(self, verb: int) -> bool:
        """True for an odd number of negations above the verb that no trigger holds."""
        tree = self.tree
        above = {at for at in self.place.holders if at in self.used}
        head = tree.words[verb].head
        if tree.words[verb].dep == "ccomp" and is_neg_raising(tree, head):
            above.add(head)
        known = self.used | self.others
        denials = (
            kid
            for holder in above
            for kid in tree.kids[holder]
            if tree.words[kid].low in NEGATIONS and kid not in known
        )
        return (sum(1 for _ in denials) % 2 == 1) != self._nobody_says()

    def _nobody_says(self) -> bool:
        """True where the trigger has a subject that denies: "neither side expects that"."""
        tree = self.tree
        subjects = (tree.subject(at) for at in self.used if self.form is Form.MATRIX)
        words = {at for subject in subjects if subject is not None for at in tree.below(subject)}
        return any(tree.words[at].low in _DENIERS for at in words - self.used)

    def _lowered(self, words: Sequence[int]) -> str:
        """A phrase that moves to the end: its first word loses its capital unless it is a name."""
        text = self.tree.spelt(words).strip(" ,")
        if words and self.tree.words[words[0]].tag not in _NAMES:
            return text[:1].lower() + text[1:]
        return text


class _Affirmed(NamedTuple):
    text: str
    is_negated: bool


def _runs(words: Sequence[int], marked: Collection[int]) -> Iterable[list[int]]:
    """Cut words into runs that are wholly inside or outside `marked`."""
    run: list[int] = []
    for at in words:
        if run and (run[-1] in marked) != (at in marked):
            yield run
            run = []
        run.append(at)
    if run:
        yield run
