"""Where sentences end, and where full stops do not end them."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.extract.article import article_from_text
from forecastctl.extract.base import BlockKind, Meta
from forecastctl.extract.sentences import sentences_of


def cut(text: str) -> list[str]:
    article = article_from_text(text, Meta())
    return [sentence.text for sentence in sentences_of(article, keep_furniture=True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Quill met Mrs. Sol, Dr. Okoye and Prof. Lind on the quay.",
        "Lt. Gen. Ada Kern will speak first.",
        "Talks resume on Jan. 5 in Lisbon.",
        "See No. 2 on the list.",
        "Harbour Inc. Chairman Omar Diaz resigned.",
        "Growth of approx. 3.4% is likely.",
        "J. K. Rivers and Omar B. Diaz will sign.",
        "The U.S. Treasury will sell bonds.",
        "The U.S. and the U.K. will talk at 9 a.m. Friday.",
        "Inflation of 3.4 percent, up from 2.9, will not last.",
        "Wait ... Ines Sol may still come.",
        "Wheat vs. Barley is the question of the year.",
        "It costs 1.5 million, i.e. Half of the budget.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert cut(f"{sentence} Then it rained.") == [sentence, "Then it rained."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("They came from the U.S.", "The others stayed."),
        ("It was bought by Harbour Inc.", "Nobody was told."),
        ("The train left at 9 a.m.", "It was late."),
        ("It happened in Jan.", "We were not there."),
        ("Will the answer be no.", "Kern did not say."),
        ("“We will stay.”", "Kern left."),
        ("(They will stay.)", "Kern left."),
        ("Will they stay?", "Perhaps."),
        ("They will stay!", "“Why not?”"),
        ("She left…", "Kern stayed."),
        ("She left...", "Kern stayed."),
        ("It fell to 5.", "10 people saw it."),
        ("Česko will vote.", "Šimon will not."),
        ("Perhaps so do I.", "But who knows."),
    ],
)
def test_a_stop_at_the_end_of_a_sentence_ends_it(first: str, second: str) -> None:
    assert cut(f"{first} {second}") == [first, second]


def test_a_line_ends_a_sentence_with_or_without_a_stop() -> None:
    text = "Port talks stall\n\nWhat comes next\nThe port will stay shut.\r\nRates may rise"

    assert cut(text) == [
        "Port talks stall",
        "What comes next",
        "The port will stay shut.",
        "Rates may rise",
    ]


def test_marks_of_a_list_are_no_part_of_its_sentences() -> None:
    text = "- The port will open.\n* Rates may rise.\n1. The crews will vote.\n(b) Nobody knows."

    assert cut(text) == [
        "The port will open.",
        "Rates may rise.",
        "The crews will vote.",
        "Nobody knows.",
    ]


def test_an_odd_number_of_quotation_marks_changes_nothing() -> None:
    assert cut("“It will rain. She said so. It will not.") == [
        "“It will rain.",
        "She said so.",
        "It will not.",
    ]


def test_furniture_is_left_out_unless_asked_for() -> None:
    article = article_from_text("Port talks stall\nContact us\nThe port will open.", Meta())

    assert [s.text for s in sentences_of(article)] == ["Port talks stall", "The port will open."]
    assert len(sentences_of(article, keep_furniture=True)) == 3


def test_a_sentence_knows_its_block() -> None:
    article = article_from_text("Port talks stall\nThe port will open. Rates may rise.", Meta())

    kinds = [sentence.block.kind for sentence in sentences_of(article)]

    assert kinds == [BlockKind.TITLE, BlockKind.PARA, BlockKind.PARA]


@given(st.text(alphabet=st.sampled_from(list("aA.!?…  \n\t\u00a0“”\"'()1-•é\u0301😀Šš"))))
def test_offsets_give_the_text_and_nothing_but_white_space_is_lost(text: str) -> None:
    article = article_from_text(text, Meta())
    at = 0
    for sentence in sentences_of(article, keep_furniture=True):
        assert at <= sentence.start < sentence.end
        assert article.text[sentence.start : sentence.end] == sentence.text
        assert not sentence.text[0].isspace()
        assert not sentence.text[-1].isspace()
        at = sentence.end


@pytest.mark.parametrize(
    "unit", [".", "!?", ". ", "a.", "A. ", "… ", '."', "U.S. ", "(a) ", "\u2028", "- ", "\u0301 "]
)
def test_time_grows_with_the_length_of_hostile_text_and_no_faster(unit: str) -> None:
    def seconds(length: int) -> float:
        article = article_from_text(unit * (length // len(unit)), Meta())
        start = perf_counter()
        sentences_of(article, keep_furniture=True)
        return perf_counter() - start

    seconds(1_000)
    assert seconds(400_000) < 3


def test_a_sentence_of_ten_thousand_words_is_one_sentence() -> None:
    text = "The port " + "and the quay " * 5_000 + "will open."

    assert cut(text) == [text]
