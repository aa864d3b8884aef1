"""import, export."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from forecastctl.cli.command import DOCUMENT, CommandSet
from forecastctl.cli.context import Context
from forecastctl.cli.foreign import FileOptions
from forecastctl.cli.option import DryRunOption, SourceOption
from forecastctl.errors import UsageError

if TYPE_CHECKING:
    from forecastctl.actions.transfer import ImportResult
    from forecastctl.store.base import Reader

commands = CommandSet()

SIZE = re.compile(r"(\d{1,9})\s*([kmg]?)i?b?", re.IGNORECASE)
UNITS = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30}


@commands.command(
    "import",
    "forecastctl import colleague.jsonl -n",
    "forecastctl import fatebook.csv --me 'Mira Holt'",
    "forecastctl import metaculus-data.zip --only mira",
    "forecastctl import table.csv --scale 0-100 --map 'question=Title,made=Date'",
    "ssh desk forecastctl export | forecastctl import -",
    formats=DOCUMENT,
)
def import_(
    context: Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A file, zip or folder.")],
    options: FileOptions,
    source: Annotated[
        str | None,
        typer.Option(
            "-s", "--source", metavar="NAME", help="Whose forecasts, where the file names nobody."
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Where the file differs, it wins; journalled.")
    ] = False,
    restore_deleted: Annotated[
        bool, typer.Option("--restore-deleted", help="Bring back what was deleted here.")
    ] = False,
    max_size: Annotated[
        str, typer.Option("--max-size", metavar="SIZE", help="Refuse larger files.")
    ] = "256MiB",
    dry_run: DryRunOption = False,
) -> None:
    """Take records from a file into the ledger.

    Reads what export writes, and files of Fatebook, PredictionBook, Metaculus, Manifold,
    augur-cli, signal-tracker, the Good Judgment Project, and any table of forecasts
    (docs/formats.md). In one transaction, and twice is once.
    """
    from forecastctl.actions.transfer import ImportOptions, import_records, plan_import
    from forecastctl.cli.foreign import identify, read_source
    from forecastctl.formats.registry import read_opened, refuse_options

    reading = options.reading(context, source=source, max_size=_size(max_size))
    taking = ImportOptions(
        replace=replace, restore_deleted=restore_deleted, skip_bad=options.skip_bad
    )
    content = read_source(file, reading.max_size)
    opened = identify(context, content, file, options, reading)
    if source is not None:
        refuse_options(opened.format, ["--source"])
    with context.working("Importing"):
        parsed = read_opened(opened, reading)
        if dry_run:
            result = plan_import(context.store.read(), parsed, taking)
        else:
            with context.transaction("import") as ledger:
                result = import_records(ledger, parsed, taking)
    for note in parsed.notes:
        context.note(note)
    _print(context, result, dry_run=dry_run)
    if result.code:
        raise typer.Exit(result.code)


@commands.command(
    "export",
    "forecastctl export -o backup.jsonl",
    "forecastctl export --to csv --source reuters > reuters.csv",
    "forecastctl export --to ics -o due.ics",
)
def export(
    context: Context,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write.")
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="json|jsonl|csv|ics|fatebook-sheet", help="Else by the file's name."
        ),
    ] = None,
    source: SourceOption = None,
) -> None:
    """Write records to a file or to stdout.

    All of them, or those of one source. json and jsonl hold everything and come back
    unchanged; csv holds one forecast a row; fatebook-sheet is what Fatebook imports. ics is a
    calendar of what is due: most calendars keep a question that a later file no longer has.
    """
    from forecastctl.cli.written import write_file

    form = _form(to, output)
    if form == "fatebook-sheet" and source is None:
        raise UsageError("--source is missing: all forecasts in a sheet are one person's")
    text, missing = _exported(context.read(), form, source)
    if missing:
        context.note(missing)
    if output in {None, "-"}:
        context.print(text)
    else:
        write_file(Path(output).expanduser(), text)
        context.note(f"Wrote {output}")


def _exported(reader: "Reader", form: str, source: str | None) -> tuple[str, str | None]:
    """The text of an export, and a sentence about what it does not hold."""
    from forecastctl.actions.export import export_calendar, export_document
    from forecastctl.formats import ics, registry

    if form == ics.NAME:
        calendar = export_calendar(reader, source)
        return ics.write(calendar), ics.left_out(calendar)
    document = export_document(reader, source)
    return registry.write_document(document, form), registry.left_out(document, form)


def _form(to: str | None, output: str | None) -> str:
    from forecastctl.formats.registry import EXPORTS

    by_name = Path(output).suffix.lstrip(".").casefold() if output else ""
    form = to or (by_name if by_name in EXPORTS else "jsonl")
    if form not in EXPORTS:
        raise UsageError(f"--to takes {', '.join(EXPORTS)}; '{form}' is none of them")
    return form


def _size(text: str) -> int:
    match = SIZE.fullmatch(text.strip())
    if match is None or int(match[1]) == 0:
        raise UsageError(f"--max-size '{text}' is no size; for example 512MiB")
    return int(match[1]) * UNITS[match[2].casefold()]


def _print(context: Context, result: "ImportResult", *, dry_run: bool) -> None:
    from forecastctl.render import echo
    from forecastctl.render.document import import_document, json_text
    from forecastctl.render.view import Imported

    done = Imported(
        read=result.read,
        added=result.added,
        unchanged=result.unchanged,
        updated=result.updated,
        skipped=result.skipped,
        problems=result.problems,
    )
    for note in result.notes:
        context.note(note)
    for problem in result.problems:
        context.complain(problem)
    if context.format == "json":
        context.print(json_text(import_document(done)))
    elif not context.quiet:
        context.print(echo.imported(done))
    if result.is_refused:
        context.note("Nothing was written; --skip-bad writes the good records")
    elif dry_run:
        context.note("Dry run: nothing was written")
    elif any(result.added.values()) or any(result.updated.values()):
        context.note(echo.undo_hint())
