"""Due days as a calendar (RFC 5545): an all-day event for each open question that has a day."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from forecastctl.formats.document import counted

NAME = "ics"
PRODUCT = "-//forecastctl//due days//EN"
LINE_OCTETS = 75


class Event(NamedTuple):
    """A question on the day from which its answer can be known.

    `changed_at` and `changes` are those of the question in the journal, so that the same ledger
    gives the same bytes.
    """

    question: str
    day: date
    text: str
    description: str
    changed_at: datetime
    changes: int
    tags: tuple[str, ...] = ()
    url: str | None = None


class Calendar(NamedTuple):
    """What is due, and how many open questions have no day."""

    events: tuple[Event, ...]
    n_undated: int


def write(calendar: Calendar) -> str:
    """The calendar as text with CRLF."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}"]
    for event in calendar.events:
        lines += ["BEGIN:VEVENT", *_properties(event), "END:VEVENT"]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def left_out(calendar: Calendar) -> str | None:
    """What the calendar does not hold, as a sentence, or None."""
    if not calendar.n_undated:
        return None
    return f"left out: {counted(calendar.n_undated, 'undated question')}"


def _properties(event: Event) -> Iterator[str]:
    yield f"UID:{event.question}@forecastctl"
    yield f"DTSTAMP:{event.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{event.changes}"
    yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
    yield f"DTEND;VALUE=DATE:{_day(event.day + timedelta(days=1))}"
    yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:Due: {_escaped(event.text)}"
    if event.description:
        yield f"DESCRIPTION:{_escaped(event.description)}"
    if event.tags:
        yield f"CATEGORIES:{','.join(map(_escaped, event.tags))}"
    if event.url:
        yield f"URL:{_CONTROL.sub('', event.url)}"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _CONTROL.sub("", _LINE_END.sub(r"\\n", text))


def _folded(line: str) -> str:
    """Cut into pieces of 75 octets, none inside a character; all but the first are indented."""
    if len(line.encode()) <= LINE_OCTETS:
        return line
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LINE_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += octets
    return "\r\n".join([*pieces, piece])


_LINE_END = re.compile(r"\r\n|[\r\n]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
