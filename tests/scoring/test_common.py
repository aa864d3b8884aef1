"""Only questions that all have answered."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from scored_rows import SELECTION, book, report_of

from forecastctl.scoring.engine import build_tables
from forecastctl.scoring.tables import Reason

COMMON = replace(SELECTION, common=True)

FOUR = """
    source  question  p    outcome
    a       q1        70%  yes
    b       q1        70%  yes
    c       q1        70%  yes
    a       q2        70%  yes
    b       q2        70%  yes
    c       q2        70%  void
    a       q3        70%  void
    a       q1        70%  yes
    """


def test_what_not_everybody_answered_is_not_looked_at() -> None:
    report = report_of(book(FOUR), COMMON)
    assert {row.source: row.n for row in report.sources} == {"a": 1, "b": 1, "c": 1}
    assert report.first_lines == (
        "Left out: 1 replaced by a later forecast.",
        "Only the 1 question that all sources answered.",
    )
    assert report.common
    assert report.excluded[Reason.VOID] == 0


def test_named_sources_alone_decide_what_is_common() -> None:
    tables = build_tables(book(FOUR), replace(COMMON, sources=frozenset("ab")))
    assert (tables.n_common, tables.total.n) == (2, 4)


def test_who_has_nothing_scored_does_not_empty_the_report() -> None:
    rows = book("source question p outcome\na q1 70% yes\nb q2 70% void")
    assert report_of(rows, COMMON).n == 1


def test_named_sources_without_a_common_question_leave_nothing() -> None:
    rows = book("source question p outcome\na q1 70% yes\nb q2 70% void")
    report = report_of(rows, replace(COMMON, sources=frozenset("ab")))
    assert (report.n, report.sources) == (0, ())
    assert "There is no question that all sources answered." in report.first_lines


@given(
    answered=st.sets(st.tuples(st.sampled_from("abc"), st.integers(0, 6)), min_size=1, max_size=20)
)
def test_every_row_has_the_same_questions(answered: set[tuple[str, int]]) -> None:
    lines = [f"{source} q{q} 70%" for source, q in sorted(answered)]
    tables = build_tables(book("source question p\n" + "\n".join(lines)), COMMON)
    sources = {source for source, _ in answered}
    expected = sum(all((source, q) in answered for source in sources) for q in range(7))
    assert tables.n_common == expected
    assert all(table.n == expected for table in tables.rows.values())
