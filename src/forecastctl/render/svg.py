"""What all drawings share: pictures with a name, and scales."""

from typing import NamedTuple

from forecastctl.render.html import Element, Node, markup, tag
from forecastctl.render.page_style import DRAWING_STYLE

NAMESPACE = "http://www.w3.org/2000/svg"


class Axis(NamedTuple):
    """Values from `least` to `most` along a line from `start` to `end` of the drawing."""

    start: float
    end: float
    most: float = 1.0
    least: float = 0.0

    def at(self, value: float) -> float:
        """Where this value stands; what lies outside stands at the end."""
        share = (value - self.least) / ((self.most - self.least) or 1.0)
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)


def picture(
    width: int, height: int, title: str, description: str, *parts: Node, class_: str
) -> Element:
    """A drawing with its name and what it shows in words."""
    return tag(
        "svg",
        tag("title", title),
        tag("desc", description),
        *parts,
        viewBox=f"0 0 {width} {height}",
        role="img",
        class_=class_,
    )


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Element:
    """A straight line."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def label(
    x: float, y: float, text: str, anchor: str = "start", class_: str | None = None
) -> Element:
    """Words in a drawing."""
    return tag("text", text, x=x, y=y, text_anchor=anchor, class_=class_)


def path(points: list[tuple[float, float]], class_: str) -> Element:
    """A line through these points."""
    steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return tag("path", d=f"M{steps}", class_=class_)


def standalone(drawing: Element) -> str:
    """The drawing as a file of its own, on paper of its own."""
    attributes = (("xmlns", NAMESPACE), *drawing.attributes)
    style = tag("style", DRAWING_STYLE)
    paper = tag("rect", width="100%", height="100%", class_="paper")
    title, description, *parts = drawing.children
    whole = Element(drawing.name, attributes, (title, description, style, paper, *parts))
    return f'<?xml version="1.0" encoding="UTF-8"?>{markup(whole)}\n'
