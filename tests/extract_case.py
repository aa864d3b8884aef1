"""Short texts as articles, and what the engines find in them."""

from datetime import date
from functools import cache

from forecastctl.extract.article import article_from_text
from forecastctl.extract.base import ArticleText, Extraction, Meta, Sentence, Trigger
from forecastctl.extract.engine import Extractor
from forecastctl.extract.hedges import find_triggers
from forecastctl.extract.phrases import Phrasebook, folded
from forecastctl.extract.sentences import sentences_of
from forecastctl.model import Candidate, Precision
from forecastctl.words import shipped_lexicon

PUBLISHED = date(2024, 3, 15)


@cache
def extractor(engine: str = "rules") -> Extractor:
    return Extractor(shipped_lexicon(), engine)


@cache
def phrasebook() -> Phrasebook:
    return Phrasebook(shipped_lexicon())


def article_of(text: str, published: date | None = PUBLISHED) -> ArticleText:
    precision = Precision.DAY if published else Precision.NONE
    return article_from_text(text, Meta(published=published, precision=precision))


def extraction_of(
    text: str, engine: str = "rules", published: date | None = PUBLISHED, *, all_: bool = False
) -> Extraction:
    return extractor(engine).extract(article_of(text, published), keep_furniture=all_)


def candidates_of(
    text: str, engine: str = "rules", published: date | None = PUBLISHED
) -> tuple[Candidate, ...]:
    return extraction_of(text, engine, published).candidates


def only_candidate(text: str, engine: str = "rules") -> Candidate:
    [candidate] = candidates_of(text, engine)
    return candidate


def reasons_in(text: str, engine: str = "rules") -> list[str]:
    return [drop.reason for drop in extraction_of(text, engine).drops]


def sentence_of(text: str) -> Sentence:
    [sentence] = sentences_of(article_of(text), keep_furniture=True)
    return sentence


def triggers_of(text: str) -> tuple[Trigger, ...]:
    """The triggers of one sentence, before any filter."""
    low = folded(text)
    return find_triggers(phrasebook(), sentence_of(text), low, phrasebook().hits(low))


def only_trigger(text: str) -> Trigger:
    [trigger] = triggers_of(text)
    return trigger
