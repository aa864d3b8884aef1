"""The sentences of pages, for a reader who knows no statistics."""

from collections.abc import Sequence

from forecastctl.render.number import counted
from forecastctl.scoring.calibration import Calibration
from forecastctl.scoring.report import Report, SourceReport
from forecastctl.scoring.tables import Reason, Use
from forecastctl.scoring.trend import Trend, TrendCall
from forecastctl.scoring.verdict import Verdict

MOST_NAMES = 6

LUCK = (
    "The dot is the score, the line is how far luck could have moved it: the shorter the line, the"
    " surer the score. A filled dot has a verdict, a hollow one has none yet. The dashed line marks"
    " .25, what saying 50% to everything earns. Further left is better."
)
RELIABILITY = (
    "Somebody whose 70% means 70% has every dot on the dashed diagonal. A dot above it: it happened"
    " more often than was said. Below: less often."
)
NO_BAND = (
    "No band of calibrated sources is drawn, because some of the predictions share a question or an"
    " event."
)
OVER_TIME = (
    "Each dot is the score of the predictions that came due in one quarter; lower is better. Scores"
    " mostly follow how hard the questions of the time were, so read them with care."
)
BEST_AND_WORST = (
    "The loss of a call is its distance from what happened, squared: 0 for being sure and right, 1"
    " for being sure and wrong."
)
BRIER = (
    "how far off, squared, on average: 0 is perfect, .25 is what saying 50% to everything earns, 1"
    " is always sure and always wrong. In brackets: how far luck could move it."
)
BASE_RATE = (
    " The base rate is somebody who always says how often yes came true among the same questions:"
    " a hard rival, known only in hindsight."
)
LEFT_OUT = "These predictions were looked at and not scored, each for exactly one reason."
PHRASES = (
    "When they said these words, how often did it happen? The bar is what the words are taken to"
    " mean, the dot is how often it happened, the line how far luck could have moved the dot."
)
NUMBERS = "Everything that was computed, for those who want to check or compare."

REASONS = {
    Reason.NO_PROBABILITY: "no number and no words that stand for one, or not a yes-or-no question",
    Reason.JUDGED: "the number is not the source's own: a market price, a mean",
    Reason.CLAIM_KIND: "left out on request",
    Reason.VOID: "nobody can decide any more what happened",
    Reason.OPEN: "what happened is not known yet",
    Reason.NO_DUE: "without a day nobody can say when it would have been wrong",
    Reason.NOT_DUE: "what happens is known early, what does not only on its day: so all wait",
    Reason.AFTER_OUTCOME: "too late to be a prediction",
    Reason.AFTER_CLOSE: "too late to be a prediction",
    Reason.SUPERSEDED: "one prediction of a source counts on each question",
}


def report_lead(report: Report) -> str:
    """Who did well, and how sure that is."""
    if not report.n:
        return "Nothing to score yet."
    rows = [row for row in report.sources if row.n]
    better = [row for row in rows if row.verdict is Verdict.BETTER]
    worse = [row for row in rows if row.verdict is Verdict.WORSE]
    parts = [
        f"{counted(report.n, 'prediction')} could be scored.",
        *_did("did better", better, report),
        *_did("did worse", worse, report),
        *_undecided(len(rows) - len(better) - len(worse), len(rows)),
    ]
    return " ".join(parts)


def as_of(report: Report) -> str:
    """The day of the numbers, what was asked for, and what has to be read before them."""
    return " ".join([f"As of {report.today}.", *_asked(report), *report.first_lines])


def report_heads(report: Report) -> list[tuple[str, str]]:
    """What the heads of the leaderboard mean."""
    return [
        (
            "n",
            "predictions that were scored. ~: some were made in words, the number is our reading."
            " In brackets: independent events, where several predictions hang on one.",
        ),
        ("out", "predictions that were left out; the reasons are further down."),
        ("right", "how often the source was on the right side of 50%."),
        ("Brier [95%]", BRIER),
        (
            "verdict",
            f"better or worse than {_reference(report)}, where the predictions are enough to say"
            f" so.{BASE_RATE if report.reference == 'base' else ''}",
        ),
    ]


