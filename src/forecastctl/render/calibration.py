"""The calibration table with its strip: stated against observed, bin by bin."""

from typing import TYPE_CHECKING

from forecastctl.render.tables import Terminal

if TYPE_CHECKING:
    from forecastctl.scoring.calibration import Calibration


def calibration_text(calibration: "Calibration", terminal: Terminal) -> str:
    """What was left out, one sentence, the bins, the legend, the footnotes."""
    raise NotImplementedError
