"""Which of the dates of a sentence tells when a claim is due."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import timedelta

from forecastctl.extract.base import Anchor, Horizon
from forecastctl.extract.reporting import reporting_verb

Extent = tuple[int, int]
"""First place and the place after the last, in the text that the horizons count in."""

_RECENT = timedelta(days=31)
"""How long after its end the figure of a period may still be unpublished."""
_FIGURED = frozenset(("year", "quarter", "half"))
_LEADING = re.compile(
    r"\W*(?:(?:But|And|Yet|So|However|Also|Still|Then|Instead|Maybe|Perhaps|Now),? )?"
)
_OPENERS = frozenset("that and but while whereas because so yet ; : — –".split())
_LAST_WORD = re.compile(r"(\b[^\W\d_]+|[;:—–]),? $")
_LONGEST_WORD = 20
_WORD = re.compile(r"[^\W\d_]+")
_TIME_CLAUSE = re.compile(r"(?:,? when| as| before| after| until)\b[^,;:—–]*")
_VERB = (
    r"(?:am|is|are|was|were|has|have|had|does|did|will|would|can|could|may|might|shall|should|must)"
)
_VERB_NEXT = re.compile(rf" {_VERB}\b")
_OTHER_CLAUSE = re.compile(
    rf"[,;:—–]|\b(?:{_VERB}|because|although|though|if|unless|which|who|said)\b"
)
_ASIDE = re.compile(r"\b(?:which|who|whose|where|because|although|though)\b")
_OPEN_ASIDE = re.compile(r", (?:which|who|whose|where)\b[^,]*")
_DEPENDENT = re.compile(r"[,–—] *(?:with|who|which|where|likely|followed by)\b", re.IGNORECASE)


def choose_horizon(
    sentence: str,
    clause: Extent,
    trigger: Extent,
    horizons: Sequence[Horizon],
    excluded: Sequence[Extent],
    anchor: Anchor,
) -> Horizon | None:
    """Rule 10: of the clause the one nearest to its verb, then a leading phrase of the sentence.

    Then words of the clause that give no day; then a date that the clause runs on to and, for
    "with ..." and relative clauses, that of the clause they hang on; last an event without a date,
    and the date of a relative clause within. One in a condition or an attribution (`excluded`)
    never counts, nor one that was over when the article appeared.
    """
    usable = [
        horizon
        for horizon in _near(horizons, clause)
        if not _is_over(horizon, anchor) and not any(_overlaps(horizon, each) for each in excluded)
    ]
    inside = [horizon for horizon in usable if _overlaps(horizon, clause)]
    inside.sort(key=lambda horizon: _rank(horizon, trigger, anchor))
    direct = [each for each in inside if not _is_aside(each, sentence, clause, trigger)]
    dated = list(filter(_has_day, usable))
    order = [
        *filter(_has_day, direct),
        *(horizon for horizon in dated if _leads(horizon, sentence, clause)),
        *(horizon for horizon in direct if "event" not in horizon.flags),
        *(horizon for horizon in dated if _trails(horizon, sentence, clause)),
        *(horizon for horizon in reversed(dated) if _is_shared(horizon, sentence, clause)),
        *direct,
    ]
    return _narrowest(order[0], usable) if order else None


def _near(horizons: Sequence[Horizon], clause: Extent) -> Sequence[Horizon]:
    """The first of a sentence and those in and next to a clause; no other can be its own."""
    first = bisect_left(horizons, clause[0], key=_start)
    last = bisect_left(horizons, clause[1], key=_start)
    return (*horizons[:1], *horizons[max(1, first - 2) : last + 2])


def _start(horizon: Horizon) -> int:
    return horizon.start


def _has_day(horizon: Horizon) -> bool:
    return horizon.last is not None


def _overlaps(horizon: Horizon, extent: Extent) -> bool:
    return horizon.start < extent[1] and extent[0] < horizon.end


def _is_over(horizon: Horizon, anchor: Anchor) -> bool:
    """True for what was past when the article appeared, save a figure not yet published."""
    if anchor.day is None or horizon.precision == "past":
        return anchor.day is not None
    if horizon.last is None:
        return horizon.first is not None and horizon.first < anchor.day
    grace = _RECENT if horizon.precision in _FIGURED else timedelta(0)
    return horizon.last < anchor.day - grace


def _rank(horizon: Horizon, trigger: Extent, anchor: Anchor) -> tuple[bool, bool, int]:
    """Order by nearness to the verb; dates of the subject, and what has just ended, come last."""
    is_over = bool(anchor.day and horizon.last and horizon.last < anchor.day)
    gap = max(horizon.start - trigger[1], trigger[0] - horizon.end, 0)
    return is_over, horizon.end <= trigger[0], gap


def _is_aside(horizon: Horizon, sentence: str, clause: Extent, trigger: Extent) -> bool:
    """True for a date of a relative or causal clause that the verb of the claim is not in."""
    if horizon.start >= trigger[1]:
        return _ASIDE.search(sentence, trigger[1], horizon.start) is not None
    opening = sentence.rfind(", wh", clause[0], horizon.start)
    is_open = opening >= 0 and _OPEN_ASIDE.fullmatch(sentence, opening, horizon.start) is not None
    return is_open and sentence.find(",", horizon.end, trigger[0]) >= 0


def _leads(horizon: Horizon, sentence: str, clause: Extent) -> bool:
    """True for a phrase that opens the sentence or the clause and is no subject of a verb."""
    if horizon.end > clause[0]:
        return False
    between = sentence[horizon.end : clause[0]]
    if not between.strip(" ,") and _opens_clause(horizon, sentence):
        return True
    if _LEADING.fullmatch(sentence, 0, horizon.start) is None or _VERB_NEXT.match(between):
        return False
    return not (_may_date_speech(horizon) and any(map(_is_report, _WORD.findall(between))))


def _may_date_speech(horizon: Horizon) -> bool:
    """True for "on Monday" and "in May", which before "she said" tell when she spoke."""
    return horizon.first is not None and horizon.precision in ("day", "week", "weekend", "month")


def _is_report(word: str) -> bool:
    verb = reporting_verb(word.lower())
    return verb is not None and verb.is_finite


def _opens_clause(horizon: Horizon, sentence: str) -> bool:
    """True behind a conjunction, a semicolon or a reporting verb."""
    before = _LAST_WORD.search(sentence, max(0, horizon.start - _LONGEST_WORD), horizon.start)
    if before is None:
        return False
    return before[1].lower() in _OPENERS or _is_report(before[1])


def _trails(horizon: Horizon, sentence: str, clause: Extent) -> bool:
    """True where no other clause stands between, but for one that tells the time."""
    if horizon.start < clause[1]:
        return False
    between = (sentence, clause[1], horizon.start)
    return bool(_TIME_CLAUSE.fullmatch(*between)) or not _OTHER_CLAUSE.search(*between)


def _is_shared(horizon: Horizon, sentence: str, clause: Extent) -> bool:
    """True where the clause hangs on the one before, with the date in that one."""
    found = _DEPENDENT.search(sentence, horizon.end, clause[0] + len("followed by"))
    return found is not None and found.start() + len(", followed by ") >= clause[0]


def _narrowest(chosen: Horizon, horizons: Sequence[Horizon]) -> Horizon:
    """Of "at the end of the month on April 29" the second, which says it more exactly."""
    for horizon in horizons:
        is_next = 0 < horizon.start - chosen.end <= len(", ")
        is_day = horizon.first is not None and horizon.first == horizon.last
        if is_next and is_day and chosen.last and chosen.last >= (horizon.last or chosen.last):
            return horizon
    return chosen
