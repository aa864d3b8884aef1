"""One row of the report: every statistic of one source, or why it cannot be shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from forecastctl.scoring.interval import Interval, brier_loss, cut, loss_interval
from forecastctl.scoring.rates import mean_probability, n_right, wilson
from forecastctl.scoring.skill import Reference, reference_brier, skill
from forecastctl.scoring.tables import Reason, RowKey, RowTable
from forecastctl.scoring.verdict import MIN_FORECASTS, Verdict, verdict_of, verdict_words

FEW_CLUSTERS = 10
"""Below this many independent events a row with shared events is marked."""

HIT_RATE_LEVEL = 0.95

NOTHING_SCORED = "nothing scored"
FEW_FORECASTS = f"fewer than {MIN_FORECASTS} forecasts"
ONE_EVENT = "fewer than 2 independent events"
PERFECT_REFERENCE = "the reference is never wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """How a source is called, and whether it is an unnamed speaker: those come after the others."""

    name: str
    is_anonymous: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The statistics of a row, each None where the row is too small for it."""

    brier: float | None = None
    brier_ci: Interval | None = None
    hit_rate: float | None = None
    hit_rate_ci: Interval | None = None
    base_rate: float | None = None
    mean_p: float | None = None
    bias: float | None = None
    skill: float | None = None
    excess: float | None = None
    excess_ci: Interval | None = None


def score_row(table: RowTable, reference: Reference) -> Scores:
    """All statistics of a row against this reference."""
    if not table.cells:
        return Scores()
    loss = brier_loss(table.cells)
    clusters = table.clusters.values()
    base_rate = loss.k / loss.n
    rate = reference.rate_for(base_rate)
    brier, brier_reference = loss.mean, reference_brier(base_rate, rate)
    brier_ci = loss_interval(loss, clusters)
    right = n_right(table.cells)
    mean_p = mean_probability(table.cells)
    is_enough = loss.n >= MIN_FORECASTS
    return Scores(
        brier=brier,
        brier_ci=brier_ci and cut(brier_ci),
        hit_rate=right / loss.n,
        hit_rate_ci=wilson(right, loss.n, HIT_RATE_LEVEL),
        base_rate=base_rate,
        mean_p=mean_p,
        bias=mean_p - base_rate,
        skill=skill(brier, brier_reference) if is_enough else None,
        excess=brier - brier_reference if is_enough else None,
        excess_ci=loss_interval(loss.minus(rate), clusters, rate) if is_enough else None,
    )


def source_report(
    key: RowKey, table: RowTable, info: SourceInfo, reference: Reference
) -> SourceReport:
    """The row as it is reported."""
    scores = score_row(table, reference)
    n = table.n
    n_yes = sum(count.k for count in table.cells.values())
    verdict = verdict_of(
        n=n,
        n_yes=n_yes,
        n_clusters=len(table.clusters),
        excess_ci=scores.excess_ci,
    )
    return SourceReport(
        source=key.name,
        group=key.group or None,
        n=n,
        n_clusters=len(table.clusters),
        n_yes=n_yes,
        n_worded=table.n_worded,
        n_announced=table.n_announced,
        excluded=table.excluded,
        brier=scores.brier,
        brier_ci=scores.brier_ci,
        verbal=table.n_worded > 0,
        hit_rate=scores.hit_rate,
        hit_rate_ci=scores.hit_rate_ci,
        base_rate=scores.base_rate,
        mean_p=scores.mean_p,
        bias=scores.bias,
        skill=scores.skill,
        skill_reference=reference.code,
        excess=scores.excess,
        excess_ci=scores.excess_ci,
        verdict=verdict,
        hidden=_hidden(n, len(table.clusters), scores),
        name=info.name,
        is_anonymous=info.is_anonymous,
        verdict_words=verdict_words(verdict, reference),
    )


def _hidden(n: int, n_clusters: int, scores: Scores) -> dict[str, str]:
    """Why each statistic that is None is None."""
    if n == 0:
        return {name: NOTHING_SCORED for name in Scores.__dataclass_fields__}
    hidden: dict[str, str] = {}
    if n_clusters < 2:
        hidden |= dict.fromkeys(("brier_ci", "excess_ci"), ONE_EVENT)
    if n < MIN_FORECASTS:
        hidden |= dict.fromkeys(("skill", "excess", "excess_ci"), FEW_FORECASTS)
    elif scores.skill is None:
        hidden["skill"] = PERFECT_REFERENCE
    return hidden
