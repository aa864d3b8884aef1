"""What contrib/ offers must work as it stands: in cron, in systemd, in shells, in monitoring."""

import configparser
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

CONTRIB = Path(__file__).parents[1] / "contrib"
CRON_LINE = re.compile(r"(?:[\d*,/-]+\s+){5}(?P<command>\S.*)")

Run = Callable[[str], "subprocess.CompletedProcess[str]"]


def commands_of(crontab: str) -> list[str]:
    """The commands of a crontab as cron hands them to sh: `\\%` stands for a per cent sign."""
    found = (CRON_LINE.fullmatch(line) for line in crontab.splitlines())
    return [match["command"].replace("\\%", "%") for match in found if match]


CRON_COMMANDS = commands_of((CONTRIB / "crontab").read_text("utf-8"))


def needs(tool: str) -> str:
    """The full path of an optional tool; the test is skipped without it."""
    path = shutil.which(tool)
    if path is None:
        pytest.skip(f"{tool} is not installed")
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with forecastctl where an installer for one user puts it."""
    (tmp_path / ".local/bin").mkdir(parents=True)
    installed = Path(sys.executable).with_name("forecastctl")
    (tmp_path / ".local/bin/forecastctl").symlink_to(installed)
    return tmp_path


@pytest.fixture
def cron(home: Path) -> Run:
    """Runs a command as cron does: sh, four variables, no terminal, no locale."""
    environment = {"HOME": str(home), "LOGNAME": "ana", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}

    def run(command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=home,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
            start_new_session=True,
        )

    return run


def add(cron: Run, claim: str, due: str) -> None:
    command = f"\"$HOME/.local/bin/forecastctl\" add '{claim}' -p 70% --made 2020-01-01 --due {due}"
    done = cron(command)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def quiet_ledger(cron: Run) -> None:
    add(cron, "Zürich ↔ Genève in two hours", "2199-12-31")


@pytest.fixture
def overdue_ledger(cron: Run) -> None:
    add(cron, "Zürich ↔ Genève in two hours", "2020-02-01")


def test_the_crontab_has_lines_for_checking_and_reporting() -> None:
    assert any(" check -q" in command for command in CRON_COMMANDS)
    assert any(" report" in command for command in CRON_COMMANDS)


@pytest.mark.usefixtures("quiet_ledger")
@pytest.mark.parametrize("command", CRON_COMMANDS)
def test_every_crontab_line_runs_in_the_surroundings_of_cron(cron: Run, command: str) -> None:
    done = cron(command)

    assert (done.returncode, done.stderr) == (0, "")
    if " -q" in command:
        assert done.stdout == ""


@pytest.mark.usefixtures("overdue_ledger")
def test_the_daily_line_prints_one_line_and_warns_when_something_is_overdue(cron: Run) -> None:
    done = cron(CRON_COMMANDS[0])

    assert (done.returncode, done.stderr) == (1, "")
    assert re.fullmatch(r"FORECASTCTL WARNING - 1 overdue .*\n", done.stdout)


@pytest.mark.usefixtures("overdue_ledger")
def test_the_threshold_line_makes_a_long_wait_critical(cron: Run) -> None:
    [command] = [command for command in CRON_COMMANDS if "oldest=" in command]

    done = cron(command)

    assert done.returncode == 2
    assert done.stdout.startswith("FORECASTCTL CRITICAL - ")


def test_cron_without_a_ledger_reports_that_nothing_could_be_checked(cron: Run) -> None:
    done = cron(CRON_COMMANDS[0])

    assert done.returncode == 3
    assert re.fullmatch(r"FORECASTCTL UNKNOWN - .*\n", done.stdout)


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None, comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(CONTRIB / name, "utf-8")
    return parser


def test_the_service_fails_only_when_the_check_could_not_be_made() -> None:
    service = unit("forecastctl-check.service")["Service"]

    assert service["Type"] == "oneshot"
    assert service["SuccessExitStatus"].split() == ["1", "2"]


def test_the_timer_makes_up_for_days_on_which_the_machine_was_off() -> None:
    assert unit("forecastctl-check.timer")["Timer"].getboolean("Persistent")


@pytest.mark.usefixtures("overdue_ledger")
def test_the_command_of_the_service_runs(cron: Run) -> None:
    command = unit("forecastctl-check.service")["Service"]["ExecStart"]

    assert cron(command.replace("%h", "$HOME")).returncode == 1


def test_systemd_accepts_the_units(home: Path) -> None:
    analyze = needs("systemd-analyze")
    units = [str(CONTRIB / f"forecastctl-check.{kind}") for kind in ("service", "timer")]

    done = subprocess.run(
        [analyze, "--user", "verify", *units],
        env={"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


SCRIPTS = ["notify.sh", "shell-start.sh"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_shell_scripts_parse_and_lint(name: str) -> None:
    subprocess.run(["/bin/sh", "-n", CONTRIB / name], check=True, timeout=30)
    subprocess.run([needs("shellcheck"), CONTRIB / name], check=True, timeout=30)


SHELLS = {
    "bash": (["--norc", "-i", "-c"], "shell-start.sh"),
    "zsh": (["-f", "-i", "-c"], "shell-start.sh"),
    "fish": (["--no-config", "-i", "-c"], "shell-start.fish"),
}


def start_shell(shell: str, home: Path) -> str:
    """What a new interactive shell prints that sources the snippet."""
    options, snippet = SHELLS[shell]
    done = subprocess.run(
        [needs(shell), *options, f"source '{CONTRIB / snippet}'"],
        env={"HOME": str(home), "PATH": f"{home}/.local/bin:/usr/bin:/bin", "TERM": "dumb"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        start_new_session=True,
    )
    return done.stdout


@pytest.mark.usefixtures("overdue_ledger")
@pytest.mark.parametrize("shell", SHELLS)
def test_the_first_shell_of_the_day_says_what_is_overdue(shell: str, home: Path) -> None:
    first, second = start_shell(shell, home), start_shell(shell, home)

    assert re.fullmatch(r"FORECASTCTL WARNING - 1 overdue [^|\n]*\n", first)
    assert second == ""


@pytest.mark.usefixtures("quiet_ledger")
@pytest.mark.parametrize("shell", SHELLS)
def test_shells_start_silently_when_all_is_well(shell: str, home: Path) -> None:
    assert start_shell(shell, home) == ""


@pytest.fixture
def notified(home: Path) -> Path:
    """Where a stand-in for the desktop's notify-send writes what it was told."""
    heard = home / "heard"
    notify = home / ".local/bin/notify-send"
    notify.write_text('#!/bin/sh\nprintf "%s\\n" "$@" >"$HOME/heard"\n', "utf-8")
    notify.chmod(0o755)
    return heard


