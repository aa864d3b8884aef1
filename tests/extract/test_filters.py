"""Reasons to drop a trigger: what each fires on, and what it lets pass."""

from dataclasses import replace

import pytest

from extract_case import article_of, candidates_of, extraction_of, reasons_in
from forecastctl.extract.engine import extract
from forecastctl.extract.filters import FILTERS
from forecastctl.words import Lexicon, shipped_lexicon

FIRES = [
    ("furniture", "We will never share your email with anybody."),
    ("furniture", "Subscribe and you will receive our weekly newsletter."),
    ("not_a_verb", "The political will is scarce in the capital."),
    ("not_a_verb", "His will leaves the house to a cousin."),
    ("not_a_verb", "Will Carter met the lenders on Monday."),
    ("not_a_verb", "The figures for May surprised the market."),
    ("not_a_verb", "Mrs May spoke to the lenders."),
    ("not_a_verb", "The army showed its might on the border."),
    ("not_a_verb", "The plan to close the mine drew protests."),
    ("not_a_verb", "The charity gave hope to those left behind."),
    ("question", "Will the council raise the levy in June?"),
    ("question", "Traders ask how the levy will change margins."),
    ("question", "It is unclear whether the levy will survive."),
    ("question", "It remains to be seen if the plan will be carried out."),
    ("question", "I have no clue where the money will end up."),
    ("no_content", "The bill is higher than is forecast by the bank."),
    ("counterfactual", "If I were a rich man, I would buy the pier."),
    ("not_a_verb", "The group’s planned spring launch drew crowds."),
    ("not_a_verb", "The fund revised up the projected paths for prices."),
    ("not_a_verb", "The bank scrapped plans for a second branch."),
    ("question", "Nobody knows what the law will say and when it will pass."),
    ("past_modal", "The thief may have left the country."),
    ("past_modal", "The draft would have covered fewer cars."),
    ("past_modal", "We could’ve scored twice."),
    ("counterfactual", "Had the wall held, the town would be dry."),
    ("counterfactual", "If the bank had moved earlier, prices would be lower."),
    ("deduction", "The practice may be religious in some places."),
    ("deduction", "There could be as many as 40 people inside."),
    ("deduction", "That might sound odd to visitors."),
    ("deduction", "It probably costs more than a bus."),
    ("habitual", "Every spring the river will flood the meadows."),
    ("habitual", "Parents will usually agree to a second visit."),
    ("habitual", "This stove will run on almost any fuel."),
    ("obligation", "Under the treaty, members shall notify the office."),
    ("imperative", "Expect delays on the northern line."),
    ("advice", "Buyers should expect to wait."),
    ("had_expected", "Analysts had expected a cut in March, but the bank held."),
    ("had_expected", "The ship was due to sail when the storm came."),
    ("had_expected", "The party was expected to win but lost."),
    ("had_expected", "He refused to give a figure."),
    ("future_in_past", "In 1898 few guessed that she would lead the country."),
    ("no_content", "Much will depend on the harvest."),
    ("no_content", "Growth was weaker than expected."),
    ("no_content", "The risks to the outlook will be tilted to the downside."),
    ("no_content", "This is the pace to which prices would be expected to converge."),
    ("wish", "I hope that they will come."),
    ("wish", "We would like to see a change."),
    ("already_kept", "It said it would repay the loan and has done so."),
    ("noise", "Will do."),
]

PASSES = [
    ("not_a_verb", "Will Carter will leave the board in June."),
    ("not_a_verb", "The group plans to close the mine."),
    ("not_a_verb", "Fed May Cut Rates This Year"),
    ("question", "Who will win? The union will win, said Kern."),
    ("past_modal", "The town may have to close its pool."),
    ("counterfactual", "If talks fail, prices would rise."),
    ("deduction", "The change may be used by other states."),
    ("deduction", "Stocks may be lower by June."),
    ("deduction", "Carter might be mayor by September."),
    ("deduction", "Cheap tools could be disruptive in coming years."),
    ("not_a_verb", "The strike’s expected to last a week."),
    ("not_a_verb", "United plans to cut 400 jobs."),
    ("habitual", "The river will flood the meadows next week."),
    ("habitual", "Members generally expect that rents will fall."),
    ("habitual", "Members generally expected that rents would fall."),
    ("imperative", "Officials expect delays on the northern line."),
    ("had_expected", "Output was expected to fall in 2025."),
    ("no_content", "The forecast is that prices will fall."),
    ("wish", "Hopefully the rain will stop."),
]


@pytest.mark.parametrize(("reason", "text"), FIRES, ids=[text[:40] for _, text in FIRES])
def test_a_filter_fires(reason: str, text: str) -> None:
    assert candidates_of(text) == ()
    assert reason in reasons_in(text)


@pytest.mark.parametrize(("reason", "text"), PASSES, ids=[text[:40] for _, text in PASSES])
def test_a_filter_lets_pass(reason: str, text: str) -> None:
    assert candidates_of(text) != ()
    assert reason not in reasons_in(text) or text.startswith(("Who", "Will"))


SWITCHED_ON = [
    ("generic_can", "Aspirin can upset the stomach."),
    ("generic_can", "The new ferry can carry 900 people."),
    ("advice", "Savers should sell their bonds."),
    (None, "The bank can cut its rate next year."),
    (None, "The parcel should arrive by noon."),
]


@pytest.mark.parametrize(("reason", "text"), SWITCHED_ON)
def test_words_that_a_user_switches_on_have_filters_of_their_own(
    reason: str | None, text: str
) -> None:
    shipped = shipped_lexicon()
    rows = tuple(
        replace(row, kind="possibility") if row.phrase in ("can", "should") else row
        for row in shipped.rows
    )
    extraction = extract(article_of(text), Lexicon(version="1", rows=rows))
    assert [drop.reason for drop in extraction.drops] == ([reason] if reason else [])
    assert len(extraction.candidates) == (0 if reason else 1)
    assert candidates_of(text) == ()


def test_every_filter_is_tested() -> None:
    tested = {reason for reason, _ in (*FIRES, *SWITCHED_ON)}
    assert {reason for reason, _ in FILTERS} <= tested


def test_a_drop_names_its_sentence_and_its_words() -> None:
    extraction = extraction_of("Prices rose in May. The thief may have left the country.")
    month, thief = extraction.drops
    assert (month.reason, month.phrase) == ("not_a_verb", "May")
    assert thief.text == "The thief may have left the country."
    assert extraction.article.text[thief.start : thief.end] == thief.text


def test_furniture_is_read_when_asked_for() -> None:
    text = "We will never share your email with anybody."
    assert extraction_of(text, all_=True).candidates != ()
