"""Many tests at once: how small a p value has to be to mean something."""

from collections.abc import Sequence

ALPHA = 0.05
"""Largest p, adjusted where there are several, at which something earns a word."""


def benjamini_hochberg(ps: Sequence[float]) -> list[float]:
    """p values adjusted for their number, in their order (Benjamini and Hochberg 1995, step-up)."""
    adjusted = [1.0] * len(ps)
    smallest = 1.0
    by_size = sorted(range(len(ps)), key=ps.__getitem__)
    for rank in range(len(ps), 0, -1):
        i = by_size[rank - 1]
        smallest = min(smallest, ps[i] * len(ps) / rank)
        adjusted[i] = smallest
    return adjusted
