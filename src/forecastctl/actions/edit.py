"""Correcting what was typed. The probability is never edited: that is what an update is for."""

from dataclasses import replace
from datetime import date
from enum import Enum
from typing import Final, NamedTuple

from forecastctl.actions.lookup import (
    entries_on,
    entry_id,
    forecasts_by_source,
    question_of,
    short_id,
)
from forecastctl.actions.naming import did_you_mean, name_source, refuse_near
from forecastctl.actions.rule import (
    blank_to_none,
    check_made,
    evidence_of,
    question_key,
    tidy_claim,
    tidy_event,
    tidy_tags,
)
from forecastctl.errors import ConflictError, UsageError
from forecastctl.frozen import frozen
from forecastctl.model import Entry, Evidence, Forecast, Question, Source
from forecastctl.store.base import Transaction
from forecastctl.text import visible


class Keep(Enum):
    """The value of a change that was not asked for."""

    KEEP = "keep"


KEEP: Final = Keep.KEEP


@frozen
class Changes:
    """What is to be different; None (or blank text) clears a field, KEEP leaves it.

    `tags` replaces all of them; `add_tags` and `remove_tags` work on what is there. `source` is a
    name, `question` an id as typed.
    """

    claim: str | Keep = KEEP
    due: date | Keep | None = KEEP
    check_on: date | Keep | None = KEEP
    criteria: str | Keep | None = KEEP
    condition: str | Keep | None = KEEP
    event: str | Keep | None = KEEP
    note: str | Keep | None = KEEP
    tags: tuple[str, ...] | Keep = KEEP
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    source: str | Keep = KEEP
    made: date | Keep = KEEP
    url: str | Keep | None = KEEP
    quote: str | Keep | None = KEEP
    question: str | Keep = KEEP

    @property
    def concerns_forecast(self) -> bool:
        """True where something is to change that belongs to one forecast."""
        return any(getattr(self, field) is not KEEP for field in FORECAST_FIELDS)

    @property
    def concerns_question(self) -> bool:
        """True where something is to change that all forecasts of the question share."""
        return bool(self.add_tags or self.remove_tags) or any(
            getattr(self, field) is not KEEP for field in QUESTION_FIELDS
        )


FORECAST_FIELDS = ("source", "made", "url", "quote", "question")
QUESTION_FIELDS = (
    "claim",
    "due",
    "check_on",
    "criteria",
    "condition",
    "event",
    "note",
    "tags",
)
DECIDED_FIELDS = ("claim", "due", "check_on", "condition", *FORECAST_FIELDS)
"""What an outcome rests on: not to be changed on a resolved question."""


class Edited(NamedTuple):
    """The entry as it reads now, and the sources that were made for it."""

    entry: Entry
    new_sources: tuple[Source, ...] = ()


def edit_entry(
    ledger: Transaction,
    typed: str,
    changes: Changes,
    *,
    today: date,
    allow_new_sources: bool = False,
) -> Edited:
    """Change a question for all its forecasts, and what belongs to one forecast.

    `source` and `question` move all forecasts of that source on the question; `made`, `url` and
    `quote` change the one that was typed. Nothing different: nothing is written.
    """
    id = entry_id(ledger, typed)
    question = question_of(ledger, id)
    _refuse_decided(ledger, question, changes)
    if changes.concerns_question:
        question = _edited_question(ledger, question, changes)
        ledger.put(question)
    if not changes.concerns_forecast:
        return Edited(ledger.entry(id))
    if changes.question is not KEEP and changes.concerns_question:
        raise UsageError("--question moves a forecast; change its new question in a second step")
    forecast = _forecast_meant(ledger, id)
    if changes.source is not KEEP and not allow_new_sources:
        _refuse_doubtful(ledger, changes.source)
    _put_words(ledger, forecast, question, changes, today)
    new_sources: tuple[Source, ...] = ()
    if changes.source is not KEEP:
        new_sources = _give_to(ledger, question, forecast.source, changes.source)
    if changes.question is not KEEP:
        _move(ledger, question, forecast.id, changes.question)
    return Edited(ledger.entry(forecast.id), new_sources)


def _refuse_doubtful(ledger: Transaction, name: str) -> None:
    if name_source(ledger, name).is_new:
        refuse_near(did_you_mean(ledger, [name]))


def _refuse_decided(ledger: Transaction, question: Question, changes: Changes) -> None:
    asked = [field for field in DECIDED_FIELDS if getattr(changes, field) is not KEEP]
    if asked and ledger.resolution(question.id):
        shown = short_id(ledger, question.id)
        names = ", ".join(field.replace("_", "-") for field in asked)
        raise ConflictError(
            f"{shown} is resolved, so its {names} cannot change; reopen it first: "
            f"forecastctl reopen {shown}"
        )


def _edited_question(ledger: Transaction, question: Question, changes: Changes) -> Question:
    edited = replace(
        question,
        text=question.text if changes.claim is KEEP else tidy_claim(changes.claim),
        criteria=_text(changes.criteria, question.criteria),
        condition=_text(changes.condition, question.condition),
        event=question.event if changes.event is KEEP else tidy_event(changes.event),
        note=_text(changes.note, question.note),
        tags=_tags(question.tags, changes),
    )
    edited = _with_days(ledger, edited, changes)
    if question_key(edited) != question_key(question):
        _refuse_twin(ledger, edited)
    return edited


