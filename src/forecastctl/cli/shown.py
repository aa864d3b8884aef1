"""Entries as cards and documents: what `show` prints, and lists for programs."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from forecastctl.errors import RefusedError
from forecastctl.render import view

if TYPE_CHECKING:
    from forecastctl.actions.browse import ListRequest, Shown
    from forecastctl.cli.context import Context
    from forecastctl.model import Entry, Evidence
    from forecastctl.store.base import Reader


def print_shown(context: "Context", typed: str, *, with_history: bool, text: str | None) -> None:
    """Print the card or document of one entry, with its history or quoted words if wanted."""
    from forecastctl.actions.browse import show_entry
    from forecastctl.render.entries import entry_card

    reader = context.read()
    shown = show_entry(reader, typed, today=context.today)
    history = reader.history(shown.question.id) if with_history else None
    card = view.Shown(
        question=shown.question,
        entries=shown.entries,
        resolution=shown.resolution,
        history=history,
        forecasts=shown.forecasts,
        articles=shown.articles,
    )
    if context.format == "json":
        context.print(_card_json(context, reader, card))
        return
    named = [shown.question.id, *(forecast.id for forecast in shown.forecasts)]
    ids = reader.short_ids(named)
    quotes = quoted_words(shown, text) if text is not None else {}
    context.print(entry_card(card, context.terminal, ids=ids, today=context.today, quotes=quotes))


def quoted_words(shown: "Shown", name: str) -> "Mapping[Evidence, str]":
    """The words of the evidence that stands in the user's copy of an article.

    Evidence in other articles is passed over; where none of it stands in this one, that is said.
    """
    from forecastctl.actions.browse import quote_from
    from forecastctl.cli.reading import read_bytes

    content = read_bytes(name)
    quotes: dict[Evidence, str] = {}
    refusal = RefusedError(f"no words of this entry come from an article, so {name} has none")
    for forecast in shown.forecasts:
        for evidence in forecast.evidence:
            if evidence.article is not None and evidence.start is not None:
                try:
                    article = shown.articles[evidence.article]
                    quotes[evidence] = quote_from(content, evidence, article)
                except RefusedError as error:
                    refusal = error
    if not quotes:
        raise refusal
    return quotes


def print_entries_in_full(context: "Context", reader: "Reader", request: "ListRequest") -> None:
    """Print a list as JSON, JSON lines or CSV."""
    from forecastctl.actions.browse import list_in_full
    from forecastctl.render.document import entries_document, json_text, jsonl_text
    from forecastctl.render.table_csv import csv_text

    listed = list_in_full(reader, request, today=context.today)
    entries = [entry for entry, _, _ in listed]
    document = entries_document(entries, today=context.today, outlets=outlets_of(reader, entries))
    if context.format == "json":
        context.print(json_text(document))
    elif context.format == "jsonl":
        context.print(jsonl_text(document["entries"]))
    else:
        context.print(csv_text(document, "entries"))


def entry_json(context: "Context", reader: "Reader", entry: "Entry") -> str:
    """The document `entry/1` of one entry, with all entries on its question."""
    from forecastctl.actions.browse import show_entry

    shown = show_entry(reader, entry.id, today=context.today)
    card = view.Shown(question=shown.question, entries=shown.entries, resolution=shown.resolution)
    return _card_json(context, reader, card)


def _card_json(context: "Context", reader: "Reader", card: view.Shown) -> str:
    from forecastctl.render.document import entry_document, json_text

    outlets = outlets_of(reader, card.entries)
    return json_text(entry_document(card, today=context.today, outlets=outlets))


def outlets_of(reader: "Reader", entries: "Iterable[Entry]") -> Mapping[str, str]:
    """The publisher of every article that these entries were read in, by the article's id."""
    named = {
        evidence.article
        for entry in entries
        if entry.forecast is not None
        for evidence in entry.forecast.evidence
        if evidence.article is not None
    }
    articles = (reader.article(id) for id in sorted(named))
    return {
        article.id: article.publisher
        for article in articles
        if article is not None and article.publisher is not None
    }
