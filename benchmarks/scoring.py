"""How long scoring takes, beside a plain read of the same rows in the same run.

    python benchmarks/scoring.py [--rows 100000] [--sources 1000] [--repeat 5]

Prints the CPU time of the best of several runs of each step as a Markdown table.
"""

import argparse
import csv
import io
import json
import time
from collections.abc import Callable, Iterable
from datetime import date
from random import Random

from forecastctl.scoring.columns import columns_of, dot
from forecastctl.scoring.decomposition import decompose_brier, pool
from forecastctl.scoring.direction import direction
from forecastctl.scoring.engine import build_tables
from forecastctl.scoring.exclusion import judge
from forecastctl.scoring.interval import brier_loss, plus_2
from forecastctl.scoring.logarithm import log_score
from forecastctl.scoring.measure import measure
from forecastctl.scoring.report import ReportOptions, build_report
from forecastctl.scoring.skill import BASE
from forecastctl.scoring.student import t_quantile
from forecastctl.scoring.tables import RowTable, ScoringRow, ScoringTables, Selection

TODAY = date(2026, 12, 31)


def made_up_rows(n: int, n_sources: int) -> list[ScoringRow]:
    """Rows of sources that each use every per cent from 1 to 99 about equally often."""
    random = Random(1)
    return [
        _row(i, f"source-{i % n_sources}", (i // n_sources % 99 + 1) / 100, random)
        for i in range(n)
    ]


def best_of(repeat: int, step: Callable[[], object]) -> float:
    """CPU milliseconds of the fastest run."""
    times = []
    for _ in range(repeat):
        start = time.process_time()
        step()
        times.append(time.process_time() - start)
    return min(times) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--sources", type=int, default=1_000)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    _print_grouping(options.rows, options.sources, options.repeat)
    _print_statistics(options.sources, options.repeat)


def _print_grouping(n_rows: int, n_sources: int, repeat: int) -> None:
    rows = made_up_rows(n_rows, n_sources)
    csv_text, json_text = _as_csv(rows), _as_json_lines(rows)
    selection = Selection(today=TODAY)
    steps: list[tuple[str, Callable[[], object]]] = [
        ("read as CSV", lambda: list(csv.reader(io.StringIO(csv_text)))),
        ("read as JSON lines", lambda: [json.loads(line) for line in json_text.splitlines()]),
        ("choose what is scored", lambda: _exhaust(judge(rows, selection))),
        ("choose and group into tables", lambda: build_tables(rows, selection)),
    ]
    _print_table(f"{n_rows:,} forecasts of {n_sources:,} sources", repeat, steps)


def _print_statistics(n_sources: int, repeat: int) -> None:
    selection = Selection(today=TODAY)
    rows = made_up_rows(n_sources * 99, n_sources)
    csv_text = _as_csv(rows)
    tables = build_tables(rows, selection)
    n_cells = sum(len(table.cells) for table in tables.rows.values())
    steps: list[tuple[str, Callable[[], object]]] = [
        ("read as CSV", lambda: list(csv.reader(io.StringIO(csv_text)))),
        ("Brier score and its three parts", lambda: _each(tables, _decomposed)),
        ("these, log score, Z and interval", lambda: _each(tables, _with_log_and_interval)),
        ("every statistic of a row by itself", lambda: _each(tables, _everything_alone)),
        ("the report, with draws where |Z| is large", lambda: _report(tables, is_long=False)),
    ]
    _print_table(f"{n_sources:,} sources, {n_cells:,} cells", repeat, steps)
    few = build_tables([row for row in rows if int(row.source[7:]) < 20], selection)
    _print_table(
        "20 sources, 1,980 cells", repeat, [("report --long", lambda: _report(few, is_long=True))]
    )


def _each(tables: ScoringTables, statistic: Callable[[RowTable], object]) -> None:
    t_quantile.cache_clear()
    for table in tables.rows.values():
        statistic(table)


def _decomposed(table: RowTable) -> object:
    columns = columns_of(table.cells)
    brier = (dot(columns.ks, columns.yes) + dot(columns.ms, columns.no)) / columns.n
    return decompose_brier(columns, pool(columns.ns, columns.ks), brier)


def _with_log_and_interval(table: RowTable) -> object:
    columns = columns_of(table.cells)
    loss = brier_loss(columns)
    parts = decompose_brier(columns, pool(columns.ns, columns.ks), loss.mean)
    return parts, log_score(columns), direction(columns, table.clusters.values()), plus_2(loss)


def _everything_alone(table: RowTable) -> object:
    return measure(table, BASE)


def _report(tables: ScoringTables, *, is_long: bool) -> object:
    return build_report(tables, Selection(today=TODAY), {}, ReportOptions(is_long=is_long))


def _print_table(title: str, repeat: int, steps: list[tuple[str, Callable[[], object]]]) -> None:
    print(f"| {title} | CPU ms | times the CSV read |\n|---|---|---|")
    baseline = 0.0
    for name, step in steps:
        took = best_of(repeat, step)
        baseline = baseline or took
        print(f"| {name} | {took:.0f} | {took / baseline:.2f} |")
    print()


def _row(i: int, source: str, probability: float, random: Random) -> ScoringRow:
    return ScoringRow(
        forecast=f"f{i}",
        question=f"q{i}",
        source=source,
        probability=probability,
        low=None,
        high=None,
        wording=None,
        method="stated",
        said="+",
        claim_kind=None,
        made=f"2026-01-{i % 28 + 1:02}",
        order=("", i),
        is_binary=True,
        due=f"2026-03-{i % 28 + 1:02}",
        due_assumed=False,
        event=None,
        outcome="yes" if random.random() < probability else "no",
        happened_on=f"2026-03-{i % 28 + 1:02}",
        recorded_on="2026-04-01",
        groups=(),
    )


def _as_csv(rows: Iterable[ScoringRow]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def _as_json_lines(rows: Iterable[ScoringRow]) -> str:
    return "\n".join(json.dumps(row._asdict()) for row in rows)


def _exhaust(rows: Iterable[object]) -> None:
    for _ in rows:
        pass


if __name__ == "__main__":
    main()
