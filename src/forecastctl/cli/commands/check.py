"""check: how the ledger stands, for cron and monitoring."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from forecastctl.cli.command import DOCUMENT, CommandSet
from forecastctl.cli.context import Context
from forecastctl.cli.option import SourceOption, strip_equals
from forecastctl.errors import ForecastctlError, UsageError
from forecastctl.model import DUE_SOON_DAYS

if TYPE_CHECKING:
    from forecastctl.actions.check import CheckRequest, CheckResult

commands = CommandSet()

Ranges = list[str] | None


class CheckTimeoutError(ForecastctlError):
    """The check took longer than --timeout."""


@commands.command(
    "check",
    "forecastctl check",
    "forecastctl check -q                              for cron: silent when all is well",
    "forecastctl check overdue -w 5 -c 20",
    "forecastctl check -c oldest=30 -w 'due=~:3'",
    "forecastctl check store --timeout 60",
    formats=DOCUMENT,
)
def check(
    context: Context,
    subjects: Annotated[
        list[str] | None, typer.Argument(metavar="[overdue|due|candidates|store]...")
    ] = None,
    warning: Annotated[
        Ranges,
        typer.Option("-w", "--warning", metavar="[NAME=]RANGE", help="When to warn."),
    ] = None,
    critical: Annotated[
        Ranges,
        typer.Option("-c", "--critical", metavar="[NAME=]RANGE", help="When it is critical."),
    ] = None,
    due_within: Annotated[
        int,
        typer.Option(
            "--due-within", metavar="DAYS", min=0, max=36500, help="What counts as due soon."
        ),
    ] = DUE_SOON_DAYS,
    assumed: Annotated[
        bool, typer.Option("--assumed", help="Count due days that the source did not name.")
    ] = False,
    source: SourceOption = None,
    timeout: Annotated[
        int | None, typer.Option("--timeout", metavar="SEC", min=1, help="Give up after.")
    ] = None,
) -> None:
    """Say in one line whether anything is overdue.

    Exit codes: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN. Ranges are those of monitoring plugins:
    10, 5:, ~:3, @1:5. Names: overdue (default), oldest
    (days), due, candidates. Any overdue entry warns; nothing is critical unless asked.
    """
    from forecastctl.actions.check import CheckRequest, parse_threshold, subjects_of

    try:
        request = CheckRequest(
            subjects=subjects_of(subjects or ()),
            warnings=tuple(parse_threshold(strip_equals(text)) for text in warning or ()),
            criticals=tuple(parse_threshold(strip_equals(text)) for text in critical or ()),
            due_within=due_within,
            assumed=assumed,
            source=source,
        )
    except ValueError as error:
        raise UsageError(str(error)) from None
    with _limited(timeout):
        result = _run(context, request)
    _print(context, request, result)
    raise typer.Exit(result.code)


def _run(context: Context, request: "CheckRequest") -> "CheckResult":
    from forecastctl.actions.check import Subject, damaged, run_check

    if not context.ledger_path.exists():
        raise context.missing()
    verification = context.store.verify() if Subject.STORE in request.subjects else None
    if verification is not None and not verification.ok:
        return damaged(verification)
    return run_check(context.reader, request, today=context.today, verification=verification)


def _print(context: Context, request: "CheckRequest", result: "CheckResult") -> None:
    from forecastctl.cli.checked import check_json, check_text

    if context.format == "json":
        context.print(check_json(context, result))
    elif result.code or not context.quiet:
        context.print(check_text(context, request, result))


@contextmanager
def _limited(seconds: int | None) -> Iterator[None]:
    """Raise CheckTimeoutError where the block takes longer than so many seconds."""
    if seconds is None:
        yield
        return

    def give_up(signum: int, frame: object) -> None:
        raise CheckTimeoutError(f"no answer within {seconds} s; is the disk hanging?")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
