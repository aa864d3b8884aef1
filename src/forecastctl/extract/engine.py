"""From an article to its candidates: the steps in their order."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from hashlib import sha256

from forecastctl.extract.base import (
    Anchor,
    ArticleText,
    Attribution,
    Clause,
    ClauseEngine,
    Drop,
    Extraction,
    Found,
    Sentence,
    SourceKind,
    Trigger,
)
from forecastctl.extract.clauses import RuleEngine
from forecastctl.extract.filters import refusal
from forecastctl.extract.hedges import find_triggers
from forecastctl.extract.merge import merged
from forecastctl.extract.numbers import MENTION
from forecastctl.extract.phrases import Phrasebook, folded
from forecastctl.extract.sentences import sentences_of
from forecastctl.model import Candidate, ClaimKind, Evidence, Method, Said
from forecastctl.words import Lexicon


def extract(
    article: ArticleText,
    lexicon: Lexicon,
    *,
    engine: str = "rules",
    keep_furniture: bool = False,
) -> Extraction:
    """Find the predictions of an article; `engine` is rules or parse."""
    return Extractor(lexicon, engine).extract(article, keep_furniture=keep_furniture)


class Extractor:
    """An engine and a lexicon, made ready once for any number of articles."""

    def __init__(self, lexicon: Lexicon, engine: str = "rules") -> None:
        self._lexicon = lexicon
        self._book = Phrasebook(lexicon)
        self._engine = _engine(engine)

    def extract(self, article: ArticleText, *, keep_furniture: bool = False) -> Extraction:
        """Find the predictions of an article."""
        return _Run(self._lexicon, self._book, self._engine, article).extraction(keep_furniture)


def _engine(name: str) -> ClauseEngine:
    if name == "parse":
        from forecastctl.extract.parse import ParseEngine

        return ParseEngine()
    return RuleEngine()


class _Run:
    """One article on its way through the steps."""

    def __init__(
        self, lexicon: Lexicon, book: Phrasebook, engine: ClauseEngine, article: ArticleText
    ) -> None:
        self.book = book
        self.engine = engine
        self.article = article
        self.lexicon = f"{lexicon.version} ({lexicon.digest})"
        self.anchor = Anchor(day=article.meta.published, precision=article.meta.precision)
        self.drops: list[Drop] = []

    def extraction(self, keep_furniture: bool) -> Extraction:
        sentences = sentences_of(self.article, keep_furniture=True)
        found = list(self._found(sentences, keep_furniture))
        candidates = [
            self._candidate(one.sentence, clause)
            for one, reading in zip(found, self.engine.read(found), strict=True)
            for clause in reading.clauses
        ]
        return Extraction(
            article=self.article,
            candidates=merged(candidates),
            drops=tuple(self.drops),
            engine=self.engine.name,
            lexicon=self.lexicon,
        )

    def _found(self, sentences: Sequence[Sentence], keep_furniture: bool) -> Iterator[Found]:
        low = folded(self.article.text)
        hits = list(self.book.hits(low))
        starts = [hit.start for hit in hits]
        others = [mention.start() for mention in MENTION.finditer(low)]
        for sentence in sentences:
            first, last = _within(starts, sentence)
            if first == last and not _holds(others, sentence):
                continue
            low_sentence = low[sentence.start : sentence.end]
            triggers = find_triggers(sentence, low_sentence, hits[first:last])
            if kept := self._kept(sentence, low_sentence, triggers):
                yield Found(sentence, kept)

    def _kept(
        self, sentence: Sentence, low: str, triggers: Sequence[Trigger]
    ) -> tuple[Trigger, ...]:
        """The triggers that pass the filters; the others are noted as drops."""
        kept = []
        for trigger in triggers:
            if reason := refusal(sentence, low, trigger):
                self._drop(sentence, trigger, reason)
            else:
                kept.append(trigger)
        return tuple(kept)

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

    def _candidate(self, sentence: Sentence, clause: Clause) -> Candidate:
        who = Attribution(name="author", source_kind=SourceKind.AUTHOR, cue="author")
        trigger = clause.trigger
        low, typical, high = trigger.low, trigger.typical, trigger.high
        if clause.negated != trigger.negated:
            low, typical, high = (round(1 - value, 4) for value in (high, typical, low))
        quote = self.article.text[clause.start : clause.end]
        key = f"{self.article.sha256}{clause.start}{clause.end}{clause.claim}"
        return Candidate(
            id=sha256(key.encode()).hexdigest()[:12],
            article=self.article.id,
            claim=clause.claim,
            source=who.name,
            source_kind=who.source_kind,
            said=Said.WILL_NOT if clause.negated else Said.WILL,
            via=who.via,
            hedge=trigger.phrase,
            probability=typical,
            low=low,
            high=high,
            method=Method.STATED if trigger.is_stated else Method.WORDED,
            made=self.anchor.day,
            claim_kind=ClaimKind(trigger.kind),
            evidence=(
                Evidence(article=self.article.id, start=clause.start, end=clause.end, quote=quote),
            ),
            flags=clause.flags,
            engine=self.engine.name,
            lexicon=self.lexicon,
            confidence=self.engine.confidence,
            condition=clause.condition,
        )


def _within(positions: Sequence[int], sentence: Sentence) -> tuple[int, int]:
    """Which of the positions, in ascending order, lie in a sentence."""
    return bisect_left(positions, sentence.start), bisect_left(positions, sentence.end)


def _holds(positions: Sequence[int], sentence: Sentence) -> bool:
    first, last = _within(positions, sentence)
    return first < last
