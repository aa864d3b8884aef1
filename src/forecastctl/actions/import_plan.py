"""What an import would do, decided record by record before anything is written."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from forecastctl.actions.naming import ME
from forecastctl.actions.references import references, renamed_sources
from forecastctl.errors import Problem
from forecastctl.formats.document import TABLES, Located, Parsed, counted, differing, overlaid
from forecastctl.formats.fields import problem_of, shorten
from forecastctl.formats.keys import derived_id
from forecastctl.model import Forecast, Question, Record, Resolution, Source
from forecastctl.store.base import Match, Reader
from forecastctl.text import normal

ADDED, UNCHANGED, UPDATED, SKIPPED = "added", "unchanged", "updated", "skipped"

VALUES: Mapping[str, frozenset[str]] = {
    "questions": frozenset({"text", "due"}),
    "forecasts": frozenset({"probability", "low", "high"}),
    "resolutions": frozenset({"outcome"}),
}
"""Where a foreign file differs in these it is a conflict; all else is the ledger's to say."""

KEYED_BY_TITLE = frozenset({"fatebook", "augur"})
"""Formats in which an edited title makes another question."""


class ImportPlan:
    """Takes records in the order in which they refer to each other."""

    def __init__(
        self, reader: Reader, parsed: Parsed, *, replaces: bool, restores_deleted: bool
    ) -> None:
        self.writes: list[Record] = []
        self.problems: list[Problem] = []
        self.n_conflicts = 0
        self.counts = {
            what: dict.fromkeys(TABLES, 0) for what in (ADDED, UNCHANGED, UPDATED, SKIPPED)
        }
        self._reader = reader
        self._replaces = replaces
        self._restores_deleted = restores_deleted
        self._known = _known(reader, parsed)
        self._there = set(self._known)
        self._deleted: frozenset[Match] | None = None
        self._n_deleted = 0
        self._n_kept = 0
        self._called = {key: source.id for source in reader.sources() for key in _names(source)}
        self._renamed: dict[str, str] = {}
        self._homes = _Homes(self._known, parsed) if parsed.is_foreign else None
        self._decide(parsed)

    def notes(self) -> Iterator[str]:
        """What is worth saying about the ledger."""
        if self._n_deleted:
            yield (
                f"{counted(self._n_deleted, 'record')} left out that somebody deleted here; "
                "--restore-deleted brings back what was deleted"
            )
        if self._n_kept:
            yield (
                f"other notes, tags and the like of {counted(self._n_kept, 'record')} left alone; "
                "--replace takes the file's"
            )
        if self._homes:
            yield from self._homes.notes(self.writes)
            return
        mine = sum(isinstance(each, Forecast) and each.source == ME for each in self.writes)
        if mine and Match("sources", ME) in self._known:
            yield (
                f"{counted(mine, 'forecast')} of '{ME}' in the file taken for yours; if that is "
                "wrong, undo this and give the source in the file a name of its own"
            )

    def _decide(self, parsed: Parsed) -> None:
        by_table: dict[str, list[Located]] = {table: [] for table in TABLES}
        for located in parsed.records:
            by_table[located.table].append(located)
        # Sources may refer to sources that come later.
        self._there.update(Match("sources", each.record.id) for each in by_table["sources"])
        for table in TABLES:
            for located in by_table[table]:
                self._take(located)

    def _take(self, located: Located) -> None:
        """Decide what happens to one record."""
        record = self._with_known_names(located.record)
        if self._homes:
            record = self._homes.at_home(record)
        if record is not located.record:
            located = located._replace(record=record)
        if self._refers_to_nothing(located):
            self.counts[SKIPPED][located.table] += 1
            return
        match = Match(located.table, record.id)
        known = self._known.get(match)
        if known is not None:
            self._merge(known, located)
        elif match in self._deleted_here():
            self._n_deleted += 1
            self.counts[SKIPPED][located.table] += 1
        else:
            self._there.add(match)
            self._write(ADDED, located.table, record)

    def _merge(self, known: Record, located: Located) -> None:
        table = located.table
        try:
            merged = overlaid(known, self._compared(known, located))
        except ValueError as error:
            self._problem(located, *problem_of(error))
            self.counts[SKIPPED][table] += 1
            return
        if isinstance(known, Source) and isinstance(merged, Source):
            known, merged = _with_all_aliases(known, merged)
        if merged == self._known[Match(table, merged.id)]:
            self.counts[UNCHANGED][table] += 1
        elif merged == known or self._replaces:
            self._write(UPDATED, table, merged)
        else:
            self._conflict(known, merged, located)

    def _compared(self, known: Record, located: Located) -> Located:
        """What is compared: of another tool's record only its values, unless it replaces ours."""
        if self._homes is None or located.fields is None:
            return located
        record = located.record
        fields = frozenset() if self._homes.is_merged(record.id) else located.fields
        if isinstance(record, Question) and isinstance(known, Question):
            if record.due_assumed:
                fields -= {"due"}
            if normal(record.text) == normal(known.text):
                fields -= {"text"}
        if self._replaces:
            is_due = fields & {"due"}
            return located._replace(fields=fields | {"due_assumed"} if is_due else fields)
        differ = set(differing(known, record)) & fields
        values = VALUES.get(located.table, frozenset())
        self._n_kept += bool(differ - values)
        return located._replace(fields=fields & values)

    def _conflict(self, known: Record, merged: Record, located: Located) -> None:
        for field in differing(known, merged):
            here, there = _shown(getattr(known, field)), _shown(getattr(merged, field))
            message = f"is {here} here and {there} in the file; --replace takes the file's"
            self._problem(located, field, message)
            self.n_conflicts += 1
        self.counts[SKIPPED][located.table] += 1

    def _write(self, what: str, table: str, record: Record) -> None:
        self.writes.append(record)
        self.counts[what][table] += 1

    def _problem(self, located: Located, field: str | None, message: str) -> None:
        self.problems.append(Problem(where=located.where, field=field, message=message))

    def _refers_to_nothing(self, located: Located) -> bool:
        for field, match in references(located.record):
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
            self._deleted = frozenset() if self._restores_deleted else self._reader.deleted()
        return self._deleted

    def _with_known_names(self, record: Record) -> Record:
        """The record with the ledger's ids for sources that it knows by name."""
        if isinstance(record, Source) and Match("sources", record.id) not in self._known:
            known = self._called.get(normal(record.name))
            if known:
                self._renamed[record.id] = known
        return renamed_sources(record, self._renamed) if self._renamed else record


