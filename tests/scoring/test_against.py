"""A row beside its reference: a rate, or another source."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scored_rows import book, repeated, report_of, row_of

from forecastctl.scoring.skill import BASE, HALF, REFERENCES, against_source, always

BEN = against_source("b", "Ben")

SHARED = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 20), st.sampled_from(["yes", "no"])),
    min_size=10,
    max_size=30,
)


def rows_of(shared: list[tuple[int, int, str]]) -> str:
    lines = [
        f"a q{i} {a / 20} {outcome}\nb q{i} {b / 20} {outcome}"
        for i, (a, b, outcome) in enumerate(shared)
    ]
    return "source question p outcome\n" + "\n".join(lines)


def test_any_rate_can_be_the_reference() -> None:
    row = row_of(report_of(repeated(20, 8, 0.5), reference=always(0.3)), "a")
    theirs = 0.09 - 2 * 0.3 * 0.4 + 0.4
    assert row.skill == pytest.approx(1 - 0.25 / theirs, abs=1e-12)
    assert row.excess == pytest.approx(0.25 - theirs, abs=1e-12)
    assert row.skill_reference == "0.3"


def test_references_have_codes_and_words() -> None:
    assert [one.code for one in (BASE, HALF, always(0.25), BEN)] == [
        "base",
        "half",
        "0.25",
        "source:b",
    ]
    assert (always(0.25).words, BEN.words) == ("always 25%", "Ben")
    assert set(REFERENCES) == {"base", "half"}
    with pytest.raises(ValueError, match="no probability"):
        always(1.1)


@settings(deadline=None)
@given(shared=SHARED)
def test_a_source_is_met_on_common_questions_only(shared: list[tuple[int, int, str]]) -> None:
    """Oracle: plus-2 written out over the pairs."""
    text = rows_of(shared) + "\na x1 10% yes\nb x2 10% yes"
    row = row_of(report_of(book(text), reference=BEN), "a")
    n = len(shared)
    values = [((a / 20 - (y == "yes")) ** 2, (b / 20 - (y == "yes")) ** 2) for a, b, y in shared]
    own, theirs = (float(np.mean(side)) for side in zip(*values, strict=True))
    assert row.excess == pytest.approx(own - theirs, abs=1e-12)
    if theirs:
        assert row.skill == pytest.approx(1 - own / theirs, abs=1e-9)
    samples = [(a - b, 1.0) for a, b in values]
    for y in (0, 1):
        samples += [((a / 20 - y) ** 2 - (b / 20 - y) ** 2, 2 / n) for a, b, _ in shared]
    losses, weights = map(np.array, zip(*samples, strict=True))
    mean = float((losses * weights).sum() / (n + 4))
    variance = float((weights * (losses - mean) ** 2).sum() / (n + 3))
    half = float(stats.t.ppf(0.975, n + 3)) * sqrt(variance / (n + 4))
    assert row.excess_ci == pytest.approx((mean - half, mean + half), abs=1e-7)


def test_few_common_questions_are_no_measure() -> None:
    rows = book(rows_of([(18, 10, "yes")] * 9))
    row = row_of(report_of([*rows, *repeated(20, 10, 0.7, start=50)], reference=BEN), "a")
    assert (row.skill, row.excess, row.verdict) == (None, None, "too_few")
    assert row.hidden["skill"] == "fewer than 10 questions in common with Ben"


def test_the_reference_is_not_measured_against_itself() -> None:
    rows = book(rows_of([(18, 10, "yes"), (4, 10, "no")] * 10))
    report = report_of(rows, reference=BEN)
    assert row_of(report, "b").verdict_words == "the reference itself"
    assert row_of(report, "a").verdict_words.startswith("better than Ben")
    assert "Verdicts compare with Ben on the questions that both answered." in report.footnotes


def test_shared_events_are_shared_against_a_source_too() -> None:
    rows = book(rows_of([(18, 10, "yes"), (4, 10, "no")] * 10))
    shared = [row._replace(event=f"e{int(row.question[1:]) % 4}") for row in rows]
    row = row_of(report_of(shared, reference=BEN), "a")
    assert row.verdict == "too_few"
    single = row_of(report_of(rows, reference=BEN), "a")
    assert row.excess_ci is not None
    assert single.excess_ci is not None
    assert row.excess_ci.high - row.excess_ci.low >= single.excess_ci.high - single.excess_ci.low
