"""Where a ledger, its lock and its torn end may stand, and who may open them."""

import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import gettempdir

import pytest

import journal_worker
from forecastctl.errors import LedgerError, LedgerLockedError, RefusedError
from forecastctl.store import lock
from forecastctl.store.journal import SHARED, Journal

NOBODY = 65534


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.jsonl"


@pytest.fixture
def ordinary_user(tmp_path: Path) -> Iterator[None]:
    """The test as somebody whom permissions bind: root may do everything."""
    if os.geteuid() != 0:
        yield
        return
    reached = [tmp_path, *tmp_path.parents[: tmp_path.parents.index(Path(gettempdir()))]]
    modes = [folder.stat().st_mode for folder in reached]
    for folder in reached:
        folder.chmod(0o755)
    os.chown(tmp_path, NOBODY, -1)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        for folder, mode in zip(reached, modes, strict=True):
            folder.chmod(mode)


def mode(path: str | Path) -> int:
    return stat.S_IMODE(Path(path).stat().st_mode)


def ids(ledger: Path) -> list[str]:
    return list(Journal(ledger).snapshot().load().get("questions", {}))


def test_a_missing_ledger_reads_as_empty_and_nothing_is_made(ledger: Path) -> None:
    journal = Journal(ledger)
    assert not journal.exists()
    assert journal.snapshot().serial == 0
    assert journal.snapshot().load() == {}
    assert journal.verify().ok
    assert list(ledger.parent.iterdir()) == []


def test_the_first_write_makes_the_folder_the_header_and_a_private_file(tmp_path: Path) -> None:
    ledger = tmp_path / "new" / "folder" / "ledger.jsonl"
    journal_worker.add(ledger, "first")
    assert ledger.read_bytes().startswith(
        b'{"forecastctl":1,"ledger":"w","created":"2026-11-21T10:00:00Z"}\n'
    )
    assert mode(ledger) == mode(f"{ledger}.lock") == 0o600
    assert mode(ledger.parent) == 0o700


def test_a_shared_ledger_its_lock_and_its_torn_end_belong_to_the_group(ledger: Path) -> None:
    before = os.umask(0o077)
    try:
        Journal(ledger).create("w", journal_worker.AT, SHARED)
        journal_worker.repair(ledger, "first")
    finally:
        os.umask(before)
    assert mode(ledger) == mode(f"{ledger}.lock") == mode(f"{ledger}.torn") == 0o660


def test_the_lock_follows_when_the_ledger_changes_its_mode(ledger: Path) -> None:
    journal_worker.add(ledger, "first")
    ledger.chmod(0o640)
    journal_worker.add(ledger, "second")
    assert mode(f"{ledger}.lock") == 0o640


def test_an_existing_ledger_is_not_made_again(ledger: Path) -> None:
    journal_worker.add(ledger, "first")
    before = ledger.read_bytes()
    with pytest.raises(RefusedError, match="is a ledger already"):
        Journal(ledger).create("other", journal_worker.AT)
    assert ledger.read_bytes() == before


def test_an_empty_file_becomes_a_ledger_with_the_first_write(ledger: Path) -> None:
    ledger.touch()
    assert Journal(ledger).snapshot().serial == 0
    result = Journal(ledger).verify()
    assert result.ok
    assert result.warnings == ("the file has no bytes: it was never written to, or it was emptied",)
    journal_worker.add(ledger, "first")
    assert ids(ledger) == ["first"]


def test_a_ledger_of_nothing_but_a_header_is_empty(ledger: Path) -> None:
    Journal(ledger).create("w", journal_worker.AT)
    assert ids(ledger) == []
    assert Journal(ledger).snapshot().ledger_id == "w"
    ledger.write_bytes(ledger.read_bytes().rstrip(b"\n"))
    assert Journal(ledger).snapshot().ledger_id == "w"
    journal_worker.add(ledger, "first")
    assert ids(ledger) == ["first"]
    assert Journal(ledger).verify().ok


