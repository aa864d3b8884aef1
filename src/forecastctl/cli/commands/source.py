"""source list, show, add, set, alias, merge."""

from typing import TYPE_CHECKING, Annotated

import typer

from forecastctl.cli.command import CommandSet
from forecastctl.cli.context import Context
from forecastctl.cli.option import YesOption, complete_sources
from forecastctl.errors import RefusedError, UsageError
from forecastctl.model import Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecastctl.actions.source import ListedSource
    from forecastctl.render.view import SourceRow

commands = CommandSet()

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="Id, name or alias.", autocompletion=complete_sources)
]
KindOption = Annotated[
    SourceKind | None, typer.Option("--kind", help="What sort of speaker it is.")
]
ParentOption = Annotated[
    str | None,
    typer.Option(
        "--parent", metavar="NAME|none", help="Who it belongs to.", autocompletion=complete_sources
    ),
]


@commands.command("list", "forecastctl source list")
def list_(context: Context) -> None:
    """List all sources, with how many entries each has."""
    from forecastctl.actions.source import list_sources

    _print_sources(context, list_sources(context.read()))


@commands.command("show", "forecastctl source show reuters")
def show(context: Context, name: NameArgument) -> None:
    """Show one source: its kind, parent, other names and number of entries."""
    from forecastctl.actions.source import show_source
    from forecastctl.render.browse import source_card

    listed = show_source(context.read(), name)
    if context.format != "table":
        _print_sources(context, [listed])
        return
    [row] = _rows([listed])
    context.print(source_card(row))


@commands.command("add", 'forecastctl source add "Financial Times" --kind outlet')
def add(
    context: Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    kind: KindOption = None,
    parent: ParentOption = None,
    new_source: Annotated[
        bool, typer.Option("--new-source", help="The name is new, not mistyped.")
    ] = False,
) -> None:
    """Make a source before its first entry."""
    from forecastctl.actions.source import add_source

    with context.transaction("source add") as ledger:
        done = add_source(
            ledger,
            name,
            kind=kind or SourceKind.UNKNOWN,
            parent=parent,
            allow_near=new_source,
        )
    _say(context, "Added", done)


@commands.command("set", "forecastctl source set reuters --kind outlet --parent thomson-reuters")
def set_(
    context: Context, name: NameArgument, kind: KindOption = None, parent: ParentOption = None
) -> None:
    """Change what sort of speaker a source is, or who it belongs to (none: nobody)."""
    from forecastctl.actions.edit import KEEP
    from forecastctl.actions.source import set_source

    if kind is None and parent is None:
        raise UsageError("nothing to set; give --kind or --parent")
    belongs_to = KEEP if parent is None else None if parent.casefold() == "none" else parent
    context.existing()
    with context.transaction("source set") as ledger:
        done = set_source(ledger, name, kind=kind, parent=belongs_to)
    _say(context, "Set", done)


@commands.command("alias", 'forecastctl source alias reuters "Reuters News"')
def alias(
    context: Context, name: NameArgument, alias: Annotated[str, typer.Argument(metavar="ALIAS")]
) -> None:
    """Give a source one more name."""
    from forecastctl.actions.source import alias_source

    context.existing()
    with context.transaction("source alias") as ledger:
        done = alias_source(ledger, name, alias)
    _say(context, "Named", done)


@commands.command("merge", "forecastctl source merge reuters-news reuters")
def merge(
    context: Context,
    name: Annotated[str, typer.Argument(metavar="FROM", autocompletion=complete_sources)],
    into: Annotated[str, typer.Argument(metavar="INTO", autocompletion=complete_sources)],
    yes: YesOption = False,
) -> None:
    """Make everything of one source another's; its names become aliases."""
    from forecastctl.actions.source import merge_sources, plan_source_merge
    from forecastctl.render import echo

    if not yes:
        plan = plan_source_merge(context.read(), name, into)
        if not context.confirm(
            f"{plan.removed.id} ({plan.forecasts} forecasts) into {plan.into.id}. Merge?",
            otherwise="source merge asks before it writes; add -y where nobody can answer",
        ):
            raise RefusedError("nothing was merged")
    context.existing()
    with context.transaction("source merge") as ledger:
        done = merge_sources(ledger, name, into)
    if context.quiet:
        context.print(done.into.id)
        return
    context.print(echo.merged(done.forecasts, "source", done.into.id, done.into.name))
    context.note(echo.undo_hint())


def _say(context: Context, verb: str, source: Source) -> None:
    from forecastctl.render.browse import source_line
    from forecastctl.render.echo import undo_hint

    if context.quiet:
        context.print(source.id)
        return
    context.print(f"{verb} {source_line(source)}")
    context.note(undo_hint())


def _rows(listed: "Iterable[ListedSource]") -> "list[SourceRow]":
    from forecastctl.render.view import SourceRow

    return [SourceRow(source=source, entries=entries) for source, entries, _ in listed]


def _print_sources(context: Context, listed: "Iterable[ListedSource]") -> None:
    from forecastctl.cli.tabular import print_rows
    from forecastctl.render.browse import sources_table
    from forecastctl.render.document import sources_document

    rows = _rows(listed)
    print_rows(context, sources_table(rows), sources_document(rows), "sources")
