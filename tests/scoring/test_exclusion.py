"""Which forecasts count: every reason alone, every pair of them, and the choice among updates."""

from collections import Counter
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_rows import GOOD, SELECTION, TODAY, book

from forecastctl.scoring.exclusion import judge, left_out_sentence
from forecastctl.scoring.tables import Reason, ScoringRow, Selection, Use

WITHOUT_PLANS = Selection(today=TODAY, without=frozenset({"plan"}))

FAULTS: dict[Reason, dict[str, object]] = {
    Reason.NO_PROBABILITY: {"probability": None},
    Reason.JUDGED: {"method": "judged"},
    Reason.CLAIM_KIND: {"claim_kind": "plan"},
    Reason.VOID: {"outcome": "void"},
    Reason.OPEN: {"outcome": None, "happened_on": None, "recorded_on": None},
    Reason.NO_DUE: {"due": None},
    Reason.NOT_DUE: {"due": "2026-11-22"},
    Reason.AFTER_OUTCOME: {"happened_on": "2025-12-31"},
    Reason.AFTER_CLOSE: {"due": "2025-12-31"},
}

EXCLUSIVE = [
    {Reason.VOID, Reason.OPEN},
    {Reason.NO_DUE, Reason.NOT_DUE},
    {Reason.NO_DUE, Reason.AFTER_CLOSE},
]
"""Pairs that no forecast can have both of."""


def faulty(*reasons: Reason) -> ScoringRow:
    changes: dict[str, object] = {}
    for reason in reversed(reasons):
        changes |= FAULTS[reason]
    if set(reasons) == {Reason.NOT_DUE, Reason.AFTER_CLOSE}:
        changes["made"] = "2026-11-23"
    return GOOD._replace(**changes)  # type: ignore[arg-type]


def reasons_of(
    rows: list[ScoringRow], selection: Selection = SELECTION
) -> dict[str, Reason | None]:
    return {row.forecast: reason for row, reason in judge(rows, selection)}


def test_a_forecast_without_fault_is_scored() -> None:
    assert reasons_of([GOOD]) == {"f1": None}


@pytest.mark.parametrize("reason", FAULTS)
def test_each_reason_alone_leaves_out(reason: Reason) -> None:
    assert reasons_of([faulty(reason)], WITHOUT_PLANS) == {"f1": reason}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [pair for pair in combinations(FAULTS, 2) if set(pair) not in EXCLUSIVE],
)
def test_of_two_reasons_the_earlier_counts(earlier: Reason, later: Reason) -> None:
    assert reasons_of([faulty(earlier, later)], WITHOUT_PLANS) == {"f1": earlier}


@pytest.mark.parametrize("reason", FAULTS)
def test_every_reason_comes_before_superseded(reason: Reason) -> None:
    """A forecast left out for another reason neither is replaced nor replaces."""
    left_out = faulty(reason)._replace(forecast="left-out", made="2026-01-02")
    if reason is Reason.AFTER_CLOSE:
        left_out = left_out._replace(due="2026-01-01")
    rows = [GOOD, left_out]
    assert reasons_of(rows, WITHOUT_PLANS) == {"f1": None, "left-out": reason}


def test_a_question_that_is_not_binary_has_no_probability_to_score() -> None:
    assert reasons_of([GOOD._replace(is_binary=False)]) == {"f1": Reason.NO_PROBABILITY}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"due": "2026-11-21"}, None),
        ({"made": "2026-02-28"}, None),
        ({"made": "2026-03-01"}, Reason.AFTER_OUTCOME),
        ({"made": "2026-03-01", "happened_on": "2026-03-01"}, None),
        ({"made": "2026-03-02", "happened_on": "2026-03-05"}, Reason.AFTER_CLOSE),
        ({"made": "2026-03-02", "happened_on": None, "due": "2026-03-05"}, None),
        ({"made": "2026-03-03", "happened_on": None, "due": "2026-03-05"}, Reason.AFTER_OUTCOME),
        ({"made": "2026-02-01", "happened_on": None, "recorded_on": None}, None),
    ],
)
def test_the_day_itself_still_counts(changes: dict[str, str | None], reason: Reason | None) -> None:
    """Due today, made on the day it happened or was due; the day of recording stands in."""
    assert reasons_of([GOOD._replace(**changes)]) == {"f1": reason}  # type: ignore[arg-type]


def test_early_resolutions_and_undated_questions_count_when_included() -> None:
    rows = book(
        """
        p    due         made
        70%  2030-01-01  2026-01-01
        70%  -           2026-01-01
        70%  -           2026-03-01
        """
    )
    early = Selection(today=TODAY, include_early=True)
    assert reasons_of(rows, early) == {"f1": None, "f2": None, "f3": Reason.AFTER_OUTCOME}


def test_an_explicit_method_is_a_selection_and_lets_judged_ones_in() -> None:
    rows = book(
        """
        p    method
        70%  stated
        70%  worded
        70%  judged
        """
    )
    assert reasons_of(rows) == {"f1": None, "f2": None, "f3": Reason.JUDGED}
    assert reasons_of(rows, Selection(today=TODAY, method=("judged",))) == {"f3": None}
    every = Selection(today=TODAY, method=("stated", "worded", "judged"))
    assert reasons_of(rows, every) == {"f1": None, "f2": None, "f3": None}


