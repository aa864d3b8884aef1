"""What waits and in which order, answers by id, what is shown beside a candidate; articles."""

from collections.abc import Sequence
from datetime import date

import pytest

from candidate_case import (
    all_three,
    article,
    extraction,
    found,
    freight,
    reopening,
    ships,
    store,
)
from forecastctl.actions.article import list_articles, show_article
from forecastctl.actions.proposal import Proposal
from forecastctl.actions.review import (
    Answered,
    ReviewFilter,
    answer_by_id,
    doubtful_names,
    reject_all,
    similar_questions,
    waiting_for_review,
)
from forecastctl.errors import ConflictError, NotFoundError, UsageError
from forecastctl.model import (
    CandidateState,
    ClaimKind,
    Method,
    Outcome,
    Precision,
    Question,
    Resolution,
    Source,
)
from ledger_table import NOW, TODAY, Book, book_of


@pytest.fixture
def book() -> Book:
    book = book_of("source  p")
    store(book, all_three(article()))
    return book


def claims(book: Book, **wanted: object) -> list[str]:
    chosen = waiting_for_review(book.read(), ReviewFilter(**wanted))  # type: ignore[arg-type]
    return [one.candidate.claim for one in chosen]


def answer(
    book: Book,
    *,
    accept: Sequence[str] = (),
    reject: Sequence[str] = (),
    wanted: ReviewFilter = ReviewFilter(),  # noqa: B008 - nobody can change it
) -> Answered:
    with book.write("review") as ledger:
        return answer_by_id(ledger, accept=accept, reject=reject, wanted=wanted, today=TODAY)


PORT = "The port will reopen before the autumn of 2026"
SHIPS = "Two ships will come by 30 June 2026"
FREIGHT = "Freight rates will rise"


# The order and the filters


def test_those_with_a_day_come_first_then_stated_then_the_surest_then_by_place() -> None:
    book = book_of("source  p")
    text = article()
    words = text.text.split()
    fields: list[dict[str, object]] = [
        {"claim": "undated, stated, sure", "method": Method.STATED},
        {"claim": "dated, worded, late in the text", "due": date(2026, 6, 1)},
        {"claim": "dated, worded, unsure", "due": date(2026, 5, 1), "confidence": 0.5},
        {
            "claim": "dated, stated, unsure",
            "due": date(2026, 7, 1),
            "method": Method.STATED,
            "confidence": 0.3,
        },
        {"claim": "undated, worded"},
    ]
    made = [found(text, words[20 + n], **each) for n, each in enumerate(fields)]
    first = found(text, words[0], claim="dated, worded, first in the text", due=date(2026, 9, 1))
    store(book, extraction(text, *made, first))

    assert claims(book) == [
        "dated, stated, unsure",
        "dated, worded, first in the text",
        "dated, worded, late in the text",
        "dated, worded, unsure",
        "undated, stated, sure",
        "undated, worded",
    ]


def test_filters_pick_by_article_kind_and_speaker(book: Book) -> None:
    other = article("Other news\n\nIt will rain on Sunday.\n", outlet="Mild Gazette")
    store(book, extraction(other, found(other, "It will rain on Sunday")))

    assert claims(book, article=other.id[:6]) == ["It will rain on Sunday"]
    assert claims(book, kind=ClaimKind.CONDITIONAL) == [FREIGHT]
    assert claims(book, source="mara QUILL") == [SHIPS]
    assert claims(book, source="officials") == [PORT, "It will rain on Sunday"]
    assert claims(book, source="officials (Tradewatch)") == [PORT]
    assert claims(book, source="Tradewatch") == [FREIGHT]
    assert claims(book, source="author") == [FREIGHT]


def test_a_filter_goes_by_every_name_of_a_source(book: Book) -> None:
    with book.write() as ledger:
        ledger.put(Source(id="quill", name="M. Quill", aliases=("Mara Quill",)))

    assert claims(book, source="quill") == [SHIPS]


def test_filters_that_can_pick_nothing_are_told(book: Book) -> None:
    with pytest.raises(NotFoundError, match="nothing that waits is by 'Nobody'"):
        claims(book, source="Nobody")
    with pytest.raises(NotFoundError, match="ffff"):
        claims(book, article="ffff")
    assert claims(book, source="mara quill", kind=ClaimKind.FORECAST) == [SHIPS]


def test_without_a_name_the_speaker_is_shown_as_found() -> None:
    book = book_of("source  p")
    store(book, all_three(article(outlet=None)))

    assert [one.who for one in waiting_for_review(book.read(), ReviewFilter())] == [
        "officials",
        "Mara Quill",
        "author",
    ]


# Answers by id


def test_several_are_answered_in_one_transaction(book: Book) -> None:
    text = article()
    before = book.n_commits()

    done = answer(book, accept=[ships(text).id[:6], reopening(text).id], reject=[freight(text).id])

    assert book.n_commits() == before + 1
    assert [each.candidate.claim for each in done.accepted] == [SHIPS, PORT]
    assert [each.claim for each in done.rejected] == [FREIGHT]
    assert book.read().count_candidates(CandidateState.PENDING) == 0


