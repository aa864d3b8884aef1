"""Records of a file into a ledger, in one transaction: all that is new, or nothing."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from forecastctl.actions.import_plan import ADDED, SKIPPED, UNCHANGED, UPDATED, ImportPlan
from forecastctl.errors import Problem
from forecastctl.formats.document import TABLES, Parsed
from forecastctl.store.base import Reader, Transaction


class ImportOptions(NamedTuple):
    """How an import deals with conflicts, with what was deleted here, and with bad records."""

    replace: bool = False
    restore_deleted: bool = False
    skip_bad: bool = False


class ImportResult(NamedTuple):
    """What an import did or would do: counts by table, and problems in the order of the file.

    `conflicts_only`: all problems are conflicts with the ledger. `is_refused`: nothing was
    written because of problems. `notes` are about the ledger; those about the file are with what
    was parsed.
    """

    read: Mapping[str, int]
    added: Mapping[str, int]
    unchanged: Mapping[str, int]
    updated: Mapping[str, int]
    skipped: Mapping[str, int]
    problems: tuple[Problem, ...]
    conflicts_only: bool
    is_refused: bool
    notes: tuple[str, ...] = ()

    @property
    def code(self) -> int:
        """The exit code: 1 where refused (6 for conflicts alone), 3 where bad ones were skipped."""
        if self.is_refused:
            return 6 if self.conflicts_only else 1
        return 3 if self.problems else 0


def plan_import(reader: Reader, parsed: Parsed, options: ImportOptions) -> ImportResult:
    """What an import would do (a dry run)."""
    return _result(_plan(reader, parsed, options), parsed, options)


def import_records(ledger: Transaction, parsed: Parsed, options: ImportOptions) -> ImportResult:
    """Write what is new, and what differs where `replace` allows it; nothing on any problem.

    With `skip_bad` the good records are written. Ids are kept.
    """
    plan = _plan(ledger, parsed, options)
    result = _result(plan, parsed, options)
    if not result.is_refused:
        ledger.put_all(plan.writes)
    return result


def in_file_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """By table and place in it, or by line; what concerns the whole file comes first."""
    ranks = {name: rank for rank, name in enumerate(["file", *TABLES])}
    for problem in problems:
        ranks.setdefault(_NAME.split(problem.where, maxsplit=1)[0], len(ranks))

    def place(problem: Problem) -> tuple[int, list[int]]:
        name = _NAME.split(problem.where, maxsplit=1)[0]
        return ranks[name], [int(digits) for digits in _NUMBER.findall(problem.where)]

    return tuple(sorted(problems, key=place))


def _plan(reader: Reader, parsed: Parsed, options: ImportOptions) -> ImportPlan:
    return ImportPlan(
        reader, parsed, replaces=options.replace, restores_deleted=options.restore_deleted
    )


def _result(plan: ImportPlan, parsed: Parsed, options: ImportOptions) -> ImportResult:
    problems = (*parsed.problems, *plan.problems)
    is_refused = bool(problems) and not options.skip_bad
    skipped = {table: n + parsed.bad.get(table, 0) for table, n in plan.counts[SKIPPED].items()}
    return ImportResult(
        read={table: parsed.read.get(table, 0) for table in TABLES},
        added=_NOTHING if is_refused else plan.counts[ADDED],
        unchanged=plan.counts[UNCHANGED],
        updated=_NOTHING if is_refused else plan.counts[UPDATED],
        skipped=skipped,
        problems=in_file_order(problems),
        conflicts_only=bool(problems) and len(problems) == plan.n_conflicts,
        is_refused=is_refused,
        notes=tuple(plan.notes()),
    )


_NOTHING: Mapping[str, int] = dict.fromkeys(TABLES, 0)
_NAME = re.compile(r"[ \[.]")
_NUMBER = re.compile(r"\d{1,15}")
