"""The file of signal-tracker 0.1.0. It records claims and whether they came true, no probability.

So a claim becomes a candidate that a person reviews, unless --assume-p gives all of them one.
"""

from typing import Any, NamedTuple

from forecastctl.formats.content import Content
from forecastctl.formats.document import Parsed, ReadOptions
from forecastctl.formats.fields import read_object, shorten
from forecastctl.formats.intake import Intake, Row
from forecastctl.formats.keys import derived_hex
from forecastctl.formats.row import Due
from forecastctl.formats.stamp import DAY, ISO_ZONED, Stamp
from forecastctl.model import (
    Article,
    Candidate,
    Evidence,
    Method,
    Outcome,
    Precision,
    SourceKind,
)

NAME = "signal-tracker"
_KINDS = {
    "person": SourceKind.PERSON,
    "media": SourceKind.OUTLET,
    "institution": SourceKind.ORGANISATION,
    "analyst": SourceKind.PERSON,
    "model": SourceKind.MODEL,
}
_OUTCOMES = {
    "pending": None,
    "correct": Outcome.YES,
    "wrong": Outcome.NO,
    "partial": Outcome.VOID,
    "expired": None,
    "retracted": Outcome.VOID,
}
_SOURCE_KEYS = ("id", "name", "slug", "source_type", "category", "metadata", "created_at")
_CLAIM_KEYS = (
    "id",
    "source_id",
    "text",
    "category",
    "tags",
    "claim_date",
    "target_date",
    "status",
    "quality_score",
    "source_url",
    "context",
    "content_hash",
    "metadata",
    "created_at",
    "updated_at",
)
_VERIFICATION_KEYS = (
    "id",
    "claim_id",
    "outcome",
    "verifier",
    "confidence",
    "reasoning",
    "evidence_url",
    "verified_at",
    "metadata",
)


class _Speaker(NamedTuple):
    """A source of the file."""

    name: str
    kind: SourceKind


def read(content: Content, options: ReadOptions) -> Parsed:
    """Read sources, claims and the last verification of each claim."""
    return _Reader(Intake(NAME, options), content.value).read()


