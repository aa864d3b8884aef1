"""The fields of every record as plain JSON values, written in full and read strictly."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from forecastctl.dates import iso_day
from forecastctl.ids import is_id
from forecastctl.model import (
    Article,
    Candidate,
    CandidateState,
    ClaimKind,
    Evidence,
    Forecast,
    Method,
    Outcome,
    Precision,
    Question,
    Resolution,
    Said,
    Source,
    SourceKind,
)
from forecastctl.text import slug, visible

FIELD_LIMIT = 2**20
"""Bytes of one text, as UTF-8."""


class Field(NamedTuple):
    """One field: how it is written and read.

    A missing one that is not required, and null where that is allowed, leave it at its default.
    """

    name: str
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]
    is_required: bool
    takes_null: bool


class Shape(NamedTuple):
    """A kind of record: its table, its name in a file, how it is made, its fields in order."""

    table: str
    name: str
    make: Callable[..., Any]
    fields: tuple[Field, ...]


class Repeated(dict[str, Any]):
    """A JSON object in which the key `key` stands more than once."""

    key = ""


def shorten(value: object) -> str:
    """A value as a message can show it."""
    text = value if isinstance(value, str) else ascii(value)
    shown = visible(text)
    return f"'{shown[:40]}…'" if len(shown) > 40 else f"'{shown}'"


def read_text(value: Any) -> str:
    """Text that a ledger can hold."""
    if type(value) is not str:
        raise ValueError(f"{shorten(value)} is not text")
    if value.isascii() and len(value) <= FIELD_LIMIT and "\0" not in value:
        return value
    try:
        size = len(value.encode())
    except UnicodeEncodeError:
        raise ValueError(f"{shorten(value)} holds half a character (a lone surrogate)") from None
    if "\0" in value:
        raise ValueError(f"{shorten(value)} holds a NUL")
    if size > FIELD_LIMIT:
        raise ValueError(f"is longer than {FIELD_LIMIT} bytes")
    return value


@lru_cache(maxsize=4096)
def read_day(value: Any) -> date:
    """A day written out."""
    text = read_text(value)
    day = iso_day(text)
    if day is None:
        raise ValueError(f"{shorten(text)} is not a day such as 2026-12-31")
    return day


def read_moment(value: Any) -> datetime:
    """An instant in UTC."""
    text = read_text(value)
    if not _MOMENT.fullmatch(text):
        raise ValueError(f"{shorten(text)} is not an instant such as 2026-12-31T10:00:00Z")
    try:
        return datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)
    except ValueError:
        raise ValueError(
            f"{shorten(text)} is not an instant such as 2026-12-31T10:00:00Z"
        ) from None


def write_moment(moment: datetime) -> str:
    """An instant in UTC; fractions of a second only where there are any."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def read_share(value: Any) -> float:
    """A number in 0..1."""
    if type(value) not in (float, int) or not 0 <= value <= 1:
        raise ValueError(f"{shorten(value)} is not a number in 0..1")
    return float(value)


def read_whole(value: Any) -> int:
    """A whole number of the size that anything counted here can have."""
    if type(value) is not int or abs(value) > 2**53:
        raise ValueError(f"{shorten(value)} is not a whole number")
    return value


def read_flag(value: Any) -> bool:
    """True or false."""
    if type(value) is not bool:
        raise ValueError(f"{shorten(value)} is neither true nor false")
    return value


def read_texts(value: Any) -> tuple[str, ...]:
    """A list of texts."""
    if type(value) is not list:
        raise ValueError(f"{shorten(value)} is not a list")
    return tuple(map(read_text, value))


def read_object(value: Any) -> dict[str, Any]:
    """A JSON object without repeated keys."""
    if type(value) is dict:
        return value
    if isinstance(value, Repeated):
        raise ValueError(f"the key {shorten(value.key)} is there twice")
    raise ValueError(f"{shorten(value)} is not an object")


def read_record_id(value: Any) -> str:
    """The id of a question, forecast, candidate or article."""
    text = read_text(value)
    if not is_id(text):
        raise ValueError(f"{shorten(text)} is not an id (8 letters and digits, or 12 hex digits)")
    return text


@lru_cache(maxsize=4096)
def read_source_id(value: Any) -> str:
    """The id of a source."""
    text = read_text(value)
    try:
        made = slug(text)
    except ValueError:
        made = None
    if made != text:
        raise ValueError(f"{shorten(text)} is not the id of a source (such as {made or 'reuters'})")
    return text


def choice_reader(values: type[StrEnum]) -> Callable[[Any], StrEnum]:
    """A reader of one of the values of an enumeration."""
    known = {value.value: value for value in values}

    def read(value: Any) -> StrEnum:
        if type(value) is not str or value not in known:
            raise ValueError(f"{shorten(value)} is none of {', '.join(known)}")
        return known[value]

    return read


def problem_of(error: ValueError) -> tuple[str | None, str]:
    """Field and message of what a record says against being made."""
    field, colon, message = str(error).partition(": ")
    return (field, message) if colon else (None, str(error))


def _same(value: Any) -> Any:
    return value


def _text(name: str) -> Field:
    return Field(name, _same, read_text, True, False)


def _plain_text(name: str) -> Field:
    return Field(name, _same, read_text, False, False)


def _text_or(name: str) -> Field:
    return Field(name, _same, _read_text_or_none, False, True)


def _read_text_or_none(value: Any) -> str | None:
    return read_text(value) or None


