"""The card of one source: `report -s NAME` alone."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from forecastctl.model import Entry
from forecastctl.render.tables import Terminal

if TYPE_CHECKING:
    from forecastctl.scoring.report import Report


def source_card_text(
    report: "Report",
    terminal: Terminal,
    *,
    entries: Mapping[str, Entry],
    ids: Mapping[str, str],
    today: date,
) -> str:
    """The report of one source in words, its phrases, its best and worst calls, its left-outs.

    `entries` holds the entries of the calls by forecast id.
    """
    raise NotImplementedError
