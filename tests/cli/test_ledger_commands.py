"""init, path, verify, log: the file itself, as its owner meets it."""

import stat
from pathlib import Path

from cli_case import Add, Cli


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_ledger_is_private_unless_it_is_made_to_be_shared(cli: Cli) -> None:
    assert cli("init", "mine.jsonl").out == "mine.jsonl\n"
    assert cli("init", "--shared", "ours.jsonl").code == 0

    assert stat.S_IMODE(Path("mine.jsonl").stat().st_mode) == 0o600
    assert stat.S_IMODE(Path("ours.jsonl").stat().st_mode) == 0o660
    assert cli("init", "mine.jsonl").code == 6


def test_a_named_ledger_that_is_missing_is_made_by_add_and_5_to_readers(cli: Cli) -> None:
    assert cli("--ledger", "new.jsonl", "list").code == 5
    assert cli("--ledger", "new.jsonl", "add", "x", "-p", "70%", "--due", "eoy").code == 0
    assert cli("list", "--ledger", "new.jsonl").out.count("\n") == 2


def test_the_later_of_two_global_options_wins(cli: Cli) -> None:
    cli("--ledger", "a.jsonl", "add", "in a", "-p", "70%", "--due", "eoy")
    cli("--ledger", "b.jsonl", "add", "in b", "-p", "70%", "--due", "eoy")

    assert "in b" in cli("--ledger", "a.jsonl", "list", "--ledger", "b.jsonl").out


def test_verify_names_the_head_that_seals_everything(cli: Cli, add: Add, ledger_path: Path) -> None:
    add("x happens")
    first = cli("verify", "--head").out.split()
    add("y happens")
    second = cli("verify", "--head").out.split()

    assert first[1] == "1"
    assert second[1] == "2"
    assert first[0] in ledger_path.read_text()
    assert second[0] in ledger_path.read_text().splitlines()[-1]
    assert cli("verify", "--format", "json").json["head"] == second[0]


def test_a_hand_edit_stops_everything_until_it_is_resealed_for_all_to_see(
    cli: Cli, add: Add, ledger_path: Path
) -> None:
    add("x happens")
    add("y happens")
    edit(ledger_path, '"text":"x happens"', '"text": "z happens"')

    for command in (["list"], ["report"], ["export"], ["verify"]):
        result = cli(*command)
        assert result.code == 5, command
        assert "verify --reseal" in result.err
        assert result.out == ""
    assert cli("verify", "--reseal").code == 2
    assert cli("verify", "--reseal", "-y").code == 0
    assert "z happens" in cli("list").out
    assert "resealed" in cli("log").out
    assert "edited by hand" in cli("verify").out


def test_an_edit_that_stays_canonical_is_found_by_verify(
    cli: Cli, add: Add, ledger_path: Path
) -> None:
    add("x happens")
    add("y happens")
    edit(ledger_path, '"probability":0.7', '"probability":0.9')

    result = cli("verify")

    assert result.code == 5
    assert "commit 1" in result.err


def test_a_torn_tail_is_named_kept_aside_and_no_error(
    cli: Cli, add: Add, ledger_path: Path
) -> None:
    add("x happens")
    whole = ledger_path.read_bytes()
    add("y happens")
    ledger_path.write_bytes(ledger_path.read_bytes()[:-30])

    assert "y happens" not in cli("list").out
    assert cli("verify").code == 0
    written = cli("add", "z happens", "-p", "70%", "--due", "eoy")
    assert written.code == 0
    assert "torn" in written.err
    assert ledger_path.read_bytes().startswith(whole)
    assert b"y happens" in ledger_path.with_name("ledger.jsonl.torn").read_bytes()


def test_undo_says_that_it_moved_a_torn_tail(cli: Cli, add: Add, ledger_path: Path) -> None:
    add("x happens")
    add("y happens")
    ledger_path.write_bytes(ledger_path.read_bytes()[:-30])

    undone = cli("undo")

    assert undone.code == 0
    assert "torn" in undone.err


def test_a_ledger_of_a_newer_version_is_refused(cli: Cli, add: Add, ledger_path: Path) -> None:
    add("x happens")
    edit(ledger_path, '{"forecastctl":1', '{"forecastctl":2')

    result = cli("list")

    assert result.code == 5
    assert "update forecastctl" in result.err


def test_the_log_tells_who_did_what_and_filters(cli: Cli, add: Add) -> None:
    entry = add("x happens")
    cli("update", entry, "-p", "80%")
    cli("undo")

    commits = cli("log", "--format", "json").json["commits"]

    assert [commit["command"] for commit in commits] == ["undo", "update", "add"]
    assert commits[1]["undone_by"] == 3
    assert {commit["user"] for commit in commits} == {"ana"}
    assert cli("log", "--by", "bob").out == ""
    assert cli("log", entry, "--format", "json").json["commits"][-1]["command"] == "add"


def test_damage_is_critical_to_check_store_and_unknown_to_check(
    cli: Cli, add: Add, ledger_path: Path
) -> None:
    add("x happens")
    add("y happens")
    ledger_path.write_bytes(ledger_path.read_bytes().replace(b"x happens", b"\xff happens"))

    assert cli("check").code == 3
    damaged = cli("check", "store")
    assert damaged.code == 2
    assert damaged.out.startswith("FORECASTCTL CRITICAL - ledger damaged: line ")
    assert damaged.out.count("\n") == 1


def test_the_status_line_is_short_and_carries_the_numbers(cli: Cli, add: Add) -> None:
    entry = add("x happens", "70%", "2026-11-09", "--made", "2026-10-01")
    add("y happens", "70%", "2026-11-19", "--made", "2026-10-01")
    add("z happens", "70%", "2026-11-25")
    add("w happens", "70%", "2027-11-25")
    add("v happens", "70%", "none")

    result = cli("check")

    assert result.code == 1
    assert result.out == (
        f"FORECASTCTL WARNING - 2 overdue (oldest {entry[:4]}, 12 days), 1 due within 7 days"
        " | overdue=2;0;;0 oldest_overdue_days=12;;;0 due_soon=1;;;0 open=5;;;0\n"
    )
    assert len(result.out.split("|")[0]) < 80
    assert cli("check", "-w", "5", "-q").out == ""
    assert cli("check", "-w", "oldest=~:11").code == 1
    assert cli("check", "-c", "1").code == 2
    assert cli("check", "-c", "due=@1:5").code == 2
    assert cli("check", "-v").out.count("\n") == 6
    document = cli("check", "--format", "json").json
    assert (document["status"], document["code"], document["overdue"]) == ("WARNING", 1, 2)
    assert len(document["entries"]) == 3
