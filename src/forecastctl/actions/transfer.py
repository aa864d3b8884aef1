"""Records in and out of a ledger: exports, and imports with their rules of conflict."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeVar

from forecastctl.actions.lookup import find_source
from forecastctl.actions.naming import ME
from forecastctl.errors import Problem
from forecastctl.formats.document import (
    TABLES,
    Document,
    Located,
    Parsed,
    counted,
    differing,
    overlaid,
)
from forecastctl.formats.fields import problem_of, shorten
from forecastctl.model import (
    Article,
    Candidate,
    Forecast,
    Question,
    Record,
    Resolution,
    Source,
)
from forecastctl.store.base import Match, Reader, Transaction
from forecastctl.text import normal


class ImportOptions(NamedTuple):
    """How an import deals with conflicts, with what was deleted here, and with bad records."""

    replace: bool = False
    restore_deleted: bool = False
    skip_bad: bool = False


class ImportResult(NamedTuple):
    """What an import did or would do: counts by table, and problems in the order of the file.

    `conflicts_only`: all problems are conflicts with the ledger. `is_refused`: nothing was
    written because of problems. `notes` are about the ledger; those about the file are with what
    was parsed.
    """

    read: Mapping[str, int]
    added: Mapping[str, int]
    unchanged: Mapping[str, int]
    updated: Mapping[str, int]
    skipped: Mapping[str, int]
    problems: tuple[Problem, ...]
    conflicts_only: bool
    is_refused: bool
    notes: tuple[str, ...] = ()

    @property
    def code(self) -> int:
        """The exit code: 1 where refused (6 for conflicts alone), 3 where bad ones were skipped."""
        if self.is_refused:
            return 6 if self.conflicts_only else 1
        return 3 if self.problems else 0


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


def plan_import(reader: Reader, parsed: Parsed, options: ImportOptions) -> ImportResult:
    """What an import would do (a dry run)."""
    return _planned(reader, parsed, options).result(parsed)


def import_records(ledger: Transaction, parsed: Parsed, options: ImportOptions) -> ImportResult:
    """Write what is new, and what differs where `replace` allows it; nothing on any problem.

    With `skip_bad` the good records are written. Ids are kept.
    """
    plan = _planned(ledger, parsed, options)
    result = plan.result(parsed)
    if not result.is_refused:
        for record in plan.writes:
            ledger.put(record)
    return result


def _planned(reader: Reader, parsed: Parsed, options: ImportOptions) -> "_Plan":
    plan = _Plan(reader, options, _known(reader, parsed))
    by_table: dict[str, list[Located]] = {table: [] for table in TABLES}
    for located in parsed.records:
        by_table[located.table].append(located)
    plan.expect_sources(by_table["sources"])
    for table in TABLES:
        for located in by_table[table]:
            plan.take(located)
    return plan


def _known(reader: Reader, parsed: Parsed) -> dict[Match, Record]:
    """What the ledger has; asked for all at once, because single look-ups would add up."""
    if not parsed.records:
        return {}
    return {Match(table, record.id): record for table, record in reader.records()}


class _Plan:
    """Decides record by record, in the order in which they refer to each other."""

    def __init__(self, reader: Reader, options: ImportOptions, known: dict[Match, Record]) -> None:
        self.writes: list[Record] = []
        self._reader = reader
        self._options = options
        self._known = known
        self._there = set(known)
        self._problems: list[Problem] = []
        self._n_conflicts = 0
        self._n_deleted = 0
        self._deleted: frozenset[Match] | None = None
        self._called = {key: source.id for source in reader.sources() for key in _names(source)}
        self._renamed: dict[str, str] = {}
        self._counts = {what: dict.fromkeys(TABLES, 0) for what in _COUNTED}

    def expect_sources(self, sources: list[Located]) -> None:
        """Sources may refer to sources that come later."""
        self._there.update(Match("sources", located.record.id) for located in sources)

    def take(self, located: Located) -> None:
        """Decide what happens to one record."""
        located = located._replace(record=self._with_known_names(located.record))
        table, record = located.table, located.record
        if self._refers_to_nothing(located):
            self._counts["skipped"][table] += 1
            return
        match = Match(table, record.id)
        known = self._known.get(match)
        if known is None and match in self._deleted_here():
            self._n_deleted += 1
            self._counts["skipped"][table] += 1
        elif known is None:
            self._there.add(match)
            self._write("added", table, record)
        else:
            self._merge(known, located)

    def result(self, parsed: Parsed) -> ImportResult:
        """What the plan comes to."""
        problems = (*parsed.problems, *self._problems)
        skipped = {
            table: n + parsed.bad.get(table, 0) for table, n in self._counts["skipped"].items()
        }
        is_refused = bool(problems) and not self._options.skip_bad
        return ImportResult(
            read={table: parsed.read.get(table, 0) for table in TABLES},
            added=_NOTHING if is_refused else self._counts["added"],
            unchanged=self._counts["unchanged"],
            updated=_NOTHING if is_refused else self._counts["updated"],
            skipped=skipped,
            problems=tuple(sorted(problems, key=_place)),
            conflicts_only=bool(problems) and len(problems) == self._n_conflicts,
            is_refused=is_refused,
            notes=tuple(self._notes()),
        )

    def _notes(self) -> Iterator[str]:
        if self._n_deleted:
            yield (
                f"{counted(self._n_deleted, 'record')} left out that somebody deleted here; "
                "--restore-deleted brings back what was deleted"
            )
        mine = sum(isinstance(each, Forecast) and each.source == ME for each in self.writes)
        if mine and Match("sources", ME) in self._known:
            yield (
                f"{counted(mine, 'forecast')} of '{ME}' in the file taken for yours; if that is "
                "wrong, undo this and give the source in the file a name of its own"
            )

    def _merge(self, known: Record, located: Located) -> None:
        table = located.table
        try:
            merged = overlaid(known, located)
        except ValueError as error:
            self._problem(located, *problem_of(error))
            self._counts["skipped"][table] += 1
            return
        if isinstance(known, Source) and isinstance(merged, Source):
            known, merged = _with_all_aliases(known, merged)
        if merged == self._known[Match(table, merged.id)]:
            self._counts["unchanged"][table] += 1
        elif merged == known or self._options.replace:
            self._write("updated", table, merged)
        else:
            for field in differing(known, merged):
                here, there = getattr(known, field), getattr(merged, field)
                message = f"is {_shown(here)} here and {_shown(there)} in the file"
                self._problem(located, field, f"{message}; --replace takes the file's")
                self._n_conflicts += 1
            self._counts["skipped"][table] += 1

    def _write(self, what: str, table: str, record: Record) -> None:
        self.writes.append(record)
        self._counts[what][table] += 1

    def _problem(self, located: Located, field: str | None, message: str) -> None:
        self._problems.append(Problem(where=located.where, field=field, message=message))

    def _refers_to_nothing(self, located: Located) -> bool:
        for field, match in _references(located.record):
            if match not in self._there:
                if match in self._deleted_here():
                    self._n_deleted += 1
                else:
                    what = match.table.removesuffix("s")
                    self._problem(located, field, f"there is no {what} {shorten(match.id)}")
                return True
        return False

    def _deleted_here(self) -> frozenset[Match]:
        if self._deleted is None:
            restore = self._options.restore_deleted
            self._deleted = frozenset() if restore else self._reader.deleted()
        return self._deleted

    def _with_known_names(self, record: Record) -> Record:
        """The record with the ledger's ids for sources that it knows by name."""
        if isinstance(record, Source) and Match("sources", record.id) not in self._known:
            known = self._called.get(normal(record.name))
            if known:
                self._renamed[record.id] = known
        return _renamed(record, self._renamed) if self._renamed else record


