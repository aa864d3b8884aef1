"""The report: what was left out, one line a source, and the footnotes that keep it honest."""

from typing import TYPE_CHECKING

from forecastctl.render.tables import Terminal

if TYPE_CHECKING:
    from forecastctl.scoring.report import Report


def report_text(report: "Report", terminal: Terminal) -> str:
    """The report by source or group; with `by` wording the phrase table."""
    raise NotImplementedError
