"""Deleting entries: what goes along, and doing it."""

from collections.abc import Sequence
from dataclasses import dataclass

from forecastctl.model import Forecast, Question, Resolution
from forecastctl.store.base import Reader, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """What a deletion takes away (or would take away)."""

    forecasts: tuple[Forecast, ...]
    questions: tuple[Question, ...]
    resolutions: tuple[Resolution, ...]


def plan_deletion(reader: Reader, typed: Sequence[str]) -> Deleted:
    """What deleting these would take away.

    A forecast takes its question along if it was the last on it and the question is unresolved;
    a question takes everything on it.
    """
    raise NotImplementedError


def delete_entries(ledger: Transaction, typed: Sequence[str]) -> Deleted:
    """Delete these forecasts and questions with what goes along."""
    raise NotImplementedError
