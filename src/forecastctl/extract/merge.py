"""Repeated candidates become one with several evidence spans; all come in the order of the text."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from forecastctl.model import Candidate, Evidence

SAME_CLAIM = 0.8
"""Token F1 from which two claims count as one."""


def merged(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Join candidates of one claim, source, polarity and due day, and sort by first evidence."""
    groups: dict[tuple[object, ...], list[tuple[Counter[str], Candidate]]] = {}
    for candidate in sorted(candidates, key=_position):
        key = (candidate.source, candidate.said, candidate.due)
        words = _words(candidate.claim)
        group = groups.setdefault(key, [])
        for at, (known, first) in enumerate(group):
            if _token_f1(words, known) >= SAME_CLAIM:
                group[at] = (known, _with_evidence(first, candidate.evidence))
                break
        else:
            group.append((words, candidate))
    kept = [candidate for group in groups.values() for _, candidate in group]
    return tuple(sorted(kept, key=_position))


def _position(candidate: Candidate) -> tuple[int, int, str]:
    first = candidate.evidence[0]
    return first.start or 0, first.end or 0, candidate.claim


def _with_evidence(candidate: Candidate, more: Sequence[Evidence]) -> Candidate:
    fresh = [span for span in more if span not in candidate.evidence]
    return replace(candidate, evidence=(*candidate.evidence, *fresh))


def _words(claim: str) -> Counter[str]:
    return Counter(claim.lower().rstrip(".").split())


def _token_f1(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())
