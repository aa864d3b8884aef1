"""How the words of a horizon stand in a claim, so that they hold on any later day too."""

import re
from datetime import date, timedelta

from forecastctl.extract.base import Horizon
from forecastctl.extract.horizon_tokens import Tokens
from forecastctl.extract.horizon_words import BOUNDS, COUNTED_UNITS, FIXED_FEASTS, MOVING_FEASTS

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_ORDINALS = ("first", "second", "third", "fourth")
_YEAR = re.compile(r"[12][0-9]{3}")
_DETERMINED = r"\b(?:(?:this|the current|the coming|next|last|the|a|these) )?(?:(?:up)?coming )?"
_UNIT = re.compile(
    _DETERMINED + r"(?P<unit>weekend|week|month|quarter|year|decade)(?P<end>(?:[’']s |-| )end)?\b",
    re.IGNORECASE,
)
_SEASON = re.compile(
    _DETERMINED + r"(?P<season>(?:\w+ )?hurricane season|spring|summer|autumn|fall|winter)$",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(r"[A-Za-z][.]? [0-9]{1,2}[a-z]*(?:(?: to | and | or |[-–—])[0-9]+)?$")
_VERBATIM = frozenset(("century", "past"))
_FEASTS = frozenset((*FIXED_FEASTS, *MOVING_FEASTS))
_COUNTED = frozenset(f"{unit}s" for unit in COUNTED_UNITS)


def resolved_phrase(horizon: Horizon) -> str:
    """The words of a horizon with day, month and year filled in; unresolved ones verbatim.

    "on Thursday" becomes "on 23 March 2023", "this year" "in 2023", "before the autumn" "before
    the autumn of 2023", "within two weeks" "by 31 March 2023".
    """
    phrase, inside = horizon.phrase, horizon.inside
    if inside is None or _YEAR.search(phrase) or horizon.precision in _VERBATIM:
        return phrase
    if "year_inferred" in horizon.flags:
        return f"{phrase}{_joint(phrase)}{inside.year}"
    if horizon.precision in _COUNTED:
        is_duration = phrase.split()[0].lower() in ("for", "throughout", "through")
        return f"{'until' if is_duration else 'by'} {_named('day', inside)}"
    if horizon.precision in _FEASTS:
        return f"{phrase} {inside.year}"
    if "anaphor" in horizon.flags:
        return f"{phrase.split()[0]} {_named(horizon.precision, inside)}"
    return _in_season(phrase, horizon) or _in_unit(phrase, horizon, inside) or phrase


def _joint(phrase: str) -> str:
    """What joins a year to "March 20", "the second quarter" and "20 March"."""
    if phrase.endswith(("quarter", "half")):
        return " of "
    return ", " if _MONTH_DAY.search(phrase) else " "


def _in_season(phrase: str, horizon: Horizon) -> str | None:
    """Name the year of a season; winter belongs to that of its December."""
    found = _SEASON.search(phrase)
    if found is None or horizon.inside is None:
        return None
    season = found["season"]
    year = horizon.inside.year - (season.lower() == "winter")
    return _placed(phrase[: found.start()], f"the {season} of {year}", "in")


def _in_unit(phrase: str, horizon: Horizon, inside: date) -> str | None:
    """Name the week, month or year of "next week" and the like, or the day of "Thursday"."""
    if horizon.precision == "day":
        if horizon.first is not None and horizon.first != horizon.last:
            if " or " in phrase:
                return f"on {_named('day', horizon.first)} or {_named('day', inside)}"
            return f"from {_named('day', horizon.first)} to {_named('day', inside)}"
        found = Tokens(phrase).phrase(0, BOUNDS)
        return f"{found[0] if found else 'on'} {_named('day', inside)}"
    match = next(reversed(list(_UNIT.finditer(phrase))), None)
    if match is None or phrase.endswith("next"):
        return None
    whole = _named(match["unit"].lower(), inside)
    before, behind = phrase[: match.start()], phrase[match.end() :]
    if match["end"]:
        return f"{_placed(before, f'the end of {whole}', 'at')}{behind}"
    preposition = "over" if match["unit"] == "weekend" else "in"
    return f"{_placed(before, whole, preposition)}{behind}"


def _placed(before: str, whole: str, preposition: str) -> str:
    """Put a period behind the words before it, with a preposition unless they end in one."""
    last = before.split()[-1:]
    if last and (last[0].lower() in BOUNDS or last[0].lower() in ("of", "to", "and", "or")):
        return f"{before}{whole}"
    return f"{before}{preposition} {whole}"


def _named(unit: str, day: date) -> str:
    """The name of a day, or of the week, month, quarter, year or decade that it lies in."""
    match unit:
        case "day":
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        case "month":
            return f"{_MONTHS[day.month - 1]} {day.year}"
        case "quarter":
            return f"the {_ORDINALS[(day.month - 1) // 3]} quarter of {day.year}"
        case "decade":
            return f"the {day.year // 10 * 10}s"
        case "week":
            return f"the week of {_named('day', day - timedelta(days=day.weekday()))}"
        case "weekend":
            return f"the weekend of {_named('day', day - timedelta(days=day.weekday() - 5))}"
        case _:
            return str(day.year)
