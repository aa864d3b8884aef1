"""The card of one source: its row, its phrases, its best and worst calls, what was left out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from forecastctl.frozen import frozen
from forecastctl.scoring.bounds import free_bounds
from forecastctl.scoring.calibration import Calibration, CalibrationOptions, build_calibration
from forecastctl.scoring.common import looked_at
from forecastctl.scoring.engine import build_tables
from forecastctl.scoring.exclusion import reason_words
from forecastctl.scoring.interval import Interval
from forecastctl.scoring.measure import measure
from forecastctl.scoring.phrases import Phrase, build_phrases
from forecastctl.scoring.point import probability_key
from forecastctl.scoring.report import Report, ReportOptions, SourceInfo, SourceReport, build_report
from forecastctl.scoring.row import row_verdict
from forecastctl.scoring.skill import HALF
from forecastctl.scoring.tables import (
    SCALE,
    GroupBy,
    Reason,
    RowKey,
    ScoringRow,
    ScoringTables,
    Selection,
)
from forecastctl.scoring.verdict import Verdict, verdict_words

MAX_PHRASES = 8
MAX_CALLS = 3
MAX_IDS = 10

MIN_FOR_CALIBRATION = 30
"""Below this many forecasts the bins say nothing."""


@frozen
class Call:
    """One scored forecast. P is of the positive event; `said` is `-` where it was denied."""

    forecast: str
    question: str
    loss: float
    probability: float
    said: str
    is_worded: bool
    made: str
    due: str | None
    outcome: str


@frozen
class LeftOut:
    """The forecasts left out for one reason: `ids` are the first ten, by id."""

    reason: Reason
    words: str
    n: int
    ids: tuple[str, ...]


@frozen
class Card:
    """Everything on one source. `report` has its row alone (JSON takes its keys from there).

    `n_right` counts the forecasts on the right side of 50%, those at 50% as half. `phrases` are the
    eight most used of `n_phrases`. `free_bounds` hold the Brier score however each use of a phrase
    is read, while those of the row take a phrase to mean the same each time. `calibration` is there
    from 30 forecasts on.
    """

    report: Report
    row: SourceReport
    n_right: float
    verdict_against_half: Verdict
    verdict_words_against_half: str
    free_bounds: Interval | None
    phrases: tuple[Phrase, ...]
    n_phrases: int
    best: tuple[Call, ...]
    worst: tuple[Call, ...]
    left_out: tuple[LeftOut, ...]
    calibration: Calibration | None


def build_card(
    rows: Iterable[ScoringRow],
    selection: Selection,
    sources: Mapping[str, SourceInfo],
    options: ReportOptions,
    *,
    quarters: ScoringTables | None = None,
) -> Card | None:
    """The card of the one source that `selection.sources` names, None if it is not looked at.

    Takes the rows and not the tables, because it names single forecasts. Those of other sources
    only pass by: the row is worked out beside them.
    """
    (source,) = selection.sources
    selection = replace(selection, by=GroupBy.SOURCE)
    own: list[ScoringRow] = []
    tables = build_tables(_keeping(rows, source, own), selection)
    table = tables.rows.get(RowKey(source, ""))
    if table is None:
        return None
    report = build_report(tables, selection, sources, options, quarters=quarters)
    (row,) = report.sources
    against_half = row_verdict(measure(table, HALF))
    judged = list(looked_at([own], selection)[0])
    phrases = _phrases(own, selection)
    best, worst = best_and_worst([row for row, reason in judged if reason is None])
    return Card(
        report=report,
        row=row,
        n_right=round(2 * (row.hit_rate or 0) * row.n) / 2,
        verdict_against_half=against_half,
        verdict_words_against_half=verdict_words(against_half, HALF),
        free_bounds=free_bounds(table.cells) if table.n_worded else None,
        phrases=phrases[:MAX_PHRASES],
        n_phrases=len(phrases),
        best=best,
        worst=worst,
        left_out=_left_out(judged, selection),
        calibration=build_calibration(tables, selection, sources, _calibration_options(options))
        if row.n >= MIN_FOR_CALIBRATION
        else None,
    )


def _keeping(
    rows: Iterable[ScoringRow], source: str, own: list[ScoringRow]
) -> Iterator[ScoringRow]:
    """All rows; those of one source are kept on the way."""
    for row in rows:
        if row.source == source:
            own.append(row)
        yield row


def _calibration_options(options: ReportOptions) -> CalibrationOptions:
    return CalibrationOptions(seed=options.seed, draws=options.draws)


def _phrases(rows: Sequence[ScoringRow], selection: Selection) -> tuple[Phrase, ...]:
    by_wording = replace(selection, by=GroupBy.WORDING)
    return build_phrases(build_tables(rows, by_wording).phrases)


def best_and_worst(scored: Sequence[ScoringRow]) -> tuple[tuple[Call, ...], tuple[Call, ...]]:
    """The best and the worst, at most three each; of an odd few the middle one is a best."""
    calls = sorted(map(call_of, scored), key=_call_order)
    n_best = min(MAX_CALLS, (len(calls) + 1) // 2)
    worst = sorted(calls[n_best:], key=lambda call: (-call.loss, *_call_order(call)[1:]))
    return tuple(calls[:n_best]), tuple(worst[:MAX_CALLS])


def call_of(row: ScoringRow) -> Call:
    """The forecast with its loss. Raises ValueError where it has none."""
    if row.probability is None or row.outcome is None:
        raise ValueError(f"forecast {row.forecast} cannot be scored")
    miss = abs(probability_key(row.probability) - SCALE * (row.outcome == "yes"))
    return Call(
        forecast=row.forecast,
        question=row.question,
        loss=(miss / SCALE) ** 2,  # from an integer, so that 93% and not 93% tie exactly
        probability=row.probability,
        said=row.said,
        is_worded=row.method == "worded",
        made=row.made,
        due=row.due,
        outcome=row.outcome,
    )


def _call_order(call: Call) -> tuple[float, str, str]:
    return call.loss, call.due or "~", call.forecast


def _left_out(
    judged: Sequence[tuple[ScoringRow, Reason | None]], selection: Selection
) -> tuple[LeftOut, ...]:
    left_out = []
    for reason in Reason:
        ids = sorted(row.forecast for row, why in judged if why is reason)
        if ids:
            words = reason_words(reason, selection)
            entry = LeftOut(reason=reason, words=words, n=len(ids), ids=tuple(ids[:MAX_IDS]))
            left_out.append(entry)
    return tuple(left_out)
