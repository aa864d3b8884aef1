"""Candidates as a table for review in a spreadsheet, and the decisions that come back."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from forecastctl.errors import Problem
from forecastctl.formats.csv_columns import bare, id_cell, list_cell, read_list, text_cell
from forecastctl.formats.fields import choice_reader, read_day, read_text, shorten
from forecastctl.formats.table import Row, header_faults, read_rows, write_row
from forecastctl.frozen import frozen
from forecastctl.model import Article, Candidate, ClaimKind, Said

COLUMNS = tuple(
    "decision id article title published author outlet source source_kind via made due probability "
    "polarity claim condition kind event question note hedge quote context flags confidence".split()
)
USED = (
    "decision id source via made due probability polarity claim condition kind event question note"
).split()
"""The columns that are read on the way back; the others help a person to decide."""

UNDATED = "none"
ASSUMED = ("eoy", "+1y")
"""Words of the due column beside a day."""


class Decision(StrEnum):
    """What a person writes before a candidate; an empty cell leaves it waiting."""

    ACCEPT = "accept"
    REJECT = "reject"
    NONE = ""


class Waiting(NamedTuple):
    """A candidate, its article, and the names of who wrote and who published that."""

    candidate: Candidate
    article: Article | None
    author: str | None
    outlet: str | None


@frozen
class Wanted:
    """What the cells of an accepted row say. `due` is a day, a word of the column, or None."""

    source: str
    via: tuple[str, ...]
    made: date | None
    due: date | str | None
    probability: str
    said: Said
    claim: str
    condition: str | None
    kind: ClaimKind
    event: str | None
    question: str | None
    note: str | None


class ReviewRow(NamedTuple):
    """A decision on one candidate; only an accepted row has anything else to say."""

    where: str
    decision: Decision
    id: str
    wanted: Wanted | None = None


class ReviewFile(NamedTuple):
    """The rows that could be read, what is wrong with the others, and columns nobody knows."""

    rows: tuple[ReviewRow, ...]
    problems: tuple[Problem, ...] = ()
    ignored_columns: tuple[str, ...] = ()


def write_review(waiting: Iterable[Waiting]) -> str:
    """The table, a candidate a row, without any decision."""
    lines = [write_row(COLUMNS)]
    for one in waiting:
        cells = _cells(one)
        lines.append(write_row(cells.get(name, "") for name in COLUMNS))
    return "".join(lines)


def _cells(waiting: Waiting) -> Mapping[str, str]:
    candidate, article, author, outlet = waiting
    quotes = [piece.quote for piece in candidate.evidence if piece.quote]
    published = article.published if article else None
    p = candidate.probability
    return {
        "id": id_cell(candidate.id),
        "article": id_cell(candidate.article),
        "title": text_cell((article.title if article else None) or ""),
        "published": published.isoformat() if published else "",
        "author": text_cell(author or ""),
        "outlet": text_cell(outlet or ""),
        "source": text_cell(candidate.source),
        "source_kind": text_cell(candidate.source_kind),
        "via": list_cell(candidate.via),
        "made": candidate.made.isoformat() if candidate.made else "",
        "due": candidate.due.isoformat() if candidate.due else "",
        "probability": "" if p is None else repr(p),
        "polarity": candidate.said,
        "claim": text_cell(candidate.claim),
        "condition": text_cell(candidate.condition or ""),
        "kind": candidate.claim_kind,
        "hedge": text_cell(candidate.hedge),
        "quote": text_cell(quotes[0] if quotes else ""),
        "context": text_cell(candidate.context or ""),
        "flags": list_cell(sorted({*candidate.flags, *candidate.due_flags})),
        "confidence": repr(candidate.confidence),
    }


def read_review(text: str) -> ReviewFile:
    """Read the decisions of a table, columns by name, and every problem that it has."""
    try:
        lines = list(read_rows(text))
    except ValueError as error:
        return ReviewFile((), (Problem("file", None, str(error)),))
    header = [cell.strip().casefold() for cell in lines[0].cells] if lines else []
    faults = _faults(header)
    if faults:
        return ReviewFile((), (Problem("line 1", None, "; ".join(faults)),))
    rows: list[ReviewRow] = []
    problems: list[Problem] = []
    for line in lines[1:]:
        row = _read_row(line, header, problems)
        if row:
            rows.append(row)
    problems += _repeated(rows)
    ignored = tuple(shorten(name) for name in header if name not in COLUMNS)
    return ReviewFile(tuple(rows), tuple(problems), ignored)


def _faults(header: list[str]) -> list[str]:
    if len(header) == 1 and header[0].count(";") >= len(USED) - 1:
        return ["semicolons part the columns; save the table with commas"]
    return header_faults(header, USED)


def _read_row(line: Row, header: list[str], problems: list[Problem]) -> ReviewRow | None:
    where = f"line {line.line}"
    if len(line.cells) != len(header):
        message = f"has {len(line.cells)} cells, but there are {len(header)} columns"
        problems.append(Problem(where, None, message))
        return None
    cells = {name: cell.strip() for name, cell in zip(header, line.cells, strict=True)}
    word, id = cells["decision"].casefold(), bare(cells["id"])
    if word not in set(Decision):
        message = f"{shorten(word)} is none of accept, reject or empty"
        problems.append(Problem(where, "decision", message))
        return None
    if not id:
        problems.append(Problem(where, "id", "is empty"))
        return None
    decision = Decision(word)
    if decision is not Decision.ACCEPT:
        return ReviewRow(where, decision, id)
    wanted = _wanted(cells, where, problems)
    return ReviewRow(where, decision, id, wanted) if wanted else None


def _wanted(cells: Mapping[str, str], where: str, problems: list[Problem]) -> Wanted | None:
    values: dict[str, Any] = {}
    for name, read in _READERS.items():
        try:
            values[name] = read(cells[name])
        except ValueError as error:
            problems.append(Problem(where, name, str(error)))
    if len(values) < len(_READERS):
        return None
    values["said"] = values.pop("polarity")
    return Wanted(**values)


def _repeated(rows: Iterable[ReviewRow]) -> list[Problem]:
    first_at: dict[str, str] = {}
    return [
        Problem(row.where, "id", f"{shorten(row.id)} is in {first_at[row.id]} already")
        for row in rows
        if first_at.setdefault(row.id, row.where) != row.where
    ]


def _text(cell: str) -> str:
    return read_text(bare(cell))


def _text_or_none(cell: str) -> str | None:
    return _text(cell).strip() or None


def _filled(cell: str) -> str:
    text = _text(cell)
    if not text.strip():
        raise ValueError("is empty")
    return text


def _day_or_none(cell: str) -> date | None:
    return read_day(bare(cell)) if cell else None


def _due(cell: str) -> date | str | None:
    word = bare(cell).casefold()
    if word == UNDATED or word in ASSUMED:
        return word
    try:
        return _day_or_none(cell)
    except ValueError as error:
        raise ValueError(f"{error}, nor one of {', '.join((UNDATED, *ASSUMED))}") from None


_READERS: Mapping[str, Callable[[str], Any]] = {
    "source": _filled,
    "via": lambda cell: read_list(cell) if cell else (),
    "made": _day_or_none,
    "due": _due,
    "probability": _text,
    "polarity": lambda cell: choice_reader(Said)(bare(cell)),
    "claim": _filled,
    "condition": _text_or_none,
    "kind": lambda cell: choice_reader(ClaimKind)(bare(cell).casefold()),
    "event": _text_or_none,
    "question": _text_or_none,
    "note": _text_or_none,
}
