"""What must be said under the numbers. A note without occasion is absent."""

from collections.abc import Sequence

from forecastctl.scoring.grouping import OVERLAPPING, SPLITTING
from forecastctl.scoring.phrases import ALPHA, Phrase
from forecastctl.scoring.row import FEW_CLUSTERS, SourceReport
from forecastctl.scoring.skill import BASE, Reference
from forecastctl.scoring.tables import GroupBy, Selection, Table
from forecastctl.scoring.verdict import Verdict

_UNDECIDED = frozenset({Verdict.TOO_FEW, Verdict.NO_CALL})
_TESTED = frozenset({Verdict.BETTER, Verdict.WORSE, Verdict.NO_CALL})


def report_footnotes(
    rows: Sequence[SourceReport], total: Table, selection: Selection, reference: Reference
) -> tuple[str, ...]:
    """The notes under a report of sources, or of other rows that are scored like them."""
    scored = [row for row in rows if row.n]
    if not scored:
        return ()
    notes = ["Brier score: 0 to 1, lower is better.", _reference_note(reference)]
    if len(scored) > 1:
        notes += [
            _order_note(selection.by, reference),
            "No ranking: each row rests on questions of its own, so intervals that overlap, or do"
            " not, decide nothing between two rows.",
        ]
    if any(row.verdict in _UNDECIDED for row in scored):
        notes.append(
            "A verdict takes many forecasts: even a well calibrated source usually needs 50 to 100."
        )
    n_tested = sum(row.verdict in _TESTED for row in scored)
    if n_tested > 1:
        notes.append(f"Verdicts are not adjusted for the {n_tested} rows tested.")
    if selection.by in OVERLAPPING:
        notes.append("A forecast can count in several rows: they do not add up.")
    return (*notes, *_cluster_notes(scored), *_material_notes(total, selection))


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
    total: Table, n_clusters: int, selection: Selection, level: float
) -> tuple[str, ...]:
    """The notes under a calibration strip."""
    n = total.n
    if not n:
        return ()
    notes = [f"Intervals: Wilson, {level * 100:g}%."]
    if n_clusters < n:
        notes.append(
            f"The {n} forecasts rest on {n_clusters} independent events, but the intervals assume"
            " independent questions: they are too short."
        )
    return (*notes, *_material_notes(total, selection))


def early_line(total: Table) -> str | None:
    """The warning that belongs above a report with early resolutions."""
    if not total.n_early:
        return None
    plural = "" if total.n_early == 1 else "s"
    return f"includes {total.n_early} early resolution{plural}: biased"


def _reference_note(reference: Reference) -> str:
    if reference is BASE:
        return (
            "Base rate: a forecaster who always states how often yes came true among the row's own"
            " questions; known only in hindsight."
        )
    return f"{reference.words}: a forecaster who states {reference.rate:.0%} every time."


def _order_note(by: GroupBy, reference: Reference) -> str:
    if by in SPLITTING:
        return "Ordered by source, then group."
    return f"Ordered by the Brier score minus that of {_article(reference)}{reference.words}."


def _article(reference: Reference) -> str:
    return "the " if reference is BASE else ""


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
