"""Single calls on a page: what was said, in which words, and what came of it."""

from collections.abc import Iterator, Mapping, Sequence

from forecastctl.model import Outcome, Resolution
from forecastctl.render.entry_text import probability_text, range_text
from forecastctl.render.html import Element, Node, host_of, link, tag
from forecastctl.render.number import MISSING, format_score
from forecastctl.render.page import Section, named
from forecastctl.render.page_view import ReportPage, Told
from forecastctl.render.page_words import BEST_AND_WORST
from forecastctl.scoring.card import Call


def calls_section(view: ReportPage) -> Iterator[Section]:
    """The best and the worst calls of a report."""
    if not any(call.forecast in view.told for call in (*view.best, *view.worst)):
        return
    titled = (("Best calls", view.best), ("Worst calls", view.worst))
    columns = (
        tag("div", tag("h3", title), *_articles(calls, view.told))
        for title, calls in titled
        if calls
    )
    body = [tag("p", BEST_AND_WORST), tag("div", *columns, class_="pair")]
    yield Section("calls", "Best and worst calls", body)


def receipt(
    told: Told, loss: float | None, left_out: str | None, *, with_source: bool, level: str = "h3"
) -> Element:
    """Everything behind one forecast."""
    return tag(
        "article",
        tag(level, told.question.text, dir="auto"),
        tag("dl", *_facts(told, with_source=with_source), class_="facts"),
        *_quotes(told),
        tag("dl", *_outcome(told), *_fact("score", _score(loss, left_out)), class_="facts"),
        id=f"forecast-{told.forecast.id}",
    )


def _articles(calls: Sequence[Call], told: Mapping[str, Told]) -> Iterator[Element]:
    for call in calls:
        if call.forecast in told:
            yield receipt(told[call.forecast], call.loss, None, with_source=True, level="h4")


def _facts(told: Told, *, with_source: bool) -> Iterator[Element]:
    forecast, question = told.forecast, told.question
    if with_source:
        yield from _fact("who", named(told.source))
    if told.via:
        yield from _fact("passed on by", named(", ".join(told.via)))
    yield from _fact("said on", _day(str(forecast.made)))
    yield from _fact("probability", *_reading(told))
    if question.due is not None:
        assumed = " (assumed: no day was given)" if question.due_assumed else ""
        yield from _fact("due", _day(str(question.due)), assumed)
    if question.condition:
        yield from _fact("only if", named(question.condition))
    if question.criteria:
        yield from _fact("counts if", named(question.criteria))


def _reading(told: Told) -> list[Node]:
    """The words, and the number that they were read as."""
    forecast = told.forecast
    number = tag("b", probability_text(forecast))
    words: list[Node] = [number]
    if forecast.wording:
        words += [", our reading of ", tag("q", forecast.wording, dir="auto")]
    if range_text(forecast) != MISSING:
        words.append(f" (a chance of {range_text(forecast)} that it happens)")
    return words


def _quotes(told: Told) -> Iterator[Element]:
    """The quoted words with where they stand; where none were kept only the place."""
    evidence = told.forecast.evidence
    quoted = [piece for piece in evidence if piece.quote]
    for piece in quoted:
        place = _place(told, piece.article)
        foot = tag("footer", *place) if place else None
        yield tag("blockquote", tag("p", piece.quote or "", dir="auto"), foot)
    if not quoted:
        place = _place(told, evidence[0].article if evidence else None)
        if place:
            yield tag("p", "said in: ", *place, class_="place")


def _place(told: Told, article_id: str | None) -> list[Node]:
    article = told.articles.get(article_id or "")
    url = told.forecast.url or (article.url if article else None)
    title: list[Node] = [named(article.title), " "] if article and article.title else []
    return [*title, *(_link("read at", url) if url else [])]


def _outcome(told: Told) -> Iterator[Element]:
    resolution = told.resolution
    if resolution is None:
        yield from _fact("outcome", "not decided yet")
        return
    happened = resolution.happened_on
    day: list[Node] = [" (", _day(str(happened)), ")"] if happened else []
    yield from _fact("outcome", tag("b", _OUTCOMES[resolution.outcome]), *day)
    if resolution.proof:
        yield from _fact("proof", *_link("shown at", resolution.proof))
    if resolution.note:
        yield from _fact("note", named(resolution.note))
    yield from _fact("judged", *_judged(resolution))


def _judged(resolution: Resolution) -> list[Node]:
    by: list[Node] = ["by ", named(resolution.by), ", "] if resolution.by else []
    return [*by, "recorded on ", _day(str(resolution.recorded_at.date()))]


def _score(loss: float | None, left_out: str | None) -> str:
    if loss is None:
        return f"not scored: {left_out}"
    return f"{format_score(loss)} (0 is perfect, 1 is worst)"


def _link(words: str, url: str) -> list[Node]:
    host = host_of(url)
    return [f"{words} ", link(url, host or url)]


def _fact(head: str, *body: Node) -> tuple[Element, Element]:
    return tag("dt", head), tag("dd", *body)


def _day(day: str) -> Element:
    return tag("time", day, datetime=day)


_OUTCOMES = {
    Outcome.YES: "it happened",
    Outcome.NO: "it did not happen",
    Outcome.VOID: "it cannot be decided",
}
