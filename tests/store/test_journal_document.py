"""docs/ledger-format.md: its example and its script are right, without our code and with it."""

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import journal_worker
from forecastctl.store.journal import Journal
from forecastctl.store.lines import parse_commit, parse_header, parse_record

DOCUMENT = Path(__file__).parents[2] / "docs" / "ledger-format.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")


def block(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n```\w+\n(.*?)```", TEXT, re.DOTALL)
    assert found is not None
    return found[1]


EXAMPLE = block("example").encode()


def table() -> list[tuple[str, int]]:
    """The digests of the table and how many bytes each is of."""
    rows = re.findall(r"^\| `([0-9a-f]{64})` \| chain.*\| (\d+) \|$", TEXT, re.MULTILINE)
    return [(digest, int(size)) for digest, size in rows]


def sealed(commit: bytes) -> bytes:
    return commit[: commit.index(b',"chain":')]


def test_every_digest_of_the_example_follows_from_its_bytes() -> None:
    header, *lines = EXAMPLE.splitlines(keepends=True)
    [(first, _), (second, _), _] = table()
    hashed = [
        header.removesuffix(b"\n"),
        first.encode() + b"\n" + b"".join(lines[0:3]) + sealed(lines[3]),
        second.encode() + b"\n" + lines[4] + sealed(lines[5]),
    ]
    assert table() == [(hashlib.sha256(text).hexdigest(), len(text)) for text in hashed]
    chains = re.findall(rb'"chain":"(\w+)"', EXAMPLE)
    assert [chain.decode() for chain in chains] == [digest for digest, _ in table()[1:]]


def test_the_example_is_a_ledger(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    ledger.write_bytes(EXAMPLE)
    result = Journal(ledger).verify()
    assert (result.ok, result.commits, result.warnings) == (True, 2, ())
    assert result.head == table()[-1][0]
    header, *lines = EXAMPLE.splitlines()
    assert parse_header(header).ledger_id == "8f0d6c0e5b7a4e2f9d3c1a2b4c5d6e7f"
    for line in lines:
        (parse_commit if line.startswith(b'{"commit"') else parse_record)(line)


def test_the_journal_writes_the_example_byte_for_byte(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    ledger.write_bytes(EXAMPLE)
    original = Journal(ledger).snapshot()
    copy = Journal(tmp_path / "copy.jsonl")
    for commit in original.commits(newest_first=False):
        with copy.writing(new_ledger_id=original.ledger_id) as writer:
            writer.append(commit.changes, user=commit.user, command=commit.command, at=commit.at)
    assert Path(copy.path).read_bytes() == EXAMPLE


def test_the_shell_command_prints_the_second_chain(tmp_path: Path) -> None:
    (tmp_path / "ledger.jsonl").write_bytes(EXAMPLE)
    found = re.search(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    assert found is not None
    run = subprocess.run(["sh", "-c", found[1]], cwd=tmp_path, capture_output=True, text=True)
    assert run.stdout.split()[0] == table()[-1][0]


def check(ledger: Path) -> subprocess.CompletedProcess[str]:
    script = ledger.with_name("check.py")
    script.write_text(block("script"), encoding="utf-8")
    command = [sys.executable, "-I", str(script), str(ledger)]
    return subprocess.run(command, capture_output=True, text=True)


def test_the_script_agrees_with_verify_on_a_real_ledger(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    for name in ("first", "second", "third"):
        journal_worker.add(ledger, name)
    run = check(ledger)
    assert run.returncode == 0
    assert run.stdout.splitlines() == [
        f"{one.serial} {one.chain} right"
        for one in Journal(ledger).snapshot().commits(newest_first=False)
    ]
    assert run.stdout.split()[-2] == Journal(ledger).verify().head


@pytest.mark.parametrize("old", [b"0.25", b'"user":"ana"', b'"lines":2', b'"ledger":"w"'])
def test_the_script_finds_an_edit(tmp_path: Path, old: bytes) -> None:
    ledger = tmp_path / "ledger.jsonl"
    journal_worker.add(ledger, "first")
    journal_worker.add(ledger, "second")
    new = old.replace(b"2", b"3").replace(b"a", b"b").replace(b"w", b"v")
    ledger.write_bytes(ledger.read_bytes().replace(old, new, 1))
    run = check(ledger)
    assert run.returncode == 1
    assert run.stdout.splitlines()[0].endswith("WRONG")


def test_the_script_is_no_longer_than_it_says() -> None:
    assert len([line for line in block("script").splitlines() if line]) <= 15
