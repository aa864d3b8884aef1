"""Limits of text, JSON and archives; days as each tool writes them; keys and ids."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.formats import stamp
from forecastctl.formats.content import MAX_DEPTH, decoded, parse_json
from forecastctl.formats.keys import derived_id, hashed
from forecastctl.formats.row import read_per_cent
from forecastctl.ids import is_id


def test_a_fault_of_encoding_is_named_by_its_byte() -> None:
    with pytest.raises(ValueError, match=r"is not UTF-8 \(byte 3\)"):
        decoded(b"abc\xff")
    assert decoded(b"\xef\xbb\xbfabc") == "abc"


@pytest.mark.parametrize("deep", [MAX_DEPTH, MAX_DEPTH + 1, 1000, 10**6])
def test_json_may_nest_so_deep_and_no_deeper(deep: int) -> None:
    text = "[" * deep + "]" * deep
    if deep <= MAX_DEPTH:
        assert parse_json(text) is not None
        return
    with pytest.raises(ValueError, match="is nested deeper than 64 levels"):
        parse_json(text)


@pytest.mark.parametrize("text", ["[NaN]", "[Infinity]", '{"a":1,"a":2}', "[1,]", "", "01"])
def test_json_is_strict(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each has a sentence of its own
        parse_json(text)


def test_a_number_of_many_digits_is_no_crash() -> None:
    with pytest.raises(ValueError, match="digits"):
        parse_json("9" * 10_000)


@given(
    at=st.datetimes(datetime(1900, 1, 2), datetime(2200, 12, 30)),
    minutes=st.integers(-14 * 60, 14 * 60),
)
def test_an_instant_with_an_offset_is_read_back(at: datetime, minutes: int) -> None:
    there = at.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))

    read = stamp.read_stamp(there.isoformat(), stamp.ISO, UTC)

    assert (read.day, read.at) == (at.date(), there)


@pytest.mark.parametrize(
    ("form", "text", "day", "at"),
    [
        (stamp.SHORT_SECONDS, "2026-02-03 09:05:7", (2026, 2, 3), "2026-02-03T09:05:07+00:00"),
        (stamp.NAMED_ZONE, "2018-05-02 09:30:00 +1100", (2018, 5, 2), "2018-05-01T22:30:00+00:00"),
        (
            stamp.SPACED_ZONED,
            "2026-03-04 08:00:00+00:00",
            (2026, 3, 4),
            "2026-03-04T08:00:00+00:00",
        ),
        (stamp.MONTH_FIRST, "9/1/11", (2011, 9, 1), None),
        (stamp.MONTH_FIRST, "11/29/11 0:00", (2011, 11, 29), "2011-11-29T00:00:00+00:00"),
        (stamp.ISO, "2026-12-31", (2026, 12, 31), None),
        (stamp.ISO, "2026-12-31 10:00", (2026, 12, 31), "2026-12-31T10:00:00+00:00"),
    ],
)
def test_each_form_is_read(
    form: stamp.Form, text: str, day: tuple[int, int, int], at: str | None
) -> None:
    read = stamp.read_stamp(text, form, UTC)

    assert read == (date(*day), datetime.fromisoformat(at) if at else None)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (stamp.SHORT_SECONDS, "2026-02-03T09:05:07"),
        (stamp.MONTH_FIRST, "30/12/11"),
        (stamp.MONTH_FIRST, "12/30/2011"),
        (stamp.ISO, "2026-12-31T10:00:00+01:75"),
        (stamp.ISO, "2026-12-31T24:00"),
        (stamp.ISO, "1899-12-31"),
        (stamp.ISO, "9999-12-31T23:59:59-10:00"),
        (stamp.ISO_ZONED, "2026-12-31T10:00:00"),
        (stamp.ISO, "２０２６-12-31"),
    ],
)
def test_no_other_form_is_read(form: stamp.Form, text: str) -> None:
    with pytest.raises(ValueError, match=r"is not|is outside"):
        stamp.read_stamp(text, form, UTC)


def test_milliseconds_are_a_day_of_the_zone() -> None:
    east = timezone(timedelta(hours=9))

    read = stamp.read_milliseconds(1_772_323_200_123, east)

    assert read.at == datetime(2026, 3, 1, 0, 0, 0, 123_000, tzinfo=UTC)
    assert stamp.read_milliseconds(1_772_319_600_000, east).day == date(2026, 3, 1)


@given(st.integers(0, 10_000))
def test_per_cent_are_rounded_only_once(hundredths: int) -> None:
    assert read_per_cent(f"{hundredths / 100:.2f}%") == hundredths / 10_000


@given(st.text(), st.text())
def test_a_key_keeps_fields_apart_and_is_an_id_in_the_end(a: str, b: str) -> None:
    assert is_id(derived_id(f"x:question:{hashed(a, b)}"))
    assert hashed(a, b) == hashed(f"  {a} ", b)
    assert hashed(f"{a}q", b) != hashed(a, f"q{b}")
