"""Storing extractions: articles, pending candidates, the same article once more, a rule."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidate_case import (
    all_three,
    article,
    candidates_of,
    extraction,
    found,
    freight,
    reopening,
    ships,
    store,
)
from forecastctl.actions.acceptance import Acceptor, reject_candidate
from forecastctl.actions.extraction import REFUSED, UNSURE, AcceptRule
from forecastctl.actions.proposal import AssumedDue, Lack, Proposal
from forecastctl.model import (
    Candidate,
    CandidateState,
    Evidence,
    Precision,
    Said,
    Source,
    SourceKind,
)
from ledger_table import TODAY, Book, book_of


@pytest.fixture
def book() -> Book:
    return book_of("source  p")


def test_an_article_is_stored_with_its_author_outlet_and_pending_candidates(book: Book) -> None:
    text = article(author="Ines Sol", url="https://trade.example/port")

    [stored] = store(book, all_three(text))

    reader = book.read()
    known = reader.article(text.id)
    assert known == stored.article
    assert known is not None
    assert (known.title, known.url) == ("Port talks stall", "https://trade.example/port")
    assert (known.publisher, known.authors) == ("tradewatch", ("ines-sol",))
    assert (known.published, known.precision) == (date(2026, 3, 17), Precision.DAY)
    assert (known.retrieved, known.sha256, known.words) == (TODAY, text.sha256, 45)
    assert {source.id: source.kind for source in stored.new_sources} == {
        "ines-sol": SourceKind.PERSON,
        "tradewatch": SourceKind.OUTLET,
    }
    assert [one.state for one in candidates_of(reader)] == [CandidateState.PENDING] * 3
    assert sorted(one.id for one in stored.candidates) == [o.id for o in candidates_of(reader)]


def test_a_candidate_keeps_the_sentences_around_its_quote_within_the_paragraph(book: Book) -> None:
    text = article()

    [stored] = store(book, all_three(text))

    assert [one.context for one in stored.candidates] == [
        "Talks on the harbour stalled on Monday. The port is unlikely to reopen before the "
        "autumn, officials said. Nobody was hurt.",
        "If no deal is reached, freight rates may rise. Mara Quill, who runs the yard, expects "
        "two ships by 30 June.",
        "If no deal is reached, freight rates may rise. Mara Quill, who runs the yard, expects "
        "two ships by 30 June.",
    ]


def test_extracting_an_article_again_writes_nothing(book: Book) -> None:
    text = article()
    store(book, all_three(text))
    before = book.n_commits()

    [again] = store(book, all_three(text))

    assert book.n_commits() == before
    assert (len(again.candidates), again.already_reviewed) == (3, 0)


def test_what_was_reviewed_is_counted_and_not_found_anew(book: Book) -> None:
    text = article()
    store(book, all_three(text))
    with book.write("review") as ledger:
        reject_candidate(ledger, reopening(text).id)

    newer = reopening(text, claim="The port will reopen by the autumn", engine="parse")
    newer = replace(newer, id="abcdef012345")
    [again] = store(book, extraction(text, newer, freight(text)))

    assert again.already_reviewed == 1
    assert [one.id for one in again.candidates] == [freight(text).id]
    assert book.read().candidate("abcdef012345") is None
    assert book.read().count_candidates(CandidateState.REJECTED) == 1


def test_a_newer_engine_on_a_half_reviewed_article_asks_only_for_what_is_left(book: Book) -> None:
    text = article()
    store(book, all_three(text))
    with book.write("review") as ledger:
        Acceptor(ledger, today=TODAY).accept(Proposal(candidate=ships(text)))
        reject_candidate(ledger, reopening(text).id)
    newer = (
        found(text, "is unlikely to reopen before the autumn", said=Said.WILL_NOT),
        found(text, "two ships by 30 June", source="Mara Quill", source_kind="person"),
        found(text, "freight rates may rise", claim="Freight rates will rise in 2026"),
        found(text, "Port talks stall", claim="Port talks will stall"),
    )

    [again] = store(book, extraction(text, *newer, engine="parse:en_core_web_sm-3.8.0"))

    assert again.already_reviewed == 2
    states = {one.claim: str(one.state) for one in candidates_of(book.read())}
    assert states == {
        "The port will reopen before the autumn of 2026": "rejected",
        "Two ships will come by 30 June 2026": "accepted",
        "Freight rates will rise in 2026": "pending",
        "Port talks will stall": "pending",
    }


def test_a_pending_one_is_replaced_by_what_covers_half_of_the_shorter_quote(book: Book) -> None:
    text = article()
    store(book, all_three(text))

    shorter = found(text, "unlikely to reopen", claim="It will reopen", said=Said.WILL_NOT)
    [again] = store(book, extraction(text, shorter))

    assert [one.id for one in again.candidates] == [shorter.id]
    ids = {one.id for one in candidates_of(book.read())}
    assert ids == {shorter.id, freight(text).id, ships(text).id}


def test_less_than_half_in_common_is_another_prediction(book: Book) -> None:
    text = article()
    store(book, extraction(text, reopening(text)))

    other = found(text, "autumn, officials said", claim="Officials will speak", said=Said.WILL_NOT)
    store(book, extraction(text, other))

    assert len(candidates_of(book.read())) == 2


def test_the_other_direction_is_another_prediction(book: Book) -> None:
    text = article()
    store(book, extraction(text, reopening(text)))

    store(book, extraction(text, reopening(text, claim="It will stay shut", said=Said.WILL)))

    assert len(candidates_of(book.read())) == 2


def test_the_same_id_never_overwrites_what_was_reviewed_in_whatever_direction(book: Book) -> None:
    text = article()
    store(book, extraction(text, reopening(text)))
    with book.write("review") as ledger:
        reject_candidate(ledger, reopening(text).id)

    [again] = store(book, extraction(text, reopening(text, said=Said.WILL)))

    assert again.already_reviewed == 1
    [kept] = candidates_of(book.read())
    assert (kept.state, kept.said) == (CandidateState.REJECTED, Said.WILL_NOT)


def test_every_span_of_a_prediction_counts_for_what_is_the_same(book: Book) -> None:
    text = article()
    title = Evidence(start=0, end=16, quote="Port talks stall")
    twice = reopening(text)
    store(book, extraction(text, replace(twice, evidence=(*twice.evidence, title))))
    with book.write("review") as ledger:
        reject_candidate(ledger, twice.id)

    [again] = store(book, extraction(text, found(text, "Port talks stall", said=Said.WILL_NOT)))

    assert again.already_reviewed == 1


def test_a_day_given_later_goes_to_the_article_and_to_what_is_pending(book: Book) -> None:
    undated = article(published=None, precision=Precision.NONE, published_from=None)
    store(book, extraction(undated, ships(undated)))

    dated = article(title=None)
    store(book, extraction(dated, ships(dated)))

    known = book.read().article(dated.id)
    assert known is not None
    assert (known.published, known.title) == (date(2026, 3, 17), "Port talks stall")
    [candidate] = candidates_of(book.read())
    assert candidate.made == date(2026, 3, 17)


def test_a_page_that_calls_its_author_author_names_nobody(book: Book) -> None:
    [stored] = store(book, all_three(article(author="author", outlet="--")))

    assert (stored.article.authors, stored.article.publisher) == ((), None)
    assert stored.new_sources == ()


def test_a_rule_accepts_what_needs_no_question_and_counts_the_rest_by_reason(book: Book) -> None:
    text = article()

    [stored] = store(book, all_three(text), rule=AcceptRule(confidence=0.8))

    assert [done.candidate.claim for done in stored.accepted] == [
        "The port will reopen before the autumn of 2026",
        "Two ships will come by 30 June 2026",
    ]
    assert stored.waiting == {Lack.DUE: 1}
    assert [one.state for one in stored.candidates] == ["accepted", "pending", "accepted"]
    assert {source.id: source.kind for source in stored.new_sources} == {
        "tradewatch": SourceKind.OUTLET,
        "officials-tradewatch": SourceKind.UNKNOWN,
        "mara-quill": SourceKind.PERSON,
    }


def test_a_rule_leaves_what_the_extraction_is_not_sure_of(book: Book) -> None:
    text = article()

    [stored] = store(book, all_three(text), rule=AcceptRule(confidence=0.95))

    assert (stored.accepted, stored.waiting) == ((), {UNSURE: 3})


@pytest.mark.parametrize(
    ("assume", "due"),
    [(AssumedDue.END_OF_YEAR, date(2026, 12, 31)), (AssumedDue.ONE_YEAR, date(2027, 3, 17))],
)
def test_a_rule_may_assume_days_and_marks_them(book: Book, assume: AssumedDue, due: date) -> None:
    text = article()

    [stored] = store(
        book, extraction(text, freight(text)), rule=AcceptRule(confidence=0.8, assume=assume)
    )

    [done] = stored.accepted
    assert (done.question.due, done.question.due_assumed) == (due, True)
    assert done.forecast.source == "tradewatch"
    assert stored.candidates[0].due is None


def test_what_appears_after_september_is_assumed_to_be_about_the_next_year(book: Book) -> None:
    text = article(published=date(2025, 10, 1))

    [stored] = store(
        book,
        extraction(text, freight(text)),
        rule=AcceptRule(confidence=0.8, assume=AssumedDue.END_OF_YEAR),
    )

    assert stored.accepted[0].question.due == date(2026, 12, 31)


def test_a_rule_without_a_name_a_day_of_publication_or_a_due_day_ahead_counts_that(
    book: Book,
) -> None:
    nameless = article(outlet=None)
    undated = article(TEXT_WITH_MORE, published=None, precision=Precision.NONE)
    late = article(TEXT_WITH_MORE + "More.")

    done = store(
        book,
        extraction(nameless, reopening(nameless)),
        extraction(undated, ships(undated)),
        extraction(late, ships(late, due_flags=("already_due", "reported"))),
        rule=AcceptRule(confidence=0.1, assume=AssumedDue.ONE_YEAR),
    )

    assert [stored.waiting for stored in done] == [
        {Lack.SOURCE: 1},
        {Lack.MADE: 1},
        {Lack.PASSED: 1},
    ]


def test_a_rule_leaves_what_the_ledger_has_already_said(book: Book) -> None:
    first, second = article(), article(TEXT_WITH_MORE)
    rule = AcceptRule(confidence=0.5)

    done = store(
        book, extraction(first, ships(first)), extraction(second, ships(second)), rule=rule
    )

    assert [len(stored.accepted) for stored in done] == [1, 0]
    assert done[1].waiting == {REFUSED: 1}


def test_names_match_sources_by_slug_name_and_alias(book: Book) -> None:
    with book.write() as ledger:
        ledger.put(Source(id="quill", name="M. Quill", aliases=("Mara Quill",)))
    text = article()

    [stored] = store(book, extraction(text, ships(text)), rule=AcceptRule(confidence=0.5))

    assert stored.accepted[0].forecast.source == "quill"


TEXT_WITH_MORE = article().text + "\nA second edition.\n"


LONG = article("Title\n\n" + "It may rain on the coast. " * 100)
SPANS = st.tuples(
    st.integers(0, 2000), st.sampled_from([1, 2, 3, 7, 250, 256, 257, 600]), st.sampled_from(Said)
)


@given(st.lists(SPANS, max_size=6), SPANS)
def test_what_is_the_same_prediction_does_not_depend_on_where_in_the_text_it_stands(
    known: list[tuple[int, int, Said]], new: tuple[int, int, Said]
) -> None:
    """Half of the shorter quote in common, in the same direction: said once more, naively."""

    def quoted(n: int, span: tuple[int, int, Said]) -> Candidate:
        start, length, said = span
        evidence = Evidence(start=start, end=start + length, quote="x" * length)
        return replace(found(LONG, "rain"), id=f"{n:012x}", evidence=(evidence,), said=said)

    def is_same(a: tuple[int, int, Said], b: tuple[int, int, Said]) -> bool:
        shared = min(a[0] + a[1], b[0] + b[1]) - max(a[0], b[0])
        return a[2] == b[2] and shared * 2 >= min(a[1], b[1])

    book = book_of("source  p")
    with book.write() as ledger:
        for n, span in enumerate(known):
            ledger.put(replace(quoted(n, span), state=CandidateState.REJECTED))

    [stored] = store(book, extraction(LONG, quoted(99, new)))

    assert stored.already_reviewed == any(is_same(new, span) for span in known)
