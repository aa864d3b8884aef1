"""Tables of forecasts of any origin as records (`csv`, `jsonl`)."""

import io
from collections.abc import Callable
from functools import cached_property
from typing import Any

from forecastctl.formats.content import Content, decoded
from forecastctl.formats.document import Parsed, ReadOptions
from forecastctl.formats.generic_rows import Asked, Teller, Told
from forecastctl.formats.generic_table import CSV, JSONL, OWN_COLUMNS
from forecastctl.formats.intake import Intake, Row
from forecastctl.formats.keys import hashed
from forecastctl.formats.stamp import Stamp
from forecastctl.model import Evidence, Source, SourceKind


def read_csv(content: Content, options: ReadOptions) -> Parsed:
    """Read comma-separated text."""
    return _read(CSV, content, options)


def read_jsonl(content: Content, options: ReadOptions) -> Parsed:
    """Read one object a line."""
    return _read(JSONL, content, options)


def ready_teller(intake: Intake, kind: str) -> Teller:
    """A teller that has read the questions of a file of their own, where there is one."""
    teller = Teller(intake, kind)
    if intake.options.questions is not None:
        try:
            teller.read_questions(_lines(decoded(intake.options.questions)))
        except ValueError as error:
            intake.problem("questions", None, str(error))
    return teller


def note_unknown_days(intake: Intake, questions: list[Asked]) -> None:
    """Say how many outcomes have no day."""
    n = sum(asked.outcome is not None and asked.happened_on is None for asked in questions)
    if n:
        intake.tally("outcome", "without happened_on: the day is unknown", n)


def forecast_key(question: Asked, told: Told, id: str | None) -> str:
    """What a forecast goes by: its own id, or who said what of which question, when."""
    if id:
        return id
    made = (told.made.at or told.made.day).isoformat()
    return hashed(told.speaker.key, question.key, made, repr(told.numbers.probability))


def _read(kind: str, content: Content, options: ReadOptions) -> Parsed:
    intake = Intake(kind, options)
    teller = ready_teller(intake, kind)
    records = _Records(intake, teller)
    for told in teller.told(_lines(content.text)):
        records.add(told)
    for asked in teller.questions:
        _add_question(intake, asked)
    note_unknown_days(intake, teller.questions)
    return intake.parsed()


def _lines(text: str) -> io.StringIO:
    return io.StringIO(text, newline="")


class _Records:
    """Makes the forecasts of what is told."""

    def __init__(self, intake: Intake, teller: Teller) -> None:
        self._intake = intake
        self._teller = teller
        self._manners: dict[int, tuple[dict[str, Any], list[Source]]] = {}

    def add(self, told: Told) -> None:
        """Hand in one forecast, and who passed it on."""
        layout, question = self._teller.layout, self._teller.questions[told.question]
        row = Row(self._intake, f"line {told.line}", layout.named(OWN_COLUMNS, self._own(told)))
        row.on(question.id)
        manner, via = self._manners.get(told.manner) or self._manner(told.manner)
        probability, low, high = told.numbers
        id = quote = url = note = None
        if row.values:
            id, quote = row.text_or("id"), row.text_or("quote")
            url, note = row.text_or("url"), row.text_or("note")
        row.forecast(
            forecast_key(question, told, id),
            told.speaker.name,
            SourceKind.UNKNOWN,
            told.made,
            probability=probability,
            low=low,
            high=high,
            evidence=(Evidence(quote=quote),) if quote else (),
            url=url,
            note=note,
            **manner,
        )
        for source in via:
            row.add("sources", source)
        row.keep()

    @cached_property
    def _own(self) -> Callable[[Told], Any]:
        """What a forecast says beside its probability; made when the columns are known."""
        get = self._teller.layout.getter(OWN_COLUMNS)
        return lambda told: get(told.cells)

    def _manner(self, place: int) -> tuple[dict[str, Any], list[Source]]:
        manner = self._teller.manners[place]
        via = [self._intake.source(name, SourceKind.UNKNOWN) for name in manner.via]
        fields = manner._replace(via=tuple(source.id for source in via))._asdict()
        self._manners[place] = fields, via
        return fields, via


def _add_question(intake: Intake, asked: Asked) -> None:
    row = Row(intake, f"line {asked.line}", {})
    row.question(
        asked.key,
        text=asked.text,
        due=asked.due,
        condition=asked.condition,
        criteria=asked.criteria,
        check_on=asked.check_on,
        tags=asked.tags,
        event=asked.event,
    )
    if asked.outcome:
        happened = Stamp(asked.happened_on) if asked.happened_on else None
        by = asked.by or intake.options.user
        row.resolution(asked.key, asked.outcome, happened, by=by, proof=asked.proof)
    row.keep("questions")
