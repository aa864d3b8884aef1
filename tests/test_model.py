import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.model import (
    Article,
    Candidate,
    CandidateState,
    Entry,
    Evidence,
    Forecast,
    Method,
    Outcome,
    Precision,
    Question,
    Resolution,
    Source,
    SourceKind,
    State,
    require_range,
    state_of,
)

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

MADE: dict[type, dict[str, Any]] = {
    Source: {"id": "reuters", "name": "Reuters"},
    Article: {"id": "0123456789ab"},
    Question: {"id": "w5ce1k0a", "text": "Fed cuts rates"},
    Evidence: {"quote": "is likely to cut"},
    Forecast: {"id": "0q8wv2rd", "question": "w5ce1k0a", "source": "reuters", "made": TODAY},
    Resolution: {"question": "w5ce1k0a", "outcome": Outcome.YES, "recorded_at": NOW},
    Candidate: {
        "id": "c4a9c4a9c4a9",
        "article": "0123456789ab",
        "claim": "Fed cuts rates",
        "source": "Fed",
        "source_kind": "organisation",
    },
}


def make(record: type, **fields: Any) -> Any:
    return record(**{**MADE[record], **fields})


class TestRecords:
    @pytest.mark.parametrize("record", MADE, ids=lambda record: record.__name__)
    def test_a_record_cannot_be_changed_or_extended(self, record: type) -> None:
        made = make(record)
        field = dataclasses.fields(made)[0].name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(made, field, "other")
        assert not hasattr(made, "__dict__")
        assert made == make(record)
        assert hash(made) == hash(make(record))

    @pytest.mark.parametrize("record", MADE, ids=lambda record: record.__name__)
    def test_fields_are_given_by_name(self, record: type) -> None:
        with pytest.raises(TypeError):
            record(*MADE[record].values())

    @pytest.mark.parametrize(
        ("record", "field"),
        [
            *((Source, field) for field in ("id", "name")),
            (Article, "id"),
            *((Question, field) for field in ("id", "text", "type")),
            *((Forecast, field) for field in ("id", "question", "source")),
            (Resolution, "question"),
            *((Candidate, field) for field in ("id", "article", "claim", "source", "source_kind")),
        ],
    )
    @pytest.mark.parametrize("blank", ["", " \t\n"])
    def test_what_a_record_stands_on_cannot_be_blank(
        self, record: type, field: str, blank: str
    ) -> None:
        with pytest.raises(ValueError, match=f"^{field}: cannot be blank$"):
            make(record, **{field: blank})

    @pytest.mark.parametrize(
        ("record", "fields", "message"),
        [
            (Source, {"parent": "reuters"}, "parent: a source cannot be its own parent"),
            (Article, {"published": TODAY}, "precision: goes with a day of publication"),
            (Article, {"precision": Precision.DAY}, "precision: goes with a day"),
            (Article, {"sha256": "0" * 63}, "sha256: 64 lower-case hex digits"),
            (Article, {"sha256": "A" * 64}, "sha256: 64 lower-case hex digits"),
            (Article, {"words": -1}, "words: cannot be negative"),
            (Question, {"due_assumed": True}, "due_assumed: there is no due day"),
            (Question, {"tags": ("rates", " ")}, "tags: a tag is blank"),
            (Evidence, {"start": 1}, "evidence: start and end go together"),
            (Evidence, {"end": 1}, "evidence: start and end go together"),
            (Evidence, {"start": 2, "end": 2}, "evidence: needs 0 <= start < end"),
            (Evidence, {"start": -1, "end": 2}, "evidence: needs 0 <= start < end"),
            (Evidence, {"quote": None}, "evidence: needs a quote or where it stands"),
            (Forecast, {"method": Method.WORDED}, "wording: a worded forecast keeps its words"),
            (Forecast, {"method": Method.WORDED, "wording": ""}, "wording: a worded forecast"),
            (Forecast, {"probability": 1.5}, "probability: 1.5 is not a number in 0..1"),
            (Forecast, {"low": 0.1, "high": 0.2}, "probability: a range needs a probability"),
            (Forecast, {"made_at": NOW.replace(tzinfo=None)}, "made_at: needs a moment in UTC"),
            (Resolution, {"recorded_at": NOW.replace(tzinfo=None)}, "recorded_at: needs a moment"),
            (
                Resolution,
                {"recorded_at": NOW.astimezone(timezone(timedelta(hours=1)))},
                "recorded_at: needs a moment in UTC",
            ),
            (Candidate, {"probability": -0.1}, "probability: -0.1 is not a number"),
            (Candidate, {"confidence": 1.1}, "confidence: lies in 0..1"),
            (Candidate, {"confidence": float("nan")}, "confidence: lies in 0..1"),
            (Candidate, {"forecast": "0q8wv2rd"}, "forecast: an accepted candidate names"),
            (Candidate, {"state": CandidateState.ACCEPTED}, "forecast: an accepted candidate"),
        ],
    )
    def test_no_invalid_record_can_be_made(
        self, record: type, fields: dict[str, Any], message: str
    ) -> None:
        with pytest.raises(ValueError, match=f"^{message}"):
            make(record, **fields)

    @pytest.mark.parametrize(
        ("record", "fields"),
        [
            (Article, {"published": TODAY, "precision": Precision.MONTH, "sha256": "0f" * 32}),
            (Question, {"due": TODAY, "due_assumed": True, "tags": ("rates",)}),
            (Evidence, {"start": 0, "end": 1, "quote": None}),
            (Forecast, {"method": Method.WORDED, "wording": "likely", "probability": 0.7}),
            (Forecast, {"method": Method.JUDGED, "probability": 0, "low": 0, "high": 1}),
            (Forecast, {"made_at": NOW}),
            (Candidate, {"state": CandidateState.ACCEPTED, "forecast": "0q8wv2rd"}),
        ],
    )
    def test_valid_ones_can(self, record: type, fields: dict[str, Any]) -> None:
        made = make(record, **fields)
        assert {field: getattr(made, field) for field in fields} == fields

    def test_a_resolution_goes_by_the_id_of_its_question(self) -> None:
        assert make(Resolution).id == "w5ce1k0a"


