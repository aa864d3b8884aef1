"""The table of words of estimative probability, and the reader's own changes to it."""

import re
from collections.abc import Mapping
from dataclasses import astuple
from io import StringIO
from pathlib import Path

from forecastctl.errors import Problem, RefusedError
from forecastctl.frozen import frozen
from forecastctl.model import ClaimKind
from forecastctl.shipped import shipped_path
from forecastctl.text import normal, visible

COLUMNS = ("phrase", "kind", "when", "low", "typical", "high", "basis", "sources", "note")
NUMBER = "number"
OFF = "off"
REMOVE = "remove"
KINDS = frozenset({*ClaimKind, NUMBER, OFF})
BASES = frozenset({"survey", "standard", "standard (unverified)", "derived", "judged"})
MOST_ROWS = 2000
MOST_BYTES = 4 * 2**20


@frozen
class Row:
    """A phrase and the probability of the positive event that a reader takes from it.

    `kind` is a claim kind, `number` (the text states the figure; the row has none) or `off`
    (known, but no sign of a forecast). An empty `when` holds always.
    """

    phrase: str
    kind: str
    when: str
    low: float | None
    typical: float | None
    high: float | None
    basis: str
    sources: str
    note: str

    @property
    def needs_no_context(self) -> bool:
        """True where the phrase alone gives a probability: plain words, no condition."""
        if self.when or self.kind in (NUMBER, OFF) or self.typical is None:
            return False
        return "{" not in self.phrase and not _PLACEHOLDER.search(self.phrase)


@frozen
class Lexicon:
    """The merged table; `version` is that of the table that ships."""

    version: str
    rows: tuple[Row, ...]

    @property
    def digest(self) -> str:
        """Eight hex digits that tell this merged table from every other."""
        from hashlib import sha256

        ordered = sorted(self.rows, key=lambda row: (row.phrase, row.when))
        lines = ["\x1f".join(map(str, astuple(row))) for row in ordered]
        return sha256("\x1e".join(lines).encode()).hexdigest()[:8]

    def lookup(self, phrase: str) -> Row | None:
        """Return the row for words that stand alone, or None."""
        wanted = _key(phrase)
        for row in self.rows:
            if _key(row.phrase) == wanted and row.needs_no_context:
                return row
        return None

    def rows_for(self, phrase: str) -> tuple[Row, ...]:
        """Return every row of a phrase, whatever its condition."""
        wanted = _key(phrase)
        return tuple(row for row in self.rows if _key(row.phrase) == wanted)

    def nearest(self, phrase: str, n: int = 5) -> list[str]:
        """Return the `n` phrases most like this one among those that stand alone, best first."""
        from difflib import get_close_matches

        known = [row.phrase for row in self.rows if row.needs_no_context]
        return get_close_matches(_key(phrase)[:_LONGEST_COMPARED], known, n, cutoff=0)


def load_lexicon(path: Path, overrides: Path | None = None) -> Lexicon:
    """Read the table and change it by `overrides`; the first fault is a RefusedError.

    A row of `overrides` replaces the one with its phrase and `when`, removes it if its kind is
    `remove`, and is added otherwise.
    """
    rows, problems = _merged(path, overrides)
    version = _version(path, problems)
    if problems:
        first = problems[0]
        field = f"{first.field} " if first.field else ""
        raise RefusedError(f"{first.where}: {field}{first.message}")
    return Lexicon(version=version, rows=tuple(rows))


def shipped_lexicon(overrides: Path | None = None) -> Lexicon:
    """The table that ships with the tool, changed by a table of the user's own."""
    return load_lexicon(shipped_path("probability_words.csv"), overrides)


def lexicon_problems(path: Path, overrides: Path | None = None) -> list[Problem]:
    """Return every fault for which `load_lexicon` would refuse these files."""
    return _merged(path, overrides)[1]


_Key = tuple[str, str]
_PLACEHOLDER = re.compile(r"\b[NM]\b")
_NUMBER = re.compile(r"[0-9]{1,20}(?:\.[0-9]{0,20})?|\.[0-9]{1,20}")
_LONGEST_COMPARED = 80


