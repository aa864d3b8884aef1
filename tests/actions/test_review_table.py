"""Decisions that come back from a spreadsheet: done whole, or told problem by problem."""

import csv
import io
from datetime import date

import pytest

from candidate_case import all_three, article, extraction, freight, reopening, ships, store
from forecastctl.actions.acceptance import reject_candidate
from forecastctl.actions.review import ReviewFilter, waiting_for_review
from forecastctl.actions.review_table import Applied, apply_rows, table_rows
from forecastctl.formats.review_csv import COLUMNS, read_review, write_review
from forecastctl.model import (
    CandidateState,
    Method,
    Precision,
    Question,
    Said,
)
from forecastctl.words import shipped_lexicon
from ledger_table import TODAY, Book, book_of

PORT, SHIPS, FREIGHT = (make(article()).id for make in (reopening, ships, freight))
Cells = dict[str, str]
EVERYTHING = ReviewFilter()


@pytest.fixture
def book() -> Book:
    book = book_of("source  p")
    store(book, all_three(article()))
    return book


def exported(book: Book, wanted: ReviewFilter = EVERYTHING) -> str:
    return write_review(table_rows(waiting_for_review(book.read(), wanted)))


def filled(text: str, **rows: Cells) -> str:
    """The table with these cells; a row is named by `port`, `ships` or `freight`."""
    ids = {"port": PORT, "ships": SHIPS, "freight": FREIGHT}
    changed = {ids[name]: cells for name, cells in rows.items()}
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in csv.DictReader(io.StringIO(text)):
        writer.writerow(row | dict(changed.get(row["id"].removeprefix("'"), {})))
    return out.getvalue()


def apply(book: Book, text: str, wanted: ReviewFilter = EVERYTHING) -> Applied:
    """Apply as the command does: with any problem the transaction is given up."""
    table = read_review(text)
    assert table.problems == ()
    with book.write("review") as ledger:
        done = apply_rows(ledger, table.rows, wanted=wanted, today=TODAY, lexicon=shipped_lexicon)
        if done.problems:
            raise _GivenUpError(done)
    return done


class _GivenUpError(Exception):
    def __init__(self, done: Applied) -> None:
        super().__init__()
        self.done = done


def refused(book: Book, text: str) -> Applied:
    before = book.n_commits()
    with pytest.raises(_GivenUpError) as given_up:
        apply(book, text)
    assert book.n_commits() == before
    return given_up.value.done


YES = {"decision": "accept"}


def test_decisions_are_done_in_one_transaction(book: Book) -> None:
    before = book.n_commits()
    text = filled(exported(book), port=YES, ships={"decision": "reject"})

    done = apply(book, text)

    assert book.n_commits() == before + 1
    assert [each.candidate.id for each in done.accepted] == [PORT]
    assert [each.id for each in done.rejected] == [SHIPS]
    [waiting] = book.read().candidates(CandidateState.PENDING)
    assert waiting.id == FREIGHT


def test_applied_twice_changes_nothing(book: Book) -> None:
    text = filled(exported(book), port=YES, ships={"decision": "reject"}, freight=YES | {
        "due": "none"
    })  # fmt: skip
    apply(book, text)
    before = book.n_commits()

    again = apply(book, text)

    assert book.n_commits() == before
    assert (again.accepted, again.rejected, again.unchanged) == ((), (), 3)


def test_a_row_that_was_left_as_it_was_gives_what_was_found(book: Book) -> None:
    [done] = apply(book, filled(exported(book), port=YES)).accepted

    forecast = done.forecast
    assert forecast.source == "officials-tradewatch"
    assert (forecast.probability, forecast.low, forecast.high) == (0.21, 0.1, 0.33)
    assert (forecast.method, forecast.wording, forecast.said) == (
        Method.WORDED,
        "unlikely",
        Said.WILL_NOT,
    )
    assert (done.question.due, done.question.due_assumed) == (date(2026, 8, 31), False)


def test_every_editable_cell_goes_into_the_entry_and_not_into_the_candidate(book: Book) -> None:
    cells = YES | {
        "source": "Harbour Line",
        "via": "Coast Wire;Mild Gazette",
        "made": "2026-03-16",
        "due": "2026-09-30",
        "probability": "0.3",
        "polarity": "+",
        "claim": "The port reopens",
        "condition": "the talks end",
        "kind": "plan",
        "event": "Port talks",
        "note": "see the letter",
    }

    [done] = apply(book, filled(exported(book), port=cells)).accepted

    forecast, question = done.forecast, done.question
    assert (forecast.source, forecast.via) == ("harbour-line", ("coast-wire", "mild-gazette"))
    assert (forecast.made, question.due) == (date(2026, 3, 16), date(2026, 9, 30))
    assert (forecast.probability, forecast.low, forecast.method) == (0.3, None, Method.JUDGED)
    assert (forecast.said, forecast.claim_kind) == (Said.WILL, "plan")
    assert (question.text, question.condition) == ("The port reopens", "the talks end")
    assert question.event == "port-talks"
    assert forecast.note == "see the letter; extracted by rules, lexicon 1 (9c41d07e)"
    kept = book.read().candidate(PORT)
    assert kept is not None
    assert (kept.claim, kept.source) == ("The port will reopen before the autumn of 2026",
                                         "officials")  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "p", "method"),
    [
        ("0.8", 0.8, Method.WORDED),
        ("0.80", 0.8, Method.WORDED),
        ("30%", 0.3, Method.JUDGED),
        ("0.75", 0.75, Method.JUDGED),
        ("likely", 0.7, Method.WORDED),
    ],
)
def test_an_unchanged_probability_keeps_its_method_and_a_changed_one_gets_its_own(
    book: Book, cell: str, p: float, method: Method
) -> None:
    """The quote is "expects two ships by 30 June", worded, .8."""
    text = filled(exported(book), ships=YES | {"probability": cell})

    [done] = apply(book, text).accepted

    assert (done.forecast.probability, done.forecast.method) == (p, method)


