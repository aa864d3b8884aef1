"""Which of two sources did better on the questions that both answered."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from forecastctl.frozen import frozen
from forecastctl.scoring.bounds import brier_bounds
from forecastctl.scoring.columns import columns_of
from forecastctl.scoring.decomposition import Decomposition, decompose_brier, pool
from forecastctl.scoring.footnotes import comparison_footnotes
from forecastctl.scoring.interval import Interval, brier_loss
from forecastctl.scoring.multiplicity import ALPHA
from forecastctl.scoring.paired import (
    Paired,
    SignFlips,
    TTest,
    cells_of,
    paired_losses,
    sign_flips,
    t_test,
)
from forecastctl.scoring.report import first_lines
from forecastctl.scoring.row import SourceInfo
from forecastctl.scoring.tables import (
    CellKey,
    Count,
    PairTable,
    RowKey,
    ScoringTables,
    Selection,
    Use,
)
from forecastctl.scoring.verdict import MIN_FORECASTS, Verdict

LEVEL = 0.95

MIN_CLUSTERS = 6
"""Below this many independent events no pattern of signs is rarer than 5%."""


@frozen
class Comparison(TTest, SignFlips):
    """A against B. With those of both tests, up to `footnotes` the fields are the keys of its JSON.

    `mean_diff` is the loss of A minus that of B: below 0, A did better; so with its parts, the
    differences of miscalibration and discrimination. `robust`: whether the order stays, however
    the words of both are read. What is None has its reason under `hidden`. `first_lines` are to be
    printed above, `sentence` says it all.
    """

    today: date
    use: Use
    a: str
    b: str
    n_common: int
    n_only_a: int
    n_only_b: int
    n_clusters: int
    n_worded: int
    brier_a: float
    brier_b: float
    mean_diff: float
    level: float
    seed: int
    d_miscalibration: float | None
    d_discrimination: float | None
    robust: bool | None
    verdict: Verdict
    hidden: Mapping[str, str]
    footnotes: tuple[str, ...]
    first_lines: tuple[str, ...]
    name_a: str
    name_b: str
    depends_on_reading: bool


class Side(NamedTuple):
    """One of the two on the common questions."""

    brier: float
    parts: Decomposition
    bounds: Interval


def build_comparison(
    tables: ScoringTables,
    selection: Selection,
    pair: tuple[str, str],
    sources: Mapping[str, SourceInfo],
    seed: int,
) -> Comparison | None:
    """A against B, from tables in which A is paired with B; None without a common question."""
    first, second = (tables.rows.get(RowKey(id, "")) for id in pair)
    if not (first and second and first.paired and first.paired.pairs):
        return None
    found = _find(first.paired, pair, seed)
    n, n_clusters = found.paired.n, len(found.paired.clusters)
    return Comparison(
        today=selection.today,
        use=selection.use,
        a=pair[0],
        b=pair[1],
        n_common=n,
        n_only_a=first.n - n,
        n_only_b=second.n - n,
        n_clusters=n_clusters,
        n_worded=first.paired.n_worded,
        brier_a=found.a.brier,
        brier_b=found.b.brier,
        mean_diff=found.paired.mean,
        level=LEVEL,
        seed=seed,
        d_miscalibration=found.d_miscalibration,
        d_discrimination=found.d_discrimination,
        robust=found.robust,
        verdict=Verdict.NO_CALL if found.depends_on_reading else found.verdict,
        hidden=_hidden(found),
        footnotes=comparison_footnotes(n, n_clusters, first.paired.n_worded, _seed(found, seed)),
        first_lines=first_lines(tables, selection),
        name_a=_name(pair[0], sources),
        name_b=_name(pair[1], sources),
        depends_on_reading=found.depends_on_reading,
        **vars(found.test),
        **vars(found.flips),
    )


class Found(NamedTuple):
    """What the questions in common say. `verdict` leaves the reading of words aside."""

    paired: Paired
    test: TTest
    flips: SignFlips
    a: Side
    b: Side
    robust: bool | None
    verdict: Verdict

    @property
    def d_miscalibration(self) -> float | None:
        """The miscalibration of A minus that of B, from ten questions on."""
        if self.paired.n < MIN_FORECASTS:
            return None
        return self.a.parts.miscalibration - self.b.parts.miscalibration

    @property
    def d_discrimination(self) -> float | None:
        """The same of the discrimination."""
        if self.paired.n < MIN_FORECASTS:
            return None
        return self.a.parts.discrimination - self.b.parts.discrimination

    @property
    def depends_on_reading(self) -> bool:
        """True where another reading of the words could turn the order round."""
        return self.robust is False and self.verdict in (Verdict.BETTER, Verdict.WORSE)


def _find(table: PairTable, pair: tuple[str, str], seed: int) -> Found:
    paired = paired_losses(table)
    a = _side(cells_of((key.own, count) for key, count in table.pairs.items()))
    b = _side(cells_of((key.other, count) for key, count in table.pairs.items()))
    first, second = sorted(pair)
    flips = sign_flips([loss.total for loss in paired.clusters], seed, f"flip:{first}:{second}")
    robust = _is_robust(a.bounds, b.bounds) if table.n_worded else None
    verdict = _verdict(paired, flips.p_signflip)
    return Found(paired, t_test(paired, LEVEL), flips, a, b, robust, verdict)


def _side(cells: Mapping[CellKey, Count]) -> Side:
    columns = columns_of(cells)
    brier = brier_loss(columns).mean
    parts = decompose_brier(columns, pool(columns.ns, columns.ks), brier)
    return Side(brier, parts, brier_bounds(cells))


def _verdict(paired: Paired, p_signflip: float) -> Verdict:
    """The first rule that applies: too few, better or worse, no call."""
    if paired.n < MIN_FORECASTS or len(paired.clusters) < MIN_CLUSTERS:
        return Verdict.TOO_FEW
    if p_signflip > ALPHA or paired.mean == 0:
        return Verdict.NO_CALL
    return Verdict.BETTER if paired.mean < 0 else Verdict.WORSE


def _is_robust(a: Interval, b: Interval) -> bool:
    """True where the bounds of the one lie wholly below those of the other."""
    return a.high < b.low or b.high < a.low


def _name(id: str, sources: Mapping[str, SourceInfo]) -> str:
    return sources[id].name if id in sources else id


def _seed(found: Found, seed: int) -> int | None:
    """The seed, where anything was drawn with it."""
    return seed if found.flips.signflip_draws else None


def _hidden(found: Found) -> dict[str, str]:
    hidden: dict[str, str] = {}
    if found.test.se_cluster is None:
        why = "fewer than 2 independent events"
        hidden |= dict.fromkeys(("se_cluster", "ci", "t", "df", "p_t"), why)
    elif found.test.t is None:
        hidden["t"] = "all events differ alike"
    if found.paired.n < MIN_FORECASTS:
        why = f"fewer than {MIN_FORECASTS} questions in common"
        hidden |= dict.fromkeys(("d_miscalibration", "d_discrimination"), why)
    if found.robust is None:
        hidden["robust"] = "nothing worded"
    if found.flips.signflip_draws is None:
        hidden["signflip_draws"] = "all sign patterns were used"
    return hidden
