"""A ledger in memory made from a table that one can check by hand."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

from forecastctl.model import (
    Forecast,
    Method,
    Outcome,
    Question,
    Resolution,
    Said,
    Source,
    SourceKind,
)
from forecastctl.probability import ParsedProbability
from forecastctl.store.base import Reader, Transaction
from forecastctl.store.memory import MemoryStore

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

Row = Mapping[str, str]


class Book:
    """A ledger for a test. The n-th forecast of its table is `00nf`, its question `00nq`."""

    def __init__(self) -> None:
        numbers = count(1)
        self.store = MemoryStore(random_bytes=lambda size: next(numbers).to_bytes(size, "little"))

    def read(self) -> Reader:
        return self.store.read()

    @contextmanager
    def write(self, command: str = "test") -> Iterator[Transaction]:
        with self.store.transaction(command, "ana", NOW) as ledger:
            yield ledger

    def n_commits(self) -> int:
        return len(list(self.read().log()))


def book_of(table: str) -> Book:
    """Columns (source and p are needed, `-` is empty): source, p, claim, made, due, check_on,
    outcome, on, tags, event, condition, criteria, said, words, via, url. Two spaces part them.

    Rows with the same claim, condition and due day are one question, of which the first row says
    everything; a row without a claim is a question of its own. Without `p` there is no forecast.
    """
    book = Book()
    with book.write("table") as ledger:
        known: dict[tuple[str | None, ...], str] = {}
        for number, row in enumerate(rows_of(table), 1):
            key = (row.get("claim", f"{number}"), row.get("condition"), row.get("due"))
            is_new = key not in known
            id = known.setdefault(key, f"{number:03}q0000")
            if is_new:
                put_question(ledger, id, number, row)
            if "p" in row:
                put_forecast(ledger, f"{number:03}f0000", id, row)
    return book


def rows_of(table: str) -> list[dict[str, str]]:
    lines = [_cells(line) for line in table.strip().splitlines()]
    return [
        {name: cell for name, cell in zip(lines[0], cells, strict=True) if cell != "-"}
        for cells in lines[1:]
    ]


def stated(p: float, words: str | None = None) -> ParsedProbability:
    """A probability as `parse_probability` gives it; words have a range of 0.1 on both sides."""
    if words is None:
        return ParsedProbability(p, None, None, None, Method.STATED, None)
    low, high = max(p - 0.1, 0.0), min(p + 0.1, 1.0)
    return ParsedProbability(p, low, high, words, Method.WORDED, None)


def put_question(ledger: Transaction, id: str, number: int, row: Row) -> None:
    ledger.put(
        Question(
            id=id,
            text=row.get("claim", f"Question number {number}"),
            due=_day(row.get("due")),
            check_on=_day(row.get("check_on")),
            tags=tuple(row.get("tags", "").split(",")) if "tags" in row else (),
            event=row.get("event"),
            condition=row.get("condition"),
            criteria=row.get("criteria"),
        )
    )
    if "outcome" in row:
        outcome, on = Outcome(row["outcome"]), _day(row.get("on"))
        ledger.put(Resolution(question=id, outcome=outcome, recorded_at=NOW, happened_on=on))


def put_forecast(ledger: Transaction, id: str, question: str, row: Row) -> None:
    via = tuple(row.get("via", "").split(",")) if "via" in row else ()
    for name in (row["source"], *via):
        if ledger.source(name) is None:
            kind = SourceKind.SELF if name == "me" else SourceKind.UNKNOWN
            ledger.put(Source(id=name, name=name.title() if name != "me" else name, kind=kind))
    p = stated(round(float(row["p"].rstrip("%")) / 100, 6), row.get("words"))
    forecast = Forecast(
        id=id,
        question=question,
        source=row["source"],
        made=_day(row.get("made")) or date(2026, 10, 1),
        via=via,
        probability=p.probability,
        said=Said(row.get("said", "+")),
        url=row.get("url"),
    )
    ledger.put(replace(forecast, low=p.low, high=p.high, wording=p.wording, method=p.method))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().split("  ") if cell.strip()]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
