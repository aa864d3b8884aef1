"""Date expressions of a text as closed intervals of days, counted from the day of an article."""

import re
from datetime import date
from functools import lru_cache

from forecastctl.extract.base import Anchor, Horizon
from forecastctl.extract.horizon_calendar import resolve
from forecastctl.extract.horizon_grammar import expression
from forecastctl.extract.horizon_scan import beginnings
from forecastctl.extract.horizon_span import Frame, Span
from forecastctl.extract.horizon_tokens import Tokens
from forecastctl.model import Precision

_COMPARED = re.compile(r"\b(?:alive|living|(?:than|as)\s(?:\w+\s){1,2}(?:is|are|does|do))\s$")
""" "Larger than it is today", "most people alive today": what is, not what is to come."""
_ANY_DAY = date(2000, 1, 1)
"""Stands for the anchor where none is known; nothing is counted from it."""


@lru_cache(maxsize=64)
def find_horizons(
    text: str, anchor: Anchor, *, is_past: bool = False, is_negated: bool = False
) -> tuple[Horizon, ...]:
    """Find every date expression of a text, left to right, the longest where several begin.

    `is_past` reads "on Thursday" and "in May" as those before the anchor, as beside "said".
    `is_negated` takes the smaller of "two to three years", and "until May" as before May.
    """
    tokens = Tokens(text)
    frame = Frame(
        anchor.day or _ANY_DAY,
        anchor.precision if anchor.day else Precision.NONE,
        is_past,
        is_negated,
    )
    found = []
    after = 0
    for at in beginnings(tokens):
        read = expression(tokens, at) if at >= after else None
        if read is not None:
            after = read[1]
            found.append(_horizon(tokens, at, after, resolve(read[0], frame)))
    return tuple(found)


def speech_date(text: str, anchor: Anchor) -> Horizon | None:
    """The first date beside a reporting verb, read as past and ended by the anchor, or None."""
    for horizon in find_horizons(text, anchor, is_past=True):
        day = anchor.day or horizon.last
        if horizon.first and horizon.last and day and horizon.first <= day:
            return horizon._replace(last=min(horizon.last, day))
    return None


def _horizon(tokens: Tokens, at: int, after: int, span: Span) -> Horizon:
    start, end = tokens.start(at), tokens.end(after - 1)
    if tokens.words[at] == "today" and _COMPARED.search(tokens.text, max(0, start - 40), start):
        span = span._replace(unit="past")
    return Horizon(
        start=start,
        end=end,
        phrase=tokens.text[start:end],
        first=span.first,
        last=span.last,
        precision=span.unit,
        flags=span.flags,
        inside=span.inside,
    )
