"""Questions: listing, and merging two that ask the same."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from forecastctl.model import Question, Resolution, State
from forecastctl.store.base import Reader, Transaction


class ListedQuestion(NamedTuple):
    """A question with its state on the day and the number of sources that forecast it."""

    question: Question
    state: State
    sources: int
    resolution: Resolution | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedQuestions:
    """What a merge changed (or would change). `resolution` is what `into` has afterwards."""

    removed: Question
    into: Question
    forecasts: int
    resolution: Resolution | None


def list_questions(reader: Reader, *, today: date) -> list[ListedQuestion]:
    """All questions by due day, then id; undated ones last."""
    raise NotImplementedError


def plan_question_merge(reader: Reader, typed: str, into: str) -> MergedQuestions:
    """What merging one question into another would change; raises as `merge_questions` does."""
    raise NotImplementedError


def merge_questions(ledger: Transaction, typed: str, into: str) -> MergedQuestions:
    """Move all forecasts of one question to another and delete it.

    Raises ConflictError where both are resolved differently, hang on different conditions, or a
    forecast was made after the due day of the one that stays.
    """
    raise NotImplementedError