class _Homes:
    """Where records of another tool's file live in the ledger, told by their origin."""

    def __init__(self, known: Mapping[Match, Record], parsed: Parsed) -> None:
        self._is_keyed_by_title = parsed.format in KEYED_BY_TITLE
        self._used = {match.id for match in known if match.table not in ("sources", "resolutions")}
        self._by_origin: dict[tuple[str, str | None], Question | Forecast] = {
            (match.table, record.origin): record
            for match, record in known.items()
            if isinstance(record, (Question, Forecast)) and record.origin
        }
        self._moved: dict[str, str] = {}
        self._merged = dict(self._merges(parsed))

    def at_home(self, record: Record) -> Record:
        """The record with the ids that it, and its question, have in the ledger."""
        if not self._used:
            return record
        if isinstance(record, Question):
            id = self._merged.get(record.id) or self._id_of("questions", record)
            if id == record.id:
                return record
            self._moved[record.id] = id
            return replace(record, id=id)
        if isinstance(record, Forecast):
            id = self._id_of("forecasts", record)
            on = self._moved.get(record.question, record.question)
            if (id, on) == (record.id, record.question):
                return record
            return replace(record, id=id, question=on)
        if isinstance(record, Resolution) and record.question in self._moved:
            return replace(record, question=self._moved[record.question])
        return record

    def is_merged(self, id: str) -> bool:
        """True for a question that another one of the file was merged into."""
        return id in self._merged.values()

    def notes(self, writes: list[Record]) -> Iterator[str]:
        """Questions that may be old ones under an edited title."""
        if not self._is_keyed_by_title:
            return
        said: dict[tuple[str, datetime | None], str] = {
            (each.source, each.made_at): each.question
            for each in self._by_origin.values()
            if isinstance(each, Forecast) and each.made_at
        }
        for each in writes:
            old = said.get((each.source, each.made_at)) if isinstance(each, Forecast) else None
            if isinstance(each, Forecast) and old and old != each.question:
                yield (
                    f"{each.question} has a forecast of the same author and second as {old}: if "
                    f"its title was edited, forecastctl question merge {each.question} {old}"
                )

    def _merges(self, parsed: Parsed) -> Iterator[tuple[str, str]]:
        """Questions that are gone because they were merged, and where their forecasts are now."""
        gone = {
            each.record.id
            for each in parsed.records
            if isinstance(each.record, Question)
            and ("questions", each.record.origin) not in self._by_origin
        }
        for each in parsed.records:
            if isinstance(each.record, Forecast) and each.record.question in gone:
                known = self._by_origin.get(("forecasts", each.record.origin))
                if isinstance(known, Forecast):
                    yield each.record.question, known.question

    def _id_of(self, table: str, record: Question | Forecast) -> str:
        known = self._by_origin.get((table, record.origin))
        if known is not None:
            return known.id
        id, attempt = record.id, 0
        while id in self._used:
            attempt += 1
            id = derived_id(record.origin or "", attempt)
        return id


def _known(reader: Reader, parsed: Parsed) -> dict[Match, Record]:
    """What the ledger has; asked for all at once, because single look-ups would add up."""
    if not parsed.records:
        return {}
    return {Match(table, record.id): record for table, record in reader.records()}


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
