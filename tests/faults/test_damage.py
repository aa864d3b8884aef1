"""Ledgers that something has damaged or somebody has edited."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

import journal_worker
from forecastctl.errors import (
    ForecastctlError,
    LedgerDamagedError,
    NewerLedgerError,
    RefusedError,
)
from forecastctl.store.journal import Journal
from forecastctl.store.lines import RawChange

AT = journal_worker.AT
CONFLICT = b"""<<<<<<< HEAD
{"t":"questions","id":"mine","doc":{}}
=======
{"t":"questions","id":"theirs","doc":{}}
>>>>>>> branch
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Three predictions: line 1 is the header, lines 2 to 4, 5 to 7 and 8 to 10 the commits."""
    path = tmp_path / "ledger.jsonl"
    for name in ("first", "second", "third"):
        journal_worker.add(path, name)
    return path


def lines_of(ledger: Path) -> list[bytes]:
    return ledger.read_bytes().splitlines(keepends=True)


def replace_line(ledger: Path, number: int, line: bytes) -> None:
    lines = lines_of(ledger)
    lines[number - 1] = line
    ledger.write_bytes(b"".join(lines))


def edit_line(ledger: Path, number: int, old: bytes, new: bytes) -> None:
    line = lines_of(ledger)[number - 1]
    assert old in line
    replace_line(ledger, number, line.replace(old, new))


def load(ledger: Path) -> dict[str, dict[str, object]]:
    return {name: dict(table) for name, table in Journal(ledger).snapshot().load().items()}


def require_unreadable(ledger: Path, message: str) -> None:
    """Reading everything stops at the damage, and nothing is written behind it."""
    before = ledger.read_bytes()
    with pytest.raises(LedgerDamagedError) as caught:
        load(ledger)
    assert str(caught.value) == f"{ledger}: {message}"
    assert caught.value.exit_code == 5
    assert not Journal(ledger).verify().ok
    assert ledger.read_bytes() == before


def is_refused(ledger: Path) -> bool:
    try:
        return not Journal(ledger).verify().ok
    except NewerLedgerError:
        return True


def test_a_flipped_bit_in_any_byte_is_found(ledger: Path) -> None:
    missed = []
    with ledger.open("r+b", buffering=0) as file:
        for position, byte in enumerate(ledger.read_bytes()):
            for bit in range(8):
                os.pwrite(file.fileno(), bytes([byte ^ 1 << bit]), position)
                if not is_refused(ledger):
                    missed.append((position, bit))
            os.pwrite(file.fileno(), bytes([byte]), position)
    assert missed == []


def read_all(ledger: Path) -> None:
    load(ledger)
    list(Journal(ledger).snapshot().commits())


def add_fourth(ledger: Path) -> None:
    journal_worker.add(ledger, "fourth")


def error_of(action: Callable[[Path], None], ledger: Path) -> ForecastctlError | None:
    try:
        action(ledger)
    except ForecastctlError as error:
        return error
    return None


def test_a_flipped_bit_never_leads_to_a_crash_and_is_never_written_over(ledger: Path) -> None:
    whole = ledger.read_bytes()
    for position in random.Random(7).sample(range(len(whole)), 150):
        flipped = bytearray(whole)
        flipped[position] ^= 1 << (position % 8)
        ledger.write_bytes(flipped)
        read_error, write_error = error_of(read_all, ledger), error_of(add_fourth, ledger)
        for error in (read_error, write_error):
            assert error is None or (error.exit_code == 5 and "\n" not in str(error))
        assert ledger.read_bytes().startswith(flipped)
        assert write_error is None or ledger.read_bytes() == flipped
        assert not Path(f"{ledger}.torn").exists()


@pytest.mark.parametrize("number", [2, 3, 4, 5, 6, 7, 8, 9, 10])
def test_a_line_taken_out_is_found(ledger: Path, number: int) -> None:
    lines = lines_of(ledger)
    ledger.write_bytes(b"".join(lines[: number - 1] + lines[number:]))
    result = Journal(ledger).verify()
    assert not result.ok or (number == 10 and result.warnings and result.commits == 2)


def test_transactions_swapped_or_taken_out_whole_are_found(ledger: Path) -> None:
    header, *lines = lines_of(ledger)
    first, second, third = (b"".join(lines[at : at + 3]) for at in (0, 3, 6))
    for parts in ((second, first, third), (first, third), (first, second, second), (second,)):
        ledger.write_bytes(header + b"".join(parts))
        assert not Journal(ledger).verify().ok


def test_a_damaged_line_in_the_middle_stops_what_reads_it_and_nothing_else(ledger: Path) -> None:
    replace_line(ledger, 3, b'{"t":"forecasts","id":"first","doc":{"prob\n')
    require_unreadable(
        ledger,
        "line 3 is not JSON: restore it from a backup, or take it out and run verify --reseal",
    )
    snapshot = Journal(ledger).snapshot()
    with pytest.raises(LedgerDamagedError, match="line 3 is not JSON"):
        snapshot.get("forecasts", "first")
    assert snapshot.get("forecasts", "second") is not None
    [problem] = Journal(ledger).verify().problems
    assert (problem.where, problem.field) == ("line 3", None)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (CONFLICT, "is a conflict marker of git: keep one side of the conflict, then import the"
         " other"),
        (b'{"t":"questions","id":"\xc3","doc":{}}\n', "is not UTF-8: restore it from a backup"),
        (b'{"t":"questions","id":"q","doc":{"text":"a\xff"}}\n',
         "is not UTF-8: restore it from a backup"),
        (b'{"t":"questions","id":"q","doc":{"a":"' + 9 * b"\0" + b'"}}\n',
         "holds NUL bytes: the disk lost it; restore the file from a backup"),
        (b'{"t":"questions","id":"q","doc":{"text":"\\ud800"}}\n',
         "is not JSON: restore it from a backup, or take it out and run verify --reseal"),
        (b'{"t":"questions","id":"q","doc":[1]}\n',
         "is neither a record nor the end of a transaction"),
        (b'{"t":"questions","id":7,"doc":{}}\n',
         "is neither a record nor the end of a transaction"),
        (b"7\n", "is neither a record nor the end of a transaction"),
        (b"\n", "is not JSON: restore it from a backup, or take it out and run verify --reseal"),
    ],
    ids=["conflict", "id", "text", "nul", "surrogate", "list", "number", "seven", "blank"],
)  # fmt: skip
def test_a_line_that_is_none_is_named(ledger: Path, line: bytes, what: str) -> None:
    replace_line(ledger, 2, line)
    require_unreadable(ledger, f"line 2 {what}")
    with pytest.raises(LedgerDamagedError):
        Journal(ledger).reseal(user="ana", at=AT)


def test_a_conflict_at_the_end_is_damage_and_not_a_torn_write(ledger: Path) -> None:
    lines = lines_of(ledger)
    ours, theirs = b"".join(lines[4:7]), b"".join(lines[7:])
    conflict = b"<<<<<<< HEAD\n" + ours + b"=======\n" + theirs + b">>>>>>> branch\n"
    ledger.write_bytes(b"".join(lines[:4]) + conflict)
    require_unreadable(
        ledger,
        "line 13 is a conflict marker of git: keep one side of the conflict, then import the other",
    )
    with pytest.raises(LedgerDamagedError):
        journal_worker.add(ledger, "fourth")


def test_windows_line_ends_are_named(ledger: Path) -> None:
    whole = ledger.read_bytes()
    ledger.write_bytes(whole.replace(b"\n", b"\r\n"))
    require_unreadable(ledger, "line 1 ends in CR LF: give the file its plain line ends back")
    ledger.write_bytes(ledger.read_bytes().replace(b"\r\n", b"\n"))
    assert Journal(ledger).verify().ok


def test_one_windows_line_end_is_an_edit(ledger: Path) -> None:
    edit_line(ledger, 3, b"\n", b"\r\n")
    require_unreadable(ledger, "line 3 ends in CR LF: give the file its plain line ends back")


def test_a_missing_line_break_at_the_end_is_no_damage(ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes()[:-1])
    assert Journal(ledger).verify().ok
    assert list(load(ledger)["questions"]) == ["first", "second", "third"]


def test_a_newer_format_is_refused(ledger: Path) -> None:
    edit_line(ledger, 1, b'"forecastctl":1', b'"forecastctl":2')
    with pytest.raises(NewerLedgerError, match="has version 2 of the format") as caught:
        load(ledger)
    assert caught.value.exit_code == 5
    with pytest.raises(NewerLedgerError):
        journal_worker.add(ledger, "fourth")


@pytest.mark.parametrize("new", [b'"forecastctl":0', b'"forecastctl":"1"', b'"version":1'])
def test_a_header_that_is_none_is_refused(ledger: Path, new: bytes) -> None:
    edit_line(ledger, 1, b'"forecastctl":1', new)
    require_unreadable(ledger, "line 1 is not the header of a ledger")


def test_a_problem_of_the_header_is_named_once(ledger: Path) -> None:
    edit_line(ledger, 1, b",", b", ")
    [problem] = Journal(ledger).verify().problems
    assert (problem.where, problem.message) == (
        "line 1",
        "was edited; put back the header as it was",
    )


def test_an_edited_header_has_to_be_put_back(ledger: Path) -> None:
    edit_line(ledger, 1, b",", b", ")
    require_unreadable(ledger, "line 1 was edited; put back the header as it was")


def test_an_edited_commit_line_has_to_be_put_back(ledger: Path) -> None:
    edit_line(ledger, 4, b'"commit":1,', b'"commit":1, ')
    assert not Journal(ledger).verify().ok
    with pytest.raises(LedgerDamagedError, match="line 4 was edited; put back the commit line"):
        list(Journal(ledger).snapshot().commits())


def test_a_line_edited_by_hand_is_named_until_it_is_resealed(ledger: Path) -> None:
    edit_line(ledger, 3, b'"probability":0.25', b'"probability": 0.75')
    require_unreadable(ledger, "line 3 was edited: forecastctl verify --reseal")
    result = Journal(ledger).verify()
    assert result.edited_lines == (3,)
    commit = Journal(ledger).reseal(user="ana", at=AT)
    assert commit is not None
    assert commit.changes == (
        RawChange("forecasts", "first", {"question": "first", "probability": 0.75}),
    )
    assert load(ledger)["forecasts"]["first"] == {"question": "first", "probability": 0.75}
    result = Journal(ledger).verify()
    assert result.ok
    assert result.warnings == ("commit 1 (lines 2-4) was edited by hand; commit 4 accepted it",)


def test_a_reseal_names_the_lines_what_was_expected_and_what_was_found(ledger: Path) -> None:
    stated = lines_of(ledger)[3][-67:-3].decode()
    edit_line(ledger, 3, b'"probability":0.25', b'"probability": 0.75')
    commit = Journal(ledger).reseal(user="ana", at=AT)
    assert commit is not None
    assert commit.reseal is not None
    entries = commit.reseal["commits"]
    assert isinstance(entries, list)
    found = entries[0]["found"]
    assert found != stated
    assert entries == [{"commit": 1, "lines": [3], "expected": stated, "found": found}]
    assert Journal(ledger).reseal(user="ana", at=AT) is None


def test_a_resealed_line_that_is_edited_again_is_found_again(ledger: Path) -> None:
    edit_line(ledger, 3, b'"probability":0.25', b'"probability": 0.75')
    Journal(ledger).reseal(user="ana", at=AT)
    edit_line(ledger, 3, b"0.75", b"0.95")
    assert not Journal(ledger).verify().ok
    assert Journal(ledger).reseal(user="ana", at=AT) is not None
    assert Journal(ledger).verify().ok


def test_a_resealed_line_that_gets_a_windows_line_end_is_damage(ledger: Path) -> None:
    edit_line(ledger, 3, b"0.25", b" 0.75")
    Journal(ledger).reseal(user="ana", at=AT)
    edit_line(ledger, 3, b"\n", b"\r\n")
    require_unreadable(ledger, "line 3 ends in CR LF: give the file its plain line ends back")


def test_an_edit_that_kept_the_canonical_form_is_found_by_the_chain(ledger: Path) -> None:
    edit_line(ledger, 3, b"0.25", b"0.75")
    result = Journal(ledger).verify()
    [problem] = result.problems
    assert problem.where == "commit 1 (lines 2-4)"
    assert problem.message == "was edited: forecastctl verify --reseal"
    commit = Journal(ledger).reseal(user="ana", at=AT)
    assert commit is not None
    assert commit.changes == ()
    assert Journal(ledger).verify().ok


def test_an_edit_in_the_last_transaction_stops_every_command(ledger: Path) -> None:
    edit_line(ledger, 9, b"0.25", b"0.75")
    with pytest.raises(LedgerDamagedError) as caught:
        Journal(ledger).snapshot()
    assert str(caught.value) == (
        f"{ledger}: commit 3 (lines 8-10) was edited: forecastctl verify --reseal"
    )
    Journal(ledger).reseal(user="ana", at=AT)
    assert load(ledger)["forecasts"]["third"] == {"question": "third", "probability": 0.75}


def test_a_later_version_wins_over_an_edited_line(ledger: Path) -> None:
    with Journal(ledger).writing() as writer:
        later = RawChange("forecasts", "first", {"question": "first", "probability": 0.5})
        journal_worker.append(writer, [later], "update")
    edit_line(ledger, 3, b"0.25", b" 0.75")
    Journal(ledger).reseal(user="ana", at=AT)
    assert load(ledger)["forecasts"]["first"] == {"question": "first", "probability": 0.5}


def test_an_unreadable_line_can_be_taken_out_and_the_rest_resealed(ledger: Path) -> None:
    replace_line(ledger, 3, b"rubbish\n")
    with pytest.raises(LedgerDamagedError, match="line 3 is not JSON"):
        Journal(ledger).reseal(user="ana", at=AT)
    replace_line(ledger, 3, b"")
    [problem] = Journal(ledger).verify().problems
    assert problem.message == "seals 2 lines, but 1 stand before it"
    Journal(ledger).reseal(user="ana", at=AT)
    assert Journal(ledger).verify().ok
    assert list(load(ledger)["forecasts"]) == ["second", "third"]
    journal_worker.add(ledger, "fourth")
    assert Journal(ledger).verify().ok


def test_a_reseal_moves_a_torn_end_and_adds_a_missing_line_break(ledger: Path) -> None:
    edit_line(ledger, 3, b"0.25", b" 0.75")
    whole = ledger.read_bytes()
    for tail in (journal_worker.TORN, None):
        ledger.write_bytes(whole[:-1] if tail is None else whole + tail)
        Journal(ledger).reseal(user="ana", at=AT)
        assert Journal(ledger).verify().ok
        assert ledger.read_bytes().startswith(whole)


def test_a_reseal_of_a_sound_or_missing_ledger_does_nothing(ledger: Path) -> None:
    before = ledger.read_bytes()
    assert Journal(ledger).reseal(user="ana", at=AT) is None
    assert ledger.read_bytes() == before
    ledger.unlink()
    assert Journal(ledger).reseal(user="ana", at=AT) is None
    assert not ledger.exists()


def test_a_ledger_that_was_reformatted_whole_can_be_resealed(ledger: Path) -> None:
    """What `jq` or an editor does to all record lines."""
    for number in (2, 3, 5, 6, 8, 9):
        edit_line(ledger, number, b":", b": ")
    assert Journal(ledger).verify().edited_lines == (2, 3, 5, 6, 8, 9)
    Journal(ledger).reseal(user="ana", at=AT)
    assert list(load(ledger)["questions"]) == ["first", "second", "third"]
    assert [one.serial for one in Journal(ledger).snapshot().commits()] == [4, 3, 2, 1]


def test_a_record_twice_in_one_transaction_is_refused(ledger: Path) -> None:
    journal = Journal(ledger)
    twice = [*journal_worker.pair("x"), *journal_worker.pair("x")]
    with journal.writing() as writer, pytest.raises(ValueError, match="changed twice"):
        journal_worker.append(writer, twice)
    replace_line(ledger, 3, lines_of(ledger)[1])
    assert "changes questions first for the second time in one transaction" in [
        problem.message for problem in journal.verify().problems
    ]


@pytest.mark.parametrize(
    ("doc", "what"),
    [
        ({"text": "a\ud800b"}, "the text holds half a character (U+D800) and cannot be stored"),
        ({"\udfff": 1}, "the text holds half a character (U+DFFF) and cannot be stored"),
        ({"p": float("nan")}, "nan is not a number that can be stored"),
        ({"p": float("inf")}, "inf is not a number that can be stored"),
        ({"n": 2**64}, "18446744073709551616 is not an integer of 64 bits"),
        ({"when": AT.encode()}, "a bytes has no place in JSON"),
        ({1: 2}, "the key 1 is not text"),
    ],
)
def test_what_cannot_be_stored_is_refused_before_anything_is_written(
    ledger: Path, doc: dict[str, object], what: str
) -> None:
    before = ledger.read_bytes()
    with Journal(ledger).writing() as writer, pytest.raises(RefusedError) as caught:
        journal_worker.append(writer, [RawChange("questions", "q", doc)])
    assert str(caught.value).startswith(f"questions 'q': {what}")
    assert ledger.read_bytes() == before


def test_a_field_of_20_megabytes_is_stored_and_found(ledger: Path) -> None:
    big = RawChange("articles", "big", {"text": "€\n" * 5_000_000})
    journal = Journal(ledger)
    with journal.writing() as writer:
        journal_worker.append(writer, [big])
    journal_worker.add(ledger, "later")
    snapshot = journal.snapshot()
    assert snapshot.get("articles", "big") == big
    assert snapshot.get("questions", "later") is not None
    assert list(snapshot.lines_with(b'"id":"bi')) == [big]
    assert snapshot.load({"articles"}) == {"articles": {"big": big.doc}}
    assert [one.serial for one in snapshot.commits()] == [5, 4, 3, 2, 1]
    assert journal.verify().ok
