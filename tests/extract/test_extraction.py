"""From an article to its candidates: what every extraction keeps, whatever the engine."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extract_case import article_of, candidates_of, extraction_of, extractor, only_candidate
from forecastctl.extract.article import article_from_text
from forecastctl.extract.base import Meta
from forecastctl.extract.engine import LONGEST_SENTENCE, Extractor, extract
from forecastctl.extract.parse import is_available
from forecastctl.model import Method, Precision
from forecastctl.words import Lexicon, shipped_lexicon

ENGINES = [
    "rules",
    pytest.param(
        "parse", marks=pytest.mark.skipif(not is_available(), reason="the extra nlp is missing")
    ),
]
ARTICLE = (
    "Harbour to Reopen in June\n\n"
    "The harbour will reopen in June, the port authority said on Monday. Freight rates are likely "
    "to fall by the end of 2024, but insurance may not become cheaper.\n\n"
    "“We expect a busy summer,” said Ada Kern of Tradewatch. “If the strike ends, we will hire 200 "
    "people.” There is a 30% chance that the strike will spread.\n\n"
    "The mayor had expected a longer closure.\n"
)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_article_is_read_whole(engine: str) -> None:
    found = {candidate.claim: candidate for candidate in candidates_of(ARTICLE, engine)}
    reopening = next(each for claim, each in found.items() if "eopen" in claim)
    assert len(found) >= 6
    assert reopening.due == date(2024, 6, 30)
    assert {candidate.method for candidate in found.values()} == {Method.STATED, Method.WORDED}
    assert [drop.reason for drop in extraction_of(ARTICLE, engine).drops] == ["had_expected"]


@pytest.mark.parametrize("engine", ENGINES)
def test_every_span_is_verbatim_and_every_candidate_says_what_made_it(engine: str) -> None:
    extraction = extraction_of(ARTICLE, engine)
    text = extraction.article.text
    for candidate in extraction.candidates:
        assert candidate.article == extraction.article.id
        assert candidate.engine == extraction.engine
        assert candidate.lexicon == extraction.lexicon
        for span in candidate.evidence:
            assert span.start is not None
            assert text[span.start : span.end] == span.quote


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_article_gives_the_same_candidates_with_the_same_ids(engine: str) -> None:
    once, again = extraction_of(ARTICLE, engine), extraction_of(ARTICLE, engine)
    assert once == again
    ids = [candidate.id for candidate in once.candidates]
    assert len(set(ids)) == len(ids)
    assert all(len(each) == 12 and int(each, 16) >= 0 for each in ids)


def test_hash_seed_and_working_folder_change_nothing(tmp_path: Path) -> None:
    code = (
        "from datetime import date\n"
        "from forecastctl.extract.article import article_from_text\n"
        "from forecastctl.extract.base import Meta\n"
        "from forecastctl.extract.engine import extract\n"
        "from forecastctl.model import Precision\n"
        "from forecastctl.words import shipped_lexicon\n"
        "meta = Meta(published=date(2024, 3, 15), precision=Precision.DAY)\n"
        f"print(extract(article_from_text({ARTICLE!r}, meta), shipped_lexicon()))\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=folder,
            check=True,
            capture_output=True,
        ).stdout
        for seed, folder in (("0", Path.cwd()), ("1", tmp_path))
    }
    assert len(printed) == 1


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "before",
    ["🙂 👩🏽‍🌾 ", "e\u0301te\u0301 ", "\ufeff", "Line one.\r\nLine two.\r\n", "\u00a0\t", "“‘«"],
    ids=["emoji", "combining", "mark", "crlf", "spaces", "quotes"],
)
def test_what_stands_before_moves_no_quote(before: str, engine: str) -> None:
    extraction = extraction_of(f"{before}\n\nThe port will reopen in June.\n", engine)
    [candidate] = extraction.candidates
    [span] = candidate.evidence
    assert span.quote == extraction.article.text[span.start : span.end]
    assert span.quote is not None
    assert "port will reopen" in span.quote


def test_engine_and_lexicon_are_named_with_their_versions() -> None:
    candidate = only_candidate("The port will reopen.")
    lexicon = shipped_lexicon()
    assert candidate.engine == "rules"
    assert candidate.lexicon == f"{lexicon.version} ({lexicon.digest})"


def test_a_table_of_ones_own_changes_figures_and_digest() -> None:
    shipped = shipped_lexicon()
    rows = tuple(
        replace(row, low=0.5, typical=0.6, high=0.7) if row.phrase == "likely" else row
        for row in shipped.rows
    )
    own = Lexicon(version=shipped.version, rows=rows)
    [candidate] = extract(article_of("A second round is likely."), own).candidates
    assert (candidate.low, candidate.probability, candidate.high) == (0.5, 0.6, 0.7)
    assert candidate.lexicon != extractor().lexicon


def test_a_phrase_that_a_user_adds_is_found_and_one_that_is_removed_is_not() -> None:
    shipped = shipped_lexicon()
    added = replace(shipped.rows[0], phrase="dead certain to", when="")
    kept = [row for row in shipped.rows if row.phrase != "{be} likely to"]
    own = Lexicon(version="1", rows=(*kept, added))
    text = "He is dead certain to win."
    assert extract(article_of(text), own).candidates[0].probability == added.typical
    assert extract(article_of(text), shipped).candidates == ()


def test_made_is_the_day_of_publication_and_missing_without_a_day() -> None:
    text = "The port will reopen in June."
    assert only_candidate(text).made == date(2024, 3, 15)
    monthly = Meta(published=date(2024, 3, 1), precision=Precision.MONTH)
    [candidate] = extractor().extract(article_from_text(text, monthly)).candidates
    assert candidate.made is None
    [undated] = candidates_of(text, published=None)
    assert (undated.made, undated.due) == (None, None)
    assert "no_anchor" in undated.flags


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("The port will reopen in June.", 0.8),
        ("It will reopen in June.", 0.7),  # needs_context
        ("The fair opens on 4 April.", 0.7),  # structural
        (
            "Ada Kern came. It is slated to reopen, she said.",
            0.6,
        ),  # needs_context, inferred_speaker
    ],
)
def test_confidence_is_a_sum(text: str, confidence: float) -> None:
    assert only_candidate(text).confidence == confidence


def test_a_trigger_without_any_candidate_is_always_explained() -> None:
    text = "The thief may have left. His will is lost. Prices will rise."
    extraction = extraction_of(text)
    explained = {drop.text for drop in extraction.drops}
    assert explained == {"The thief may have left.", "His will is lost."}
    assert len(extraction.candidates) == 1


def test_an_empty_article_has_nothing() -> None:
    extraction = extraction_of("")
    assert (extraction.candidates, extraction.drops) == ((), ())


HOSTILE = [
    "rates will not not fall, and ",
    "how what will may said that ",
    "is not expected not to be likely to ",
    "if if unless said ",
    "a chance of of 30% to 40% ",
    "“‘ he said will, ",
    "the risk that the risk of will ",
    "which who will ",
    "(",
]


def seconds_for(text: str) -> float:
    """The processor time of an extraction."""
    article = article_of(text)
    start = time.process_time()
    extractor().extract(article)
    return time.process_time() - start


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_is_linear_on_hostile_text(unit: str) -> None:
    """Four times the text takes at most about four times as long, in one endless sentence."""
    size = 3 * LONGEST_SENTENCE // len(unit)
    seconds_for(unit * size)
    assert seconds_for(unit * 4 * size) < 12 * max(seconds_for(unit * size), 0.01)


@pytest.mark.parametrize(
    "sentence",
    [
        "Item{0} will grow by {0} jobs. ",
        "Ms Mona Quill said on Monday that item{0} will not grow by May. ",
        "“Item{0} will grow,” he said.\n\n",
        "Mona Quill will meet Otto Farr, and ",
    ],
)
def test_time_is_linear_in_the_number_of_claims(sentence: str) -> None:
    """Eight hundred claims take at most about four times as long as two hundred."""
    few, many = ("".join(map(sentence.format, range(times))) for times in (200, 800))
    assert seconds_for(many) < 9 * max(seconds_for(few), 0.01)


def test_a_sentence_of_ten_thousand_words_is_read() -> None:
    text = "The port will reopen and " * 2500 + "that is all."
    extraction = extraction_of(text)
    assert extraction.candidates
    for candidate in extraction.candidates:
        for span in candidate.evidence:
            assert span.quote == extraction.article.text[span.start : span.end]


def test_an_extractor_serves_any_number_of_articles() -> None:
    made: Callable[[], Extractor] = lambda: Extractor(shipped_lexicon())  # noqa: E731
    text = "The port will reopen in June."
    assert made().extract(article_of(text)) == extractor().extract(article_of(text))


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("The town aims to halve its waste by 2030.", "goal"),
        ("The odds of 4 to 1 for a snap election stand.", "odds_direction"),
    ],
)
def test_aims_and_bare_odds_are_flagged(text: str, flag: str) -> None:
    assert flag in only_candidate(text).flags


def test_a_claim_cut_at_a_coordination_is_less_sure() -> None:
    first, second = candidates_of("The mill will close but will sell its land.")
    assert (first.confidence, second.confidence) == (0.8, 0.7)
    assert "cut" in second.flags


def test_a_date_in_the_condition_is_no_due_day() -> None:
    candidate = only_candidate("The mill will close unless the town pays by 1 June.")
    assert (candidate.due, candidate.condition) == (None, "the town does not pay by 1 June")
