"""How fast whole commands are, beside augur-cli and stock TinyDB on equal data.

Every figure is a process from start to exit, so start-up counts. The tools take turns, so that a
busy moment of the machine meets all of them. Run it with `make bench`.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from compileall import compile_dir
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import NamedTuple

import forecastctl
from benchmarks.ledgers import AUGUR, AUGUR_JSON, OPEN_IDS, OURS, TINYDB

HERE = Path(__file__).parent
OUR_PROGRAM = Path(sys.executable).with_name("forecastctl")
PROBABILITY = ("-p", "70%")
SYLLABLES = ("ka", "lor", "mi", "ten", "su", "bra", "wel", "do", "fin", "gu")
MEMORY_TARGET_MB = 40


class Run(NamedTuple):
    """One process: how long it took, its share of a core, and the most memory that it held."""

    ms: float
    cpu_ms: float
    peak_mb: float


class Figures(list[Run]):
    """All runs of one tool on one task."""

    @property
    def ms(self) -> float:
        """The median time."""
        return statistics.median(run.ms for run in self)

    @property
    def cpu_ms(self) -> float:
        """The median time on a core, which a busy machine stretches less."""
        return statistics.median(run.cpu_ms for run in self)

    def __str__(self) -> str:
        return f"{self.ms:,.0f} ({min(run.ms for run in self):,.0f})" if self else "-"


@dataclass(frozen=True, slots=True)
class Task:
    """What is measured: commands by tool, `target` as a share of augur-cli's time."""

    name: str
    target: float | None
    commands: dict[str, Iterator[Sequence[str]]] = field(default_factory=dict)
    rounds: int | None = None


@dataclass(frozen=True, slots=True)
class Bench:
    """One size of data in a folder of its own, and the programs that work on it."""

    folder: Path
    augur: Path
    count: int

    def prepare(self) -> None:
        """Make the data, in another process, so that its memory is not ours."""
        run_command([str(self.augur), "--db", str(self.folder / AUGUR), "stats"])
        make = [sys.executable, "-m", "benchmarks.ledgers", str(self.count), str(self.folder)]
        subprocess.run(make, check=True, cwd=HERE.parent)
        run_command(self._ours("export", "-o", str(self.folder / "export.json")))

    def tasks(self) -> Iterator[Task]:
        """The everyday commands; import only on the smaller ledger."""
        ours, numbers = json.loads((self.folder / OPEN_IDS).read_text("utf-8"))
        is_small = self.count <= 10_000
        yield self._task(
            "add",
            1.5 if is_small else 2,
            ours=(self._ours("add", _claim(n), *PROBABILITY, "--due", "+90d") for n in range(99)),
            augur=(self._augur("add", _claim(n), *PROBABILITY, "--by", "+90d") for n in range(99)),
            tinydb=(self._tinydb("add") for _ in range(99)),
        )
        yield self._task(
            "resolve by id",
            2,
            ours=(self._ours("resolve", id, "yes") for id in reversed(ours)),
            augur=(self._augur("resolve", str(number), "yes") for number in reversed(numbers)),
            tinydb=(self._tinydb("resolve", str(number)) for number in reversed(numbers)),
        )
        yield self._task(
            "list all",
            0.6,
            ours=_again(self._ours("list", "--state", "all")),
            augur=_again(self._augur("list")),
            tinydb=_again(self._tinydb("list")),
        )
        yield self._task("due", 1, _again(self._ours("due")), _again(self._augur("due")))
        yield self._task("check", 1, _again(self._ours("check")), _again(self._augur("due")))
        yield self._task("report", 1, _again(self._ours("report")), _again(self._augur("score")))
        if is_small:
            yield self._import()

    def _task(
        self,
        name: str,
        target: float,
        ours: Iterable[Sequence[str]],
        augur: Iterable[Sequence[str]],
        tinydb: Iterable[Sequence[str]] = (),
    ) -> Task:
        commands = {"tinydb": iter(tinydb), "augur": iter(augur), "ours": iter(ours)}
        return Task(name, target, commands)

    def _import(self) -> Task:
        fresh = (self.folder / f"fresh-{n}.jsonl" for n in range(9))
        export, rows = str(self.folder / "export.json"), str(self.folder / AUGUR_JSON)
        other = str(self.folder / "fresh.db")
        ours = ([str(OUR_PROGRAM), "--ledger", str(path), "import", export] for path in fresh)
        augur = [[str(self.augur), "--db", other, "import", rows]]
        return Task("import", 0.03, {"augur": iter(augur), "ours": ours}, rounds=3)

    def _ours(self, *arguments: str) -> list[str]:
        return [str(OUR_PROGRAM), "--ledger", str(self.folder / OURS), *arguments]

    def _augur(self, *arguments: str) -> list[str]:
        return [str(self.augur), "--db", str(self.folder / AUGUR), *arguments]

    def _tinydb(self, *arguments: str) -> list[str]:
        script = str(HERE / "stock_tinydb.py")
        return [sys.executable, script, str(self.folder / TINYDB), *arguments]


