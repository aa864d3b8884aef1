"""What an entry needs, and what acceptance makes of a candidate."""

from dataclasses import replace
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
from forecastctl.actions.acceptance import Accepted, Acceptor, reject_candidate
from forecastctl.actions.delete import delete_entries
from forecastctl.actions.proposal import (
    AssumedDue,
    Lack,
    Proposal,
    Speaker,
    assumed_day,
    byline_of,
    lacks,
    speaker_of,
    with_due,
    with_probability,
    with_source,
)
from forecastctl.errors import ConflictError, UsageError
from forecastctl.extract.base import ArticleText
from forecastctl.model import (
    Article,
    Candidate,
    CandidateState,
    ClaimKind,
    Evidence,
    Forecast,
    Method,
    Outcome,
    Precision,
    Question,
    Resolution,
    Said,
    Source,
    SourceKind,
)
from forecastctl.words import shipped_lexicon
from ledger_table import NOW, TODAY, Book, book_of


@pytest.fixture
def book() -> Book:
    return book_of("source  p")


def accept(book: Book, proposal: Proposal | Candidate) -> Accepted:
    proposed = proposal if isinstance(proposal, Proposal) else Proposal(candidate=proposal)
    with book.write("review") as ledger:
        return Acceptor(ledger, today=TODAY).accept(proposed)


def stored(book: Book, text: ArticleText, candidate: Candidate) -> Candidate:
    [done] = store(book, extraction(text, candidate))
    return done.candidates[0]


def missing(book: Book, proposal: Proposal) -> tuple[Lack, ...]:
    reader = book.read()
    return lacks(proposal, byline_of(reader, reader.article(proposal.candidate.article)))


# What is made


def test_accepting_makes_source_question_and_forecast_and_marks_the_candidate(book: Book) -> None:
    text = article(url="https://trade.example/port")
    candidate = stored(book, text, reopening(text))
    before = book.n_commits()

    done = accept(book, candidate)

    assert book.n_commits() == before + 1
    reader = book.read()
    assert reader.question(done.question.id) == Question(
        id=done.question.id,
        text="The port will reopen before the autumn of 2026",
        opened=date(2026, 3, 17),
        due=date(2026, 8, 31),
    )
    assert reader.forecast(done.forecast.id) == Forecast(
        id=done.forecast.id,
        question=done.question.id,
        source="officials-tradewatch",
        made=date(2026, 3, 17),
        probability=0.21,
        low=0.1,
        high=0.33,
        wording="unlikely",
        method=Method.WORDED,
        said=Said.WILL_NOT,
        claim_kind=ClaimKind.FORECAST,
        evidence=(
            Evidence(
                article=text.id,
                start=58,
                end=106,
                quote="The port is unlikely to reopen before the autumn",
            ),
        ),
        url="https://trade.example/port",
        note="extracted by rules, lexicon 1 (9c41d07e)",
    )
    assert reader.candidate(candidate.id) == replace(
        candidate, state=CandidateState.ACCEPTED, forecast=done.forecast.id
    )


def test_undoing_an_acceptance_takes_all_of_it_back(book: Book) -> None:
    text = article()
    candidate = stored(book, text, reopening(text))
    accept(book, candidate)

    book.store.undo("ana", NOW)

    assert book.read().candidate(candidate.id) == candidate
    assert list(book.read().questions()) == []
    assert book.read().source("officials-tradewatch") is None


def test_deleting_the_forecast_leaves_its_candidate_rejected(book: Book) -> None:
    text = article()
    done = accept(book, stored(book, text, reopening(text)))

    with book.write("delete") as ledger:
        delete_entries(ledger, [done.forecast.id])

    candidate = book.read().candidate(done.candidate.id)
    assert candidate is not None
    assert (candidate.state, candidate.forecast) == (CandidateState.REJECTED, None)


def test_condition_kind_and_all_passages_go_along(book: Book) -> None:
    text = article()
    title = Evidence(start=0, end=16, quote="Port talks stall")
    candidate = freight(text)
    candidate = replace(candidate, evidence=(*candidate.evidence, title))

    done = accept(book, with_due(Proposal(candidate=stored(book, text, candidate)), None))

    assert done.question.condition == "no deal is reached"
    assert done.forecast.claim_kind is ClaimKind.CONDITIONAL
    assert [piece.quote for piece in done.forecast.evidence] == [
        "freight rates may rise",
        "Port talks stall",
    ]
    assert {piece.article for piece in done.forecast.evidence} == {text.id}


