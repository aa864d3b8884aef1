"""Records to documents and back."""

import dataclasses
import json
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.errors import LedgerDamagedError, RefusedError
from forecastctl.model import (
    Article,
    Candidate,
    CandidateState,
    ClaimKind,
    Evidence,
    Forecast,
    Method,
    Outcome,
    Precision,
    Question,
    Record,
    Resolution,
    Said,
    Source,
    SourceKind,
)
from forecastctl.store.base import TABLES
from forecastctl.store.codec import FIELDS, decode, encode, format_moment, parse_moment

AT = datetime(2026, 11, 21, 10, 0, 0, tzinfo=UTC)


# Strategies: any valid record, with any text that UTF-8 can hold

hostile = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
visible = hostile.filter(lambda text: bool(text.strip()))
maybe = st.none() | hostile
days = st.none() | st.dates()
moments = st.datetimes(timezones=st.just(UTC)) | st.just(AT)
lists = st.lists(hostile, max_size=3).map(tuple)
shares = st.sampled_from([0.0, 1.0, 1 / 3, 5e-324]) | st.floats(0, 1)


@st.composite
def ranges(draw: st.DrawFn) -> dict[str, float | None]:
    low, p, high = sorted(draw(st.tuples(shares, shares, shares)))
    kind = draw(st.integers(0, 2))
    return {
        "probability": None if kind == 0 else p,
        "low": low if kind == 2 else None,
        "high": high if kind == 2 else None,
    }


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    start = draw(st.none() | st.integers(0, 10**6))
    end = None if start is None else start + draw(st.integers(1, 99))
    quote = draw(hostile if start is None else maybe)
    return Evidence(article=draw(maybe), start=start, end=end, quote=quote)


sources = st.builds(
    Source,
    id=visible,
    name=visible,
    kind=st.sampled_from(SourceKind),
    aliases=lists,
    parent=st.none() | st.just("parent of all"),
).filter(lambda source: source.id != "parent of all")


@st.composite
def articles(draw: st.DrawFn) -> Article:
    published = draw(days)
    dated = st.sampled_from([Precision.DAY, Precision.MONTH, Precision.YEAR])
    return Article(
        id=draw(visible),
        title=draw(maybe),
        url=draw(maybe),
        publisher=draw(maybe),
        authors=draw(lists),
        published=published,
        precision=draw(dated) if published else Precision.NONE,
        retrieved=draw(days),
        sha256=draw(st.none() | st.just("0123456789abcdef" * 4)),
        words=draw(st.none() | st.integers(0, 10**9)),
    )


@st.composite
def questions(draw: st.DrawFn) -> Question:
    due = draw(days)
    return Question(
        id=draw(visible),
        text=draw(visible),
        type=draw(st.sampled_from(["binary", "numeric"])),
        criteria=draw(maybe),
        condition=draw(maybe),
        opened=draw(days),
        due=due,
        due_assumed=due is not None and draw(st.booleans()),
        check_on=draw(days),
        tags=draw(st.lists(visible, max_size=3).map(tuple)),
        event=draw(maybe),
        note=draw(maybe),
        origin=draw(maybe),
    )


@st.composite
def forecasts(draw: st.DrawFn) -> Forecast:
    method = draw(st.sampled_from(Method))
    return Forecast(
        id=draw(visible),
        question=draw(visible),
        source=draw(visible),
        made=draw(st.dates()),
        made_at=draw(st.none() | moments),
        via=draw(lists),
        wording=draw(hostile if method is Method.WORDED else maybe),
        method=method,
        said=draw(st.sampled_from(Said)),
        claim_kind=draw(st.none() | st.sampled_from(ClaimKind)),
        evidence=draw(st.lists(evidence(), max_size=2).map(tuple)),
        url=draw(maybe),
        note=draw(maybe),
        origin=draw(maybe),
        **draw(ranges()),
    )


resolutions = st.builds(
    Resolution,
    question=visible,
    outcome=st.sampled_from(Outcome),
    recorded_at=moments,
    happened_on=days,
    by=maybe,
    proof=maybe,
    note=maybe,
    origin=maybe,
)


@st.composite
def candidates(draw: st.DrawFn) -> Candidate:
    state = draw(st.sampled_from(CandidateState))
    return Candidate(
        id=draw(visible),
        article=draw(visible),
        claim=draw(visible),
        source=draw(visible),
        source_kind=draw(visible),
        said=draw(st.sampled_from(Said)),
        via=draw(lists),
        hedge=draw(st.just("") | hostile),
        method=draw(st.sampled_from(Method)),
        made=draw(days),
        due=draw(days),
        due_start=draw(days),
        due_phrase=draw(maybe),
        due_flags=draw(lists),
        condition=draw(maybe),
        claim_kind=draw(st.sampled_from(ClaimKind)),
        evidence=draw(st.lists(evidence(), max_size=2).map(tuple)),
        context=draw(maybe),
        flags=draw(lists),
        engine=draw(st.just("") | hostile),
        lexicon=draw(st.just("") | hostile),
        confidence=draw(shares),
        state=state,
        forecast=draw(hostile) if state is CandidateState.ACCEPTED else None,
        **draw(ranges()),
    )


