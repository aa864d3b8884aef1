"""What came of each phrase: the one table that needs no typical values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from forecastctl.scoring.interval import Interval

DIRECT = "(direct)"
"""The row of forecasts that were given as numbers."""


class PhraseTest(StrEnum):
    """Whether what happened fits the range that the phrase stands for."""

    CONSISTENT = "consistent"
    TOO_MUCH = "too_much"
    TOO_LITTLE = "too_little"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A row of the phrase table; the fields are the keys of its JSON.

    `happened` counts the positive event, as `low` and `high` do. `said` is None for plain numbers.
    `phrase_test` goes by the adjusted p.
    """

    phrase: str
    said: str | None
    low: float | None
    high: float | None
    n: int
    n_clusters: int
    happened: int
    rate: float
    rate_ci: Interval
    level: float
    phrase_p: float | None
    phrase_p_bh: float | None
    phrase_test: PhraseTest | None
    hidden: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_direct(self) -> bool:
        """True for the row of plain numbers, which has no range and no test."""
        return self.said is None
