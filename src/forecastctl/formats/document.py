"""What goes between a ledger and a file: records, where they stood, and what is wrong."""

from collections.abc import Mapping
from dataclasses import field, fields, replace
from datetime import UTC, date, datetime, tzinfo
from typing import Any, NamedTuple

from forecastctl.errors import Problem
from forecastctl.frozen import frozen
from forecastctl.model import Article, Candidate, Forecast, Question, Record, Resolution, Source

TABLES = ("sources", "articles", "questions", "forecasts", "resolutions", "candidates")


@frozen
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

    `fields` None means all of them; an import compares and replaces only these. Of `evidence` a
    file that speaks of single fields knows the first piece.
    """

    where: str
    table: str
    record: Record
    fields: frozenset[str] | None = None


@frozen
class Parsed:
    """What was read from a file: good records, and the problems of the others.

    `read` and `bad` count records by table. `notes` are things worth saying once (columns that
    were ignored). `is_foreign`: another tool's file, whose records go by their `origin`.
    """

    format: str
    records: tuple[Located, ...]
    problems: tuple[Problem, ...] = ()
    read: Mapping[str, int] = field(default_factory=dict)
    bad: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    is_foreign: bool = False


class Default(NamedTuple):
    """The due day of questions that have none in the file; `day` None leaves them undated."""

    day: date | None


@frozen
class ReadOptions:
    """What the user says about a file that its format does not say itself.

    `strict` makes unknown columns a problem. `max_size` is in bytes. `columns` gives the headers
    that stand for ours, `questions` the content of a second file with the questions. `source` is
    whose the forecasts are where the file names nobody, `me` who in the file the user is, `only`
    whose forecasts are wanted. `user` has judged what the file says nobody has judged.
    """

    strict: bool = False
    max_size: int = 256 * 2**20
    scale: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    questions: bytes | None = None
    source: str | None = None
    me: str | None = None
    only: str | None = None
    default_due: Default | None = None
    timezone: tzinfo = UTC
    assume_p: float | None = None
    user: str | None = None
    recorded_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)


class Collector:
    """Gathers records and problems while a file is read."""

    def __init__(self, format: str, *, is_foreign: bool = False) -> None:
        self.format = format
        self.is_foreign = is_foreign
        self.problems: dict[Problem, None] = {}
        self.notes: list[str] = []
        self._records: dict[tuple[str, str], Located] = {}
        self._read = dict.fromkeys(TABLES, 0)
        self._bad = dict.fromkeys(TABLES, 0)
        self._n_repeated = 0

    def add(self, located: Located) -> bool:
        """Keep a record; the same once more is counted, another one of that id is a problem.

        False where it is not kept and has to be counted with `refuse`.
        """
        key = (located.table, located.record.id)
        known = self._records.setdefault(key, located)
        if known is not located and known.record != located.record:
            message = f"{located.record.id} is there already, with other content ({known.where})"
            self.problem(located.where, "id", message)
            return False
        self._n_repeated += known is not located
        self._read[located.table] += 1
        return True

    def agree(self, located: Located, columns: Mapping[str, str]) -> bool:
        """Keep a record that many rows repeat; False and a problem where they disagree.

        `columns` says how the file calls a field.
        """
        key = (located.table, located.record.id)
        known = self._records.setdefault(key, located)
        if known is located:
            self._read[located.table] += 1
        elif known.record != located.record:
            for name in differing(known.record, located.record):
                message = f"is different in another row of {located.record.id} ({known.where})"
                self.problem(located.where, columns.get(name, name), message)
            return False
        return True

    def known(self, table: str, id: str) -> Located | None:
        """The good record of this id that was read, if any."""
        return self._records.get((table, id))

    def has(self, table: str, id: str) -> bool:
        """True where a good record of this id was read."""
        return (table, id) in self._records

    def refuse(self, table: str) -> None:
        """Count a record that cannot be used."""
        self._read[table] += 1
        self._bad[table] += 1

    def problem(self, where: str, field: str | None, message: str) -> None:
        """Note what is wrong, once."""
        self.problems[Problem(where=where, field=field, message=message)] = None

    def parsed(self) -> Parsed:
        """What was gathered."""
        if self._n_repeated:
            self.notes.append(f"{counted(self._n_repeated, 'record')} repeated: that counts once")
        return Parsed(
            format=self.format,
            records=tuple(self._records.values()),
            problems=tuple(self.problems),
            read=self._read,
            bad=self._bad,
            notes=tuple(self.notes),
            is_foreign=self.is_foreign,
        )


def counted(n: int, noun: str) -> str:
    """A number of things, as in `1 quote` or `2 quotes`."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def differing(one: Record, other: Record) -> list[str]:
    """The names of the fields in which two records of a kind differ."""
    names = (field.name for field in fields(one))
    return [name for name in names if getattr(one, name) != getattr(other, name)]


def overlaid(known: Record, located: Located) -> Record:
    """The known record with everything that the file says of it. Raises ValueError."""
    new = located.record
    said = [field.name for field in fields(new)] if located.fields is None else located.fields
    changes: dict[str, Any] = {name: getattr(new, name) for name in said}
    if located.fields is not None and isinstance(new, Forecast) and isinstance(known, Forecast):
        changes["evidence"] = (new.evidence or known.evidence[:1]) + known.evidence[1:]
    if isinstance(new, Article) and isinstance(known, Article) and new.published != known.published:
        changes["precision"] = new.precision
    merged: Record = replace(known, **changes)
    return merged
