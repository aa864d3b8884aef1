from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.dates import (
    ACCEPTED_FORMS,
    FIRST_YEAR,
    LAST_YEAR,
    easter_sunday,
    format_day,
    iso_day,
    months_away,
    parse_date,
    span_of_months,
)

TODAY = date(2026, 11, 21)
"""A Saturday."""

DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class TestSingleDays:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2026-12-31", date(2026, 12, 31)),
            ("2024-02-29", date(2024, 2, 29)),
            ("1900-01-01", date(1900, 1, 1)),
            ("2200-12-31", date(2200, 12, 31)),
            ("today", TODAY),
            ("yesterday", date(2026, 11, 20)),
            ("tomorrow", date(2026, 11, 22)),
            ("friday", date(2026, 11, 27)),
            ("fri", date(2026, 11, 27)),
            ("saturday", date(2026, 11, 28)),
            ("sun", date(2026, 11, 22)),
            ("+10d", date(2026, 12, 1)),
            ("+3w", date(2026, 12, 12)),
            ("+2m", date(2027, 1, 21)),
            ("+1y", date(2027, 11, 21)),
            ("+0d", TODAY),
            ("+007d", date(2026, 11, 28)),
            ("+10 days", date(2026, 12, 1)),
            ("3d ago", date(2026, 11, 18)),
            ("2 weeks ago", date(2026, 11, 7)),
            ("1 week ago", date(2026, 11, 14)),
            ("9 months ago", date(2026, 2, 21)),
            ("1y ago", date(2025, 11, 21)),
            ("in 2 months", date(2027, 1, 21)),
            ("in 1 day", date(2026, 11, 22)),
            ("in 3w", date(2026, 12, 12)),
            ("eow", date(2026, 11, 22)),
            ("eom", date(2026, 11, 30)),
            ("eoq", date(2026, 12, 31)),
            ("eoy", date(2026, 12, 31)),
            ("  2 \t Weeks   AGO ", date(2026, 11, 7)),
            ("ToDay", TODAY),
        ],
    )
    def test_a_day_is_its_own_first_and_last_day(self, text: str, expected: date) -> None:
        spec = parse_date(text)
        assert spec.single_day(TODAY) == expected
        assert spec.first_day(TODAY) == spec.last_day(TODAY) == expected

    @pytest.mark.parametrize(
        ("text", "today", "expected"),
        [
            pytest.param("+1m", date(2027, 1, 31), date(2027, 2, 28), id="no 31 February"),
            pytest.param("+1y", date(2024, 2, 29), date(2025, 2, 28), id="from a leap day"),
            pytest.param("1 month ago", date(2024, 3, 31), date(2024, 2, 29), id="to a leap day"),
            pytest.param("eow", date(2026, 11, 22), date(2026, 11, 22), id="on a Sunday"),
            pytest.param("eow", date(2026, 11, 23), date(2026, 11, 29), id="on a Monday"),
            pytest.param("eom", date(2024, 2, 1), date(2024, 2, 29), id="leap February"),
            pytest.param("eoq", date(2026, 4, 1), date(2026, 6, 30), id="first day of a quarter"),
            pytest.param("friday", date(2026, 11, 27), date(2026, 12, 4), id="on a Friday"),
            pytest.param("fri", date(2026, 11, 26), date(2026, 11, 27), id="on a Thursday"),
        ],
    )
    def test_days_depend_on_today(self, text: str, today: date, expected: date) -> None:
        assert parse_date(text).single_day(today) == expected

    @given(DAYS, DAYS)
    def test_iso_days_are_read_as_they_are_written(self, day: date, today: date) -> None:
        assert parse_date(day.isoformat()).single_day(today) == day

    @given(DAYS, st.integers(0, 6))
    def test_a_weekday_lies_one_to_seven_days_ahead(self, today: date, weekday: int) -> None:
        day = parse_date(WEEKDAYS[weekday]).single_day(today)
        assert day.weekday() == weekday
        assert 1 <= (day - today).days <= 7
        assert parse_date(WEEKDAYS[weekday][:3]).single_day(today) == day

    @given(DAYS, st.integers(0, 36_525))
    def test_days_ahead_and_days_ago_are_inverse(self, today: date, count: int) -> None:
        ahead = parse_date(f"+{count}d").single_day(today)
        assert ahead == today + timedelta(days=count)
        assert parse_date(f"{count} days ago").single_day(ahead) == today

    @given(DAYS, st.integers(0, 1200))
    def test_months_ahead_keep_the_day_or_end_the_month(self, today: date, count: int) -> None:
        day = parse_date(f"in {count} months").single_day(today)
        assert (day.year - today.year) * 12 + day.month - today.month == count
        is_month_end = (day + timedelta(days=1)).day == 1
        assert day.day == today.day or (day.day < today.day and is_month_end)

    @given(DAYS, st.sampled_from(["eow", "eom", "eoq", "eoy"]))
    def test_an_end_is_today_or_later_and_ends_its_period(self, today: date, text: str) -> None:
        day = parse_date(text).single_day(today)
        after = day + timedelta(days=1)
        assert day >= today
        assert parse_date(text).single_day(day) == day
        starts = {
            "eow": after.weekday() == 0,
            "eom": after.day == 1,
            "eoq": after.day == 1 and after.month in (1, 4, 7, 10),
            "eoy": (after.month, after.day) == (1, 1),
        }
        assert starts[text]


