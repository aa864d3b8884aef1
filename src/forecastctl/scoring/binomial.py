"""Exact binomial probabilities."""

from math import exp, fsum, lgamma, log, log1p


def at_most(k: int, n: int, p: float) -> float:
    """Pr(X <= k) for X ~ Binomial(n, p)."""
    if k >= n:
        return 1.0
    return min(1.0, fsum(_mass(i, n, p) for i in range(k + 1)))


def at_least(k: int, n: int, p: float) -> float:
    """Pr(X >= k) for X ~ Binomial(n, p)."""
    return at_most(n - k, n, 1 - p)


def masses(n: int, p: float) -> list[float]:
    """Pr(X = k) for every k from 0 to n."""
    return [_mass(k, n, p) for k in range(n + 1)]


def _mass(k: int, n: int, p: float) -> float:
    if p <= 0:
        return float(k == 0)
    if p >= 1:
        return float(k == n)
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return exp(ways + k * log(p) + (n - k) * log1p(-p))
