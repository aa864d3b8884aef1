"""The grammar of date expressions: words in, periods out, nothing resolved.

A descent without recursion: each rule looks a bounded number of words ahead, so time is linear in
the text. A rule takes the place of its first word and returns what it read with the place after
it, or None.
"""

import re
from collections.abc import Iterator

from forecastctl.extract.horizon_periods import (
    Ago,
    Count,
    Expression,
    Part,
    Period,
    Range,
    Simple,
    Unit,
    Unresolved,
    Yearly,
    Years,
)
from forecastctl.extract.horizon_simple import DASHES, dated, simple, unit_in_part, years
from forecastctl.extract.horizon_tokens import Tokens
from forecastctl.extract.horizon_words import (
    BOUND_OF,
    BOUNDS,
    COUNTED_UNITS,
    DETERMINERS,
    EDGE_OF,
    EDGES,
    EVENTS,
    FEASTS,
    FEW,
    LAST,
    LOOKING_AHEAD,
    LOOKING_BACK,
    MONTHS,
    NEAR_DAYS,
    NEXT,
    NUMBERS,
    ORDINALS,
    SAME,
    SEASONS,
    SHUT,
    SOFTENERS,
    SPANS,
    STEP,
    THIS,
    TIMES_OF_DAY,
    UNITS,
    VAGUE,
    WEEKDAYS,
    Bound,
    Edge,
)

Read = tuple[Period, int] | None

_COUNTING = frozenset((Bound.WITHIN, Bound.FOR, Bound.UNTIL, Bound.AFTER))
_NO_EVENT_AFTER = frozenset("in on for over under into across inside through from".split())
_FISCAL = frozenset(("fiscal", "financial", "tax"))
_JOINTS = frozenset(("to", "until", "till", "through", "and", "or", *DASHES))
_CONTINUING = frozenset("continuing lasting running extending ending finishing".split())
_MOST_WORDS_OF_EVENT = 6
_LOOK_BACK = 6

_STARTERS = frozenset(
    (
        *BOUNDS,
        *EDGES,
        *VAGUE,
        *SAME,
        *MONTHS,
        *WEEKDAYS,
        *STEP,
        *NEAR_DAYS,
        *SEASONS,
        *FEASTS,
        *NUMBERS,
        *ORDINALS,
        *UNITS,
        *FEW,
        *("the", "fiscal", "financial", "midyear", "midweek", "midcentury", "another", "half"),
    )
)
"""Words that may begin a date expression, beside those that hold a digit."""
_KEYS = frozenset(
    (
        *(words[-1] for table in (VAGUE, SAME) for known, _ in table.values() for words in known),
        *MONTHS,
        *WEEKDAYS,
        *NEAR_DAYS,
        *SEASONS,
        *FEASTS,
        *UNITS,
        *EVENTS,
        *TIMES_OF_DAY,
        *("new", "good", "boxing", "midyear", "midweek", "midcentury", "season"),
    )
)
"""Words of which every date expression holds one, or else a digit."""
_DIGIT = re.compile("[0-9]")
_LONGEST = 10
"""How many words may lie between the first word of an expression and its key."""


def beginnings(tokens: Tokens) -> Iterator[int]:
    """The places where a date expression may begin, from left to right."""
    words = tokens.words
    if _KEYS.isdisjoint(words) and not _DIGIT.search(tokens.text):
        return
    at = 0
    for key, word in enumerate(words):
        if word not in _KEYS and not _has_digit(word):
            continue
        for place in range(max(at, key - _LONGEST), key + 1):
            if words[place] in _STARTERS or _has_digit(words[place]):
                yield place
        at = max(at, key + 1)


def _has_digit(word: str) -> bool:
    return not word.isalpha() and (word[:1].isdigit() or word[-1:].isdigit())


def expression(tokens: Tokens, at: int) -> tuple[Expression, int] | None:
    """Read the date expression that begins here, or None."""
    pointer = tokens.phrase(at, SAME)
    if pointer is not None:
        return Expression(Bound.AT, Unresolved("anaphor")), pointer[1]
    vague = tokens.phrase(at, VAGUE)
    if vague is not None:
        return Expression(Bound.AT, Unresolved("vague")), vague[1]
    return _bounded(tokens, at) or _unbounded(tokens, at)


def _unbounded(tokens: Tokens, at: int) -> tuple[Expression, int] | None:
    read = _period(tokens, at, None)
    return (Expression(Bound.AT, read[0]), read[1]) if read else None