class _FieldError(Exception):
    """What is wrong with a field of a row."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(field, message)
        self.field = field
        self.message = message


def _key(phrase: str) -> str:
    return normal(phrase).replace("’", "'")


def _merged(path: Path, overrides: Path | None) -> tuple[list[Row], list[Problem]]:
    table: dict[_Key, Row] = {}
    problems = _merge(table, path, None)
    if overrides is not None:
        problems += _merge(table, overrides, frozenset(row.when for row in table.values()))
    if len(table) > MOST_ROWS:
        message = f"makes {len(table):,} rows; at most {MOST_ROWS:,} are allowed"
        problems.append(_problem(overrides or path, None, None, message))
    return list(table.values()), problems


def _merge(table: dict[_Key, Row], path: Path, conditions: frozenset[str] | None) -> list[Problem]:
    """Merge a file into the table; `conditions` are the known ones, None for the shipped file."""
    problems: list[Problem] = []
    lines_of: dict[_Key, int] = {}
    for line, cells in _records(path, problems):
        try:
            row = _row(cells, conditions)
            key = (_key(row.phrase), row.when)
            if lines_of.setdefault(key, line) != line:
                raise _FieldError(
                    "phrase", f"is here with the same when as in line {lines_of[key]}"
                )
            _put(table, key, row)
        except _FieldError as fault:
            problems.append(_problem(path, line, fault.field, fault.message))
    return problems


def _put(table: dict[_Key, Row], key: _Key, row: Row) -> None:
    if row.kind != REMOVE:
        table[key] = row
    elif table.pop(key, None) is None:
        raise _FieldError("phrase", "is not in the table with this when, so it cannot be removed")


def _records(path: Path, problems: list[Problem]) -> list[tuple[int, dict[str, str]]]:
    """Read a CSV file: the line on which each row begins, and its cells by column."""
    lines = _lines(path, problems)
    if problems:
        return []
    header = [name.strip() for name in lines[0][1]] if lines else []
    if sorted(header) != sorted(COLUMNS):
        problems.append(_problem(path, 1, None, f"needs a header with {','.join(COLUMNS)}"))
        return []
    records = []
    for line, cells in lines[1:]:
        if len(cells) == len(header):
            stripped = (cell.strip() for cell in cells)
            records.append((line, dict(zip(header, stripped, strict=True))))
        else:
            message = f"has {len(cells)} cells; the header has {len(header)}"
            problems.append(_problem(path, line, None, message))
    return records


def _lines(path: Path, problems: list[Problem]) -> list[tuple[int, list[str]]]:
    import csv

    lines: list[tuple[int, list[str]]] = []
    line = 1
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            problems.append(_problem(path, None, None, "is too large for a table of words"))
            return []
        reader = csv.reader(StringIO(content.decode("utf-8-sig")), strict=True)
        for cells in reader:
            if cells:
                lines.append((line, cells))
            line = reader.line_num + 1
    except OSError as error:
        problems.append(_problem(path, None, None, f"cannot be read: {error.strerror}"))
    except UnicodeDecodeError:
        problems.append(_problem(path, None, None, "is not UTF-8 text; save it as UTF-8"))
    except csv.Error as error:
        problems.append(_problem(path, line, None, f"is not CSV: {error}"))
    return lines


def _row(cells: Mapping[str, str], conditions: frozenset[str] | None) -> Row:
    """Check one row; `conditions` are the known ones, None where all are taken as they are."""
    kind, when = cells["kind"], cells["when"]
    if not cells["phrase"]:
        raise _FieldError("phrase", "is empty")
    is_known_kind = kind in KINDS or (kind == REMOVE and conditions is not None)
    if not is_known_kind:
        raise _FieldError("kind", f"'{visible(kind)}' is not one of {', '.join(sorted(KINDS))}")
    if conditions is not None and when not in conditions | {""}:
        raise _FieldError("when", f"'{visible(when)}' is not a condition of the shipped table")
    if kind != REMOVE and cells["basis"] not in BASES:
        raise _FieldError(
            "basis", f"'{visible(cells['basis'])}' is not one of {', '.join(sorted(BASES))}"
        )
    low, typical, high = (None, None, None) if kind == REMOVE else _range(cells, kind)
    return Row(
        phrase=cells["phrase"],
        kind=kind,
        when=when,
        low=low,
        typical=typical,
        high=high,
        basis=cells["basis"],
        sources=cells["sources"],
        note=cells["note"],
    )


_Range = tuple[float | None, float | None, float | None]


def _range(cells: Mapping[str, str], kind: str) -> _Range:
    if kind == NUMBER:
        if cells["low"] or cells["typical"] or cells["high"]:
            raise _FieldError("typical", "a number row has no figures, since the text gives them")
        return None, None, None
    low, typical, high = (_figure(cells, field) for field in ("low", "typical", "high"))
    if not 0 <= low <= typical <= high <= 1:
        raise _FieldError("typical", "figures must keep 0 <= low <= typical <= high <= 1")
    return low, typical, high


def _figure(cells: Mapping[str, str], field: str) -> float:
    if not _NUMBER.fullmatch(cells[field]):
        raise _FieldError(
            field, f"'{visible(cells[field])}' is not a number from 0 to 1, as in 0.7"
        )
    return float(cells[field])


def _version(path: Path, problems: list[Problem]) -> str:
    beside = path.with_suffix(".version")
    try:
        return beside.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        problems.append(_problem(beside, None, None, "cannot be read: it holds the version"))
        return ""


def _problem(path: Path, line: int | None, field: str | None, message: str) -> Problem:
    where = str(path) if line is None else f"{path}:{line}"
    return Problem(where=where, field=field, message=message)
