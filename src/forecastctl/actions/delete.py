"""Deleting entries: what goes along, and doing it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from forecastctl.actions.lookup import entry_id
from forecastctl.model import Candidate, CandidateState, Forecast, Question, Resolution
from forecastctl.store.base import Reader, Transaction


class Deleted(NamedTuple):
    """What a deletion takes away (or would take away).

    `candidates` are those that the forecasts came from; they become rejected ones.
    """

    forecasts: tuple[Forecast, ...]
    questions: tuple[Question, ...]
    resolutions: tuple[Resolution, ...]
    candidates: tuple[Candidate, ...] = ()


def plan_deletion(reader: Reader, typed: Sequence[str]) -> Deleted:
    """What deleting these would take away.

    A forecast takes its question along if it was the last on it and the question is unresolved;
    a question takes everything on it.
    """
    forecasts: dict[str, Forecast] = {}
    questions: dict[str, Question] = {}
    for id in [entry_id(reader, each) for each in typed]:
        forecast = reader.forecast(id)
        if forecast:
            forecasts[id] = forecast
        else:
            questions[id] = reader.entry(id).question
            forecasts.update((each.id, each) for each in reader.forecasts_on(id))
    for question_id in {forecast.question for forecast in forecasts.values()} - questions.keys():
        rest = [each for each in reader.forecasts_on(question_id) if each.id not in forecasts]
        if not rest and reader.resolution(question_id) is None:
            questions[question_id] = reader.entry(question_id).question
    resolutions = [reader.resolution(id) for id in questions]
    return Deleted(
        forecasts=tuple(forecasts[id] for id in sorted(forecasts)),
        questions=tuple(questions[id] for id in sorted(questions)),
        resolutions=tuple(resolution for resolution in resolutions if resolution),
        candidates=_accepted_as(reader, forecasts.keys()),
    )


def delete_entries(ledger: Transaction, typed: Sequence[str]) -> Deleted:
    """Delete these forecasts and questions with what goes along."""
    plan = plan_deletion(ledger, typed)
    for candidate in plan.candidates:
        ledger.put(replace(candidate, state=CandidateState.REJECTED, forecast=None))
    for resolution in plan.resolutions:
        ledger.delete("resolutions", resolution.id)
    for forecast in plan.forecasts:
        ledger.delete("forecasts", forecast.id)
    for question in plan.questions:
        ledger.delete("questions", question.id)
    return plan


def _accepted_as(reader: Reader, forecasts: Collection[str]) -> tuple[Candidate, ...]:
    accepted = reader.candidates(CandidateState.ACCEPTED)
    return tuple(candidate for candidate in accepted if candidate.forecast in forecasts)
