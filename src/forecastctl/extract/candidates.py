"""From a clause to a candidate: who says it, by when, how probable, how sure."""

import re
from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from forecastctl.extract.attribution import Speakers
from forecastctl.extract.base import (
    Anchor,
    ArticleText,
    Attribution,
    Clause,
    Form,
    Horizon,
    Sentence,
    Trigger,
)
from forecastctl.extract.completion import completed
from forecastctl.extract.horizon import find_horizons
from forecastctl.extract.horizon_choice import choose_horizon
from forecastctl.extract.horizon_events import EventDates
from forecastctl.model import Candidate, ClaimKind, Evidence, Method, Precision, Said

STRUCTURAL_CONFIDENCE = 0.7
NEARBY = 4000
"""Characters of the block on either side of a sentence from which its claims are completed."""
DOUBTS = frozenset({"needs_context", "long_claim", "inferred_speaker", "cut"})
"""Flags that take .1 each off the confidence."""


class Maker:
    """Makes the candidates of one article."""

    def __init__(
        self, article: ArticleText, sentences: tuple[Sentence, ...], engine: str, lexicon: str
    ) -> None:
        self._article = article
        self._engine = engine
        self._lexicon = lexicon
        self._sha256 = article.sha256
        self._anchor = Anchor(day=article.meta.published, precision=article.meta.precision)
        self._events = EventDates(article, self._anchor)
        self._speakers = Speakers(article, sentences, self._anchor)

    def candidate(self, sentence: Sentence, clause: Clause, confidence: float) -> Candidate:
        """Make the candidate of a clause; `confidence` is the engine's in a plain one."""
        who = self._speakers.attribute(sentence, clause)
        when = self._horizon(sentence, clause, who)
        start = max(sentence.block.start, sentence.start - NEARBY)
        around = self._article.text[start : min(sentence.block.end, sentence.end + NEARBY)]
        clause = completed(
            clause, sentence, who, when, anchor=self._anchor, around=around, start=start
        )
        trigger = clause.trigger
        low, typical, high = _figures(clause)
        flags = frozenset(
            (*clause.flags, *who.flags, *_trigger_flags(trigger), *self._late_flags(who, when))
        )
        return Candidate(
            id=self._id(clause),
            article=self._sha256[:12],
            claim=clause.claim,
            source=who.name,
            source_kind=who.source_kind,
            said=Said.WILL_NOT if clause.negated else Said.WILL,
            via=who.via,
            hedge="" if trigger.form in (Form.HEADLINE, Form.PRESENT) else trigger.phrase,
            probability=typical,
            low=low,
            high=high,
            method=Method.STATED if trigger.is_stated else Method.WORDED,
            made=self._made(who),
            due=when.last if when else None,
            due_start=when.first if when else None,
            due_phrase=when.phrase if when else None,
            due_flags=when.flags if when else (),
            condition=clause.condition,
            claim_kind=_kind(clause, when),
            evidence=(self._evidence(clause),),
            flags=tuple(sorted(flags)),
            engine=self._engine,
            lexicon=self._lexicon,
            confidence=_confidence(clause, flags, confidence),
        )

    def _id(self, clause: Clause) -> str:
        key = f"{self._sha256}\n{clause.start}\n{clause.end}\n{clause.claim}"
        return sha256(key.encode()).hexdigest()[:12]

    def _evidence(self, clause: Clause) -> Evidence:
        return Evidence(
            article=self._sha256[:12],
            start=clause.start,
            end=clause.end,
            quote=self._article.text[clause.start : clause.end],
        )

    def _horizon(self, sentence: Sentence, clause: Clause, who: Attribution) -> Horizon | None:
        """The horizon of a clause, counted from the day of speaking where one is given."""
        anchor = self._anchor
        if who.said_on is not None:
            anchor = Anchor(day=who.said_on, precision=Precision.DAY)
        horizons = find_horizons(sentence.text, anchor, is_negated=clause.negated)
        chosen = choose_horizon(
            sentence.text,
            _inside(sentence, clause.start, clause.end),
            _inside(sentence, clause.trigger.start, clause.trigger.end),
            self._events.dated(horizons, sentence.start),
            tuple(self._excluded(sentence, clause, who, horizons)) if horizons else (),
            anchor,
        )
        chosen = chosen or self._events.of_clause(clause.claim)
        if chosen is None or who.said_on is None:
            return chosen
        return chosen._replace(flags=tuple(sorted({*chosen.flags, "reported"})))

    def _excluded(
        self, sentence: Sentence, clause: Clause, who: Attribution, horizons: Iterable[Horizon]
    ) -> Iterable[tuple[int, int]]:
        """Where dates do not count: in the attribution and in the condition."""
        if who.start is not None and who.end is not None and who.start < sentence.end:
            yield _inside(sentence, who.start, who.end)
        for start, end in self._speakers.reporting_spans(sentence):
            yield _inside(sentence, start, end)
        if clause.condition:
            at = sentence.text.find(clause.condition)
            if at >= 0:
                yield at, at + len(clause.condition)
            else:  # "unless S V" is stored in other words than it is written
                yield from ((h.start, h.end) for h in horizons if h.phrase in clause.condition)

    def _late_flags(self, who: Attribution, when: Horizon | None) -> Iterable[str]:
        if who.said_on is not None:
            yield "reported"
        if self._anchor.day is None:
            yield "no_anchor"
        elif when is not None and when.last is not None and when.last < self._anchor.day:
            yield "already_due"

    def _made(self, who: Attribution) -> date | None:
        if who.said_on is not None:
            return who.said_on
        return self._anchor.day if self._anchor.precision is Precision.DAY else None


