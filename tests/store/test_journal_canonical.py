"""Canonical JSON: one spelling, with orjson and without it."""

import json
import math
import re
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.store import canonical
from forecastctl.store.canonical import MAX_DEPTH, decode, encode, is_spelled
from forecastctl.store.journal import Journal
from forecastctl.store.lines import RawChange, record_line, record_lines

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@pytest.fixture(params=["orjson", "json"])
def spelling(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every rule holds with the fast encoder and with our own."""
    monkeypatch.setattr(canonical, "HAS_ORJSON", request.param == "orjson")
    return str(request.param)


@given(VALUES)
def test_our_own_encoder_gives_the_bytes_of_orjson(value: object) -> None:
    assert canonical._encode_slowly(value) == orjson.dumps(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_are_as_short_as_they_can_be_read_back(value: float) -> None:
    spelled = canonical._encode_slowly(value)
    assert spelled == orjson.dumps(value)
    assert math.copysign(1, json.loads(spelled)) == math.copysign(1, value)
    assert json.loads(spelled) == value


@given(VALUES)
def test_both_decoders_read_what_was_written(value: object) -> None:
    text = encode(value)
    assert canonical._decode_slowly(text) == decode(text) == value
    assert is_spelled(text, decode(text))


@given(st.binary(max_size=40))
def test_both_decoders_refuse_the_same_bytes(text: bytes) -> None:
    assert read(canonical._decode_slowly, text) == read(orjson.loads, text)


@given(VALUES.map(lambda value: json.dumps(value).encode()))
def test_both_decoders_read_any_spelling_alike(text: bytes) -> None:
    assert read(canonical._decode_slowly, text) == read(orjson.loads, text)


def read(decoder: object, text: bytes) -> str:
    assert callable(decoder)
    try:
        return repr(decoder(text))
    except ValueError:
        return "refused"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.7, "0.7"),
        (1.0, "1.0"),
        (-0.0, "-0.0"),
        (1 / 3, "0.3333333333333333"),
        (1e-5, "0.00001"),
        (1.5e-5, "0.000015"),
        (-1.25e-5, "-0.0000125"),
        (1e-6, "1e-6"),
        (1e15, "1000000000000000.0"),
        (1e16, "1e+16"),
        (5e-324, "5e-324"),
        (2**64 - 1, "18446744073709551615"),
        (-(2**63), "-9223372036854775808"),
        (None, "null"),
        (True, "true"),
        ([], "[]"),
        ({}, "{}"),
        ({"b": [1, {"a": ()}]}, '{"b":[1,{"a":[]}]}'),
        (
            '"\\/\b\f\n\r\t\x00\x1f\x7fé€😀\u2028',
            '"\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\x7fé€😀\u2028"',
        ),
    ],
)
def test_the_spelling_of_each_kind_of_value(spelling: str, value: object, text: str) -> None:
    assert encode(value) == text.encode()


def test_a_ledger_written_with_orjson_is_the_same_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doc = {"p": 1e-5, "text": 'é "\x00" \u2028', "tags": ["a", None, 2**63], "at": {"x": -0.0}}
    written = []
    for has_orjson in (True, False):
        monkeypatch.setattr(canonical, "HAS_ORJSON", has_orjson)
        journal = Journal(tmp_path / f"{has_orjson}.jsonl")
        with journal.writing(new_ledger_id="w") as writer:
            changes = [RawChange("t", "id", doc), RawChange("t", "gone", None)]
            writer.append(changes, user="ana", command="add", at="2026-11-21T10:00:00Z")
        written.append(Path(journal.path).read_bytes())
    assert written[0] == written[1]
    for has_orjson in (True, False):
        monkeypatch.setattr(canonical, "HAS_ORJSON", has_orjson)
        assert journal.snapshot().load() == {"t": {"id": doc}}
        assert journal.snapshot().get("t", "id") == RawChange("t", "id", doc)
        assert journal.verify().ok


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (math.nan, "nan is not a number that can be stored"),
        ([None, math.inf], "inf is not a number that can be stored"),
        (2**64, "18446744073709551616 is not an integer of 64 bits"),
        (-(2**63) - 1, "-9223372036854775809 is not an integer of 64 bits"),
        ({1: 2}, "the key 1 is not text"),
        ({1, 2}, "a set has no place in JSON"),
        (b"x", "a bytes has no place in JSON"),
        ("\udc80", "the text holds half a character (U+DC80) and cannot be stored; retype it"),
    ],
)
def test_what_has_no_spelling_is_refused_with_a_sentence(
    spelling: str, value: object, message: str
) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        encode(value)


def test_lists_nested_too_deep_are_refused(spelling: str) -> None:
    deep: list[object] = []
    for _ in range(2 * MAX_DEPTH):
        deep = [deep]
    with pytest.raises(ValueError, match="nest deeper"):
        encode(deep)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"NaN",
        b"Infinity",
        b"1e999",
        b"01",
        b"[1,]",
        b"'a'",
        b'"\\ud800"',
        b'"\xff"',
        b"\xef\xbb\xbf{}",
        b'"a\tb"',
        b"[" * 100_000,
        b"{} {}",
    ],
)
def test_bytes_that_are_not_strict_json_are_refused(spelling: str, text: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(text)


@pytest.mark.parametrize(
    "text",
    [b'{"a": 1}', b'{"a":1}\r', b'{"a":1.50}', b'{"a":1E5}', b'{"a":1,"a":1}', b'{"a":"\\u0041"}',
     b'{"a":18446744073709551616}', b'{"a":-0}', b' {"a":1}'],
)  # fmt: skip
def test_another_spelling_of_the_same_value_is_not_canonical(spelling: str, text: bytes) -> None:
    assert not is_spelled(text, decode(text))


def test_many_records_have_the_lines_of_each_by_itself() -> None:
    texts = ['}},{"t":', "},{", "a\nb", "annulled", "null"]
    docs: list[dict[str, object] | None] = [{"text": text, "list": [{"u": 1}]} for text in texts]
    changes = [RawChange("questions", str(i), doc) for i, doc in enumerate([*docs, None])]

    assert record_lines(changes) == b"".join(record_line(change) + b"\n" for change in changes)


@pytest.mark.parametrize(
    "doc", [{"list": [{"u": 1}, {"t": 2}]}, {"number": math.nan}, {"number": {1}}]
)
def test_records_that_have_to_be_looked_at_alone_are_told(doc: dict[str, object]) -> None:
    plain = RawChange("questions", "a", {"text": "b"})

    assert record_lines([plain, RawChange("questions", "c", doc), plain]) is None


def test_one_such_record_among_many_is_written_like_any_other(tmp_path: Path) -> None:
    changes = [RawChange("rows", str(i), {"number": i}) for i in range(1200)]
    changes[700] = RawChange("rows", "700", {"list": [{"u": 1}, {"t": 2}], "nothing": None})
    journal = Journal(tmp_path / "ledger")
    with journal.writing(new_ledger_id="x") as writer:
        writer.append(changes, user="ana", command="import", at="2026-11-21T10:00:00Z")

    lines = Path(journal.path).read_bytes().splitlines()
    assert lines[1:-1] == [record_line(change) for change in changes]
    assert journal.verify().ok
