"""Making entries of candidates: one set of rules for the queue, for ids, tables and `extract`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from forecastctl.actions.lookup import short_id
from forecastctl.actions.naming import NO_SOURCE, SourceNames
from forecastctl.actions.proposal import Lack, Proposal, byline_of, lacks, speaker_of
from forecastctl.actions.record import UNRECORDED, same_question, what_was_said
from forecastctl.actions.rule import (
    blank_to_none,
    question_key,
    refuse_after_outcome,
    tidy_claim,
    tidy_event,
)
from forecastctl.errors import ConflictError, NotFoundError, UsageError
from forecastctl.model import (
    Candidate,
    CandidateState,
    Forecast,
    Method,
    Question,
    Source,
    SourceKind,
)
from forecastctl.store.base import Reader, Transaction
from forecastctl.text import normal, visible

FEW_SEARCHES = 8
"""So many questions are searched for one by one; for more of them all are read."""


class Accepted(NamedTuple):
    """A candidate and the entry that was made of it.

    `similar` are unresolved questions like a new one, as long as few candidates are accepted.
    """

    candidate: Candidate
    forecast: Forecast
    question: Question
    question_is_new: bool
    new_sources: tuple[Source, ...]
    similar: tuple[Question, ...] = ()


class Acceptor:
    """Accepts candidates within one transaction; what it has looked up once it remembers."""

    def __init__(self, ledger: Transaction, *, today: date) -> None:
        self._ledger = ledger
        self._today = today
        self.names = SourceNames(ledger)
        self._questions = _KnownQuestions(ledger)

    def accept(self, proposal: Proposal) -> Accepted:
        """Enter what is proposed, and mark its candidate.

        Raises UsageError where something is missing or impossible, ConflictError where the ledger
        says otherwise: it was answered already, said already, or resolved before it was made.
        Then nothing was put into the transaction.
        """
        found = waiting_candidate(self._ledger, proposal.candidate.id)
        cast = self._cast(proposal, found)
        question, is_new, similar = self._question(proposal)
        forecast = self._forecast(proposal, question, cast)
        self._check(question, forecast, is_new=is_new)
        question = replace(question, id=self._ledger.new_id()) if is_new else question
        forecast = replace(forecast, id=self._ledger.new_id(), question=question.id)
        accepted = replace(found, state=CandidateState.ACCEPTED, forecast=forecast.id)
        new_sources = self.names.add(cast)
        for record in (question, forecast, accepted):
            self._ledger.put(record)
        if is_new:
            self._questions.add(question)
        return Accepted(accepted, forecast, question, is_new, new_sources, similar)

    def _cast(self, proposal: Proposal, found: Candidate) -> list[Source]:
        """The speaker, then those who passed the words on, each once."""
        byline = byline_of(self._ledger, self._ledger.article(found.article))
        speaker = speaker_of(proposal.candidate, byline)
        missing = lacks(proposal, byline)
        if missing or speaker is None:
            shown = short_id(self._ledger, found.id)
            raise UsageError(f"{shown} {what_to_do(missing[0], proposal.candidate)}")
        cast = [self.names.named(*speaker)]
        for name in proposal.candidate.via:
            if normal(name) not in NO_SOURCE:
                cast.append(self.names.named(name, SourceKind.UNKNOWN))
        return list({source.id: source for source in cast}.values())

    def _question(self, proposal: Proposal) -> tuple[Question, bool, tuple[Question, ...]]:
        """The question to join, or a new one with those like it; and whether it is new."""
        event = tidy_event(proposal.event)
        if proposal.question is not None:
            known = self._ledger.question(proposal.question)
            if known is None:
                raise NotFoundError(f"there is no question {visible(proposal.question)}")
            return self._with_event(known, event), False, ()
        asked = replace(question_asked(proposal), event=event)
        known, similar = self._questions.like(asked)
        if known is not None:
            return self._with_event(known, event), False, ()
        return asked, True, similar

    def _with_event(self, known: Question, event: str | None) -> Question:
        if event is not None and known.event not in (None, event):
            shown = short_id(self._ledger, known.id)
            raise ConflictError(
                f"{shown} asks this already, with another event ({visible(str(known.event))})"
            )
        return replace(known, event=known.event or event)

    def _forecast(self, proposal: Proposal, question: Question, cast: Sequence[Source]) -> Forecast:
        candidate = proposal.candidate
        assert candidate.made is not None
        article = self._ledger.article(candidate.article)
        is_a_range = not candidate.low == candidate.probability == candidate.high
        return Forecast(
            id=UNRECORDED,
            question=question.id,
            source=cast[0].id,
            made=candidate.made,
            via=tuple(source.id for source in cast[1:]),
            probability=candidate.probability,
            low=candidate.low if is_a_range else None,
            high=candidate.high if is_a_range else None,
            wording=candidate.hedge or None,
            method=_method(candidate),
            said=candidate.said,
            claim_kind=candidate.claim_kind,
            evidence=tuple(replace(one, article=candidate.article) for one in candidate.evidence),
            url=article.url if article else None,
            note=_note(proposal),
        )

    def _check(self, question: Question, forecast: Forecast, *, is_new: bool) -> None:
        if forecast.made > self._today:
            raise UsageError(
                f"made {forecast.made} lies after today ({self._today}); correct the day on which "
                "it was made or published"
            )
        if is_new:
            return
        if question.due is not None and forecast.made > question.due:
            raise UsageError(
                f"made {forecast.made} lies after {question.due}, the due day of the question that "
                "it would join; choose another one"
            )
        refuse_after_outcome(self._ledger, question, forecast.made)
        for known in self._ledger.forecasts_on(question.id):
            if what_was_said(known) == what_was_said(forecast):
                shown = short_id(self._ledger, known.id)
                raise ConflictError(
                    f"{shown} says the same, made on the same day; "
                    "reject this one, or correct what was read"
                )


class _KnownQuestions:
    """The questions of a ledger: a few are searched for, then all are at hand."""

    def __init__(self, ledger: Transaction) -> None:
        self._ledger = ledger
        self._searches = 0
        self._asking: dict[tuple[str, str, date | None], list[Question]] = {}

    def like(self, asked: Question) -> tuple[Question | None, tuple[Question, ...]]:
        """The question that asks the same, or None; and after few searches the similar ones."""
        self._searches += 1
        if self._searches <= FEW_SEARCHES:
            alike = self._ledger.similar(asked.text)
            unresolved = tuple(one for one in alike if self._ledger.resolution(one.id) is None)
            return same_question(self._ledger, alike, asked), unresolved
        if self._searches == FEW_SEARCHES + 1:
            for known in self._ledger.questions():
                self.add(known)
        alike = self._asking.get(question_key(asked), ())
        return same_question(self._ledger, alike, asked), ()

    def add(self, question: Question) -> None:
        """Keep a question that is new in the ledger."""
        if question not in (alike := self._asking.setdefault(question_key(question), [])):
            alike.append(question)


def waiting_candidate(reader: Reader, id: str) -> Candidate:
    """The pending candidate with this whole id. Raises ConflictError where it was answered."""
    candidate = reader.candidate(id)
    if candidate is None:
        raise NotFoundError(f"no candidate has the id {visible(id)}; forecastctl review --list")
    if candidate.state is not CandidateState.PENDING:
        shown = short_id(reader, id)
        as_what = f" as {short_id(reader, candidate.forecast)}" if candidate.forecast else ""
        raise ConflictError(
            f"{shown} was {candidate.state}{as_what} already; see forecastctl log {shown}"
        )
    return candidate


def question_asked(proposal: Proposal) -> Question:
    """The question that a candidate would make, if there were none to join."""
    candidate = proposal.candidate
    return Question(
        id=UNRECORDED,
        text=tidy_claim(candidate.claim),
        condition=blank_to_none(candidate.condition),
        opened=candidate.made,
        due=candidate.due,
        due_assumed=proposal.due_assumed,
    )


def reject_candidate(ledger: Transaction, id: str) -> Candidate:
    """Mark a pending candidate as rejected."""
    rejected = replace(waiting_candidate(ledger, id), state=CandidateState.REJECTED)
    ledger.put(rejected)
    return rejected


def what_to_do(lack: Lack, candidate: Candidate) -> str:
    """What a candidate lacks and how that is put right, to stand behind its id."""
    sentence = _LACKING[lack]
    return sentence.format(due=candidate.due, source=visible(candidate.source))


_LACKING: Final = {
    Lack.SOURCE: "has no source ('{source}'): who wrote this? extract again with --author or "
    "--outlet, or fill the source column of review --export",
    Lack.MADE: "has no day on which it was made; extract again with --published or --meta, or fill "
    "the made column of review --export",
    Lack.DUE: "has no due day; answer in forecastctl review, or fill the due column of "
    "review --export",
    Lack.PASSED: "was due ({due}) before it was published; correct the day in forecastctl review, "
    "or in the due column of review --export",
    Lack.PROBABILITY: "has no probability; give one in forecastctl review, or fill the probability "
    "column of review --export",
}


def _method(candidate: Candidate) -> Method:
    """Words that nobody can show are somebody else's reading of them."""
    has_words = bool(candidate.hedge or candidate.evidence)
    return candidate.method if has_words or candidate.method is not Method.WORDED else Method.JUDGED


def _note(proposal: Proposal) -> str | None:
    candidate = proposal.candidate
    made_by = f"extracted by {candidate.engine}" if candidate.engine else ""
    if made_by and candidate.lexicon:
        made_by += f", lexicon {candidate.lexicon}"
    return "; ".join(filter(None, (blank_to_none(proposal.note), made_by))) or None
