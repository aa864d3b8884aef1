"""demo: the tool at work on what ships with it."""

from typing import TYPE_CHECKING

from forecastctl.cli.command import CommandSet
from forecastctl.cli.context import Context

if TYPE_CHECKING:
    from forecastctl.store.base import Reader

commands = CommandSet()

SAMPLE = """\
1. An article goes in, and the predictions in it are found: what, who says so, how surely, by when.
   The words that carry the certainty are marked. (An invented article, marked by hand.)
"""

PUNDITS = """\
2. When their days have come, people record how they turned out, and the sources are scored.
   Twelve invented pundits and an invented year, so that you see how verdicts differ:
"""

ARTICLES = """\
3. The real thing: two articles of 17 March 2023 on Xi Jinping's visit to Moscow, and what became
   of their predictions. One visit is one event, however many claims hang on it, so the verdicts
   are careful:
"""

AUTHOR = """\
   And one of these sources from near:
"""

NEXT = """\
Nothing was stored. Next:
  forecastctl add "It rains in Kyiv on Sunday" -p 70% --due sunday    your own first prediction
  forecastctl import {articles}    these entries, to look around in
  forecastctl help scores    what the numbers mean
"""

CARD_OF = "yurii-poita"


@commands.command("demo", "forecastctl demo")
def demo(context: Context) -> None:
    """Show what the tool does, on data of its own.

    Stores nothing.
    """
    from forecastctl.shipped import shipped_path

    context.require_format("table")
    _print_sample(context)
    context.print("\n" + PUNDITS)
    _print_report(context, _shipped(context, "pundits.jsonl"))
    context.print("\n" + ARTICLES)
    articles = _shipped(context, "articles.jsonl")
    _print_report(context, articles)
    context.print("\n" + AUTHOR)
    _print_card(context, articles)
    context.print("\n" + NEXT.format(articles=shipped_path("articles.jsonl")))


def _shipped(context: Context, name: str) -> "Reader":
    from forecastctl.cli.borrowed import reader_of_bytes
    from forecastctl.shipped import shipped_path

    return reader_of_bytes(context, shipped_path(name).read_bytes(), name)


def _print_sample(context: Context) -> None:
    from forecastctl.render.candidate import marked_candidates

    context.print(SAMPLE)
    candidates = _shipped(context, "sample.jsonl").candidates()
    context.print(marked_candidates(candidates, context.terminal))


def _print_report(context: Context, reader: "Reader") -> None:
    from forecastctl.actions import score
    from forecastctl.render.report import report_text
    from forecastctl.scoring.report import ReportOptions
    from forecastctl.scoring.tables import Selection

    done = score.report(reader, Selection(today=context.today), ReportOptions())
    context.print(report_text(done, context.terminal))


def _print_card(context: Context, reader: "Reader") -> None:
    from forecastctl.actions import score
    from forecastctl.cli.carded import card_text_of
    from forecastctl.scoring.report import ReportOptions
    from forecastctl.scoring.tables import Selection

    card = score.card(reader, Selection(today=context.today), ReportOptions(), source=CARD_OF)
    context.print(card_text_of(context, reader, card))
