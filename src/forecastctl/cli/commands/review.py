"""review."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from forecastctl.cli.command import TEXT, CommandSet
from forecastctl.cli.context import Context
from forecastctl.cli.option import complete_articles, complete_candidates, complete_sources
from forecastctl.errors import ConflictError, RefusedError, UsageError
from forecastctl.model import ClaimKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forecastctl.actions.acceptance import Accepted
    from forecastctl.actions.review import ReviewFilter
    from forecastctl.errors import Problem
    from forecastctl.model import Candidate

commands = CommandSet()

MOST_NAMED = 20
"""So many new sources are named; the others are counted."""


@commands.command(
    "review",
    "forecastctl review",
    "forecastctl review --list --article 3f2a",
    "forecastctl review --accept c4a9 --reject 9e01",
    "forecastctl review --export candidates.csv",
    "forecastctl review --apply candidates.csv",
)
def review(
    context: Context,
    article: Annotated[
        str | None,
        typer.Option(
            "--article",
            metavar="ID",
            help="Only what was found in this article.",
            autocompletion=complete_articles,
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "-s",
            "--source",
            metavar="NAME",
            help="Only what this source says.",
            autocompletion=complete_sources,
        ),
    ] = None,
    kind: Annotated[
        ClaimKind | None, typer.Option("--kind", help="Only this kind of claim.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List what waits.")] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept", metavar="ID", help="Accept it.", autocompletion=complete_candidates
        ),
    ] = None,
    reject: Annotated[
        list[str] | None,
        typer.Option(
            "--reject", metavar="ID", help="Reject it.", autocompletion=complete_candidates
        ),
    ] = None,
    export: Annotated[
        str | None,
        typer.Option("--export", metavar="FILE.csv", help="Write what waits as a table."),
    ] = None,
    apply: Annotated[
        str | None,
        typer.Option("--apply", metavar="FILE.csv|-", help="Do what the table decides."),
    ] = None,
) -> None:
    """Accept or reject what was found in articles.

    On a terminal one candidate at a time, each answer stored at once; leave and come back.
    An accepted one becomes an entry, with its source, article and question.
    """
    from forecastctl.actions.review import ReviewFilter

    wanted = ReviewFilter(article=article, source=source, kind=kind)
    answers = bool(accept or reject)
    if list_ + answers + (export is not None) + (apply is not None) > 1:
        raise UsageError(
            "give --list, or --export, or --apply, or --accept and --reject: one of the four"
        )
    if list_:
        _list(context, wanted)
        return
    context.require_format(*TEXT)
    if answers:
        _answer(context, wanted, accept or [], reject or [])
    elif export is not None:
        _export(context, wanted, export)
    elif apply is not None:
        _apply(context, wanted, apply)
    else:
        from forecastctl.cli.queue import walk_through_candidates

        walk_through_candidates(context, wanted)


def _list(context: Context, wanted: "ReviewFilter") -> None:
    from forecastctl.actions.review import waiting_for_review
    from forecastctl.cli.waiting import print_waiting

    reader = context.read()
    print_waiting(context, reader, waiting_for_review(reader, wanted))


def _answer(
    context: Context, wanted: "ReviewFilter", accept: "Sequence[str]", reject: "Sequence[str]"
) -> None:
    from forecastctl.actions.review import answer_by_id

    context.existing()
    with context.transaction("review") as ledger:
        done = answer_by_id(
            ledger, accept=accept, reject=reject, wanted=wanted, today=context.today
        )
        made = [one for each in done.accepted for one in (each.candidate.id, each.forecast.id)]
        others = [one.id for one in (*done.rejected, *done.unchanged)]
        others += [question.id for each in done.accepted for question in each.similar]
        ids = ledger.short_ids([*made, *others])
    _print_answers(context, done.accepted, done.rejected, ids)
    for candidate in done.unchanged:
        context.note(f"{ids[candidate.id]} was {candidate.state} already")


def _print_answers(
    context: Context,
    accepted: "Sequence[Accepted]",
    rejected: "Sequence[Candidate]",
    ids: "Mapping[str, str]",
) -> None:
    from forecastctl.render import echo
    from forecastctl.render.review import accepted_line, rejected_line

    if context.quiet:
        context.print("\n".join(one.forecast.id for one in accepted))
        return
    for one in accepted:
        named = ids[one.candidate.id]
        context.print(
            accepted_line(one.forecast, one.question, named=named, ids=ids, today=context.today)
        )
    for candidate in rejected:
        context.print(rejected_line(candidate, named=ids[candidate.id]))
    _note_sources(context, accepted)
    for one in accepted:
        _note_similar(context, one, ids)
    if accepted or rejected:
        context.note(echo.undo_hint())


def _note_similar(context: Context, done: "Accepted", ids: "Mapping[str, str]") -> None:
    """Name open questions that ask nearly the same, with the command that moves the forecast."""
    from forecastctl.render import echo

    if done.similar:
        context.note(
            "Similar open questions; to join one:"
            f" forecastctl edit {ids[done.forecast.id]} --question ID"
        )
    for question in done.similar:
        due = question.due.isoformat() if question.due else "undated"
        context.note(echo.similar(ids[question.id], due, question.text))


def _note_sources(context: Context, accepted: "Sequence[Accepted]") -> None:
    from forecastctl.render.echo import new_source
    from forecastctl.render.number import counted

    new = [source for one in accepted for source in one.new_sources]
    for source in new[:MOST_NAMED]:
        context.note(new_source(source))
    if len(new) > MOST_NAMED:
        more = counted(len(new) - MOST_NAMED, "more new source")
        context.note(f"and {more}: forecastctl source list")


def _export(context: Context, wanted: "ReviewFilter", name: str) -> None:
    from forecastctl.actions.review import waiting_for_review
    from forecastctl.actions.review_table import table_rows
    from forecastctl.cli.written import write_file
    from forecastctl.formats.review_csv import write_review
    from forecastctl.render.number import counted

    waiting = waiting_for_review(context.read(), wanted)
    text = write_review(table_rows(waiting))
    if name == "-":
        context.print(text)
        return
    write_file(Path(name).expanduser(), text)
    context.note(
        f"Wrote {counted(len(waiting), 'candidate')} to {name};"
        f" fill the column decision, then: forecastctl review --apply {name}"
    )


def _apply(context: Context, wanted: "ReviewFilter", name: str) -> None:
    from forecastctl.actions.review_table import apply_rows
    from forecastctl.cli.reading import read_text
    from forecastctl.formats.review_csv import read_review
    from forecastctl.render import echo
    from forecastctl.render.review import applied

    table = read_review(read_text(name))
    if table.ignored_columns:
        context.note(f"Ignored columns: {', '.join(table.ignored_columns)}")
    context.existing()
    with context.working("Applying"), context.transaction("review") as ledger:
        done = apply_rows(
            ledger, table.rows, wanted=wanted, today=context.today, lexicon=lambda: context.lexicon
        )
        problems = sorted((*table.problems, *done.problems), key=_line)
        for problem in problems:
            context.complain(problem)
        if problems:
            _refuse(name, len(problems), is_conflict=not table.problems and done.is_conflict)
    if context.quiet:
        context.print("\n".join(one.forecast.id for one in done.accepted))
        return
    context.print(applied(len(done.accepted), len(done.rejected), done.unchanged))
    _note_sources(context, done.accepted)
    if done.accepted or done.rejected:
        context.note(echo.undo_hint())


def _line(problem: "Problem") -> int:
    number = problem.where.removeprefix("line ")
    return int(number) if number.isdecimal() else 0


def _refuse(name: str, problems: int, *, is_conflict: bool) -> None:
    from forecastctl.render.number import counted

    if is_conflict:
        raise ConflictError(
            f"{name}: {counted(problems, 'row')} at odds with the ledger; nothing was written"
        )
    raise RefusedError(f"{name}: {counted(problems, 'problem')}; nothing was written")
