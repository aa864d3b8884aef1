"""Records out of a ledger: all of them, or those of one source."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

from forecastctl.actions.lookup import find_source
from forecastctl.actions.references import source_ids
from forecastctl.formats.document import Document
from forecastctl.formats.ics import Calendar, Event
from forecastctl.model import (
    Article,
    Candidate,
    Forecast,
    Method,
    Question,
    Record,
    Resolution,
    Source,
)
from forecastctl.probability import format_probability
from forecastctl.store.base import Reader

_R = TypeVar("_R", Source, Article, Question, Forecast, Resolution, Candidate)


def export_document(reader: Reader, source: str | None = None) -> Document:
    """All records; with the name of a source its forecasts and what they refer to."""
    records = [record for _, record in reader.records()]
    document = Document(
        sources=_all(records, Source),
        articles=_all(records, Article),
        questions=_all(records, Question),
        forecasts=_all(records, Forecast),
        resolutions=_all(records, Resolution),
        candidates=_all(records, Candidate),
    )
    return _only(document, find_source(reader, source).id) if source else document


def _all(records: Iterable[Record], kind: type[_R]) -> tuple[_R, ...]:
    return tuple(record for record in records if isinstance(record, kind))


def _only(document: Document, source: str) -> Document:
    """The forecasts of one source, and everything that they refer to."""
    forecasts = tuple(each for each in document.forecasts if each.source == source)
    ids = {each.id for each in forecasts}
    questions = {each.question for each in forecasts}
    candidates = tuple(each for each in document.candidates if each.forecast in ids)
    articles = {piece.article for each in forecasts for piece in each.evidence}
    articles |= {each.article for each in candidates}
    kept = tuple(each for each in document.articles if each.id in articles)
    sources = {source}
    named: list[Record] = [*forecasts, *kept]
    sources.update(id for each in named for _, id in source_ids(each))
    parents = {each.id: each.parent for each in document.sources}
    for id in list(sources):
        above = parents.get(id)
        while above is not None and above not in sources:
            sources.add(above)
            above = parents.get(above)
    return Document(
        sources=tuple(each for each in document.sources if each.id in sources),
        articles=kept,
        questions=tuple(each for each in document.questions if each.id in questions),
        forecasts=forecasts,
        resolutions=tuple(each for each in document.resolutions if each.question in questions),
        candidates=candidates,
    )


def export_calendar(reader: Reader, source: str | None = None) -> Calendar:
    """The open questions on their check days; with the name of a source those it has forecast."""
    document = export_document(reader, source)
    resolved = {resolution.question for resolution in document.resolutions}
    questions = [each for each in document.questions if each.id not in resolved]
    forecasts: dict[str, list[Forecast]] = {}
    for forecast in sorted(document.forecasts, key=_when_made):
        forecasts.setdefault(forecast.question, []).append(forecast)
    changes = _changes(reader)
    events = [
        _event(question, question.check_day, forecasts.get(question.id, []), changes[question.id])
        for question in questions
        if question.due and question.check_day
    ]
    n_undated = sum(question.due is None for question in questions)
    return Calendar(tuple(sorted(events, key=lambda event: (event.day, event.question))), n_undated)


def _changes(reader: Reader) -> dict[str, tuple[datetime, int]]:
    """When each question was last changed, and how often."""
    found: dict[str, tuple[datetime, int]] = {}
    for commit in reader.log():
        for change in commit.changes:
            if change.table == "questions":
                at, n = found.get(change.id, (commit.at, -1))
                found[change.id] = (at, n + 1)
    return found


def _event(
    question: Question, day: date, forecasts: list[Forecast], changes: tuple[datetime, int]
) -> Event:
    latest = {forecast.source: forecast for forecast in forecasts}
    another = f"due {question.due}" if question.due != day else None
    lines = (question.criteria, question.condition, another, *map(_line, latest.values()))
    return Event(
        question=question.id,
        day=day,
        text=question.text,
        description="\n".join(line for line in lines if line),
        changed_at=changes[0],
        changes=changes[1],
        tags=question.tags,
        url=next((forecast.url for forecast in forecasts if forecast.url), None),
    )


def _line(forecast: Forecast) -> str:
    """A source, what it says, and since when."""
    p = forecast.probability
    is_worded = forecast.method is Method.WORDED
    said = "-" if p is None else format_probability(p, forecast.said, is_worded)
    return f"{forecast.source} {said} {forecast.made}"


def _when_made(forecast: Forecast) -> tuple[date, str]:
    return forecast.made, forecast.made_at.isoformat() if forecast.made_at else ""
