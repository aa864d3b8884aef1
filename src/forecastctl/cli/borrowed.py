"""Records of a file in memory: what `report FILE` scores, and what `demo` shows."""

import os
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from forecastctl.cli.foreign import DEFAULT_LIMIT, FileOptions, identify, read_source
from forecastctl.cli.reading import MIB, opened
from forecastctl.errors import RefusedError

if TYPE_CHECKING:
    from forecastctl.cli.context import Context
    from forecastctl.errors import Problem
    from forecastctl.formats.document import Parsed, ReadOptions
    from forecastctl.formats.registry import Source
    from forecastctl.store.base import Reader

LINE_LIMIT = 16 * MIB


class Borrowed(NamedTuple):
    """What is scored. Of a file: the command that would keep it, and whether some was left out."""

    reader: "Reader"
    keeping: str | None = None
    is_partial: bool = False


def borrow(context: "Context", file: str, options: FileOptions, *, needs_records: bool) -> Borrowed:
    """The records of a file that the user names. Opens no ledger and writes nothing.

    A table of any origin is streamed, unless single records will be asked for.
    """
    reading = options.reading(context, source=context.default_source, max_size=DEFAULT_LIMIT)
    if file != "-" and Path(file).expanduser().is_dir():
        done = _of_content(context, read_source(file, DEFAULT_LIMIT), file, options, reading)
    else:
        with opened(file) as stream:
            done = _of_stream(context, stream, file, options, reading, needs_records=needs_records)
    words = ["forecastctl import", quote(file), *options.words(), *filter(None, [done.keeping])]
    return done._replace(keeping=" ".join(words))


def reader_of_bytes(context: "Context", content: bytes, name: str) -> "Reader":
    """The records of an export; every problem is named, and any of them ends it."""
    from forecastctl.formats import registry
    from forecastctl.formats.document import ReadOptions

    parsed = registry.read_records(content, None, ReadOptions(max_size=len(content) + 1))
    return _of_records(context, parsed, name, skip_bad=False).reader


def _of_stream(
    context: "Context",
    stream: BinaryIO,
    file: str,
    options: FileOptions,
    reading: "ReadOptions",
    *,
    needs_records: bool,
) -> Borrowed:
    from forecastctl.formats.registry import refuse_options, streamed_format

    first = stream.readline(LINE_LIMIT)
    begun = first.decode("utf-8-sig", errors="replace")
    format = None if needs_records else streamed_format(begun, options.from_format, reading)
    if format is None:
        content = first + stream.read(DEFAULT_LIMIT + 1 - len(first))
        if len(content) > DEFAULT_LIMIT:
            raise RefusedError(f"{file} is larger than {DEFAULT_LIMIT // MIB} MiB; split it")
        return _of_content(context, content, file, options, reading)
    refuse_options(format, options.given())
    if options.from_format is None:
        context.note(f"Read as {format}")
    with context.working("Reading"):
        return _of_lines(context, format, _lines(first, stream), file, options, reading)


def _of_lines(
    context: "Context",
    format: str,
    lines: Iterator[str],
    file: str,
    options: FileOptions,
    reading: "ReadOptions",
) -> Borrowed:
    """Rows of a table, held in a few bytes each."""
    from forecastctl.actions.file_rows import FileRows
    from forecastctl.formats.generic import ready_teller
    from forecastctl.formats.intake import Intake
    from forecastctl.store.streamed import StreamedReader

    intake = Intake(format, reading)
    teller = ready_teller(intake, format)
    rows = FileRows(teller, lines)
    parsed = intake.parsed()
    is_partial = _told(context, parsed.problems, parsed.notes, file, skip_bad=options.skip_bad)
    reader = StreamedReader(rows.sources, rows.blocks, os.urandom)
    source = f"--source {quote(reading.source or '')}" if teller.names_nobody else None
    return Borrowed(reader, source, is_partial)


def _of_content(
    context: "Context", content: "Source", file: str, options: FileOptions, reading: "ReadOptions"
) -> Borrowed:
    from forecastctl.formats.registry import read_opened

    known = identify(context, content, file, options, reading)
    return _of_records(context, read_opened(known, reading), file, skip_bad=options.skip_bad)


def _of_records(context: "Context", parsed: "Parsed", name: str, *, skip_bad: bool) -> Borrowed:
    """Records in a ledger that lives as long as this command."""
    from forecastctl.actions.transfer import ImportOptions, import_records
    from forecastctl.store.memory import MemoryStore

    store = MemoryStore(name, random_bytes=os.urandom)
    with store.transaction("report", context.user, context.now()) as ledger:
        result = import_records(ledger, parsed, ImportOptions(skip_bad=skip_bad))
    notes = (*parsed.notes, *result.notes)
    is_partial = _told(context, result.problems, notes, name, skip_bad=skip_bad)
    return Borrowed(store.read(), is_partial=is_partial)


def _told(
    context: "Context",
    problems: "Sequence[Problem]",
    notes: Sequence[str],
    name: str,
    *,
    skip_bad: bool,
) -> bool:
    """Say what is wrong and what is worth saying; True where something was left out."""
    from forecastctl.actions.transfer import in_file_order

    for note in notes:
        context.note(note)
    for problem in in_file_order(problems):
        context.complain(problem)
    if problems and not skip_bad:
        n = len(problems)
        what = "1 problem" if n == 1 else f"{n:,} problems"
        raise RefusedError(f"{name}: {what}; nothing was scored (--skip-bad scores the rest)")
    return bool(problems)


def _lines(first: bytes, stream: BinaryIO) -> Iterator[str]:
    """The lines as text. Raises ValueError with the place of what is not UTF-8, or too long."""
    line = first.removeprefix(BOM_UTF8)
    place = len(first) - len(line)
    while line:
        try:
            yield line.decode()
        except UnicodeDecodeError as error:
            raise ValueError(f"is not UTF-8 (byte {place + error.start})") from None
        place += len(line)
        line = stream.readline(LINE_LIMIT)
        if len(line) == LINE_LIMIT:
            raise ValueError(f"has a line of {LINE_LIMIT // MIB} MiB or more (byte {place})")
