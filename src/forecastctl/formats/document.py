"""What goes between a ledger and a file: records, where they stood, and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from forecastctl.errors import Problem
from forecastctl.model import Article, Candidate, Forecast, Question, Record, Resolution, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The records of an export, each kind in id order."""

    sources: tuple[Source, ...] = ()
    articles: tuple[Article, ...] = ()
    questions: tuple[Question, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    candidates: tuple[Candidate, ...] = ()


class Located(NamedTuple):
    """A record, its table, where it stood in the file, and which fields the file speaks of.

    `fields` None means all of them; an import compares and replaces only these.
    """

    where: str
    table: str
    record: Record
    fields: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What was read from a file: good records, and the problems of the others.

    `read` and `bad` count records by table. `notes` are things worth saying once (columns that
    were ignored).
    """

    format: str
    records: tuple[Located, ...]
    problems: tuple[Problem, ...] = ()
    read: Mapping[str, int] = field(default_factory=dict)
    bad: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the user says about a file that its format does not say itself."""

    strict: bool = False
    max_size: int = 256 * 2**20
