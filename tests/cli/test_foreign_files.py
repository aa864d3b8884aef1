"""Every foreign format from the command line, under the rules that all of them share."""

from pathlib import Path

import pytest

from cli_case import Cli
from foreign_samples import SAMPLES, TABLES, Sample

TODAY = "2026-11-21"
REPORT = ("--method", "all")


@pytest.fixture(params=SAMPLES)
def sample(request: pytest.FixtureRequest) -> Sample:
    return SAMPLES[request.param]


def counts(cli: Cli, *arguments: str) -> dict[str, int]:
    """What an import counted in the table that the sample's rows are rows of, by what was done."""
    done = cli("import", *arguments, "--format", "json").json
    return {what: sum(done[what].values()) for what in ("added", "unchanged", "updated", "skipped")}


def test_two_rows_are_imported_and_twice_is_once(sample: Sample, cli: Cli, home: Path) -> None:
    command = sample.command(home)
    first = cli("import", *command, "--format", "json")
    assert (first.code, first.json["added"][sample.table]) == (0, 2), first.err
    assert first.json["added"]["resolutions"] == (2 if sample.name == "gjp" else 1)
    assert "Read as" in first.err

    again = counts(cli, *command)

    added = sum(first.json["added"].values())
    assert again == {"added": 0, "unchanged": added, "updated": 0, "skipped": 0}


def test_a_dry_run_leaves_bytes_and_time_stamp_alone(
    sample: Sample, cli: Cli, home: Path, ledger_path: Path
) -> None:
    command = sample.command(home, 3)
    planned = cli("import", *command, "-n", "--format", "json")
    assert (planned.code, ledger_path.exists()) == (0, False)
    assert cli("import", *sample.command(home, 2)).code == 0
    before = (ledger_path.read_bytes(), ledger_path.stat().st_mtime_ns)

    assert cli("import", *sample.command(home, 3), "-n").code == 0

    assert (ledger_path.read_bytes(), ledger_path.stat().st_mtime_ns) == before


def test_an_import_comes_again_after_an_undo(sample: Sample, cli: Cli, home: Path) -> None:
    command = sample.command(home)
    first = counts(cli, *command)

    assert cli("undo").code == 0

    assert counts(cli, *command) == first


def test_one_bad_row_of_ten_is_refused_or_skipped(
    sample: Sample, cli: Cli, home: Path, ledger_path: Path
) -> None:
    assert cli("import", *sample.command(home, 1)).code == 0
    before = ledger_path.read_bytes()
    command = sample.command(home, 10, bad=4)

    refused = cli("import", *command)
    assert refused.code == 1
    assert ledger_path.read_bytes() == before
    skipped = cli("import", *command, "--skip-bad", "--format", "json")

    assert skipped.code == 3
    assert skipped.json["added"][sample.table] == 8
    assert skipped.json["skipped"][sample.table] == 1
    [problem] = skipped.json["problems"]
    assert problem["message"]


def test_all_problems_appear_in_one_run(sample: Sample, cli: Cli, home: Path) -> None:
    if sample.name == "metaculus":
        pytest.skip("its text is inside an archive; its own tests look at that")
    path = sample.path(home, 10, bad=2)
    good = sample.path(home, 10).read_text("utf-8")
    spoilt = sample.path(home, 10, bad=2).read_text("utf-8")
    other = sample.path(home, 10, bad=7).read_text("utf-8")
    both = "".join(
        b if b != a else c
        for a, b, c in zip(_atoms(good), _atoms(spoilt), _atoms(other), strict=True)
    )
    path.write_text(both, "utf-8", newline="")

    result = cli("import", str(path), *sample.arguments, "--format", "json")

    assert (result.code, len(result.json["problems"])) == (1, 2)


def _atoms(text: str) -> list[str]:
    """The text in pieces that differ where one value differs."""
    import re

    return re.split(r"([,\n])", text)


