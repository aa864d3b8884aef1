"""Repeated candidates become one with several evidence spans; all come in the order of the text."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from forecastctl.model import Candidate, Evidence

SAME_CLAIM = 0.8
"""Token F1 from which two claims count as one."""
MOST_COMPARED = 100
"""Earlier claims of one source and day that a claim is held against: a bound on time."""


class _Group(NamedTuple):
    """The first candidate of a claim, the words of the claim, and where it stands elsewhere."""

    first: Candidate
    words: Counter[str]
    more: list[Evidence]


def merged(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Join candidates of one claim, source, polarity and due day, and sort by first evidence."""
    groups: dict[tuple[object, ...], list[_Group]] = {}
    for candidate in sorted(candidates, key=_position):
        words = _words(candidate.claim)
        alike = groups.setdefault((candidate.source, candidate.said, candidate.due), [])
        for group in alike[-MOST_COMPARED:]:
            if _token_f1(words, group.words) >= SAME_CLAIM:
                group.more.extend(candidate.evidence)
                break
        else:
            alike.append(_Group(candidate, words, []))
    kept = [_joined(group) for alike in groups.values() for group in alike]
    return tuple(sorted(kept, key=_position))


def _joined(group: _Group) -> Candidate:
    if not group.more:
        return group.first
    spans = dict.fromkeys((*group.first.evidence, *group.more))
    return replace(group.first, evidence=tuple(spans))


def _position(candidate: Candidate) -> tuple[int, int, str]:
    first = candidate.evidence[0]
    return first.start or 0, first.end or 0, candidate.claim


def _words(claim: str) -> Counter[str]:
    return Counter(claim.lower().rstrip(".").split())


def _token_f1(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    repeated = min(one.total() - len(one), other.total() - len(other))
    most = len(one.keys() & other.keys()) + repeated
    if 2 * most < SAME_CLAIM * total:
        return 0.0  # too few words in common to be worth counting
    return 2 * (one & other).total() / total
