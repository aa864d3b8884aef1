"""The Typer application, built for one command: only its module is imported.

Help, completion and unknown names need all of them.
"""

from importlib import import_module
from inspect import getdoc
from typing import Annotated

import typer
from typer.core import TyperGroup

from forecastctl.cli.command import Command, add_commands, own_options, with_global_options
from forecastctl.cli.context import Context

SECTIONS: dict[str, dict[str, str]] = {
    "Record": {
        "add": "record",
        "update": "record",
        "edit": "edit",
        "resolve": "resolve",
        "reopen": "resolve",
        "delete": "record",
        "undo": "journal",
    },
    "Articles": {
        "extract": "extract",
        "review": "review",
        "article": "article",
        "words": "words",
    },
    "Browse": {
        "list": "browse",
        "ls": "browse",
        "due": "browse",
        "show": "browse",
        "log": "journal",
        "question": "question",
        "source": "source",
    },
    "Score": {"report": "score", "calibration": "score", "cal": "score", "compare": "score"},
    "Automate": {"check": "check"},
    "Ledger": {
        "init": "ledger",
        "path": "ledger",
        "verify": "journal",
        "import": "transfer",
        "export": "transfer",
        "demo": "demo",
        "help": "guide",
        "completion": "guide",
    },
}

MODULE_OF = {name: module for names in SECTIONS.values() for name, module in names.items()}
GROUPS = {
    "article": "Look at the articles that were read.",
    "question": "Look at questions and join them.",
    "source": "Look at sources, name them and join them.",
    "words": "Look at probability words; check a table of your own.",
}


class SectionedGroup(TyperGroup):
    """A group whose help lists the commands under the headings of SECTIONS."""

    def format_commands(self, ctx: object, formatter: object) -> None:  # noqa: ARG002
        """Write one block of commands for each section."""
        for section, names in SECTIONS.items():
            rows = [
                (name, self.commands[name].get_short_help_str(60))
                for name in names
                if name in self.commands and not self.commands[name].hidden
            ]
            with formatter.section(section):  # type: ignore[attr-defined]
                formatter.write_dl(rows)  # type: ignore[attr-defined]


def build(command: str | None) -> TyperGroup:
    """The application with this command, or with all of them where it is none of ours."""
    app = typer.Typer(
        cls=SectionedGroup,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True, help=getdoc(root), epilog=_EPILOG)(
        with_global_options(root, own_options(root), are_hidden=False)
    )
    modules = [MODULE_OF[command]] if command in MODULE_OF else sorted(set(MODULE_OF.values()))
    by_name: dict[str, Command] = {}
    for module in modules:
        _register(app, module, by_name)
    if command is not None and command in by_name:
        add_commands(app, [by_name[command]])
    else:
        add_commands(app, [by_name[name] for name in MODULE_OF if name in by_name])
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    for parameter in group.params:
        if parameter.name in {"install_completion", "show_completion"}:
            parameter.hidden = True  # type: ignore[attr-defined]
    return group


def _register(app: typer.Typer, module: str, by_name: dict[str, Command]) -> None:
    loaded = import_module(f"forecastctl.cli.commands.{module}")
    if module in GROUPS:
        sub = typer.Typer(rich_markup_mode=None, help=GROUPS[module])
        add_commands(sub, loaded.commands.commands)
        app.add_typer(sub, name=module, context_settings={"help_option_names": ["-h", "--help"]})
    else:
        by_name.update({command.name: command for command in loaded.commands.commands})


def root(
    ctx: typer.Context,
    context: Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Keep score of predictions: who said what, how surely, by when, and how it turned out."""
    if version:
        from forecastctl import __version__

        context.print(f"forecastctl {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        from forecastctl.cli.welcome import welcome

        welcome(context, ctx.get_help())
        raise typer.Exit(2)


_EPILOG = """\b
Start here:
  forecastctl demo
  forecastctl add "It rains in Kyiv on Sunday" -p 70% --due sunday
  forecastctl help dates
"""
