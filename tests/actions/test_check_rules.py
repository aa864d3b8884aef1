"""The monitoring check: ranges, thresholds, what counts."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.actions.check import (
    CheckRequest,
    CheckResult,
    Measure,
    Metric,
    Status,
    Subject,
    parse_range,
    parse_threshold,
    run_check,
    subjects_of,
)
from forecastctl.errors import NotFoundError
from forecastctl.model import Article, Candidate, Question
from forecastctl.store.base import Verification
from ledger_table import TODAY, Book, book_of

TABLE = """
    source     p    claim    due         outcome
    bloomberg  65%  Alpha    2026-11-09  -
    me         20%  Beta     2026-11-20  -
    me         30%  Gamma    2026-11-21  -
    me         30%  Delta    2026-11-28  -
    me         30%  Epsilon  2026-11-29  -
    me         30%  Zeta     2026-11-01  no
    me         30%  Eta      -           -
"""

PLAIN = CheckRequest()


@pytest.fixture
def book() -> Book:
    return book_of(TABLE)


def check(book: Book, request: CheckRequest = PLAIN) -> CheckResult:
    return run_check(book.read(), request, today=TODAY)


@pytest.mark.parametrize(
    ("text", "quiet", "alerting"),
    [
        ("10", [0, 5, 10], [-1, 10.5, 11]),
        ("5:", [5, 1e9], [4, 0]),
        ("~:3", [-100, 3], [4]),
        ("2:8", [2, 8], [1, 9]),
        ("@1:5", [0, 6], [1, 3, 5]),
        ("@10", [11, -1], [0, 10]),
        ("0.5:1.5", [1], [0, 2]),
        ("-3:-1", [-2], [0]),
        (":7", [0, 7], [8, -1]),
        ("~:", [-5, 0, 5], []),
    ],
)
def test_ranges_of_monitoring_plugins(text: str, quiet: list[float], alerting: list[float]) -> None:
    range = parse_range(text)

    assert [value for value in quiet if range.alerts(value)] == []
    assert [value for value in alerting if not range.alerts(value)] == []


@pytest.mark.parametrize(
    "text", ["", "@", "a", "5:3", "1:2:3", "1,5", "~", "3:~", " 3", "1e3", "٣"]
)
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a range"):
        parse_range(text)


@given(st.integers(-99, 99), st.integers(0, 99), st.integers(-200, 300))
def test_inside_and_outside_are_opposites(low: int, width: int, value: int) -> None:
    text = f"{low}:{low + width}"

    assert parse_range(text).alerts(value) is not parse_range(f"@{text}").alerts(value)


def test_a_threshold_is_for_overdue_entries_unless_it_names_something_else() -> None:
    assert parse_threshold("3").measure is Measure.OVERDUE
    assert parse_threshold("oldest=30").measure is Measure.OLDEST
    assert parse_threshold("due=@1:").range.high == math.inf
    with pytest.raises(ValueError, match="'open' is nothing to set a range on"):
        parse_threshold("open=3")


def test_subjects_default_to_overdue_and_due() -> None:
    assert subjects_of([]) == (Subject.OVERDUE, Subject.DUE)
    assert subjects_of(["store", "store"]) == (Subject.STORE,)
    with pytest.raises(ValueError, match="'all' is nothing to check"):
        subjects_of(["all"])


def test_anything_overdue_is_a_warning(book: Book) -> None:
    result = check(book)

    assert (result.status, result.code) == (Status.WARNING, 1)
    assert (result.overdue, result.oldest, result.oldest_overdue_days) == (2, "001f0000", 12)
    assert (result.due_soon, result.open, result.candidates) == (2, 6, None)
    assert [each.row.claim for each in result.entries] == ["Alpha", "Beta", "Gamma", "Delta"]
    assert result.metrics == (
        Metric("overdue", 2, "0"),
        Metric("oldest_overdue_days", 12),
        Metric("due_soon", 2),
        Metric("open", 6),
    )


def test_nothing_overdue_is_well_and_an_empty_ledger_too() -> None:
    assert check(book_of("source  p    due\nme  70%  2026-11-22")).status is Status.OK
    empty = check(book_of("source  p"))
    assert (empty.status, empty.oldest, empty.oldest_overdue_days) == (Status.OK, None, 0)


@pytest.mark.parametrize(
    ("warning", "critical", "status"),
    [
        ("2", None, Status.OK),
        ("1", None, Status.WARNING),
        ("2", "oldest=11", Status.CRITICAL),
        ("2", "oldest=12", Status.OK),
        (None, "1", Status.CRITICAL),
        (None, "5", Status.WARNING),
        ("due=1", None, Status.WARNING),
        ("candidates=0", "due=2", Status.WARNING),
    ],
)
def test_thresholds_decide(
    book: Book, warning: str | None, critical: str | None, status: Status
) -> None:
    request = CheckRequest(
        warnings=(parse_threshold(warning),) if warning else (),
        criticals=(parse_threshold(critical),) if critical else (),
    )

    assert check(book, request).status is status


def test_overdue_entries_do_not_warn_where_something_else_was_asked(book: Book) -> None:
    assert check(book, CheckRequest(subjects=(Subject.DUE,))).status is Status.OK


def test_the_days_of_due_soon_can_be_chosen(book: Book) -> None:
    assert check(book, CheckRequest(due_within=8)).due_soon == 3
    assert check(book, CheckRequest(due_within=0)).due_soon == 1


def test_a_source_can_be_chosen(book: Book) -> None:
    assert check(book, CheckRequest(source="Bloomberg")).overdue == 1
    with pytest.raises(NotFoundError):
        check(book, CheckRequest(source="nobody"))


def test_assumed_days_count_only_where_asked_unless_a_check_day_was_set() -> None:
    book = book_of("source  p")
    with book.write() as ledger:
        day, check_on = date(2026, 11, 1), date(2026, 11, 10)
        ledger.put(Question(id="001q0000", text="A", due=day, due_assumed=True))
        ledger.put(Question(id="002q0000", text="B", due=day, due_assumed=True, check_on=check_on))

    assert (check(book).overdue, check(book).open) == (1, 2)
    assert check(book, CheckRequest(assumed=True)).overdue == 2


def test_candidates_are_counted_where_asked_for_or_where_they_have_a_threshold(book: Book) -> None:
    with book.write() as ledger:
        ledger.put(Article(id="aaaa00000000"))
        ledger.put(
            Candidate(
                id="bbbb00000000",
                article="aaaa00000000",
                claim="x",
                source="me",
                source_kind="author",
            )
        )
    threshold = parse_threshold("candidates=5")

    asked = check(book, CheckRequest(subjects=(Subject.CANDIDATES,)))

    assert (asked.candidates, asked.status) == (1, Status.OK)
    assert asked.metrics[-1] == Metric("candidates", 1)
    assert check(book, CheckRequest(warnings=(threshold,))).metrics[-1].warning == "5"


def test_a_damaged_ledger_is_critical(book: Book) -> None:
    request = CheckRequest(subjects=(Subject.STORE,))
    damaged = Verification(ok=False, commits=3, head="0" * 64)
    sound = Verification(ok=True, commits=3, head="0" * 64)

    for verification, status in ((damaged, Status.CRITICAL), (sound, Status.OK)):
        result = run_check(book.read(), request, today=TODAY, verification=verification)
        assert (result.status, result.verification) == (status, verification)
