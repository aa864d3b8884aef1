"""The card of one source: its row, its phrases, its best and worst calls, what was left out."""

from dataclasses import dataclass

from forecastctl.scoring.calibration import Calibration
from forecastctl.scoring.phrases import Phrase
from forecastctl.scoring.report import Report, SourceReport
from forecastctl.scoring.tables import Reason
from forecastctl.scoring.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The forecasts left out for one reason: `ids` are the first ten, by id."""

    reason: Reason
    words: str
    n: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything on one source. `report` has its row alone (JSON takes its keys from there).

    `n_right` counts the forecasts on the right side of 50%, those at 50% as half. `phrases` are the
    eight most used of `n_phrases`. `calibration` is there from 30 forecasts on.
    """

    report: Report
    row: SourceReport
    n_right: float
    verdict_against_half: Verdict
    verdict_words_against_half: str
    phrases: tuple[Phrase, ...]
    n_phrases: int
    best: tuple[Call, ...]
    worst: tuple[Call, ...]
    left_out: tuple[LeftOut, ...]
    calibration: Calibration | None
