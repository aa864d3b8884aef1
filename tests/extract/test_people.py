"""Who is who in an article: surnames, initials, and the people whom a passage names."""

import pytest

from forecastctl.extract.base import SourceKind
from forecastctl.extract.names import Named
from forecastctl.extract.people import People

TEXT = (
    "Ada Kern met Omar Diaz of the Harlow Port Authority (HPA) in Harlow. "
    "Professor Ada van der Berg was away. Later, Tom Kern arrived."
)


def short(text: str, kind: SourceKind = SourceKind.ORGANISATION) -> Named:
    return Named(text, kind, 0, len(text))


@pytest.mark.parametrize(
    ("name", "at", "full"),
    [
        ("Kern", 50, "Ada Kern"),
        ("Kern", len(TEXT), "Tom Kern"),
        ("Diaz", 0, "Omar Diaz"),
        ("Mr. Diaz", 80, "Omar Diaz"),
        ("van der Berg", 140, "Ada van der Berg"),
        ("HPA", 100, "Harlow Port Authority"),
        ("Rowe", 100, "Rowe"),
        ("Harlow", 100, "Harlow"),
    ],
)
def test_a_short_name_is_called_by_the_nearest_full_one(name: str, at: int, full: str) -> None:
    assert People(TEXT).called(short(name), at).text == full


def test_initials_that_no_name_before_them_spells_stay_as_they_are() -> None:
    people = People("Omar Diaz (HPA) met the Harlow Port Board (HPB).")

    assert people.called(short("HPA"), 40).text == "HPA"
    assert people.called(short("HPB"), 40).text == "Harlow Port Board"


def test_a_full_name_makes_a_person_with_a_gender() -> None:
    called = People(TEXT).called(short("Diaz"), 50)

    assert (called.kind, called.gender) == (SourceKind.PERSON, "he")


def test_descriptions_and_anonymous_speakers_keep_their_words() -> None:
    officials = short("officials of Kern", SourceKind.ANONYMOUS)

    assert People(TEXT).called(officials, 50) == officials


def test_the_people_named_in_a_passage_come_in_order() -> None:
    people = People(TEXT)

    assert [named.text for named in people.named_in(0, 60)] == ["Ada Kern", "Omar Diaz"]
    assert [named.text for named in people.named_in(60, len(TEXT))] == [
        "Ada van der Berg",
        "Tom Kern",
    ]


def test_a_word_is_known_by_a_capital_within_a_sentence() -> None:
    people = People("Later, Northbank met. Animals slept.")

    assert people.knows("Northbank")
    assert not people.knows("Animals")
