"""Reporting clauses and source phrases: where they stand and what they report."""

import pytest

from forecastctl.extract.quotes import quotations_in
from forecastctl.extract.reports import find_reports


def found(text: str) -> list[tuple[str, str]]:
    """The words of each report of a sentence, and the words that it reports."""
    return [
        (text[report.start : report.end], text[report.scope_start : report.scope_end])
        for report in find_reports(text, quotations_in(text))
    ]


def test_a_clause_before_its_content_reports_what_follows() -> None:
    text = "On a cold day Ada Kern said rents will rise."

    assert found(text) == [("Ada Kern said", "Ada Kern said rents will rise.")]


def test_a_clause_after_its_content_reports_the_whole_sentence() -> None:
    text = "Rents will rise, Ada Kern said, and wages will fall."

    assert found(text) == [("Ada Kern said", text)]


def test_a_clause_after_a_quote_reports_the_quote() -> None:
    text = "“Rents will rise,” Ada Kern said, but the hall stayed empty."

    assert found(text) == [("Ada Kern said", "“Rents will rise,” Ada Kern said")]


def test_a_new_speaker_ends_what_the_one_before_reports() -> None:
    text = "Ada Kern said rents will rise, but Omar Diaz said wages will fall."

    assert found(text) == [
        ("Ada Kern said", "Ada Kern said rents will rise, but "),
        ("Omar Diaz said", "Omar Diaz said wages will fall."),
    ]


def test_a_report_inside_a_quote_ends_with_the_quote() -> None:
    text = "“The bank says rents will rise,” said Ada Kern."

    assert found(text)[0] == ("The bank says", "The bank says rents will rise,”")


def test_the_first_person_takes_over_from_a_reporter() -> None:
    text = "The bank promised lower rents, but I doubt that it will act."

    assert found(text)[0] == ("The bank promised", "The bank promised lower rents, ")


@pytest.mark.parametrize(
    "text",
    [
        "The report on growth was late.",
        "The forecast for May is bleak.",
        "Growth expected in May never came.",
        "A vital promise to the town was broken.",
        "Rents are expected to rise.",
        "Rents are said to be high.",
        "Ada Kern will say more in May.",
        "Ada Kern declined to say more.",
        "The law proposed by Ada Kern was late.",
        "Cuts cannot be ruled out.",
        "They were considering claims.",
        "Our already stressed soil is dry.",
        "It rained.",
        "",
    ],
)
def test_words_that_look_like_reports_and_are_none(text: str) -> None:
    assert found(text) == []
