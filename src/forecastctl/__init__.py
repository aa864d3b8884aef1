"""Keeps score of predictions: who said what, how surely, by when, and how it turned out.

The names below are the public Python API. They are imported when they are first used, so that
`import forecastctl` costs nothing.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # type checkers take it as true; typing itself takes 10 ms to import

if TYPE_CHECKING:
    from forecastctl.actions.export import export_document
    from forecastctl.actions.extraction import AcceptRule, store_extractions
    from forecastctl.actions.record import Draft, add_entry, update_forecast
    from forecastctl.actions.resolve import Verdict, resolve_question
    from forecastctl.actions.score import calibration, card, compare, report
    from forecastctl.actions.transfer import ImportOptions, import_records
    from forecastctl.dates import parse_date
    from forecastctl.errors import ForecastctlError
    from forecastctl.extract.article import article_from_text, read_article
    from forecastctl.extract.base import ArticleText, Extraction, Meta
    from forecastctl.extract.engine import Extractor
    from forecastctl.formats.document import ReadOptions
    from forecastctl.formats.registry import read_records, write_document
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
    from forecastctl.words import load_lexicon, shipped_lexicon

_HOMES = {
    "forecastctl.actions.export": ("export_document",),
    "forecastctl.actions.extraction": ("AcceptRule", "store_extractions"),
    "forecastctl.actions.record": ("Draft", "add_entry", "update_forecast"),
    "forecastctl.actions.resolve": ("Verdict", "resolve_question"),
    "forecastctl.actions.score": ("calibration", "card", "compare", "report"),
    "forecastctl.actions.transfer": ("ImportOptions", "import_records"),
    "forecastctl.dates": ("parse_date",),
    "forecastctl.errors": ("ForecastctlError",),
    "forecastctl.extract.article": ("article_from_text", "read_article"),
    "forecastctl.extract.base": ("ArticleText", "Extraction", "Meta"),
    "forecastctl.extract.engine": ("Extractor",),
    "forecastctl.formats.document": ("ReadOptions",),
    "forecastctl.formats.registry": ("read_records", "write_document"),
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
    "forecastctl.words": ("load_lexicon", "shipped_lexicon"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "AcceptRule",
    "Article",
    "ArticleText",
    "CalibrationOptions",
    "Candidate",
    "Draft",
    "Entry",
    "EntryFilter",
    "Evidence",
    "Extraction",
    "Extractor",
    "Forecast",
    "ForecastctlError",
    "GroupBy",
    "ImportOptions",
    "MemoryStore",
    "Meta",
    "Method",
    "Outcome",
    "Question",
    "ReadOptions",
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
    "article_from_text",
    "calibration",
    "card",
    "compare",
    "export_document",
    "import_records",
    "load_lexicon",
    "parse_date",
    "parse_probability",
    "read_article",
    "read_records",
    "report",
    "resolve_question",
    "shipped_lexicon",
    "store_extractions",
    "update_forecast",
    "write_document",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'forecastctl' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOME_OF[name]), name)
