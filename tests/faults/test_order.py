"""The order of system calls, as strace sees it: on the disk first, acknowledged second."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import journal_worker

STRACE = shutil.which("strace")
TRACED = "openat,write,fsync,ftruncate,flock,close"
CALL = re.compile(r"(?:\d+ +)?(\w+)\((\d+)<([^>]*)>")

pytestmark = pytest.mark.skipif(STRACE is None, reason="strace is not installed")


def calls_of(ledger: Path, trace: Path, *, says: str = "x0") -> list[str]:
    """What one process did to the ledger, its lock and its folder, and when it said so."""
    command = [str(STRACE), "-f", "-y", "-e", f"trace={TRACED}", "-o", str(trace)]
    worker = [sys.executable, journal_worker.__file__, "add", str(ledger), "x", "1"]
    done = subprocess.run([*command, *worker], capture_output=True, text=True, timeout=60)
    if done.returncode != 0 and "ptrace" in done.stderr:
        pytest.skip("strace may not trace here")
    assert done.stdout.split() == ["ready", says]
    return [name for line in trace.read_text().splitlines() for name in _named(line, ledger)]


def _named(line: str, ledger: Path) -> list[str]:
    found = CALL.match(line)
    if found is None:
        return []
    call, descriptor, path = found.groups()
    if call == "write" and descriptor == "1":
        return ["say"] if '"x0' in line else []
    what = {str(ledger): "ledger", f"{ledger}.lock": "lock", str(ledger.parent): "folder"}
    return [f"{call} {what[path]}"] if path in what else []


def test_a_new_ledger_is_on_the_disk_and_in_its_folder_before_that_is_said(tmp_path: Path) -> None:
    calls = calls_of(tmp_path / "new" / "ledger.jsonl", tmp_path / "trace")

    assert calls == [
        "flock lock",
        "write ledger",
        "fsync ledger",
        "fsync folder",
        "close folder",
        "close lock",
        "close ledger",
        "say",
    ]


def test_an_addition_is_one_write_and_one_sync_under_the_lock(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    journal_worker.add(ledger, "first")

    calls = calls_of(ledger, tmp_path / "trace")

    writing = calls.index("write ledger")
    assert calls[writing : writing + 2] == ["write ledger", "fsync ledger"]
    assert calls.count("write ledger") == calls.count("fsync ledger") == 1
    assert calls.index("flock lock") < writing < calls.index("close lock") < calls.index("say")
    assert "ftruncate ledger" not in calls
