"""The reliability diagram: what was said against what happened."""

from collections.abc import Iterator, Sequence
from math import sqrt

from forecastctl.render.html import Element, tag
from forecastctl.render.number import format_percent, format_percent_interval
from forecastctl.render.svg import Axis, label, line, path, picture, standalone
from forecastctl.scoring.calibration import Bin, Calibration

WIDTH, HEIGHT = 400, 540

_X = Axis(42, 380)
_Y = Axis(360, 22)
_COUNTS_AT, _COUNTS_HEIGHT = 464, 34
_LEGEND_AT = 488
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_MOST_LABELS = 20
"""More bins than this leave no room for a number on each."""


def calibration_svg(calibration: Calibration) -> str:
    """The diagram as a file."""
    return standalone(calibration_diagram(calibration))


def calibration_diagram(calibration: Calibration) -> Element:
    """Dots of the bins with their intervals, the band of a calibrated source, the curve, counts."""
    bins = calibration.bins
    return picture(
        WIDTH,
        HEIGHT,
        "Reliability diagram: what was said against what happened",
        _in_words(bins),
        *_frame(),
        *_bands(bins),
        line(_X.start, _Y.start, _X.end, _Y.end, "dashed"),
        *([path(_curve(calibration), "curve")] if calibration.curve else []),
        *(part for one in bins for part in _dot(one, calibration.n)),
        *_counts(bins),
        *_legend(calibration),
        class_="diagram",
    )


def _in_words(bins: Sequence[Bin]) -> str:
    if not bins:
        return "Nothing to score yet."
    parts = (f"said {one.label}: happened {format_percent(one.rate)} of {one.n}" for one in bins)
    return f"{'; '.join(parts)}."


def _frame() -> Iterator[Element]:
    for tick in _TICKS:
        x, y, words = _X.at(tick), _Y.at(tick), format_percent(tick)
        yield line(_X.start, y, _X.end, y, "grid")
        yield line(x, _Y.start, x, _Y.end, "grid")
        yield label(_X.start - 6, y + 4, words, "end")
        yield label(x, _Y.start + 16, words, "middle")
    yield line(_X.start, _Y.start, _X.end, _Y.start, "axis")
    yield line(_X.start, _Y.start, _X.start, _Y.end, "axis")
    yield label(2, 12, "how often it happened", class_="strong")
    yield label(_X.end, _Y.start + 34, "what was said", "end", "strong")


def _bands(bins: Sequence[Bin]) -> Iterator[Element]:
    half = max(2.0, min(9.0, 100 / max(1, len(bins))))
    for one in bins:
        if one.band is not None:
            top, bottom = _Y.at(one.band.high), _Y.at(one.band.low)
            yield tag(
                "rect",
                x=_X.at(one.mean_p) - half,
                y=top,
                width=2 * half,
                height=max(1.0, bottom - top),
                class_="band",
            )


def _curve(calibration: Calibration) -> list[tuple[float, float]]:
    return [
        (_X.at(p), _Y.at(step.k / step.n))
        for step in calibration.curve
        for p in dict.fromkeys((step.low, step.high))
    ]


def _dot(one: Bin, n: int) -> Iterator[Element]:
    x, y = _X.at(one.mean_p), _Y.at(one.rate)
    yield line(x, _Y.at(one.ci.low), x, _Y.at(one.ci.high), "whisker")
    yield _mark(x, y, 3 + 5 * sqrt(one.n / max(1, n)), misses=one.misses)


def _mark(x: float, y: float, size: float, *, misses: bool) -> Element:
    if not misses:
        return tag("circle", cx=x, cy=y, r=size, class_="point")
    far = size + 1.5
    points = (
        f"{x:.1f},{y - far:.1f} {x + far:.1f},{y:.1f} {x:.1f},{y + far:.1f} {x - far:.1f},{y:.1f}"
    )
    return tag("polygon", points=points, class_="hollow")


def _counts(bins: Sequence[Bin]) -> Iterator[Element]:
    """How many forecasts each dot stands for."""
    most = max((one.n for one in bins), default=1)
    yield label(2, _COUNTS_AT - _COUNTS_HEIGHT - 20, "number of predictions", class_="strong")
    for one in bins:
        left, right = _X.at(one.low), _X.at(one.high)
        height = max(1.0, _COUNTS_HEIGHT * one.n / most)
        yield tag(
            "rect",
            x=left + 1,
            y=_COUNTS_AT - height,
            width=max(1.0, right - left - 2),
            height=height,
            class_="column",
        )
        if len(bins) <= _MOST_LABELS:
            yield label((left + right) / 2, _COUNTS_AT - height - 3, f"{one.n:,}", "middle")
    yield line(_X.start, _COUNTS_AT, _X.end, _COUNTS_AT, "axis")


def _legend(calibration: Calibration) -> Iterator[Element]:
    """Two columns of marks with their meaning."""
    y, x2 = _LEGEND_AT, 230
    level = f"{calibration.level * 100:g}%"
    yield _mark(10, y - 4, 5, misses=False)
    yield label(22, y, "happened; larger: more of them")
    yield _mark(10, y + 16, 5, misses=True)
    yield label(22, y + 20, "further off than luck explains")
    yield line(10, y + 30, 10, y + 44, "whisker")
    yield label(22, y + 40, f"how far luck could move it, {level}")
    yield line(x2, y - 4, x2 + 16, y - 4, "dashed")
    yield label(x2 + 22, y, "exactly as said")
    yield line(x2, y + 16, x2 + 16, y + 16, "curve")
    yield label(x2 + 22, y + 20, "happened, smoothed")
    if any(one.band for one in calibration.bins):
        yield tag("rect", x=x2 + 2, y=y + 30, width=12, height=14, class_="band")
        yield label(x2 + 22, y + 40, f"a calibrated source, {level}")


def bin_rows(bins: Sequence[Bin]) -> list[tuple[str, ...]]:
    """The numbers behind the drawing."""
    return [
        (
            one.label,
            f"{one.n:,}",
            format_percent(one.mean_p),
            format_percent(one.rate),
            format_percent_interval(one.ci),
            format_percent_interval(one.band),
        )
        for one in bins
    ]
