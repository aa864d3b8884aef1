"""Simple periods: days, months, years, weekdays, quarters, seasons, feasts, this and next week.

Each rule takes the place of its first word and returns what it read with the place after it, or
None. `is_governed` tells that a preposition or the like stands before, without which "May" or
"2024" may be something else.
"""

import re

from forecastctl.dates import FIRST_YEAR, LAST_YEAR
from forecastctl.extract.horizon_periods import Range, Simple, Unit, Weekday, Year, Yearly, Years
from forecastctl.extract.horizon_tokens import DASHES, Tokens
from forecastctl.extract.horizon_words import (
    AMBIGUOUS_MONTHS,
    COMPARING,
    CURRENCIES,
    DETERMINERS,
    EVENTS,
    FEASTS,
    MONTHS,
    NAMED_DAYS,
    NEAR_DAYS,
    ORDINALS,
    PAPERS,
    PERIOD_UNITS,
    QUANTITIES,
    SEASONS,
    SHUT,
    STEP,
    TIMES_OF_DAY,
    UNITS,
    WEEKDAYS,
)

Read = tuple[Simple | Range, int] | None

_EVENTS = frozenset(EVENTS)
_SHORT = re.compile("q([1-4])|h([12])")
BEFORE_MAY = frozenset(
    "in by before until till through since from after during early late mid this next last of "
    "- – , to and or between into beginning starting".split()
)
"""Words after which "May" and "March" are months and not names."""


def simple(tokens: Tokens, at: int, *, is_governed: bool) -> Read:
    """Read any simple period."""
    word = tokens.words[at]
    if word in MONTHS:
        return _month_first(tokens, at, is_governed=is_governed)
    if word in WEEKDAYS:
        return _weekday_with_date(tokens, at) or _weekday(tokens, at)
    if word[:1].isdigit():
        return (
            _day(tokens, at)
            or _hurricane_season(tokens, at, None)
            or years(tokens, at, is_governed=is_governed)
        )
    return (
        _weekday(tokens, at)
        or _near_day(tokens, at)
        or _quarter_or_half(tokens, at, is_governed=is_governed)
        or _season(tokens, at, is_governed=is_governed)
        or _feast(tokens, at)
        or _unit(tokens, at, is_governed=is_governed)
        or years(tokens, at, is_governed=is_governed)
    )


def unit_in_part(tokens: Tokens, at: int) -> Read:
    """Read "the year" or "year" as it stands after "the end of": the present one."""
    at += tokens.words[at] == "the"
    name = UNITS.get(tokens.words[at])
    if name is None or name not in PERIOD_UNITS:
        return None
    return Unit(name, 0), at + 1


def _weekday_with_date(tokens: Tokens, at: int) -> Read:
    """Read "Thursday, 23 March" or "Thursday (23 March)", where the weekday adds nothing."""
    if tokens.words[at] not in WEEKDAYS:
        return None
    place = at + 1
    while tokens.words[place] in (",", "(", ".", "the") and place < at + 3:
        place += 1
    read = _day(tokens, place) or _month_first(tokens, place, is_governed=False)
    if read is None or (isinstance(read[0], Yearly) and read[0].name != "day"):
        return None
    is_closed = "(" in tokens.words[at:place] and tokens.words[read[1]] == ")"
    return read[0], read[1] + is_closed


def _day(tokens: Tokens, at: int) -> Read:
    """Read "2023-03-20", "20 March", "20-23 March"."""
    word = tokens.words[at]
    if len(word) == 10 and word[4] == "-":
        year, month, day = map(int, word.split("-"))
        return Yearly("day", month, day, Years(year, year)), at + 1
    return _day_first(tokens, at)