def test_a_stated_number_has_no_range_and_keeps_its_words(book: Book) -> None:
    text = article()
    candidate = ships(
        text, probability=0.7, low=0.7, high=0.7, method=Method.STATED, hedge="70% chance"
    )

    done = accept(book, stored(book, text, candidate))

    forecast = done.forecast
    assert (forecast.probability, forecast.low, forecast.high) == (0.7, None, None)
    assert (forecast.method, forecast.wording) == (Method.STATED, "70% chance")


def test_what_was_found_without_hedging_words_is_worded_without_words(book: Book) -> None:
    text = article()

    done = accept(book, stored(book, text, ships(text, hedge="")))

    assert (done.forecast.method, done.forecast.wording) == (Method.WORDED, None)


def test_a_note_stands_before_how_it_was_found(book: Book) -> None:
    text = article()

    done = accept(book, Proposal(candidate=stored(book, text, ships(text)), note="a slip?"))

    assert done.forecast.note == "a slip?; extracted by rules, lexicon 1 (9c41d07e)"


# Rule 1: a source with a name


@pytest.mark.parametrize(
    ("author", "outlet", "speaker"),
    [
        ("Ines Sol", "Tradewatch", Speaker("Ines Sol", SourceKind.PERSON)),
        (None, "Tradewatch", Speaker("Tradewatch", SourceKind.OUTLET)),
        (None, None, None),
    ],
)
def test_the_texts_own_voice_is_its_author_else_its_outlet(
    book: Book, author: str | None, outlet: str | None, speaker: Speaker | None
) -> None:
    text = article(author=author, outlet=outlet)
    candidate = stored(book, text, freight(text))
    reader = book.read()

    assert speaker_of(candidate, byline_of(reader, reader.article(text.id))) == speaker


@pytest.mark.parametrize("author", ["Ines Sol", None])
def test_unnamed_speakers_go_by_the_outlet_and_are_never_the_author(
    book: Book, author: str | None
) -> None:
    text = article(author=author, outlet=None)
    candidate = stored(book, text, reopening(text))

    assert missing(book, Proposal(candidate=candidate)) == (Lack.SOURCE,)
    with pytest.raises(UsageError, match=r"has no source \('officials'\): who wrote this\?"):
        accept(book, candidate)


def test_officials_of_two_outlets_are_two_sources_that_are_never_ranked(book: Book) -> None:
    first, second = article(), article(article().text + "\nMore.\n", outlet="Mild Gazette")
    accept(book, stored(book, first, reopening(first)))
    accept(book, stored(book, second, reopening(second)))

    unnamed = [source for source in book.read().sources() if source.is_anonymous]
    assert [source.name for source in unnamed] == [
        "officials (Mild Gazette)",
        "officials (Tradewatch)",
    ]
    assert {source.kind for source in unnamed} == {SourceKind.UNKNOWN}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("person", SourceKind.PERSON),
        ("organisation", SourceKind.ORGANISATION),
        ("outlet", SourceKind.OUTLET),
        ("robot", SourceKind.UNKNOWN),
    ],
)
def test_a_new_name_makes_a_source_of_the_kind_found(
    book: Book, kind: str, expected: SourceKind
) -> None:
    text = article()

    accept(book, stored(book, text, ships(text, source="Harbour Line", source_kind=kind)))

    made = book.read().source("harbour-line")
    assert made == Source(id="harbour-line", name="Harbour Line", kind=expected)


def test_those_who_passed_it_on_are_kept_but_for_the_speaker(book: Book) -> None:
    text = article()
    via = ("Coast Wire", "Mara Quill", "Tradewatch", "officials")

    done = accept(book, stored(book, text, ships(text, via=via)))

    assert done.forecast.via == ("coast-wire", "tradewatch")


def test_a_name_that_a_person_types_is_of_unknown_kind(book: Book) -> None:
    text = article()
    candidate = stored(book, text, reopening(text))

    accept(book, with_source(Proposal(candidate=candidate), "Harbour Line"))

    made = book.read().source("harbour-line")
    assert made is not None
    assert made.kind is SourceKind.UNKNOWN
    kept = book.read().candidate(candidate.id)
    assert kept is not None
    assert kept.source == "officials"


