"""Many processes on one ledger: writers wait for each other, readers for nobody."""

import fcntl
import subprocess
import sys
import time
from pathlib import Path

import pytest

import journal_worker
from forecastctl.errors import LedgerLockedError
from forecastctl.store.journal import Journal


def start(operation: str, ledger: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, journal_worker.__file__, operation, str(ledger), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def require_all(ledger: Path, names: list[str], count: int) -> None:
    journal = Journal(ledger)
    expected = {f"{name}{i}" for name in names for i in range(count)}
    tables = journal.snapshot().load()
    assert set(tables["questions"]) == set(tables["forecasts"]) == expected
    assert [one.serial for one in journal.snapshot().commits(newest_first=False)] == list(
        range(1, len(expected) + 1)
    )
    assert journal.verify().ok


def run_together(operation: str, ledger: Path, processes: int, count: int) -> None:
    names = [f"p{number}-" for number in range(processes)]
    workers = [start(operation, ledger, name, count) for name in names]
    for worker, name in zip(workers, names, strict=True):
        said, complaints = worker.communicate()
        assert complaints == ""
        assert said.split() == ["ready", *(f"{name}{i}" for i in range(count))]
    require_all(ledger, names, count)


@pytest.mark.parametrize("operation", ["add", "keep"])
def test_8_processes_that_add_25_each_lose_nothing(tmp_path: Path, operation: str) -> None:
    run_together(operation, tmp_path / "ledger.jsonl", 8, 25)


@pytest.mark.slow
@pytest.mark.parametrize("operation", ["add", "keep"])
def test_8_processes_that_add_100_each_lose_nothing(tmp_path: Path, operation: str) -> None:
    run_together(operation, tmp_path / "ledger.jsonl", 8, 100)


def test_2_processes_that_add_100_each_lose_nothing(tmp_path: Path) -> None:
    run_together("add", tmp_path / "ledger.jsonl", 2, 100)


def test_readers_see_whole_transactions_while_others_write(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    workers = [start("import", ledger, f"p{number}-", 4) for number in range(2)]
    before, counts = Journal(ledger).snapshot(), set()
    while any(worker.poll() is None for worker in workers):
        snapshot = Journal(ledger).snapshot()
        tables = snapshot.load()
        questions = tables.get("questions", {})
        assert questions.keys() == tables.get("forecasts", {}).keys()
        assert len(questions) == snapshot.serial * journal_worker.MANY
        assert snapshot.serial >= before.serial
        newer = snapshot.since(before)
        assert newer is None or len(newer) == 2 * journal_worker.MANY * (
            snapshot.serial - before.serial
        )
        before = snapshot
        counts.add(snapshot.serial)
    for worker in workers:
        assert worker.communicate()[1] == ""
    assert len(counts) > 1


def test_a_snapshot_stays_as_it_was_while_others_write(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    journal_worker.add(ledger, "first")
    snapshot = Journal(ledger).snapshot()
    run = start("add", ledger, "later", 20)
    run.communicate()
    assert list(snapshot.load()["questions"]) == ["first"]
    assert snapshot.get("questions", "later7") is None
    assert [one.serial for one in snapshot.commits()] == [1]


def test_a_lock_held_by_a_hung_process_is_reported_after_the_time_out(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    journal_worker.add(ledger, "first")
    before = ledger.read_bytes()
    with Path(f"{ledger}.lock").open("rb") as hung:
        fcntl.flock(hung, fcntl.LOCK_EX)
        started = time.monotonic()
        with (
            pytest.raises(LedgerLockedError, match=r"for 0\.05 seconds; try again") as caught,
            Journal(ledger, lock_timeout=0.05).writing(),
        ):
            raise AssertionError("it has the lock")
        assert 0.05 <= time.monotonic() - started < 5
        assert caught.value.exit_code == 75
        assert list(Journal(ledger).snapshot().load()["questions"]) == ["first"]
    assert ledger.read_bytes() == before
    journal_worker.add(ledger, "second")


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    code = (
        "import sys; from forecastctl.store.journal import Journal\n"
        f"with Journal({str(ledger)!r}).writing(): print('locked', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "locked\n"
        with (
            pytest.raises(LedgerLockedError),
            Journal(ledger, lock_timeout=0.01).writing(),
        ):
            raise AssertionError("both have the lock")
        worker.kill()
    journal_worker.add(ledger, "first")


def test_a_clock_set_back_a_year_changes_nothing(tmp_path: Path) -> None:
    """Order is that of the lines; moments are only told."""
    journal = Journal(tmp_path / "ledger.jsonl")
    for year, probability in (("2026", 0.25), ("2025", 0.75)):
        with journal.writing(new_ledger_id="w") as writer:
            [_, forecast] = journal_worker.pair("q")
            changed = forecast._replace(doc={"probability": probability})
            writer.append([changed], user="ana", command="add", at=f"{year}-11-21T10:00:00Z")
    assert journal.verify().ok
    assert journal.snapshot().load()["forecasts"]["q"] == {"probability": 0.75}
    assert [one.at[:4] for one in journal.snapshot().commits()] == ["2025", "2026"]
