"""What scored forecasts of one sort have in common: their cell, their losses, their marks."""

from collections.abc import Callable, Mapping
from math import floor, sqrt
from operator import itemgetter

from forecastctl.scoring.tables import (
    SCALE,
    CellKey,
    ClusterSums,
    PhraseKey,
    ScoringRow,
    Selection,
)

ANNOUNCEMENTS = frozenset({"plan", "scheduled"})
"""Claim kinds that are the speaker's own intentions, or days that are fixed already."""


def probability_key(probability: float) -> int:
    """The probability on SCALE: near-ties such as 0.01 and 0.010000000000000012 become one."""
    return round(probability * SCALE)


def scaled_losses(key: int, is_yes: int) -> ClusterSums:
    """The sums of a cluster of one forecast, in IEEE doubles in exactly this order.

    Every engine has to compute them so, or the last digits would depend on the engine.
    """
    p = key / 1e12
    x = p - is_yes
    return ClusterSums(
        n=1,
        k=is_yes,
        sum_d=floor(x * x * 1e12 + 0.5),
        sum_w=floor((is_yes - p) * (1 - 2 * p) * 1e12 + 0.5),
        sum_e=floor(abs(1 - 2 * p) * sqrt(p * (1 - p)) * 1e12 + 0.5),
    )


def squared_loss(key: int, is_yes: int) -> int:
    """The square of the loss on SCALE, under the same rule."""
    x = key / 1e12 - is_yes
    return floor(x * x * x * x * 1e12 + 0.5)


class Point:
    """What forecasts of one sort have in common. Compared by identity: a quick key."""

    __slots__ = ("cell", "flags", "is_yes", "square", "sums")

    def __init__(self, cell: CellKey, is_yes: int, flags: Mapping[str, int]) -> None:
        self.cell = cell
        self.is_yes = is_yes
        self.flags = {name: flag for name, flag in flags.items() if flag}
        self.sums = scaled_losses(cell.p, is_yes)
        self.square = squared_loss(cell.p, is_yes)

    @property
    def is_worded(self) -> bool:
        """True where the number is ours and the words are theirs."""
        return "n_worded" in self.flags


def point_finder(selection: Selection) -> Callable[[ScoringRow], Point]:
    """A function that gives each scored forecast its point, made once for each sort of them."""
    today = selection.today.isoformat()
    include_early = selection.include_early
    points: dict[tuple[object, ...], Point] = {}

    def point_of(row: ScoringRow) -> Point:
        kind = _kind_of(row)
        is_early = include_early and (row.due is None or today < row.due)
        is_recorded_day = row.happened_on is None and row.recorded_on is not None
        if is_early or is_recorded_day:
            kind += (is_early, is_recorded_day)
        point = points.get(kind)
        if point is None:
            flags = {
                "n_worded": row.method == "worded",
                "n_announced": row.claim_kind in ANNOUNCEMENTS,
                "n_assumed_due": row.due_assumed,
                "n_recorded_day": is_recorded_day,
                "n_early": is_early,
            }
            point = points[kind] = Point(_cell_key(row), int(row.outcome == "yes"), flags)
        return point

    return point_of


def phrase_key(row: ScoringRow) -> PhraseKey:
    """The row of the phrase table in which a forecast counts."""
    if row.method != "worded" or row.wording is None:
        return PhraseKey("", "", None, None)
    if row.low is None or row.high is None:
        return PhraseKey(row.wording.casefold(), row.said, None, None)
    low, high = probability_key(row.low), probability_key(row.high)
    return PhraseKey(row.wording.casefold(), row.said, low, high)


_KIND = ("probability", "low", "high", "method", "claim_kind", "due_assumed", "outcome")
_kind_of = itemgetter(*map(ScoringRow._fields.index, _KIND))


def _cell_key(row: ScoringRow) -> CellKey:
    if row.probability is None:
        raise ValueError(f"forecast {row.forecast} has no probability to score")
    p = probability_key(row.probability)
    if row.method != "worded" or row.low is None or row.high is None:
        return CellKey(p, p, p)
    return CellKey(p, probability_key(row.low), probability_key(row.high))
