"""The verdict on two sources, and what it depends on."""

from dataclasses import replace

import pytest
from scored_rows import SELECTION, book

from forecastctl.scoring.compare import Comparison, build_comparison
from forecastctl.scoring.engine import build_tables
from forecastctl.scoring.row import SourceInfo
from forecastctl.scoring.tables import ScoringRow, Use

NAMES = {"a": SourceInfo(name="Author A"), "b": SourceInfo(name="Author B")}


def rows_of(n: int, a: float, b: float, event: str = "-") -> list[ScoringRow]:
    """Both say so much of every event; each comes true."""
    lines = []
    for i in range(n):
        name = event.format(i)
        lines += [f"a q{i} {a} yes {name}", f"b q{i} {b} yes {name}"]
    return book("source question p outcome event\n" + "\n".join(lines))


def compared(rows: list[ScoringRow], a: str = "a", b: str = "b") -> Comparison:
    selection = replace(SELECTION, sources=frozenset({a, b}), against=b)
    done = build_comparison(build_tables(rows, selection), selection, (a, b), NAMES, 1)
    assert done is not None
    return done


def test_the_closer_one_is_better() -> None:
    done = compared(rows_of(12, 0.9, 0.6))
    assert (done.verdict, done.n_common, done.n_clusters) == ("better", 12, 12)
    assert done.mean_diff == pytest.approx(0.01 - 0.16, abs=1e-12)
    assert (done.brier_a, done.brier_b) == pytest.approx((0.01, 0.16), abs=1e-12)
    assert done.p_signflip == 2 / 2**12
    assert (done.name_a, done.name_b) == ("Author A", "Author B")
    assert compared(rows_of(12, 0.6, 0.9)).verdict == "worse"


def test_swapping_the_two_changes_nothing_but_the_sign() -> None:
    rows = book(
        "source question p outcome\n"
        + "\n".join(
            f"a q{i} {(i * 7 % 10) / 10} {'yes' if i % 3 else 'no'}\n"
            f"b q{i} {(i * 3 % 10) / 10} {'yes' if i % 3 else 'no'}"
            for i in range(40)
        )
    )
    one, other = compared(rows), compared(rows, "b", "a")
    assert one.mean_diff == pytest.approx(-other.mean_diff, abs=1e-15)
    assert (one.p_signflip, one.signflip_draws) == (other.p_signflip, 20_000)
    assert "Random draws with --seed 1." in one.footnotes


@pytest.mark.parametrize(("n", "event"), [(9, "-"), (20, "e{0:.1}")])
def test_few_questions_or_events_tell_nothing(n: int, event: str) -> None:
    rows = rows_of(n, 0.9, 0.6)
    if event != "-":
        rows = [row._replace(event=f"e{int(row.question[1:]) % 5}") for row in rows]
    assert compared(rows).verdict == "too_few"


def test_under_six_events_the_limit_of_p_is_named() -> None:
    rows = [row._replace(event=f"e{int(row.question[1:]) % 5}") for row in rows_of(20, 0.9, 0.6)]
    done = compared(rows)
    assert done.n_clusters == 5
    assert "With 5 independent events p cannot fall below .05." in done.footnotes
    assert done.hidden["signflip_draws"] == "all sign patterns were used"


def test_under_ten_questions_their_parts_are_hidden() -> None:
    done = compared(rows_of(9, 0.9, 0.6))
    assert (done.d_miscalibration, done.d_discrimination) == (None, None)
    assert done.hidden["d_miscalibration"] == "fewer than 10 questions in common"


def test_one_event_has_no_test() -> None:
    rows = [row._replace(event="e") for row in rows_of(12, 0.9, 0.6)]
    done = compared(rows)
    assert (done.se_cluster, done.ci, done.t, done.df, done.p_t) == (None,) * 5
    assert done.hidden["ci"] == "fewer than 2 independent events"
    assert done.p_signflip == 1


def test_the_same_on_every_question_is_no_difference() -> None:
    done = compared(rows_of(12, 0.7, 0.7))
    assert (done.mean_diff, done.verdict, done.p_signflip) == (0, "no_call", 1)
    assert (done.t, done.p_t, done.hidden["t"]) == (None, 1.0, "all events differ alike")


def worded(rows: list[ScoringRow], low: float, high: float) -> list[ScoringRow]:
    return [
        row._replace(method="worded", wording="surely", low=low, high=high)
        if row.source == "a"
        else row
        for row in rows
    ]


def test_better_in_words_has_to_hold_for_every_reading() -> None:
    narrow = compared(worded(rows_of(12, 0.9, 0.6), 0.8, 0.95))
    assert (narrow.verdict, narrow.robust, narrow.n_worded) == ("better", True, 12)
    wide = compared(worded(rows_of(12, 0.9, 0.6), 0.5, 0.95))
    assert (wide.verdict, wide.robust) == ("no_call", False)
    assert wide.depends_on_reading
    assert any(note.startswith("~ on 12 of 12 questions") for note in wide.footnotes)


def test_without_words_there_is_nothing_to_read() -> None:
    done = compared(rows_of(12, 0.9, 0.6))
    assert (done.robust, done.hidden["robust"]) == (None, "nothing worded")


def test_questions_of_one_source_are_counted_and_left_aside() -> None:
    extra = book("source question p outcome\na x1 10% yes\na x2 10% yes\nb y1 10% yes")
    done = compared([*rows_of(12, 0.9, 0.6), *extra])
    assert (done.n_common, done.n_only_a, done.n_only_b) == (12, 2, 1)
    assert done.brier_a == pytest.approx(0.01, abs=1e-12)


def test_without_a_common_question_there_is_nothing_to_compare() -> None:
    selection = replace(SELECTION, sources=frozenset("ab"), against="b")
    rows = book("source question p\na q1 70%\nb q2 70%")
    tables = build_tables(rows, selection)
    assert build_comparison(tables, selection, ("a", "b"), NAMES, 1) is None
    assert build_comparison(tables, selection, ("a", "nobody"), NAMES, 1) is None


def test_the_chosen_update_is_compared() -> None:
    rows = [
        *rows_of(12, 0.9, 0.6),
        *book("source question p outcome made\na q0 10% yes 2026-02-01"),
    ]
    rows = [row._replace(forecast=f"f{i}", order=("", i)) for i, row in enumerate(rows)]
    assert compared(rows).brier_a > 0.05
    selection = replace(SELECTION, sources=frozenset("ab"), against="b", use=Use.FIRST)
    first = build_comparison(build_tables(rows, selection), selection, ("a", "b"), NAMES, 1)
    assert first is not None
    assert first.brier_a == pytest.approx(0.01, abs=1e-12)
