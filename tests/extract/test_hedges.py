"""From words to triggers: form, figures and polarity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract_case import candidates_of, only_candidate, only_trigger, triggers_of
from forecastctl.extract.base import Form, Trigger
from forecastctl.model import ClaimKind, Said


def figures(trigger: Trigger) -> tuple[float, float, float]:
    return trigger.low, trigger.typical, trigger.high


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("The port will reopen.", Form.MODAL),
        ("The port is likely to reopen.", Form.INFINITIVE),
        ("The company plans to leave.", Form.INFINITIVE),
        ("Analysts expect a strike.", Form.MATRIX),
        ("Analysts expect that a strike will follow.", Form.MATRIX),
        ("The minister ruled out a new tax.", Form.MATRIX),
        ("It is likely that rates will fall.", Form.THAT),
        ("There is a risk that prices will jump.", Form.THAT),
        ("Rain is expected.", Form.PREDICATE),
        ("A strike cannot be ruled out.", Form.PREDICATE),
        ("A second round is unlikely.", Form.PREDICATE),
        ("The club has a good chance of a title.", Form.NOMINAL),
        ("Perhaps it rains tomorrow.", Form.ADVERB),
    ],
)
def test_a_trigger_tells_how_it_joins_its_clause(text: str, form: Form) -> None:
    assert only_trigger(text).form is form


def test_a_matrix_and_the_will_below_it_are_one_trigger() -> None:
    trigger = only_trigger("Analysts expect that rents will fall.")
    assert figures(trigger) == (0.7, 0.8, 0.9)
    assert trigger.modal == (27, 31)


def test_a_hedge_below_a_matrix_counts_alone() -> None:
    """Nesting never lowers a probability: only the innermost speaker's hedge counts."""
    trigger = only_trigger("The board believes that the sale may collapse.")
    assert (trigger.phrase, figures(trigger)) == ("may", (0.2, 0.45, 0.65))


def test_an_adverb_gives_a_plain_modal_its_figures() -> None:
    after = only_trigger("Rents will inevitably fall.")
    before = only_trigger("Inevitably, rents will fall.")
    assert figures(after) == figures(before) == (0.92, 0.97, 0.995)


def test_an_adverb_does_not_reach_the_second_of_two_modals() -> None:
    first, second = triggers_of("The talks will probably not end the war but will slow it.")
    assert figures(first) == (0.15, 0.26, 0.4)
    assert first.negated
    assert figures(second) == (0.7, 0.85, 0.95)
    assert not second.negated


def test_stacked_possibilities_lose_a_fifth_and_widen() -> None:
    """may .20/.45/.65, hedged again: .45 x .8 = .36, and .05 wider at both ends."""
    assert figures(only_trigger("Perhaps the strike may spread.")) == (0.15, 0.36, 0.7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is quite likely to rain.", (0.8, 0.87, 0.925)),  # likely to .60/.74/.85, halved
        ("That is more unlikely.", (0.05, 0.105, 0.165)),  # unlikely .10/.21/.33, halved
        ("It is very likely to rain.", (0.79, 0.87, 0.95)),  # its own row
    ],
)
def test_boosters_halve_the_distance_unless_the_table_has_the_pair(
    text: str, expected: tuple[float, float, float]
) -> None:
    assert figures(only_trigger(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bill will not pass.", (0.05, 0.14, 0.28)),
        ("The bill is not expected to pass.", (0.08, 0.17, 0.3)),
        ("The bill isn’t going to pass.", (0.05, 0.12, 0.25)),  # going to .75/.88/.95, turned
        ("The bill is unlikely to pass.", (0.1, 0.21, 0.33)),
        ("Experts do not believe that the bill will pass.", (0.15, 0.28, 0.4)),
        ("The clerk denied that the bill will pass.", (0.05, 0.14, 0.28)),
        ("The bill may not pass.", (0.2, 0.45, 0.65)),
    ],
)
def test_a_denial_gives_the_positive_event_its_figures_and_the_other_polarity(
    text: str, expected: tuple[float, float, float]
) -> None:
    candidate = only_candidate(text)
    assert (candidate.low, candidate.probability, candidate.high) == expected
    assert candidate.said is Said.WILL_NOT


@pytest.mark.parametrize(
    "text",
    [
        "A snap election cannot be ruled out.",
        "A snap election can’t be ruled out.",
        "It is not impossible that the bill passes.",
        "Experts do not think it impossible that the bill will pass.",
    ],
)
def test_litotes_are_low_but_positive(text: str) -> None:
    trigger = only_trigger(text)
    assert (trigger.negated, figures(trigger)) == (False, (0.05, 0.2, 0.4))


