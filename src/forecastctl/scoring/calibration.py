"""How often things happened where a given probability was stated."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate, islice
from operator import mul

from forecastctl.frozen import frozen
from forecastctl.scoring.columns import Columns, columns_of
from forecastctl.scoring.decomposition import pool
from forecastctl.scoring.draws import added, band, draw_counts
from forecastctl.scoring.footnotes import calibration_footnotes
from forecastctl.scoring.interval import Interval
from forecastctl.scoring.rates import wilson
from forecastctl.scoring.report import first_lines
from forecastctl.scoring.row import SourceInfo
from forecastctl.scoring.tables import SCALE, Reason, ScoringTables, Selection, Use


@frozen
class CalibrationOptions:
    """How many bins, and the level of their intervals."""

    bins: int = 10
    level: float = 0.9
    seed: int = 1
    draws: int = 999

    def __post_init__(self) -> None:
        if self.bins < 1:
            raise ValueError(f"bins: {self.bins} is not a number of bins; 1 is the least")
        if not 0.5 <= self.level <= 0.999:
            raise ValueError(f"level: {self.level * 100:g}% is outside of 50% to 99.9%")


@frozen
class Bin:
    """Forecasts with a probability from `low` up to `high`; the fields are the keys of its JSON.

    `band` is where the rate of a calibrated source would lie, None where questions share events.
    `misses`: the interval `ci` of the observed rate does not contain the mean stated probability.
    """

    low: float
    high: float
    n: int
    k: int
    mean_p: float
    rate: float
    ci: Interval
    band: Interval | None
    misses: bool

    @property
    def label(self) -> str:
        """The range as it is printed, such as 40-50%."""
        digits = 0 if all(_is_whole(100 * end) for end in (self.low, self.high)) else 1
        return f"{100 * self.low:.{digits}f}-{100 * self.high:.{digits}f}%"


@frozen
class Step:
    """A level piece of the calibration curve: k of n came true from p = `low` to p = `high`."""

    low: float
    high: float
    n: int
    k: int


@frozen
class Calibration:
    """The strip of bins and what it rests on. Empty bins are absent.

    `curve` is what isotonic regression makes of the single forecasts; bins are only points of it.
    Up to `footnotes` the fields are the keys of the JSON. `first_lines` and `sentence` are to be
    printed above the strip.
    """

    today: date
    use: Use
    sources: tuple[str, ...]
    n: int
    n_clusters: int
    n_worded: int
    bins_wanted: int
    level: float
    seed: int
    draws: int
    excluded: Mapping[Reason, int]
    bins: tuple[Bin, ...]
    curve: tuple[Step, ...]
    footnotes: tuple[str, ...]
    first_lines: tuple[str, ...]
    sentence: str | None


def build_calibration(
    tables: ScoringTables,
    selection: Selection,
    sources: Mapping[str, SourceInfo],
    options: CalibrationOptions,
) -> Calibration:
    """The calibration of everything in view: of the sources named in the selection, or of all."""
    total = tables.total
    names = tuple(sorted(selection.sources))
    columns = columns_of(total.cells) if total.cells else None
    is_shared = total.n_clusters < total.n
    stream = None if is_shared else ",".join(names)
    bins = calibration_bins(columns, options, stream) if columns else ()
    return Calibration(
        today=selection.today,
        use=selection.use,
        sources=names,
        n=total.n,
        n_clusters=total.n_clusters,
        n_worded=total.n_worded,
        bins_wanted=options.bins,
        level=options.level,
        seed=options.seed,
        draws=options.draws,
        excluded=total.excluded,
        bins=bins,
        curve=calibration_curve(columns) if columns else (),
        footnotes=calibration_footnotes(total, selection, options.level, options.seed),
        first_lines=first_lines(tables, selection),
        sentence=_sentence(bins, _speaker(names, sources)),
    )


def calibration_bins(
    columns: Columns, options: CalibrationOptions, stream: str | None
) -> tuple[Bin, ...]:
    """Bins of equal width, each with its upper end left to the next; 1 belongs to the last.

    The bin is found with integers, so that 0.3 can only fall into one. Wilson interval (1927);
    without the name of a `stream` of random numbers no band is drawn.
    """
    drawn: Iterator[Sequence[int]] | None = None
    if stream is not None:
        drawn = draw_counts(columns, options.draws, options.seed, stream)
    bins = []
    begin = 0
    for i in range(options.bins):
        is_last = i == options.bins - 1
        end = len(columns.p) if is_last else bisect_left(columns.p, _edge(i + 1, options.bins))
        if begin < end:
            counts = added(islice(drawn, end - begin)) if drawn else None
            bins.append(_bin(i, options, columns, slice(begin, end), counts))
        begin = end
    return tuple(bins)


def calibration_curve(columns: Columns) -> tuple[Step, ...]:
    """The blocks of isotonic regression, each with the probabilities that it reaches over."""
    steps = []
    begin = 0
    ends = {n: place for place, n in enumerate(accumulate(columns.ns), 1)}
    upto = 0
    for block in pool(columns.ns, columns.ks):
        upto += block.n
        end = ends[upto]
        low, high = columns.p[begin] / SCALE, columns.p[end - 1] / SCALE
        steps.append(Step(low=low, high=high, n=block.n, k=block.k))
        begin = end
    return tuple(steps)


def _edge(i: int, n_bins: int) -> int:
    """The least probability on SCALE that belongs to the bin i."""
    return -(-i * SCALE // n_bins)


def _bin(
    i: int, options: CalibrationOptions, columns: Columns, cells: slice, drawn: list[int] | None
) -> Bin:
    ps, ns = columns.p[cells], columns.ns[cells]
    n, k = sum(ns), sum(columns.ks[cells])
    mean_p = sum(map(mul, ps, ns)) / (SCALE * n)
    ci = wilson(k, n, options.level)
    return Bin(
        low=i / options.bins,
        high=(i + 1) / options.bins,
        n=n,
        k=k,
        mean_p=mean_p,
        rate=k / n,
        ci=ci,
        band=band(drawn, n, options.level) if drawn else None,
        misses=not ci.low <= mean_p <= ci.high,
    )


def _sentence(bins: tuple[Bin, ...], speaker: str) -> str | None:
    """The fullest bin in words; of equally full ones the lowest."""
    if not bins:
        return None
    fullest = max(bins, key=lambda bin: bin.n)
    plural = "" if fullest.n == 1 else "s"
    return (
        f"when {speaker} said {fullest.label}, it happened {100 * fullest.rate:.0f}% of the time"
        f" ({fullest.n} forecast{plural})"
    )


def _speaker(ids: tuple[str, ...], sources: Mapping[str, SourceInfo]) -> str:
    if not ids:
        return "the sources"
    names = [sources[id].name if id in sources else id for id in ids]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) < 1e-9
