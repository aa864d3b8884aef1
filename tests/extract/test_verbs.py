"""Verb forms: spelt from the base, and found back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.extract.verbs import base_of, forms_of, is_verb, is_verb_form, verb_forms

FORMS = """
expect expects expected expected expecting
raise raises raised raised raising
carry carries carried carried carrying
play plays played played playing
pass passes passed passed passing
stop stops stopped stopped stopping
visit visits visited visited visiting
permit permits permitted permitted permitting
travel travels travelled travelled travelling
agree agrees agreed agreed agreeing
die dies died died dying
panic panics panicked panicked panicking
veto vetoes vetoed vetoed vetoing
go goes went gone going
have has had had having
cut cuts cut cut cutting
withdraw withdraws withdrew withdrawn withdrawing
forecast forecasts forecast forecast forecasting
"""


@pytest.mark.parametrize("row", FORMS.split("\n")[1:-1], ids=lambda row: row.split()[0])
def test_a_verb_has_its_five_forms(row: str) -> None:
    base, *_ = row.split()

    assert " ".join(verb_forms(base)) == row


@pytest.mark.parametrize("row", FORMS.split("\n")[1:-1], ids=lambda row: row.split()[0])
def test_every_form_leads_back_to_its_base(row: str) -> None:
    base, *forms = row.split()

    assert {base_of(form) for form in forms} == {base}


def test_american_and_older_spellings_are_forms_too() -> None:
    assert "traveled" in forms_of("travel")
    assert base_of("gotten") == "get"
    assert base_of("forecasted") == "forecast"


def test_be_has_all_its_persons_and_contractions() -> None:
    assert {base_of(form) for form in ("am", "is", "are", "was", "were", "been", "'re")} == {"be"}


def test_a_form_that_is_a_base_itself_stands_for_the_commoner_verb() -> None:
    assert base_of("found") == "find"
    assert base_of("rose") == "rise"
    assert base_of("lay") == "lay"


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("tweaked", "tweak"),
        ("googling", "google"),
        ("waitlisted", "waitlist"),
        ("dequeued", "dequeue"),
        ("unfriends", "unfriend"),
        ("defragging", "defrag"),
        ("rebadges", "rebadge"),
        ("overtidied", "overtidy"),
    ],
)
def test_a_verb_of_no_list_is_undone_by_rule(form: str, base: str) -> None:
    assert not is_verb_form(form)
    assert base_of(form) == base


def test_only_the_base_is_a_verb_in_the_infinitive() -> None:
    assert is_verb("Sign")
    assert not is_verb("signed")
    assert is_verb_form("signed")
    assert not is_verb_form("moscow")


@given(st.sampled_from(sorted(FORMS.split())))
def test_letters_may_be_capital(form: str) -> None:
    assert base_of(form.upper()) == base_of(form)
