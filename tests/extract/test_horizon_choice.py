"""Rule 10: which date of a sentence tells when a claim is due."""

import pytest
from horizon_case import FRIDAY

from forecastctl.extract.base import Anchor, Horizon
from forecastctl.extract.horizon import find_horizons
from forecastctl.extract.horizon_choice import choose_horizon


def extent(sentence: str, words: str) -> tuple[int, int]:
    start = sentence.index(words)
    return start, start + len(words)


def chosen(
    marked: str, *, verb: str = "will", excluded: tuple[str, ...] = (), anchor: Anchor = FRIDAY
) -> Horizon | None:
    """The horizon of the clause that stands in square brackets, with its verb."""
    before, _, rest = marked.partition("[")
    clause, _, after = rest.partition("]")
    sentence = f"{before}{clause}{after}"
    place = len(before)
    start, end = extent(clause, verb)
    return choose_horizon(
        sentence,
        (place, place + len(clause)),
        (place + start, place + end),
        find_horizons(sentence, anchor),
        [extent(sentence, words) for words in excluded],
        anchor,
    )


def phrase(marked: str, *, verb: str = "will", excluded: tuple[str, ...] = ()) -> str | None:
    horizon = chosen(marked, verb=verb, excluded=excluded)
    return horizon.phrase if horizon else None


def test_of_two_dates_the_one_in_the_clause_counts() -> None:
    marked = "The port closes in May, and [the ferry will stop in June]."
    assert phrase(marked) == "in June"


def test_of_two_dates_in_the_clause_the_one_nearest_to_the_verb_counts() -> None:
    assert phrase("[The levy will end in May, a year after the 2022 budget]") == "in May"
    assert phrase("[The plan agreed for 2030 will start in May 2024]") == "in May 2024"


def test_a_leading_phrase_of_the_sentence_counts_where_the_clause_has_none() -> None:
    assert phrase("By 2030, [the mine will close], the owner says.") == "By 2030"
    assert phrase("But in May [the mine will close].") == "in May"


@pytest.mark.parametrize(
    "before",
    [
        "Oil may peak, but by 2030, ",
        "The trend is clear: by 2030, ",
        "They estimated by 2030, ",
        "He said that by 2030, ",
    ],
)
def test_a_leading_phrase_of_the_clause_counts(before: str) -> None:
    assert phrase(f"{before}[coal will be gone].") == "by 2030"


def test_a_leading_day_before_a_reporting_verb_is_that_of_speaking() -> None:
    assert phrase("On Monday the clerk said [the court will rule].") is None
    assert phrase("In April, the bank said, [prices will rise].") is None
    assert phrase("By Monday, the clerk said, [the court will rule].") == "By Monday"
    assert phrase("In 2024, the bank said, [prices will rise].") == "In 2024"


def test_a_date_that_ends_the_clause_before_leads_nothing() -> None:
    assert phrase("Jobs will fall by 2030, [growth will stall].") is None


def test_a_date_that_is_the_subject_of_another_verb_leads_nothing() -> None:
    assert phrase("April 3 is for talks, and [the envoy will report].") is None


def test_a_date_in_the_attribution_never_counts() -> None:
    marked = "The clerk said on Monday that [the court will rule]."
    assert phrase(marked, excluded=("The clerk said on Monday",)) is None


def test_a_date_in_the_condition_never_counts() -> None:
    marked = "[Prices will rise if no deal is signed by June]"
    assert phrase(marked, excluded=("if no deal is signed by June",)) is None


def test_what_was_over_at_publication_is_no_horizon() -> None:
    assert phrase("[The bridge that opened in 2019 will be widened]") is None
    assert phrase("[It will fall from 3.4 percent in 2022 to 2.9 percent in 2023]") == "in 2023"
    assert phrase("[Trade will grow faster than since 2020]") is None
    assert phrase("[Trade will beat that of the past five years]") is None
    assert phrase("[The law passed earlier this year will be dropped]") is None


def test_the_figure_of_a_period_just_ended_is_still_to_come() -> None:
    anchor = Anchor(
        day=FRIDAY.day and FRIDAY.day.replace(month=1, day=4), precision=FRIDAY.precision
    )
    horizon = chosen("[Output for 2022 will be flat]", anchor=anchor)
    assert horizon is not None
    assert str(horizon.last) == "2022-12-31"


def test_a_day_goes_before_vague_words_of_the_same_clause() -> None:
    assert phrase("[The rule will soon bind all, by 2025]") == "by 2025"


def test_a_leading_day_goes_before_vague_words_of_the_clause() -> None:
    assert phrase("By 2030, [the mine will eventually close].") == "By 2030"


def test_vague_words_of_the_clause_go_before_a_day_outside() -> None:
    marked = "[Rain will ease in the coming days] and may stop by Sunday."
    assert phrase(marked) == "in the coming days"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Growth will recover] and unemployment fall in 2024.", "in 2024"),
        ("[The toll will rise], when the survey appears in May.", "in May"),
        ("[A storm will form] before it reaches the coast late on Sunday.", "late on Sunday"),
        ("[The union will vote], and the board meets in May.", None),
        ("[The union will vote] and the board will meet in May.", None),
        ("[The union will vote] because the board meets in May.", None),
    ],
)
def test_a_clause_may_run_on_to_its_date(marked: str, expected: str | None) -> None:
    assert phrase(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Demand will double by 2030, with [coal likely to lead].", "by 2030"),
        ("Ten ships come in May, which [will bring grain].", "in May"),
        ("Ten ships come in May, but [the port is likely to be shut].", None),
    ],
)
def test_a_dependent_clause_shares_the_date_of_the_one_before(
    marked: str, expected: str | None
) -> None:
    assert phrase(marked, verb="likely" if "likely" in marked else "will") == expected


def test_the_date_of_a_relative_clause_comes_after_the_rest_of_the_clause() -> None:
    assert phrase("[It will close after the talks, which begin on April 3]") == "after the talks"
    assert phrase("[It will ban tests that start in May]") == "in May"


def test_the_date_of_an_aside_never_counts() -> None:
    assert phrase("[The new house, which opens in May, will be small]") is None
    assert phrase("[They will stay because the term ends in May]") is None
    assert phrase("[which will open in May]") == "in May"


def test_of_two_dates_side_by_side_the_exact_one_counts() -> None:
    assert phrase("[It will launch at the end of April, on April 29]") == "on April 29"


def test_without_dates_there_is_none() -> None:
    assert phrase("[The port will close]") is None


def test_today_in_a_comparison_is_no_day_to_come() -> None:
    assert phrase("[The port will be larger than it is today]") is None
    assert phrase("[Most people alive today will see it]") is None
    assert phrase("[The ferry will sail today]") == "today"
