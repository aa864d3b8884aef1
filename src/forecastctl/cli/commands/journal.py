"""undo, log, verify: the journal itself."""

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Annotated

import typer

from forecastctl.cli.command import DOCUMENT, CommandSet
from forecastctl.cli.context import Context
from forecastctl.cli.option import DryRunOption, SinceOption, YesOption, complete_ids, first_day
from forecastctl.errors import LedgerDamagedError, RefusedError
from forecastctl.render.number import counted
from forecastctl.text import visible

if TYPE_CHECKING:
    from forecastctl.store.base import Commit, Verification

commands = CommandSet()


@commands.command("undo", "forecastctl undo", "forecastctl undo -n", formats=DOCUMENT)
def undo(context: Context, dry_run: DryRunOption = False) -> None:
    """Take back the newest transaction.

    Whole: an import of 10,000 rows is one. Again goes one further back. It never asks; log
    shows what can be taken back.
    """
    from forecastctl.render import echo
    from forecastctl.render.document import json_text, log_document

    commit = None
    if context.names_ledger or context.ledger_path.exists():
        context.existing()
        commit = context.undo(dry_run=dry_run)
    if commit is None:
        raise RefusedError("nothing is left to undo")
    if context.format == "json":
        context.print(json_text(log_document([commit])))
        return
    if context.quiet:
        return
    context.print(echo.undone(commit))
    if dry_run:
        context.note("Dry run: nothing was written")


@commands.command("log", "forecastctl log", "forecastctl log 7k3q", "forecastctl log --since 3d")
def log(
    context: Context,
    entry: Annotated[
        str | None, typer.Argument(metavar="[ID]", autocompletion=complete_ids)
    ] = None,
    since: SinceOption = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only this user.")] = None,
) -> None:
    """Show who changed what and when, newest first."""
    from forecastctl.cli.tabular import print_rows
    from forecastctl.render.browse import log_table
    from forecastctl.render.document import log_document

    commits = _commits(context, entry, since=_moment(context, since), by=by)
    document = log_document(commits)
    print_rows(context, log_table(commits), document, "commits")


@commands.command(
    "verify",
    "forecastctl verify",
    "forecastctl verify --head > head.txt",
    "forecastctl verify --reseal",
    formats=DOCUMENT,
)
def verify(
    context: Context,
    head: Annotated[
        bool, typer.Option("--head", help="Print the digest that seals everything so far.")
    ] = False,
    reseal: Annotated[
        bool, typer.Option("--reseal", help="Accept lines that were edited by hand, visibly.")
    ] = False,
    yes: YesOption = False,
) -> None:
    """Prove that nothing in the ledger was rewritten.

    Reads every byte. Publishing what --head prints pre-registers every forecast so far.
    """
    from forecastctl.render.browse import verified
    from forecastctl.render.document import json_text, verify_document

    if not context.ledger_path.exists():
        raise context.missing()
    store = context.store
    found = store.verify()
    if reseal and not found.ok:
        _reseal(context, found, yes=yes)
        found = store.verify()
    if not found.ok:
        for problem in found.problems:
            context.complain(problem)
        raise LedgerDamagedError(_damage(context, found))
    if context.format == "json" or head or context.quiet:
        for warning in found.warnings:
            context.note(f"Warning: {warning}")
    if context.format == "json":
        context.print(json_text(verify_document(found)))
    elif head:
        context.print(f"{found.head} {found.commits}")
    elif not context.quiet:
        context.print(verified(found, ledger=str(context.ledger_path)))


def _commits(
    context: Context, entry: str | None, *, since: datetime | None, by: str | None
) -> "list[Commit]":
    reader = context.read()
    if entry is None:
        return list(reader.log(since, by))
    from forecastctl.actions.lookup import find_id

    newest_first = reversed(reader.history(find_id(reader, entry).id))
    return [
        commit
        for commit in newest_first
        if (since is None or commit.at >= since) and (by is None or commit.user == by)
    ]


def _moment(context: Context, since: object) -> datetime | None:
    day = first_day(context, since)  # type: ignore[arg-type]
    if day is None:
        return None
    return datetime.combine(day, time.min).astimezone().astimezone(UTC)


def _reseal(context: Context, found: "Verification", *, yes: bool) -> None:
    faults = "\n".join(visible(f"{problem.where} {problem.message}") for problem in found.problems)
    if not yes and not context.confirm(
        f"{faults}\nResealing keeps what now stands there, with a marker that stays in the ledger"
        " for good. Reseal?",
        otherwise="verify --reseal asks before it writes; add -y where nobody can answer",
    ):
        raise RefusedError("nothing was resealed")
    commit = context.store.reseal(context.user, context.now())
    if commit is not None:
        context.note(f"Resealed in commit {commit.serial}")


def _damage(context: Context, found: "Verification") -> str:
    count = counted(len(found.problems), "problem")
    return (
        f"{context.ledger_path}: {count} found; what was edited by hand is accepted by"
        " forecastctl verify --reseal, anything else needs a copy of the file"
    )
