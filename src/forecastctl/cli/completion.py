"""What the shell is offered. Reads without the lock, and says nothing where anything fails."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from forecastctl.model import CandidateState

if TYPE_CHECKING:
    from forecastctl.store.base import Reader

OFFERED = 50

T = TypeVar("T")


def ids(incomplete: str) -> list[tuple[str, str]]:
    """Short ids of unresolved entries that begin so, with their claims."""
    return _quietly(lambda reader: _ids(reader, incomplete))


def candidates(incomplete: str) -> list[tuple[str, str]]:
    """Ids of candidates that wait and begin so, with their claims."""
    return _quietly(
        lambda reader: [
            (candidate.id, _one_line(candidate.claim))
            for candidate in reader.candidates(CandidateState.PENDING)
            if candidate.id.startswith(incomplete.casefold())
        ][:OFFERED]
    )


def articles(incomplete: str) -> list[tuple[str, str]]:
    """Ids of articles that begin so, with their titles."""
    return _quietly(
        lambda reader: [
            (article.id, _one_line(article.title or article.url or ""))
            for article in reader.articles()
            if article.id.startswith(incomplete.casefold())
        ][:OFFERED]
    )


def sources(incomplete: str) -> list[tuple[str, str]]:
    """Ids of sources that begin so, with their names."""
    return _quietly(
        lambda reader: [
            (source.id, _one_line(source.name))
            for source in reader.sources()
            if source.id.startswith(incomplete.casefold())
        ]
    )


def tags(incomplete: str) -> list[str]:
    """Tags in use that begin so."""
    return _quietly(
        lambda reader: sorted(
            {
                _one_line(tag)
                for question in reader.questions()
                for tag in question.tags
                if tag.startswith(incomplete)
            }
        )
    )


def outcomes(incomplete: str) -> list[tuple[str, str]]:
    """What a question can turn out to be."""
    offered = [
        ("yes", "it happened"),
        ("no", "it did not happen"),
        ("void", "it cannot be decided"),
        ("later", "look again on another day"),
    ]
    return [(word, meaning) for word, meaning in offered if word.startswith(incomplete)]


def _ids(reader: "Reader", incomplete: str) -> list[tuple[str, str]]:
    from forecastctl.store.base import EntryFilter

    rows = sorted(
        reader.entries(EntryFilter(unresolved=True)), key=lambda row: (row.due or "~", row.id)
    )
    rows = [row for row in rows if row.id.startswith(incomplete.casefold())][:OFFERED]
    short = reader.short_ids([row.id for row in rows])
    return [
        (short[row.id] if len(short[row.id]) >= len(incomplete) else row.id, _one_line(row.claim))
        for row in rows
    ]


def _one_line(text: str) -> str:
    from forecastctl.text import visible

    return visible(text)[:70]


def _quietly(offer: "Callable[[Reader], Sequence[T]]") -> list[T]:
    from forecastctl.cli.context import Context, Settings

    try:
        context = Context(Settings(quiet=True), os.environ)
        return list(offer(context.reader))
    except Exception:
        return []
