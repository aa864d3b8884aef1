"""The rules engine: clauses out of words and commas, without a parse."""

import re
from collections.abc import Iterator, Sequence

from forecastctl.extract.base import Clause, Found, Reading, Sentence, Trigger


class RuleEngine:
    """Finds the clause of a trigger between the marks that part clauses."""

    name = "rules"
    confidence = 0.8

    def read(self, found: Sequence[Found]) -> Iterator[Reading]:
        """One reading for each sentence."""
        for sentence, triggers in found:
            yield Reading(tuple(_clause(sentence, trigger) for trigger in triggers))


_NOT = re.compile(r"\b(?:not|never|no longer)\b|n['’]t\b")


def _clause(sentence: Sentence, trigger: Trigger) -> Clause:
    return Clause(
        trigger=trigger,
        claim=sentence.text.rstrip('.!”"'),
        subject=sentence.text[: trigger.start - sentence.start].strip(),
        start=sentence.start,
        end=sentence.end,
        negated=trigger.negated,
        flags=("unsplit",),
    )
