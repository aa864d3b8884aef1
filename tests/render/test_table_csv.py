"""CSV of the rows of documents."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_samples import ADDED, FED, HOSTILE, NO, TODAY, WORDED, entry, question

from forecastctl.render.document import (
    entries_document,
    log_document,
    questions_document,
    sources_document,
)
from forecastctl.render.schema import EntryObject
from forecastctl.render.table_csv import csv_text
from forecastctl.render.view import QuestionRow


def entries_csv(*entries: object) -> str:
    document = entries_document(entries, today=TODAY, outlets={})  # type: ignore[arg-type]
    return csv_text(document, "entries")


def read_back(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


HEADER = (
    "id,question,claim,source,via,outlet,probability,low,high,wording,method,said,claim_kind,"
    "condition,made,due,due_assumed,check_on,state,outcome,happened_on,proof,by,tags,event,"
    "article,url,criteria,note,updates\n"
)


def test_entries_have_every_key_but_the_quotes() -> None:
    assert entries_csv(entry(WORDED, NO, question(tags=("rates", "a;b")))) == HEADER + (
        "4tq20000,w5ce1k0a,Fed cuts rates by 25bp at the November 2026 meeting,cacds,,,0.07,0.02,"
        "0.18,will not,worded,-,,,2026-11-02,2026-11-19,false,,resolved,no,2026-11-19,"
        "https://example.org/fomc,ana,rates;a\\;b,,,,,,0\n"
    )


def test_without_rows_the_header_is_there() -> None:
    assert entries_csv() == HEADER
    assert csv_text(sources_document([]), "sources") == "id,name,kind,aliases,parent,entries\n"
    assert csv_text(log_document([]), "commits") == "commit,at,user,command,undone_by\n"
    assert set(HEADER.strip().split(",")) == set(EntryObject.__annotations__) - {"evidence"}


def test_rows_of_any_other_document_give_the_columns() -> None:
    document = {"schema": "forecastctl.words/1", "words": [{"phrase": "likely", "p": {"low": 0.5}}]}

    assert csv_text(document, "words") == "phrase,p_low\nlikely,0.5\n"
    assert csv_text({"schema": "forecastctl.words/1", "words": []}, "words") == ""


@pytest.mark.parametrize("first", list("=+-@\t\r'"))
def test_no_text_is_a_formula(first: str) -> None:
    [read] = read_back(entries_csv(entry(question=question(text=f"{first}x", note="plain"))))

    assert read["claim"] == f"'{first}x"
    assert read["note"] == "plain"
    assert read["said"] == "+"


@pytest.mark.parametrize(
    ("id", "cell"),
    [("12345678", "'12345678"), ("1234e567", "'1234e567"), ("1234f567", "1234f567")],
)
def test_an_id_is_never_taken_for_a_number(id: str, cell: str) -> None:
    [read] = read_back(entries_csv(entry(replace(WORDED, id=id))))

    assert read["id"] == cell


def test_numbers_are_not_touched() -> None:
    document = {
        "schema": "forecastctl.report/1",
        "sources": [{"excess": -0.5, "excess_ci": [-1.0]}],
    }

    [read] = read_back(csv_text(document, "sources"))
    assert (read["excess"], read["excess_ci"]) == ("-0.5", "-1.0")
    assert read["excluded_void"] == ""


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_any_text_comes_back_behind_at_most_one_apostrophe(text: str) -> None:
    [read] = read_back(entries_csv(entry(question=question(text=text))))

    assert read["claim"] in (text, f"'{text}")


def test_lines_end_with_a_line_feed_and_hostile_text_stays_in_its_cell() -> None:
    document = questions_document(
        [QuestionRow(question=replace(FED, text=HOSTILE), sources=1, resolution=None)], today=TODAY
    )
    text = csv_text(document, "questions")

    assert "\r" not in text
    assert read_back(text)[0]["text"] == HOSTILE


def test_transactions_are_listed_without_their_changes() -> None:
    assert csv_text(log_document([ADDED]), "commits") == (
        "commit,at,user,command,undone_by\n1,2026-10-30T10:00:00Z,ana,add,\n"
    )
