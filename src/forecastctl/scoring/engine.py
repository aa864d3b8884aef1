"""The engine in plain Python: forecasts in, the small tables of integers out."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import floor, sqrt
from operator import attrgetter
from typing import NamedTuple

from forecastctl.scoring.exclusion import judge
from forecastctl.scoring.grouping import row_keys, same_rows
from forecastctl.scoring.tables import (
    SCALE,
    CellKey,
    ClusterSums,
    Count,
    GroupBy,
    PhraseKey,
    PhraseTable,
    Reason,
    RowKey,
    RowTable,
    ScoringRow,
    ScoringTables,
    Selection,
    TotalTable,
)

__all__ = ["build_tables", "judge", "probability_key", "scaled_losses"]

ANNOUNCEMENTS = frozenset({"plan", "scheduled"})
"""Claim kinds that are the speaker's own intentions, or days that are fixed already."""


def build_tables(rows: Iterable[ScoringRow], selection: Selection) -> ScoringTables:
    """Group the forecasts that are looked at. The result does not depend on the order of `rows`."""
    tallies = _Tallies(selection)
    tallies_of = tallies.of
    point_of = _point_finder(selection)
    for row, reason in judge(rows, selection):
        if reason is not None:
            for tally in tallies_of(row):
                tally.excluded.append(reason)
            continue
        point = point_of(row)
        cluster = row.event or row.question
        for tally in tallies_of(row):
            tally.points.append(point)
            tally.clusters.append(cluster)
    return tallies.tables()


def probability_key(probability: float) -> int:
    """The probability on SCALE: near-ties such as 0.01 and 0.010000000000000012 become one."""
    return round(probability * SCALE)


def scaled_losses(key: int, is_yes: int) -> ClusterSums:
    """The sums of a cluster of one forecast, in IEEE doubles in exactly this order.

    Every engine has to compute them so, or the last digits would depend on the engine.
    """
    p = key / 1e12
    x = p - is_yes
    return ClusterSums(
        n=1,
        k=is_yes,
        sum_d=floor(x * x * 1e12 + 0.5),
        sum_w=floor((is_yes - p) * (1 - 2 * p) * 1e12 + 0.5),
        sum_e=floor(abs(1 - 2 * p) * sqrt(p * (1 - p)) * 1e12 + 0.5),
    )


class _Flags(NamedTuple):
    """What one forecast adds to the counts of a table, 0 or 1 each."""

    n_worded: int
    n_announced: int
    n_assumed_due: int
    n_recorded_day: int
    n_early: int


class _Point:
    """What forecasts of one sort have in common. Compared by identity: a quick key."""

    __slots__ = ("cell", "flags", "is_yes", "sums")

    def __init__(self, cell: CellKey, is_yes: int, flags: _Flags) -> None:
        self.cell = cell
        self.is_yes = is_yes
        self.flags = flags if any(flags) else None
        self.sums = scaled_losses(cell.p, is_yes)


class _Tally:
    """The scored forecasts of a row as parallel lists, and the reasons of those left out."""

    __slots__ = ("clusters", "excluded", "points")

    def __init__(self) -> None:
        self.points: list[_Point] = []
        self.clusters: list[str] = []
        self.excluded: list[Reason] = []

    def row_table(self) -> RowTable:
        return RowTable(
            cells=_cells(self.points),
            excluded=_excluded(self.excluded),
            clusters=_cluster_sums(self.clusters, self.points),
            **_flag_counts(self.points),
        )

    def total_table(self) -> TotalTable:
        return TotalTable(
            cells=_cells(self.points),
            excluded=_excluded(self.excluded),
            n_clusters=len(set(self.clusters)),
            **_flag_counts(self.points),
        )

    def phrase_table(self) -> PhraseTable:
        count = Count(len(self.points), sum(point.is_yes for point in self.points))
        return PhraseTable(count=count, n_clusters=len(set(self.clusters)))


