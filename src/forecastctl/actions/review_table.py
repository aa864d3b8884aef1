"""Review in a spreadsheet: the table that goes out, and the decisions that come back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from forecastctl.actions.acceptance import Accepted, Acceptor, reject_candidate
from forecastctl.actions.lookup import question_of
from forecastctl.actions.proposal import (
    AssumedDue,
    Lack,
    Proposal,
    assumed_day,
    byline_of,
    lacks,
    with_due,
    with_probability,
    with_source,
)
from forecastctl.actions.review import ReviewFilter, only_wanted
from forecastctl.actions.review import Waiting as WaitingCandidate
from forecastctl.errors import ConflictError, ForecastctlError, Problem
from forecastctl.formats.review_csv import UNDATED, Decision, ReviewRow, Waiting, Wanted
from forecastctl.model import Candidate, CandidateState
from forecastctl.store.base import Transaction

if TYPE_CHECKING:
    from forecastctl.words import Lexicon


class Applied(NamedTuple):
    """What a table came to. With any problem the transaction is to be given up.

    `is_conflict` is true where every problem is a decision that somebody else took otherwise.
    """

    accepted: tuple[Accepted, ...]
    rejected: tuple[Candidate, ...]
    unchanged: int
    problems: tuple[Problem, ...] = ()
    is_conflict: bool = False


def table_rows(waiting: Iterable[WaitingCandidate]) -> list[Waiting]:
    """What the table shows of candidates."""
    return [
        Waiting(
            candidate,
            article,
            byline.author.name if byline.author else None,
            byline.outlet.name if byline.outlet else None,
        )
        for candidate, article, byline, _ in waiting
    ]


def apply_rows(
    ledger: Transaction,
    rows: Sequence[ReviewRow],
    *,
    wanted: ReviewFilter,
    today: date,
    lexicon: "Callable[[], Lexicon]",
) -> Applied:
    """Do what the rows decide, and gather what is wrong with them.

    Rows on candidates that the filter does not pick are passed over.
    """
    if wanted != ReviewFilter():
        known = [one for one in (ledger.candidate(row.id) for row in rows) if one]
        outside = {one.id for one in known}
        outside -= {one.candidate.id for one in only_wanted(ledger, known, wanted)}
        rows = [row for row in rows if row.id not in outside]
    return _Table(ledger, today, lexicon).apply(rows)


class _Table:
    """Takes row after row; a row with a problem is passed over, so that all are told at once."""

    def __init__(self, ledger: Transaction, today: date, lexicon: "Callable[[], Lexicon]") -> None:
        self._ledger = ledger
        self._lexicon = lexicon
        self._acceptor = Acceptor(ledger, today=today)
        self._accepted: list[Accepted] = []
        self._rejected: list[Candidate] = []
        self._problems: list[Problem] = []
        self._n_conflicts = 0
        self._n_unchanged = 0

    def apply(self, rows: Iterable[ReviewRow]) -> Applied:
        """Take all rows."""
        for row in rows:
            try:
                self._take(row)
            except _CellError as error:
                self._problems.append(Problem(row.where, error.field, str(error)))
            except ForecastctlError as error:
                self._n_conflicts += isinstance(error, ConflictError)
                self._problems.append(Problem(row.where, None, str(error)))
        return Applied(
            accepted=tuple(self._accepted),
            rejected=tuple(self._rejected),
            unchanged=self._n_unchanged,
            problems=tuple(self._problems),
            is_conflict=bool(self._problems) and self._n_conflicts == len(self._problems),
        )

    def _take(self, row: ReviewRow) -> None:
        candidate = self._ledger.candidate(row.id)
        if candidate is None:
            raise _CellError("id", "no candidate has this id")
        if row.decision is Decision.NONE:
            return
        if candidate.state is _STATE[row.decision]:
            self._n_unchanged += 1
        elif row.wanted is None:
            self._rejected.append(reject_candidate(self._ledger, candidate.id))
        else:
            proposal = self._proposal(candidate, row.wanted)
            self._refuse_lacks(proposal)
            self._accepted.append(self._acceptor.accept(proposal))

    def _proposal(self, found: Candidate, wanted: Wanted) -> Proposal:
        """What the row says; a cell that was left as it was changes nothing."""
        candidate = replace(
            found,
            via=wanted.via,
            made=wanted.made,
            claim=wanted.claim,
            condition=wanted.condition,
            claim_kind=wanted.kind,
        )
        proposal = Proposal(candidate=candidate, event=wanted.event, note=wanted.note)
        if wanted.source.strip() != found.source.strip():
            proposal = with_source(proposal, wanted.source)
        proposal = self._with_probability(proposal, wanted)
        return self._with_question(self._with_due(proposal, wanted.due), wanted.question)

    def _with_probability(self, proposal: Proposal, wanted: Wanted) -> Proposal:
        found = proposal.candidate
        if not wanted.probability:
            changed = replace(found, probability=None, low=None, high=None)
            proposal = replace(proposal, candidate=changed)
        elif _number(wanted.probability) != found.probability:
            try:
                proposal, _ = with_probability(proposal, wanted.probability, self._lexicon)
            except ValueError as error:
                raise _CellError("probability", str(error)) from None
        return replace(proposal, candidate=replace(proposal.candidate, said=wanted.said))

    def _with_due(self, proposal: Proposal, due: date | str | None) -> Proposal:
        if due is None:
            return replace(proposal, candidate=replace(proposal.candidate, due=None))
        if due == UNDATED:
            return with_due(proposal, None)
        if isinstance(due, date):
            return proposal if due == proposal.candidate.due else with_due(proposal, due)
        article = self._ledger.article(proposal.candidate.article)
        try:
            day = assumed_day(AssumedDue(due), proposal.candidate, article)
        except ValueError as error:
            raise _CellError("due", str(error)) from None
        return with_due(proposal, day, is_assumed=True)

    def _with_question(self, proposal: Proposal, typed: str | None) -> Proposal:
        if typed is None:
            return proposal
        try:
            return replace(proposal, question=question_of(self._ledger, typed).id)
        except ForecastctlError as error:
            raise _CellError("question", str(error)) from None

    def _refuse_lacks(self, proposal: Proposal) -> None:
        candidate = proposal.candidate
        byline = byline_of(self._ledger, self._ledger.article(candidate.article))
        for lack in lacks(proposal, byline):
            field, message = _LACKING[lack]
            raise _CellError(field, message.format(source=candidate.source, due=candidate.due))


class _CellError(Exception):
    """What is wrong with one cell."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


_STATE = {
    Decision.ACCEPT: CandidateState.ACCEPTED,
    Decision.REJECT: CandidateState.REJECTED,
}
_LACKING = {
    Lack.SOURCE: ("source", "'{source}' is no name, and no outlet or author is known; write one"),
    Lack.MADE: ("made", "is empty; give the day on which it was made"),
    Lack.PROBABILITY: ("probability", "is empty; give a probability"),
    Lack.DUE: ("due", "is empty; give a day, none, eoy or +1y"),
    Lack.PASSED: ("due", "{due} lies before the day on which it was made; give the day meant"),
}
