"""Records that the tests of rendering share."""

from dataclasses import replace
from datetime import UTC, date, datetime

from forecastctl.model import (
    Entry,
    Evidence,
    Forecast,
    Method,
    Outcome,
    Question,
    Resolution,
    Said,
)
from forecastctl.render.tables import Terminal
from forecastctl.store.base import Change, Commit, EntryRow

TODAY = date(2026, 11, 21)
PIPE = Terminal()
SCREEN = Terminal(is_terminal=True)
COLOURED = Terminal(is_terminal=True, colour=True)

HOSTILE = "a\x1b[31mred\x1b[0m\tb\nc \u202ecb [link=x]y[/link] :smile:"
HOSTILE_SHOWN = r"a\x1b[31mred\x1b[0m b c \u202ecb [link=x]y[/link] :smile:"

FED = Question(
    id="w5ce1k0a",
    text="Fed cuts rates by 25bp at the November 2026 meeting",
    opened=date(2026, 10, 30),
    due=date(2026, 11, 19),
    tags=("rates",),
)
REUTERS = Forecast(
    id="0q8wv2rd",
    question="w5ce1k0a",
    source="reuters",
    made=date(2026, 10, 30),
    via=("ria-novosti",),
    probability=0.7,
    evidence=(Evidence(article="3f2ab90c11d4", start=118, end=130, quote="a 70% chance"),),
)
ME = Forecast(
    id="bm7e0000", question="w5ce1k0a", source="me", made=date(2026, 11, 1), probability=0.55
)
WORDED = Forecast(
    id="4tq20000",
    question="w5ce1k0a",
    source="cacds",
    made=date(2026, 11, 2),
    probability=0.07,
    low=0.02,
    high=0.18,
    wording="will not",
    method=Method.WORDED,
    said=Said.WILL_NOT,
)
NO = Resolution(
    question="w5ce1k0a",
    outcome=Outcome.NO,
    recorded_at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
    happened_on=date(2026, 11, 19),
    by="ana",
    proof="https://example.org/fomc",
)
IDS = {"w5ce1k0a": "w5ce", "0q8wv2rd": "0q8w", "bm7e0000": "bm7e", "4tq20000": "4tq2"}

ADDED = Commit(
    serial=1,
    at=datetime(2026, 10, 30, 10, 0, tzinfo=UTC),
    user="ana",
    command="add",
    chain="0" * 64,
    changes=(
        Change(table="questions", id="w5ce1k0a", kind="added", doc={}, before=None),
        Change(table="forecasts", id="0q8wv2rd", kind="added", doc={}, before=None),
    ),
)


def entry(
    forecast: Forecast | None = REUTERS,
    resolution: Resolution | None = None,
    question: Question = FED,
    updates: int = 0,
) -> Entry:
    return Entry(question=question, forecast=forecast, resolution=resolution, updates=updates)


def question(**changes: object) -> Question:
    return replace(FED, **changes)  # type: ignore[arg-type]


def row(**changes: object) -> EntryRow:
    """The row of a list: reuters, 70%, due in a month."""
    plain = EntryRow(
        id="0q8wv2rd",
        question="w5ce1k0a",
        source="reuters",
        claim="Fed cuts rates",
        probability=0.7,
        is_worded=False,
        said="+",
        made="2026-10-30",
        due="2026-12-31",
        due_assumed=False,
        check_day="2026-12-31",
        outcome=None,
        tags=(),
        updates=0,
    )
    return plain._replace(**changes)  # type: ignore[arg-type]
