"""How numbers look in text: scores as `.490`, shares as `86%`, `-` for what is not known."""

from math import isinf

MISSING = "-"


def format_score(score: float | None) -> str:
    """A score with three decimals and without the zero before the point: `.099`, `1.00`, `inf`."""
    if score is None:
        return MISSING
    if isinf(score):
        return "inf"
    text = f"{abs(score):.3f}"
    digits = text[1:] if text.startswith("0") else f"{abs(score):.2f}"
    return f"-{digits}" if score < 0 and digits.strip(".0") else digits


def format_score_interval(interval: tuple[float, float] | None) -> str:
    """An interval of scores: `[.080-.127]`, or `[-.217 to -.148]` where it reaches below 0."""
    if interval is None:
        return f"[{MISSING}]"
    low, high = map(format_score, interval)
    return f"[{low} to {high}]" if interval[0] < 0 else f"[{low}-{high}]"


def format_p(p: float | None) -> str:
    """A p value: `.043`, and `<.001` where three decimals would show nothing."""
    return "<.001" if p is not None and p < 0.0005 else format_score(p)


def format_percent(share: float | None) -> str:
    """A share as whole per cent: `86%`."""
    return MISSING if share is None else f"{_half_up(share * 100)}%"


def format_percent_interval(interval: tuple[float, float] | None) -> str:
    """An interval of shares: `2%-15%`."""
    if interval is None:
        return MISSING
    return f"{format_percent(interval[0])}-{format_percent(interval[1])}"


def format_count(n: int) -> str:
    """A count in a sentence: `4,900`."""
    return f"{n:,}"


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """A count with its noun: `1 forecast`, `2 forecasts`."""
    return f"{format_count(n)} {noun if n == 1 else plural or noun + 's'}"


def _half_up(number: float) -> int:
    """Round to whole; a half goes up, up to the noise of one multiplication."""
    return int(number + 0.5 + 1e-9)