def test_one_that_lacks_something_refuses_all_and_is_named(book: Book) -> None:
    text = article()
    before = book.n_commits()

    with pytest.raises(UsageError, match=f"{freight(text).id[:4]} has no due day"):
        answer(book, accept=[ships(text).id, freight(text).id])

    assert book.n_commits() == before


def test_what_the_ledger_refuses_names_the_candidate_too(book: Book) -> None:
    text = article(article().text + "\nMore.\n")
    store(book, extraction(text, ships(text)))
    answer(book, accept=[ships(article()).id])

    with pytest.raises(ConflictError, match=f"^{ships(text).id[:4]}: .* says the same"):
        answer(book, accept=[ships(text).id])


def test_the_same_answer_again_changes_nothing_and_another_is_a_conflict(book: Book) -> None:
    text = article()
    answer(book, accept=[ships(text).id], reject=[freight(text).id])
    before = book.n_commits()

    again = answer(book, accept=[ships(text).id] * 2, reject=[freight(text).id])

    assert (again.accepted, again.rejected) == ((), ())
    assert [one.claim for one in again.unchanged] == [SHIPS, FREIGHT]
    with pytest.raises(ConflictError, match="was accepted as"):
        answer(book, reject=[ships(text).id])
    with pytest.raises(ConflictError, match="was rejected already"):
        answer(book, accept=[freight(text).id])
    assert book.n_commits() == before


def test_nothing_is_both_accepted_and_rejected(book: Book) -> None:
    id = ships(article()).id

    with pytest.raises(UsageError, match="cannot be both"):
        answer(book, accept=[id], reject=[id])


def test_filters_hold_for_ids_too(book: Book) -> None:
    with pytest.raises(UsageError, match="is none of those that --article, --source and --kind"):
        answer(book, accept=[ships(article()).id], wanted=ReviewFilter(source="officials"))


def test_an_id_of_something_else_is_no_candidate(book: Book) -> None:
    with pytest.raises(NotFoundError, match="is no candidate"):
        answer(book, accept=[article().id])


def test_the_rest_of_an_article_is_rejected_but_for_what_was_answered(book: Book) -> None:
    text = article()
    answer(book, accept=[ships(text).id])

    with book.write("review") as ledger:
        rejected = reject_all(ledger, [one.id for one in all_three(text).candidates])

    assert [one.claim for one in rejected] == [PORT, FREIGHT]


# What the queue shows beside a candidate


def test_similar_questions_are_shown_unless_resolved_and_the_same_one_is_marked(
    book: Book,
) -> None:
    text = article()
    with book.write() as ledger:
        for id, claim, due in (
            ("quest001", SHIPS, date(2026, 6, 30)),
            ("quest002", "Two ships will come by 30 July 2026", None),
            ("quest003", "Two ships will come by 30 May 2026", None),
            ("quest004", "Rates fall", None),
        ):
            ledger.put(Question(id=id, text=claim, due=due))
        ledger.put(Resolution(question="quest003", outcome=Outcome.NO, recorded_at=NOW))

    shown = similar_questions(book.read(), Proposal(candidate=ships(text)))

    assert [(one.question.id, one.forecasts, one.is_same) for one in shown] == [
        ("quest001", 0, True),
        ("quest002", 0, False),
    ]


def test_a_name_one_typo_away_is_asked_about(book: Book) -> None:
    with book.write() as ledger:
        ledger.put(Source(id="mara-quilt", name="Mara Quilt"))
    [_, quill, _] = waiting_for_review(book.read(), ReviewFilter())

    assert [known.id for _, known in doubtful_names(book.read(), quill.speaker)] == ["mara-quilt"]
    answer(book, accept=[quill.candidate.id])
    assert doubtful_names(book.read(), quill.speaker) == ()
    assert doubtful_names(book.read(), None) == ()


# Articles


def test_articles_are_listed_newest_first_with_their_candidates_by_state(book: Book) -> None:
    text = article()
    answer(book, accept=[ships(text).id], reject=[freight(text).id])
    newer = article("Newer\n\nIt will rain.\n", published=date(2026, 5, 1), outlet=None)
    undated = article("Undated\n\nIt will snow.\n", published=None, precision=Precision.NONE)
    store(book, extraction(newer), extraction(undated))

    listed = list_articles(book.read())

    assert [one.article.id for one in listed] == [newer.id, text.id, undated.id]
    assert dict(listed[1].counts) == {
        CandidateState.PENDING: 1,
        CandidateState.ACCEPTED: 1,
        CandidateState.REJECTED: 1,
    }
    assert listed[1].byline.outlet is not None
    assert (listed[0].byline.outlet, dict(listed[0].counts)) == (None, {})


def test_an_article_is_shown_with_its_candidates_in_the_order_of_the_text(book: Book) -> None:
    shown = show_article(book.read(), article().id[:5])

    assert [one.claim for one in shown.candidates] == [PORT, FREIGHT, SHIPS]
    with pytest.raises(NotFoundError, match="is no article"):
        show_article(book.read(), ships(article()).id)