def _bounded(tokens: Tokens, at: int) -> tuple[Expression, int] | None:
    found = tokens.phrase(at, BOUNDS)
    if found is None:
        return None
    bound, place = BOUND_OF[found[0]], _soften(tokens, found[1])
    if tokens.words[place] == "now" and tokens.words[place + 1] in ("and", "to", "until", "till"):
        bound, place = Bound.UNTIL, _soften(tokens, place + 2)
    if found[0] not in _NO_EVENT_AFTER:
        event = _event(tokens, place, bound)
        if event is not None:
            return event
    read = _period(tokens, place, bound) or _time_of_day(tokens, place)
    if read is None or (bound is Bound.BETWEEN and not isinstance(read[0], Range)):
        return None
    if bound is Bound.FROM:
        read = _continued(tokens, *read)
    return Expression(bound, read[0]), read[1]


def _soften(tokens: Tokens, at: int) -> int:
    """Return the place after words that leave a period as it is, two at most."""
    for _ in range(2):
        found = tokens.phrase(at, SOFTENERS)
        at = found[1] if found else at
    return at


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
    return (
        _fiscal(tokens, at)
        or _this_season(tokens, at)
        or _count(tokens, at, bound)
        or _range(tokens, at, is_governed=bound is not None)
    )


def _range(tokens: Tokens, at: int, *, is_governed: bool) -> Read:
    """Read one simple or partial period, or two that belong together."""
    read = _one(tokens, at, is_governed=is_governed)
    if read is None or isinstance(read[0], Range) or tokens.words[read[1]] not in _JOINTS:
        return read
    first, after = read[0], read[1] + 1
    following = _one(tokens, after, is_governed=True)
    if following is None and tokens.words[after] == "next" and isinstance(first, Unit):
        following = first._replace(away=1), after + 1
    if following is None or isinstance(following[0], Range) or not _match(first, following[0]):
        return read
    return Range(first, following[0]), following[1]


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
        return one.name == other.name or {one.name, other.name} <= {"day", "month"}
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
    """True for "end today", "early day", which are no parts of a period."""
    if phrase == "end":
        return not isinstance(period, Years | Yearly)
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
    numbered = years(tokens, at, is_governed=True)
    if numbered is not None and words[numbered[1]] in _FISCAL:
        return Unresolved("fiscal_year"), numbered[1] + 1 + (words[numbered[1] + 1] == "year")
    if words[at] not in _FISCAL:
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
    place, inside = at, None
    last = at + _MOST_WORDS_OF_EVENT
    place += tokens.words[place] in DETERMINERS
    while place < last and tokens.words[place] not in EVENTS:
        found = dated(tokens, place) or years(tokens, place, is_governed=True)
        if found is not None:
            inside, place = found[0], found[1]
        elif tokens.words[place] in SHUT or not _is_noun_like(tokens, place):
            return None
        else:
            place += 1
    if tokens.words[place] not in EVENTS or tokens.words[place + 1] == "-":
        return None
    place += 1 + (tokens.words[place + 1] in EVENTS)
    if inside is not None and bound is not Bound.AFTER:
        return Expression(Bound.AT, inside), place
    return Expression(bound, Unresolved("event")), place


def _is_noun_like(tokens: Tokens, at: int) -> bool:
    return tokens.words[at].isalpha() or tokens.words[at] in ("-", "'", "’")


def _count(tokens: Tokens, at: int, bound: Bound | None) -> Read:
    """Read "the next five years", "three months", "a decade", "two weeks ago"."""
    words = tokens.words
    is_the = words[at] in ("the", "these", "this", "a", "another")
    place = at + (words[at] in ("the", "these", "this"))
    sign = _direction(words[place])
    place = _soften(tokens, place + (sign != 0))
    place += words[place] in DETERMINERS and words[place + 2] == "-"
    if words[place] in FEW:
        return _few(tokens, place)
    number = _number(tokens, place)
    if number is None:
        return _uncounted(tokens, place, is_the=is_the) if sign else _year_ahead(tokens, at)
    low, high, place = number
    is_joined = words[place] == "-"
    place += is_joined or words[place] in ("more", "further", "full", "consecutive")
    unit = UNITS.get(words[place])
    if unit is None or unit not in COUNTED_UNITS or is_joined > (words[place + 1] in SPANS):
        return None
    count = Count(low, high, unit, sign)
    return _counted(tokens, count, at, place + 1 + is_joined, bound)


def _direction(word: str) -> int:
    if word in NEXT or word == "another":
        return 1
    return -1 if word in LAST else 0


def _few(tokens: Tokens, at: int) -> Read:
    """Read "few days" or "couple of weeks": how many is not said."""
    place = at + 1 + (tokens.words[at + 1] == "more")
    place += tokens.words[place] == "of"
    is_unit = UNITS.get(tokens.words[place]) in COUNTED_UNITS
    is_back = tokens.words[place + 1] in ("ago", "earlier", "later", "old")
    return (Unresolved("vague"), place + 1) if is_unit and not is_back else None


