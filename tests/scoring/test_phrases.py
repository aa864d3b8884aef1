"""The phrase table: what came true of each phrase, and whether that fits its range."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scored_rows import GOOD, TODAY, report_of

from forecastctl.scoring.binomial import at_least, at_most
from forecastctl.scoring.phrases import (
    Phrase,
    PhraseTest,
    build_phrases,
    phrase_p,
)
from forecastctl.scoring.tables import (
    Count,
    GroupBy,
    PhraseKey,
    PhraseTable,
    ScoringRow,
    Selection,
)

PERCENT = 10**10
BY_WORDING = Selection(today=TODAY, by=GroupBy.WORDING)


def used(n: int, k: int, n_clusters: int | None = None) -> PhraseTable:
    return PhraseTable(count=Count(n, k), n_clusters=n if n_clusters is None else n_clusters)


def key(phrase: str, low: int, high: int, said: str = "+") -> PhraseKey:
    return PhraseKey(phrase, said, low * PERCENT, high * PERCENT)


def only(tables: dict[PhraseKey, PhraseTable]) -> Phrase:
    [phrase] = build_phrases(tables)
    return phrase


FIVE = {
    key("likely", 55, 82): used(20, 4),
    key("could", 15, 60): used(8, 3),
    key("will not", 2, 15, "-"): used(9, 1),
    key("will", 85, 98): used(31, 22),
    key("unlikely", 10, 33): used(14, 4),
}


def test_a_table_of_five_phrases() -> None:
    """Most used first; one word survives the adjustment for five tests."""
    rows = build_phrases(FIVE)
    assert [row.phrase for row in rows] == ["will", "likely", "unlikely", "will not", "could"]
    assert [f"{row.rate:.0%}" for row in rows] == ["71%", "20%", "29%", "11%", "38%"]
    assert [f"{row.rate_ci.low:.0%}-{row.rate_ci.high:.0%}" for row in rows] == [
        "56%-82%",
        "9%-38%",
        "14%-51%",
        "3%-38%",
        "16%-65%",
    ]
    assert [f"{row.phrase_p:.4f}" for row in rows] == [
        "0.0682",
        "0.0031",
        "1.0000",
        "1.0000",
        "1.0000",
    ]
    assert [f"{row.phrase_p_bh:.4f}" for row in rows] == [
        "0.1704",
        "0.0153",
        "1.0000",
        "1.0000",
        "1.0000",
    ]
    assert [row.phrase_test for row in rows] == ["consistent", "too_much", *["consistent"] * 3]


def test_the_interval_of_4_in_20() -> None:
    likely = build_phrases(FIVE)[1]
    assert likely.rate_ci == pytest.approx((0.09311801658121097, 0.37837668583536765), abs=1e-14)
    assert likely.level == 0.9


def test_13_of_20_are_consistent_with_55_to_85_per_cent_and_5_are_not() -> None:
    assert phrase_p(13, 20, 0.55, 0.85) == 1.0
    assert phrase_p(5, 20, 0.55, 0.85) == pytest.approx(0.0129, abs=5e-5)
    assert only({key("likely", 55, 85): used(20, 5)}).phrase_test is PhraseTest.TOO_MUCH


@pytest.mark.parametrize(
    ("said", "k", "expected"),
    [
        ("+", 1, PhraseTest.TOO_MUCH),
        ("+", 19, PhraseTest.TOO_LITTLE),
        ("-", 1, PhraseTest.TOO_LITTLE),
        ("-", 19, PhraseTest.TOO_MUCH),
    ],
)
def test_a_denial_promises_too_much_where_too_much_happened(
    said: str, k: int, expected: PhraseTest
) -> None:
    assert only({key("phrase", 40, 60, said): used(20, k)}).phrase_test is expected


def test_fewer_than_five_uses_are_not_tested() -> None:
    phrase = only({key("will", 85, 98): used(4, 0)})
    assert (phrase.phrase_p, phrase.phrase_p_bh, phrase.phrase_test) == (None, None, None)
    assert phrase.hidden == dict.fromkeys(
        ("phrase_p", "phrase_p_bh", "phrase_test"), "fewer than 5 uses"
    )
    assert only({key("will", 85, 98): used(5, 0)}).phrase_test is PhraseTest.TOO_MUCH


def test_questions_that_share_an_event_are_not_tested() -> None:
    phrase = only({key("will", 85, 98): used(20, 0, n_clusters=19)})
    assert phrase.phrase_test is None
    assert "share an event" in phrase.hidden["phrase_test"]


def test_numbers_have_neither_range_nor_test_nor_side() -> None:
    phrase = only({PhraseKey("", "", None, None): used(20, 5)})
    assert (phrase.phrase, phrase.said, phrase.low, phrase.high) == ("(direct)", None, None, None)
    assert set(phrase.hidden) == {"low", "high", "phrase_p", "phrase_p_bh", "phrase_test"}


def test_tests_that_are_not_made_do_not_count_in_the_adjustment() -> None:
    tables = {key("likely", 55, 85): used(20, 5), key("will", 85, 98): used(4, 0)}
    likely, will = build_phrases(tables)
    assert likely.phrase_p_bh == likely.phrase_p
    assert will.phrase_p_bh is None


def test_the_report_by_wording_has_phrases_and_no_sources() -> None:
    rows = [worded(i, "yes" if i < 5 else "no") for i in range(9)]
    report = report_of(rows, BY_WORDING)
    [phrase] = report.phrases
    assert report.sources == ()
    assert (phrase.phrase, phrase.said, phrase.low, phrase.high) == ("will", "+", 0.85, 0.98)
    assert (phrase.n, phrase.n_clusters, phrase.happened, phrase.rate) == (9, 9, 5, 5 / 9)
    assert any("Benjamini-Hochberg" in note for note in report.footnotes)


def worded(i: int, outcome: str) -> ScoringRow:
    return GOOD._replace(
        forecast=f"f{i}",
        question=f"q{i}",
        method="worded",
        wording="will",
        probability=0.93,
        low=0.85,
        high=0.98,
        outcome=outcome,
    )


@given(n=st.integers(1, 200), p=st.floats(0, 1), data=st.data())
def test_binomial_tails_agree_with_scipy(n: int, p: float, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    assert at_most(k, n, p) == pytest.approx(stats.binom.cdf(k, n, p), abs=1e-11)
    assert at_least(k, n, p) == pytest.approx(stats.binom.sf(k - 1, n, p), abs=1e-11)
