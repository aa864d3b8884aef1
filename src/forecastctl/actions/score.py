"""From a ledger to its reports: selecting and grouping in the ledger, then over to scoring."""

from collections.abc import Sequence

from forecastctl.scoring.calibration import Calibration, CalibrationOptions
from forecastctl.scoring.card import Card
from forecastctl.scoring.report import Report, ReportOptions
from forecastctl.scoring.tables import Selection
from forecastctl.store.base import Reader


def report(
    reader: Reader, selection: Selection, options: ReportOptions, *, sources: Sequence[str] = ()
) -> Report:
    """The report; `sources` are names of the only rows wanted. Raises NotFoundError for others.

    With `selection.by` wording its rows are phrases, of these sources only.
    """
    raise NotImplementedError


def calibration(
    reader: Reader,
    selection: Selection,
    options: CalibrationOptions,
    *,
    sources: Sequence[str] = (),
) -> Calibration:
    """How often things happened where a probability was stated, of these sources together."""
    raise NotImplementedError


def card(reader: Reader, selection: Selection, options: ReportOptions, *, source: str) -> Card:
    """The card of one source, named by slug, name or alias."""
    raise NotImplementedError
