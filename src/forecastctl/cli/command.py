"""How a function becomes a command.

A command function takes the `Context` first and its own options after it. The options that every
command takes are added to its signature here, so that they can stand after the command as well;
what was given there wins over what stood before it.
"""

import inspect
import os
from collections.abc import Callable, Iterable
from typing import Annotated, NamedTuple, get_type_hints

import typer

from forecastctl.cli.context import COLOURS, FORMATS, Context, Settings
from forecastctl.cli.option import one_of, parse_date_option
from forecastctl.dates import DateSpec

CommandFunction = Callable[..., None]

DOCUMENT = ("table", "json")
"""The formats of a result that has no rows."""

TEXT = ("table",)
"""The format of a result that is text and nothing else."""


def global_options(*, are_hidden: bool) -> dict[str, object]:
    """Annotations of the options that every command takes; most are hidden in its own help."""
    ledger = typer.Option(
        "--ledger", metavar="PATH", help="The ledger (else FORECASTCTL_LEDGER).", hidden=are_hidden
    )
    today = typer.Option(
        "--today",
        metavar="DATE",
        parser=parse_date_option,
        help="The day to take for today.",
        hidden=are_hidden,
    )
    return {
        "ledger": Annotated[str | None, ledger],
        "today": Annotated[DateSpec | None, today],
        "color": _one_of("--color", COLOURS, "When to use colour.", is_hidden=are_hidden),
        "format": _one_of("--format", FORMATS, "How to show the result.", is_hidden=False),
        "quiet": Annotated[
            bool | None,
            typer.Option("--quiet", "-q", help="Only the result; writing: only the ids."),
        ],
        "verbose": Annotated[bool | None, typer.Option("--verbose", "-v", help="Say more.")],
    }


def _one_of(name: str, words: tuple[str, ...], help: str, *, is_hidden: bool) -> object:
    parser = one_of(name, words)
    option = typer.Option(name, metavar="|".join(words), parser=parser, help=help, hidden=is_hidden)
    return Annotated[str | None, option]


class Command(NamedTuple):
    """A command as it is registered; `examples` are whole command lines.

    Any other of the `formats` is refused before the command does anything.
    """

    name: str
    function: CommandFunction
    examples: tuple[str, ...]
    formats: tuple[str, ...] = FORMATS
    hidden: bool = False


class CommandSet:
    """The commands of one module, collected by its `command` decorator."""

    def __init__(self) -> None:
        self.commands: list[Command] = []

    def command(
        self,
        name: str,
        *examples: str,
        formats: tuple[str, ...] = FORMATS,
        hidden: bool = False,
    ) -> Callable[[CommandFunction], CommandFunction]:
        """Register the decorated function under this name, with examples for its help."""

        def register(function: CommandFunction) -> CommandFunction:
            self.commands.append(
                Command(
                    name=name,
                    function=function,
                    examples=examples,
                    formats=formats,
                    hidden=hidden,
                )
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
        )(
            with_global_options(
                _as_typer_calls(command), own_options(command.function), are_hidden=True
            )
        )


def context_of(ctx: typer.Context) -> Context:
    """The context of this run, made when the first option is read."""
    root = ctx.find_root()
    if not isinstance(root.obj, Context):
        root.obj = Context(Settings(), os.environ)
    return root.obj


def with_global_options(
    call: Callable[..., None], own: Iterable[inspect.Parameter], *, are_hidden: bool
) -> CommandFunction:
    """A function for Typer, with these options of its own and those that every command takes.

    `call` gets Typer's context, ours with the common options merged into it, and its own options.
    """
    annotations = global_options(are_hidden=are_hidden)

    def run(ctx: typer.Context, **options: object) -> None:
        given = {name: options.pop(name) for name in annotations}
        context = context_of(ctx)
        context.settings = context.settings.overridden_by(Settings(**given))  # type: ignore[arg-type]
        call(ctx, context, **options)

    first = inspect.Parameter(
        "ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
    )
    keyword_only = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in annotations.items()
    ]
    run.__signature__ = inspect.Signature([first, *keyword_only, *added])  # type: ignore[attr-defined]
    run.__annotations__ = {}
    return run


def own_options(function: Callable[..., None]) -> list[inspect.Parameter]:
    """The parameters of a function that are options of its own.

    A parameter that is a NamedTuple of options, shared by several commands, is all of them.
    """
    own: list[inspect.Parameter] = []
    for parameter in _parameters(function):
        bundle = _bundle(parameter)
        own += [parameter] if bundle is None else _options_in(bundle)
    return own


def _parameters(function: Callable[..., None]) -> list[inspect.Parameter]:
    parameters = inspect.signature(function, eval_str=True).parameters.values()
    return [parameter for parameter in parameters if parameter.name not in {"ctx", "context"}]


def _bundle(parameter: inspect.Parameter) -> "type[NamedTuple] | None":
    """The NamedTuple that a parameter is, if it is one."""
    annotation = parameter.annotation
    is_bundle = isinstance(annotation, type) and hasattr(annotation, "_field_defaults")
    return annotation if is_bundle else None


def _options_in(bundle: "type[NamedTuple]") -> list[inspect.Parameter]:
    annotations = get_type_hints(bundle, include_extras=True)
    return [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hint)
        for (name, hint), default in zip(
            annotations.items(), bundle._field_defaults.values(), strict=True
        )
    ]


def _as_typer_calls(command: Command) -> CommandFunction:
    """Commands see nothing of Typer's context."""
    bundles = {each.name: made for each in _parameters(command.function) if (made := _bundle(each))}

    def call(_: typer.Context, context: Context, **options: object) -> None:
        context.require_format(*command.formats)
        for name, bundle in bundles.items():
            options[name] = bundle._make([options.pop(field) for field in bundle._fields])
        command.function(context, **options)

    return call


def _epilog(examples: tuple[str, ...]) -> str:
    heading = "Example:" if len(examples) == 1 else "Examples:"
    return "\b\n" + "\n".join([heading, *(f"  {line}" for line in examples)])
