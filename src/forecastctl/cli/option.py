"""Options that mean the same everywhere, and how their texts are read.

Typer hands a parser nothing but the text, so days stay unresolved (`DateSpec`) until the command
knows what day it is, and words stay text until it has the lexicon.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from forecastctl.dates import DateSpec, parse_date
from forecastctl.errors import UsageError

if TYPE_CHECKING:
    from forecastctl.cli.context import Context
    from forecastctl.probability import ParsedProbability


class DueSpec(NamedTuple):
    """What --due says: a day or period, or (`spec` None) that there is none."""

    spec: DateSpec | None


def strip_equals(text: str) -> str:
    """`-p=70%` arrives as `=70%`: a short option takes no `=`, so one in front goes."""
    return text.removeprefix("=")


def parse_date_option(text: str) -> DateSpec:
    """A day or period; an unreadable one ends the command with the accepted forms."""
    try:
        return parse_date(strip_equals(text))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def parse_due_option(text: str) -> DueSpec:
    """A day or period, or `none` for an undated question."""
    if strip_equals(text).strip().casefold() == "none":
        return DueSpec(None)
    return DueSpec(parse_date_option(text))


def one_of(option: str, allowed: tuple[str, ...]) -> Callable[[str], str]:
    """A parser that lets only these words pass."""

    def parse(text: str) -> str:
        word = strip_equals(text).strip().casefold()
        if word not in allowed:
            raise typer.BadParameter(
                f"{option} takes {', '.join(allowed)}; '{text}' is none of them"
            )
        return word

    return parse


def probability_of(context: "Context", text: str) -> "ParsedProbability":
    """What -p says; warns where a probability leaves no doubt."""
    from forecastctl.probability import parse_probability

    try:
        parsed = parse_probability(strip_equals(text), lambda: context.lexicon)
    except ValueError as error:
        raise UsageError(str(error)) from None
    if parsed.warning:
        context.note(f"Warning: {parsed.warning}")
    return parsed


def single_day(context: "Context", spec: DateSpec | None, option: str) -> date | None:
    """A day that must not be a period."""
    if spec is None:
        return None
    try:
        return spec.single_day(context.today)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None


def past_day(context: "Context", spec: DateSpec | None, option: str) -> date | None:
    """A day that cannot lie in the future."""
    day = single_day(context, spec, option)
    if day is not None and day > context.today:
        raise UsageError(
            f"{option} {day} is after today, {context.today}; give a day that has come"
        )
    return day


def last_day(context: "Context", spec: DateSpec | None) -> date | None:
    """The last day of a day or period."""
    return None if spec is None else _resolved(spec.last_day, context.today)


def due_day(context: "Context", due: DueSpec | None) -> date | None:
    """The due day, None for an undated question; it has to be said which."""
    if due is None:
        raise UsageError("--due is missing; give a day, or --due none for an undated question")
    return last_day(context, due.spec)


def first_day(context: "Context", spec: DateSpec | None) -> date | None:
    """The first day of a day or period."""
    return None if spec is None else _resolved(spec.first_day, context.today)


def _resolved(resolve: Callable[[date], date], today: date) -> date:
    try:
        return resolve(today)
    except ValueError as error:
        raise UsageError(str(error)) from None


def complete_ids(incomplete: str) -> list[tuple[str, str]]:
    """Ids of unresolved entries with their claims, for the shell."""
    from forecastctl.cli.completion import ids

    return ids(incomplete)


def complete_candidates(incomplete: str) -> list[tuple[str, str]]:
    """Ids of candidates that wait, with their claims, for the shell."""
    from forecastctl.cli.completion import candidates

    return candidates(incomplete)


def complete_articles(incomplete: str) -> list[tuple[str, str]]:
    """Ids of articles with their titles, for the shell."""
    from forecastctl.cli.completion import articles

    return articles(incomplete)


def complete_sources(incomplete: str) -> list[tuple[str, str]]:
    """Ids of sources with their names, for the shell."""
    from forecastctl.cli.completion import sources

    return sources(incomplete)


def complete_tags(incomplete: str) -> list[str]:
    """Tags in use, for the shell."""
    from forecastctl.cli.completion import tags

    return tags(incomplete)


def complete_ids_and_outcomes(incomplete: str) -> list[tuple[str, str]]:
    """What `resolve` takes: ids, then an outcome."""
    from forecastctl.cli.completion import ids, outcomes

    return [*ids(incomplete), *outcomes(incomplete)]


IdArgument = Annotated[
    str, typer.Argument(metavar="ID", help="Any unique prefix.", autocompletion=complete_ids)
]
IdsArgument = Annotated[
    list[str], typer.Argument(metavar="ID...", help="Any prefixes.", autocompletion=complete_ids)
]
ProbabilityOption = Annotated[
    str,
    typer.Option(
        "-p", "--probability", metavar="PROB", help="70%, 0.7, 7/10, 3:1 or words (help topic)."
    ),
]
SourceOption = Annotated[
    str | None,
    typer.Option(
        "-s", "--source", metavar="SOURCE", help="Who predicts.", autocompletion=complete_sources
    ),
]
SourcesOption = Annotated[
    list[str] | None,
    typer.Option(
        "-s",
        "--source",
        metavar="SOURCE",
        help="Only this source.",
        autocompletion=complete_sources,
    ),
]
DueOption = Annotated[
    DueSpec | None,
    typer.Option(
        "--due",
        metavar="DATE|none",
        parser=parse_due_option,
        help="The day by which it is settled.",
    ),
]
MadeOption = Annotated[
    DateSpec | None,
    typer.Option(
        "--made", metavar="DATE", parser=parse_date_option, help="The day of the prediction."
    ),
]
CheckOnOption = Annotated[
    DateSpec | None,
    typer.Option(
        "--check-on",
        metavar="DATE",
        parser=parse_date_option,
        help="The day from which an answer can be known (else the due day).",
    ),
]
OnOption = Annotated[
    DateSpec | None,
    typer.Option("--on", metavar="DATE", parser=parse_date_option, help="The day it happened."),
]
SinceOption = Annotated[
    DateSpec | None,
    typer.Option("--since", metavar="DATE", parser=parse_date_option, help="From this day on."),
]
UntilOption = Annotated[
    DateSpec | None,
    typer.Option("--until", metavar="DATE", parser=parse_date_option, help="Up to this day."),
]
ViaOption = Annotated[
    list[str] | None,
    typer.Option(
        "--via", metavar="SOURCE", help="Who passed it on.", autocompletion=complete_sources
    ),
]
UrlOption = Annotated[str | None, typer.Option("--url", metavar="URL", help="Where it was read.")]
QuoteOption = Annotated[
    str | None, typer.Option("--quote", metavar="TEXT", help="The words of the source.")
]
CriteriaOption = Annotated[
    str | None, typer.Option("--criteria", metavar="TEXT", help="What decides the answer.")
]
ConditionOption = Annotated[
    str | None, typer.Option("--condition", metavar="TEXT", help="What it hangs on.")
]
EventOption = Annotated[
    str | None,
    typer.Option("--event", metavar="NAME", help="Groups questions that share a fate."),
]
TagsOption = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", help="A subject.", autocompletion=complete_tags),
]
TagFilterOption = Annotated[
    str | None,
    typer.Option("--tag", metavar="TAG", help="Only this tag.", autocompletion=complete_tags),
]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A remark.")]
ProofOption = Annotated[
    str | None, typer.Option("--proof", metavar="URL", help="What shows the outcome.")
]
EditorOption = Annotated[bool, typer.Option("-e", "--edit", help="Write it in $EDITOR.")]
DryRunOption = Annotated[
    bool, typer.Option("-n", "--dry-run", help="Show what would be done; write nothing.")
]
YesOption = Annotated[bool, typer.Option("-y", "--yes", help="Do not ask.")]
LimitOption = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="At most N.")]
