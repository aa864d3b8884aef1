"""The report: one row of statistics for each source, in the order in which they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from forecastctl.scoring.interval import Interval
from forecastctl.scoring.phrases import Phrase
from forecastctl.scoring.skill import BASE, Reference
from forecastctl.scoring.tables import GroupBy, Reason, Use
from forecastctl.scoring.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """How a source is called, and whether it is a named one: anonymous ones come last."""

    name: str
    is_anonymous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What does not change which forecasts are scored."""

    reference: Reference = BASE
    seed: int = 1
    draws: int = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """One row. Up to `hidden` the fields are the keys of its JSON, unrounded.

    A statistic that cannot be shown is None and has its reason under `hidden`. `group` is None
    where rows are not split; `source` is an id, or the name that stands instead of one.
    """

    source: str
    group: str | None
    n: int
    n_clusters: int
    n_yes: int
    n_worded: int
    n_announced: int
    excluded: Mapping[Reason, int]
    brier: float | None
    brier_ci: Interval | None
    verbal: bool
    hit_rate: float | None
    hit_rate_ci: Interval | None
    base_rate: float | None
    mean_p: float | None
    bias: float | None
    skill: float | None
    skill_reference: str
    excess: float | None
    excess_ci: Interval | None
    verdict: Verdict
    hidden: Mapping[str, str]
    name: str
    is_anonymous: bool
    verdict_words: str

    @property
    def n_excluded(self) -> int:
        """How many forecasts of the row were left out, for whatever reason."""
        return sum(self.excluded.values())

    @property
    def has_shared_events(self) -> bool:
        """True where questions share a fate, so that `n_clusters` belongs beside `n`."""
        return self.n_clusters < self.n

    @property
    def has_few_events(self) -> bool:
        """True where the row earns the mark "few independent events"."""
        return self.has_shared_events and self.n_clusters < FEW_CLUSTERS


FEW_CLUSTERS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report. Up to `footnotes` the fields are the keys of its JSON.

    Where `by` is wording the rows are `phrases` and `sources` is empty, else the other way round.
    `excluded` and `n` count every forecast once. `first_lines` are to be printed above the table.
    """

    today: date
    use: Use
    include_early: bool
    method: tuple[str, ...] | None
    without: tuple[str, ...]
    since: date | None
    until: date | None
    by: GroupBy
    reference: str
    seed: int
    draws: int
    excluded: Mapping[Reason, int]
    sources: tuple[SourceReport, ...]
    phrases: tuple[Phrase, ...]
    footnotes: tuple[str, ...]
    common: bool = False
    n: int
    n_early: int
    first_lines: tuple[str, ...]
    reference_words: str
