"""The program as a process of its own, with pipes or on a pseudo-terminal."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

Answer = tuple[str, str | Callable[[], str]]
"""A prompt, and what is typed when it has appeared."""

PROGRAM = [sys.executable, "-m", "forecastctl", "--today", "2026-11-21"]


def environment(home: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TZ": "UTC",
        "FORECASTCTL_USER": "ana",
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        **(extra or {}),
    }


def run(
    home: Path,
    *arguments: str,
    extra: Mapping[str, str] | None = None,
    program: Sequence[str] = PROGRAM,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*program, *arguments],
        env=environment(home, extra),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def on_terminal(
    home: Path, arguments: Sequence[str], answers: Sequence[Answer], **extra: str
) -> tuple[int, str]:
    """Run on a pseudo-terminal; type each answer when its prompt has appeared.

    An answer can be a function, which does something first and returns what is typed.
    """
    pid, screen = pty.fork()
    if pid == 0:
        variables = environment(home, {"TERM": "xterm", "COLUMNS": "80", **extra})
        os.execvpe(PROGRAM[0], [*PROGRAM, *arguments], variables)
    seen, waiting, deadline = "", list(answers), time.monotonic() + 60
    told: list[str] = []
    while time.monotonic() < deadline:
        if waiting and waiting[0][0] in seen:
            typed = waiting.pop(0)[1]
            os.write(screen, (typed if isinstance(typed, str) else typed()).encode())
            told.append(seen)
            seen = ""
        ready, _, _ = select.select([screen], [], [], 0.1)
        if ready:
            try:
                chunk = os.read(screen, 65536)
            except OSError:
                break
            if not chunk:
                break
            seen += chunk.decode(errors="replace")
    _, status = os.waitpid(pid, 0)
    os.close(screen)
    return os.waitstatus_to_exitcode(status), "".join(told) + seen
