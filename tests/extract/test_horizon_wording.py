"""How dates stand in a claim."""

import pytest
from horizon_case import FRIDAY, UNDATED, only

from forecastctl.extract.horizon_wording import resolved_phrase


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("on Thursday", "on 23 March 2023"),
        ("Thursday morning", "on 23 March 2023"),
        ("by Monday", "by 20 March 2023"),
        ("before Monday", "before 20 March 2023"),
        ("tomorrow", "on 18 March 2023"),
        ("from Monday to Wednesday", "from 20 March 2023 to 22 March 2023"),
        ("this week", "in the week of 13 March 2023"),
        ("over the weekend", "over the weekend of 18 March 2023"),
        ("this weekend", "over the weekend of 18 March 2023"),
        ("next month", "in April 2023"),
        ("by the end of next month", "by the end of April 2023"),
        ("next quarter", "in the second quarter of 2023"),
        ("this year", "in 2023"),
        ("later this year", "later in 2023"),
        ("early next year", "early in 2024"),
        ("by the end of the year", "by the end of 2023"),
        ("by year-end", "by the end of 2023"),
        ("before next year", "before 2024"),
        ("by the end of the decade", "by the end of the 2020s"),
        ("by the end of the century", "by the end of the century"),
        ("within two weeks", "by 31 March 2023"),
        ("over the next 12 months", "by 17 March 2024"),
        ("for the next 12 months", "until 17 March 2024"),
        ("in the past decade", "in the past decade"),
        ("in May", "in May 2023"),
        ("before January", "before January 2024"),
        ("after May", "after May 2023"),
        ("before June 1", "before June 1, 2023"),
        ("on 1 July", "on 1 July 2023"),
        ("from March 20 to 23", "from March 20 to 23, 2023"),
        ("in the second quarter", "in the second quarter of 2023"),
        ("by the end of April", "by the end of April 2023"),
        ("in the spring", "in the spring of 2023"),
        ("this winter", "in the winter of 2023"),
        ("before the autumn", "before the autumn of 2023"),
        ("by Christmas", "by Christmas 2023"),
        ("this hurricane season", "in the hurricane season of 2023"),
        ("by 2030", "by 2030"),
        ("in early 2024", "in early 2024"),
        ("soon", "soon"),
        ("during the talks", "during the talks"),
        ("in fiscal 2024", "in fiscal 2024"),
        ("on 30 February", "on 30 February"),
    ],
)
def test_a_phrase_is_worded_so_that_it_holds_on_any_day(phrase: str, expected: str) -> None:
    assert resolved_phrase(only(phrase, FRIDAY)) == expected


def test_not_until_keeps_its_words() -> None:
    horizon = only("until January", FRIDAY, is_negated=True)
    assert resolved_phrase(horizon) == "until January 2024"


@pytest.mark.parametrize("phrase", ["on Thursday", "this year", "from March 20 to 23", "in May"])
def test_without_a_day_of_publication_the_words_stay(phrase: str) -> None:
    assert resolved_phrase(only(phrase, UNDATED)) == phrase
