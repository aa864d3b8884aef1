"""Forecasts that are scored as they stream by, without a ledger."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from forecastctl.model import Source
from forecastctl.store.codec import encode
from forecastctl.store.memory import MemoryView
from forecastctl.store.reader import ViewReader, gc_paused

if TYPE_CHECKING:
    from forecastctl.scoring.tables import ScoringRow, ScoringTables, Selection

Blocks = Callable[["Selection"], "Iterable[Iterable[ScoringRow]]"]
"""The forecasts that a selection looks at, all those on a question in one block."""


class StreamedReader(ViewReader):
    """A reader that knows its sources and what scoring needs of its forecasts, and no more."""

    def __init__(
        self, sources: Iterable[Source], blocks: Blocks, random_bytes: Callable[[int], bytes]
    ) -> None:
        docs = {id: doc for _, id, doc in map(encode, sources)}
        super().__init__(MemoryView({"sources": docs}, ()), random_bytes)
        self._blocks = blocks

    def scoring_rows(self, selection: "Selection") -> "Iterator[ScoringRow]":
        """The forecasts that scoring looks at, one row each, every update included."""
        return chain.from_iterable(self._blocks(selection))

    def scoring_tables(self, selection: "Selection") -> "ScoringTables":
        """The small tables of integers that the statistics are made from."""
        from forecastctl.scoring.engine import build_tables_in_blocks

        with gc_paused():
            return build_tables_in_blocks(self._blocks(selection), selection)
