"""TinyDB on the ledger file."""

import inspect
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document, Table

from forecastctl.errors import ConflictError, LedgerLockedError
from forecastctl.model import Question
from forecastctl.store.base import Match
from forecastctl.store.tiny import Ledger, LedgerStorage, LedgerTable, TinyStore

AT = datetime(2026, 11, 21, 10, 0, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.jsonl"


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def question(id: str, text: str = "Rates fall") -> Question:
    return Question(id=id, text=text, due=date(2026, 12, 9))


# The private method that everything hangs on, and why TinyDB is pinned below 5


def test_update_table_is_still_what_the_ledger_overrides() -> None:
    """`tinydb>=4.9,<5`: a private method may change with any release that is not a patch."""
    assert list(inspect.signature(Table._update_table).parameters) == ["self", "updater"]
    assert list(inspect.signature(Table.__init__).parameters) == [
        *("self", "storage", "name", "cache_size", "persist_empty")
    ]
    assert inspect.signature(Table.__init__).parameters["cache_size"].default == 10


def test_every_mutation_goes_through_update_table(tmp_path: Path) -> None:
    class Watched(LedgerTable):
        seen = 0

        def _update_table(self, updater: Any) -> None:
            type(self).seen += 1
            super()._update_table(updater)

    class WatchedLedger(Ledger):
        table_class = Watched

    table: Any = WatchedLedger(tmp_path / "ledger.jsonl").table("questions")
    mutations: list[Callable[[], object]] = [
        lambda: table.insert({"a": 1}),
        lambda: table.insert_multiple([{"a": 2}, {"a": 3}]),
        lambda: table.update({"b": 1}),
        lambda: table.update({"b": 2}, where("a") == 1),
        lambda: table.update_multiple([({"b": 3}, where("a") == 2)]),
        lambda: table.upsert({"a": 9}, where("a") == 1),
        lambda: table.remove(where("a") == 9),
        lambda: table.remove(doc_ids=[]),
        lambda: table.truncate(),
    ]
    for done, mutate in enumerate(mutations, start=1):
        mutate()
        assert Watched.seen == done
    public = {name for name in vars(Table) if not name.startswith("_")}
    assert public == {
        *("all", "clear_cache", "contains", "count", "default_query_cache_capacity"),
        *("document_class", "document_id_class", "get", "insert", "insert_multiple", "name"),
        *("query_cache_class", "remove", "search", "storage", "truncate", "update"),
        *("update_multiple", "upsert"),
    }


# Ledger tables


def test_documents_have_random_text_ids(path: Path) -> None:
    table: Any = Ledger(path).table("questions")
    ids = [table.insert({"n": n}) for n in range(20)]
    assert len(set(ids)) == 20
    assert all(isinstance(id, str) and len(id) == 8 for id in ids)
    found = table.get(doc_id=ids[3])
    assert found == {"n": 3}
    assert isinstance(found, Document)
    assert found.doc_id == ids[3]


def test_each_mutation_is_a_transaction_of_its_own(path: Path) -> None:
    table: Any = Ledger(path).table("questions")
    id = table.insert({"n": 1})
    table.update({"n": 2}, doc_ids=[id])
    table.remove(doc_ids=[id])
    log = list(TinyStore(path).read().log())
    assert [(one.command, one.user) for one in log] == [("tinydb", "tinydb")] * 3
    assert [[change.kind for change in one.changes] for one in log] == [
        *(["deleted"], ["changed"], ["added"])
    ]


def test_a_mutation_that_changes_nothing_writes_nothing(path: Path) -> None:
    table: Any = Ledger(path).table("questions")
    id = table.insert({"n": 1})
    before = path.read_bytes()
    table.update({"n": 1}, doc_ids=[id])
    table.update({"n": 5}, where("n") == 4)
    table.remove(where("n") == 4)
    assert path.read_bytes() == before


def test_a_mutation_that_fails_half_way_writes_nothing(path: Path) -> None:
    table: Any = Ledger(path).table("questions")
    table.insert_multiple([{"n": 1}, {"n": 2}, {"m": 3}])
    before = path.read_bytes()

    def double(doc: Any) -> None:
        doc["n"] *= 2

    with pytest.raises(KeyError):
        table.update(double)
    assert path.read_bytes() == before


def test_a_document_that_was_read_may_be_changed_without_harm(path: Path) -> None:
    table: Any = Ledger(path).table("questions")
    id = table.insert({"tags": ["a"]})
    found: Any = table.get(doc_id=id)
    found["tags"].append("b")
    assert table.get(doc_id=id) == {"tags": ["a"]}


def test_changes_deep_inside_a_document_are_noticed(path: Path) -> None:
    table: Any = Ledger(path).table("questions")
    id = table.insert({"tags": ["a"]})
    table.update(lambda doc: doc["tags"].append("b"), doc_ids=[id])
    assert Ledger(path).table("questions").get(doc_id=id) == {"tags": ["a", "b"]}


def test_one_is_not_true(path: Path) -> None:
    table: Any = Ledger(path).table("questions")
    id = table.insert({"n": 1})
    table.update({"n": True}, doc_ids=[id])
    assert '{"n":true}' in path.read_text()


def test_a_handle_sees_what_another_has_written_since(path: Path) -> None:
    mine, other = Ledger(path).table("questions"), Ledger(path).table("questions")
    other.insert({"n": 1})
    assert mine.search(where("n") == 1) == [{"n": 1}]
    other.insert({"n": 1})
    assert mine.count(where("n") == 1) == 2


def test_only_what_changed_is_appended(path: Path) -> None:
    table: Any = Ledger(path).table("questions")
    ids = table.insert_multiple({"n": n} for n in range(5))
    before = lines_of(path)
    table.update({"n": 9}, doc_ids=ids[:1])
    after = lines_of(path)
    assert after[: len(before)] == before
    assert len(after) == len(before) + 2
    assert after[-2] == f'{{"t":"questions","id":"{ids[0]}","doc":{{"n":9}}}}'


# Stock tables on the same storage


def test_stock_tables_append_only_the_difference(path: Path) -> None:
    db = TinyDB(path, storage=LedgerStorage)
    db.insert_multiple({"n": n} for n in range(3))
    before = lines_of(path)
    db.update({"n": 9}, doc_ids=[2])
    assert lines_of(path)[len(before)] == '{"t":"_default","id":"2","doc":{"n":9}}'
    assert len(lines_of(path)) == len(before) + 2


def test_two_stock_handles_do_not_overwrite_each_other(path: Path) -> None:
    one, two = (TinyDB(path, storage=LedgerStorage) for _ in range(2))
    one.insert({"n": 1})
    stale = two.storage.read()
    assert stale is not None
    one.update({"n": 2}, doc_ids=[1])
    stale["_default"] = {"1": {"n": 3}}
    with pytest.raises(ConflictError, match="_default 1 was changed by another process"):
        two.storage.write(stale)
    assert one.get(doc_id=1) == {"n": 2}


def test_what_json_cannot_hold_is_a_type_error(path: Path) -> None:
    db = TinyDB(path, storage=LedgerStorage)
    with pytest.raises(TypeError, match="has no place in JSON"):
        db.insert({"n": object()})
    assert not path.exists()


# With the store


def test_tinydb_inside_a_transaction_is_part_of_it(path: Path) -> None:
    store = TinyStore(path, random_bytes=_bytes)
    with store.transaction("add", "ana", AT) as ledger:
        ledger.put(question("quest001"))
        table: Any = store.ledger.table("questions")
        table.update({"note": "by TinyDB"}, doc_ids=["quest001"])
        seen = ledger.question("quest001")
        assert seen is not None
        assert seen.note == "by TinyDB"
    [commit] = store.read().log()
    assert (commit.command, commit.user, len(commit.changes)) == ("add", "ana", 1)


def test_a_failed_transaction_takes_tinydb_with_it(path: Path) -> None:
    store = TinyStore(path)
    with pytest.raises(RuntimeError), store.transaction("add", "ana", AT):  # noqa: PT012
        store.ledger.table("questions").insert({"n": 1})
        raise RuntimeError
    assert not path.exists()
    assert store.ledger.table("questions").all() == []


def test_queries_work_on_records(path: Path) -> None:
    store = TinyStore(path)
    with store.transaction("add", "ana", AT) as ledger:
        ledger.put(question("quest001"))
        ledger.put(question("quest002", "Rates rise"))
    found: list[Any] = store.ledger.table("questions").search(where("text").search("rise"))
    assert [one.doc_id for one in found] == ["quest002"]


def test_a_transaction_appends_its_records_and_one_commit_line(path: Path) -> None:
    store = TinyStore(path, random_bytes=_bytes)
    with store.transaction("add", "ana", AT) as ledger:
        ledger.put(question("quest001"))
    header, record, commit = lines_of(path)
    assert header.startswith('{"forecastctl":1,"ledger":"')
    assert record == (
        '{"t":"questions","id":"quest001",'
        '"doc":{"text":"Rates fall","type":"binary","due":"2026-12-09"}}'
    )
    assert commit.startswith(
        '{"commit":1,"lines":1,"at":"2026-11-21T10:00:00Z","user":"ana","command":"add","chain":"'
    )


def test_a_missing_ledger_reads_as_empty_and_is_made_by_the_first_write(path: Path) -> None:
    store = TinyStore(path)
    assert not store.exists()
    assert list(store.read().questions()) == []
    assert store.undo("ana", AT) is None
    with store.transaction("add", "ana", AT):
        pass
    assert not store.exists()
    with store.transaction("add", "ana", AT) as ledger:
        ledger.put(question("quest001"))
    assert store.exists()


@pytest.mark.parametrize(("shared", "mode"), [(False, 0o600), (True, 0o660)])
def test_a_new_ledger_is_private_unless_it_is_shared(path: Path, shared: bool, mode: int) -> None:
    store = TinyStore(path)
    store.create(AT, shared=shared)
    assert path.stat().st_mode & 0o777 == mode
    assert list(store.read().records()) == []


def test_a_torn_end_is_moved_away_with_a_warning(path: Path) -> None:
    store = TinyStore(path)
    with store.transaction("add", "ana", AT) as ledger:
        ledger.put(question("quest001"))
    with path.open("ab") as file:
        file.write(b'{"t":"questions","id":"torn')
    assert [one.id for one in store.read().questions()] == ["quest001"]
    assert store.warnings == []
    with store.transaction("add", "ana", AT) as ledger:
        ledger.put(question("quest002", "Rates rise"))
    [warning] = store.warnings
    assert "torn" in warning
    assert [one.id for one in store.read().questions()] == ["quest001", "quest002"]


def test_a_locked_ledger_is_given_up_after_the_time_out(path: Path) -> None:
    store = TinyStore(path)
    other = TinyStore(path, lock_timeout=0.01)
    with store.transaction("add", "ana", AT):
        with pytest.raises(LedgerLockedError), other.transaction("add", "ben", AT):
            pass
        assert list(other.read().records()) == []


def test_deleted_by_tinydb_counts_as_deleted(path: Path) -> None:
    store = TinyStore(path)
    with store.transaction("add", "ana", AT) as ledger:
        ledger.put(question("quest001"))
    table: Any = store.ledger.table("questions")
    table.remove(doc_ids=["quest001"])
    assert store.read().deleted() == {Match("questions", "quest001")}


def test_a_hand_edited_line_is_resealed_visibly(path: Path) -> None:
    store = TinyStore(path)
    with store.transaction("add", "ana", AT) as ledger:
        ledger.put(question("quest001"))
    text = path.read_text()
    path.write_text(text.replace('"Rates fall"', '"Rates rise"'))
    assert not store.verify().ok
    commit = store.reseal("ana", AT)
    assert commit is not None
    assert commit.reseal is not None
    assert store.verify().ok
    found = store.read().question("quest001")
    assert found is not None
    assert found.text == "Rates rise"
    assert store.reseal("ana", AT) is None


def test_processes_that_add_at_once_lose_nothing(path: Path) -> None:
    program = (
        "import sys\n"
        "from forecastctl.store.tiny import Ledger\n"
        "table = Ledger(sys.argv[1]).table('questions')\n"
        "for n in range(25):\n"
        "    table.insert({'n': n})\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, str(path)]) for _ in range(4)]
    assert [writer.wait() for writer in writers] == [0] * 4
    assert len(Ledger(path).table("questions")) == 100


def _bytes(n: int) -> bytes:
    return bytes(range(n))
