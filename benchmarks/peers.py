"""The programs that are compared as ledgers grow, what they are given, and their commands."""

import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.ledgers import AUGUR, AUGUR_JSON, OPEN_IDS, OURS, TINYDB, Prediction, predictions
from benchmarks.speed import HERE, OUR_PROGRAM, run_command

SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
SQLITE = "plain.db"
EXPORT = "export.json"
Command = Sequence[str]


class Tool(NamedTuple):
    """A program: what it is given to work on, and its command for each task."""

    name: str
    most: int
    commands: Callable[[Path], dict[str, Iterator[Command]]]


def tools_of(augur: Path, peers: Path) -> Iterator[Tool]:
    """Ours first, then the others, each with the largest size that it is put to."""
    yield Tool("forecastctl", SIZES[-1], _ours)
    yield Tool("augur-cli", SIZES[-1], lambda folder: _augur(augur, folder))
    yield Tool("stock TinyDB", SIZES[-2], _script("stock_tinydb.py", TINYDB))
    yield Tool("sqlite3 script", SIZES[-1], _script("stock_sqlite.py", SQLITE))
    yield Tool("sqlite-utils", SIZES[-1], lambda folder: _sqlite_utils(peers, folder))
    yield Tool("jrnl", SIZES[-2], lambda folder: _jrnl(peers, folder))
    yield Tool("todoman", SIZES[1], lambda folder: _todoman(peers, folder))


def prepare(folder: Path, count: int, augur: Path) -> None:
    """Make the data, in another process, so that its memory is not ours."""
    run_command([str(augur), "--db", str(folder / AUGUR), "stats"])
    run_command(
        [sys.executable, "-m", "benchmarks.ledgers", str(count), str(folder)], folder=HERE.parent
    )
    run_command(
        [str(OUR_PROGRAM), "--ledger", str(folder / OURS), "export", "-o", str(folder / EXPORT)]
    )
    run_command(
        [sys.executable, "-m", "benchmarks.peers", str(count), str(folder)], folder=HERE.parent
    )


def main() -> None:
    """Write what the others work on, in a process whose memory is not counted for them."""
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    wanted = list(predictions(min(count, 100_000), date.today()))
    _write_sqlite(folder / SQLITE, folder / AUGUR)
    _write_jrnl(folder, wanted)
    if count <= SIZES[1]:
        _write_todos(folder, wanted)


