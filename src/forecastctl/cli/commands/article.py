"""article list, show."""

from typing import TYPE_CHECKING, Annotated

import typer

from forecastctl.cli.command import CommandSet
from forecastctl.cli.context import Context
from forecastctl.cli.option import complete_articles

if TYPE_CHECKING:
    from forecastctl.actions.article import ListedArticle, ShownArticle
    from forecastctl.render.article import ArticleRow
    from forecastctl.store.base import Reader

commands = CommandSet()


@commands.command("list", "forecastctl article list")
def list_(context: Context) -> None:
    """List the articles, with the states of their candidates."""
    from forecastctl.actions.article import list_articles
    from forecastctl.cli.tabular import print_rows
    from forecastctl.render.article import articles_document, articles_table

    reader = context.read()
    rows = [_row(listed) for listed in list_articles(reader)]
    ids = reader.short_ids([row.article.id for row in rows])
    print_rows(context, articles_table(rows, ids=ids), articles_document(rows), "articles")


@commands.command("show", "forecastctl article show 3f2a")
def show(
    context: Context,
    article: Annotated[
        str,
        typer.Argument(metavar="ID", help="Of the article.", autocompletion=complete_articles),
    ],
) -> None:
    """Show one article and what was found in it."""
    from forecastctl.actions.article import show_article
    from forecastctl.cli.tabular import print_result
    from forecastctl.render.article import articles_document

    reader = context.read()
    shown = show_article(reader, article)
    print_result(
        context,
        lambda: _card(context, reader, shown),
        lambda: articles_document([_row(shown.listed)]),
        "articles",
    )


def _card(context: Context, reader: "Reader", shown: "ShownArticle") -> str:
    from forecastctl.actions.review import with_article
    from forecastctl.render.article import article_candidates, article_card
    from forecastctl.render.tables import draw
    from forecastctl.render.view import CandidateRow

    card = article_card(_row(shown.listed))
    if not shown.candidates:
        return card
    rows = [CandidateRow(one.candidate, one.who) for one in with_article(reader, shown.candidates)]
    forecasts = [one.forecast for one in shown.candidates if one.forecast]
    ids = reader.short_ids([*(one.id for one in shown.candidates), *forecasts])
    return f"{card}\n{draw(article_candidates(rows, ids=ids), context.terminal)}"


def _row(listed: "ListedArticle") -> "ArticleRow":
    from forecastctl.render.article import ArticleRow

    author, outlet = listed.byline
    return ArticleRow(
        article=listed.article,
        author=author.name if author else None,
        outlet=outlet.name if outlet else None,
        candidates=listed.counts,
    )