_NOTHING: Mapping[str, int] = dict.fromkeys(TABLES, 0)
_COUNTED = ("added", "unchanged", "updated", "skipped")
_PLACE = re.compile(r"(\w*?)(?:\[| )(\d+)\]?")
_R = TypeVar("_R", Source, Article, Question, Forecast, Resolution, Candidate)


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
    sources.update(id for each in named for _, id in _source_ids(each))
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


def _references(record: Record) -> list[tuple[str, Match]]:
    """Every record that this one names, with the field that names it."""
    named = [(field, Match("sources", id)) for field, id in _source_ids(record)]
    match record:
        case Forecast():
            named.append(("question", Match("questions", record.question)))
            for piece in record.evidence:
                if piece.article:
                    named.append(("evidence", Match("articles", piece.article)))
        case Resolution():
            named.append(("question", Match("questions", record.question)))
        case Candidate():
            named.append(("article", Match("articles", record.article)))
            if record.forecast:
                named.append(("forecast", Match("forecasts", record.forecast)))
    return named


def _source_ids(record: Record) -> list[tuple[str, str]]:
    """The sources that a record names, with the field that names each."""
    match record:
        case Forecast():
            return [("source", record.source), *(("via", id) for id in record.via)]
        case Article():
            publisher = [("publisher", record.publisher)] if record.publisher else []
            return [*publisher, *(("authors", id) for id in record.authors)]
        case Source() if record.parent:
            return [("parent", record.parent)]
    return []


def _renamed(record: Record, ids: Mapping[str, str]) -> Record:
    """The record with other ids for some sources."""
    match record:
        case Source():
            parent = ids.get(record.parent or "", record.parent)
            return replace(record, id=ids.get(record.id, record.id), parent=parent)
        case Article():
            publisher = ids.get(record.publisher or "", record.publisher)
            authors = tuple(ids.get(id, id) for id in record.authors)
            return replace(record, publisher=publisher, authors=authors)
        case Forecast():
            via = tuple(ids.get(id, id) for id in record.via)
            return replace(record, source=ids.get(record.source, record.source), via=via)
    return record


def _names(source: Source) -> set[str]:
    return {source.id, normal(source.name), *map(normal, source.aliases)}


def _with_all_aliases(known: Source, merged: Source) -> tuple[Source, Source]:
    """Both with the aliases of both; another spelling of a known name is no difference."""
    name = known.name if normal(merged.name) in _names(known) else merged.name
    aliases = {normal(alias): alias for alias in merged.aliases}
    new = [alias for key, alias in aliases.items() if key not in _names(known)]
    both = (*known.aliases, *new)
    return replace(known, aliases=both), replace(merged, name=name, aliases=both)


def _shown(value: object) -> str:
    if value is None or value == ():
        return "empty"
    if isinstance(value, tuple):
        value = ", ".join(map(str, value))
    return shorten(str(value))


def _place(problem: Problem) -> tuple[int, int]:
    """Sorts by line, or by table and place in it; what concerns the whole file comes first."""
    found = _PLACE.fullmatch(problem.where)
    if found is None:
        return -1, 0
    return TABLES.index(found[1]) if found[1] in TABLES else 0, int(found[2])
