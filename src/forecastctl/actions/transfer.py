"""Records in and out of a ledger: exports, and imports with their rules of conflict."""

from collections.abc import Mapping
from dataclasses import dataclass

from forecastctl.errors import Problem
from forecastctl.formats.document import Document, Parsed
from forecastctl.store.base import Reader, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How an import deals with what is not plain sailing."""

    replace: bool = False
    restore_deleted: bool = False
    skip_bad: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did or would do: counts by record kind (`questions`, ...), and problems.

    `conflicts_only`: all problems are conflicts with the ledger. `is_refused`: nothing was
    written because of problems.
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
        """The exit code: 0, 1 or 6 where refused, 3 where something was skipped."""
        raise NotImplementedError


def export_document(reader: Reader, source: str | None = None) -> Document:
    """All records; with the name of a source its forecasts and what they refer to."""
    raise NotImplementedError


def plan_import(reader: Reader, parsed: Parsed, options: ImportOptions) -> ImportResult:
    """What an import would do (a dry run)."""
    raise NotImplementedError


def import_records(ledger: Transaction, parsed: Parsed, options: ImportOptions) -> ImportResult:
    """Write what is new, and what differs where `replace` allows it; nothing on any problem.

    With `skip_bad` the good records are written. Ids are kept.
    """
    raise NotImplementedError