def _ours(folder: Path) -> dict[str, Iterator[Command]]:
    ids, _ = json.loads((folder / OPEN_IDS).read_text("utf-8"))
    program = [str(OUR_PROGRAM), "--ledger", str(folder / OURS)]
    fresh = ([str(OUR_PROGRAM), "--ledger", f"{folder}/new{n}.jsonl"] for n in range(99))
    return {
        "start-up": _again(str(OUR_PROGRAM), "--version"),
        "add": (
            [*program, "add", f"Claim {n} of {os.getpid()}", "-p", "70%", "--due", "+90d"]
            for n in range(99)
        ),
        "resolve": ([*program, "resolve", id, "yes"] for id in reversed(ids)),
        "get": _again(*program, "show", ids[len(ids) // 2]),
        "list": _again(*program, "list", "--state", "all"),
        "due": _again(*program, "due"),
        "check": _again(*program, "check"),
        "report": _again(*program, "report"),
        "import": ([*one, "import", str(folder / EXPORT)] for one in fresh),
    }


def _augur(augur: Path, folder: Path) -> dict[str, Iterator[Command]]:
    _, numbers = json.loads((folder / OPEN_IDS).read_text("utf-8"))
    program = [str(augur), "--db", str(folder / AUGUR)]
    fresh = ([str(augur), "--db", f"{folder}/new{n}.db"] for n in range(99))
    return {
        "start-up": _again(str(augur), "--version"),
        "add": ([*program, "add", f"Claim {n}", "-p", "70%", "--by", "+90d"] for n in range(99)),
        "resolve": ([*program, "resolve", str(number), "yes"] for number in reversed(numbers)),
        "get": _again(*program, "show", str(numbers[len(numbers) // 2])),
        "list": _again(*program, "list"),
        "due": _again(*program, "due"),
        "report": _again(*program, "score"),
        "import": ([*one, "import", str(folder / AUGUR_JSON)] for one in fresh),
    }


def _script(name: str, file: str) -> Callable[[Path], dict[str, Iterator[Command]]]:
    def commands(folder: Path) -> dict[str, Iterator[Command]]:
        program = [sys.executable, str(HERE / name), str(folder / file)]
        some = "7"
        return {
            "start-up": _again(*program, "nothing"),
            "add": _again(*program, "add"),
            "resolve": _again(*program, "resolve", some),
            "get": _again(*program, "get", some),
            "list": _again(*program, "list"),
            "due": _again(*program, "due"),
        }

    return commands


def _sqlite_utils(peers: Path, folder: Path) -> dict[str, Iterator[Command]]:
    program, database = str(peers / "sqlite-utils"), str(folder / SQLITE)
    query = [program, "query", database]
    due = f"due < '{date.today()}' and outcome = 'open'"
    return {
        "start-up": _again(program, "--version"),
        "add": _again(*query, "insert into predictions (claim, probability) values ('x', 0.7)"),
        "resolve": _again(*query, "update predictions set outcome = 'yes' where id = 7"),
        "get": _again(*query, "select * from predictions where id = 7"),
        "list": _again(*query, "select * from predictions"),
        "due": _again(*query, f"select * from predictions where {due}"),
    }


def _jrnl(peers: Path, folder: Path) -> dict[str, Iterator[Command]]:
    program = [str(peers / "jrnl"), "--config-file", str(folder / "jrnl.yaml")]
    return {
        "start-up": _again(str(peers / "jrnl"), "--version"),
        "add": _again(*program, "A claim, 70 per cent."),
        "get": _again(*program, "-contains", "(7)"),
        "list": _again(*program, "--format", "short"),
    }


def _todoman(peers: Path, folder: Path) -> dict[str, Iterator[Command]]:
    program = [str(peers / "todo"), "--config", str(folder / "todoman.py")]
    return {
        "start-up": _again(str(peers / "todo"), "--version"),
        "add": _again(*program, "new", "-l", "todos", "A claim"),
        "resolve": _again(*program, "done", "7"),
        "get": _again(*program, "show", "7"),
        "list": _again(*program, "list"),
        "due": _again(*program, "list", "--due", "168"),
    }


def _write_sqlite(path: Path, augur: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("attach ? as other", (str(augur),))
        connection.execute(
            "create table predictions (id integer primary key, claim, probability, due, outcome)"
        )
        connection.execute(
            "insert into predictions (claim, probability, due, outcome) select "
            "statement, probability, substr(resolve_by, 1, 10), outcome from other.predictions"
        )
    connection.close()


def _write_jrnl(folder: Path, wanted: Sequence[Prediction]) -> None:
    entries = (f"[{one.made} 09:00] {one.claim}\n{one.quote}\n\n" for one in wanted)
    (folder / "journal.txt").write_text("".join(entries), "utf-8")
    config = f"journals:\n  default:\n    journal: {folder}/journal.txt\nversion: v4.6\n"
    (folder / "jrnl.yaml").write_text(
        config + "editor: ''\nencrypt: false\ntemplate: false\ndefault_hour: 9\n"
        "default_minute: 0\ntimeformat: '%F %H:%M'\ntagsymbols: '@'\nhighlight: false\n"
        "linewrap: 79\nindent_character: '|'\ncolors:\n  body: none\n  date: none\n"
        "  tags: none\n  title: none\n",
        "utf-8",
    )


def _write_todos(folder: Path, wanted: Sequence[Prediction]) -> None:
    todos = folder / "todos"
    todos.mkdir()
    for one in wanted:
        (todos / f"{one.number}.ics").write_text(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:bench\r\nBEGIN:VTODO\r\n"
            f"UID:{one.number}\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:{one.claim}\r\n"
            f"DUE;VALUE=DATE:{one.due:%Y%m%d}\r\nEND:VTODO\r\nEND:VCALENDAR\r\n",
            "utf-8",
        )
    (folder / "todoman.py").write_text(
        f"path = '{folder}/todos'\ncache_path = '{folder}/todos.cache'\n"
        "date_format = '%Y-%m-%d'\ntime_format = '%H:%M'\ndefault_list = 'todos'\n",
        "utf-8",
    )


def _again(*command: str) -> Iterator[Command]:
    while True:
        yield command


if __name__ == "__main__":
    main()
