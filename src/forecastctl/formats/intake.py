"""Where every importer of another tool's format hands in what it reads; the common rules."""

import io
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from forecastctl.formats.document import TABLES, Collector, Located, Parsed, ReadOptions, counted
from forecastctl.formats.fields import FIELD_LIMIT, problem_of, shorten
from forecastctl.formats.keys import derived_id
from forecastctl.formats.row import Due, Fields
from forecastctl.formats.stamp import Stamp
from forecastctl.formats.table import header_faults, rows_of
from forecastctl.model import Forecast, Outcome, Question, Resolution, Source, SourceKind
from forecastctl.text import normal, slug

ME = "me"
"""The id of the user's own source."""

TWINS = "forecasts of one source on one question and day differ in probability; all are kept"

NO_FIELDS: frozenset[str] = frozenset()
"""The fields of a record of which a known one keeps everything."""


class Intake:
    """Gathers the records of one file under the rules that all formats share."""

    def __init__(self, format: str, options: ReadOptions) -> None:
        self.options = options
        self.collector = Collector(format, is_foreign=True)
        self._tallies: Counter[tuple[str, str]] = Counter()
        self._ids: dict[str, str] = {}
        self._origins: dict[str, str] = {}
        self._sources: dict[tuple[str, SourceKind], Source] = {}
        self._dues: dict[str, date | None] = {}
        self._named: set[str] = set()
        self._n_others = 0

    @property
    def format(self) -> str:
        """The format in the keys of its records."""
        return self.collector.format

    def origin(self, kind: str, key: str) -> str:
        """The key of a record."""
        return f"{self.format}:{kind}:{key}"

    def id_of(self, origin: str) -> str:
        """The id of the record with this origin, always the same."""
        id = self._ids.get(origin)
        if id is None:
            attempt = 0
            id = derived_id(origin)
            while id in self._origins:
                attempt += 1
                id = derived_id(origin, attempt)
            self._ids[origin] = id
            self._origins[id] = origin
        return id

    def problem(self, where: str, field: str | None, message: str) -> None:
        """Note what is wrong."""
        self.collector.problem(where, field, message)

    def note(self, text: str) -> None:
        """Say something once."""
        if text not in self.collector.notes:
            self.collector.notes.append(text)

    def tally(self, noun: str, what: str, n: int = 1) -> None:
        """Count something that is said in the end, as in `3 NOUNs WHAT`."""
        self._tallies[noun, what] += n

    def source(self, name: str, kind: SourceKind) -> Source:
        """Who is called so. Raises ValueError for a name without letters."""
        known = self._sources.get((name, kind))
        if known is None:
            id = slug(name)
            self._named.update((normal(name), id))
            if id == ME or self._is(self.options.me, name, id):
                known = Source(id=ME, name=ME, kind=SourceKind.SELF)
            else:
                known = Source(id=id, name=name.strip(), kind=kind)
            self._sources[name, kind] = known
        return known

    def wants(self, name: str, source: Source) -> bool:
        """False for a forecaster that --only leaves out."""
        only = self.options.only
        return only is None or self._is(only, name, slug(name)) or _slug(only) == source.id

    def leave_out_other(self) -> None:
        """Count a forecast of somebody that --only leaves out."""
        self._n_others += 1

    def due_of(self, question: str) -> date | None:
        """The due day of a question that was handed in."""
        return self._dues.get(question)

    def keep(self, located: Located) -> bool:
        """Take a record; False where an earlier one speaks against it."""
        record = located.record
        if isinstance(record, Forecast):
            known = self.collector.known("forecasts", record.id)
            if known and known.record != record:
                message = f"this forecast is there already, with other content ({known.where})"
                self.problem(located.where, None, message)
                return False
            return self.collector.add(located)
        if isinstance(record, Source) and self.collector.has("sources", record.id):
            return True
        if isinstance(record, Question):
            self._dues.setdefault(record.id, record.due)
        return self.collector.agree(located, {})

    def rows(
        self, text: str, required: Collection[str], known: Collection[str] = (), name: str = ""
    ) -> Iterator["Row"]:
        """The rows of a table with these columns; no row where it cannot be used."""
        at = f"{name} " if name else ""
        try:
            rows = rows_of(io.StringIO(text, newline=""), FIELD_LIMIT)
            header = [cell.strip() for cell in next(rows, (1, []))[1]]
            if not self._is_usable(f"{at}line 1", header, required, known):
                return
            for line, cells in rows:
                where = f"{at}line {line}"
                if len(cells) == len(header):
                    yield Row(self, where, dict(zip(header, cells, strict=True)))
                else:
                    message = f"has {len(cells)} cells, but there are {len(header)} columns"
                    self.problem(where, None, message)
                    self.collector.refuse("forecasts")
        except ValueError as error:
            self.problem(f"{at}file", None, str(error))

    def check_keys(self, where: str, values: Mapping[str, Any], known: Collection[str]) -> None:
        """Name the keys of a JSON object that nobody knows."""
        unknown = [key for key in values if key not in known]
        self.tell_unknown(where, unknown, "keys")

    def parsed(self) -> Parsed:
        """What was gathered."""
        for option, name in (("--me", self.options.me), ("--only", self.options.only)):
            if name is not None and not self._named & {normal(name), _slug(name)}:
                self.problem("file", option, f"nobody in the file is called {shorten(name)}")
        if self._n_others:
            self._leave_out_others()
        for (noun, what), n in self._tallies.items():
            self.note(f"{counted(n, noun)} {what}")
        return self._without_orphans(self._with_twins_noted(self.collector.parsed()))

    def _is_usable(
        self, where: str, header: list[str], required: Collection[str], known: Collection[str]
    ) -> bool:
        faults = header_faults(header, required)
        for fault in faults:
            self.problem(where, None, fault)
        unknown = [name for name in header if name not in required and name not in known]
        self.tell_unknown(where, unknown, "columns")
        return not faults

    def tell_unknown(self, where: str, names: list[str], noun: str) -> None:
        """Name columns or keys that nobody knows: a note, with --strict a problem."""
        if names and self.options.strict:
            self.problem(where, None, f"unknown {noun}: {', '.join(map(shorten, names))}")
        elif names:
            self.note(f"ignored {noun}: {', '.join(map(shorten, names))}")

    def _is(self, wanted: str | None, name: str, id: str) -> bool:
        return wanted is not None and (normal(wanted) == normal(name) or _slug(wanted) == id)

    def _leave_out_others(self) -> None:
        self.note(f"{counted(self._n_others, 'forecast')} of others left out (--only)")

    def _with_twins_noted(self, parsed: Parsed) -> Parsed:
        """Say how many forecasts differ from another in probability alone."""
        forecasts = [each.record for each in parsed.records if isinstance(each.record, Forecast)]
        times = Counter((each.source, each.question, each.made, each.made_at) for each in forecasts)
        n = sum(n for n in times.values() if n > 1)
        return replace(parsed, notes=(*parsed.notes, f"{n:,} {TWINS}")) if n else parsed

    def _without_orphans(self, parsed: Parsed) -> Parsed:
        """With --only, questions that nobody wanted has forecast are left out."""
        if self.options.only is None:
            return parsed
        wanted = {
            each.record.question for each in parsed.records if isinstance(each.record, Forecast)
        }
        kept = tuple(
            each
            for each in parsed.records
            if each.table not in ("questions", "resolutions") or each.record.id in wanted
        )
        n_left = Counter(each.table for each in parsed.records)
        n_left.subtract(each.table for each in kept)
        bad = {table: parsed.bad.get(table, 0) + n_left[table] for table in TABLES}
        bad["forecasts"] += self._n_others
        read = {**parsed.read, "forecasts": parsed.read["forecasts"] + self._n_others}
        return replace(parsed, records=kept, bad=bad, read=read)


