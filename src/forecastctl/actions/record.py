"""Recording forecasts: a new claim, another source on a known question, a new probability."""

import shlex
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from forecastctl.actions.lookup import (
    entries_on,
    entry_id,
    forecasts_by_source,
    question_of,
    short_id,
)
from forecastctl.actions.naming import DidYouMean, did_you_mean, name_source, refuse_near
from forecastctl.actions.rule import (
    blank_to_none,
    check_made,
    evidence_of,
    question_key,
    refuse_after_outcome,
    tidy_claim,
    tidy_event,
    tidy_tags,
)
from forecastctl.errors import ConflictError, UsageError
from forecastctl.frozen import frozen
from forecastctl.model import Entry, Forecast, Question, Said, Source
from forecastctl.probability import ParsedProbability, format_probability
from forecastctl.store.base import Reader, Transaction
from forecastctl.text import normal, visible


@frozen
class DraftUpdate:
    """A new probability by the same source, as typed.

    `made_at` is given when it was made just now, and orders the forecasts of one day. `note` is
    about this probability.
    """

    stated: ParsedProbability
    made: date
    made_at: datetime | None = None
    note: str | None = None


@frozen
class DraftForecast(DraftUpdate):
    """A source's probability for a question; `source` and `via` are names, known or new."""

    source: str
    via: tuple[str, ...] = ()
    url: str | None = None
    quote: str | None = None


@frozen
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


class AddPlan(NamedTuple):
    """What recording a draft would mean: who says it, who passed it on, and on which question.

    `joins` is the question that asks the same already and `others` its entries; `similar` are
    unresolved questions that ask nearly the same; `new_sources` would be made.
    """

    source: Source
    via: tuple[Source, ...]
    joins: Question | None
    others: tuple[Entry, ...]
    similar: tuple[Question, ...]
    did_you_mean: tuple[DidYouMean, ...]
    new_sources: tuple[Source, ...]


class Added(NamedTuple):
    """What was recorded. `entry` is the entry as it now stands, `forecast` what is new in it.

    They differ when an older probability was typed in later. `others` are the entries of other
    sources on the same question; `similar` are unresolved questions that ask nearly the same.
    """

    entry: Entry
    forecast: Forecast
    question_is_new: bool
    others: tuple[Entry, ...] = ()
    similar: tuple[Question, ...] = ()
    new_sources: tuple[Source, ...] = ()


UNRECORDED = "unrecorded"
"""The id of what is only a plan."""


def check_add(reader: Reader, draft: Draft, *, today: date) -> AddPlan:
    """What adding this would mean; raises what `add_entry` would, but for doubtful names."""
    asked = _question(UNRECORDED, draft)
    check_made(draft.made, draft.due, today)
    if draft.check_on is not None and draft.check_on < draft.made:
        raise UsageError(f"check-on {draft.check_on} lies before the forecast ({draft.made})")
    cast = _cast(reader, draft)
    alike = reader.similar(asked.text)
    known = same_question(reader, alike, asked)
    similar = () if known else tuple(q for q in alike if reader.resolution(q.id) is None)
    others = _check_joining(reader, known, draft, cast) if known else ()
    return AddPlan(
        source=cast.source,
        via=cast.via,
        joins=_filled_in(reader, known, asked) if known else None,
        others=others,
        similar=similar,
        did_you_mean=did_you_mean(reader, cast.new_names),
        new_sources=cast.new,
    )


def check_forecast(
    reader: Reader, question_typed: str, draft: DraftForecast, *, today: date
) -> AddPlan:
    """What adding this to a known question would mean; `joins` is that question."""
    question = question_of(reader, question_typed)
    check_made(draft.made, question.due, today)
    cast = _cast(reader, draft)
    return AddPlan(
        source=cast.source,
        via=cast.via,
        joins=question,
        others=_check_joining(reader, question, draft, cast),
        similar=(),
        did_you_mean=did_you_mean(reader, cast.new_names),
        new_sources=cast.new,
    )


