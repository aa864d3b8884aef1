"""Other tools' records in a ledger: what they go by, conflicts, and what is the ledger's to say."""

from dataclasses import replace
from typing import Any

from forecastctl.actions.delete import delete_entries
from forecastctl.actions.export import export_document
from forecastctl.actions.question import merge_questions
from forecastctl.actions.transfer import ImportOptions, ImportResult, import_records
from forecastctl.formats import registry
from forecastctl.formats.keys import derived_id
from forecastctl.model import Forecast, Question, Resolution, Source, SourceKind
from foreign_case import parsed
from ledger_table import NOW, Book, book_of

HEADER = "id,question,question_id,source,probability,made,due,outcome,tags,note\n"
ICE = "f1,Ice melts,q1,Ana,0.4,2026-01-05,2026-03-31,,lake,a note\n"
SNOW = "f2,Snow falls,q2,Bo,0.7,2026-01-06,2026-03-31,yes,,\n"


def bring(book: Book, *rows: str, **options: bool) -> ImportResult:
    done = parsed(HEADER + "".join(rows), "csv", scale="0-1", user="ana", recorded_at=NOW)
    with book.write("import") as ledger:
        return import_records(ledger, done, ImportOptions(**options))


def only(book: Book, table: str) -> Any:
    [record] = [record for name, record in book.read().records() if name == table]
    return record


def test_the_same_file_gives_the_same_ids_in_every_ledger() -> None:
    first, second = Book(), book_of("source  p    claim\nme  50%  Another")
    bring(first, ICE, SNOW)
    bring(second, SNOW, ICE)

    theirs = registry.write_document(export_document(first.read()), "jsonl")
    with second.write() as ledger:
        result = import_records(ledger, parsed(theirs), ImportOptions())

    assert (result.code, sum(result.added.values())) == (0, 0)


def test_a_new_resolution_and_a_new_forecast_are_added() -> None:
    book = Book()
    bring(book, ICE)

    again = bring(
        book, ICE.replace(",,lake", ",no,lake"), ICE.replace("f1", "f9").replace("4", "5")
    )

    assert (again.code, again.added["resolutions"], again.added["forecasts"]) == (0, 1, 1)
    assert only(book, "resolutions").by == "ana"


def test_another_probability_outcome_or_day_is_a_conflict() -> None:
    book = Book()
    bring(book, ICE, SNOW)
    before = export_document(book.read())

    refused = bring(book, ICE.replace("0.4", "0.5"), SNOW.replace("yes", "no").replace("31", "30"))

    assert refused.code == 6
    assert [(each.where, each.field) for each in refused.problems] == [
        ("line 2", "probability"),
        ("line 3", "due"),
        ("line 3", "outcome"),
    ]
    assert "is 'yes' here and 'no' in the file; --replace takes" in refused.problems[2].message
    assert export_document(book.read()) == before


def test_replace_takes_the_files_word_and_the_journal_keeps_ours() -> None:
    book = Book()
    bring(book, ICE)

    result = bring(book, ICE.replace("0.4", "0.5").replace("a note", "another"), replace=True)

    forecast = only(book, "forecasts")
    assert (result.code, forecast.probability, forecast.note) == (0, 0.5, "another")
    assert len(book.read().history(forecast.id)) == 2


def test_what_was_written_here_about_a_record_stays() -> None:
    book = Book()
    bring(book, ICE)
    question, forecast = only(book, "questions"), only(book, "forecasts")
    with book.write() as ledger:
        ledger.put(replace(question, tags=("ours",), criteria="ours"))
        ledger.put(replace(forecast, note="ours"))

    again = bring(book, ICE.replace("lake", "theirs"))

    assert (again.code, again.unchanged["questions"], again.unchanged["forecasts"]) == (0, 1, 1)
    assert only(book, "questions").tags == ("ours",)
    assert any("of 2 records left alone" in note for note in again.notes)


def test_a_source_that_is_known_by_another_name_is_the_same() -> None:
    book = Book()
    with book.write() as ledger:
        ledger.put(Source(id="a-bo", name="A. Bo", kind=SourceKind.PERSON, aliases=("ANA",)))

    bring(book, ICE)

    assert only(book, "forecasts").source == "a-bo"
    assert only(book, "sources").kind is SourceKind.PERSON


def test_what_was_deleted_here_comes_back_only_when_wanted() -> None:
    book = Book()
    bring(book, ICE)
    with book.write() as ledger:
        delete_entries(ledger, [only(book, "forecasts").id])

    left = bring(book, ICE)
    assert (left.code, left.skipped["forecasts"], left.skipped["questions"]) == (0, 1, 1)

    assert bring(book, ICE, restore_deleted=True).added["forecasts"] == 1


