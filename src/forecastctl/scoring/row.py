"""One row of the report: every statistic of one source, or why it cannot be shown."""

from collections.abc import Mapping
from typing import NamedTuple

from forecastctl.frozen import frozen
from forecastctl.scoring.calls import Called, CallScores
from forecastctl.scoring.direction import CalibrationCall
from forecastctl.scoring.measure import ONLY_IN_FULL, Measured, OwnScores, why_not_measured
from forecastctl.scoring.skill import Reference
from forecastctl.scoring.standing import PeerScores, Placed
from forecastctl.scoring.tables import Reason, RowKey, RowTable
from forecastctl.scoring.trend import Trend
from forecastctl.scoring.verdict import Verdict, verdict_of, verdict_words

FEW_CLUSTERS = 10
"""Below this many independent events a row with shared events is marked."""


@frozen
class SourceInfo:
    """How a source is called, and whether it is an unnamed speaker: those come after the others."""

    name: str
    is_anonymous: bool = False


@frozen
class SourceReport(OwnScores, CallScores, PeerScores):
    """One row. All fields up to `hidden`, with those of the scores, are the keys of its JSON.

    A statistic that cannot be shown is None and has its reason under `hidden`. `group` is None
    where rows are not split; `source` is an id, or the name that stands instead of one.
    `n_ranked` is how many sources the rank range is out of.
    """

    source: str
    group: str | None
    n: int
    n_clusters: int
    n_yes: int
    n_worded: int
    n_announced: int
    excluded: Mapping[Reason, int]
    verbal: bool
    skill_reference: str
    verdict: Verdict
    trend: Trend | None = None
    hidden: Mapping[str, str]
    name: str
    is_anonymous: bool
    verdict_words: str
    n_ranked: int = 0

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


class Findings(NamedTuple):
    """What the steps of a report found out about one row."""

    measured: Measured | None
    called: Called
    placed: Placed
    trend: Trend | None


def source_report(
    key: RowKey, table: RowTable, info: SourceInfo, reference: Reference, found: Findings
) -> SourceReport:
    """The row as it is reported."""
    measured, called, placed = found.measured, found.called, found.placed
    verdict = row_verdict(measured)
    words = verdict_words(verdict, reference)
    if reference.source is not None and key.name == reference.source:
        words = "the reference itself"
    return SourceReport(
        source=key.name,
        group=key.group or None,
        n=table.n,
        n_clusters=len(table.clusters),
        n_yes=measured.columns.k if measured else 0,
        n_worded=table.n_worded,
        n_announced=table.n_announced,
        excluded=table.excluded,
        verbal=table.n_worded > 0,
        skill_reference=reference.code,
        verdict=verdict,
        trend=found.trend,
        hidden=_hidden(found),
        name=info.name,
        is_anonymous=info.is_anonymous,
        verdict_words=", ".join([words, *_call_words(called.scores.calibration_call)]),
        n_ranked=placed.n_ranked,
        **vars(measured.scores if measured else OwnScores()),
        **vars(called.scores),
        **vars(placed.scores),
    )


def row_verdict(measured: Measured | None) -> Verdict:
    """Better or worse than the reference, or neither."""
    if measured is None:
        return Verdict.TOO_FEW
    return verdict_of(
        n=measured.against.n,
        n_yes=measured.columns.k,
        n_no=measured.columns.n - measured.columns.k,
        n_clusters=measured.against.n_clusters,
        excess_ci=measured.scores.excess_ci,
    )


def _call_words(call: CalibrationCall | None) -> list[str]:
    return [] if call in (None, CalibrationCall.NONE) else [str(call)]


def _hidden(found: Findings) -> dict[str, str]:
    hidden = {**why_not_measured(found.measured), **found.called.hidden, **found.placed.hidden}
    if found.trend is None:
        hidden["trend"] = ONLY_IN_FULL
    return hidden
