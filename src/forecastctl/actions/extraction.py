"""Storing what was found in articles: pending candidates, and those accepted by a rule."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from forecastctl.actions.acceptance import Accepted, Acceptor
from forecastctl.actions.naming import SourceNames
from forecastctl.actions.proposal import (
    AssumedDue,
    Proposal,
    assumed_day,
    byline_of,
    lacks,
    with_due,
)
from forecastctl.actions.rule import blank_to_none
from forecastctl.errors import ConflictError, UsageError
from forecastctl.extract.base import ArticleText, Extraction, Meta
from forecastctl.extract.sentences import sentences_of
from forecastctl.frozen import frozen
from forecastctl.model import (
    Article,
    Candidate,
    CandidateState,
    Evidence,
    Precision,
    Said,
    Source,
    SourceKind,
)
from forecastctl.store.base import Reader, Transaction

UNSURE = "less sure than asked for"
REFUSED = "at odds with the ledger"
"""Why a rule leaves a candidate to a person, where it lacks nothing."""

SHELF = 256
"""Characters; quotes are about as long."""

Span = tuple[int, int]


@frozen
class AcceptRule:
    """Which candidates are accepted at once: those at least so sure that lack nothing.

    `assume` gives a due day to those without one.
    """

    confidence: float
    assume: AssumedDue | None = None


class Stored(NamedTuple):
    """What became of one extraction. `candidates` are those that nobody had reviewed before.

    `waiting` counts, by reason, those that a rule left pending.
    """

    article: Article
    candidates: tuple[Candidate, ...]
    already_reviewed: int
    accepted: tuple[Accepted, ...] = ()
    waiting: Mapping[str, int] = {}
    new_sources: tuple[Source, ...] = ()


def metas_on_record(ledger: Reader) -> dict[str, Meta]:
    """What is on record of each article, by its id: reading it again need not say it again."""
    names = {source.id: source.name for source in ledger.sources()}
    return {
        article.id: Meta(
            title=article.title,
            author=names.get(article.authors[0]) if article.authors else None,
            outlet=names.get(article.publisher) if article.publisher else None,
            url=article.url,
            published=article.published,
            precision=article.precision,
            published_from=None if article.published is None else "ledger",
        )
        for article in ledger.articles()
    }


def store_extractions(
    ledger: Transaction,
    extractions: Iterable[Extraction],
    *,
    today: date,
    rule: AcceptRule | None = None,
) -> list[Stored]:
    """Store articles with their candidates, and accept what the rule lets pass.

    A candidate that overlaps a stored one of the same article is the same prediction: it is left
    out where that was reviewed, and takes its place where that is pending. What is there already
    is not written again.
    """
    acceptor = Acceptor(ledger, today=today)
    done = []
    for extraction in extractions:
        article, new_sources = _put_article(ledger, acceptor.names, extraction.article, today)
        candidates, already_reviewed = _put_candidates(ledger, extraction, article.id)
        stored = Stored(article, candidates, already_reviewed, new_sources=new_sources)
        done.append(_accept(ledger, acceptor, stored, rule) if rule else stored)
    return done


def _put_article(
    ledger: Transaction, names: SourceNames, text: ArticleText, today: date
) -> tuple[Article, tuple[Source, ...]]:
    """Store the article; what is said of it now wins over what was said before."""
    meta = text.meta
    author = _named(names, meta.author, SourceKind.PERSON)
    outlet = _named(names, meta.outlet, SourceKind.OUTLET)
    new_sources = names.add(source for source in (author, outlet) if source)
    known = ledger.article(text.id) or Article(id=text.id, retrieved=today)
    has_day = meta.published is not None
    article = replace(
        known,
        title=blank_to_none(meta.title) or known.title,
        url=blank_to_none(meta.url) or known.url,
        publisher=outlet.id if outlet else known.publisher,
        authors=(author.id,) if author else known.authors,
        published=meta.published if has_day else known.published,
        precision=meta.precision if has_day else known.precision,
        sha256=text.sha256,
        words=len(text.text.split()),
    )
    ledger.put(article)
    return article, new_sources


def _named(names: SourceNames, name: str | None, kind: SourceKind) -> Source | None:
    """The source of this name; pages that call their author `author` name nobody."""
    try:
        return names.named(name, kind) if name else None
    except UsageError:
        return None


def _put_candidates(
    ledger: Transaction, extraction: Extraction, article: str
) -> tuple[tuple[Candidate, ...], int]:
    """Store the new candidates as pending; returns them, and how many were reviewed before."""
    known = list(ledger.candidates(article=article))
    reviewed = _Predictions(one for one in known if one.state is not CandidateState.PENDING)
    new = [one for one in extraction.candidates if one not in reviewed]
    replacing, kept = _Predictions(new), {one.id for one in new}
    for old in known:
        is_pending = old.state is CandidateState.PENDING
        if is_pending and old.id not in kept and old in replacing:
            ledger.delete("candidates", old.id)
    contexts = _Contexts(extraction.article)
    stored = tuple(
        replace(one, article=article, context=contexts.around(one.evidence)) for one in new
    )
    for one in stored:
        ledger.put(one)
    return stored, len(extraction.candidates) - len(new)


class _Predictions:
    """Candidates by what they quote. One is in it that has the id of one of them, or the same
    direction and half of the shorter quote in common with it.
    """

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._ids: set[str] = set()
        self._spans: dict[tuple[Said, int], list[Span]] = {}
        for candidate in candidates:
            self._ids.add(candidate.id)
            for span, shelf in _shelved(candidate):
                self._spans.setdefault((candidate.said, shelf), []).append(span)

    def __contains__(self, candidate: Candidate) -> bool:
        return candidate.id in self._ids or any(
            _overlap(span, other)
            for span, shelf in _shelved(candidate)
            for other in self._spans.get((candidate.said, shelf), ())
        )


def _shelved(candidate: Candidate) -> Iterator[tuple[Span, int]]:
    """Each quote with the pieces of the text that it touches: only there can it meet others."""
    for piece in candidate.evidence:
        if piece.start is not None and piece.end is not None:
            for shelf in range(piece.start // SHELF, (piece.end - 1) // SHELF + 1):
                yield (piece.start, piece.end), shelf


def _overlap(a: Span, b: Span) -> bool:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return 2 * shared >= min(a[1] - a[0], b[1] - b[0])


class _Contexts:
    """The sentences around quotes, within their block."""

    def __init__(self, article: ArticleText) -> None:
        self._text = article.text
        self._sentences = sentences_of(article, keep_furniture=True)
        self._starts = [sentence.start for sentence in self._sentences]

    def around(self, evidence: Sequence[Evidence]) -> str | None:
        """The sentences that the first quote touches, with the ones before and behind."""
        start, end = (evidence[0].start, evidence[0].end) if evidence else (None, None)
        if start is None or end is None or not self._sentences:
            return None
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = max(bisect_left(self._starts, end) - 1, first)
        block = self._sentences[first].block
        around = self._sentences[max(first - 1, 0) : last + 2]
        inside = [one for one in around if one.block == block]
        return self._text[min(inside[0].start, start) : max(inside[-1].end, end)]


def _accept(ledger: Transaction, acceptor: Acceptor, stored: Stored, rule: AcceptRule) -> Stored:
    byline = byline_of(ledger, stored.article)
    accepted: dict[str, Accepted] = {}
    waiting: Counter[str] = Counter()
    for candidate in stored.candidates:
        proposal = _proposal(candidate, stored.article, rule)
        missing = lacks(proposal, byline)
        if candidate.confidence < rule.confidence:
            waiting[UNSURE] += 1
        elif missing:
            waiting[missing[0]] += 1
        else:
            try:
                accepted[candidate.id] = acceptor.accept(proposal)
            except (ConflictError, UsageError):
                waiting[REFUSED] += 1
    made = [source for done in accepted.values() for source in done.new_sources]
    return stored._replace(
        candidates=tuple(
            accepted[one.id].candidate if one.id in accepted else one for one in stored.candidates
        ),
        accepted=tuple(accepted.values()),
        waiting=dict(waiting),
        new_sources=(*stored.new_sources, *made),
    )


def _proposal(candidate: Candidate, article: Article, rule: AcceptRule) -> Proposal:
    proposal = Proposal(candidate=candidate)
    is_known = candidate.made is not None or article.precision is Precision.DAY
    if candidate.due is None and rule.assume is not None and is_known:
        return with_due(proposal, assumed_day(rule.assume, candidate, article), is_assumed=True)
    return proposal
