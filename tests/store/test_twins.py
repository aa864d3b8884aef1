"""The ledger on disk and its twin in memory answer alike, whatever has happened to them."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from forecastctl.errors import LedgerDamagedError
from forecastctl.model import (
    Article,
    Candidate,
    Forecast,
    Method,
    Outcome,
    Question,
    Record,
    Resolution,
    Source,
    SourceKind,
)
from forecastctl.scoring.tables import GroupBy, ScoringRow, Selection
from forecastctl.store.base import EntryFilter, Match, Reader, Store
from forecastctl.store.memory import MemoryStore
from forecastctl.store.tiny import Ledger, TinyStore

AT = datetime(2026, 11, 21, 10, 0, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
ALL = Selection(today=TODAY)
FILTERS = (
    EntryFilter(),
    EntryFilter(unresolved=True),
    EntryFilter(unresolved=False, tag="b"),
    EntryFilter(sources=frozenset({"src-1", "src-2"})),
    EntryFilter(search="ŁÓDŹ", due_before=date(2027, 1, 1)),
    EntryFilter(question="qaaa0001"),
)


def random_record(chance: random.Random) -> Record:
    question = f"qaaa{chance.randrange(12):04}"
    kind = chance.randrange(6)
    if kind == 0:
        text = chance.choice(["Rates fall", "Tunnel in Łódź opens", "Rates  FALL"])
        due = chance.choice([None, TODAY, TODAY + timedelta(days=90)])
        tags = tuple(chance.sample("abc", chance.randrange(3)))
        return Question(id=question, text=text, due=due, tags=tags, note=chance.choice(["", "x"]))
    if kind == 1:
        return Resolution(
            question=question, outcome=chance.choice([*Outcome]), recorded_at=AT, by="ana"
        )
    if kind == 2 and chance.random() < 0.5:
        source = f"src-{chance.randrange(3)}"
        return Source(id=source, name=source, kind=chance.choice([*SourceKind]))
    if kind == 2:
        return Article(id=f"abc{chance.randrange(4):09}", title=chance.choice("TU"))
    if kind == 3 and chance.random() < 0.3:
        id = f"def{chance.randrange(4):09}"
        return Candidate(id=id, article="a", claim="c", source="s", source_kind="person")
    made = TODAY - timedelta(days=chance.randrange(3))
    made_at = chance.choice([None, AT, AT + timedelta(microseconds=5)])
    return Forecast(
        id=f"faaa{chance.randrange(30):04}",
        question=question,
        source=f"src-{chance.randrange(3)}",
        made=made,
        made_at=made_at,
        probability=chance.choice([0.0, 1 / 3, 1.0, None]),
        method=chance.choice([Method.STATED, Method.JUDGED]),
    )


def random_step(chance: random.Random) -> Callable[[Store], None]:
    """A transaction of puts and deletions, or an undo; the same for both stores."""
    if chance.random() < 0.15:
        return lambda store: void(store.undo("ana", AT))
    records = [random_record(chance) for _ in range(chance.randrange(1, 8))]
    questions = {one.question for one in records if isinstance(one, Forecast | Resolution)}
    goners = [Match("forecasts", f"faaa{chance.randrange(30):04}") for _ in range(2)]
    goners += [Match("resolutions", f"qaaa{chance.randrange(12):04}")]

    def step(store: Store) -> None:
        with store.transaction("step", "ana", AT) as ledger:
            for question in sorted(questions):
                if ledger.question(question) is None:
                    ledger.put(Question(id=question, text=f"About {question}"))
            for record in records:
                ledger.put(record)
            for table, id in goners:
                found = ledger.forecast(id) if table == "forecasts" else ledger.resolution(id)
                if found is not None:
                    ledger.delete(table, id)

    return step


def void(_: object) -> None:
    """A step returns nothing."""


def answers(reader: Reader) -> dict[str, object]:
    ids = [record.id for _, record in reader.records()]
    return {
        "records": list(reader.records()),
        "entries": [sorted(reader.entries(wanted), key=str) for wanted in FILTERS],
        "in full": [sorted(map(str, reader.entries_in_full(wanted))) for wanted in FILTERS],
        "scoring": [
            [row._replace(order=("", 0)) for row in reader.scoring_rows(selection)]
            for selection in (Selection(today=TODAY, by=by) for by in GroupBy)
        ],
        "order": [row.forecast for row in sorted(reader.scoring_rows(ALL), key=when)],
        "on": [reader.forecasts_on(f"qaaa{n:04}") for n in range(12)],
        "by": [list(reader.forecasts_by(f"src-{n}")) for n in range(3)],
        "found": [reader.find(id[:7]) for id in ids] + [reader.find("qa"), reader.find("abcd")],
        "short": reader.short_ids(ids) if ids else {},
        "similar": reader.similar("rates fall"),
        "deleted": reader.deleted(),
        "history": [[one.serial for one in reader.history(id)] for id in ids],
        "log": [(one.serial, one.undone_by, one.changes) for one in reader.log()],
    }


def when(row: ScoringRow) -> tuple[str, tuple[str, int]]:
    return row.made, row.order


@pytest.mark.parametrize("seed", range(6))
def test_both_stores_answer_alike(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    disk = TinyStore(tmp_path / "ledger.jsonl", random_bytes=chance.randbytes)
    memory = MemoryStore(random_bytes=chance.randbytes)
    for _ in range(30):
        step = random_step(chance)
        step(disk)
        step(memory)
    expected = answers(memory.read())
    found = answers(TinyStore(disk.name).read())
    for question in expected:
        assert found[question] == expected[question], question
    assert TinyStore(disk.name).verify().ok


# What a reader of everything meets


def damaged(path: Path, old: str, new: str) -> TinyStore:
    store = TinyStore(path)
    with store.transaction("add", "ana", AT) as ledger:
        for n in range(3):
            ledger.put(Question(id=f"qaaa000{n}", text=f"Rates fall {n}"))
    with store.transaction("add", "ana", AT) as ledger:
        ledger.put(Question(id="qaaa0009", text="Another"))
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return TinyStore(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"text":"Rates fall 1"', '"text": "Rates fall 1"'),
        ('"text":"Rates fall 1"', '"text":"Rates fall 1'),
        ('{"t":"questions","id":"qaaa0001"', '{"id":"qaaa0001","t":"questions"'),
        ('"id":"qaaa0001"', '"id":5'),
        ('"doc":{"text":"Rates fall 1","type":"binary"}', '"doc":7'),
        ('"id":"qaaa0001","doc"', '"id":"qaaa0001","x":1,"doc"'),
    ],
)
def test_whoever_reads_everything_meets_damage(tmp_path: Path, old: str, new: str) -> None:
    store = damaged(tmp_path / "ledger.jsonl", old, new)
    with pytest.raises(LedgerDamagedError, match="line 3 "):
        list(store.read().entries(EntryFilter()))
    with pytest.raises(LedgerDamagedError, match="line 3 "):
        list(store.read().scoring_rows(Selection(today=TODAY)))
    with pytest.raises(LedgerDamagedError, match="line 3 "):
        list(store.read().records())


def test_a_resealed_line_is_read_as_it_was_edited(tmp_path: Path) -> None:
    store = damaged(tmp_path / "ledger.jsonl", '"text":"Rates fall 1"', '"text": "Rates rise 1"')
    store.reseal("ana", AT)
    claims = sorted(row.claim for row in TinyStore(store.name).read().entries(EntryFilter()))
    assert claims == ["Another", "Rates fall 0", "Rates fall 2", "Rates rise 1"]


def test_a_wrong_document_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    Ledger(path).table("questions").insert({"text": "No type", "colour": "red"})
    with pytest.raises(LedgerDamagedError, match="type: is missing"):
        list(TinyStore(path).read().questions())
    with pytest.raises(LedgerDamagedError, match="type: is missing"):
        list(TinyStore(path).read().scoring_rows(Selection(today=TODAY)))
