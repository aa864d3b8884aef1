"""Commands as a user runs them: real files, a fixed day, a throw-away home."""

import os
import re
from pathlib import Path

import pytest

from cli_case import Add, Cli, Result
from forecastctl.cli.main import run

TODAY = "2026-11-21"
FORECASTCTL = re.compile(r"^FORECASTCTL_|^(NO_COLOR|FORCE_COLOR|COLUMNS|VISUAL|EDITOR)$")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home with nothing of the caller's environment in it."""
    for variable in list(os.environ):
        if FORECASTCTL.search(variable):
            monkeypatch.delenv(variable)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("FORECASTCTL_USER", "ana")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def ledger_path(home: Path) -> Path:
    """Where the default ledger of this home is, once it is made."""
    return home / "data" / "forecastctl" / "ledger.jsonl"


@pytest.fixture
def cli(home: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run a command line on 21 November 2026 in the throw-away home."""

    def call(*arguments: str, today: str = TODAY) -> Result:
        capsys.readouterr()
        code = run(["--today", today, *arguments])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture
def add(cli: Cli) -> Add:
    """Add an entry and give its whole id."""

    def call(claim: str, p: str = "70%", due: str = "2026-12-09", *more: str) -> str:
        result = cli("add", claim, "-p", p, "--due", due, "-q", *more)
        assert result.code == 0, result.err
        return result.id

    return call
