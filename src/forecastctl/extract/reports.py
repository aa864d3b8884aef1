"""Where a sentence says whose words it passes on: "X said that", "said X", "according to X"."""

from collections.abc import Sequence
from typing import NamedTuple

from forecastctl.extract.base import SourceKind
from forecastctl.extract.names import Named, is_agent, may_forecast, name_of
from forecastctl.extract.noun_phrase import (
    lower_at,
    may_name,
    phrase_end,
    subject_of,
    subject_start,
    with_apposition,
)
from forecastctl.extract.quotes import Quotation, quotation_at
from forecastctl.extract.reporting import (
    INVERTING,
    OUTLOOKS,
    PHRASAL_BEGINNINGS,
    STANCES,
    WORKS,
    Manner,
    VerbForm,
    phrasal_verb,
    reporting_verb,
    singular,
)
from forecastctl.extract.tokens import (
    AUXILIARIES,
    COORDINATORS,
    DASHES,
    DETERMINERS,
    PERSON_PRONOUNS,
    PREPOSITIONS,
    PRONOUNS,
    QUOTE_MARKS,
    Token,
    is_adverb,
    is_modal,
    is_time,
    tokens_of,
)


class Report(NamedTuple):
    """A reporting clause or source phrase of a sentence, as offsets in it.

    `scope_start` and `scope_end` bound the words that it reports. `cue` is the rule that found it:
    `clause`, `phrase`, `forecaster` or `owner`. `through` names an outlet that was told.
    """

    start: int
    end: int
    speaker: Named
    cue: str
    scope_start: int
    scope_end: int
    through: Named | None = None

    def covers(self, at: int) -> bool:
        """True where the words at an offset are what this report passes on."""
        return self.scope_start <= at < self.scope_end

    def until(self, end: int) -> "Report":
        """This report without what it would report after an offset, if it stands before that."""
        if self.scope_start == 0 or self.end > end:
            return self
        return self._replace(scope_end=min(self.scope_end, end))


def find_reports(text: str, quotations: Sequence[Quotation] = ()) -> tuple[Report, ...]:
    """Find every reporting clause and source phrase of a sentence, in order."""
    tokens = tokens_of(text)
    if not any(
        token.lower in _SIGNS or token.lower in PHRASAL_BEGINNINGS or reporting_verb(token.lower)
        for token in tokens
    ):
        return ()
    return _Reader(text, tokens, quotations).reports()


_SIGNS = (
    frozenset("according citing per view opinion words".split())
    | STANCES
    | OUTLOOKS
    | {f"{noun}s" for noun in OUTLOOKS}
)


