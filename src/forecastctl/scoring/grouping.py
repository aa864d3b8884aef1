"""Which rows of a report a forecast counts in (`--by`)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from operator import attrgetter

from forecastctl.scoring.tables import GroupBy, ScoringRow

DIRECT = "(direct)"
"""The row of forecasts that nobody passed on."""

NONE = "(none)"
"""The group of what has no group."""

RENAMING = frozenset({GroupBy.WORDING, GroupBy.VIA, GroupBy.PUBLISHER, GroupBy.PARENT})
"""Groupings whose rows are no sources, so that naming sources restricts the forecasts instead."""

SPLITTING = frozenset(GroupBy) - RENAMING - {GroupBy.SOURCE}
"""Groupings that split each source into groups."""

OVERLAPPING = frozenset({GroupBy.VIA, GroupBy.TAG})
"""Groupings in which a forecast can count in several rows."""

HORIZONS = ((7, "0-7"), (30, "8-30"), (90, "31-90"), (365, "91-365"))
"""Groups of horizons with their last day, in days from made to due."""

LONGEST_HORIZON = "366+"

RowKeys = Callable[[ScoringRow], Iterable[tuple[str, str]]]


def row_keys(by: GroupBy) -> RowKeys:
    """The function that gives a forecast its rows, each a name and a group or ''."""
    return _ROW_KEYS[by]


def same_rows(by: GroupBy) -> Callable[[ScoringRow], object]:
    """A function whose value is equal for forecasts that count in the same rows: a memo key."""
    return _SAME_ROWS[by]


def group_order(by: GroupBy, group: str) -> tuple[int, str]:
    """Sort key of groups under one source: by name, horizons by length, none last."""
    if group == NONE:
        return (len(HORIZONS) + 1, "")
    if by is GroupBy.HORIZON:
        names = [name for _, name in HORIZONS]
        return (names.index(group) if group in names else len(names), "")
    return (0, group)


def horizon_group(made: str, due: str | None) -> str:
    """How far ahead a forecast was made, as the name of a group; after its due day: none."""
    if due is None or made > due:
        return NONE
    days = (date.fromisoformat(due) - date.fromisoformat(made)).days
    return next((name for last, name in HORIZONS if days <= last), LONGEST_HORIZON)


def quarter_group(due: str | None) -> str:
    """The quarter of the due day, such as 2026-q4."""
    return NONE if due is None else f"{due[:4]}-q{(int(due[5:7]) + 2) // 3}"


def _names(row: ScoringRow) -> Iterable[tuple[str, str]]:
    return [(name, "") for name in dict.fromkeys(row.groups)] or [(DIRECT, "")]


def _groups(row: ScoringRow) -> Iterable[tuple[str, str]]:
    return [(row.source, name) for name in dict.fromkeys(row.groups)] or [(row.source, NONE)]


_ROW_KEYS: Mapping[GroupBy, RowKeys] = {
    GroupBy.SOURCE: lambda row: ((row.source, ""),),
    GroupBy.WORDING: lambda _: (),
    GroupBy.VIA: _names,
    GroupBy.PUBLISHER: _names,
    GroupBy.PARENT: _names,
    GroupBy.TAG: _groups,
    GroupBy.SOURCE_KIND: _groups,
    GroupBy.CLAIM_KIND: lambda row: ((row.source, row.claim_kind or NONE),),
    GroupBy.HORIZON: lambda row: ((row.source, horizon_group(row.made, row.due)),),
    GroupBy.QUARTER: lambda row: ((row.source, quarter_group(row.due)),),
}

_SAME_ROWS: Mapping[GroupBy, Callable[[ScoringRow], object]] = {
    GroupBy.SOURCE: attrgetter("source"),
    GroupBy.WORDING: attrgetter("source", "method", "wording", "said", "low", "high"),
    GroupBy.VIA: attrgetter("source", "groups"),
    GroupBy.PUBLISHER: attrgetter("source", "groups"),
    GroupBy.PARENT: attrgetter("source", "groups"),
    GroupBy.TAG: attrgetter("source", "groups"),
    GroupBy.SOURCE_KIND: attrgetter("source", "groups"),
    GroupBy.CLAIM_KIND: attrgetter("source", "claim_kind"),
    GroupBy.HORIZON: attrgetter("source", "made", "due"),
    GroupBy.QUARTER: attrgetter("source", "due"),
}
