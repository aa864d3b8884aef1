"""The data files that come with the tool hold what data/README.md says of them."""

import csv
import hashlib
import json
import math
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

from forecastctl.ids import is_id
from forecastctl.model import (
    Article,
    Candidate,
    ClaimKind,
    Forecast,
    Method,
    Outcome,
    Question,
    Record,
    Resolution,
    Said,
    Source,
    SourceKind,
)
from forecastctl.store.codec import decode
from forecastctl.text import normal, slug

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
SHARED = ROOT / "../shared"
EXPORTS = ("articles.jsonl", "pundits.jsonl", "sample.jsonl")

T = TypeVar("T", bound=Record)

ARTICLES_MADE = date(2023, 3, 17)
EVENTS = {
    "xi-moscow-visit-2023",
    "china-support-russia-2023",
    "ukraine-counteroffensive-2023",
    "china-peace-diplomacy-2023",
}
STILL_OPEN = {"pdqfm90w"}
"""The briefing that was announced, of which no record says whether it was held."""

DECIDED_BY = {
    2: "6fxez372 rsk5kkp5",
    3: "my6a3n0q",
    4: "jhrhj5sx",
    5: "7e8k5yx4",
    6: "ac7qryk1",
    7: "xmecx72x",
    8: "mtre5vm4 2yfw5jbr e63b5za0",
    9: "49r5yzm7",
    10: "zgj98f89",
    11: "547trrzv",
    12: "meebbka5",
    13: "4mahbm8a nr4fnffx k40c4jzc",
    14: "fcg5yedk",
    15: "9zhy00n8",
    16: "j8da20dw",
    17: "7sxavxhd",
    18: "6797es3g",
    19: "hfqbw981",
    20: "7zbah1en",
    21: "5mh89pky",
    22: "dwa15vkm n0xacwwm 1ba8gwcd fw9g9yy4 npj9ezfw wkh68pz3 hhv1ntap pn57pwye",
}
"""Line of the list of outcomes (the heading is line 1) and the questions that it decides."""

OUTCOME_LINES = {id_: line for line, ids in DECIDED_BY.items() for id_ in ids.split()}


class Call(NamedTuple):
    """A forecast on a question that turned out yes or no."""

    forecast: Forecast
    occurred: bool

    @property
    def loss(self) -> float:
        assert self.forecast.probability is not None
        return (self.forecast.probability - self.occurred) ** 2

    @property
    def is_right(self) -> bool:
        assert self.forecast.probability is not None
        return (self.forecast.probability > 0.5) == self.occurred


def record_of(line: str) -> Record:
    """The record that a line of an export stands for."""
    doc = json.loads(line)
    kind = doc.pop("type")
    if kind == "question":
        doc["type"] = doc.pop("question_type")
    key = doc.pop("question" if kind == "resolution" else "id")
    if "evidence" in doc:
        doc["evidence"] = [without_empty(one) for one in doc["evidence"]]
    return decode(f"{kind}s", key, without_empty(doc))


def without_empty(doc: dict[str, object]) -> dict[str, object]:
    """Drop null, false and empty fields, which the ledger does not write."""
    return {k: v for k, v in doc.items() if v is not None and v is not False and v not in ("", [])}


@cache
def records(name: str) -> tuple[Record, ...]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return tuple(record_of(line) for line in lines[1:])


def of_type(name: str, kind: type[T]) -> list[T]:
    return [record for record in records(name) if isinstance(record, kind)]


def by_id(name: str, kind: type[T]) -> dict[str, T]:
    return {record.id: record for record in of_type(name, kind)}


def calls_of(source: str) -> list[Call]:
    """The forecasts of a source in the articles that can be scored, by their loss."""
    outcomes = {r.question: r.outcome for r in of_type("articles.jsonl", Resolution)}
    decided = [
        Call(forecast, outcomes[forecast.question] is Outcome.YES)
        for forecast in of_type("articles.jsonl", Forecast)
        if forecast.source == source
        and outcomes.get(forecast.question) in (Outcome.YES, Outcome.NO)
    ]
    return sorted(decided, key=lambda call: call.loss)


@cache
def shared_texts() -> dict[str, str]:
    """The texts of the articles by their hash; they are not part of the project."""
    folder = SHARED / "articles"
    if not folder.is_dir():
        pytest.skip("the texts of the articles are not here")
    texts = [path.read_bytes() for path in sorted(folder.glob("*.txt"))]
    return {hashlib.sha256(text).hexdigest(): text.decode() for text in texts}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_utf8_with_a_header_and_one_compact_record_a_line(name: str) -> None:
    text = (DATA / name).read_bytes().decode("utf-8")
    header, *lines = text.removesuffix("\n").split("\n")

    assert text.endswith("}\n")
    assert header == '{"schema":"forecastctl.export/1","exported_by":"forecastctl 0.1.0"}'
    for line in lines:
        compact = json.dumps(json.loads(line), ensure_ascii=False, separators=(",", ":"))
        assert line == compact


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