class _Reader:
    """Reads one sentence from left to right; `at` is always the index of a token."""

    def __init__(self, text: str, tokens: Sequence[Token], quotations: Sequence[Quotation]) -> None:
        self._text = text
        self._tokens = tokens
        self._quotations = quotations
        self._found: list[Report] = []

    def reports(self) -> tuple[Report, ...]:
        """Read the whole sentence."""
        for at, token in enumerate(self._tokens):
            report = self._report_at(at, token)
            if report:
                self._keep(report, at)
        return tuple(self._found)

    def _report_at(self, at: int, token: Token) -> Report | None:
        lower = token.lower
        if lower in _SIGNS:
            report = self._source_phrase(at, lower) or self._outlook(at) or self._stance(at)
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
        first = next(i for i, token in enumerate(self._tokens) if token.start >= report.start)
        before = self._lower(first - 1)
        if quote is None and (before in COORDINATORS or before == ";"):
            self._found = [old.until(report.start) for old in self._found]
        self._found.append(report)

    # Source phrases

    def _source_phrase(self, at: int, lower: str) -> Report | None:
        """Read "according to X", "citing X", "per X", "in X's view", "in the words of X"."""
        after = self._lower(at + 1)
        if lower == "according" and after == "to":
            return self._phrase(at, at + 2)
        if lower == "citing":
            return self._phrase(at, at + 1, is_nested=True)
        if lower == "per" and (at == 0 or self._lower(at - 1) in (",", *DASHES)):
            return self._phrase(at, at + 1)
        if lower == "words" and after == "of" and at >= 2:
            return self._phrase(at - 2, at + 2)
        return self._view(at) if lower in _VIEWS else None

    def _phrase(self, first: int, at: int, *, is_nested: bool = False) -> Report | None:
        speaker, end = with_apposition(self._tokens, at, self._text)
        if speaker is None:
            return None
        start, stop = self._tokens[first].start, self._tokens[end - 1].end
        scope = stop if is_nested else 0
        return Report(start, stop, speaker, "phrase", scope, len(self._text))

    def _view(self, at: int) -> Report | None:
        """Read "in X's view"."""
        if at < 3 or not self._tokens[at - 1].is_possessive:
            return None
        first = subject_start(self._tokens, at - 1)
        if self._lower(first - 1) not in ("in", "by"):
            return None
        speaker = name_of(self._tokens[first : at - 1], self._text)
        if speaker is None:
            return None
        start, end = self._tokens[first - 1].start, self._tokens[at].end
        return Report(start, end, speaker, "phrase", 0, len(self._text))

    def _outlook(self, at: int) -> Report | None:
        """Read "X's forecast", "X lowered its outlook" and "the forecast prepared by X"."""
        if singular(self._lower(at)) not in OUTLOOKS:
            return None
        speaker, first = self._owner(at) or (self._maker(at), at)
        if speaker is None or not is_agent(speaker):
            return None
        start, end = self._tokens[first].start, self._tokens[at].end
        return Report(start, end, speaker, "forecaster", start, len(self._text))

    def _owner(self, at: int) -> tuple[Named | None, int] | None:
        for back in range(at - 1, max(-1, at - 1 - _LONGEST_MODIFIER), -1):
            token = self._tokens[back]
            if token.is_possessive:
                first = subject_start(self._tokens, back)
                return name_of(self._tokens[first:back], self._text), first
            if token.lower in ("its", "their", "his", "her"):
                return subject_of(self._tokens[:back], self._text) if back else None, back
            if (not token.is_word and token.text != "%") or token.lower in PREPOSITIONS:
                return None
        return None

    def _maker(self, at: int) -> Named | None:
        for ahead in range(at + 1, min(len(self._tokens) - 1, at + _LONGEST_APPOSITION)):
            if self._lower(ahead) in _MADE and self._lower(ahead + 1) == "by":
                return with_apposition(self._tokens, ahead + 2, self._text)[0]
            if is_modal(self._tokens[ahead]) or self._lower(ahead) in AUXILIARIES:
                return None
        return None

    def _stance(self, at: int) -> Report | None:
        """Read "X is concerned that C"."""
        if self._lower(at) not in STANCES or not self._is_after_be(at):
            return None
        following = self._tokens[at + 1 : at + 2]
        if not following or not (
            following[0].lower in DETERMINERS | PRONOUNS or following[0].is_capital
        ):
            return None
        end = at
        while end > 0 and (self._lower(end - 1) in AUXILIARIES or is_adverb(self._tokens[end - 1])):
            end -= 1
        speaker, first = self._subject(end)
        if speaker is None or not is_agent(speaker):
            return None
        start, stop = self._tokens[first].start, self._tokens[at].end
        return Report(start, stop, speaker, "forecaster", self._tokens[at].start, len(self._text))

    # Reporting clauses

    def _clause(self, at: int, verb: VerbForm, verb_end: int) -> Report | None:
        if verb.is_gerund and not self._is_after_be(at):
            return self._participle(at, verb, verb_end)
        if verb.base in INVERTING and self._is_after_break(at):
            inverted = self._inverted(at)
            if inverted:
                return inverted
        end = self._before_verb(at, verb)
        if end is None or self._is_other(at, verb, end):
            return None
        speaker, first = self._subject(end)
        if speaker is None or (verb.manner not in _SPEAKING and not may_forecast(speaker)):
            return None
        return self._made(first, at, verb, verb_end, speaker)

    def _is_after_be(self, at: int) -> bool:
        back = at - 1
        while back > 0 and is_adverb(self._tokens[back]):
            back -= 1
        return self._lower(back) in _BE

    def _before_verb(self, at: int, verb: VerbForm) -> int | None:
        """Where the subject before a verb ends, or None where the verb reports nothing."""
        end = at
        while end > 0:
            token, lower = self._tokens[end - 1], self._lower(end - 1)
            if is_modal(token) or (lower in _BE and not verb.is_gerund):
                return None
            if lower == "to":
                if self._lower(end - 2) not in _GOING_ON:
                    return None
            elif not (lower in _GOING_ON or lower in AUXILIARIES or is_adverb(token)):
                break
            end -= 1
        return end

    def _is_other(self, at: int, verb: VerbForm, end: int) -> bool:
        """Tell "the forecast for growth", "our stressed soil", "growth expected in May"."""
        before, after = self._lower(end - 1), self._lower(at + 1)
        if before in PERSON_PRONOUNS:
            return False
        if before in DETERMINERS or before in PREPOSITIONS or before in ("'s", "than"):
            return before not in PRONOUNS
        is_bare = verb.manner is Manner.FORECAST and verb.is_participle and end == at
        if is_bare and (before == "as" or after in _AFTER_PARTICIPLE or not after):
            return True
        if verb.is_noun:
            is_before_verb = reporting_verb(after) or after in AUXILIARIES or after in _MODALS
            return bool(is_before_verb) or after in _AFTER_NOUN
        return False

    def _is_after_break(self, at: int) -> bool:
        """True at the start and after a comma, a dash, a mark that ends a quote."""
        before = self._lower(at - 1)
        return at == 0 or before in QUOTE_MARKS or before in DASHES or before in (",", "?", "!")

    def _inverted(self, at: int) -> Report | None:
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
        start, stop = self._tokens[at].start, self._past_time(stop)
        return Report(start, stop, speaker, "clause", 0, len(self._text))

    def _participle(self, at: int, verb: VerbForm, verb_end: int) -> Report | None:
        """Read ", stressing that": the subject of the sentence, or the last speaker, goes on."""
        if verb.manner is Manner.INTEND:
            return None
        before, first = self._lower(at - 1), at
        if before == "as" and self._lower(at - 2) == "quoted":
            end = at - 2
            while end > 0 and self._lower(end - 1) in AUXILIARIES:
                end -= 1
            speaker, first = self._subject(end)
        elif before in _BEFORE_GERUND:
            speaker = self._going_on(at)
        elif singular(before) in WORKS:
            first = subject_start(self._tokens, at, is_tight=True)
            speaker = name_of(self._tokens[first:at], self._text)
        else:
            return None
        return self._made(first, at, verb, verb_end, speaker) if speaker else None

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
        return (name_of(self._tokens[first:end], self._text), first) if first < end else (None, end)

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
            if named and named.text[0].isupper() and named.pronoun is None:
                return named, first
            if inner and inner.kind is SourceKind.PERSON and inner.text[0].isupper():
                return inner, first
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
            stop = phrase_end(self._tokens, end)
            told = name_of(self._tokens[end:stop], self._text)
            through = told if told and told.kind is SourceKind.OUTLET else None
            end = max(end, stop)
        start = min(self._tokens[first].start, self._tokens[at].start)
        stop = self._past_time(end)
        scope = self._tokens[at].start
        if verb.manner in _SPEAKING and self._is_after_content(first, end):
            scope = 0
        return Report(start, stop, speaker, _CUES[verb.manner], scope, len(self._text), through)

    def _past_time(self, end: int) -> int:
        """The offset where "on Monday", "last year" and "that" after a verb end."""
        stop = end
        for at in range(end, min(len(self._tokens), end + _LONGEST_ADVERBIAL)):
            token = self._tokens[at]
            if token.lower == "that":
                return token.end
            if is_time(token):
                stop = at + 1
            elif not (token.lower in PREPOSITIONS or is_adverb(token)):
                break
        return self._tokens[stop - 1].end

    def _is_after_content(self, first: int, end: int) -> bool:
        """True for "C, X said." and "C1, X said, C2": the clause stands after what it reports."""
        before = self._lower(first - 1)
        if before == "as":
            return True
        if first < 2 or not (before == "," or before in QUOTE_MARKS or before in DASHES):
            return False
        rest = self._tokens[end:]
        if not rest or rest[0].text in _CLAUSE_ENDS:
            return True
        return not any(
            is_modal(token) or token.lower in AUXILIARIES or token.lower in _CONTENT_SIGNS
            for token in rest
        )


