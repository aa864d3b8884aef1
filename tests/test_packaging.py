"""A wheel, installed elsewhere, must work like the source tree."""

import hashlib
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from forecastctl import __version__

ROOT = Path(__file__).parents[1]
BESIDE = ROOT.parent / "shared"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source tree without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", folder, ROOT],
        check=True,
        timeout=120,
    )
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a fresh environment with the wheel and our dependencies."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin/python"
    options = ["--quiet", "--no-deps", "--no-index"]
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", *options, wheel],
        check=True,
        timeout=120,
    )
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    dependencies = sysconfig.get_path("purelib")
    (folder / "lib" / version / "site-packages/dependencies.pth").write_text(dependencies, "utf-8")
    return folder / "bin"


def run(program: Path, *arguments: str, home: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [program, *arguments],
        cwd=home,
        env={"HOME": str(home), "PATH": os.defpath, "TZ": "UTC", "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_wheel_holds_the_package_its_data_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {f"forecastctl/data/{path.name}" for path in (ROOT / "data").iterdir()}

    assert data <= names
    assert "forecastctl/py.typed" in names
    assert {name.partition("/")[0] for name in names} == {
        "forecastctl",
        f"forecastctl-{__version__}.dist-info",
    }


@pytest.mark.skipif(not BESIDE.is_dir(), reason="nothing stands beside the repository")
def test_no_text_from_beside_the_repository_is_shipped(wheel: Path) -> None:
    beside = {
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in BESIDE.rglob("*")
        if path.is_file() and path.stat().st_size > 0 and path.name != "probability_words.csv"
    }
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name: archive.read(name) for name in archive.namelist()}

    copied = [name for name, body in shipped.items() if hashlib.sha256(body).hexdigest() in beside]
    assert copied == []


def test_an_installed_wheel_is_found_apart_from_the_source_tree(
    installed: Path, tmp_path: Path
) -> None:
    where = "import forecastctl; print(forecastctl.__file__)"

    done = run(installed / "python", "-c", where, home=tmp_path)

    assert Path(done.stdout.strip()).is_relative_to(installed.parent)


def test_an_installed_wheel_says_its_version(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "forecastctl", "--version", home=tmp_path)

    assert (done.returncode, done.stdout) == (0, f"forecastctl {__version__}\n")


def test_the_demo_of_an_installed_wheel_finds_its_data_and_leaves_nothing_behind(
    installed: Path, tmp_path: Path
) -> None:
    done = run(installed / "forecastctl", "demo", home=tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_words_of_an_installed_wheel_are_known(installed: Path, tmp_path: Path) -> None:
    arguments = ["add", "Rain falls in Lisbon", "-p", "likely", "--due", "2199-01-31"]

    done = run(installed / "forecastctl", *arguments, home=tmp_path)

    assert done.returncode == 0, done.stderr
