"""What a writing command says when it is done, and the hints that go with it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from forecastctl.dates import format_day
from forecastctl.model import (
    Entry,
    Forecast,
    Method,
    Outcome,
    Question,
    Resolution,
    Source,
)
from forecastctl.probability import ParsedProbability, format_probability
from forecastctl.render.browse import changes_text
from forecastctl.render.columns import Align, Column, Table, plain
from forecastctl.render.entry_text import (
    brier_of,
    due_text,
    probability_text,
    probability_with_words,
)
from forecastctl.render.number import counted, format_count, format_score
from forecastctl.render.tables import cell_width
from forecastctl.store.base import TABLES, Commit
from forecastctl.text import visible

if TYPE_CHECKING:
    from forecastctl.render.view import Imported, Resolved


def added(
    entry: Entry, forecast: Forecast, *, verb: str = "Added", ids: Mapping[str, str], today: date
) -> str:
    """Say what was recorded: `Added 7k3q: reuters says 70%, due Wed 2026-12-09 (in 18 days).`."""
    said = f"{visible(forecast.source)} says {probability_with_words(forecast)}"
    due = entry.question.due
    when = "no due day" if due is None else f"due {due_text(entry.question, today)}"
    return f"{verb} {ids.get(forecast.id, forecast.id)}: {said}, {when}."


def stated(probability: ParsedProbability) -> str:
    """A probability as it was typed in: `~80% (likely)`."""
    number = format_probability(
        probability.probability, is_worded=probability.method is Method.WORDED
    )
    return f"{number} ({visible(probability.wording)})" if probability.wording else number


def similar(short_id: str, due: str, text: str) -> str:
    """One line on a question that asks nearly the same."""
    return f"  {short_id}  {due}  {visible(text)}"


def new_source(source: Source) -> str:
    """Say which source was made, under which name."""
    called = "" if source.name == source.id else f" ({visible(source.name)})"
    return f"New source: {source.id}{called}"


def edited(entry: Entry, *, ids: Mapping[str, str]) -> str:
    """Say which entry `edit` changed, as it now reads."""
    return f"Edited {ids.get(entry.id, entry.id)}: {visible(entry.question.text)}"


def asked(entry: Entry, *, ids: Mapping[str, str], today: date) -> str:
    """A question as `resolve --due` puts it: the claim, and what helps to answer."""
    question = entry.question
    lines = [f"{ids.get(entry.id, entry.id)}  {visible(question.text)}"]
    if entry.forecast is not None:
        lines.append(
            f"{visible(entry.forecast.source)} says {probability_with_words(entry.forecast)}"
        )
    if question.due is not None:
        lines.append(f"due {due_text(question, today)}")
    for name, text in (
        ("criteria", question.criteria),
        ("condition", question.condition),
        ("note", question.note),
        ("link", entry.forecast.url if entry.forecast else None),
    ):
        if text:
            lines.append(f"{name}: {visible(text)}")
    return "\n  ".join(lines)


def resolved(done: "Sequence[Resolved]", *, ids: Mapping[str, str]) -> str:
    """Say what `resolve` recorded, with the Brier score of every forecast on the question."""
    return "".join(_resolved(one, ids) for one in done)


def counts_from(done: "Sequence[Resolved]") -> str:
    """Notes for stderr on outcomes that came before the due day; '' without any."""
    return "\n".join(
        f"{visible(one.named)} counts in the scores from {one.counts_from}, its due day"
        for one in done
        if one.counts_from is not None
    )


def postponed(done: Sequence[Entry], until: date, *, ids: Mapping[str, str], today: date) -> str:
    """Say when `resolve ID later` will ask again."""
    return "\n".join(
        f"{ids.get(entry.id, entry.id)} is left alone until {format_day(until, today)}:"
        f" {visible(entry.question.text)}"
        for entry in done
    )


def reopened(done: "Sequence[Resolved]") -> str:
    """Say what `reopen` took back."""
    return "\n".join(f"Reopened {visible(one.named)}: {visible(one.question.text)}" for one in done)


def deleted(
    forecasts: Sequence[Forecast],
    questions: Sequence[Question],
    resolutions: Sequence[Resolution],
    *,
    verb: str = "Deleted",
) -> str:
    """Say what `delete` removes, one record a line."""
    lines = [
        f"{verb} forecast {forecast.id}:"
        f" {visible(forecast.source)} says {probability_with_words(forecast)}"
        for forecast in forecasts
    ]
    lines += [f"{verb} question {question.id}: {visible(question.text)}" for question in questions]
    lines += [
        f"{verb} the resolution of {resolution.question}: {resolution.outcome}"
        for resolution in resolutions
    ]
    return "\n".join(lines)


def undone(commit: Commit) -> str:
    """Say which transaction `undo` took back, and what was in it."""
    moment = f"{commit.at:%Y-%m-%d %H:%M} UTC"
    return (
        f"Took back {visible(commit.command)} of {moment} by {visible(commit.user)}"
        f" (commit {commit.serial}): {changes_text(commit.changes)}"
    )


def merged(forecasts: int, noun: str, into_id: str, into_name: str) -> str:
    """Say what `source merge` or `question merge` moved."""
    moved = counted(forecasts, "forecast")
    return f"Merged into {noun} {into_id}: {visible(into_name)} ({moved} moved)"


def imported(done: "Imported") -> str:
    """Counts of an import, kind by kind."""
    counts = {
        "read": done.read,
        "added": done.added,
        "updated": done.updated,
        "unchanged": done.unchanged,
        "skipped": done.skipped,
    }
    kinds = [kind for kind in TABLES if any(kind in count for count in counts.values())]
    columns = [Column(heads=("",))]
    columns += [Column(heads=(name,), align=Align.RIGHT) for name in counts]
    rows = [
        (kind, *(format_count(count.get(kind, 0)) for count in counts.values())) for kind in kinds
    ]
    return plain(Table(columns=tuple(columns), rows=rows))


def undo_hint() -> str:
    """The hint after a write."""
    return "Undo: forecastctl undo"


def _resolved(done: "Resolved", ids: Mapping[str, str]) -> str:
    resolution = done.resolution
    outcome = resolution.outcome if resolution else None
    claim = visible(done.question.text)
    if done.is_unchanged:
        return f"{visible(done.named)} is resolved {outcome} already: {claim}\n"
    entries = [entry for entry in done.entries if entry.forecast is not None]
    count = counted(len(entries), "forecast")
    head = f"Resolved {visible(done.named)} {outcome}: {claim} ({count} on this question)\n"
    return head + _score_lines(entries, outcome, ids)


def _score_lines(entries: Sequence[Entry], outcome: Outcome | None, ids: Mapping[str, str]) -> str:
    rows = [
        (
            "  " + ids.get(forecast.id, forecast.id),
            forecast.source,
            probability_text(forecast),
            _score_text(forecast, outcome),
        )
        for entry in entries
        if (forecast := entry.forecast) is not None
    ]
    if not rows:
        return ""
    left, right = Column(heads=()), Column(heads=(), align=Align.RIGHT)
    return plain(Table(columns=(left, left, right, left), rows=rows), cell_width)


def _score_text(forecast: Forecast, outcome: Outcome | None) -> str:
    score = brier_of(forecast, outcome)
    return "not scored" if score is None else f"Brier {format_score(score)}"
