"""From a ledger to its reports."""

from collections.abc import Callable

import pytest

from forecastctl.actions.score import calibration, card, compare, find_reference, report
from forecastctl.errors import NotFoundError, UsageError
from forecastctl.model import Source
from forecastctl.scoring.calibration import CalibrationOptions
from forecastctl.scoring.report import ReportOptions
from forecastctl.scoring.tables import GroupBy, Reason, Selection
from ledger_table import TODAY, Book

SELECTION = Selection(today=TODAY)
OPTIONS = ReportOptions()


def test_a_void_outcome_is_counted_but_does_not_move_the_mean(
    ledger: Callable[[str], Book],
) -> None:
    book = ledger(
        """
        source   p    made        due         outcome
        reuters  70%  2026-10-01  2026-11-19  no
        reuters  20%  2026-10-01  2026-11-19  no
        reuters  90%  2026-10-01  2026-11-19  void
        """
    )

    [row] = report(book.read(), SELECTION, OPTIONS).sources

    assert row.brier == pytest.approx((49 + 4) / 200)
    assert (row.n, row.excluded[Reason.VOID]) == (2, 1)


@pytest.fixture
def book(ledger: Callable[[str], Book]) -> Book:
    book = ledger(
        """
        source   p    words     claim  made        due         outcome
        reuters  80%  likely    Alpha  2026-10-01  2026-11-19  yes
        me       70%  likely    Alpha  2026-10-01  2026-11-19  yes
        me       10%  -         Beta   2026-10-01  2026-11-19  no
        me       20%  unlikely  Gamma  2026-10-01  2026-12-31  -
        """
    )
    with book.write() as ledger_:
        ledger_.put(Source(id="silent", name="Silent"))
    return book


def test_sources_select_rows_by_any_name(book: Book) -> None:
    assert [row.source for row in report(book.read(), SELECTION, OPTIONS).sources] == [
        "me",
        "reuters",
    ]
    [row] = report(book.read(), SELECTION, OPTIONS, sources=["REUTERS"]).sources
    assert (row.source, row.name, row.n) == ("reuters", "Reuters", 1)
    with pytest.raises(NotFoundError) as refused:
        report(book.read(), SELECTION, OPTIONS, sources=["nobody"])
    assert refused.value.exit_code == 4


def test_phrases_can_be_those_of_one_source(book: Book) -> None:
    by_wording = Selection(today=TODAY, by=GroupBy.WORDING)

    every = report(book.read(), by_wording, OPTIONS).phrases
    mine = report(book.read(), by_wording, OPTIONS, sources=["me"]).phrases

    assert sum(phrase.n for phrase in every) == 3
    assert {phrase.phrase: phrase.n for phrase in mine} == {"likely": 1, "(direct)": 1}


def test_calibration_is_of_the_named_sources_together(book: Book) -> None:
    options = CalibrationOptions()

    assert calibration(book.read(), SELECTION, options).n == 3
    mine = calibration(book.read(), SELECTION, options, sources=["Me"])
    assert (mine.n, mine.sources) == (2, ("me",))


def test_a_card_is_of_one_source_with_its_best_calls(book: Book) -> None:
    made = card(book.read(), SELECTION, OPTIONS, source="me")

    assert (made.row.source, made.row.n) == ("me", 2)
    assert made.best[0].loss == pytest.approx(1 / 100)
    assert [each.reason for each in made.left_out] == [Reason.OPEN]


def test_a_source_without_a_forecast_has_no_card(book: Book) -> None:
    with pytest.raises(NotFoundError, match="silent has no forecast"):
        card(book.read(), SELECTION, OPTIONS, source="silent")


def test_two_sources_are_compared_on_what_both_answered(book: Book) -> None:
    done = compare(book.read(), SELECTION, a="Reuters", b="ME", seed=1)
    assert (done.a, done.b, done.n_common, done.n_only_b) == ("reuters", "me", 1, 1)
    assert done.verdict == "too_few"


def test_a_source_cannot_be_compared_with_itself_or_a_stranger(book: Book) -> None:
    with pytest.raises(UsageError, match="the same source"):
        compare(book.read(), SELECTION, a="me", b="ME", seed=1)
    with pytest.raises(NotFoundError, match="question merge FROM INTO"):
        compare(book.read(), SELECTION, a="me", b="silent", seed=1)


def test_a_source_can_be_the_reference(book: Book) -> None:
    reader = book.read()
    options = ReportOptions(reference=find_reference(reader, "REUTERS"))
    done = report(reader, SELECTION, options)
    assert (done.reference, done.reference_words) == ("source:reuters", "Reuters")
    with pytest.raises(NotFoundError):
        find_reference(reader, "nobody")


def test_trends_come_where_they_are_asked_for(book: Book) -> None:
    reader = book.read()
    plain = report(reader, SELECTION, OPTIONS).sources
    assert [row.trend for row in plain] == [None, None]
    asked = report(reader, SELECTION, OPTIONS, with_trends=True).sources
    long = report(reader, SELECTION, ReportOptions(is_long=True)).sources
    for row in (*asked, *long):
        assert row.trend is not None
        assert [period.period for period in row.trend.periods] == ["2026-q4"]
    assert card(reader, SELECTION, OPTIONS, source="me").row.trend is not None


def test_the_row_of_a_card_is_the_row_of_the_report(book: Book) -> None:
    reader = book.read()
    [row] = report(reader, SELECTION, OPTIONS, sources=["me"], with_trends=True).sources
    assert card(reader, SELECTION, OPTIONS, source="me").row == row
