"""Quotation marks: paired by stack, whatever their shape, never an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.extract.quotes import quotation_at, quotations_in


def quoted(text: str, left_open: str = "") -> list[str]:
    found = quotations_in(text, left_open=left_open)
    return [text[quote.start : quote.end] for quote in found]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("He said “we will” twice.", ["“we will”"]),
        ('He said "we will" and "we can".', ['"we will"', '"we can"']),
        ("Il a dit « oui » hier.", ["« oui »"]),
        ("He said ‘we will’ twice.", ["‘we will’"]),
        ("He said 'we will' twice.", ["'we will'"]),
        ("“He told me, ‘We will go,’ and left,” she said.", None),
        ("The drivers’ union and the bank’s owners don't agree.", []),
        ("Rock ’n’ roll of the ’90s and '80s music.", []),
        ("a 5\" screen and a 7' wall", []),
        ("no marks", []),
        ("", []),
    ],
)
def test_marks_of_every_shape_are_paired(text: str, quotes: list[str] | None) -> None:
    expected = quotes
    if expected is None:
        expected = ["“He told me, ‘We will go,’ and left,”", "‘We will go,’"]

    assert quoted(text) == expected


def test_a_quote_inside_a_quote_is_deeper() -> None:
    text = "“He told me, ‘We will go,’ and left,” she said."

    assert [quote.depth for quote in quotations_in(text)] == [0, 1]


def test_an_odd_mark_closes_at_the_end() -> None:
    [quote] = quotations_in("She said: “We will go.")

    assert (quote.start, quote.end, quote.is_closed) == (10, 22, False)


def test_a_new_straight_mark_ends_a_quote_that_was_never_closed() -> None:
    assert quoted('He said "we go. She said "we stay" too.') == ['"we go. She said ', '"we stay"']


def test_a_closing_mark_without_an_opening_one_is_nothing() -> None:
    assert quoted("We will go,” she said.") == []


def test_a_quote_left_open_ends_at_the_first_closing_mark_of_the_next_block() -> None:
    assert quoted("We will go,” she said.", left_open="“") == ["We will go,”"]
    assert quoted('We will go," she said.', left_open='"') == ['We will go,"']


def test_a_quote_left_open_by_mistake_does_not_swallow_the_next_block() -> None:
    assert quoted("She said “we will go” and left.", left_open="“") == ["“we will go”"]
    assert quoted('She said "we will go" and left.', left_open='"') == ['"we will go"']
    assert quoted("“We will go,” she said.", left_open="“") == ["“We will go,”"]


def test_the_outermost_quote_holds_an_offset() -> None:
    text = "“He told me, ‘We will go,’ and left,” she said."
    quotations = [quote for quote in quotations_in(text) if quote.depth == 0]

    assert quotation_at(quotations, text.index("We")) == quotations[0]
    assert quotation_at(quotations, text.index("she")) is None


@given(st.text(alphabet="“”‘’\"'«» ab.,\n", max_size=200))
def test_odd_marks_never_raise_and_never_cross(text: str) -> None:
    quotations = quotations_in(text)

    for quote in quotations:
        assert 0 <= quote.start < quote.end <= len(text)
        for other in quotations:
            apart = quote.end <= other.start or other.end <= quote.start
            nested = quote.start <= other.start and other.end <= quote.end
            assert apart or nested or (other.start <= quote.start and quote.end <= other.end)


def test_marks_nested_without_end_take_linear_time() -> None:
    found = quotations_in("“" * 100_000 + "”" * 100_000)

    assert max(quote.depth for quote in found) < 10
