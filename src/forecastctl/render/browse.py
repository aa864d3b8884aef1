"""The tables of `log`, `source list` and `question list`, and what `verify` found."""

from collections.abc import Iterable, Mapping
from datetime import date

from forecastctl.render.columns import Table
from forecastctl.render.view import QuestionRow, SourceRow
from forecastctl.store.base import Commit, Verification


def log_table(commits: Iterable[Commit]) -> Table:
    """The table of `log`, one line a transaction, newest first as they come."""
    raise NotImplementedError


def sources_table(rows: Iterable[SourceRow]) -> Table:
    """The table of `source list`."""
    raise NotImplementedError


def source_card(row: SourceRow) -> str:
    """The lines of `source show`."""
    raise NotImplementedError


def questions_table(rows: Iterable[QuestionRow], *, ids: Mapping[str, str], today: date) -> Table:
    """The table of `question list`."""
    raise NotImplementedError


def verified(verification: Verification, *, ledger: str) -> str:
    """The lines of `verify`: what was read, the head, and every problem."""
    raise NotImplementedError
