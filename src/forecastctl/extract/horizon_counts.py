"""Counts of units: "within two weeks", "the next five years", "two years ago"."""

from forecastctl.extract.horizon_periods import Ago, Count, Period, Unresolved
from forecastctl.extract.horizon_tokens import DASHES, Tokens
from forecastctl.extract.horizon_words import (
    COUNTED_UNITS,
    DETERMINERS,
    FEW,
    HALVES,
    LAST,
    LOOKING_AHEAD,
    LOOKING_BACK,
    NEXT,
    NUMBERS,
    SPANS,
    UNITS,
    Bound,
)

Read = tuple[Period, int] | None

_COUNTING = frozenset((Bound.WITHIN, Bound.FOR, Bound.THROUGH, Bound.AFTER))
_LOOK_BACK = 6


def count(tokens: Tokens, at: int, bound: Bound | None) -> Read:
    """Read "the next five years", "three months", "a decade", "two weeks ago"."""
    words = tokens.words
    is_the = words[at] in ("the", "these", "this", "a", "another")
    place = at + (words[at] in ("the", "these", "this"))
    sign = _direction(words[place])
    place = tokens.soften(place + (sign != 0))
    place += words[place] in DETERMINERS and words[place + 2] == "-"
    place += words[place] == "a" and words[place + 1] in FEW
    if words[place] in FEW:
        is_ahead = bound is not None and words[place - 1] not in LAST
        return _few(tokens, place) if sign > 0 or is_ahead else None
    number = _number(tokens, place)
    if number is None:
        return _uncounted(tokens, place, is_the=is_the) if sign else _year_ahead(tokens, at)
    low, high, place = number
    is_joined = words[place] == "-"
    place += is_joined or words[place] in ("more", "further", "full", "consecutive")
    unit = UNITS.get(words[place])
    is_share = words[place] == "quarter"
    if unit not in COUNTED_UNITS or is_share or is_joined > (words[place + 1] in SPANS):
        return None
    end = place + 1 + is_joined
    return _counted(tokens, Count(low, high, unit, sign), at, end, bound)


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
    """Read "or so", "or two" and "and a half" behind a count."""
    if tokens.words[at] == "or" and tokens.words[at + 1] == "so":
        return count._replace(is_rough=True), at + 2
    if tokens.words[at] == "or" and tokens.words[at + 1] == "two":
        return count._replace(high=max(2, count.high)), at + 2
    half, at = _half(tokens, at)
    return count._replace(low=count.low + half, high=count.high + half), at


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
    if bound not in _COUNTING or looks_back(tokens, at):
        return None
    if words[end] == "of" and bound is Bound.WITHIN:
        return Unresolved("event"), end
    return count._replace(sign=int(bound is not Bound.FOR)), end


def looks_back(tokens: Tokens, at: int) -> bool:
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
    if word == "half" and tokens.words[at + 1] in ("a", "an", "-", *COUNTED_UNITS):
        return 0.5, at + 1 + (tokens.words[at + 1] not in COUNTED_UNITS)
    if word in NUMBERS:
        value: float = NUMBERS[word]
        place = at + 1
        if value >= 20 and value % 10 == 0:
            place += tokens.words[place] in DASHES
            ones = NUMBERS.get(tokens.words[place], 10)
            if 0 < ones < 10 and tokens.words[place] not in ("a", "an"):
                return value + ones, place + 1
            place = at + 1
        half, place = _half(tokens, place)
        return value + half, place
    if word[:1].isdigit() and word.isascii() and word.replace(".", "", 1).isdigit():
        return (float(word), at + 1) if len(word) <= 4 else None
    return None


def _half(tokens: Tokens, at: int) -> tuple[float, int]:
    """Read "and a half" behind a number."""
    found = tokens.phrase(at, HALVES)
    return (0.5, found[1]) if found else (0, at)
