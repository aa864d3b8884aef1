"""The options of scoring: what is scored, against whom, and where the result goes."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from forecastctl.cli.context import Context
from forecastctl.cli.foreign import FileOptions
from forecastctl.cli.option import first_day, last_day, one_of, strip_equals
from forecastctl.dates import DateSpec
from forecastctl.errors import UsageError
from forecastctl.model import ClaimKind, Method
from forecastctl.scoring.tables import GroupBy, Selection, Use

if TYPE_CHECKING:
    from forecastctl.cli.borrowed import Borrowed
    from forecastctl.scoring.skill import Reference
    from forecastctl.store.base import Reader

METHODS = (*Method, "all")
GROUPS = tuple(GroupBy)
USES = tuple(Use)

FileArgument = Annotated[
    str | None, typer.Argument(metavar="[FILE|-]", help="Score this file instead of the ledger.")
]
ByOption = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="GROUP",
        parser=one_of("--by", GROUPS),
        help=f"The rows: {', '.join(GROUPS)}.",
    ),
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
CommonOption = Annotated[
    bool, typer.Option("--common", help="Only questions that all sources answered.")
]
LongOption = Annotated[bool, typer.Option("--long", help="Every statistic there is.")]
ReferenceOption = Annotated[
    str,
    typer.Option(
        "--reference",
        metavar="base|half|PROB|source:NAME",
        help="Better than whom: the base rate, always 50% or PROB, a source.",
    ),
]
OutputOption = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write a .md, .csv or .json file."),
]
PageOption = Annotated[
    str | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help="Write a .html, .svg, .md, .csv or .json file."
    ),
]
SeedOption = Annotated[
    int, typer.Option("--seed", metavar="N", min=1, max=2**32 - 1, help="Of random draws.")
]
DrawsOption = Annotated[
    int, typer.Option("--draws", metavar="N", min=99, max=10**6, help="How many random draws.")
]


class Choice(NamedTuple):
    """The options that choose what is scored, as they were given."""

    since: DateSpec | None = None
    until: DateSpec | None = None
    method: str | None = None
    without: str | None = None
    use: str = Use.LAST.value
    include_early: bool = False
    common: bool = False
    by: str = GroupBy.SOURCE.value

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
            by=GroupBy(self.by),
            common=self.common,
        )


def scored(
    context: Context, file: str | None, options: FileOptions, *, needs_records: bool = False
) -> "Borrowed":
    """What is scored: the ledger, or the records of a file, in memory."""
    from forecastctl.cli.borrowed import Borrowed, borrow

    if file is None:
        return Borrowed(context.read())
    return borrow(context, file, options, needs_records=needs_records)


def say_import(context: Context, scored: "Borrowed") -> None:
    """Say how to keep the records of a file that was only scored; exit 3 if some are bad."""
    if scored.keeping is not None:
        context.note(f"Nothing was stored. To keep it: {scored.keeping}")
    if scored.is_partial:
        raise typer.Exit(3)


def reference_of(context: Context, reader: "Reader", text: str) -> "Reference":
    """Whom --reference names; a probability is written as everywhere else."""
    from forecastctl.actions.score import find_reference
    from forecastctl.probability import parse_probability
    from forecastctl.scoring.skill import REFERENCES, always

    text = strip_equals(text).strip()
    if text in REFERENCES:
        return REFERENCES[text]
    kind, colon, name = text.partition(":")
    if colon and kind == "source":
        return find_reference(reader, name)
    try:
        return always(parse_probability(text, lambda: context.lexicon).probability)
    except ValueError:
        raise UsageError(
            f"--reference takes base, half, a probability such as 30%, or source:NAME; '{text}' is"
            " none of them"
        ) from None


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
