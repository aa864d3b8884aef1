"""The lexicon as one alternation: what it matches, and which row it is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract_case import phrasebook
from forecastctl.extract.phrases import STRUCTURAL, Phrasebook, folded, long_form
from forecastctl.extract.verbs import forms_of
from forecastctl.words import NUMBER, Lexicon, Row, shipped_lexicon

TEXTUAL = [
    row for row in shipped_lexicon().rows if row.kind != NUMBER and row.phrase not in STRUCTURAL
]


def found(text: str) -> list[tuple[str, str]]:
    """The words that were matched, and the phrase of their first row."""
    low = folded(text)
    return [(text[hit.start : hit.end], hit.rows[0].phrase) for hit in phrasebook().hits(low)]


@pytest.mark.parametrize("row", TEXTUAL, ids=lambda row: f"{row.phrase}/{row.when}"[:40])
def test_every_phrase_of_the_table_is_found_as_it_stands(row: Row) -> None:
    words = [
        forms_of(word.strip("{}"))[-1] if word.startswith("{") else word
        for word in row.phrase.split()
    ]
    [hit] = phrasebook().hits(f"so {' '.join(words)} it went")
    assert (row.when, row.low, row.high) in [(each.when, each.low, each.high) for each in hit.rows]


def test_a_condition_without_a_test_in_code_is_refused() -> None:
    shipped = shipped_lexicon()
    row = replace(shipped.rows[0], when="on a full moon")
    with pytest.raises(ValueError, match="when: no test is called 'on a full moon'"):
        Phrasebook(Lexicon(version="1", rows=(row,)))


@pytest.mark.parametrize(
    ("text", "words", "phrase"),
    [
        ("Rates are likely to fall.", "are likely to", "{be} likely to"),
        (
            "Rates are now widely expected to fall.",
            "are now widely expected to",
            "{be} expected to",
        ),
        ("RATES WILL FALL.", "WILL", "will"),
        ("They’ll leave.", "’ll", "will"),
        ("They won’t leave.", "won’t", "will not"),
        ("They won't leave.", "won't", "will not"),
        ("It isn’t expected to rain.", "isn’t expected to", "{be} not expected to"),
        ("It’s possible that it rains.", "It’s possible that", "it {be} possible that"),
        ("A cut can’t be ruled out.", "can’t be ruled out", "cannot be ruled out"),
        ("A cut cannot be ruled out.", "cannot be ruled out", "cannot be ruled out"),
        ("It may\n well rain.", "may\n well", "may well"),
        ("They will almost certainly not go.", "will almost certainly not", "almost certainly not"),
        ("He vowed never to return.", "vowed never to", "{vow} to"),
        ("It is all but certain that it rains.", "is all but certain that", "all but certain"),
        ("The town faces the threat of floods.", "faces the threat of", "there {be} a risk"),
    ],
)
def test_words_of_a_phrase_may_be_spelt_spaced_and_modified_in_many_ways(
    text: str, words: str, phrase: str
) -> None:
    assert (words, phrase) in found(text)


@pytest.mark.parametrize(
    "text",
    ["Her goodwill matters.", "A must-see, well-likely event.", "The willing helper.", "A Mayday."],
)
def test_parts_of_words_are_no_phrases(text: str) -> None:
    assert found(text) == []


def test_the_longest_phrase_wins() -> None:
    assert found("It will probably not rain.") == [("will probably not", "will probably not")]


def test_a_not_that_is_no_part_of_the_phrase_is_told_apart() -> None:
    [hit] = phrasebook().hits("they are not planning to leave")
    assert (hit.rows[0].phrase, hit.is_denied) == ("{plan} to", False)
    [hit] = phrasebook().hits("they are not going to leave")
    assert (hit.rows[0].phrase, hit.is_denied) == ("{be} going to", True)


def test_contractions_are_written_out() -> None:
    assert long_form("isn't") == ("be", "not")
    assert long_form("won't") == ("will", "not")
    assert long_form("can not") == ("cannot",)


@given(st.text())
def test_folding_moves_no_character(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(st.text(alphabet="wil notbe'’expcdry ,.", max_size=200))
def test_whatever_is_found_lies_in_the_text_in_order(text: str) -> None:
    hits = list(phrasebook().hits(folded(text)))
    ends = [0, *(hit.end for hit in hits)]
    assert all(
        before <= hit.start < hit.end <= len(text) for before, hit in zip(ends, hits, strict=False)
    )
