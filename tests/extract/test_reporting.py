"""The tables of words by which a text says whose words it passes on."""

import pytest

from forecastctl.extract.reporting import (
    Manner,
    phrasal_verb,
    reporting_verb,
    reporting_words,
    singular,
)


@pytest.mark.parametrize(
    ("manner", "words"),
    [
        (Manner.SAY, "say says said saying add adds added adding deny denies denied denying"),
        (Manner.TELL, "tell tells told telling inform informs informed informing"),
        (Manner.SHOW, "find found finds show shows showed shown suggest suggested"),
        (Manner.FORECAST, "expect expected predicts forecast forecasted thought foresaw"),
        (Manner.INTEND, "plan plans planned planning sought wants intends"),
    ],
)
def test_every_form_of_a_verb_is_known(manner: Manner, words: str) -> None:
    for word in words.split():
        verb = reporting_verb(word)
        assert verb is not None
        assert verb.manner is manner


def test_the_verbs_of_the_design_are_all_there() -> None:
    verbs = """say tell add note argue warn predict forecast expect believe estimate indicate
        suggest stress deny announce confirm report""".split()

    assert [verb for verb in verbs if reporting_verb(verb) is None] == []


def test_other_words_report_nothing() -> None:
    assert reporting_verb("rain") is None
    assert reporting_verb("Said") is None
    assert "sleep" not in reporting_words()


def test_a_form_tells_what_it_may_be() -> None:
    forms = [verb for verb in map(reporting_verb, ("says", "saying", "report")) if verb]

    assert [verb.is_finite for verb in forms] == [True, False, True]
    assert [verb.is_gerund for verb in forms] == [False, True, False]
    assert [verb.is_noun for verb in forms] == [False, False, True]


@pytest.mark.parametrize(
    ("words", "manner"),
    [
        ("made clear that", Manner.SAY),
        ("makes it clear that", Manner.SAY),
        ("pointed out that", Manner.SAY),
        ("ruled out a cut", Manner.SAY),
        ("puts the chance at 35%", Manner.FORECAST),
        ("make it 3 to 1", Manner.FORECAST),
        ("gives the bill a 40% chance", Manner.FORECAST),
        ("expressed grave concern that", Manner.FORECAST),
    ],
)
def test_verbs_of_several_words_are_read_as_one(words: str, manner: Manner) -> None:
    found = phrasal_verb(words, 0)

    assert found is not None
    assert found[0].manner is manner


@pytest.mark.parametrize(
    "words", ["made a clear case", "put the lid on", "raised taxes", "gave up"]
)
def test_the_same_verbs_without_their_words_report_nothing(words: str) -> None:
    assert phrasal_verb(words, 0) is None


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("officials", "official"),
        ("agencies", "agency"),
        ("bosses", "boss"),
        ("watches", "watch"),
        ("boss", "boss"),
        ("census", "census"),
        ("analysis", "analysis"),
    ],
)
def test_nouns_are_looked_up_in_the_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
