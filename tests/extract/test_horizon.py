"""Date expressions in text: what is found, what is none, what each resolves to."""

import csv
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from horizon_case import FRIDAY, MARCH, UNDATED, YEAR_2023, anchored, only, phrases, shown
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.dates import FIRST_YEAR, LAST_YEAR
from forecastctl.extract.base import Anchor
from forecastctl.extract.horizon import find_horizons, speech_date
from forecastctl.model import Precision

SHARED = Path(__file__).parents[2] / "../shared/extraction/horizons.csv"


def shared_rows() -> list[dict[str, str]]:
    if not SHARED.exists():
        return []
    with SHARED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared tables are not here")
@pytest.mark.parametrize("row", shared_rows(), ids=lambda row: row["expression"])
def test_shared_table(row: dict[str, str]) -> None:
    horizon = only(row["expression"], anchored(row["published"]))
    assert (
        horizon.phrase,
        str(horizon.first or ""),
        str(horizon.last or ""),
        " ".join(horizon.flags),
    ) == (row["expression"], row["start"], row["end"], row["flags"])


def table(text: str) -> list[tuple[str, str]]:
    """Rows of `phrase | first..last flags`."""
    rows = [line.split("|") for line in text.strip().splitlines()]
    return [(phrase.strip(), expected.strip()) for phrase, expected in rows]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    table(
        """
        on 2023-06-30                 | 2023-06-30..2023-06-30
        on Jan. 5                     | 2024-01-05..2024-01-05 year_inferred
        by Sept. 30, 2023             | -..2023-09-30
        on the 20th of April          | 2023-04-20..2023-04-20 year_inferred
        on Thursday, 23 March         | 2023-03-23..2023-03-23 year_inferred
        on Monday (March 20, 2023)    | 2023-03-20..2023-03-20
        in the afternoon of April 3   | 2023-04-03..2023-04-03 year_inferred
        in May next year              | 2024-05-01..2024-05-31
        in May of this year           | 2023-05-01..2023-05-31
        Friday morning                | 2023-03-24..2023-03-24 same_weekday
        this coming Monday            | 2023-03-20..2023-03-20
        next Monday                   | 2023-03-20..2023-03-20
        the day after tomorrow        | 2023-03-19..2023-03-19
        tomorrow night                | 2023-03-18..2023-03-18
        over the weekend              | 2023-03-18..2023-03-19
        next weekend                  | 2023-03-25..2023-03-26
        in the week of April 12       | 2023-04-10..2023-04-16 year_inferred
        by Q2                         | -..2023-06-30 year_inferred
        in the fourth quarter of 2024 | 2024-10-01..2024-12-31
        H2 of next year               | 2024-07-01..2024-12-31
        by the second half of 2023    | -..2023-12-31
        last year                     | 2022-01-01..2022-12-31
        this decade                   | 2020-01-01..2029-12-31
        this century                  | 2001-01-01..2100-12-31
        next quarter                  | 2023-04-01..2023-06-30
        """
    ),
)
def test_periods(phrase: str, expected: str) -> None:
    assert (only(phrase).phrase, shown(only(phrase))) == (phrase, expected)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    table(
        """
        early in 2024                     | 2024-01-01..2024-04-30 approx
        later in 2023                     | 2023-03-17..2023-12-31
        later in 2025                     | 2025-01-01..2025-12-31
        earlier this year                 | 2023-01-01..2023-03-17
        for the rest of the month         | 2023-03-17..2023-03-31
        late next week                    | 2023-03-23..2023-03-26 approx
        by the end of next week           | -..2023-03-26
        at the end of April               | 2023-04-21..2023-04-30 year_inferred
        before the end of June            | -..2023-06-29 year_inferred
        by the start of 2024              | -..2024-01-01
        at the beginning of May           | 2023-05-01..2023-05-10 year_inferred approx
        in the middle of May              | 2023-05-11..2023-05-20 year_inferred approx
        in the second half of April       | 2023-04-16..2023-04-30 year_inferred
        in the first half of the decade   | 2020-01-01..2024-12-31
        in the mid-2030s                  | 2033-05-01..2036-08-31 approx
        late in the third quarter         | 2023-09-01..2023-09-30 year_inferred approx
        by the end of the year            | -..2023-12-31
        by the year's end                 | -..2023-12-31
        by year-end 2024                  | -..2024-12-31
        by the end of this decade         | -..2029-12-31
        by midyear                        | -..2023-06-30 approx
        early on Christmas Day            | 2023-12-25..2023-12-25
        in mid to late April              | 2023-04-21..2023-04-30 year_inferred approx
        early to mid-May                  | 2023-05-11..2023-05-20 year_inferred approx
        in the second week of May         | 2023-05-11..2023-05-20 year_inferred approx
        end-2024                          | 2024-09-01..2024-12-31
        """
    ),
)
def test_parts_of_periods(phrase: str, expected: str) -> None:
    assert (only(phrase).phrase, shown(only(phrase))) == (phrase, expected)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    table(
        """
        20–23 April 2023                     | 2023-04-20..2023-04-23
        from 20 to 23 April                  | 2023-04-20..2023-04-23 year_inferred
        April 20 through April 23            | 2023-04-20..2023-04-23 year_inferred
        20 May 2023–3 June 2023              | 2023-05-20..2023-06-03
        from December 2023 to February       | 2023-12-01..2024-02-29
        from March to May 2024               | 2024-03-01..2024-05-31
        in April, May or June                | 2023-04-01..2023-06-30 year_inferred
        in 2023, 2024 and 2025               | 2023-01-01..2025-12-31
        in 2024-25                           | 2024-01-01..2025-12-31
        in 2024–2026                         | 2024-01-01..2026-12-31
        by 2030 or 2035                      | -..2035-12-31
        this year and next                   | 2023-01-01..2024-12-31
        today or tomorrow                    | 2023-03-17..2023-03-18
        from Thursday to Tuesday             | 2023-03-23..2023-03-28
        between 2025-2030                    | 2025-01-01..2030-12-31
        from Monday, March 20, to Friday, March 24 | 2023-03-20..2023-03-24 year_inferred
        from Saturday night into Sunday morning | 2023-03-18..2023-03-19
        this spring and summer               | 2023-03-01..2023-08-31 season_north
        between now and 2030                 | -..2030-12-31
        between now and the end of the year  | -..2023-12-31
        starting Monday and lasting through the weekend | 2023-03-20..2023-03-26
        """
    ),
)
def test_ranges(phrase: str, expected: str) -> None:
    assert (only(phrase).phrase, shown(only(phrase))) == (phrase, expected)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    table(
        """
        by no later than 30 June      | -..2023-06-30 year_inferred
        ahead of 30 June              | -..2023-06-29 year_inferred
        until at least 2030           | -..2030-12-31
        into next week                | -..2023-03-26
        beyond 2030                   | 2031-01-01..- open_end
        on or after April 1           | 2023-04-01..2023-04-01 year_inferred starts
        on or about April 1           | 2023-04-01..2023-04-01 year_inferred
        starting in July              | 2023-07-01..2023-07-31 year_inferred starts
        as of 1 June 2023             | 2023-06-01..2023-06-01 starts
        since 2019                    | 2019-01-01..-
        as early as next month        | 2023-04-01..2023-04-30
        in around 2030                | 2030-01-01..2030-12-31
        by the year 2050              | -..2050-12-31 by_year
        in the run-up to 2030         | -..2030-12-31
        before the mid-2030s          | -..2033-04-30 approx
        """
    ),
)
def test_bounds(phrase: str, expected: str) -> None:
    assert (only(phrase).phrase, shown(only(phrase))) == (phrase, expected)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    table(
        """
        within 36 hours               | 2023-03-17..2023-03-19
        through 48 hours              | -..2023-03-19
        in the next day or so         | 2023-03-17..2023-03-18 approx
        within a year or two          | 2023-03-17..2025-03-17
        in two and a half years       | 2023-03-17..2025-09-17
        in 1.5 years                  | 2023-03-17..2024-09-17
        in the next half century      | 2023-03-17..2073-03-17
        in under a decade             | 2023-03-17..2033-03-17
        within half a decade          | 2023-03-17..2028-03-17
        over the coming year          | 2023-03-17..2024-03-17
        over the coming 30 years      | 2023-03-17..2053-03-17
        for the next twenty-five years | 2023-03-17..2048-03-17
        for another two years         | 2023-03-17..2025-03-17
        over a 10-year period         | 2023-03-17..2033-03-17
        a year from now               | 2023-03-17..2024-03-17
        in five years’ time           | 2023-03-17..2028-03-17
        in the year ahead             | 2023-03-17..2024-03-17
        within a fortnight            | 2023-03-17..2023-03-31
        over the next two quarters    | 2023-03-17..2023-09-17
        after 48 hours                | 2023-03-20..- open_end
        two years ago                 | 2021-03-17..2021-03-17 approx
        in the past decade            | 2013-03-17..2023-03-17
        """
    ),
)
def test_counts_of_units(phrase: str, expected: str) -> None:
    assert (only(phrase).phrase, shown(only(phrase))) == (phrase, expected)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    table(
        """
        by Easter                     | -..2023-04-09
        on Good Friday                | 2023-04-07..2023-04-07
        before Thanksgiving           | -..2023-11-22
        by New Year's Eve             | -..2023-12-31
        on Christmas Eve 2024         | 2024-12-24..2024-12-24
        in the fall of 2024           | 2024-09-01..2024-11-30 season_north
        by summer 2024                | -..2024-08-31 season_north
        in the spring of next year    | 2024-03-01..2024-05-31 season_north
        last spring                   | 2022-03-01..2022-05-31 season_north
        next summer                   | 2024-06-01..2024-08-31 season_north ambiguous_next
        late this summer              | 2023-08-01..2023-08-31 season_north approx
        the 2024 hurricane season     | 2024-06-01..2024-11-30
        """
    ),
)
def test_seasons_and_feasts(phrase: str, expected: str) -> None:
    assert (only(phrase).phrase, shown(only(phrase))) == (phrase, expected)


