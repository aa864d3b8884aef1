"""Whom a pronoun or a description stands for: the last one named before who agrees with it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from forecastctl.extract.base import Block, SourceKind
from forecastctl.extract.memory import Memory
from forecastctl.extract.names import Named, is_agent
from forecastctl.extract.report import Report
from forecastctl.extract.tokens import AUXILIARIES, MODALS
from forecastctl.extract.verbs import is_verb_form


class Voice(NamedTuple):
    """A speaker, by which rule and in which sentence; `report` is None where no clause says it."""

    named: Named
    cue: str
    sentence: int
    report: Report | None = None
    is_inferred: bool = False


def voice_of(memory: Memory, index: int, report: Report) -> Voice:
    """Say who speaks in a report, its pronoun resolved."""
    found = antecedent(memory, index, report.speaker, report.start)
    named = found or report.speaker
    return Voice(named, report.cue, index, report, is_inferred=found is not None)


def antecedent(memory: Memory, index: int, named: Named, before: int) -> Named | None:
    """Name whom a pronoun or a description stands for, or None where it stands for itself."""
    if named.kind is SourceKind.AUTHOR or not (named.pronoun or _is_description(named)):
        return None
    candidates = _candidates(memory, index, before)
    return next((one for one in candidates if one.pronoun is None and _agrees(named, one)), None)


_GENERIC = frozenset("company firm group charity organisation organization carmaker".split())
_WORD = re.compile(r"\s*([\w-]+)")
_MOST_PEOPLE = 20


def _is_description(named: Named) -> bool:
    if not named.is_definite or named.is_plural:
        return False
    return named.kind is SourceKind.PERSON or named.text.split()[-1] in _GENERIC


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
    return kind is named.kind and candidate.text[0].isupper()


def _candidates(memory: Memory, index: int, before: int) -> Iterator[Named]:
    """Those named before a place, nearest sentence first, in its block and the one before."""
    yield from _named_in(memory, index, before)
    block, blocks = memory.sentences[index].block, 0
    for back in memory.before(index):
        if memory.sentences[back].block.start != block.start:
            block = memory.sentences[back].block
            blocks += not _is_all_quoted(memory, block)
            if blocks > 1:
                return
        yield from _named_in(memory, back, len(memory.sentences[back].text))


def _is_all_quoted(memory: Memory, block: Block) -> bool:
    quotes = memory.quotations_of(block)
    return bool(quotes) and quotes[0].start == block.start and quotes[0].end >= block.end - 1


def _named_in(memory: Memory, index: int, end: int) -> Iterator[Named]:
    """Those whom a sentence names outside quotes: speakers, its subject, other people."""
    sentence, people = memory.sentences[index], memory.people
    for report in reversed(memory.reports_of(index)):
        if report.speaker.start < end and not memory.is_quoted(index, report):
            yield people.called(report.speaker, sentence.start + report.speaker.start)
    others = list(people.named_in(sentence.start, sentence.start + end))[-_MOST_PEOPLE:]
    subject = memory.subject_of(index)
    if subject and subject.end <= end and _may_be_meant(memory, index, subject):
        first = 0 if subject.text[0].isupper() else len(others)
        others.insert(first, people.called(subject, sentence.start + subject.start))
    for named in others:
        if memory.quotation_at(sentence.block, sentence.start + named.start) is None:
            yield named


def _may_be_meant(memory: Memory, index: int, subject: Named) -> bool:
    """Tell whether a pronoun may stand for a subject: people and bodies that have names."""
    if subject.start == 0 and subject.text[0].isupper() and " " not in subject.text:
        after = _WORD.match(memory.sentences[index].text, subject.end)
        word = after[1].lower() if after else ""
        is_verb = is_verb_form(word) or word in AUXILIARIES or word in MODALS
        if not (is_verb or subject.text.isupper() or memory.people.knows(subject.text)):
            return False
    return is_agent(subject)
