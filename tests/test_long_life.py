"""A ledger that some version has written opens in every later one, with all that is in it.

`ledgers/format-N.jsonl` was written by a version of that format and is never changed; beside it
stand the records that are in it. A new format gets new files, and the old ones stay.
"""

import shutil
from pathlib import Path

import pytest

from forecastctl.cli.main import run
from forecastctl.store.journal import Journal
from forecastctl.store.lines import VERSION

LEDGERS = Path(__file__).parent / "ledgers"
HEADS = {"format-1": "2715f5541c0e48ba64bb18431891cab66724a71377d1845be9739ecc19d262e9"}


@pytest.fixture(params=sorted(HEADS))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of an old ledger, with a torn end and a line that was edited and accepted."""
    path = LEDGERS / f"{request.param}.jsonl"
    return Path(shutil.copy(path, tmp_path / path.name))


def printed(capsys: pytest.CaptureFixture[str], ledger: Path, *arguments: str) -> str:
    assert run(["--ledger", str(ledger), "--today", "2026-11-21", *arguments]) == 0
    return capsys.readouterr().out


def test_every_format_version_has_its_ledger() -> None:
    assert set(HEADS) == {f"format-{version}" for version in range(1, VERSION + 1)}


def test_an_old_ledger_is_whole_and_ends_as_it_did(old: Path) -> None:
    result = Journal(old).verify()

    assert result.ok
    assert result.head == HEADS[old.stem]
    assert len(result.warnings) == 2


def test_an_old_ledger_holds_what_it_held(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records = (LEDGERS / f"{old.stem}.records.jsonl").read_text("utf-8")

    exported = printed(capsys, old, "export", "--to", "jsonl")

    assert exported.partition("\n")[2] == records


@pytest.mark.parametrize(
    "command",
    [
        ("list", "--state", "all"),
        ("report", "--long"),
        ("calibration",),
        ("log",),
        ("check", "store"),
        ("article", "list"),
        ("source", "list"),
        ("question", "list"),
        ("review", "--list", "--format", "json"),
    ],
    ids=" ".join,
)
def test_every_reading_command_reads_it(
    old: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert printed(capsys, old, *command)


def test_it_is_written_on_and_taken_back(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, old, "add", "Rain in Lisbon", "-p", "70%", "--due", "2027-01-31")
    printed(capsys, old, "undo")
    printed(capsys, old, "undo")  # the rejected candidate waits again

    assert Journal(old).verify().ok
    assert "A strike will follow" in printed(capsys, old, "review", "--list")