records = st.one_of(sources, articles(), questions(), forecasts(), resolutions, candidates())


@given(records)
def test_decoding_gives_back_what_was_encoded(record: Record) -> None:
    table, id, doc = encode(record)
    assert decode(table, id, doc) == record


@given(records)
def test_a_document_survives_being_written_as_json(record: Record) -> None:
    table, id, doc = encode(record)
    written = json.loads(json.dumps(doc, ensure_ascii=False).encode())
    assert list(written.items()) == list(doc.items())
    assert decode(table, id, written) == record


@given(records)
def test_a_document_has_the_order_of_the_record_and_no_empty_field(record: Record) -> None:
    table, _, doc = encode(record)
    order = [field.name for field in FIELDS[table][1]]
    assert list(doc) == [name for name in order if name in doc]
    assert all(value not in (None, False, "", []) or value == 0.0 for value in doc.values())
    assert not any(value is None or value is False for value in doc.values())


def test_the_codec_knows_every_field_of_every_record() -> None:
    assert tuple(FIELDS) == TABLES
    for record, fields in FIELDS.values():
        assert isinstance(record, type)
        assert dataclasses.is_dataclass(record)
        names = [field.name for field in dataclasses.fields(record)]
        assert [field.name for field in fields] == names[1:]
        assert names[0] == ("question" if record is Resolution else "id")


def test_a_typical_question_and_forecast() -> None:
    question = Question(id="w5ce1k0a", text="Rates fall", due=date(2026, 12, 9), tags=("us",))
    assert encode(question) == (
        "questions",
        "w5ce1k0a",
        {"text": "Rates fall", "type": "binary", "due": "2026-12-09", "tags": ["us"]},
    )
    forecast = Forecast(
        id="0q8wv2rd",
        question="w5ce1k0a",
        source="reuters",
        made=date(2026, 11, 21),
        made_at=AT,
        probability=0.0,
        evidence=(Evidence(start=0, end=4),),
    )
    assert encode(forecast) == (
        "forecasts",
        "0q8wv2rd",
        {
            "question": "w5ce1k0a",
            "source": "reuters",
            "made": "2026-11-21",
            "made_at": "2026-11-21T10:00:00Z",
            "probability": 0.0,
            "method": "stated",
            "said": "+",
            "evidence": [{"start": 0, "end": 4}],
        },
    )


def test_a_resolution_goes_by_the_id_of_its_question() -> None:
    resolution = Resolution(question="w5ce1k0a", outcome=Outcome.NO, recorded_at=AT)
    assert encode(resolution) == (
        "resolutions",
        "w5ce1k0a",
        {"outcome": "no", "recorded_at": "2026-11-21T10:00:00Z"},
    )


def test_an_empty_text_is_no_text() -> None:
    _, _, doc = encode(Question(id="w5ce1k0a", text="Rates fall", note=""))
    assert "note" not in doc


def test_fractions_of_a_second_are_kept() -> None:
    moment = AT + timedelta(microseconds=250000)
    assert format_moment(moment) == "2026-11-21T10:00:00.250000Z"
    assert parse_moment("2026-11-21T10:00:00.250000Z") == moment


@pytest.mark.parametrize("whole", [0, 1])
def test_whole_probabilities_written_by_hand_are_read(whole: int) -> None:
    forecast = decode("forecasts", "0q8wv2rd", {**FORECAST, "probability": whole})
    assert isinstance(forecast, Forecast)
    assert (forecast.probability, type(forecast.probability)) == (whole, float)


FORECAST: dict[str, Any] = {
    "question": "w5ce1k0a",
    "source": "reuters",
    "made": "2026-11-21",
    "method": "stated",
    "said": "+",
}
RESOLUTION: dict[str, Any] = {"outcome": "no", "recorded_at": "2026-11-21T10:00:00Z"}
QUESTION: dict[str, Any] = {"text": "Rates fall", "type": "binary"}


