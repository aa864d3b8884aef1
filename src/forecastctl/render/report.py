"""The report: what was left out, one line a source, and the notes that keep it honest."""

from collections.abc import Iterable, Sequence

from forecastctl.render.columns import Align, Column, Table
from forecastctl.render.long import blocks, common_uncertainty, statistics_of
from forecastctl.render.number import (
    MISSING,
    format_percent,
    format_percent_interval,
    format_score,
    format_score_interval,
)
from forecastctl.render.tables import Terminal, draw, wrapped
from forecastctl.scoring.phrases import Phrase, PhraseTest
from forecastctl.scoring.report import Report, SourceReport
from forecastctl.scoring.tables import GroupBy
from forecastctl.scoring.verdict import MIN_FORECASTS
from forecastctl.text import visible

TABLE_WIDTH = 80
"""On a terminal no line is longer, however wide it is."""

TEXT_WIDTH = 78
"""Notes are broken here, in a pipe too."""


def report_text(report: Report, terminal: Terminal) -> str:
    """The report by source or group; with `by` wording the phrase table."""
    parts = [
        paragraphs(head_lines(report), terminal),
        *_tables(report, terminal),
        paragraphs(report.footnotes, terminal),
    ]
    return "\n".join(part for part in parts if part)


def head_lines(report: Report) -> tuple[str, ...]:
    """What stands above the table."""
    uncertainty = common_uncertainty(report) if report.is_long else None
    if uncertainty is None:
        return report.first_lines
    return (*report.first_lines, f"Uncertainty (UNC) of every row: {format_score(uncertainty)}.")


def _tables(report: Report, terminal: Terminal) -> list[str]:
    """The table, and on a terminal the other statistics below it; a pipe has them in the same."""
    if report.by is GroupBy.WORDING:
        table = phrase_table(report.phrases) if report.phrases else None
    else:
        table = sources_table(report) if report.sources else None
    if table is None:
        return ["Nothing to score yet.\n"]
    if not report.is_long or report.by is GroupBy.WORDING:
        return [draw(table, narrowed(terminal))]
    if not terminal.is_terminal:
        return [draw(with_statistics(table, report), terminal)]
    screen = narrowed(terminal)
    return [draw(table, screen), *(draw(block, screen) for block in blocks(report, screen))]


def with_statistics(table: Table, report: Report) -> Table:
    """The table of sources with every statistic before its last column, the verdict."""
    found = statistics_of(report)
    rows = [
        (*cells[:-1], *(one.cell(row) for one in found), cells[-1])
        for cells, row in zip(table.rows, report.sources, strict=True)
    ]
    columns = (*table.columns[:-1], *(one.column for one in found), table.columns[-1])
    return table._replace(columns=columns, rows=rows)


def paragraphs(texts: Iterable[str], terminal: Terminal) -> str:
    """Texts below each other, each wrapped."""
    width = min(TEXT_WIDTH, terminal.width) if terminal.is_terminal else TEXT_WIDTH
    return "".join(f"{line}\n" for text in texts for line in wrapped(visible(text), width))


def narrowed(terminal: Terminal) -> Terminal:
    """The terminal, as wide as a report may be."""
    return terminal._replace(width=min(TABLE_WIDTH, terminal.width))


def count_text(n: int, n_clusters: int, *, is_worded: bool = False) -> str:
    """A number of forecasts: `18~` with worded ones, `169 (72)` with shared events."""
    clusters = f" ({n_clusters})" if n_clusters < n else ""
    return f"{n}{'~' if is_worded else ''}{clusters}"


def brier_with_interval(row: SourceReport) -> str:
    """`.099 [.080-.127]`, with the mark of worded forecasts."""
    return f"{_brier_text(row)} {format_score_interval(row.brier_ci)}"


def phrase_table(phrases: Sequence[Phrase]) -> Table:
    """What came of each phrase, in the order given."""
    level = phrases[0].level
    columns = (
        Column(heads=("phrase",), min_width=9, may_cut=True, wraps=True),
        Column(heads=("range",)),
        Column(heads=("n",), align=Align.RIGHT, min_width=3),
        Column(heads=("happened",), align=Align.RIGHT),
        Column(heads=("rate",), align=Align.RIGHT, min_width=5),
        Column(heads=(f"{level * 100:g}% interval",)),
        Column(heads=("test",), styles={PHRASE_TESTS[PhraseTest.TOO_MUCH]: "yellow"}),
    )
    return Table(columns=columns, rows=[_phrase_cells(phrase) for phrase in phrases])


def sources_table(report: Report) -> Table:
    """One line a source or group."""
    score_width = max(len(_brier_text(row)) for row in report.sources)
    has_groups = any(row.group is not None for row in report.sources)
    rows = []
    for row in report.sources:
        name = (row.name, row.group or MISSING) if has_groups else (row.name,)
        rows.append((*name, *_cells(row, score_width)))
    names = [report.by if report.by in _NAMES_OF_ROWS else GroupBy.SOURCE]
    if has_groups:
        names.append(report.by)
    columns = [Column(heads=(name,), min_width=15, may_cut=True) for name in names[:1]]
    columns += [Column(heads=(name,), may_cut=True) for name in names[1:]]
    is_small = [place for place, row in enumerate(report.sources) if row.n < MIN_FORECASTS]
    return Table(
        columns=(*columns, *_NUMBER_COLUMNS), rows=rows, row_styles=dict.fromkeys(is_small, "dim")
    )


def _cells(row: SourceReport, score_width: int) -> tuple[str, ...]:
    out = str(row.n_excluded)
    if row.n == 0:
        return (MISSING, out, MISSING, MISSING.rjust(score_width), row.verdict_words)
    return (
        count_text(row.n, row.n_clusters, is_worded=row.verbal),
        out,
        format_percent(row.hit_rate),
        f"{_brier_text(row).rjust(score_width)} {format_score_interval(row.brier_ci)}",
        row.verdict_words,
    )


def _brier_text(row: SourceReport) -> str:
    return f"{'~' if row.verbal else ''}{format_score(row.brier)}"


def _phrase_cells(phrase: Phrase) -> tuple[str, ...]:
    meant = None
    if phrase.low is not None and phrase.high is not None:
        meant = (phrase.low, phrase.high)
    return (
        phrase.phrase,
        format_percent_interval(meant),
        count_text(phrase.n, phrase.n_clusters),
        str(phrase.happened),
        format_percent(phrase.rate),
        format_percent_interval(phrase.rate_ci),
        PHRASE_TESTS[phrase.phrase_test] if phrase.phrase_test else MISSING,
    )


_NAMES_OF_ROWS = frozenset({GroupBy.VIA, GroupBy.PUBLISHER, GroupBy.PARENT})

PHRASE_TESTS = {
    PhraseTest.CONSISTENT: "consistent",
    PhraseTest.TOO_MUCH: "promises too much",
    PhraseTest.TOO_LITTLE: "promises too little",
}

_NUMBER_COLUMNS = (
    Column(heads=("n",), align=Align.RIGHT, min_width=3),
    Column(heads=("out",), align=Align.RIGHT),
    Column(heads=("right",), align=Align.RIGHT),
    Column(heads=("Brier [95%]", "lower is better"), min_width=16),
    Column(heads=("verdict",), wraps_at_comma=True),
)
