"""Where a sentence says whose words it passes on: "X said that", "said X", "according to X"."""

import re
from collections.abc import Sequence
from functools import cache

from forecastctl.extract.base import SourceKind
from forecastctl.extract.names import Named, is_agent, is_person_noun, may_forecast, name_of
from forecastctl.extract.noun_phrase import (
    lower_at,
    may_name,
    phrase_end,
    subject_of,
    subject_start,
    with_apposition,
)
from forecastctl.extract.quotes import Quotation, quotation_at
from forecastctl.extract.report import Report
from forecastctl.extract.reporting import (
    INTENTIONS,
    INVERTING,
    PHRASAL_BEGINNINGS,
    STANCES,
    WORKS,
    Manner,
    VerbForm,
    phrasal_verb,
    reporting_verb,
    reporting_words,
    singular,
)
from forecastctl.extract.source_phrase import SIGNS, outlook, source_phrase
from forecastctl.extract.tokens import (
    ADVERBS,
    AUXILIARIES,
    COORDINATORS,
    DASHES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    QUOTE_MARKS,
    Token,
    is_adverb,
    is_modal,
    is_time,
    tokens_of,
)
from forecastctl.extract.verb_use import (
    CLAUSE_ENDS,
    COPULAS,
    is_after_copula,
    may_invert,
    subject_end,
)


def find_reports(text: str, quotations: Sequence[Quotation] = ()) -> tuple[Report, ...]:
    """Find every reporting clause and source phrase of a sentence, in order."""
    if _signs().isdisjoint(_WORD.findall(text.lower())):
        return ()
    return _Reader(text, tokens_of(text)[:_LONGEST_SENTENCE], quotations).reports()


@cache
def _signs() -> frozenset[str]:
    return SIGNS | STANCES | INTENTIONS | PHRASAL_BEGINNINGS | reporting_words()


_WORD = re.compile(r"[a-z]+")


