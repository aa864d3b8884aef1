"""Sources: listing, naming, merging."""

from dataclasses import dataclass
from typing import NamedTuple

from forecastctl.actions.edit import KEEP, Keep
from forecastctl.model import Source, SourceKind
from forecastctl.store.base import Reader, Transaction


class ListedSource(NamedTuple):
    """A source with the number of its entries."""

    source: Source
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedSources:
    """What a merge changed (or would change): `removed` is gone, all that named it names `into`."""

    removed: Source
    into: Source
    forecasts: int
    articles: int
    children: int


def list_sources(reader: Reader) -> list[ListedSource]:
    """All sources by id."""
    raise NotImplementedError


def show_source(reader: Reader, name: str) -> ListedSource:
    """One source by slug, name or alias."""
    raise NotImplementedError


def add_source(
    ledger: Transaction,
    name: str,
    *,
    kind: SourceKind = SourceKind.UNKNOWN,
    parent: str | None = None,
    allow_near: bool = False,
) -> Source:
    """Make a source. Raises ConflictError where the name is taken, UsageError if nearly so."""
    raise NotImplementedError


def set_source(
    ledger: Transaction,
    name: str,
    *,
    kind: SourceKind | None = None,
    parent: str | Keep | None = KEEP,
) -> Source:
    """Change the kind or the parent (None: no parent any more)."""
    raise NotImplementedError


def alias_source(ledger: Transaction, name: str, alias: str) -> Source:
    """Give a source one more name. Raises ConflictError where another source has it."""
    raise NotImplementedError


def plan_source_merge(reader: Reader, name: str, into: str) -> MergedSources:
    """What merging one source into another would change."""
    raise NotImplementedError


def merge_sources(ledger: Transaction, name: str, into: str) -> MergedSources:
    """Make everything of one source another's; its names become aliases."""
    raise NotImplementedError