class Row(Fields):
    """A record of the file: fields to read, and the records that they make.

    Nothing is handed in before `keep`, and nothing at all where a fault was found.
    """

    def __init__(self, intake: Intake, where: str, values: Mapping[str, Any]) -> None:
        super().__init__(values, intake.options)
        self.where = where
        self._intake = intake
        self._found: list[Located] = []
        self._on = ""
        self._due: date | None = None
        self._is_wanted = True

    def question(
        self,
        key: str,
        *,
        text: str,
        due: Due,
        outside: tuple[str, ...] = (),
        **fields: Any,
    ) -> str:
        """Make the question of this key; of the fields `outside` a known one keeps its own."""
        origin = self._intake.origin("question", key)
        self._on, self._due = self._intake.id_of(origin), due.day
        self._make(
            "questions",
            Question,
            _spoken(("text", "due", *fields), outside),
            id=self._on,
            text=text,
            due=due.day,
            due_assumed=due.is_assumed,
            origin=origin,
            **fields,
        )
        return self._on

    def inner(self, path: str, values: Mapping[str, Any]) -> "Row":
        """A record inside this one, which is kept or refused by itself."""
        return Row(self._intake, f"{self.where}.{path}", values)

    def check_keys(self, known: Collection[str]) -> None:
        """Name the keys that nobody knows."""
        self._intake.check_keys(self.where, self.values, known)

    def on(self, question: str) -> None:
        """The question that was handed in before, which this row speaks of."""
        self._on, self._due = question, self._intake.due_of(question)

    def forecast(
        self,
        key: str,
        name: str,
        kind: SourceKind,
        made: Stamp,
        **fields: Any,
    ) -> None:
        """Make a forecast of the row's question by the source of this name."""
        try:
            source = self._intake.source(name, kind)
        except ValueError as error:
            self.fault(None, str(error))
            return
        if not self._intake.wants(name, source):
            self._is_wanted = False
            return
        if self._due is not None and made.day > self._due and self.is_good:
            self.fault(None, f"made on {made.day}, after the question was due on {self._due}")
        if not self._intake.collector.has("sources", source.id):
            self._found.append(Located(self.where, "sources", source, NO_FIELDS))
        origin = self._intake.origin("forecast", key)
        self._make(
            "forecasts",
            Forecast,
            _spoken(tuple(fields)),
            id=self._intake.id_of(origin),
            question=self._on,
            source=source.id,
            made=made.day,
            made_at=made.at,
            origin=origin,
            **fields,
        )

    def resolution(self, key: str, outcome: Outcome, happened: Stamp | None, **fields: Any) -> None:
        """Make the resolution of the row's question; who judged it is the user by default."""
        fields.setdefault("by", self.options.user)
        self._make(
            "resolutions",
            Resolution,
            frozenset({"outcome"}),
            question=self._on,
            outcome=outcome,
            happened_on=happened and happened.day,
            recorded_at=self.options.recorded_at,
            origin=self._intake.origin("resolution", key),
            **fields,
        )

    def add(self, table: str, record: Any) -> None:
        """Take a record of another kind, of which a known one keeps everything."""
        self._found.append(Located(self.where, table, record, NO_FIELDS))

    def keep(self, table: str = "forecasts") -> bool:
        """Hand everything in, or name the faults and count the row as one of `table`.

        Whatever is wrong with a forecast that nobody wants is nobody's concern.
        """
        if not self._is_wanted:
            self._intake.leave_out_other()
            return True
        for field, message in self.faults:
            self._intake.problem(self.where, field, message)
        is_good = self.is_good and all(map(self._intake.keep, self._found))
        if not is_good:
            self._intake.collector.refuse(table)
        return is_good

    def _make(
        self, table: str, make: Callable[..., Any], fields: frozenset[str], **values: Any
    ) -> None:
        if not self.is_good:
            return
        try:
            self._found.append(Located(self.where, table, make(**values), fields))
        except ValueError as error:
            self.fault(*problem_of(error))


@lru_cache(maxsize=64)
def _spoken(fields: tuple[str, ...], outside: tuple[str, ...] = ()) -> frozenset[str]:
    return frozenset(fields) - frozenset(outside)


def _slug(name: str) -> str:
    try:
        return slug(name)
    except ValueError:
        return ""
