"""import, export."""

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from forecastctl.cli.command import DOCUMENT, CommandSet
from forecastctl.cli.context import Context
from forecastctl.cli.option import DryRunOption, SourceOption
from forecastctl.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from forecastctl.actions.transfer import ImportResult

commands = CommandSet()

SIZE = re.compile(r"(\d{1,9})\s*([kmg]?)i?b?", re.IGNORECASE)
UNITS = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30}


@commands.command(
    "import",
    "forecastctl import colleague.jsonl",
    "forecastctl import colleague.jsonl -n",
    "ssh desk forecastctl export | forecastctl import -",
    formats=DOCUMENT,
)
def import_(
    context: Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-")],
    from_format: Annotated[
        str | None,
        typer.Option("--from", metavar="FORMAT", help="forecastctl (what export writes)."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Where the file differs, it wins; journalled.")
    ] = False,
    restore_deleted: Annotated[
        bool, typer.Option("--restore-deleted", help="Bring back what was deleted here.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Columns that nobody knows are problems.")
    ] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Write the good records, leave the others (exit 3).")
    ] = False,
    max_size: Annotated[
        str, typer.Option("--max-size", metavar="SIZE", help="Refuse larger files.")
    ] = "256MiB",
    dry_run: DryRunOption = False,
) -> None:
    """Take records from a file into the ledger.

    In one transaction, and twice is once. Ids are kept, so colleagues can exchange exports.
    """
    from forecastctl.actions.transfer import ImportOptions, import_records, plan_import
    from forecastctl.cli.reading import read_bytes
    from forecastctl.formats import registry
    from forecastctl.formats.document import ReadOptions

    limit = _size(max_size)
    content = read_bytes(file, limit=limit)
    options = ImportOptions(replace=replace, restore_deleted=restore_deleted, skip_bad=skip_bad)
    with context.working("Importing"):
        parsed = registry.read(content, from_format, ReadOptions(strict=strict, max_size=limit))
        if dry_run:
            result = plan_import(context.store.read(), parsed, options)
        else:
            with context.transaction("import") as ledger:
                result = import_records(ledger, parsed, options)
    for note in parsed.notes:
        context.note(note)
    _print(context, result, dry_run=dry_run)
    if result.code:
        raise typer.Exit(result.code)


@commands.command(
    "export",
    "forecastctl export -o backup.jsonl",
    "forecastctl export --to csv --source reuters > reuters.csv",
)
def export(
    context: Context,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="json|jsonl|csv", help="Else by the file's name.")
    ] = None,
    source: SourceOption = None,
) -> None:
    """Write records to a file or to stdout.

    All of them, or those of one source. json and jsonl hold everything and come back
    unchanged; csv holds one forecast a row.
    """
    from forecastctl.actions.transfer import export_document
    from forecastctl.formats import registry

    form = _form(to, output)
    document = export_document(context.read(), source)
    missing = registry.left_out(document, form)
    text = registry.write(document, form)
    if missing:
        context.note(missing)
    if output is None:
        context.print(text)
    else:
        write_file(Path(output).expanduser(), text)
        context.note(f"Wrote {output}")


def write_file(path: Path, text: str) -> None:
    """Write beside the file, then rename: a reader sees the old or the new, whole."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
            temporary.chmod(mode)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RefusedError(f"{path} cannot be written: {reason}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


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