# Rule 2: a day on which it was made


def test_without_a_day_of_publication_nobody_knows_when_it_was_made(book: Book) -> None:
    text = article(precision=Precision.MONTH)
    candidate = stored(book, text, ships(text))

    assert missing(book, Proposal(candidate=candidate)) == (Lack.MADE,)
    with pytest.raises(UsageError, match="extract again with --published or --meta"):
        accept(book, candidate)


def test_made_after_today_is_impossible(book: Book) -> None:
    text = article(published=date(2026, 12, 1))
    candidate = stored(book, text, ships(text, due=date(2027, 6, 30)))

    with pytest.raises(UsageError, match="made 2026-12-01 lies after today"):
        accept(book, candidate)


# Rules 3 and 4: the due day


def test_a_candidate_without_a_day_needs_an_answer(book: Book) -> None:
    text = article()
    candidate = stored(book, text, freight(text))

    assert missing(book, Proposal(candidate=candidate)) == (Lack.DUE,)
    with pytest.raises(UsageError, match="has no due day; answer in forecastctl review"):
        accept(book, candidate)


@pytest.mark.parametrize(
    ("published", "answer", "day"),
    [
        ("2026-01-01", "eoy", "2026-12-31"),
        ("2026-09-30", "eoy", "2026-12-31"),
        ("2025-10-01", "eoy", "2026-12-31"),
        ("2025-12-31", "eoy", "2026-12-31"),
        ("2024-02-29", "+1y", "2025-02-28"),
        ("2026-03-17", "+1y", "2027-03-17"),
    ],
)
def test_the_days_that_may_be_assumed(published: str, answer: str, day: str) -> None:
    known = Article(id="a", published=date.fromisoformat(published), precision=Precision.DAY)
    candidate = freight(article())

    assert assumed_day(AssumedDue(answer), candidate, known) == date.fromisoformat(day)


def test_assumed_days_count_from_the_day_made_where_publication_is_known_by_month() -> None:
    known = Article(id="a", published=date(2026, 3, 1), precision=Precision.MONTH)
    candidate = replace(freight(article()), made=date(2026, 3, 9))

    assert assumed_day(AssumedDue.ONE_YEAR, candidate, known) == date(2027, 3, 9)
    with pytest.raises(ValueError, match="nobody knows the day of publication"):
        assumed_day(AssumedDue.ONE_YEAR, replace(candidate, made=None), known)


def test_an_assumed_day_is_marked_and_a_typed_one_is_not(book: Book) -> None:
    text = article()
    proposal = Proposal(candidate=stored(book, text, freight(text)))
    assumed = accept(book, with_due(proposal, date(2026, 12, 31), is_assumed=True))
    assert (assumed.question.due, assumed.question.due_assumed) == (date(2026, 12, 31), True)

    book.store.undo("ana", NOW)
    typed = accept(book, with_due(proposal, date(2026, 12, 31)))
    assert (typed.question.due, typed.question.due_assumed) == (date(2026, 12, 31), False)


def test_none_is_an_answer_too(book: Book) -> None:
    text = article()
    proposal = with_due(Proposal(candidate=stored(book, text, ships(text))), None)

    assert missing(book, proposal) == ()
    assert accept(book, proposal).question.due is None


@pytest.mark.parametrize(
    "fields",
    [
        {"due": date(2026, 3, 16)},
        {"due_flags": ("already_due",)},
        {"flags": ("already_due",)},
    ],
)
def test_what_was_due_before_it_was_published_needs_another_day(
    book: Book, fields: dict[str, object]
) -> None:
    text = article()
    candidate = stored(book, text, ships(text, **fields))

    assert missing(book, Proposal(candidate=candidate)) == (Lack.PASSED,)
    with pytest.raises(UsageError, match="before it was published; correct the day"):
        accept(book, candidate)
    corrected = with_due(Proposal(candidate=candidate), date(2026, 6, 30))
    assert accept(book, corrected).question.due == date(2026, 6, 30)


# Rule 5: the question


def test_the_same_text_condition_and_day_joins_the_question(book: Book) -> None:
    text = article()
    with book.write() as ledger:
        known = Question(
            id="quest001", text="two ships will COME by 30 June 2026", due=date(2026, 6, 30)
        )
        ledger.put(known)

    done = accept(book, stored(book, text, ships(text)))

    assert not done.question_is_new
    assert done.question == known