def _texts(name: str) -> Field:
    return Field(name, list, read_texts, False, False)


def _day_or(name: str, *, is_required: bool = False) -> Field:
    return Field(name, date.isoformat, read_day, is_required, True)


def _share_or(name: str) -> Field:
    return Field(name, float, read_share, False, True)


def _whole_or(name: str) -> Field:
    return Field(name, _same, read_whole, False, True)


def _choice(name: str, values: type[StrEnum], *, takes_null: bool = False) -> Field:
    return Field(name, str, choice_reader(values), False, takes_null)


def _id(name: str) -> Field:
    return Field(name, _same, read_record_id, True, False)


def _id_or(name: str) -> Field:
    return Field(name, _same, read_record_id, False, True)


def _source_id_or(name: str) -> Field:
    return Field(name, _same, read_source_id, False, True)


def _source_ids(name: str) -> Field:
    return Field(name, list, _read_source_ids, False, False)


def _read_source_ids(value: Any) -> tuple[str, ...]:
    return tuple(map(read_source_id, read_texts(value)))


def _write_evidence(values: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    return [{field.name: getattr(each, field.name) for field in _EVIDENCE} for each in values]


def _read_evidence(value: Any) -> tuple[Evidence, ...]:
    if type(value) is not list:
        raise ValueError(f"{shorten(value)} is not a list")
    return tuple(_read_one_evidence(i, each) for i, each in enumerate(value))


def _read_one_evidence(i: int, value: Any) -> Evidence:
    values = {}
    at = f"[{i}]"
    try:
        for name, each in read_object(value).items():
            if name not in _EVIDENCE_FIELDS:
                raise ValueError(f"{shorten(name)} is no field of evidence")
            at = f"[{i}].{name}"
            values[name] = None if each is None else _EVIDENCE_FIELDS[name].read(each)
            at = f"[{i}]"
        return Evidence(**values)
    except ValueError as error:
        message = str(error).removeprefix("evidence: ")
        raise ValueError(f"{at}: {message}") from None


_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", re.ASCII)
_EVIDENCE = (_id_or("article"), _whole_or("start"), _whole_or("end"), _text_or("quote"))
_EVIDENCE_FIELDS = {field.name: field for field in _EVIDENCE}
_ALL_EVIDENCE = Field("evidence", _write_evidence, _read_evidence, False, False)
_RANGE = (_share_or("probability"), _share_or("low"), _share_or("high"))
_SOURCE_ID = Field("id", _same, read_source_id, True, False)

SHAPES: Mapping[str, Shape] = {
    shape.table: shape
    for shape in (
        Shape(
            "sources",
            "source",
            Source,
            (
                _SOURCE_ID,
                _text("name"),
                _choice("kind", SourceKind),
                _texts("aliases"),
                _source_id_or("parent"),
            ),
        ),
        Shape(
            "articles",
            "article",
            Article,
            (
                _id("id"),
                _text_or("title"),
                _text_or("url"),
                _source_id_or("publisher"),
                _source_ids("authors"),
                _day_or("published"),
                _choice("precision", Precision),
                _day_or("retrieved"),
                _text_or("sha256"),
                _whole_or("words"),
            ),
        ),
        Shape(
            "questions",
            "question",
            Question,
            (
                _id("id"),
                _text("text"),
                _plain_text("type"),
                _text_or("criteria"),
                _text_or("condition"),
                _day_or("opened"),
                _day_or("due", is_required=True),
                Field("due_assumed", _same, read_flag, False, False),
                _day_or("check_on"),
                _texts("tags"),
                _text_or("event"),
                _text_or("note"),
                _text_or("origin"),
            ),
        ),
        Shape(
            "forecasts",
            "forecast",
            Forecast,
            (
                _id("id"),
                _id("question"),
                _SOURCE_ID._replace(name="source"),
                Field("made", date.isoformat, read_day, True, False),
                Field("made_at", write_moment, read_moment, False, True),
                _source_ids("via"),
                *_RANGE,
                _text_or("wording"),
                _choice("method", Method),
                _choice("said", Said),
                _choice("claim_kind", ClaimKind, takes_null=True),
                _ALL_EVIDENCE,
                _text_or("url"),
                _text_or("note"),
                _text_or("origin"),
            ),
        ),
        Shape(
            "resolutions",
            "resolution",
            Resolution,
            (
                _id("question"),
                _choice("outcome", Outcome)._replace(is_required=True),
                Field("recorded_at", write_moment, read_moment, True, False),
                _day_or("happened_on"),
                _text_or("by"),
                _text_or("proof"),
                _text_or("note"),
                _text_or("origin"),
            ),
        ),
        Shape(
            "candidates",
            "candidate",
            Candidate,
            (
                _id("id"),
                _id("article"),
                _text("claim"),
                _text("source"),
                _text("source_kind"),
                _choice("said", Said),
                _texts("via"),
                _plain_text("hedge"),
                *_RANGE,
                _choice("method", Method),
                _day_or("made"),
                _day_or("due"),
                _day_or("due_start"),
                _text_or("due_phrase"),
                _texts("due_flags"),
                _text_or("condition"),
                _choice("claim_kind", ClaimKind),
                _ALL_EVIDENCE,
                _text_or("context"),
                _texts("flags"),
                _plain_text("engine"),
                _plain_text("lexicon"),
                Field("confidence", float, read_share, False, False),
                _choice("state", CandidateState),
                _id_or("forecast"),
            ),
        ),
    )
}
"""The record kinds by table, in the order of an export."""
