"""Our export as JSON and JSON lines: its exact text, and what is refused."""

import dataclasses
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from forecastctl import __version__
from forecastctl.errors import UsageError
from forecastctl.formats import registry
from forecastctl.formats.document import Document, Parsed, ReadOptions
from forecastctl.formats.fields import SHAPES
from forecastctl.model import Evidence, Forecast, Outcome, Question, Resolution, Source

DOCUMENT = Document(
    sources=(Source(id="me", name="me"),),
    questions=(Question(id="001q0000", text="Größer „als“ 5", due=date(2026, 12, 31)),),
    forecasts=(
        Forecast(
            id="001f0000",
            question="001q0000",
            source="me",
            made=date(2026, 11, 21),
            made_at=datetime(2026, 11, 21, 9, 30, 0, 5000, tzinfo=UTC),
            probability=1 / 3,
            evidence=(Evidence(quote="a third"),),
        ),
    ),
    resolutions=(
        Resolution(
            question="001q0000",
            outcome=Outcome.NO,
            recorded_at=datetime(2027, 1, 1, tzinfo=UTC),
        ),
    ),
)

SOURCE_LINE = '{"type":"source","id":"me","name":"me","kind":"unknown","aliases":[],"parent":null}'
QUESTION_LINE = (
    '{"type":"question","id":"001q0000","text":"Größer „als“ 5","question_type":"binary",'
    '"criteria":null,"condition":null,"opened":null,"due":"2026-12-31","due_assumed":false,'
    '"check_on":null,"tags":[],"event":null,"note":null,"origin":null}'
)
FORECAST_LINE = (
    '{"type":"forecast","id":"001f0000","question":"001q0000","source":"me","made":"2026-11-21",'
    '"made_at":"2026-11-21T09:30:00.005000Z","via":[],"probability":0.3333333333333333,'
    '"low":null,"high":null,"wording":null,"method":"stated","said":"+","claim_kind":null,'
    '"evidence":[{"article":null,"start":null,"end":null,"quote":"a third"}],'
    '"url":null,"note":null,"origin":null}'
)
RESOLUTION_LINE = (
    '{"type":"resolution","question":"001q0000","outcome":"no",'
    '"recorded_at":"2027-01-01T00:00:00Z","happened_on":null,"by":null,"proof":null,'
    '"note":null,"origin":null}'
)
HEADER = f'{{"schema":"forecastctl.export/1","exported_by":"forecastctl {__version__}"}}'


def read(text: str, **options: Any) -> Parsed:
    return registry.read_records(
        text.encode("utf-8", "surrogatepass"), None, ReadOptions(**options)
    )


def faults(text: str) -> list[tuple[str, str | None, str]]:
    return [(each.where, each.field, each.message) for each in read(text).problems]


def test_json_lines_are_a_header_and_a_record_a_line_with_every_field() -> None:
    assert registry.write_document(DOCUMENT, "jsonl").splitlines() == [
        HEADER,
        SOURCE_LINE,
        QUESTION_LINE,
        FORECAST_LINE,
        RESOLUTION_LINE,
    ]


def test_json_is_one_object_with_an_array_for_each_kind_of_record() -> None:
    text = registry.write_document(DOCUMENT, "json")

    document = json.loads(text)
    assert list(document) == ["schema", "exported_by", *SHAPES]
    assert document["exported_by"] == f"forecastctl {__version__}"
    assert document["questions"][0]["type"] == "binary"
    assert document["forecasts"][0]["probability"] == 1 / 3
    assert document["candidates"] == []
    assert text.endswith("}\n")


def test_every_field_of_every_record_has_its_place() -> None:
    for shape in SHAPES.values():
        assert isinstance(shape.make, type)
        assert [field.name for field in shape.fields] == [
            field.name for field in dataclasses.fields(shape.make)
        ]


def lines(*rows: str) -> str:
    return "\n".join((HEADER, *rows)) + "\n"


def changed(line: str, **fields: object) -> str:
    return json.dumps(json.loads(line) | fields)


def test_all_faults_are_told_at_once_with_line_and_field() -> None:
    text = lines(
        changed(SOURCE_LINE, kind="robot", colour="red"),
        changed(QUESTION_LINE, id="Q1", due="31.12.2026", tags="a"),
        changed(FORECAST_LINE, probability=7, made=None),
        changed(FORECAST_LINE, probability=True, evidence=[{"start": 1.5}, {"quoet": "x"}]),
    )

    assert [(where, field) for where, field, _ in faults(text)] == [
        ("line 2", "kind"),
        ("line 2", "colour"),
        ("line 3", "id"),
        ("line 3", "due"),
        ("line 3", "tags"),
        ("line 4", "made"),
        ("line 4", "probability"),
        ("line 5", "probability"),
        ("line 5", "evidence[0].start"),
    ]