@pytest.mark.parametrize(
    "fields",
    [{"due": date(2026, 7, 1)}, {"condition": "it rains"}, {"claim": "Two ships will come"}],
)
def test_a_similar_question_is_never_joined_unasked(book: Book, fields: dict[str, object]) -> None:
    text = article()
    with book.write() as ledger:
        ledger.put(
            Question(id="quest001", text="Two ships will come by 30 June 2026",
                     due=date(2026, 6, 30))
        )  # fmt: skip

    assert accept(book, stored(book, text, ships(text, **fields))).question_is_new


def test_a_question_that_is_chosen_lends_its_claim_and_due_day(book: Book) -> None:
    text = article()
    with book.write() as ledger:
        ledger.put(Question(id="quest001", text="Freight gets dearer", due=date(2026, 9, 30)))
    candidate = stored(book, text, freight(text))

    done = accept(book, Proposal(candidate=candidate, question="quest001"))

    assert done.question.text == "Freight gets dearer"
    assert done.forecast.question == "quest001"


def test_a_question_that_was_due_before_cannot_be_joined(book: Book) -> None:
    text = article()
    with book.write() as ledger:
        ledger.put(Question(id="quest001", text="Freight gets dearer", due=date(2026, 3, 1)))
    candidate = stored(book, text, freight(text))

    with pytest.raises(UsageError, match="the due day of the question that it would join"):
        accept(book, Proposal(candidate=candidate, question="quest001"))


def test_an_event_is_given_to_the_question_but_never_changed(book: Book) -> None:
    text = article()
    candidate = stored(book, text, ships(text))

    done = accept(book, Proposal(candidate=candidate, event="Port talks"))
    assert done.question.event == "port-talks"

    other = article(text.text + "\nMore.\n", outlet="Mild Gazette")
    again = stored(book, other, ships(other, source="Coast Wire"))
    with pytest.raises(ConflictError, match="with another event"):
        accept(book, Proposal(candidate=again, event="Summer"))
    assert accept(book, again).question.event == "port-talks"


def test_the_same_source_on_another_day_is_an_update(book: Book) -> None:
    first = article()
    second = article(first.text + "\nMore.\n", published=date(2026, 4, 1))
    accept(book, stored(book, first, ships(first)))

    done = accept(book, stored(book, second, ships(second)))

    assert book.read().entry(done.forecast.id).updates == 1


def test_the_same_words_on_the_same_day_are_a_conflict(book: Book) -> None:
    first, second = article(), article(article().text + "\nMore.\n")
    accept(book, stored(book, first, ships(first)))
    again = stored(book, second, ships(second))

    with pytest.raises(ConflictError, match="says the same, made on the same day"):
        accept(book, again)


def test_an_outcome_that_was_known_already_is_a_conflict(book: Book) -> None:
    text = article()
    with book.write() as ledger:
        ledger.put(Question(id="quest001", text="Ships", due=date(2026, 6, 30)))
        ledger.put(
            Resolution(question="quest001", outcome=Outcome.NO, recorded_at=NOW,
                       happened_on=date(2026, 3, 1))
        )  # fmt: skip
    candidate = stored(book, text, ships(text))

    with pytest.raises(ConflictError, match="was resolved no on 2026-03-01"):
        accept(book, Proposal(candidate=candidate, question="quest001"))


def test_many_candidates_join_the_same_questions_as_few(book: Book) -> None:
    """Beyond a few, questions are looked up in another way, with the same result."""
    texts = [article(f"{article().text}\nEdition {n}.\n") for n in range(24)]
    store(book, *(extraction(text, ships(text, source=f"Pilot {text.id}")) for text in texts))

    with book.write("review") as ledger:
        acceptor = Acceptor(ledger, today=TODAY)
        done = [acceptor.accept(Proposal(candidate=one)) for one in list(ledger.candidates())]

    assert len({each.question.id for each in done}) == 1
    assert [each.question_is_new for each in done].count(True) == 1


# Answers that were given already


def test_a_candidate_is_answered_once(book: Book) -> None:
    text = article()
    store(book, all_three(text))
    accept(book, ships(text))
    with book.write("review") as ledger:
        reject_candidate(ledger, reopening(text).id)

    with pytest.raises(ConflictError, match=r"was accepted as \w+ already"):
        accept(book, ships(text))
    with pytest.raises(ConflictError, match="was rejected already"):
        accept(book, reopening(text))


