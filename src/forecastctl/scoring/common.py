"""The questions that all sources of a report have in common."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from forecastctl.scoring.tables import Reason, ScoringRow

Judged = tuple[ScoringRow, Reason | None]
"""A forecast with the reason why it is left out, None where it is scored."""


def common_questions(judged: Iterable[Judged], sources: frozenset[str]) -> frozenset[str]:
    """Questions on which all of these sources have a scored forecast.

    Without any named: all sources that have one at all.
    """
    answered: defaultdict[str, set[str]] = defaultdict(set)
    for row, reason in judged:
        if reason is None and (not sources or row.source in sources):
            answered[row.source].add(row.question)
    if not answered or sources - answered.keys():
        return frozenset()
    return frozenset(set.intersection(*answered.values()))


def only_on(questions: frozenset[str], judged: Iterable[Judged]) -> Sequence[Judged]:
    """What concerns these questions."""
    return [one for one in judged if one[0].question in questions]
