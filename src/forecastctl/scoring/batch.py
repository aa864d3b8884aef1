"""Scored and left-out forecasts of one source that count in the same rows of a report."""

from collections.abc import Iterable, Mapping
from itertools import chain

from forecastctl.scoring.point import Point
from forecastctl.scoring.tables import Reason, ScoringRow


class Batch:
    """The scored forecasts as two lists, side by side; the others by reason."""

    __slots__ = ("excluded", "points", "questions", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.points: list[Point] = []
        self.questions: list[str] = []
        self.excluded: list[Reason] = []


class Events:
    """Which cluster each question belongs to: its event, or the question by itself."""

    def __init__(self) -> None:
        self._event_of: dict[str, str] = {}

    def learn(self, row: ScoringRow) -> None:
        """Remember the event of a question that has one."""
        if row.event:
            self._event_of[row.question] = row.event

    def clusters(self, batches: Iterable[Batch]) -> Iterable[str]:
        """The cluster of every scored forecast of these batches, in their order."""
        questions = chain.from_iterable(batch.questions for batch in batches)
        if not self._event_of:
            return questions
        events: Mapping[str, str] = self._event_of
        return (events.get(question, question) for question in questions)


def points_in(batches: Iterable[Batch]) -> Iterable[Point]:
    """The points of every scored forecast of these batches, in their order."""
    return chain.from_iterable(batch.points for batch in batches)
