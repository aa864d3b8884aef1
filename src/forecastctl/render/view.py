"""What commands hand over to be printed where no record says it all."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from forecastctl.errors import Problem
from forecastctl.model import (
    Article,
    Candidate,
    Entry,
    Forecast,
    Precision,
    Question,
    Resolution,
    Source,
)
from forecastctl.store.base import Commit


class Resolved(NamedTuple):
    """A question that was resolved, reopened or found resolved so already.

    `named` is the id as the user typed it. `resolution` is None after a reopen.
    `counts_from` is the due day where the outcome came before it.
    """

    named: str
    question: Question
    resolution: Resolution | None
    entries: Sequence[Entry] = ()
    counts_from: date | None = None
    is_unchanged: bool = False


class Shown(NamedTuple):
    """A question with everything on it, for `show`. `history` is given with --history.

    Where `forecasts` are given the card shows them all, with the earlier ones of each source.
    `articles` by id give the evidence its titles.
    """

    question: Question
    entries: Sequence[Entry]
    resolution: Resolution | None
    history: Sequence[Commit] | None = None
    forecasts: Sequence[Forecast] = ()
    articles: Mapping[str, Article] = MappingProxyType({})


class SourceRow(NamedTuple):
    """A source and the number of its entries."""

    source: Source
    entries: int


class QuestionRow(NamedTuple):
    """A question, how many sources forecast it, and how it turned out."""

    question: Question
    sources: int
    resolution: Resolution | None


class Imported(NamedTuple):
    """Counts of an import by table ("questions", "forecasts", ...), and what was wrong."""

    read: Mapping[str, int]
    added: Mapping[str, int]
    unchanged: Mapping[str, int]
    updated: Mapping[str, int]
    skipped: Mapping[str, int]
    problems: Sequence[Problem] = ()


class Checked(NamedTuple):
    """What `check` counted. `code` is 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN."""

    code: int
    overdue: int = 0
    oldest_overdue_days: int | None = None
    due_soon: int = 0
    open: int = 0
    entries: Sequence[Entry] = ()


class ReadArticle(NamedTuple):
    """An article that candidates were found in, with the names that it gives itself.

    `file` is what was typed; `published_from` says where the day of publication stood.
    """

    id: str
    file: str | None = None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    precision: Precision = Precision.NONE
    published_from: str | None = None
    sha256: str | None = None
    words: int | None = None


class Dropped(NamedTuple):
    """A sentence with a trigger that gave no candidate, why, and the words that were to blame."""

    start: int
    end: int
    text: str
    reason: str
    phrase: str


class FoundIn(NamedTuple):
    """What was found in one article."""

    article: ReadArticle
    candidates: Sequence[Candidate]
    drops: Sequence[Dropped] = ()


class CandidateRow(NamedTuple):
    """A candidate, who is shown as its speaker, and its article where several are listed."""

    candidate: Candidate
    who: str
    article: str | None = None
