"""The document `candidates/1`, and its rows for a spreadsheet."""

from collections.abc import Iterable
from datetime import date

from forecastctl.model import Candidate
from forecastctl.render.schema import (
    CandidateObject,
    CandidatesDocument,
    DropObject,
    ReadArticleObject,
)
from forecastctl.render.view import Dropped, FoundIn, ReadArticle

SCHEMA = "forecastctl.candidates/1"


def candidates_document(found: FoundIn) -> CandidatesDocument:
    """`candidates/1`, of `extract` and `review --list`: one article with what was found in it."""
    return {
        "schema": SCHEMA,
        "article": _article_object(found.article),
        "candidates": [
            candidate_object(candidate, found.article.sha256) for candidate in found.candidates
        ],
        "drops": [_drop_object(drop) for drop in found.drops],
    }


def candidates_csv(found: Iterable[FoundIn]) -> str:
    """The candidates of all articles, one a row, with their file and their first quote."""
    from forecastctl.render.table_csv import csv_text

    rows = [
        _row(candidate_object(candidate, one.article.sha256), one.article.file)
        for one in found
        for candidate in one.candidates
    ]
    return csv_text({"schema": SCHEMA, "candidates": rows}, "candidates")


def candidate_object(candidate: Candidate, text_sha256: str | None) -> CandidateObject:
    """One candidate; keys in the order in which a reader asks."""
    return {
        "id": candidate.id,
        "article_id": candidate.article,
        "claim": candidate.claim,
        "polarity": candidate.said,
        "source": candidate.source,
        "source_kind": candidate.source_kind,
        "via": list(candidate.via),
        "hedge": candidate.hedge,
        "probability": {
            "low": candidate.low if candidate.low is not None else candidate.probability,
            "typical": candidate.probability,
            "high": candidate.high if candidate.high is not None else candidate.probability,
        },
        "method": candidate.method,
        "made": _day(candidate.made),
        "due": _day(candidate.due),
        "due_start": _day(candidate.due_start),
        "due_phrase": candidate.due_phrase,
        "due_flags": list(candidate.due_flags),
        "condition": candidate.condition,
        "kind": candidate.claim_kind,
        "evidence": [
            {"start": piece.start, "end": piece.end, "quote": piece.quote}
            for piece in candidate.evidence
        ],
        "text_sha256": text_sha256,
        "flags": sorted(candidate.flags),
        "engine": candidate.engine,
        "lexicon": candidate.lexicon,
        "confidence": candidate.confidence,
        "state": candidate.state,
        "forecast": candidate.forecast,
    }


def _row(candidate: CandidateObject, file: str | None) -> dict[str, object]:
    chance = candidate["probability"]
    return {
        **candidate,
        "file": file,
        "probability": chance["typical"],
        "low": chance["low"],
        "high": chance["high"],
        **(candidate["evidence"][0] if candidate["evidence"] else {}),
    }


def _article_object(article: ReadArticle) -> ReadArticleObject:
    return {
        "id": article.id,
        "file": article.file,
        "title": article.title,
        "author": article.author,
        "outlet": article.outlet,
        "url": article.url,
        "published": _day(article.published),
        "precision": article.precision,
        "published_from": article.published_from,
        "sha256": article.sha256,
        "words": article.words,
    }


def _drop_object(drop: Dropped) -> DropObject:
    return {
        "start": drop.start,
        "end": drop.end,
        "text": drop.text,
        "reason": drop.reason,
        "phrase": drop.phrase,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
