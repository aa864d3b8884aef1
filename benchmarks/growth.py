"""How the cost of whole commands grows with the ledger, beside what people would use instead.

Every figure is a process from start to exit. A tool that took too long at one size is left out at
the next. Run it with `make bench-growth`.
"""

import argparse
import math
import os
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from compileall import compile_dir
from datetime import date
from pathlib import Path
from typing import NamedTuple

import forecastctl
from benchmarks.peers import SIZES, Tool, prepare, tools_of
from benchmarks.speed import Run, run_command, table

TASKS = ("start-up", "add", "resolve", "get", "list", "due", "check", "report", "import")
TOO_LONG_MS = 4_000.0
"""What takes longer is measured once, and is left out at ten times the size."""


class Figure(NamedTuple):
    """The time of a task, and the most memory that it held."""

    ms: float
    peak_mb: float


def main() -> None:
    """Measure every tool on every task at every size; print times, growth and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--augur", type=Path, required=True, help="the program augur of augur-cli")
    parser.add_argument("--peers", type=Path, required=True, help="where jrnl and others are")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="largest number of entries")
    parser.add_argument("--rounds", type=int, default=3, help="runs of what is quick")
    options = parser.parse_args()
    compile_dir(str(Path(forecastctl.__file__).parent), quiet=1)  # as an installation does
    tools = list(tools_of(options.augur.resolve(), options.peers.resolve()))
    figures: dict[tuple[str, str, int], Figure] = {}
    for count in (size for size in SIZES if size <= options.most):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            prepare(folder, count, options.augur.resolve())
            for tool in tools:
                if count <= tool.most:
                    _measure(tool, folder, count, options.rounds, figures)
    print(f"\nPython {platform.python_version()}, {os.cpu_count()} cores, {date.today()}")
    print(
        f"Medians of {options.rounds} whole processes in ms; growth: cost above start-up ~ n^x.\n"
    )
    print(table(list(_rows(tools, figures))))
    print(f"\nPeak memory in MB\n\n{table(list(_memory(tools, figures)))}")


def _measure(
    tool: Tool,
    folder: Path,
    count: int,
    rounds: int,
    figures: dict[tuple[str, str, int], Figure],
) -> None:
    for task, commands in tool.commands(folder).items():
        before = figures.get((tool.name, task, count // 10))
        if count > SIZES[0] and (before is None or before.ms > TOO_LONG_MS):
            continue
        runs: list[Run] = [run_command(next(commands))]
        if runs[0].ms < TOO_LONG_MS / 4:
            runs = [run_command(next(commands)) for _ in range(rounds)]
        runs.sort()
        figures[tool.name, task, count] = Figure(
            runs[len(runs) // 2].ms, max(run.peak_mb for run in runs)
        )
        print(f"{count:>9,} {tool.name}, {task}: {runs[len(runs) // 2].ms:,.0f}", file=sys.stderr)


def _rows(
    tools: Sequence[Tool], figures: dict[tuple[str, str, int], Figure]
) -> Iterator[list[str]]:
    sizes = sorted({count for _, _, count in figures})
    yield ["task", "tool", *(f"{size:,}" for size in sizes), "growth"]
    for task in TASKS:
        for tool in tools:
            times = {size: figures.get((tool.name, task, size)) for size in sizes}
            if any(times.values()):
                shown = [f"{one.ms:,.0f}" if one else "-" for one in times.values()]
                yield [task, tool.name, *shown, _growth(tool.name, task, figures)]


def _memory(
    tools: Sequence[Tool], figures: dict[tuple[str, str, int], Figure]
) -> Iterator[list[str]]:
    yield ["entries", "tool", *TASKS]
    for size in sorted({count for _, _, count in figures})[-3:]:
        for tool in tools:
            peaks = [figures.get((tool.name, task, size)) for task in TASKS]
            if any(peaks):
                shown = [f"{one.peak_mb:,.0f}" if one else "-" for one in peaks]
                yield [f"{size:,}", tool.name, *shown]


def _growth(name: str, task: str, figures: dict[tuple[str, str, int], Figure]) -> str:
    """The exponent x of cost ~ n^x, by least squares over what exceeds start-up clearly."""
    start = figures[name, task, SIZES[0]].ms
    points = [
        (math.log(size), math.log(one.ms - start))
        for size in SIZES
        if (one := figures.get((name, task, size))) and one.ms - start > max(10, start / 10)
    ]
    if len(points) < 2:
        return "flat" if not points else "-"
    mean_x = math.fsum(x for x, _ in points) / len(points)
    mean_y = math.fsum(y for _, y in points) / len(points)
    above = math.fsum((x - mean_x) * (y - mean_y) for x, y in points)
    return f"{above / math.fsum((x - mean_x) ** 2 for x, _ in points):.2f}"


if __name__ == "__main__":
    main()
