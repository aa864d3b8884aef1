"""list, due, show."""

from typing import TYPE_CHECKING, Annotated

import typer

from forecastctl.cli.command import DOCUMENT, CommandSet
from forecastctl.cli.context import Context
from forecastctl.cli.option import (
    IdArgument,
    LimitOption,
    SourcesOption,
    TagFilterOption,
    last_day,
    one_of,
    parse_date_option,
)
from forecastctl.dates import DateSpec
from forecastctl.model import DUE_SOON_DAYS, State

if TYPE_CHECKING:
    from forecastctl.actions.browse import ListRequest
    from forecastctl.store.base import Reader

commands = CommandSet()

STATES = (*State, "all")
SORTS = ("due", "made", "probability", "source")


@commands.command(
    "list",
    "forecastctl list",
    "forecastctl list -s reuters --state all --sort made",
    "forecastctl list --format json | jq '.entries[].claim'",
)
def list_(
    context: Context,
    source: SourcesOption = None,
    state: Annotated[
        list[str] | None,
        typer.Option(
            "--state", metavar="|".join(STATES), parser=one_of("--state", STATES), help="Which."
        ),
    ] = None,
    tag: TagFilterOption = None,
    due_before: Annotated[
        DateSpec | None,
        typer.Option(
            "--due-before", metavar="DATE", parser=parse_date_option, help="Due before this day."
        ),
    ] = None,
    search: Annotated[
        str | None, typer.Option("--search", metavar="TEXT", help="In claim or criteria.")
    ] = None,
    sort: Annotated[
        str,
        typer.Option(
            "--sort", metavar="|".join(SORTS), parser=one_of("--sort", SORTS), help="Order."
        ),
    ] = "due",
    limit: LimitOption = None,
) -> None:
    """List entries.

    Those that are open, due, overdue or undated, by due day; --state chooses others.
    """
    from forecastctl.actions.browse import UNRESOLVED, ListRequest, Sort
    from forecastctl.actions.lookup import find_source
    from forecastctl.store.base import EntryFilter

    reader = context.read()
    chosen = set(State) if "all" in (state or ()) else {State(name) for name in state or ()}
    wanted = EntryFilter(
        sources=frozenset(find_source(reader, name).id for name in source or ()),
        tag=tag,
        due_before=last_day(context, due_before),
        search=search,
        unresolved=None if chosen else True,
    )
    request = ListRequest(wanted=wanted, states=chosen or UNRESOLVED, sort=Sort(sort), limit=limit)
    _print_entries(context, reader, request)


@commands.command("ls", "forecastctl ls", hidden=True)
def ls(
    context: Context,
    source: SourcesOption = None,
    state: Annotated[
        list[str] | None, typer.Option("--state", parser=one_of("--state", STATES))
    ] = None,
    tag: TagFilterOption = None,
    due_before: Annotated[
        DateSpec | None, typer.Option("--due-before", parser=parse_date_option)
    ] = None,
    search: Annotated[str | None, typer.Option("--search")] = None,
    sort: Annotated[str, typer.Option("--sort", parser=one_of("--sort", SORTS))] = "due",
    limit: LimitOption = None,
) -> None:
    """List entries: short for list."""
    list_(context, source, state, tag, due_before, search, sort, limit)


@commands.command("due", "forecastctl due", "forecastctl due --within 30")
def due(
    context: Context,
    within: Annotated[
        int,
        typer.Option("--within", metavar="DAYS", min=0, max=36500, help="How far to look ahead."),
    ] = DUE_SOON_DAYS,
) -> None:
    """List what is overdue or due within a week."""
    from forecastctl.actions.browse import due_request
    from forecastctl.store.base import EntryFilter

    _print_entries(context, context.read(), due_request(EntryFilter(), within))


@commands.command(
    "show",
    "forecastctl show 7k3q",
    "forecastctl show 7k3q --history",
    "forecastctl show 4tq2 --text article.txt",
    formats=DOCUMENT,
)
def show(
    context: Context,
    entry: IdArgument,
    history: Annotated[
        bool, typer.Option("--history", help="Every change to it, with who and when.")
    ] = False,
    text: Annotated[
        str | None,
        typer.Option("--text", metavar="FILE", help="The article: print the quoted words from it."),
    ] = None,
) -> None:
    """Show everything about an entry.

    Its question, all forecasts on that, the evidence, and the outcome.
    """
    from forecastctl.cli.shown import print_shown

    print_shown(context, entry, with_history=history, text=text)


def _print_entries(context: Context, reader: "Reader", request: "ListRequest") -> None:
    """Print a list in the format that was asked for; whole records only where it needs them."""
    from forecastctl.actions.browse import list_entries
    from forecastctl.cli.shown import print_entries_in_full

    if context.format != "table":
        print_entries_in_full(context, reader, request)
        return
    from forecastctl.render.entries import entries_table
    from forecastctl.render.tables import draw

    listed = list_entries(reader, request, today=context.today)
    if not listed:
        context.note("Nothing to list")
        return
    ids = reader.short_ids([row.id for row, _ in listed])
    table = entries_table([row for row, _ in listed], ids=ids, today=context.today)
    context.print(draw(table, context.terminal))
