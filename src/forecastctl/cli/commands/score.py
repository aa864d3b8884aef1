"""report, calibration, compare."""

from typing import TYPE_CHECKING, Annotated

import typer

from forecastctl.cli.choice import (
    ByOption,
    Choice,
    CommonOption,
    DrawsOption,
    EarlyOption,
    FileArgument,
    LongOption,
    MethodOption,
    OutputOption,
    PageOption,
    ReferenceOption,
    SeedOption,
    UseOption,
    WithoutOption,
    reference_of,
    say_import,
    scored,
)
from forecastctl.cli.command import DOCUMENT, CommandSet
from forecastctl.cli.context import Context
from forecastctl.cli.foreign import AS_IT_IS, FileOptions
from forecastctl.cli.option import SinceOption, SourcesOption, UntilOption, complete_sources
from forecastctl.errors import UsageError
from forecastctl.scoring.tables import GroupBy, Selection, Use

if TYPE_CHECKING:
    from forecastctl.cli.saved import Result
    from forecastctl.scoring.report import ReportOptions
    from forecastctl.store.base import Reader

commands = CommandSet()

RivalArgument = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE", help="One of the two sources.", autocompletion=complete_sources
    ),
]


@commands.command(
    "report",
    "forecastctl report",
    "forecastctl report -s reuters",
    "forecastctl report --by wording",
    "forecastctl report --without plan,scheduled --since 2026",
    "forecastctl report colleague.jsonl --long",
)
def report(
    context: Context,
    file: FileArgument = None,
    source: SourcesOption = None,
    by: ByOption = GroupBy.SOURCE.value,
    since: SinceOption = None,
    until: UntilOption = None,
    method: MethodOption = None,
    without: WithoutOption = None,
    common: CommonOption = False,
    long: LongOption = False,
    use: UseOption = Use.LAST.value,
    include_early: EarlyOption = False,
    reference: ReferenceOption = "base",
    seed: SeedOption = 1,
    draws: DrawsOption = 999,
    output: PageOption = None,
    reading: FileOptions = AS_IT_IS,
) -> None:
    """Score the sources.

    How accurate each has been, and whether that could be luck. With one -s the card of that
    source. --by wording asks what the words were worth.
    """
    from forecastctl.cli.paged import is_page
    from forecastctl.cli.saved import deliver
    from forecastctl.scoring.report import ReportOptions

    chosen = Choice(since, until, method, without, use, include_early, common, by)
    selection = chosen.selection(context)
    is_card = len(source or ()) == 1 and selection.by is GroupBy.SOURCE and not long
    has_page = is_page(output)
    borrowed = scored(context, file, reading, needs_records=is_card or has_page)
    reader = borrowed.reader
    rival = reference_of(context, reader, reference)
    options = ReportOptions(reference=rival, seed=seed, draws=draws, is_long=long)
    with context.working("Scoring"):
        if is_card:
            result = _card(context, reader, selection, options, (source or [""])[0])
        else:
            result = _report(
                context, reader, selection, options, source or [], with_trends=has_page
            )
    deliver(context, result, output)
    say_import(context, borrowed)


@commands.command("cal", "forecastctl cal", hidden=True)
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
    output: PageOption = None,
    reading: FileOptions = AS_IT_IS,
) -> None:
    """Compare what was said with what happened.

    Of all that was called 70%, how much came true?
    """
    from forecastctl.actions import score
    from forecastctl.cli.paged import calibration_pages
    from forecastctl.cli.saved import Result, deliver
    from forecastctl.render.calibration import calibration_text
    from forecastctl.render.document import calibration_document
    from forecastctl.render.markdown import calibration_markdown
    from forecastctl.scoring.calibration import CalibrationOptions

    if not 50 <= level <= 99.9:
        raise UsageError(f"--level {level:g} is out of range; give 50 to 99.9 per cent")
    selection = Choice(since, until, method, without, use, include_early).selection(context)
    options = CalibrationOptions(bins=bins, level=level / 100, seed=seed, draws=draws)
    borrowed = scored(context, file, reading)
    done = score.calibration(borrowed.reader, selection, options, sources=source or [])
    result = Result(
        lambda: calibration_text(done, context.terminal),
        lambda: calibration_document(done),
        "bins",
        {**calibration_pages(done), ".md": lambda: calibration_markdown(done)},
    )
    deliver(context, result, output)
    say_import(context, borrowed)


@commands.command("compare", "forecastctl compare reuters bloomberg", formats=DOCUMENT)
def compare(
    context: Context,
    a: RivalArgument,
    b: RivalArgument,
    since: SinceOption = None,
    until: UntilOption = None,
    method: MethodOption = None,
    without: WithoutOption = None,
    use: UseOption = Use.LAST.value,
    include_early: EarlyOption = False,
    seed: SeedOption = 1,
    output: OutputOption = None,
) -> None:
    """Set two sources side by side.

    On the questions that both answered: who was closer, and could that be chance?
    """
    from forecastctl.actions import score
    from forecastctl.cli.saved import Result, deliver
    from forecastctl.render.compare import comparison_text
    from forecastctl.render.document import comparison_document
    from forecastctl.render.markdown import comparison_markdown

    selection = Choice(since, until, method, without, use, include_early).selection(context)
    with context.working("Comparing"):
        done = score.compare(context.read(), selection, a=a, b=b, seed=seed)
    result = Result(
        lambda: comparison_text(done, context.terminal),
        lambda: comparison_document(done),
        None,
        {".md": lambda: comparison_markdown(done)},
    )
    deliver(context, result, output)


def _report(
    context: Context,
    reader: "Reader",
    selection: Selection,
    options: "ReportOptions",
    sources: list[str],
    *,
    with_trends: bool,
) -> "Result":
    from forecastctl.actions import score
    from forecastctl.cli.paged import report_pages
    from forecastctl.cli.saved import Result
    from forecastctl.render.document import report_document
    from forecastctl.render.markdown import report_markdown
    from forecastctl.render.report import report_text

    done = score.report(reader, selection, options, sources=sources, with_trends=with_trends)
    return Result(
        lambda: report_text(done, context.terminal),
        lambda: report_document(done),
        "phrases" if selection.by is GroupBy.WORDING else "sources",
        {
            **report_pages(reader, selection, options, sources, done),
            ".md": lambda: report_markdown(done),
        },
    )


def _card(
    context: Context, reader: "Reader", selection: Selection, options: "ReportOptions", source: str
) -> "Result":
    from forecastctl.actions import score
    from forecastctl.cli.carded import card_markdown_of, card_text_of
    from forecastctl.cli.paged import card_pages
    from forecastctl.cli.saved import Result
    from forecastctl.render.document import card_document

    card = score.card(reader, selection, options, source=source)
    return Result(
        lambda: card_text_of(reader, card, context.terminal),
        lambda: card_document(card),
        "sources",
        {
            **card_pages(reader, selection, options, source, card),
            ".md": lambda: card_markdown_of(reader, card),
        },
    )
