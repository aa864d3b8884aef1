"""Our own export as JSON and as JSON lines: every field of every record, ids included."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from forecastctl import __version__
from forecastctl.formats.document import TABLES, Collector, Document, Located, Parsed
from forecastctl.formats.fields import SHAPES, Repeated, Shape, problem_of, read_object, shorten
from forecastctl.model import Record

NAME = "forecastctl"
SCHEMA = "forecastctl.export/1"
EXPORTED_BY = f"forecastctl {__version__}"
HEADER = ("schema", "exported_by")
HEADER_LENGTH = 1000
"""Letters that the header of JSON lines cannot have, so that a long line is no header."""
QUESTION_TYPE = "question_type"
"""A question's `type` in JSON lines, where `type` tells what a line holds."""


def write_json(document: Document) -> str:
    """One object with an array for each kind of record, one record a line."""
    parts = [_dumps({"schema": SCHEMA, "exported_by": EXPORTED_BY})[:-1]]
    for table in TABLES:
        objects = (_object(SHAPES[table], record) for record in getattr(document, table))
        lines = ",\n".join(map(_dumps, objects))
        parts.append(f'"{table}":[\n{lines}\n]' if lines else f'"{table}":[]')
    return ",\n".join(parts) + "\n}\n"


def write_jsonl(document: Document) -> str:
    """A header object, then one record a line with its kind as `type`."""
    lines = [_dumps({"schema": SCHEMA, "exported_by": EXPORTED_BY})]
    for table in TABLES:
        shape = SHAPES[table]
        for record in getattr(document, table):
            values = _object(shape, record)
            if table == "questions":
                values = {_line_key(name): value for name, value in values.items()}
            lines.append(_dumps({"type": shape.name, **values}))
    return "\n".join(lines) + "\n"


def recognises_jsonl(text: str) -> bool:
    """True where the first line is our header object and nothing else."""
    first = text[:HEADER_LENGTH].lstrip().partition("\n")[0]
    try:
        header = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(header, dict) and _has_schema(header) and not header.keys() & set(TABLES)


def recognises_json(text: str) -> bool:
    """True where the text begins like our JSON object."""
    head = text[:400].lstrip()
    return head.startswith("{") and SCHEMA.partition("/")[0] in head


def read_json(text: str) -> Parsed:
    """Read an export in its JSON form."""
    collector = Collector(NAME)
    try:
        document = read_object(_DECODER.decode(text))
        _check_header(document, (*HEADER, *TABLES))
    except (ValueError, RecursionError) as error:
        collector.problem("file", None, _reason(error))
        return collector.parsed()
    for table in TABLES:
        rows = document.get(table, [])
        if type(rows) is not list:
            collector.problem("file", table, f"{shorten(rows)} is not a list")
            continue
        for i, row in enumerate(rows):
            _read_record(collector, SHAPES[table], f"{table}[{i}]", row)
    return collector.parsed()


def read_jsonl(text: str) -> Parsed:
    """Read an export in its JSON-lines form."""
    collector = Collector(NAME)
    is_header = True
    for where, line in _lines(text):
        try:
            row = read_object(_DECODER.decode(line))
            if is_header:
                _check_header(row, HEADER)
            else:
                _read_line(collector, where, row)
        except (ValueError, RecursionError) as error:
            collector.problem(where, None, _reason(error))
        is_header = False
    return collector.parsed()


def _read_line(collector: Collector, where: str, row: dict[str, Any]) -> None:
    kind = row.pop("type", None)
    if type(kind) is not str or kind not in _BY_NAME:
        collector.problem(where, "type", f"{shorten(kind)} is none of {', '.join(_BY_NAME)}")
        return
    if kind == "question" and QUESTION_TYPE in row:
        row["type"] = row.pop(QUESTION_TYPE)
    _read_record(collector, _BY_NAME[kind], where, row)


def _read_record(collector: Collector, shape: Shape, where: str, row: Any) -> None:
    try:
        record = _make(shape, read_object(row))
    except ValueError as error:
        faults = list(_faults(shape, row)) if type(row) is dict else [(None, str(error))]
        for field, message in faults or [problem_of(error)]:
            collector.problem(where, field, message)
        collector.refuse(shape.table)
    else:
        if not collector.add(Located(where, shape.table, record)):
            collector.refuse(shape.table)


def _make(shape: Shape, row: dict[str, Any]) -> Record:
    """The record of a row; the quick way, which only says that something is wrong."""
    readers, required, nullable = _QUICK[shape.table]
    try:
        values = {name: readers[name](value) for name, value in row.items() if value is not None}
    except KeyError:
        raise ValueError("there is an unknown key") from None
    if not required <= row.keys():
        raise ValueError("a key is missing")
    if len(values) < len(row) and not row.keys() - values.keys() <= nullable:
        raise ValueError("a field is null that cannot be")
    record: Record = shape.make(**values)
    return record


def _faults(shape: Shape, row: dict[str, Any]) -> Iterator[tuple[str | None, str]]:
    """Every fault in the fields of a row, with the field."""
    for field in shape.fields:
        if field.name not in row:
            if field.is_required:
                yield field.name, "is missing"
            continue
        value = row[field.name]
        try:
            if value is not None or not field.takes_null:
                field.read(value)
        except ValueError as error:
            path, message = _path(str(error))
            yield field.name + path, message
    known = {field.name for field in shape.fields}
    for name in row:
        if name not in known:
            yield name, f"is no field of a {shape.name}"


def _path(message: str) -> tuple[str, str]:
    """Where inside a field the fault lies (`[0].start`), and what it is."""
    if not message.startswith("["):
        return "", message
    path, _, rest = message.partition(": ")
    return path, rest


def _check_header(header: dict[str, Any], known: Iterable[str]) -> None:
    if not _has_schema(header):
        raise ValueError(f"this is no export of forecastctl: its schema has to be {SCHEMA}")
    if header["schema"] != SCHEMA:
        raise ValueError(f"schema {shorten(header['schema'])} was written by a later version")
    unknown = [name for name in header if name not in known]
    if unknown:
        raise ValueError(f"the key {shorten(unknown[0])} is unknown")


def _has_schema(header: dict[str, Any]) -> bool:
    schema = header.get("schema")
    return isinstance(schema, str) and schema.startswith(SCHEMA.partition("/")[0] + "/")


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "is nested too deep"
    if isinstance(error, json.JSONDecodeError):
        return f"is not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
    return str(error)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for i, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield f"line {i}", line


def _object(shape: Shape, record: Record) -> dict[str, Any]:
    values = {}
    for name, write, *_ in shape.fields:
        value = getattr(record, name)
        values[name] = None if value is None else write(value)
    return values


def _line_key(name: str) -> str:
    return QUESTION_TYPE if name == "type" else name


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) == len(pairs):
        return values
    names = [name for name, _ in pairs]
    repeated = Repeated(values)
    repeated.key = next(name for name in names if names.count(name) > 1)
    return repeated


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs)
_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_BY_NAME = {shape.name: shape for shape in SHAPES.values()}
_QUICK = {
    shape.table: (
        {field.name: field.read for field in shape.fields},
        {field.name for field in shape.fields if field.is_required},
        {field.name for field in shape.fields if field.takes_null},
    )
    for shape in SHAPES.values()
}
"""How each field is read, which ones have to be there, and which can be null."""
