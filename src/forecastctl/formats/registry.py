"""From the bytes of a file to the records in it, and back: the format is named or recognised."""

import csv
import json
from collections.abc import Collection, Mapping
from importlib import import_module
from shlex import quote
from typing import Any, NamedTuple

from forecastctl.errors import Problem, UsageError
from forecastctl.formats.catalogue import (
    ARCHIVE,
    CSV,
    FORMATS,
    JSONL,
    LIST,
    OBJECT,
    OWN,
    Form,
    form_of,
    recognised,
)
from forecastctl.formats.content import ZIP_START, Content, decoded, parse_json, zip_members
from forecastctl.formats.document import Document, Parsed, ReadOptions
from forecastctl.formats.generic_table import SCALES
from forecastctl.text import visible

EXPORTS = ("json", "jsonl", "csv", "ics", "fatebook-sheet")
"""What `export --to` knows."""

IMPORTS = tuple(FORMATS)
"""What `import --from` knows."""

METACULUS_COLUMN = "Question ID"
"""What both tables of a download have, and nobody else."""

Source = bytes | Mapping[str, bytes]
"""A file, or the files of a folder by name."""


class Opened(NamedTuple):
    """A file whose format is known. `fault` is why it cannot be read all the same."""

    format: str
    form: Form | None
    content: Content
    fault: str | None = None


def read_records(source: Source, name: str | None, options: ReadOptions) -> Parsed:
    """Read a file in the named format, or in the one that its beginning shows.

    Raises UsageError where no format or several fit. Faults inside are problems of the result.
    """
    return read_opened(open_source(source, name, options), options)


def open_source(
    source: Source, name: str | None, options: ReadOptions, called: str = "the file"
) -> Opened:
    """Find out in which format a file is, unless it is named. `called` is the name of the file."""
    if name is not None and name not in FORMATS:
        raise UsageError(f"'{visible(name)}' is no format; choose from {', '.join(IMPORTS)}")
    try:
        if isinstance(source, Mapping):
            return _of_members(name, source, called)
        if len(source) > options.max_size:
            raise ValueError(f"is larger than {options.max_size} bytes; --max-size raises that")
        if source.startswith(ZIP_START):
            from forecastctl.formats.metaculus import MEMBERS

            return _of_members(name, zip_members(source, MEMBERS, options.max_size), called)
        return _of_text(name, decoded(source), options, called)
    except ValueError as error:
        return Opened(name or "", None, Content(), str(error))


def streamed_format(first_line: str, name: str | None, options: ReadOptions) -> str | None:
    """`csv` or `jsonl` where a file that begins so can be read line by line, else None."""
    from forecastctl.formats import native

    if name is not None:
        return name if name in (CSV, JSONL) else None
    if native.recognises(first_line):
        return None
    try:
        kind, _, names = _looked_at(first_line)
    except ValueError:
        return None
    found = recognised(kind, [*names, *_mapped(names, options)])
    return found[0] if found in ([CSV], [JSONL]) else None


def read_opened(opened: Opened, options: ReadOptions) -> Parsed:
    """Read a file whose format is known."""
    if opened.fault is not None:
        problem = Problem(where="file", field=None, message=opened.fault)
        return Parsed(format=opened.format, records=(), problems=(problem,))
    if opened.form is None:
        from forecastctl.formats import native

        return native.read(opened.content.text, options)
    if opened.format in (CSV, JSONL) and options.scale not in SCALES:
        raise missing_scale()
    module = import_module(f"forecastctl.formats.{opened.form.module}")
    parsed: Parsed = getattr(module, opened.form.function)(opened.content, options)
    return parsed


def refuse_options(format: str, given: Collection[str]) -> None:
    """Raise UsageError for an option that says nothing about files of this format."""
    for option in given:
        if format in FORMATS and option not in FORMATS[format].options:
            takers = [name for name, known in FORMATS.items() if option in known.options]
            message = f"{option} is for {', '.join(takers)}; a {format} file has no use for it"
            raise UsageError(message)


def missing_scale() -> UsageError:
    """What to say where nobody has said what 1 means."""
    return UsageError("--scale is missing: is certainty 1 (--scale 0-1) or 100 (--scale 0-100)?")


def write_document(document: Document, form: str) -> str:
    """The document in one of EXPORTS, but ics."""
    if form == "fatebook-sheet":
        from forecastctl.formats import fatebook_sheet

        return fatebook_sheet.write(document)
    from forecastctl.formats import native

    return native.write(document, form)