def _text(wanted: str | Keep | None, has: str | None) -> str | None:
    return has if wanted is KEEP else blank_to_none(wanted)


def _tags(has: tuple[str, ...], changes: Changes) -> tuple[str, ...]:
    tags = has if changes.tags is KEEP else tidy_tags(changes.tags)
    dropped = tidy_tags(changes.remove_tags)
    missing = [tag for tag in dropped if tag not in tags]
    if missing:
        raise UsageError(f"there is no tag '{visible(missing[0])}' to take off")
    kept = [tag for tag in tags if tag not in dropped]
    return tidy_tags((*kept, *changes.add_tags))


def _with_days(ledger: Transaction, question: Question, changes: Changes) -> Question:
    """The question with its new days. A day that somebody gives is no longer an assumed one."""
    if changes.due is not KEEP:
        for forecast in ledger.forecasts_on(question.id):
            if changes.due is not None and forecast.made > changes.due:
                shown = short_id(ledger, forecast.id)
                raise UsageError(
                    f"due {changes.due} lies before {shown} was made ({forecast.made}); "
                    "change that first, or give a later day"
                )
        question = replace(question, due=changes.due, due_assumed=False)
    if changes.check_on is not KEEP:
        question = replace(question, check_on=changes.check_on)
    if question.check_on == question.due:
        question = replace(question, check_on=None)
    return question


def _refuse_twin(ledger: Transaction, edited: Question) -> None:
    for known in ledger.similar(edited.text):
        if known.id != edited.id and question_key(known) == question_key(edited):
            ids = ledger.short_ids([edited.id, known.id])
            raise ConflictError(
                f"{ids[known.id]} asks this already; to make them one: "
                f"forecastctl question merge {ids[edited.id]} {ids[known.id]}"
            )


def _forecast_meant(ledger: Transaction, id: str) -> Forecast:
    """The forecast with this id, or the only one on the question with this id."""
    forecast = ledger.forecast(id)
    if forecast:
        return forecast
    forecasts = ledger.forecasts_on(id)
    if len(forecasts) == 1:
        return forecasts[0]
    ids = ledger.short_ids([forecast.id for forecast in forecasts])
    what = f"name one of them: {', '.join(ids.values())}" if ids else "add one first"
    raise UsageError(
        f"{short_id(ledger, id)} is a question with {len(forecasts)} forecasts; {what}"
    )


def _put_words(
    ledger: Transaction, forecast: Forecast, question: Question, changes: Changes, today: date
) -> None:
    if changes.made is not KEEP and changes.made != forecast.made:
        check_made(changes.made, question.due, today)
        forecast = replace(forecast, made=changes.made, made_at=None)
    if changes.url is not KEEP or changes.quote is not KEEP:
        url = _text(changes.url, forecast.url)
        evidence = _evidence(ledger, forecast, url, changes.quote)
        forecast = replace(forecast, url=url, evidence=evidence)
    ledger.put(forecast)


def _evidence(
    ledger: Transaction, forecast: Forecast, url: str | None, quote: str | Keep | None
) -> tuple[Evidence, ...]:
    """Evidence with other words or another link; what was read in a known text stays there."""
    first, *others = forecast.evidence or (None,)
    words = _text(quote, first.quote if first else None)
    read = ledger.article(first.article) if first and first.article else None
    if first and read and read.sha256:
        if words == first.quote:
            return forecast.evidence
        kept = (Evidence(article=read.id, quote=words),) if words else ()
        return (*kept, *filter(None, others))
    article, evidence = evidence_of(url, words)
    if article and ledger.article(article.id) is None:
        ledger.put(article)
    return (*evidence, *filter(None, others))


def _give_to(ledger: Transaction, question: Question, old: str, name: str) -> tuple[Source, ...]:
    """Make another source the one who said it, in all its forecasts on the question.

    What comes back is that source where it is new.
    """
    source, is_new = name_source(ledger, name)
    if source.id == old:
        return ()
    if source.id in entries_on(ledger, question):
        raise ConflictError(
            f"{visible(source.name)} has a forecast on {short_id(ledger, question.id)} already"
        )
    if is_new:
        ledger.put(source)
    for forecast in forecasts_by_source(ledger, question)[old]:
        via = tuple(id for id in forecast.via if id != source.id)
        ledger.put(replace(forecast, source=source.id, via=via))
    return (source,) if is_new else ()


def _move(ledger: Transaction, question: Question, forecast_id: str, typed: str) -> None:
    """Put a source's forecasts on another question; the old one goes if it is left empty."""
    target = question_of(ledger, typed)
    if target.id == question.id:
        return
    by_source = forecasts_by_source(ledger, question)
    [moved] = [each for each in by_source.values() if forecast_id in [one.id for one in each]]
    shown = short_id(ledger, target.id)
    if ledger.resolution(target.id):
        raise ConflictError(f"{shown} is resolved; reopen it first: forecastctl reopen {shown}")
    if moved[0].source in entries_on(ledger, target):
        raise ConflictError(f"{visible(moved[0].source)} has a forecast on {shown} already")
    for forecast in moved:
        check_made(forecast.made, target.due, forecast.made)
        ledger.put(replace(forecast, question=target.id))
    if len(by_source) == 1:
        ledger.delete("questions", question.id)
