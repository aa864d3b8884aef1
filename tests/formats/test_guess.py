"""The finished line for a table that no format knows."""

import pytest

from forecastctl.errors import UsageError
from forecastctl.formats.guess import guess_options
from foreign_case import parsed


@pytest.mark.parametrize(
    ("header", "options", "map"),
    [
        (
            ["Prediction", "How sure", "Date", "Right"],
            "--from csv --scale 0-1|0-100 --source me",
            "'question=Prediction,probability=How sure,made=Date,due=?,outcome=Right'",
        ),
        (
            ["who", "claim", "confidence", "made on", "deadline", "resolved at"],
            "--from csv --scale 0-1|0-100",
            "'question=claim,source=who,probability=confidence,made=made on,due=deadline,"
            "happened_on=resolved at'",
        ),
        (
            ["Title, long", 'P "yes"', "Zz"],
            "--from csv --scale 0-1|0-100 --source me",
            """'question="Title, long",probability=?,made=?,due=?'""",
        ),
    ],
)
def test_each_column_gets_the_header_most_like_it(
    header: list[str], options: str, map: str
) -> None:
    assert guess_options(header, "csv") == (options, map)


def test_a_known_header_needs_no_guess_and_an_ambiguous_one_a_choice() -> None:
    with pytest.raises(UsageError, match="no known format has these columns"):
        parsed("Prediction,How sure\nx,1\n")
    with pytest.raises(UsageError, match="no known format has these keys"):
        parsed('{"Prediction": "x", "How sure": 1}\n{"Prediction": "y"}\n')
    both = "statement,resolve_by,outcome,questionTitle,forecast\n"
    with pytest.raises(UsageError, match="could be fatebook-sheet or augur; name one with --from"):
        parsed(both)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("question;probability;made\nx;1;2\n", "save it with commas"),
        ("question\tprobability\tmade\nx\t1\t2\n", "save it with commas"),
        ("Question ID,Question Type\n1,binary\n", "name Metaculus's zip, or their folder"),
        ("one\n", "is in no known format; name a format with --from"),
    ],
)
def test_a_table_that_is_nearly_readable_is_answered_with_what_to_do(
    text: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        parsed(text)


def test_a_first_line_without_an_end_is_in_no_known_format() -> None:
    with pytest.raises(UsageError, match="is in no known format"):
        parsed("x" * 200_000)
