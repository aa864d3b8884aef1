"""Resolving, reopening, putting off, files of outcomes, what is due."""

from datetime import date

import pytest

from forecastctl.actions.resolution_file import read_resolution_file
from forecastctl.actions.resolve import (
    ResolutionRow,
    Resolved,
    Verdict,
    check_rows,
    due_walk,
    later,
    parse_outcome,
    reopen,
    resolve_question,
    resolve_rows,
)
from forecastctl.errors import ConflictError, NotFoundError, UsageError
from forecastctl.model import Outcome
from ledger_table import NOW, TODAY, Book, book_of

TABLE = """
    source   p    claim          due
    reuters  70%  Alpha happens  2026-11-19
    me       55%  Alpha happens  2026-11-19
    me       20%  Beta happens   2026-12-31
"""


@pytest.fixture
def book() -> Book:
    return book_of(TABLE)


def resolve(book: Book, typed: str, verdict: Verdict, *, replace: bool = False) -> Resolved:
    with book.write("resolve") as ledger:
        return resolve_question(
            ledger, typed, verdict, by="ana", at=NOW, today=TODAY, replace=replace
        )


YES, NO, VOID = (Verdict(outcome=outcome) for outcome in Outcome)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("yes", Outcome.YES),
        ("Y", Outcome.YES),
        ("TRUE", Outcome.YES),
        ("no", Outcome.NO),
        ("n", Outcome.NO),
        (" False ", Outcome.NO),
        ("void", Outcome.VOID),
        ("Unclear", Outcome.VOID),
        ("annulled", Outcome.VOID),
    ],
)
def test_words_for_outcomes(text: str, outcome: Outcome) -> None:
    assert parse_outcome(text) is outcome


@pytest.mark.parametrize("text", ["", "maybe", "1", "ye", "partial"])
def test_other_words_are_no_outcome(text: str) -> None:
    with pytest.raises(ValueError, match="write yes, no, or void"):
        parse_outcome(text)


def test_resolving_scores_every_entry_on_the_question(book: Book) -> None:
    done = resolve(book, "001f", Verdict(outcome=Outcome.NO, proof=" https://example.org "))

    assert (done.typed, done.question.id, done.was_same) == ("001f", "001q0000", False)
    assert done.resolution.proof == "https://example.org"
    assert (done.resolution.by, done.resolution.recorded_at) == ("ana", NOW)
    assert done.resolution.happened_on is None
    assert {each.entry.id: each.brier for each in done.entries} == pytest.approx(
        {"001f0000": 49 / 100, "002f0000": 3025 / 10000}
    )
    assert done.counts_from is None


def test_a_void_outcome_gives_no_score(book: Book) -> None:
    assert [each.brier for each in resolve(book, "001q", VOID).entries] == [None, None]


def test_an_outcome_before_the_due_day_counts_from_that_day(book: Book) -> None:
    assert resolve(book, "003f", YES).counts_from == date(2026, 12, 31)


def test_a_void_outcome_counts_from_no_day(book: Book) -> None:
    assert resolve(book, "003f", VOID).counts_from is None


def test_the_same_outcome_again_writes_nothing(book: Book) -> None:
    first = resolve(book, "001q", NO)
    n = book.n_commits()

    again = resolve(book, "002f", Verdict(outcome=Outcome.NO, proof="https://example.org"))

    assert again.was_same
    assert again.resolution == first.resolution
    assert book.n_commits() == n


def test_another_outcome_is_a_conflict_unless_it_is_to_replace(book: Book) -> None:
    first = resolve(book, "001q", NO)

    with pytest.raises(ConflictError, match=r"001q is resolved no already; .* add --replace"):
        resolve(book, "001q", YES)
    replaced = resolve(book, "001q", YES, replace=True)

    assert replaced.replaced == first.resolution
    assert replaced.resolution.outcome is Outcome.YES


def test_replacing_can_add_a_proof_to_the_same_outcome(book: Book) -> None:
    resolve(book, "001q", NO)

    done = resolve(book, "001q", Verdict(outcome=Outcome.NO, proof="p"), replace=True)

    assert (done.was_same, done.resolution.proof) == (False, "p")
    assert resolve(book, "001q", Verdict(outcome=Outcome.NO, proof="p"), replace=True).was_same


def test_a_day_to_come_is_no_day_on_which_it_happened(book: Book) -> None:
    with pytest.raises(UsageError, match="lies after today"):
        resolve(book, "001q", Verdict(outcome=Outcome.YES, on=date(2026, 11, 22)))


def test_several_ids_are_resolved_all_or_none(book: Book) -> None:
    rows = [ResolutionRow("001q", YES, "line 2"), ResolutionRow("zzzz", YES, "line 3")]
    n = book.n_commits()

    with pytest.raises(NotFoundError, match="line 3: no entry has an id"), book.write() as ledger:
        resolve_rows(ledger, rows, by="ana", at=NOW, today=TODAY)

    assert book.n_commits() == n