_BE = frozenset("is are was were be been being am 's 're isn't aren't wasn't weren't".split())
_MODALS = frozenset("will would may might could can should must".split())
_GOING_ON = frozenset("continue continues continued went goes go on".split())
_VIEWS = frozenset("view opinion estimate".split())
_MADE = frozenset("prepared produced compiled published issued released made".split())
_AFTER_PARTICIPLE = frozenset('in over by for during from at on to , . ) ; ” " than as'.split())
_AFTER_NOUN = frozenset("of for in on by from at about , .".split())
_AFTER_INVERSION = frozenset(
    "of in on at from for after before as who during when while last this earlier and to".split()
)
_BEFORE_GERUND = frozenset((",", ")", "and", "by", "but", *DASHES))
_APPOSITION_ENDS = frozenset('“”«»";:')
_CLAUSE_ENDS = frozenset('.,;–—”"')
_CONTENT_SIGNS = frozenset((*QUOTE_MARKS, "that", ":"))
_SPEAKING = (Manner.SAY, Manner.TELL)
_CUES = {
    Manner.SAY: "clause",
    Manner.TELL: "clause",
    Manner.SHOW: "clause",
    Manner.FORECAST: "forecaster",
    Manner.INTEND: "owner",
}
_LONGEST_MODIFIER = 4
_LONGEST_ADVERBIAL = 5
_LONGEST_APPOSITION = 30
