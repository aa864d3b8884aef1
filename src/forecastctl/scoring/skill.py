"""Skill: how much of the reference's Brier score the forecasts save."""

from forecastctl.frozen import frozen


@frozen
class Reference:
    """Whom a row is measured against.

    Somebody who always states `rate`; or the source with the id `source`, on the questions in
    common; or, where both are None, somebody who always states the row's own base rate. `code` is
    what --reference takes and JSON names, `words` stand in verdicts and headings.
    """

    code: str
    words: str
    rate: float | None = None
    source: str | None = None

    def rate_for(self, base_rate: float) -> float:
        """The probability it gives to every question of a row with this base rate."""
        return base_rate if self.rate is None else self.rate


BASE = Reference(code="base", words="base rate")
HALF = Reference(code="half", words="50/50", rate=0.5)
REFERENCES = {reference.code: reference for reference in (BASE, HALF)}


def always(rate: float) -> Reference:
    """A forecaster who states this probability every time."""
    if not 0 <= rate <= 1:
        raise ValueError(f"reference: {rate} is no probability; it needs 0 to 1")
    return Reference(code=repr(rate), words=f"always {100 * rate:.10g}%", rate=rate)


def against_source(id: str, name: str) -> Reference:
    """The source with this id, called so."""
    return Reference(code=f"source:{id}", words=name, source=id)


def reference_brier(base_rate: float, rate: float) -> float:
    """Brier score of always saying `rate` where a share of `base_rate` came true.

    r^2 - 2 r y + y; for r = y that is y(1-y), the uncertainty (Murphy 1973).
    """
    return rate * rate - 2 * rate * base_rate + base_rate


def skill(brier: float, reference: float) -> float | None:
    """1 - brier/reference, at most 1, higher is better; None where the reference is never wrong.

    Brier skill score (Wilks, Statistical Methods in the Atmospheric Sciences, 2011, 8.3).
    """
    return 1 - brier / reference if reference > 0 else None
