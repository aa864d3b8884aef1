"""Looking at articles: which were read, and what was found in each."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from forecastctl.actions.lookup import find_id
from forecastctl.actions.proposal import Byline, byline_of
from forecastctl.errors import NotFoundError
from forecastctl.model import Article, Candidate, CandidateState
from forecastctl.store.base import Reader
from forecastctl.text import visible


class ListedArticle(NamedTuple):
    """An article, who stands behind it, and how many candidates of it are in which state."""

    article: Article
    byline: Byline
    counts: Mapping[CandidateState, int]


class ShownArticle(NamedTuple):
    """One article with its candidates in the order of the text."""

    listed: ListedArticle
    candidates: tuple[Candidate, ...]


def find_article(reader: Reader, typed: str) -> Article:
    """The article whose id begins so. Raises NotFoundError."""
    match = find_id(reader, typed, noun="article", listed_by="article list")
    article = reader.article(match.id) if match.table == "articles" else None
    if article is None:
        raise NotFoundError(f"{visible(typed)} is no article; forecastctl article list shows them")
    return article


def list_articles(reader: Reader) -> list[ListedArticle]:
    """All articles, the newest first; those without a day come last."""
    counts: dict[str, Counter[CandidateState]] = {}
    for candidate in reader.candidates():
        counts.setdefault(candidate.article, Counter())[candidate.state] += 1
    listed = [
        ListedArticle(article, byline_of(reader, article), counts.get(article.id, Counter()))
        for article in reader.articles()
    ]
    listed.sort(key=lambda one: one.article.published.toordinal() if one.article.published else 0)
    return listed[::-1]


def show_article(reader: Reader, typed: str) -> ShownArticle:
    """One article by the beginning of its id."""
    article = find_article(reader, typed)
    candidates = sorted(reader.candidates(article=article.id), key=_place)
    counts = Counter(one.state for one in candidates)
    return ShownArticle(
        ListedArticle(article, byline_of(reader, article), counts), tuple(candidates)
    )


def _place(candidate: Candidate) -> int:
    return (candidate.evidence[0].start or 0) if candidate.evidence else 0