def test_what_is_refused_puts_nothing_into_the_transaction(book: Book) -> None:
    first, second = article(), article(article().text + "\nMore.\n")
    accept(book, stored(book, first, ships(first)))
    again = stored(book, second, ships(second, via=("Coast Wire",)))
    before = book.n_commits()

    with book.write("review") as ledger:
        acceptor = Acceptor(ledger, today=TODAY)
        with pytest.raises(ConflictError):
            acceptor.accept(Proposal(candidate=again))

    assert book.n_commits() == before


# Typed probabilities


@pytest.mark.parametrize(
    ("typed", "p", "said", "method", "wording"),
    [
        ("70%", 0.7, "+", Method.JUDGED, ""),
        ("30%", 0.3, "+", Method.JUDGED, ""),
        ("not 93%", 0.07, "-", Method.JUDGED, ""),
        ("not ~93%", 0.07, "-", Method.JUDGED, ""),
        ("~30%", 0.3, "+", Method.JUDGED, ""),
        ("likely", 0.7, "+", Method.WORDED, "likely"),
    ],
)
def test_a_probability_is_typed_as_lists_print_it(
    typed: str, p: float, said: str, method: Method, wording: str
) -> None:
    """The quote is "expects two ships by 30 June", and its 30 is no chance."""
    proposal, warning = with_probability(
        Proposal(candidate=ships(article())), typed, shipped_lexicon
    )

    candidate = proposal.candidate
    assert (candidate.probability, candidate.said, candidate.method) == (p, said, method)
    assert candidate.hedge == wording
    assert (candidate.low is not None) is (method is Method.WORDED)
    assert warning is None


@pytest.mark.parametrize(
    ("typed", "quote"),
    [
        ("70%", "a 70% chance"),
        ("0.7", "a 70 per cent chance"),
        ("70%", "70 percent likely"),
        ("7/10", "a 70-percent chance"),
        ("not 70%", "a 70% chance that it stays shut"),
        ("0.125", "12.5%"),
        ("70%", "puts it at 0.7"),
        ("20%", "1 in 5"),
        ("20%", "1 out of 5 boats"),
        ("75%", "odds of 3 to 1"),
        ("25%", "3:1 against"),
    ],
)
def test_a_typed_number_is_stated_where_the_quote_holds_that_chance(typed: str, quote: str) -> None:
    candidate = replace(ships(article()), evidence=(Evidence(start=0, end=9, quote=quote),))

    proposal, _ = with_probability(Proposal(candidate=candidate), typed, shipped_lexicon)

    assert proposal.candidate.method is Method.STATED


@pytest.mark.parametrize(
    ("typed", "quote"),
    [("70%", "70 ships"), ("70%", "7 ships"), ("70%", "170%"), ("50%", "0 in 0"), ("70%", "0.71")],
)
def test_a_typed_number_is_judged_where_the_quote_holds_another(typed: str, quote: str) -> None:
    candidate = replace(ships(article()), evidence=(Evidence(start=0, end=9, quote=quote),))

    proposal, _ = with_probability(Proposal(candidate=candidate), typed, shipped_lexicon)

    assert proposal.candidate.method is Method.JUDGED


@pytest.mark.parametrize("typed", ["70", "not 70", "not", "", "soon"])
def test_what_is_no_probability_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"not a probability|gives no probability"):
        with_probability(Proposal(candidate=ships(article())), typed, shipped_lexicon)


def test_a_certain_probability_is_warned_of() -> None:
    _, warning = with_probability(Proposal(candidate=ships(article())), "100%", shipped_lexicon)

    assert warning is not None
    assert "log score is infinite" in warning


def test_a_candidate_without_a_probability_needs_one(book: Book) -> None:
    text = article()
    candidate = stored(book, text, ships(text, probability=None, low=None, high=None))

    assert missing(book, Proposal(candidate=candidate)) == (Lack.PROBABILITY,)


def test_words_that_nobody_can_show_are_somebodys_judgement(book: Book) -> None:
    """A claim taken over from a tool that keeps no quotes."""
    text = article()
    bare = replace(found(text, "Port talks"), evidence=(), hedge="", due=date(2026, 6, 30))

    assert accept(book, stored(book, text, bare)).forecast.method is Method.JUDGED
