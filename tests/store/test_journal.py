"""What can be read from a journal, and what a transaction looks like in the file."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecastctl.errors import LedgerMissingError
from forecastctl.store import files
from forecastctl.store.journal import Journal
from forecastctl.store.lines import RawChange, RawCommit

AT = "2026-11-21T10:00:00Z"
Q, F = "questions", "forecasts"


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "ledger.jsonl")


def write(journal: Journal, *changes: RawChange, command: str = "add") -> RawCommit:
    with journal.writing(new_ledger_id="w5ce1k0a") as writer:
        return writer.append(changes, user="ana", command=command, at=AT)


def test_a_transaction_is_its_records_and_a_commit_line(journal: Journal) -> None:
    commit = write(journal, RawChange(Q, "q1", {"text": "é"}), RawChange(F, "f1", None))
    assert Path(journal.path).read_text(encoding="utf-8") == (
        '{"forecastctl":1,"ledger":"w5ce1k0a","created":"2026-11-21T10:00:00Z"}\n'
        '{"t":"questions","id":"q1","doc":{"text":"é"}}\n'
        '{"t":"forecasts","id":"f1","doc":null}\n'
        '{"commit":1,"lines":2,"at":"2026-11-21T10:00:00Z","user":"ana","command":"add",'
        f'"chain":"{commit.chain}"}}\n'
    )


def test_undoes_and_reseal_stand_before_the_chain(journal: Journal) -> None:
    with journal.writing(new_ledger_id="w") as writer:
        writer.append([], user="a", command="undo", at=AT, undoes=7, reseal={"commits": []})
    last = Path(journal.path).read_bytes().splitlines()[-1]
    assert b',"command":"undo","undoes":7,"reseal":{"commits":[]},"chain":"' in last
    [commit] = journal.snapshot().commits()
    assert (commit.undoes, commit.reseal) == (7, {"commits": []})


def test_a_missing_ledger_is_not_made_without_an_id(journal: Journal) -> None:
    with journal.writing() as writer, pytest.raises(LedgerMissingError, match="there is no ledger"):
        writer.append([], user="ana", command="add", at=AT)
    assert not journal.exists()


def test_the_last_version_wins_and_none_deletes(journal: Journal) -> None:
    write(journal, RawChange(Q, "q1", {"n": 1}), RawChange(Q, "q2", {"n": 1}))
    write(journal, RawChange(Q, "q1", {"n": 2}), RawChange(Q, "q2", None))
    snapshot = journal.snapshot()
    assert snapshot.get(Q, "q1") == RawChange(Q, "q1", {"n": 2})
    assert snapshot.get(Q, "q2") == RawChange(Q, "q2", None)
    assert snapshot.get(Q, "q3") is None
    assert snapshot.get(F, "q1") is None
    assert snapshot.load() == {Q: {"q1": {"n": 2}}}


def test_a_record_deleted_and_made_again_is_there(journal: Journal) -> None:
    for doc in ({"n": 1}, None, {"n": 3}):
        write(journal, RawChange(Q, "q1", doc))
    assert journal.snapshot().load() == {Q: {"q1": {"n": 3}}}


def test_only_the_tables_asked_for_are_loaded(journal: Journal) -> None:
    write(journal, RawChange(Q, "q1", {"n": 1}), RawChange(F, "f1", {"n": 2}))
    assert journal.snapshot().load({F, "sources"}) == {F: {"f1": {"n": 2}}}


def test_ids_and_tables_may_be_any_text(journal: Journal) -> None:
    odd = RawChange('a"b\\', "\n\x00€", {"doc": {"t": Q, "id": "x"}})
    write(journal, odd, RawChange(Q, "x", {}))
    snapshot = journal.snapshot()
    assert snapshot.get(odd.table, odd.id) == odd
    assert snapshot.load() == {odd.table: {odd.id: odd.doc}, Q: {"x": {}}}
    assert journal.verify().ok


def test_lines_are_found_by_what_they_hold_oldest_first(journal: Journal) -> None:
    first, second = RawChange(Q, "q1", {"text": "rates"}), RawChange(F, "f1", {"question": "q1"})
    write(journal, first, second, command="rates")
    write(journal, first._replace(doc={"text": "taxes"}))
    snapshot = journal.snapshot()
    assert list(snapshot.lines_with(b"rates")) == [first]
    assert list(snapshot.lines_with(b'"question":"q1"', b"rates")) == [first, second]
    assert [one.doc for one in snapshot.lines_with(b'\n{"t":"questions",')] == [
        {"text": "rates"},
        {"text": "taxes"},
    ]


def test_commits_come_newest_first_with_their_line_numbers(journal: Journal) -> None:
    write(journal, RawChange(Q, "q1", {}), RawChange(F, "f1", {}))
    write(journal, RawChange(Q, "q1", None), command="delete")
    newest, oldest = journal.snapshot().commits()
    assert (newest.serial, newest.command, newest.first_line, newest.line) == (2, "delete", 5, 6)
    assert (oldest.serial, oldest.user, oldest.first_line, oldest.line) == (1, "ana", 2, 4)
    assert newest.changes == (RawChange(Q, "q1", None),)
    assert oldest.changes == (RawChange(Q, "q1", {}), RawChange(F, "f1", {}))
    assert list(journal.snapshot().commits(newest_first=False)) == [oldest, newest]


def test_what_is_new_since_a_snapshot_is_read_alone(journal: Journal) -> None:
    write(journal, RawChange(Q, "q1", {}))
    older = journal.snapshot()
    assert journal.snapshot().since(older) == []
    write(journal, RawChange(Q, "q2", {}))
    write(journal, RawChange(Q, "q2", None), RawChange(F, "f1", {}))
    assert journal.snapshot().since(older) == [
        RawChange(Q, "q2", {}),
        RawChange(Q, "q2", None),
        RawChange(F, "f1", {}),
    ]


def test_nothing_is_known_since_a_snapshot_of_another_file(journal: Journal) -> None:
    write(journal, RawChange(Q, "q1", {}))
    older = journal.snapshot()
    path = Path(journal.path)
    copy = path.with_name("copy")
    copy.write_bytes(path.read_bytes())
    copy.replace(path)
    assert journal.snapshot().since(older) is None


def test_nothing_is_known_since_a_snapshot_that_was_written_over(journal: Journal) -> None:
    write(journal, RawChange(Q, "q1", {}))
    older = journal.snapshot()
    Path(journal.path).write_bytes(b"")
    write(journal, RawChange(Q, "q2", {}))
    assert journal.snapshot().since(older) is None


def test_a_writer_sees_what_was_written_before_it_got_the_lock(journal: Journal) -> None:
    write(journal, RawChange(Q, "q1", {}))
    with journal.writing() as writer:
        assert writer.snapshot.get(Q, "q1") is not None
        writer.append([RawChange(Q, "q2", {})], user="ana", command="add", at=AT)
        assert writer.snapshot.get(Q, "q2") is not None
        assert writer.snapshot.serial == 2
        writer.append([RawChange(Q, "q3", {})], user="ana", command="add", at=AT)
    assert journal.snapshot().serial == 3
    assert journal.verify().ok


def test_the_head_of_a_verification_is_the_last_chain(journal: Journal) -> None:
    commit = write(journal, RawChange(Q, "q1", {}))
    result = journal.verify()
    assert (result.ok, result.commits, result.head) == (True, 1, commit.chain)


IDS = st.sampled_from(["a", "b", "ab", "c" * 50])
DOCS = st.none() | st.dictionaries(st.text(max_size=3), st.text(max_size=80), max_size=3)
TRANSACTIONS = st.lists(
    st.dictionaries(st.tuples(st.sampled_from([Q, F]), IDS), DOCS, max_size=4), max_size=6
)


@settings(max_examples=60, deadline=None)
@given(TRANSACTIONS, st.sampled_from([32, 64, 200, 1 << 16]))
def test_whatever_was_written_is_read_whatever_the_size_of_a_block(
    tmp_path_factory: pytest.TempPathFactory,
    transactions: list[dict[tuple[str, str], dict[str, str] | None]],
    block: int,
) -> None:
    journal = Journal(tmp_path_factory.mktemp("any") / "ledger.jsonl")
    expected: dict[str, dict[str, Mapping[str, object] | None]] = {}
    written = []
    with journal.writing(new_ledger_id="w") as writer, pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "BLOCK", block)
        for changes in transactions:
            rows = [RawChange(*key, doc) for key, doc in changes.items()]
            writer.append(rows, user="ana", command="add", at=AT)
            written.append(tuple(rows))
            for table, id, doc in rows:
                expected.setdefault(table, {})[id] = doc
        snapshot = journal.snapshot()
        assert [one.changes for one in snapshot.commits()] == written[::-1]
        assert [one.changes for one in snapshot.commits(newest_first=False)] == written
        for table, rows_of in expected.items():
            for id, doc in rows_of.items():
                assert snapshot.get(table, id) == (table, id, doc)
        standing = {
            table: {id: doc for id, doc in docs.items() if doc is not None}
            for table, docs in expected.items()
        }
        assert snapshot.load() == {table: docs for table, docs in standing.items() if docs}
        assert sum(1 for _ in snapshot.lines_with(b'"doc":')) == sum(map(len, written))
        assert journal.verify().ok
