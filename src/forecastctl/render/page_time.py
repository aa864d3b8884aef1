"""Scores over time: one small drawing a source, and the numbers behind them."""

from collections.abc import Iterator, Sequence
from math import ceil

from forecastctl.render.html import Element, Node, tag
from forecastctl.render.number import format_percent, format_score, format_score_interval
from forecastctl.render.page import Head, Section, data_table, folded
from forecastctl.render.page_words import OVER_TIME, trend_words
from forecastctl.render.svg_score import trend_panel
from forecastctl.scoring.report import SourceReport
from forecastctl.scoring.trend import Trend

MOST_PANELS = 12
"""More of them would be wallpaper."""


def time_section(rows: Sequence[SourceReport]) -> Iterator[Section]:
    """The sources with the most forecasts; nothing where none has two quarters."""
    changing = [row for row in rows if row.trend and len(row.trend.periods) > 1]
    if not changing:
        return
    fullest = {id(row) for row in sorted(changing, key=lambda row: -row.n)[:MOST_PANELS]}
    shown = [(row, row.trend) for row in changing if row.trend and id(row) in fullest]
    most = _most([trend for _, trend in shown])
    panels = [_panel(row, trend, most) for row, trend in shown]
    body: list[Node] = [tag("p", OVER_TIME)]
    if len(shown) < len(changing):
        words = f"Shown are the {len(shown)} with the most predictions, of {len(changing)}."
        body.append(tag("p", words, class_="soft"))
    body += [tag("div", *panels, class_="panels"), folded("The same in numbers", _table(shown))]
    yield Section("time", "Over time", body)


def _panel(row: SourceReport, trend: Trend, most: float) -> Element:
    caption = tag(
        "figcaption",
        tag("h3", row.name, dir="auto"),
        f"Later half against earlier: {trend_words(trend)}.",
    )
    return tag("figure", caption, trend_panel(row.name, trend.periods, most))


def _table(shown: Sequence[tuple[SourceReport, Trend]]) -> Element:
    heads = [
        Head("source"),
        Head("quarter"),
        Head("n", is_number=True),
        Head("Brier", "lower is better", is_number=True),
        Head("95% interval", is_number=True),
        Head("came true", is_number=True),
    ]
    rows = [
        (
            row.name,
            one.period,
            f"{one.n:,}",
            format_score(one.brier),
            format_score_interval(one.brier_ci),
            format_percent(one.base_rate),
        )
        for row, trend in shown
        for one in trend.periods
    ]
    return data_table("Brier score by quarter of the due day", heads, rows)


def _most(trends: Sequence[Trend]) -> float:
    """One scale for all, so that they can be compared."""
    highest = max(one.brier for trend in trends for one in trend.periods)
    return min(1.0, max(0.5, ceil(4 * highest) / 4))
