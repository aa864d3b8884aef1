"""Tables of date expressions, and of words that only look like them."""

import csv
from pathlib import Path

import pytest
from horizon_case import FRIDAY, anchored, only, phrases, shown

from forecastctl.extract.horizon import find_horizons

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
        today                         | 2024-10-09..2024-10-09
        tonight                       | 2024-10-09..2024-10-09
        on Thursday                   | 2024-10-10..2024-10-10
        on Wednesday                  | 2024-10-16..2024-10-16 same_weekday
        by Monday                     | -..2024-10-14
        this weekend                  | 2024-10-12..2024-10-13
        this week                     | 2024-10-07..2024-10-13
        later this week               | 2024-10-09..2024-10-13
        early next week               | 2024-10-14..2024-10-16 approx
        next Friday                   | 2024-10-18..2024-10-18 ambiguous_next
        this month                    | 2024-10-01..2024-10-31
        next month                    | 2024-11-01..2024-11-30
        in December                   | 2024-12-01..2024-12-31 year_inferred
        in March                      | 2025-03-01..2025-03-31 year_inferred
        early March                   | 2025-03-01..2025-03-10 year_inferred approx
        before March                  | -..2025-02-28 year_inferred
        until March                   | -..2025-03-31 year_inferred
        after March                   | 2025-04-01..- year_inferred open_end
        from June 2025                | 2025-06-01..2025-06-30 starts
        March 20 to 2 April           | 2025-03-20..2025-04-02 year_inferred
        on November 12-15, 2024       | 2024-11-12..2024-11-15
        from November 12 to 15        | 2024-11-12..2024-11-15 year_inferred
        in the first quarter          | 2025-01-01..2025-03-31 year_inferred
        this year                     | 2024-01-01..2024-12-31
        late next year                | 2025-09-01..2025-12-31 approx
        by 2030                       | -..2030-12-31 by_year
        before 2030                   | -..2029-12-31
        through 2026                  | -..2026-12-31
        between 2025 and 2027         | 2025-01-01..2027-12-31
        by mid-2026                   | -..2026-06-30 approx
        in mid-2026                   | 2026-05-01..2026-08-31 approx
        in the 2030s                  | 2030-01-01..2039-12-31
        by mid-century                | -..2050-12-31 approx
        by the end of the century     | -..2100-12-31
        within 48 hours               | 2024-10-09..2024-10-11
        within two weeks              | 2024-10-09..2024-10-23
        in two to three years         | 2024-10-09..2027-10-09
        in the spring                 | 2025-03-01..2025-05-31 season_north
        this winter                   | 2024-12-01..2025-02-28 season_north
        this hurricane season         | 2024-06-01..2024-11-30
        by Christmas                  | -..2024-12-25
        before Christmas              | -..2024-12-24
        """
    ),
)
def test_plain_forms(phrase: str, expected: str) -> None:
    horizon = only(phrase, anchored("2024-10-09"))
    assert (horizon.phrase, shown(horizon)) == (phrase, expected)


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
