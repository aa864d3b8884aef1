"""Do events that happen get higher probabilities than those that do not?"""

from itertools import accumulate
from operator import mul

from forecastctl.scoring.columns import Columns


def auc(columns: Columns) -> float | None:
    """Area under the ROC curve, 0..1, .5 without any order; None where all came out alike.

    The share of pairs of a yes and a no in which the yes was given more, ties counted half (Hanley
    and McNeil 1982). Integers up to the last division.
    """
    n_yes, n_no = columns.k, columns.n - columns.k
    if not n_yes or not n_no:
        return None
    upto = list(accumulate(columns.ms))
    before = [0, *upto[:-1]]
    halves: int = sum(map(mul, columns.ks, before)) + sum(map(mul, columns.ks, upto))
    return halves / (2 * n_yes * n_no)