@pytest.mark.parametrize(
    ("cell", "due", "is_assumed"),
    [
        ("eoy", date(2026, 12, 31), True),
        ("+1y", date(2027, 3, 17), True),
        ("none", None, False),
        ("2026-10-01", date(2026, 10, 1), False),
    ],
)
def test_the_four_answers_about_the_due_day(
    book: Book, cell: str, due: date | None, is_assumed: bool
) -> None:
    [done] = apply(book, filled(exported(book), freight=YES | {"due": cell})).accepted

    assert (done.question.due, done.question.due_assumed) == (due, is_assumed)


def test_a_question_is_joined_by_its_id_and_lends_its_due_day(book: Book) -> None:
    with book.write() as ledger:
        ledger.put(Question(id="w5ce1k0a", text="Freight gets dearer", due=date(2026, 9, 30)))
    text = filled(exported(book), freight=YES | {"question": "w5ce1k0a"})

    [done] = apply(book, text).accepted

    assert (done.question.id, done.question_is_new) == ("w5ce1k0a", False)


def test_two_rows_that_ask_the_same_share_the_question(book: Book) -> None:
    other = article("Other\n\nTwo ships will come by 30 June.\n", outlet="Mild Gazette")
    again = ships(article(), id="f" * 12, article=other.id, source="Coast Wire")
    store(book, extraction(other, again))
    text = exported(book).replace("\n,", "\naccept,").replace(",,0.45", ",eoy,0.45")

    done = apply(book, text)

    questions = [each.question.id for each in done.accepted if "ships" in each.question.text]
    assert len(done.accepted) == 4
    assert len(set(questions)) == 1


def test_every_problem_is_told_by_row_and_nothing_is_written(book: Book) -> None:
    text = filled(
        exported(book),
        port=YES | {"made": "2027-01-01", "due": "2027-06-30"},
        ships=YES | {"probability": "most", "question": "zzzz"},
        freight=YES,
    )

    done = refused(book, text)

    told = [(problem.where, problem.field) for problem in done.problems]
    assert told == [("line 2", None), ("line 3", "probability"), ("line 4", "due")]
    assert "made 2027-01-01 lies after today" in done.problems[0].message
    assert done.problems[2].message == "is empty; give a day, none, eoy or +1y"
    assert not done.is_conflict


@pytest.mark.parametrize(
    ("cells", "field", "message"),
    [
        ({"source": "officials"}, "source", "is no name"),
        ({"made": ""}, "made", "is empty; give the day on which it was made"),
        ({"probability": ""}, "probability", "is empty; give a probability"),
        ({"probability": "70"}, "probability", "is not a probability"),
        ({"due": ""}, "due", "is empty; give a day, none, eoy or +1y"),
        ({"due": "2026-03-16"}, "due", "2026-03-16 lies before the day on which it was made"),
        ({"question": "zzzz"}, "question", "no entry has an id"),
        ({"event": "--"}, None, "event: "),
    ],
)
def test_a_cell_that_an_entry_cannot_be_made_of_is_named(
    cells: Cells, field: str | None, message: str
) -> None:
    book = book_of("source  p")
    text = article(outlet=None)
    store(book, all_three(text))

    done = refused(book, filled(exported(book), ships=YES | cells))

    [problem] = done.problems
    assert problem.field == field
    assert message in problem.message


def test_without_a_day_of_publication_none_can_be_assumed(book: Book) -> None:
    text = article(article().text + "\n", published=None, precision=Precision.NONE)
    book = book_of("source  p")
    store(book, extraction(text, freight(text)))
    table = exported(book).replace("\n,", "\naccept,").replace(",,0.45", ",eoy,0.45")

    done = refused(book, table)

    assert [problem.field for problem in done.problems] == ["due"]


def test_an_unknown_id_is_a_problem(book: Book) -> None:
    text = exported(book).replace(SHIPS, "0" * 11 + "a").replace("\n,", "\nreject,")

    done = refused(book, text)

    assert [(problem.field, problem.message) for problem in done.problems] == [
        ("id", "no candidate has this id")
    ]


def test_a_different_answer_given_meanwhile_is_a_conflict(book: Book) -> None:
    text = filled(exported(book), ships=YES, port=YES)
    with book.write("review") as ledger:
        reject_candidate(ledger, SHIPS)

    done = refused(book, text)

    assert done.is_conflict
    assert [problem.where for problem in done.problems] == ["line 3"]
    assert "was rejected already" in done.problems[0].message


def test_rows_may_be_left_out_and_stand_in_any_order(book: Book) -> None:
    head, *rows = filled(exported(book), port=YES, ships=YES).splitlines(keepends=True)

    done = apply(book, head + rows[1] + rows[0])

    assert [each.candidate.id for each in done.accepted] == [SHIPS, PORT]


def test_filters_hold_for_the_rows_of_a_table(book: Book) -> None:
    text = filled(exported(book), port=YES, ships=YES)

    done = apply(book, text, ReviewFilter(source="Mara Quill"))

    assert [each.candidate.id for each in done.accepted] == [SHIPS]
