"""The tables of `log`, `source list` and `question list`, and what `verify` found."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from forecastctl.model import Source
from forecastctl.render.columns import Align, Column, Table
from forecastctl.render.entry_text import STATE_STYLES, day_text, state_text
from forecastctl.render.number import MISSING, counted, format_count
from forecastctl.store.base import Change, Commit, Verification
from forecastctl.text import visible

if TYPE_CHECKING:
    from forecastctl.render.view import QuestionRow, SourceRow

FEW = 3
"""So many records of a kind are named; of more only the number is given."""


def log_table(commits: Iterable[Commit]) -> Table:
    """The table of `log`, one line a transaction, newest first as they come."""
    rows = [
        (
            str(commit.serial),
            f"{commit.at:%Y-%m-%dT%H:%M:%SZ}",
            commit.user,
            commit.command,
            _log_text(commit),
        )
        for commit in commits
    ]
    return Table(columns=_LOG_COLUMNS, rows=rows)


def changes_text(changes: Sequence[Change]) -> str:
    """What a transaction did: `added question w5ce1k0a; changed 40 forecasts`."""
    counts = Counter((change.kind, change.table) for change in changes)
    parts: dict[str, list[str]] = {}
    for (kind, table), n in counts.items():
        if n > FEW:
            what = f"{format_count(n)} {table}"
        else:
            ids = [change.id for change in changes if (change.kind, change.table) == (kind, table)]
            what = f"{table if n > 1 else table.removesuffix('s')} {' '.join(ids)}"
        parts.setdefault(kind, []).append(what)
    return "; ".join(f"{kind} {', '.join(whats)}" for kind, whats in parts.items()) or MISSING


def sources_table(rows: "Iterable[SourceRow]") -> Table:
    """The table of `source list`."""
    cells = [
        (
            row.source.id,
            str(row.source.kind),
            row.source.parent or MISSING,
            format_count(row.entries),
            _names_text(row.source),
        )
        for row in rows
    ]
    return Table(columns=_SOURCE_COLUMNS, rows=cells)


def source_card(row: "SourceRow") -> str:
    """The lines of `source show`."""
    source = row.source
    facts = [
        ("id", source.id),
        ("kind", str(source.kind)),
        ("aliases", ", ".join(source.aliases)),
        ("parent", source.parent),
        ("entries", format_count(row.entries)),
    ]
    lines = [visible(source.name)]
    lines += [f"  {name:<7}  {visible(value)}" for name, value in facts if value]
    return "\n".join(lines) + "\n"


def source_line(source: Source) -> str:
    """One source in a sentence: `reuters (Reuters, outlet)`."""
    parent = f", part of {source.parent}" if source.parent else ""
    return visible(f"{source.id} ({_names_text(source)}, {source.kind}{parent})")


def questions_table(rows: "Iterable[QuestionRow]", *, ids: Mapping[str, str], today: date) -> Table:
    """The table of `question list`."""
    cells = [
        (
            ids.get(question.id, question.id),
            day_text(
                question.due.isoformat() if question.due else None, assumed=question.due_assumed
            ),
            state_text(
                question.check_day, row.resolution.outcome if row.resolution else None, today
            ),
            format_count(row.sources),
            question.text,
        )
        for row in rows
        for question in (row.question,)
    ]
    return Table(columns=_QUESTION_COLUMNS, rows=cells)


def verified(verification: Verification, *, ledger: str) -> str:
    """The lines of `verify`: what was read, the head, and every problem."""
    state = "is whole" if verification.ok else "is damaged"
    commits = counted(verification.commits, "transaction")
    head = f", head {verification.head}" if verification.head else ""
    lines = [f"{ledger} {state}: {commits}{head}"]
    lines += [f"warning: {warning}" for warning in verification.warnings]
    lines += [f"{problem.where}: {problem.message}" for problem in verification.problems]
    return "\n".join(map(visible, lines)) + "\n"


def _log_text(commit: Commit) -> str:
    notes = [changes_text(commit.changes)]
    if commit.undoes is not None:
        notes.append(f"undoes {commit.undoes}")
    if commit.undone_by is not None:
        notes.append(f"undone by {commit.undone_by}")
    if commit.reseal is not None:
        notes.append("resealed lines edited by hand")
    return "; ".join(notes)


def _names_text(source: Source) -> str:
    return ", also ".join((source.name, *source.aliases))


_LOG_COLUMNS = (
    Column(heads=("commit",), align=Align.RIGHT),
    Column(heads=("at",)),
    Column(heads=("user",), may_cut=True),
    Column(heads=("command",)),
    Column(heads=("changes",), may_cut=True),
)

_SOURCE_COLUMNS = (
    Column(heads=("id",), may_cut=True),
    Column(heads=("kind",)),
    Column(heads=("parent",), may_cut=True),
    Column(heads=("entries",), align=Align.RIGHT),
    Column(heads=("name",), may_cut=True),
)

_QUESTION_COLUMNS = (
    Column(heads=("id",)),
    Column(heads=("due",)),
    Column(heads=("state",), styles=STATE_STYLES),
    Column(heads=("sources",), align=Align.RIGHT),
    Column(heads=("claim",), may_cut=True),
)
