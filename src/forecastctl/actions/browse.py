"""Looking at entries: lists, what is due, one entry with everything around it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache, partial
from typing import Final, NamedTuple

from forecastctl.actions.lookup import entries_on, entry_of
from forecastctl.errors import RefusedError
from forecastctl.model import (
    DUE_SOON_DAYS,
    Article,
    Entry,
    Evidence,
    Forecast,
    Method,
    Outcome,
    Question,
    Resolution,
    Said,
    Source,
    State,
    state_of,
)
from forecastctl.store.base import EntryFilter, EntryRow, Reader

UNRESOLVED: Final = frozenset({State.OPEN, State.DUE, State.OVERDUE, State.UNDATED})


UNDATED: Final = "~"
"""Comes after every ISO day."""


class Sort(StrEnum):
    """The order of a list; ties by due day, then id. What has no value comes last."""

    DUE = "due"
    MADE = "made"
    PROBABILITY = "probability"
    SOURCE = "source"


class Listed(NamedTuple):
    """A row of a list with its state on the day."""

    row: EntryRow
    state: State


class ListedInFull(NamedTuple):
    """An entry of a list as whole records. `outlet` published the article of its first quote."""

    entry: Entry
    state: State
    outlet: str | None


class ListRequest(NamedTuple):
    """Which entries, in which order. Made and probability sort downwards, the others upwards."""

    wanted: EntryFilter
    states: Collection[State] = UNRESOLVED
    sort: Sort = Sort.DUE
    limit: int | None = None
    within: int = DUE_SOON_DAYS


def list_entries(reader: Reader, request: ListRequest, *, today: date) -> list[Listed]:
    """The entries that were asked for."""
    return _chosen(reader.entries(request.wanted), request, today)


def list_in_full(reader: Reader, request: ListRequest, *, today: date) -> list[ListedInFull]:
    """The same entries in the same order, as whole records."""
    entries = {entry.id: entry for entry in reader.entries_in_full(request.wanted)}
    listed = _chosen(map(_row_of, entries.values()), request, today)
    outlet = cache(partial(_outlet, reader))
    return [
        ListedInFull(entries[row.id], state, outlet(_article(entries[row.id])))
        for row, state in listed
    ]


def due_request(wanted: EntryFilter, within: int = DUE_SOON_DAYS) -> ListRequest:
    """What `due` lists: overdue, and due within so many days, by due day."""
    return ListRequest(
        wanted=wanted._replace(unresolved=True),
        states=frozenset({State.OVERDUE, State.DUE}),
        within=within,
    )


class Shown(NamedTuple):
    """One question with everything about it. `typed` is the entry that was asked for.

    `sources` and `articles` hold, by id, all that the other fields name.
    """

    question: Question
    typed: Entry
    entries: tuple[Entry, ...]
    forecasts: tuple[Forecast, ...]
    resolution: Resolution | None
    sources: Mapping[str, Source]
    articles: Mapping[str, Article]
    state: State


def show_entry(reader: Reader, typed: str, *, today: date) -> Shown:
    """Everything about the question that a typed id belongs to."""
    entry = entry_of(reader, typed)
    question = entry.question
    forecasts = tuple(reader.forecasts_on(question.id))
    articles = _articles(reader, forecasts)
    outcome = entry.resolution.outcome if entry.resolution else None
    return Shown(
        question=question,
        typed=entry,
        entries=tuple(entries_on(reader, question).values()),
        forecasts=forecasts,
        resolution=entry.resolution,
        sources=_sources(reader, forecasts, articles.values()),
        articles=articles,
        state=state_of(question.check_day, outcome, today),
    )


def quote_from(content: bytes, evidence: Evidence, article: Article) -> str:
    """The quoted words, read from the article's own file.

    Raises RefusedError where the file is another text than the one that was read.
    """
    from forecastctl.extract.article import text_in

    text = text_in(content, "the file")
    if article.sha256 not in (_sha256(content), _sha256(text.encode())):
        raise RefusedError(
            f"the file is another text than the one that was read as {article.id}; "
            "give the text that the quotes come from"
        )
    if evidence.start is None:
        return evidence.quote or ""
    if evidence.end is None or evidence.end > len(text):
        raise RefusedError(f"the text ends before the quote ({evidence.end} of {len(text)})")
    return text[evidence.start : evidence.end]


def _chosen(rows: Iterable[EntryRow], request: ListRequest, today: date) -> list[Listed]:
    state = cache(partial(_state, today, request.within))
    listed = [
        Listed(row, stands)
        for row in rows
        if (stands := state(row.check_day, row.outcome)) in request.states
    ]
    listed.sort(key=_by_due)
    if request.sort is not Sort.DUE:
        value, is_downwards = _SORTS[request.sort]
        known = [each for each in listed if each.row.source is not None]
        unknown = [each for each in listed if each.row.source is None]
        known.sort(key=lambda each: value(each.row), reverse=is_downwards)
        listed = known + unknown
    return listed[: request.limit]


def _state(today: date, within: int, check_day: str | None, outcome: Outcome | None) -> State:
    return state_of(date.fromisoformat(check_day) if check_day else None, outcome, today, within)


def _by_due(listed: Listed) -> str:
    """Days have one length, so that day and id can be compared as one text."""
    return (listed.row.due or UNDATED) + listed.row.id


_SORTS: Final[Mapping[Sort, tuple[Callable[[EntryRow], tuple[str, float]], bool]]] = {
    Sort.MADE: (lambda row: (row.made or "", 0.0), True),
    Sort.PROBABILITY: (
        lambda row: ("", -1.0 if row.probability is None else row.probability),
        True,
    ),
    Sort.SOURCE: (lambda row: (row.source or "", 0.0), False),
}
"""What is compared, and whether the largest comes first."""


def _row_of(entry: Entry) -> EntryRow:
    question, forecast = entry.question, entry.forecast
    check_day = question.check_day
    return EntryRow(
        id=entry.id,
        question=question.id,
        source=forecast.source if forecast else None,
        claim=question.text,
        probability=forecast.probability if forecast else None,
        is_worded=forecast is not None and forecast.method is Method.WORDED,
        said=forecast.said if forecast else Said.WILL,
        made=forecast.made.isoformat() if forecast else None,
        due=question.due.isoformat() if question.due else None,
        due_assumed=question.due_assumed,
        check_day=check_day.isoformat() if check_day else None,
        outcome=entry.resolution.outcome if entry.resolution else None,
        tags=question.tags,
        updates=entry.updates,
    )


def _article(entry: Entry) -> str | None:
    evidence = entry.forecast.evidence if entry.forecast else ()
    return evidence[0].article if evidence else None


def _outlet(reader: Reader, article_id: str | None) -> str | None:
    article = reader.article(article_id) if article_id else None
    return article.publisher if article else None


def _articles(reader: Reader, forecasts: Iterable[Forecast]) -> dict[str, Article]:
    ids = {each.article for forecast in forecasts for each in forecast.evidence if each.article}
    articles = [reader.article(id) for id in sorted(ids)]
    return {article.id: article for article in articles if article}


def _sources(
    reader: Reader, forecasts: Iterable[Forecast], articles: Iterable[Article]
) -> dict[str, Source]:
    ids = {id for forecast in forecasts for id in (forecast.source, *forecast.via)}
    ids.update(id for article in articles for id in (article.publisher, *article.authors) if id)
    sources = [reader.source(id) for id in sorted(ids)]
    return {source.id: source for source in sources if source}


def _sha256(content: bytes) -> str:
    from hashlib import sha256

    return sha256(content).hexdigest()
