"""Single forecasts with what scoring made of them: what a page shows beside the sums."""

from collections.abc import Iterable

from forecastctl.frozen import frozen
from forecastctl.scoring.card import Call, best_and_worst, call_of
from forecastctl.scoring.common import Judged, looked_at
from forecastctl.scoring.exclusion import reason_words
from forecastctl.scoring.tables import ScoringRow, Selection


@frozen
class Receipt:
    """One forecast that was looked at: its loss, or why it was left out."""

    forecast: str
    loss: float | None
    left_out: str | None


def build_receipts(
    rows: Iterable[ScoringRow], selection: Selection, source: str
) -> tuple[Receipt, ...]:
    """Every forecast of this source that is looked at, the newest first."""
    own = [row for row in rows if row.source == source]
    judged = sorted(looked_at([own], selection)[0], key=_moment, reverse=True)
    return tuple(_receipt(one, selection) for one in judged)


def notable_calls(
    rows: Iterable[ScoringRow], selection: Selection
) -> tuple[tuple[Call, ...], tuple[Call, ...]]:
    """The best and the worst calls of the sources that are selected, or of all."""
    judged = looked_at([rows], selection)[0]
    wanted = selection.sources
    return best_and_worst(
        [row for row, why in judged if why is None and (not wanted or row.source in wanted)]
    )


def _moment(judged: Judged) -> tuple[str, tuple[str, int], str]:
    row, _ = judged
    return row.made, row.order, row.forecast


def _receipt(judged: Judged, selection: Selection) -> Receipt:
    row, reason = judged
    return Receipt(
        forecast=row.forecast,
        loss=call_of(row).loss if reason is None else None,
        left_out=None if reason is None else reason_words(reason, selection),
    )