def _month_first(tokens: Tokens, at: int, *, is_governed: bool) -> Read:
    """Read "March 20-23, 2023", "March 20", "March 2023" or, where governed, "March"."""
    if not _is_month(tokens, at):
        return None
    month = MONTHS[tokens.words[at]]
    after = _after_month(tokens, at)
    day = _day_number(tokens, after + (tokens.words[after] == "the"))
    if day is not None and tokens.words[day[1]] not in QUANTITIES:
        return _day_or_days(tokens, month, *day)
    year, end = _year_tail(tokens, after)
    if year is not None or _is_bare_month(tokens, at, after, is_governed=is_governed):
        return Yearly("month", month, 0, year), end
    return None


def _day_or_days(tokens: Tokens, month: int, day: int, after: int) -> Read:
    """Finish "March 20" or "March 20 to 23" with the year, if it is given."""
    if tokens.words[after] in DASHES or tokens.words[after] in ("to", "and", "or", "through"):
        last = _day_number(tokens, after + 1)
        if (
            last is not None
            and not _is_month(tokens, _of(tokens, last[1]))
            and tokens.words[last[1]] not in QUANTITIES
        ):
            year, end = _year_tail(tokens, last[1])
            first = Yearly("day", month, day, year)
            return Range(first, Yearly("day", month, last[0], year)), end
    year, end = _year_tail(tokens, after)
    return Yearly("day", month, day, year), end


def _day_first(tokens: Tokens, at: int) -> Read:
    """Read "20 March 2023", "20-23 March" or "the 20th of March"."""
    first = _day_number(tokens, at)
    if first is None or tokens.words[at - 1] in CURRENCIES:
        return None
    last = None
    if tokens.words[first[1]] in DASHES or tokens.words[first[1]] in ("to", "and", "or", "until"):
        last = _day_number(tokens, first[1] + 1)
    place = _of(tokens, last[1] if last else first[1])
    if not _is_month(tokens, place):
        return None
    month = MONTHS[tokens.words[place]]
    year, end = _year_tail(tokens, _after_month(tokens, place))
    day = Yearly("day", month, first[0], year)
    if last is None:
        return day, end
    return Range(day, Yearly("day", month, last[0], year)), end


def _day_number(tokens: Tokens, at: int) -> tuple[int, int] | None:
    word = tokens.words[at]
    digits = word[:-2] if word[-2:] in ("st", "nd", "rd", "th") else word
    if not 0 < len(digits) <= 2 or not (digits.isascii() and digits.isdigit()):
        return None
    return (int(digits), at + 1) if 1 <= int(digits) <= 31 else None


def _of(tokens: Tokens, at: int) -> int:
    return at + (tokens.words[at] == "of")


