"""How often things happened where a given probability was stated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from forecastctl.scoring.interval import Interval
from forecastctl.scoring.tables import Reason, Use


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationOptions:
    """How many bins, and the level of their intervals (0.5 to 0.999)."""

    bins: int = 10
    level: float = 0.9
    seed: int = 1
    draws: int = 999


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The strip of bins and what it rests on. Empty bins are absent.

    Up to `bins` the fields are the keys of the JSON. `first_lines` say what was left out and what
    the fullest bin shows; `footnotes` come last.
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
