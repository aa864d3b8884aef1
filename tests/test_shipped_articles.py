"""The forecasts of the two shipped articles are what data/README.md says of them."""

import csv
import hashlib
import json
import math
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest

from forecastctl.model import (
    Article,
    Candidate,
    ClaimKind,
    Forecast,
    Method,
    Outcome,
    Question,
    Resolution,
    Said,
    Source,
    SourceKind,
)
from forecastctl.scoring.verdict import Verdict
from forecastctl.text import normal
from shipped_case import (
    SHARED,
    by_id,
    of_type,
    records,
    report_on,
    shared_texts,
)

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


def test_four_events_are_too_few_to_tell_anything_of_a_source() -> None:
    rows = report_on(records("articles.jsonl")).sources

    assert {row.verdict for row in rows} == {Verdict.TOO_FEW}
    assert max(row.n_clusters for row in rows) == 4


def test_ten_separate_questions_of_the_author_would_still_decide_nothing() -> None:
    apart = [
        replace(record, event=None) if isinstance(record, Question) else record
        for record in records("articles.jsonl")
    ]

    (row,) = [row for row in report_on(apart).sources if row.source == "yurii-poita"]

    assert row.verdict is Verdict.NO_CALL
    assert row.brier_ci is not None
    assert [round(end, 3) for end in row.brier_ci] == [0.030, 0.321]