def test_not_unlikely_has_its_own_row() -> None:
    assert figures(only_trigger("A merger is not unlikely.")) == (0.3, 0.5, 0.68)


def test_all_but_certain_is_almost_certain() -> None:
    assert only_trigger("It is all but certain that he will resign.").typical == 0.95


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Traders foresee a slump.", Form.MATRIX),
        ("A storm forecast to reach the coast slowed.", Form.INFINITIVE),
        ("The forecast shows a slump.", Form.MATRIX),
        ("Their projections generally showed a slump.", Form.MATRIX),
        ("The town faces the threat of floods.", Form.NOMINAL),
        ("Kern is favoured to win.", Form.INFINITIVE),
    ],
)
def test_words_that_say_the_same_as_a_row_take_its_figures(text: str, form: Form) -> None:
    trigger = only_trigger(text)
    assert trigger.form is form
    assert trigger.row is not None


def test_few_believe_denies_and_a_few_believe_affirms() -> None:
    assert only_trigger("Few believe that the mill will close.").negated
    assert not only_trigger("A few believe that the mill will close.").negated


def test_no_doubt_is_no_doubt_of_the_speaker() -> None:
    trigger = only_trigger("There is no doubt the price will fall.")
    assert (trigger.phrase, trigger.negated) == ("will", False)


def test_ruled_out_without_a_negation_is_a_denial() -> None:
    candidate = only_candidate("The premier ruled out a second levy this year.")
    assert (candidate.said, candidate.probability) == (Said.WILL_NOT, 0.1)


def test_may_consider_takes_the_row_of_may_since_the_claim_keeps_the_verb() -> None:
    assert figures(only_trigger("The council may consider a ban.")) == (0.2, 0.45, 0.65)


@pytest.mark.parametrize(
    ("text", "kind", "typical"),
    [
        ("We will open two shops in May.", ClaimKind.PLAN, 0.93),
        ("Demand will grow.", ClaimKind.FORECAST, 0.85),
        ("The ministry will cut the levy in May.", ClaimKind.PLAN, 0.93),
        ("The levy will cut demand in May.", ClaimKind.FORECAST, 0.85),
        ("The talks will begin on 4 April.", ClaimKind.SCHEDULED, 0.85),
        ("The firm plans to leave.", ClaimKind.PLAN, 0.75),
        ("The firm aims to halve its losses.", ClaimKind.PLAN, 0.5),
        ("The vote is scheduled to start.", ClaimKind.SCHEDULED, 0.91),
        ("Prices could double.", ClaimKind.POSSIBILITY, 0.38),
        ("If it freezes, the crop would fail.", ClaimKind.CONDITIONAL, 0.7),
        ("If it freezes, the crop will fail.", ClaimKind.CONDITIONAL, 0.85),
    ],
)
def test_the_kind_follows_the_words_and_an_explicit_condition_wins(
    text: str, kind: ClaimKind, typical: float
) -> None:
    candidate = only_candidate(text)
    assert (candidate.claim_kind, candidate.probability) == (kind, typical)


def test_reported_would_is_a_forecast_of_its_speaker() -> None:
    candidate = only_candidate("The ministry said rents would rise.")
    assert (candidate.claim_kind, candidate.probability) == (ClaimKind.FORECAST, 0.8)


def test_due_to_is_a_schedule_only_before_a_verb() -> None:
    assert only_candidate("The ship is due to sail on 3 April.").probability == 0.91
    assert candidates_of("The delay is due to the strike on 3 April.") == ()


def test_a_forecast_that_is_only_named_takes_nothing_off_a_verb() -> None:
    candidate = only_candidate("Kern now expects rents to rise 3%, up from a forecast of 2%.")
    assert (candidate.hedge, candidate.probability) == ("expects", 0.8)


def test_who_would_expect_expects() -> None:
    assert only_candidate("I would expect that the queues will grow.").hedge == "expect"


def test_what_seems_likely_is_foretold_without_a_day() -> None:
    assert only_candidate("A long strike seems likely.").probability == 0.68


@given(
    st.lists(
        st.sampled_from(
            "will not may likely expected to is unlikely that if rates fall and , might never "
            "perhaps could 30% chance of forecast doubt , but".split()
        ),
        max_size=30,
    )
)
def test_figures_are_ordered_and_triggers_lie_apart_in_any_jumble(words: list[str]) -> None:
    text = "Xs " + " ".join(words)
    triggers = triggers_of(text)
    for trigger in triggers:
        assert 0 <= trigger.low <= trigger.typical <= trigger.high <= 1
        assert text[trigger.start : trigger.end] == trigger.phrase
    starts = [trigger.start for trigger in triggers]
    assert starts == sorted(starts)
