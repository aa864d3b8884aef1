"""Probabilities as people type and read them: per cent, decimals, fractions, odds and words."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from forecastctl.model import Method, Said
from forecastctl.text import visible

if TYPE_CHECKING:
    from forecastctl.words import Lexicon  # a plain number must not wait for it


class ParsedProbability(NamedTuple):
    """What a typed probability means; only words give a range and keep their wording."""

    probability: float
    low: float | None
    high: float | None
    wording: str | None
    method: Method
    warning: str | None


def parse_probability(
    text: str, lexicon: "Callable[[], Lexicon] | None" = None
) -> ParsedProbability:
    """Read `70%`, `0.7`, `7/10`, odds for:against such as `7:3`, or words of the lexicon.

    The lexicon (None: the shipped one) is asked for only where the text is none of these numbers.
    """
    typed = text.strip()
    value = _number(typed)
    if value is not None:
        return ParsedProbability(value, None, None, None, Method.STATED, _warning(typed, value))
    if not typed:
        raise _refused_number("nothing")
    table = lexicon() if lexicon else _shipped_lexicon()
    row = table.lookup(typed)
    if row is not None and row.typical is not None:
        warning = _warning(typed, row.typical)
        return ParsedProbability(row.typical, row.low, row.high, typed, Method.WORDED, warning)
    if any(letter.isdigit() for letter in typed) or _NO_NUMBER.fullmatch(typed):
        raise _refused_number(typed)
    nearest = ", ".join(f"'{phrase}'" for phrase in table.nearest(typed))
    raise ValueError(
        f"'{visible(typed)}' gives no probability by itself; {_EXAMPLE}, "
        f"or one of the nearest words: {nearest}"
    )


def format_probability(p: float, said: str = Said.WILL, is_worded: bool = False) -> str:
    """Write per cent the way the source put it: `70%`, from words `~80%`, denied `not 93%`.

    Only what is certain shows as 0% or 100%; near them up to two decimals are kept.
    """
    is_denied = said == Said.WILL_NOT
    return (
        f"{'not ' if is_denied else ''}{'~' if is_worded else ''}{_shown(p, is_denied=is_denied)}%"
    )


def format_range(low: float, high: float) -> str:
    """Write a range of the positive event in per cent, as in `2-18%`."""
    first, last = _shown(low), _shown(high)
    return f"{last}%" if first == last else f"{first}-{last}%"


_EXAMPLE = "write -p 70% or -p 0.7"
_DECIMAL = r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_FORM = rf"{_DECIMAL}(?: ?(%)|(/)([0-9]+)|(:){_DECIMAL})?"
_NO_NUMBER = re.compile(r"[+-]?(?:nan|inf|infinity)%?", re.IGNORECASE)
_LONGEST_NUMBER = 100
"""Letters; longer ones are no probability that anybody typed, and slow to compute with."""


def _shipped_lexicon() -> "Lexicon":
    from forecastctl.words import shipped_lexicon

    return shipped_lexicon()


def _number(typed: str) -> float | None:
    """Return the probability, correctly rounded, or None for whatever is not one."""
    ratio = _ratio(typed)
    if ratio is None:
        return None
    part, whole = ratio
    return part / whole if 0 <= part <= whole and whole > 0 else None


def _ratio(typed: str) -> tuple[int, int] | None:
    """Return the number as a fraction of integers; dividing those rounds only once."""
    found = re.fullmatch(_FORM, typed) if len(typed) <= _LONGEST_NUMBER else None
    if found is None:
        return None
    part, whole = _integers(found[1])
    if found[2]:
        return part, whole * 100
    if found[3]:
        return (part, int(found[4])) if found[1].isdigit() else None
    if found[5]:
        other, other_whole = _integers(found[6])
        return part * other_whole, part * other_whole + other * whole
    return part, whole


def _integers(decimal: str) -> tuple[int, int]:
    digits, _, decimals = decimal.partition(".")
    return int(digits + decimals), 10 ** len(decimals)


def _warning(typed: str, value: float) -> str | None:
    if 0 < value < 1:
        return None
    certain, otherwise = (
        ("can never happen", "does") if value == 0 else ("is sure to happen", "does not")
    )
    one_per_cent = "; one per cent is written 1%" if typed == "1" else ""
    return (
        f"{visible(typed)} says that this {certain}; if it {otherwise}, the log score is infinite"
        f"{one_per_cent}"
    )


def _refused_number(typed: str) -> ValueError:
    return ValueError(f"{visible(typed)} is not a probability; {_suggestion(typed)}")


def _suggestion(typed: str) -> str:
    """Say how to write what was probably meant: 70 is 70%, and 0,7 is 0.7."""
    with_point = typed.replace(",", ".")
    value = _number(with_point)
    if value is None:
        value = _number(f"{with_point}%")
    if value is None or not 0.0001 <= value < 1:
        return _EXAMPLE
    return f"write -p {value * 100:.9g}% or -p {value:.9g}"


def _shown(p: float, *, is_denied: bool = False) -> str:
    """Write per cent without the sign. A hundredth of one is the unit, so that 1 - p is exact."""
    hundredths = round(10_000 - p * 10_000 if is_denied else p * 10_000, 6)
    if hundredths < 1 and 0 < p < 1:
        return "<0.01"
    if hundredths > 9_999 and 0 < p < 1:
        return ">99.99"
    if 100 <= hundredths <= 9_900:
        return f"{hundredths / 100:.0f}"
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")
