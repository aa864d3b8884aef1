"""Survey forecasts of the Good Judgment Project."""

from datetime import date
from pathlib import Path

import pytest

from forecastctl.formats.document import Parsed
from forecastctl.model import Forecast, Outcome, Question, Resolution
from foreign_case import all_of, faults, parsed, said
from foreign_samples import SAMPLES


def read(
    folder: Path, *changes: tuple[str, str], asked: tuple[tuple[str, str], ...] = ()
) -> Parsed:
    """Two forecasts, with other words in the table of forecasts or in that of questions."""
    text = SAMPLES["gjp"].path(folder).read_text("utf-8")
    questions = (folder / "ifps.csv").read_text("utf-8")
    for old, new in changes:
        text = text.replace(old, new, 1)
    for old, new in asked:
        questions = questions.replace(old, new, 1)
    return parsed(text, questions=questions.encode())


def test_the_row_of_option_a_is_the_forecast(tmp_path: Path) -> None:
    forecasts = all_of(Forecast, read(tmp_path))

    assert [each.probability for each in forecasts] == [0.0, 0.01]
    assert [each.source for each in forecasts] == ["gjp-70", "gjp-71"]


def test_the_month_comes_first_and_years_have_two_digits(tmp_path: Path) -> None:
    first = all_of(Question, read(tmp_path, asked=(("1/5/26", "9/1/11"),)))[0]

    assert (first.opened, first.due) == (date(2011, 9, 1), date(2026, 4, 5))
    assert faults(read(tmp_path, asked=(("1/5/26", "13/1/11"),)))[0][1] == "date_start"


def test_options_that_do_not_add_up_are_reported(tmp_path: Path) -> None:
    nearly = read(tmp_path, (",b,1.0,", ",b,0.99,"))
    assert all_of(Forecast, nearly)[0].probability == 0.0

    assert said(read(tmp_path, (",b,1.0,", ",b,0.9,"))) == "the options add up to 0.9, not to 1"


def test_a_missing_option_is_reported(tmp_path: Path) -> None:
    assert said(read(tmp_path, (",b,1.0,", ",c,1.0,"))) == ("there are a, c, not a and b once each")


@pytest.mark.parametrize(
    ("change", "note"),
    [
        (("8000-0", "8000-1"), "conditional, ordered or of more than two options"),
        ((",2,", ",3,"), "conditional, ordered or of more than two options"),
        (("(a) Yes, (b) No", "(a) Up, (b) Down"), "the options are not (a) Yes, (b) No"),
    ],
)
def test_only_plain_questions_of_yes_or_no_are_imported(
    change: tuple[str, str], note: str, tmp_path: Path
) -> None:
    rows = (change, change) if change[0] == "8000-0" else ()

    done = read(tmp_path, *rows, asked=(change,))

    assert len(all_of(Question, done)) == 1
    assert f"1 question left out: {note}" in done.notes
    assert "1 forecast left out: on questions that are left out" in done.notes


def test_voided_is_void_and_na_is_empty(tmp_path: Path) -> None:
    first, _ = all_of(Resolution, read(tmp_path, asked=((",closed,", ",voided,"),)))
    assert first.outcome is Outcome.VOID

    forecast = all_of(Forecast, read(tmp_path))[0]
    assert forecast.note == "condition 1b"


def test_forecasts_alone_need_the_questions(tmp_path: Path) -> None:
    text = SAMPLES["gjp"].path(tmp_path).read_bytes()

    assert "--questions ifps.csv" in said(parsed(text))
    assert "is not UTF-8 (byte 1)" in said(parsed(text, questions=b"a\xff"))


def test_a_forecast_on_an_unknown_question_is_a_problem(tmp_path: Path) -> None:
    rows = (("8000-0", "7-0"), ("8000-0", "7-0"))

    assert faults(read(tmp_path, *rows)) == [("line 2", "ifp_id")]
