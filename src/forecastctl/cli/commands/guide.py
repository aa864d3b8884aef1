"""Help topics, and the scripts that teach a shell our completions."""

from enum import StrEnum
from typing import Annotated

import typer

from forecastctl.cli.command import CommandSet
from forecastctl.cli.context import Context
from forecastctl.errors import UsageError

commands = CommandSet()


class Shell(StrEnum):
    """Shells that we write completions for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


@commands.command("help", "forecastctl help dates", "forecastctl help cron")
def help_(
    context: Context,
    topic: Annotated[
        str | None, typer.Argument(metavar="[TOPIC]", autocompletion=lambda: list(_topics()))
    ] = None,
) -> None:
    """Explain a topic.

    dates, probabilities, ids, articles, exit-codes, scores, environment or cron. The name of a
    command shows the help of that command.
    """
    from forecastctl.cli.app import MODULE_OF
    from forecastctl.cli.topic import cron_lines

    if topic is None:
        context.print("Topics (forecastctl help TOPIC):")
        for name, text in _topics().items():
            context.print(f"  {name:<14} {text.splitlines()[0]}")
        context.print("\nOptions and examples of a command: forecastctl COMMAND -h")
    elif topic == "cron":
        context.print(_topics()["cron"] + "\n" + cron_lines(context))
    elif topic in _topics():
        context.print(_topics()[topic])
    elif topic in MODULE_OF:
        context.print(_help_of(topic))
    else:
        raise UsageError(f"no topic '{topic}'; there are {', '.join(_topics())}")


@commands.command(
    "completion",
    'eval "$(forecastctl completion bash)"        in ~/.bashrc',
    "forecastctl completion fish > ~/.config/fish/completions/forecastctl.fish",
)
def completion(
    context: Context, shell: Annotated[Shell, typer.Argument(help="Whose script to print.")]
) -> None:
    """Print the script that completes for a shell.

    It offers ids with their claims, sources, tags and options.
    """
    from typer._completion_shared import get_completion_script

    from forecastctl.cli.main import COMPLETION_VARIABLE, PROGRAM

    script = get_completion_script(
        prog_name=PROGRAM, complete_var=COMPLETION_VARIABLE, shell=shell.value
    )
    context.print(script)


def _topics() -> dict[str, str]:
    from forecastctl.cli.topic import TOPICS

    return TOPICS


def _help_of(command: str) -> str:
    from forecastctl.cli.app import build

    group = build(command)
    with group.make_context("forecastctl", [], resilient_parsing=True) as root:
        chosen = group.commands[command]
        with chosen.make_context(command, [], parent=root, resilient_parsing=True) as ctx:
            return str(ctx.get_help())
