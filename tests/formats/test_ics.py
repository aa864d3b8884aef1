"""Due days as a calendar."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from forecastctl.actions.export import export_calendar
from forecastctl.formats.ics import Calendar, Event, left_out, write
from ledger_table import book_of

TABLE = """
    source   p    claim         due         check_on    outcome  criteria      tags       url
    reuters  40%  Ferry, again  2026-06-30  2026-07-15  -        First; ferry  sea,air\\x  https://x.example
    me       7%   Ferry, again  2026-06-30  2026-07-15  -        -             -          -
    me       60%  Snow falls    2026-12-01  -           -        -             -          -
    me       60%  Hail falls    -           -           -        -             -          -
    me       60%  Rain fell     2026-05-01  -           yes      -             -          -
"""


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def event(text: str = "Snow falls", description: str = "") -> Event:
    at = datetime(2026, 2, 3, 8, 15, 9, tzinfo=UTC)
    return Event("4hq2m8xa", date(2026, 12, 31), text, description, at, 0)


def test_open_questions_with_a_day_are_events_on_their_check_day() -> None:
    calendar = export_calendar(book_of(TABLE).read())

    assert write(calendar) == "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//forecastctl//due days//EN",
            "BEGIN:VEVENT",
            "UID:001q0000@forecastctl",
            "DTSTAMP:20261121T120000Z",
            "SEQUENCE:0",
            "DTSTART;VALUE=DATE:20260715",
            "DTEND;VALUE=DATE:20260716",
            "TRANSP:TRANSPARENT",
            "SUMMARY:Due: Ferry\\, again",
            "DESCRIPTION:First\\; ferry\\ndue 2026-06-30\\nreuters 40% 2026-10-01\\nme 7% 20",
            " 26-10-01",
            "CATEGORIES:sea,air\\\\x",
            "URL:https://x.example",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "UID:003q0000@forecastctl",
            "DTSTAMP:20261121T120000Z",
            "SEQUENCE:0",
            "DTSTART;VALUE=DATE:20261201",
            "DTEND;VALUE=DATE:20261202",
            "TRANSP:TRANSPARENT",
            "SUMMARY:Due: Snow falls",
            "DESCRIPTION:me 60% 2026-10-01",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )
    assert left_out(calendar) == "left out: 1 undated question"


def test_a_change_of_the_question_counts_and_the_clock_does_not() -> None:
    from dataclasses import replace

    book = book_of(TABLE)
    with book.write() as ledger:
        question = ledger.question("003q0000")
        assert question is not None
        ledger.put(replace(question, tags=("cold",)))

    sequences = [event.changes for event in export_calendar(book.read(), "me").events]

    assert sequences == [0, 1]
    assert write(export_calendar(book.read())) == write(export_calendar(book.read()))


def test_the_last_day_ends_in_the_next_year() -> None:
    assert "DTEND;VALUE=DATE:20270101" in unfolded(write(Calendar((event(),), 0)))


@given(st.text(st.characters(codec="utf-8")))
def test_lines_fold_at_75_octets_and_nothing_escapes(text: str) -> None:
    written = write(Calendar((event(text, text),), 0))

    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    lines = unfolded(written)
    assert len([line for line in lines if line.startswith("SUMMARY:Due: ")]) == 1
    assert not any(ord(letter) < 32 for line in lines for letter in line)