@pytest.mark.parametrize(
    ("line", "field", "message"),
    [
        (changed(FORECAST_LINE, probability=1.5), "probability", "'1.5' is not a number in 0..1"),
        (changed(FORECAST_LINE, low=0.9, high=1), "low, high", "needs 0 <= low <= probability"),
        (
            changed(FORECAST_LINE, method="worded", evidence=[]),
            "wording",
            "a worded forecast keeps its words",
        ),
        (changed(FORECAST_LINE, source="Me"), "source", "(such as me)"),
        (changed(FORECAST_LINE, evidence=[{}]), "evidence[0]", "needs a quote"),
        (changed(FORECAST_LINE, made="2026-1-1"), "made", "is not a day"),
        (changed(FORECAST_LINE, made="20260101"), "made", "is not a day"),
        (changed(FORECAST_LINE, made_at="2026-11-21T09:30:00"), "made_at", "not an instant"),
        (changed(QUESTION_LINE, text=" "), "text", "cannot be blank"),
        (changed(QUESTION_LINE, due=None, due_assumed=True), "due_assumed", "no due day"),
        (changed(QUESTION_LINE, due_assumed="no"), "due_assumed", "neither true nor false"),
        (changed(QUESTION_LINE, criteria="a\0b"), "criteria", "holds a NUL"),
        (changed(QUESTION_LINE, criteria="\ud800"), "criteria", "half a character"),
        (changed(QUESTION_LINE, criteria="x" * (2**20 + 1)), "criteria", "is longer than"),
        (changed(QUESTION_LINE, criteria=["x"]), "criteria", "is not text"),
        (QUESTION_LINE.replace('"due":"2026-12-31",', ""), "due", "is missing"),
        (changed(RESOLUTION_LINE, outcome="maybe"), "outcome", "none of yes, no, void"),
        (changed(SOURCE_LINE, type="person"), "type", "'person' is none of source, article"),
        (changed(SOURCE_LINE, parent="me"), "parent", "cannot be its own parent"),
        ('{"type":"source","id":"me","id":"me","name":"me"}', None, "the key 'id' is there twice"),
        ("[1]", None, "is not an object"),
        ("{", None, "is not JSON"),
        ("[" * 100_000, None, "is nested too deep"),
        (FORECAST_LINE.replace("0.3333333333333333", "NaN"), "probability", "'nan' is not a"),
        (FORECAST_LINE.replace("0.3333333333333333", "1e999"), "probability", "'inf' is not a"),
    ],
)
def test_a_bad_line_is_named_with_its_fault(line: str, field: str | None, message: str) -> None:
    parsed = read(lines(SOURCE_LINE, line))

    [problem] = parsed.problems
    assert (problem.where, problem.field) == ("line 3", field)
    assert message in problem.message
    assert [located.table for located in parsed.records] == ["sources"]


def test_in_json_a_record_is_named_by_its_path() -> None:
    document = json.loads(registry.write_document(DOCUMENT, "json"))
    document["forecasts"][0]["evidence"].append({"start": 5})

    assert faults(json.dumps(document)) == [
        ("forecasts[0]", "evidence[1]", "start and end go together")
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"schema": "forecastctl.export/2", "sources": []}', "written by a later version"),
        ('{"schema": "forecastctl.export/1", "people": []}', "the key 'people' is unknown"),
        ('{"schema": "forecastctl.export/1", "sources": {}}', "is not a list"),
        ('{"schema": "forecastctl.export/1", "sources": [', "is not JSON"),
        (HEADER.replace("/1", "/9") + "\n", "written by a later version"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem(text: str, message: str) -> None:
    [problem] = read(text).problems

    assert message in problem.message


def test_a_record_twice_counts_once_and_another_of_its_id_is_a_problem() -> None:
    again = read(lines(SOURCE_LINE, SOURCE_LINE))
    other = read(lines(SOURCE_LINE, changed(SOURCE_LINE, kind="self")))

    assert (again.problems, len(again.records)) == ((), 1)
    assert again.notes == ("1 record repeated: that counts once",)
    [problem] = other.problems
    assert problem.message == "me is there already, with other content (line 2)"


def test_a_missing_field_keeps_its_default() -> None:
    [question] = read(lines('{"type":"question","id":"001q0000","text":"Rain","due":null}')).records

    assert question.record == Question(id="001q0000", text="Rain")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_byte_order_mark_and_line_ends_do_not_matter(ends: str) -> None:
    text = "\ufeff" + lines(SOURCE_LINE, "", QUESTION_LINE).replace("\n", ends)

    assert (len(read(text).records), read(text).problems) == (2, ())


def test_bytes_that_are_not_utf8_are_named_by_their_place() -> None:
    parsed = registry.read_records(HEADER.encode() + b"\n\xff", None, ReadOptions())

    assert [each.message for each in parsed.problems] == [f"is not UTF-8 (byte {len(HEADER) + 1})"]


def test_a_file_may_not_be_larger_than_allowed() -> None:
    [problem] = read(lines(SOURCE_LINE), max_size=10).problems

    assert "is larger than 10 bytes; --max-size raises that" in problem.message


def test_an_unknown_format_or_file_is_a_usage_error_with_the_list() -> None:
    with pytest.raises(UsageError, match="'excel' is no format; choose from forecastctl"):
        registry.read_records(b"", "excel", ReadOptions())
    with pytest.raises(UsageError, match="the file is in no known format; name a format with --"):
        read('{"weather": "rain"}')
