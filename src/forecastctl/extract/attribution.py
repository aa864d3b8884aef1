"""Who says it: the speaker of a clause, found in its sentence or remembered from its block."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from forecastctl.extract.base import (
    Anchor,
    ArticleText,
    Attribution,
    Block,
    Clause,
    Sentence,
    SourceKind,
)
from forecastctl.extract.horizon import speech_date
from forecastctl.extract.names import Named, is_agent
from forecastctl.extract.noun_phrase import subject_of
from forecastctl.extract.people import People
from forecastctl.extract.quotes import Quotation, quotation_at, quotations_in
from forecastctl.extract.report import Report
from forecastctl.extract.reports import find_reports
from forecastctl.extract.tokens import tokens_of
from forecastctl.text import normal

INFERRED = "inferred_speaker"
AUTHOR = Attribution(name="author", source_kind=SourceKind.AUTHOR, cue="author")


class Voice(NamedTuple):
    """A speaker by name, the report that names it (None for a quote's), and how it was found."""

    named: Named
    cue: str
    sentence: int
    report: Report | None = None
    is_inferred: bool = False


class Speakers:
    """Tells who speaks where in an article; reads no sentence that nobody asks about."""

    def __init__(self, article: ArticleText, sentences: Sequence[Sentence], anchor: Anchor) -> None:
        """Take an article, its sentences in order, and the day from which its dates count."""
        self._article = article
        self._sentences = sentences
        self._anchor = anchor
        self._reports: dict[int, tuple[Report, ...]] = {}
        self._quoted: dict[int, Voice | None] = {}

    def attribute(self, sentence: Sentence, clause: Clause) -> Attribution:
        """Say who makes the claim of a clause."""
        index = self._index[sentence.start]
        at = clause.trigger.start
        voices = self._without_owner(self._voices(index, at), clause)
        if not voices and quotation_at(self._quotations_of(sentence.block), at) is None:
            voices = self._continued(index, clause)
        return self._attribution(voices) if voices else AUTHOR

    def reporting_spans(self, sentence: Sentence) -> tuple[tuple[int, int], ...]:
        """Where "X said" and "according to X" stand in a sentence, as offsets in the article."""
        return tuple(
            self._spoken(sentence, report)[0]
            for report in self._reports_of(self._index[sentence.start])
            if report.cue in ("clause", "phrase")
        )

    # What was read

    @cached_property
    def _index(self) -> dict[int, int]:
        return {sentence.start: at for at, sentence in enumerate(self._sentences)}

    @cached_property
    def _people(self) -> People:
        return People(self._article.text)

    def _reports_of(self, index: int) -> tuple[Report, ...]:
        if index not in self._reports:
            sentence = self._sentences[index]
            marks = tuple(
                quote._replace(start=quote.start - sentence.start, end=quote.end - sentence.start)
                for quote in self._quotations_of(sentence.block)
                if quote.start < sentence.end and quote.end > sentence.start
            )
            self._reports[index] = find_reports(sentence.text, marks)
        return self._reports[index]

    def _quotations_of(self, block: Block) -> tuple[Quotation, ...]:
        return self._quotations.get(block.start, ())

    @cached_property
    def _quotations(self) -> dict[int, tuple[Quotation, ...]]:
        """The outer quotes of each block; one left open may end within the next block."""
        text, quotations, left_open = self._article.text, {}, ""
        for block in self._article.blocks:
            found = quotations_in(text, block.start, block.end, left_open)
            outer = tuple(quote for quote in found if quote.depth == 0)
            if outer:
                quotations[block.start] = outer
            is_open = bool(outer) and not outer[-1].is_closed
            left_open = text[outer[-1].start] if is_open else ""
        return quotations

    def _block_before(self, index: int) -> int | None:
        """The last sentence of the block before that of a sentence."""
        block = self._sentences[index].block
        while index >= 0 and self._sentences[index].block == block:
            index -= 1
        return index if index >= 0 else None

    # The chain of speakers

    def _voices(self, index: int, at: int) -> list[Voice]:
        """Everybody through whom the words at an offset come, the originator first."""
        sentence = self._sentences[index]
        covering = [
            report for report in self._reports_of(index) if report.covers(at - sentence.start)
        ]
        covering.sort(key=_nearness)
        quote = quotation_at(self._quotations_of(sentence.block), at)
        voices = [
            voice
            for report in covering
            if (voice := self._voice(index, report, is_quoted=quote is not None))
        ]
        if quote and not any(
            not quote.start <= report.start + sentence.start < quote.end for report in covering
        ):
            quoted = self._speaker_of_quote(index, quote)
            voices += [quoted] if quoted else []
        return voices

    def _voice(self, index: int, report: Report, *, is_quoted: bool) -> Voice | None:
        named = report.speaker
        if named.kind is SourceKind.AUTHOR:
            sentence = self._sentences[index]
            quotations = self._quotations_of(sentence.block)
            if is_quoted and quotation_at(quotations, sentence.start + report.start):
                return None
            return Voice(named, report.cue, index, report)
        found = self._resolved(index, named, report.start)
        return Voice(found or named, report.cue, index, report, is_inferred=found is not None)

    def _without_owner(self, voices: list[Voice], clause: Clause) -> list[Voice]:
        others = [voice for voice in voices if voice.cue != "owner"]
        if others or clause.trigger.kind not in ("plan", "scheduled"):
            return others
        return [voice for voice in voices if voice.named.kind is not SourceKind.AUTHOR]

    # Pronouns and descriptions

    def _resolved(self, index: int, named: Named, before: int) -> Named | None:
        """Name whom a pronoun or a description stands for, or None where it stands for itself."""
        sentence = self._sentences[index]
        full = self._people.called(named, sentence.start + before)
        if full != named and not named.pronoun:
            return None
        if not (named.pronoun or _is_description(named)):
            return None
        for candidate in self._candidates(index, before):
            if candidate.pronoun is None and _agrees(named, candidate):
                return candidate
        return None

    def _candidates(self, index: int, before: int) -> Iterator[Named]:
        """Those named before a place, nearest sentence first, speakers before others."""
        yield from self._named_in(index, before)
        block = self._sentences[index].block
        blocks = 0
        for back in range(index - 1, -1, -1):
            if self._sentences[back].block != block:
                block = self._sentences[back].block
                blocks += not self._is_all_quoted(block)
                if blocks > 1:
                    return
            yield from self._named_in(back, None)

    def _is_all_quoted(self, block: Block) -> bool:
        quotes = self._quotations_of(block)
        return bool(quotes) and quotes[0].start == block.start and quotes[0].end >= block.end - 1

    def _named_in(self, index: int, before: int | None) -> Iterator[Named]:
        """Those whom a sentence names outside quotes: speakers, its subject, other people."""
        sentence = self._sentences[index]
        end = len(sentence.text) if before is None else before
        for report in reversed(self._reports_of(index)):
            if report.speaker.start < end and not self._is_quoted(sentence, report.start):
                yield self._people.called(report.speaker, sentence.start + report.speaker.start)
        subject = subject_of(tokens_of(sentence.text[:end]), sentence.text)
        if subject and self._may_be_meant(subject) and not self._is_quoted(sentence, subject.start):
            yield self._people.called(subject, sentence.start + subject.start)
        for named in self._people.named_in(sentence.start, sentence.start + end):
            if not self._is_quoted(sentence, named.start):
                yield named

    def _may_be_meant(self, subject: Named) -> bool:
        """Tell whether a pronoun may stand for a subject: people and bodies that have names."""
        is_word = subject.start == 0 and subject.text[0].isupper() and " " not in subject.text
        is_known = subject.text.isupper() or self._people.knows(subject.text)
        return is_agent(subject) and (is_known or not is_word)

    def _is_quoted(self, sentence: Sentence, offset: int) -> bool:
        quotations = self._quotations_of(sentence.block)
        return quotation_at(quotations, sentence.start + offset) is not None

    # Quotes

    def _speaker_of_quote(self, index: int, quote: Quotation, depth: int = 0) -> Voice | None:
        if quote.start not in self._quoted:
            self._quoted[quote.start] = None
            self._quoted[quote.start] = self._find_speaker(index, quote, depth)
        return self._quoted[quote.start]

    def _find_speaker(self, index: int, quote: Quotation, depth: int) -> Voice | None:
        block = self._sentences[index].block
        first = self._sentence_at(index, quote.start)
        last = self._sentence_at(index, quote.end - 1)
        return (
            self._beside(last, quote.end, quote, is_after=True)
            or self._beside(first, quote.start, quote, is_after=False)
            or self._spoken_before(first, quote)
            or self._spoken_after(last, quote, depth)
            or self._in_block_before(first, block, quote, depth)
        )

    def _sentence_at(self, index: int, offset: int) -> int:
        while index > 0 and self._sentences[index].start > offset:
            index -= 1
        while index + 1 < len(self._sentences) and self._sentences[index + 1].start <= offset:
            index += 1
        return index

    def _beside(self, index: int, offset: int, quote: Quotation, *, is_after: bool) -> Voice | None:
        """The report before or after a quote in the sentence that holds that end of it."""
        sentence = self._sentences[index]
        outside = [
            report
            for report in self._reports_of(index)
            if not quote.start <= sentence.start + report.start < quote.end
            and report.cue in ("clause", "phrase", "forecaster")
            and not quotation_at(self._quotations_of(sentence.block), sentence.start + report.start)
        ]
        if is_after:
            outside = [r for r in outside if sentence.start + r.start >= offset][:1]
        else:
            outside = [r for r in outside if sentence.start + r.end <= offset][-1:]
        return self._voice(index, outside[0], is_quoted=True) if outside else None

    def _spoken_before(self, index: int, quote: Quotation) -> Voice | None:
        """Who spoke last before a quote in its block."""
        block = self._sentences[index].block
        for back in range(index, -1, -1):
            sentence = self._sentences[back]
            if sentence.block != block:
                return None
            for report in reversed(self._reports_of(back)):
                start = sentence.start + report.start
                is_before = start < quote.start and report.cue != "owner"
                if is_before and not quotation_at(self._quotations_of(block), start):
                    return self._voice(back, report, is_quoted=True)
        return None

    def _spoken_after(self, index: int, quote: Quotation, depth: int) -> Voice | None:
        """Who speaks the next quote of the block, or of the next block if this one stays open."""
        block = self._sentences[index].block
        following = next((q for q in self._quotations_of(block) if q.start >= quote.end), None)
        if following is None and not quote.is_closed and index + 1 < len(self._sentences):
            index += 1
            block = self._sentences[index].block
            quotes = self._quotations_of(block)
            following = quotes[0] if quotes and quotes[0].start == block.start else None
        if following is None or depth >= _FARTHEST:
            return None
        last = self._sentence_at(index, following.end - 1)
        beside = self._beside(last, following.end, following, is_after=True)
        if beside is None and not following.is_closed:
            return self._spoken_after(last, following, depth + 1)
        return beside

    def _in_block_before(
        self, index: int, block: Block, quote: Quotation, depth: int
    ) -> Voice | None:
        """A quote that begins a block goes on for who spoke last in the block before."""
        if quote.start > block.start + 1 or depth >= _FARTHEST:
            return None
        back = self._block_before(index)
        if back is None:
            return None
        before = self._sentences[back].block
        quotes = self._quotations_of(before)
        if quotes and quotes[-1].end >= before.end - 1:
            return self._speaker_of_quote(back, quotes[-1], depth + 1)
        end = Quotation(before.end, before.end, 0, is_closed=True)
        return self._spoken_before(back, end)

    # Speech that goes on without a sign

    def _continued(self, index: int, clause: Clause) -> list[Voice]:
        """Who goes on speaking where a sentence without a reporter is put as reported speech."""
        sentence = self._sentences[index]
        start = max(0, clause.trigger.start - sentence.start - _LONGEST_GROUP)
        end = clause.trigger.end - sentence.start + _LONGEST_GROUP
        if clause.condition or _CONDITION.search(sentence.text):
            return []
        group = sentence.text[start:end]
        if not _GOES_ON.search(group):
            return []
        is_would = _WOULD.search(group) is not None
        for back in range(index - 1, -1, -1):
            before = self._sentences[back]
            if before.block != sentence.block:
                break
            voices = self._voices(back, before.end - 1)
            if voices and voices[0].named.kind is not SourceKind.AUTHOR:
                return [voices[0]._replace(cue="continued", report=None, is_inferred=True)]
            if is_would and not _WOULD.search(before.text):
                break
        return []

    def _attribution(self, voices: Sequence[Voice]) -> Attribution:
        """Put a chain of speakers into one record."""
        voice = voices[0]
        sentence = self._sentences[voice.sentence]
        named = self._called(voice)
        if named.kind is SourceKind.AUTHOR or self._is_own_document(named):
            return AUTHOR
        via: list[str] = []
        for passed in voices:
            names = [] if passed is voice else [self._called(passed)]
            if passed.report and passed.report.through:
                names.append(passed.report.through)
            via += [n.text for n in names if n.text not in (named.text, *via) and n.text != "i"]
        bounds, said_on = self._spoken(sentence, voice.report) if voice.report else (None, None)
        return Attribution(
            name=named.text,
            source_kind=named.kind,
            cue=voice.cue,
            via=tuple(via),
            said_on=said_on,
            start=bounds and bounds[0],
            end=bounds and bounds[1],
            flags=(INFERRED,) if voice.is_inferred else (),
        )

    def _spoken(self, sentence: Sentence, report: Report) -> tuple[tuple[int, int], date | None]:
        """The bounds of a reporting clause in the article, and the day of speaking in it."""
        start, end = report.start, report.end
        said = None
        if report.when:
            words = sentence.text[slice(*report.when)]
            horizon = speech_date(words, self._anchor)
            if horizon and horizon.last:
                said = horizon.last
                start, end = min(start, report.when[0]), max(end, report.when[1])
        return (sentence.start + start, sentence.start + end), said

    def _called(self, voice: Voice) -> Named:
        at = self._sentences[voice.sentence].start + (voice.report.start if voice.report else 0)
        return self._people.called(voice.named, at)

    def _is_own_document(self, named: Named) -> bool:
        """True where an institution speaks in what it publishes itself."""
        outlet = self._article.meta.outlet
        if not outlet or named.kind is SourceKind.PERSON:
            return False
        name, own = _bare(named.text), _bare(outlet)
        return own == name or own.startswith(f"{name} ")


def _nearness(report: Report) -> tuple[int, bool, int]:
    """Order of reports around a claim: the innermost clause first, then source phrases."""
    return report.scope_end - report.scope_start, report.cue == "phrase", -report.start


def _bare(name: str) -> str:
    return normal(name).removeprefix("the ")


_FARTHEST = 12
"""Blocks that a quote may run over."""

_LONGEST_GROUP = 25
_CONDITION = re.compile(r"\b(?:if|unless|were\sto)\b", re.IGNORECASE)
_WOULD = re.compile(r"\bwould\b")
_GOES_ON = re.compile(
    r"\bwould\b"
    r"|\b(?:was|were)\s(?:\w+\s){0,2}(?:expected|anticipated|likely|seen)\b"
    r"|\b(?:is|are|was|were)\s(?:\w+\s){0,2}(?:forecast|projected|predicted|estimated)\b"
    r"|\bthe\s(?:forecast|outlook|projection)s?\b"
)
"""Reported speech without a reporter: past tense for the future, or a forecast by nobody."""

_GENERIC = frozenset("company firm group charity organisation organization carmaker".split())


def _is_description(named: Named) -> bool:
    if not named.is_definite or named.is_plural:
        return False
    head = named.text.split()[-1]
    return named.kind is SourceKind.PERSON or head in _GENERIC


def _agrees(named: Named, candidate: Named) -> bool:
    """Tell whether a pronoun or description may stand for somebody named before."""
    kind = candidate.kind
    match named.pronoun:
        case "he" | "she":
            return kind is SourceKind.PERSON and candidate.gender in (None, named.pronoun)
        case "they":
            return candidate.is_plural or kind is SourceKind.ORGANISATION
        case "it":
            is_body = kind in (SourceKind.ORGANISATION, SourceKind.OUTLET)
            return is_body and not candidate.is_plural
    if candidate.text[0].islower():
        return False
    if named.kind is SourceKind.PERSON:
        return kind is SourceKind.PERSON
    return kind is SourceKind.ORGANISATION
