"""Candidates and articles as tables and as objects of JSON."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, TypedDict

from forecastctl.model import Article, Candidate, CandidateState, Method
from forecastctl.probability import format_probability, format_range
from forecastctl.render.columns import Align, Column, Table
from forecastctl.render.number import MISSING, format_count


class CandidateRow(NamedTuple):
    """A candidate, and the name that it would be entered under."""

    candidate: Candidate
    who: str


class ArticleRow(NamedTuple):
    """An article with the names of who wrote and who published it, and its candidates by state."""

    article: Article
    author: str | None
    outlet: str | None
    candidates: Mapping[CandidateState, int]


class ShareObject(TypedDict):
    """A probability with its range; without one all three are the same."""

    low: float | None
    typical: float | None
    high: float | None


class SpanObject(TypedDict):
    """Words of the text, and where they stand."""

    start: int | None
    end: int | None
    quote: str | None


class CandidateObject(TypedDict):
    """A candidate in `candidates/1`."""

    id: str
    article_id: str
    claim: str
    polarity: str
    source: str
    source_kind: str
    via: list[str]
    hedge: str
    probability: ShareObject
    method: str
    made: str | None
    due: str | None
    due_start: str | None
    due_phrase: str | None
    due_flags: list[str]
    condition: str | None
    kind: str
    evidence: list[SpanObject]
    text_sha256: str | None
    flags: list[str]
    engine: str
    lexicon: str
    confidence: float
    state: str
    forecast: str | None


class ArticleObject(TypedDict):
    """An article in `candidates/1` and `articles/1`."""

    id: str
    title: str | None
    url: str | None
    author: str | None
    outlet: str | None
    published: str | None
    precision: str
    retrieved: str | None
    sha256: str | None
    words: int | None


class ArticleRowObject(ArticleObject):
    """An article in a list, with the number of its candidates by state."""

    candidates: dict[str, int]


def candidates_table(rows: Iterable[CandidateRow], *, ids: Mapping[str, str]) -> Table:
    """The table of `extract` and `review --list`."""
    cells = [
        (
            ids.get(candidate.id, candidate.id),
            share_text(candidate),
            range_text(candidate),
            candidate.due.isoformat() if candidate.due else MISSING,
            who,
            candidate.claim,
        )
        for candidate, who in rows
    ]
    return Table(columns=_CANDIDATE_COLUMNS, rows=cells)


def share_text(candidate: Candidate) -> str:
    """The probability as the source put it: `not ~79%`."""
    if candidate.probability is None:
        return MISSING
    is_worded = candidate.method is Method.WORDED
    return format_probability(candidate.probability, candidate.said, is_worded=is_worded)


def range_text(candidate: Candidate) -> str:
    """The range of the positive event: `10-33%`."""
    if candidate.low is None or candidate.high is None or candidate.low == candidate.high:
        return MISSING
    return format_range(candidate.low, candidate.high)


def candidate_object(candidate: Candidate, *, text_sha256: str | None) -> CandidateObject:
    """One candidate; the hash is that of the text that its offsets count in."""
    p = candidate.probability
    has_range = candidate.low is not None
    return {
        "id": candidate.id,
        "article_id": candidate.article,
        "claim": candidate.claim,
        "polarity": candidate.said,
        "source": candidate.source,
        "source_kind": candidate.source_kind,
        "via": list(candidate.via),
        "hedge": candidate.hedge,
        "probability": {
            "low": candidate.low if has_range else p,
            "typical": p,
            "high": candidate.high if has_range else p,
        },
        "method": candidate.method,
        "made": _day(candidate.made),
        "due": _day(candidate.due),
        "due_start": _day(candidate.due_start),
        "due_phrase": candidate.due_phrase,
        "due_flags": list(candidate.due_flags),
        "condition": candidate.condition,
        "kind": candidate.claim_kind,
        "evidence": [
            {"start": one.start, "end": one.end, "quote": one.quote} for one in candidate.evidence
        ],
        "text_sha256": text_sha256,
        "flags": list(candidate.flags),
        "engine": candidate.engine,
        "lexicon": candidate.lexicon,
        "confidence": candidate.confidence,
        "state": candidate.state,
        "forecast": candidate.forecast,
    }


def article_object(article: Article, *, author: str | None, outlet: str | None) -> ArticleObject:
    """One article."""
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "author": author,
        "outlet": outlet,
        "published": _day(article.published),
        "precision": article.precision,
        "retrieved": _day(article.retrieved),
        "sha256": article.sha256,
        "words": article.words,
    }


def articles_document(rows: Iterable[ArticleRow]) -> Mapping[str, object]:
    """`articles/1`."""
    return {
        "schema": "forecastctl.articles/1",
        "articles": [_article_row_object(row) for row in rows],
    }


def articles_table(rows: Iterable[ArticleRow], *, ids: Mapping[str, str]) -> Table:
    """The table of `article list`."""
    cells = [
        (
            ids.get(row.article.id, row.article.id),
            published_text(row.article),
            row.outlet or MISSING,
            *(format_count(row.candidates.get(state, 0)) for state in CandidateState),
            row.article.title or row.article.url or MISSING,
        )
        for row in rows
    ]
    return Table(columns=_ARTICLE_COLUMNS, rows=cells)


def published_text(article: Article) -> str:
    """The day of publication as exactly as it is known: `2026-03-17`, `2026-03`, `2026`."""
    if article.published is None:
        return MISSING
    return article.published.isoformat()[: _LENGTHS.get(article.precision, 10)]


def _article_row_object(row: ArticleRow) -> ArticleRowObject:
    article = article_object(row.article, author=row.author, outlet=row.outlet)
    counts = {state.value: row.candidates.get(state, 0) for state in CandidateState}
    return {**article, "candidates": counts}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


_LENGTHS = {"year": 4, "month": 7}

_CANDIDATE_COLUMNS = (
    Column(heads=("id",)),
    Column(heads=("p",), align=Align.RIGHT),
    Column(heads=("range",)),
    Column(heads=("due",)),
    Column(heads=("who",), may_cut=True),
    Column(heads=("claim",), may_cut=True),
)

_ARTICLE_COLUMNS = (
    Column(heads=("id",)),
    Column(heads=("published",)),
    Column(heads=("outlet",), may_cut=True),
    *(Column(heads=(state.value,), align=Align.RIGHT) for state in CandidateState),
    Column(heads=("title",), may_cut=True),
)
