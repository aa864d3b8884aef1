"""Writes that were cut short, at every byte where that can happen."""

from pathlib import Path

import pytest

import journal_worker
from forecastctl.errors import LedgerDamagedError
from forecastctl.store.journal import Journal


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.jsonl"


def write_two(ledger: Path) -> tuple[int, bytes]:
    """A ledger of two transactions: where the second begins, and all bytes."""
    journal_worker.add(ledger, "first")
    start = ledger.stat().st_size
    journal_worker.add(ledger, "second")
    return start, ledger.read_bytes()


def ids(ledger: Path) -> list[str]:
    return list(Journal(ledger).snapshot().load().get("questions", {}))


@pytest.mark.parametrize("filler", [b"", b"\0"], ids=["cut", "filled with NUL"])
def test_a_torn_write_at_every_byte_is_ignored_then_moved(ledger: Path, filler: bytes) -> None:
    start, whole = write_two(ledger)
    for cut in range(start, len(whole) - 1):
        ledger.write_bytes(whole[:cut].ljust(len(whole), filler) if filler else whole[:cut])
        tail = ledger.read_bytes()[start:]
        assert ids(ledger) == ["first"]
        result = Journal(ledger).verify()
        assert result.ok
        assert len(result.warnings) == (1 if tail else 0)
        journal_worker.add(ledger, "third")
        assert ids(ledger) == ["first", "third"]
        torn = Path(f"{ledger}.torn")
        assert (torn.read_bytes() if torn.exists() else b"") == tail
        assert Journal(ledger).verify().ok
        torn.unlink(missing_ok=True)


def test_a_commit_that_lacks_only_its_line_break_counts(ledger: Path) -> None:
    _, whole = write_two(ledger)
    ledger.write_bytes(whole[:-1])
    assert ids(ledger) == ["first", "second"]
    assert Journal(ledger).verify().ok
    journal_worker.add(ledger, "third")
    assert ids(ledger) == ["first", "second", "third"]
    assert ledger.read_bytes().startswith(whole)
    assert not Path(f"{ledger}.torn").exists()


def test_a_commit_with_a_nul_for_its_line_break_was_never_finished(ledger: Path) -> None:
    _, whole = write_two(ledger)
    ledger.write_bytes(whole[:-1] + b"\0")
    assert ids(ledger) == ["first"]


@pytest.mark.parametrize("filler", [b"", b"\0"], ids=["cut", "filled with NUL"])
def test_a_first_write_torn_at_every_byte_leaves_an_empty_ledger(
    ledger: Path, filler: bytes
) -> None:
    journal_worker.add(ledger, "first")
    whole = ledger.read_bytes()
    for cut in range(len(whole) - 1):
        ledger.write_bytes(whole[:cut].ljust(len(whole), filler) if filler else whole[:cut])
        assert ids(ledger) == []
        assert Journal(ledger).verify().ok
        journal_worker.add(ledger, "second")
        assert ids(ledger) == ["second"]
        assert Journal(ledger).verify().ok


def test_records_without_a_commit_are_moved_with_a_warning(ledger: Path) -> None:
    start, whole = write_two(ledger)
    records = b"".join(whole[start:].splitlines(keepends=True)[:2])
    ledger.write_bytes(whole[:start] + records)
    journal = Journal(ledger)
    with journal.writing() as writer:
        journal_worker.append(writer, journal_worker.pair("third"))
    assert writer.warnings == [
        f"the end of {ledger} was torn: {len(records)} bytes of a write that never finished were"
        f" moved to {ledger}.torn"
    ]
    assert Path(f"{ledger}.torn").read_bytes() == records
    assert ids(ledger) == ["first", "third"]


def test_torn_ends_are_collected_one_after_the_other(ledger: Path) -> None:
    journal_worker.add(ledger, "first")
    for name in ("second", "third"):
        journal_worker.repair(ledger, name)
    assert Path(f"{ledger}.torn").read_bytes() == 2 * journal_worker.TORN


def test_a_writer_that_appends_nothing_moves_nothing(ledger: Path) -> None:
    start, whole = write_two(ledger)
    ledger.write_bytes(whole[: start + 9])
    with Journal(ledger).writing():
        pass
    assert ledger.read_bytes() == whole[: start + 9]
    assert not Path(f"{ledger}.torn").exists()


@pytest.mark.parametrize(
    ("tail", "what"),
    [
        (b'{"t":"questions","id":"x","doc":{}', "is not JSON"),
        (b"<<<<<<< HEAD", "is a conflict marker of git"),
        (b'{"t":"questions","id":"\xff","doc":{}}', "is not UTF-8"),
        (b'{"x":1}', "is neither a record nor the end of a transaction"),
        (b'{"commit":3,"lines":0}', "is not a whole commit line"),
        (b"", "is not JSON"),
    ],
)
def test_a_complete_line_that_cannot_be_read_is_damage_and_is_never_moved(
    ledger: Path, tail: bytes, what: str
) -> None:
    _, whole = write_two(ledger)
    ledger.write_bytes(whole + tail + b"\n")
    with pytest.raises(LedgerDamagedError, match=f"line 8 {what}"):
        Journal(ledger).snapshot()
    with pytest.raises(LedgerDamagedError), Journal(ledger).writing():
        raise AssertionError("a writer has begun on a damaged ledger")
    assert ledger.read_bytes() == whole + tail + b"\n"
    [problem] = Journal(ledger).verify().problems
    assert problem.where == "line 8"
    assert problem.message.startswith(what)


def test_a_torn_reseal_is_torn_at_every_byte(ledger: Path) -> None:
    """Its commit line holds braces, so that a beginning of it can look like an end."""
    journal_worker.add(ledger, "first")
    ledger.write_bytes(ledger.read_bytes().replace(b"2026-12-31", b"2026-12-30"))
    start = ledger.stat().st_size
    Journal(ledger).reseal(user="a}", at=journal_worker.AT, command="verify --reseal}")
    journal_worker.add(ledger, "second")
    journal = Journal(ledger)
    with journal.writing() as writer:
        writer.append([], user="}", command='"}', at=journal_worker.AT, reseal={"commits": [{}]})
    whole = ledger.read_bytes()
    second = whole.index(b"\n", start) + 1
    for cut in range(second + 1, len(whole) - 1):
        ledger.write_bytes(whole[:cut])
        assert journal.snapshot().serial in (2, 3)
        assert journal.verify().ok
