"""TinyDB's own tests, run against the ledger file.

They are not in this repository. Its source distribution is fetched once with pip and kept in the
user's cache; where it cannot be had these tests are skipped.
"""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import pytest

VERSION = "4.9.0"
MODULES = (
    "test_tables.py",
    "test_operations.py",
    "test_tinydb.py",
    "test_queries.py",
    "test_utils.py",
)

PASSED = 128

LEFT_OUT = {
    "test_tables.py::test_persist_table": "a file of records cannot hold an empty table",
    "test_tables.py::test_table_repr": "expects the name of a stock storage class",
}
"""Tests that cannot hold for a ledger file, and why."""


def cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "forecastctl-tests"


@pytest.fixture(scope="module")
def upstream() -> Path:
    """The source distribution, fetched if it is not in the cache yet."""
    archive = cache_folder() / f"tinydb-{VERSION}.tar.gz"
    if not archive.exists():
        archive.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            command += ["--no-binary", ":all:", "--dest", folder, f"tinydb=={VERSION}"]
            try:
                subprocess.run(command, check=True, capture_output=True, timeout=60)
                [fetched] = Path(folder).glob("*.tar.gz")
            except (OSError, subprocess.SubprocessError, ValueError):
                pytest.skip(f"the source distribution of TinyDB {VERSION} cannot be fetched")
            shutil.copy(fetched, archive)
    return archive


@pytest.fixture(scope="module")
def outcome(upstream: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest printed about them."""
    folder = tmp_path_factory.mktemp("upstream")
    with tarfile.open(upstream) as archive:
        archive.extractall(folder, filter="data")
    tests = folder / f"tinydb-{VERSION}" / "tests"
    shutil.copy(Path(__file__).with_name("fixtures.py"), tests / "conftest.py")
    command = [sys.executable, "-m", "pytest", "-rA", "-q", "-p", "no:cacheprovider", *MODULES]
    command += [f"--deselect={test}" for test in LEFT_OUT]
    (tests / "pytest.ini").write_text("[pytest]\n")
    done = subprocess.run(command, cwd=tests, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_tinydb_tests_pass_on_a_ledger_file(outcome: str) -> None:
    assert re.search(r"^(FAILED|ERROR)", outcome, re.MULTILINE) is None, outcome
    counted = re.search(r"(\d+) passed", outcome)
    assert counted is not None, outcome
    assert int(counted[1]) == PASSED


def test_only_tests_with_a_reason_are_left_out(outcome: str) -> None:
    assert f"{len(LEFT_OUT)} deselected" in outcome
    assert "skipped" not in outcome
