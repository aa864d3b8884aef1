"""What a report looks at: everything that is judged, or only questions that all have answered."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from forecastctl.scoring.exclusion import judge
from forecastctl.scoring.tables import Reason, ScoringRow, Selection

Judged = tuple[ScoringRow, Reason | None]
"""A forecast with the reason why it is left out, None where it is scored."""


def looked_at(
    blocks: Iterable[Iterable[ScoringRow]], selection: Selection
) -> tuple[Iterable[Judged], int | None]:
    """Every forecast that is looked at, judged, and the number of common questions if asked for.

    The forecasts on a question are all in one block. Blocks may be a stream, of which only one is
    held at a time; for common questions all of them have to be held.
    """
    judged: Iterable[Judged] = chain.from_iterable(judge(rows, selection) for rows in blocks)
    if not selection.common:
        return judged, None
    judged = list(judged)
    questions = common_questions(judged, selection.sources)
    return [one for one in judged if one[0].question in questions], len(questions)


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
