"""The rules for dates of a text: years, tenses, anchors, places, time."""

from datetime import date
from time import process_time

import pytest
from horizon_case import FRIDAY, MARCH, UNDATED, YEAR_2023, anchored, only, shown
from hypothesis import example, given
from hypothesis import strategies as st

from forecastctl.dates import FIRST_YEAR, LAST_YEAR
from forecastctl.extract.base import Anchor
from forecastctl.extract.horizon import find_horizons, speech_date
from forecastctl.model import Precision


class TestYears:
    """Rule 2: a date without a year."""

    def test_a_month_that_ended_long_ago_is_that_of_the_next_year(self) -> None:
        assert shown(only("in January")) == "2024-01-01..2024-01-31 year_inferred"

    def test_a_day_of_the_last_31_days_stays_and_is_flagged(self) -> None:
        expected = "2023-02-14..2023-02-14 year_inferred past_date"
        assert shown(only("on 14 February")) == expected

    def test_the_32nd_day_back_is_too_far(self) -> None:
        assert only("on 13 February").first == date(2024, 2, 13)

    def test_beside_a_past_verb_the_last_one_is_meant(self) -> None:
        assert only("in May", is_past=True).first == date(2022, 5, 1)
        assert only("in March", is_past=True).first == date(2023, 3, 1)

    def test_a_range_over_new_year_rolls_over(self) -> None:
        horizon = only("from December 28 to January 3", anchored("2023-12-30"))
        assert shown(horizon) == "2023-12-28..2024-01-03 year_inferred"
        horizon = only("from December 28 to January 3", anchored("2024-01-02"))
        assert shown(horizon) == "2023-12-28..2024-01-03 year_inferred"

    def test_a_winter_that_has_begun_is_this_winter(self) -> None:
        horizon = only("this winter", anchored("2024-01-15"))
        assert shown(horizon) == "2023-12-01..2024-02-29 season_north"

    def test_29_february_is_that_of_a_leap_year(self) -> None:
        assert only("on 29 February").last == date(2024, 2, 29)

    @pytest.mark.parametrize(
        "phrase",
        ["on 30 February", "on June 31, 2024", "on 29 February 2023", "in the year 2500"],
    )
    def test_days_that_do_not_exist_and_far_years_are_bad_dates(self, phrase: str) -> None:
        assert (only(phrase).phrase, shown(only(phrase))) == (phrase, "-..- bad_date")

    def test_a_count_beyond_the_calendar_is_a_bad_date(self) -> None:
        assert shown(only("within 9999 years")) == "-..- bad_date"

    def test_one_year_from_29_february_ends_on_the_28th(self) -> None:
        assert only("within a year", anchored("2024-02-29")).last == date(2025, 2, 28)


class TestWeekdays:
    """Rule 3."""

    def test_beside_a_past_verb_the_last_one_is_meant(self) -> None:
        assert only("on Thursday", is_past=True).last == date(2023, 3, 16)

    def test_beside_a_past_verb_the_same_weekday_is_the_day_itself(self) -> None:
        assert only("on Friday", is_past=True).last == date(2023, 3, 17)

    def test_last_friday_on_a_friday_is_a_week_ago(self) -> None:
        assert only("last Friday").last == date(2023, 3, 10)

    def test_next_skips_a_day_still_due_this_week_and_says_so(self) -> None:
        assert shown(only("next Saturday")) == "2023-03-25..2023-03-25 ambiguous_next"


class TestNegation:
    """Rule 7, and "not until"."""

    def test_the_smaller_number_of_years_counts(self) -> None:
        assert only("in two to three years", is_negated=True).last == date(2025, 3, 17)

    def test_what_will_not_be_for_so_long_is_due_then(self) -> None:
        assert only("for 20 or 25 years", is_negated=True).last == date(2043, 3, 17)

    def test_not_until_a_month_is_before_it(self) -> None:
        assert only("until May", is_negated=True).last == date(2023, 4, 30)
        assert only("not until May", is_negated=True).last == date(2023, 4, 30)

    def test_not_through_a_month_ends_with_it(self) -> None:
        assert only("through May", is_negated=True).last == date(2023, 5, 31)


