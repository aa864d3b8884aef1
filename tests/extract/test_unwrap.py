"""Paragraphs that were broken into short lines."""

from textwrap import fill

from hypothesis import given
from hypothesis import strategies as st

from forecastctl.extract.article import article_from_text
from forecastctl.extract.base import Meta
from forecastctl.extract.sentences import sentences_of
from forecastctl.extract.unwrap import unwrapped

FIRST = (
    "The port will probably stay closed until the dockers have voted, officials said on Monday, "
    "and the ferries to the islands will sail from the old quay as long as that lasts. Nobody in "
    "the harbour office could say whether the crews would come back before the winter storms."
)
SECOND = (
    "Freight rates may rise by a tenth if the terminal is still shut in May, an institute said in "
    "a note to its clients. It was the first time that it had said so in four years."
)


def mail(width: int = 72) -> str:
    paragraphs = [fill(FIRST, width), fill(SECOND, width)]
    return "Port talks stall\n\n" + "\n\n".join(paragraphs) + "\n\n- One thing\n- Another thing\n"


def test_sentences_run_on_over_the_lines_of_a_broken_paragraph() -> None:
    for width in (60, 72, 80):
        found = [one.text for one in sentences_of(article_from_text(mail(width), Meta()))]

        assert " ".join(found) == f"Port talks stall {FIRST} {SECOND} One thing Another thing"
        assert len(found) == 7


def test_every_letter_stays_where_it_was() -> None:
    text = mail()

    assert len(unwrapped(text)) == len(text)
    assert unwrapped(text).split() == text.split()


def test_a_text_with_a_paragraph_on_each_line_is_left_alone() -> None:
    text = f"Port talks stall\n{FIRST}\n{SECOND}\n"

    assert unwrapped(text) == text


def test_lines_that_are_sentences_or_headings_are_left_alone() -> None:
    text = "Port talks\nThe port will open.\nRates may rise\nand fall\n" * 4

    assert unwrapped(text) == text


@given(st.text(alphabet=st.sampled_from(list("aB. \n-\t")), max_size=400))
def test_unwrapping_changes_line_feeds_only(text: str) -> None:
    done = unwrapped(text)

    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, done, strict=True))
