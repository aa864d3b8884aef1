"""Asks who says marked words of a text, as the engines ask."""

from datetime import date

from forecastctl.extract.article import article_from_text
from forecastctl.extract.attribution import Speakers
from forecastctl.extract.base import (
    Anchor,
    Attribution,
    Clause,
    Form,
    Meta,
    Sentence,
    Trigger,
)
from forecastctl.extract.sentences import sentences_of
from forecastctl.model import Precision

FRIDAY = date(2024, 5, 17)


def speakers_of(
    text: str, meta: Meta | None = None, day: date | None = FRIDAY
) -> tuple[Speakers, tuple[Sentence, ...]]:
    article = article_from_text(text, meta or Meta())
    sentences = sentences_of(article, keep_furniture=True)
    precision = Precision.DAY if day else Precision.NONE
    return Speakers(article, sentences, Anchor(day=day, precision=precision)), sentences


def who(
    text: str,
    mark: str = "will",
    *,
    kind: str = "forecast",
    condition: str | None = None,
    meta: Meta | None = None,
    day: date | None = FRIDAY,
) -> Attribution:
    """Who makes the claim whose trigger is the first `mark` of a text."""
    speakers, sentences = speakers_of(text, meta, day)
    start = text.index(mark)
    sentence = next(s for s in sentences if s.start <= start < s.end)
    return speakers.attribute(sentence, clause_at(start, mark, kind, condition))


def clause_at(start: int, mark: str, kind: str, condition: str | None = None) -> Clause:
    end = start + len(mark)
    trigger = Trigger(
        start=start,
        end=end,
        phrase=mark,
        row=None,
        kind=kind,
        low=0.2,
        typical=0.5,
        high=0.8,
        form=Form.MODAL,
    )
    return Clause(trigger=trigger, claim="", subject="", start=start, end=end, condition=condition)


def named(text: str, mark: str = "will", *, kind: str = "forecast") -> str:
    """The speaker, and after "via" the others through whom the words came, nearest first."""
    found = who(text, mark, kind=kind)
    return " via ".join((found.name, *found.via))
