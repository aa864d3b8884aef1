"""The engine in plain Python: forecasts in, the small tables of integers out."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import floor, sqrt
from operator import attrgetter, itemgetter

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
    batches = _Batches(selection)
    known, label_of = batches.known, batches.label_of
    point_of = _point_finder(selection)
    for row, reason in judge(rows, selection):
        batch = known.get(label_of(row)) or batches.begin(row)
        if reason is None:
            batch.points.append(point_of(row))
            batch.clusters.append(row.event or row.question)
        else:
            batch.excluded.append(reason)
    return batches.tables()


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


class _Point:
    """What forecasts of one sort have in common. Compared by identity: a quick key."""

    __slots__ = ("cell", "flags", "is_yes", "sums")

    def __init__(self, cell: CellKey, is_yes: int, flags: Mapping[str, int]) -> None:
        self.cell = cell
        self.is_yes = is_yes
        self.flags = {name: flag for name, flag in flags.items() if flag}
        self.sums = scaled_losses(cell.p, is_yes)


class _Batch:
    """Forecasts that count in the same rows: the scored ones as two lists, the others by reason."""

    __slots__ = ("clusters", "excluded", "points")

    def __init__(self) -> None:
        self.points: list[_Point] = []
        self.clusters: list[str] = []
        self.excluded: list[Reason] = []


class _Batches:
    """All batches of a report, by what their forecasts have in common, and where they count."""

    def __init__(self, selection: Selection) -> None:
        self.known: dict[object, _Batch] = {}
        self.label_of = same_rows(selection.by)
        self._keys_of = row_keys(selection.by)
        self._is_by_wording = selection.by is GroupBy.WORDING
        self._in_view = selection.sources
        self._total: list[_Batch] = []
        self._rows: defaultdict[tuple[str, str], list[_Batch]] = defaultdict(list)
        self._phrases: defaultdict[PhraseKey, list[_Batch]] = defaultdict(list)

    def begin(self, row: ScoringRow) -> _Batch:
        """A batch for forecasts like this one."""
        batch = self.known[self.label_of(row)] = _Batch()
        for key in self._keys_of(row):
            self._rows[key].append(batch)
        if self._is_by_wording:
            self._phrases[_phrase_key(row)].append(batch)
        if not self._in_view or row.source in self._in_view:
            self._total.append(batch)
        return batch

    def tables(self) -> ScoringTables:
        phrases = {key: _phrase_table(batches) for key, batches in self._phrases.items()}
        return ScoringTables(
            rows={RowKey(*key): _row_table(batches) for key, batches in self._rows.items()},
            phrases={key: table for key, table in phrases.items() if table.count.n},
            total=_total_table(self._total),
        )


def _row_table(batches: Sequence[_Batch]) -> RowTable:
    points = Counter(chain.from_iterable(batch.points for batch in batches))
    return RowTable(
        cells=_cells(points),
        excluded=_excluded(batches),
        clusters=_cluster_sums(batches),
        **_flag_counts(points),
    )


def _total_table(batches: Sequence[_Batch]) -> TotalTable:
    points = Counter(chain.from_iterable(batch.points for batch in batches))
    return TotalTable(
        cells=_cells(points),
        excluded=_excluded(batches),
        n_clusters=len(set(chain.from_iterable(batch.clusters for batch in batches))),
        **_flag_counts(points),
    )


def _phrase_table(batches: Sequence[_Batch]) -> PhraseTable:
    points = [point for batch in batches for point in batch.points]
    clusters = {cluster for batch in batches for cluster in batch.clusters}
    count = Count(len(points), sum(point.is_yes for point in points))
    return PhraseTable(count=count, n_clusters=len(clusters))


def _cells(points: Mapping[_Point, int]) -> dict[CellKey, Count]:
    cells: dict[CellKey, Count] = {}
    for point, m in points.items():
        cell = point.cell
        held = cells.get(cell)
        k = m if point.is_yes else 0
        cells[cell] = _count(m, k) if held is None else _count(held.n + m, held.k + k)
    return cells


_count = lru_cache(maxsize=1 << 12)(Count)
"""Most counts are small and the same: sharing them saves the time of making and tracking them."""


def _cluster_sums(batches: Sequence[_Batch]) -> dict[str, ClusterSums]:
    points = chain.from_iterable(batch.points for batch in batches)
    clusters = list(chain.from_iterable(batch.clusters for batch in batches))
    single = dict(zip(clusters, map(_sums_of, points), strict=True))
    if len(single) == len(clusters):
        return single
    sums: dict[str, ClusterSums] = {}
    for batch in batches:
        for cluster, point in zip(batch.clusters, batch.points, strict=True):
            held = sums.get(cluster)
            sums[cluster] = point.sums if held is None else _sum(held, point.sums)
    return sums


_sums_of = attrgetter("sums")


def _sum(a: ClusterSums, b: ClusterSums) -> ClusterSums:
    return ClusterSums(
        a.n + b.n, a.k + b.k, a.sum_d + b.sum_d, a.sum_w + b.sum_w, a.sum_e + b.sum_e
    )


def _excluded(batches: Sequence[_Batch]) -> dict[Reason, int]:
    reasons = Counter(chain.from_iterable(batch.excluded for batch in batches))
    return dict.fromkeys(Reason, 0) | reasons


def _flag_counts(points: Mapping[_Point, int]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for point, m in points.items():
        for name in point.flags:
            counts[name] += m
    return counts


def _point_finder(selection: Selection) -> Callable[[ScoringRow], _Point]:
    """A function that gives each scored forecast its point, made once for each sort of them."""
    today = selection.today.isoformat()
    include_early = selection.include_early
    points: dict[tuple[object, ...], _Point] = {}

    def point_of(row: ScoringRow) -> _Point:
        kind = _kind_of(row)
        is_early = include_early and (row.due is None or today < row.due)
        is_recorded_day = row.happened_on is None and row.recorded_on is not None
        if is_early or is_recorded_day:
            kind += (is_early, is_recorded_day)
        point = points.get(kind)
        if point is None:
            flags = {
                "n_worded": row.method == "worded",
                "n_announced": row.claim_kind in ANNOUNCEMENTS,
                "n_assumed_due": row.due_assumed,
                "n_recorded_day": is_recorded_day,
                "n_early": is_early,
            }
            point = points[kind] = _Point(_cell_key(row), int(row.outcome == "yes"), flags)
        return point

    return point_of


_KIND = ("probability", "low", "high", "method", "claim_kind", "due_assumed", "outcome")
_kind_of = itemgetter(*map(ScoringRow._fields.index, _KIND))


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
