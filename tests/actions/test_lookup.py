"""Ids by prefix and sources by name."""

import pytest

from forecastctl.actions.lookup import (
    entries_on,
    entry_of,
    find_id,
    find_source,
    match_source,
    near_source,
    question_of,
)
from forecastctl.errors import AmbiguousIdError, NotFoundError
from forecastctl.model import Article, Candidate, Question, Source
from ledger_table import Book, book_of


@pytest.fixture
def book() -> Book:
    return book_of("source  p\nreuters  70%\nme  60%")


def test_forecast_and_question_ids_serve_wherever_an_id_is_asked(book: Book) -> None:
    assert question_of(book.read(), "001f").id == "001q0000"
    assert entry_of(book.read(), "001q").id == "001f0000"


@pytest.mark.parametrize("typed", ["001f", "001F0000", "OO1f", "oolf", "ooIf", "001f0"])
def test_prefixes_are_read_in_either_case_with_look_alikes(book: Book, typed: str) -> None:
    assert find_id(book.read(), typed).id == "001f0000"


def test_a_prefix_of_several_ids_lists_them(book: Book) -> None:
    with pytest.raises(AmbiguousIdError) as refused:
        find_id(book.read(), "001")

    assert str(refused.value) == "'001' fits 2 ids: 001f, 001q; type more of it"
    assert refused.value.exit_code == 4


@pytest.mark.parametrize("typed", ["xyz", "u", "", "ä", "0" * 13])
def test_what_no_id_begins_with_is_not_found(book: Book, typed: str) -> None:
    with pytest.raises(NotFoundError) as refused:
        find_id(book.read(), typed)

    assert refused.value.exit_code == 4


def test_a_whole_id_is_found_though_a_longer_one_begins_with_it() -> None:
    book = Book()
    with book.write() as ledger:
        ledger.put(Question(id="00100000", text="Rain falls"))
        ledger.put(Article(id="00100000abcd"))

    assert find_id(book.read(), "00100000") == ("questions", "00100000")
    with pytest.raises(AmbiguousIdError):
        find_id(book.read(), "0010000")


def test_a_candidate_or_an_article_is_no_entry_and_the_message_says_what_it_is(book: Book) -> None:
    with book.write() as ledger:
        ledger.put(Article(id="aaaa00000000"))
        ledger.put(
            Candidate(
                id="bbbb00000000",
                article="aaaa00000000",
                claim="Rain falls",
                source="author",
                source_kind="author",
            )
        )

    with pytest.raises(NotFoundError, match="is a candidate that nobody has accepted"):
        entry_of(book.read(), "bbbb")
    with pytest.raises(NotFoundError, match="is an article, not an entry"):
        entry_of(book.read(), "aaaa")


def test_the_latest_forecast_of_each_source_is_its_entry() -> None:
    book = book_of(
        """
        source   p    claim          made
        reuters  50%  Alpha happens  2026-10-03
        me       60%  Alpha happens  2026-10-01
        reuters  40%  Alpha happens  2026-10-01
        """
    )
    reader = book.read()

    entries = entries_on(reader, question_of(reader, "001q"))

    assert {source: (entry.id, entry.updates) for source, entry in entries.items()} == {
        "reuters": ("001f0000", 1),
        "me": ("002f0000", 0),
    }


def with_source(source: Source) -> Book:
    book = book_of("source  p\nreuters  70%")
    with book.write() as ledger:
        ledger.put(source)
    return book


POST = Source(id="the-daily-post", name="The Daily Post", aliases=("TDP", "Почта"))


@pytest.mark.parametrize(
    "name", ["the-daily-post", "the daily  POST", "tdp", "The-Daily Post!", "ПОЧТА"]
)
def test_a_source_goes_by_slug_name_and_alias_in_any_case(name: str) -> None:
    assert find_source(with_source(POST).read(), name) == POST


def test_an_unknown_source_is_answered_with_the_nearest_names() -> None:
    with pytest.raises(NotFoundError, match=r"called 'Routers'; did you mean Reuters\?"):
        find_source(with_source(POST).read(), "Routers")
    with pytest.raises(NotFoundError, match="forecastctl source list shows them"):
        find_source(with_source(POST).read(), "zzz")


def test_names_without_any_letter_match_nothing() -> None:
    assert match_source(with_source(POST).read(), "...") is None


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("reutres", "reuters"),
        ("reuter", "reuters"),
        ("Почтаа", None),
        ("the daily pots", "the-daily-post"),
        ("thedailypost", None),
        ("tdq", None),
    ],
)
def test_only_names_of_six_letters_are_near_another(name: str, found: str | None) -> None:
    near = near_source(with_source(POST).read(), name)

    assert (near and near.id) == found
