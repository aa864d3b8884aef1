"""Candidates as tables: with their claims, or with the words of the article marked."""

import re
from collections.abc import Iterable, Mapping, Sequence

from forecastctl.model import Candidate, Method
from forecastctl.probability import format_probability, format_range
from forecastctl.render.columns import Align, Column, Table
from forecastctl.render.number import MISSING
from forecastctl.render.tables import Terminal, draw
from forecastctl.render.view import CandidateRow


def candidates_table(rows: Sequence[CandidateRow], ids: Mapping[str, str]) -> Table:
    """The table of `extract` and `review --list`; articles are named where any row has one."""
    has_article = any(row.article for row in rows)
    columns = (
        Column(heads=("id",)),
        Column(heads=("p",)),
        Column(heads=("range",)),
        Column(heads=("due",), min_width=len("2026-12-31")),
        Column(heads=("who",), may_cut=True),
        *([Column(heads=("article",), may_cut=True)] if has_article else ()),
        Column(heads=("claim",), may_cut=True),
    )
    cells = [
        (
            ids.get(row.candidate.id, row.candidate.id),
            *figures(row.candidate),
            row.who,
            *([row.article or MISSING] if has_article else ()),
            row.candidate.claim,
        )
        for row in rows
    ]
    return Table(columns=columns, rows=cells)


def marked_candidates(rows: Iterable[CandidateRow], terminal: Terminal) -> str:
    """One line a candidate: how sure, by when, who, which words."""
    columns = (
        Column(heads=("p",), align=Align.RIGHT),
        Column(heads=("range",)),
        Column(heads=("due",)),
        Column(heads=("who",)),
        Column(heads=("words of the article",), wraps_at_comma=True),
    )
    return draw(Table(columns=columns, rows=list(map(_marked_row, rows))), terminal)


def marked(quote: str, hedge: str) -> str:
    """The quote with the hedge in square brackets, where it occurs in it."""
    found = re.search(re.escape(hedge), quote, re.IGNORECASE) if hedge else None
    if found is None:
        return quote
    return f"{quote[: found.start()]}[{found.group()}]{quote[found.end() :]}"


def _marked_row(row: CandidateRow) -> tuple[str, ...]:
    candidate = row.candidate
    quotes = (piece.quote for piece in candidate.evidence if piece.quote)
    quote = next(quotes, candidate.claim)
    return (*figures(candidate), row.who, marked(quote, candidate.hedge))


def figures(candidate: Candidate) -> tuple[str, str, str]:
    """The cells p, range and due of a candidate: how sure, within which range, by when."""
    p = candidate.probability
    is_worded = candidate.method is Method.WORDED
    low, high = candidate.low, candidate.high
    has_range = low is not None and high is not None and low < high
    return (
        MISSING if p is None else format_probability(p, candidate.said, is_worded=is_worded),
        format_range(low or 0.0, high or 0.0) if has_range else MISSING,
        candidate.due.isoformat() if candidate.due else MISSING,
    )
