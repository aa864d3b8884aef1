"""Do events that happen get higher probabilities than those that do not?"""

from forecastctl.scoring.columns import Columns


def auc(columns: Columns) -> float | None:
    """Area under the ROC curve, 0..1, .5 without any order; None where all came out alike.

    The share of pairs of a yes and a no in which the yes was given more, ties counted half (Hanley
    and McNeil 1982). Integers up to the last division.
    """
    n_yes, n_no = columns.k, columns.n - columns.k
    if not n_yes or not n_no:
        return None
    halves = passed = 0
    for k, m in zip(columns.ks, columns.ms, strict=True):
        halves += k * (2 * passed + m)
        passed += m
    return halves / (2 * n_yes * n_no)
