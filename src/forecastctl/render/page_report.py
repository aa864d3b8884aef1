"""The page of a report: who did well, how sure that is, and what it rests on."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from forecastctl.render.html import Element, Node, tag
from forecastctl.render.long import statistics_of
from forecastctl.render.number import (
    MISSING,
    format_percent,
    format_score,
    format_score_interval,
)
from forecastctl.render.page import (
    Head,
    Section,
    data_table,
    explained,
    folded,
    notes,
    page,
    plain_table,
)
from forecastctl.render.page_calibration import calibration_section
from forecastctl.render.page_calls import calls_section
from forecastctl.render.page_phrases import phrases_section
from forecastctl.render.page_style import WIDE
from forecastctl.render.page_time import time_section
from forecastctl.render.page_view import ReportPage
from forecastctl.render.page_words import (
    LEFT_OUT,
    LUCK,
    NUMBERS,
    REASONS,
    as_of,
    report_heads,
    report_lead,
    statistic_words,
)
from forecastctl.render.report import count_text, sources_table, with_statistics
from forecastctl.render.svg import Axis
from forecastctl.render.svg_score import score_bar, score_scale
from forecastctl.scoring.calibration import Calibration
from forecastctl.scoring.exclusion import reason_words
from forecastctl.scoring.grouping import SPLITTING
from forecastctl.scoring.report import Report, SourceReport
from forecastctl.scoring.tables import GroupBy, Reason, Selection
from forecastctl.scoring.verdict import MIN_FORECASTS, Verdict

MOST_OPEN = 100
"""With more rows the table of all numbers is folded up: a browser opens the page at once."""

_DECIDED = frozenset({Verdict.BETTER, Verdict.WORSE})


def report_page(view: ReportPage) -> str:
    """The whole file."""
    report = view.report
    intro = [
        tag("p", report_lead(report), class_="lead"),
        tag("p", as_of(report), class_="soft"),
    ]
    return page("Forecasts and what came of them", intro, list(_sections(view)))


def _sections(view: ReportPage) -> Iterator[Section]:
    report = view.report
    if report.by is GroupBy.WORDING:
        yield phrases_section(report.phrases)
    elif report.sources:
        yield leaderboard(report)
    yield calibration_section(view.calibration)
    yield from time_section(report.sources)
    yield from calls_section(view)
    yield from left_out_section(report)
    yield from numbers_section(report)
    yield from notes_section(report, view.calibration)


def leaderboard(report: Report) -> Section:
    """One line a source, its interval drawn."""
    axis = Axis(2, 98, _most(report.sources))
    name = str(report.by if report.by in _NAMES_OF_ROWS else GroupBy.SOURCE)
    heads = [
        Head(name),
        *([Head(str(report.by))] if report.by in SPLITTING else []),
        Head("n", is_number=True),
        Head("out", is_number=True, is_spare=True),
        Head("right", is_number=True, is_spare=True),
        Head("Brier [95%]", "lower is better", drawing=_over_bars(axis)),
        Head("verdict"),
    ]
    rows = [_cells(row, axis) for row in report.sources]
    few = {place for place, row in enumerate(report.sources) if row.n < MIN_FORECASTS}
    order = "by source" if report.by in SPLITTING else "the more promising first"
    table = data_table(f"Scores, {order}", heads, rows, faint=few, is_wide=True)
    body = [tag("p", LUCK), table, explained(report_heads(report))]
    return Section("sources", "Who came closer", body)


def left_out_section(report: Report) -> Iterator[Section]:
    """Why and how many; nothing where nothing was."""
    selection = Selection(today=report.today, use=report.use, without=frozenset(report.without))
    rows = [
        (reason_words(reason, selection), f"{n:,}", REASONS[reason])
        for reason in Reason
        if (n := report.excluded.get(reason, 0))
    ]
    if rows:
        heads = [Head("reason"), Head("n", is_number=True), Head("why")]
        table = data_table("Predictions left out, by reason", heads, rows)
        yield Section("left-out", "What was left out", [tag("p", LEFT_OUT), table])


def numbers_section(report: Report) -> Iterator[Section]:
    """Every statistic of every row."""
    if not any(row.n for row in report.sources):
        return
    is_single = len(report.sources) == 1
    shown = _numbers_of_one(report) if is_single else _numbers_of_all(report)
    id = "numbers" if is_single else WIDE
    yield Section(id, "All numbers", [tag("p", NUMBERS), *shown])


def notes_section(report: Report, calibration: Calibration | None) -> Iterator[Section]:
    """The notes that keep the numbers honest, each once."""
    drawn = calibration.footnotes if calibration else ()
    texts = list(dict.fromkeys((*report.footnotes, *drawn)))
    if texts:
        yield Section("notes", "Notes", [notes(texts)])


def _numbers_of_all(report: Report) -> list[Node]:
    table = with_statistics(sources_table(report), report)
    words = [(one.head, f"{statistic_words(one.head)}.") for one in statistics_of(report)]
    drawn = plain_table("Every statistic of every row", table)
    if len(report.sources) > MOST_OPEN:
        drawn = folded(f"Show them for {len(report.sources):,} rows", drawn)
    return [drawn, explained(words)]


def _numbers_of_one(report: Report) -> list[Node]:
    """A line a statistic, which leaves room for what it means."""
    [row] = report.sources
    heads = [Head("statistic"), Head("value", is_number=True), Head("better"), Head("meaning")]
    rows = [
        (one.head, one.cell(row), one.direction, statistic_words(one.head))
        for one in statistics_of(report)
    ]
    return [data_table("Every statistic", heads, rows)]


def _cells(row: SourceReport, axis: Axis) -> tuple[Node, ...]:
    names = (row.name,) if row.group is None else (row.name, row.group)
    out = f"{row.n_excluded:,}"
    if row.brier is None:
        return *names, MISSING, out, MISSING, MISSING, row.verdict_words
    score = tag(
        "div",
        tag("span", f"{'~' if row.verbal else ''}{format_score(row.brier)}"),
        tag("span", f" {format_score_interval(row.brier_ci)}", class_="interval"),
        score_bar(row.brier, row.brier_ci, axis, is_sure=row.verdict in _DECIDED),
        class_="score",
    )
    count = count_text(row.n, row.n_clusters, is_worded=row.verbal)
    return *names, count, out, format_percent(row.hit_rate), score, _verdict(row)


def _verdict(row: SourceReport) -> Node:
    style = _STYLES.get(row.verdict)
    return tag("span", row.verdict_words, class_=style) if style else row.verdict_words


def _over_bars(axis: Axis) -> Element:
    return tag("div", tag("span"), tag("span"), score_scale(axis), class_="score")


def _most(rows: Sequence[SourceReport]) -> float:
    """Where the scale ends: so that every score fits, and the intervals of larger rows."""
    ends = [row.brier for row in rows if row.brier is not None]
    ends += [row.brier_ci.high for row in rows if row.brier_ci and row.n >= MIN_FORECASTS]
    return min(1.0, ceil(20 * max([0.3, *ends])) / 20)


_NAMES_OF_ROWS = frozenset({GroupBy.VIA, GroupBy.PUBLISHER, GroupBy.PARENT})

_STYLES: Mapping[Verdict, str] = {Verdict.BETTER: "good", Verdict.WORSE: "bad"}
