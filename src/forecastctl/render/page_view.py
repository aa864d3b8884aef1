"""What pages are made from: results of scoring, and the records behind single forecasts."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from forecastctl.model import Article, Forecast, Question, Resolution
from forecastctl.scoring.calibration import Calibration
from forecastctl.scoring.card import Call, Card
from forecastctl.scoring.receipts import Receipt
from forecastctl.scoring.report import Report


class Told(NamedTuple):
    """A forecast with its question, its outcome, who said it and who passed it on."""

    forecast: Forecast
    question: Question
    resolution: Resolution | None
    source: str
    via: tuple[str, ...]
    articles: Mapping[str, Article]


class ReportPage(NamedTuple):
    """What the page of a report shows; `told` has the forecasts of its calls by id."""

    report: Report
    calibration: Calibration
    best: Sequence[Call]
    worst: Sequence[Call]
    told: Mapping[str, Told]


class ReceiptsPage(NamedTuple):
    """What the page of one source shows; `told` has every forecast of it by id."""

    card: Card
    receipts: Sequence[Receipt]
    told: Mapping[str, Told]