def test_the_articles_hold_37_worded_forecasts_of_one_day() -> None:
    forecasts = of_type("articles.jsonl", Forecast)

    assert len(forecasts) == 37
    assert {f.made for f in forecasts} == {ARTICLES_MADE}
    assert {f.method for f in forecasts} == {Method.WORDED}
    assert all(f.low is not None and f.claim_kind is not None for f in forecasts)
    assert not of_type("articles.jsonl", Candidate)


def test_the_articles_are_named_by_the_hash_of_their_text() -> None:
    articles = of_type("articles.jsonl", Article)

    assert len(articles) == 2
    assert all(a.sha256 is not None and a.id == a.sha256[:12] for a in articles)
    assert {a.published for a in articles} == {ARTICLES_MADE}


def test_evidence_of_the_articles_is_where_it_stands_and_not_what_it_says() -> None:
    evidence = [f.evidence for f in of_type("articles.jsonl", Forecast)]

    assert all(len(spans) == 1 for spans in evidence)
    assert all(span.quote is None and span.start is not None for (span,) in evidence)
    assert len(set(evidence)) == 37


def test_the_hash_and_the_word_count_are_those_of_the_texts() -> None:
    texts = shared_texts()

    for article in of_type("articles.jsonl", Article):
        assert article.sha256 is not None
        assert article.words == len(texts[article.sha256].split())


def test_the_words_of_a_forecast_stand_in_the_sentence_that_the_evidence_points_to() -> None:
    texts, articles = shared_texts(), by_id("articles.jsonl", Article)

    for forecast in of_type("articles.jsonl", Forecast):
        (span,) = forecast.evidence
        assert span.article is not None
        assert forecast.wording is not None
        text = texts[articles[span.article].sha256 or ""]
        start = text.rfind(". ", 0, span.start) + 1
        assert normal(forecast.wording) in normal(text[start : span.end]), forecast.id


def test_evidence_covers_the_marked_clauses_with_their_probabilities() -> None:
    path = SHARED / "extraction" / "annotations.jsonl"
    if not path.is_file():
        pytest.skip("the annotated corpus is not here")
    articles = {
        file.stem: hashlib.sha256(file.read_bytes()).hexdigest()[:12]
        for file in (SHARED / "articles").glob("*.txt")
    }
    marked = {
        (article, p["start"], p["end"]): (
            *(p["p_low"], p["p_typ"], p["p_high"]),
            *(p["polarity"], p["kind"]),
        )
        for document in map(json.loads, path.read_text("utf-8").splitlines())
        if (article := articles.get(document["doc"]))
        for p in document["predictions"]
    }
    covered = set()
    for f in of_type("articles.jsonl", Forecast):
        (span,) = f.evidence
        assert span.start is not None
        assert span.end is not None
        (clause,) = [
            c for c in marked if c[0] == span.article and c[1] <= span.start < span.end <= c[2]
        ]
        covered.add(clause)
        assert (f.low, f.probability, f.high, f.said, f.claim_kind) == marked[clause]
    assert covered == marked.keys()


def test_questions_do_not_repeat_the_sentences_of_the_articles() -> None:
    texts = [f" {' '.join(normal(text).split())} " for text in shared_texts().values()]

    for question in of_type("articles.jsonl", Question):
        words = normal(question.text).split()
        runs = [" ".join(words[i : i + 6]) for i in range(len(words) - 5)]
        assert not any(run in text for run in runs for text in texts), question.text


def test_sources_that_say_the_same_share_a_question() -> None:
    sources = defaultdict(set)
    for forecast in of_type("articles.jsonl", Forecast):
        sources[forecast.question].add(forecast.source)

    assert len(sources) == 34
    assert sources["6fxez372"] == {"chinese-foreign-ministry", "kremlin", "unnamed-news-portal"}
    assert sources["xmecx72x"] == {"kremlin", "officials-unnamed-news-portal"}


def test_unnamed_speakers_are_anonymous_and_never_ranked() -> None:
    sources = of_type("articles.jsonl", Source)

    assert {s.name for s in sources if s.is_anonymous} == {
        "analysts (Unnamed news portal)",
        "Chinese diplomat (Unnamed news portal)",
        "Chinese experts (CACDS)",
        "officials (Unnamed news portal)",
    }
    assert all(s.is_anonymous == (s.kind is SourceKind.UNKNOWN) for s in sources)


def test_words_passed_on_by_an_agency_name_it() -> None:
    passed_on = [f for f in of_type("articles.jsonl", Forecast) if f.via]

    assert {(f.source, f.via) for f in passed_on} == {("dmitry-peskov", ("ria-novosti",))}
    assert len(passed_on) == 2


def test_a_denial_is_a_low_probability_said_in_the_negative() -> None:
    denied = [f for f in of_type("articles.jsonl", Forecast) if f.said is Said.WILL_NOT]

    assert sorted(f.probability or 0 for f in denied) == [0.05, 0.07, 0.12, 0.25]


