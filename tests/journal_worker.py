"""A process that writes to a ledger and says so on its standard output, one line a transaction.

Usage: journal_worker.py OPERATION LEDGER NAME COUNT
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from forecastctl.errors import ForecastctlError
from forecastctl.store.journal import Journal, Writer
from forecastctl.store.lines import RawChange

AT = "2026-11-21T10:00:00Z"
MANY = 2000
TORN = b'{"t":"questions","id":"torn","doc":{"te'


def pair(name: str) -> list[RawChange]:
    """A question and a forecast on it: one without the other would be half a transaction."""
    return [
        RawChange("questions", name, {"text": f"Will {name} happen?", "due": "2026-12-31"}),
        RawChange("forecasts", name, {"question": name, "probability": 0.25}),
    ]


def many(name: str) -> list[RawChange]:
    """What an import writes at once."""
    return [change for i in range(MANY) for change in pair(f"{name}-{i}")]


def append(writer: Writer, changes: list[RawChange], command: str = "add") -> None:
    writer.append(changes, user="ana", command=command, at=AT)


def add(ledger: Path, name: str) -> None:
    """Open, add one prediction, close."""
    with Journal(ledger).writing(new_ledger_id="w") as writer:
        append(writer, pair(name))


def add_many(ledger: Path, name: str) -> None:
    with Journal(ledger).writing(new_ledger_id="w") as writer:
        append(writer, many(name), "import")


def create(ledger: Path, name: str) -> None:
    Journal(ledger.with_name(f"{name}.jsonl")).create(name, AT)


def repair(ledger: Path, name: str) -> None:
    """Add behind what a dying process has left."""
    with ledger.open("ab") as file:
        file.write(TORN)
    add(ledger, name)


def reseal(ledger: Path, name: str) -> None:
    """Reseal a fresh copy of a ledger that somebody has edited."""
    copy = ledger.with_name(f"{name}.jsonl")
    shutil.copy(ledger, f"{copy}.part")
    Path(f"{copy}.part").rename(copy)
    Journal(copy).reseal(user="ana", at=AT)


OPERATIONS = {
    "add": add,
    "import": add_many,
    "create": create,
    "repair": repair,
    "reseal": reseal,
}


def work(operation: str, ledger: Path, name: str, count: int) -> Iterator[str]:
    if operation == "keep":  # one journal for all, as a long-lived program would have
        journal = Journal(ledger, lock_timeout=60)
        for i in range(count):
            with journal.writing(new_ledger_id="w") as writer:
                append(writer, pair(f"{name}{i}"))
            yield f"{name}{i}"
    else:
        for i in range(count):
            OPERATIONS[operation](ledger, f"{name}{i}")
            yield f"{name}{i}"


def main() -> None:
    operation, ledger, name, count = sys.argv[1:]
    print("ready", flush=True)
    try:
        for done in work(operation, Path(ledger), name, int(count)):
            print(done, flush=True)
    except ForecastctlError as error:
        sys.exit(f"{type(error).__name__} {error}")


if __name__ == "__main__":
    main()
