"""The command line from argv to exit code: the one place where errors become codes."""

import io
import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import typer

from forecastctl.cli.context import FORMATS, Context, Settings
from forecastctl.errors import ForecastctlError

if TYPE_CHECKING:
    from typer._click.exceptions import ClickException

PROGRAM = "forecastctl"
COMPLETION_VARIABLE = "_FORECASTCTL_COMPLETE"
INTERRUPTED = 130
PIPE_CLOSED = 141
CHECK_UNKNOWN = 3
JSON_FORMATS = frozenset({"json", "jsonl"})

_TAKES_VALUE = frozenset({"--ledger", "--today", "--color", "--format"})


def main(argv: Sequence[str]) -> int:
    """Run a command for the shell: as `run`, and a closed pipe ends the process quietly."""
    _prepare_streams()
    return run(argv, is_process=True)


def _prepare_streams() -> None:
    """Let any text be written, whole or with an error, also where a stream is closed.

    Closed before the start, stdout refuses what is written and stderr loses it, and no file that
    is opened later gets their numbers. Unbuffered (PYTHONUNBUFFERED) is undone for stdout: of a
    raw write, Python drops unsaid what a full disk does not take.
    """
    for number, flags in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, flags)  # gets the lowest free number, this one
    if sys.stdout is None or isinstance(sys.stdout.buffer, io.RawIOBase):
        encoding = sys.stdout.encoding if sys.stdout else "utf-8"
        sys.stdout = open(1, "w", encoding=encoding, closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def run(argv: Sequence[str], *, is_process: bool = False) -> int:
    """Run one command line and return its exit code. Nothing but the code comes back."""
    context = Context(Settings(format=named_format(argv)), os.environ)
    if COMPLETION_VARIABLE in os.environ:
        return _complete(context)
    command = first_word(argv)
    try:
        code = _invoke(argv, command, context)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except (typer.Abort, EOFError):
        code = _report(context, command, 1, "stopped; nothing more was written")
    except ForecastctlError as error:
        code = _report(context, command, error.exit_code, str(error), error.example)
    except Exception as error:
        code = _crashed(context, command, error)
    if code == INTERRUPTED and context.can_ask:
        _to_stderr("")  # behind the ^C that a terminal shows
    return _write_output(context, code, is_process=is_process)


def first_word(argv: Sequence[str]) -> str | None:
    """The first argument that is neither an option nor an option's value: the command."""
    arguments = iter(argv)
    for argument in arguments:
        if argument in _TAKES_VALUE:
            next(arguments, None)
        elif not argument.startswith("-"):
            return argument
    return None


def named_format(argv: Sequence[str]) -> str | None:
    """The format that the arguments name, so that even a mistake in them is told in it."""
    named = None
    for argument, following in pairwise([*argv, ""]):
        if argument == "--format":
            named = following
        elif argument.startswith("--format="):
            named = argument.removeprefix("--format=")
    return named if named in FORMATS else None


def _invoke(argv: Sequence[str], command: str | None, context: Context) -> int:
    from typer._click.exceptions import ClickException

    from forecastctl.cli.app import build

    try:
        code = build(command).main(
            list(argv), prog_name=PROGRAM, standalone_mode=False, obj=context
        )
    except ClickException as error:
        return _report(context, command, error.exit_code, usage_message(error))
    return code if isinstance(code, int) else 0


def usage_message(error: "ClickException") -> str:
    """What is wrong with the command line, in one sentence that says what to do."""
    from typer._click.exceptions import BadParameter, MissingParameter, NoSuchOption, UsageError

    path = error.ctx.command_path if isinstance(error, UsageError) and error.ctx else PROGRAM
    if isinstance(error, MissingParameter) and error.param is not None:
        name = error.param.get_error_hint(error.ctx).replace("'", "")  # type: ignore[arg-type]
        return f"{name.split(' / ')[0]} is missing; see {path} -h"
    if isinstance(error, NoSuchOption):
        told = error.format_message().removesuffix(".")
        return f"{told}; a text that begins with - stands last, behind --; see {path} -h"
    if error.message.startswith("No such command"):
        return f"{error.message.removesuffix('.')}; see {path} -h"
    if error.message.startswith("Got unexpected extra argument"):
        return f"{error.message}; a text of several words needs quotes; see {path} -h"
    if error.message == "Missing command." and isinstance(error, UsageError) and error.ctx:
        names = ", ".join(error.ctx.command.list_commands(error.ctx))  # type: ignore[attr-defined]
        return f"{error.ctx.command_path} needs one of its commands: {names}"
    if isinstance(error, BadParameter) and error.param is not None:
        option = max(error.param.opts, key=len)
        if option.startswith("-") and option not in error.message:
            told = error.message.rstrip(".").replace("a valid int range", "a whole number")
            return f"{option}: {told.replace('a valid float range', 'a number')}"
    return error.message


def _report(
    context: Context, command: str | None, code: int, message: str, example: str = ""
) -> int:
    """Say what went wrong in the form that the command promises, and return its code."""
    context.discard()
    line = " ".join(message.split())
    if command == "check":
        context.print(_unknown(context, line))
        return CHECK_UNKNOWN
    if context.format in JSON_FORMATS:
        from forecastctl.render.document import error_document, jsonl_text

        line = " ".join([line, *example.replace("\\\n", " ").split()])
        _to_stderr(jsonl_text([error_document(code, line)]).rstrip())
    else:
        from forecastctl.text import visible

        lines = [f"{PROGRAM}: {line}", *example.splitlines()]
        _to_stderr("\n".join(map(visible, lines)))
    return code


def _unknown(context: Context, line: str) -> str:
    if context.format in JSON_FORMATS:
        from forecastctl.render.document import json_text, unknown_document

        return json_text(unknown_document(line))
    from forecastctl.render.status import unknown_line

    return unknown_line(line)


def _crashed(context: Context, command: str | None, error: Exception) -> int:
    if os.environ.get("FORECASTCTL_DEBUG"):
        import traceback

        traceback.print_exc()
    if isinstance(error, OSError):
        name = f" {error.filename}" if error.filename else ""
        return _report(context, command, 1, f"{(error.strerror or str(error)).lower()}:{name}")
    what = f"{type(error).__name__}: {error}"
    return _report(
        context, command, 1, f"unexpected {what}; FORECASTCTL_DEBUG=1 shows where, please report it"
    )


def _write_output(context: Context, code: int, *, is_process: bool) -> int:
    """Write the result. Only here, after commit, may a closed pipe end the process."""
    if not context.output:
        return code
    if is_process:
        import signal

        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        context.flush()
    except BrokenPipeError:
        return PIPE_CLOSED
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is closed"
        _to_stderr(f"{PROGRAM}: the result cannot be written to stdout: {reason}")
        if is_process:
            _forget_stdout()
        return code or 1
    return code


def _forget_stdout() -> None:
    """Let what is left in the buffer go nowhere, or Python would fail on it once more at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _to_stderr(line: str) -> None:
    try:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def _complete(context: Context) -> int:
    """Answer the shell's completion request; whatever goes wrong, say nothing."""
    from forecastctl.cli.app import build

    try:
        build(None).main(
            [], prog_name=PROGRAM, standalone_mode=False, complete_var=COMPLETION_VARIABLE
        )
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except Exception:
        return 0
    return 0
