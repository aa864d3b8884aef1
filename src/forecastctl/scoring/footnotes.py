"""What must be said under the numbers. A note without occasion is absent."""

from collections.abc import Sequence

from forecastctl.frozen import frozen
from forecastctl.scoring.direction import CalibrationCall
from forecastctl.scoring.grouping import OVERLAPPING, SPLITTING
from forecastctl.scoring.multiplicity import ALPHA
from forecastctl.scoring.peers import RANK_DRAWS
from forecastctl.scoring.phrases import Phrase
from forecastctl.scoring.row import FEW_CLUSTERS, SourceReport
from forecastctl.scoring.skill import BASE, Reference
from forecastctl.scoring.tables import Selection, Table, TotalTable
from forecastctl.scoring.verdict import Verdict

TOO_FEW_SIGNS = 6
"""Fewer independent events than this have no pattern of signs that is rarer than 5%."""

FEW_RANKED = 10
"""Below this many sources the spread between them is itself uncertain."""

_UNDECIDED = frozenset({Verdict.TOO_FEW, Verdict.NO_CALL})
_COMPARED = frozenset({Verdict.BETTER, Verdict.WORSE, Verdict.NO_CALL})


@frozen
class ReportFacts:
    """What the notes under a report depend on. `seed` is None where nothing was drawn.

    `n_tested` counts the rows whose calibration was tested, whether or not they are shown.
    """

    rows: Sequence[SourceReport]
    total: Table
    selection: Selection
    reference: Reference
    n_tested: int
    is_long: bool
    is_ordered_by_peers: bool
    has_peers: bool
    seed: int | None


def report_footnotes(facts: ReportFacts) -> tuple[str, ...]:
    """The notes under a report of sources, or of other rows that are scored like them."""
    scored = [row for row in facts.rows if row.n]
    if not scored:
        return ()
    return (
        *_score_notes(facts),
        *(_order_notes(facts) if len(scored) > 1 else ()),
        *_verdict_notes(facts, scored),
        *_rank_notes(facts, scored),
        *_trend_notes(scored),
        *_cluster_notes(scored),
        *_material_notes(facts.total, facts.selection),
        *_draw_notes(facts.seed),
    )


def phrase_footnotes(
    phrases: Sequence[Phrase], total: Table, selection: Selection
) -> tuple[str, ...]:
    """The notes under a phrase table."""
    if not phrases:
        return ()
    notes = ["happened: how often the event itself came true, also where the phrase denies it."]
    n_tests = sum(phrase.phrase_p is not None for phrase in phrases)
    if n_tests:
        notes.append(
            f"Tests: {n_tests}, exact binomial against the nearer end of the range; p adjusted for"
            f" their number (Benjamini-Hochberg, {ALPHA:.0%})."
        )
    if any(phrase.n_clusters < phrase.n for phrase in phrases):
        notes.append(
            "In brackets after n: independent events. Where questions share an event the phrase is"
            " not tested, and its interval is too short."
        )
    return (*notes, *_material_notes(total, selection))


def calibration_footnotes(
    total: TotalTable, selection: Selection, level: float, seed: int
) -> tuple[str, ...]:
    """The notes under a calibration strip."""
    n = total.n
    if not n:
        return ()
    notes = [f"Intervals: Wilson, {level * 100:g}%."]
    if total.n_clusters < n:
        notes.append(
            f"The {n} forecasts rest on {total.n_clusters} independent events, but the intervals"
            " assume independent questions: they are too short."
        )
        return (*notes, *_material_notes(total, selection))
    return (*notes, *_material_notes(total, selection), *_draw_notes(seed))


def comparison_footnotes(
    n: int, n_clusters: int, n_worded: int, seed: int | None
) -> tuple[str, ...]:
    """The notes under a comparison on n common questions."""
    notes = ["Brier score: 0 to 1, lower is better. Only questions that both answered count."]
    if n_clusters < n:
        notes.append(f"The {n} questions rest on {n_clusters} independent events.")
    if n_clusters < TOO_FEW_SIGNS:
        notes.append(f"With {n_clusters} independent events p cannot fall below .05.")
    notes.append(
        "p: how often chance alone, turning the sign of whole events, gives a difference as large."
        " Whoever looks again and again at a growing record will find more than there is."
    )
    if n_worded:
        notes.append(
            f"~ on {n_worded} of {n} questions a forecast is worded: the number is ours, the words"
            " are theirs."
        )
    return (*notes, *_draw_notes(seed))


def early_line(total: Table) -> str | None:
    """The warning that belongs above a report with early resolutions."""
    if not total.n_early:
        return None
    plural = "" if total.n_early == 1 else "s"
    return f"includes {total.n_early} early resolution{plural}: biased"


def _score_notes(facts: ReportFacts) -> list[str]:
    notes = ["Brier score: 0 to 1, lower is better."]
    if facts.is_long:
        notes.append("Log score in nats, not clipped: inf where something impossible happened.")
        infinite = [f"{row.name} ({row.n_inf} of {row.n})" for row in facts.rows if row.n_inf]
        if infinite:
            notes.append(f"Sure, and wrong: {_listed(infinite)}.")
    return [*notes, _reference_note(facts.reference)]