class TestPeriods:
    @pytest.mark.parametrize(
        ("text", "first", "last"),
        [
            ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
            ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
            ("2026", date(2026, 1, 1), date(2026, 12, 31)),
            ("2026-q4", date(2026, 10, 1), date(2026, 12, 31)),
            ("2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),
            ("q4", date(2026, 10, 1), date(2026, 12, 31)),
            ("q1", date(2027, 1, 1), date(2027, 3, 31)),
            ("Q3", date(2027, 7, 1), date(2027, 9, 30)),
        ],
    )
    def test_a_period_has_a_first_and_a_last_day(self, text: str, first: date, last: date) -> None:
        spec = parse_date(text)
        assert (spec.first_day(TODAY), spec.last_day(TODAY)) == (first, last)

    @pytest.mark.parametrize("text", ["2026-12", "2026", "2026-q4", "q1"])
    def test_a_period_is_no_single_day(self, text: str) -> None:
        with pytest.raises(ValueError, match=rf"^{text} is a period, but one day is needed"):
            parse_date(text).single_day(TODAY)

    @given(DAYS, st.sampled_from(["{0:%Y}", "{0:%Y-%m}", "{0:%Y}-q{1}"]))
    def test_a_named_period_holds_its_days(self, day: date, form: str) -> None:
        quarter = (day.month + 2) // 3
        name = form.format(day, quarter)
        spec = parse_date(name)
        first, last = spec.first_day(TODAY), spec.last_day(TODAY)
        assert first <= day <= last
        assert {form.format(end, (end.month + 2) // 3) for end in (first, last)} == {name}
        outside = (first - timedelta(days=1), last + timedelta(days=1))
        assert all(form.format(end, (end.month + 2) // 3) != name for end in outside)

    @given(DAYS, st.integers(1, 4))
    def test_a_bare_quarter_is_running_or_next(self, today: date, quarter: int) -> None:
        spec = parse_date(f"q{quarter}")
        first, last = spec.first_day(today), spec.last_day(today)
        assert first.month == quarter * 3 - 2
        assert last >= today
        assert (first - today).days <= 366 - 90


class TestRefusals:
    @pytest.mark.parametrize(
        "text",
        [
            *("10", "may", "1/2/2026", "next friday", "2026-11-31", "", " ", "none"),
            *("2026-1-1", "26-12-31", "2026-13", "2026-00", "2026-q5", "2026-q0", "q5", "q"),
            *("2026-02-29", "20261231", "2026-12-31T00:00", "31.12.2026", "2026/12/31"),
            *("d", "+d", "10d", "-3d", "+3", "in 3", "3 ago", "in 3d ago", "+3d ago", "+1.5w"),
            *("+3h", "in two weeks", "eod", "eo", "noon", "mond", "friday 13", "+ 3d"),
            *("２０２６", "٢٠٢٦", "2026-12-3\x00", "2026\n-12", "today\x00"),
        ],
    )
    def test_what_is_no_date_is_refused_with_the_accepted_forms(self, text: str) -> None:
        with pytest.raises(ValueError, match="write ") as refusal:
            parse_date(text)
        assert str(refusal.value).endswith(f"; write {ACCEPTED_FORMS}")

    @pytest.mark.parametrize(
        "text", ["1899", "2201", "0000", "9999-12-31", "1899-12", "2201-q1", "1066-10-14"]
    )
    def test_years_outside_1900_to_2200_are_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="outside the years 1900 to 2200"):
            parse_date(text)

    @pytest.mark.parametrize(
        "text",
        ["+99999999d", "+36526d", "+5219w", "+1201m", "in 101 years", "101y ago", "+" + "9" * 9999],
    )
    def test_more_than_a_hundred_years_away_is_refused(self, text: str) -> None:
        unit = "" if text[-1].isalpha() else "d"
        with pytest.raises(ValueError, match="more than 100 years away"):
            parse_date(text + unit)

    def test_the_sentence_names_the_text_and_is_safe_to_print(self) -> None:
        with pytest.raises(ValueError, match=r"^'\\x1b\[2J' is not a date; write 2026-12-31, "):
            parse_date("\x1b[2J")

    def test_a_day_that_no_calendar_has_is_told_apart(self) -> None:
        with pytest.raises(ValueError, match=r"^'2026-11-31' is not in the calendar; write "):
            parse_date("2026-11-31")

    def test_every_accepted_form_is_accepted(self) -> None:
        forms = ACCEPTED_FORMS.replace(" or ", ", ").split(", ")
        assert len(forms) == 17
        for form in forms:
            spec = parse_date(form)
            assert spec.first_day(TODAY) <= spec.last_day(TODAY)

    @given(
        st.one_of(
            st.text(),
            st.from_regex(r"(\+|in )?[0-9]{1,7} ?(d|w|m|y|days|weeks|months|years)( ago)?"),
            st.from_regex(r"[0-9]{4}(-[0-9]{2}){0,2}", fullmatch=True),
        ),
        DAYS,
    )
    def test_any_text_gives_days_in_order_or_a_sentence(self, text: str, today: date) -> None:
        try:
            spec = parse_date(text)
        except ValueError:
            return
        assert spec.first_day(today) <= spec.last_day(today)


class TestDateSpec:
    def test_it_keeps_what_was_typed(self) -> None:
        assert parse_date(" In 2  Months ").text == "in 2 months"

    def test_equal_texts_make_equal_specs(self) -> None:
        assert parse_date("Friday") == parse_date("friday ")
        assert parse_date("friday") != parse_date("monday")


class TestFormatDay:
    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            (date(2026, 11, 27), "Fri 2026-11-27 (in 6 days)"),
            (date(2026, 11, 23), "Mon 2026-11-23 (in 2 days)"),
            (date(2026, 11, 22), "Sun 2026-11-22 (tomorrow)"),
            (date(2026, 11, 21), "Sat 2026-11-21 (today)"),
            (date(2026, 11, 20), "Fri 2026-11-20 (yesterday)"),
            (date(2026, 11, 9), "Mon 2026-11-09 (12 days ago)"),
            (date(2027, 11, 21), "Sun 2027-11-21 (in 365 days)"),
        ],
    )
    def test_a_day_is_shown_with_its_distance(self, day: date, expected: str) -> None:
        assert format_day(day, TODAY) == expected

    @given(DAYS, DAYS)
    def test_the_day_can_be_read_back(self, day: date, today: date) -> None:
        name, iso, distance = format_day(day, today).split(" ", 2)
        assert parse_date(iso).single_day(today) == day
        assert WEEKDAYS[day.weekday()].startswith(name.lower())
        near = distance.strip("()").removeprefix("in ")
        shown = f"+{near}" if distance.startswith("(in") else near
        if abs((day - today).days) <= 36_525:
            assert parse_date(shown).single_day(today) == day


@given(st.dates())
def test_a_day_written_out_is_read_back(day: date) -> None:
    assert iso_day(day.isoformat()) == day


@pytest.mark.parametrize("text", ["", "20261231", "2026-W01-1", "2026-1-1", "2026-02-30", "soon"])
def test_a_day_written_otherwise_is_no_iso_day(text: str) -> None:
    assert iso_day(text) is None


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_away_keep_the_day_where_the_month_has_it(
    day: date, count: int, expected: date
) -> None:
    assert months_away(day, count) == expected


def test_a_span_of_months_runs_over_the_new_year() -> None:
    assert span_of_months(2023, 12, 3) == (date(2023, 12, 1), date(2024, 2, 29))


@pytest.mark.parametrize("day", [date(2023, 4, 9), date(2024, 3, 31), date(2025, 4, 20)])
def test_easter_is_a_sunday_known_in_advance(day: date) -> None:
    assert easter_sunday(day.year) == day
