"""report, calibration and compare as a user runs them."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli_case import Cli


@pytest.fixture
def two(cli: Cli, home: Path) -> Cli:
    """Ana and Ben on the same fourteen questions, Ana closer on each, and Cy on one of his own."""
    ids = []
    for i in range(14):
        for name, p in (("Ana", "90%"), ("Ben", "60%")):
            claim, due = f"Event {i} happens", f"2026-06-{i + 1:02}"
            made = cli("add", claim, "-s", name, "-p", p, "--due", due, *MADE)
            assert made.code == 0, made.err
        ids.append(made.id)
    cli("add", "Something else happens", "-s", "Cy", "-p", "50%", "--due", "2026-06-30", *MADE)
    outcomes = "".join(f"{id},yes,2026-06-{i + 1:02}\n" for i, id in enumerate(ids))
    (home / "outcomes.csv").write_text("id,outcome,happened_on\n" + outcomes, encoding="utf-8")
    [other] = cli("list", "-s", "cy", "--format", "json").json["entries"]
    assert cli("resolve", "--from", "outcomes.csv").code == 0
    assert cli("resolve", other["id"], "no", "--on", "2026-06-30").code == 0
    return cli


MADE = ("--made", "2026-01-01", "--new-source", "-q")


def test_compare_says_who_did_better_and_how_sure_that_is(two: Cli) -> None:
    done = two("compare", "ana", "BEN")
    assert done.code == 0
    assert "On 14 questions that both answered Ana did better than Ben." in done.out
    document = two("compare", "ana", "ben", "--format", "json").json
    assert document["schema"] == "forecastctl.compare/1"
    assert (document["verdict"], document["n_common"]) == ("better", 14)
    assert two("compare", "ben", "ana", "--format", "json").json["verdict"] == "worse"


def test_sources_without_a_common_question_cannot_be_compared(two: Cli) -> None:
    done = two("compare", "ana", "cy")
    assert (done.code, done.out) == (4, "")
    assert done.err == (
        "forecastctl: Ana and Cy have no scored question in common; where two questions ask the"
        " same: forecastctl question merge FROM INTO\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["compare", "ana", "ana"], 2, "the same source"),
        (["compare", "ana", "nobody"], 4, "nobody"),
        (["compare", "ana", "ben", "--format", "csv"], 2, "table and json"),
        (["report", "--reference", "70"], 2, "--reference"),
        (["report", "--reference", "nonsense"], 2, "base, half, a probability"),
        (["report", "--reference", "source:nobody"], 4, "nobody"),
        (["report", "-o", "report.pdf"], 2, ".md"),
        (["calibration", "-o", "noname"], 2, ".md"),
        (["report", "-o", "no/such/folder/report.md"], 1, "cannot be written"),
        (["report", "--seed", "0"], 2, "seed"),
        (["report", "--draws", "9"], 2, "draws"),
    ],
)
def test_what_cannot_be_done_is_refused(
    two: Cli, arguments: list[str], code: int, words: str
) -> None:
    done = two(*arguments)
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert len(done.err.splitlines()) == 1


def test_a_report_can_be_measured_against_anything(two: Cli) -> None:
    def verdicts(*reference: str) -> dict[str, str]:
        document = two("report", *reference, "--format", "json").json
        return {row["source"]: row["verdict"] for row in document["sources"]}

    assert verdicts()["ana"] == "all_alike"
    assert two("report", "--reference", "30%", "--format", "json").json["reference"] == "0.3"
    against_ben = two("report", "--reference", "source:Ben", "--format", "json").json
    assert against_ben["reference"] == "source:ben"
    [ana] = [row for row in against_ben["sources"] if row["source"] == "ana"]
    assert ana["excess"] == pytest.approx(0.01 - 0.16, abs=1e-12)
    [cy] = [row for row in against_ben["sources"] if row["source"] == "cy"]
    assert cy["hidden"]["skill"] == "fewer than 10 questions in common with Ben"
    assert "the reference itself" in two("report", "--reference", "source:Ben").out


def test_common_questions_alone_can_be_scored(two: Cli) -> None:
    done = two("report", "--common", "-s", "ana", "-s", "ben", "--format", "json").json
    assert (done["common"], [row["n"] for row in done["sources"]]) == (True, [14, 14])
    assert "Only the 14 questions" in two("report", "--common", "-s", "ana", "-s", "ben").out


def test_long_adds_what_takes_random_draws(two: Cli) -> None:
    short = two("report", "--format", "json").json["sources"][0]
    long = two("report", "--long", "--format", "json").json["sources"][0]
    assert short["rank_range"] is None
    assert short["hidden"]["rank_range"] == "only with --long"
    assert long["rank_range"] is not None
    assert [period["period"] for period in long["trend"]["periods"]] == ["2026-q2"]
    assert "rank range" in two("report", "--long").out


@pytest.mark.parametrize("command", [["report"], ["report", "-s", "ana"], ["calibration"]])
@pytest.mark.parametrize("suffix", ["md", "csv", "json"])
def test_a_result_can_be_written_to_a_file(
    two: Cli, home: Path, command: list[str], suffix: str
) -> None:
    path = home / f"result.{suffix}"
    done = two(*command, "-o", str(path))
    assert (done.code, done.out) == (0, "")
    assert done.err.endswith(f"Wrote {path}\n")
    text = path.read_text("utf-8")
    if suffix == "json":
        assert json.loads(text) == two(*command, "--format", "json").json
    elif suffix == "csv":
        assert text == two(*command, "--format", "csv").out
        assert len(list(csv.DictReader(io.StringIO(text)))) > 0
    else:
        assert text.startswith("# ")
    assert two(*command, "-o", str(path)).code == 0
    assert path.read_text("utf-8") == text


def test_a_comparison_can_be_written_to_a_file(two: Cli, home: Path) -> None:
    assert two("compare", "ana", "ben", "-o", "both.md").code == 0
    assert (home / "both.md").read_text("utf-8").startswith("# Ana and Ben\n")
    assert two("compare", "ana", "ben", "-o", "both.csv").code == 2


def test_the_same_question_gives_the_same_bytes(two: Cli) -> None:
    for command in (["report", "--long"], ["compare", "ana", "ben"], ["calibration"]):
        once = two(*command, "--format", "json").out
        assert once == two(*command, "--format", "json").out


def test_a_file_is_scored_as_the_ledger_would_be(two: Cli, home: Path) -> None:
    assert two("export", "-o", "two.jsonl").code == 0
    for more in (["--long"], ["-s", "ana"], ["--common"], ["--by", "quarter"]):
        of_file = two("report", "two.jsonl", *more, "--format", "json")
        assert of_file.code == 0, of_file.err
        assert of_file.out == two("report", *more, "--format", "json").out


def test_a_card_speaks_of_every_reading_of_its_words(cli: Cli) -> None:
    for i in range(3):
        made = ("--made", "2026-01-01", "--due", "2026-02-01")
        cli("add", f"Event {i} happens", "-p", "likely", *made)
    for entry in cli("list", "--format", "json").json["entries"]:
        cli("resolve", entry["id"], "yes")
    card = cli("report", "-s", "me")
    assert "Read every phrase anywhere in its range" in card.out
    [row] = cli("report", "-s", "me", "--format", "json").json["sources"]
    assert row["brier_bounds"][0] < row["brier"] < row["brier_bounds"][1]


def test_no_report_loads_numpy(home: Path) -> None:
    program = (
        "import sys\n"
        "from forecastctl.cli.main import run\n"
        "from forecastctl.shipped import shipped_path\n"
        "path = str(shipped_path('pundits.jsonl'))\n"
        "codes = [run([*command, path, '--format', 'json']) for command in\n"
        "    (['report', '--long'], ['calibration'], ['report', '-s', 'ada-hedgeworth'])]\n"
        "bad = [name for name in ('numpy', 'scipy', 'pandas', 'rich') if name in sys.modules]\n"
        "print(codes, bad, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stderr.decode().splitlines()[-1] == "[0, 0, 0] []"
