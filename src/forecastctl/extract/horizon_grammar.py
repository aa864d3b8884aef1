"""The grammar of date expressions: words in, periods out, nothing resolved.

A descent without recursion: each rule looks a bounded number of words ahead, so time is linear in
the text. A rule takes the place of its first word and returns what it read with the place after
it, or None.
"""

from forecastctl.extract.horizon_counts import count, looks_back
from forecastctl.extract.horizon_periods import (
    Expression,
    Part,
    Period,
    Range,
    Simple,
    Unit,
    Unresolved,
    Weekday,
    Yearly,
    Years,
)
from forecastctl.extract.horizon_scan import may_begin
from forecastctl.extract.horizon_simple import simple, unit_in_part, years
from forecastctl.extract.horizon_tokens import DASHES, Tokens
from forecastctl.extract.horizon_words import (
    BOUND_OF,
    BOUNDS,
    DETERMINERS,
    EDGE_OF,
    EDGES,
    EVENTS,
    FISCAL,
    NOT_BEFORE_OVER,
    NOT_BEFORE_VAGUE,
    SAME,
    SEASONS,
    SHUT,
    STEP,
    THIS,
    VAGUE,
    Bound,
    Edge,
)

Read = tuple[Period, int] | None

_NO_EVENT_AFTER = frozenset(
    ("up to", "out to", *"in on for over under into across inside within through from".split())
)
_JOINTS = frozenset(("to", "into", "until", "till", "through", "and", "or", *DASHES))
_CONTINUING = frozenset("continuing lasting running extending ending finishing".split())
_MOST_WORDS_OF_EVENT = 6
_MOST_JOINED = 4
_EVENTS = frozenset(EVENTS)


def expression(tokens: Tokens, at: int) -> tuple[Expression, int] | None:
    """Read the date expression that begins here, or None."""
    pointer = tokens.phrase(at, SAME)
    if pointer is not None:
        return Expression(Bound.AT, Unresolved("anaphor")), pointer[1]
    vague = tokens.phrase(at, VAGUE)
    if vague is not None and tokens.words[vague[1]] != "of" and not _is_degree(tokens, at):
        return Expression(Bound.AT, Unresolved("vague")), vague[1]
    return _bounded(tokens, at) or _unbounded(tokens, at)


def _is_degree(tokens: Tokens, at: int) -> bool:
    return tokens.words[at - 1] in NOT_BEFORE_VAGUE or looks_back(tokens, at)


def _unbounded(tokens: Tokens, at: int) -> tuple[Expression, int] | None:
    read = _period(tokens, at, None)
    return (Expression(Bound.AT, read[0]), read[1]) if read else None


def _bounded(tokens: Tokens, at: int) -> tuple[Expression, int] | None:
    found = tokens.phrase(at, BOUNDS)
    if found is None or (found[0] == "over" and tokens.words[at - 1] in NOT_BEFORE_OVER):
        return None
    bound, place = BOUND_OF[found[0]], tokens.soften(found[1])
    if tokens.words[place] == "now" and tokens.words[place + 1] in ("and", "to", "until", "till"):
        bound, place = Bound.THROUGH, tokens.soften(place + 2)
    last = place + _MOST_WORDS_OF_EVENT
    if found[0] not in _NO_EVENT_AFTER and not _EVENTS.isdisjoint(tokens.words[place : last + 1]):
        event = _event(tokens, place, bound)
        if event is not None:
            return event
    read = _period(tokens, place, bound) or _time_of_day(tokens, place)
    if read is None or (bound is Bound.BETWEEN and not isinstance(read[0], Range | Years)):
        return None
    if bound is Bound.FROM:
        read = _continued(tokens, *read)
    return Expression(bound, read[0]), read[1]


def _time_of_day(tokens: Tokens, at: int) -> Read:
    """Read "the afternoon of March 20", which is the day."""
    words = tokens.words
    if words[at] != "the" or words[at + 2] != "of":
        return None
    if words[at + 1] not in ("morning", "afternoon", "evening", "night"):
        return None
    return simple(tokens, at + 3, is_governed=True)


