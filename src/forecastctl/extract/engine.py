"""From an article to its candidates: the steps in their order."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from forecastctl.extract.base import (
    Anchor,
    ArticleText,
    BlockKind,
    ClauseEngine,
    Drop,
    Extraction,
    Found,
    Reading,
    Sentence,
    Trigger,
)
from forecastctl.extract.candidates import Maker
from forecastctl.extract.clause_condition import ConditionMemory
from forecastctl.extract.clauses import RuleEngine
from forecastctl.extract.filters import refusal
from forecastctl.extract.hedges import find_triggers
from forecastctl.extract.merge import merged
from forecastctl.extract.numbers import MENTION
from forecastctl.extract.phrases import Phrasebook, folded
from forecastctl.extract.sentences import sentences_of
from forecastctl.extract.structure import ARRANGED, structural_trigger
from forecastctl.words import Lexicon


def extract(
    article: ArticleText,
    lexicon: Lexicon,
    *,
    engine: str = "rules",
    keep_furniture: bool = False,
) -> Extraction:
    """Find the predictions of an article; `engine` is rules or parse."""
    return _extractor(lexicon, engine).extract(article, keep_furniture=keep_furniture)


class Extractor:
    """An engine and a lexicon, made ready once for any number of articles."""

    def __init__(self, lexicon: Lexicon, engine: str = "rules") -> None:
        self.book = Phrasebook(lexicon)
        self.engine = _engine(engine)
        self.lexicon = f"{lexicon.version} ({lexicon.digest})"

    def extract(self, article: ArticleText, *, keep_furniture: bool = False) -> Extraction:
        """Find the predictions of an article."""
        return _Run(self, article).extraction(keep_furniture=keep_furniture)


@lru_cache(maxsize=4)
def _extractor(lexicon: Lexicon, engine: str) -> Extractor:
    return Extractor(lexicon, engine)


def _engine(name: str) -> ClauseEngine:
    if name == "parse":
        from forecastctl.extract.parse import ParseEngine

        return ParseEngine()
    return RuleEngine()


class _Run:
    """One article on its way through the steps."""

    def __init__(self, tools: Extractor, article: ArticleText) -> None:
        self.book = tools.book
        self.engine = tools.engine
        self.lexicon = tools.lexicon
        self.article = article
        self.anchor = Anchor(day=article.meta.published, precision=article.meta.precision)
        self.drops: list[Drop] = []

    def extraction(self, *, keep_furniture: bool) -> Extraction:
        sentences = tuple(
            piece
            for sentence in sentences_of(self.article, keep_furniture=True)
            for piece in _pieces(sentence)
        )
        found = list(self._found(sentences, keep_furniture=keep_furniture))
        maker = Maker(self.article, sentences, self.engine.name, self.lexicon)
        memory = ConditionMemory()
        candidates = []
        for (sentence, triggers), reading in zip(found, self.engine.read(found), strict=True):
            for read in reading.clauses:
                clause = memory.with_condition(sentence.block, read)
                candidates.append(maker.candidate(sentence, clause, self.engine.confidence))
            self._note_losses(sentence, triggers, reading)
        return Extraction(
            article=self.article,
            candidates=merged(candidates),
            drops=tuple(sorted(self.drops, key=_place)),
            engine=self.engine.name,
            lexicon=self.lexicon,
        )

    def _found(self, sentences: Sequence[Sentence], *, keep_furniture: bool) -> Iterator[Found]:
        low = folded(self.article.text)
        hits = list(self.book.hits(low))
        starts = [hit.start for hit in hits]
        others = [match.start() for match in _OTHER.finditer(f" {low}")]
        for sentence in sentences:
            first, last = _within(starts, sentence)
            if first == last and not _may_hold(sentence, others):
                continue
            folded_text = low[sentence.start : sentence.end]
            inside = [hit.moved(-sentence.start) for hit in hits[first:last]]
            triggers = find_triggers(self.book, sentence, folded_text, inside)
            kept = self._kept(sentence, folded_text, triggers, keep_furniture=keep_furniture)
            if not kept:
                other = structural_trigger(sentence, folded_text, self.book, self.anchor)
                more = (other,) if other else ()
                kept = self._kept(sentence, folded_text, more, keep_furniture=keep_furniture)
            if kept:
                yield Found(sentence, kept)

    def _kept(
        self, sentence: Sentence, low: str, triggers: Sequence[Trigger], *, keep_furniture: bool
    ) -> tuple[Trigger, ...]:
        """The triggers that pass the filters; the others are noted as drops."""
        kept = []
        for trigger in triggers:
            reason = refusal(sentence, low, trigger, keep_furniture=keep_furniture)
            if reason:
                self._drop(sentence, trigger, reason)
            else:
                kept.append(trigger)
        return tuple(kept)

    def _note_losses(
        self, sentence: Sentence, triggers: Sequence[Trigger], reading: Reading
    ) -> None:
        """Note triggers that the engine refused, and those that it made nothing of."""
        for trigger, reason in reading.refused:
            self._drop(sentence, trigger, reason)
        read = {clause.trigger.start for clause in reading.clauses}
        read.update(refused.trigger.start for refused in reading.refused)
        for trigger in triggers:
            if trigger.start not in read:
                self._drop(sentence, trigger, "no_clause")

    def _drop(self, sentence: Sentence, trigger: Trigger, reason: str) -> None:
        self.drops.append(
            Drop(
                start=sentence.start,
                end=sentence.end,
                text=sentence.text,
                reason=reason,
                phrase=trigger.phrase,
            )
        )


LONGEST_SENTENCE = 2000
"""Characters; a longer sentence is read in pieces, so that time stays linear."""


def _pieces(sentence: Sentence) -> Iterator[Sentence]:
    """The sentence itself, or pieces of one that is longer than any that people write."""
    start = 0
    while len(sentence.text) - start > LONGEST_SENTENCE:
        cut = sentence.text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        end = cut if cut > 0 else start + LONGEST_SENTENCE
        yield _piece(sentence, start, end)
        start = end
    yield _piece(sentence, start, len(sentence.text)) if start else sentence


def _piece(sentence: Sentence, start: int, end: int) -> Sentence:
    return sentence._replace(
        start=sentence.start + start,
        end=sentence.start + end,
        text=sentence.text[start:end],
    )


def _place(drop: Drop) -> tuple[int, int]:
    return drop.start, drop.end


def _within(positions: Sequence[int], sentence: Sentence) -> tuple[int, int]:
    """Which of the positions, in ascending order, lie in a sentence."""
    return bisect_left(positions, sentence.start), bisect_left(positions, sentence.end)


def _may_hold(sentence: Sentence, positions: Sequence[int]) -> bool:
    """Tell whether a sentence without words of the lexicon is worth a look."""
    if sentence.block.kind in (BlockKind.TITLE, BlockKind.HEADING):
        return True
    first, last = _within(positions, sentence)
    return first < last


_OTHER = re.compile(rf"[^\w-](?:{MENTION}|{ARRANGED})")
"""Begins with the character before, to which a search skips at once."""
