"""words list, show, check."""

from pathlib import Path
from typing import Annotated

import typer

from forecastctl.cli.command import DOCUMENT, TEXT, CommandSet
from forecastctl.cli.context import Context
from forecastctl.errors import NotFoundError, RefusedError

commands = CommandSet()


@commands.command("list", "forecastctl words list")
def list_(context: Context) -> None:
    """List the words, with the probability that a reader takes from them.

    The table that ships, changed by the file that FORECASTCTL_WORDS names.
    """
    from forecastctl.cli.tabular import print_rows
    from forecastctl.render.lexicon import words_document, words_line, words_table

    lexicon = context.lexicon
    print_rows(context, words_table(lexicon.rows), words_document(lexicon, lexicon.rows), "words")
    context.note(words_line(lexicon))


@commands.command("show", "forecastctl words show likely", formats=DOCUMENT)
def show(context: Context, phrase: Annotated[str, typer.Argument(metavar="PHRASE")]) -> None:
    """Show what a phrase stands for, and on whose word."""
    from forecastctl.render.document import json_text
    from forecastctl.render.lexicon import words_cards, words_document

    lexicon = context.lexicon
    rows = lexicon.rows_for(phrase)
    if not rows:
        nearest = ", ".join(f"'{known}'" for known in lexicon.nearest(phrase))
        raise NotFoundError(f"'{phrase}' is not in the table; the nearest are {nearest}")
    if context.format == "json":
        context.print(json_text(words_document(lexicon, rows)))
    else:
        context.print(words_cards(rows))


@commands.command("check", "forecastctl words check my-words.csv", formats=TEXT)
def check(context: Context, file: Annotated[str, typer.Argument(metavar="FILE")]) -> None:
    """Check a table of your own before FORECASTCTL_WORDS or --words names it."""
    from forecastctl.render.lexicon import words_line
    from forecastctl.render.number import counted
    from forecastctl.shipped import shipped_path
    from forecastctl.words import lexicon_problems, shipped_lexicon

    path = Path(file).expanduser()
    problems = lexicon_problems(shipped_path("probability_words.csv"), path)
    for problem in problems:
        context.complain(problem)
    if problems:
        raise RefusedError(f"{file} has {counted(len(problems), 'problem')}; it changes nothing")
    context.print(f"{file} can be used: {words_line(shipped_lexicon(path))}")
