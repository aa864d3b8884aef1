"""Attribution measured on the shared corpus with its own marks: a floor under the accuracy."""

import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from speaker_case import clause_at

from forecastctl.extract.article import article_from_text
from forecastctl.extract.attribution import Speakers
from forecastctl.extract.base import Anchor, Meta
from forecastctl.extract.sentences import sentences_of
from forecastctl.model import Precision

SHARED = Path(__file__).parents[2] / "../shared/extraction"
TITLES = frozenset("the a an of to in on for and or by with mr mrs ms dr professor".split())


class Marked(NamedTuple):
    """A prediction of the corpus: its trigger and who says it, under every name that counts."""

    at: int
    hedge: str
    kind: str
    speakers: tuple[str, ...]


def words(name: str) -> frozenset[str]:
    letters = "".join(letter if letter.isalnum() else " " for letter in name.lower())
    return frozenset(letters.split()) - TITLES


def agree(found: str, marked: Marked) -> bool:
    """Half of the words of the shorter name are in the longer."""
    named = words(found)
    return any(
        2 * len(named & words(one)) >= min(len(named), len(words(one))) > 0
        for one in marked.speakers
    )


def marked_in(document: dict[str, object], publisher: str) -> list[Marked]:
    """Read the predictions of a document; the author's may be the publisher's too."""
    predictions = document["predictions"]
    assert isinstance(predictions, list)
    marked = []
    for one in predictions:
        hedge = one["hedge"].split(" ... ")[0]
        offset = max(0, one["quote"].lower().find(hedge.lower()))
        speakers = (one["speaker"], *one["speaker_alt"])
        own = (publisher,) if "author" in speakers else ()
        at = one["start"] + offset
        marked.append(Marked(at, hedge or "will", one["kind"], (*speakers, *own)))
    return marked


def accuracy(split: str) -> float:
    meta = json.loads((SHARED / "meta.json").read_text())
    lines = (SHARED / "annotations.jsonl").read_text().splitlines()
    documents = {found["doc"]: found for found in map(json.loads, lines)}
    right = []
    for name in json.loads((SHARED / "split.json").read_text())[split]:
        about = meta[name]
        day = date.fromisoformat(about["date"])
        article = article_from_text(
            (SHARED / "texts" / f"{name}.txt").read_text(), Meta(outlet=about.get("publisher"))
        )
        sentences = sentences_of(article, keep_furniture=True)
        speakers = Speakers(article, sentences, Anchor(day=day, precision=Precision.DAY))
        for marked in marked_in(documents[name], about.get("publisher") or "author"):
            sentence = next(one for one in sentences if one.start <= marked.at < one.end)
            found = speakers.attribute(sentence, clause_at(marked.at, marked.hedge, marked.kind))
            right.append(agree(found.name, marked))
    return sum(right) / len(right)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpus is not here")
@pytest.mark.parametrize("split", ["dev", "more", "articles"])
def test_nine_of_ten_speakers_are_right(split: str) -> None:
    assert accuracy(split) >= 0.9
