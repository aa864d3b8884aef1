"""Who says it: the speaker of a clause, found in its sentence or remembered from its block."""

import re
from collections.abc import Sequence
from datetime import date

from forecastctl.extract.antecedents import Voice, voice_of
from forecastctl.extract.base import (
    Anchor,
    ArticleText,
    Attribution,
    Clause,
    Sentence,
    SourceKind,
)
from forecastctl.extract.horizon import speech_date
from forecastctl.extract.memory import Memory
from forecastctl.extract.names import Named
from forecastctl.extract.quoted import Quoted
from forecastctl.extract.report import Report
from forecastctl.text import normal

INFERRED = "inferred_speaker"
AUTHOR = Attribution(name="author", source_kind=SourceKind.AUTHOR, cue="author")


class Speakers:
    """Tells who speaks where in an article; reads no sentence that nobody asks about."""

    def __init__(self, article: ArticleText, sentences: Sequence[Sentence], anchor: Anchor) -> None:
        """Take an article, its sentences in order, and the day from which its dates count."""
        self._outlet = article.meta.outlet
        self._anchor = anchor
        self._memory = Memory(article, sentences)
        self._quoted = Quoted(self._memory)

    def attribute(self, sentence: Sentence, clause: Clause) -> Attribution:
        """Say who makes the claim of a clause."""
        index = self._memory.index_at(sentence.start)
        at = clause.trigger.start
        voices = _without_owner(self._voices(index, at), clause)
        if not voices and self._memory.quotation_at(sentence.block, at) is None:
            voices = self._continued(index, clause)
        return self._attribution(index, voices) if voices else AUTHOR

    def reporting_spans(self, sentence: Sentence) -> tuple[tuple[int, int], ...]:
        """Where "X said" and "according to X" stand in a sentence, as offsets in the article."""
        return tuple(
            self._spoken(sentence, report)[0]
            for report in self._memory.reports_of(self._memory.index_at(sentence.start))
            if report.cue in ("clause", "phrase")
        )

    def _voices(self, index: int, at: int) -> list[Voice]:
        """Everybody through whom the words at an offset come, the originator first."""
        sentence = self._memory.sentences[index]
        reports = self._memory.reports_of(index)
        covering = [report for report in reports if report.covers(at - sentence.start)]
        voices = [
            voice_of(self._memory, index, report)
            for report in sorted(covering, key=_nearness)
            if not (
                report.speaker.kind is SourceKind.AUTHOR and self._memory.is_quoted(index, report)
            )
        ]
        quote = self._memory.quotation_at(sentence.block, at)
        if quote and all(self._memory.is_quoted(index, report) for report in covering):
            speaker = self._quoted.speaker_of(quote)
            voices += [speaker] if speaker else []
        return voices

    def _continued(self, index: int, clause: Clause) -> Sequence[Voice]:
        """Who goes on speaking where a sentence without a reporter is put as reported speech."""
        sentence = self._memory.sentences[index]
        start = max(0, clause.trigger.start - sentence.start)
        end = clause.trigger.end - sentence.start
        group = sentence.text[max(0, start - _GROUP) : end + _GROUP]
        if clause.condition or not _GOES_ON.search(group):
            return ()
        if _CONDITION.search(sentence.text, max(0, start - _AROUND), end + _AROUND):
            return ()
        is_would = _WOULD.search(group) is not None
        for back in self._memory.before(index):
            before = self._memory.sentences[back]
            if before.block.start != sentence.block.start:
                break
            voices = [v for v in self._voices(back, before.end - 1) if v.cue != "owner"]
            if is_would and voices and not (voices[0].report and voices[0].report.is_past):
                break
            if voices and voices[0].named.kind is not SourceKind.AUTHOR:
                return [voices[0]._replace(cue="continued", is_inferred=True)]
            if is_would and not _WOULD.search(before.text):
                break
        return ()

    def _attribution(self, index: int, voices: Sequence[Voice]) -> Attribution:
        """Put a chain of speakers into one record."""
        voice = voices[0]
        named = self._called(voice)
        if named.kind is SourceKind.AUTHOR or self._is_own_document(named):
            return AUTHOR
        sentence = self._memory.sentences[voice.sentence]
        bounds, said_on = self._spoken(sentence, voice.report) if voice.report else (None, None)
        is_here = bounds is not None and voice.sentence == index
        return Attribution(
            name=named.text,
            source_kind=named.kind,
            cue=voice.cue,
            via=self._via(named, voices),
            said_on=said_on,
            start=bounds[0] if bounds and is_here else None,
            end=bounds[1] if bounds and is_here else None,
            flags=(INFERRED,) if voice.is_inferred else (),
        )

    def _via(self, named: Named, voices: Sequence[Voice]) -> tuple[str, ...]:
        """The others through whom the words came, the nearest first, each once."""
        passed: list[Named] = []
        for voice in voices:
            passed += [self._called(voice)]
            passed += [voice.report.through] if voice.report and voice.report.through else []
        others = (one.text for one in passed if one.kind is not SourceKind.AUTHOR)
        return tuple(name for name in dict.fromkeys(others) if name != named.text)

    def _spoken(self, sentence: Sentence, report: Report) -> tuple[tuple[int, int], date | None]:
        """The bounds of a reporting clause in the article, and the day of speaking in it."""
        start, end, said_on = report.start, report.end, None
        if report.when:
            horizon = speech_date(sentence.text[slice(*report.when)], self._anchor)
            if horizon and horizon.last:
                start, end = min(start, report.when[0]), max(end, report.when[1])
                said_on = horizon.last
        return (sentence.start + start, sentence.start + end), said_on

    def _called(self, voice: Voice) -> Named:
        start = voice.report.start if voice.report else 0
        at = self._memory.sentences[voice.sentence].start + start
        return self._memory.people.called(voice.named, at)

    def _is_own_document(self, named: Named) -> bool:
        """True where an institution speaks in what it publishes itself."""
        outlet = self._outlet
        if not outlet or named.kind is SourceKind.PERSON:
            return False
        name, own = _bare(named.text), _bare(outlet)
        return own == name or own.startswith(f"{name} ")


def _without_owner(voices: Sequence[Voice], clause: Clause) -> Sequence[Voice]:
    """Leave out who only intends something, unless nobody reports a plan."""
    others = [voice for voice in voices if voice.cue != "owner"]
    if others or clause.trigger.kind not in ("plan", "scheduled"):
        return others
    return [voice for voice in voices if voice.named.kind is not SourceKind.AUTHOR]


def _nearness(report: Report) -> tuple[int, bool, int]:
    """Order of reports around a claim: the innermost clause first, then source phrases."""
    return report.scope_end - report.scope_start, report.cue == "phrase", -report.start


def _bare(name: str) -> str:
    return normal(name).removeprefix("the ")


_GROUP, _AROUND = 25, 300
"""Characters around a trigger: of its verbs, and of the condition that it may hang on."""

_CONDITION = re.compile(r"\b(?:if|unless|were\sto)\b", re.IGNORECASE)
_WOULD = re.compile(r"\bwould\b")
_GOES_ON = re.compile(
    r"\bwould\b"
    r"|\b(?:was|were)\s(?:\w+\s){0,2}(?:expected|anticipated|likely|seen)\b"
    r"|\b(?:is|are|was|were)\s(?:\w+\s){0,2}(?:forecast|projected|predicted|estimated)\b"
    r"|\bthe\s(?:forecast|outlook|projection)s?\b"
)
"""Reported speech without a reporter: past tense for the future, or a forecast by nobody."""
