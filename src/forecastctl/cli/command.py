"""How a function becomes a command.

A command function takes the `Context` first and its own options after it. The options that every
command takes are added to its signature here, so that they can stand after the command as well;
what was given there wins over what stood before it.
"""

import inspect
import os
from collections.abc import Callable, Iterable
from typing import Annotated, NamedTuple

import typer

from forecastctl.cli.context import COLOURS, FORMATS, Context, Settings
from forecastctl.cli.option import one_of, parse_date_option

CommandFunction = Callable[..., None]

GLOBAL_OPTIONS = {
    "ledger": Annotated[
        str | None,
        typer.Option("--ledger", metavar="PATH", help="The ledger to use.", hidden=True),
    ],
    "today": Annotated[
        object,
        typer.Option(
            "--today",
            metavar="DATE",
            parser=parse_date_option,
            help="The day to take for today.",
            hidden=True,
        ),
    ],
    "color": Annotated[
        str | None,
        typer.Option(
            "--color",
            metavar="|".join(COLOURS),
            parser=one_of("--color", COLOURS),
            help="When to use colour.",
            hidden=True,
        ),
    ],
    "format": Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="|".join(FORMATS),
            parser=one_of("--format", FORMATS),
            help="How to show the result.",
        ),
    ],
    "quiet": Annotated[
        bool | None, typer.Option("--quiet", "-q", help="Only the result; writing: only the ids.")
    ],
    "verbose": Annotated[bool | None, typer.Option("--verbose", "-v", help="Say more.")],
}


class Command(NamedTuple):
    """A command as it is registered; `examples` are whole command lines."""

    name: str
    function: CommandFunction
    examples: tuple[str, ...]
    hidden: bool = False


class CommandSet:
    """The commands of one module, collected by its `command` decorator."""

    def __init__(self) -> None:
        self.commands: list[Command] = []

    def command(
        self, name: str, *examples: str, hidden: bool = False
    ) -> Callable[[CommandFunction], CommandFunction]:
        """Register the decorated function under this name, with examples for its help."""

        def register(function: CommandFunction) -> CommandFunction:
            self.commands.append(
                Command(name=name, function=function, examples=examples, hidden=hidden)
            )
            return function

        return register


def add_commands(app: typer.Typer, commands: Iterable[Command]) -> None:
    """Give these commands to a Typer application."""
    for command in commands:
        app.command(
            command.name,
            help=inspect.getdoc(command.function),
            epilog=_epilog(command.examples),
            hidden=command.hidden,
            context_settings={"help_option_names": ["-h", "--help"]},
        )(_with_global_options(command.function))


def context_of(ctx: typer.Context) -> Context:
    """The context of this run, made when the first option is read."""
    root = ctx.find_root()
    if not isinstance(root.obj, Context):
        root.obj = Context(Settings(), os.environ)
    return root.obj


def merge_settings(ctx: typer.Context, given: dict[str, object]) -> Context:
    """Add options to those of this run."""
    context = context_of(ctx)
    context.settings = context.settings.overridden_by(Settings(**given))  # type: ignore[arg-type]
    return context


def _epilog(examples: tuple[str, ...]) -> str:
    heading = "Example:" if len(examples) == 1 else "Examples:"
    return "\b\n" + "\n".join([heading, *(f"  {line}" for line in examples)])


def _with_global_options(function: CommandFunction) -> CommandFunction:
    own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]

    def run(ctx: typer.Context, **options: object) -> None:
        given = {name: options.pop(name) for name in GLOBAL_OPTIONS}
        function(merge_settings(ctx, given), **options)

    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in GLOBAL_OPTIONS.items()
    ]
    first = inspect.Parameter(
        "ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
    )
    keyword_only = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]
    run.__signature__ = inspect.Signature([first, *keyword_only, *added])  # type: ignore[attr-defined]
    run.__annotations__ = {}
    return run
