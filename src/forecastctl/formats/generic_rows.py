"""The rows of a table of any origin, read so that a file of any length can stream by.

What rows have in common (questions, manners, sources, days) is read once and remembered.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple, TypeVar

from forecastctl.formats.fields import problem_of, shorten
from forecastctl.formats.generic_table import (
    COLUMNS,
    MANNER_COLUMNS,
    NUMBER_COLUMNS,
    OWN_COLUMNS,
    QUESTION_COLUMNS,
    Layout,
    Table,
    TableRow,
    number_reader,
    read_list,
)
from forecastctl.formats.intake import Intake
from forecastctl.formats.keys import hashed
from forecastctl.formats.row import Due, Fields
from forecastctl.formats.stamp import DAY, ISO, Stamp
from forecastctl.model import ClaimKind, Method, Outcome, Said, Source, SourceKind, require_range
from forecastctl.text import slug

UNDATED = "none"
REQUIRED = ("question", "source", "probability", "made", "due")
REQUIRED_JOINED = ("question_id", "source", "probability", "made")
REQUIRED_OF_QUESTIONS = ("question_id", "question", "due")
JOINED_COLUMNS = ("question_id", *COLUMNS[len(QUESTION_COLUMNS) :])

REMEMBERED = 1 << 16
"""So many different cells of a sort are remembered before they are forgotten."""

T = TypeVar("T")


class Asked(NamedTuple):
    """A question as its rows tell it. Of `by` and `proof` there is none without an outcome."""

    id: str
    key: str
    line: int
    text: str
    due: Due
    condition: str | None
    criteria: str | None
    check_on: date | None
    tags: tuple[str, ...]
    event: str | None
    outcome: Outcome | None
    happened_on: date | None
    by: str | None
    proof: str | None


class Manner(NamedTuple):
    """How a probability was given; `via` are names."""

    method: Method
    wording: str | None
    said: Said
    claim_kind: ClaimKind | None
    via: tuple[str, ...]


class Numbers(NamedTuple):
    """A probability and its range."""

    probability: float
    low: float | None
    high: float | None


class Speaker(NamedTuple):
    """A source and what the file calls it; `key` is the slug of that."""

    name: str
    key: str
    source: Source
    is_wanted: bool


class Told(NamedTuple):
    """One good row: its question and manner by their places in the lists of the teller."""

    line: int
    question: int
    manner: int
    speaker: Speaker
    numbers: Numbers
    made: Stamp
    cells: Any


class BadCellsError(ValueError):
    """Cells that cannot be read, with all faults in them."""

    def __init__(self, faults: list[tuple[str | None, str]]) -> None:
        super().__init__(faults)
        self.faults = faults


class Remembered(dict[Any, T]):
    """What cells mean, read when they first occur. Raises BadCellsError, each time anew."""

    def __init__(self, read: Callable[[Any], T], limit: int = REMEMBERED) -> None:
        super().__init__()
        self._read = read
        self._limit = limit

    def __missing__(self, cells: Any) -> T:
        value = self._read(cells)
        if len(self) >= self._limit:
            self.clear()
        self[cells] = value
        return value


class Teller:
    """Reads one table. `questions` and `manners` are complete when all rows are told.

    `names_nobody`: some rows say of no source, so that the options' one stands in.
    """

    def __init__(self, intake: Intake, kind: str) -> None:
        self.intake = intake
        self.questions: list[Asked] = []
        self.manners: list[Manner] = []
        self.layout = Layout(())
        self.names_nobody = False
        self._kind = kind
        self._line = 0
        self._read_number = number_reader(kind, intake.options.scale or "")
        self._by_key: dict[str, int] = {}
        self._dues: list[date] = []

    def read_questions(self, lines: Iterable[str]) -> None:
        """Read the file of questions that --questions names."""
        table = Table(self.intake, lines, self._kind, "questions")
        opened = table.open(QUESTION_COLUMNS, REQUIRED_OF_QUESTIONS)
        if opened is None:
            return
        self.layout, rows = opened
        cells_of = self.layout.getter(QUESTION_COLUMNS)
        for line, cells in rows:
            self._line = line
            try:
                if self._ask(cells_of(cells)) < len(self.questions) - 1:
                    raise BadCellsError([("question_id", "is there twice")])
            except BadCellsError as error:
                self._refuse(table.where(line), error.faults, "questions")

    def told(self, lines: Iterable[str]) -> Iterator[Told]:
        """The good rows; the faults of the others are noted."""
        options = self.intake.options
        is_joined = options.questions is not None
        table = Table(self.intake, lines, self._kind)
        required: tuple[str, ...] = REQUIRED_JOINED if is_joined else REQUIRED
        if options.source is not None:
            required = tuple(name for name in required if name != "source")
        if options.default_due is not None:
            required = tuple(name for name in required if name != "due")
        opened = table.open(JOINED_COLUMNS if is_joined else COLUMNS, required)
        if opened is not None:
            self.layout, rows = opened
            yield from self._tell(table, rows, self._find if is_joined else self._ask)

    def _tell(
        self, table: Table, rows: Iterator[TableRow], ask: Callable[[Any], int]
    ) -> Iterator[Told]:
        get, dues = self.layout.getter, self._dues
        parts = (
            (get(QUESTION_COLUMNS), questions := Remembered(ask, limit=REMEMBERED << 4)),
            (get(MANNER_COLUMNS), manners := Remembered(self._read_manner)),
            (get(NUMBER_COLUMNS), numbers := Remembered(self._read_numbers)),
            (get(["source"]), speakers := Remembered(self._read_speaker)),
            (get(["made"]), stamps := Remembered(self._read_made)),
            (get(OWN_COLUMNS), owns := Remembered(self._read_own)),
        )
        question_of, manner_of, number_of, source_of, made_of, own_of = (get for get, _ in parts)
        has_own = bool(self.layout.present(OWN_COLUMNS))
        new = tuple.__new__
        for line, cells in rows:
            self._line = line
            try:
                question, manner = questions[question_of(cells)], manners[manner_of(cells)]
                number, speaker = numbers[number_of(cells)], speakers[source_of(cells)]
                made = stamps[made_of(cells)]
                if has_own:
                    owns[own_of(cells)]
                if made[0] > dues[question]:
                    late = f"{made[0]} is after the question was due, {dues[question]}"
                    raise BadCellsError([("made", late)])
            except BadCellsError as error:
                if self._wants(speakers, source_of(cells)):
                    faults = _all_faults(cells, parts) or error.faults
                    self._refuse(table.where(line), faults, "forecasts")
                continue
            if speaker.is_wanted:
                yield new(Told, (line, question, manner, speaker, number, made, cells))
            else:
                self.intake.leave_out_other()

    def _wants(self, speakers: Remembered[Speaker], cells: Any) -> bool:
        """False, and counted, for a forecast of somebody that --only leaves out."""
        try:
            is_wanted = speakers[cells].is_wanted
        except BadCellsError:
            return True
        if not is_wanted:
            self.intake.leave_out_other()
        return is_wanted

    def _refuse(self, where: str, faults: list[tuple[str | None, str]], table: str) -> None:
        for field, message in faults:
            self.intake.problem(where, field, message)
        self.intake.collector.refuse(table)

    def _fields(self, names: tuple[str, ...], cells: Any) -> Fields:
        return Fields(self.layout.named(names, cells), self.intake.options)

    def _find(self, cells: Any) -> int:
        """The question of this id in the file of questions."""
        row = self._fields(QUESTION_COLUMNS, cells)
        id = row.text("question_id")
        if row.is_good and id not in self._by_key:
            row.fault("question_id", f"{shorten(id)} is not in the file of questions")
        return _good(row, self._by_key.get(id, 0))

    def _ask(self, cells: Any) -> int:
        """The question of these cells; what rows say of one question has to agree."""
        row = self._fields(QUESTION_COLUMNS, cells)
        asked = _good(row, self._read_question(row))
        place = self._by_key.get(asked.key)
        if place is None:
            place = self._by_key[asked.key] = len(self.questions)
            self.questions.append(asked)
            self._dues.append(asked.due.day or date.max)
        else:
            self.questions[place] = _agreed(row, self.questions[place], asked)
        return place

    def _read_question(self, row: Fields) -> Asked:
        text, condition = row.text("question"), row.text_or("condition")
        due = Due(None) if row.values.get("due") == UNDATED else row.due("due", ISO)
        key = row.text_or("question_id")
        if key is None:
            day = UNDATED if due.day is None else due.day.isoformat()
            key = hashed(text, condition or "", day)
        return Asked(
            id=self.intake.id_of(self.intake.origin("question", key)),
            key=key,
            line=self._line,
            text=text,
            due=due,
            condition=condition,
            **(_NOTHING_ELSE | {name: read(row, name) for name, read in _ELSE if row.has(name)}),
        )

    def _read_manner(self, cells: Any) -> int:
        row = self._fields(MANNER_COLUMNS, cells)
        manner = Manner(
            method=row.choice("method", _METHODS) or Method.STATED,
            wording=row.text_or("wording"),
            said=row.choice("said", _SAID) or Said.WILL,
            claim_kind=row.choice("claim_kind", _CLAIM_KINDS),
            via=row.read_or("via", read_list, ()),
        )
        if manner.method is Method.WORDED and not manner.wording:
            row.fault("wording", "is empty, but method says worded")
        for name in manner.via:
            try:
                self.intake.source(name, SourceKind.UNKNOWN)
            except ValueError as error:
                row.fault("via", str(error))
        self.manners.append(_good(row, manner))
        return len(self.manners) - 1

    def _read_numbers(self, cells: Any) -> Numbers:
        row = self._fields(NUMBER_COLUMNS, cells)
        read = self._read_number
        numbers = Numbers(
            row.read("probability", read, 0.5),
            row.read_or("low", read, None),
            row.read_or("high", read, None),
        )
        try:
            require_range(*_good(row, numbers))
        except ValueError as error:
            if not isinstance(error, BadCellsError):
                row.fault(*problem_of(error))
        return _good(row, numbers)

    def _read_speaker(self, cells: Any) -> Speaker:
        row = self._fields(("source",), cells)
        otherwise = self.intake.options.source
        if otherwise and not row.has("source"):
            name, self.names_nobody = otherwise, True
        else:
            name = row.text("source")
        try:
            source = self.intake.source(name, SourceKind.UNKNOWN)
        except ValueError as error:
            row.fault("source", str(error))
            raise BadCellsError(row.faults) from None
        return _good(row, Speaker(name, slug(name), source, self.intake.wants(name, source)))

    def _read_own(self, cells: Any) -> bool:
        row = self._fields(OWN_COLUMNS, cells)
        for name in OWN_COLUMNS:
            row.text_or(name)
        return _good(row, True)

    def _read_made(self, cells: Any) -> Stamp:
        row = self._fields(("made",), cells)
        return _good(row, row.stamp("made", ISO))


def _read_of_outcome(row: Fields, name: str) -> str | None:
    """What is said of an outcome, which has to be there."""
    if not row.has("outcome"):
        row.fault(name, "is given, but outcome is empty")
    return row.text_or(name)


def _read_happened(row: Fields, name: str) -> date | None:
    if not row.has("outcome"):
        row.fault(name, "is given, but outcome is empty")
    return _read_day(row, name)


def _read_day(row: Fields, name: str) -> date | None:
    stamp = row.stamp_or(name, DAY)
    return stamp and stamp.day


def _good(row: Fields, value: T) -> T:
    if row.faults:
        raise BadCellsError(row.faults)
    return value


def _all_faults(
    cells: Any, parts: Iterable[tuple[Callable[[Any], Any], Remembered[Any]]]
) -> list[tuple[str | None, str]]:
    """The faults in every part of a row."""
    faults = []
    for get, remembered in parts:
        try:
            remembered[get(cells)]
        except BadCellsError as error:
            faults += error.faults
    return faults


def _agreed(row: Fields, known: Asked, asked: Asked) -> Asked:
    """What both rows say of the question together; an empty cell says nothing."""
    changes: dict[str, Any] = {}
    for name in Asked._fields[3:]:
        here, there = getattr(known, name), getattr(asked, name)
        if here != there and there not in (None, ()):
            if here not in (None, ()):
                row.fault(name, f"is different in another row of this question (line {known.line})")
            changes[name] = there
    return _good(row, known._replace(**changes)) if changes else known


_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_NO_TEXTS: tuple[str, ...] = ()
_ELSE: tuple[tuple[str, Callable[[Fields, str], Any]], ...] = (
    ("criteria", Fields.text_or),
    ("check_on", _read_day),
    ("tags", lambda row, name: row.read_or(name, read_list, _NO_TEXTS)),
    ("event", Fields.text_or),
    ("outcome", lambda row, name: row.choice(name, _OUTCOMES)),
    ("happened_on", _read_happened),
    ("by", _read_of_outcome),
    ("proof", _read_of_outcome),
)
"""What a row may say of its question beside what makes it one."""

_NOTHING_ELSE: dict[str, Any] = dict.fromkeys(name for name, _ in _ELSE) | {"tags": ()}
_METHODS = {method.value: method for method in Method}
_SAID = {said.value: said for said in Said}
_CLAIM_KINDS = {kind.value: kind for kind in ClaimKind}
