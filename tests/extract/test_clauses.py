"""The rules engine: claims cut out of sentences by commas and marker words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract_case import candidates_of, extraction_of, only_candidate
from forecastctl.extract.clause_condition import condition_in


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("However, rents will fall sharply.", "Rents will fall sharply"),
        ("Rents will fall, the broker said.", "Rents will fall"),
        ("Rents will fall, brokers expect.", "Rents will fall"),
        ("Rents will fall, as two brokers at the bank predict.", "Rents will fall"),
        ("Rents will do what brokers expect.", "Rents will do what brokers expect"),
        ("The broker said that rents will fall.", "Rents will fall"),
        ("According to the broker, rents will fall.", "Rents will fall"),
        ("“Rents will fall,” said Ada Kern.", "Rents will fall"),
        ("Rents are expected to fall.", "Rents will fall"),
        ("Rents will fall, a study of the Quibble Institute found.", "Rents will fall"),
        ("The firm has no intention of selling the yard.", "The firm will sell the yard"),
        ("Growth is forecast at 3 percent.", "Growth will be at 3 percent"),
        ("The yard expects to report a loss.", "The yard will report a loss"),
        ("Brokers foresee at least 2 strikes.", "There will be at least 2 strikes"),
        ("After the storm, heavy rain is likely.", "There will be heavy rain"),
        ("In addition to rents, fares will rise.", "In addition to rents, fares will rise"),
        ("Analysts expect rents to fall.", "Rents will fall"),
        ("Analysts expect that rents will fall.", "Rents will fall"),
        ("It is likely that rents will fall.", "Rents will fall"),
        ("Analysts expect a strike.", "There will be a strike"),
        ("A strike cannot be ruled out.", "There will be a strike"),
        ("Goldhurst puts the chance of a strike at 35%.", "There will be a strike"),
        ("Bookmakers make it 3 to 1 against an early election.", "There will be an early election"),
        ("The clerk denied that rents will fall.", "Rents will fall"),
        ("No decision will be taken.", "A decision will be taken"),
    ],
)
def test_the_claim_is_a_sentence_with_will(text: str, claim: str) -> None:
    assert only_candidate(text).claim == claim


def test_clauses_with_their_own_words_part_and_carry_the_subject() -> None:
    text = "Output will fall, wages may stall and the gap is likely to widen."
    assert [candidate.claim for candidate in candidates_of(text)] == [
        "Output will fall",
        "Wages will stall",
        "The gap will widen",
    ]


def test_a_shared_subject_is_carried_over_but() -> None:
    text = "The talks will not end the war but will slow it."
    first, second = candidates_of(text)
    assert (first.claim, second.claim) == (
        "The talks will end the war",
        "The talks will slow it",
    )
    assert (first.said.value, second.said.value) == ("-", "+")


def test_verbs_that_share_one_modal_stay_one_claim() -> None:
    candidate = only_candidate("The army will restore its forces and continue the campaign.")
    assert candidate.claim == "The army will restore its forces and continue the campaign"


@pytest.mark.parametrize(
    ("text", "condition", "claim"),
    [
        ("If talks fail, prices will rise.", "talks fail", "Prices will rise"),
        ("Prices will rise if talks fail.", "talks fail", "Prices will rise"),
        ("Prices will rise unless talks succeed.", "talks do not succeed", "Prices will rise"),
        ("Unless the bank acts, prices will rise.", "the bank does not act", "Prices will rise"),
        (
            "Prices will rise as long as the ban is in force.",
            "the ban is in force",
            "Prices will rise",
        ),
        ("Should talks fail, prices will rise.", "talks fail", "Prices will rise"),
    ],
)
def test_a_condition_stands_apart_from_the_claim(text: str, condition: str, claim: str) -> None:
    candidate = only_candidate(text)
    assert (candidate.condition, candidate.claim) == (condition, claim)


@pytest.mark.parametrize(
    "text",
    [
        "The mine will close even if prices rise.",
        "The clerk asked if prices were low.",
        "Trains will run once an hour.",
        "It ended without a word.",
    ],
)
def test_other_uses_of_the_marker_words_set_no_condition(text: str) -> None:
    assert condition_in(text) is None


def test_the_quote_is_the_clause_not_the_sentence() -> None:
    candidate = only_candidate("However, rents will fall sharply, the broker said.")
    assert candidate.evidence[0].quote == "rents will fall sharply"


@given(
    st.lists(
        st.sampled_from(
            "will not may is likely to that if unless rates fall , ; and but “ ” said the town "
            "expects which who 30% chance of – : by 2030 it they".split()
        ),
        max_size=40,
    )
)
def test_every_quote_is_verbatim_and_every_claim_has_words(words: list[str]) -> None:
    extraction = extraction_of("Xs " + " ".join(words))
    for candidate in extraction.candidates:
        assert candidate.claim.strip()
        for span in candidate.evidence:
            assert span.start is not None
            assert extraction.article.text[span.start : span.end] == span.quote


@pytest.mark.parametrize(
    "text",
    [
        "The port will grow and no one knows how that ends.",
        "The rule will help owners when they cannot sell.",
        "The ruling will anger those who say the vote did not count.",
    ],
)
def test_a_negation_of_a_clause_below_denies_nothing(text: str) -> None:
    candidate = only_candidate(text)
    assert (str(candidate.said), candidate.claim) == ("+", text.rstrip("."))