class _Reader:
    """Reads one file; claims refer to sources, verifications to claims."""

    def __init__(self, intake: Intake, document: dict[str, Any]) -> None:
        self._intake = intake
        self._document = document
        self._speakers: dict[str, _Speaker] = {}
        self._verifications = self._objects("verifications")

    def read(self) -> Parsed:
        """Everything in the file."""
        for id, values in self._objects("sources").items():
            self._read_source(id, self._row(f"sources.{id}", values))
        for id, values in self._objects("claims").items():
            self._read_claim(id, self._row(f"claims.{id}", values))
        return self._intake.parsed()

    def _objects(self, name: str) -> dict[str, Any]:
        try:
            return read_object(self._document.get(name, {}))
        except ValueError as error:
            self._intake.problem("file", name, str(error))
            return {}

    def _row(self, where: str, values: Any) -> Row:
        try:
            return Row(self._intake, where, read_object(values))
        except ValueError as error:
            row = Row(self._intake, where, {})
            row.fault(None, str(error))
            return row

    def _read_source(self, id: str, row: Row) -> None:
        row.check_keys(_SOURCE_KEYS)
        name, kind = row.text("name"), row.choice("source_type", _KINDS)
        if row.is_good:
            self._speakers[id] = _Speaker(name, kind or SourceKind.UNKNOWN)
            try:
                row.add("sources", self._intake.source(name, kind or SourceKind.UNKNOWN))
            except ValueError as error:
                row.fault("name", str(error))
        row.keep("sources")

    def _read_claim(self, id: str, row: Row) -> None:
        row.check_keys(_CLAIM_KEYS)
        speaker = self._speakers.get(str(row.values.get("source_id")))
        if speaker is None:
            row.fault("source_id", f"there is no source {shorten(row.values.get('source_id'))}")
        made, due = row.stamp("claim_date", DAY), row.due("target_date", DAY)
        if self._intake.options.assume_p is None:
            self._add_candidate(row, id, speaker, made, due)
            row.keep("candidates")
        else:
            self._add_forecast(row, id, speaker, made, due)
            row.keep()

    def _add_forecast(
        self, row: Row, id: str, speaker: _Speaker | None, made: Stamp, due: Due
    ) -> None:
        p = self._intake.options.assume_p
        row.question(id, text=row.text("text"), due=due, opened=made.day, tags=_tags(row))
        self._add_resolution(row, id)
        name, kind = speaker or _Speaker("x", SourceKind.UNKNOWN)
        if row.is_good:
            row.forecast(
                id,
                name,
                kind,
                made,
                probability=p,
                method=Method.JUDGED,
                url=row.text_or("source_url"),
                evidence=_evidence(row),
                note=f"--assume-p {p}: the file gives no probability",
            )

    def _add_resolution(self, row: Row, id: str) -> None:
        status, outcome = self._status(row)
        last = self._last_verification(row, id)
        if last is None:
            if outcome:
                row.resolution(id, outcome, None, note=_word(status))
            return
        verdict, word = last.outcome("outcome", _OUTCOMES), str(last.values.get("outcome"))
        if status != word and row.is_good:
            row.fault("status", f"is {shorten(status)}, but the last verification {shorten(word)}")
        at = last.stamp("verified_at", ISO_ZONED)
        notes = (_word(word), last.text_or("reasoning"))
        key, by, proof = last.text("id"), last.text_or("verifier"), last.text_or("evidence_url")
        row.faults += [(f"verification {field}", message) for field, message in last.faults]
        if verdict:
            note = "\n".join(note for note in notes if note) or None
            by = by or row.options.user
            row.resolution(key, verdict, at, by=by, proof=proof, note=note)

    def _status(self, row: Row) -> tuple[str, Outcome | None]:
        outcome = row.outcome("status", _OUTCOMES)
        if row.values.get("status") == "expired":
            self._intake.tally("claim", "marked expired: that is no outcome")
        return str(row.values.get("status")), outcome

    def _last_verification(self, row: Row, id: str) -> Row | None:
        entries = self._verifications.get(id) or []
        if type(entries) is not list or any(type(entry) is not dict for entry in entries):
            row.fault("verifications", f"{shorten(entries)} is not a list of objects")
            return None
        if not entries:
            return None
        last = self._row(f"verifications.{id}[{len(entries) - 1}]", entries[-1])
        last.check_keys(_VERIFICATION_KEYS)
        return last

    def _add_candidate(
        self, row: Row, id: str, speaker: _Speaker | None, made: Stamp, due: Due
    ) -> None:
        _, outcome = self._status(row)
        text, tags, url = row.text("text"), _tags(row), row.text_or("source_url")
        evidence = _evidence(row)
        if speaker is None or not row.is_good:
            return
        source = self._intake.source(speaker.name, speaker.kind)
        if not self._intake.wants(speaker.name, source):
            self._intake.leave_out_other()
            return
        article = _article(id, url, made)
        candidate = Candidate(
            id=derived_hex(f"{NAME}:candidate:{id}"),
            article=article.id,
            claim=text,
            source=speaker.name,
            source_kind=speaker.kind,
            made=made.day,
            due=due.day,
            evidence=evidence,
            engine=NAME,
        )
        row.add("articles", article)
        row.add("candidates", candidate)
        self._intake.tally(
            "claim", "without a probability to be reviewed: forecastctl review (or give --assume-p)"
        )
        if outcome:
            self._intake.tally("outcome", "left out: a candidate has none; --assume-p keeps it")
        if tags:
            self._intake.tally(
                "claim", "without its tags: a candidate has none; --assume-p keeps them"
            )


def _article(claim: str, url: str | None, made: Stamp) -> Article:
    """Where a claim was read; without an address an article of its own."""
    if url:
        return Article(id=derived_hex(f"{NAME}:article:{url}"), url=url)
    id = derived_hex(f"{NAME}:article:{claim}")
    return Article(id=id, published=made.day, precision=Precision.DAY)


def _tags(row: Row) -> tuple[str, ...]:
    category = row.text_or("category")
    return tuple(dict.fromkeys(filter(None, (category, *row.texts("tags")))))


def _evidence(row: Row) -> tuple[Evidence, ...]:
    context = row.text_or("context")
    return (Evidence(quote=context),) if context else ()


def _word(status: str) -> str | None:
    return status if status in ("partial", "retracted") else None
