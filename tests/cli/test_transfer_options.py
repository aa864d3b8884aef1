"""The options of import, export and report FILE: what they mean, and what is refused."""

import os
import shlex
import zipfile
from pathlib import Path

import pytest

from cli_case import Add, Cli
from foreign_samples import SAMPLES

TABLE = "question,source,probability,made,due\nIce melts,ana,40,2026-01-05,2026-03-31\n"


@pytest.fixture
def table(home: Path) -> Path:
    path = home / "table.csv"
    path.write_text(TABLE, "utf-8")
    return path


def test_an_unknown_header_prints_a_line_that_runs_when_it_is_filled_in(
    cli: Cli, home: Path
) -> None:
    path = home / "my predictions.csv"
    path.write_text(
        'Prediction,"How sure, in %",Date,By when,Right\n'
        "Ice melts,40,2026-01-05,2026-03-31,yes\nSnow falls,70,2026-01-06,2026-03-31,\n",
        "utf-8",
    )

    told = cli("import", str(path))

    assert told.code == 2
    assert told.err == (
        f"forecastctl: {path}: no known format has these columns; if it is a table of forecasts, "
        f"try\n  forecastctl import '{path}' --from csv --scale 0-1|0-100 --source me \\\n"
        '    --map \'question=Prediction,probability="How sure, in %",made=Date,due=By when,'
        "outcome=Right'\n"
    )
    line = told.err.partition("\n")[2].replace("\\\n", " ").replace("0-1|0-100", "0-100")
    filled = cli(*shlex.split(line)[1:], "--format", "json")
    assert (filled.code, filled.json["added"]["forecasts"]) == (0, 2)
    assert cli("list", "--state", "all").out.count("me ") == 2


def test_the_example_of_an_error_is_in_its_json_too(cli: Cli, home: Path) -> None:
    (home / "p.csv").write_text("Prediction,How sure\n", "utf-8")

    told = cli("import", "p.csv", "--format", "json")

    assert (told.code, told.out) == (2, "")
    assert "try forecastctl import p.csv --from csv" in told.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--scale", "0-100", "--assume-p", "60%"], "--assume-p is for signal-tracker; a csv file"),
        (["--scale", "0-10"], "--scale takes 0-1, 0-100; '0-10' is none of them"),
        ([], "--scale is missing: is certainty 1 (--scale 0-1) or 100 (--scale 0-100)?"),
        (["--scale", "0-100", "--timezone", "Mars/Olympus"], "--timezone 'Mars/Olympus' is no"),
        (["--scale", "0-100", "--timezone", "../../etc/passwd"], "is no time zone"),
        (["--scale", "0-100", "--map", "question"], "is not written like question=Title"),
        (["--scale", "0-100", "--map", "ask=x"], "--map: 'ask' is no column of ours"),
        (["--scale", "0-100", "--map", "made=a,made=b"], "--map: made needs one header"),
        (["--scale", "0-100", "--map", "made="], "--map: made needs one header"),
        (["--from", "excel"], "'excel' is no format; choose from forecastctl, fatebook"),
        (["--scale", "0-100", "--default-due", "10"], "--default-due"),
        (["--max-size", "lots"], "--max-size 'lots' is no size"),
        (["--scale", "0-100", "--questions", "gone.csv"], "gone.csv cannot be read"),
    ],
)
def test_a_wrong_option_ends_in_one_line(
    arguments: list[str], message: str, cli: Cli, table: Path, ledger_path: Path
) -> None:
    result = cli("import", "table.csv", *arguments)

    assert result.code in (1, 2)
    assert message in result.err.splitlines()[-1]
    assert not ledger_path.exists()


def test_an_option_that_a_format_has_no_use_for_is_refused(cli: Cli, home: Path) -> None:
    command = SAMPLES["fatebook"].command(home)

    scaled = cli("import", *command, "--scale", "0-1")
    named = cli("import", *command, "--source", "ana")

    assert (scaled.code, named.code) == (2, 2)
    assert "--scale is for csv, jsonl; a fatebook file has no use for it" in scaled.err
    assert "--source is for fatebook-sheet, augur, csv, jsonl" in named.err


def test_a_default_due_day_is_a_day_or_none(cli: Cli, home: Path) -> None:
    (home / "t.csv").write_text(TABLE.replace("2026-03-31", ""), "utf-8")
    command = ["import", "t.csv", "--scale", "0-100"]

    assert cli(*command).code == 1
    assert cli(*command, "--default-due", "2026").code == 0
    assert "2026-12-31" in cli("list").out
    assert cli("undo").code == 0
    assert cli(*command, "--default-due", "none").code == 0
    assert "undated" in cli("list").out


def test_a_folder_is_read_like_its_archive(cli: Cli, home: Path) -> None:
    path = SAMPLES["metaculus"].path(home)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(home / "data-download")

    first = cli("import", "data-download", "--format", "json")
    again = cli("import", str(path), "--format", "json")

    assert (first.code, first.json["added"]["forecasts"]) == (0, 2)
    assert sum(again.json["added"].values()) == 0
    assert cli("report", "data-download").code == 0
    assert cli("import", ".").code == 2


