"""Looking at entries: lists, what is due, one entry with everything around it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from forecastctl.model import (
    DUE_SOON_DAYS,
    Article,
    Entry,
    Evidence,
    Forecast,
    Question,
    Resolution,
    Source,
    State,
)
from forecastctl.store.base import EntryFilter, EntryRow, Reader

UNRESOLVED: Final = frozenset({State.OPEN, State.DUE, State.OVERDUE, State.UNDATED})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRequest:
    """Which entries, in which order. Made and probability sort downwards, the others upwards."""

    wanted: EntryFilter
    states: Collection[State] = UNRESOLVED
    sort: Sort = Sort.DUE
    limit: int | None = None
    within: int = DUE_SOON_DAYS


def list_entries(reader: Reader, request: ListRequest, *, today: date) -> list[Listed]:
    """The entries that were asked for."""
    raise NotImplementedError


def list_in_full(reader: Reader, request: ListRequest, *, today: date) -> list[ListedInFull]:
    """The same entries in the same order, as whole records."""
    raise NotImplementedError


def due_request(within: int = DUE_SOON_DAYS) -> ListRequest:
    """What `due` lists: overdue, and due within so many days, by due day."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
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
    raise NotImplementedError


def quote_from(content: bytes, evidence: Evidence, article: Article) -> str:
    """The quoted words, read from the article's own file.

    Raises RefusedError where the file is another text than the one that was read.
    """
    raise NotImplementedError
