"""Correcting and deleting what was typed, and the form of the editor."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.actions.delete import delete_entries, plan_deletion
from forecastctl.actions.edit import Changes, edit_entry
from forecastctl.actions.form import form_text, new_form, parse_form, parse_new
from forecastctl.errors import ConflictError, RefusedError, UsageError
from forecastctl.model import (
    Article,
    Candidate,
    CandidateState,
    Entry,
    Evidence,
    Forecast,
    Question,
)
from ledger_table import TODAY, Book, book_of

TABLE = """
    source   p    claim          due         made        outcome  tags
    reuters  70%  Alpha happens  2026-11-30  2026-10-01  -        a,b
    me       55%  Alpha happens  2026-11-30  2026-10-01  -        -
    me       60%  Alpha happens  2026-11-30  2026-10-05  -        -
    me       20%  Beta happens   2026-12-31  2026-10-01  -        -
    me       20%  Gamma happens  2026-10-31  2026-10-01  yes      -
"""


@pytest.fixture
def book() -> Book:
    return book_of(TABLE)


def edit(book: Book, typed: str, changes: Changes, *, allow_new_sources: bool = False) -> Entry:
    with book.write("edit") as ledger:
        done = edit_entry(ledger, typed, changes, today=TODAY, allow_new_sources=allow_new_sources)
    return done.entry


def test_a_question_is_edited_through_any_of_its_ids_for_all_its_forecasts(book: Book) -> None:
    changes = Changes(
        claim=" Alpha really happens ",
        due=date(2027, 1, 31),
        criteria="as reported",
        event="Big Day",
        note="",
        add_tags=("c",),
        remove_tags=("a",),
    )

    entry = edit(book, "002f", changes)

    assert entry.id == "003f0000"
    question = book.read().question("001q0000")
    assert question == entry.question
    assert question.text == "Alpha really happens"
    assert (question.due, question.criteria) == (date(2027, 1, 31), "as reported")
    assert (question.event, question.tags, question.note) == ("big-day", ("b", "c"), None)


def test_none_and_blank_text_clear_a_field(book: Book) -> None:
    edit(book, "001q", Changes(criteria="x", event="e", condition="c"))

    question = edit(
        book, "001q", Changes(criteria=None, event=" ", condition="", due=None)
    ).question

    assert (question.criteria, question.event, question.condition) == (None, None, None)
    assert question.due is None


def test_the_same_values_again_write_nothing(book: Book) -> None:
    n = book.n_commits()

    edit(book, "001q", Changes(claim="Alpha happens", due=date(2026, 11, 30), tags=("a", "b")))

    assert book.n_commits() == n


def test_a_day_that_somebody_gives_is_no_longer_assumed(book: Book) -> None:
    with book.write() as ledger:
        day = date(2026, 12, 31)
        ledger.put(Question(id="009q0000", text="Omega", due=day, due_assumed=True))

    assert not edit(book, "009q", Changes(due=date(2026, 12, 31))).question.due_assumed


def test_a_due_day_before_a_forecast_was_made_is_refused(book: Book) -> None:
    with pytest.raises(UsageError, match="lies before 001f was made"):
        edit(book, "001q", Changes(due=date(2026, 9, 30)))


def test_an_edit_that_makes_two_questions_ask_the_same_points_to_merge(book: Book) -> None:
    with pytest.raises(ConflictError, match="forecastctl question merge 004q 001q"):
        edit(book, "004q", Changes(claim="alpha HAPPENS", due=date(2026, 11, 30)))


def test_taking_off_a_tag_that_is_not_there_is_refused(book: Book) -> None:
    with pytest.raises(UsageError, match="no tag 'z'"):
        edit(book, "001q", Changes(remove_tags=("z",)))


@pytest.mark.parametrize(
    "changes",
    [
        Changes(claim="x"),
        Changes(due=None),
        Changes(check_on=TODAY),
        Changes(condition="x"),
        Changes(source="reuters"),
        Changes(made=TODAY),
        Changes(url="x"),
        Changes(quote="x"),
        Changes(question="001q"),
    ],
)
def test_what_an_outcome_rests_on_cannot_change_once_there_is_one(
    book: Book, changes: Changes
) -> None:
    with pytest.raises(ConflictError, match="forecastctl reopen 005q"):
        edit(book, "005f", changes)


def test_tags_event_note_and_criteria_of_a_resolved_question_can_change(book: Book) -> None:
    changes = Changes(tags=("x",), event="e", note="n", criteria="c")

    question = edit(book, "005f", changes).question

    assert (question.tags, question.event, question.note, question.criteria) == (
        ("x",),
        "e",
        "n",
        "c",
    )


def test_made_url_and_quote_change_the_forecast_that_was_typed(book: Book) -> None:
    changes = Changes(made=date(2026, 9, 30), url="https://example.org", quote="said so")

    edit(book, "002f", changes)

    reader = book.read()
    forecast = reader.forecast("002f0000")
    assert forecast is not None
    assert (forecast.made, forecast.url) == (date(2026, 9, 30), "https://example.org")
    [evidence] = forecast.evidence
    article = reader.article(evidence.article or "")
    assert article is not None
    assert (evidence.quote, article.url) == ("said so", "https://example.org")
    latest = reader.forecast("003f0000")
    assert latest is not None
    assert (latest.made, latest.url) == (date(2026, 10, 5), None)


def test_a_new_link_keeps_the_words_and_where_they_were_read(book: Book) -> None:
    with book.write() as ledger:
        ledger.put(Article(id="aaaa00000000", sha256="0" * 64))
        forecast = ledger.forecast("004f0000")
        assert forecast is not None
        evidence = Evidence(article="aaaa00000000", start=1, end=5, quote="said")
        ledger.put(
            Forecast(
                id=forecast.id,
                question=forecast.question,
                source="me",
                made=forecast.made,
                evidence=(evidence,),
            )
        )

    entry = edit(book, "004f", Changes(url="https://example.org"))

    assert entry.forecast is not None
    assert entry.forecast.evidence == (evidence,)


def test_what_belongs_to_a_forecast_needs_one(book: Book) -> None:
    with pytest.raises(UsageError, match="is a question with 3 forecasts; name one of them"):
        edit(book, "001q", Changes(url="x"))
    assert edit(book, "004q", Changes(url="x")).forecast is not None


def test_made_obeys_the_rules_of_adding() -> None:
    book = book_of("source  p    due\nme  70%  2026-11-10")

    with pytest.raises(UsageError, match="after the due day"):
        edit(book, "001f", Changes(made=date(2026, 11, 11)))
    with pytest.raises(UsageError, match="after today"):
        edit(book, "001f", Changes(made=date(2026, 12, 1)))


def test_another_source_gets_all_forecasts_of_the_entry(book: Book) -> None:
    entry = edit(book, "003f", Changes(source="Bloomberg"))

    assert (entry.id, entry.updates) == ("003f0000", 1)
    assert {each.source for each in book.read().forecasts_on("001q0000")} == {
        "reuters",
        "bloomberg",
    }


def test_a_source_that_has_an_entry_there_already_is_a_conflict(book: Book) -> None:
    with pytest.raises(ConflictError, match="Reuters has a forecast on 001q already"):
        edit(book, "003f", Changes(source="reuters"))


def test_a_known_source_is_never_doubtful(book: Book) -> None:
    entry = edit(book, "004f", Changes(source="REUTERS"))

    assert entry.forecast is not None
    assert entry.forecast.source == "reuters"


def test_a_doubtful_new_name_is_refused_unless_allowed(book: Book) -> None:
    with pytest.raises(UsageError, match=r"did you mean Reuters\?"):
        edit(book, "003f", Changes(source="Retuers"))
    entry = edit(book, "003f", Changes(source="Retuers"), allow_new_sources=True)
    assert entry.forecast is not None
    assert entry.forecast.source == "retuers"


def test_a_forecast_moves_with_its_updates_and_an_empty_question_goes(book: Book) -> None:
    edit(book, "004f", Changes(source="bbc"))

    entry = edit(book, "004f", Changes(question="001f"))

    assert entry.question.id == "001q0000"
    assert book.read().question("004q0000") is None


@pytest.mark.parametrize(
    ("target", "message"),
    [("001q", "me has a forecast on 001q already"), ("005q", "005q is resolved")],
)
def test_where_a_forecast_cannot_move(book: Book, target: str, message: str) -> None:
    with pytest.raises(ConflictError, match=message):
        edit(book, "004f", Changes(question=target))


def test_a_forecast_moved_to_its_own_question_stays(book: Book) -> None:
    assert edit(book, "004f", Changes(question="004q")).question.id == "004q0000"


def test_deleting_a_forecast_leaves_the_question_while_others_are_on_it(book: Book) -> None:
    with book.write() as ledger:
        deleted = delete_entries(ledger, ["001f"])

    assert [each.id for each in deleted.forecasts] == ["001f0000"]
    assert deleted.questions == ()
    assert book.read().question("001q0000") is not None


def test_deleting_the_last_forecast_takes_an_unresolved_question_along(book: Book) -> None:
    deleted = plan_deletion(book.read(), ["004f", "005f"])

    assert [each.id for each in deleted.forecasts] == ["004f0000", "005f0000"]
    assert [each.id for each in deleted.questions] == ["004q0000"]
    assert deleted.resolutions == ()


def test_deleting_a_question_takes_everything_on_it(book: Book) -> None:
    with book.write() as ledger:
        deleted = delete_entries(ledger, ["005q", "001q", "001f"])

    assert [each.id for each in deleted.questions] == ["001q0000", "005q0000"]
    assert [each.id for each in deleted.resolutions] == ["005q0000"]
    assert [table for table, _ in book.read().records()] == [
        "sources",
        "sources",
        "questions",
        "forecasts",
    ]


def test_the_candidate_of_a_deleted_forecast_is_rejected(book: Book) -> None:
    with book.write() as ledger:
        ledger.put(Article(id="aaaa00000000"))
        ledger.put(
            Candidate(
                id="bbbb00000000",
                article="aaaa00000000",
                claim="x",
                source="me",
                source_kind="author",
                state=CandidateState.ACCEPTED,
                forecast="004f0000",
            )
        )

    with book.write() as ledger:
        delete_entries(ledger, ["004f"])

    candidate = book.read().candidate("bbbb00000000")
    assert candidate is not None
    assert (candidate.state, candidate.forecast) == (CandidateState.REJECTED, None)


def entry_with(**fields: str) -> Entry:
    made = date(2026, 10, 1)
    return Entry(
        question=Question(id="001q0000", text="Alpha", **fields),  # type: ignore[arg-type]
        forecast=Forecast(id="001f0000", question="001q0000", source="me", made=made),
        resolution=None,
    )


@given(st.text(min_size=1).filter(str.strip), st.text())
def test_a_form_that_nobody_touched_changes_nothing(claim: str, note: str) -> None:
    entry = Entry(
        question=Question(id="001q0000", text=claim, note=note or None, tags=("a", "b")),
        forecast=None,
        resolution=None,
    )

    with pytest.raises(RefusedError, match="nothing changed"):
        parse_form(form_text(entry), entry)


def test_a_form_gives_only_what_was_changed() -> None:
    entry = entry_with(note="one\n\n# two", criteria="old")
    text = form_text(entry)
    text = text.replace("due:", "due: 2026-12-31").replace("tags:", "TAGS: a, b,")
    text = text.replace("criteria: old", "criteria:").replace("quote:", "quote: a\n\n   b\n# c")

    assert parse_form(text, entry) == Changes(
        due=date(2026, 12, 31), tags=("a", "b"), criteria=None, quote="a\n\n b"
    )


def test_a_deleted_line_leaves_its_field_alone() -> None:
    entry = entry_with(note="keep me")

    assert parse_form("claim: Beta", entry) == Changes(claim="Beta")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("claim: Beta\ndue: soon", "line 2: due: 'soon' is not a day"),
        ("\n\nmade:", "line 3: made: cannot be empty"),
        ("claim: a\nclaim: b", "line 2: claim is there twice"),
        ("# c\nprobability: 70%", "line 2: 'probability: 70%' does not begin with a field"),
        ("just text", "line 1: 'just text' does not begin with a field"),
        ("claim:", "line 1: claim: cannot be empty"),
    ],
)
def test_a_mistake_in_a_form_names_its_line(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_form(text, entry_with())


@pytest.mark.parametrize("text", ["", "\n \n", "# only comments\n"])
def test_an_empty_form_changes_nothing(text: str) -> None:
    with pytest.raises(RefusedError, match="the form is empty"):
        parse_form(text, entry_with())


def test_the_form_of_a_new_entry_gives_what_was_filled_in() -> None:
    text = new_form({"source": "me"}).replace("claim:", "claim: Rain\n  falls")

    assert parse_new(text.replace("probability:", "probability: 70%")) == {
        "claim": "Rain\nfalls",
        "probability": "70%",
        "source": "me",
    }
