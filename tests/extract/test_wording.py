"""Claims are full sentences in positive wording with "will"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.extract.positive import positive
from forecastctl.extract.wording import (
    LONGEST_CLAIM,
    bare,
    is_connective,
    noun_claim,
    shortened,
    tidy,
    will_claim,
)


@pytest.mark.parametrize(
    ("subject", "predicate", "claim"),
    [
        ("the harbour", "reopen in May.", "The harbour will reopen in May"),
        ("However, the harbour", "also reopen", "The harbour will reopen"),
        ("and the second tunnel", "be dug", "The second tunnel will be dug"),
        ("“The harbour", "reopen”", "The harbour will reopen"),
        ("the harbour (the old one)", "reopen", "The harbour will reopen"),
        ("[The] harbour", "reopen, and", "The harbour will reopen"),
        ("the mayor,", "resign –", "The mayor will resign"),
        ("there", "be a vote", "There will be a vote"),
        ("that figure", "rise", "That figure will rise"),
    ],
)
def test_a_claim_is_subject_will_and_predicate(subject: str, predicate: str, claim: str) -> None:
    assert will_claim(subject, predicate) == claim


@pytest.mark.parametrize(
    ("noun", "claim"),
    [
        ("a deal within two weeks", "There will be a deal within two weeks"),
        ("The second strike", "There will be a second strike"),
        ("Heavy snow in the hills", "There will be heavy snow in the hills"),
        ("the signing of the lease in June", "The lease will be signed in June"),
        ("a fall in rents", "Rents will fall"),
        ("a sharp rise in rents", "Rents will rise sharply"),
        ("a cut in fares next month", "Fares will be cut next month"),
        ("the collapse of the old bridge", "The old bridge will collapse"),
        (
            "a surprising collapse of the bridge",
            "There will be a surprising collapse of the bridge",
        ),
        ("a 30% chance of a strike", "There will be a strike"),
        ("the possibility of rain", "There will be rain"),
        ("a vote at 40%", "There will be a vote"),
    ],
)
def test_a_noun_forecast_says_what_will_be(noun: str, claim: str) -> None:
    assert noun_claim(noun) == claim


@pytest.mark.parametrize(
    ("text", "affirmed"),
    [
        ("not sign the lease", "sign the lease"),
        ("never sign the lease", "sign the lease"),
        ("take no decision", "take a decision"),
        ("take no further steps", "take further steps"),
        ("provide no help", "provide help"),
        ("no longer be sold", "be sold"),
        ("not target any third parties", "target third parties"),
        ("not accept any offer", "accept an offer"),
        ("not reopen until March", "reopen before March"),
        ("not reopen until after Easter", "reopen before Easter"),
        ("reopen not before March", "reopen before March"),
        ("fail to reopen", "reopen"),
        ("neither sign nor reject the lease", "sign or reject the lease"),
        ("Nobody", "somebody"),
    ],
)
def test_a_negation_is_taken_out_and_told(text: str, affirmed: str) -> None:
    assert positive(text) == (affirmed, True)


@pytest.mark.parametrize(
    "text",
    [
        "not only cut fares but buy trains",
        "cost no more than 4 million",
        "cement the no vote",
        "notify the owners",
    ],
)
def test_idioms_and_look_alikes_deny_nothing(text: str) -> None:
    assert positive(text) == (text, False)


def test_two_negations_leave_the_claim_as_it_was() -> None:
    assert positive("not fail to reopen").is_negated is False


def test_any_goes_where_the_denial_stands_outside() -> None:
    assert positive("target any third parties", is_denied=True).text == "target third parties"


def test_a_finite_verb_becomes_an_infinitive() -> None:
    assert bare("opens in Geneva") == "open in Geneva"
    assert bare("was signed") == "be signed"
    assert bare("officially begins") == "officially begin"


def test_links_between_sentences_are_known() -> None:
    assert is_connective("In general,")
    assert is_connective("at the same time")
    assert not is_connective("in May")


LONG = "The council will " + " ".join(["widen the road and"] * 8) + " repair the bridge"


def test_a_long_claim_loses_its_last_clause_without_a_number() -> None:
    claim = f"{LONG} because the old one, which was built by the army, has been closed"

    cut = shortened(claim)

    assert cut.text == LONG
    assert cut.flags == ("long_claim",)


def test_a_clause_with_a_number_stays_in_a_long_claim() -> None:
    claim = f"{LONG} because 4,000 cars pass the place on every working day of the week"

    assert shortened(claim) == (claim, ("long_claim",))


def test_a_claim_of_forty_words_is_not_long() -> None:
    claim = " ".join(["word"] * LONGEST_CLAIM)

    assert shortened(claim) == (claim, ())


@given(st.text(max_size=200))
def test_a_tidy_claim_stays_as_it_is(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.lists(st.sampled_from(["not", "no", "never", "any", "deal", "nor", "will", ","])))
def test_no_heap_of_negations_is_too_much(words: list[str]) -> None:
    text = " ".join(words)

    assert len(positive(text).text) <= len(text) + 2 * len(words)