class TestSource:
    @pytest.mark.parametrize(
        ("name", "kind", "expected"),
        [
            ("officials (Reuters)", SourceKind.UNKNOWN, True),
            ("officials (Reuters)", SourceKind.ORGANISATION, False),
            ("Reuters", SourceKind.UNKNOWN, False),
            ("(Reuters)", SourceKind.UNKNOWN, False),
        ],
    )
    def test_unnamed_speakers_of_an_outlet_are_anonymous(
        self, name: str, kind: SourceKind, expected: bool
    ) -> None:
        assert make(Source, name=name, kind=kind).is_anonymous is expected


class TestQuestion:
    def test_the_check_day_is_the_due_day_unless_it_was_put_off(self) -> None:
        later = TODAY + timedelta(days=30)
        assert make(Question).check_day is None
        assert make(Question, due=TODAY).check_day == TODAY
        assert make(Question, due=TODAY, check_on=later).check_day == later
        assert make(Question, check_on=later).check_day == later


class TestEntry:
    def test_its_id_is_the_forecasts_else_the_questions(self) -> None:
        question, forecast = make(Question), make(Forecast)
        entry = Entry(question=question, forecast=forecast, resolution=None)
        assert entry.id == forecast.id
        assert Entry(question=question, forecast=None, resolution=None).id == question.id


class TestStateOf:
    @pytest.mark.parametrize(
        ("days", "expected"),
        [
            (-1000, State.OVERDUE),
            (-1, State.OVERDUE),
            (0, State.DUE),
            (7, State.DUE),
            (8, State.OPEN),
            (1000, State.OPEN),
        ],
    )
    def test_an_unresolved_question_is_due_for_a_week(self, days: int, expected: State) -> None:
        assert state_of(TODAY + timedelta(days=days), None, TODAY) is expected

    def test_the_week_can_be_another_span(self) -> None:
        check_day = TODAY + timedelta(days=10)
        assert state_of(check_day, None, TODAY, due_soon_days=10) is State.DUE
        assert state_of(check_day, None, TODAY, due_soon_days=9) is State.OPEN
        assert state_of(TODAY, None, TODAY, due_soon_days=0) is State.DUE

    def test_a_question_without_a_day_is_never_overdue(self) -> None:
        assert state_of(None, None, date.max) is State.UNDATED

    @pytest.mark.parametrize(
        ("outcome", "expected"),
        [
            (Outcome.YES, State.RESOLVED),
            (Outcome.NO, State.RESOLVED),
            (Outcome.VOID, State.VOID),
        ],
    )
    @pytest.mark.parametrize("check_day", [None, date.min, TODAY, date.max])
    def test_an_outcome_decides_whatever_the_day(
        self, outcome: Outcome, expected: State, check_day: date | None
    ) -> None:
        assert state_of(check_day, outcome, TODAY) is expected

    @given(st.dates(), st.dates(), st.integers(0, 400))
    def test_as_days_pass_it_goes_from_open_to_due_to_overdue(
        self, check_day: date, today: date, span: int
    ) -> None:
        order = [State.OPEN, State.DUE, State.OVERDUE]
        now = order.index(state_of(check_day, None, today, span))
        if today < date.max:
            tomorrow = today + timedelta(days=1)
            assert order.index(state_of(check_day, None, tomorrow, span)) in (now, now + 1)


class TestRequireRange:
    @pytest.mark.parametrize(
        ("probability", "low", "high"),
        [
            (None, None, None),
            (0.0, None, None),
            (1.0, None, None),
            (0.5, 0.5, 0.5),
            (0.0, 0.0, 1.0),
        ],
    )
    def test_good_ranges_pass(
        self, probability: float | None, low: float | None, high: float | None
    ) -> None:
        require_range(probability, low, high)

    @pytest.mark.parametrize(
        ("probability", "low", "high"),
        [
            (float("nan"), None, None),
            (float("inf"), None, None),
            (-0.01, None, None),
            (1.01, None, None),
            (0.5, 0.4, None),
            (0.5, None, 0.6),
            (None, 0.4, 0.6),
            (0.3, 0.4, 0.6),
            (0.7, 0.4, 0.6),
            (0.5, -0.1, 0.6),
            (0.5, 0.4, 1.1),
            (0.5, float("nan"), 0.6),
            (0.5, 0.4, float("nan")),
        ],
    )
    def test_bad_ranges_name_the_field(
        self, probability: float | None, low: float | None, high: float | None
    ) -> None:
        with pytest.raises(ValueError, match=r"^(probability|low, high): "):
            require_range(probability, low, high)

    @given(*[st.floats(-0.5, 1.5) | st.just(float("nan"))] * 3)
    def test_it_passes_exactly_what_is_in_order(self, p: float, low: float, high: float) -> None:
        assert passes(lambda: require_range(p, low, high)) == (0 <= low <= p <= high <= 1)


def passes(check: Callable[[], None]) -> bool:
    try:
        check()
    except ValueError:
        return False
    return True
