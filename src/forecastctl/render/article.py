"""Articles as a table, as a card, and as JSON."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, TypedDict

from forecastctl.model import Article, CandidateState
from forecastctl.render.candidate import figures
from forecastctl.render.columns import Align, Column, Table
from forecastctl.render.entries import fact_lines
from forecastctl.render.number import MISSING, format_count
from forecastctl.render.view import CandidateRow
from forecastctl.text import visible


class ArticleRow(NamedTuple):
    """An article with the names of who wrote and who published it, and its candidates by state."""

    article: Article
    author: str | None
    outlet: str | None
    candidates: Mapping[CandidateState, int]


class ArticleObject(TypedDict):
    """An article in `articles/1`, with the number of its candidates by state."""

    id: str
    title: str | None
    author: str | None
    outlet: str | None
    url: str | None
    published: str | None
    precision: str
    retrieved: str | None
    sha256: str | None
    words: int | None
    candidates: dict[str, int]


def articles_document(rows: Iterable[ArticleRow]) -> Mapping[str, object]:
    """`articles/1`."""
    return {
        "schema": "forecastctl.articles/1",
        "articles": [_article_object(row) for row in rows],
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


def article_card(row: ArticleRow) -> str:
    """The lines of `article show`, before its candidates."""
    article = row.article
    facts = [
        ("id", article.id),
        ("published", published_text(article)),
        ("author", row.author),
        ("outlet", row.outlet),
        ("link", article.url),
        ("words", format_count(article.words) if article.words is not None else None),
        ("sha256", article.sha256),
        ("found", counts_text(row.candidates)),
    ]
    return "\n".join([visible(article.title or "(no title)"), *fact_lines(facts)]) + "\n"


def article_candidates(rows: Iterable[CandidateRow], *, ids: Mapping[str, str]) -> Table:
    """What was found in an article, and what became of it."""
    cells = [
        (
            ids.get(candidate.id, candidate.id),
            *figures(candidate),
            who,
            f"as {ids.get(candidate.forecast, candidate.forecast)}"
            if candidate.forecast
            else str(candidate.state),
            candidate.claim,
        )
        for candidate, who, _ in rows
    ]
    return Table(columns=_FOUND_COLUMNS, rows=cells)


def counts_text(counts: Mapping[CandidateState, int]) -> str:
    """How many candidates stand how: `3 pending, 1 accepted, 0 rejected`."""
    return ", ".join(f"{format_count(counts.get(state, 0))} {state}" for state in CandidateState)


def published_text(article: Article) -> str:
    """The day of publication as exactly as it is known: `2026-03-17`, `2026-03`, `2026`."""
    if article.published is None:
        return MISSING
    return article.published.isoformat()[: _LENGTHS.get(article.precision, 10)]


def _article_object(row: ArticleRow) -> ArticleObject:
    article = row.article
    return {
        "id": article.id,
        "title": article.title,
        "author": row.author,
        "outlet": row.outlet,
        "url": article.url,
        "published": _day(article.published),
        "precision": article.precision,
        "retrieved": _day(article.retrieved),
        "sha256": article.sha256,
        "words": article.words,
        "candidates": {state.value: row.candidates.get(state, 0) for state in CandidateState},
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


_LENGTHS = {"year": 4, "month": 7}

_FOUND_COLUMNS = (
    Column(heads=("id",)),
    Column(heads=("p",), align=Align.RIGHT),
    Column(heads=("range",)),
    Column(heads=("due",)),
    Column(heads=("who",), may_cut=True),
    Column(heads=("state",)),
    Column(heads=("claim",), may_cut=True),
)

_ARTICLE_COLUMNS = (
    Column(heads=("id",)),
    Column(heads=("published",)),
    Column(heads=("outlet",), may_cut=True),
    *(Column(heads=(state.value,), align=Align.RIGHT) for state in CandidateState),
    Column(heads=("title",), may_cut=True),
)