@pytest.mark.parametrize(
    "phrase",
    [
        *("shortly", "eventually", "sooner or later", "one day", "any day now", "by then"),
        *(
            "in the foreseeable future",
            "in my lifetime",
            "within a generation",
            "over the long run",
        ),
        *("in a few years", "over the next several weeks", "in coming months", "within days"),
        *("in the not-too-distant future", "in a matter of weeks"),
        *("in the months ahead", "for decades to come", "in a couple of weeks", "for two years"),
    ],
)
def test_vague_words_give_no_day(phrase: str) -> None:
    assert shown(find_horizons(phrase, FRIDAY)[0]) == "-..- vague"


@pytest.mark.parametrize(
    "phrase",
    ["in fiscal year 2025", "in the 2025 fiscal year", "FY2025", "this tax year", "by fiscal 2025"],
)
def test_a_fiscal_year_stays_unresolved(phrase: str) -> None:
    assert (only(phrase).phrase, shown(only(phrase))) == (phrase, "-..- fiscal_year")


@pytest.mark.parametrize(
    ("phrase", "expected"),
    table(
        """
        during the talks              | -..- event
        before the party conference   | -..- event
        on the day of the vote        | -..- event
        this season                   | -..- event
        before the 2024 election      | 2024-01-01..2024-12-31
        after the June 8 election     | 2023-06-09..- year_inferred open_end
        ahead of Monday's vote        | -..2023-03-19
        at next week's meeting        | 2023-03-20..2023-03-26
        """
    ),
)
def test_an_event_gives_no_day_unless_a_date_stands_inside(phrase: str, expected: str) -> None:
    assert (only(phrase).phrase, shown(only(phrase))) == (phrase, expected)


