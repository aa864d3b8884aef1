"""The contract of `store.base`, kept by every store."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forecastctl.errors import LedgerDamagedError, NotFoundError
from forecastctl.model import (
    Article,
    Candidate,
    CandidateState,
    Evidence,
    Forecast,
    Method,
    Outcome,
    Precision,
    Question,
    Record,
    Resolution,
    Said,
    Source,
    SourceKind,
)
from forecastctl.scoring.tables import GroupBy, Selection
from forecastctl.store.base import EntryFilter, Match, Store
from forecastctl.store.memory import MemoryStore
from forecastctl.store.tiny import TinyStore

AT = datetime(2026, 11, 21, 10, 0, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
MADE = date(2026, 10, 1)
HOSTILE = (
    'tab\t"quote" \\ \x1b[31m \u202e \u2028 emoji 🦜 e\u0301 {"t":"sources","id":"x"}\nnew line'
)


def counting_bytes() -> Callable[[int], bytes]:
    count = 0

    def random_bytes(n: int) -> bytes:
        nonlocal count
        count += 1
        return (count * 7919 * 104729).to_bytes(8, "big")[-n:]

    return random_bytes


@pytest.fixture(params=["memory", "tiny"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "memory":
        return MemoryStore(random_bytes=counting_bytes())
    return TinyStore(tmp_path / "ledger.jsonl", random_bytes=counting_bytes())


def write(store: Store, *records: Record, command: str = "add", user: str = "ana") -> None:
    with store.transaction(command, user, AT) as ledger:
        for record in records:
            ledger.put(record)


def remove(store: Store, table: str, id: str) -> None:
    with store.transaction("delete", "ana", AT) as ledger:
        ledger.delete(table, id)


def question(id: str = "quest001", text: str = "Rates fall", **fields: object) -> Question:
    return replace(Question(id=id, text=text, due=date(2026, 12, 9)), **fields)  # type: ignore[arg-type]


def forecast(
    id: str, question: str = "quest001", source: str = "reuters", **fields: object
) -> Forecast:
    made = Forecast(id=id, question=question, source=source, made=MADE, probability=0.7)
    return replace(made, **fields)  # type: ignore[arg-type]


def resolution(question: str = "quest001", outcome: Outcome = Outcome.YES) -> Resolution:
    return Resolution(question=question, outcome=outcome, recorded_at=AT, by="ana")


SOURCE = Source(id="reuters", name="Reuters", kind=SourceKind.OUTLET)
ARTICLE = Article(
    id="3f2a00000000", title="T", publisher="reuters", published=MADE, precision=Precision.DAY
)
CANDIDATE = Candidate(
    id="c4a900000000", article=ARTICLE.id, claim="It rains", source="Kremlin", source_kind="person"
)


def test_many_records_are_laid_as_each_of_them_would_be(store: Store) -> None:
    records: list[Record] = [
        question(),
        question(text="Rates rise"),
        forecast("forec001"),
        resolution(),
    ]

    with store.transaction("import", "ana", AT) as ledger:
        ledger.put_all(records)
        assert ledger.question("quest001") == records[1]
        ledger.put_all([])

    assert store.read().forecast("forec001") == records[2]
    assert store.read().resolution("quest001") == records[3]
    [commit] = store.read().log()
    assert [change.id for change in commit.changes] == ["quest001", "forec001", "quest001"]


def test_an_empty_ledger_answers_every_question(store: Store) -> None:
    ledger = store.read()
    assert ledger.question("quest001") is None
    assert list(ledger.records()) == []
    assert list(ledger.entries(EntryFilter())) == []
    assert list(ledger.scoring_rows(Selection(today=TODAY))) == []
    assert list(ledger.log()) == []
    assert ledger.find("7k3q") == []
    assert ledger.similar("anything") == []
    assert ledger.deleted() == frozenset()
    assert ledger.history("quest001") == []


def test_what_was_put_is_read_back(store: Store) -> None:
    records: list[Record] = [
        SOURCE,
        ARTICLE,
        question(),
        forecast("fore0001"),
        resolution(),
        CANDIDATE,
    ]
    write(store, *records)
    ledger = store.read()
    assert ledger.source("reuters") == SOURCE
    assert ledger.article(ARTICLE.id) == ARTICLE
    assert ledger.question("quest001") == question()
    assert ledger.forecast("fore0001") == forecast("fore0001")
    assert ledger.resolution("quest001") == resolution()
    assert ledger.candidate(CANDIDATE.id) == CANDIDATE
    assert [record for _, record in ledger.records()] == records


def test_hostile_text_comes_back_unchanged(store: Store) -> None:
    hostile = question(text=HOSTILE, note=HOSTILE, tags=(HOSTILE, "b"))
    evidence = (Evidence(article="a", start=0, end=5, quote=HOSTILE),)
    write(store, hostile, forecast("fore0001", note=HOSTILE, evidence=evidence))
    ledger = store.read()
    assert ledger.question("quest001") == hostile
    assert ledger.forecasts_on("quest001")[0].evidence == evidence
    assert ledger.similar(HOSTILE) == [hostile]
    assert ledger.sources() == []


def test_records_come_in_the_order_of_ids(store: Store) -> None:
    write(store, question("bbbbbbbb"), question("aaaaaaaa"), Source(id="z", name="Z"), SOURCE)
    ledger = store.read()
    assert [one.id for one in ledger.questions()] == ["aaaaaaaa", "bbbbbbbb"]
    assert [one.id for one in ledger.sources()] == ["reuters", "z"]
    assert [id for _, record in ledger.records() for id in [record.id]] == [
        *("reuters", "z", "aaaaaaaa", "bbbbbbbb")
    ]


def test_candidates_are_told_apart_by_state_and_article(store: Store) -> None:
    rejected = replace(CANDIDATE, id="d00000000000", state=CandidateState.REJECTED)
    elsewhere = replace(CANDIDATE, id="e00000000000", article="4a0000000000")
    write(store, CANDIDATE, rejected, elsewhere)
    ledger = store.read()
    assert list(ledger.candidates()) == [CANDIDATE, rejected, elsewhere]
    assert list(ledger.candidates(CandidateState.PENDING)) == [CANDIDATE, elsewhere]
    assert list(ledger.candidates(article=ARTICLE.id)) == [CANDIDATE, rejected]
    assert list(ledger.candidates(CandidateState.PENDING, ARTICLE.id)) == [CANDIDATE]
    assert ledger.count_candidates(CandidateState.PENDING) == 2
    assert ledger.count_candidates(CandidateState.ACCEPTED) == 0


# Transactions


def test_an_exception_writes_nothing(store: Store) -> None:
    with (  # noqa: PT012 - what comes after the put is what is tested
        pytest.raises(ZeroDivisionError),
        store.transaction("add", "ana", AT) as ledger,
    ):
        ledger.put(question())
        ledger.put(question("other001", text="a" * (1 // 0)))
    assert store.read().question("quest001") is None
    assert list(store.read().log()) == []
    write(store, question())
    assert store.read().question("quest001") == question()


def test_a_transaction_sees_its_own_changes(store: Store) -> None:
    write(store, question("oldold01"), forecast("fore0001", "oldold01"))
    with store.transaction("add", "ana", AT) as ledger:
        ledger.put(question("newnew01", "Something new happens"))
        ledger.put(forecast("fore0002", "newnew01"))
        ledger.put(forecast("fore0003", "oldold01", "bbc"))
        ledger.delete("forecasts", "fore0001")
        assert ledger.question("newnew01") is not None
        assert ledger.forecast("fore0001") is None
        assert [one.id for one in ledger.forecasts_on("oldold01")] == ["fore0003"]
        assert [one.id for one in ledger.forecasts_on("newnew01")] == ["fore0002"]
        assert ledger.find("fore") == [
            Match("forecasts", "fore0002"),
            Match("forecasts", "fore0003"),
        ]
        assert [one.id for one in ledger.similar("something  NEW happens")] == ["newnew01"]
        assert {row.id for row in ledger.entries(EntryFilter())} == {"fore0002", "fore0003"}
        assert {row.forecast for row in ledger.scoring_rows(Selection(today=TODAY))} == {
            *("fore0002", "fore0003")
        }


def test_a_reader_does_not_see_later_writes(store: Store) -> None:
    write(store, question())
    before = store.read()
    write(store, question(text="Rates rise"), question("other001"))
    remove(store, "questions", "other001")
    assert before.question("quest001") == question()
    assert [one.text for one in before.questions()] == ["Rates fall"]
    assert len(list(before.log())) == 1


def test_changing_nothing_writes_nothing(store: Store) -> None:
    write(store, question())
    with store.transaction("edit", "ana", AT) as ledger:
        ledger.put(question())
        ledger.put(forecast("fore0001"))
        ledger.delete("forecasts", "fore0001")
        ledger.put(question(text="Changed"))
        ledger.put(question())
    with store.transaction("edit", "ana", AT):
        pass
    assert len(list(store.read().log())) == 1


def test_deleting_what_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(NotFoundError), store.transaction("delete", "ana", AT) as ledger:
        ledger.delete("questions", "quest001")


def test_a_deleted_record_is_gone(store: Store) -> None:
    write(store, question(), forecast("fore0001"))
    remove(store, "forecasts", "fore0001")
    ledger = store.read()
    assert ledger.forecast("fore0001") is None
    assert ledger.forecasts_on("quest001") == []
    assert ledger.find("fore0001") == []
    assert [row.id for row in ledger.entries(EntryFilter())] == ["quest001"]


# Forecasts and entries


def test_forecasts_on_a_question_are_in_the_order_in_which_they_were_made(store: Store) -> None:
    later = datetime(2026, 10, 1, 9, 0, 0, 500000, tzinfo=UTC)
    earlier = datetime(2026, 10, 1, 9, 0, 0, tzinfo=UTC)
    write(
        store,
        question(),
        forecast("z0000005", made=date(2026, 10, 2)),
        forecast("y0000004", made_at=later),
        forecast("x0000003", made_at=earlier),
        forecast("w0000001"),
    )
    write(store, forecast("a0000002", source="bbc"))
    found = [one.id for one in store.read().forecasts_on("quest001")]
    assert found == ["w0000001", "a0000002", "x0000003", "y0000004", "z0000005"]


def test_an_edited_forecast_keeps_its_place(store: Store) -> None:
    write(store, question(), forecast("fore0001"), forecast("fore0002"))
    write(store, forecast("fore0001", note="edited"), command="edit")
    assert [one.id for one in store.read().forecasts_on("quest001")] == ["fore0001", "fore0002"]


def test_a_forecast_that_moved_to_another_question_is_only_there(store: Store) -> None:
    write(store, question(), question("other001"), forecast("fore0001"), forecast("fore0002"))
    write(store, forecast("fore0001", "other001"), command="edit")
    ledger = store.read()
    assert [one.id for one in ledger.forecasts_on("quest001")] == ["fore0002"]
    assert [one.id for one in ledger.forecasts_on("other001")] == ["fore0001"]


def test_forecasts_by_a_source_include_those_that_it_passed_on(store: Store) -> None:
    write(
        store,
        question(),
        forecast("fore0003", source="kremlin", via=("tass", "reuters")),
        forecast("fore0001"),
        forecast("fore0002", source="bbc"),
    )
    assert [one.id for one in store.read().forecasts_by("reuters")] == ["fore0001", "fore0003"]


def test_an_entry_is_the_latest_forecast_of_one_source(store: Store) -> None:
    write(
        store,
        question(),
        forecast("fore0001", made=date(2026, 10, 5)),
        forecast("fore0002", made=date(2026, 10, 3)),
        forecast("fore0003", made=date(2026, 10, 5)),
        forecast("fore0004", source="bbc"),
        question("noone001", text="Nobody has forecast this"),
    )
    rows = {row.id: row for row in store.read().entries(EntryFilter())}
    assert {id: row.updates for id, row in rows.items()} == {
        "fore0003": 2,
        "fore0004": 0,
        "noone001": 0,
    }
    assert rows["noone001"].source is None
    assert rows["noone001"].probability is None


def test_an_entry_row_has_what_lists_need(store: Store) -> None:
    worded = forecast(
        "fore0001",
        probability=0.07,
        low=0.02,
        high=0.18,
        wording="will not",
        method=Method.WORDED,
        said=Said.WILL_NOT,
    )
    write(
        store,
        question(due_assumed=True, check_on=date(2027, 1, 5), tags=("rates", "us")),
        worded,
        resolution(outcome=Outcome.VOID),
    )
    [row] = store.read().entries(EntryFilter())
    assert row._asdict() == {
        "id": "fore0001",
        "question": "quest001",
        "source": "reuters",
        "claim": "Rates fall",
        "probability": 0.07,
        "is_worded": True,
        "said": "-",
        "made": "2026-10-01",
        "due": "2026-12-09",
        "due_assumed": True,
        "check_day": "2027-01-05",
        "outcome": Outcome.VOID,
        "tags": ("rates", "us"),
        "updates": 0,
    }


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (EntryFilter(), {"f0000001", "f0000002", "f0000003", "q0000004"}),
        (EntryFilter(sources=frozenset({"bbc"})), {"f0000002"}),
        (EntryFilter(sources=frozenset({"nobody"})), set()),
        (EntryFilter(tag="rates"), {"f0000001", "f0000002"}),
        (EntryFilter(due_before=date(2026, 12, 9)), {"f0000003"}),
        (EntryFilter(search="RATES"), {"f0000001", "f0000002"}),
        (EntryFilter(search="e\u0301COLE"), {"q0000004"}),
        (EntryFilter(search="first paying"), {"f0000003"}),
        (EntryFilter(unresolved=True), {"f0000001", "f0000002", "q0000004"}),
        (EntryFilter(unresolved=False), {"f0000003"}),
        (EntryFilter(question="q0000001"), {"f0000001", "f0000002"}),
        (EntryFilter(question="q0000004"), {"q0000004"}),
        (EntryFilter(question="absent01"), set()),
        (EntryFilter(question="q0000001", sources=frozenset({"bbc"})), {"f0000002"}),
    ],
)
def test_a_filter_keeps_only_what_passes(
    store: Store, wanted: EntryFilter, expected: set[str]
) -> None:
    write(
        store,
        question("q0000001", "Rates fall", tags=("rates",)),
        question("q0000003", "Tunnel opens", due=date(2026, 12, 8), criteria="First paying car"),
        question("q0000004", "The École opens", due=None),
        forecast("f0000001", "q0000001"),
        forecast("f0000002", "q0000001", "bbc"),
        forecast("f0000003", "q0000003"),
        resolution("q0000003"),
    )
    ledger = store.read()
    assert {row.id for row in ledger.entries(wanted)} == expected
    in_full = {entry.id: entry for entry in ledger.entries_in_full(wanted)}
    assert set(in_full) == expected
    for id, entry in in_full.items():
        assert entry == ledger.entry(id)


def test_an_earlier_forecast_or_the_question_gives_the_entry(store: Store) -> None:
    write(
        store,
        question(),
        forecast("fore0001"),
        forecast("fore0002", made=date(2026, 10, 9)),
        forecast("fore0003", source="bbc", made=date(2026, 10, 10)),
        resolution(),
    )
    ledger = store.read()
    assert ledger.entry("fore0001") == ledger.entry("fore0002")
    assert ledger.entry("fore0001").id == "fore0002"
    assert ledger.entry("fore0001").updates == 1
    assert ledger.entry("quest001").id == "fore0003"
    assert ledger.entry("quest001").resolution == resolution()


def test_a_question_without_forecasts_is_an_entry(store: Store) -> None:
    write(store, question())
    entry = store.read().entry("quest001")
    assert (entry.id, entry.forecast, entry.updates) == ("quest001", None, 0)


def test_no_entry_of_that_id_is_an_error(store: Store) -> None:
    write(store, SOURCE, CANDIDATE)
    for id in ("absent01", CANDIDATE.id, "reuters"):
        with pytest.raises(NotFoundError):
            store.read().entry(id)


# Ids and texts


def test_a_prefix_finds_records_of_all_four_tables(store: Store) -> None:
    write(
        store,
        replace(ARTICLE, id="abcd00000000"),
        replace(CANDIDATE, id="abcde0000000"),
        question("abcd1111"),
        forecast("abcd2222", "abcd1111"),
        Source(id="abcd", name="Abcd"),
        resolution("abcd1111"),
        question("abce0000"),
    )
    ledger = store.read()
    assert ledger.find("abcd") == [
        Match("articles", "abcd00000000"),
        Match("questions", "abcd1111"),
        Match("forecasts", "abcd2222"),
        Match("candidates", "abcde0000000"),
    ]
    assert ledger.find("abcd2") == [Match("forecasts", "abcd2222")]
    assert ledger.find("abcd2222") == [Match("forecasts", "abcd2222")]
    assert ledger.find("zzzz") == []


def test_at_most_twenty_records_are_found(store: Store) -> None:
    write(store, *(question(f"abcd{n:04}") for n in range(30)))
    assert [match.id for match in store.read().find("abcd")] == [f"abcd{n:04}" for n in range(20)]


def test_short_ids_are_unique_among_all_that_people_type(store: Store) -> None:
    write(store, question("abcd1111"), forecast("abcd1122"), question("zzzz0000"))
    write(store, question("zzzz0001"))
    remove(store, "questions", "zzzz0001")
    short = store.read().short_ids(["abcd1111", "abcd1122", "zzzz0000"])
    assert short == {"abcd1111": "abcd111", "abcd1122": "abcd112", "zzzz0000": "zzzz"}


def test_a_prefix_resolves_to_itself(store: Store) -> None:
    ids = [f"{n * 2654435761 % 2**40:08x}"[:8] for n in range(200)]
    write(store, *(question(id) for id in ids))
    ledger = store.read()
    for id, short in ledger.short_ids(ids).items():
        assert ledger.find(short) == [Match("questions", id)]


def test_new_ids_are_not_in_use(store: Store) -> None:
    with store.transaction("add", "ana", AT) as ledger:
        made = set()
        for _ in range(50):
            id = ledger.new_id()
            ledger.put(question(id))
            made.add(id)
    assert len(made) == 50
    assert store.read().new_id() not in made


def test_the_same_text_is_found_first_whatever_its_case_and_white_space(store: Store) -> None:
    write(
        store,
        question("near0001", "The Fed cuts rates by 25bp in December 2027"),
        question("same0001", "The Fed cuts  rates by 25bp in December 2026"),
        question("same0002", "the fed CUTS rates by 25bp in december 2026 "),
        question("far00001", "Tunnel opens before July"),
        resolution("same0002"),
    )
    found = store.read().similar("The Fed cuts rates by 25bp in December 2026")
    assert [one.id for one in found] == ["same0001", "same0002", "near0001"]


def test_at_most_five_similar_questions_are_found(store: Store) -> None:
    write(store, *(question(f"near{n:04}", f"Rates fall in Atlantis year {n}") for n in range(9)))
    assert len(store.read().similar("Rates fall in Atlantis year ninety")) == 5


# Scoring


def test_scoring_rows_hold_every_update(store: Store) -> None:
    made_at = datetime(2026, 10, 1, 9, 0, 0, tzinfo=UTC)
    write(
        store,
        question(event="fed"),
        forecast("fore0001"),
        forecast("fore0002", made_at=made_at, probability=0.4),
        resolution(),
    )
    first, second = sorted(store.read().scoring_rows(Selection(today=TODAY)))
    assert first.order < second.order
    assert first._replace(order=("", 0))._asdict() == {
        "forecast": "fore0001",
        "question": "quest001",
        "source": "reuters",
        "probability": 0.7,
        "low": None,
        "high": None,
        "wording": None,
        "method": "stated",
        "said": "+",
        "claim_kind": None,
        "made": "2026-10-01",
        "order": ("", 0),
        "is_binary": True,
        "due": "2026-12-09",
        "due_assumed": False,
        "event": "fed",
        "outcome": "yes",
        "happened_on": None,
        "recorded_on": "2026-11-21",
        "groups": (),
    }
    assert second.order[0] == "2026-10-01T09:00:00"


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(today=TODAY), {"f0000001", "f0000002", "f0000003"}),
        (Selection(today=TODAY, method=("judged",)), {"f0000002"}),
        (Selection(today=TODAY, since=date(2026, 12, 9)), {"f0000001", "f0000002"}),
        (Selection(today=TODAY, since=date(2026, 12, 10)), set()),
        (Selection(today=TODAY, until=date(2026, 12, 9)), {"f0000001", "f0000002"}),
        (Selection(today=TODAY, until=date(2026, 12, 8)), set()),
    ],
)
def test_what_is_not_selected_is_not_looked_at(
    store: Store, selection: Selection, expected: set[str]
) -> None:
    write(
        store,
        question(),
        question("undated1", due=None),
        forecast("f0000001"),
        forecast("f0000002", source="market", method=Method.JUDGED),
        forecast("f0000003", "undated1"),
    )
    assert {row.forecast for row in store.read().scoring_rows(selection)} == expected


@pytest.mark.parametrize(
    ("by", "full", "bare"),
    [
        (GroupBy.SOURCE, (), ()),
        (GroupBy.WORDING, (), ()),
        (GroupBy.VIA, ("tass", "bbc"), ("(direct)",)),
        (GroupBy.PUBLISHER, ("reuters",), ("(direct)",)),
        (GroupBy.PARENT, ("government",), ("(direct)",)),
        (GroupBy.TAG, ("war", "talks"), ("(none)",)),
        (GroupBy.SOURCE_KIND, ("organisation",), ("unknown",)),
        (GroupBy.CLAIM_KIND, (), ()),
        (GroupBy.HORIZON, (), ()),
        (GroupBy.QUARTER, (), ()),
    ],
)
def test_groups_of_a_forecast(
    store: Store, by: GroupBy, full: tuple[str, ...], bare: tuple[str, ...]
) -> None:
    from forecastctl.model import ClaimKind

    write(
        store,
        ARTICLE,
        Source(id="kremlin", name="Kremlin", kind=SourceKind.ORGANISATION, parent="government"),
        Source(id="bbc", name="BBC"),
        question(tags=("war", "talks")),
        question("undated1", due=None),
        forecast(
            "full0001",
            source="kremlin",
            via=("tass", "bbc"),
            claim_kind=ClaimKind.PLAN,
            evidence=(Evidence(article=ARTICLE.id, start=0, end=3), Evidence(quote="x")),
        ),
        forecast("bare0001", "undated1", "bbc"),
    )
    rows = store.read().scoring_rows(Selection(today=TODAY, by=by))
    assert {row.forecast: row.groups for row in rows} == {"full0001": full, "bare0001": bare}


# History


def test_the_log_tells_what_changed_newest_first(store: Store) -> None:
    write(store, question(), forecast("fore0001"))
    write(store, question(text="Rates rise"), command="edit", user="ben")
    remove(store, "forecasts", "fore0001")
    newest, edit, oldest = store.read().log()
    assert [commit.serial for commit in (newest, edit, oldest)] == [3, 2, 1]
    assert (edit.command, edit.user, edit.at) == ("edit", "ben", AT)
    assert [(c.table, c.id, c.kind) for c in oldest.changes] == [
        ("questions", "quest001", "added"),
        ("forecasts", "fore0001", "added"),
    ]
    [changed] = edit.changes
    assert changed.kind == "changed"
    assert changed.before is not None
    assert changed.doc is not None
    assert (changed.before["text"], changed.doc["text"]) == ("Rates fall", "Rates rise")
    assert [(c.kind, c.doc) for c in newest.changes] == [("deleted", None)]
    assert len({commit.chain for commit in (newest, edit, oldest)}) == 3


def test_the_log_can_be_narrowed(store: Store) -> None:
    write(store, question())
    with store.transaction("add", "ben", datetime(2026, 11, 22, tzinfo=UTC)) as ledger:
        ledger.put(question("other001"))
    ledger_read = store.read()
    assert [one.serial for one in ledger_read.log(user="ana")] == [1]
    assert [one.serial for one in ledger_read.log(since=datetime(2026, 11, 22, tzinfo=UTC))] == [2]


def test_the_history_of_a_record_is_that_of_its_question(store: Store) -> None:
    write(store, question(), forecast("fore0001"))
    write(store, question("other001"), forecast("fore0002", "other001"))
    write(store, forecast("fore0003", source="bbc"))
    write(store, resolution(), command="resolve")
    remove(store, "forecasts", "fore0001")
    ledger = store.read()
    for id in ("quest001", "fore0001", "fore0003"):
        assert [commit.serial for commit in ledger.history(id)] == [1, 3, 4, 5]
    assert [commit.serial for commit in ledger.history("other001")] == [2]
    assert ledger.history("absent01") == []


def test_the_history_of_a_forecast_follows_it_to_another_question(store: Store) -> None:
    write(store, question(), question("other001"), forecast("fore0001"))
    write(store, forecast("fore0001", "other001"), command="edit")
    write(store, question("other001", text="Edited"), command="edit")
    assert [one.serial for one in store.read().history("fore0001")] == [1, 2, 3]


def test_deleted_names_what_somebody_deleted(store: Store) -> None:
    write(store, question(), forecast("fore0001"), forecast("fore0002"))
    remove(store, "forecasts", "fore0001")
    remove(store, "forecasts", "fore0002")
    write(store, forecast("fore0002"))
    assert store.read().deleted() == {Match("forecasts", "fore0001")}


def test_records_removed_by_undo_do_not_count_as_deleted(store: Store) -> None:
    write(store, question())
    store.undo("ana", AT)
    assert store.read().question("quest001") is None
    assert store.read().deleted() == frozenset()


def test_undoing_a_restoration_leaves_the_record_deleted(store: Store) -> None:
    write(store, question())
    remove(store, "questions", "quest001")
    write(store, question())
    store.undo("ana", AT)
    assert store.read().deleted() == {Match("questions", "quest001")}


# Undo


def test_undo_takes_back_whole_transactions_newest_first(store: Store) -> None:
    write(store, question(), forecast("fore0001"))
    write(store, question(text="Rates rise"), resolution(), command="edit")
    undone = store.undo("ben", AT)
    assert undone is not None
    assert (undone.serial, undone.command, undone.undone_by) == (2, "edit", 3)
    ledger = store.read()
    assert ledger.question("quest001") == question()
    assert ledger.resolution("quest001") is None
    undone = store.undo("ben", AT)
    assert undone is not None
    assert undone.serial == 1
    assert list(store.read().records()) == []
    assert store.undo("ben", AT) is None
    assert [(c.serial, c.command, c.undoes, c.undone_by) for c in store.read().log()] == [
        (4, "undo", 1, None),
        (3, "undo", 2, None),
        (2, "edit", None, 3),
        (1, "add", None, 4),
    ]


def test_undo_after_new_work_takes_back_the_new_work(store: Store) -> None:
    write(store, question())
    write(store, question(text="Rates rise"))
    store.undo("ana", AT)
    write(store, question(text="Rates stay"))
    undone = store.undo("ana", AT)
    assert undone is not None
    assert undone.serial == 4
    assert store.read().question("quest001") == question()
    undone = store.undo("ana", AT)
    assert undone is not None
    assert undone.serial == 1


def test_undo_brings_back_what_was_deleted(store: Store) -> None:
    write(store, question(), forecast("fore0001"))
    remove(store, "forecasts", "fore0001")
    store.undo("ana", AT)
    assert store.read().forecast("fore0001") == forecast("fore0001")
    assert store.read().deleted() == frozenset()


def test_a_dry_run_of_undo_writes_nothing(store: Store) -> None:
    write(store, question())
    undone = store.undo("ana", AT, dry_run=True)
    assert undone is not None
    assert undone.serial == 1
    assert store.read().question("quest001") == question()
    assert len(list(store.read().log())) == 1


def test_an_untouched_ledger_verifies(store: Store) -> None:
    write(store, question())
    write(store, question(text="Rates rise"))
    verified = store.verify()
    assert (verified.ok, verified.commits, verified.problems) == (True, 2, ())
    assert len(verified.head) == 64
    assert store.reseal("ana", AT) is None


def test_a_forecast_on_no_question_is_damage(store: Store) -> None:
    write(store, forecast("fore0001"))
    with pytest.raises(LedgerDamagedError, match="fore0001: question: there is no question"):
        list(store.read().entries(EntryFilter()))
    with pytest.raises(LedgerDamagedError, match="fore0001"):
        list(store.read().scoring_rows(Selection(today=TODAY)))
