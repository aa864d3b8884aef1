"""The seam between ledger and statistics: what is looked at, and the small tables that result.

Any engine that can GROUP BY can deliver `ScoringTables`. All columns are integers, so results do
not depend on row order, engine or number of threads.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from forecastctl.frozen import frozen

SCALE = 10**12
"""Probabilities and losses are integers on this scale (`P = round(p * SCALE)`)."""


class Use(StrEnum):
    """Which forecast of a source on a question is scored."""

    LAST = "last"
    FIRST = "first"


class GroupBy(StrEnum):
    """What the rows of a report are (`--by`)."""

    SOURCE = "source"
    WORDING = "wording"
    VIA = "via"
    PUBLISHER = "publisher"
    PARENT = "parent"
    TAG = "tag"
    SOURCE_KIND = "source-kind"
    CLAIM_KIND = "claim-kind"
    HORIZON = "horizon"
    QUARTER = "quarter"


class Reason(StrEnum):
    """Why a forecast is left out; the first that applies, in this order."""

    NO_PROBABILITY = "no_probability"
    JUDGED = "judged"
    CLAIM_KIND = "claim_kind"
    VOID = "void"
    OPEN = "open"
    NO_DUE = "no_due"
    NOT_DUE = "not_due"
    AFTER_OUTCOME = "after_outcome"
    AFTER_CLOSE = "after_close"
    SUPERSEDED = "superseded"


@frozen
class Selection:
    """Which forecasts are looked at, which of them are scored, and how they are grouped.

    `method` None is the default: stated and worded together, judged left out; an empty tuple of
    methods is not allowed; "all" is all three. `since` and `until` bound the due day, inclusive.
    `sources` are the ids named with -s, empty for all. Where rows are sources, the others are still
    grouped (a comparison may need them) but do not enter `total`; where rows are phrases or other
    names, only forecasts of these sources are looked at. `common` looks only at questions on which
    all of `sources` (empty: all that have any) have a scored forecast. `against` is the id of a
    source that every row is paired with.
    """

    today: date
    use: Use = Use.LAST
    include_early: bool = False
    method: tuple[str, ...] | None = None
    without: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    by: GroupBy = GroupBy.SOURCE
    sources: frozenset[str] = frozenset()
    common: bool = False
    against: str | None = None


class ScoringRow(NamedTuple):
    """One forecast, as scoring sees it. Days are ISO text; ids are opaque.

    `order` ranks the forecasts of one source on one question made on the same day: larger is
    later. `recorded_on` is the UTC day on which the outcome was recorded. `groups` are the names
    that the forecast belongs to under `via`, `publisher`, `parent`, `tag` or `source-kind`, empty
    for none; the engine finds the other groups in the other columns and ignores this one.
    """

    forecast: str
    question: str
    source: str
    probability: float | None
    low: float | None
    high: float | None
    wording: str | None
    method: str
    said: str
    claim_kind: str | None
    made: str
    order: tuple[str, int]
    is_binary: bool
    due: str | None
    due_assumed: bool
    event: str | None
    outcome: str | None
    happened_on: str | None
    recorded_on: str | None
    groups: tuple[str, ...]


class RowKey(NamedTuple):
    """A row of the report: a source (or a name instead of it), and a group or ''."""

    name: str
    group: str


class CellKey(NamedTuple):
    """A probability on SCALE, and the range it was meant in (`low == high == p` for numbers)."""

    p: int
    low: int
    high: int


class PhraseKey(NamedTuple):
    """A row of the phrase table. `phrase` is case folded.

    Plain numbers make the row ('', '', None, None); a phrase without a known range has None too.
    """

    phrase: str
    said: str
    low: int | None
    high: int | None


class Count(NamedTuple):
    """n forecasts of which k came true."""

    n: int
    k: int


class ClusterSums(NamedTuple):
    """Integer sums over the forecasts of one row in one cluster, losses on SCALE.

    `sum_d` adds (p-y)^2; `sum_w` (y-p)(1-2p) and `sum_e` |1-2p| sqrt(p(1-p)) are the terms of
    Spiegelhalter's Z and of its largest spread inside a cluster.
    """

    n: int
    k: int
    sum_d: int
    sum_w: int
    sum_e: int


class PeerSums(NamedTuple):
    """Integer sums over the shared questions of one row in one cluster, on SCALE.

    Shared are questions with forecasts of two sources or more. `sum_x` adds the source's own loss
    minus the mean loss of the others, `sum_v` the variance of the losses on the question.
    """

    n: int
    sum_x: int
    sum_v: int


class PairKey(NamedTuple):
    """What two sources said on a question of this cluster: the row's, then the other one's."""

    cluster: str
    own: CellKey
    other: CellKey


@frozen
class PairTable:
    """The questions that a row shares with one named source; in `n_worded` one of them used words.

    Every pair is one question, so k counts those that came true.
    """

    pairs: Mapping[PairKey, Count]
    n_worded: int

    @property
    def n(self) -> int:
        """How many questions are shared."""
        return sum(count.n for count in self.pairs.values())


@frozen
class Table:
    """What the statistics need of some forecasts: the scored ones by cell, the others by reason.

    `n_recorded_day` counts scored forecasts where the day of recording stands in for the day on
    which it happened, `n_early` those scored before their due day or without one.
    """

    cells: Mapping[CellKey, Count]
    excluded: Mapping[Reason, int]
    n_worded: int = 0
    n_announced: int = 0
    n_assumed_due: int = 0
    n_recorded_day: int = 0
    n_early: int = 0

    @property
    def n(self) -> int:
        """How many forecasts are scored."""
        return sum(count.n for count in self.cells.values())


@frozen
class RowTable(Table):
    """One row of the report. `peers` are by cluster; `paired` is there where it was asked for."""

    clusters: Mapping[str, ClusterSums]
    peers: Mapping[str, PeerSums]
    paired: PairTable | None = None


@frozen
class TotalTable(Table):
    """All forecasts in view, each counted once; `n_clusters` of the scored ones."""

    n_clusters: int


@frozen
class PhraseTable:
    """How often a phrase was used and its positive event happened, over how many clusters."""

    count: Count
    n_clusters: int


@frozen
class ScoringTables:
    """What an engine delivers. Mappings may be in any order: sums over them are exact.

    `total` differs from the sum of the rows where a forecast counts in several of them. `phrases`
    are there where rows are phrases, `rows` in all other cases. `n_common` is the number of
    questions that a selection of common ones left, None where there was none.
    """

    rows: Mapping[RowKey, RowTable]
    phrases: Mapping[PhraseKey, PhraseTable]
    total: TotalTable
    n_common: int | None = None
