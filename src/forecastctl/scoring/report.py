"""The report: one row of statistics for each source, in the order in which they are shown."""

from collections.abc import Mapping
from datetime import date

from forecastctl.frozen import frozen
from forecastctl.scoring.calls import Calls, DrawOptions
from forecastctl.scoring.exclusion import left_out_sentence
from forecastctl.scoring.footnotes import (
    ReportFacts,
    early_line,
    phrase_footnotes,
    report_footnotes,
)
from forecastctl.scoring.grouping import RENAMING, SPLITTING, group_order
from forecastctl.scoring.measure import measure
from forecastctl.scoring.phrases import Phrase, build_phrases
from forecastctl.scoring.row import Findings, SourceInfo, SourceReport, source_report
from forecastctl.scoring.skill import BASE, Reference
from forecastctl.scoring.standing import Standing
from forecastctl.scoring.tables import GroupBy, Reason, RowKey, ScoringTables, Selection, Use
from forecastctl.scoring.trend import Trend, build_trends
from forecastctl.scoring.verdict import MIN_FORECASTS

__all__ = ["Report", "ReportOptions", "SourceInfo", "SourceReport", "build_report", "first_lines"]


@frozen
class ReportOptions:
    """What does not change which forecasts are scored.

    `is_long` asks for everything that takes random draws: ranges of ranks, and miscalibration
    beside that of calibrated twins.
    """

    reference: Reference = BASE
    seed: int = 1
    draws: int = 999
    is_long: bool = False


@frozen
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
    is_long: bool = False


def build_report(
    tables: ScoringTables,
    selection: Selection,
    sources: Mapping[str, SourceInfo],
    options: ReportOptions,
    *,
    quarters: ScoringTables | None = None,
) -> Report:
    """The report of these tables. `sources` says how ids are called; others stand as they are.

    `quarters` are the tables of the same selection by quarter, from which trends are told.
    """
    phrases = build_phrases(tables.phrases)
    rows, footnotes = _rows(tables, selection, sources, options, quarters)
    if selection.by is GroupBy.WORDING:
        footnotes = phrase_footnotes(phrases, tables.total, selection)
    return Report(
        today=selection.today,
        use=selection.use,
        include_early=selection.include_early,
        method=selection.method,
        without=tuple(sorted(selection.without)),
        since=selection.since,
        until=selection.until,
        by=selection.by,
        common=selection.common,
        reference=options.reference.code,
        seed=options.seed,
        draws=options.draws,
        excluded=tables.total.excluded,
        sources=rows,
        phrases=phrases,
        footnotes=footnotes,
        n=tables.total.n,
        n_early=tables.total.n_early,
        first_lines=first_lines(tables, selection),
        reference_words=options.reference.words,
        is_long=options.is_long,
    )


def first_lines(tables: ScoringTables, selection: Selection) -> tuple[str, ...]:
    """What has to be read before the numbers: what is missing in them, and what biases them."""
    lines = [left_out_sentence(tables.total.excluded, selection)]
    if tables.n_common is not None:
        lines.append(_common_line(tables.n_common))
    early = early_line(tables.total)
    return tuple(lines) if early is None else (*lines, early)


def _common_line(n: int) -> str:
    if n == 0:
        return "There is no question that all sources answered."
    return f"Only the {n} question{'' if n == 1 else 's'} that all sources answered."


def _rows(
    tables: ScoringTables,
    selection: Selection,
    sources: Mapping[str, SourceInfo],
    options: ReportOptions,
    quarters: ScoringTables | None,
) -> tuple[tuple[SourceReport, ...], tuple[str, ...]]:
    """The rows in their order, and the notes under them.

    All rows are worked out even where some are named: peers and corrections need them.
    """
    infos = {key: sources.get(key.name) or SourceInfo(name=key.name) for key in tables.rows}
    measured = {key: measure(table, options.reference) for key, table in tables.rows.items()}
    calls = Calls(measured, _draw_options(selection, options))
    unnamed = frozenset(key.name for key, info in infos.items() if info.is_anonymous)
    seed = options.seed if options.is_long else None
    standing = Standing(tables.rows, measured, unnamed, selection.by, seed)
    trends: Mapping[str, Trend] = build_trends(quarters) if quarters else {}
    rows = []
    for key, table in tables.rows.items():
        if _is_shown(key, selection):
            trend = trends.get(key.name) if not key.group else None
            found = Findings(measured[key], calls.of(key), standing.of(key), trend)
            rows.append(source_report(key, table, infos[key], options.reference, found))
    ordered, by_peers = _ordered(rows, selection.by)
    has_drawn = calls.has_drawn or options.is_long
    facts = ReportFacts(
        rows=ordered,
        total=tables.total,
        selection=selection,
        reference=options.reference,
        n_tested=calls.n_tested,
        is_long=options.is_long,
        is_ordered_by_peers=by_peers,
        has_peers=standing.has_peers,
        seed=options.seed if has_drawn else None,
    )
    return ordered, report_footnotes(facts)


def _draw_options(selection: Selection, options: ReportOptions) -> DrawOptions:
    def is_full(key: RowKey) -> bool:
        return options.is_long or selection.sources == {key.name}

    return DrawOptions(
        seed=options.seed, draws=options.draws, is_long=options.is_long, is_full=is_full
    )


def _is_shown(key: RowKey, selection: Selection) -> bool:
    return not selection.sources or selection.by in RENAMING or key.name in selection.sources


def _ordered(rows: list[SourceReport], by: GroupBy) -> tuple[tuple[SourceReport, ...], bool]:
    """The rows as they are shown, and whether what they share with others decided it."""
    if by in SPLITTING:
        return tuple(sorted(rows, key=lambda row: _place_in_groups(row, by))), False
    compared = [row for row in rows if _rank_class(row) == 0]
    by_peers = bool(compared) and all(row.shrunk_excess is not None for row in compared)

    def place(row: SourceReport) -> tuple[int, float, str, str]:
        group = _rank_class(row)
        value = (row.shrunk_excess if by_peers else row.excess) if group == 0 else None
        return group, value or 0.0, row.name.casefold(), row.source

    return tuple(sorted(rows, key=place)), by_peers


def _rank_class(row: SourceReport) -> int:
    """Named rows, then those too small to compare, then unnamed speakers, then empty ones.

    There is no rank: the order only puts the more promising rows first.
    """
    if row.n == 0:
        return 3
    if row.is_anonymous:
        return 2
    return 1 if row.n < MIN_FORECASTS or row.excess is None else 0


def _place_in_groups(row: SourceReport, by: GroupBy) -> tuple[str, str, tuple[int, str]]:
    return row.name.casefold(), row.source, group_order(by, row.group or "")
