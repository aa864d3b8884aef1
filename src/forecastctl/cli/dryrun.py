"""Doing a thing without doing it: a transaction that is thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecastctl.cli.context import Context
    from forecastctl.store.base import Transaction


class _ThrownAwayError(Exception):
    """Ends a rehearsal, so that its transaction writes nothing."""


@contextmanager
def rehearse(context: "Context", command: str, *, dry_run: bool) -> "Iterator[Transaction]":
    """A transaction that is written at the end, or with `dry_run` thrown away."""
    try:
        with context.transaction(command) as ledger:
            yield ledger
            if dry_run:
                raise _ThrownAwayError
    except _ThrownAwayError:
        return
