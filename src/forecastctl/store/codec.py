"""Records to plain JSON values and back, strictly both ways.

A document leaves out the id and every null, false or empty field; all others stand in the order of
the record. What this module did not write itself it does not read: an unknown key, a value of the
wrong type or a date in another spelling is damage.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any, NamedTuple

from forecastctl.dates import iso_day
from forecastctl.errors import LedgerDamagedError, RefusedError
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
    Record,
    Resolution,
    Said,
    Source,
    SourceKind,
)
from forecastctl.text import visible

PlainDoc = Mapping[str, Any]
"""A document whose values are taken on trust, where decoding whole ledgers would take too long."""

PlainTables = Mapping[str, Mapping[str, PlainDoc]]
"""Documents by table and id, in the order in which they were recorded."""


class Field(NamedTuple):
    """One key of a document. A field without `empty` values is required."""

    name: str
    to_json: Callable[[Any], Any]
    from_json: Callable[[Any], Any]
    empty: tuple[Any, ...] = ()


def encode(record: Record) -> tuple[str, str, dict[str, object]]:
    """Table, id and document of a record. RefusedError for text that UTF-8 cannot hold."""
    table = _TABLES[type(record)]
    try:
        return table, _utf8(record.id), _to_doc(_VALUES[table](record), FIELDS[table][1])
    except UnicodeEncodeError as error:
        shown = ascii(error.object[error.start : error.end])
        message = f"{table} {record.id!a}: {shown} is half a character; replace it"
        raise RefusedError(message) from None


def decode(table: str, id: str, doc: Mapping[str, object]) -> Record:
    """The record that a document stands for. LedgerDamagedError names what is wrong with it."""
    make, fields = FIELDS[table]
    key = "question" if make is Resolution else "id"
    try:
        return make(**{key: id}, **_from_doc(doc, fields))  # type: ignore[no-any-return]
    except ValueError as error:
        message = f"{table} {visible(id)}: {error}; see: forecastctl log {visible(id)}"
        raise LedgerDamagedError(message) from None


def first_fault(tables: PlainTables) -> LedgerDamagedError:
    """What is wrong with documents that could not be used."""
    for table, docs in tables.items():
        for id, doc in docs.items():
            try:
                decode(table, id, doc)
            except LedgerDamagedError as error:
                return error
    for id, doc in tables["forecasts"].items():
        if doc["question"] not in tables["questions"]:
            message = f"forecasts {id}: question: there is no question {doc['question']}"
            return LedgerDamagedError(f"{message}; see: forecastctl log {id}")
    return LedgerDamagedError("a document of the ledger cannot be used; see: forecastctl verify")


def parse_moment(text: str) -> datetime:
    """An instant as the ledger writes it, such as `2026-11-21T10:00:00Z`."""
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)
    except ValueError:
        moment = None
    if moment is None or format_moment(moment) != text:
        raise ValueError(f"{text!a} is not an instant such as 2026-11-21T10:00:00Z")
    return moment


def format_moment(moment: datetime) -> str:
    """The ledger's spelling of an instant; fractions of a second only where there are any."""
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.isoformat().removesuffix("+00:00") + "Z"


def _to_doc(values: Sequence[Any], fields: Sequence[Field]) -> dict[str, object]:
    doc: dict[str, object] = {}
    for value, (name, to_json, _, _) in zip(values, fields, strict=True):
        if value or type(value) in (int, float):  # nought is a number like others
            doc[name] = to_json(value)
    return doc


def _getter(fields: Sequence[Field]) -> Callable[[Any], tuple[Any, ...]]:
    """How to take the values of all fields out of a record at once."""
    return attrgetter(*(field.name for field in fields))


def _from_doc(doc: Any, fields: Sequence[Field]) -> dict[str, Any]:
    if not isinstance(doc, dict):
        raise ValueError(f"{doc!a} is not an object")
    values: dict[str, Any] = {}
    for name, _, from_json, empty in fields:
        if name in doc:
            try:
                values[name] = from_json(doc[name])
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from None
        elif empty:
            values[name] = empty[0]
        else:
            raise ValueError(f"{name}: is missing")
    if not doc.keys() <= values.keys():
        unknown = ", ".join(ascii(key) for key in doc if key not in values)
        raise ValueError(f"{unknown}: unknown field")
    return values


def _utf8(text: str) -> str:
    if not text.isascii():
        text.encode()
    return text


def _same(value: Any) -> Any:
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!a} is not text")
    if not value:
        raise ValueError("an empty text is left out")
    return value


def _true(value: Any) -> bool:
    if value is not True:
        raise ValueError(f"{value!a} is not true")
    return True


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise ValueError(f"{value!a} is not a whole number")
    return value


def _share(value: Any) -> float:
    if type(value) is float:
        return value
    if type(value) is int and value in (0, 1):
        return float(value)
    raise ValueError(f"{value!a} is not a number in 0..1")


