"""resolve, reopen."""

from typing import TYPE_CHECKING, Annotated

import typer

from forecastctl.cli.command import DOCUMENT, TEXT, CommandSet
from forecastctl.cli.context import Context
from forecastctl.cli.option import (
    DryRunOption,
    IdsArgument,
    LimitOption,
    NoteOption,
    OnOption,
    ProofOption,
    SourceOption,
    TagFilterOption,
    UntilOption,
    complete_ids_and_outcomes,
    past_day,
    single_day,
)
from forecastctl.cli.result import print_reopened, print_resolved
from forecastctl.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from forecastctl.actions.resolve import ResolutionRow
    from forecastctl.model import Outcome

commands = CommandSet()


@commands.command(
    "resolve",
    "forecastctl resolve 7k3q yes --on 2026-12-09 --proof https://example.org/fomc",
    "forecastctl resolve 7k3q 0h8w no",
    "forecastctl resolve 7k3q later --until 2027-01-15",
    "forecastctl resolve --from outcomes.csv",
    "forecastctl resolve --due",
    formats=DOCUMENT,
)
def resolve(
    context: Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID... yes|no|void|later", autocompletion=complete_ids_and_outcomes),
    ] = None,
    on: OnOption = None,
    proof: ProofOption = None,
    note: NoteOption = None,
    until: UntilOption = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Change an outcome that is recorded already.")
    ] = False,
    from_file: Annotated[
        str | None,
        typer.Option("--from", metavar="FILE.csv|-", help="id,outcome[,happened_on,proof,note]."),
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="Walk through what is due.")] = False,
    source: SourceOption = None,
    tag: TagFilterOption = None,
    limit: LimitOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Record how questions turned out.

    yes, no, void (it cannot be decided), or later to look again on another day. Every entry on
    a question is resolved with it. Several ids take the same outcome, all or none.
    """
    from forecastctl.actions.resolve import Verdict

    _check_modes(words=bool(words), from_file=bool(from_file), due=due)
    if due:
        from forecastctl.cli.walk import walk_through_due

        walk_through_due(context, source=source, tag=tag, limit=limit)
        return
    if source or tag or limit:
        raise UsageError("-s, --tag and --limit choose what --due walks through; add --due")
    if from_file is not None:
        _resolve(context, _rows_of_file(context, from_file), replace=replace, dry_run=dry_run)
        return
    ids, outcome = _split(words or [])
    if outcome.casefold() == "later":
        _refuse_with_later({"--on": on, "--proof": proof, "--note": note, "--replace": replace})
        _put_off(context, ids, single_day(context, until, "--until"), dry_run=dry_run)
        return
    if until is not None:
        raise UsageError("--until goes with later: forecastctl resolve ID later --until DATE")
    verdict = Verdict(
        outcome=_outcome(outcome), on=past_day(context, on, "--on"), proof=proof, note=note
    )

    from forecastctl.actions.resolve import ResolutionRow

    _resolve(
        context,
        [ResolutionRow(typed, verdict) for typed in ids],
        replace=replace,
        dry_run=dry_run,
    )


@commands.command("reopen", "forecastctl reopen 7k3q", formats=DOCUMENT)
def reopen(context: Context, entries: IdsArgument) -> None:
    """Take resolutions back."""
    from forecastctl.actions.resolve import reopen as reopen_question

    context.existing()
    with context.transaction("reopen") as ledger:
        done = [reopen_question(ledger, typed) for typed in entries]
    print_reopened(context, done)


def _check_modes(*, words: bool, from_file: bool, due: bool) -> None:
    if words + from_file + due > 1:
        raise UsageError("give ids and an outcome, or --from FILE, or --due: one of the three")
    if not (words or from_file or due):
        raise UsageError("what is resolved? give ID yes|no|void, or --due, or --from FILE")


def _split(words: list[str]) -> tuple[list[str], str]:
    if len(words) < 2:
        raise UsageError(
            f"an id and an outcome are needed: forecastctl resolve {words[0]} yes|no|void|later"
        )
    return words[:-1], words[-1]


def _outcome(text: str) -> "Outcome":
    from forecastctl.actions.resolve import parse_outcome

    try:
        return parse_outcome(text)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _refuse_with_later(options: dict[str, object]) -> None:
    given = [name for name, value in options.items() if value]
    if given:
        raise UsageError(f"{', '.join(given)} cannot stand beside later; it takes --until DATE")


def _resolve(
    context: Context, rows: "Sequence[ResolutionRow]", *, replace: bool, dry_run: bool
) -> None:
    from forecastctl.actions.resolve import resolve_rows
    from forecastctl.cli.dryrun import rehearse

    context.existing()
    with rehearse(context, "resolve", dry_run=dry_run) as ledger:
        done = resolve_rows(
            ledger, rows, by=context.user, at=context.now(), today=context.today, replace=replace
        )
        entries = [scored.entry for resolved in done for scored in resolved.entries]
        ids = ledger.short_ids(
            [entry.id for entry in entries] + [resolved.question.id for resolved in done]
        )
    if dry_run:
        context.note("Dry run: nothing was written")
    print_resolved(context, done, ids, can_undo=not dry_run)


def _put_off(context: Context, ids: list[str], until: "date | None", *, dry_run: bool) -> None:
    from forecastctl.actions.lookup import entry_of
    from forecastctl.actions.resolve import later
    from forecastctl.cli.dryrun import rehearse
    from forecastctl.render import echo

    if until is None:
        raise UsageError("--until is missing; for example --until +30d")
    context.require_format(*TEXT)
    context.existing()
    with rehearse(context, "resolve", dry_run=dry_run) as ledger:
        for typed in ids:
            later(ledger, typed, until, today=context.today)
        entries = [entry_of(ledger, typed) for typed in ids]
        short = ledger.short_ids([entry.id for entry in entries])
    if not context.quiet:
        context.print(echo.postponed(entries, until, ids=short, today=context.today))
        context.note(echo.undo_hint() if not dry_run else "Dry run: nothing was written")


def _rows_of_file(context: Context, name: str) -> "Sequence[ResolutionRow]":
    from forecastctl.actions.resolution_file import read_resolution_file
    from forecastctl.actions.resolve import check_rows
    from forecastctl.cli.reading import read_text
    from forecastctl.errors import RefusedError
    from forecastctl.render.number import counted

    content = read_resolution_file(read_text(name))
    if content.ignored_columns:
        context.note(f"Ignored columns: {', '.join(content.ignored_columns)}")
    problems = content.problems or check_rows(
        context.existing().read(), content.rows, today=context.today
    )
    for problem in problems:
        context.complain(problem)
    if problems:
        count = counted(len(problems), "problem")
        raise RefusedError(f"{name}: {count}; nothing was resolved")
    return content.rows
