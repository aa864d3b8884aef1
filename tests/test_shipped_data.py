"""The data files that come with the tool are whole; the sample is what it says it is."""

from collections import Counter
from datetime import date

import pytest

from forecastctl.actions.export import export_document
from forecastctl.extract.article import read_article
from forecastctl.extract.base import Meta
from forecastctl.extract.engine import extract
from forecastctl.formats.registry import write_document
from forecastctl.ids import is_id
from forecastctl.model import (
    Article,
    Candidate,
    ClaimKind,
    Forecast,
    Method,
    Precision,
    Question,
    Resolution,
    Said,
    Source,
)
from forecastctl.text import normal, slug
from forecastctl.words import shipped_lexicon
from shipped_case import DATA, EXPORTS, after_header, by_id, ledger_of, of_type, parsed, records


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_imports_without_a_problem(name: str) -> None:
    assert not parsed(name).problems
    assert not parsed(name).notes


@pytest.mark.parametrize("name", EXPORTS)
def test_an_import_exports_the_same_bytes(name: str) -> None:
    exported = write_document(export_document(ledger_of(records(name))), "jsonl").encode()

    assert after_header(exported) == after_header((DATA / name).read_bytes())


@pytest.mark.parametrize("name", EXPORTS)
def test_records_stand_by_kind_and_then_by_id(name: str) -> None:
    kinds = (Source, Article, Question, Forecast, Resolution, Candidate)
    keys = [(kinds.index(type(record)), record.id) for record in records(name)]

    assert keys == sorted(set(keys))


@pytest.mark.parametrize("name", EXPORTS)
def test_every_reference_leads_to_a_record_of_the_same_file(name: str) -> None:
    sources, articles = by_id(name, Source), by_id(name, Article)
    questions = by_id(name, Question)
    forecasts, candidates = of_type(name, Forecast), of_type(name, Candidate)

    assert {s.parent for s in sources.values()} <= {None, *sources}
    assert {a.publisher for a in articles.values()} <= {None, *sources}
    assert {author for a in articles.values() for author in a.authors} <= sources.keys()
    assert {f.source for f in forecasts} | {v for f in forecasts for v in f.via} <= sources.keys()
    assert {f.question for f in forecasts} == questions.keys()
    assert by_id(name, Resolution).keys() <= questions.keys()
    evidence = [*(f.evidence for f in forecasts), *(c.evidence for c in candidates)]
    assert {span.article for spans in evidence for span in spans} <= articles.keys()
    assert {c.article for c in candidates} <= articles.keys()


@pytest.mark.parametrize("name", EXPORTS)
def test_ids_are_well_formed_and_told_apart_by_four_letters(name: str) -> None:
    shown = [r.id for r in records(name) if not isinstance(r, Source | Resolution)]

    assert all(is_id(id_) for id_ in shown)
    if name != "pundits.jsonl":  # many hundreds of ids need a fifth letter here and there
        assert len({id_[:4] for id_ in shown}) == len(shown)


@pytest.mark.parametrize("name", EXPORTS)
def test_a_source_has_the_slug_of_its_name(name: str) -> None:
    assert all(source.id == slug(source.name) for source in of_type(name, Source))


@pytest.mark.parametrize("name", EXPORTS)
def test_no_two_questions_say_the_same_for_the_same_day(name: str) -> None:
    asked = Counter((normal(q.text), q.condition, q.due) for q in of_type(name, Question))

    assert max(asked.values(), default=0) <= 1


def test_the_sample_article_says_who_wrote_it_and_when() -> None:
    article = read_article(str(DATA / "sample-article.txt"), Meta())

    assert article.meta == Meta(
        title="An old ferry, a new pier and a goat",
        author="Wilma Dockett",
        published=date(2025, 3, 3),
        precision=Precision.DAY,
        published_from="byline",
    )


def test_a_dozen_varied_predictions_are_found_in_the_sample_article() -> None:
    article = read_article(str(DATA / "sample-article.txt"), Meta())
    found = extract(article, shipped_lexicon(), engine="rules")
    candidates = found.candidates

    assert len(candidates) >= 12
    assert {candidate.claim_kind for candidate in candidates} == set(ClaimKind)
    assert {candidate.method for candidate in candidates} == {Method.STATED, Method.WORDED}
    assert {candidate.said for candidate in candidates} == set(Said)
    assert {candidate.due is None for candidate in candidates} == {True, False}
    assert {"author", "anonymous", "person"} <= {one.source_kind for one in candidates}
    assert "question" in {drop.reason for drop in found.drops}