def test_a_period_selects_by_due_day_and_leaves_undated_questions_outside() -> None:
    rows = book(
        """
        p    due
        70%  2026-02-28
        70%  2026-03-01
        70%  2026-03-31
        70%  2026-04-01
        70%  -
        """
    )
    march = Selection(today=TODAY, since=date(2026, 3, 1), until=date(2026, 3, 31))
    assert sorted(reasons_of(rows, march)) == ["f2", "f3"]
    assert sorted(reasons_of(rows, Selection(today=TODAY, since=date(2026, 3, 31)))) == ["f3", "f4"]
    assert sorted(reasons_of(rows, Selection(today=TODAY, until=date(2026, 3, 1)))) == ["f1", "f2"]


UPDATES = """
    question  source  p    made
    q1        a       20%  2026-01-05
    q1        a       30%  2026-01-09
    q1        a       40%  2026-01-01
    q1        b       50%  2026-01-01
    q2        a       60%  2026-01-01
    """


def test_the_last_forecast_of_a_source_on_a_question_is_scored() -> None:
    scored = {id for id, reason in reasons_of(book(UPDATES)).items() if reason is None}
    assert scored == {"f2", "f4", "f5"}


def test_the_first_forecast_is_scored_on_request() -> None:
    first = Selection(today=TODAY, use=Use.FIRST)
    scored = {id for id, reason in reasons_of(book(UPDATES), first).items() if reason is None}
    assert scored == {"f3", "f4", "f5"}


def test_the_last_forecast_before_the_outcome_is_scored_not_one_after_it() -> None:
    rows = book(
        """
        question  p    made        happened
        q1        20%  2026-01-05  2026-01-07
        q1        30%  2026-01-07  2026-01-07
        q1        99%  2026-01-08  2026-01-07
        """
    )
    assert reasons_of(rows) == {
        "f1": Reason.SUPERSEDED,
        "f2": None,
        "f3": Reason.AFTER_OUTCOME,
    }


def test_on_one_day_the_order_decides() -> None:
    early, late = (
        GOOD._replace(order=("2026-01-01T08", 9)),
        GOOD._replace(order=("2026-01-01T09", 1)),
    )
    late = late._replace(forecast="f2")
    for rows in ([early, late], [late, early]):
        assert reasons_of(rows) == {"f1": Reason.SUPERSEDED, "f2": None}
        assert reasons_of(rows, Selection(today=TODAY, use=Use.FIRST)) == {
            "f1": None,
            "f2": Reason.SUPERSEDED,
        }


def test_left_out_counts_are_printed_in_the_order_of_the_reasons() -> None:
    counts = {Reason.NOT_DUE: 7, Reason.VOID: 3, Reason.OPEN: 0}
    assert left_out_sentence(counts, SELECTION) == (
        "Left out: 3 void; 7 resolved early: they count from their due day."
    )
    assert left_out_sentence({Reason.VOID: 0}, SELECTION) == "Left out: nothing."


def test_superseded_and_claim_kinds_are_named_after_what_was_asked_for() -> None:
    counts = {Reason.CLAIM_KIND: 2, Reason.SUPERSEDED: 1}
    plans = Selection(today=TODAY, without=frozenset({"scheduled", "plan"}), use=Use.FIRST)
    assert left_out_sentence(counts, plans) == (
        "Left out: 2 plans or announcements; 1 later forecast."
    )
    last = Selection(today=TODAY, without=frozenset({"possibility"}))
    assert left_out_sentence(counts, last) == (
        "Left out: 2 possibilities; 1 replaced by a later forecast."
    )


DAYS = st.sampled_from(["2025-12-01", "2026-01-01", "2026-06-01", "2026-11-21", "2027-01-01"])

ANY_ROW = st.builds(
    GOOD._replace,
    question=st.sampled_from(["q1", "q2", "q3"]),
    source=st.sampled_from(["a", "b"]),
    probability=st.none() | st.floats(0, 1),
    method=st.sampled_from(["stated", "worded", "judged"]),
    claim_kind=st.sampled_from([None, "plan", "forecast"]),
    made=DAYS,
    due=st.none() | DAYS,
    outcome=st.sampled_from([None, "yes", "no", "void"]),
    happened_on=st.none() | DAYS,
    is_binary=st.sampled_from([True, True, True, False]),
)

ANY_ROWS = st.lists(ANY_ROW, max_size=20).map(
    lambda rows: [row._replace(forecast=f"f{i}", order=("", i)) for i, row in enumerate(rows)]
)

ANY_SELECTION = st.builds(
    Selection,
    today=st.just(TODAY),
    use=st.sampled_from(Use),
    include_early=st.booleans(),
    method=st.sampled_from([None, ("worded",), ("stated", "worded", "judged")]),
    without=st.sampled_from([frozenset(), frozenset({"plan"})]),
    since=st.none() | st.just(date(2026, 1, 1)),
)


@given(rows=ANY_ROWS, selection=ANY_SELECTION)
def test_every_forecast_that_is_looked_at_is_judged_once(
    rows: list[ScoringRow], selection: Selection
) -> None:
    judged = [row.forecast for row, _ in judge(rows, selection)]
    looked_at = [
        row.forecast
        for row in rows
        if (selection.method is None or row.method in selection.method)
        and (selection.since is None or (row.due or "") >= "2026-01-01")
    ]
    assert sorted(judged) == sorted(looked_at)


@given(rows=ANY_ROWS, selection=ANY_SELECTION)
def test_at_most_one_forecast_of_a_source_on_a_question_is_scored(
    rows: list[ScoringRow], selection: Selection
) -> None:
    judged = list(judge(rows, selection))
    scored = Counter((row.source, row.question) for row, reason in judged if reason is None)
    replaced = {(r.source, r.question) for r, why in judged if why is Reason.SUPERSEDED}
    assert set(scored.values()) <= {1}
    assert replaced <= set(scored)
