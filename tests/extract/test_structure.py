"""Triggers that no word of the lexicon tells: headlines and arranged events."""

from datetime import date

import pytest

from extract_case import candidates_of, only_candidate
from forecastctl.model import ClaimKind


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Northgate to Shed 300 Jobs", "Northgate will shed 300 jobs"),
        ("Ministers to meet union leaders", "Ministers will meet union leaders"),
    ],
)
def test_to_and_an_infinitive_in_a_headline_is_a_prediction(text: str, claim: str) -> None:
    candidate = only_candidate(text)
    assert candidate.claim.lower() == claim.lower()
    assert (candidate.hedge, candidate.confidence) == ("", 0.7)


@pytest.mark.parametrize(
    "text",
    [
        "How to Save Water in a Dry Year",
        "Five Ways to Grow Beans",
        "Why the Mayor Wants to Leave",
        "The Race to Build a Better Battery",
        "A guide to life on the coast",
        "Ready to rise?",
    ],
)
def test_other_headlines_with_to_are_none(text: str) -> None:
    assert candidates_of(text) == ()


def test_to_in_a_paragraph_is_no_headline() -> None:
    assert candidates_of("The mayor went north to meet the miners of the valley at noon.") == ()


@pytest.mark.parametrize(
    ("text", "claim", "due"),
    [
        ("The fair opens in Ghent on 4 April.", "The fair will open in Ghent", date(2024, 4, 4)),
        ("The talks begin on Monday.", "The talks will begin", date(2024, 3, 18)),
        ("The ban takes effect on 1 May.", "The ban will take effect", date(2024, 5, 1)),
        ("The envoy is visiting Oslo next week.", "The envoy will", date(2024, 3, 24)),
    ],
)
def test_an_arranged_event_in_the_present_with_a_day_ahead(
    text: str, claim: str, due: date
) -> None:
    candidate = only_candidate(text)
    assert candidate.claim.startswith(claim)
    assert (candidate.due, candidate.claim_kind) == (due, ClaimKind.SCHEDULED)


@pytest.mark.parametrize(
    "text",
    [
        "The shop opens at nine.",
        "The fair opened on 4 April 2023.",
        "The club meets every Monday in May.",
        "The opens of the day were dull on Monday.",
        "If the fair opens on 4 April, so be it.",
    ],
)
def test_the_present_without_a_day_ahead_or_with_a_habit_is_none(text: str) -> None:
    assert candidates_of(text) == ()


def test_without_a_day_of_publication_nothing_is_known_to_lie_ahead() -> None:
    assert candidates_of("The fair opens on 4 April.", published=None) == ()


def test_a_line_that_tells_of_the_next_event_is_a_schedule() -> None:
    candidate = only_candidate("Next full council on 4 April.")
    assert (candidate.claim_kind, candidate.due) == (ClaimKind.SCHEDULED, date(2024, 4, 4))
    assert candidates_of("The next council was dull on 4 April 2023.") == ()
