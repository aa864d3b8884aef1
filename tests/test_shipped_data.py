"""The data files that come with the tool are whole; the sample is what it says it is."""

import hashlib
from collections import Counter

import pytest

from forecastctl.actions.export import export_document
from forecastctl.formats.registry import write
from forecastctl.ids import is_id
from forecastctl.model import Article, Candidate, Forecast, Question, Resolution, Source
from forecastctl.text import normal, slug
from shipped_case import DATA, EXPORTS, after_header, by_id, ledger_of, of_type, parsed, records


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_imports_without_a_problem(name: str) -> None:
    assert not parsed(name).problems
    assert not parsed(name).notes


@pytest.mark.parametrize("name", EXPORTS)
def test_an_import_exports_the_same_bytes(name: str) -> None:
    exported = write(export_document(ledger_of(records(name))), "jsonl").encode()

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


def test_the_sample_is_named_by_the_hash_of_its_text() -> None:
    content = (DATA / "sample.txt").read_bytes()
    (article,) = of_type("sample.jsonl", Article)

    assert article.sha256 == hashlib.sha256(content).hexdigest()
    assert article.id == article.sha256[:12]
    assert article.words == len(content.decode().split())
    assert content.decode().partition("\n")[0] == article.title


def test_the_candidates_of_the_sample_quote_it_and_hold_their_hedge() -> None:
    text = (DATA / "sample.txt").read_text("utf-8")
    candidates = of_type("sample.jsonl", Candidate)

    assert len(candidates) == 7
    for candidate in candidates:
        (span,) = candidate.evidence
        assert text[span.start : span.end] == span.quote
        assert candidate.hedge
        assert candidate.hedge in span.quote
        assert candidate.engine == "by hand"


def test_the_days_of_the_sample_are_words_of_the_sample() -> None:
    text = (DATA / "sample.txt").read_text("utf-8")

    for candidate in of_type("sample.jsonl", Candidate):
        assert (candidate.due is None) == (candidate.due_phrase is None)
        assert (candidate.due_phrase or "") in text
