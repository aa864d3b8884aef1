"""Searching the ledger for questions like a given text."""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.model import Forecast, Question
from forecastctl.store.anchor import SMALL, anchor_of, lines_holding
from forecastctl.store.base import EntryFilter
from forecastctl.store.tiny import TinyStore
from forecastctl.text import normal

AT = datetime(2026, 11, 21, 10, 0, 0, tzinfo=UTC)
START = b'{"t":"questions",'


def line_of(text: str) -> bytes:
    return START + b'"text":' + json.dumps(text, ensure_ascii=False).encode()


def test_no_other_character_becomes_a_letter_of_an_anchor() -> None:
    others = (chr(code) for code in range(0x80, sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    made = {letter for other in others for letter in normal(other) if letter.isascii()}
    assert not re.findall("[0-9bcdeghjmopqruvwxyz]", "".join(made))


def variants(text: str) -> st.SearchStrategy[str]:
    """The same text in other capitals, white space and spellings of the same letters."""
    spellings: dict[str, list[str]] = {
        " ": [" ", "  ", "\n", "\t "],
        "k": ["k", "K", "\u212a"],
        "s": ["s", "S", "\u017f"],
        "é": ["é", "É", "e\u0301", "E\u0301"],
    }
    letters = [
        st.sampled_from(spellings.get(letter, [letter, letter.upper()]))
        if len(letter.upper()) == 1
        else st.just(letter)
        for letter in text
    ]
    return st.tuples(*letters).map("".join)


texts = st.lists(
    st.sampled_from(
        [
            *(
                "Tokyo",
                "markets",
                "25bp",
                "2026",
                "École",
                "rates",
                "hedge",
                "a",
                "ﬁsh",
                "Straße",
                '"x"',
            )
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@given(texts.flatmap(lambda text: st.tuples(st.just(text), variants(text.casefold()))), st.text())
def test_every_line_with_the_same_text_holds_the_anchor(pair: tuple[str, str], sample: str) -> None:
    text, other = pair
    if normal(text) != normal(other):
        return
    anchor = anchor_of(text, SMALL + 1, sample.encode)
    if anchor is not None:
        block = b"\n" + line_of(other) + b"\n"
        assert list(lines_holding(anchor, START, block)) == [1]


def test_a_rare_number_is_searched_without_folding() -> None:
    anchor = anchor_of("The council reopens the bridge (77123)", 10**7, lambda: b"the council")
    assert anchor is not None
    assert (anchor.text, anchor.is_cased) == (b"77123", False)


def test_a_text_without_an_anchor_has_none() -> None:
    assert anchor_of("情勢 lisa", 10**7, lambda: b"") is None


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> tuple[TinyStore, Callable[[], TinyStore]]:
    path: Path = tmp_path_factory.mktemp("large") / "ledger.jsonl"
    store = TinyStore(path)
    with store.transaction("import", "ana", AT) as large:
        for n in range(1500):
            text = f"Tunnel {n * 7919} in Łódź opens before the hedge in Tokyo is cut"
            large.put(Question(id=f"q{n:07}", text=text, due=date(2026, 12, 9), note="x" * 120))
        large.put(Question(id="changed1", text="Zebra quagga 998877 escapes from the old zoo"))
        large.put(Question(id="deleted1", text="Zebra quagga 998877 escapes from the old zoo"))
    with store.transaction("edit", "ana", AT) as large:
        large.put(Question(id="changed1", text="Another text altogether, about ice"))
        large.delete("questions", "deleted1")
    assert path.stat().st_size > SMALL
    return store, lambda: TinyStore(path)


def test_the_same_text_is_found_in_a_large_ledger(
    ledger: tuple[TinyStore, Callable[[], TinyStore]],
) -> None:
    text = f"tunnel {700 * 7919}  IN ŁÓDŹ opens before the hedge in To\u212ayo is cut"
    found = ledger[1]().read().similar(text)
    assert found[0].id == "q0000700"
    assert len(found) <= 6


def test_versions_that_were_replaced_are_not_found_in_a_large_ledger(
    ledger: tuple[TinyStore, Callable[[], TinyStore]],
) -> None:
    assert ledger[1]().read().similar("Zebra quagga 998877 escapes from the old zoo") == []
    [found] = ledger[1]().read().similar("another TEXT altogether, about ice")
    assert found.id == "changed1"


@pytest.mark.parametrize("count", [1, 3, 40])
def test_forecasts_on_a_question_of_a_large_ledger(tmp_path: Path, count: int) -> None:
    store = TinyStore(tmp_path / "ledger.jsonl")
    with store.transaction("import", "ana", AT) as large:
        large.put(Question(id="quest001", text="Rates fall"))
        large.put(Question(id="other001", text="Rates rise", note="x" * SMALL))
        for n in range(count + 2):
            made = Forecast(id=f"{n:04}fore", question="quest001", source="me", made=AT.date())
            large.put(made)
    with store.transaction("edit", "ana", AT) as large:
        large.put(replace(made, question="other001"))
        large.delete("forecasts", "0000fore")
        large.put(replace(made, id="0001fore", note="edited"))
    fresh = TinyStore(store.name).read()
    on_it = [one.id for one in fresh.forecasts_on("quest001")]
    assert on_it == [f"{n:04}fore" for n in range(1, count + 1)]
    assert [one.id for one in fresh.forecasts_on("other001")] == [made.id]
    assert [row.updates for row in fresh.entries(EntryFilter(question="quest001"))] == [count - 1]
