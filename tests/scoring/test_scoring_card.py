"""The card of one source: calls, phrases, left-out ids."""

from collections.abc import Iterable

import pytest
from scored_rows import GOOD, TODAY, book, repeated

from forecastctl.scoring.card import Card, build_card
from forecastctl.scoring.report import ReportOptions, SourceInfo
from forecastctl.scoring.tables import Reason, ScoringRow, Selection


def card_of(rows: Iterable[ScoringRow], source: str = "a") -> Card:
    selection = Selection(today=TODAY, sources=frozenset({source}))
    names = {source: SourceInfo(name="Author")}
    card = build_card(rows, selection, names, ReportOptions())
    assert card is not None
    return card


TEN = """
    p    low  high  outcome  method  wording  said  due
    93%  85%  98%   yes      worded  will     +     2026-03-09
    93%  85%  98%   yes      worded  will     +     2026-03-08
    93%  85%  98%   no       worded  will     +     2026-03-07
    7%   2%   15%   no       worded  will     -     2026-03-06
    28%  15%  60%   yes      worded  could    +     2026-03-05
    70%  55%  82%   yes      worded  likely   +     2026-03-04
    70%  55%  82%   no       worded  likely   +     2026-03-03
    90%  -    -     yes      stated  -        +     2026-03-02
    """


def test_best_and_worst_calls() -> None:
    """Losses: will .0049 and .8649, will not .0049, could .5184, likely .09 and .49, 90% .01."""
    card = card_of(book(TEN))
    assert [call.forecast for call in card.best] == ["f4", "f2", "f1"]
    assert [call.forecast for call in card.worst] == ["f3", "f5", "f7"]
    assert [call.loss for call in card.worst] == pytest.approx([0.8649, 0.5184, 0.49])
    denial = card.best[0]
    assert (denial.said, denial.is_worded, denial.outcome) == ("-", True, "no")
    assert denial.loss == pytest.approx(0.0049)


def test_ten_worded_claims_of_one_author() -> None:
    """Those of the first article in data/articles.jsonl, each an event of its own."""
    rows = book(
        """
        p    said  outcome
        28%  +     yes
        45%  +     no
        7%   -     no
        80%  +     yes
        12%  -     no
        25%  -     no
        90%  +     yes
        92%  +     yes
        85%  +     yes
        58%  +     yes
        """
    )
    card = card_of(row._replace(method="worded", wording="words") for row in rows)
    row = card.row
    assert (row.n, row.n_worded, card.n_right) == (10, 10, 9)
    assert row.brier == pytest.approx(0.1058)
    assert row.brier_ci == pytest.approx((0.030, 0.321), abs=5e-4)
    assert row.verdict_words == "no clear difference yet"
    assert [call.loss for call in card.best] == pytest.approx([0.0049, 0.0064, 0.0100])
    assert card.worst[0].loss == pytest.approx(0.5184)


@pytest.mark.parametrize(
    ("n", "n_best", "n_worst"), [(1, 1, 0), (2, 1, 1), (3, 2, 1), (5, 3, 2), (6, 3, 3), (9, 3, 3)]
)
def test_no_call_is_both_best_and_worst(n: int, n_best: int, n_worst: int) -> None:
    card = card_of(repeated(n, n // 2, 0.7))
    assert (len(card.best), len(card.worst)) == (n_best, n_worst)
    best, worst = ({call.forecast for call in calls} for calls in (card.best, card.worst))
    assert not best & worst


def test_equal_losses_stand_by_due_day_then_id() -> None:
    rows = book("p due\n70% -\n70% 2026-03-02\n70% 2026-03-01\n70% 2026-03-01\n20% 2026-01-01")
    rows = [row._replace(happened_on=None, recorded_on=None) for row in rows]
    selection = Selection(today=TODAY, sources=frozenset("a"), include_early=True)
    card = build_card(rows, selection, {}, ReportOptions())
    assert card is not None
    assert [call.forecast for call in card.best] == ["f3", "f4", "f2"]
    assert [call.forecast for call in card.worst] == ["f5", "f1"]


def test_the_row_and_both_references() -> None:
    rows = [*repeated(30, 27, 0.9), *repeated(5, 1, 0.5, "b")]
    card = card_of(rows)
    assert (card.row.n, card.row.name, card.n_right) == (30, "Author", 27)
    assert card.row.verdict_words == "no clear difference yet"
    assert card.verdict_words_against_half == "better than 50/50"
    assert [row.source for row in card.report.sources] == ["a"]
    assert card.report.n == 30


def test_the_phrases_of_the_source_most_used_first() -> None:
    card = card_of([*book(TEN), GOOD._replace(source="b", method="worded", wording="sure")])
    assert [(phrase.phrase, phrase.n, phrase.happened) for phrase in card.phrases] == [
        ("will", 3, 2),
        ("likely", 2, 1),
        ("(direct)", 1, 1),
        ("could", 1, 1),
        ("will", 1, 0),
    ]
    assert card.n_phrases == 5


def test_at_most_eight_phrases_are_shown() -> None:
    rows = [
        row._replace(method="worded", wording=f"word {i}")
        for i, row in enumerate(repeated(9, 4, 0.7))
    ]
    card = card_of(rows)
    assert (len(card.phrases), card.n_phrases) == (8, 9)


def test_what_was_left_out_is_named_at_most_ten_a_reason() -> None:
    rows = [row._replace(outcome="void") for row in repeated(12, 0, 0.7)]
    card = card_of([*rows, GOOD._replace(probability=None), GOOD._replace(source="b", due=None)])
    none, void = card.left_out
    assert (none.reason, none.n, none.ids) == (Reason.NO_PROBABILITY, 1, ("f1",))
    assert (void.reason, void.words, void.n) == (Reason.VOID, "void", 12)
    assert len(void.ids) == 10
    assert list(void.ids) == sorted(row.forecast for row in rows)[:10]
    assert (card.best, card.worst, card.n_right) == ((), (), 0)


def test_calibration_starts_at_30_forecasts() -> None:
    assert card_of(repeated(29, 20, 0.7)).calibration is None
    calibration = card_of(repeated(30, 20, 0.7)).calibration
    assert calibration is not None
    assert calibration.sentence == (
        "when Author said 70-80%, it happened 67% of the time (30 forecasts)"
    )


def test_a_source_without_forecasts_has_no_card() -> None:
    selection = Selection(today=TODAY, sources=frozenset({"nobody"}))
    assert build_card([GOOD], selection, {}, ReportOptions()) is None