def _is_month(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    if word not in MONTHS:
        return False
    return word not in AMBIGUOUS_MONTHS or tokens.is_title(at)


def _after_month(tokens: Tokens, at: int) -> int:
    """Return the place after a month, and after the dot of its abbreviation."""
    is_short = len(tokens.words[at]) <= 4 and tokens.words[at] not in ("may", "june", "july")
    return at + 1 + (is_short and tokens.words[at + 1] == "." and tokens.touches(at + 1))


def _is_bare_month(tokens: Tokens, at: int, after: int, *, is_governed: bool) -> bool:
    """True where a month without day and year cannot be a name or another word."""
    before, behind = tokens.words[at - 1], tokens.words[after]
    if before in DETERMINERS:
        return not _EVENTS.isdisjoint(tokens.words[after : after + 2])
    is_owner = behind in ("'", "’") and tokens.words[after + 1] == "s"
    is_name = tokens.words[at] in ("may", "march") and (before not in BEFORE_MAY or is_owner)
    return is_governed and not is_name


def _year_tail(tokens: Tokens, at: int) -> tuple[Year, int]:
    """Read the year behind a month, quarter or season; (None, at) where there is none."""
    place = at + (tokens.words[at] in (",", "of"))
    number = _year_number(tokens, place)
    if number is not None:
        return Years(number, number), place + 1
    place = _of(tokens, at)
    if UNITS.get(tokens.words[place + 1]) == "year":
        if tokens.words[place] in STEP:
            return Unit("year", STEP[tokens.words[place]]), place + 2
        if tokens.words[place] == "the" and place > at:
            return Unit("year", 0), place + 2
    return None, at


def _year_number(tokens: Tokens, at: int) -> int | None:
    word = tokens.words[at]
    if len(word) != 4 or not (word.isascii() and word.isdigit()) or word < "1000":
        return None
    return int(word)


def years(tokens: Tokens, at: int, *, is_governed: bool) -> Read:
    """Read "2024", "2024-26" or "the 2030s"; amounts, model numbers and names are none."""
    if is_governed and tokens.words[at] == "the" and tokens.words[at + 1] == "year":
        at += 2
    first = _decade(tokens, at)
    if first is not None and (is_governed or tokens.words[at - 1] == "the"):
        return Years(first, first + 9), at + 1
    first = _year_number(tokens, at)
    if first is None or not _is_year_here(tokens, at, is_governed=is_governed):
        return None
    return _run_of_years(tokens, at, first) or (Years(first, first), at + 1)


def _decade(tokens: Tokens, at: int) -> int | None:
    word = tokens.words[at]
    is_decade = len(word) == 5 and word.endswith("0s") and word[:4].isdigit() and word.isascii()
    return int(word[:4]) if is_decade else None


def _run_of_years(tokens: Tokens, at: int, first: int) -> tuple[Years, int] | None:
    """Read the rest of "2024-26", "2024–2026" or "2024/25"."""
    if tokens.words[at + 1] not in DASHES and tokens.words[at + 1] != "/":
        return None
    word = tokens.words[at + 2]
    if not (word.isascii() and word.isdigit()) or len(word) not in (2, 4):
        return None
    last = int(str(first)[: 4 - len(word)] + word)
    return (Years(first, last), at + 3) if first < last <= first + 100 else None


def _is_year_here(tokens: Tokens, at: int, *, is_governed: bool) -> bool:
    number, before, behind = int(tokens.words[at]), tokens.words[at - 1], tokens.words[at + 1]
    if behind in QUANTITIES or before in CURRENCIES:
        return False
    if not FIRST_YEAR <= number <= LAST_YEAR:
        return before == "year"
    if is_governed:
        return True
    is_noun_behind = tokens.is_small_word(at + 1) and behind not in SHUT
    if before == "of":
        return not is_noun_behind
    is_event_behind = not _EVENTS.isdisjoint(tokens.words[at + 1 : at + 4])
    return before in DETERMINERS and (is_noun_behind or is_event_behind)


def _weekday(tokens: Tokens, at: int) -> Read:
    """Read "Thursday", "next Thursday", "Thursday morning"."""
    away, place = _steps(tokens, at)
    word = tokens.words[place]
    if word not in WEEKDAYS or not word.endswith("day"):
        return None
    if tokens.words[at - 1] in NAMED_DAYS or tokens.words[place + 1] in PAPERS:
        return None
    return Weekday(WEEKDAYS[word], away), _after_time(tokens, place + 1)


def _steps(tokens: Tokens, at: int) -> tuple[int | None, int]:
    """Read "next", "this coming": how many units away, and the place after it."""
    away = None
    for _ in range(2):
        if tokens.words[at] in STEP:
            away, at = STEP[tokens.words[at]], at + 1
    return away, at


def _after_time(tokens: Tokens, at: int) -> int:
    """Return the place after "morning" and the like behind a day."""
    return at + (tokens.words[at] in TIMES_OF_DAY)


def _near_day(tokens: Tokens, at: int) -> Read:
    """Read today, tonight, tomorrow, yesterday, this morning, last night."""
    word, behind = tokens.words[at], tokens.words[at + 1]
    if word in NEAR_DAYS:
        is_yardstick = word == "today" and (
            tokens.words[at - 1] in COMPARING or behind in ("'", "’", "is", "was")
        )
        return None if is_yardstick else (Unit("day", NEAR_DAYS[word]), _after_time(tokens, at + 1))
    if word == "this" and behind in TIMES_OF_DAY:
        return Unit("day", 0), at + 2
    if word == "last" and behind == "night":
        return Unit("day", -1), at + 2
    if tokens.words[at : at + 4] == ["the", "day", "after", "tomorrow"]:
        return Unit("day", 2), at + 4
    return None


def _quarter_or_half(tokens: Tokens, at: int, *, is_governed: bool) -> Read:
    """Read "Q3 2024", "the second quarter", "first half of 2024"."""
    short = _SHORT.fullmatch(tokens.words[at])
    if short:
        name = "quarter" if short[1] else "half"
        year, end = _year_tail(tokens, at + 1)
        is_year_needed = name == "half" or not is_governed
        if year is None and is_year_needed:
            return None
        return Yearly(name, int(short[1] or short[2]), 0, year), end
    return _spelt_quarter_or_half(tokens, at, is_governed=is_governed)


def _spelt_quarter_or_half(tokens: Tokens, at: int, *, is_governed: bool) -> Read:
    place = at + (tokens.words[at] == "the")
    word = tokens.words[place]
    number = 2 if word == "latter" else ORDINALS.get(word)
    if number is None:
        return None
    place += 1 + (tokens.words[place + 1] in DASHES)
    name = tokens.words[place]
    if name not in ("quarter", "half"):
        return None
    year, end = _year_tail(tokens, place + 1)
    if name == "half":
        return (Yearly("half", min(number, 2), 0, year), end) if year is not None else None
    is_known = year is not None or is_governed or tokens.words[at] == "the"
    return (Yearly("quarter", number, 0, year), end) if is_known else None


def _season(tokens: Tokens, at: int, *, is_governed: bool) -> Read:
    """Read "the spring", "this winter", "summer 2024", "the hurricane season"."""
    place = at + (tokens.words[at] == "the")
    away = STEP.get(tokens.words[place])
    place += away is not None
    storms = _hurricane_season(tokens, place, away)
    if storms is not None or tokens.words[place] not in SEASONS:
        return storms
    year, end = _year_tail(tokens, place + 1)
    is_fall = tokens.words[place] == "fall" and tokens.words[end] in ("in", "of", "from", "to")
    if year is None and away is None and (not is_governed or is_fall):
        return None
    return Yearly(tokens.words[place], year=year, away=away), end


def _hurricane_season(tokens: Tokens, at: int, away: int | None) -> Read:
    number = _year_number(tokens, at)
    place = at + (number is not None)
    place += tokens.words[place] in ("atlantic", "pacific", "caribbean")
    if tokens.words[place : place + 2] != ["hurricane", "season"]:
        return None
    year, end = _year_tail(tokens, place + 2)
    if number is not None:
        year = Years(number, number)
    return Yearly("hurricane season", year=year, away=away and min(away, 0)), end


def _feast(tokens: Tokens, at: int) -> Read:
    """Read "Christmas", "next Easter", "New Year's Eve 2024"."""
    away = STEP.get(tokens.words[at])
    place = at + (away is not None)
    found = tokens.phrase(place, FEASTS)
    if found is None or not tokens.is_title(place):
        return None
    name, after = found
    year, end = _year_tail(tokens, after)
    return Yearly(
        name.removesuffix(" day") if "thanks" in name else name, year=year, away=away
    ), end


def _unit(tokens: Tokens, at: int, *, is_governed: bool) -> Read:
    """Read "this week", "next month", "last year", "the weekend"."""
    words = tokens.words
    if words[at] == "the" and words[at + 1] == "weekend":
        return (Unit("weekend", 0), at + 2) if is_governed else None
    if words[at] == "the" and words[at + 1] == "current":
        at += 1
    away, place = _steps(tokens, at)
    if away is None:
        return None
    name = UNITS.get(words[place])
    is_singular = name == words[place] and name in PERIOD_UNITS and name != "day"
    return (Unit(name, away), place + 1) if is_singular and name else None
