"""What waits for review, in which order, and answering by id."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from forecastctl.actions.acceptance import Accepted, Acceptor, question_asked, reject_candidate
from forecastctl.actions.article import find_article
from forecastctl.actions.lookup import find_id, match_source, names_of, short_id
from forecastctl.actions.naming import DidYouMean, did_you_mean
from forecastctl.actions.proposal import (
    Byline,
    Proposal,
    Speaker,
    byline_of,
    speaker_of,
)
from forecastctl.actions.record import same_question
from forecastctl.errors import ForecastctlError, NotFoundError, UsageError
from forecastctl.model import (
    Article,
    Candidate,
    CandidateState,
    ClaimKind,
    Method,
    Question,
)
from forecastctl.store.base import Reader, Transaction
from forecastctl.text import normal, visible


class ReviewFilter(NamedTuple):
    """Which candidates are wanted; an empty field lets everything pass.

    `article` is an id as typed, `source` a name as the article has it or as it would be entered.
    """

    article: str | None = None
    source: str | None = None
    kind: ClaimKind | None = None


class Waiting(NamedTuple):
    """A pending candidate with its article and the name that it would be entered under."""

    candidate: Candidate
    article: Article | None
    byline: Byline
    speaker: Speaker | None

    @property
    def who(self) -> str:
        """The speaker as people are shown him: as found, where nobody can be named."""
        return self.speaker.name if self.speaker else self.candidate.source


class Answered(NamedTuple):
    """What became of candidates that were named; `unchanged` had that answer already."""

    accepted: tuple[Accepted, ...]
    rejected: tuple[Candidate, ...]
    unchanged: tuple[Candidate, ...]


class Similar(NamedTuple):
    """A question like a claim, and how many forecasts are on it; `is_same`: it would be joined."""

    question: Question
    forecasts: int
    is_same: bool


def waiting_for_review(reader: Reader, wanted: ReviewFilter) -> list[Waiting]:
    """What waits: with a day first, then stated, then by confidence, article and place.

    Raises NotFoundError for an article that is not there, and for a source that nobody knows.
    """
    article = find_article(reader, wanted.article).id if wanted.article else None
    pending = reader.candidates(CandidateState.PENDING, article)
    waiting = only_wanted(reader, pending, wanted)
    if not waiting and wanted.source and match_source(reader, wanted.source) is None:
        raise NotFoundError(
            f"nothing that waits is by '{visible(wanted.source)}'; forecastctl review --list"
        )
    return sorted(waiting, key=_order)


def with_article(reader: Reader, candidates: Iterable[Candidate]) -> Iterator[Waiting]:
    """Candidates with what belongs to them, in whatever state they are."""
    article_of = cache(reader.article)
    byline = cache(lambda id: byline_of(reader, article_of(id)))
    for candidate in candidates:
        written_by = byline(candidate.article)
        speaker = speaker_of(candidate, written_by)
        yield Waiting(candidate, article_of(candidate.article), written_by, speaker)


def only_wanted(
    reader: Reader, candidates: Iterable[Candidate], wanted: ReviewFilter
) -> list[Waiting]:
    """Those of these candidates that the filter picks, with what belongs to them."""
    article = find_article(reader, wanted.article).id if wanted.article else None
    known = match_source(reader, wanted.source) if wanted.source else None
    names = {normal(wanted.source or ""), *(names_of(known) if known else ())}
    return [
        one
        for one in with_article(reader, candidates)
        if (article is None or one.candidate.article == article)
        and (wanted.kind is None or one.candidate.claim_kind is wanted.kind)
        and (wanted.source is None or names & {normal(one.candidate.source), normal(one.who)})
    ]


def _order(waiting: Waiting) -> tuple[bool, bool, float, str, int, str]:
    candidate = waiting.candidate
    start = candidate.evidence[0].start if candidate.evidence else None
    return (
        candidate.due is None,
        candidate.method is not Method.STATED,
        -candidate.confidence,
        candidate.article,
        start or 0,
        candidate.id,
    )


def find_candidate(reader: Reader, typed: str) -> Candidate:
    """The candidate whose id begins so. Raises NotFoundError."""
    match = find_id(reader, typed, noun="candidate", listed_by="review --list")
    candidate = reader.candidate(match.id) if match.table == "candidates" else None
    if candidate is None:
        raise NotFoundError(
            f"{visible(typed)} is no candidate; forecastctl review --list shows them"
        )
    return candidate


def answer_by_id(
    ledger: Transaction,
    *,
    accept: Sequence[str],
    reject: Sequence[str],
    wanted: ReviewFilter,
    today: date,
) -> Answered:
    """Accept and reject what was named, all or none. The same answer again changes nothing.

    Raises UsageError naming the first candidate that lacks something, or is outside the filter.
    """
    to_accept, to_reject = (
        list({one.id: one for one in (find_candidate(ledger, typed) for typed in named)}.values())
        for named in (accept, reject)
    )
    _refuse_outside(ledger, wanted, [*to_accept, *to_reject])
    _refuse_both(ledger, to_accept, to_reject)
    unchanged = [one for one in to_accept if one.state is CandidateState.ACCEPTED]
    unchanged += [one for one in to_reject if one.state is CandidateState.REJECTED]
    acceptor = Acceptor(ledger, today=today)
    return Answered(
        accepted=tuple(_accept(ledger, acceptor, one) for one in to_accept if one not in unchanged),
        rejected=tuple(
            reject_candidate(ledger, one.id) for one in to_reject if one not in unchanged
        ),
        unchanged=tuple(unchanged),
    )


def _accept(ledger: Transaction, acceptor: Acceptor, candidate: Candidate) -> Accepted:
    """Accept it as it was found; what is refused is told with its id."""
    try:
        return acceptor.accept(Proposal(candidate=candidate))
    except ForecastctlError as error:
        shown = short_id(ledger, candidate.id)
        if not str(error).startswith(f"{shown} "):
            error.args = (f"{shown}: {error}",)
        raise


def reject_all(ledger: Transaction, ids: Iterable[str]) -> tuple[Candidate, ...]:
    """Reject those of these candidates that still wait."""
    found = filter(None, map(ledger.candidate, ids))
    pending = [one.id for one in found if one.state is CandidateState.PENDING]
    return tuple(reject_candidate(ledger, id) for id in pending)


def similar_questions(reader: Reader, proposal: Proposal) -> list[Similar]:
    """Unresolved questions that ask the same or nearly so, and what the claim would join."""
    asked = question_asked(proposal)
    alike = reader.similar(asked.text)
    same = same_question(reader, alike, asked)
    return [
        Similar(known, len(reader.forecasts_on(known.id)), known == same)
        for known in alike
        if known == same or reader.resolution(known.id) is None
    ]


def doubtful_names(reader: Reader, speaker: Speaker | None) -> tuple[DidYouMean, ...]:
    """The known source that a new name may be a mistyping of, as one to ask about."""
    if speaker is None or match_source(reader, speaker.name) is not None:
        return ()
    return did_you_mean(reader, [speaker.name])


def _refuse_both(
    ledger: Transaction, to_accept: Sequence[Candidate], to_reject: Sequence[Candidate]
) -> None:
    both = [one for one in to_accept if one in to_reject]
    if both:
        shown = short_id(ledger, both[0].id)
        raise UsageError(f"{shown} cannot be both accepted and rejected; name it once")


def _refuse_outside(
    ledger: Transaction, wanted: ReviewFilter, candidates: Sequence[Candidate]
) -> None:
    inside = {one.candidate.id for one in only_wanted(ledger, candidates, wanted)}
    for candidate in candidates:
        if candidate.id not in inside:
            shown = short_id(ledger, candidate.id)
            raise UsageError(
                f"{shown} is none of those that --article, --source and --kind pick; "
                "leave these out to name any candidate"
            )
