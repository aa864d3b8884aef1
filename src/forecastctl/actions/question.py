"""Questions: listing, and merging two that ask the same."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from forecastctl.actions.lookup import question_of, short_id
from forecastctl.errors import ConflictError, UsageError
from forecastctl.model import Question, Resolution, State, state_of
from forecastctl.store.base import EntryFilter, Reader, Transaction
from forecastctl.text import normal, visible


class ListedQuestion(NamedTuple):
    """A question with the number of its entries and its state on the day."""

    question: Question
    entries: int
    resolution: Resolution | None
    state: State


class MergedQuestions(NamedTuple):
    """What a merge changed (or would change). `resolution` is what `into` has afterwards."""

    removed: Question
    into: Question
    forecasts: int
    resolution: Resolution | None


def list_questions(reader: Reader, *, today: date) -> list[ListedQuestion]:
    """All questions by due day, then id; undated ones last."""
    listed: dict[str, ListedQuestion] = {}
    for entry in reader.entries_in_full(EntryFilter()):
        question, resolution = entry.question, entry.resolution
        outcome = resolution.outcome if resolution else None
        state = state_of(question.check_day, outcome, today)
        known = listed[question.id].entries if question.id in listed else 0
        entries = known + (entry.forecast is not None)
        listed[question.id] = ListedQuestion(question, entries, resolution, state)
    return sorted(
        listed.values(), key=lambda each: (each.question.due or date.max, each.question.id)
    )


def plan_question_merge(reader: Reader, typed: str, into: str) -> MergedQuestions:
    """What merging one question into another would change; raises as `merge_questions` does."""
    removed, kept = question_of(reader, typed), question_of(reader, into)
    if removed.id == kept.id:
        raise UsageError(f"{visible(typed)} and {visible(into)} are the same question")
    ids = reader.short_ids([removed.id, kept.id])
    if normal(removed.condition or "") != normal(kept.condition or ""):
        raise ConflictError(
            f"{ids[removed.id]} and {ids[kept.id]} hang on different conditions; "
            "they are different questions"
        )
    forecasts = reader.forecasts_on(removed.id)
    for forecast in forecasts:
        if kept.due is not None and forecast.made > kept.due:
            raise ConflictError(
                f"{short_id(reader, forecast.id)} was made on {forecast.made}, after "
                f"{ids[kept.id]} was due ({kept.due}); change that day first"
            )
    old, new = reader.resolution(removed.id), reader.resolution(kept.id)
    if old and new and old.outcome is not new.outcome:
        raise ConflictError(
            f"{ids[removed.id]} is resolved {old.outcome}, {ids[kept.id]} {new.outcome}; "
            "reopen the one that is wrong"
        )
    return MergedQuestions(
        removed=removed,
        into=_merged(removed, kept),
        forecasts=len(forecasts),
        resolution=new or (replace(old, question=kept.id) if old else None),
    )


def merge_questions(ledger: Transaction, typed: str, into: str) -> MergedQuestions:
    """Move all forecasts of one question to another and delete it.

    An outcome goes along. Raises ConflictError where both are resolved differently, hang on
    different conditions, or a forecast was made after the due day of the question that stays.
    """
    plan = plan_question_merge(ledger, typed, into)
    for forecast in ledger.forecasts_on(plan.removed.id):
        ledger.put(replace(forecast, question=plan.into.id))
    if ledger.resolution(plan.removed.id):
        ledger.delete("resolutions", plan.removed.id)
    if plan.resolution:
        ledger.put(plan.resolution)
    ledger.put(plan.into)
    ledger.delete("questions", plan.removed.id)
    return plan


def _merged(removed: Question, kept: Question) -> Question:
    """The question that stays, with what it lacks and the other one has."""
    return replace(
        kept,
        criteria=kept.criteria or removed.criteria,
        event=kept.event or removed.event,
        note=kept.note or removed.note,
        tags=tuple(dict.fromkeys((*kept.tags, *removed.tags))),
    )
