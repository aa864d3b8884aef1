"""A table scored as it streams by: the same numbers and problems as after an import."""

import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecastctl.actions.file_rows import FileRows
from forecastctl.actions.transfer import ImportOptions, import_records
from forecastctl.formats.document import ReadOptions
from forecastctl.formats.generic import ready_teller
from forecastctl.formats.intake import Intake
from forecastctl.scoring.engine import build_tables_in_blocks
from forecastctl.scoring.tables import GroupBy, ScoringTables, Selection
from foreign_case import parsed
from ledger_table import Book

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
HEADER = (
    "question,source,probability,made,due,outcome,happened_on,low,high,method,wording,tags,via,note"
)
OPTIONS = ReadOptions(scale="0-1", recorded_at=NOW)


def row(
    claim: int,
    source: str,
    p: float,
    made: str,
    words: str = "",
    note: str = "",
) -> str:
    """A row on one of a few questions, whose outcome and tags go with their number."""
    outcome = ("yes,2026-03-31", "no,", "void,", ",")[claim % 4]
    numbers = ("0,1,worded", words) if words else (",,", "")
    tags, via = f"t{claim % 3}", "wire" if claim % 2 else ""
    asked = f"Claim {claim},{source},{p},{made},2026-06-30,{outcome}"
    return f"{asked},{numbers[0]},{numbers[1]},{tags},{via},{note}"


rows = st.lists(
    st.builds(
        row,
        claim=st.integers(0, 7),
        source=st.sampled_from(["Ana", "Bo", "ana", "me"]),
        p=st.sampled_from([0.0, 0.2, 0.7, 1.0]),
        made=st.sampled_from(
            ["2026-01-05", "2026-01-06", "2026-01-05T10:00:00Z", "2026-01-05T09:00:00-02:00"]
        ),
        words=st.sampled_from(["", "may", "likely"]),
        note=st.sampled_from(["", "", "a note"]),
    ),
    max_size=30,
)


def streamed(text: str, options: ReadOptions = OPTIONS) -> tuple[FileRows, Intake]:
    intake = Intake("csv", options)
    return FileRows(ready_teller(intake, "csv"), io.StringIO(text)), intake


def tables(held: FileRows, selection: Selection) -> ScoringTables:
    return build_tables_in_blocks(held.blocks(selection), selection)


@settings(max_examples=60, deadline=None)
@given(rows=rows, by=st.sampled_from(GroupBy))
def test_the_tables_and_problems_are_those_of_an_import(rows: list[str], by: GroupBy) -> None:
    text = "\n".join([HEADER, *rows]) + "\n"
    selection = Selection(today=TODAY, by=by)
    book = Book()
    done = parsed(text, "csv", scale="0-1", recorded_at=NOW)
    with book.write() as ledger:
        result = import_records(ledger, done, ImportOptions(skip_bad=True))

    held, intake = streamed(text)

    assert tables(held, selection) == book.read().scoring_tables(selection)
    assert {problem.where for problem in intake.parsed().problems} == {
        problem.where for problem in result.problems
    }
    assert {source.id for source in held.sources} >= {
        source.id for source in book.read().sources() if source.id != "wire"
    }


def test_identical_rows_count_once_and_others_under_one_key_are_problems() -> None:
    first = row(0, "Ana", 0.7, "2026-01-05")
    text = "\n".join([HEADER, first, first, row(0, "Ana", 0.7, "2026-01-05", note="else")])

    held, intake = streamed(text)

    done = intake.parsed()
    assert [(each.where, each.message) for each in done.problems] == [
        ("line 4", "this forecast is there already, with other content (line 2)")
    ]
    assert "1 record repeated: that counts once" in done.notes
    assert tables(held, Selection(today=TODAY)).total.n == 1


def test_an_id_that_is_used_twice_is_a_problem_across_questions() -> None:
    text = "\n".join(
        [
            f"{HEADER},id",
            row(0, "Ana", 0.7, "2026-01-05") + ",a1",
            row(1, "Ana", 0.7, "2026-01-05") + ",a1",
            row(1, "Bo", 0.7, "2026-01-05") + ",a2",
            row(1, "Bo", 0.7, "2026-01-05") + ",a2",
        ]
    )

    held, intake = streamed(text)

    assert [each.where for each in intake.parsed().problems] == ["line 3"]
    assert tables(held, Selection(today=TODAY)).total.n == 2


def test_the_last_forecast_counts_by_its_instant_not_by_its_line() -> None:
    late, early = "2026-01-05T10:00:00Z", "2026-01-05T09:00:00Z"
    text = "\n".join([HEADER, row(0, "Ana", 0.7, late), row(0, "Ana", 0.2, early)])

    [cell] = tables(streamed(text)[0], Selection(today=TODAY)).total.cells

    assert cell.p == 700_000_000_000


def test_a_time_before_1970_is_a_time() -> None:
    made, later = "1969-12-31T23:59:59Z", "1969-12-31T23:59:59.5Z"
    text = "\n".join([HEADER, row(0, "Ana", 0.7, later), row(0, "Ana", 0.2, made)])

    [cell] = tables(streamed(text)[0], Selection(today=TODAY)).total.cells

    assert cell.p == 700_000_000_000


@pytest.mark.parametrize("only", ["Ana", "ana"])
def test_only_one_source_is_kept(only: str) -> None:
    text = "\n".join([HEADER, row(0, "Ana", 0.7, "2026-01-05"), row(0, "Bo", 0.7, "2026-01-05")])

    held, _ = streamed(text, ReadOptions(scale="0-1", recorded_at=NOW, only=only))

    assert [source.id for source in held.sources] == ["ana"]


def test_what_a_report_never_shows_is_checked_all_the_same() -> None:
    text = "\n".join([HEADER, row(0, "Ana", 0.7, "2026-01-05", note="a\0b")])

    _, intake = streamed(text)

    assert [(each.where, each.field) for each in intake.parsed().problems] == [("line 2", "note")]