def add_entry(
    ledger: Transaction, draft: Draft, *, today: date, allow_new_sources: bool = False
) -> Added:
    """Record a claim, joining the question that asks the same if there is one.

    Raises UsageError for impossible days, for words that name nobody, and for a new name that
    looks like a mistyped one unless `allow_new_sources`; ConflictError where the same source has
    said it already, where what is asked differs in detail from the question that would be joined,
    and where that was resolved before the forecast was made.
    """
    plan = check_add(ledger, draft, today=today)
    if not allow_new_sources:
        refuse_near(plan.did_you_mean)
    if plan.joins:
        return _add(ledger, plan.joins, draft, plan)
    question = _question(ledger.new_id(), draft)
    return _add(ledger, question, replace(draft, note=None), plan)


def add_forecast(
    ledger: Transaction,
    question_typed: str,
    draft: DraftForecast,
    *,
    today: date,
    allow_new_sources: bool = False,
) -> Added:
    """Record another source's probability on a known question; raises as `add_entry` does."""
    plan = check_forecast(ledger, question_typed, draft, today=today)
    if not allow_new_sources:
        refuse_near(plan.did_you_mean)
    return _add(ledger, question_of(ledger, question_typed), draft, plan)


def update_forecast(ledger: Transaction, typed: str, draft: DraftUpdate, *, today: date) -> Added:
    """Record a new probability beside the old one, which stays.

    It may be older than the latest one (history typed in later), but neither after the due day
    nor after the outcome. Raises ConflictError where the same was said on the same day.
    """
    earlier = _updated(ledger, typed, draft)
    question = question_of(ledger, earlier.question)
    check_made(draft.made, question.due, today)
    refuse_after_outcome(ledger, question, draft.made)
    forecast = _forecast(ledger.new_id(), question, earlier.source, draft)
    for known in ledger.forecasts_on(question.id):
        if what_was_said(known) == what_was_said(forecast):
            raise ConflictError(
                f"{short_id(ledger, known.id)} says the same, made on the same day; "
                "nothing to update"
            )
    ledger.put(forecast)
    entries = entries_on(ledger, question)
    return Added(
        entry=entries.pop(forecast.source),
        forecast=forecast,
        question_is_new=False,
        others=tuple(entries.values()),
    )


def as_typed(stated: ParsedProbability) -> str:
    """A probability as it can be given to -p."""
    if stated.wording:
        return shlex.quote(stated.wording)
    return format_probability(stated.probability, Said.WILL, is_worded=False)


class _Cast(NamedTuple):
    """The sources of a draft; `new` are those not in the ledger, under the names as typed."""

    source: Source
    via: tuple[Source, ...]
    new: tuple[Source, ...]
    new_names: tuple[str, ...]


def _cast(reader: Reader, draft: DraftForecast) -> _Cast:
    names = (draft.source, *draft.via)
    named = [name_source(reader, name) for name in names]
    by_id = {source.id: source for source, _ in named}
    speaker = named[0].source
    via = tuple(by_id[id] for id in dict.fromkeys(source.id for source, _ in named[1:]))
    if speaker.id in {source.id for source in via}:
        raise UsageError(f"{visible(draft.source)} cannot pass on its own words; leave out --via")
    new = {source.id: source for source, is_new in named if is_new}
    new_names = tuple(name for name, (_, is_new) in zip(names, named, strict=True) if is_new)
    return _Cast(speaker, via, tuple(new.values()), new_names)


def _question(id: str, draft: Draft) -> Question:
    return Question(
        id=id,
        text=tidy_claim(draft.claim),
        criteria=blank_to_none(draft.criteria),
        condition=blank_to_none(draft.condition),
        opened=draft.made,
        due=draft.due,
        check_on=draft.check_on if draft.check_on != draft.due else None,
        tags=tidy_tags(draft.tags),
        event=tidy_event(draft.event),
        note=blank_to_none(draft.note),
    )


