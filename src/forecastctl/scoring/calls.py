"""What random draws say of the rows, and which of them earn a word on their calibration."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from forecastctl.frozen import frozen, frozen_part
from forecastctl.scoring.direction import LARGE, MIN_CLUSTERS, CalibrationCall, calibration_call
from forecastctl.scoring.draws import Twins, miscalibration_twins, z_p
from forecastctl.scoring.measure import (
    FEW_FORECASTS,
    NOTHING_SCORED,
    ONLY_IN_FULL,
    ONLY_LONG,
    SILENT,
    Measured,
)
from forecastctl.scoring.multiplicity import benjamini_hochberg
from forecastctl.scoring.tables import RowKey
from forecastctl.scoring.verdict import MIN_FORECASTS

FEW_EVENTS = f"fewer than {MIN_CLUSTERS} independent events"
NOT_DRAWN = f"|Z| < {LARGE}: not drawn"
DEPENDENT = "questions share an event: no independent draws"


@frozen_part
class CallScores:
    """Statistics of a row that need draws or an adjustment for the number of rows tested."""

    mcb_null_mean: float | None = None
    mcb_p: float | None = None
    mcb_p_bh: float | None = None
    z_p: float | None = None
    z_p_bh: float | None = None
    calibration_call: CalibrationCall | None = None


class Called(NamedTuple):
    """The scores of one row, and why some of them are None."""

    scores: CallScores
    hidden: Mapping[str, str]


@frozen
class DrawOptions:
    """`is_full` tells the rows for which everything is drawn, not only what a call needs."""

    seed: int
    draws: int
    is_long: bool
    is_full: Callable[[RowKey], bool]


class Calls:
    """The calls of all rows of a report, adjusted for their number."""

    def __init__(self, measured: Mapping[RowKey, Measured | None], options: DrawOptions) -> None:
        self._options = options
        self._measured = measured
        tested = {key: row for key, row in measured.items() if row and _why_untested(row) is None}
        self._z_p = {key: self._tilt_p(key, row) for key, row in tested.items()}
        self._twins = {
            key: self._draw_twins(key, row)
            for key, row in measured.items()
            if row and options.is_full(key) and _why_no_twins(row) is None
        }
        undrawn_is_1 = {key: 1.0 if p is None else p for key, p in self._z_p.items()}
        self._z_p_bh = adjusted(undrawn_is_1)
        self._mcb_p_bh = adjusted({key: twins.p for key, twins in self._twins.items()})

    @property
    def n_tested(self) -> int:
        """How many rows were tested for the direction of their miscalibration."""
        return len(self._z_p)

    @property
    def has_drawn(self) -> bool:
        """True where any number of the report rests on draws."""
        return bool(self._twins) or any(
            row is not None and not row.has_shared_events and self._z_p.get(key) is not None
            for key, row in self._measured.items()
        )

    def of(self, key: RowKey) -> Called:
        """What belongs to this row."""
        row = self._measured[key]
        if row is None:
            return Called(CallScores(), dict.fromkeys(vars(CallScores()), NOTHING_SCORED))
        z, twins = self._z_p.get(key), self._twins.get(key)
        scores = CallScores(
            mcb_null_mean=twins.mean if twins else None,
            mcb_p=twins.p if twins else None,
            mcb_p_bh=self._mcb_p_bh[key] if twins and self._options.is_long else None,
            z_p=z,
            z_p_bh=self._z_p_bh[key] if z is not None else None,
            calibration_call=self._call(key, row),
        )
        return Called(scores, self._why_hidden(row, scores))

    def _call(self, key: RowKey, row: Measured) -> CalibrationCall | None:
        if key in self._z_p_bh:
            return calibration_call(row.direction, row.n_clusters, self._z_p_bh[key])
        return CalibrationCall.NONE if _why_untested(row) == SILENT else None

    def _tilt_p(self, key: RowKey, row: Measured) -> float | None:
        """p of Z; None where it is too small to be worth drawing."""
        if row.has_shared_events:
            return row.direction.p_cluster
        if abs(row.direction.z or 0) < LARGE and not self._options.is_full(key):
            return None
        return z_p(
            row.columns, row.direction, self._options.draws, self._options.seed, stream_name(key)
        )

    def _draw_twins(self, key: RowKey, row: Measured) -> Twins:
        options = self._options
        observed = row.scores.miscalibration or 0.0
        return miscalibration_twins(
            row.columns, observed, options.draws, options.seed, stream_name(key)
        )

    def _why_hidden(self, row: Measured, scores: CallScores) -> dict[str, str]:
        hidden: dict[str, str] = {}
        if scores.mcb_p is None:
            why = _why_no_twins(row) or ONLY_IN_FULL
            hidden |= dict.fromkeys(("mcb_null_mean", "mcb_p", "mcb_p_bh"), why)
        elif scores.mcb_p_bh is None:
            hidden["mcb_p_bh"] = ONLY_LONG
        if scores.z_p is None:
            hidden |= dict.fromkeys(("z_p", "z_p_bh"), _why_untested(row) or NOT_DRAWN)
        if scores.calibration_call is None:
            hidden["calibration_call"] = _why_untested(row) or NOT_DRAWN
        return hidden


def adjusted(ps: Mapping[RowKey, float]) -> dict[RowKey, float]:
    """The p values of several rows, adjusted for their number."""
    keys = sorted(ps)
    return dict(zip(keys, benjamini_hochberg([ps[key] for key in keys]), strict=True))


def stream_name(key: RowKey) -> str:
    """Under which name the random numbers of a row are drawn."""
    return f"{key.name}/{key.group}" if key.group else key.name


def _why_untested(row: Measured) -> str | None:
    if row.n < MIN_FORECASTS:
        return FEW_FORECASTS
    if row.direction.z is None:
        return SILENT
    if row.has_shared_events and row.n_clusters < MIN_CLUSTERS:
        return FEW_EVENTS
    return None


def _why_no_twins(row: Measured) -> str | None:
    if row.n < MIN_FORECASTS:
        return FEW_FORECASTS
    return DEPENDENT if row.has_shared_events else None
