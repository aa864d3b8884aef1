"""The same invented predictions as a forecastctl ledger, an augur-cli database and a TinyDB file.

Run as a process of its own (`python -m benchmarks.ledgers 10000 FOLDER`), so that the memory it
needs is not counted for the programs that are measured afterwards.
"""

import argparse
import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from forecastctl.model import (
    Evidence,
    Forecast,
    Method,
    Outcome,
    Question,
    Resolution,
    Source,
    SourceKind,
)

OURS, AUGUR, TINYDB = "ledger.jsonl", "augur.db", "tinydb.json"
AUGUR_JSON = "augur.json"
OPEN_IDS = "open.json"

SOURCES = 20
DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
SUBJECTS = ("The council", "Harbour traffic", "The rail link", "Winter wheat", "The central bank")
VERBS = ("approves", "exceeds", "postpones", "reopens", "halves", "publishes")
OBJECTS = ("the budget", "last year's level", "the second tunnel", "its forecast", "the key rate")
PLACES = ("Porto", "Łódź", "Tampere", "Graz", "Málaga", "Aarhus", "Ghent", "Brno")
TAGS = ("rates", "transport", "harvest", "elections", "energy", "health")
WORDED = (
    ("likely", 0.7, 0.55, 0.85),
    ("unlikely", 0.2, 0.1, 0.35),
    ("almost certain", 0.95, 0.9, 1),
)


class Prediction(NamedTuple):
    """One entry; `number` counts from 1, and is the id where a tool numbers its rows."""

    number: int
    claim: str
    source: str
    probability: float
    wording: tuple[str, float, float] | None
    made: date
    due: date
    tags: tuple[str, ...]
    quote: str
    outcome: bool | None


def predictions(count: int, today: date, seed: int = 1) -> Iterator[Prediction]:
    """Predictions of which half are due and resolved, 1 % overdue and 1 % due within a week."""
    random = Random(seed)
    for number in range(1, count + 1):
        where, elsewhere = random.sample(PLACES, 2)
        deed = f"{random.choice(VERBS)} {random.choice(OBJECTS)}"
        claim = f"{random.choice(SUBJECTS)} in {where} {deed} before {elsewhere} does ({number})"
        word, probability, low, high = random.choice(WORDED)
        is_worded = random.random() < 0.2
        if not is_worded:
            probability = random.randint(1, 99) / 100
        days, is_resolved = _due(random, number)
        due = today + timedelta(days=days)
        yield Prediction(
            number,
            claim,
            f"outlet-{random.randrange(SOURCES)}",
            probability,
            (word, low, high) if is_worded else None,
            min(due, today) - timedelta(days=random.randint(0, 200)),
            due,
            tuple(random.sample(TAGS, random.choice((0, 1, 1, 2)))),
            f"{where} {deed}, officials said",
            random.random() < probability if is_resolved else None,
        )


def _due(random: Random, number: int) -> tuple[int, bool]:
    """Days from today to the due day, and whether the outcome is known."""
    if number % 2:
        return -random.randint(1, 900), True
    if number % 100 == 0:
        return -random.randint(1, 60), False
    if number % 100 == 50:
        return random.randint(0, 7), False
    return random.randint(8, 700), False


def write_ours(path: Path, wanted: Sequence[Prediction]) -> list[str]:
    """Write a ledger in one transaction, as an import does; the ids of open entries."""
    from forecastctl.store.tiny import TinyStore

    random = Random(2)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    open_ids = []
    store = TinyStore(path, random_bytes=random.randbytes)
    with store.transaction("import", "bench", now) as ledger:
        for index in range(SOURCES):
            name = f"Outlet {index}"
            ledger.put(Source(id=f"outlet-{index}", name=name, kind=SourceKind.OUTLET))
        for one in wanted:
            question, forecast = ("".join(random.choices(DIGITS, k=8)) for _ in range(2))
            ledger.put(_question(one, question))
            ledger.put(_forecast(one, forecast, question))
            if one.outcome is None:
                open_ids.append(forecast)
                continue
            outcome = Outcome.YES if one.outcome else Outcome.NO
            ledger.put(Resolution(question=question, outcome=outcome, recorded_at=now, by="bench"))
    return open_ids


def _question(one: Prediction, id: str) -> Question:
    return Question(id=id, text=one.claim, opened=one.made, due=one.due, tags=one.tags)


def _forecast(one: Prediction, id: str, question: str) -> Forecast:
    word, low, high = one.wording or (None, None, None)
    return Forecast(
        id=id,
        question=question,
        source=one.source,
        made=one.made,
        probability=one.probability,
        low=low,
        high=high,
        wording=word,
        method=Method.WORDED if word else Method.STATED,
        evidence=(Evidence(quote=one.quote),),
    )


def augur_row(one: Prediction) -> dict[str, object]:
    """A row of augur-cli: its columns, and the keys of the JSON that it imports."""
    outcomes = {None: "open", True: "yes", False: "no"}
    return {
        "statement": one.claim,
        "probability": one.probability,
        "created_at": f"{one.made}T00:00:00+00:00",
        "resolve_by": f"{one.due}T23:59:59+00:00",
        "resolved_at": None if one.outcome is None else f"{one.due}T00:00:00+00:00",
        "outcome": outcomes[one.outcome],
        "tags": [one.source, *one.tags],
        "note": one.quote,
    }


def fill_augur(database: Path, wanted: Sequence[Prediction]) -> None:
    """Fill the tables that augur-cli has made; its own import takes a commit per row."""
    rows = []
    for row in map(augur_row, wanted):
        tags = row["tags"]
        assert isinstance(tags, list)
        rows.append({**row, "tags": ",".join(tags)})
    columns = list(rows[0])
    values = ", ".join(f":{column}" for column in columns)
    with sqlite3.connect(database) as connection:
        connection.executemany(
            f"INSERT INTO predictions ({', '.join(columns)}) VALUES ({values})", rows
        )
    connection.close()


def write_tinydb(path: Path, wanted: Sequence[Prediction]) -> None:
    """A file as TinyDB's own JSONStorage writes it, with our fields."""
    rows = {
        str(one.number): {
            "claim": one.claim,
            "source": one.source,
            "probability": one.probability,
            "made": str(one.made),
            "due": str(one.due),
            "tags": list(one.tags),
            "quote": one.quote,
            "outcome": one.outcome,
        }
        for one in wanted
    }
    path.write_text(json.dumps({"_default": rows}), "utf-8")


def main() -> None:
    """Write every file for one size into a folder where augur-cli has made its tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    folder = options.folder
    wanted = list(predictions(options.count, date.today()))
    open_ids = write_ours(folder / OURS, wanted)
    fill_augur(folder / AUGUR, wanted)
    write_tinydb(folder / TINYDB, wanted)
    (folder / AUGUR_JSON).write_text(json.dumps([augur_row(one) for one in wanted]), "utf-8")
    numbers = [one.number for one in wanted if one.outcome is None]
    (folder / OPEN_IDS).write_text(json.dumps([open_ids, numbers]), "utf-8")


if __name__ == "__main__":
    main()
