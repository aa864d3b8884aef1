"""How often things happened where a given probability was stated."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from forecastctl.scoring.exclusion import left_out_sentence
from forecastctl.scoring.footnotes import calibration_footnotes, early_line
from forecastctl.scoring.interval import Interval
from forecastctl.scoring.rates import mean_probability, wilson
from forecastctl.scoring.row import SourceInfo
from forecastctl.scoring.tables import (
    SCALE,
    CellKey,
    Count,
    Reason,
    ScoringTables,
    Selection,
    Use,
)


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Forecasts with a probability from `low` up to `high`; the fields are the keys of its JSON.

    `misses`: the interval `ci` of the observed rate does not contain the mean stated probability.
    """

    low: float
    high: float
    n: int
    k: int
    mean_p: float
    rate: float
    ci: Interval
    misses: bool

    @property
    def label(self) -> str:
        """The range as it is printed, such as 40-50%."""
        digits = 0 if all(_is_whole(100 * end) for end in (self.low, self.high)) else 1
        return f"{100 * self.low:.{digits}f}-{100 * self.high:.{digits}f}%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The strip of bins and what it rests on. Empty bins are absent.

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
    bins = calibration_bins(total.cells, options.bins, options.level)
    early = early_line(total)
    left_out = left_out_sentence(total.excluded, selection)
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
        footnotes=calibration_footnotes(total, total.n_clusters, selection, options.level),
        first_lines=(left_out,) if early is None else (left_out, early),
        sentence=_sentence(bins, _speaker(names, sources)),
    )


def calibration_bins(cells: Mapping[CellKey, Count], n_bins: int, level: float) -> tuple[Bin, ...]:
    """Bins of equal width, each with its upper end left to the next; 1 belongs to the last.

    The bin is found with integers, so that 0.3 can only fall into one. Wilson interval (1927).
    """
    by_bin: defaultdict[int, dict[CellKey, Count]] = defaultdict(dict)
    for key, count in cells.items():
        by_bin[min(n_bins * key.p // SCALE, n_bins - 1)][key] = count
    return tuple(_bin(i, n_bins, by_bin[i], level) for i in sorted(by_bin))


def _bin(i: int, n_bins: int, cells: Mapping[CellKey, Count], level: float) -> Bin:
    n = sum(count.n for count in cells.values())
    k = sum(count.k for count in cells.values())
    mean_p = mean_probability(cells)
    ci = wilson(k, n, level)
    return Bin(
        low=i / n_bins,
        high=(i + 1) / n_bins,
        n=n,
        k=k,
        mean_p=mean_p,
        rate=k / n,
        ci=ci,
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
