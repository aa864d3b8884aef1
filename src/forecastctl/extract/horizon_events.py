"""Events that an article dates by itself, and words that point back to one of its dates."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from forecastctl.extract.base import Anchor, ArticleText, Block, Horizon
from forecastctl.extract.horizon import find_horizons
from forecastctl.extract.horizon_calendar import limited
from forecastctl.extract.horizon_span import Span
from forecastctl.extract.horizon_tokens import Tokens
from forecastctl.extract.horizon_words import BOUND_OF, BOUNDS, EVENTS, PART_OF, Bound

_NEAR = 120
"""How many characters may lie between an event and its date."""
_WORD = re.compile(r"\w+")
_BEGINNING = re.compile(r"\b(?:begin|start|open|launch|kick off)(?:s|ning|ing)? (?:\w+ ){0,2}$")
"""Before an event it tells that a date is only that of the first day."""
_EXPLICIT = re.compile(
    r"[0-9](?:st|nd|rd|th)?(?: of)? [A-Z]|[a-z][.]? [0-9]{1,2}\b|-[0-9]{2}|hurricane"
)
"""What a block holds that dates an event, at a glance."""
_DIGIT = re.compile("[0-9]")
_SENTENCE_END = re.compile(r"[.!?][”\"’')]*\s|\n")
_SUBJECT = re.compile(
    r"\W*(?:the|this|that|its|his|her|their|(?:[^\W\d_]+ )?[^\W\d_]+[’']s)(?: [^\W\d_-]+){0,2}? "
    rf"(?P<noun>{'|'.join(sorted(EVENTS))})\b",
    re.IGNORECASE,
)
_SEASON = re.compile(r"\bseason\b", re.IGNORECASE)


class EventDates:
    """The dated events of one article (rule 9), found when first asked for."""

    def __init__(self, article: ArticleText, anchor: Anchor) -> None:
        self._article = article
        self._anchor = anchor
        self._dates: dict[int, list[Horizon]] = {}

    def dated(self, horizons: tuple[Horizon, ...], start: int) -> tuple[Horizon, ...]:
        """Fill in events and pointers among the horizons of a text that begins at `start`."""
        if not any({"event", "anaphor"} & {*horizon.flags} for horizon in horizons):
            return horizons
        return tuple(self._filled(horizon, start) for horizon in horizons)

    def of_clause(self, clause: str) -> Horizon | None:
        """Date a clause by its subject, where that is an event of just this name ("the visit").

        A season needs to be no subject: "a chance of a quiet season" is about the dated one.
        """
        found = _SUBJECT.match(clause)
        span = found.span("noun") if found else None
        if span is None:
            season = _SEASON.search(clause)
            span = season.span() if season else None
        event = self._events.get(clause[slice(*span)].lower()) if span else None
        if event is None or span is None or _last(event) < (self._anchor.day or date.min):
            return None
        flags = ("event", "event_date")
        return event._replace(start=span[0], end=span[1], phrase=clause[slice(*span)], flags=flags)

    def _filled(self, horizon: Horizon, start: int) -> Horizon:
        if "anaphor" in horizon.flags:
            earlier = self._last_before(start + horizon.start)
            return _dated_as(horizon, earlier, "anaphor") if earlier else horizon
        if "event" not in horizon.flags:
            return horizon
        nouns = [word for word in _WORD.findall(horizon.phrase.lower()) if word in EVENTS]
        event = self._event(nouns[-1]) if nouns else None
        return _dated_as(horizon, event, "event", "event_date") if event else horizon

    def _last_before(self, place: int) -> Horizon | None:
        """The last date of the same block before a place."""
        at = bisect_right(self._article.blocks, place, key=lambda block: block.start) - 1
        if at < 0:
            return None
        if at not in self._dates:
            self._dates[at] = self._dates_of(self._article.blocks[at])
        dated = self._dates[at]
        count = bisect_left(dated, place - self._article.blocks[at].start, key=_start)
        return dated[count - 1] if count else None

    def _dates_of(self, block: Block) -> list[Horizon]:
        text = self._article.text[block.start : block.end]
        return [horizon for horizon in find_horizons(text, self._anchor) if horizon.last]

    def _event(self, noun: str) -> Horizon | None:
        """The dates of an event by its noun, by another noun of its sort, or of what it is in."""
        group = EVENTS[noun]
        keys = (noun, f"{group} group", f"{PART_OF.get(group)} group")
        return next((self._events[key] for key in keys if key in self._events), None)

    @cached_property
    def _events(self) -> dict[str, Horizon]:
        """The explicit dates next to each noun; of several the one that ends last."""
        events: dict[str, Horizon] = {}
        for block in self._article.blocks:
            for noun, horizon in self._dated_nouns(block):
                for key in (noun, f"{EVENTS[noun]} group"):
                    known = events.get(key)
                    if known is None or _last(known) < _last(horizon):
                        events[key] = horizon
        return events

    def _dated_nouns(self, block: Block) -> Iterator[tuple[str, Horizon]]:
        """Each explicit date of a block with the nearest noun of an event in its sentence."""
        text = self._article.text[block.start : block.end]
        if not _EXPLICIT.search(text):
            return
        nouns = [
            match
            for match in _WORD.finditer(text)
            if match[0].lower() in EVENTS
            and not _BEGINNING.search(text, max(0, match.start() - 30), match.start())
        ]
        if not nouns:
            return
        for horizon in find_horizons(text, self._anchor):
            if horizon.first is None or horizon.last is None:
                continue
            if horizon.precision == "hurricane season":
                yield "season", horizon
            elif horizon.precision == "day" and _DIGIT.search(horizon.phrase):
                noun = _nearest(nouns, horizon, text)
                if noun is not None:
                    yield noun, horizon


def _start(horizon: Horizon) -> int:
    return horizon.start


def _last(horizon: Horizon) -> date:
    return horizon.last or date.min


def _nearest(nouns: list[re.Match[str]], horizon: Horizon, text: str) -> str | None:
    """The last noun before a date or else the first after it, in one sentence and not far off."""
    place = bisect_left(nouns, horizon.start, key=re.Match.start)
    before, after = nouns[:place][-1:], nouns[place:][:1]
    for noun, start, end in (
        *((noun, noun.end(), horizon.start) for noun in before),
        *((noun, horizon.end, noun.start()) for noun in after),
    ):
        if end - start <= _NEAR and _SENTENCE_END.search(text, max(start, 0), end) is None:
            return noun[0].lower()
    return None


def _dated_as(horizon: Horizon, event: Horizon, *flags: str) -> Horizon:
    """Give a phrase the days of what it names, within the limits of its preposition."""
    tokens = Tokens(horizon.phrase)
    found = tokens.phrase(0, BOUNDS)
    span = Span(event.first, event.last, event.precision)
    span = limited(span, BOUND_OF[found[0]] if found else Bound.AT)
    return horizon._replace(
        first=span.first,
        last=span.last,
        precision=event.precision,
        flags=(*flags, *span.flags),
        inside=event.last if "anaphor" in flags else None,
    )
