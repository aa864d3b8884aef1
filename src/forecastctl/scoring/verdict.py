"""Is a row better than its reference? The only words that a report puts beside a score."""

from enum import StrEnum

from forecastctl.scoring.interval import Interval
from forecastctl.scoring.skill import Reference

MIN_FORECASTS = 10
"""Below this many forecasts no skill, no excess and no call."""

MIN_CLUSTERS = 5
"""Below this many independent events no call."""

TOLERANCE = 1e-9
"""An interval has to lie this far from 0: rounding is no evidence."""


class Verdict(StrEnum):
    """What the forecasts so far allow to be said of a row."""

    TOO_FEW = "too_few"
    ALL_ALIKE = "all_alike"
    BETTER = "better"
    WORSE = "worse"
    NO_CALL = "no_call"


def verdict_of(
    *, n: int, n_yes: int, n_no: int, n_clusters: int, excess_ci: Interval | None
) -> Verdict:
    """The first rule that applies: too few, all alike, better, worse, no call.

    Better or worse only where the whole interval of the excess over the reference lies on one side
    of 0. Our construction; its false calls are simulated in the tests.
    """
    if n < MIN_FORECASTS or n_clusters < MIN_CLUSTERS or excess_ci is None:
        return Verdict.TOO_FEW
    if not n_yes or not n_no:
        return Verdict.ALL_ALIKE
    if excess_ci.high < -TOLERANCE:
        return Verdict.BETTER
    if excess_ci.low > TOLERANCE:
        return Verdict.WORSE
    return Verdict.NO_CALL


def verdict_words(verdict: Verdict, reference: Reference) -> str:
    """The verdict as it is printed beside the row."""
    match verdict:
        case Verdict.TOO_FEW:
            return "too few to tell"
        case Verdict.ALL_ALIKE:
            return "all came out alike"
        case Verdict.BETTER:
            return f"better than {reference.words}"
        case Verdict.WORSE:
            return f"worse than {reference.words}"
        case Verdict.NO_CALL:
            return "no clear difference yet"
