"""Processes killed at random moments: what was acknowledged is there, the rest is whole or gone."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import journal_worker
from forecastctl.store.journal import Journal
from forecastctl.store.lines import RawChange

WORKER = journal_worker.__file__
LONGEST = 0.02  # seconds, in which a worker ends several transactions


def killed(operation: str, ledger: Path, moment: float, name: str = "k") -> list[str]:
    """Start a worker, kill it at that moment, return what it has acknowledged."""
    command = [sys.executable, WORKER, operation, str(ledger), name, "1000000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        time.sleep(moment)
        worker.send_signal(signal.SIGKILL)
        said = worker.stdout.read()
    return said[: said.rfind("\n") + 1].split()


def require_sound(ledger: Path) -> dict[str, set[str]]:
    """The ids of all records, after checking that the ledger is right and can be written to."""
    journal = Journal(ledger)
    tables = {name: set(table) for name, table in journal.snapshot().load().items()}
    assert tables.get("questions") == tables.get("forecasts")
    assert journal.verify().ok
    with journal.writing(new_ledger_id="after") as writer:
        before = writer.snapshot.serial
        after = RawChange("questions", "after", {"text": "Does it go on?"})
        writer.append([after], user="ben", command="add", at=journal_worker.AT)
    assert journal.snapshot().serial == before + 1
    assert journal.snapshot().get("questions", "after") == after
    assert journal.verify().ok
    assert not journal.verify().warnings
    return tables


def trial_add(folder: Path, moment: float) -> None:
    ledger = folder / "ledger.jsonl"
    acknowledged = killed("add", ledger, moment)
    found = require_sound(ledger).get("questions", set())
    assert found >= set(acknowledged)
    assert len(found) <= len(acknowledged) + 1


def trial_import(folder: Path, moment: float) -> None:
    ledger = folder / "ledger.jsonl"
    acknowledged = killed("import", ledger, 3 * moment)
    found = require_sound(ledger).get("questions", set())
    whole = {id.rsplit("-", 1)[0] for id in found}
    assert len(found) == len(whole) * journal_worker.MANY
    assert whole >= set(acknowledged)
    assert len(whole) <= len(acknowledged) + 1


def trial_repair(folder: Path, moment: float) -> None:
    ledger = folder / "ledger.jsonl"
    journal_worker.add(ledger, "first")
    acknowledged = killed("repair", ledger, moment)
    found = require_sound(ledger)["questions"]
    assert found >= {"first", *acknowledged}
    assert len(found) <= len(acknowledged) + 2
    torn = Path(f"{ledger}.torn")
    if torn.exists():
        assert torn.read_bytes().replace(journal_worker.TORN, b"") == b""


def trial_create(folder: Path, moment: float) -> None:
    acknowledged = killed("create", folder / "ledger.jsonl", moment)
    for name in acknowledged:
        assert Journal(folder / f"{name}.jsonl").snapshot().ledger_id == name
    for ledger in sorted(folder.glob("*.jsonl"))[-2:]:
        require_sound(ledger)


def trial_reseal(folder: Path, moment: float) -> None:
    ledger = folder / "ledger.jsonl"
    with Journal(ledger).writing(new_ledger_id="r") as writer:
        journal_worker.append(writer, journal_worker.pair("a"))
    ledger.write_bytes(ledger.read_bytes().replace(b'"probability":0.25', b'"probability": 0.75'))
    acknowledged = killed("reseal", ledger, moment)
    for name in acknowledged:
        assert Journal(folder / f"{name}.jsonl").verify().ok
    for copy in folder.glob("k*.jsonl"):
        Journal(copy).reseal(user="ana", at=journal_worker.AT)
        assert Journal(copy).verify().ok
        assert Journal(copy).snapshot().load()["forecasts"]["a"]["probability"] == 0.75


TRIALS = {
    "add": trial_add,
    "import": trial_import,
    "repair": trial_repair,
    "create": trial_create,
    "reseal": trial_reseal,
}


def run_trials(operation: str, folder: Path, trials: int) -> None:
    moments = random.Random(operation)
    for number in range(trials):
        place = folder / str(number)
        place.mkdir()
        TRIALS[operation](place, moments.uniform(0, LONGEST))


@pytest.mark.parametrize("operation", TRIALS)
def test_nothing_acknowledged_is_lost_when_a_process_is_killed(
    tmp_path: Path, operation: str
) -> None:
    run_trials(operation, tmp_path, 20)


@pytest.mark.slow
@pytest.mark.parametrize("operation", TRIALS)
def test_nothing_acknowledged_is_lost_in_200_kills(tmp_path: Path, operation: str) -> None:
    run_trials(operation, tmp_path, 200)  # of five operations: 1,000 kills
