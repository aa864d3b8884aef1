"""The groups of a report that rows do not tell by themselves, told from documents."""

from collections.abc import Callable, Mapping, Sequence

from forecastctl.scoring.tables import GroupBy
from forecastctl.store.codec import PlainDoc, PlainTables

Groups = tuple[str, ...]
Told = Callable[[PlainDoc], Groups]

DIRECT: Groups = ("(direct)",)
NO_GROUP: Groups = ("(none)",)


def by_forecast(by: GroupBy, docs: Callable[[str], PlainTables]) -> Told | None:
    """How to tell the groups from the document of a forecast, where they depend on that alone."""
    if by is GroupBy.VIA:
        return lambda forecast: _each(forecast.get("via"), DIRECT)
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
    return None


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