def test_the_future_of_something_is_no_horizon() -> None:
    assert phrases("She may have a role in the future of flight.") == []


def test_a_count_from_an_event_is_none_from_publication() -> None:
    horizon = only("within five years of the launch")
    assert (horizon.phrase, shown(horizon)) == ("within five years", "-..- event")


class TestNoDates:
    """Words and numbers that only look like dates."""

    @pytest.mark.parametrize(
        "text",
        [
            "It may rain, and they march in step to the second tune.",
            "May said the March on Rome had failed.",
            "Support for May and the resignation of May were reported.",
            "April told June that August had left.",
        ],
    )
    def test_names_and_verbs_are_no_months(self, text: str) -> None:
        assert phrases(text) == []

    def test_capitals_do_not_make_a_month_of_may(self) -> None:
        assert phrases("PRICES MAY RISE") == []

    def test_a_month_beside_the_name_is_found_alone(self) -> None:
        assert phrases("In May, May said that prices may rise.") == ["In May"]

    @pytest.mark.parametrize(
        "text",
        [
            "The Airbus A2020 and the Boeing 2000 serve Agenda 2030 and Vision 2050.",
            "It costs $2023 or 2,023 euros, not 2023.5.",
            "A crowd of 2000 people saw it, and 1984 is a book.",
            "Spending rose by 2030 dollars.",
        ],
    )
    def test_names_and_amounts_are_no_years(self, text: str) -> None:
        assert phrases(text) == []

    def test_a_year_before_an_event_is_one(self) -> None:
        assert phrases("The 2026 World Cup will be larger.") == ["2026"]

    @pytest.mark.parametrize(
        "text", ["It may rise 20-23%.", "Shares fell to 20–23 pounds.", "March 20% higher"]
    )
    def test_ranges_of_prices_and_per_cents_are_no_days(self, text: str) -> None:
        assert phrases(text) == []

    @pytest.mark.parametrize(
        "text",
        [
            "every Friday",
            "on Fridays",
            "on a Sunday",
            "Black Friday",
            "the Sunday Times",
            "every two years",
        ],
    )
    def test_habits_and_names_are_no_weekdays(self, text: str) -> None:
        assert phrases(text) == []

    @pytest.mark.parametrize(
        "text",
        [
            "the highest rate in 40 years",
            "the first time in a decade",
            "it has risen for 40 years",
            "a second crisis in five years",
            "a 64-year-old man on a two-year course",
            "twenty years later",
            "over the past few years",
            "at least one quarter of the deaths",
            "raised to over 50 years",
            "the first time in decades",
            "cut in half to 45 days",
        ],
    )
    def test_a_look_back_is_no_horizon(self, text: str) -> None:
        assert phrases(text) == []

    @pytest.mark.parametrize(
        "text", ["more than today", "compared with today", "today's world", "at the same time"]
    )
    def test_a_yardstick_is_no_horizon(self, text: str) -> None:
        assert phrases(text) == []

    @pytest.mark.parametrize(
        "text",
        ["as soon as possible", "only one day to test", "it takes a few minutes", "the May survey"],
    )
    def test_durations_and_documents_are_no_horizons(self, text: str) -> None:
        assert phrases(text) == []

    def test_a_fall_in_prices_is_no_season(self) -> None:
        assert phrases("the fall in prices and the spring in her step") == []


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
        start = perf_counter()
        find_horizons(text * times, FRIDAY)
        return perf_counter() - start

    seconds(50)
    assert min(seconds(4000) for _ in range(2)) < 40 * max(min(seconds(400), seconds(400)), 1e-3)
