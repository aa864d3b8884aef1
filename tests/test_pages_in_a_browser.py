"""Pages in a real browser: they fit, load nothing, complain of nothing, and are for everybody."""

import csv
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser_case import PROGRAM, Browser
from page_case import HOSTILE
from process_case import environment

REPOSITORY = Path(__file__).parents[1]
AXE = "axe-core@4.14.1"
WIDTHS = (360, 1400)
SCHEMES = ("light", "dark")

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="needs Chromium")

COMMANDS = {
    "report.html": ["report", "data/pundits.jsonl"],
    "articles.html": ["report", "data/articles.jsonl"],
    "source.html": ["report", "data/articles.jsonl", "-s", "yurii-poita"],
    "pundit.html": ["report", "data/pundits.jsonl", "-s", "tess-timidly"],
    "words.html": ["report", "data/pundits.jsonl", "--by", "wording"],
    "calibration.html": ["calibration", "data/pundits.jsonl", "-s", "tess-timidly"],
    "hostile.html": ["report", "{folder}/hostile.csv", "--scale", "0-1"],
    "receipts.html": ["report", "{folder}/hostile.csv", "--scale", "0-1", "-s", "mallory"],
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages of the data that ship with the tool, and of a table that means harm."""
    folder = tmp_path_factory.mktemp("pages")
    _write_hostile(folder / "hostile.csv")
    written = {}
    for name, arguments in COMMANDS.items():
        written[name] = folder / name
        filled = [argument.format(folder=folder) for argument in arguments]
        subprocess.run(
            [sys.executable, "-m", "forecastctl", *filled, "-o", str(written[name])],
            env=environment(folder),
            cwd=REPOSITORY,
            check=True,
            capture_output=True,
            timeout=60,
        )
    return written


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, the accessibility checker, which is fetched once."""
    kept = REPOSITORY / "build" / AXE / "axe.min.js"
    if not kept.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("needs npm")
        folder = tmp_path_factory.mktemp("axe")
        fetched = subprocess.run(
            [npm, "pack", "--silent", AXE], cwd=folder, capture_output=True, timeout=120
        )
        if fetched.returncode:
            pytest.skip(f"{AXE} cannot be fetched")
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            archive.extract("package/axe.min.js", folder, filter="data")
        kept.parent.mkdir(parents=True, exist_ok=True)
        (folder / "package" / "axe.min.js").replace(kept)
    return kept.read_text("utf-8")


def _write_hostile(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow("question source probability made due outcome url".split())
        text = HOSTILE.replace("\0", "")
        for i in range(12):
            days = ("2026-01-01", f"2026-02-{i + 1:02}")
            row = (f"{i} {text}", "Mallory", f"0.{i + 10}", *days, "yes" if i % 2 else "no")
            table.writerow([*row, "javascript:alert(1)"])
            table.writerow([f"{i} {text}", text, "0.5", *row[3:], "data:text/html,x"])


def test_pages_fit_and_nothing_is_loaded_or_complained_of(
    browser: Browser, pages: dict[str, Path]
) -> None:
    for name, path in pages.items():
        for width in WIDTHS:
            browser.open(path, width)
            assert browser.value("document.documentElement.scrollWidth") <= width, (name, width)
            assert browser.complaints == [], name
            assert browser.requests == [path.as_uri()], name


def test_pages_follow_the_colours_that_the_reader_prefers(
    browser: Browser, pages: dict[str, Path]
) -> None:
    def paper(scheme: str) -> str:
        browser.open(pages["report.html"], 1400, scheme)
        return str(browser.value("getComputedStyle(document.body).backgroundColor"))

    assert [paper(scheme) for scheme in SCHEMES] == ["rgb(253, 252, 250)", "rgb(21, 22, 24)"]


def test_an_accessibility_checker_has_nothing_to_say(
    browser: Browser, pages: dict[str, Path], axe: str
) -> None:
    for name, path in pages.items():
        for width, scheme in zip(WIDTHS, SCHEMES, strict=True):
            browser.open(path, width, scheme)
            browser.value(f"{axe};0")
            found = browser.value(
                "axe.run().then(found => found.violations.map(one => [one.id,"
                " one.nodes[0].html.slice(0, 200)]))"
            )
            assert found == [], (name, width, scheme)


def test_the_first_key_leads_past_the_contents(browser: Browser, pages: dict[str, Path]) -> None:
    browser.open(pages["report.html"], 1400)
    browser.press("Tab")
    assert browser.value("document.activeElement.getAttribute('href')") == "#content"
    assert browser.value("document.activeElement.getBoundingClientRect().left") >= 0


def test_scripts_cannot_run_even_if_one_got_in(
    browser: Browser, pages: dict[str, Path], tmp_path: Path
) -> None:
    """The policy of the page is a second wall behind the escaping."""
    broken = tmp_path / "broken.html"
    script = "<script>document.title = 'taken'</script></main>"
    broken.write_text(pages["report.html"].read_text("utf-8").replace("</main>", script), "utf-8")

    browser.open(broken, 1400)

    assert browser.value("document.title") != "taken"
    assert len(browser.complaints) == 1
