"""extract: the predictions in articles."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from forecastctl.cli.command import CommandSet
from forecastctl.cli.context import Context
from forecastctl.cli.option import DryRunOption, one_of, parse_date_option, past_day, strip_equals
from forecastctl.dates import DateSpec
from forecastctl.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forecastctl.actions.extraction import AcceptRule, Stored
    from forecastctl.cli.extracting import Result
    from forecastctl.cli.found import Found
    from forecastctl.extract.base import Meta

commands = CommandSet()

ENGINES = ("auto", "rules", "parse")
ASSUMED = ("eoy", "+1y")
PARTLY_DONE = 3


class PublishedSpec(NamedTuple):
    """What --published says: a day, or (`day` None) that file names hold it."""

    day: DateSpec | None


def parse_published(text: str) -> PublishedSpec:
    """A day, or `name`."""
    from forecastctl.cli.article_jobs import BY_NAME

    if strip_equals(text).strip().casefold() == BY_NAME:
        return PublishedSpec(None)
    return PublishedSpec(parse_date_option(text))


@commands.command(
    "extract",
    "forecastctl extract brief.txt --outlet Tradewatch --published 2026-03-17",
    "forecastctl extract articles/*.txt --published name -j 4",
    "forecastctl extract saved/*.html --meta saved/articles.csv --accept-above 0.8",
    "forecastctl extract https://example.org/port-talks -n",
)
def extract(
    context: Context,
    articles: Annotated[list[str], typer.Argument(metavar="FILE|URL|-...")],
    author: Annotated[
        str | None, typer.Option("--author", metavar="NAME", help="Who wrote it.")
    ] = None,
    outlet: Annotated[
        str | None, typer.Option("--outlet", metavar="NAME", help="Who published it.")
    ] = None,
    published: Annotated[
        PublishedSpec | None,
        typer.Option(
            "--published",
            metavar="DATE|name",
            parser=parse_published,
            help="The day it appeared; name: each file name has it as 2026-03-17.",
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="What it is called.")
    ] = None,
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="Where it can be read.")
    ] = None,
    meta: Annotated[
        str | None,
        typer.Option(
            "--meta", metavar="FILE.csv", help="path[,published,author,outlet,title,url]."
        ),
    ] = None,
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            metavar="|".join(ENGINES),
            parser=one_of("--engine", ENGINES),
            help="parse needs the extra nlp; auto takes it where it is installed.",
        ),
    ] = "auto",
    words: Annotated[
        str | None,
        typer.Option("--words", metavar="FILE", help="Words of your own (else FORECASTCTL_WORDS)."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Read navigation, bylines and notices too.")
    ] = False,
    accept_above: Annotated[
        float | None,
        typer.Option(
            "--accept-above",
            metavar="CONF",
            min=0,
            max=1,
            help="Accept at once what is found as surely as that and lacks nothing.",
        ),
    ] = None,
    assume_due: Annotated[
        str | None,
        typer.Option(
            "--assume-due",
            metavar="|".join(ASSUMED),
            parser=one_of("--assume-due", ASSUMED),
            help="The due day of what has none: the end of the year, or a year on.",
        ),
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Read URLs of private networks.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Name what was dropped, and why.")
    ] = False,
    jobs: Annotated[
        int, typer.Option("-j", "--jobs", metavar="JOBS", min=1, help="So many processes.")
    ] = 1,
    dry_run: DryRunOption = False,
) -> None:
    """Find the predictions in articles.

    Text files, saved pages, URLs (extra web), or - for stdin. What is found waits for
    forecastctl review. Predictions that somebody is quoted with are that person's; those of
    the text itself are the author's, else the outlet's.
    """
    from forecastctl.cli.article_jobs import Wanted, jobs_of
    from forecastctl.cli.extracting import Engine, chosen_engine, extracted
    from forecastctl.extract.base import Meta

    rule = _rule(accept_above, assume_due, dry_run=dry_run)
    if context.format == "json" and len(articles) > 1:
        raise UsageError("--format json is for one article; for several: --format jsonl")
    day = past_day(context, published.day, "--published") if published else None
    given = Meta(title=title, author=author, outlet=outlet, url=url).dated(day, "--published")
    is_by_name = published is not None and published.day is None
    work = jobs_of(context, articles, Wanted(given, meta, is_by_name))
    how = Engine(
        chosen_engine(engine),
        Path(words).expanduser() if words else context.words,
        everything,
        allow_private,
    )
    results = []
    with context.working("Reading", len(work)) as advance:
        for result in extracted(work, how, _on_record(context), jobs):
            results.append(result)
            advance()
    found = _readable(context, results)
    if not dry_run:
        found = _stored(context, found, rule)
    _print(context, found, explain=explain, has_rule=rule is not None)
    if len(found) < len(results):
        raise typer.Exit(PARTLY_DONE)


def _on_record(context: Context) -> "Mapping[str, Meta]":
    """What the ledger knows of articles, by their ids; extract itself may be what makes it."""
    from forecastctl.actions.extraction import metas_on_record

    return metas_on_record(context.reader) if context.ledger_path.exists() else {}


def _rule(
    accept_above: float | None, assume_due: str | None, *, dry_run: bool
) -> "AcceptRule | None":
    from forecastctl.actions.extraction import AcceptRule
    from forecastctl.actions.proposal import AssumedDue

    if accept_above is None:
        if assume_due is not None:
            raise UsageError("--assume-due says how to accept; it goes with --accept-above")
        return None
    if dry_run:
        raise UsageError("--accept-above accepts and -n stores nothing; give one of them")
    assume = AssumedDue(assume_due) if assume_due is not None else None
    return AcceptRule(confidence=accept_above, assume=assume)


def _readable(context: Context, results: "Sequence[Result]") -> "list[Found]":
    """What could be read; the rest is named on stderr, and if that is all, it ends here."""
    from forecastctl.cli.found import Found

    failures = [result.failure for result in results if result.failure is not None]
    if len(failures) == len(results) == 1:
        raise RefusedError(failures[0])
    for failure in failures:
        context.warn(failure)
    if len(failures) == len(results):
        raise RefusedError(f"none of the {len(results)} articles could be read")
    return [
        Found(result.place, result.extraction)
        for result in results
        if result.extraction is not None
    ]


def _stored(context: Context, found: "list[Found]", rule: "AcceptRule | None") -> "list[Found]":
    from forecastctl.actions.extraction import store_extractions

    with context.transaction("extract") as ledger:
        stored: Sequence[Stored] = store_extractions(
            ledger, [one.extraction for one in found], today=context.today, rule=rule
        )
    return [one._replace(stored=what) for one, what in zip(found, stored, strict=True)]


def _print(context: Context, found: "Sequence[Found]", *, explain: bool, has_rule: bool) -> None:
    from forecastctl.cli.found import print_found, tell_accepted, tell_found
    from forecastctl.ids import shortest_prefixes
    from forecastctl.render.echo import undo_hint

    ids = [candidate.id for one in found for candidate in one.candidates]
    stored = [one.stored for one in found if one.stored is not None]
    short = context.store.read().short_ids(ids) if stored else shortest_prefixes(ids, ids)
    print_found(context, found, short)
    tell_found(context, found, explain=explain)
    if has_rule:
        tell_accepted(context, stored)
    context.note(undo_hint() if stored else "Dry run: nothing was written")
