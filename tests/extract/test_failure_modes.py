"""Ways in which reading words and clauses goes wrong, each with a sentence of its own."""

from datetime import date

import pytest

from extract_case import candidates_of, extraction_of
from forecastctl.extract.parse import is_available
from forecastctl.model import Candidate, Said

ENGINES = [
    "rules",
    pytest.param(
        "parse", marks=pytest.mark.skipif(not is_available(), reason="the extra nlp is missing")
    ),
]
on_both_engines = pytest.mark.parametrize("engine", ENGINES)


def claims(text: str, engine: str) -> list[str]:
    return [candidate.claim for candidate in candidates_of(text, engine)]


def only(text: str, engine: str) -> Candidate:
    [candidate] = candidates_of(text, engine)
    return candidate


# Text


@on_both_engines
@pytest.mark.parametrize(
    "text",
    [
        "“The port will reopen, said the mayor.",
        'The "port will reopen.',
        "« The port will reopen », said the mayor.",
        "‘The port “will” reopen,’ said the mayor.",
        "THE PORT WILL REOPEN",
        "The port will reopen",
    ],
    ids=["odd curly", "odd straight", "guillemets", "nested", "capitals", "no full stop"],
)
def test_quotation_marks_capitals_and_missing_stops_hide_nothing(text: str, engine: str) -> None:
    candidate = only(text, engine)
    assert "reopen" in candidate.claim.lower()


@on_both_engines
def test_items_of_a_list_without_a_verb_are_nothing(engine: str) -> None:
    assert claims("- tin\n- copper, lead\n- zinc by 2030\n", engine) == []


@on_both_engines
def test_an_empty_text_and_a_text_of_furniture_have_nothing(engine: str) -> None:
    assert claims("", engine) == []
    assert claims("Subscribe to our newsletter\n", engine) == []


# Words


@on_both_engines
@pytest.mark.parametrize(
    "text",
    [
        "May was the driest month of the year.",
        "May said the bank was sound.",
        "Will Carter leads the board.",
        "Their will is strong and his will names no heir.",
        "The delay was due to fog.",
        "The clock is set to noon.",
    ],
    ids=["May the month", "May a person", "Will a name", "will a noun", "due to a cause", "set to"],
)
def test_a_word_that_looks_like_a_trigger_is_none(text: str, engine: str) -> None:
    assert claims(text, engine) == []


@on_both_engines
def test_a_person_called_will_may_have_a_future(engine: str) -> None:
    assert claims("Will Carter will leave the board.", engine) == [
        "Will Carter will leave the board"
    ]


@on_both_engines
@pytest.mark.parametrize("denial", ["cannot", "can not", "can’t"])
def test_cannot_be_ruled_out_however_it_is_spelt(denial: str, engine: str) -> None:
    candidate = only(f"A strike {denial} be ruled out.", engine)
    assert (candidate.said, candidate.probability) == (Said.WILL, 0.2)


@on_both_engines
def test_all_but_certain_and_no_doubt_affirm(engine: str) -> None:
    certain = only("It is all but certain that the mill will close.", engine)
    assert (certain.said, certain.probability) == (Said.WILL, 0.95)
    assert only("There is no doubt that the mill will close.", engine).said is Said.WILL


@on_both_engines
def test_not_only_flips_nothing(engine: str) -> None:
    found = candidates_of("The mill will not only close but also sell its land.", engine)
    assert {candidate.said for candidate in found} == {Said.WILL}


@on_both_engines
def test_no_longer_is_a_denial(engine: str) -> None:
    candidate = only("The mill will no longer make paper.", engine)
    assert (candidate.said, candidate.claim) == (Said.WILL_NOT, "The mill will make paper")


@on_both_engines
def test_not_until_a_day_means_not_before_it(engine: str) -> None:
    candidate = only("The mill will not close until June.", engine)
    assert candidate.said is Said.WILL_NOT
    assert "before June 2024" in candidate.claim


# Clauses


@on_both_engines
def test_three_predicates_with_their_own_modals_are_three_claims(engine: str) -> None:
    text = "The mill will close in May, its owner may sell and the town is likely to buy it."
    assert len(claims(text, engine)) == 3


@on_both_engines
def test_verbs_that_share_one_modal_are_one_claim(engine: str) -> None:
    text = "The mill will close its gates and sell its land."
    assert claims(text, engine) == ["The mill will close its gates and sell its land"]


@on_both_engines
def test_two_predicates_of_one_subject_may_differ_in_polarity(engine: str) -> None:
    found = candidates_of("The mill will not close but will sell its land.", engine)
    assert [(each.claim, each.said.value) for each in found] == [
        ("The mill will close", "-"),
        ("The mill will sell its land", "+"),
    ]


@on_both_engines
def test_unless_is_a_denied_condition(engine: str) -> None:
    candidate = only("The mill will close unless the town helps.", engine)
    assert (candidate.condition, candidate.claim) == (
        "the town does not help",
        "The mill will close",
    )


@on_both_engines
def test_a_condition_inside_a_report_stays_with_its_claim(engine: str) -> None:
    candidate = only("The owner said that if prices fall, the mill will close.", engine)
    assert (candidate.condition, candidate.claim) == ("prices fall", "The mill will close")


@on_both_engines
def test_a_relative_clause_finds_its_antecedent(engine: str) -> None:
    text = "It confirmed the visit of its president to Oslo, which will take place on 2 April."
    candidate = only(text, engine)
    assert "isit" in candidate.claim
    assert candidate.due == date(2024, 4, 2)


@on_both_engines
def test_a_passive_needs_no_agent(engine: str) -> None:
    assert claims("A new law will be passed in May.", engine) == [
        "A new law will be passed in May 2024"
    ]


@on_both_engines
@pytest.mark.parametrize(
    "text",
    [
        "Analysts do not expect that the mill will close.",
        "Analysts do not think the mill will close.",
        "The mill is not expected to close.",
    ],
)
def test_a_negation_above_the_clause_is_counted_once(text: str, engine: str) -> None:
    candidate = only(text, engine)
    assert (candidate.claim, candidate.said) == ("The mill will close", Said.WILL_NOT)
    assert candidate.probability is not None
    assert candidate.probability < 0.5


@on_both_engines
def test_two_negations_affirm(engine: str) -> None:
    candidate = only("Analysts do not think it impossible that the mill will close.", engine)
    assert (candidate.said, candidate.probability) == (Said.WILL, 0.2)


@on_both_engines
def test_a_reported_would_may_be_due_already(engine: str) -> None:
    candidate = only("Last year the owner said the mill would close by 2023.", engine)
    assert candidate.due == date(2023, 12, 31)
    assert {"reported", "already_due"} <= set(candidate.flags)


@on_both_engines
def test_a_would_in_the_next_sentence_inherits_the_condition(engine: str) -> None:
    text = "If the mill closes, the town will shrink. Shops would follow."
    first, second = candidates_of(text, engine)
    assert first.condition == second.condition == "the mill closes"
    assert "inherited_condition" in second.flags
    apart = extraction_of(text.replace(". ", ".\n\n"), engine).candidates
    assert [each.condition for each in apart] == ["the mill closes", None]
