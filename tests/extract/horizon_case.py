"""The day from which dates count in tests, and how a found date reads in a table."""

from datetime import date

from forecastctl.extract.base import Anchor, Horizon
from forecastctl.extract.horizon import find_horizons
from forecastctl.model import Precision

FRIDAY = Anchor(day=date(2023, 3, 17), precision=Precision.DAY)
MARCH = Anchor(day=date(2023, 3, 1), precision=Precision.MONTH)
YEAR_2023 = Anchor(day=date(2023, 1, 1), precision=Precision.YEAR)
UNDATED = Anchor(day=None, precision=Precision.NONE)


def anchored(day: str) -> Anchor:
    return Anchor(day=date.fromisoformat(day), precision=Precision.DAY)


def shown(horizon: Horizon) -> str:
    """`first..last flags`, with `-` for an open or unresolved end."""
    return " ".join((f"{horizon.first or '-'}..{horizon.last or '-'}", *horizon.flags))


def only(
    text: str, anchor: Anchor = FRIDAY, *, is_past: bool = False, is_negated: bool = False
) -> Horizon:
    """The one date of a text."""
    [horizon] = find_horizons(text, anchor, is_past=is_past, is_negated=is_negated)
    return horizon


def phrases(text: str, anchor: Anchor = FRIDAY) -> list[str]:
    return [horizon.phrase for horizon in find_horizons(text, anchor)]
