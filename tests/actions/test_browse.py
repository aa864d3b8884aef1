"""Lists, what is due, one entry with everything around it, quotes from a file."""

from datetime import date
from hashlib import sha256

import pytest

from forecastctl.actions.browse import (
    ListRequest,
    Sort,
    due_request,
    list_entries,
    list_in_full,
    quote_from,
    show_entry,
)
from forecastctl.errors import RefusedError
from forecastctl.model import Article, Evidence, Forecast, Source, State
from forecastctl.store.base import EntryFilter
from ledger_table import TODAY, Book, book_of

TABLE = """
    source     p    claim    due         check_on    made        outcome
    reuters    70%  Alpha    2026-11-09  -           2026-10-03  -
    me         80%  Beta     2027-03-31  -           2026-10-02  -
    cacds      7%   Gamma    -           -           2026-10-05  -
    bloomberg  50%  Delta    2026-11-28  -           2026-10-04  -
    me         90%  Epsilon  2026-11-01  -           2026-10-01  yes
    me         10%  Zeta     2026-11-02  -           2026-10-01  void
    me         30%  Eta      2026-11-05  2026-11-21  2026-10-06  -
    -          -    Theta    2026-11-29  -           -           -
"""
ALL = frozenset(State)


@pytest.fixture
def book() -> Book:
    return book_of(TABLE)


def listed(book: Book, request: ListRequest) -> list[tuple[str, State]]:
    rows = list_entries(book.read(), request, today=TODAY)
    full = list_in_full(book.read(), request, today=TODAY)
    assert [(each.row.id, each.state) for each in rows] == [
        (each.entry.id, each.state) for each in full
    ]
    return [(each.row.claim, each.state) for each in rows]


def test_a_list_shows_what_is_unresolved_by_due_day_undated_last(book: Book) -> None:
    assert listed(book, ListRequest(wanted=EntryFilter())) == [
        ("Eta", State.DUE),
        ("Alpha", State.OVERDUE),
        ("Delta", State.DUE),
        ("Theta", State.OPEN),
        ("Beta", State.OPEN),
        ("Gamma", State.UNDATED),
    ]


def test_states_can_be_chosen(book: Book) -> None:
    wanted = EntryFilter()

    assert listed(book, ListRequest(wanted=wanted, states={State.VOID, State.RESOLVED})) == [
        ("Epsilon", State.RESOLVED),
        ("Zeta", State.VOID),
    ]
    assert len(listed(book, ListRequest(wanted=wanted, states=ALL))) == 8


@pytest.mark.parametrize(
    ("sort", "claims"),
    [
        (Sort.MADE, ["Eta", "Gamma", "Delta", "Alpha", "Beta", "Theta"]),
        (Sort.PROBABILITY, ["Beta", "Alpha", "Delta", "Eta", "Gamma", "Theta"]),
        (Sort.SOURCE, ["Delta", "Gamma", "Eta", "Beta", "Alpha", "Theta"]),
    ],
)
def test_a_list_can_be_sorted_otherwise_entries_without_a_value_last(
    book: Book, sort: Sort, claims: list[str]
) -> None:
    found = listed(book, ListRequest(wanted=EntryFilter(), sort=sort))

    assert [claim for claim, _ in found] == claims


def test_a_limit_cuts_after_sorting(book: Book) -> None:
    request = ListRequest(wanted=EntryFilter(), sort=Sort.PROBABILITY, limit=2)

    assert [claim for claim, _ in listed(book, request)] == ["Beta", "Alpha"]


def test_due_lists_what_is_overdue_or_due_within_so_many_days(book: Book) -> None:
    week = listed(book, due_request(EntryFilter()))
    longer = listed(book, due_request(EntryFilter(), within=8))

    assert [claim for claim, _ in week] == ["Eta", "Alpha", "Delta"]
    assert [claim for claim, _ in longer] == ["Eta", "Alpha", "Delta", "Theta"]


def test_a_full_list_names_the_outlet_of_the_first_quote(book: Book) -> None:
    with book.write() as ledger:
        ledger.put(Source(id="city-post", name="City Post"))
        ledger.put(Article(id="aaaa00000000", publisher="city-post"))
        ledger.put(
            Forecast(
                id="009f0000",
                question="008q0000",
                source="me",
                made=TODAY,
                evidence=(Evidence(article="aaaa00000000", quote="x"),),
            )
        )

    request = ListRequest(wanted=EntryFilter(question="008q0000"))
    [entry] = list_in_full(book.read(), request, today=TODAY)

    assert entry.outlet == "city-post"


def test_showing_an_entry_brings_everything_that_it_names() -> None:
    book = book_of(
        """
        source   p    claim  via        made
        reuters  70%  Alpha  city-post  2026-10-01
        me       60%  Alpha  -          2026-10-01
        reuters  65%  Alpha  -          2026-10-03
        """
    )

    shown = show_entry(book.read(), "001f", today=TODAY)

    assert shown.typed.id == "003f0000"
    assert [entry.id for entry in shown.entries] == ["003f0000", "002f0000"]
    assert [forecast.id for forecast in shown.forecasts] == ["001f0000", "002f0000", "003f0000"]
    assert set(shown.sources) == {"reuters", "me", "city-post"}
    assert (shown.state, shown.resolution) == (State.UNDATED, None)


TEXT = "Caf\u00e9 owners expect\nrain.\n"


def article(content: bytes) -> Article:
    return Article(id="aaaa00000000", sha256=sha256(content).hexdigest())


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\u00e9", "e\u0301").encode(),
    ],
)
def test_a_quote_is_read_from_the_same_text_however_it_is_stored(content: bytes) -> None:
    evidence = Evidence(article="aaaa00000000", start=5, end=18)

    assert quote_from(content, evidence, article(TEXT.encode())) == "owners expect"
    assert quote_from(content, evidence, article(content)) == "owners expect"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"another text", "is another text than the one"),
        (b"Caf\xe9", "is not UTF-8"),
    ],
)
def test_another_text_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(RefusedError, match=message) as refused:
        quote_from(content, Evidence(start=5, end=18), article(TEXT.encode()))

    assert refused.value.exit_code == 1


def test_a_quote_beyond_the_end_is_refused() -> None:
    with pytest.raises(RefusedError, match="the text ends before the quote"):
        quote_from(TEXT.encode(), Evidence(start=5, end=99), article(TEXT.encode()))


def test_states_go_by_the_check_day(book: Book) -> None:
    rows = list_entries(
        book.read(), ListRequest(wanted=EntryFilter(), states=ALL), today=date(2026, 11, 22)
    )

    assert {each.row.claim: each.state for each in rows}["Eta"] is State.OVERDUE
