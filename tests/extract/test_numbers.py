"""Probabilities that a text states in figures."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract_case import only_trigger, triggers_of
from forecastctl.extract.base import Form
from forecastctl.extract.numbers import stated_in


def figures(text: str) -> list[tuple[float, float, float]]:
    return [(found.low, found.typical, found.high) for found in stated_in(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a 35% chance of rain", 35),
        ("a 35 percent chance that it rains", 35),
        ("a 35 per cent probability of rain", 35),
        ("a twenty percent chance of rain", 20),
        ("the chance of a recession is put at 35%", 35),
        ("the probability of a default was about 12.5%", 12.5),
        ("rain is 70% likely", 70),
        ("formation chance through 48 hours...medium...50 percent", 50),
    ],
)
def test_a_percentage_beside_a_word_of_chance_is_a_probability(
    text: str, value: float | Fraction
) -> None:
    assert figures(text) == [pytest.approx((value / 100,) * 3)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 to 1 against an early election", Fraction(1, 4)),
        ("3 to 1 on an early election", Fraction(3, 4)),
        ("odds of 4 to 1", Fraction(1, 5)),
        ("a one in four chance", Fraction(1, 4)),
        ("a one-in-four chance", Fraction(1, 4)),
        ("a 1 in 20 chance", Fraction(1, 20)),
        ("a one in a thousand chance", Fraction(1, 1000)),
    ],
)
def test_odds_and_parts_are_probabilities(text: str, value: float | Fraction) -> None:
    assert figures(text) == [pytest.approx((float(value),) * 3, abs=1e-4)]


@pytest.mark.parametrize(
    "text", ["a 60% to 70% chance", "a 60-70% chance", "a chance of between 60% and 70%"]
)
def test_a_range_gives_both_ends_and_the_middle(text: str) -> None:
    assert figures(text) == [pytest.approx((0.6, 0.65, 0.7))]


@pytest.mark.parametrize(
    "text",
    [
        "prices rose 20-23%",
        "sterling fell 3% against the dollar",
        "one in four adults",
        "a 120% chance",
        "they lost 3-1 against the champions",
        "odds of 0 to 0",
        "a one in zero chance",
    ],
)
def test_other_numbers_are_no_probabilities(text: str) -> None:
    assert figures(text) == []


def test_a_number_beats_the_words_around_it() -> None:
    trigger = only_trigger("There is a 30% chance that rates will rise.")
    assert (trigger.is_stated, trigger.typical, trigger.form) == (True, 0.3, Form.THAT)
    assert trigger.modal is not None


def test_a_negated_clause_below_a_number_turns_the_number() -> None:
    trigger = only_trigger("There is a 30% chance that rates will not rise.")
    assert (trigger.negated, trigger.typical) == (True, 0.7)


def test_a_sentence_may_state_several() -> None:
    text = "The outlook gives an 85% chance of storms and a 10% chance of calm."
    assert [trigger.typical for trigger in triggers_of(text)] == [0.85, 0.1]


@given(st.text(alphabet="0123456789 %.-oddsfchanetragi", max_size=120))
def test_every_probability_lies_between_nought_and_one(text: str) -> None:
    for found in stated_in(text):
        assert 0 <= found.low <= found.typical <= found.high <= 1
