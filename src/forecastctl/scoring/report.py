"""The report: one row of statistics for each source, in the order in which they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from forecastctl.scoring.exclusion import left_out_sentence
from forecastctl.scoring.footnotes import early_line, phrase_footnotes, report_footnotes
from forecastctl.scoring.grouping import RENAMING, SPLITTING, group_order
from forecastctl.scoring.phrases import Phrase, build_phrases
from forecastctl.scoring.row import SourceInfo, SourceReport, source_report
from forecastctl.scoring.skill import BASE, Reference
from forecastctl.scoring.tables import GroupBy, Reason, ScoringTables, Selection, Table, Use
from forecastctl.scoring.verdict import MIN_FORECASTS

__all__ = ["Report", "ReportOptions", "SourceInfo", "SourceReport", "build_report", "first_lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """What does not change which forecasts are scored."""

    reference: Reference = BASE
    seed: int = 1
    draws: int = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report. Up to `footnotes` the fields are the keys of its JSON.

    Where `by` is wording the rows are `phrases` and `sources` is empty, else the other way round.
    `excluded` and `n` count every forecast once. `first_lines` are to be printed above the table.
    """

    today: date
    use: Use
    include_early: bool
    method: tuple[str, ...] | None
    without: tuple[str, ...]
    since: date | None
    until: date | None
    by: GroupBy
    common: bool = False
    reference: str
    seed: int
    draws: int
    excluded: Mapping[Reason, int]
    sources: tuple[SourceReport, ...]
    phrases: tuple[Phrase, ...]
    footnotes: tuple[str, ...]
    n: int
    n_early: int
    first_lines: tuple[str, ...]
    reference_words: str


def build_report(
    tables: ScoringTables,
    selection: Selection,
    sources: Mapping[str, SourceInfo],
    options: ReportOptions,
) -> Report:
    """The report of these tables. `sources` says how ids are called; others stand as they are."""
    rows = _rows(tables, selection, sources, options.reference)
    phrases = build_phrases(tables.phrases)
    if selection.by is GroupBy.WORDING:
        footnotes = phrase_footnotes(phrases, tables.total, selection)
    else:
        footnotes = report_footnotes(rows, tables.total, selection, options.reference)
    return Report(
        today=selection.today,
        use=selection.use,
        include_early=selection.include_early,
        method=selection.method,
        without=tuple(sorted(selection.without)),
        since=selection.since,
        until=selection.until,
        by=selection.by,
        reference=options.reference.code,
        seed=options.seed,
        draws=options.draws,
        excluded=tables.total.excluded,
        sources=rows,
        phrases=phrases,
        footnotes=footnotes,
        n=tables.total.n,
        n_early=tables.total.n_early,
        first_lines=first_lines(tables.total, selection),
        reference_words=options.reference.words,
    )


def first_lines(total: Table, selection: Selection) -> tuple[str, ...]:
    """What has to be read before the numbers: what is missing in them, and what biases them."""
    early = early_line(total)
    left_out = left_out_sentence(total.excluded, selection)
    return (left_out,) if early is None else (left_out, early)


def _rows(
    tables: ScoringTables,
    selection: Selection,
    sources: Mapping[str, SourceInfo],
    reference: Reference,
) -> tuple[SourceReport, ...]:
    is_filtered = bool(selection.sources) and selection.by not in RENAMING
    rows = [
        source_report(key, table, sources.get(key.name) or SourceInfo(name=key.name), reference)
        for key, table in tables.rows.items()
        if not is_filtered or key.name in selection.sources
    ]
    if selection.by in SPLITTING:
        return tuple(sorted(rows, key=lambda row: _place_in_groups(row, selection.by)))
    return tuple(sorted(rows, key=_place))


def _place(row: SourceReport) -> tuple[int, float, str, str]:
    """Named rows by excess, then those too small for one, then unnamed speakers, then empty ones.

    There is no rank: the order only puts the more promising rows first.
    """
    name = row.name.casefold()
    if row.n == 0:
        return 3, 0.0, name, row.source
    if row.is_anonymous:
        return 2, 0.0, name, row.source
    if row.n < MIN_FORECASTS or row.excess is None:
        return 1, 0.0, name, row.source
    return 0, row.excess, name, row.source


def _place_in_groups(row: SourceReport, by: GroupBy) -> tuple[str, str, tuple[int, str]]:
    return row.name.casefold(), row.source, group_order(by, row.group or "")
