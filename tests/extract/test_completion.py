"""Claims stand alone: names, speakers and days are filled in, the rest is flagged."""

from datetime import date

import pytest

from extract_case import only_trigger
from forecastctl.extract.base import (
    Anchor,
    Attribution,
    Block,
    BlockKind,
    Clause,
    Sentence,
    SourceKind,
)
from forecastctl.extract.completion import completed
from forecastctl.model import Precision

ANCHOR = Anchor(day=date(2024, 3, 15), precision=Precision.DAY)
TEXT = "The pier will close."
AUTHOR = Attribution(name="author", source_kind=SourceKind.AUTHOR, cue="author")


def completed_claim(claim: str, who: Attribution = AUTHOR, text: str = TEXT) -> Clause:
    """Complete a claim that stands in a text with one "will"."""
    sentence = Sentence(
        start=0,
        end=len(text),
        text=text,
        block=Block(start=0, end=len(text), kind=BlockKind.PARA),
    )
    trigger = only_trigger(text)
    clause = Clause(trigger=trigger, claim=claim, subject="", start=trigger.start, end=len(text))
    return completed(clause, sentence, who, None, anchor=ANCHOR, around=text, start=0)


def speaker(name: str, kind: SourceKind, start: int | None = 0) -> Attribution:
    end = None if start is None else start + len(name)
    return Attribution(name=name, source_kind=kind, cue="clause", start=start, end=end)


BANK = speaker("Tide Bank", SourceKind.ORGANISATION)
KERN = speaker("Ada Kern", SourceKind.PERSON)


@pytest.mark.parametrize(
    ("claim", "resolved"),
    [
        ("Fares will rise next month", "Fares will rise in April 2024"),
        ("Fares will rise on Monday", "Fares will rise on 18 March 2024"),
        ("Fares will rise soon", "Fares will rise soon"),
        ("Fares will rise for most of this year", "Fares will rise for most of 2024"),
        ("This year’s fair will be cut short", "2024’s fair will be cut short"),
    ],
)
def test_dates_hold_on_any_later_day(claim: str, resolved: str) -> None:
    assert completed_claim(claim).claim == resolved


def test_a_count_of_days_that_is_not_the_due_one_stays() -> None:
    claim = "Fares will rise within two weeks"

    assert completed_claim(claim).claim == claim


@pytest.mark.parametrize(
    ("claim", "who", "text", "named"),
    [
        ("I will resign", KERN, "“I will resign.”", "Ada Kern will resign"),
        ("My office will close", KERN, "“My office will close.”", "Ada Kern’s office will close"),
        ("We will expand", BANK, "“We will expand.”", "Tide Bank will expand"),
        ("We will expand", KERN, "“We will expand.”", "They will expand"),
        ("It will expand", BANK, "Tide Bank said it will expand.", "Tide Bank will expand"),
        ("She will resign", KERN, "Ada Kern said she will resign.", "Ada Kern will resign"),
        ("It will rain", KERN, "Ada Kern said it will rain.", "It will rain"),
        ("We will expand", BANK, "Tide Bank said we will expand.", "We will expand"),
    ],
)
def test_pronouns_of_the_speaker_are_named(
    claim: str, who: Attribution, text: str, named: str
) -> None:
    assert completed_claim(claim, who, text).claim == named


def test_a_surname_takes_the_full_name_of_its_block() -> None:
    text = "Finance minister Ada Kern met lenders, and Kern will resign."

    assert completed_claim("Kern will resign", text=text).claim == "Ada Kern will resign"


@pytest.mark.parametrize(
    "claim",
    ["It will close", "This will help", "They will win", "We will win", "Fares will hit us"],
)
def test_a_claim_that_points_outside_itself_is_flagged(claim: str) -> None:
    assert completed_claim(claim).flags == ("needs_context",)


def test_a_claim_that_says_all_has_no_flag() -> None:
    assert completed_claim("The pier will close in May 2025").flags == ()


@pytest.mark.parametrize(
    ("claim", "completed_to"),
    [
        ("On 4 June, the pier will close", "On 4 June 2024, the pier will close"),
        ("Next year will be hard", "2025 will be hard"),
        (
            "The pier will close by the first quarter of next year",
            "The pier will close by the first quarter of 2025",
        ),
        (
            "The pier will close on Monday or Tuesday",
            "The pier will close on 18 March 2024 or 19 March 2024",
        ),
    ],
)
def test_days_stand_in_the_claim_as_they_stood_in_the_text(claim: str, completed_to: str) -> None:
    assert completed_claim(claim).claim == completed_to


def test_a_water_gives_no_land_its_name() -> None:
    text = "Morland will build a port on the busy Morland Sea."
    assert completed_claim("Morland will build a port", text=text).claim.startswith("Morland will")