class _Reader:
    """Reads one sentence from left to right; `at` is always the index of a token."""

    def __init__(self, text: str, tokens: Sequence[Token], quotations: Sequence[Quotation]) -> None:
        self._text = text
        self._tokens = tokens
        self._quotations = quotations
        self._found: list[Report] = []

    def reports(self) -> tuple[Report, ...]:
        """Read the whole sentence."""
        signs = _signs()
        for at, token in enumerate(self._tokens):
            report = self._report_at(at, token) if token.lower in signs else None
            if report:
                self._keep(report, at)
        return tuple(self._found)

    def _report_at(self, at: int, token: Token) -> Report | None:
        lower = token.lower
        if lower in SIGNS or lower in STANCES or lower in INTENTIONS:
            report = self._signed(at)
            if report:
                return report
        if token.is_capital and at > 0:
            return None
        if lower in PHRASAL_BEGINNINGS and (phrasal := phrasal_verb(self._text, token.start)):
            return self._clause(at, *phrasal)
        verb = reporting_verb(lower)
        return self._clause(at, verb, token.end) if verb else None

    def _lower(self, at: int) -> str:
        return lower_at(self._tokens, at)

    def _quote_at(self, offset: int) -> Quotation | None:
        return quotation_at(self._quotations, offset)

    def _keep(self, report: Report, at: int) -> None:
        """Clip a report to the quote that holds it, and earlier ones where a new clause begins."""
        quote = self._quote_at(self._tokens[at].start)
        if quote:
            start, end = max(report.scope_start, quote.start), min(report.scope_end, quote.end)
            report = report._replace(scope_start=start, scope_end=end)
        first = at
        while first > 0 and self._tokens[first].start > report.start:
            first -= 1
        before = self._lower(first - 1)
        is_new = report.cue != "owner" and report.speaker.start >= report.start
        if quote is None and is_new and (before in COORDINATORS or before == ";"):
            self._found = [old.until(report.start) for old in self._found]
        self._found.append(report)

    def _signed(self, at: int) -> Report | None:
        return (
            source_phrase(self._tokens, at, self._text)
            or outlook(self._tokens, at, self._text)
            or self._intention(at)
            or self._stance(at)
        )

    def _intention(self, at: int) -> Report | None:
        """Read "X has no plans to" and "X is committed to"."""
        if self._lower(at) not in INTENTIONS or self._lower(at + 1) not in ("to", "of"):
            return None
        end = at
        while end > 0 and self._lower(end - 1) in _BEFORE_INTENTION:
            end -= 1
        has_verb = any(token.lower in AUXILIARIES for token in self._tokens[end:at])
        speaker, first = self._subject(end)
        if not has_verb or speaker is None or not is_agent(speaker):
            return None
        start, stop = self._tokens[first].start, self._tokens[at].end
        return Report(start, stop, speaker, "owner", start, len(self._text))

    def _stance(self, at: int) -> Report | None:
        """Read "X is concerned that C" and "with X concerned that C"."""
        if self._lower(at) not in STANCES:
            return None
        if not is_after_copula(self._tokens, at) and self._lower(at + 1) != "that":
            return None
        following = self._tokens[at + 1 : at + 2]
        if not following or not (following[0].lower in _SUBJECT_OPENERS or following[0].is_capital):
            return None
        end = at
        while end > 0 and (
            self._lower(end - 1) in _BEFORE_STANCE or is_adverb(self._tokens[end - 1])
        ):
            end -= 1
        speaker, first = self._subject(end)
        if speaker is None or not is_agent(speaker):
            return None
        start, stop = self._tokens[first].start, self._tokens[at].end
        return Report(start, stop, speaker, "forecaster", self._tokens[at].start, len(self._text))

    # Reporting clauses

    def _clause(self, at: int, verb: VerbForm, verb_end: int) -> Report | None:
        if verb.is_gerund and verb.base in _UNDECIDED:
            return None
        if verb.is_gerund and not is_after_copula(self._tokens, at):
            return self._participle(at, verb, verb_end)
        if verb.base in INVERTING and may_invert(self._tokens, at, self._quotations):
            inverted = self._inverted(at, verb)
            if inverted:
                return inverted
        if verb.is_participle and self._lower(at + 1) == "by" and is_after_copula(self._tokens, at):
            return self._passive(at, verb)
        end = subject_end(self._tokens, at, verb)
        if end is None:
            return None
        speaker, first = self._subject(end)
        if speaker is None or not may_forecast(speaker):
            speaker, first = self._before_relative(end) or (speaker, first)
        is_deed = verb.manner not in _SPEAKING or verb.base in _ALSO_DEEDS
        if speaker is None or (is_deed and not may_forecast(speaker)):
            return None
        is_singular = speaker.text[0].islower() and not speaker.is_plural and not speaker.pronoun
        if is_singular and verb.is_noun and self._lower(at) == verb.base != "forecast":
            return None  # "a vital promise to": the verb of one would end in -s
        return self._made(first, at, verb, verb_end, speaker)

    def _inverted(self, at: int, verb: VerbForm) -> Report | None:
        """Read "said X" after what X said; what follows X must not be a verb."""
        end = phrase_end(self._tokens, at + 1)
        if end == at + 1 or not may_name(self._tokens[at + 1 : end]):
            return None
        after = self._lower(end)
        if after[:1].isalnum() and after not in _AFTER_INVERSION:
            return None
        speaker, stop = with_apposition(self._tokens, at + 1, self._text)
        if speaker is None:
            return None
        start, when = self._tokens[at].start, self._time_after(stop)
        end = self._tokens[stop - 1].end
        scope = self._scope_before(at, end)
        return Report(start, end, speaker, "clause", *scope, when=when, is_past=verb.is_past)

    def _passive(self, at: int, verb: VerbForm) -> Report | None:
        """Read "they were told by X that"."""
        speaker, end = with_apposition(self._tokens, at + 2, self._text)
        if speaker is None or verb.manner not in _SPEAKING or self._lower(end) != "that":
            return None
        start, stop = self._tokens[at].start, self._tokens[end].end
        return Report(start, stop, speaker, "clause", start, len(self._text))

    def _participle(self, at: int, verb: VerbForm, verb_end: int) -> Report | None:
        """Read ", stressing that": the subject of the sentence, or the last speaker, goes on."""
        before, first = self._lower(at - 1), at
        if verb.manner is Manner.INTEND or (verb.manner is Manner.FORECAST and before != ","):
            return None
        if verb.base in _ALSO_DEEDS and self._lower(at + 1) != "that":
            return None
        if before == "as":
            return self._quoted(at, verb, verb_end)
        if before in _BEFORE_GERUND:
            speaker = self._going_on(at)
        elif singular(before) in WORKS or (is_person_noun(before) and self._is_after_with(at)):
            first = subject_start(self._tokens, at, is_tight=True)
            speaker = name_of(self._tokens[first:at], self._text)
        else:
            return None
        return self._made(first, at, verb, verb_end, speaker) if speaker else None

    def _is_after_with(self, at: int) -> bool:
        """True for the participle of "with activists warning that"."""
        return self._lower(subject_start(self._tokens, at, is_tight=True) - 1) == "with"

    def _quoted(self, at: int, verb: VerbForm, verb_end: int) -> Report | None:
        """Read "X was quoted as saying" and "Reuters quoted X as saying"."""
        nearest = range(at - 2, max(-1, at - 2 - _LONGEST_ADVERBIAL), -1)
        quoted = next((back for back in nearest if self._lower(back) in _QUOTED), None)
        if quoted is None:
            return None
        end = quoted
        while end > 0 and self._lower(end - 1) in AUXILIARIES:
            end -= 1
        subject, first = self._subject(end)
        is_active = quoted < at - 2
        speaker = name_of(self._tokens[quoted + 1 : at - 1], self._text) if is_active else subject
        report = self._made(first, at, verb, verb_end, speaker) if speaker else None
        return report._replace(through=subject) if report and is_active else report

    def _going_on(self, at: int) -> Named | None:
        """Who speaks on after a comma or "and": the last speaker, else the sentence's subject."""
        level = self._quote_at(self._tokens[at].start)
        for report in reversed(self._found):
            if report.cue != "phrase" and self._quote_at(report.start) == level:
                return report.speaker
        first = next(
            (i for i, token in enumerate(self._tokens) if self._quote_at(token.start) == level), 0
        )
        return subject_of(self._tokens[first:at], self._text)

    def _subject(self, end: int) -> tuple[Named | None, int]:
        """Name the subject that ends before token `end`, and tell where it begins."""
        before = self._lower(end - 1)
        if end <= 0:
            return None, 0
        if before in ("and", "but", "or", "then"):
            return self._going_on(end - 1), end
        if before in ("who", "which"):
            stop = end - 1 - (self._lower(end - 2) == ",")
            first = subject_start(self._tokens, stop, is_tight=True)
            return name_of(self._tokens[first:stop], self._text), end - 1
        if before == ",":
            return self._before_apposition(end - 1)
        first = subject_start(self._tokens, end)
        if first == end or self._lower(first - 1) == "what":
            return None, end
        return name_of(self._tokens[first:end], self._text), first

    def _before_relative(self, end: int) -> tuple[Named, int] | None:
        """Name the members of "members who filed forecasts expected"."""
        for at in range(end - 2, max(0, end - _LONGEST_RELATIVE), -1):
            if self._lower(at) == "who":
                named, _ = self._subject(at + 1)
                return (named, at) if named else None
        return None

    def _before_apposition(self, comma: int) -> tuple[Named | None, int]:
        """Name the subject of "X, minister of Y, said": what stands before the first comma."""
        best: tuple[Named | None, int] = (None, comma)
        for at in range(comma - 1, max(0, comma - _LONGEST_APPOSITION), -1):
            if self._tokens[at].text in _APPOSITION_ENDS:
                break
            if self._lower(at) != ",":
                continue
            first = subject_start(self._tokens, at)
            named = name_of(self._tokens[first:at], self._text) if first < at else None
            inner = name_of(self._tokens[at + 1 : comma], self._text)
            if named and named.is_full:
                return named, first
            if inner and inner.is_full:
                return inner, first
            if named and named.text[0].isupper() and named.pronoun is None:
                return named, first
            if named and best[0] is None and may_name(self._tokens[first:at]):
                best = named, first
        return best

    # The finished clause

    def _made(
        self, first: int, at: int, verb: VerbForm, verb_end: int, speaker: Named
    ) -> Report | None:
        """Make the report of a clause whose subject begins at `first` and verb stands at `at`."""
        end, through = at + 1, None
        while end < len(self._tokens) and self._tokens[end].start < verb_end:
            end += 1
        if verb.manner is Manner.TELL:
            through = self._outlet(end)
            end = max(end, phrase_end(self._tokens, end))
        through = through or self._interviewer(first, end)
        start = min(self._tokens[first].start, self._tokens[at].start)
        stop, when = self._tokens[end - 1].end, self._time_after(end) or self._time_before(first)
        if self._lower(end) == "that":
            stop = self._tokens[end].end
        scope, scope_end = start, self._until_first_person(end)
        is_last = end == len(self._tokens) or self._tokens[end].text in CLAUSE_ENDS
        is_speech = verb.manner in _SPEAKING or (verb.manner is not Manner.INTEND and is_last)
        if is_speech and self._is_after_content(first, end):
            scope, scope_end = self._scope_before(first, stop)
        elif self._is_aside(first):
            commas = (token.start for token in self._tokens[end:] if token.text == ",")
            scope_end = next(commas, scope_end)
        cue = _CUES[verb.manner]
        when = when if cue == "clause" else None
        return Report(start, stop, speaker, cue, scope, scope_end, through, when, verb.is_past)

    def _is_aside(self, first: int) -> bool:
        """True for the clause of "Northbank, which Kern says is sound, will grow"."""
        relative = first if self._lower(first) in _RELATIVES else first - 1
        return self._lower(relative) in _RELATIVES and self._lower(relative - 1) == ","

    def _until_first_person(self, end: int) -> int:
        """Where the text takes over: at "but I" and "while we" outside quotes."""
        for at in range(end, len(self._tokens) - 1):
            token = self._tokens[at]
            is_own = token.lower in COORDINATORS and self._lower(at + 1) in ("i", "we")
            if is_own and self._quote_at(token.start) is None:
                return token.start
        return len(self._text)

    def _scope_before(self, first: int, stop: int) -> tuple[int, int]:
        """What a clause after its content reports: the quote right before it, or the sentence."""
        if self._lower(first - 1) not in QUOTE_MARKS:
            return 0, len(self._text)
        start = self._tokens[first].start
        ended = [quote.start for quote in self._quotations if quote.end <= start]
        return max(0, ended[-1]) if ended else 0, stop

    def _outlet(self, at: int) -> Named | None:
        """The outlet that a phrase names, if it names one."""
        told = name_of(self._tokens[at : phrase_end(self._tokens, at)], self._text)
        return told if told and told.kind is SourceKind.OUTLET else None

    def _interviewer(self, first: int, end: int) -> Named | None:
        """The outlet of "speaking to X" before a clause or "in an interview with X" after it."""
        may_talk = any(token.lower in _TALK_WORDS for token in self._tokens)
        talk = _TALK.search(self._text) if may_talk else None
        if talk is None:
            return None
        beside = (i for i, token in enumerate(self._tokens) if token.end >= talk.end())
        at = next(beside, len(self._tokens))
        is_beside = at < first or end <= at < end + _LONGEST_ADVERBIAL
        return self._outlet(at + 1) if is_beside else None

    def _time_after(self, end: int) -> tuple[int, int] | None:
        """The words of "on Monday" or "last year that" right after a verb."""
        stop = end
        for at in range(end, min(len(self._tokens), end + _LONGEST_ADVERBIAL)):
            token = self._tokens[at]
            if is_time(token) and self._lower(at + 1) != "'s":
                stop = at + 1
            elif not (token.lower in PREPOSITIONS or is_adverb(token) or token.lower == "ago"):
                break
        if stop == end:
            return None
        return self._tokens[end].start, self._tokens[stop - (self._lower(stop) != "that")].end

    def _time_before(self, first: int) -> tuple[int, int] | None:
        """The words of "Last year" or "On Monday," at the start of the clause."""
        end = first - (self._lower(first - 1) == ",")
        start = end
        while start > 0 and end - start < _LONGEST_ADVERBIAL:
            token = self._tokens[start - 1]
            if not (is_time(token) or token.lower in PREPOSITIONS or token.lower in _NUMBERS):
                break
            start -= 1
        if start > 0 or not any(map(is_time, self._tokens[:end])):
            return None
        return self._tokens[start].start, self._tokens[first - 1].end

    def _is_after_content(self, first: int, end: int) -> bool:
        """True for "C, X said." and "C1, X said, C2": the clause stands after what it reports."""
        before = self._lower(first - 1)
        if before == "as":
            return True
        if first < 2 or not (before == "," or before in QUOTE_MARKS or before in DASHES):
            return False
        for token in self._tokens[end:]:
            if token.text in CLAUSE_ENDS:
                break
            if is_modal(token) or token.lower in AUXILIARIES or token.lower in _CONTENT_SIGNS:
                return False
        return True


