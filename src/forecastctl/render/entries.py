"""Entries as text: the table of `list` and `due`, and the card of `show`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from forecastctl.dates import format_day
from forecastctl.model import Article, Evidence, Forecast, Outcome, Resolution
from forecastctl.probability import format_probability
from forecastctl.render.browse import changes_text
from forecastctl.render.columns import Align, Column, Table
from forecastctl.render.entry_text import (
    STATE_STYLES,
    brier_text,
    day_text,
    due_text,
    probability_text,
    range_text,
    state_text,
)
from forecastctl.render.number import MISSING
from forecastctl.render.tables import Terminal, draw, paint
from forecastctl.render.view import Shown
from forecastctl.store.base import Commit, EntryRow
from forecastctl.text import visible

_NO_QUOTES: Mapping[Evidence, str] = {}


def entries_table(rows: Iterable[EntryRow], *, ids: Mapping[str, str], today: date) -> Table:
    """The table of `list` and `due`. `ids` shortens them; an id that it lacks is printed whole."""
    probability_of = _probability_words()
    state_of_day = _state_words(today)
    cells = [
        (
            ids.get(row.id, row.id),
            day_text(row.due, assumed=row.due_assumed),
            probability_of(row.probability, row.said, row.is_worded),
            state_of_day(row.check_day, row.outcome),
            row.source or MISSING,
            row.claim,
        )
        for row in rows
    ]
    return Table(columns=_COLUMNS, rows=cells)


def entry_card(
    shown: Shown,
    terminal: Terminal,
    *,
    ids: Mapping[str, str],
    today: date,
    quotes: Mapping[Evidence, str] = _NO_QUOTES,
) -> str:
    """Everything about one question, for `show`.

    `quotes` gives the words of evidence of which the ledger keeps only the place.
    """
    parts = [
        [paint(visible(shown.question.text), "bold", terminal), *_facts(shown, ids, today)],
        _forecast_lines(shown, terminal, ids),
        list(_sayings(shown, ids, quotes)),
        list(_resolution_lines(shown.resolution)),
        list(_history_lines(shown.history or ())),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def fact_lines(facts: Iterable[tuple[str, str | None]]) -> Iterator[str]:
    """Named facts below each other; those without a value are left out."""
    for name, value in facts:
        if value:
            yield f"  {name:<9}  {visible(value)}"


def _probability_words() -> Callable[[float | None, str, bool], str]:
    """Few probabilities occur in a ledger, and each is put into words once."""

    @cache
    def words(probability: float | None, said: str, is_worded: bool) -> str:
        if probability is None:
            return MISSING
        return format_probability(probability, said, is_worded=is_worded)

    return words


def _state_words(today: date) -> Callable[[str | None, Outcome | None], str]:
    @cache
    def words(check_day: str | None, outcome: Outcome | None) -> str:
        day = date.fromisoformat(check_day) if check_day else None
        return state_text(day, outcome, today)

    return words


def _facts(shown: Shown, ids: Mapping[str, str], today: date) -> Iterator[str]:
    question = shown.question
    outcome = shown.resolution.outcome if shown.resolution else None
    return fact_lines(
        [
            ("question", ids.get(question.id, question.id)),
            ("state", state_text(question.check_day, outcome, today)),
            ("due", due_text(question, today) if question.due else "none"),
            ("check on", format_day(question.check_on, today) if question.check_on else None),
            ("criteria", question.criteria),
            ("condition", question.condition),
            ("event", question.event),
            ("tags", ", ".join(question.tags)),
            ("note", question.note),
        ]
    )


def _forecast_lines(shown: Shown, terminal: Terminal, ids: Mapping[str, str]) -> list[str]:
    forecasts = _forecasts(shown)
    if not forecasts:
        return ["No forecast yet."]
    outcome = shown.resolution.outcome if shown.resolution else None
    rows = [_forecast_cells(forecast, outcome, ids) for forecast in forecasts]
    return draw(Table(columns=_FORECAST_COLUMNS, rows=rows), terminal).splitlines()


def _forecast_cells(
    forecast: Forecast, outcome: Outcome | None, ids: Mapping[str, str]
) -> tuple[str, ...]:
    return (
        ids.get(forecast.id, forecast.id),
        forecast.source,
        probability_text(forecast),
        range_text(forecast),
        brier_text(forecast, outcome),
        forecast.made.isoformat(),
        ", ".join(forecast.via) or MISSING,
        forecast.said,
        forecast.wording or MISSING,
    )


def _forecasts(shown: Shown) -> list[Forecast]:
    """All forecasts where they are given, else the latest one of each source."""
    latest = [entry.forecast for entry in shown.entries if entry.forecast is not None]
    return list(shown.forecasts) or latest


def _sayings(shown: Shown, ids: Mapping[str, str], quotes: Mapping[Evidence, str]) -> Iterator[str]:
    """What each source said, word for word, and where."""
    for forecast in _forecasts(shown):
        lines = [
            *(_quote_text(evidence, shown.articles, quotes) for evidence in forecast.evidence),
            *filter(None, (forecast.url, forecast.note and f"note: {forecast.note}")),
        ]
        for place, line in enumerate(lines):
            short = ids.get(forecast.id, forecast.id)
            yield f"{short if place == 0 else '':<{len(short)}}  {visible(line)}"


def _quote_text(
    evidence: Evidence, articles: Mapping[str, Article], quotes: Mapping[Evidence, str]
) -> str:
    place = evidence.article and f"article {evidence.article}"
    article = articles.get(evidence.article or "")
    if article is not None and article.title:
        place = article.title
    quote = evidence.quote
    if quote is None and evidence.start is not None and evidence.end is not None:
        quote = quotes.get(evidence)
    if quote is None:
        return f"characters {evidence.start} to {evidence.end} of {place or 'its article'}"
    return f'"{quote}"' + (f" ({place})" if place else "")


def _resolution_lines(resolution: Resolution | None) -> Iterator[str]:
    if resolution is None:
        return
    judge = f" by {visible(resolution.by)}" if resolution.by else ""
    happened = resolution.happened_on
    yield (
        f"Resolved {resolution.outcome}{judge} on {resolution.recorded_at:%Y-%m-%d}; happened on"
        f" {happened or 'an unknown day'}"
    )
    yield from fact_lines([("proof", resolution.proof), ("note", resolution.note)])


def _history_lines(history: Iterable[Commit]) -> Iterator[str]:
    for commit in history:
        undone = f" (undone by {commit.undone_by})" if commit.undone_by is not None else ""
        yield visible(
            f"{commit.at:%Y-%m-%d %H:%M} UTC  {commit.user}  {commit.command}:"
            f" {changes_text(commit.changes)}{undone}"
        )


_COLUMNS = (
    Column(heads=("id",)),
    Column(heads=("due",)),
    Column(heads=("p",), align=Align.RIGHT),
    Column(heads=("state",), styles=STATE_STYLES),
    Column(heads=("source",), may_cut=True),
    Column(heads=("claim",), may_cut=True),
)

_FORECAST_COLUMNS = (
    Column(heads=("id",)),
    Column(heads=("source",), may_cut=True),
    Column(heads=("p",), align=Align.RIGHT),
    Column(heads=("range",), align=Align.RIGHT),
    Column(heads=("Brier",), align=Align.RIGHT),
    Column(heads=("made",)),
    Column(heads=("via",), may_cut=True),
    Column(heads=("said",)),
    Column(heads=("wording",), may_cut=True),
)
