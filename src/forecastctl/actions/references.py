"""Which records a record names, and the same record with other names in it."""

from collections.abc import Mapping
from dataclasses import replace

from forecastctl.model import Article, Candidate, Forecast, Record, Resolution, Source
from forecastctl.store.base import Match


def references(record: Record) -> list[tuple[str, Match]]:
    """Every record that this one names, with the field that names it."""
    named = [(field, Match("sources", id)) for field, id in source_ids(record)]
    match record:
        case Forecast():
            named.append(("question", Match("questions", record.question)))
            for piece in record.evidence:
                if piece.article:
                    named.append(("evidence", Match("articles", piece.article)))
        case Resolution():
            named.append(("question", Match("questions", record.question)))
        case Candidate():
            named.append(("article", Match("articles", record.article)))
            if record.forecast:
                named.append(("forecast", Match("forecasts", record.forecast)))
    return named


def source_ids(record: Record) -> list[tuple[str, str]]:
    """The sources that a record names, with the field that names each."""
    match record:
        case Forecast():
            return [("source", record.source), *(("via", id) for id in record.via)]
        case Article():
            publisher = [("publisher", record.publisher)] if record.publisher else []
            return [*publisher, *(("authors", id) for id in record.authors)]
        case Source() if record.parent:
            return [("parent", record.parent)]
    return []


def renamed_sources(record: Record, ids: Mapping[str, str]) -> Record:
    """The record with other ids for some sources."""
    match record:
        case Source():
            parent = ids.get(record.parent or "", record.parent)
            return replace(record, id=ids.get(record.id, record.id), parent=parent)
        case Article():
            publisher = ids.get(record.publisher or "", record.publisher)
            authors = tuple(ids.get(id, id) for id in record.authors)
            return replace(record, publisher=publisher, authors=authors)
        case Forecast():
            via = tuple(ids.get(id, id) for id in record.via)
            return replace(record, source=ids.get(record.source, record.source), via=via)
    return record
