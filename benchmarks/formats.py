"""How long imports of 10,000 rows take, and a report of a table of two million.

    python -m benchmarks.formats [--rows 10000] [--streamed 2000000] [--rounds 3]

Every figure is a process from start to exit: the best wall and CPU time, and the most memory held.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple, TextIO

PROGRAM = Path(sys.executable).with_name("forecastctl")
FIRST = date(2020, 1, 1)
HEADER = "question,source,probability,made,due,outcome,happened_on\n"


class Figure(NamedTuple):
    """The best of some runs of one command."""

    wall: float
    cpu: float
    peak_mb: float


class Job(NamedTuple):
    """What is measured: a file, how it is made, and the command on it."""

    name: str
    file: str
    make: Callable[[TextIO, int], None]
    arguments: tuple[str, ...]


def claim(number: int) -> str:
    """An invented claim, about as long as real ones."""
    return f"The level of river {number} passes the upper mark before its season ends"


def one_question_a_row(file: TextIO, n: int) -> None:
    """As many questions as rows, two thirds of them resolved: the most records that rows can be."""
    random = Random(1)
    file.write(HEADER)
    for i in range(n):
        made = FIRST + timedelta(days=random.randrange(900))
        due, outcome = made + timedelta(days=60), ("yes", "no", "")[i % 3]
        p, happened = random.randrange(1, 100), due if outcome else ""
        file.write(f"{claim(i)},outlet-{i % 20},{p},{made},{due},{outcome},{happened}\n")


def shared_questions(file: TextIO, n: int) -> None:
    """Fifty sources on the same questions, with twenty updates each."""
    file.write(HEADER)
    n_questions = max(1, n // 1000)
    for line in _updates(n_questions):
        file.write(line)


def _updates(n_questions: int) -> Iterator[str]:
    random = Random(7)
    rates = [random.random() for _ in range(n_questions)]
    outcomes = ["yes" if random.random() < rate else "no" for rate in rates]
    for update in range(20):
        for number, rate in enumerate(rates):
            due = FIRST + timedelta(days=200 + number % 900)
            for source in range(50):
                made = due - timedelta(days=(20 - update) * 7 + source % 5)
                p = round(min(1, max(0, rate + random.gauss(0, 0.15))) * 100)
                told = f"model-{source},{p},{made},{due},{outcomes[number]},{due}"
                yield f"{claim(number)},{told}\n"


def augur(file: TextIO, n: int) -> None:
    """What augur-cli would export."""
    start = datetime(2026, 1, 1, 7, tzinfo=UTC)
    rows = []
    for i in range(n):
        made = start + timedelta(seconds=61 * i)
        due = made + timedelta(days=60)
        outcome = ("yes", "no", "open")[i % 3]
        row = {"id": i + 1, "statement": claim(i), "probability": (i % 99 + 1) / 100}
        times = {"created_at": made.isoformat(), "resolve_by": due.isoformat()}
        resolved = None if outcome == "open" else due.isoformat()
        rest = {"resolved_at": resolved, "outcome": outcome, "tags": ["river"], "note": ""}
        rows.append(row | times | rest)
    json.dump(rows, file)


SCALE = ("--scale", "0-100")
IMPORTS = (
    Job("augur-cli's JSON", "augur.json", augur, ()),
    Job("a table, a question a row", "apart.csv", one_question_a_row, SCALE),
    Job("a table, shared questions", "shared.csv", shared_questions, SCALE),
)
REPORT = Job("report of a table", "long.csv", shared_questions, SCALE)


def run(command: list[str], folder: Path) -> Figure:
    """Run a process and look at what it took."""
    env = os.environ | {"XDG_DATA_HOME": str(folder / "data"), "HOME": str(folder)}
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed ({process.returncode})")
    return Figure(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def best(jobs: list[list[str]], folder: Path) -> Figure:
    """The best figures of some equal commands."""
    runs = [run(command, folder) for command in jobs]
    return Figure(*(min(values) for values in zip(*runs, strict=True)))


def main() -> None:
    """Make the files, measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--streamed", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print("| task | rows | s | CPU s | MB |\n|---|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for job, n in (*((job, options.rows) for job in IMPORTS), (REPORT, options.streamed)):
            with (folder / job.file).open("w", encoding="utf-8") as file:
                job.make(file, n)
            verb = "report" if job is REPORT else "import"
            commands = [
                [str(PROGRAM), "-q", "--ledger", f"{job.file}.{i}", verb, job.file, *job.arguments]
                for i in range(1 if job is REPORT else options.rounds)
            ]
            wall, cpu, peak = best(commands, folder)
            print(f"| {verb}: {job.name} | {n:,} | {wall:.2f} | {cpu:.2f} | {peak:.0f} |")


if __name__ == "__main__":
    main()
