"""Scores as drawings: a bar in a row of a table, and a row over time."""

from collections.abc import Iterator, Sequence

from forecastctl.render.html import Element, tag
from forecastctl.render.number import format_score, format_score_interval
from forecastctl.render.svg import Axis, label, line, path, picture
from forecastctl.scoring.interval import Interval
from forecastctl.scoring.trend import Period

COIN = 0.25
"""The Brier score of always saying 50%."""

_PANEL_WIDTH, _PANEL_HEIGHT = 240, 122
_LEFT, _RIGHT, _TOP, _BOTTOM = 32, 232, 10, 96


def score_bar(value: float, interval: Interval | None, axis: Axis, *, is_sure: bool) -> Element:
    """A dot with its interval, over the whole width of a cell; hollow where nothing is decided.

    A screen reader is spared it: the same numbers stand beside it.
    """
    parts = [
        tag("line", x1=_share(axis, COIN), x2=_share(axis, COIN), y1=0, y2="100%", class_="dashed")
    ]
    if interval is not None:
        low, high = _share(axis, interval.low), _share(axis, interval.high)
        parts.append(tag("line", x1=low, x2=high, y1="50%", y2="50%", class_="whisker"))
    kind = "point" if is_sure else "hollow"
    parts.append(tag("circle", cx=_share(axis, value), cy="50%", r=4.5, class_=kind))
    title = f"Brier {format_score(value)} {format_score_interval(interval)}"
    return tag("svg", tag("title", title), *parts, class_="bar", aria_hidden="true")


def score_scale(axis: Axis) -> Element:
    """What the bars below it are drawn to."""
    marks = [(0.0, "start"), (COIN, "middle"), (axis.most, "end")]
    parts = [
        tag("text", _tick(value), x=_share(axis, value), y="85%", text_anchor=anchor)
        for value, anchor in marks
    ]
    title = tag("title", f"Scale from 0 to {_tick(axis.most)}")
    return tag("svg", title, *parts, class_="scale", aria_hidden="true")


def rate_bar(rate: float, interval: Interval, meant: Interval | None) -> Element:
    """How often it happened, over the range that was meant."""
    axis = Axis(1, 99)
    parts = []
    if meant is not None:
        left, right = axis.at(meant.low), axis.at(meant.high)
        width = f"{max(0.5, right - left):.1f}%"
        parts.append(
            tag("rect", x=f"{left:.1f}%", y="10%", width=width, height="80%", class_="band")
        )
    low, high = _share(axis, interval.low), _share(axis, interval.high)
    parts.append(tag("line", x1=low, x2=high, y1="50%", y2="50%", class_="whisker"))
    parts.append(tag("circle", cx=_share(axis, rate), cy="50%", r=4.5, class_="point"))
    title = tag("title", f"happened {rate:.0%}")
    return tag("svg", title, *parts, class_="bar", aria_hidden="true")


def trend_panel(name: str, periods: Sequence[Period], most: float) -> Element:
    """The Brier score quarter by quarter; quarters without any leave a gap in the distance."""
    y = Axis(_BOTTOM, _TOP, most)
    places = [_quarter(one.period) for one in periods]
    x = Axis(_LEFT + 6, _RIGHT - 6, float(places[-1]), float(places[0]))
    points = [(x.at(at), y.at(one.brier)) for at, one in zip(places, periods, strict=True)]
    described = "; ".join(
        f"{one.period}: {format_score(one.brier)} ({one.n} scored)" for one in periods
    )
    return picture(
        _PANEL_WIDTH,
        _PANEL_HEIGHT,
        f"Brier score of {name} by quarter",
        f"{described}.",
        *_panel_frame(y, periods),
        path(points, "curve"),
        *(part for at, one in zip(points, periods, strict=True) for part in _moment(at, one, y)),
        class_="panel",
    )


def _panel_frame(y: Axis, periods: Sequence[Period]) -> Iterator[Element]:
    for value in (0.0, COIN, y.most):
        at = y.at(value)
        yield line(_LEFT, at, _RIGHT, at, "dashed" if value == COIN else "grid")
        yield label(_LEFT - 5, at + 4, _tick(value), "end")
    yield label(_LEFT, _BOTTOM + 18, periods[0].period)
    yield label(_RIGHT, _BOTTOM + 18, periods[-1].period, "end")


def _moment(at: tuple[float, float], one: Period, y: Axis) -> Iterator[Element]:
    if one.brier_ci is not None:
        yield line(at[0], y.at(one.brier_ci.low), at[0], y.at(one.brier_ci.high), "whisker")
    yield tag("circle", cx=at[0], cy=at[1], r=3.5, class_="point")


def _tick(value: float) -> str:
    return f"{value:.2f}".lstrip("0") if value else "0"


def _share(axis: Axis, value: float) -> str:
    return f"{axis.at(value):.1f}%"


def _quarter(period: str) -> int:
    """The number of a quarter such as 2026-q4, counted from the year 0."""
    year, _, quarter = period.partition("-q")
    return 4 * int(year) + int(quarter)
