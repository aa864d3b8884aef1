"""The table of candidates: what stands in it, and what comes back out of a spreadsheet."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.errors import Problem
from forecastctl.formats.review_csv import (
    COLUMNS,
    Decision,
    ReviewFile,
    ReviewRow,
    Waiting,
    Wanted,
    read_review,
    write_review,
)
from forecastctl.model import Article, Candidate, ClaimKind, Evidence, Precision, Said

ARTICLE = Article(
    id="3f2ab90c11d4",
    title="Port talks stall",
    published=date(2026, 3, 17),
    precision=Precision.DAY,
)
PORT = Candidate(
    id="4a9c01d2e7b3",
    article=ARTICLE.id,
    claim="The port will reopen before the autumn of 2026",
    source="officials",
    source_kind="anonymous",
    said=Said.WILL_NOT,
    hedge="unlikely",
    probability=0.21,
    low=0.1,
    high=0.33,
    made=date(2026, 3, 17),
    due=date(2026, 8, 31),
    due_flags=("season_north",),
    evidence=(Evidence(start=58, end=106, quote="the port is unlikely to reopen"),),
    context="Talks stalled on Monday; the port is unlikely to reopen, officials said.",
    confidence=0.9,
)
HEADER = ",".join(COLUMNS)


def table(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


def decided(text: str, **cells: str) -> str:
    """The table with these cells in its first row."""
    lines = text.splitlines()
    row = lines[1].split(",")
    for name, cell in cells.items():
        row[COLUMNS.index(name)] = cell
    return "\n".join([lines[0], ",".join(row), *lines[2:]]) + "\n"


def written(candidate: Candidate = PORT) -> str:
    plain = replace(candidate, context=None)
    return write_review([Waiting(plain, ARTICLE, "Ines Sol", "Tradewatch")])


def wanted(text: str) -> Wanted:
    [row] = read_review(text).rows
    assert row.wanted is not None
    return row.wanted


def problems(text: str) -> tuple[Problem, ...]:
    return read_review(text).problems


def test_a_candidate_is_a_row_of_25_columns_without_a_decision() -> None:
    assert write_review([Waiting(PORT, ARTICLE, None, "Tradewatch")]) == (
        "decision,id,article,title,published,author,outlet,source,source_kind,via,made,due,"
        "probability,polarity,claim,condition,kind,event,question,note,hedge,quote,context,flags,"
        "confidence\n"
        ",4a9c01d2e7b3,3f2ab90c11d4,Port talks stall,2026-03-17,,Tradewatch,officials,anonymous,,"
        "2026-03-17,2026-08-31,0.21,-,The port will reopen before the autumn of 2026,,forecast,,,,"
        'unlikely,the port is unlikely to reopen,"Talks stalled on Monday; the port is unlikely to '
        'reopen, officials said.",season_north,0.9\n'
    )
    assert len(COLUMNS) == 25


def test_what_is_missing_is_an_empty_cell() -> None:
    bare = Candidate(
        id="77e0d15b9a26", article="gone00000000", claim="It rains", source="x", source_kind="y"
    )

    assert write_review([Waiting(bare, None, None, None)]).splitlines()[1] == (
        ",77e0d15b9a26,gone00000000,,,,,x,y,,,,,+,It rains,,forecast,,,,,,,,0.0"
    )


def test_a_row_that_was_only_accepted_says_what_was_found() -> None:
    text = decided(written(), decision="accept")

    assert read_review(text) == ReviewFile(
        rows=(
            ReviewRow(
                "line 2",
                Decision.ACCEPT,
                PORT.id,
                Wanted(
                    source="officials",
                    via=(),
                    made=date(2026, 3, 17),
                    due=date(2026, 8, 31),
                    probability="0.21",
                    said=Said.WILL_NOT,
                    claim=PORT.claim,
                    condition=None,
                    kind=ClaimKind.FORECAST,
                    event=None,
                    question=None,
                    note=None,
                ),
            ),
        )
    )


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("2026-12-31", date(2026, 12, 31)),
        ("none", "none"),
        ("eoy", "eoy"),
        ("EOY", "eoy"),
        ("+1y", "+1y"),
        ("'+1y", "+1y"),
        ("", None),
    ],
)
def test_the_due_cell_takes_a_day_or_a_word(cell: str, due: object) -> None:
    assert wanted(decided(written(), decision="accept", due=cell)).due == due


@pytest.mark.parametrize(("cell", "said"), [("-", "-"), ("'-", "-"), ("+", "+"), ("'+", "+")])
def test_the_polarity_comes_back_with_and_without_an_apostrophe(cell: str, said: str) -> None:
    assert wanted(decided(written(), decision="accept", polarity=cell)).said == said


def test_rows_that_are_not_accepted_need_no_other_cell() -> None:
    text = table(
        *(
            ",".join([decision, id, *[""] * 23])
            for decision, id in (("reject", "aaaa00000000"), ("", "bbbb00000000"))
        )
    )

    assert read_review(text).rows == (
        ReviewRow("line 2", Decision.REJECT, "aaaa00000000"),
        ReviewRow("line 3", Decision.NONE, "bbbb00000000"),
    )


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("decision", "yes", "'yes' is none of accept, reject or empty"),
        ("id", "", "is empty"),
        ("made", "17/03/2026", "'17/03/2026' is not a day such as 2026-12-31"),
        ("due", "soon", "'soon' is not a day such as 2026-12-31, nor one of none, eoy, +1y"),
        ("polarity", "not", "'not' is none of +, -"),
        ("claim", "", "is empty"),
        ("source", "'", "is empty"),
        ("kind", "hope", "is none of forecast, plan, scheduled, conditional, possibility"),
        ("via", "a\\", "ends in a backslash"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(column: str, cell: str, message: str) -> None:
    text = decided(decided(written(), decision="accept"), **{column: cell})

    [problem] = problems(text)

    assert (problem.where, problem.field) == ("line 2", column)
    assert message in problem.message
    assert read_review(text).rows == ()


def test_all_problems_of_a_table_are_told_at_once() -> None:
    good = decided(written(), decision="accept").splitlines()[1]
    text = table(good.replace("2026-08-31", "x").replace("forecast", "y"), "accept,1", good, good)

    assert [(problem.where, problem.field) for problem in problems(text)] == [
        ("line 2", "due"),
        ("line 2", "kind"),
        ("line 3", None),
        ("line 5", "id"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the column decision is missing"),
        ("decision,id\n", "the column source is missing"),
        (f"{HEADER},due\n", "the column 'due' is there twice"),
        (HEADER.replace(",", ";"), "semicolons part the columns; save the table with commas"),
        (f'{HEADER}\n"', "line 2"),
    ],
)
def test_a_table_without_its_columns_is_refused(text: str, message: str) -> None:
    [problem] = problems(text)

    assert message in problem.message


def test_columns_in_any_order_and_further_ones_are_taken() -> None:
    cells = dict(zip(COLUMNS, decided(written(), decision="accept").splitlines()[1].split(","),
                     strict=True)) | {"who": "ana"}  # fmt: skip
    names = sorted(cells)

    back = read_review(",".join(names) + "\n" + ",".join(cells[name] for name in names) + "\n")

    assert back.ignored_columns == ("'who'",)
    assert back.rows[0].id == PORT.id
    assert back.problems == ()


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).map(
    lambda text: f"x{text}x" if text.strip() != text else text
)


@given(TEXT, TEXT, st.lists(TEXT, max_size=3), TEXT)
def test_hostile_text_comes_back_as_it_was(
    claim: str, source: str, via: list[str], condition: str
) -> None:
    candidate = replace(PORT, claim=claim, source=source, via=tuple(via), condition=condition)
    text = write_review([Waiting(candidate, ARTICLE, "=A", "@B")])
    back = wanted(text.replace("\n,4a9c", "\naccept,4a9c", 1))

    assert (back.claim, back.source, back.via, back.condition) == (
        claim,
        source,
        tuple(via),
        condition,
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "'"])
def test_no_spreadsheet_takes_a_text_for_a_formula(start: str) -> None:
    text = written(replace(PORT, claim=f"{start}SUM(A1)", hedge=f"{start}1"))

    assert f",'{start}SUM(A1)," in text
    assert f",'{start}1," in text


@pytest.mark.parametrize("id", ["123456789012", "1234e5678901"])
def test_an_id_that_looks_like_a_number_gets_an_apostrophe_and_loses_it(id: str) -> None:
    text = decided(written(replace(PORT, id=id)), decision="reject")

    assert f",'{id}," in text
    assert read_review(text).rows[0].id == id