def _continued(tokens: Tokens, period: Period, at: int) -> tuple[Period, int]:
    """Join "beginning Friday and continuing through the weekend" to one range."""
    place = at + (tokens.words[at] == ",")
    place += tokens.words[place] == "and"
    if tokens.words[place] in _CONTINUING and isinstance(period, Simple | Part):
        found = tokens.phrase(place + 1, BOUNDS)
        read = _one(tokens, found[1] if found else place + 1, is_governed=True)
        if read is not None and not isinstance(read[0], Range):
            return Range(period, read[0]), read[1]
    return period, at


def _period(tokens: Tokens, at: int, bound: Bound | None) -> Read:
    """Read a period of any kind; `bound` is that of the preposition before it, if any."""
    if not may_begin(tokens, at):
        return None
    return (
        _fiscal(tokens, at)
        or _this_season(tokens, at)
        or count(tokens, at, bound)
        or _range(tokens, at, is_governed=bound is not None)
    )


def _range(tokens: Tokens, at: int, *, is_governed: bool) -> Read:
    """Read one simple or partial period, or several that belong together."""
    read = _one(tokens, at, is_governed=is_governed)
    if read is None or isinstance(read[0], Range):
        return read
    first = last = read[0]
    after = read[1]
    for _ in range(_MOST_JOINED):
        following = _following(tokens, after, last)
        if following is None:
            break
        last, after = following
    return (first if last is first else Range(first, last)), after


def _following(tokens: Tokens, at: int, last: Simple | Part) -> tuple[Simple | Part, int] | None:
    """Read the next period of a range or list: "to April 2", "and 2025", ", 2024" before "and"."""
    at += tokens.words[at] == "," and tokens.words[at + 1] in ("to", "until", "through")
    if tokens.words[at] not in _JOINTS and tokens.words[at] != ",":
        return None
    read = _one(tokens, at + 1, is_governed=True)
    if read is None and tokens.words[at + 1] == "next" and isinstance(last, Unit):
        read = last._replace(away=1), at + 2
    if read is None or isinstance(read[0], Range) or not _match(last, read[0]):
        return None
    is_list = tokens.words[read[1]] in ("and", "or", ",")
    return (read[0], read[1]) if is_list or tokens.words[at] != "," else None


def _one(tokens: Tokens, at: int, *, is_governed: bool) -> tuple[Simple | Part | Range, int] | None:
    """Read one period, or days of one month, after "the" too where governed."""
    read = _part(tokens, at) or simple(tokens, at, is_governed=is_governed)
    if read is None and is_governed and tokens.words[at] == "the":
        return _part(tokens, at + 1) or simple(tokens, at + 1, is_governed=True)
    return read


def _match(first: Simple | Part, last: Simple | Part) -> bool:
    """True for two periods of one kind: two years, two days, two weekdays."""
    one = first.of if isinstance(first, Part) else first
    other = last.of if isinstance(last, Part) else last
    if isinstance(one, Unit) and isinstance(other, Unit):
        return one.name == other.name and one.away <= other.away
    if isinstance(one, Yearly) and isinstance(other, Yearly):
        names = {one.name, other.name}
        return len(names) == 1 or names <= {"day", "month"} or names <= SEASONS.keys()
    return type(one) is type(other)


def _part(tokens: Tokens, at: int) -> tuple[Part, int] | None:
    """Read "early April", "the end of the decade", "mid-2025", "year-end"."""
    closing = _closing(tokens, at)
    if closing is not None:
        return closing
    found = tokens.phrase(at, EDGES)
    if found is None:
        return None
    edge, place = EDGE_OF[found[0]], found[1]
    read = unit_in_part(tokens, place) or simple(tokens, place, is_governed=True)
    if read is None and tokens.words[place] == "the":
        read = simple(tokens, place + 1, is_governed=True)
    if read is None or isinstance(read[0], Range) or _is_loose(edge, found[0], read[0]):
        return None
    return Part(edge, read[0]), read[1]


