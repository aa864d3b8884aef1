"""Exports and imports: round trips, conflicts, what was deleted, what is bad."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from forecastctl.actions.delete import delete_entries
from forecastctl.actions.export import export_document
from forecastctl.actions.resolve import reopen
from forecastctl.actions.transfer import (
    ImportOptions,
    ImportResult,
    import_records,
    plan_import,
)
from forecastctl.errors import NotFoundError
from forecastctl.formats import registry
from forecastctl.formats.document import Document, Parsed, ReadOptions
from forecastctl.model import Article, Source
from hostile_document import documents
from ledger_table import NOW, Book, book_of

TABLE = """
    source   p    claim  due         outcome  made        via   url
    reuters  70%  Alpha  2026-11-30  yes      2026-10-01  wire  https://example.org
    me       60%  Alpha  2026-11-30  -        2026-10-02  -     -
    me       20%  Beta   -           -        2026-10-02  -     -
"""
FORMS = ("json", "jsonl", "csv")
PLAIN = ImportOptions()


def read(text: str | bytes) -> Parsed:
    content = text.encode() if isinstance(text, str) else text
    return registry.read_records(content, None, ReadOptions())


def bring_in(book: Book, text: str | bytes, options: ImportOptions = PLAIN) -> ImportResult:
    with book.write("import") as ledger:
        return import_records(ledger, read(text), options)


def exported(book: Book, form: str = "jsonl") -> str:
    return registry.write_document(export_document(book.read()), form)


def of_document(document: Document) -> Book:
    book = Book()
    with book.write() as ledger:
        for table in ("sources", "articles", "questions", "forecasts", "resolutions", "candidates"):
            for record in getattr(document, table):
                ledger.put(record)
    return book


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(documents())
def test_what_was_exported_and_imported_exports_to_the_same_bytes(
    form: str, document: Document
) -> None:
    first = exported(of_document(document), form)
    book = Book()

    result = bring_in(book, first)

    assert result.problems == ()
    assert exported(book, form) == first


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(documents())
def test_json_and_jsonl_keep_every_record_as_it_was(document: Document) -> None:
    book = of_document(document)
    for form in ("json", "jsonl"):
        other = Book()
        bring_in(other, exported(book, form))
        assert export_document(other.read()) == export_document(book.read())


@pytest.mark.parametrize("form", FORMS)
def test_importing_twice_changes_nothing_and_says_so(form: str) -> None:
    text = exported(book_of(TABLE), form)
    book = Book()
    first = bring_in(book, text)
    n = book.n_commits()

    again = bring_in(book, text)

    assert (first.code, again.code) == (0, 0)
    assert sum(again.added.values()) == 0
    assert again.unchanged == first.added
    assert first.added["forecasts"] == 3
    assert book.n_commits() == n


@pytest.mark.parametrize("form", FORMS)
def test_an_import_is_one_transaction_and_comes_again_after_an_undo(form: str) -> None:
    text = exported(book_of(TABLE), form)
    book = Book()
    first = bring_in(book, text)
    assert book.n_commits() == 1
    book.store.undo("ana", NOW)
    assert export_document(book.read()) == Document()

    assert bring_in(book, text).added == first.added


def test_a_dry_run_gives_the_same_result_and_writes_nothing() -> None:
    text = exported(book_of(TABLE))
    book = Book()

    planned = plan_import(book.read(), read(text), ImportOptions())

    assert export_document(book.read()) == Document()
    assert planned == bring_in(book, text)


def test_the_csv_leaves_a_name_alone_that_it_does_not_hold() -> None:
    book = book_of(TABLE)

    result = bring_in(book, exported(book, "csv"))

    assert result.problems == ()
    assert sum(result.unchanged.values()) == 9


def test_other_content_under_the_same_id_is_a_conflict_field_by_field() -> None:
    book = book_of(TABLE)
    text = (
        exported(book)
        .replace('"probability":0.7', '"probability":0.8')
        .replace('"text":"Beta"', '"text":"Beta!"')
    )
    before = export_document(book.read())

    refused = bring_in(book, text)

    assert refused.code == 6
    assert [(each.where, each.field) for each in refused.problems] == [
        ("line 6", "text"),
        ("line 7", "probability"),
    ]
    assert refused.problems[1].message == (
        "is '0.7' here and '0.8' in the file; --replace takes the file's"
    )
    assert export_document(book.read()) == before


def test_replace_takes_what_the_file_says() -> None:
    book = book_of(TABLE)
    text = exported(book).replace('"probability":0.7', '"probability":0.8')

    result = bring_in(book, text, ImportOptions(replace=True))

    assert (result.code, result.updated["forecasts"]) == (0, 1)
    assert exported(book) == text


def test_aliases_of_a_source_merge_without_a_conflict() -> None:
    book = book_of(TABLE)
    with book.write() as ledger:
        ledger.put(Source(id="reuters", name="Reuters", aliases=("RTR",)))
    text = exported(book_of(TABLE)).replace(
        '"name":"Reuters","kind":"unknown","aliases":[]',
        '"name":"REUTERS","kind":"unknown","aliases":["Thomson","rtr"]',
    )

    result = bring_in(book, text)

    assert (result.code, result.updated["sources"]) == (0, 1)
    source = book.read().source("reuters")
    assert source is not None
    assert (source.name, source.aliases) == ("Reuters", ("RTR", "Thomson"))


def test_another_kind_of_source_is_a_conflict() -> None:
    book = book_of(TABLE)
    text = exported(book).replace(
        '"name":"Reuters","kind":"unknown"', '"name":"Reuters","kind":"outlet"'
    )

    assert bring_in(book, text).code == 6


def test_a_source_known_by_another_id_is_found_by_name() -> None:
    book = Book()
    with book.write() as ledger:
        ledger.put(Source(id="the-reuters", name="The Reuters", aliases=("Reuters",)))

    result = bring_in(book, exported(book_of(TABLE)))

    assert result.problems == ()
    assert book.read().source("reuters") is None
    forecast = book.read().forecast("001f0000")
    assert forecast is not None
    assert forecast.source == "the-reuters"


def test_what_was_deleted_here_stays_so_until_it_is_wanted_back() -> None:
    text = exported(book_of(TABLE))
    book = Book()
    bring_in(book, text)
    with book.write() as ledger:
        delete_entries(ledger, ["003f"])
        reopen(ledger, "001q")

    again = bring_in(book, text)

    assert (again.code, again.problems) == (0, ())
    assert (again.skipped["forecasts"], again.skipped["questions"]) == (1, 1)
    assert again.skipped["resolutions"] == 1
    assert again.notes[0].startswith("3 records left out that somebody deleted here")
    restored = bring_in(book, text, ImportOptions(restore_deleted=True))
    assert restored.added["forecasts"] == 1
    assert exported(book) == text


def test_forecasts_of_somebody_elses_me_are_pointed_out() -> None:
    text = exported(book_of(TABLE))
    book = book_of("source  p    claim\nme  50%  Mine")
    theirs = text.replace("q0000", "q1111").replace("f0000", "f1111")

    result = bring_in(book, theirs)

    assert (result.code, result.added["forecasts"]) == (0, 3)
    assert "2 forecasts of 'me' in the file taken for yours" in result.notes[0]
    assert bring_in(Book(), text).notes == ()


def lines_without(text: str, fragment: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if fragment not in line)


def test_a_record_that_names_a_missing_one_is_a_problem() -> None:
    text = lines_without(exported(book_of(TABLE)), '"type":"question","id":"001q0000"')

    refused = bring_in(Book(), text)

    assert (refused.code, refused.is_refused) == (1, True)
    assert sum(refused.added.values()) == 0
    assert [(each.where, each.field, each.message) for each in refused.problems] == [
        ("line 6", "question", "there is no question '001q0000'"),
        ("line 7", "question", "there is no question '001q0000'"),
        ("line 9", "question", "there is no question '001q0000'"),
    ]


def test_skip_bad_writes_the_good_rows_and_counts_what_hangs_on_bad_ones() -> None:
    text = exported(book_of(TABLE)).replace('"text":"Alpha"', '"text":""')
    book = Book()
    assert bring_in(book, text).code == 1
    assert export_document(book.read()) == Document()

    result = bring_in(book, text, ImportOptions(skip_bad=True))

    assert result.code == 3
    assert (result.added["questions"], result.skipped["questions"]) == (1, 1)
    assert (result.added["forecasts"], result.skipped["forecasts"]) == (1, 2)
    assert result.skipped["resolutions"] == 1
    assert result.read["forecasts"] == 3


def test_one_bad_row_of_ten_leaves_nine() -> None:
    rows = "\n".join(f"me  {n}0%  Claim {n}  2026-11-30" for n in range(10))
    text = exported(book_of(f"source  p  claim  due\n{rows}"), "csv")
    lines = text.splitlines()
    bad = "\n".join([*lines[:4], lines[4].replace("0.3", "1.3"), *lines[5:]]) + "\n"
    book = Book()

    assert bring_in(book, bad).code == 1
    result = bring_in(book, bad, ImportOptions(skip_bad=True))

    assert result.code == 3
    assert [(each.where, each.field) for each in result.problems] == [("line 5", "probability")]
    assert (result.added["forecasts"], result.skipped["forecasts"]) == (9, 1)


def test_a_source_exports_with_all_that_its_forecasts_name() -> None:
    book = book_of(TABLE)
    with book.write() as ledger:
        source = ledger.source("wire")
        assert source is not None
        ledger.put(replace(source, parent="agency"))
        ledger.put(Source(id="agency", name="Agency"))
        ledger.put(Article(id="aaaa00000000"))

    document = export_document(book.read(), "REUTERS")

    assert [each.id for each in document.sources] == ["agency", "reuters", "wire"]
    assert [each.id for each in document.forecasts] == ["001f0000"]
    assert [each.id for each in document.questions] == ["001q0000"]
    assert len(document.resolutions) == 1
    assert document.articles == ()
    assert bring_in(Book(), registry.write_document(document, "json")).problems == ()
    with pytest.raises(NotFoundError):
        export_document(book.read(), "nobody")


def test_problems_come_in_the_order_of_the_file() -> None:
    objects = [json.loads(line) for line in exported(book_of(TABLE)).splitlines()]
    objects[5]["due"] = "soon"
    objects[8]["probability"] = 2
    lines = [json.dumps(each) for each in objects]

    result = bring_in(Book(), "\n".join(reversed(lines[1:])).join([lines[0] + "\n", "\n"]))

    places = [int(each.where.split()[1]) for each in result.problems]
    assert places == sorted(places)


def test_ten_thousand_forecasts_are_one_transaction() -> None:
    rows = "\n".join(f"me  {n % 100}%  Claim number {n}  2026-11-30" for n in range(100))
    hundred = export_document(book_of(f"source  p  claim  due\n{rows}").read())
    many = replace(
        hundred,
        questions=tuple(
            replace(each, id=f"{n:03}{each.id[:3]}qq", text=f"{each.text} of {n}")
            for n in range(100)
            for each in hundred.questions
        ),
        forecasts=tuple(
            replace(each, id=f"{n:03}{each.id[:3]}ff", question=f"{n:03}{each.question[:3]}qq")
            for n in range(100)
            for each in hundred.forecasts
        ),
    )
    book = Book()

    result = bring_in(book, registry.write_document(many, "csv"))

    assert (result.code, result.added["forecasts"], book.n_commits()) == (0, 10_000, 1)
    assert export_document(book.read()).questions == many.questions
