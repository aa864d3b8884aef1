"""The columns of our own CSV: which field each holds, and how a cell is written and read."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from forecastctl.formats.fields import (
    choice_reader,
    read_day,
    read_moment,
    read_record_id,
    read_share,
    read_source_id,
    read_text,
    read_whole,
    shorten,
    write_moment,
)
from forecastctl.model import (
    Article,
    ClaimKind,
    Evidence,
    Forecast,
    Method,
    Outcome,
    Question,
    Record,
    Resolution,
    Said,
    Source,
    SourceKind,
)


class Column(NamedTuple):
    """A column and the field that it holds. `read` never gets an empty cell."""

    name: str
    field: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]


class Part(NamedTuple):
    """The columns that make up one record."""

    table: str
    make: Callable[..., Any]
    columns: tuple[Column, ...]


def text_cell(text: str) -> str:
    """Free text with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def id_cell(id: str) -> str:
    """An id with an apostrophe in front where a spreadsheet would take it for a number."""
    return f"'{id}" if _LIKE_A_NUMBER.fullmatch(id) else text_cell(id)


def list_cell(texts: Sequence[str]) -> str:
    """Texts joined by semicolons; one inside a text gets a backslash in front."""
    return text_cell(";".join(_escaped(text) for text in texts))


def bare(cell: str) -> str:
    """A cell without the one apostrophe that may stand in front."""
    return cell.removeprefix("'")


def write_part(part: Part, record: Record | Evidence) -> dict[str, str]:
    """The cells of a record by column; an empty one for what is missing."""
    cells = {}
    for name, field, write, _ in part.columns:
        value = getattr(record, field)
        cells[name] = "" if value is None else write(value)
    return cells


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;")


def read_list(cell: str) -> tuple[str, ...]:
    """The texts that `list_cell` has joined. Raises ValueError."""
    if "\\" not in cell:
        return tuple(map(read_text, bare(cell).split(";")))
    if not _LIST.fullmatch(bare(cell)):
        raise ValueError(f"{shorten(cell)} ends in a backslash that nothing follows")
    texts = _LISTED.findall(bare(cell) + ";")
    return tuple(read_text(_ESCAPED.sub(r"\1", text)) for text in texts)


def _read_source_ids(cell: str) -> tuple[str, ...]:
    return tuple(map(read_source_id, read_list(cell)))


def _read_text(cell: str) -> str:
    return read_text(bare(cell))


def _read_id(cell: str) -> str:
    return read_record_id(bare(cell))


def _read_source_id(cell: str) -> str:
    return read_source_id(bare(cell))


def _read_share(cell: str) -> float:
    if not _NUMBER.fullmatch(cell):
        raise ValueError(f"{shorten(cell)} is not a number in 0..1")
    return read_share(float(cell))


def _read_whole(cell: str) -> int:
    if not _WHOLE.fullmatch(cell):
        raise ValueError(f"{shorten(cell)} is not a whole number")
    return read_whole(int(cell))


def _read_due(cell: str) -> date | None:
    return None if cell == UNDATED else read_day(cell)


def _read_flag(cell: str) -> bool:
    if cell not in ("true", "false"):
        raise ValueError(f"{shorten(cell)} is neither true nor false")
    return cell == "true"


def _write_flag(value: bool) -> str:
    return "true" if value else "false"


def _text(name: str, field: str = "") -> Column:
    return Column(name, field or name, text_cell, _read_text)


def _day(name: str, field: str = "") -> Column:
    return Column(name, field or name, date.isoformat, read_day)


def _share(name: str) -> Column:
    return Column(name, name, repr, _read_share)


def _moment(name: str) -> Column:
    return Column(name, name, write_moment, read_moment)


UNDATED = "none"
"""What stands in the due cell of an undated question."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
_LIKE_A_NUMBER = re.compile(r"[0-9]+(?:e[0-9]+)?")
_NUMBER = re.compile(r"[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]{1,3})?")
_WHOLE = re.compile(r"[0-9]{1,16}")
_LIST = re.compile(r"(?:\\.|[^\\])*", re.DOTALL)
_LISTED = re.compile(r"((?:\\.|[^;\\])*);", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)

QUESTION = Part(
    "questions",
    Question,
    (
        Column("question_id", "id", id_cell, _read_id),
        _text("question", "text"),
        _text("criteria"),
        _text("condition"),
        _day("opened"),
        Column("due", "due", date.isoformat, _read_due),
        Column("due_assumed", "due_assumed", _write_flag, _read_flag),
        _day("check_on"),
        Column("tags", "tags", list_cell, read_list),
        _text("event"),
        _text("question_note", "note"),
    ),
)
SOURCE = Part(
    "sources",
    Source,
    (
        Column("source", "id", id_cell, _read_source_id),
        Column("source_kind", "kind", str, choice_reader(SourceKind)),
    ),
)
FORECAST = Part(
    "forecasts",
    Forecast,
    (
        Column("forecast_id", "id", id_cell, _read_id),
        Column("source", "source", id_cell, _read_source_id),
        Column("via", "via", list_cell, _read_source_ids),
        _share("probability"),
        _share("low"),
        _share("high"),
        _day("made"),
        _moment("made_at"),
        Column("method", "method", str, choice_reader(Method)),
        _text("wording"),
        Column("said", "said", str, choice_reader(Said)),
        Column("claim_kind", "claim_kind", str, choice_reader(ClaimKind)),
        _text("url"),
        _text("forecast_note", "note"),
    ),
)
ARTICLE = Part(
    "articles",
    Article,
    (
        Column("article", "id", id_cell, _read_id),
        _text("article_title", "title"),
        _day("article_published", "published"),
        Column("article_sha256", "sha256", id_cell, _read_text),
    ),
)
EVIDENCE = Part(
    "",
    Evidence,
    (
        Column("article", "article", id_cell, _read_id),
        _text("quote"),
        Column("quote_start", "start", str, _read_whole),
        Column("quote_end", "end", str, _read_whole),
    ),
)
RESOLUTION = Part(
    "resolutions",
    Resolution,
    (
        Column("outcome", "outcome", str, choice_reader(Outcome)),
        _day("happened_on"),
        _moment("recorded_at"),
        _text("by"),
        _text("proof"),
        _text("resolution_note", "note"),
    ),
)
_OF_FORECAST = (
    *FORECAST.columns[:2],
    SOURCE.columns[1],
    *FORECAST.columns[2:-1],
    *ARTICLE.columns,
    *EVIDENCE.columns[1:],
    FORECAST.columns[-1],
)
COLUMNS = (
    *(column.name for column in (*QUESTION.columns, *_OF_FORECAST, *RESOLUTION.columns)),
    "origin",
)
NEEDED = {
    "question_id": "is empty",
    "question": "is empty",
    "due": "is empty; the due cell of an undated question says none",
    "forecast_id": "is empty",
    "source": "is empty",
    "made": "is empty",
    "outcome": "is empty",
    "recorded_at": "is empty",
}
"""Cells that a record needs, and what to say where they are empty."""

REQUIRED = ("question_id", "question", "due", "forecast_id", "source", "probability", "made")
