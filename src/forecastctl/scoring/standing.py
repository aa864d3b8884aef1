"""How the rows of a report stand among each other, on the questions that they share."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from forecastctl.frozen import frozen_part
from forecastctl.scoring.grouping import RENAMING
from forecastctl.scoring.interval import Interval
from forecastctl.scoring.measure import ONLY_LONG, Measured
from forecastctl.scoring.peers import Excess, Shrunk, peer_excess, rank_ranges, shrink
from forecastctl.scoring.tables import GroupBy, RowKey, RowTable
from forecastctl.scoring.verdict import MIN_FORECASTS

NOT_SOURCES = "rows are not sources"
NO_PEERS = "no shared question"
NO_RIVALS = "fewer than 2 named sources with shared questions"
UNNAMED = "unnamed speakers are not ranked"
FEW_SHARED = f"fewer than {MIN_FORECASTS} shared questions"

RANK_KEYS = ("shrunk_excess", "shrunk_ci", "rank_range")


@frozen_part
class PeerScores:
    """Statistics of a row beside the others."""

    n_shared: int | None = None
    peer_excess: float | None = None
    shrunk_excess: float | None = None
    shrunk_ci: Interval | None = None
    rank_range: tuple[int, int] | None = None


class Placed(NamedTuple):
    """The scores of one row, why some of them are None, and how many rows took part in ranks."""

    scores: PeerScores
    hidden: Mapping[str, str]
    n_ranked: int = 0


class Standing:
    """All rows of a report; with groups, those of one group among each other.

    Unnamed speakers count as peers of others but take no rank. Where nobody shares a question the
    ranks go by the shrunk excess over the reference instead.
    """

    def __init__(
        self,
        tables: Mapping[RowKey, RowTable],
        measured: Mapping[RowKey, Measured | None],
        unnamed: frozenset[str],
        by: GroupBy,
        seed: int | None,
    ) -> None:
        """Work out the ranks only with a seed: they take many draws."""
        self._is_of_sources = by not in RENAMING
        self._unnamed = unnamed
        self._is_ranked = seed is not None
        self._peers = {key: peer_excess(table.peers.values()) for key, table in tables.items()}
        self.has_peers = self._is_of_sources and any(n for n, _ in self._peers.values())
        over_others = {key: excess for key, (_, excess) in self._peers.items() if excess}
        self._shrunk = self._by_group(over_others)
        self._ranks: dict[RowKey, tuple[int, int]] = {}
        if seed is not None and self._is_of_sources:
            ranked = self._shrunk if self.has_peers else self._by_group(_over_reference(measured))
            for group, shrunk in ranked.items():
                found = rank_ranges(shrunk, seed)
                self._ranks |= {RowKey(name, group): taken for name, taken in found.items()}
        self._n_ranked = Counter(key.group for key in self._ranks)

    def of(self, key: RowKey) -> Placed:
        """What belongs to this row."""
        if not self._is_of_sources:
            return Placed(PeerScores(), dict.fromkeys(vars(PeerScores()), NOT_SOURCES))
        n_shared, excess = self._peers[key]
        shrunk = self._shrunk.get(key.group, {}).get(key.name)
        is_enough = n_shared >= MIN_FORECASTS or not self.has_peers
        rank = self._ranks.get(key) if is_enough else None
        scores = PeerScores(
            n_shared=n_shared,
            peer_excess=excess.mean if excess else None,
            shrunk_excess=shrunk.mean if shrunk else None,
            shrunk_ci=shrunk.interval if shrunk else None,
            rank_range=rank,
        )
        return Placed(scores, self._why_hidden(key, scores), self._n_ranked[key.group])

    def _by_group(self, excesses: Mapping[RowKey, Excess]) -> dict[str, dict[str, Shrunk]]:
        groups: defaultdict[str, dict[str, Excess]] = defaultdict(dict)
        for key, excess in excesses.items():
            if key.name not in self._unnamed:
                groups[key.group][key.name] = excess
        return {group: shrink(members) for group, members in groups.items()}

    def _why_hidden(self, key: RowKey, scores: PeerScores) -> dict[str, str]:
        hidden: dict[str, str] = {}
        if scores.peer_excess is None:
            hidden["peer_excess"] = NO_PEERS
        if scores.shrunk_excess is None:
            hidden |= dict.fromkeys(("shrunk_excess", "shrunk_ci"), self._why_unshrunk(key, scores))
        if scores.rank_range is None:
            hidden["rank_range"] = self._why_unranked(key, scores)
        return hidden

    def _why_unshrunk(self, key: RowKey, scores: PeerScores) -> str:
        if key.name in self._unnamed:
            return UNNAMED
        return NO_PEERS if scores.peer_excess is None else NO_RIVALS

    def _why_unranked(self, key: RowKey, scores: PeerScores) -> str:
        if key.name in self._unnamed:
            return UNNAMED
        if not self._is_ranked:
            return ONLY_LONG
        if self.has_peers and (scores.n_shared or 0) < MIN_FORECASTS:
            return FEW_SHARED
        return NO_RIVALS


def _over_reference(measured: Mapping[RowKey, Measured | None]) -> dict[RowKey, Excess]:
    """The excess of each row over its reference, where an interval says how uncertain it is."""
    return {
        key: Excess(row.against.excess, max(row.against.estimate.se**2, 1e-9))
        for key, row in measured.items()
        if row and row.against.excess is not None and row.against.estimate
    }