def _reference_note(reference: Reference) -> str:
    if reference is BASE:
        return (
            "Base rate: a forecaster who always states how often yes came true among the row's own"
            " questions; known only in hindsight."
        )
    if reference.source is not None:
        return f"Verdicts compare with {reference.words} on the questions that both answered."
    return f"{reference.words}: a forecaster who states {_per_cent(reference.rate)} every time."


def _per_cent(rate: float | None) -> str:
    return f"{100 * (rate or 0):.10g}%"


def _order_notes(facts: ReportFacts) -> list[str]:
    notes = [_order_note(facts)]
    if facts.is_ordered_by_peers:
        notes.append(
            "No ranking: the order only puts the more promising first. To set two sources side by"
            " side on what both answered: forecastctl compare."
        )
    else:
        notes.append(
            "No ranking: each row rests on questions of its own, so intervals that overlap, or do"
            " not, decide nothing between two rows; forecastctl compare does."
        )
    if facts.selection.by in OVERLAPPING:
        notes.append("A forecast can count in several rows: they do not add up.")
    return notes


def _order_note(facts: ReportFacts) -> str:
    if facts.selection.by in SPLITTING:
        return "Ordered by source, then group."
    if facts.is_ordered_by_peers:
        return (
            "Ordered by how much less was lost than by the others on shared questions, drawn to the"
            " middle where that is uncertain."
        )
    by = f"the Brier score minus that of {_article(facts.reference)}{facts.reference.words}"
    return f"Ordered by {by}." if facts.has_peers else f"No questions in common: ordered by {by}."


def _article(reference: Reference) -> str:
    return "the " if reference is BASE else ""


def _verdict_notes(facts: ReportFacts, rows: Sequence[SourceReport]) -> list[str]:
    notes = []
    if any(row.verdict in _UNDECIDED for row in rows):
        notes.append(
            "A verdict takes many forecasts: even a well calibrated source usually needs 50 to 100."
        )
    n_verdicts = sum(row.verdict in _COMPARED for row in rows)
    if n_verdicts > 1:
        notes.append(f"Verdicts are not adjusted for the {n_verdicts} rows tested.")
    called = {row.calibration_call for row in rows}
    if CalibrationCall.OVERCONFIDENT in called:
        notes.append("overconfident: says too high where it is high and too low where it is low.")
    if CalibrationCall.UNDERCONFIDENT in called:
        notes.append("underconfident: could have said high and low more boldly.")
    if facts.n_tested > 1 and called - {None}:
        notes.append(
            f"Calibration was tested in {facts.n_tested} rows; words appear only where p, adjusted"
            f" for their number (Benjamini-Hochberg), is {ALPHA:g} or less."
        )
    return notes


def _rank_notes(facts: ReportFacts, rows: Sequence[SourceReport]) -> list[str]:
    ranked = [row for row in rows if row.rank_range is not None]
    if not ranked:
        return []
    by = "shrunk excess over the others" if facts.has_peers else "shrunk excess over the reference"
    notes = [
        f"Rank ranges: 80% of {RANK_DRAWS:,} draws by {by}; the spread between sources is taken as"
        " known, which makes them too narrow."
    ]
    n_ranked = max(row.n_ranked for row in ranked)
    if n_ranked < FEW_RANKED:
        notes.append(f"With {n_ranked} sources that spread is itself hardly known.")
    return notes


def _trend_notes(rows: Sequence[SourceReport]) -> list[str]:
    if not any(row.trend and row.trend.call is not None for row in rows):
        return []
    return [
        "Brier scores over time mostly follow how hard the questions were; what is tested is the"
        " excess over others, or over the base rate."
    ]


def _draw_notes(seed: int | None) -> list[str]:
    return [] if seed is None else [f"Random draws with --seed {seed}."]


def _cluster_notes(rows: Sequence[SourceReport]) -> list[str]:
    if not any(row.has_shared_events for row in rows):
        return []
    notes = ["In brackets after n: independent events, where questions share one."]
    few = [row.name for row in rows if row.has_few_events]
    if few:
        notes.append(f"Few independent events (under {FEW_CLUSTERS}): {_listed(few)}.")
    return notes


def _material_notes(total: Table, selection: Selection) -> list[str]:
    """What the scored forecasts are made of."""
    n = total.n
    notes = []
    if total.n_worded:
        notes.append(
            f"~ {total.n_worded} of {n} scored forecasts are worded: the number is ours, the words"
            " are theirs."
        )
    if total.n_announced:
        kinds = sorted({"plan", "scheduled"} - selection.without)
        notes.append(
            f"{total.n_announced} of {n} are dated announcements or own plans; --without"
            f" {','.join(kinds)} leaves them out."
        )
    if total.n_early:
        notes.append(
            f"{total.n_early} of {n} were resolved before their due day or have none: what happens"
            " is known sooner than what does not, which biases every number here."
        )
    if total.n_assumed_due:
        notes.append(f"{total.n_assumed_due} of {n} have an assumed due day.")
    if total.n_recorded_day:
        notes.append(
            f"{total.n_recorded_day} of {n} without the day on which it happened: the day of"
            " recording stands in."
        )
    return notes


def _listed(names: Sequence[str], at_most: int = 5) -> str:
    unique = list(dict.fromkeys(names))
    rest = len(unique) - at_most
    return ", ".join(unique[:at_most]) + (f" and {rest} more" if rest > 0 else "")