def left_out(document: Document, form: str) -> str | None:
    """What this form cannot hold, as a sentence, or None."""
    if form == "fatebook-sheet":
        from forecastctl.formats import fatebook_sheet

        return fatebook_sheet.left_out(document)
    if form != "csv":
        return None
    from forecastctl.formats import native_csv

    return native_csv.left_out(document)


def _of_members(name: str | None, members: Mapping[str, bytes], called: str) -> Opened:
    from forecastctl.formats.metaculus import MEMBERS

    format = name or ("metaculus" if set(MEMBERS) & set(members) else None)
    if format is None:
        raise UsageError(f"{called} holds none of {', '.join(MEMBERS)}; unpack it and name a file")
    form = form_of(format, ARCHIVE)
    if form is None:
        raise ValueError(f"is an archive or folder, which {format} is never in")
    return Opened(format, form, Content(members=members))


def _of_text(name: str | None, text: str, options: ReadOptions, called: str) -> Opened:
    from forecastctl.formats import native

    if name == OWN or (name is None and native.recognises(text)):
        return Opened(OWN, None, Content(text))
    if name is not None:
        return _of_named(name, text)
    kind, content, names = _looked_at(text)
    found = recognised(kind, [*names, *_mapped(names, options)])
    if len(found) == 1:
        return Opened(found[0], form_of(found[0], kind), content)
    if found:
        raise UsageError(f"{called} could be {' or '.join(found)}; name one with --from")
    raise _unknown(kind, names, called)


def _of_named(name: str, text: str) -> Opened:
    """The file in the form of this format that it looks most like."""
    kinds = [form.kind for form in FORMATS[name].forms]
    if kinds == [JSONL]:
        return Opened(name, form_of(name, JSONL), Content(text))
    if CSV in kinds and (len(kinds) == 1 or not text.lstrip().startswith(("{", "["))):
        return Opened(name, form_of(name, CSV), Content(text))
    value = parse_json(text)
    form = form_of(name, LIST) if isinstance(value, list) else None
    if isinstance(value, dict):
        form = form_of(name, OBJECT)
        if form and form.signs and not any(sign <= value.keys() for sign in form.signs):
            form = None
    if form is None:
        raise ValueError(f"is not built like a {name} file")
    return Opened(name, form, Content(text, value))


def _looked_at(text: str) -> tuple[str, Content, list[str]]:
    """What kind of text this is, its content, and the columns or keys in its beginning."""
    first = next((line for line in text.split("\n", 100) if line.strip()), "")
    if not first.lstrip().startswith(("{", "[")):
        try:
            header = next(csv.reader(first.splitlines()), [])
        except csv.Error:  # a cell of more than 128 KiB names no column
            header = []
        return CSV, Content(text), [cell.strip() for cell in header]
    has_more = bool(text.strip()[len(first.strip()) :])
    line = _value_of(first) if has_more else None
    if type(line) is dict:
        return JSONL, Content(text), list(line)
    value = parse_json(text)
    if type(value) is dict and not has_more and recognised(JSONL, value):
        return JSONL, Content(text), list(value)
    if type(value) is list:
        keys = list(value[0]) if value and type(value[0]) is dict else []
        return LIST, Content(text, value), keys
    return OBJECT, Content(text, value), list(value) if type(value) is dict else []


def _value_of(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _mapped(names: Collection[str], options: ReadOptions) -> list[str]:
    """Our names for the columns that --map names."""
    return [ours for ours, theirs in options.columns.items() if theirs in names]


def _unknown(kind: str, names: list[str], called: str) -> UsageError:
    known = f"name a format with --from: {', '.join(IMPORTS)}"
    if kind == CSV and len(names) == 1 and any(mark in names[0] for mark in ";\t"):
        return UsageError(
            f"{called} parts its cells by other marks than commas; save it with commas"
        )
    if kind == CSV and METACULUS_COLUMN in names:
        return UsageError(f"{called} is one of two tables; name Metaculus's zip, or their folder")
    if kind not in (CSV, JSONL) or len(names) < 2:
        return UsageError(f"{called} is in no known format; {known}")
    from forecastctl.formats.guess import guess_options

    guess = guess_options(names, kind)
    what = "columns" if kind == CSV else "keys"
    return UsageError(
        f"{called}: no known format has these {what}; if it is a table of forecasts, try",
        example=f"  forecastctl import {quote(called)} {guess.options} \\\n    --map {guess.map}",
    )