def _again(command: Sequence[str]) -> Iterator[Sequence[str]]:
    while True:
        yield command


def _claim(number: int) -> str:
    """A claim of words that no other has: most claims resemble nothing in the ledger."""
    random = Random(number)
    return " ".join("".join(random.choices(SYLLABLES, k=4)) for _ in range(6))


def run_command(command: Sequence[str], folder: Path | None = None) -> Run:
    """Run a command; `check` may warn (1), anything else must succeed."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=folder,
    )
    assert process.stderr is not None
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    ms = (time.perf_counter() - start) * 1000
    process.stderr.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ((0, 1) if "check" in command else (0,)):
        sys.exit(f"{' '.join(command)} failed ({process.returncode}): {complaint.decode()}")
    kib = 1024 if platform.system() == "Linux" else 1024 * 1024
    return Run(ms, (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / kib)


def measure(task: Task, rounds: int) -> dict[str, Figures]:
    """Let the tools take turns; the first turn of each only warms up, where there are several."""
    figures: dict[str, Figures] = {tool: Figures() for tool in task.commands}
    for _ in range((task.rounds or rounds) + 1):
        for tool, commands in task.commands.items():
            command = next(commands, None)
            if command is not None:
                figures[tool].append(run_command(command))
    return {tool: Figures(runs[1:] or runs) for tool, runs in figures.items()}


def table(rows: Sequence[Sequence[str]]) -> str:
    """Markdown, with columns that line up on a terminal too."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["| " + " | ".join(map(str.rjust, row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 1) + ":" for width in widths) + "|")
    return "\n".join(lines)


def row_of(task: Task, count: int, figures: dict[str, Figures]) -> list[str]:
    """A line of the table: medians with the best in brackets, and our share of augur's time."""
    ours, augur = figures["ours"], figures["augur"]
    share, cpu_share = ours.ms / augur.ms, ours.cpu_ms / augur.cpu_ms
    columns = [str(figures.get(tool, Figures())) for tool in ("tinydb", "augur", "ours")]
    goal = "" if task.target is None else f"<= {task.target:g}"
    missed = task.target is not None and share > task.target
    ratios = f"{share:.2f} / {cpu_share:.2f}"
    return [task.name, f"{count:,}", *columns, ratios, goal, "missed" if missed else "met"]


def main() -> None:
    """Measure, print one table and the memory that `add` needs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--augur", type=Path, required=True, help="the program augur of augur-cli")
    parser.add_argument("--quick", action="store_true", help="10,000 entries only")
    parser.add_argument("--rounds", type=int, default=7, help="runs per figure (default: 7)")
    options = parser.parse_args()
    compile_dir(str(Path(forecastctl.__file__).parent), quiet=1)  # as an installation does
    heading = [
        "task",
        "entries",
        "TinyDB ms",
        "augur-cli ms",
        "forecastctl ms",
        "ratio",
        "goal",
        "",
    ]
    rows, memory = [heading], ""
    for count in (10_000,) if options.quick else (10_000, 100_000):
        with tempfile.TemporaryDirectory() as name:
            bench = Bench(Path(name), options.augur.resolve(), count)
            bench.prepare()
            size = (bench.folder / OURS).stat().st_size / count
            for task in bench.tasks():
                figures = measure(task, options.rounds)
                print(f"{count:,} entries, {task.name}: {figures['ours']} ms", file=sys.stderr)
                rows.append(row_of(task, count, figures))
                if task.name == "add":
                    peak = max(run.peak_mb for run in figures["ours"])
                    other = max(run.peak_mb for run in figures["tinydb"])
                    memory = (
                        f"{peak:.0f} MB (goal: {MEMORY_TARGET_MB}); stock TinyDB {other:.0f} MB"
                    )
    tools = ", ".join(f"{name} {version(name)}" for name in ("typer", "tinydb", "orjson"))
    print(f"\nPython {platform.python_version()}, {os.cpu_count()} cores, {tools}, augur-cli 0.3.0")
    print(f"Median (best) of {options.rounds} whole processes; {size:.0f} bytes an entry.\n")
    print(table(rows))
    print("\nRatio: forecastctl to augur-cli, in elapsed time / in time on a core.")
    print(f"Peak memory of add at {count:,} entries: {memory}")


if __name__ == "__main__":
    main()
