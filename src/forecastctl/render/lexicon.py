"""The table of probability words: as a list, as a card for each row of a phrase, as JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from forecastctl.probability import format_probability, format_range
from forecastctl.render.columns import Align, Column, Table
from forecastctl.render.entries import fact_lines
from forecastctl.render.number import MISSING, counted
from forecastctl.text import visible
from forecastctl.words import Lexicon, Row


def words_table(rows: Iterable[Row]) -> Table:
    """The table of `words list`."""
    columns = (
        Column(heads=("p",), align=Align.RIGHT),
        Column(heads=("range",)),
        Column(heads=("kind",)),
        Column(heads=("basis",)),
        Column(heads=("phrase",), may_cut=True),
    )
    cells = [(*_figures(row), row.kind, row.basis, _phrase(row)) for row in rows]
    return Table(columns=columns, rows=cells)


def words_cards(rows: Sequence[Row]) -> str:
    """Everything about the rows of a phrase, for `words show`."""
    return "\n\n".join("\n".join(_card(row)) for row in rows) + "\n"


def words_line(lexicon: Lexicon) -> str:
    """How many rows the merged table has, and its name: version and hash."""
    return f"{counted(len(lexicon.rows), 'row')}, lexicon {lexicon.version} ({lexicon.digest})"


def words_document(lexicon: Lexicon, rows: Iterable[Row]) -> Mapping[str, object]:
    """`words/1`."""
    return {
        "schema": "forecastctl.words/1",
        "version": lexicon.version,
        "hash": lexicon.digest,
        "words": [_object(row) for row in rows],
    }


def _figures(row: Row) -> tuple[str, str]:
    if row.typical is None or row.low is None or row.high is None:
        return MISSING, MISSING
    return format_probability(row.typical), format_range(row.low, row.high)


def _phrase(row: Row) -> str:
    return f"{row.phrase} ({row.when})" if row.when else row.phrase


def _card(row: Row) -> Iterator[str]:
    p, spread = _figures(row)
    yield visible(_phrase(row))
    yield from fact_lines(
        (
            ("p", f"{p}, {spread}" if row.typical is not None else "the number in the text"),
            ("kind", row.kind),
            ("basis", row.basis),
            ("sources", row.sources),
            ("note", row.note),
        )
    )


def _object(row: Row) -> Mapping[str, object]:
    return {
        "phrase": row.phrase,
        "kind": row.kind,
        "when": row.when or None,
        "low": row.low,
        "typical": row.typical,
        "high": row.high,
        "basis": row.basis,
        "sources": row.sources or None,
        "note": row.note or None,
    }
