"""Attribution of hostile text: nothing raises, bounds hold, and time stays linear."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from speaker_case import clause_at, speakers_of

WORDS = st.sampled_from(
    """Ada Kern said that the port will close , . “ ” " ‘ ’ ; : ( ) – and but who officials expect
    according to Reuters told she he they it on Monday 's as citing per view of forecast its made
    clear planned by Northbank minister A. US would was""".split()
)


def ask_everywhere(text: str) -> int:
    """Ask for the speaker of each sentence's first word; the number of sentences asked for."""
    speakers, sentences = speakers_of(text)
    for sentence in sentences:
        clause = clause_at(sentence.start, sentence.text.split()[0], "plan")
        found = speakers.attribute(sentence, clause)
        assert found.name
        if found.start is not None and found.end is not None:
            assert 0 <= found.start < found.end <= len(text)
        for start, end in speakers.reporting_spans(sentence):
            assert sentence.start <= start < end <= sentence.end
    return len(sentences)


@given(st.lists(WORDS, min_size=1, max_size=60).map(" ".join))
def test_no_order_of_words_and_marks_raises(text: str) -> None:
    ask_everywhere(text)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), max_size=8))
def test_no_order_of_blocks_raises(lines: list[str]) -> None:
    ask_everywhere("\n".join(lines))


@pytest.mark.parametrize(
    "unit",
    [
        "Ada Kern said the port will close. ",
        "“We will close. ",
        "“We will close.\n",
        "“We will close.”\n",
        "She said it will close. ",
        "She said it will close.\n",
        "according to Ada Kern, ",
        "Kern, the minister, said ",
        "said ",
        "he said, and ",
        "its forecast ",
        "Ada Kern and ",
        "Ada ",
        "(HPA) ",
        "“‘",
    ],
)
def test_time_stays_linear(unit: str) -> None:
    """Four times the text must not take sixteen times as long; small times are noise."""
    small = seconds(unit * 500)
    large = seconds(unit * 2_000)

    assert large < 8 * small + 0.3


def seconds(text: str) -> float:
    started = process_time()
    ask_everywhere(text)
    return process_time() - started
