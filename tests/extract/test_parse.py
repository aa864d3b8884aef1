"""The parse engine as such: its name, its extra, its batches, its cost."""

import subprocess
import sys
import textwrap
from datetime import date
from time import process_time

import pytest

from extract_case import triggers_of
from forecastctl.extract.article import article_from_text
from forecastctl.extract.base import Block, BlockKind, Found, Meta, Sentence
from forecastctl.extract.engine import Extractor
from forecastctl.extract.parse import ParseEngine, is_available
from forecastctl.model import Precision
from forecastctl.words import shipped_lexicon

pytest.importorskip("spacy")

PUBLISHED = Meta(published=date(2024, 3, 15), precision=Precision.DAY)


@pytest.fixture(scope="module")
def engine() -> ParseEngine:
    return ParseEngine()


def found(text: str) -> Found:
    block = Block(start=0, end=len(text), kind=BlockKind.PARA)
    sentence = Sentence(start=0, end=len(text), text=text, block=block)
    return Found(sentence, triggers_of(text))


def test_the_engine_is_available_where_spacy_and_a_model_are() -> None:
    assert is_available()


def test_the_name_tells_the_model_and_its_version(engine: ParseEngine) -> None:
    assert engine.name == "parse:en_core_web_sm-3.8.0"


def test_every_sentence_has_its_reading_in_order(engine: ParseEngine) -> None:
    sentences = [found(f"The owner of boat {number} will sell it.") for number in range(300)]

    readings = list(engine.read(sentences))

    assert [reading.clauses[0].claim for reading in readings] == [
        f"The owner of boat {number} will sell it" for number in range(300)
    ]


def test_no_sentence_gives_no_reading(engine: ParseEngine) -> None:
    assert list(engine.read([])) == []


def test_a_trigger_without_a_clause_is_refused_with_a_reason(engine: ParseEngine) -> None:
    [reading] = engine.read([found("His political will is strong.")])

    assert reading.clauses == ()
    assert [refused.reason for refused in reading.refused] == ["not_a_verb"]


def test_the_verb_need_not_stand_beside_its_modal(engine: ParseEngine) -> None:
    [reading] = engine.read([found("The pier will, as the owners hope, soon reopen.")])

    assert reading.clauses[0].subject == "The pier"


def test_a_missing_extra_is_one_sentence(tmp_path: object) -> None:
    script = """
        import sys
        sys.modules["spacy"] = None
        from forecastctl.errors import RefusedError
        from forecastctl.extract.parse import ParseEngine
        try:
            ParseEngine()
        except RefusedError as error:
            print(error, error.exit_code)
    """
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True
    )

    assert ran.stdout == (
        "the parse engine needs the extra 'nlp'; "
        "install forecastctl[nlp] or take --engine rules 1\n"
    )


def test_spacy_is_loaded_only_with_the_engine() -> None:
    script = "import forecastctl.extract.parse, sys; print('spacy' in sys.modules)"

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout == "False\n"


HOSTILE = {
    "negations": "The pier will not not not close, and ",
    "relatives": "which the owner who will sell it, ",
    "conditions": "if the wind drops unless it rains ",
    "quotes": "“will ‘may ",
    "conjunctions": "may rise and will fall or could stay, ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    extractor = Extractor(shipped_lexicon(), "parse")
    article = article_from_text(piece * 10, PUBLISHED)
    extractor.extract(article)

    def seconds(times: int) -> float:
        article = article_from_text(piece * times, PUBLISHED)
        start = process_time()
        extractor.extract(article)
        return process_time() - start

    once = max(seconds(200), 0.05)

    assert seconds(800) < 12 * once


def test_two_runs_give_the_same_candidates() -> None:
    text = "The pier will close in May. Kern expects a strike, and fares may rise if it lasts."
    article = article_from_text(text, PUBLISHED)
    extractor = Extractor(shipped_lexicon(), "parse")

    assert extractor.extract(article) == Extractor(shipped_lexicon(), "parse").extract(article)
    assert extractor.extract(article) == extractor.extract(article)


def test_every_quote_stands_in_the_article_where_it_says() -> None:
    text = "😀 Kern’s naïve plan — “we will win” — may fail;\u00a0its costs\twill rise by 3.4%."
    article = article_from_text(text, PUBLISHED)

    extraction = Extractor(shipped_lexicon(), "parse").extract(article)

    spans = [span for one in extraction.candidates for span in one.evidence]
    assert len(spans) == 3
    assert all(article.text[span.start : span.end] == span.quote for span in spans)
