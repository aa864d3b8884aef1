"""Our export as CSV: its exact text, spreadsheets, and what is refused."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.formats import registry
from forecastctl.formats.csv_columns import COLUMNS, bare, id_cell, list_cell, text_cell
from forecastctl.formats.document import Document, Parsed, ReadOptions
from forecastctl.formats.table import read_rows, write_row
from forecastctl.model import (
    Article,
    ClaimKind,
    Evidence,
    Forecast,
    Method,
    Outcome,
    Precision,
    Question,
    Resolution,
    Said,
    Source,
    SourceKind,
)

DOCUMENT = Document(
    sources=(
        Source(id="city-post", name="City Post", kind=SourceKind.OUTLET),
        Source(id="league", name="League"),
    ),
    articles=(
        Article(
            id="00000000000a",
            title="Ferry late, again",
            published=date(2026, 2, 3),
            precision=Precision.DAY,
            sha256="0" * 64,
        ),
    ),
    questions=(
        Question(
            id="12345678",
            text="=SUM of ferries exceeds 10",
            criteria="the log, page 1",
            opened=date(2026, 2, 3),
            due=date(2026, 6, 30),
            check_on=date(2026, 7, 15),
            tags=("sea", "a;b"),
        ),
        Question(id="7vb1s0np", text="Nobody has forecast this", origin="peer:question:1"),
    ),
    forecasts=(
        Forecast(
            id="9t0c3kde",
            question="12345678",
            source="city-post",
            made=date(2026, 2, 3),
            made_at=datetime(2026, 2, 3, 8, 15, 9, tzinfo=UTC),
            via=("league",),
            probability=0.07,
            low=0.02,
            high=0.15,
            wording="will not",
            method=Method.WORDED,
            said=Said.WILL_NOT,
            claim_kind=ClaimKind.FORECAST,
            evidence=(
                Evidence(article="00000000000a", start=118, end=130, quote='"no"\nit said'),
                Evidence(article="00000000000a", start=140, end=150),
            ),
            note="-5 for style",
        ),
    ),
    resolutions=(
        Resolution(
            question="12345678",
            outcome=Outcome.NO,
            happened_on=date(2026, 7, 2),
            recorded_at=datetime(2026, 7, 3, 9, tzinfo=UTC),
            by="ana",
            proof="https://example.org/log",
        ),
    ),
)
ROWS = (
    "'12345678,'=SUM of ferries exceeds 10,\"the log, page 1\",,2026-02-03,2026-06-30,false,"
    "2026-07-15,sea;a\\;b,,,9t0c3kde,city-post,outlet,league,0.07,0.02,0.15,2026-02-03,"
    '2026-02-03T08:15:09Z,worded,will not,-,forecast,,00000000000a,"Ferry late, again",'
    f'2026-02-03,\'{"0" * 64},"""no""\nit said",118,130,\'-5 for style,no,2026-07-02,'
    "2026-07-03T09:00:00Z,ana,https://example.org/log,,\n"
    "7vb1s0np,Nobody has forecast this,,,,none,false,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,"
    "peer:question:1\n"
)
HEADER = ",".join(COLUMNS)


def read(text: str, *, strict: bool = False) -> Parsed:
    return registry.read_records(text.encode(), None, ReadOptions(strict=strict))


def row(**cells: str) -> str:
    """A row that is good but for what is given."""
    good = {
        "question_id": "7vb1s0np",
        "question": "Rain falls",
        "due": "2026-12-31",
        "forecast_id": "9t0c3kde",
        "source": "me",
        "probability": "0.4",
        "made": "2026-10-01",
    }
    return write_row((good | cells).get(name, "") for name in COLUMNS)


def faults(*rows: str) -> list[tuple[str, str | None]]:
    parsed = read(HEADER + "\n" + "".join(rows))
    return [(each.where, each.field) for each in parsed.problems]


def test_a_row_for_each_forecast_and_for_each_question_without_one() -> None:
    assert registry.write_document(DOCUMENT, "csv") == HEADER + "\n" + ROWS


def test_what_the_table_cannot_hold_is_counted() -> None:
    assert registry.left_out(DOCUMENT, "csv") == (
        "left out: 1 further quote; --to json has everything"
    )
    assert registry.left_out(DOCUMENT, "json") is None
    assert registry.left_out(Document(), "csv") is None


def test_reading_gives_the_records_back() -> None:
    parsed = read(HEADER + "\n" + ROWS)

    records = {(each.table, each.record.id): each.record for each in parsed.records}
    assert parsed.problems == ()
    assert records["questions", "12345678"] == DOCUMENT.questions[0]
    assert records["questions", "7vb1s0np"] == DOCUMENT.questions[1]
    assert records["resolutions", "12345678"] == DOCUMENT.resolutions[0]
    assert records["articles", "00000000000a"] == DOCUMENT.articles[0]
    forecast = records["forecasts", "9t0c3kde"]
    assert isinstance(forecast, Forecast)
    assert forecast.evidence == DOCUMENT.forecasts[0].evidence[:1]
    assert records["sources", "city-post"] == Source(
        id="city-post", name="city-post", kind=SourceKind.OUTLET
    )
    assert records["sources", "league"].id == "league"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    assert text_cell(f"{start}cmd") == f"'{start}cmd"
    assert text_cell(f" {start}cmd") == f" {start}cmd"