@pytest.mark.parametrize(
    ("table", "doc", "fault"),
    [
        ("forecasts", FORECAST | {"colour": "red"}, "'colour': unknown field"),
        ("forecasts", FORECAST | {"id": "0q8wv2rd"}, "'id': unknown field"),
        ("forecasts", FORECAST | {"made": "20261121"}, "made: '20261121' is not a day"),
        ("forecasts", FORECAST | {"made": "2026-W47-6"}, "made: '2026-W47-6' is not a day"),
        ("forecasts", FORECAST | {"made": "2026-11-31"}, "made: '2026-11-31' is not a day"),
        ("forecasts", FORECAST | {"made": None}, "made: None is not text"),
        ("forecasts", FORECAST | {"made": 20261121}, "made: 20261121 is not text"),
        ("forecasts", FORECAST | {"made_at": "2026-11-21T10:00:00+00:00"}, "made_at: "),
        ("forecasts", FORECAST | {"made_at": "2026-11-21T10:00:00.000000Z"}, "made_at: "),
        ("forecasts", FORECAST | {"made_at": "2026-11-21T10:00:00"}, "made_at: "),
        ("forecasts", FORECAST | {"probability": "0.7"}, "probability: '0.7' is not a number"),
        ("forecasts", FORECAST | {"probability": True}, "probability: True is not a number"),
        ("forecasts", FORECAST | {"probability": 2}, "probability: 2 is not a number"),
        ("forecasts", FORECAST | {"probability": 1.5}, "probability: 1.5 is not a number in 0..1"),
        ("forecasts", FORECAST | {"probability": float("nan")}, "probability: nan"),
        ("forecasts", FORECAST | {"low": 0.1}, "low, high: both or neither"),
        ("forecasts", FORECAST | {"method": "guessed"}, "method: 'guessed' is none of stated, "),
        ("forecasts", FORECAST | {"method": ["stated"]}, "method: ['stated'] is none of"),
        ("forecasts", FORECAST | {"note": ""}, "note: an empty text is left out"),
        ("forecasts", FORECAST | {"via": []}, "via: [] is not a list with something in it"),
        ("forecasts", FORECAST | {"via": "tass"}, "via: 'tass' is not a list"),
        ("forecasts", FORECAST | {"via": [1]}, "via: 1 is not text"),
        ("forecasts", FORECAST | {"evidence": ["x"]}, "evidence: 'x' is not an object"),
        ("forecasts", FORECAST | {"evidence": [{"page": 1}]}, "evidence: 'page': unknown field"),
        ("forecasts", FORECAST | {"evidence": [{"start": 1}]}, "start and end go together"),
        ("forecasts", FORECAST | {"evidence": [{"start": 1.0, "end": 2}]}, "start: 1.0 is not a"),
        ("forecasts", {"source": "reuters"}, "question: is missing"),
        ("questions", QUESTION | {"due_assumed": False}, "due_assumed: False is not true"),
        ("questions", QUESTION | {"due_assumed": 1}, "due_assumed: 1 is not true"),
        ("questions", QUESTION | {"due_assumed": True}, "due_assumed: there is no due day"),
        ("questions", QUESTION | {"text": "  "}, "text: cannot be blank"),
        ("questions", {"text": "Rates fall"}, "type: is missing"),
        ("resolutions", RESOLUTION | {"outcome": "maybe"}, "outcome: 'maybe' is none of yes, no"),
        (
            "resolutions",
            RESOLUTION | {"recorded_at": "now"},
            "recorded_at: 'now' is not an instant",
        ),
        ("articles", {"precision": "none", "words": True}, "words: True is not a whole number"),
        ("sources", {"name": "Reuters", "kind": None}, "kind: None is none of"),
    ],
)
def test_what_the_codec_would_not_write_is_damage(
    table: str, doc: dict[str, object], fault: str
) -> None:
    with pytest.raises(LedgerDamagedError) as caught:
        decode(table, "0q8wv2rd", doc)
    assert fault in str(caught.value)
    assert str(caught.value).startswith(f"{table} 0q8wv2rd: ")


def test_half_a_character_is_refused() -> None:
    with pytest.raises(RefusedError, match="half a character"):
        encode(Question(id="w5ce1k0a", text="Rates \ud800 fall"))
    with pytest.raises(RefusedError, match="half a character"):
        encode(Question(id="w5ce1k0a", text="Rates fall", tags=("\udfff",)))


def test_a_message_is_plain_text_whatever_the_document_holds() -> None:
    with pytest.raises(LedgerDamagedError) as caught:
        decode("forecasts", "0q8wv2rd", {**FORECAST, "made": "\x1b[31m\u202e"})
    assert str(caught.value).isprintable()


def test_every_choice_is_written_as_its_value() -> None:
    for _, fields in FIELDS.values():
        for field in fields:
            if field.name in ("kind", "method", "outcome"):
                assert not isinstance(field.to_json(Outcome.YES), StrEnum)
