import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import forecastctl
from forecastctl.errors import RefusedError
from forecastctl.shipped import shipped_path

PACKAGE = Path(forecastctl.__file__).parent
FIND = "from forecastctl.shipped import shipped_path; print(shipped_path('words.csv'))"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A source tree with the few modules that are needed to find a file."""
    package = tmp_path / "tree/src/forecastctl"
    package.mkdir(parents=True)
    for name in ("__init__.py", "errors.py", "shipped.py"):
        shutil.copy(PACKAGE / name, package)
    return package


def find(package: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", FIND],
        env={**os.environ, "PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
        check=True,
        cwd=package,
    )
    return done.stdout.strip()


def add(folder: Path) -> Path:
    folder.mkdir()
    path = folder / "words.csv"
    path.write_text("phrase\n", encoding="utf-8")
    return path


def test_the_probability_words_are_there() -> None:
    assert shipped_path("probability_words.csv").read_bytes().startswith(b"phrase,kind,when,")
    assert shipped_path("probability_words.version").read_text(encoding="ascii").strip() == "1"


def test_an_absent_file_is_named() -> None:
    with pytest.raises(RefusedError, match=r"^no-such\.csv did not come with this installation;"):
        shipped_path("no-such.csv")


def test_a_source_tree_has_its_files_in_data(package: Path) -> None:
    path = add(package.parents[1] / "data")
    assert Path(find(package)) == path


def test_an_installed_package_has_its_files_inside(package: Path) -> None:
    add(package.parents[1] / "data")
    inside = add(package / "data")
    assert Path(find(package)) == inside