def test_days_that_the_articles_do_not_give_are_the_last_of_2023_and_marked() -> None:
    questions = of_type("articles.jsonl", Question)
    assumed = [q for q in questions if q.due_assumed]

    assert {q.due for q in assumed} == {date(2023, 12, 31)}
    assert {q.opened for q in questions} == {ARTICLES_MADE}
    assert all(q.due and q.due >= ARTICLES_MADE for q in questions)


def test_only_a_conditional_claim_has_a_condition() -> None:
    questions = by_id("articles.jsonl", Question)
    forecasts = of_type("articles.jsonl", Forecast)

    assert {f.question for f in forecasts if f.claim_kind is ClaimKind.CONDITIONAL} == {
        q.id for q in questions.values() if q.condition
    }


def test_questions_of_the_articles_belong_to_four_events() -> None:
    assert {q.event for q in of_type("articles.jsonl", Question)} == EVENTS


def test_outcomes_are_those_of_the_list_of_outcomes() -> None:
    path = SHARED / "articles" / "outcomes.csv"
    if not path.is_file():
        pytest.skip("the list of outcomes is not here")
    with path.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))

    for resolution in of_type("articles.jsonl", Resolution):
        line = listed[OUTCOME_LINES[resolution.question] - 2]
        assert resolution.outcome == line["outcome"]
        assert str(resolution.happened_on) == line["happened_on"]
    assert set(OUTCOME_LINES.values()) == set(range(2, len(listed) + 2))


def test_every_question_of_the_articles_is_decided_but_those_without_a_record() -> None:
    resolutions = by_id("articles.jsonl", Resolution)

    assert resolutions.keys() == OUTCOME_LINES.keys()
    assert by_id("articles.jsonl", Question).keys() - resolutions.keys() == STILL_OPEN
    assert Counter(r.outcome for r in resolutions.values()) == {"yes": 17, "no": 7, "void": 9}


def test_the_author_of_one_article_has_ten_calls_of_which_nine_were_right() -> None:
    calls = calls_of("yurii-poita")

    assert len(calls) == 10
    assert sum(call.is_right for call in calls) == 9
    assert math.fsum(call.loss for call in calls) / 10 == pytest.approx(0.1058, abs=1e-12)
    assert [round(call.loss, 4) for call in calls[:3]] == [0.0049, 0.0064, 0.01]
    assert round(calls[-1].loss, 4) == 0.5184


def test_the_script_makes_the_pundits_byte_for_byte() -> None:
    script = [sys.executable, str(ROOT / "tools" / "make_pundits.py")]

    made = subprocess.run(script, check=True, capture_output=True, cwd=ROOT)

    assert made.stdout == (DATA / "pundits.jsonl").read_bytes()


def test_a_dozen_pundits_make_about_600_forecasts_in_little_space() -> None:
    spoken = Counter(f.source for f in of_type("pundits.jsonl", Forecast))

    assert len(spoken) == 12
    assert 550 <= spoken.total() <= 650
    assert (DATA / "pundits.jsonl").stat().st_size < 700_000


def test_every_invented_question_says_that_it_is_invented() -> None:
    assert all("invented" in q.tags for q in of_type("pundits.jsonl", Question))


def test_the_words_of_the_pundits_have_the_values_of_the_lexicon() -> None:
    with (DATA / "probability_words.csv").open(encoding="utf-8", newline="") as file:
        lexicon = {
            (row["phrase"], float(row["low"]), float(row["typical"]), float(row["high"]))
            for row in csv.DictReader(file)
            if not row["when"] and row["kind"] != "number" and row["typical"]
        }
    worded = [f for f in of_type("pundits.jsonl", Forecast) if f.method is Method.WORDED]

    assert worded
    assert {(f.wording, f.low, f.probability, f.high) for f in worded} <= lexicon


def test_the_pundits_leave_something_out_for_every_common_reason() -> None:
    forecasts = of_type("pundits.jsonl", Forecast)
    questions = by_id("pundits.jsonl", Question)
    resolutions = by_id("pundits.jsonl", Resolution)
    happened = {q: r.happened_on for q, r in resolutions.items() if r.happened_on}
    said = Counter((f.source, f.question) for f in forecasts)

    assert any(f.question not in resolutions for f in forecasts)
    assert any(r.outcome is Outcome.VOID for r in resolutions.values())
    assert any(f.question in happened and f.made > happened[f.question] for f in forecasts)
    assert any((questions[q].due or date.min).year > 2030 for q in happened)
    assert max(said.values()) == 3


def test_some_invented_questions_share_their_fate_and_most_are_shared_by_pundits() -> None:
    questions = of_type("pundits.jsonl", Question)
    askers = Counter(
        q for q, _ in {(f.question, f.source) for f in of_type("pundits.jsonl", Forecast)}
    )

    assert len({q.event for q in questions if q.event}) == 12
    assert sum(count > 1 for count in askers.values()) > len(questions) / 2


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