class TestAnchors:
    """Rule 11 and articles without a day."""

    @pytest.mark.parametrize(
        "phrase",
        ["on Thursday", "tomorrow", "next week", "this weekend", "within 48 hours", "in two weeks"],
    )
    def test_days_and_weeks_cannot_count_from_a_month(self, phrase: str) -> None:
        assert shown(only(phrase, MARCH)) == "-..- anchor_month"

    def test_months_and_years_count_from_the_end_of_a_month(self) -> None:
        assert shown(only("in three months", MARCH)) == "2023-03-01..2023-06-30 anchor_month"
        assert shown(only("next month", MARCH)) == "2023-04-01..2023-04-30"
        assert shown(only("in May", MARCH)) == "2023-05-01..2023-05-31 year_inferred"

    @pytest.mark.parametrize("phrase", ["next month", "in May", "on 1 July", "next quarter"])
    def test_months_cannot_count_from_a_year(self, phrase: str) -> None:
        assert shown(only(phrase, YEAR_2023)) == "-..- anchor_month"

    def test_years_count_from_a_year(self) -> None:
        assert shown(only("next year", YEAR_2023)) == "2024-01-01..2024-12-31"

    @pytest.mark.parametrize(
        "phrase",
        ["from March 20 to 23", "on Thursday", "this year", "in two years", "by Christmas"],
    )
    def test_without_a_day_of_publication_nothing_relative_resolves(self, phrase: str) -> None:
        assert shown(only(phrase, UNDATED)) == "-..- no_anchor"

    def test_without_a_day_of_publication_explicit_dates_resolve(self) -> None:
        assert shown(only("on March 20-23, 2023", UNDATED)) == "2023-03-20..2023-03-23"
        assert shown(only("by 2030", UNDATED)) == "-..2030-12-31 by_year"


class TestSpeechDate:
    """Rule 8: the day beside a reporting verb."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("the clerk said on Monday", "2023-03-13..2023-03-13"),
            ("the ministry said last year", "2022-01-01..2022-12-31"),
            ("she told lenders in January", "2023-01-01..2023-01-31 year_inferred"),
            ("he said earlier this week", "2023-03-13..2023-03-17"),
            ("he warned two weeks ago", "2023-03-03..2023-03-03 approx"),
            ("they added on Friday", "2023-03-17..2023-03-17"),
            ("they said this year", "2023-01-01..2023-03-17"),
        ],
    )
    def test_it_is_past(self, text: str, expected: str) -> None:
        found = speech_date(text, FRIDAY)
        assert found is not None
        assert shown(found) == expected

    @pytest.mark.parametrize("text", ["the clerk said", "the clerk said of next year"])
    def test_there_may_be_none(self, text: str) -> None:
        assert speech_date(text, FRIDAY) is None


def test_several_dates_come_from_left_to_right_with_their_places() -> None:
    text = "In 2024 it opens on 4 April and, by the end of next year, closes for good."
    found = find_horizons(text, FRIDAY)
    assert [each.phrase for each in found] == ["In 2024", "on 4 April", "by the end of next year"]
    assert all(text[each.start : each.end] == each.phrase for each in found)


WORDS = (
    "in on by before until after the next last this of end early mid - late to and or for over a "
    "within two three 20 23 2024 2030s March May Friday week weeks year years quarter first half "
    "spring Christmas today now from soon same date visit not few hurricane season , . ( ’ s fiscal"
).split()
ANCHORS = st.builds(
    Anchor,
    day=st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)),
    precision=st.sampled_from(Precision),
)


@given(
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    ANCHORS,
    st.booleans(),
    st.booleans(),
)
@example("week end", Anchor(day=date(2000, 1, 1), precision=Precision.DAY), False, False)
def test_what_is_found_is_there_and_ends_no_sooner_than_it_begins(
    text: str, anchor: Anchor, is_past: bool, is_negated: bool
) -> None:
    place = 0
    for horizon in find_horizons(text, anchor, is_past=is_past, is_negated=is_negated):
        assert place <= horizon.start < horizon.end <= len(text)
        assert text[horizon.start : horizon.end] == horizon.phrase
        if horizon.first and horizon.last:
            assert horizon.first <= horizon.last
        place = horizon.end


@given(st.text(), ANCHORS)
def test_any_text_is_searched_without_an_error(text: str, anchor: Anchor) -> None:
    for horizon in find_horizons(text, anchor):
        assert text[horizon.start : horizon.end] == horizon.phrase


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)))
def test_a_weekday_lies_in_the_seven_days_ahead(day: date) -> None:
    horizon = only("on Thursday", Anchor(day=day, precision=Precision.DAY))
    assert horizon.last is not None
    assert horizon.last.weekday() == 3
    assert 1 <= (horizon.last - day).days <= 7


@pytest.mark.parametrize(
    "text",
    [
        "the end of ",
        "by the end of the early late mid ",
        "this next last ",
        "in the next two or three or ",
        "March 20 to 23 and ",
        "2023, ",
        "before the very very long ",
        "20 - ",
    ],
)
def test_time_is_linear_in_hostile_text(text: str) -> None:
    def seconds(times: int) -> float:
        find_horizons.cache_clear()
        start = process_time()
        find_horizons(text * times, FRIDAY)
        return process_time() - start

    seconds(50)
    assert min(seconds(4000) for _ in range(2)) < 40 * max(min(seconds(400), seconds(400)), 1e-3)
