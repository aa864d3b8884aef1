"""Every statistic of a report of sources, as columns: `report --long` and files."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from forecastctl.render.columns import GAP, Align, Column, Table, natural_widths
from forecastctl.render.number import (
    MISSING,
    format_p,
    format_percent,
    format_score,
    format_score_interval,
)
from forecastctl.render.tables import Terminal, cell_width, cut
from forecastctl.scoring.report import Report, SourceReport

NAME_WIDTH = 24
"""On a terminal a name is cut here, so that each block has room for numbers."""


class Statistic(NamedTuple):
    """A column: its name, which direction is better, and the cell of a row."""

    head: str
    direction: str
    cell: Callable[[SourceReport], str]

    @property
    def column(self) -> Column:
        """How it stands in a table."""
        return Column(heads=(self.head, self.direction), align=Align.RIGHT)


def statistics_of(report: Report) -> list[Statistic]:
    """The columns that any row of the report fills, in the order in which they are shown."""
    skill = Statistic(
        f"skill vs {_reference(report)}", "higher", lambda row: format_score(row.skill)
    )
    found = [skill, *_STATISTICS]
    if common_uncertainty(report) is not None:
        found = [one for one in found if one.head != UNCERTAINTY]
    return [one for one in found if any(one.cell(row) != MISSING for row in report.sources)]


def common_uncertainty(report: Report) -> float | None:
    """The uncertainty, where several rows have one and it is the same for all of them."""
    values = {row.uncertainty for row in report.sources if row.uncertainty is not None}
    n_known = sum(row.uncertainty is not None for row in report.sources)
    return values.pop() if len(values) == 1 and n_known > 1 else None


def blocks(report: Report, terminal: Terminal) -> Iterator[Table]:
    """The statistics in tables that fit the terminal; each names the rows again."""
    names = [cut(name, NAME_WIDTH, terminal.ellipsis) for name in names_of(report)]
    name_column = Column(heads=("source",), min_width=max(map(cell_width, names), default=0))
    room = terminal.width - max(name_column.min_width, len("source"))
    columns: list[Column] = []
    cells: list[list[str]] = []
    used = 0
    for statistic in statistics_of(report):
        own = [statistic.cell(row) for row in report.sources]
        [width] = natural_widths([statistic.column], [own], cell_width)
        if columns and used + len(GAP) + width > room:
            yield _block(name_column, names, columns, cells)
            columns, cells, used = [], [], 0
        columns.append(statistic.column)
        cells.append(own)
        used += len(GAP) + width
    if columns:
        yield _block(name_column, names, columns, cells)


def names_of(report: Report) -> list[str]:
    """What the rows are called, with their group where they have one."""
    return [f"{row.name} / {row.group}" if row.group else row.name for row in report.sources]


def _block(
    name: Column, names: Sequence[str], columns: Sequence[Column], cells: Sequence[Sequence[str]]
) -> Table:
    return Table(columns=(name, *columns), rows=list(zip(names, *cells, strict=True)))


def _reference(report: Report) -> str:
    return report.reference.removeprefix("source:")


def _log_score(row: SourceReport) -> str:
    if row.n_inf:
        return f"inf ({row.n_inf} of {row.n})"
    return format_score(row.log_score)


def _z(row: SourceReport) -> str:
    """The one that the call rests on."""
    z = row.z_cluster if row.has_shared_events else row.spiegelhalter_z
    return MISSING if z is None else f"{z:.2f}"


def _shrunk(row: SourceReport) -> str:
    if row.shrunk_excess is None:
        return MISSING
    return f"{format_score(row.shrunk_excess)} {format_score_interval(row.shrunk_ci)}"


def _rank(row: SourceReport) -> str:
    if row.rank_range is None:
        return MISSING
    best, worst = row.rank_range
    return f"{best}-{worst} of {row.n_ranked}"


UNCERTAINTY = "UNC"

_STATISTICS = (
    Statistic("log score", "lower", _log_score),
    Statistic("MCB", "lower", lambda row: format_score(row.miscalibration)),
    Statistic("DSC", "higher", lambda row: format_score(row.discrimination)),
    Statistic(UNCERTAINTY, "no merit", lambda row: format_score(row.uncertainty)),
    Statistic("bias", "0 is best", lambda row: format_score(row.bias)),
    Statistic("Z", "0 is best", _z),
    Statistic("Z p", "", lambda row: format_p(row.z_p)),
    Statistic("MCB if calibrated", "", lambda row: format_score(row.mcb_null_mean)),
    Statistic("MCB p", "", lambda row: format_p(row.mcb_p)),
    Statistic("AUC", "higher", lambda row: format_score(row.auc)),
    Statistic("log MCB", "lower", lambda row: format_score(row.log_mcb)),
    Statistic("log DSC", "higher", lambda row: format_score(row.log_dsc)),
    Statistic("mean p", "", lambda row: format_percent(row.mean_p)),
    Statistic("base rate", "", lambda row: format_percent(row.base_rate)),
    Statistic("peer excess", "lower", lambda row: format_score(row.peer_excess)),
    Statistic("shrunk excess [90%]", "lower", _shrunk),
    Statistic("rank range", "lower", _rank),
    Statistic("SE cluster", "", lambda row: format_score(row.se_cluster)),
    Statistic("worded", "", lambda row: str(row.n_worded)),
    Statistic("distinct p", "", lambda row: str(row.n_distinct_p)),
)