def test_a_piped_table_is_scored_and_imported(
    cli: Cli, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in ("report", "import"):
        with table.open(encoding="utf-8") as file:
            monkeypatch.setattr("sys.stdin", file)
            assert cli(command, "-", "--scale", "0-100").code == 0


def test_a_report_of_a_table_without_sources_scores_me_and_says_how_to_keep_it(
    cli: Cli, home: Path
) -> None:
    (home / "t.csv").write_text(TABLE.replace("source,", "").replace("ana,", ""), "utf-8")

    result = cli("report", "t.csv", "--scale", "0-100", "--map", "question=question")

    assert "me " in result.out
    assert result.err.splitlines()[-1] == (
        "Nothing was stored. To keep it: forecastctl import t.csv --scale 0-100 "
        "--map question=question --source me"
    )


def test_a_calibration_of_a_file_takes_the_same_options(cli: Cli, table: Path) -> None:
    assert cli("calibration", "table.csv", "--scale", "0-100").code == 0
    assert cli("calibration", "table.csv", "--scale", "0-1").code == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xef\xbb\xbf" + TABLE.encode() + b"\xff", "is not UTF-8 (byte 79)"),
        (TABLE.encode() + b"Ice,ana,\xff", "is not UTF-8 (byte 84)"),
        (TABLE.encode() + b'"' + b"x" * 2**21, "field larger than field limit"),
        (TABLE.encode() + b'"open', "unexpected end of data"),
        (b"", "in no known format"),
    ],
)
def test_a_stream_that_cannot_be_read_ends_in_its_fault(
    content: bytes, message: str, cli: Cli, home: Path
) -> None:
    (home / "t.csv").write_bytes(content)

    result = cli("report", "t.csv", "--from", "csv", "--scale", "0-100")
    without = cli("report", "t.csv")

    assert (result.code, result.out) == (1, "")
    assert message in result.err or not content
    assert without.code in (1, 2)


def test_a_line_without_an_end_is_refused(cli: Cli, home: Path) -> None:
    (home / "t.csv").write_bytes(TABLE.encode() + b"x" * (17 * 2**20))

    result = cli("report", "t.csv", "--scale", "0-100")

    assert (result.code, "has a line of 16 MiB or more" in result.err) == (1, True)


def test_a_control_character_in_a_title_never_reaches_the_terminal(cli: Cli, home: Path) -> None:
    (home / "t.csv").write_text(TABLE.replace("Ice", "Ice\x1b[31m\u202e"), "utf-8")

    assert cli("import", "t.csv", "--scale", "0-100").code == 0
    shown = cli("list", "--state", "all").out

    assert "\x1b" not in shown
    assert r"Ice\x1b[31m\u202e melts" in shown


def test_what_is_due_is_exported_as_a_calendar(cli: Cli, add: Add, home: Path) -> None:
    add("Snow falls in Lisbon")
    add("Hail falls", "60%", "none")

    result = cli("export", "-o", "due.ics")

    text = (home / "due.ics").read_bytes()
    assert (result.code, result.err) == (0, "left out: 1 undated question\nWrote due.ics\n")
    assert text.count(b"BEGIN:VEVENT\r\n") == 1
    assert b"SUMMARY:Due: Snow falls in Lisbon\r\n" in text


def test_a_dash_is_stdout(cli: Cli, add: Add, home: Path) -> None:
    add("Snow falls in Lisbon")

    assert cli("export", "-o", "-").out == cli("export").out
    assert not (home / "-").exists()


def test_a_link_stays_and_the_file_that_it_names_is_replaced(
    cli: Cli, add: Add, home: Path
) -> None:
    add("Snow falls in Lisbon")
    (home / "real.csv").write_text("old", "utf-8")
    (home / "link.csv").symlink_to("real.csv")

    assert cli("export", "-o", "link.csv").code == 0

    assert (home / "link.csv").is_symlink()
    assert "Snow falls in Lisbon" in (home / "real.csv").read_text("utf-8")


def test_a_pipe_or_device_is_written_to_and_stays(cli: Cli, add: Add, home: Path) -> None:
    add("Snow falls in Lisbon")
    os.mkfifo(home / "pipe")
    reading = os.open(home / "pipe", os.O_RDONLY | os.O_NONBLOCK)

    assert cli("export", "-o", "pipe").code == 0

    assert b"Snow falls in Lisbon" in os.read(reading, 65536)
    os.close(reading)
    assert (home / "pipe").is_fifo()
    assert "is a directory" in cli("export", "-o", ".").err


def test_a_limit_is_told_in_the_unit_that_it_has(cli: Cli, table: Path) -> None:
    small, large = (cli("import", str(table), "--max-size", size).err for size in ("10", "1MiB"))

    assert "table.csv is larger than 10 bytes; --max-size raises the limit" in small
    assert "larger" not in large


def test_a_sheet_for_fatebook_is_one_persons(cli: Cli, add: Add, home: Path) -> None:
    add("Snow falls in Lisbon", "35%")

    refused = cli("export", "--to", "fatebook-sheet")
    result = cli("export", "--to", "fatebook-sheet", "--source", "me", "-o", "sheet.csv")

    assert (refused.code, "--source is missing" in refused.err) == (2, True)
    assert result.code == 0
    assert "Snow falls in Lisbon,35%,2026-11-21,,,2026-12-09,2026-11-21,," in (
        home / "sheet.csv"
    ).read_text("utf-8")
    again = cli("--ledger", "other.jsonl", "import", "sheet.csv", "--format", "json")
    assert again.json["added"]["forecasts"] == 1
