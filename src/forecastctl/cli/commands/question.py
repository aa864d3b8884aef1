"""question list, show, merge."""

from typing import Annotated

import typer

from forecastctl.cli.command import CommandSet
from forecastctl.cli.context import Context
from forecastctl.cli.option import IdArgument, YesOption, complete_ids
from forecastctl.errors import RefusedError

commands = CommandSet()


@commands.command("list", "forecastctl question list")
def list_(context: Context) -> None:
    """List all questions, with how many sources forecast each."""
    from forecastctl.actions.question import list_questions
    from forecastctl.cli.tabular import print_rows
    from forecastctl.render.browse import questions_table
    from forecastctl.render.document import questions_document
    from forecastctl.render.view import QuestionRow

    reader = context.read()
    rows = [
        QuestionRow(question=listed.question, sources=listed.entries, resolution=listed.resolution)
        for listed in list_questions(reader, today=context.today)
    ]
    ids = reader.short_ids([row.question.id for row in rows])
    table = questions_table(rows, ids=ids, today=context.today)
    print_rows(context, table, questions_document(rows, today=context.today), "questions")


@commands.command("show", "forecastctl question show w5ce")
def show(context: Context, question: IdArgument) -> None:
    """Show a question and everything on it: the same as show."""
    from forecastctl.cli.shown import print_shown

    print_shown(context, question, with_history=False, text=None)


@commands.command("merge", "forecastctl question merge w5ce a1b2")
def merge(
    context: Context,
    question: Annotated[str, typer.Argument(metavar="FROM", autocompletion=complete_ids)],
    into: Annotated[str, typer.Argument(metavar="INTO", autocompletion=complete_ids)],
    yes: YesOption = False,
) -> None:
    """Move all forecasts of one question to another that asks the same."""
    from forecastctl.actions.question import merge_questions, plan_question_merge
    from forecastctl.render import echo
    from forecastctl.text import visible

    if not yes:
        plan = plan_question_merge(context.read(), question, into)
        if not context.confirm(
            f"{visible(plan.removed.text)}\n  into {visible(plan.into.text)}\nMerge?",
            otherwise="question merge asks before it writes; add -y where nobody can answer",
        ):
            raise RefusedError("nothing was merged")
    context.existing()
    with context.transaction("question merge") as ledger:
        done = merge_questions(ledger, question, into)
        ids = ledger.short_ids([done.into.id])
    if context.quiet:
        context.print(done.into.id)
        return
    context.print(echo.merged(done.forecasts, "question", ids[done.into.id], done.into.text))
    context.note(echo.undo_hint())
