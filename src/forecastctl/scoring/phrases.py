"""What came of each phrase: the one table that needs no typical values."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from forecastctl.frozen import frozen
from forecastctl.scoring.binomial import at_least, at_most
from forecastctl.scoring.interval import Interval
from forecastctl.scoring.multiplicity import ALPHA, benjamini_hochberg
from forecastctl.scoring.rates import wilson
from forecastctl.scoring.tables import SCALE, PhraseKey, PhraseTable

DIRECT = "(direct)"
"""The row of forecasts that were given as numbers."""

LEVEL = 0.9
"""Level of the interval of a phrase's rate."""

MIN_USES = 5
"""Below this many uses a phrase is not tested."""

_TEST_KEYS = ("phrase_p", "phrase_p_bh", "phrase_test")


class PhraseTest(StrEnum):
    """Whether what happened fits the range that the phrase stands for."""

    CONSISTENT = "consistent"
    TOO_MUCH = "too_much"
    TOO_LITTLE = "too_little"


@frozen
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


def build_phrases(tables: Mapping[PhraseKey, PhraseTable]) -> tuple[Phrase, ...]:
    """The phrase table, most used first. The tests are adjusted for their number."""
    keys = sorted(tables, key=lambda key: _order(key, tables[key]))
    tested = [key for key in keys if _why_untested(key, tables[key]) is None]
    ps = [_p(key, tables[key]) for key in tested]
    adjusted = dict(zip(tested, zip(ps, benjamini_hochberg(ps), strict=True), strict=True))
    return tuple(_phrase(key, tables[key], adjusted.get(key)) for key in keys)


def phrase_p(k: int, n: int, low: float, high: float) -> float:
    """Exact binomial p of k in n where every rate in low..high would be consistent.

    2 min(Pr(X <= k | low), Pr(X >= k | high)), cut to 1: the doubled tail of Clopper and Pearson
    (1934) at the nearer end of the range.
    """
    return min(1.0, 2 * min(at_most(k, n, low), at_least(k, n, high)))


def _phrase(key: PhraseKey, table: PhraseTable, ps: tuple[float, float] | None) -> Phrase:
    n, k = table.count
    low, high = _range(key)
    why = _why_untested(key, table)
    hidden = {} if why is None else dict.fromkeys(_TEST_KEYS, why)
    if low is None:
        hidden |= dict.fromkeys(("low", "high"), _why_no_range(key))
    return Phrase(
        phrase=key.phrase or DIRECT,
        said=key.said or None,
        low=low,
        high=high,
        n=n,
        n_clusters=table.n_clusters,
        happened=k,
        rate=k / n,
        rate_ci=wilson(k, n, LEVEL),
        level=LEVEL,
        phrase_p=ps[0] if ps else None,
        phrase_p_bh=ps[1] if ps else None,
        phrase_test=_test(key, k / n, ps[1]) if ps else None,
        hidden=hidden,
    )


def _test(key: PhraseKey, rate: float, adjusted_p: float) -> PhraseTest:
    """Too few of a positive statement came true, or too many of a denied one: too much."""
    low, high = _range(key)
    if adjusted_p > ALPHA or low is None or high is None or low <= rate <= high:
        return PhraseTest.CONSISTENT
    is_denial = key.said == "-"
    return PhraseTest.TOO_MUCH if (rate < low) is not is_denial else PhraseTest.TOO_LITTLE


def _p(key: PhraseKey, table: PhraseTable) -> float:
    low, high = _range(key)
    if low is None or high is None:
        raise ValueError(f"'{key.phrase}' has no range to test")
    return phrase_p(table.count.k, table.count.n, low, high)


def _range(key: PhraseKey) -> tuple[float | None, float | None]:
    if key.low is None or key.high is None:
        return None, None
    return key.low / SCALE, key.high / SCALE


def _why_no_range(key: PhraseKey) -> str:
    return "the phrase has no known range" if key.said else "numbers, not words"


def _why_untested(key: PhraseKey, table: PhraseTable) -> str | None:
    if key.low is None:
        return _why_no_range(key)
    if table.count.n < MIN_USES:
        return f"fewer than {MIN_USES} uses"
    if table.n_clusters < table.count.n:
        return "questions share an event: no independent trials"
    return None


def _order(key: PhraseKey, table: PhraseTable) -> tuple[int, str, str, int, int]:
    low = -1 if key.low is None else key.low
    high = -1 if key.high is None else key.high
    return -table.count.n, key.phrase, key.said, low, high
