"""Results of scoring that the tests of rendering print."""

from dataclasses import replace
from datetime import date

from forecastctl.scoring.calibration import Bin, Calibration
from forecastctl.scoring.card import Call, Card, LeftOut
from forecastctl.scoring.interval import Interval
from forecastctl.scoring.phrases import Phrase, PhraseTest
from forecastctl.scoring.report import Report
from forecastctl.scoring.row import SourceReport
from forecastctl.scoring.tables import GroupBy, Reason, Use
from forecastctl.scoring.verdict import Verdict

TODAY = date(2026, 11, 21)


def excluded(**counts: int) -> dict[Reason, int]:
    return {reason: counts.get(reason, 0) for reason in Reason}


def scored(source: str, n: int, **changes: object) -> SourceReport:
    """A row with invented numbers, each of its own event."""
    row = SourceReport(
        source=source,
        group=None,
        n=n,
        n_clusters=n,
        n_yes=n // 3,
        n_worded=0,
        n_announced=0,
        excluded=excluded(superseded=293),
        brier=0.0991,
        brier_ci=Interval(0.0804, 0.1273),
        verbal=False,
        hit_rate=0.8577,
        hit_rate_ci=Interval(0.8, 0.9),
        base_rate=1 / 3,
        mean_p=0.4,
        bias=0.4 - 1 / 3,
        skill=0.5,
        skill_reference="base",
        excess=-0.1,
        excess_ci=Interval(-0.2, -0.05),
        verdict=Verdict.BETTER,
        hidden={},
        name=source,
        is_anonymous=False,
        verdict_words="better than base rate",
    )
    return replace(row, **changes)  # type: ignore[arg-type]


NOTHING = scored(
    "silent",
    0,
    brier=None,
    brier_ci=None,
    hit_rate=None,
    verdict=Verdict.TOO_FEW,
    verdict_words="too few to tell",
    excluded=excluded(open=2),
)


def reported(*rows: SourceReport, **changes: object) -> Report:
    report = Report(
        today=TODAY,
        use=Use.LAST,
        include_early=False,
        method=None,
        without=(),
        since=None,
        until=None,
        by=GroupBy.SOURCE,
        reference="base",
        seed=1,
        draws=999,
        excluded=excluded(superseded=863),
        sources=rows,
        phrases=(),
        footnotes=("Brier score: 0 to 1, lower is better.",),
        n=sum(row.n for row in rows),
        n_early=0,
        first_lines=("Left out: 863 replaced by a later forecast.",),
        reference_words="base rate",
    )
    return replace(report, **changes)  # type: ignore[arg-type]


def phrase(words: str, low: float, high: float, n: int, happened: int, **changes: object) -> Phrase:
    row = Phrase(
        phrase=words,
        said="+",
        low=low,
        high=high,
        n=n,
        n_clusters=n,
        happened=happened,
        rate=happened / n,
        rate_ci=Interval(0.5574, 0.8182),
        level=0.9,
        phrase_p=0.0682,
        phrase_p_bh=0.1704,
        phrase_test=PhraseTest.CONSISTENT,
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def bin_of(tenth: int, n: int, mean_p: float, rate: float, low: float, high: float) -> Bin:
    return Bin(
        low=tenth / 10,
        high=(tenth + 1) / 10,
        n=n,
        k=round(n * rate),
        mean_p=mean_p,
        rate=rate,
        ci=Interval(low, high),
        band=None,
        misses=not low <= mean_p <= high,
    )


def calibrated(*bins: Bin, **changes: object) -> Calibration:
    calibration = Calibration(
        today=TODAY,
        use=Use.LAST,
        sources=(),
        n=sum(one.n for one in bins),
        n_clusters=sum(one.n for one in bins),
        n_worded=0,
        bins_wanted=10,
        level=0.9,
        seed=1,
        draws=999,
        excluded=excluded(),
        bins=bins,
        curve=(),
        footnotes=("Intervals: Wilson, 90%.",),
        first_lines=("Left out: nothing.",),
        sentence="when reuters said 0-10%, it happened 5% of the time (38 forecasts)",
    )
    return replace(calibration, **changes)  # type: ignore[arg-type]


BINS = (
    bin_of(0, 38, 0.04, 0.05, 0.02, 0.15),
    bin_of(2, 29, 0.24, 0.34, 0.22, 0.50),
    bin_of(3, 19, 0.34, 0.63, 0.44, 0.785),
)

BEST = Call(
    forecast="4tq20000",
    question="w5ce1k0a",
    loss=0.0049,
    probability=0.07,
    said="-",
    is_worded=True,
    made="2026-11-02",
    due="2026-11-19",
    outcome="no",
)
WORST = replace(BEST, forecast="bm7e0000", loss=0.5184, probability=0.28, said="+", outcome="yes")


def carded(**changes: object) -> Card:
    row = scored(
        "yurii-poita",
        10,
        name="Yurii Poita",
        n_worded=10,
        n_announced=2,
        verbal=True,
        brier=0.106,
        brier_ci=Interval(0.03, 0.321),
        verdict=Verdict.NO_CALL,
        verdict_words="no clear difference yet",
    )
    card = Card(
        report=reported(row),
        row=row,
        n_right=9,
        verdict_against_half=Verdict.NO_CALL,
        verdict_words_against_half="no clear difference yet",
        free_bounds=None,
        phrases=(phrase("will", 0.85, 0.98, 9, 5, phrase_test=None),),
        n_phrases=3,
        best=(BEST,),
        worst=(WORST,),
        left_out=(
            LeftOut(reason=Reason.OPEN, words="still open", n=12, ids=("0q8wv2rd", "zzzz0000")),
        ),
        calibration=None,
    )
    return replace(card, **changes)  # type: ignore[arg-type]