@pytest.mark.usefixtures("overdue_ledger")
def test_a_notification_shows_the_line_and_hands_on_the_code(cron: Run, notified: Path) -> None:
    done = cron(f"'{CONTRIB / 'notify.sh'}' -c 'oldest=~:30'")

    assert done.returncode == 2
    *options, title, line = notified.read_text("utf-8").splitlines()
    assert "--urgency=critical" in options
    assert title == "Predictions"
    assert re.fullmatch(r"FORECASTCTL CRITICAL - 1 overdue [^|]*", line)


@pytest.mark.usefixtures("quiet_ledger")
def test_no_notification_when_all_is_well(cron: Run, notified: Path) -> None:
    assert cron(f"'{CONTRIB / 'notify.sh'}'").returncode == 0
    assert not notified.exists()


def nagios_command(ledger: str) -> str:
    """The command that Nagios makes of its definition and its service."""
    config = (CONTRIB / "nagios.cfg").read_text("utf-8")
    line = re.search(r"command_line\s+(.*)", config)
    call = re.search(r"check_command\s+(.*)", config)
    assert line is not None
    assert call is not None
    command = line[1].replace("/usr/local/bin/forecastctl", '"$HOME/.local/bin/forecastctl"')
    values = [ledger, *call[1].split("!")[2:]]
    for number, value in enumerate(values, start=1):
        command = command.replace(f"$ARG{number}$", value)
    return command


@pytest.mark.usefixtures("overdue_ledger")
def test_the_nagios_command_runs(cron: Run, home: Path) -> None:
    done = cron(nagios_command(str(home / ".local/share/forecastctl/ledger.jsonl")))

    assert done.returncode == 1
    assert "| overdue=1;0;10;0 " in done.stdout
