"""`-o FILE.html` and `-o FILE.svg` as a user runs them."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from cli_case import Cli
from forecastctl.shipped import shipped_path
from page_case import Page, read_page

SCRIPT = "<script>alert('x')</script>"


@pytest.fixture
def spoken(cli: Cli) -> Cli:
    """A ledger with twelve scored predictions of one source, one open one, and hostile text."""
    for i in range(12):
        claim, due = f"Event {i} happens {SCRIPT}", f"2026-06-{i + 1:02}"
        made = cli(
            *("add", claim, "-s", 'Ana "<b>"', "-p", "likely" if i else "95%", "--due", due),
            *("--made", "2026-01-01", "--new-source", "-q", "--quote", f"{SCRIPT} said {i}"),
            *("--url", f"https://example.org/{i}?a=1&b=2"),
        )
        assert made.code == 0, made.err
        outcome, proof = "no" if i % 3 else "yes", "https://example.org/proof"
        assert cli("resolve", made.id, outcome, "--on", due, "--proof", proof).code == 0
    assert cli("add", "Later", "-s", 'Ana "<b>"', "-p", "9%", "--due", "2027-01-01").code == 0
    return cli


def page_of(home: Path, name: str) -> Page:
    return read_page((home / name).read_text("utf-8"))


def test_a_report_is_written_as_a_page(spoken: Cli, home: Path) -> None:
    done = spoken("report", "-o", "report.html")
    assert (done.code, done.out, done.err) == (0, "", "Wrote report.html\n")
    page = page_of(home, "report.html")
    [row] = page.rows("Scores, the more promising first")
    assert row[:2] == ['Ana "<b>"', "12~"]
    assert len(page.all("article")) == 6


def test_the_page_of_one_source_has_every_prediction(spoken: Cli, home: Path) -> None:
    assert spoken("report", "-s", "ana-b", "-o", "ana.html").code == 0
    page = page_of(home, "ana.html")
    assert len(page.all("article")) == 13
    assert "https://example.org/3?a=1&b=2" in page.hrefs()
    assert f"{SCRIPT} said 3" in page.text
    assert "our reading of likely" in page.text
    assert "by ana, recorded on" in page.text
    assert "not scored: still open" in page.text


@pytest.mark.parametrize(
    "arguments",
    [
        ["report", "-o", "a.html"],
        ["report", "-s", "ana-b", "-o", "a.html"],
        ["report", "--by", "wording", "-o", "a.html"],
        ["report", "--by", "quarter", "-o", "a.html"],
        ["report", "--by", "via", "--long", "-o", "a.html"],
        ["report", "-s", "ana-b", "--long", "-o", "a.html"],
        ["calibration", "-o", "a.html"],
        ["calibration", "-s", "ana-b", "--bins", "40", "-o", "a.html"],
    ],
)
def test_the_same_ledger_and_day_give_the_same_page(
    spoken: Cli, home: Path, arguments: list[str]
) -> None:
    assert spoken(*arguments).code == 0
    first = (home / "a.html").read_bytes()
    assert spoken(*arguments).code == 0
    assert (home / "a.html").read_bytes() == first
    page_of(home, "a.html")


@pytest.mark.parametrize(
    "arguments",
    [["report"], ["report", "-s", "ana-b"], ["calibration"], ["calibration", "-s", "ana-b"]],
)
def test_the_diagram_alone_is_a_picture(spoken: Cli, home: Path, arguments: list[str]) -> None:
    assert spoken(*arguments, "-o", "a.SVG").code == 0
    root = ElementTree.parse(home / "a.SVG").getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"


def test_an_empty_ledger_has_pages_too(cli: Cli, home: Path) -> None:
    for arguments in (["report"], ["calibration"]):
        assert cli(*arguments, "-o", "a.html").code == 0
        assert "Nothing to score yet." in page_of(home, "a.html").text
        assert cli(*arguments, "-o", "a.svg").code == 0


def test_a_file_of_forecasts_has_a_page_with_its_calls(cli: Cli, home: Path) -> None:
    pundits = str(shipped_path("pundits.jsonl"))
    assert cli("report", pundits, "-o", "pundits.html").code == 0
    page = page_of(home, "pundits.html")
    assert len(page.all("article")) == 6
    assert len(page.rows("Scores, the more promising first")) == 12
    assert not list(home.glob("data/**/*"))


def test_a_table_of_forecasts_has_a_page_with_its_calls(cli: Cli, home: Path) -> None:
    header = "question,source,probability,made,due,outcome\n"
    rows = "".join(f"Q{i},Ana,0.{i},2026-01-01,2026-02-0{i},yes\n" for i in range(1, 10))
    (home / "table.csv").write_text(header + rows, encoding="utf-8")
    assert cli("report", "table.csv", "--scale", "0-1", "-o", "table.html").code == 0
    assert len(page_of(home, "table.html").all("article")) == 6


def test_a_refused_page_leaves_the_old_one_alone(spoken: Cli, home: Path) -> None:
    (home / "old.html").write_text("old", encoding="utf-8")
    assert spoken("report", "-s", "nobody", "-o", "old.html").code == 4
    assert (home / "old.html").read_text("utf-8") == "old"
    assert not list(home.glob(".old*"))


def test_other_files_are_refused_with_those_that_can_be_written(spoken: Cli) -> None:
    done = spoken("report", "-o", "report.pdf")
    assert (done.code, done.out) == (2, "")
    assert {".html", ".svg", ".md", ".json", ".csv"} <= set(done.err.replace(",", " ").split())
