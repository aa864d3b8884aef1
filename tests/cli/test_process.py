"""The program as a process: pipes, signals, locks, terminals, start-up."""

import fcntl
import os
import resource
import signal
import subprocess
from pathlib import Path

import pytest

from process_case import PROGRAM, environment, on_terminal, run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    added = run(tmp_path, "add", "x happens", "-p", "70%", "--due", "2026-11-10",
                "--made", "2026-11-01")  # fmt: skip
    assert added.returncode == 0, added.stderr
    return tmp_path


def test_a_closed_pipe_ends_the_process_by_its_signal_and_loses_no_entry(home: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*PROGRAM, "add", "y happens", "-p", "70%", "--due", "eoy"],
        env=environment(home),
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)

    assert done.returncode == -signal.SIGPIPE
    assert b"Traceback" not in done.stderr
    assert "y happens" in run(home, "list").stdout


def test_a_full_device_under_stdout_is_one_line_and_code_1(home: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "list"],
            env=environment(home),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1


def test_a_result_that_a_full_disk_cuts_is_one_line_and_code_1(home: Path) -> None:
    """Python itself says nothing where PYTHONUNBUFFERED is set.

    What it compiles meanwhile would be cut too, and later runs would choke on that.
    """
    settings = {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    with (home / "list.json").open("wb") as file:
        done = subprocess.run(
            [*PROGRAM, "list", "--format", "json"],
            env=environment(home, settings),
            stdout=file,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
            check=False,
        )

    assert done.returncode == 1
    assert done.stderr.startswith(b"forecastctl: the result cannot be written to stdout: ")
    assert done.stderr.count(b"\n") == 1


def closed(home: Path, streams: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run with these streams closed, as a shell writes it."""
    script = f'exec "$@" {streams}'
    return run(home, *arguments, program=["sh", "-c", script, "sh", *PROGRAM])


def test_a_closed_stdout_is_one_line_and_code_1(home: Path) -> None:
    done = closed(home, ">&-", "list")

    assert done.returncode == 1
    assert done.stderr.startswith("forecastctl: the result cannot be written to stdout: ")
    assert done.stderr.count("\n") == 1


def test_a_closed_stderr_costs_its_notes_alone(home: Path) -> None:
    done = closed(home, "2>&-", "add", "y happens", "-p", "70%", "--due", "eoy")

    assert done.returncode == 0
    assert done.stdout.startswith("Added ")


def test_with_every_stream_closed_the_ledger_stays_whole(home: Path) -> None:
    closed(home, "<&- >&- 2>&-", "add", "y happens", "-p", "70%", "--due", "eoy")

    assert run(home, "verify").returncode == 0
    assert "y happens" in run(home, "list").stdout


def test_a_locked_ledger_is_75_for_writers_and_nothing_for_readers(home: Path) -> None:
    ledger = home / ".local/share/forecastctl/ledger.jsonl"
    with ledger.with_name("ledger.jsonl.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        refused = run(home, "add", "y", "-p", "70%", "--due", "eoy",
                      extra={"FORECASTCTL_LOCK_TIMEOUT": "0.1"})  # fmt: skip
        assert refused.returncode == 75
        assert refused.stderr.count("\n") == 1
        assert run(home, "list").returncode == 0
        assert run(home, "check").returncode == 1


def test_colour_only_where_it_is_wanted(home: Path) -> None:
    assert "\x1b[" not in run(home, "list").stdout
    assert "\x1b[" in run(home, "list", "--color", "always").stdout
    assert "\x1b[" in run(home, "list", extra={"FORCE_COLOR": "1"}).stdout
    assert "\x1b[" in on_terminal(home, ["list"], [])[1]
    assert "\x1b[" not in on_terminal(home, ["list"], [], NO_COLOR="1")[1]
    assert "\x1b[" not in on_terminal(home, ["list"], [], TERM="dumb")[1]


def test_a_declined_deletion_is_1_and_deletes_nothing(home: Path) -> None:
    entry = run(home, "list", "--format", "csv").stdout.splitlines()[1].split(",")[0]

    code, screen = on_terminal(home, ["delete", entry], [("[y/N]", "n\n")])

    assert code == 1
    assert "nothing was deleted" in screen
    assert "x happens" in run(home, "list").stdout


def test_ctrl_c_at_a_prompt_is_130_and_ctrl_d_is_1(home: Path) -> None:
    entry = run(home, "list", "--format", "csv").stdout.splitlines()[1].split(",")[0]

    code, screen = on_terminal(home, ["delete", entry], [("[y/N]", "\x03")])
    assert code == 130
    assert screen.endswith("^C\r\n")
    assert on_terminal(home, ["delete", entry], [("[y/N]", "\x04")])[0] == 1
    assert "x happens" in run(home, "list").stdout


def test_the_walk_stores_each_answer_and_takes_the_last_one_back(home: Path) -> None:
    run(home, "add", "y happens", "-p", "20%", "--due", "2026-11-12", "--made", "2026-11-01")

    code, screen = on_terminal(
        home,
        ["resolve", "--due"],
        [
            ("q quit", "y\n"),
            ("which day", "2026-11-09\n"),
            ("proof", "https://example.org\n"),
            ("2 of 2", "b\n"),
            ("1 of 2", "n\n"),
            ("which day", "\n"),
            ("proof", "\n"),
            ("2 of 2", "q\n"),
        ],
    )

    assert code == 0, screen
    resolved = run(home, "list", "--state", "resolved", "--format", "csv").stdout
    assert ",no," in resolved
    assert resolved.count("\n") == 2
    assert "1 answered, 1 left" in screen


def test_an_editor_corrects_an_entry_and_a_mistake_reopens_it(home: Path, tmp_path: Path) -> None:
    entry = run(home, "list", "--format", "csv").stdout.splitlines()[1].split(",")[0]
    editor = tmp_path / "editor.sh"
    editor.write_text(
        "#!/bin/sh\n"
        'if grep -q "^#! " "$1"; then sed -i "s/^due:.*/due: 2026-12-24/" "$1"\n'
        'else sed -i "s/^due:.*/due: soon/; s/^claim:.*/claim: z happens/" "$1"; fi\n'
    )
    editor.chmod(0o755)

    code, screen = on_terminal(
        home, ["edit", entry, "-e"], [("Edit again?", "y\n")], EDITOR=str(editor)
    )

    assert code == 0, screen
    listed = run(home, "list").stdout
    assert "z happens" in listed
    assert "2026-12-24" in listed


def test_an_unchanged_form_is_1(home: Path) -> None:
    entry = run(home, "list", "--format", "csv").stdout.splitlines()[1].split(",")[0]

    code, screen = on_terminal(home, ["edit", entry, "-e"], [], EDITOR="true")

    assert code == 1
    assert "nothing was changed" in screen


def test_no_arguments_is_a_living_line_and_short_help_on_stderr(home: Path) -> None:
    done = run(home)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[0] == "1 overdue, 0 due this week"
    assert "forecastctl demo" in done.stderr


def test_without_a_ledger_the_living_line_names_the_demo(tmp_path: Path) -> None:
    nothing_said = run(tmp_path, program=PROGRAM[:3])

    assert nothing_said.returncode == 2
    assert nothing_said.stderr.splitlines()[0] == "no ledger yet: forecastctl demo"


def test_piped_lists_are_whole_and_terminal_lists_are_cut(home: Path) -> None:
    run(home, "add", "w" * 200 + " happens", "-p", "70%", "--due", "2026-12-01")

    assert "w" * 200 in run(home, "list").stdout
    screen = on_terminal(home, ["list"], [], NO_COLOR="1")[1]
    assert max(len(line) for line in screen.splitlines()) <= 80
    assert "…" in screen


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_offers_ids_with_their_claims(home: Path, shell: str) -> None:
    words = "forecastctl show "
    offered = run(
        home,
        program=PROGRAM[:3],
        extra={
            "_FORECASTCTL_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": words,
            "COMP_CWORD": "2",
            "_TYPER_COMPLETE_ARGS": words,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        },
    )

    entry = run(home, "list").stdout.splitlines()[1].split()[0]
    assert entry in offered.stdout
    if shell != "bash":
        assert "x happens" in offered.stdout
    assert offered.stderr == ""


def test_completion_swallows_every_error(tmp_path: Path) -> None:
    ledger = tmp_path / "broken.jsonl"
    ledger.write_text("nonsense\n")
    done = run(
        tmp_path,
        program=PROGRAM[:3],
        extra={
            "FORECASTCTL_LEDGER": str(ledger),
            "_FORECASTCTL_COMPLETE": "complete_bash",
            "COMP_WORDS": "forecastctl show ",
            "COMP_CWORD": "2",
        },
    )

    assert (done.returncode, done.stderr) == (0, "")