def _uncounted(tokens: Tokens, at: int, *, is_the: bool) -> Read:
    """Read "the next year" (a year from now) and "the coming weeks" (vague)."""
    unit = UNITS.get(tokens.words[at])
    sign = 1 if tokens.words[at - 1] in NEXT else -1
    if unit is None or unit not in COUNTED_UNITS:
        return None
    if unit != tokens.words[at]:
        return (Unresolved("vague"), at + 1) if sign > 0 else None
    if not is_the or unit == "quarter":
        return None
    return _rough(tokens, Count(1, 1, unit, sign), at + 1)


def _year_ahead(tokens: Tokens, at: int) -> Read:
    """Read "the year ahead"."""
    place = at + (tokens.words[at] == "the")
    unit = UNITS.get(tokens.words[place])
    is_ahead = unit == tokens.words[place] and tokens.words[place + 1] == "ahead"
    return (Count(1, 1, unit), place + 2) if unit and is_ahead else None


def _rough(tokens: Tokens, count: Count, at: int) -> tuple[Count, int]:
    """Read "or so" and "or two" behind a count."""
    if tokens.words[at] == "or" and tokens.words[at + 1] == "so":
        return count._replace(is_rough=True), at + 2
    if tokens.words[at] == "or" and tokens.words[at + 1] == "two":
        return count._replace(high=2), at + 2
    if tokens.words[at : at + 4] == ["and", "a", "half"]:
        return count._replace(low=count.low + 0.5, high=count.high + 0.5), at + 3
    return count, at


def _counted(tokens: Tokens, count: Count, at: int, end: int, bound: Bound | None) -> Read:
    """Decide by the words around whether a count of units tells when."""
    count, end = _rough(tokens, count, end)
    words = tokens.words
    if words[end] in ("'", "’"):
        end += 1 + (words[end + 1] == "s")
    end += words[end] == "time"
    if words[end] == "ago":
        return Ago(count.high, count.unit), end + 1
    if words[end : end + 2] in (["from", "now"], ["from", "today"]):
        return count._replace(sign=1), end + 2
    if words[end] in ("old", "later", "earlier", "after", "before", "on", "apart", "into", "-"):
        return None
    if count.sign:
        return count, end
    if bound not in _COUNTING or _looks_back(tokens, at):
        return None
    if words[end] == "of" and bound is Bound.WITHIN:
        return Unresolved("event"), end
    return count._replace(sign=int(bound is not Bound.FOR)), end


def _looks_back(tokens: Tokens, at: int) -> bool:
    """True for "the highest in 40 years" and "has risen for 40 years"."""
    before = tokens.words[max(0, at - _LOOK_BACK) : at]
    if any(word in LOOKING_AHEAD for word in before):
        return False
    return any(word in LOOKING_BACK or (len(word) > 5 and word.endswith("est")) for word in before)


def _number(tokens: Tokens, at: int) -> tuple[float, float, int] | None:
    """Read "5", "five", "two to three", "20 or 25"; the lower, the higher, the place after."""
    first = _one_number(tokens, at)
    if first is None:
        return None
    low, place = first
    if tokens.words[place] in ("to", "or", *DASHES):
        second = _one_number(tokens, place + 1)
        if second is not None and second[0] > low:
            return low, second[0], second[1]
    return low, low, place


def _one_number(tokens: Tokens, at: int) -> tuple[float, int] | None:
    word = tokens.words[at]
    if word == "half" and tokens.words[at + 1] in ("a", "an", "-"):
        return 0.5, at + 2
    if word in NUMBERS:
        value: float = NUMBERS[word]
        place = at + 1
        if value >= 20 and value % 10 == 0:
            place += tokens.words[place] in DASHES
            ones = NUMBERS.get(tokens.words[place], 10)
            if 0 < ones < 10 and tokens.words[place] not in ("a", "an"):
                return value + ones, place + 1
            place = at + 1
        return value + _half(tokens, place)[0], _half(tokens, place)[1]
    if word[:1].isdigit() and word.isascii() and word.replace(".", "", 1).isdigit():
        return (float(word), at + 1) if len(word) <= 4 else None
    return None


def _half(tokens: Tokens, at: int) -> tuple[float, int]:
    """Read "and a half" behind a number."""
    place = at + (tokens.words[at] == "-")
    if tokens.words[place] != "and":
        return 0, at
    words = [word for word in tokens.words[place + 1 : place + 6] if word != "-"]
    if words[:2] != ["a", "half"]:
        return 0, at
    return 0.5, place + 3 + tokens.words[place + 1 : place + 4].count("-")
