"""Errors of the operating system, short writes and Ctrl-C at every call that an operation makes."""

import errno
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import journal_worker
from forecastctl.errors import ForecastctlError, LedgerError, RefusedError
from forecastctl.store import files, lock
from forecastctl.store.journal import Journal

Fault = Callable[[], None]


class FaultyOs:
    """The os module, in which the n-th call of one function goes wrong, or each from then on."""

    def __init__(self, name: str, nth: int, fault: Fault, *, persists: bool = False) -> None:
        self.has_failed = False
        self._name = name
        self._countdown = nth
        self._fault = fault
        self._persists = persists

    def __getattr__(self, name: str) -> object:
        real = getattr(os, name)
        return self._counted(real) if name == self._name else real

    def _counted(self, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            self._countdown -= 1
            if self._countdown == 0 or (self._persists and self._countdown < 0):
                self.has_failed = True
                if self._name == "write":  # a part is on the disk already when it fails
                    real(arguments[0], memoryview(arguments[1])[:7])  # type: ignore[arg-type]
                self._fault()
            return real(*arguments, **options)

        return call


def os_error(number: int) -> Fault:
    def fault() -> None:
        raise OSError(number, os.strerror(number))

    return fault


def ctrl_c() -> None:
    signal.raise_signal(signal.SIGINT)


def install(monkeypatch: pytest.MonkeyPatch, faulty: object) -> None:
    monkeypatch.setattr(files, "os", faulty)
    monkeypatch.setattr(lock, "os", faulty)


def empty(ledger: Path) -> None:
    """No ledger yet."""


def sound(ledger: Path) -> None:
    journal_worker.add(ledger, "first")


def torn(ledger: Path) -> None:
    sound(ledger)
    with ledger.open("ab") as file:
        file.write(journal_worker.TORN)


def unterminated(ledger: Path) -> None:
    sound(ledger)
    ledger.write_bytes(ledger.read_bytes()[:-1])


def edited(ledger: Path) -> None:
    sound(ledger)
    ledger.write_bytes(ledger.read_bytes().replace(b"0.25", b" 0.75"))


def create(ledger: Path) -> None:
    Journal(ledger).create("w", journal_worker.AT)


def add(ledger: Path) -> None:
    journal_worker.add(ledger, "second")


def reseal(ledger: Path) -> None:
    Journal(ledger).reseal(user="ana", at=journal_worker.AT)


CALLS = ("write", "fsync", "open", "ftruncate")
OTHER_CALLS = ("fchmod", "fstat", "pread", "close")
CASES = [
    (empty, create),
    (empty, add),
    (sound, add),
    (torn, add),
    (unterminated, add),
    (edited, reseal),
]
NUMBERS = [errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS]
FAULTS = [
    *((name, number, False) for name in CALLS for number in NUMBERS),
    *((name, errno.EIO, False) for name in OTHER_CALLS),
    *((name, errno.EROFS, True) for name in (*CALLS, *OTHER_CALLS) if name != "close"),
]


def name_of(value: object) -> str:
    return getattr(value, "__name__", str(value))


def summary(ledger: Path) -> tuple[str, list[str]]:
    """The head of the chain and what a reader sees; only `verify` looks at an edited ledger."""
    result = Journal(ledger).verify()
    if not result.ok:
        return result.head, list(map(str, result.edited_lines))
    snapshot = Journal(ledger).snapshot()
    assert snapshot.chain == result.head
    return result.head, list(snapshot.load().get("questions", {}))


def attempt(
    operation: Callable[[Path], None],
    ledger: Path,
    faulty: FaultyOs,
    monkeypatch: pytest.MonkeyPatch,
) -> BaseException | None:
    """Run it with the fault; what it raised."""
    with monkeypatch.context() as patch:
        install(patch, faulty)
        try:
            operation(ledger)
        except (ForecastctlError, KeyboardInterrupt) as error:
            return error
    return None


def require_all_or_nothing(
    start: Callable[[Path], None],
    operation: Callable[[Path], None],
    ledger: Path,
    make: Callable[[int], FaultyOs],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Let the first call fail, then the second and so on, until none is left to fail."""
    nth, faulty = 0, make(1)
    while nth == 0 or faulty.has_failed:
        nth, faulty = nth + 1, make(nth + 1)
        for path in ledger.parent.iterdir():
            path.unlink()
        start(ledger)
        before = summary(ledger)
        error = attempt(operation, ledger, faulty, monkeypatch)
        if error is None:
            assert summary(ledger) != before
        else:
            assert faulty.has_failed
            assert "\n" not in str(error)
            assert summary(ledger) == before
            operation(ledger)
            assert summary(ledger) != before


@pytest.mark.parametrize(("function", "number", "persists"), FAULTS)
@pytest.mark.parametrize(("start", "operation"), CASES, ids=name_of)
def test_an_error_at_any_call_writes_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    start: Callable[[Path], None],
    operation: Callable[[Path], None],
    function: str,
    number: int,
    persists: bool,
) -> None:
    def make(nth: int) -> FaultyOs:
        return FaultyOs(function, nth, os_error(number), persists=persists)

    require_all_or_nothing(start, operation, tmp_path / "ledger.jsonl", make, monkeypatch)


@pytest.mark.parametrize("function", [*CALLS, "pread"])
@pytest.mark.parametrize(("start", "operation"), CASES, ids=name_of)
def test_ctrl_c_at_any_call_writes_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    start: Callable[[Path], None],
    operation: Callable[[Path], None],
    function: str,
) -> None:
    def make(nth: int) -> FaultyOs:
        return FaultyOs(function, nth, ctrl_c)

    require_all_or_nothing(start, operation, tmp_path / "ledger.jsonl", make, monkeypatch)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full; nothing was written"),
        (errno.EDQUOT, "the disk quota is used up; nothing was written"),
        (errno.EIO, "the disk reports an error; nothing was written"),
        (errno.EROFS, "the disk is read-only; nothing was written"),
        (errno.EFBIG, "the file would be larger than is allowed here; nothing was written"),
    ],
)
def test_a_failed_write_is_explained_in_one_line_and_exits_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    ledger = tmp_path / "ledger.jsonl"
    sound(ledger)
    with monkeypatch.context() as patch:
        install(patch, FaultyOs("write", 1, os_error(number)))
        with pytest.raises(RefusedError) as caught:
            add(ledger)
    assert str(caught.value) == f"{ledger}: {words}"
    assert caught.value.exit_code == 1


def test_ctrl_c_while_the_write_is_taken_back_does_not_stop_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = tmp_path / "ledger.jsonl"
    sound(ledger)
    before = ledger.read_bytes()

    class Interrupted(FaultyOs):
        interrupts = 3

        def ftruncate(self, fd: int, size: int) -> None:
            if self.interrupts:
                self.interrupts -= 1
                ctrl_c()
            os.ftruncate(fd, size)

    with monkeypatch.context() as patch:
        install(patch, Interrupted("fsync", 1, ctrl_c))
        with pytest.raises(KeyboardInterrupt):
            add(ledger)
    assert ledger.read_bytes() == before


def test_what_cannot_be_taken_back_is_said_and_is_still_whole_or_torn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fails for good: fsync fails, and so does every ftruncate after it."""
    ledger = tmp_path / "ledger.jsonl"
    sound(ledger)

    class Dying(FaultyOs):
        def ftruncate(self, fd: int, size: int) -> None:
            raise OSError(errno.EIO, "I/O error")

    with monkeypatch.context() as patch:
        install(patch, Dying("fsync", 1, os_error(errno.EIO)))
        with pytest.raises(LedgerError, match="could not be taken back") as caught:
            add(ledger)
    assert caught.value.exit_code == 5
    assert Journal(ledger).verify().ok
    assert summary(ledger)[1] == ["first", "second"]


def test_short_writes_are_carried_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = tmp_path / "ledger.jsonl"

    class Slow(FaultyOs):
        writes = 0

        def write(self, fd: int, text: memoryview) -> int:
            self.writes += 1
            return os.write(fd, text[:11])

    slow = Slow("", 0, ctrl_c)
    with monkeypatch.context() as patch:
        install(patch, slow)
        torn(ledger)
        add(ledger)
    assert slow.writes > 40
    assert summary(ledger)[1] == ["first", "second"]


def test_a_system_call_that_a_signal_interrupts_is_made_again(tmp_path: Path) -> None:
    """A timer fires all the time; its handler does nothing."""
    ledger = tmp_path / "ledger.jsonl"
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
    try:
        for number in range(50):
            journal_worker.add(ledger, str(number))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert Journal(ledger).snapshot().serial == 50


@pytest.mark.parametrize("room", [0, 1, 50, 200, 400])
def test_a_full_disk_writes_nothing(tmp_path: Path, room: int) -> None:
    """A limit on the size of files stops write() half-way, as a full disk does.

    Without -B it would also cut short what Python compiles, which later runs would choke on.
    """
    ledger = tmp_path / "ledger.jsonl"
    sound(ledger)
    before = ledger.read_bytes()

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + room, resource.RLIM_INFINITY))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    run = subprocess.run(
        [sys.executable, "-B", journal_worker.__file__, "import", str(ledger), "k", "1"],
        capture_output=True,
        text=True,
        preexec_fn=limit,
    )
    assert run.stdout == "ready\n"
    assert run.stderr == (
        f"RefusedError {ledger}: the file would be larger than is allowed here;"
        " nothing was written\n"
    )
    assert run.returncode == 1
    assert ledger.read_bytes() == before
