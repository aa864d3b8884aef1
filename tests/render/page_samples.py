"""Pages that the tests of rendering take apart."""

from dataclasses import replace
from types import MappingProxyType

from render_samples import FED, ME, NO, REUTERS, WORDED, question
from scored_samples import BEST, BINS, NOTHING, WORST, calibrated, carded, reported, scored

from forecastctl.model import Article, Evidence, Forecast, Question, Resolution
from forecastctl.render.page_view import ReceiptsPage, ReportPage, Told
from forecastctl.scoring.interval import Interval
from forecastctl.scoring.receipts import Receipt
from forecastctl.scoring.row import SourceReport
from forecastctl.scoring.trend import Period, Trend, TrendCall, TrendMeasure
from forecastctl.scoring.verdict import Verdict
from page_case import HOSTILE

SCRIPT_URL = "javascript:alert(document.domain)//" + HOSTILE


def told(
    forecast: Forecast = WORDED,
    question: Question = FED,
    resolution: Resolution | None = NO,
    **changes: object,
) -> Told:
    plain = Told(
        forecast=forecast,
        question=question,
        resolution=resolution,
        source="CACDS",
        via=(),
        articles=MappingProxyType({}),
    )
    return plain._replace(**changes)  # type: ignore[arg-type]


QUOTED = told(
    replace(
        WORDED,
        url="https://example.org/brief",
        evidence=(Evidence(article="3f2ab90c11d4", quote="China will not provide it"),),
    ),
    question(text="China will provide assistance"),
    articles={"3f2ab90c11d4": Article(id="3f2ab90c11d4", title="What to expect?")},
)
LATER = told(replace(ME, wording="could"))


def hostile() -> Told:
    """A call in which every text is meant to break out."""
    return Told(
        forecast=replace(
            WORDED,
            id=BEST.forecast,
            wording=HOSTILE,
            url=SCRIPT_URL,
            evidence=(Evidence(article="a", quote=HOSTILE), Evidence(quote=HOSTILE)),
            note=HOSTILE,
        ),
        question=question(text=HOSTILE, criteria=HOSTILE, condition=HOSTILE, note=HOSTILE),
        resolution=replace(NO, proof="data:text/html," + HOSTILE, by=HOSTILE, note=HOSTILE),
        source=HOSTILE,
        via=(HOSTILE, HOSTILE),
        articles={"a": Article(id="a", title=HOSTILE, url=SCRIPT_URL)},
    )


def trend(*scores: float, **changes: object) -> Trend:
    periods = [
        Period(
            period=f"2026-q{place}",
            n=20,
            n_clusters=20,
            brier=score,
            brier_ci=Interval(score / 2, score * 1.5),
            base_rate=0.3,
            peer_excess=None,
        )
        for place, score in enumerate(scores, 1)
    ]
    plain = Trend(
        periods=tuple(periods),
        measure=TrendMeasure.EXCESS,
        n_first=20,
        n_last=20,
        change=-0.05,
        change_ci=Interval(-0.09, -0.01),
        level=0.95,
        call=TrendCall.IMPROVING,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def worse(name: str) -> SourceReport:
    words = "worse than base rate, overconfident"
    return scored(name, 50, brier=0.4, verdict=Verdict.WORSE, verdict_words=words)


def report_view(*rows: SourceReport, **changes: object) -> ReportPage:
    rows = rows or (scored("manifold", 239, trend=trend(0.2, 0.1)), worse("infer"), NOTHING)
    plain = ReportPage(
        report=reported(*rows),
        calibration=calibrated(*BINS),
        best=(BEST,),
        worst=(WORST,),
        told={BEST.forecast: QUOTED, WORST.forecast: LATER},
    )
    return plain._replace(**changes)  # type: ignore[arg-type]


def receipts_view(**changes: object) -> ReceiptsPage:
    plain = ReceiptsPage(
        card=carded(),
        receipts=(
            Receipt(forecast="bm7e0000", loss=0.5184, left_out=None),
            Receipt(forecast="4tq20000", loss=0.0049, left_out=None),
            Receipt(forecast=REUTERS.id, loss=None, left_out="still open"),
        ),
        told={
            "bm7e0000": LATER,
            "4tq20000": QUOTED,
            REUTERS.id: told(REUTERS, resolution=None, source="Reuters", via=("RIA Novosti",)),
        },
    )
    return plain._replace(**changes)  # type: ignore[arg-type]
