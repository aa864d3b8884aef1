"""Printing results in the format that was asked for."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecastctl.cli.context import Context
    from forecastctl.render.columns import Table


def print_rows(
    context: "Context", table: "Table", document: Mapping[str, object], key: str
) -> None:
    """Print a table, or the document, or its rows under `key` as JSON lines or CSV."""

    def drawn() -> str:
        if not table.rows:
            context.note("Nothing to list")
            return ""
        from forecastctl.render.tables import draw

        return draw(table, context.terminal)

    print_result(context, drawn, lambda: document, key)


def print_result(
    context: "Context",
    text: Callable[[], str],
    document: Callable[[], Mapping[str, object]],
    key: str,
) -> None:
    """Print the text for people, or the document or its rows under `key` for programs."""
    if context.format == "table":
        context.print(text())
        return
    from forecastctl.render.document import json_text, jsonl_text

    content = document()
    if context.format == "json":
        context.print(json_text(content))
        return
    rows: Sequence[Mapping[str, object]] = content[key]  # type: ignore[assignment]
    if context.format == "jsonl":
        context.print(jsonl_text(rows))
        return
    from forecastctl.render.table_csv import csv_text

    context.print(csv_text(content, key))
