"""Reading everything at once must see what reading line by line would see."""

from pathlib import Path

import pytest

import journal_worker
from forecastctl.errors import LedgerDamagedError
from forecastctl.store.journal import Journal
from forecastctl.store.journal_view import JournalView, plain_records


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Two predictions: line 1 is the header, lines 2 to 4 and 5 to 7 are the commits."""
    path = tmp_path / "ledger.jsonl"
    for name in ("first", "second"):
        journal_worker.add(path, name)
    return path


def block_of(ledger: Path) -> bytes:
    [block] = Journal(ledger).snapshot().blocks()
    return block.text


def with_line(ledger: Path, number: int, line: bytes) -> None:
    lines = ledger.read_bytes().splitlines()
    lines[number - 1] = line
    ledger.write_bytes(b"\n".join(lines) + b"\n")


def test_a_block_of_ordinary_lines_is_read_at_once(ledger: Path) -> None:
    records = plain_records(block_of(ledger))

    assert records is not None
    assert [(table, id) for table, id, _ in records] == [
        (table, name) for name in ("first", "second") for table in ("questions", "forecasts")
    ]


@pytest.mark.parametrize(
    "line",
    [
        b'{"t":"questions","doc":{"text":"x"},"id":"first"}',  # keys in another order
        b'{"t":"questions","id":"first","doc": {"text":"x"}}',  # a space
        b'{"t":"questions","id":"first","doc":{"text":"x"},"more":1}',
        b'["questions","first",{"text":"x"}]',
        b'{"t":"questions","id":"a","doc":null},{"t":"questions","id":"b","doc":null}',
        b"7",
        b"",
    ],
)
def test_a_line_that_is_not_just_as_it_should_be_is_damage(ledger: Path, line: bytes) -> None:
    with_line(ledger, 2, line)

    assert plain_records(block_of(ledger)) is None
    with pytest.raises(LedgerDamagedError, match="line 2 "):
        list(JournalView(Journal(ledger).snapshot()).versions())
