"""What waits for review, as a list for people or programs."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from forecastctl.errors import UsageError
from forecastctl.render.view import CandidateRow, FoundIn, ReadArticle

if TYPE_CHECKING:
    from forecastctl.actions.review import Waiting
    from forecastctl.cli.context import Context
    from forecastctl.store.base import Reader


def print_waiting(context: "Context", reader: "Reader", waiting: "Sequence[Waiting]") -> None:
    """Print candidates as a table, or as `candidates/1`: one document for each article."""
    if context.format == "table":
        _print_table(context, reader, waiting)
        return
    from forecastctl.render.candidate_document import SCHEMA, candidates_csv, candidates_document
    from forecastctl.render.document import json_text, jsonl_text

    found = _by_article(waiting)
    if context.format == "csv":
        context.print(candidates_csv(found))
    elif context.format == "jsonl":
        context.print(jsonl_text(candidates_document(one) for one in found))
    elif len(found) > 1:
        raise UsageError(
            f"json holds one article, and these are {len(found)}; use --format jsonl or --article"
        )
    elif found:
        context.print(json_text(candidates_document(found[0])))
    else:
        context.print(json_text({"schema": SCHEMA, "article": None, "candidates": [], "drops": []}))


def _print_table(context: "Context", reader: "Reader", waiting: "Sequence[Waiting]") -> None:
    from forecastctl.render.candidate import candidates_table
    from forecastctl.render.tables import draw

    if not waiting:
        context.note("Nothing waits for review")
        return
    is_one = len({one.candidate.article for one in waiting}) == 1
    rows = [
        CandidateRow(one.candidate, one.who, None if is_one else _title(one)) for one in waiting
    ]
    ids = reader.short_ids([row.candidate.id for row in rows])
    context.print(draw(candidates_table(rows, ids), context.terminal))


def _title(waiting: "Waiting") -> str:
    article = waiting.article
    return (article.title if article else None) or waiting.candidate.article


def _by_article(waiting: "Iterable[Waiting]") -> list[FoundIn]:
    by_article: dict[str, list[Waiting]] = {}
    for one in waiting:
        by_article.setdefault(one.candidate.article, []).append(one)
    return [
        FoundIn(_read_article(several[0]), [one.candidate for one in several])
        for several in by_article.values()
    ]


def _read_article(waiting: "Waiting") -> ReadArticle:
    article, (author, outlet) = waiting.article, waiting.byline
    if article is None:
        return ReadArticle(id=waiting.candidate.article)
    return ReadArticle(
        id=article.id,
        title=article.title,
        author=author.name if author else None,
        outlet=outlet.name if outlet else None,
        url=article.url,
        published=article.published,
        precision=article.precision,
        sha256=article.sha256,
        words=article.words,
    )
