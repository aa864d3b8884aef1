"""Parts of an entry in words, as tables, cards and echoes share them."""

from datetime import date

from forecastctl.dates import format_day
from forecastctl.model import Forecast, Method, Outcome, Question, State, state_of
from forecastctl.probability import format_probability, format_range
from forecastctl.render.number import MISSING, format_score
from forecastctl.text import visible

ASSUMED = "*"
STATE_STYLES = {str(State.OVERDUE): "red", str(State.DUE): "yellow"}


def probability_text(forecast: Forecast) -> str:
    """A forecast's probability as its source put it: `70%`, `not ~93%`."""
    if forecast.probability is None:
        return MISSING
    is_worded = forecast.method is Method.WORDED
    return format_probability(forecast.probability, forecast.said, is_worded=is_worded)


def probability_with_words(forecast: Forecast) -> str:
    """The probability, with the words that it was said in: `~80% (likely)`."""
    number = probability_text(forecast)
    return f"{number} ({visible(forecast.wording)})" if forecast.wording else number


def range_text(forecast: Forecast) -> str:
    """The range that was meant: `2-18%`."""
    if forecast.low is None or forecast.high is None:
        return MISSING
    return format_range(forecast.low, forecast.high)


def day_text(day: str | None, *, assumed: bool) -> str:
    """A due day as lists print it; one that the text did not give is marked."""
    if day is None:
        return MISSING
    return day + ASSUMED if assumed else day


def due_text(question: Question, today: date) -> str:
    """A due day as sentences and cards print it."""
    if question.due is None:
        return "no due day"
    if question.due_assumed:
        return f"{question.due} (assumed)"
    return format_day(question.due, today)


def state_text(check_day: date | None, outcome: Outcome | None, today: date) -> str:
    """The state of a question; where it is resolved, with the outcome."""
    state = state_of(check_day, outcome, today)
    return f"{state} {outcome}" if state is State.RESOLVED else str(state)


def brier_of(forecast: Forecast, outcome: Outcome | None) -> float | None:
    """The Brier score of one forecast; None where nothing can be scored."""
    if forecast.probability is None or outcome not in (Outcome.YES, Outcome.NO):
        return None
    return (forecast.probability - (outcome is Outcome.YES)) ** 2


def brier_text(forecast: Forecast, outcome: Outcome | None) -> str:
    """The Brier score of one forecast: `.490`."""
    return format_score(brier_of(forecast, outcome))
