"""JSON documents: their keys, their values, and how they are written."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_samples import ADDED, FED, HOSTILE, IDS, ME, NO, REUTERS, TODAY, WORDED, entry, question

from forecastctl.errors import Problem
from forecastctl.model import Source
from forecastctl.render.document import (
    check_document,
    entries_document,
    entry_document,
    error_document,
    import_document,
    json_text,
    jsonl_text,
    log_document,
    questions_document,
    resolved_document,
    sources_document,
    verify_document,
)
from forecastctl.render.view import Checked, Imported, QuestionRow, Resolved, Shown, SourceRow
from forecastctl.store.base import Verification

OUTLETS = {"3f2ab90c11d4": "tradewatch"}


def test_an_entry_has_every_key_in_its_order() -> None:
    [printed] = entries_document([entry()], today=TODAY, outlets=OUTLETS)["entries"]

    assert json.dumps(printed) == json.dumps(
        {
            "id": "0q8wv2rd",
            "question": "w5ce1k0a",
            "claim": "Fed cuts rates by 25bp at the November 2026 meeting",
            "source": "reuters",
            "via": ["ria-novosti"],
            "outlet": "tradewatch",
            "probability": 0.7,
            "low": None,
            "high": None,
            "wording": None,
            "method": "stated",
            "said": "+",
            "claim_kind": None,
            "condition": None,
            "made": "2026-10-30",
            "due": "2026-11-19",
            "due_assumed": False,
            "check_on": None,
            "state": "overdue",
            "outcome": None,
            "happened_on": None,
            "proof": None,
            "by": None,
            "tags": ["rates"],
            "event": None,
            "article": "3f2ab90c11d4",
            "url": None,
            "evidence": [
                {"article": "3f2ab90c11d4", "start": 118, "end": 130, "quote": "a 70% chance"}
            ],
            "criteria": None,
            "note": None,
            "updates": 0,
        }
    )


def test_a_resolved_entry_has_its_outcome_and_proof() -> None:
    [printed] = entries_document([entry(resolution=NO, updates=2)], today=TODAY, outlets={})[
        "entries"
    ]

    assert printed["state"] == "resolved"
    assert printed["outcome"] == "no"
    assert printed["happened_on"] == "2026-11-19"
    assert printed["proof"] == "https://example.org/fomc"
    assert printed["by"] == "ana"
    assert printed["updates"] == 2


def test_a_question_without_forecast_is_an_entry_by_the_id_of_the_question() -> None:
    [printed] = entries_document([entry(None)], today=TODAY, outlets={})["entries"]

    assert printed["id"] == printed["question"] == "w5ce1k0a"
    assert [printed[key] for key in ("source", "probability", "method", "said", "made")] == (
        [None] * 5
    )
    assert printed["via"] == []
    assert printed["evidence"] == []


def test_the_note_on_a_forecast_goes_before_that_on_its_question() -> None:
    noted = question(note="of the question")
    both = entry(replace(REUTERS, note="of the forecast"), question=noted)
    documents = entries_document([both, entry(question=noted)], today=TODAY, outlets={})

    assert [printed["note"] for printed in documents["entries"]] == [
        "of the forecast",
        "of the question",
    ]


def test_empty_results_are_documents() -> None:
    empty = [
        (entries_document([], today=TODAY, outlets={}), "forecastctl.entries/1", "entries"),
        (sources_document([]), "forecastctl.sources/1", "sources"),
        (questions_document([], today=TODAY), "forecastctl.questions/1", "questions"),
        (log_document([]), "forecastctl.log/1", "commits"),
        (resolved_document([], today=TODAY, outlets={}), "forecastctl.resolved/1", "resolved"),
    ]

    for document, schema, key in empty:
        assert json.loads(json_text(document)) == {"schema": schema, key: []}


def test_show_gives_question_entries_resolution_and_history_only_if_asked() -> None:
    shown = Shown(question=FED, entries=[entry()], resolution=None)
    with_history = shown._replace(resolution=NO, history=[ADDED])

    plain = entry_document(shown, today=TODAY, outlets={})
    full = entry_document(with_history, today=TODAY, outlets={})

    assert list(plain) == ["schema", "question", "entries", "resolution"]
    assert plain["schema"] == "forecastctl.entry/1"
    assert plain["resolution"] is None
    assert full["question"] == {
        "id": "w5ce1k0a",
        "text": "Fed cuts rates by 25bp at the November 2026 meeting",
        "criteria": None,
        "condition": None,
        "opened": "2026-10-30",
        "due": "2026-11-19",
        "due_assumed": False,
        "check_on": None,
        "tags": ["rates"],
        "event": None,
        "note": None,
        "state": "resolved",
        "outcome": "no",
    }
    assert full["resolution"] == {
        "outcome": "no",
        "happened_on": "2026-11-19",
        "recorded_at": "2026-11-20T09:30:00Z",
        "by": "ana",
        "proof": "https://example.org/fomc",
        "note": None,
    }
    assert full["history"] == log_document([ADDED])["commits"]


def test_resolving_gives_each_entry_its_brier_score() -> None:
    done = Resolved(
        named="0q8w",
        question=FED,
        resolution=NO,
        entries=[entry(REUTERS, NO), entry(ME, NO)],
        counts_from=date(2026, 12, 9),
    )
    document = resolved_document([done], today=TODAY, outlets={})

    [printed] = json.loads(json_text(document))["resolved"]
    assert list(printed) == ["question", "outcome", "entries", "counts_from"]
    assert (printed["question"], printed["outcome"]) == ("w5ce1k0a", "no")
    assert printed["counts_from"] == "2026-12-09"
    assert [one["brier"] for one in printed["entries"]] == pytest.approx([0.49, 0.3025])


def test_reopening_leaves_no_outcome() -> None:
    done = Resolved(named="0q8w", question=FED, resolution=None, entries=[entry()])

    [printed] = json.loads(json_text(resolved_document([done], today=TODAY, outlets={})))[
        "resolved"
    ]
    assert printed["outcome"] is None
    assert printed["entries"][0]["brier"] is None


def test_check_names_its_status() -> None:
    checked = Checked(code=1, overdue=1, oldest_overdue_days=2, due_soon=0, open=33)

    assert check_document(checked, today=TODAY, outlets={}) == {
        "schema": "forecastctl.check/1",
        "status": "WARNING",
        "code": 1,
        "overdue": 1,
        "oldest_overdue_days": 2,
        "due_soon": 0,
        "open": 33,
        "entries": [],
    }


def test_the_log_lists_what_each_transaction_changed() -> None:
    assert log_document([ADDED._replace(undone_by=2)])["commits"] == [
        {
            "commit": 1,
            "at": "2026-10-30T10:00:00Z",
            "user": "ana",
            "command": "add",
            "undone_by": 2,
            "changes": [
                {"table": "questions", "id": "w5ce1k0a", "change": "added"},
                {"table": "forecasts", "id": "0q8wv2rd", "change": "added"},
            ],
        }
    ]


def test_import_and_verify_list_their_problems() -> None:
    problem = Problem(where="line 3", field="p", message="is no number")
    done = Imported(
        read={"questions": 1},
        added={},
        unchanged={},
        updated={},
        skipped={"questions": 1},
        problems=[problem],
    )
    verification = Verification(ok=False, commits=3, head="ab", problems=(problem,))

    assert import_document(done) == {
        "schema": "forecastctl.import/1",
        "read": {"questions": 1},
        "added": {},
        "unchanged": {},
        "updated": {},
        "skipped": {"questions": 1},
        "problems": [{"where": "line 3", "field": "p", "message": "is no number"}],
    }
    assert verify_document(verification) == {
        "schema": "forecastctl.verify/1",
        "ok": False,
        "commits": 3,
        "head": "ab",
        "problems": [{"where": "line 3", "field": "p", "message": "is no number"}],
    }


def test_sources_and_questions_come_with_their_counts() -> None:
    source = Source(id="reuters", name="Reuters", aliases=("RTRS",))

    assert sources_document([SourceRow(source=source, entries=3)])["sources"] == [
        {
            "id": "reuters",
            "name": "Reuters",
            "kind": "unknown",
            "aliases": ["RTRS"],
            "parent": None,
            "entries": 3,
        }
    ]
    rows = [QuestionRow(question=FED, sources=2, resolution=None)]
    [printed] = json.loads(json_text(questions_document(rows, today=TODAY)))["questions"]
    assert list(printed)[-3:] == ["state", "outcome", "sources"]
    assert (printed["state"], printed["sources"]) == ("overdue", 2)


def test_an_error_is_one_object_on_one_line() -> None:
    text = jsonl_text([error_document(4, "no such id")])

    assert text == '{"error":{"code":4,"message":"no such id"}}\n'


def test_documents_are_indented_and_keep_letters_of_every_script() -> None:
    assert json_text({"claim": "é 新"}) == '{\n  "claim": "é 新"\n}\n'


def test_rows_stand_one_a_line() -> None:
    assert jsonl_text([{"a": 1}, {"a": None}]) == '{"a":1}\n{"a":null}\n'
    assert jsonl_text([]) == ""


@given(st.text(st.characters()))
def test_any_text_comes_back_and_no_character_steers_a_terminal(text: str) -> None:
    written = json_text({"claim": text})

    assert json.loads(written) == {"claim": text}
    assert not set(written) & {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0))} - {"\n"}
    assert not set(written) & set("\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069")


def test_hostile_text_keeps_its_value() -> None:
    hostile = replace(WORDED, note=HOSTILE)
    written = json_text(entries_document([entry(hostile)], today=TODAY, outlets={}))

    assert json.loads(written)["entries"][0]["note"] == HOSTILE
    assert "\x1b" not in written
    assert "\u202e" not in written
    assert IDS[hostile.id] in written
