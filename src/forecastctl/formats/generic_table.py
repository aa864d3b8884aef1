"""Foreign tables of forecasts: rows of comma-separated text or JSON lines, one shape for both."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeVar

from forecastctl.formats.content import MAX_DEPTH, parse_json
from forecastctl.formats.fields import FIELD_LIMIT, read_share, read_text, shorten
from forecastctl.formats.intake import Intake
from forecastctl.formats.row import read_number, read_per_cent
from forecastctl.formats.table import header_faults, rows_of

try:
    import orjson
except ImportError:  # pragma: no cover - orjson is a dependency, but not on every platform
    _loads: Callable[[str], Any] = parse_json
    _FAULTS: tuple[type[Exception], ...] = (ValueError,)
else:
    _loads = orjson.loads
    _FAULTS = (orjson.JSONDecodeError,)

CSV, JSONL = "csv", "jsonl"
SCALES = ("0-1", "0-100")

QUESTION_COLUMNS = (
    "question_id",
    "question",
    "condition",
    "due",
    "criteria",
    "check_on",
    "tags",
    "event",
    "outcome",
    "happened_on",
    "by",
    "proof",
)
NUMBER_COLUMNS = ("probability", "low", "high")
MANNER_COLUMNS = ("method", "wording", "said", "claim_kind", "via")
REST_COLUMNS = ("note", "url", "quote")
COLUMNS = (
    *QUESTION_COLUMNS,
    "source",
    *NUMBER_COLUMNS,
    "made",
    *MANNER_COLUMNS,
    *REST_COLUMNS,
    "id",
)
OWN_COLUMNS = (*REST_COLUMNS, "id")
"""What belongs to one forecast and is kept as it is."""


T = TypeVar("T")
Cells = Sequence[Any]
Getter = Callable[[Cells], Any]


TableRow = tuple[int, Cells]
"""The line on which a forecast or a question starts, and its cells."""


class Layout:
    """Which of our columns a table has, where, and under what header."""

    def __init__(self, names: Sequence[str | None]) -> None:
        self._places = {name: i for i, name in enumerate(names) if name is not None}
        self._present: dict[tuple[str, ...], tuple[str, ...]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def present(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the columns that the table has."""
        return tuple(name for name in names if name in self._places)

    def getter(self, names: Iterable[str]) -> Getter:
        """A function that takes the cells of these columns out of a row, as something hashable."""
        places = [self._places[name] for name in self.present(names)]
        return itemgetter(*places) if places else _nothing

    def named(self, names: tuple[str, ...], picked: Any) -> Mapping[str, Any]:
        """What such a function took out, by column."""
        present = self._present.get(names)
        if present is None:
            present = self._present[names] = self.present(names)
        return dict(zip(present, picked if len(present) > 1 else (picked,), strict=False))


