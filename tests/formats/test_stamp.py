"""Days and instants as other tools write them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.formats.stamp import ISO, ISO_ZONED, Form, Stamp, read_stamp

KYIV = ZoneInfo("Europe/Kyiv")
BY_PATTERN = {form: replace(form, is_iso=False) for form in (ISO, ISO_ZONED)}
TEXTS = st.from_regex(
    r"(19|20|22)[0-9]{2}-[01][0-9]-[0-3][0-9]"
    r"([T ][0-2][0-9]:[0-6][0-9](:[0-6][0-9](\.[0-9]{1,9})?)?"
    r"(Z|[+-][0-2][0-9]:?[0-7][0-9])?)?",
    fullmatch=True,
)


def told(text: str, form: Form) -> Stamp | str:
    try:
        return read_stamp(text, form, KYIV)
    except ValueError as error:
        return str(error)


@pytest.mark.parametrize("form", [ISO, ISO_ZONED])
@given(text=TEXTS)
def test_an_instant_written_in_full_is_what_its_pattern_says(form: Form, text: str) -> None:
    assert told(text, form) == told(text, BY_PATTERN[form])


def test_the_day_is_that_of_the_file_and_the_instant_in_utc() -> None:
    stamp = read_stamp("2026-12-31T23:30:00.25-05:00", ISO, UTC)

    ahead = timezone(timedelta(hours=-5))
    assert stamp.day == date(2026, 12, 31)
    assert stamp.at == datetime(2026, 12, 31, 23, 30, 0, 250_000, ahead)
    assert stamp.at.tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30T10:00:00Z",
        "2026-12-31T24:00:00Z",
        "2026-12-31T10:00:60Z",
        "2026-12-31T10:00:00+01:75",
        "1850-01-01T10:00:00Z",
    ],
)
def test_an_instant_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is (not in the calendar|outside the years)"):
        read_stamp(text, ISO_ZONED, UTC)
