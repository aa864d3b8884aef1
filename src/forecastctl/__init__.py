"""Keeps score of predictions: who said what, how surely, by when, and how it turned out.

The names below are the public Python API. They are imported when they are first used, so that
`import forecastctl` costs nothing.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # type checkers take it as true; typing itself takes 10 ms to import

if TYPE_CHECKING:
    from forecastctl.actions.record import Draft, add_entry, update_forecast
    from forecastctl.actions.resolve import Verdict, resolve_question
    from forecastctl.actions.score import calibration, card, report
    from forecastctl.dates import parse_date
    from forecastctl.errors import ForecastctlError
    from forecastctl.model import (
        Article,
        Candidate,
        Entry,
        Evidence,
        Forecast,
        Method,
        Outcome,
        Question,
        Resolution,
        Said,
        Source,
    )
    from forecastctl.probability import parse_probability
    from forecastctl.scoring.calibration import CalibrationOptions
    from forecastctl.scoring.report import Report, ReportOptions
    from forecastctl.scoring.tables import GroupBy, Selection
    from forecastctl.store.base import EntryFilter
    from forecastctl.store.memory import MemoryStore
    from forecastctl.store.tiny import TinyStore

_HOMES = {
    "forecastctl.actions.record": ("Draft", "add_entry", "update_forecast"),
    "forecastctl.actions.resolve": ("Verdict", "resolve_question"),
    "forecastctl.actions.score": ("calibration", "card", "report"),
    "forecastctl.dates": ("parse_date",),
    "forecastctl.errors": ("ForecastctlError",),
    "forecastctl.model": (
        "Article",
        "Candidate",
        "Entry",
        "Evidence",
        "Forecast",
        "Method",
        "Outcome",
        "Question",
        "Resolution",
        "Said",
        "Source",
    ),
    "forecastctl.probability": ("parse_probability",),
    "forecastctl.scoring.calibration": ("CalibrationOptions",),
    "forecastctl.scoring.report": ("Report", "ReportOptions"),
    "forecastctl.scoring.tables": ("GroupBy", "Selection"),
    "forecastctl.store.base": ("EntryFilter",),
    "forecastctl.store.memory": ("MemoryStore",),
    "forecastctl.store.tiny": ("TinyStore",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Article",
    "CalibrationOptions",
    "Candidate",
    "Draft",
    "Entry",
    "EntryFilter",
    "Evidence",
    "Forecast",
    "ForecastctlError",
    "GroupBy",
    "MemoryStore",
    "Method",
    "Outcome",
    "Question",
    "Report",
    "ReportOptions",
    "Resolution",
    "Said",
    "Selection",
    "Source",
    "TinyStore",
    "Verdict",
    "__version__",
    "add_entry",
    "calibration",
    "card",
    "parse_date",
    "parse_probability",
    "report",
    "resolve_question",
    "update_forecast",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'forecastctl' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOME_OF[name]), name)