class _Tallies:
    """The tallies of a whole report, and which of them a forecast counts in."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self._total = _Tally()
        self._rows: defaultdict[tuple[str, str], _Tally] = defaultdict(_Tally)
        self._phrases: defaultdict[PhraseKey, _Tally] = defaultdict(_Tally)
        self._keys_of = row_keys(selection.by)
        self._label_of = same_rows(selection.by)
        self._known: dict[object, list[_Tally]] = {}

    def of(self, row: ScoringRow) -> list[_Tally]:
        label = self._label_of(row)
        tallies = self._known.get(label)
        if tallies is None:
            tallies = self._known[label] = self._find(row)
        return tallies

    def _find(self, row: ScoringRow) -> list[_Tally]:
        tallies = [self._rows[key] for key in self._keys_of(row)]
        if self._selection.by is GroupBy.WORDING:
            tallies.append(self._phrases[_phrase_key(row)])
        if not self._selection.sources or row.source in self._selection.sources:
            tallies.append(self._total)
        return tallies

    def tables(self) -> ScoringTables:
        return ScoringTables(
            rows={RowKey(*key): tally.row_table() for key, tally in self._rows.items()},
            phrases={
                key: tally.phrase_table() for key, tally in self._phrases.items() if tally.points
            },
            total=self._total.total_table(),
        )


_cell_of = attrgetter("cell")


def _cells(points: Sequence[_Point]) -> dict[CellKey, Count]:
    n = Counter(map(_cell_of, points))
    k = Counter([point.cell for point in points if point.is_yes])
    return {cell: Count(count, k.get(cell, 0)) for cell, count in n.items()}


def _cluster_sums(clusters: Sequence[str], points: Sequence[_Point]) -> dict[str, ClusterSums]:
    if len(set(clusters)) == len(clusters):
        return {cluster: point.sums for cluster, point in zip(clusters, points, strict=True)}
    sums: dict[str, ClusterSums] = {}
    for cluster, point in zip(clusters, points, strict=True):
        held = sums.get(cluster)
        sums[cluster] = point.sums if held is None else _sum(held, point.sums)
    return sums


def _sum(a: ClusterSums, b: ClusterSums) -> ClusterSums:
    return ClusterSums(
        a.n + b.n, a.k + b.k, a.sum_d + b.sum_d, a.sum_w + b.sum_w, a.sum_e + b.sum_e
    )


def _excluded(reasons: Sequence[Reason]) -> dict[Reason, int]:
    return dict.fromkeys(Reason, 0) | Counter(reasons)


def _flag_counts(points: Sequence[_Point]) -> dict[str, int]:
    columns = zip(*(point.flags for point in points if point.flags is not None), strict=True)
    return dict(zip(_Flags._fields, map(sum, columns), strict=False))


def _point_finder(selection: Selection) -> Callable[[ScoringRow], _Point]:
    """A function that gives each scored forecast its point, made once for each sort of them."""
    today = selection.today.isoformat()
    points: dict[tuple[object, ...], _Point] = {}

    def point_of(row: ScoringRow) -> _Point:
        is_early = row.due is None or today < row.due
        is_recorded_day = row.happened_on is None and row.recorded_on is not None
        kind = (
            row.probability,
            row.outcome,
            row.method,
            row.low,
            row.high,
            row.claim_kind,
            row.due_assumed,
            is_recorded_day,
            is_early,
        )
        point = points.get(kind)
        if point is None:
            flags = _Flags(
                n_worded=row.method == "worded",
                n_announced=row.claim_kind in ANNOUNCEMENTS,
                n_assumed_due=row.due_assumed,
                n_recorded_day=is_recorded_day,
                n_early=is_early,
            )
            point = points[kind] = _Point(_cell_key(row), int(row.outcome == "yes"), flags)
        return point

    return point_of


def _cell_key(row: ScoringRow) -> CellKey:
    if row.probability is None:
        raise ValueError(f"forecast {row.forecast} has no probability to score")
    p = probability_key(row.probability)
    if row.method != "worded" or row.low is None or row.high is None:
        return CellKey(p, p, p)
    return CellKey(p, probability_key(row.low), probability_key(row.high))


def _phrase_key(row: ScoringRow) -> PhraseKey:
    if row.method != "worded" or row.wording is None:
        return PhraseKey("", "", None, None)
    if row.low is None or row.high is None:
        return PhraseKey(row.wording.casefold(), row.said, None, None)
    low, high = probability_key(row.low), probability_key(row.high)
    return PhraseKey(row.wording.casefold(), row.said, low, high)