def test_two_links_to_one_ledger_share_its_lock(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    ledger = tmp_path / "real" / "ledger.jsonl"
    journal_worker.add(ledger, "first")
    links = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for link in links:
        link.symlink_to(ledger)
    with (
        Journal(links[0]).writing(),
        pytest.raises(LedgerLockedError, match=r"locked for 0\.01 seconds"),
        Journal(links[1], lock_timeout=0.01).writing(),
    ):
        raise AssertionError("both have the lock")
    journal_worker.repair(links[0], "second")
    assert ids(links[1]) == ["first", "second"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.jsonl", "real", "two.jsonl"]
    assert sorted(path.name for path in ledger.parent.iterdir()) == [
        "ledger.jsonl",
        "ledger.jsonl.lock",
        "ledger.jsonl.torn",
    ]


@pytest.mark.parametrize("name", ["lock", "torn"])
def test_a_link_planted_beside_the_ledger_is_not_followed(ledger: Path, name: str) -> None:
    victim = ledger.with_name("victim")
    victim.write_bytes(b"precious")
    journal_worker.add(ledger, "first")
    beside = Path(f"{ledger}.{name}")
    beside.unlink(missing_ok=True)
    beside.symlink_to(victim)
    with pytest.raises(RefusedError, match=f"{beside} is a symbolic link; remove it"):
        journal_worker.repair(ledger, "second")
    assert victim.read_bytes() == b"precious"
    assert ids(ledger) == ["first"]


@pytest.mark.parametrize("name", ["lock", "torn"])
def test_a_pipe_planted_beside_the_ledger_does_not_hang(ledger: Path, name: str) -> None:
    journal_worker.add(ledger, "first")
    beside = Path(f"{ledger}.{name}")
    beside.unlink(missing_ok=True)
    os.mkfifo(beside)
    with pytest.raises(RefusedError):
        journal_worker.repair(ledger, "second")
    assert ids(ledger) == ["first"]


def test_a_directory_is_not_a_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is a directory; name a file in it"):
        Journal(tmp_path).snapshot()


def test_a_pipe_is_not_a_ledger(ledger: Path) -> None:
    os.mkfifo(ledger)
    with pytest.raises(LedgerError, match="is not a plain file"):
        Journal(ledger).snapshot()


def test_a_file_below_a_file_cannot_be_a_ledger(ledger: Path) -> None:
    ledger.touch()
    with pytest.raises(LedgerError, match="cannot be read"):
        Journal(ledger / "x").snapshot()
    with pytest.raises(RefusedError):
        journal_worker.add(ledger / "x", "first")


@pytest.mark.parametrize("text", [b"hello", b"hello\n", b"[]\n", b'{"a":1}', b"\xef\xbb\xbf{}"])
def test_some_other_file_is_neither_read_nor_moved(ledger: Path, text: bytes) -> None:
    ledger.write_bytes(text)
    with pytest.raises(LedgerError):
        Journal(ledger).snapshot()
    with pytest.raises(LedgerError):
        journal_worker.add(ledger, "first")
    assert not Journal(ledger).verify().ok
    assert ledger.read_bytes() == text
    assert not Path(f"{ledger}.torn").exists()


def replace_it(ledger: Path) -> None:
    copy = ledger.with_name("copy")
    copy.write_bytes(ledger.read_bytes())
    copy.replace(ledger)


def lengthen_it(ledger: Path) -> None:
    with ledger.open("ab") as file:
        file.write(b"a line of somebody who knows no lock\n")


def shorten_it(ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes()[:-9])


@pytest.mark.parametrize("change", [replace_it, lengthen_it, shorten_it, Path.unlink])
def test_a_ledger_changed_by_others_under_the_lock_is_left_alone(
    ledger: Path, change: Callable[[Path], None]
) -> None:
    journal_worker.add(ledger, "first")
    with Journal(ledger).writing() as writer:
        change(ledger)
        changed = ledger.read_bytes() if ledger.exists() else None
        with pytest.raises(RefusedError, match="nothing was written"):
            journal_worker.append(writer, journal_worker.pair("second"))
    assert (ledger.read_bytes() if ledger.exists() else None) == changed


def test_a_file_that_appears_where_a_ledger_is_to_be_made_is_left_alone(ledger: Path) -> None:
    with Journal(ledger).writing(new_ledger_id="w") as writer:
        ledger.write_bytes(b"precious")
        with pytest.raises(RefusedError, match="was changed by another program"):
            journal_worker.append(writer, journal_worker.pair("first"))
    assert ledger.read_bytes() == b"precious"


def test_a_lock_that_was_tidied_away_while_waiting_is_taken_anew(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal_worker.add(ledger, "first")
    path = Path(f"{ledger}.lock")

    class Tidying:
        LOCK_EX, LOCK_NB = fcntl.LOCK_EX, fcntl.LOCK_NB
        calls = 0

        def flock(self, fd: int, operation: int) -> None:
            self.calls += 1
            if self.calls == 1:
                path.unlink()
            fcntl.flock(fd, operation)

    with monkeypatch.context() as patch:
        patch.setattr(lock, "fcntl", Tidying())
        with (
            Journal(ledger).writing(),
            pytest.raises(LedgerLockedError),
            Journal(ledger, lock_timeout=0).writing(),
        ):
            raise AssertionError("both have the lock")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to any group")
def test_lock_and_torn_end_get_the_group_of_the_ledger(ledger: Path) -> None:
    Journal(ledger).create("w", journal_worker.AT, SHARED)
    Path(f"{ledger}.lock").unlink()
    os.chown(ledger, -1, 12345)
    journal_worker.repair(ledger, "first")
    for name in ("", ".lock", ".torn"):
        assert Path(f"{ledger}{name}").stat().st_gid == 12345


@pytest.mark.usefixtures("ordinary_user")
def test_a_ledger_that_may_not_be_read_says_so(ledger: Path) -> None:
    journal_worker.add(ledger, "first")
    ledger.chmod(0)
    with pytest.raises(LedgerError, match="cannot be read: Permission denied"):
        Journal(ledger).snapshot()


@pytest.mark.usefixtures("ordinary_user")
def test_a_ledger_that_may_not_be_written_is_still_read(ledger: Path) -> None:
    journal_worker.add(ledger, "first")
    ledger.chmod(0o400)
    with pytest.raises(RefusedError, match="you may not write here; nothing was written"):
        journal_worker.add(ledger, "second")
    assert ids(ledger) == ["first"]


@pytest.mark.usefixtures("ordinary_user")
def test_a_read_only_folder_is_explained(ledger: Path) -> None:
    ledger.parent.chmod(0o500)
    try:
        with pytest.raises(RefusedError, match="you may not write here; nothing was written"):
            journal_worker.add(ledger, "first")
    finally:
        ledger.parent.chmod(0o700)
