"""From a ledger to its reports: selecting and grouping in the ledger, then over to scoring."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from forecastctl.actions.lookup import find_source
from forecastctl.errors import NotFoundError, UsageError
from forecastctl.scoring.report import Report, ReportOptions, SourceInfo, build_report
from forecastctl.scoring.skill import BASE, Reference, against_source
from forecastctl.scoring.tables import GroupBy, ScoringTables, Selection
from forecastctl.store.base import Reader
from forecastctl.text import visible

if TYPE_CHECKING:
    from forecastctl.scoring.calibration import Calibration, CalibrationOptions
    from forecastctl.scoring.card import Card
    from forecastctl.scoring.compare import Comparison


def report(
    reader: Reader,
    selection: Selection,
    options: ReportOptions,
    *,
    sources: Sequence[str] = (),
    with_trends: bool = False,
) -> Report:
    """The report; `sources` are names of the only rows wanted. Raises NotFoundError for others.

    With `selection.by` wording its rows are phrases, of these sources only. A long report has
    trends; `with_trends` asks for them in another.
    """
    selection = _of(reader, selection, sources, options.reference)
    tables = reader.scoring_tables(selection)
    wants_trends = (options.is_long or with_trends) and selection.by is GroupBy.SOURCE
    quarters = _quarters(reader, selection) if wants_trends else None
    return build_report(tables, selection, _called(reader), options, quarters=quarters)


def calibration(
    reader: Reader,
    selection: Selection,
    options: "CalibrationOptions",
    *,
    sources: Sequence[str] = (),
) -> "Calibration":
    """How often things happened where a probability was stated, of these sources together."""
    from forecastctl.scoring.calibration import build_calibration

    selection = _of(reader, selection, sources)
    tables = reader.scoring_tables(selection)
    return build_calibration(tables, selection, _called(reader), options)


def card(reader: Reader, selection: Selection, options: ReportOptions, *, source: str) -> "Card":
    """The card of one source, named by slug, name or alias.

    Raises NotFoundError where the selection holds no forecast of it.
    """
    from forecastctl.scoring.card import build_card

    selection = _of(reader, selection, [source], options.reference)
    rows, quarters = reader.scoring_rows(selection), _quarters(reader, selection)
    made = build_card(rows, selection, _called(reader), options, quarters=quarters)
    if made is None:
        raise NotFoundError(f"{visible(source)} has no forecast in this selection")
    return made


def compare(reader: Reader, selection: Selection, *, a: str, b: str, seed: int) -> "Comparison":
    """Two sources on the questions that both answered, each named by slug, name or alias.

    Raises NotFoundError where they have no scored question in common.
    """
    from forecastctl.scoring.compare import build_comparison

    first, second = find_source(reader, a), find_source(reader, b)
    if first.id == second.id:
        raise UsageError(f"{visible(a)} and {visible(b)} are the same source; name two")
    selection = replace(
        selection, sources=frozenset({first.id, second.id}), against=second.id, by=GroupBy.SOURCE
    )
    tables = reader.scoring_tables(selection)
    done = build_comparison(tables, selection, (first.id, second.id), _called(reader), seed)
    if done is None:
        raise NotFoundError(
            f"{visible(first.name)} and {visible(second.name)} have no scored question in common;"
            " where two questions ask the same: forecastctl question merge FROM INTO"
        )
    return done


def find_reference(reader: Reader, source: str) -> Reference:
    """The source with this slug, name or alias, as the one that all are measured against."""
    found = find_source(reader, source)
    return against_source(found.id, found.name)


def _of(
    reader: Reader, selection: Selection, names: Sequence[str], reference: Reference = BASE
) -> Selection:
    ids = frozenset(find_source(reader, name).id for name in names)
    return replace(selection, sources=ids, against=reference.source)


def _quarters(reader: Reader, selection: Selection) -> ScoringTables:
    """The tables that trends are told from."""
    return reader.scoring_tables(replace(selection, by=GroupBy.QUARTER, against=None))


def _called(reader: Reader) -> dict[str, SourceInfo]:
    """How the sources are called. An id stands where nothing is known of a name."""
    return {
        source.id: SourceInfo(name=source.name, is_anonymous=source.is_anonymous)
        for source in reader.sources()
    }
