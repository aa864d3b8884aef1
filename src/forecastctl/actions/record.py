"""Recording forecasts: a new claim, another source on a known question, a new probability."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from forecastctl.model import Entry, Forecast, Question, Source
from forecastctl.probability import ParsedProbability
from forecastctl.store.base import Reader, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftForecast:
    """One source's probability as typed; `source` and `via` are names, known or new.

    `made_at` is given when it was made just now, and orders the forecasts of one day. `note` is
    about this probability.
    """

    source: str
    stated: ParsedProbability
    made: date
    made_at: datetime | None = None
    via: tuple[str, ...] = ()
    url: str | None = None
    quote: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(DraftForecast):
    """A claim with its first probability, as typed. Without `due` it is undated.

    `note` is about the question where that is new, else about this probability.
    """

    claim: str
    due: date | None
    check_on: date | None = None
    criteria: str | None = None
    condition: str | None = None
    event: str | None = None
    tags: tuple[str, ...] = ()


class DidYouMean(NamedTuple):
    """A name as typed, and the known source that it may be a mistyping of."""

    typed: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPlan:
    """What a person may want to know or be asked before a draft is recorded.

    `joins` is the question that asks the same already and `others` its entries; `similar` are
    unresolved questions that ask nearly the same; `new_sources` are names as typed.
    """

    joins: Question | None
    others: tuple[Entry, ...]
    similar: tuple[Question, ...]
    did_you_mean: tuple[DidYouMean, ...]
    new_sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What was recorded. `entry` is the entry as it now stands, `forecast` what is new in it.

    They differ when an older probability was typed in later. `others` are the entries of other
    sources on the same question.
    """

    entry: Entry
    forecast: Forecast
    question_is_new: bool
    others: tuple[Entry, ...] = ()
    new_sources: tuple[Source, ...] = ()


def check_add(reader: Reader, draft: Draft, *, today: date) -> AddPlan:
    """See whether a draft can be recorded; raises what `add_entry` would, asks nothing."""
    raise NotImplementedError


def check_forecast(
    reader: Reader, question_typed: str, draft: DraftForecast, *, today: date
) -> AddPlan:
    """See whether a forecast can join this question; `joins` is that question."""
    raise NotImplementedError


def add_entry(
    ledger: Transaction, draft: Draft, *, today: date, allow_new_sources: bool = False
) -> Added:
    """Record a claim, joining the question that asks the same if there is one.

    Raises UsageError for impossible days, for words that are no source, and for a new name that
    looks like a mistyped one unless `allow_new_sources`; ConflictError for a duplicate and for a
    question that was resolved before the forecast was made.
    """
    raise NotImplementedError


def add_forecast(
    ledger: Transaction,
    question_typed: str,
    draft: DraftForecast,
    *,
    today: date,
    allow_new_sources: bool = False,
) -> Added:
    """Record another source's probability on a known question; raises as `add_entry` does."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftUpdate:
    """A new probability by the same source, as typed."""

    stated: ParsedProbability
    made: date
    made_at: datetime | None = None
    note: str | None = None


def update_forecast(ledger: Transaction, typed: str, draft: DraftUpdate, *, today: date) -> Added:
    """Record a new probability beside the old one, which stays.

    It may be older than the latest one (history typed in later), but neither after the due day
    nor after the outcome. Raises ConflictError where the same was said on the same day.
    """
    raise NotImplementedError
