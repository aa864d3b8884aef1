"""report, calibration."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from forecastctl.cli.command import CommandSet
from forecastctl.cli.context import Context
from forecastctl.cli.option import (
    SinceOption,
    SourcesOption,
    UntilOption,
    first_day,
    last_day,
    one_of,
)
from forecastctl.dates import DateSpec
from forecastctl.errors import UsageError
from forecastctl.model import ClaimKind, Method
from forecastctl.scoring.tables import GroupBy, Selection, Use

if TYPE_CHECKING:
    from forecastctl.scoring.report import ReportOptions
    from forecastctl.store.base import Reader

commands = CommandSet()

METHODS = (*Method, "all")
GROUPS = tuple(GroupBy)
USES = tuple(Use)

FileArgument = Annotated[
    str | None, typer.Argument(metavar="[FILE|-]", help="Score this file instead of the ledger.")
]
MethodOption = Annotated[
    str | None,
    typer.Option(
        "--method",
        metavar="|".join(METHODS),
        parser=one_of("--method", METHODS),
        help="Only numbers, only words, or also other people's readings.",
    ),
]
WithoutOption = Annotated[
    str | None,
    typer.Option("--without", metavar="KIND,...", help="Leave out plan, scheduled, ..."),
]
UseOption = Annotated[
    str,
    typer.Option(
        "--use", metavar="|".join(USES), parser=one_of("--use", USES), help="Which update counts."
    ),
]
EarlyOption = Annotated[
    bool, typer.Option("--include-early", help="Also what was resolved before its day: biased.")
]
SeedOption = Annotated[int, typer.Option("--seed", metavar="N", min=1, max=2**32 - 1, hidden=True)]
DrawsOption = Annotated[int, typer.Option("--draws", metavar="N", min=1, max=10**6, hidden=True)]


@commands.command(
    "report",
    "forecastctl report",
    "forecastctl report -s reuters",
    "forecastctl report --by wording",
    "forecastctl report --without plan,scheduled --since 2026",
    "forecastctl report colleague.jsonl",
)
def report(
    context: Context,
    file: FileArgument = None,
    source: SourcesOption = None,
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="|".join(GROUPS), parser=one_of("--by", GROUPS), help="The rows."
        ),
    ] = GroupBy.SOURCE.value,
    since: SinceOption = None,
    until: UntilOption = None,
    method: MethodOption = None,
    without: WithoutOption = None,
    use: UseOption = Use.LAST.value,
    include_early: EarlyOption = False,
    reference: Annotated[
        str,
        typer.Option(
            "--reference",
            metavar="base|half",
            parser=one_of("--reference", ("base", "half")),
            help="Better than whom: the base rate, or always 50%.",
        ),
    ] = "base",
    seed: SeedOption = 1,
    draws: DrawsOption = 999,
) -> None:
    """Score the sources.

    How accurate each has been, and whether that could be luck. With one -s the card of that
    source. --by wording asks what the words were worth.
    """
    from forecastctl.scoring.report import ReportOptions
    from forecastctl.scoring.skill import REFERENCES

    chosen = _Choice(since, until, method, without, use, include_early)
    selection = replace(chosen.selection(context), by=GroupBy(by))
    options = ReportOptions(reference=REFERENCES[reference], seed=seed, draws=draws)
    reader = _scored(context, file)
    if len(source or ()) == 1 and selection.by is GroupBy.SOURCE:
        _print_card(context, reader, selection, options, (source or [""])[0])
    else:
        _print_report(context, reader, selection, options, source or [])
    _say_import(context, file)


@commands.command("calibration", "forecastctl calibration", "forecastctl calibration -s reuters")
def calibration(
    context: Context,
    file: FileArgument = None,
    source: SourcesOption = None,
    bins: Annotated[
        int, typer.Option("--bins", metavar="N", min=1, max=100, help="How many.")
    ] = 10,
    level: Annotated[
        float, typer.Option("--level", metavar="PCT", help="Of the intervals, 50 to 99.9.")
    ] = 90.0,
    since: SinceOption = None,
    until: UntilOption = None,
    method: MethodOption = None,
    without: WithoutOption = None,
    use: UseOption = Use.LAST.value,
    include_early: EarlyOption = False,
    seed: SeedOption = 1,
    draws: DrawsOption = 999,
) -> None:
    """Compare what was said with what happened.

    Of all that was called 70%, how much came true?
    """
    from forecastctl.actions import score
    from forecastctl.cli.tabular import print_result
    from forecastctl.render.calibration import calibration_text
    from forecastctl.render.document import calibration_document
    from forecastctl.scoring.calibration import CalibrationOptions

    if not 50 <= level <= 99.9:
        raise UsageError(f"--level {level:g} is out of range; give 50 to 99.9 per cent")
    selection = _Choice(since, until, method, without, use, include_early).selection(context)
    options = CalibrationOptions(bins=bins, level=level / 100, seed=seed, draws=draws)
    done = score.calibration(_scored(context, file), selection, options, sources=source or [])
    print_result(
        context,
        lambda: calibration_text(done, context.terminal),
        lambda: calibration_document(done),
        "bins",
    )
    _say_import(context, file)


@commands.command("cal", "forecastctl cal", hidden=True)
def cal(
    context: Context,
    file: FileArgument = None,
    source: SourcesOption = None,
    bins: Annotated[int, typer.Option("--bins", min=1, max=100)] = 10,
    level: Annotated[float, typer.Option("--level")] = 90.0,
) -> None:
    """Compare what was said with what happened: short for calibration."""
    calibration(context, file, source, bins, level)


class _Choice(NamedTuple):
    """The options that choose what is scored, as they were given."""

    since: DateSpec | None
    until: DateSpec | None
    method: str | None
    without: str | None
    use: str
    include_early: bool

    def selection(self, context: Context) -> Selection:
        """What they mean today."""
        return Selection(
            today=context.today,
            use=Use(self.use),
            include_early=self.include_early,
            method=_methods(self.method),
            without=_kinds(self.without),
            since=first_day(context, self.since),
            until=last_day(context, self.until),
        )


def _methods(method: str | None) -> tuple[str, ...] | None:
    if method is None:
        return None
    return tuple(Method) if method == "all" else (method,)


def _kinds(without: str | None) -> frozenset[str]:
    kinds = frozenset(
        part.strip().casefold() for part in (without or "").split(",") if part.strip()
    )
    unknown = sorted(kinds - set(ClaimKind))
    if unknown:
        raise UsageError(f"--without takes {', '.join(ClaimKind)}; '{unknown[0]}' is none of them")
    return kinds


def _scored(context: Context, file: str | None) -> "Reader":
    """What is scored: the ledger, or the records of a file, in memory."""
    if file is None:
        return context.read()
    from forecastctl.cli.borrowed import reader_of

    return reader_of(context, file)


def _say_import(context: Context, file: str | None) -> None:
    if file is not None:
        from shlex import quote

        context.note(f"Nothing was stored. To keep it: forecastctl import {quote(file)}")


def _print_report(
    context: Context,
    reader: "Reader",
    selection: Selection,
    options: "ReportOptions",
    sources: list[str],
) -> None:
    from forecastctl.actions import score
    from forecastctl.cli.tabular import print_result
    from forecastctl.render.document import report_document
    from forecastctl.render.report import report_text

    done = score.report(reader, selection, options, sources=sources)
    print_result(
        context,
        lambda: report_text(done, context.terminal),
        lambda: report_document(done),
        "phrases" if selection.by is GroupBy.WORDING else "sources",
    )


def _print_card(
    context: Context, reader: "Reader", selection: Selection, options: "ReportOptions", source: str
) -> None:
    from forecastctl.actions import score
    from forecastctl.cli.carded import card_text_of
    from forecastctl.cli.tabular import print_result
    from forecastctl.render.document import card_document

    card = score.card(reader, selection, options, source=source)
    print_result(
        context, lambda: card_text_of(context, reader, card), lambda: card_document(card), "sources"
    )