def _is_loose(edge: Edge, phrase: str, period: Simple) -> bool:
    """True for "end today", "early day", "week of May", which are no parts of a period."""
    if phrase == "end":
        return not isinstance(period, Years | Yearly)
    if edge in (Edge.WEEK, Edge.WEEKEND):
        return not isinstance(period, Yearly) or period.name != "day"
    return isinstance(period, Unit) and period.name == "day" and edge in (Edge.MID, Edge.START)


def _closing(tokens: Tokens, at: int) -> tuple[Part, int] | None:
    """Read "year-end", "the year's end", "month end", "midyear"."""
    if tokens.words[at] in ("midyear", "midweek", "midcentury"):
        return Part(Edge.MID, Unit(tokens.words[at].removeprefix("mid"), 0)), at + 1
    at += tokens.words[at] == "the"
    name = tokens.words[at]
    if name not in ("year", "month", "week", "decade", "century", "quarter"):
        return None
    place = at + 1
    if tokens.words[place] in ("'", "’") and tokens.words[place + 1] == "s":
        place += 2
    elif tokens.words[place] == "-":
        place += 1
    if tokens.words[place] != "end":
        return None
    read = years(tokens, place + 1, is_governed=name == "year")
    if read is not None and isinstance(read[0], Years):
        return Part(Edge.END, read[0]), read[1]
    return Part(Edge.END, Unit(name, 0)), place + 1


def _fiscal(tokens: Tokens, at: int) -> Read:
    """Read fiscal, financial and tax years, which begin on another day in each country."""
    words = tokens.words
    if words[at].startswith("fy") and words[at][2:].isdigit():
        return Unresolved("fiscal_year"), at + 1
    at += words[at] == "the"
    at += words[at] in STEP
    numbered = years(tokens, at, is_governed=True) if words[at][:1].isdigit() else None
    if numbered is not None and words[numbered[1]] in FISCAL:
        return Unresolved("fiscal_year"), numbered[1] + 1 + (words[numbered[1] + 1] == "year")
    if words[at] not in FISCAL:
        return None
    at += 1
    at += words[at] in ("year", "quarter")
    numbered = years(tokens, at, is_governed=True)
    is_named = numbered is not None or words[at - 1] == "year"
    return (Unresolved("fiscal_year"), numbered[1] if numbered else at) if is_named else None


def _this_season(tokens: Tokens, at: int) -> Read:
    """Read "this season", which the article has to date."""
    is_this = tokens.words[at] in THIS and tokens.words[at + 1] == "season"
    return (Unresolved("event"), at + 2) if is_this else None


def _event(tokens: Tokens, at: int, bound: Bound) -> tuple[Expression, int] | None:
    """Read "the Moscow visit": a noun phrase whose head is an event, dated inside or not."""
    is_plain = tokens.words[at] in DETERMINERS and tokens.words[at] not in STEP
    place, inside = at + is_plain, None
    last = at + _MOST_WORDS_OF_EVENT
    while place < last and tokens.words[place] not in EVENTS:
        found = simple(tokens, place, is_governed=True)
        if found is not None:
            inside, place = found
        elif not _is_noun_like(tokens, place):
            return None
        else:
            place += 1
    if tokens.words[place] not in EVENTS or tokens.words[place + 1] == "-":
        return None
    place += 1 + (tokens.words[place + 1] in EVENTS)
    if inside is None:
        return Expression(bound, Unresolved("event")), place
    is_day = isinstance(inside, Weekday) or getattr(inside, "name", "") == "day"
    return Expression(bound if is_day or bound is Bound.AFTER else Bound.AT, inside), place


def _is_noun_like(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    if word in SHUT or (word in DETERMINERS and word not in ("s", "this", "these")):
        return False
    return word.isalpha() or word in ("-", "'", "’")
