"""augur-cli's exports: samples, traps, and what the tool itself writes."""

import json
import os
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forecastctl.model import Forecast, Outcome, Question, Resolution
from foreign_case import UNDATED, all_of, faults, parsed
from foreign_samples import SAMPLES, csv_text, prediction

AUGUR = Path(__file__).parents[2] / "build" / "augur" / "bin" / "augur"


def read(*changes: dict[str, Any], **options: Any) -> Any:
    return parsed(json.dumps([prediction(i) | each for i, each in enumerate(changes)]), **options)


def test_json_and_csv_give_the_same_records(tmp_path: Path) -> None:
    of_json, of_csv = (
        parsed(SAMPLES[name].path(tmp_path, 7).read_bytes()) for name in ("augur", "augur-csv")
    )

    assert [each.record for each in of_json.records] == [each.record for each in of_csv.records]
    assert len(all_of(Forecast, of_csv)) == 7


def test_line_breaks_inside_quotes_do_not_shift_the_line_numbers() -> None:
    rows = [prediction(0) | {"note": "a\nb"}, prediction(1) | {"probability": 7}]
    cells = [{**row, "tags": ""} for row in rows]

    done = parsed(csv_text(cells).replace("\n", "\r\n"))

    assert faults(done) == [("line 4", "probability")]


def test_the_deadline_is_the_day_as_written() -> None:
    [question] = all_of(Question, read({"resolve_by": "2026-12-31T23:59:59+00:00"}))

    assert question.due == date(2026, 12, 31)


def test_an_open_deadline_is_never_guessed() -> None:
    assert faults(read({"resolve_by": None})) == [("[0]", "resolve_by")]
    [question] = all_of(Question, read({"resolve_by": None}, default_due=UNDATED))
    assert question.due is None


def test_certainty_deserves_a_warning() -> None:
    done = read({"probability": 1})

    assert "1 forecast of 100%: augur-cli reads 1% as 100%, so check" in done.notes


def test_an_edited_probability_in_one_file_is_a_problem() -> None:
    same = prediction(0)

    assert faults(read(same, same | {"probability": 0.9})) == [("[1]", None)]
    assert "1 record repeated: that counts once" in read(same, same | {"id": 9}).notes


def test_all_forecasts_are_one_sources() -> None:
    assert [each.source for each in all_of(Forecast, read({}, source="Ines Roth"))] == ["ines-roth"]


@pytest.mark.parametrize("bad", [None, "", "maybe", True, 3, ["yes"]])
def test_an_unknown_outcome_is_a_problem(bad: object) -> None:
    assert faults(read({"outcome": bad})) == [("[0]", "outcome")]


@pytest.mark.parametrize("bad", ["0.5", None, 1.5, True, {"p": 1}])
def test_a_probability_is_a_number(bad: object) -> None:
    assert faults(read({"probability": bad})) == [("[0]", "probability")]


@pytest.fixture
def augur(tmp_path: Path) -> Any:
    if not AUGUR.exists():
        pytest.skip("augur-cli is not installed; make bench installs it")

    def call(*arguments: str) -> str:
        command = [str(AUGUR), "--db", str(tmp_path / "augur.db"), *arguments]
        env = {"HOME": str(tmp_path), "PATH": os.defpath, "LANG": "C.UTF-8", "TZ": "Asia/Tokyo"}
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return call


def test_what_the_tool_writes_is_imported_without_loss(augur: Any, tmp_path: Path) -> None:
    augur("add", 'The "Anna" sails, at last', "-p", "70%", "--by", "2199-01-31", "--tags", "sea")
    augur("add", "=Überfahrt dauert 3 Stunden", "-p", "0.05", "--by", "2199-02-28")
    augur("resolve", "1", "yes")
    [of_json, of_csv] = [
        parsed(augur("export", "--format", form).encode()) for form in ("json", "csv")
    ]

    assert [each.record for each in of_json.records] == [each.record for each in of_csv.records]
    questions = all_of(Question, of_csv)
    assert {(each.text, str(each.due)) for each in questions} == {
        ('The "Anna" sails, at last', "2199-01-31"),
        ("=Überfahrt dauert 3 Stunden", "2199-02-28"),
    }
    assert sorted(each.probability or 0 for each in all_of(Forecast, of_csv)) == [0.05, 0.7]
    assert [each.outcome for each in all_of(Resolution, of_csv)] == [Outcome.YES]
    assert ("sea",) in [each.tags for each in questions]