_TALK_WORDS = frozenset("interview speaking talking comments remarks statement".split())
_TALK = re.compile(rf"\b(?:{'|'.join(sorted(_TALK_WORDS))})\s(?:with|to)\b", re.IGNORECASE)
_BEFORE_INTENTION = DETERMINERS | AUXILIARIES | ADVERBS
_BEFORE_STANCE = AUXILIARIES | COPULAS
_SUBJECT_OPENERS = DETERMINERS | PRONOUNS
_QUOTED = frozenset(("quoted", "quotes", "cited", "cites"))
_ALSO_DEEDS = frozenset("maintain threaten assume guarantee signal".split())
"""Verbs of speech that storms and prices have as well: "threatening crops"."""
_UNDECIDED = frozenset(("consider", "judge"))
"""Verbs that give a view only when the thinking is done."""
_AFTER_INVERSION = frozenset(
    "of in on at from for after before as who during when while last this earlier to".split()
)
_RELATIVES = frozenset(("which", "who", "whom", "whose"))
_BEFORE_GERUND = frozenset((",", ")", "and", "by", "but", *DASHES))
_APPOSITION_ENDS = frozenset('“”«»";:')
_CONTENT_SIGNS = frozenset((*QUOTE_MARKS, "that", ":"))
_SPEAKING = (Manner.SAY, Manner.TELL)
_CUES = {
    Manner.SAY: "clause",
    Manner.TELL: "clause",
    Manner.SHOW: "clause",
    Manner.FORECAST: "forecaster",
    Manner.INTEND: "owner",
}
_NUMBERS = frozenset("one two three four five six seven eight nine ten ago earlier a the".split())
_LONGEST_SENTENCE = 800
"""Words of a sentence that are searched: a bound on time, beyond any prose."""
_LONGEST_ADVERBIAL = 5
_LONGEST_APPOSITION = 30
_LONGEST_RELATIVE = 12