@pytest.mark.parametrize("id", ["12345678", "1234e567", "00000000000a"])
def test_an_id_that_looks_like_a_number_gets_an_apostrophe(id: str) -> None:
    assert id_cell(id) == (id if id.endswith("a") else f"'{id}")


@given(st.text())
def test_the_apostrophe_comes_off_again(text: str) -> None:
    assert bare(text_cell(text)) == text
    assert bare(id_cell(text)) == text


@given(st.lists(st.text(min_size=1), max_size=4))
def test_lists_survive_semicolons_and_backslashes(texts: list[str]) -> None:
    from forecastctl.formats.csv_columns import QUESTION

    [tags] = [column for column in QUESTION.columns if column.name == "tags"]
    readable = [text.replace("\0", "") or "x" for text in texts]

    assert list_cell(readable) == tags.write(tuple(readable))
    if readable:
        assert tags.read(tags.write(tuple(readable))) == tuple(readable)


@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2))
)
def test_rows_are_read_as_they_were_written(rows: list[list[str]]) -> None:
    text = "".join(map(write_row, rows))

    assert [row.cells for row in read_rows(text)] == rows


def test_rows_are_numbered_by_the_line_on_which_they_start() -> None:
    assert [row.line for row in read_rows('a,b\n"c\nd",e\n\nf,g\n')] == [1, 2, 5]


@pytest.mark.parametrize("text", ['a,"b\n', 'a,"b"c\n'])
def test_a_quote_out_of_place_is_an_error_with_its_line(text: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        list(read_rows("x,y\n" + text))


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"due": ""}, "due"),
        ({"due": "soon"}, "due"),
        ({"question": ""}, "question"),
        ({"question": " "}, "question"),
        ({"question_id": "abc"}, "question_id"),
        ({"made": ""}, "made"),
        ({"source": ""}, "source"),
        ({"source": "City Post"}, "source"),
        ({"probability": "70%"}, "probability"),
        ({"probability": "1_0"}, "probability"),
        ({"probability": "nan"}, "probability"),
        ({"probability": "0,4"}, "probability"),
        ({"probability": "1.1"}, "probability"),
        ({"low": "0.1"}, "low, high"),
        ({"method": "guessed"}, "method"),
        ({"method": "worded"}, "wording"),
        ({"said": "no"}, "said"),
        ({"via": "City Post"}, "via"),
        ({"tags": "a;;b"}, "tags"),
        ({"tags": "a\\"}, "tags"),
        ({"due": "none", "due_assumed": "true"}, "due_assumed"),
        ({"due_assumed": "1"}, "due_assumed"),
        ({"outcome": "yes"}, "recorded_at"),
        ({"happened_on": "2026-12-31"}, "outcome"),
        ({"quote_start": "5"}, "quote"),
        ({"article_title": "x"}, "article"),
        ({"forecast_id": ""}, "forecast_id"),
        ({"criteria": "x" * (2**20 + 1)}, "criteria"),
    ],
)
def test_a_bad_cell_is_named_by_its_line_and_column(cells: dict[str, str], field: str) -> None:
    assert faults(row(forecast_id="0t0c3kde"), row(**cells)) == [("line 3", field)]


def test_rows_of_one_question_have_to_agree() -> None:
    assert faults(
        row(),
        row(forecast_id="0t0c3kde", criteria="x", due="none"),
        row(forecast_id="1t0c3kde", source="bbc", source_kind="outlet"),
        row(forecast_id="2t0c3kde", source="bbc", source_kind="person"),
    ) == [("line 3", "criteria"), ("line 3", "due"), ("line 5", "source_kind")]


def test_a_row_with_too_few_cells_is_a_problem() -> None:
    assert faults("7vb1s0np,Rain\n") == [("line 2", None)]


def test_columns_go_by_their_names_and_unknown_ones_are_said_once() -> None:
    text = (
        "made,colour,recorded_at,probability,source,forecast_id,due,question,question_id\r\n"
        "2026-10-01,red,,.5,me,9t0c3kde,none,Rain falls,7vb1s0np\r\n"
    )

    parsed = read("\ufeff" + text)

    assert (parsed.problems, parsed.notes) == ((), ("ignored columns: 'colour'",))
    [forecast] = [each.record for each in parsed.records if each.table == "forecasts"]
    assert isinstance(forecast, Forecast)
    assert (forecast.probability, forecast.method) == (0.5, Method.STATED)
    [problem] = read(text, strict=True).problems
    assert problem.message == "unknown columns: 'colour'"


def test_a_missing_column_is_one_problem_not_one_a_row() -> None:
    text = HEADER.replace(",due,", ",") + "\n" + row() + row()

    [problem] = read(text).problems

    assert (problem.where, problem.message) == ("line 1", "the column due is missing")


def test_a_repeated_column_is_a_problem() -> None:
    assert [each.message for each in read(f"{HEADER},made\n").problems] == [
        "the column 'made' is there twice"
    ]