def test_what_was_undone_is_not_deleted() -> None:
    book = Book()
    first = bring(book, ICE, SNOW)
    book.store.undo("ana", NOW)

    assert bring(book, ICE, SNOW).added == first.added


def test_forecasts_stay_where_a_merge_has_put_them() -> None:
    book = Book()
    bring(book, ICE, SNOW)
    ids = {each.text: each.id for each in book.read().questions()}
    with book.write() as ledger:
        merge_questions(ledger, ids["Ice melts"], ids["Snow falls"])

    again = bring(book, ICE, SNOW, ICE.replace("f1", "f3").replace("4", "5"))

    assert (again.code, again.added["forecasts"], again.skipped["questions"]) == (0, 1, 0)
    assert {each.question for each in book.read().forecasts_by("ana")} == {ids["Snow falls"]}


def test_an_id_that_is_taken_gives_way() -> None:
    taken = derived_id("csv:question:q1")
    book = Book()
    with book.write() as ledger:
        ledger.put(Question(id=taken, text="Typed by hand"))

    first = bring(book, ICE.replace(",,lake", ",yes,lake"))
    again = bring(book, ICE.replace(",,lake", ",yes,lake"))

    assert (first.code, first.added["questions"], sum(again.added.values())) == (0, 1, 0)
    question = book.read().question(only(book, "forecasts").question)
    assert question is not None
    assert (question.text, question.id == taken) == ("Ice melts", False)
    assert only(book, "resolutions").question == question.id


def test_a_resolution_made_here_agrees_or_is_a_conflict() -> None:
    book = Book()
    bring(book, ICE)
    on = only(book, "questions").id
    with book.write() as ledger:
        ledger.put(Resolution(question=on, outcome="no", recorded_at=NOW))  # type: ignore[arg-type]

    assert bring(book, ICE.replace(",,lake", ",no,lake")).unchanged["resolutions"] == 1
    assert bring(book, ICE.replace(",,lake", ",yes,lake")).code == 6


def test_what_hangs_on_a_bad_question_is_skipped_with_it() -> None:
    book = Book()

    result = bring(book, ICE.replace("2026-03-31", "soon"), SNOW, skip_bad=True)

    assert (result.code, result.added["forecasts"], result.skipped["forecasts"]) == (3, 1, 1)


FATEBOOK = (
    "Question title,Multiple choice option,Forecast created by,Forecast (scale = 0-1),"
    "Forecast created at,Question created by,Question created at,Question resolve by,"
    "Resolution,Resolved at\n{},,Ines Roth,0.4,2026-02-03 08:15:9,Ines Roth,2026-02-03 08:15:9,"
    "2026-07-01 00:00:0,,\n"
)


def test_an_edited_title_is_pointed_out_as_the_same_author_and_second() -> None:
    book = Book()
    notes: tuple[str, ...] = ()
    for title in ("The weir holds", "The old weir holds"):
        with book.write("import") as ledger:
            done = parsed(FATEBOOK.format(title))
            notes = import_records(ledger, done, ImportOptions()).notes

    assert len(list(book.read().questions())) == 2
    assert any("of the same author and second" in note for note in notes)


def test_a_moved_due_day_of_a_resolved_market_is_no_conflict() -> None:
    import json

    from foreign_samples import bet, due, market, milliseconds

    book = Book()
    still_open = market(1)
    early = still_open | {
        "isResolved": True,
        "resolution": "NO",
        "closeTime": milliseconds(due(0)) - 10**9,
        "resolutionTime": milliseconds(due(0)) - 10**9,
    }
    results = []
    for each in (still_open, early):
        with book.write("import") as ledger:
            done = parsed(json.dumps({"markets": [each], "bets": [bet(1)]}), recorded_at=NOW)
            results.append(import_records(ledger, done, ImportOptions()))

    assert [result.code for result in results] == [0, 0]
    assert results[1].added["resolutions"] == 1
    assert only(book, "questions").due == due(1)


def test_ten_thousand_rows_are_one_transaction() -> None:
    rows = (f"f{n},Claim {n},q{n},Ana,0.4,2026-01-05,2026-03-31,,,\n" for n in range(10_000))
    book = Book()

    result = bring(book, *rows)

    assert (result.code, result.added["forecasts"], book.n_commits()) == (0, 10_000, 1)
    assert sum(isinstance(record, Forecast) for _, record in book.read().records()) == 10_000