def test_a_byte_order_mark_and_crlf_do_no_harm(sample: Sample, cli: Cli, home: Path) -> None:
    if sample.name == "metaculus":
        pytest.skip("an archive")
    path = sample.path(home)
    text = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text)

    result = cli("import", str(path), *sample.arguments, "--format", "json")

    assert (result.code, result.json["added"][sample.table]) == (0, 2), result.err


@pytest.mark.parametrize("name", TABLES)
def test_an_unknown_column_is_named_and_ignored_or_refused(name: str, cli: Cli, home: Path) -> None:
    path = SAMPLES[name].path(home)
    header, *rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([f"{header},mood", *(f"{row},fine" for row in rows)]), "utf-8")

    told = cli("import", str(path), *SAMPLES[name].arguments, "-n")
    refused = cli("import", str(path), *SAMPLES[name].arguments, "--strict")

    assert (told.code, "ignored columns: 'mood'" in told.err) == (0, True)
    assert (refused.code, "unknown columns: 'mood'" in refused.err) == (1, True)


@pytest.mark.parametrize("name", TABLES)
def test_a_missing_column_is_one_problem(name: str, cli: Cli, home: Path) -> None:
    path = SAMPLES[name].path(home)
    rows = [line.split(",") for line in path.read_text("utf-8").splitlines()]
    gone = rows[0].index(_NEEDED[name])
    short = "\n".join(",".join(row[:gone] + row[gone + 1 :]) for row in rows)
    path.write_text(short, "utf-8")

    result = cli("import", str(path), "--from", _FORMATS.get(name, name), *SAMPLES[name].arguments)

    assert (result.code, result.err.count("is missing")) == (1, 1), result.err


_NEEDED = {
    "fatebook": "Resolution",
    "fatebook-sheet": "qCreatedAt",
    "predictionbook-csv": "deadline",
    "augur-csv": "note",
    "gjp": "value",
    "csv": "made",
    "joined": "source",
}
_FORMATS = {"augur-csv": "augur", "joined": "csv"}


def test_a_report_of_a_file_has_the_numbers_of_an_import_and_leaves_nothing_behind(
    sample: Sample, cli: Cli, home: Path, ledger_path: Path
) -> None:
    command = sample.command(home, 40)
    files = sorted(home.rglob("*"))

    of_file = cli("report", *command, *REPORT)
    card = cli("report", *command, *REPORT, "-s", _speaker(sample))

    assert sorted(home.rglob("*")) == files
    assert of_file.err.splitlines()[-1].startswith("Nothing was stored. To keep it: forecastctl ")
    assert cli("import", *command).code == 0
    assert cli("report", *REPORT).out == of_file.out
    assert cli("report", *REPORT, "-s", _speaker(sample)).out == card.out


def _speaker(sample: Sample) -> str:
    if sample.name in ("fatebook-sheet", "augur", "augur-csv"):
        return "me"
    return {
        "predictionbook": "tom",
        "predictionbook-csv": "nobody",
        "metaculus": "ines",
        "manifold": "u0",
        "gjp": "gjp-70",
    }.get(sample.name, "ines-roth")


def test_the_line_that_keeps_a_reported_file_imports_it(
    sample: Sample, cli: Cli, home: Path
) -> None:
    import shlex

    reported = cli("report", *sample.command(home, 3))
    line = reported.err.splitlines()[-1].partition("forecastctl ")[2]

    assert cli(*shlex.split(line)).code == 0


def test_a_report_refuses_what_an_import_refuses(sample: Sample, cli: Cli, home: Path) -> None:
    command = sample.command(home, 10, bad=4)
    imported = cli("import", *command).err.splitlines()

    refused = cli("report", *command)
    scored = cli("report", *command, "--skip-bad")

    assert (refused.code, refused.out, scored.code) == (1, "", 3)
    problems = [line for line in refused.err.splitlines() if ": " in line and "[" in line[:20]]
    assert set(problems) <= set(imported)
