"""The groups that a report can be made by, told from documents."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from forecastctl.scoring.tables import GroupBy
from forecastctl.store.codec import PlainDoc, PlainTables

Groups = tuple[str, ...]
Told = Callable[[PlainDoc], Groups]

DIRECT: Groups = ("(direct)",)
NO_GROUP: Groups = ("(none)",)
HORIZONS = ((7, "0-7"), (30, "8-30"), (90, "31-90"), (365, "91-365"))
"""Largest number of days from made to due, and what that horizon is called."""


def by_forecast(by: GroupBy, docs: Callable[[str], PlainTables]) -> Told | None:
    """How to tell the groups from the document of a forecast, where they depend on that alone."""
    if by is GroupBy.VIA:
        return lambda forecast: _each(forecast.get("via"), DIRECT)
    if by is GroupBy.CLAIM_KIND:
        return lambda forecast: _one(forecast.get("claim_kind"), NO_GROUP)
    if by is GroupBy.PUBLISHER:
        articles = docs("articles")["articles"]
        return lambda forecast: _one(_publisher(forecast, articles), DIRECT)
    if by is GroupBy.PARENT:
        sources = docs("sources")["sources"]
        return lambda forecast: _one(_source(forecast, sources).get("parent"), DIRECT)
    if by is GroupBy.SOURCE_KIND:
        sources = docs("sources")["sources"]
        return lambda forecast: _one(_source(forecast, sources).get("kind"), NO_GROUP)
    return None


def by_question(by: GroupBy) -> Told | None:
    """How to tell the groups from the document of a question, where they depend on that alone."""
    if by is GroupBy.TAG:
        return lambda question: _each(question.get("tags"), NO_GROUP)
    if by is GroupBy.QUARTER:
        return lambda question: quarter(question.get("due"))
    return None


@lru_cache(maxsize=4096)
def horizon(made: str, due: str | None) -> Groups:
    """The bucket of the days from made to due; `(none)` for undated and for made after due."""
    if due is None or made > due:
        return NO_GROUP
    days = (date.fromisoformat(due) - date.fromisoformat(made)).days
    return (next((name for most, name in HORIZONS if days <= most), "366+"),)


def quarter(due: str | None) -> Groups:
    """The quarter that a due day lies in, such as `2026-q4`."""
    return NO_GROUP if due is None else (f"{due[:4]}-q{(int(due[5:7]) + 2) // 3}",)


def _publisher(forecast: PlainDoc, articles: Mapping[str, PlainDoc]) -> str | None:
    """Who published the article that the first evidence stands in."""
    evidence: Sequence[PlainDoc] = forecast.get("evidence", ())
    article = articles.get(evidence[0].get("article", "")) if evidence else None
    return article.get("publisher") if article else None


def _source(forecast: PlainDoc, sources: Mapping[str, PlainDoc]) -> PlainDoc:
    return sources.get(forecast["source"], {})


def _one(value: str | None, otherwise: Groups) -> Groups:
    return otherwise if value is None else (value,)


def _each(values: Sequence[str] | None, otherwise: Groups) -> Groups:
    return tuple(dict.fromkeys(values)) if values else otherwise
