"""The engine in plain Python: forecasts in, the small tables of integers out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from forecastctl.scoring.batch import Batch, Events, points_in
from forecastctl.scoring.common import looked_at
from forecastctl.scoring.grouping import row_keys, same_rows
from forecastctl.scoring.point import Point, phrase_key, point_finder
from forecastctl.scoring.shared import Opponent, SharedQuestions
from forecastctl.scoring.tables import (
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


def build_tables(rows: Iterable[ScoringRow], selection: Selection) -> ScoringTables:
    """Group the forecasts that are looked at. The result does not depend on the order of `rows`."""
    return build_tables_in_blocks([rows], selection)


def build_tables_in_blocks(
    blocks: Iterable[Iterable[ScoringRow]], selection: Selection
) -> ScoringTables:
    """The same of rows that come in blocks, those on one question together in one of them."""
    judged, n_common = looked_at(blocks, selection)
    batches = _Batches(selection, n_common)
    known, label_of, learn_event = batches.known, batches.label_of, batches.events.learn
    point_of = point_finder(selection)
    for row, reason in judged:
        batch = known.get(label_of(row)) or batches.begin(row)
        if reason is None:
            batch.points.append(point_of(row))
            batch.questions.append(row.question)
            if row.event:
                learn_event(row)
        else:
            batch.excluded.append(reason)
    return batches.tables()


class _Batches:
    """All batches of a report, by what their forecasts have in common, and where they count."""

    def __init__(self, selection: Selection, n_common: int | None) -> None:
        self.known: dict[object, Batch] = {}
        self.label_of = same_rows(selection.by)
        self.events = Events()
        self._keys_of = row_keys(selection.by)
        self._selection = selection
        self._n_common = n_common
        self._total: list[Batch] = []
        self._rows: defaultdict[tuple[str, str], list[Batch]] = defaultdict(list)
        self._phrases: defaultdict[PhraseKey, list[Batch]] = defaultdict(list)

    def begin(self, row: ScoringRow) -> Batch:
        """A batch for forecasts like this one."""
        batch = self.known[self.label_of(row)] = Batch(row.source)
        for key in self._keys_of(row):
            self._rows[key].append(batch)
        if self._selection.by is GroupBy.WORDING:
            self._phrases[phrase_key(row)].append(batch)
        if not self._selection.sources or row.source in self._selection.sources:
            self._total.append(batch)
        return batch

    def tables(self) -> ScoringTables:
        batches = list(self.known.values())
        shared = SharedQuestions(batches, self.events)
        against = self._selection.against
        opponent = Opponent(against, batches, self.events) if against is not None else None
        phrases = {key: self._phrase_table(batches) for key, batches in self._phrases.items()}
        return ScoringTables(
            rows={
                RowKey(*key): self._row_table(batches, shared, opponent)
                for key, batches in self._rows.items()
            },
            phrases={key: table for key, table in phrases.items() if table.count.n},
            total=self._total_table(),
            n_common=self._n_common,
        )

    def _row_table(
        self, batches: Sequence[Batch], shared: SharedQuestions, opponent: Opponent | None
    ) -> RowTable:
        points = Counter(points_in(batches))
        return RowTable(
            cells=_cells(points),
            excluded=_excluded(batches),
            clusters=_cluster_sums(self.events.clusters(batches), points_in(batches)),
            peers=shared.peer_sums(batches),
            paired=opponent.pairs(batches) if opponent else None,
            **_flag_counts(points),
        )

    def _total_table(self) -> TotalTable:
        points = Counter(points_in(self._total))
        return TotalTable(
            cells=_cells(points),
            excluded=_excluded(self._total),
            n_clusters=len(set(self.events.clusters(self._total))),
            **_flag_counts(points),
        )

    def _phrase_table(self, batches: Sequence[Batch]) -> PhraseTable:
        points = list(points_in(batches))
        clusters = set(self.events.clusters(batches))
        count = Count(len(points), sum(point.is_yes for point in points))
        return PhraseTable(count=count, n_clusters=len(clusters))


def _cells(points: Mapping[Point, int]) -> dict[CellKey, Count]:
    cells: dict[CellKey, Count] = {}
    for point, m in points.items():
        cell = point.cell
        held = cells.get(cell)
        k = m if point.is_yes else 0
        cells[cell] = _count(m, k) if held is None else _count(held.n + m, held.k + k)
    return cells


_count = lru_cache(maxsize=1 << 12)(Count)
"""Most counts are small and the same: sharing them saves the time of making and tracking them."""


def _cluster_sums(names: Iterable[str], points: Iterable[Point]) -> dict[str, ClusterSums]:
    clusters, sums = list(names), list(map(_sums_of, points))
    single = dict(zip(clusters, sums, strict=True))
    if len(single) == len(clusters):
        return single
    shared: dict[str, ClusterSums] = {}
    for cluster, own in zip(clusters, sums, strict=True):
        held = shared.get(cluster)
        shared[cluster] = own if held is None else _sum(held, own)
    return shared


_sums_of = attrgetter("sums")


def _sum(a: ClusterSums, b: ClusterSums) -> ClusterSums:
    return ClusterSums(
        a.n + b.n, a.k + b.k, a.sum_d + b.sum_d, a.sum_w + b.sum_w, a.sum_e + b.sum_e
    )


def _excluded(batches: Sequence[Batch]) -> dict[Reason, int]:
    reasons = Counter(chain.from_iterable(batch.excluded for batch in batches))
    return dict.fromkeys(Reason, 0) | reasons


def _flag_counts(points: Mapping[Point, int]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for point, m in points.items():
        for name in point.flags:
            counts[name] += m
    return counts
