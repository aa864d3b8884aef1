"""Files of other tools: the options that say what a file does not say, and how it is opened."""

import re
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from forecastctl.cli.context import Context
from forecastctl.cli.option import (
    DueSpec,
    last_day,
    one_of,
    parse_due_option,
    probability_of,
    strip_equals,
)
from forecastctl.cli.reading import MIB, read_bytes, too_large
from forecastctl.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from datetime import tzinfo

    from forecastctl.formats.document import ReadOptions
    from forecastctl.formats.registry import Opened, Source

SCALES = ("0-1", "0-100")
DEFAULT_LIMIT = 256 * MIB
RAISE = "--max-size raises the limit"

_PAIR = re.compile(r'\s*([a-z_]+)=("(?:[^"]|"")*"|[^,"]*)(,|$)')


class FileOptions(NamedTuple):
    """Options of commands that read a file of another tool, as they were given."""

    from_format: Annotated[
        str | None, typer.Option("--from", metavar="FORMAT", help="Else by its columns or keys.")
    ] = None
    scale: Annotated[
        str | None,
        typer.Option(
            "--scale",
            metavar="|".join(SCALES),
            parser=one_of("--scale", SCALES),
            help="What certainty is in a csv or jsonl file: 1 or 100.",
        ),
    ] = None
    map: Annotated[
        str | None, typer.Option("--map", metavar="A=B,...", help="Our column A is called B there.")
    ] = None
    questions: Annotated[
        str | None, typer.Option("--questions", metavar="FILE", help="The questions, if apart.")
    ] = None
    default_due: Annotated[
        DueSpec | None,
        typer.Option(
            "--default-due",
            metavar="DATE|none",
            parser=parse_due_option,
            help="The due day where the file has none.",
        ),
    ] = None
    timezone: Annotated[
        str | None, typer.Option("--timezone", metavar="TZ", help="Of times without one; else UTC.")
    ] = None
    me: Annotated[
        str | None, typer.Option("--me", metavar="NAME", help="Who you are in the file.")
    ] = None
    only: Annotated[
        str | None, typer.Option("--only", metavar="NAME", help="Leave the others out.")
    ] = None
    assume_p: Annotated[
        str | None,
        typer.Option("--assume-p", metavar="PROB", help="For claims without any (signal-tracker)."),
    ] = None
    strict: Annotated[
        bool, typer.Option("--strict", help="Columns that nobody knows are problems.")
    ] = False
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Use the good records, leave the others (exit 3).")
    ] = False

    def given(self) -> list[str]:
        """The options that only some formats take, as far as they were given."""
        values = {
            "--scale": self.scale,
            "--map": self.map,
            "--questions": self.questions,
            "--default-due": self.default_due,
            "--timezone": self.timezone,
            "--me": self.me,
            "--only": self.only,
            "--assume-p": self.assume_p,
        }
        return [name for name, value in values.items() if value is not None]

    def words(self) -> list[str]:
        """The options as they would be typed again."""
        due = self.default_due and (self.default_due.spec.text if self.default_due.spec else "none")
        values = {
            "--from": self.from_format,
            "--scale": self.scale,
            "--map": self.map,
            "--questions": self.questions,
            "--default-due": due,
            "--timezone": self.timezone,
            "--me": self.me,
            "--only": self.only,
            "--assume-p": self.assume_p,
        }
        words = [f"{name} {quote(value)}" for name, value in values.items() if value is not None]
        flags = {"--strict": self.strict, "--skip-bad": self.skip_bad}
        return words + [name for name, value in flags.items() if value]

    def reading(self, context: Context, *, source: str | None, max_size: int) -> "ReadOptions":
        """What they mean today, for a file whose forecasts are `source`'s if it names nobody."""
        from forecastctl.formats.document import Default, ReadOptions

        due = self.default_due
        assumed = probability_of(context, self.assume_p) if self.assume_p is not None else None
        read = ReadOptions(
            strict=self.strict,
            max_size=max_size,
            scale=self.scale,
            columns=_columns(self.map) if self.map is not None else {},
            questions=_read(self.questions, max_size) if self.questions else None,
            source=source,
            me=self.me,
            only=self.only,
            default_due=Default(last_day(context, due.spec)) if due is not None else None,
            assume_p=assumed.probability if assumed else None,
            user=context.user,
            recorded_at=context.now(),
        )
        return read if self.timezone is None else _in_zone(read, _zone(self.timezone))


AS_IT_IS = FileOptions()
"""For a file that says everything itself."""


def identify(
    context: Context, content: "Source", called: str, options: FileOptions, reading: "ReadOptions"
) -> "Opened":
    """Find out the format of a file and say it; refuse options that it has no use for."""
    from forecastctl.formats import registry

    opened = registry.open_source(content, options.from_format, reading, called)
    if opened.fault is None:
        registry.refuse_options(opened.format, options.given())
        if options.from_format is None:
            context.note(f"Read as {opened.format}")
    return opened


def read_source(file: str, limit: int) -> "Source":
    """A file, or the files of a folder by name, of which those that nobody needs are empty."""
    folder = Path(file).expanduser()
    if file == "-" or not folder.is_dir():
        return _read(file, limit)
    from forecastctl.formats.metaculus import MEMBERS

    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_file())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RefusedError(f"{file} cannot be read: {reason}") from None
    wanted = [name for name in names if name in MEMBERS]
    found = dict.fromkeys(names, b"") | {name: _read(str(folder / name), limit) for name in wanted}
    if sum(map(len, found.values())) > limit:
        raise too_large(file, limit, RAISE)
    return found


def _read(name: str, limit: int) -> bytes:
    return read_bytes(name, limit=limit, advice=RAISE)


def _columns(text: str) -> dict[str, str]:
    """Our columns and the headers that stand for them, from `ours=theirs,...`."""
    from forecastctl.formats.generic_table import COLUMNS

    text = strip_equals(text)
    columns: dict[str, str] = {}
    place = 0
    while place < len(text):
        pair = _PAIR.match(text, place)
        if pair is None:
            form = 'question=Title,due="Day, at most"'
            raise UsageError(f"--map '{text[place:]}' is not written like {form}")
        name, header = pair[1], pair[2].strip()
        if name not in COLUMNS:
            raise UsageError(f"--map: '{name}' is no column of ours; they are {', '.join(COLUMNS)}")
        if name in columns or not header:
            raise UsageError(f"--map: {name} needs one header; name it once")
        if header.startswith('"'):
            header = header[1:-1].replace('""', '"')
        columns[name] = header
        place = pair.end()
    return columns


def _in_zone(reading: "ReadOptions", zone: "tzinfo") -> "ReadOptions":
    from dataclasses import replace

    return replace(reading, timezone=zone)


def _zone(name: str) -> "tzinfo":
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        raise UsageError(f"--timezone '{name}' is no time zone; for example Europe/Kyiv") from None
