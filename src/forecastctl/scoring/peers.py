"""A source beside the others that answered the same questions."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from math import cos, fsum, log, pi, sqrt
from typing import NamedTuple

from forecastctl.scoring.draws import stream
from forecastctl.scoring.interval import Interval
from forecastctl.scoring.tables import SCALE, PeerSums

SMALLEST_VARIANCE = 1e-9
"""Sources that agree to the last digit would otherwise weigh infinitely much."""

NORMAL_90 = 1.6449
"""The 95% quantile of the normal distribution: intervals of 90%."""

RANK_DRAWS = 4_000
RANK_LOW, RANK_HIGH = 400, 3_601
"""The order statistics that enclose 80% of the drawn ranks."""


class Excess(NamedTuple):
    """A mean excess over others, and the variance of that mean."""

    mean: float
    variance: float


class Shrunk(NamedTuple):
    """An excess drawn towards the mean of all sources, as far as it is uncertain."""

    mean: float
    sd: float

    @property
    def interval(self) -> Interval:
        """90%, with the spread between sources taken as known."""
        half = NORMAL_90 * self.sd
        return Interval(self.mean - half, self.mean + half)


def peer_excess(peers: Iterable[PeerSums]) -> tuple[int, Excess | None]:
    """How many questions were shared, and the mean loss in excess of the others on them, -1..1.

    Lower is better; None without a shared question.
    """
    n = sum_x = sum_v = 0
    for one in peers:
        n += one.n
        sum_x += one.sum_x
        sum_v += one.sum_v
    if n == 0:
        return 0, None
    return n, Excess(sum_x / SCALE / n, max(sum_v / SCALE / (n * n), SMALLEST_VARIANCE))


def shrink(excesses: Mapping[str, Excess]) -> dict[str, Shrunk]:
    """Empirical Bayes: the spread between sources by DerSimonian and Laird (1986).

    Takes the mean and the spread as known afterwards. Nobody is shrunk alone.
    """
    if len(excesses) < 2:
        return {}
    ordered = [excesses[name] for name in sorted(excesses)]
    spread = _spread_between(ordered)
    weights = [1 / (one.variance + spread) for one in ordered]
    mean = fsum(w * one.mean for w, one in zip(weights, ordered, strict=True)) / fsum(weights)
    return {name: _shrunk(one, mean, spread) for name, one in excesses.items()}


def rank_ranges(shrunk: Mapping[str, Shrunk], seed: int) -> dict[str, tuple[int, int]]:
    """The ranks that each takes in 80% of joint draws around the shrunk values.

    Where nothing sets the sources apart they are all level.
    """
    if all(one.sd == 0 for one in shrunk.values()):
        return dict.fromkeys(shrunk, (1, len(shrunk)))
    names = sorted(shrunk)
    drawn = [_normal_draws(shrunk[name], seed, f"rank:{name}") for name in names]
    ranks: dict[str, list[int]] = {name: [] for name in names}
    for values in zip(*drawn, strict=True):
        ordered = sorted(values)
        for name, value in zip(names, values, strict=True):
            ranks[name].append(1 + bisect_left(ordered, value))
    return {name: _middle(taken) for name, taken in ranks.items()}


def _spread_between(excesses: list[Excess]) -> float:
    """tau^2: the variance between sources beyond what their errors explain, at least 0."""
    weights = [1 / one.variance for one in excesses]
    total = fsum(weights)
    centre = fsum(w * one.mean for w, one in zip(weights, excesses, strict=True)) / total
    q = fsum(w * (one.mean - centre) ** 2 for w, one in zip(weights, excesses, strict=True))
    c = total - fsum(w * w for w in weights) / total
    return max(0.0, (q - (len(excesses) - 1)) / c)


def _shrunk(one: Excess, mean: float, spread: float) -> Shrunk:
    both = spread + one.variance
    return Shrunk(mean + spread / both * (one.mean - mean), sqrt(spread * one.variance / both))


def _normal_draws(one: Shrunk, seed: int, name: str) -> list[float]:
    """Draws around the shrunk value (Box and Muller 1958, the cosine of each pair)."""
    random = stream(seed, name).random
    draws = []
    for _ in range(RANK_DRAWS):
        radius = sqrt(-2 * log(1 - random()))
        draws.append(one.mean + one.sd * radius * cos(2 * pi * random()))
    return draws


def _middle(ranks: list[int]) -> tuple[int, int]:
    ordered = sorted(ranks)
    return ordered[RANK_LOW - 1], ordered[RANK_HIGH - 1]
