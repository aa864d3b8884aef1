"""init, path."""

from pathlib import Path
from typing import Annotated

import typer

from forecastctl.cli.command import CommandSet
from forecastctl.cli.context import Context
from forecastctl.errors import ConflictError, UsageError

commands = CommandSet()


@commands.command("init", "forecastctl init", "forecastctl init --shared /srv/desk/ledger.jsonl")
def init(
    context: Context,
    path: Annotated[str | None, typer.Argument(metavar="[PATH]")] = None,
    shared: Annotated[
        bool, typer.Option("--shared", help="Writable for the group of its folder.")
    ] = False,
) -> None:
    """Make an empty ledger. add makes the default one by itself."""
    where = _chosen(context, path)
    if where.exists():
        raise ConflictError(f"{where} exists already; forecastctl --ledger {where} list shows it")
    if path is None and not context.names_ledger:
        where.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    context.open_store(where).create(context.now(), shared=shared)
    context.print(str(where))
    if where != context.ledger_path:
        context.note(f"Use it: export FORECASTCTL_LEDGER={where.absolute()}")


@commands.command("path", "forecastctl path", "cp $(forecastctl path) backup.jsonl")
def path(context: Context) -> None:
    """Print where the ledger is."""
    context.print(str(context.ledger_path.absolute()))


def _chosen(context: Context, path: str | None) -> Path:
    if path is None:
        return context.ledger_path
    if "://" in path:
        raise UsageError(f"{path}: ledgers on servers are not in this version; name a file")
    return Path(path).expanduser()