def _day(value: Any) -> date:
    text = _text(value)
    day = iso_day(text)
    if day is None:
        raise ValueError(f"{text!a} is not a day such as 2026-11-21")
    return day


def _moment(value: Any) -> datetime:
    return parse_moment(_text(value))


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(one if isinstance(one, str) else _text(one) for one in _items(value))


def _items(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise ValueError(f"{value!a} is not a list with something in it")
    return value


def _texts_to_json(values: tuple[str, ...]) -> list[str]:
    return [_utf8(value) for value in values]


def _evidence_to_json(values: tuple[Evidence, ...]) -> list[dict[str, object]]:
    return [_to_doc(_EVIDENCE_VALUES(value), _EVIDENCE) for value in values]


def _evidence(value: Any) -> tuple[Evidence, ...]:
    return tuple(Evidence(**_from_doc(one, _EVIDENCE)) for one in _items(value))


def text(name: str) -> Field:
    """A field of text that is never empty."""
    return Field(name, _utf8, _text)


def text_or(name: str, empty: str | None = None) -> Field:
    """A field of text that may be missing."""
    return Field(name, _utf8, _text, (empty,))


def texts(name: str) -> Field:
    """A list of texts."""
    return Field(name, _texts_to_json, _texts, ((),))


def choice(name: str, values: type[StrEnum], *empty: None) -> Field:
    """One of the values of an enumeration."""
    known = {value.value: value for value in values}

    def from_json(value: Any) -> StrEnum:
        if not isinstance(value, str) or value not in known:
            raise ValueError(f"{value!a} is none of {', '.join(known)}")
        return known[value]

    return Field(name, str, from_json, empty)


def share(name: str) -> Field:
    """A number in 0..1 that may be missing."""
    return Field(name, float, _share, (None,))


def whole(name: str) -> Field:
    """A whole number that may be missing; nought is a number and is written."""
    return Field(name, _same, _whole, (None,))


def day(name: str) -> Field:
    """A day that may be missing."""
    return Field(name, date.isoformat, _day, (None,))


_EVIDENCE = (text_or("article"), whole("start"), whole("end"), text_or("quote"))
_EVIDENCE_VALUES = _getter(_EVIDENCE)
_ALL_EVIDENCE = Field("evidence", _evidence_to_json, _evidence, ((),))
_RANGE = (share("probability"), share("low"), share("high"))

FIELDS: Mapping[str, tuple[Callable[..., Any], tuple[Field, ...]]] = {
    "sources": (
        Source,
        (text("name"), choice("kind", SourceKind), texts("aliases"), text_or("parent")),
    ),
    "articles": (
        Article,
        (
            text_or("title"),
            text_or("url"),
            text_or("publisher"),
            texts("authors"),
            day("published"),
            choice("precision", Precision),
            day("retrieved"),
            text_or("sha256"),
            whole("words"),
        ),
    ),
    "questions": (
        Question,
        (
            text("text"),
            text("type"),
            text_or("criteria"),
            text_or("condition"),
            day("opened"),
            day("due"),
            Field("due_assumed", _same, _true, (False,)),
            day("check_on"),
            texts("tags"),
            text_or("event"),
            text_or("note"),
            text_or("origin"),
        ),
    ),
    "forecasts": (
        Forecast,
        (
            text("question"),
            text("source"),
            Field("made", date.isoformat, _day),
            Field("made_at", format_moment, _moment, (None,)),
            texts("via"),
            *_RANGE,
            text_or("wording"),
            choice("method", Method),
            choice("said", Said),
            choice("claim_kind", ClaimKind, None),
            _ALL_EVIDENCE,
            text_or("url"),
            text_or("note"),
            text_or("origin"),
        ),
    ),
    "resolutions": (
        Resolution,
        (
            choice("outcome", Outcome),
            Field("recorded_at", format_moment, _moment),
            day("happened_on"),
            text_or("by"),
            text_or("proof"),
            text_or("note"),
            text_or("origin"),
        ),
    ),
    "candidates": (
        Candidate,
        (
            text("article"),
            text("claim"),
            text("source"),
            text("source_kind"),
            choice("said", Said),
            texts("via"),
            text_or("hedge", ""),
            *_RANGE,
            choice("method", Method),
            day("made"),
            day("due"),
            day("due_start"),
            text_or("due_phrase"),
            texts("due_flags"),
            text_or("condition"),
            choice("claim_kind", ClaimKind),
            _ALL_EVIDENCE,
            text_or("context"),
            texts("flags"),
            text_or("engine", ""),
            text_or("lexicon", ""),
            Field("confidence", float, _share),
            choice("state", CandidateState),
            text_or("forecast"),
        ),
    ),
}
"""The fields of every table, in the order of the record."""

_VALUES = {table: _getter(fields) for table, (_, fields) in FIELDS.items()}
_TABLES = {record: table for table, (record, _) in FIELDS.items()}
