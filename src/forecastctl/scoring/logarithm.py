"""The log score: what was given to the outcome, however little it was."""

from math import inf
from typing import NamedTuple

from forecastctl.scoring.columns import Columns, dot
from forecastctl.scoring.tables import SCALE


class LogScore(NamedTuple):
    """The mean in nats, and how many terms were infinite: 0 that came true, 1 that did not."""

    mean: float
    n_inf: int


def log_score(columns: Columns) -> LogScore:
    """-mean ln of the probability given to what happened, 0..inf, lower is better; never clipped.

    Logarithmic score (Good 1952). Infinite where something impossible happened.
    """
    n_inf = columns.ks[0] if columns.p[0] == 0 else 0
    if columns.p[-1] == SCALE:
        n_inf += columns.ms[-1]
    if n_inf:
        return LogScore(inf, n_inf)
    total = dot(columns.ks, columns.ln_yes) + dot(columns.ms, columns.ln_no)
    return LogScore(0.0 - total / columns.n, 0)