def calibration_words(calibration: Calibration) -> str:
    """The fullest bin in words, and how many are further off than luck explains."""
    sentence = calibration.sentence or ""
    missed, n = sum(one.misses for one in calibration.bins), len(calibration.bins)
    far = (
        f"Of the {counted(n, 'dot')}, {missed or 'none'} {'lies' if missed == 1 else 'lie'} further"
        f" off than luck explains; by luck alone about one in"
        f" {round(1 / (1 - calibration.level))} would."
    )
    band = ""
    if calibration.n_clusters < calibration.n:
        band = f" {NO_BAND}"
    return f"{sentence[:1].upper()}{sentence[1:]}. {far}{band}"


def trend_words(trend: Trend) -> str:
    """What may be said of a row over time."""
    if trend.call is None:
        return "too few to tell whether it changes"
    return _TRENDS[trend.call]


def statistic_words(head: str) -> str:
    """What a head of the table of all numbers means."""
    key = "skill" if head.startswith("skill") else head
    return _STATISTICS.get(key, "")


def _did(what: str, rows: Sequence[SourceReport], report: Report) -> list[str]:
    if not rows:
        return []
    return [f"{_listed(names_of(rows))} {what} than {_reference(report)}."]


def _asked(report: Report) -> list[str]:
    """The options that select predictions, in words: who reads a page has not typed them."""
    words = []
    if report.since or report.until:
        since = f" from {report.since}" if report.since else ""
        until = f" up to {report.until}" if report.until else ""
        words.append(f"Only predictions due{since}{until}.")
    if report.method is not None:
        words.append(f"Only probabilities that were {' or '.join(report.method)}.")
    if report.use is Use.FIRST:
        words.append("The first prediction of each source on a question counts, not the last.")
    return words


def _reference(report: Report) -> str:
    return f"{'the ' if report.reference == 'base' else ''}{report.reference_words}"


def _undecided(n: int, of: int) -> list[str]:
    if not n:
        return []
    if n == of:
        return ["That is not enough yet to say who does better or worse."]
    return [f"For the other {n if n > 1 else 'one'} that cannot be said yet."]


def names_of(rows: Sequence[SourceReport]) -> list[str]:
    """What the rows are called, with their group where they have one."""
    return [f"{row.name} ({row.group})" if row.group else row.name for row in rows]


def _listed(names: Sequence[str]) -> str:
    shown, more = list(names[:MOST_NAMES]), len(names) - MOST_NAMES
    if more > 0:
        shown.append(f"{more} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


_TRENDS = {
    TrendCall.IMPROVING: "better than before",
    TrendCall.WORSENING: "worse than before",
    TrendCall.NONE: "no clear change",
}

_STATISTICS = {
    "skill": "the part of the reference's Brier score that was saved: 0 is none, 100% is all",
    "log score": "how surprised it was by what happened; one sure mistake makes it infinite",
    "MCB": "miscalibration: what reading the source's numbers rightly would save",
    "DSC": "discrimination: how well it tells what happens from what does not",
    "UNC": "uncertainty: how open the questions were; nobody's merit",
    "bias": "mean probability minus how often yes came true: above 0 it says yes too often",
    "Z": "Spiegelhalter's test: above 0 too extreme, below 0 too timid",
    "Z p": "how often a calibrated source would seem as far off",
    "MCB if calibrated": "the miscalibration that luck alone would show",
    "MCB p": "how often luck alone shows as much miscalibration",
    "AUC": "how often a thing that happened had been given more than one that did not",
    "log MCB": "miscalibration in the log score",
    "log DSC": "discrimination in the log score",
    "mean p": "the mean of what was said",
    "base rate": "how often yes came true",
    "peer excess": "how much more it lost than others on the same questions; below 0 is better",
    "shrunk excess [90%]": "the same, drawn to the middle where little is known",
    "rank range": "the ranks that are plausible among the sources that share questions",
    "SE cluster": "standard error of the Brier score, by independent events",
    "worded": "how many were made in words",
    "distinct p": "how many different probabilities were used",
}