def _inside(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    return start - sentence.start, end - sentence.start


def _figures(clause: Clause) -> tuple[float, float, float]:
    """The figures of the trigger, turned where the clause denies and the trigger does not."""
    trigger = clause.trigger
    if clause.negated == trigger.negated:
        return trigger.low, trigger.typical, trigger.high
    return round(1 - trigger.high, 4), round(1 - trigger.typical, 4), round(1 - trigger.low, 4)


_GOALS = frozenset({"{aim} to", "{seek} to", "{hope} to"})
_BARE_ODDS = re.compile(r"\bodds\b(?!.*\b(?:against|on)\b)", re.IGNORECASE)


def _trigger_flags(trigger: Trigger) -> Iterable[str]:
    """`goal` for an aim; `odds_direction` for odds that do not say which way they are."""
    if trigger.row is not None and trigger.row.phrase in _GOALS:
        yield "goal"
    if trigger.is_stated and "%" not in trigger.phrase and _BARE_ODDS.search(trigger.phrase):
        yield "odds_direction"


_EVENT = re.compile(
    r"\bwill (?:take (?:place|effect)|(?:come|go) into|be (?:held|published|released|sworn)"
    r"|(?:open|begin|start|launch|meet|convene|arrive|visit|travel|expire|vote|resume|conclude)\b)"
)


def _kind(clause: Clause, when: Horizon | None) -> ClaimKind:
    """A condition goes first; an event that "will" take place on a given day is scheduled."""
    if clause.condition:
        return ClaimKind.CONDITIONAL
    row = clause.trigger.row
    is_will = row is not None and row.phrase in ("will", "will not", "won't")
    has_day = when is not None and when.precision == "day" and when.last is not None
    if is_will and has_day and _EVENT.search(clause.claim):
        return ClaimKind.SCHEDULED
    return ClaimKind(clause.trigger.kind)


def _confidence(clause: Clause, flags: Iterable[str], plain: float) -> float:
    is_structural = clause.trigger.form in (Form.HEADLINE, Form.PRESENT)
    start = STRUCTURAL_CONFIDENCE if is_structural else plain
    doubts = len(DOUBTS.intersection(flags))
    return min(0.95, max(0.1, round(start - 0.1 * doubts, 2)))
