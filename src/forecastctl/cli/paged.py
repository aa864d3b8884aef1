"""Results of scoring as pages and pictures: the files that `-o` writes as .html and .svg."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecastctl.model import Article, Forecast
    from forecastctl.render.page_view import Told
    from forecastctl.scoring.calibration import Calibration
    from forecastctl.scoring.card import Card
    from forecastctl.scoring.report import Report, ReportOptions
    from forecastctl.scoring.tables import Selection
    from forecastctl.store.base import Reader

Writers = dict[str, Callable[[], str]]


def is_page(output: str | None) -> bool:
    """True where the file shows single forecasts, so that scoring needs their records."""
    return output is not None and Path(output).suffix.casefold() == ".html"


def report_pages(
    reader: "Reader",
    selection: "Selection",
    options: "ReportOptions",
    sources: Sequence[str],
    done: "Report",
) -> Writers:
    """The files that a report can be written to."""

    def calibration() -> "Calibration":
        return _calibration(reader, selection, options, sources)

    def page() -> str:
        from forecastctl.actions import pages
        from forecastctl.render.page_report import report_page
        from forecastctl.render.page_view import ReportPage

        best, worst = pages.calls(reader, selection, sources=tuple(sources))
        told = _told(reader, (call.forecast for call in (*best, *worst)))
        return report_page(ReportPage(done, calibration(), best, worst, told))

    return {".html": page, ".svg": lambda: _drawing(calibration())}


def card_pages(
    reader: "Reader", selection: "Selection", options: "ReportOptions", source: str, card: "Card"
) -> Writers:
    """The files that the report of one source can be written to."""

    def page() -> str:
        from forecastctl.actions import pages
        from forecastctl.render.page_receipts import receipts_page
        from forecastctl.render.page_view import ReceiptsPage

        receipts = pages.receipts(reader, selection, source=source)
        told = _told(reader, (receipt.forecast for receipt in receipts))
        return receipts_page(ReceiptsPage(card, receipts, told))

    def drawing() -> str:
        return _drawing(_calibration(reader, selection, options, [source]))

    return {".html": page, ".svg": drawing}


def calibration_pages(done: "Calibration") -> Writers:
    """The files that a calibration can be written to."""

    def page() -> str:
        from forecastctl.render.page_calibration import calibration_page

        return calibration_page(done)

    return {".html": page, ".svg": lambda: _drawing(done)}


def _drawing(calibration: "Calibration") -> str:
    from forecastctl.render.svg_calibration import calibration_svg

    return calibration_svg(calibration)


def _calibration(
    reader: "Reader", selection: "Selection", options: "ReportOptions", sources: Sequence[str]
) -> "Calibration":
    from forecastctl.actions import score
    from forecastctl.scoring.calibration import CalibrationOptions
    from forecastctl.scoring.tables import GroupBy

    selection = replace(selection, by=GroupBy.SOURCE)
    drawn = CalibrationOptions(seed=options.seed, draws=options.draws)
    return score.calibration(reader, selection, drawn, sources=sources)


def _told(reader: "Reader", ids: Iterable[str]) -> "Mapping[str, Told]":
    """The forecasts with these ids, as far as the reader holds records of them."""
    found = (reader.forecast(id) for id in ids)
    return {one.id: told for one in found if one and (told := _told_of(reader, one))}


def _told_of(reader: "Reader", forecast: "Forecast") -> "Told | None":
    from forecastctl.render.page_view import Told

    question = reader.question(forecast.question)
    if question is None:
        return None
    return Told(
        forecast=forecast,
        question=question,
        resolution=reader.resolution(question.id),
        source=_name(reader, forecast.source),
        via=tuple(_name(reader, id) for id in forecast.via),
        articles=_articles(reader, forecast),
    )


def _name(reader: "Reader", id: str) -> str:
    source = reader.source(id)
    return source.name if source else id


def _articles(reader: "Reader", forecast: "Forecast") -> "dict[str, Article]":
    ids = dict.fromkeys(piece.article for piece in forecast.evidence if piece.article)
    found = (reader.article(id) for id in ids)
    return {article.id: article for article in found if article}
