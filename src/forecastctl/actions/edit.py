"""Correcting what was typed. The probability is never edited: that is what an update is for."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from forecastctl.model import Entry
from forecastctl.store.base import Transaction


class Keep(Enum):
    """The value of a change that was not asked for."""

    KEEP = "keep"


KEEP: Final = Keep.KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is to be different; None (or blank text) clears a field, KEEP leaves it.

    `tags` replaces all of them; `add_tags` and `remove_tags` work on what is there. `source` is a
    name, `question` an id as typed.
    """

    claim: str | Keep = KEEP
    due: date | Keep | None = KEEP
    check_on: date | Keep | None = KEEP
    criteria: str | Keep | None = KEEP
    condition: str | Keep | None = KEEP
    event: str | Keep | None = KEEP
    note: str | Keep | None = KEEP
    tags: tuple[str, ...] | Keep = KEEP
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    source: str | Keep = KEEP
    made: date | Keep = KEEP
    url: str | Keep | None = KEEP
    quote: str | Keep | None = KEEP
    question: str | Keep = KEEP


def edit_entry(
    ledger: Transaction,
    typed: str,
    changes: Changes,
    *,
    today: date,
    allow_new_sources: bool = False,
) -> Entry:
    """Change a question for all its forecasts, and what belongs to one forecast.

    `source` and `question` move all forecasts of that source on the question; `made`, `url` and
    `quote` change the one that was typed. Nothing different: nothing is written.
    """
    raise NotImplementedError