class Table:
    """A table being read, line by line. A fault that ends it is noted in the intake."""

    def __init__(self, intake: Intake, lines: Iterable[str], kind: str, name: str = "") -> None:
        self._intake = intake
        self._lines = lines
        self._kind = kind
        self._at = f"{name} " if name else ""

    def where(self, line: int) -> str:
        """How a line of this table is called in a message."""
        return f"{self._at}line {line}"

    def open(
        self, wanted: Sequence[str], required: Iterable[str]
    ) -> tuple[Layout, Iterator[TableRow]] | None:
        """The layout and the rows; None where columns are missing or the file cannot be read."""
        if self._kind == JSONL:
            return Layout(wanted), self._objects(wanted, tuple(required))
        rows = self._guarded(rows_of(self._lines, FIELD_LIMIT))
        _, header = next(rows, (1, []))
        names = _translated([str(cell).strip() for cell in header], self._intake.options.columns)
        faults = header_faults([name for name in names if name], required)
        for fault in faults:
            self._intake.problem(self.where(1), None, fault)
        unknown = [name for name in names if name not in wanted]
        self._intake.tell_unknown(self.where(1), unknown, "columns")
        layout = Layout([name if name in wanted else None for name in names])
        return None if faults else (layout, self._whole_rows(rows, len(names)))

    def _guarded(self, items: Iterable[T]) -> Iterator[T]:
        """The items as long as the file can be read."""
        try:
            yield from items
        except ValueError as error:
            self._intake.problem(f"{self._at}file", None, str(error))

    def _whole_rows(self, rows: Iterable[TableRow], width: int) -> Iterator[TableRow]:
        for row in rows:
            if len(row[1]) == width:
                yield row
            else:
                n = len(row[1])
                self._refuse(row[0], f"has {n} cells, but there are {width} columns")

    def _objects(self, wanted: Sequence[str], required: tuple[str, ...]) -> Iterator[TableRow]:
        names = self._intake.options.columns
        theirs = tuple(names.get(name, name) for name in wanted)
        known = frozenset(theirs)
        unknown: dict[str, None] = {}
        for line, text in self._guarded(enumerate(self._lines, 1)):
            if not text.strip():
                continue
            try:
                values = parse_line(text)
                missing = [each for each in required if names.get(each, each) not in values]
                if missing:
                    raise ValueError(f"the key {missing[0]} is missing")
            except ValueError as error:
                self._refuse(line, str(error))
                continue
            if not values.keys() <= known:
                unknown.update(dict.fromkeys(values.keys() - known))
            yield line, ([_hashable(values.get(name)) for name in theirs])
        self._intake.tell_unknown(self._at + "file", sorted(unknown), "keys")

    def _refuse(self, line: int, message: str) -> None:
        self._intake.problem(self.where(line), None, message)
        self._intake.collector.refuse("forecasts")


def parse_line(text: str) -> dict[str, Any]:
    """The object on a line, strictly. Raises ValueError.

    An object has a colon for each key at least, so where there are not more colons than different
    keys no key is there twice; otherwise the slower reader tells.
    """
    try:
        value = _loads(text)
    except _FAULTS:
        value = None
    is_deep = text.count("[") + text.count("{") > MAX_DEPTH
    if type(value) is not dict or text.count(":") != len(value) or is_deep:
        value = parse_json(text)
    if type(value) is not dict:
        raise ValueError(f"{shorten(value)} is not an object")
    return value


def number_reader(kind: str, scale: str) -> Callable[[Any], float]:
    """How the numbers of a table are read: on this scale, as text or as JSON numbers."""
    if kind == CSV:
        return read_number if scale == SCALES[0] else read_per_cent
    return read_share if scale == SCALES[0] else _read_json_per_cent


def read_list(value: Any) -> tuple[str, ...]:
    """Texts joined by semicolons, or a JSON list of texts."""
    items = value.split(";") if type(value) is str else value
    if type(items) is str or not isinstance(items, (list, tuple)):
        raise ValueError(f"{shorten(value)} is not a list")
    return tuple(text.strip() for text in map(read_text, items) if text.strip())


def _read_json_per_cent(value: Any) -> float:
    if type(value) not in (int, float):
        raise ValueError(f"{shorten(value)} is not a number in 0..100")
    return read_per_cent(repr(value))


def _translated(header: list[str], columns: Mapping[str, str]) -> list[str]:
    """The header with our names for the columns that --map names.

    A foreign column that has one of our names by chance does not stand for it then.
    """
    ours = {theirs: name for name, theirs in columns.items()}
    return [ours.get(name) or (f"{name} (unused)" if name in columns else name) for name in header]


def _hashable(value: Any) -> Any:
    """The value so that it can be remembered by; objects in a cell are faults anyway."""
    if type(value) is list and all(type(item) is str for item in value):
        return tuple(value)
    return _Strange(value) if type(value) in (list, dict) else value


class _Strange:
    """A value that no cell can have."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __repr__(self) -> str:
        return ascii(self._value)


def _nothing(_: Cells) -> tuple[()]:
    return ()
