"""From a ledger to its reports: selecting and grouping in the ledger, then over to scoring."""

from collections.abc import Sequence
from dataclasses import replace

from forecastctl.actions.lookup import find_source
from forecastctl.errors import NotFoundError
from forecastctl.scoring.calibration import Calibration, CalibrationOptions, build_calibration
from forecastctl.scoring.card import Card, build_card
from forecastctl.scoring.report import Report, ReportOptions, SourceInfo, build_report
from forecastctl.scoring.tables import Selection
from forecastctl.store.base import Reader
from forecastctl.text import visible


def report(
    reader: Reader, selection: Selection, options: ReportOptions, *, sources: Sequence[str] = ()
) -> Report:
    """The report; `sources` are names of the only rows wanted. Raises NotFoundError for others.

    With `selection.by` wording its rows are phrases, of these sources only.
    """
    selection = _of(reader, selection, sources)
    tables = reader.scoring_tables(selection)
    return build_report(tables, selection, _called(reader), options)


def calibration(
    reader: Reader,
    selection: Selection,
    options: CalibrationOptions,
    *,
    sources: Sequence[str] = (),
) -> Calibration:
    """How often things happened where a probability was stated, of these sources together."""
    selection = _of(reader, selection, sources)
    tables = reader.scoring_tables(selection)
    return build_calibration(tables, selection, _called(reader), options)


def card(reader: Reader, selection: Selection, options: ReportOptions, *, source: str) -> Card:
    """The card of one source, named by slug, name or alias.

    Raises NotFoundError where the selection holds no forecast of it.
    """
    selection = _of(reader, selection, [source])
    made = build_card(reader.scoring_rows(selection), selection, _called(reader), options)
    if made is None:
        raise NotFoundError(f"{visible(source)} has no forecast in this selection")
    return made


def _of(reader: Reader, selection: Selection, names: Sequence[str]) -> Selection:
    ids = frozenset(find_source(reader, name).id for name in names)
    return replace(selection, sources=ids)


def _called(reader: Reader) -> dict[str, SourceInfo]:
    """How the sources are called. An id stands where nothing is known of a name."""
    return {
        source.id: SourceInfo(name=source.name, is_anonymous=source.is_anonymous)
        for source in reader.sources()
    }
