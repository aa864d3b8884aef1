"""demo: the tool at work on what ships with it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from forecastctl.cli.command import TEXT, CommandSet
from forecastctl.cli.context import Context

if TYPE_CHECKING:
    from forecastctl.render.tables import Terminal
    from forecastctl.store.base import Reader

commands = CommandSet()

SAMPLE = """\
1. An article goes in, and the predictions in it are found: what, who says so,
   how surely, by when. Brackets mark the words that carry the certainty;
   ~ marks numbers that rest on words. The article is invented:
   {article}
"""

PUNDITS = """
2. When their days have come, people record how they turned out, and the
   sources are scored. Twelve invented pundits and an invented year show how
   verdicts differ. n: scored predictions. out: left out. right: on the right
   side of 50%. Brier: 0 is perfect, .25 is always saying 50%; in brackets,
   how far luck could move it. The verdict says who did better or worse than
   luck explains, who was too sure (overconfident) and who not sure enough.
"""

ARTICLES = """
3. The real thing: two articles of 17 March 2023 on Xi Jinping's visit to
   Moscow, and what became of their predictions. One visit is one event,
   however many claims hang on it, so every verdict is "too few to tell":
   that is what an honest scorekeeper says of two articles.
"""

AUTHOR = """
4. One of these sources from near: what his words were worth, his best calls
   and his worst.
"""

NEXT = """
Nothing was stored. Next:
  the predictions in an article of yours
    forecastctl extract ARTICLE.txt --outlet NAME --published DATE -n
  your own first prediction
    forecastctl add "It rains in Kyiv on Sunday" -p 70% --due sunday
  these entries, to look around in
    forecastctl import {articles}
  what the numbers mean
    forecastctl help scores
"""

CARD_OF = "yurii-poita"


@commands.command("demo", "forecastctl demo", formats=TEXT)
def demo(context: Context) -> None:
    """Show what the tool does, on data of its own.

    Stores nothing.
    """
    from forecastctl.shipped import shipped_path

    _print_sample(context)
    context.print(PUNDITS + "\n")
    _print_report(context, _shipped(context, "pundits.jsonl"), with_footnotes=False)
    context.print(ARTICLES + "\n")
    articles = _shipped(context, "articles.jsonl")
    _print_report(context, articles, with_footnotes=True)
    context.print(AUTHOR + "\n")
    _print_card(context, articles)
    context.print(NEXT.format(articles=shipped_path("articles.jsonl")))


def _shipped(context: Context, name: str) -> "Reader":
    from forecastctl.cli.borrowed import reader_of_bytes
    from forecastctl.shipped import shipped_path

    return reader_of_bytes(context, shipped_path(name).read_bytes(), name)


def _print_sample(context: Context) -> None:
    """With the engine that every installation has: the same for everybody, and at once."""
    from forecastctl.cli.found import Found, candidate_rows
    from forecastctl.extract.article import read_article
    from forecastctl.extract.base import Meta
    from forecastctl.extract.engine import extract
    from forecastctl.render.candidate import marked_candidates
    from forecastctl.shipped import shipped_path
    from forecastctl.words import shipped_lexicon

    path = shipped_path("sample-article.txt")
    context.print(SAMPLE.format(article=path) + "\n")
    found = extract(read_article(str(path), Meta()), shipped_lexicon(), engine="rules")
    rows = candidate_rows(Found(path.name, found))
    context.print(marked_candidates(rows, context.terminal))


def _print_report(context: Context, reader: "Reader", *, with_footnotes: bool) -> None:
    from forecastctl.actions import score
    from forecastctl.render.report import report_text
    from forecastctl.scoring.report import ReportOptions
    from forecastctl.scoring.tables import Selection

    done = score.report(reader, Selection(today=context.today), ReportOptions())
    if not with_footnotes:
        done = replace(done, footnotes=())
    context.print(report_text(done, _page(context)))


def _print_card(context: Context, reader: "Reader") -> None:
    from forecastctl.actions import score
    from forecastctl.cli.carded import card_text_of
    from forecastctl.scoring.report import ReportOptions
    from forecastctl.scoring.tables import Selection

    card = score.card(reader, Selection(today=context.today), ReportOptions(), source=CARD_OF)
    card = replace(card, report=replace(card.report, footnotes=()))
    context.print(card_text_of(reader, card, _page(context)))


def _page(context: Context) -> "Terminal":
    """What is meant to be read is laid out in 80 columns, in a pipe too."""
    return context.terminal._replace(is_terminal=True, width=min(80, context.terminal.width))