def test_both_ids_of_one_question_resolve_it_once(book: Book) -> None:
    with book.write() as ledger:
        done = resolve_rows(
            ledger,
            [ResolutionRow("001f", YES), ResolutionRow("002f", YES)],
            by="ana",
            at=NOW,
            today=TODAY,
        )

    assert [each.was_same for each in done] == [False, True]


def test_reopening_takes_the_outcome_back_and_only_once(book: Book) -> None:
    resolve(book, "001q", NO)

    with book.write() as ledger:
        assert reopen(ledger, "001f").resolution.outcome is Outcome.NO
    assert book.read().resolution("001q0000") is None
    with pytest.raises(ConflictError, match="001q is not resolved"), book.write() as ledger:
        reopen(ledger, "001f")


def test_later_sets_the_day_from_which_to_look_again(book: Book) -> None:
    with book.write() as ledger:
        question = later(ledger, "001f", date(2026, 12, 1), today=TODAY)

    assert question.check_on == date(2026, 12, 1)
    assert question.due == date(2026, 11, 19)
    assert due_walk(book.read(), today=TODAY) == []


def test_later_has_to_lie_ahead_and_the_question_open(book: Book) -> None:
    with pytest.raises(UsageError, match="not after today"), book.write() as ledger:
        later(ledger, "001f", TODAY, today=TODAY)
    resolve(book, "001q", NO)
    with pytest.raises(ConflictError, match="is resolved"), book.write() as ledger:
        later(ledger, "001f", date(2026, 12, 1), today=TODAY)


def test_the_walk_shows_each_due_question_once_longest_overdue_first() -> None:
    book = book_of(
        """
        source   p    claim    due         check_on    tags   outcome
        reuters  70%  Alpha    2026-11-19  -           rates  -
        me       55%  Alpha    2026-11-19  -           rates  -
        me       20%  Beta     2026-11-21  -           -      -
        me       20%  Gamma    2026-11-22  -           -      -
        me       20%  Delta    2026-11-30  2026-11-01  -      -
        me       20%  Epsilon  2026-11-01  -           -      yes
        me       20%  Zeta     -           -           -      -
        """
    )

    def ids(**wanted: object) -> list[str]:
        walk = due_walk(book.read(), today=TODAY, **wanted)  # type: ignore[arg-type]
        return [entry.id[:4] for entry in walk]

    assert ids() == ["005f", "001f", "003f"]
    assert ids(limit=1) == ["005f"]
    assert ids(tag="rates") == ["001f"]
    assert ids(source="ME") == ["005f", "002f", "003f"]


def test_a_file_of_outcomes_is_read_by_the_names_of_its_columns() -> None:
    text = '\ufeffnote,Outcome,id,happened_on,who\r\n"a, b",YES,001q,2026-11-20,x\r\n,n,003f,,\r\n'

    file = read_resolution_file(text)

    assert file.problems == ()
    assert file.ignored_columns == ("who",)
    assert file.rows == (
        ResolutionRow(
            "001q",
            Verdict(outcome=Outcome.YES, on=date(2026, 11, 20), proof=None, note="a, b"),
            "line 2",
        ),
        ResolutionRow("003f", Verdict(outcome=Outcome.NO, note=""), "line 3"),
    )


def test_all_mistakes_of_a_file_are_told_at_once_with_their_lines() -> None:
    text = 'id,outcome,happened_on\n,yes,\n001q,maybe,20.11.2026\n"a\nb",no\n001q,later,\n'

    problems = read_resolution_file(text).problems

    assert [(each.where, each.field) for each in problems] == [
        ("line 2", "id"),
        ("line 3", "outcome"),
        ("line 3", "happened_on"),
        ("line 4", None),
        ("line 6", "outcome"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("id,result\n", "the column outcome is missing"),
        ("id,outcome,id\n", "the column id is there twice"),
        ('id,outcome\n"001q,yes\n', "line 2"),
    ],
)
def test_a_file_without_a_usable_header_is_one_problem(text: str, message: str) -> None:
    [problem] = read_resolution_file(text).problems

    assert message in problem.message


def test_ids_and_days_of_a_file_are_checked_together(book: Book) -> None:
    rows = [
        ResolutionRow("zzzz", YES, "line 2"),
        ResolutionRow("001q", Verdict(outcome=Outcome.NO, on=date(2027, 1, 1)), "line 3"),
        ResolutionRow("003f", YES, "line 4"),
    ]

    problems = check_rows(book.read(), rows, today=TODAY)

    assert [(each.where, each.field) for each in problems] == [
        ("line 2", "id"),
        ("line 3", "happened_on"),
    ]