def _forecast(id: str, question: Question, source: str, draft: DraftUpdate) -> Forecast:
    stated = draft.stated
    return Forecast(
        id=id,
        question=question.id,
        source=source,
        made=draft.made,
        made_at=draft.made_at,
        probability=stated.probability,
        low=stated.low,
        high=stated.high,
        wording=stated.wording,
        method=stated.method,
        note=blank_to_none(draft.note),
    )


def _add(ledger: Transaction, question: Question, draft: DraftForecast, plan: AddPlan) -> Added:
    article, evidence = evidence_of(draft.url, draft.quote)
    for source in plan.new_sources:
        ledger.put(source)
    if article and ledger.article(article.id) is None:
        ledger.put(article)
    ledger.put(question)
    forecast = replace(
        _forecast(ledger.new_id(), question, plan.source.id, draft),
        via=tuple(source.id for source in plan.via),
        evidence=evidence,
        url=blank_to_none(draft.url),
    )
    ledger.put(forecast)
    resolution = ledger.resolution(question.id) if plan.joins else None
    return Added(
        entry=Entry(question=question, forecast=forecast, resolution=resolution),
        forecast=forecast,
        question_is_new=plan.joins is None,
        others=plan.others,
        similar=plan.similar,
        new_sources=plan.new_sources,
    )


def _check_joining(
    reader: Reader, question: Question, draft: DraftForecast, cast: _Cast
) -> tuple[Entry, ...]:
    others = entries_on(reader, question)
    if cast.source.id in others:
        shown = short_id(reader, others[cast.source.id].id)
        raise ConflictError(
            f"{shown} is this prediction; a new probability: "
            f"forecastctl update {shown} -p {as_typed(draft.stated)}"
        )
    refuse_after_outcome(reader, question, draft.made)
    return tuple(others.values())


def same_question(reader: Reader, alike: Sequence[Question], asked: Question) -> Question | None:
    """The question with the same text, condition and due day; unresolved ones come first."""
    same = [known for known in alike if question_key(known) == question_key(asked)]
    same.sort(key=lambda known: reader.resolution(known.id) is not None)
    return same[0] if same else None


def _filled_in(reader: Reader, known: Question, asked: Question) -> Question:
    """The known question with what it lacks and the new claim says."""
    for field in ("criteria", "event", "check_on"):
        has, wanted = getattr(known, field), getattr(asked, field)
        if has and wanted and normal(str(has)) != normal(str(wanted)):
            shown = short_id(reader, known.id)
            raise ConflictError(
                f"{shown} asks this already, with another {field} ({visible(str(has))}); "
                f"to join it as it is: forecastctl add --question {shown}"
            )
    return replace(
        known,
        criteria=known.criteria or asked.criteria,
        event=known.event or asked.event,
        check_on=known.check_on or asked.check_on,
        tags=tuple(dict.fromkeys((*known.tags, *asked.tags))),
    )


def _updated(reader: Reader, typed: str, draft: DraftUpdate) -> Forecast:
    """The forecast that a typed id means; a question's id means the only source's."""
    id = entry_id(reader, typed)
    forecast = reader.forecast(id)
    if forecast:
        return forecast
    spoken = forecasts_by_source(reader, question_of(reader, id))
    shown = short_id(reader, id)
    if not spoken:
        raise UsageError(
            f"nobody has forecast {shown} yet: "
            f"forecastctl add --question {shown} -p {as_typed(draft.stated)}"
        )
    latest = [forecasts[-1] for forecasts in spoken.values()]
    if len(latest) > 1:
        ids = reader.short_ids([forecast.id for forecast in latest])
        listed = ", ".join(f"{ids[forecast.id]} {forecast.source}" for forecast in latest)
        raise UsageError(f"{shown} has forecasts by several sources; name one of them: {listed}")
    return latest[0]


def what_was_said(forecast: Forecast) -> tuple[object, ...]:
    """What two forecasts on a question share where the second adds nothing."""
    return (
        forecast.source,
        forecast.made,
        forecast.probability,
        forecast.low,
        forecast.high,
        forecast.wording,
    )
