"""The rules engine: clauses out of words and commas, without a parse."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from forecastctl.extract.base import Clause, Form, Found, Reading, Refused, Sentence, Trigger
from forecastctl.extract.clause_condition import Condition, condition_in
from forecastctl.extract.positive import positive
from forecastctl.extract.verbs import base_of, is_verb
from forecastctl.extract.wording import (
    noun_claim,
    shortened,
    tidy,
    trimmed_predicate,
    trimmed_subject,
    will_claim,
)


class RuleEngine:
    """Finds the clause of a trigger between the marks that part clauses."""

    name = "rules"
    confidence = 0.8

    def read(self, found: Sequence[Found]) -> Iterator[Reading]:
        """One reading for each sentence."""
        for sentence, triggers in found:
            yield _Reader(sentence, triggers).reading()


class _Piece(NamedTuple):
    """A run of the sentence."""

    start: int
    end: int


class _Parts(NamedTuple):
    """What a claim is put together from; the bounds are those of the quote."""

    claim: str
    subject: str
    quote: _Piece
    is_denied: bool = False
    flags: tuple[str, ...] = ()


_LEFT = re.compile(
    r"^\s*(?i:according)\s+to\s+[^,]{1,80},\s+|[;:“\"]\s*|\s[–—-]\s"
    r"|,\s+(?:and|but|or|while|although|though|because|as|so|with|where)\s+"
    r"|\s(?:because|although|while|whereas|but|when|where)\s+"
    r"|\sthat\s+(?!(?:used|have|has|had|is|are|was|were|can|could|do|does|did|\w+ed)\b)"
    r"|\b(?:said|says|say|added|adds|believes?|thinks?|told\s+\w+|warned|stated|argued|noted)\s+"
    r"(?:(?:on|in|late|early|last|this|yesterday|today)\s+){0,2}(?:(?:\w+day|week|month|year|[A-Z]"
    r"[a-z]+)\s+(?=it\b|they\b|he\b|she\b|the\b|that\b))?(?:that\s+)?(?=\w)",
)
"""Where a clause begins; "that" before a verb is relative and begins none of ours."""
_INSERTED = re.compile(r",\s[^,;]{1,200},\s*$")
_TRAILING_BE = re.compile(
    r"(?:\s+(?:is|are|was|were|be|been|has|have|had|now|also|already|still|seems?|looks?|appears?"
    r"|remains?)|['’](?:s|re))+\s*$"
)
_RIGHT = re.compile(
    r";|[”\"]|\s[–—]\s|,\s+(?:but|while|although|though|whereas|which|who|where|because|as)\s+"
    r"|\s+(?:because|although|whereas|while)\s+|,\s+(?:and|or)\s+(?=\w+\s+\w)"
)
_REPORTING = (
    r"(?:said|says|added|adds|told|according\s+to|reported|warned|argued|predicted|forecast|revealed"
    r"|informed|noted|stated|insisted|claimed|wrote|explained|calculated|(?<!be\s)(?<!is\s)found)\b"
)
_VIEW = r"(?:say|expect|predict|believe|think|estimate|anticipate|reckon)s?\s*\.?\s*$"
_REPORT = re.compile(rf"{_REPORTING}|\b{_VIEW}")
_ATTRIBUTION = re.compile(
    rf",?[”\"]?,?\s+(?:\w+\s+){{0,6}}?{_REPORTING}[^,;]{{0,120}}$"
    rf"|,\s+(?:\w+\s+){{1,6}}{_VIEW}"
)
_PARTINGS = (
    re.compile(r",\s+(?:and|but|or|while|yet)\s+|;\s+"),
    re.compile(r",\s+|\s[–—-]\s"),
    re.compile(r"\s+(?:and|but|or|while|yet)\s+"),
)
_SHARED = re.compile(r"\s*(?:,\s*)?(?:and|but|or|yet|,)?\s*(?:also|then|so)?\s*")
_RELATIVE = re.compile(r",?\s+(?:which|who|that)\s*$")


_BELOW = re.compile(
    r"\s(?:(?:when|where|because|who|which|that|what|how|the\s+fact)\b"
    r"|and\s+(?:no\s+one|nobody|nothing)\b)"
)
"""Where a clause begins whose negations are its own."""
_TO = re.compile(r"^to\s+")
_CONNECTIVE = re.compile(r"^(?:that|of|for|on)\s+")
_CHANCE_OF = re.compile(
    r"\b(?:chances?|probability|likelihood|odds|possibility|risk)\s+(?:of|that)\s+(?P<noun>.+?)"
    r"\s+(?:at|is|are|was|to|as)\s+(?:\w+\s+)?[0-9]",
    re.IGNORECASE,
)
_GERUND = re.compile(
    r"(?P<subject>(?:(?:the|a|an)\s+)?(?:[A-Z][\w’'.-]*\s+|\w+\s+(?=\w+ing\b)){0,4}?)"
    r"(?P<verb>[a-z]+ing)\b"
)
_LED = re.compile(
    r"^\s*(?:after|based\s+on|regardless\s+of|despite|during|following|given|under|with)\s[^,]{2,150},\s+",
    re.IGNORECASE,
)
"""What leads a sentence and is no part of the noun: "After landfall, strong gusts are likely"."""
_AT_FIGURE = re.compile(r"at\s(?!least\b|most\b)(?:\w+\s){0,2}[0-9]")
_OBJECT_TO = re.compile(r"(?P<subject>(?:[\w’'%$€£.,-]+\s+){1,12}?)to\s+(?P<verb>[a-z]+)\b")


class _Reader:
    """Reads the clauses of one sentence; all places count in the sentence."""

    def __init__(self, sentence: Sentence, triggers: Sequence[Trigger]) -> None:
        self.sentence = sentence
        self.text = sentence.text
        self.triggers = triggers
        self.condition = condition_in(self.text)
        self.subject = ""

    def reading(self) -> Reading:
        clauses: list[Clause] = []
        refused: list[Refused] = []
        for at, trigger in enumerate(self.triggers):
            parts = self._parts(at)
            if parts is None:
                refused.append(Refused(trigger, "no_clause"))
            else:
                clauses.append(self._clause(trigger, parts))
        return Reading(tuple(clauses), tuple(refused))

    def _clause(self, trigger: Trigger, parts: _Parts) -> Clause:
        worded = shortened(parts.claim)
        condition = self._condition_for(trigger)
        return Clause(
            trigger=trigger,
            claim=worded.text,
            subject=parts.subject,
            start=self.sentence.start + parts.quote.start,
            end=self.sentence.start + parts.quote.end,
            condition=condition.text if condition else None,
            negated=trigger.negated ^ parts.is_denied,
            flags=(*parts.flags, *worded.flags),
        )

    def _condition_for(self, trigger: Trigger) -> Condition | None:
        """The condition, unless the trigger stands in it."""
        if self.condition is None:
            return None
        at = trigger.start - self.sentence.start
        return None if self.condition.start <= at < self.condition.end else self.condition

    def _parts(self, at: int) -> _Parts | None:
        trigger = self.triggers[at]
        start, end = self._inside(trigger.start), self._inside(trigger.end)
        if trigger.modal is not None:
            modal = self._inside(trigger.modal[0]), self._inside(trigger.modal[1])
            return self._verbal(at, _Piece(end, modal[0]), modal[1])
        if trigger.form in (Form.MODAL, Form.INFINITIVE, Form.HEADLINE):
            return self._verbal(at, self._before(at, start), end)
        if trigger.form is Form.PRESENT:
            return self._present(at, start)
        if trigger.form is Form.PREDICATE:
            return self._noun(at, self._before(at, start), end)
        if trigger.form is Form.ADVERB:
            return self._whole(at, start, end)
        return self._governed(at, start, end)

    def _inside(self, place: int) -> int:
        return place - self.sentence.start

    # Where a clause begins and ends

    def _before(self, at: int, start: int) -> _Piece:
        """What stands before a verb group back to the mark that parts it from another clause."""
        left = self._parting(self._inside(self.triggers[at - 1].end), start)[1] if at else 0
        if not _RELATIVE.search(self.text, 0, start):
            marks = [match.end() for match in _LEFT.finditer(self.text, left, start)]
            left = max((end for end in marks if end < start), default=left)
        condition = self.condition
        if condition and left <= condition.start < condition.end <= start:
            left = condition.end
        return _Piece(left, start)

    def _after(self, at: int, end: int) -> _Piece:
        """What stands after a verb up to the next clause, condition or attribution."""
        limit = len(self.text)
        if at + 1 < len(self.triggers):
            limit = self._parting(end, self._inside(self.triggers[at + 1].start))[0]
        condition = self.condition
        if condition and end <= condition.start < limit:
            limit = condition.start
        for match in _RIGHT.finditer(self.text, end, limit):
            if match.start() > end:
                limit = match.start()
                break
        if _REPORT.search(self.text, end, limit):
            attribution = _ATTRIBUTION.search(self.text, end, limit)
            if attribution and attribution.start() > end:
                limit = attribution.start()
        return _Piece(end, limit)

    def _parting(self, end: int, following: int) -> tuple[int, int]:
        """The bounds of what parts two clauses: a comma with "and", a comma, or a bare "and"."""
        for pattern in _PARTINGS:
            found = list(pattern.finditer(self.text, end, following))
            if found:
                return found[-1].span()
        return following, following

    # What the forms make of it

    def _verbal(self, at: int, subject: _Piece, verb: int) -> _Parts | None:
        after = self._after(at, verb)
        words = trimmed_predicate(self.text[after.start : after.end])
        if self.triggers[at].form is Form.INFINITIVE:
            words = _TO.sub("", words)
        elif self.triggers[at].form is Form.HEADLINE:
            words = words[:1].lower() + words[1:]
        below = _BELOW.search(words)
        own = len(words) if below is None else below.start()
        predicate = positive(words[:own])
        before = self.text[subject.start : subject.end]
        named, start, is_carried = self._subject(before, subject)
        if not predicate.text or not named.text:
            return None
        self.subject = self.subject if is_carried else named.text
        claim = will_claim(named.text, predicate.text + words[own:])
        quote = self._quote(start, after.end)
        denied = predicate.is_negated ^ named.is_negated
        return _Parts(claim, named.text, quote, denied, ("cut",) if is_carried else ())

    def _subject(self, before: str, piece: _Piece) -> tuple["_Subject", int, bool]:
        """The words before a verb, or the subject of the clause before where there are none."""
        relative = _RELATIVE.search(before)
        if relative:
            before = _antecedent(before[: relative.start()], relative[0])
        before = _TRAILING_BE.sub("", _INSERTED.sub("", before))
        own = trimmed_subject(re.sub(r"^(?:that|to)\s+", "", before.strip(" ,")))
        if _SHARED.fullmatch(before) or not own or own.lower() in ("and", "but", "or"):
            return _Subject(self.subject, is_negated=False), piece.end, True
        found = positive(own)
        offset = len(before) - len(before.lstrip(" ,"))
        at = self.text.find(found.text, piece.start, piece.end)
        start = at if at >= 0 else piece.start + offset
        return _Subject(found.text, is_negated=found.is_negated), start, False

    def _present(self, at: int, start: int) -> _Parts | None:
        match = re.compile(r"(?:(?:is|are)\s+)?(\w+)").match(self.text, start)
        if match is None:
            return None
        parts = self._verbal(at, self._before(at, start), match.end())
        verb = base_of(match[1])
        return parts and parts._replace(
            claim=parts.claim.replace(" will ", f" will {verb} ", 1)
            if verb != "be"
            else parts.claim
        )

    def _noun(self, at: int, piece: _Piece, end: int) -> _Parts | None:
        after = self._after(at, end)
        words = positive(_LED.sub("", _TRAILING_BE.sub("", self.text[piece.start : piece.end])))
        if not words.text.strip(" ,"):
            words = positive(self.subject)
        if not words.text:
            return None
        rest = trimmed_predicate(self.text[after.start : after.end])
        claim = noun_claim(f"{trimmed_subject(words.text)} {rest}".strip())
        return _Parts(claim, words.text, self._quote(piece.start, after.end), words.is_negated)

    def _governed(self, at: int, start: int, end: int) -> _Parts | None:
        """What an expectation or a chance is of: an infinitive with its subject, or a noun."""
        after = self._after(at, end)
        words = _CONNECTIVE.sub("", self.text[after.start : after.end].strip(" .,"))
        quote = self._quote(start, after.end)
        if within := _CHANCE_OF.search(self.text, start, end):
            words = within["noun"]
        elif (infinitive := _OBJECT_TO.match(words)) and is_verb(infinitive["verb"]):
            return self._infinitive(words, infinitive, quote)
        elif gerund := _GERUND.match(words):
            if claim := self._gerund(at, start, gerund, words):
                return claim._replace(quote=quote)
        elif _AT_FIGURE.match(words):
            return self._of_subject(at, start, f"be {words}")
        elif _TO.match(words):
            return self._of_subject(at, start, _TO.sub("", words))
        elif words.startswith("for "):
            return None
        if not words:
            piece = self._before(at, start)
            words = self.text[piece.start : piece.end].strip(" ,.")
            quote = self._quote(piece.start, after.end)
        if not words:
            return None
        noun = positive(words)
        return _Parts(noun_claim(noun.text), noun.text, quote, noun.is_negated)

    def _of_subject(self, at: int, start: int, words: str) -> _Parts | None:
        """ "Growth is projected at 4 percent", "they expect to win": said of the subject before."""
        piece = self._before(at, start)
        named, first, _ = self._subject(self.text[piece.start : piece.end], piece)
        predicate = positive(words)
        claim = will_claim(named.text, predicate.text)
        quote = self._quote(first, self._after(at, start).end)
        denied = named.is_negated ^ predicate.is_negated
        return _Parts(claim, named.text, quote, denied) if named.text else None

    def _gerund(self, at: int, start: int, match: re.Match[str], words: str) -> _Parts | None:
        """ "A chance of falling", said of the subject before; "a chance of Labour winning"."""
        verb = base_of(match["verb"])
        if not is_verb(verb):
            return None
        subject = match["subject"].strip()
        if not subject:
            piece = self._before(at, start)
            subject = _TRAILING_BE.sub("", self.text[piece.start : piece.end]).strip(" ,")
        if not subject:
            return None
        named = positive(subject)
        claim = will_claim(named.text, f"{verb} {words[match.end() :].strip()}")
        return _Parts(claim, named.text, _Piece(start, start), named.is_negated)

    def _infinitive(self, words: str, match: re.Match[str], quote: _Piece) -> _Parts:
        named = positive(match["subject"])
        predicate = positive(words[match.start("verb") :])
        claim = will_claim(named.text, predicate.text)
        return _Parts(claim, named.text, quote, named.is_negated ^ predicate.is_negated)

    def _whole(self, at: int, start: int, end: int) -> _Parts | None:
        """The clause around an adverb, as it stands without it."""
        before, after = self._before(at, start), self._after(at, end)
        words = self.text[before.start : before.end] + self.text[after.start : after.end]
        found = positive(words)
        claim = tidy(found.text)
        if not claim:
            return None
        quote = self._quote(before.start, after.end)
        return _Parts(claim, claim, quote, found.is_negated, ("unsplit",))

    def _quote(self, start: int, end: int) -> _Piece:
        """The bounds without white space and marks at either end."""
        while start < end and self.text[start] in ' \t,;:–—“"':
            start += 1
        while end > start and self.text[end - 1] in ' \t,;:–—”".':
            end -= 1
        return _Piece(start, end)


class _Subject(NamedTuple):
    text: str
    is_negated: bool


_NOUN_PHRASE = re.compile(r"\b(?:the|an?|its|his|her|their|our|this|that)\s[^,;]*$", re.IGNORECASE)
_LAST_NOUN = re.compile(r",\s|\b(?:of|for|to|in|with)\s(?=\w+$)")


def _antecedent(before: str, relative: str) -> str:
    """The noun that ", which" takes up is the farthest of its phrase, that of "who" the nearest."""
    if "which" in relative and (phrase := _NOUN_PHRASE.search(before)):
        return phrase[0]
    return _LAST_NOUN.split(before)[-1]
