"""The tables of log, sources and questions; verify; the lines below the status of check."""

from datetime import UTC, date, datetime

from render_samples import ADDED, FED, HOSTILE, HOSTILE_SHOWN, IDS, NO, PIPE, TODAY, question, row

from forecastctl.errors import Problem
from forecastctl.model import Source, SourceKind, State
from forecastctl.render.browse import (
    log_table,
    questions_table,
    source_card,
    source_line,
    sources_table,
    verified,
)
from forecastctl.render.status import check_details, counted_facts, status_line, unknown_line
from forecastctl.render.tables import draw
from forecastctl.render.view import QuestionRow, SourceRow
from forecastctl.store.base import Commit, Verification

REUTERS = Source(
    id="reuters", name="Reuters", kind=SourceKind.OUTLET, aliases=("RTRS",), parent="thomson"
)


def test_the_log_has_one_line_a_transaction() -> None:
    undo = Commit(
        serial=2,
        at=datetime(2026, 11, 1, tzinfo=UTC),
        user="ana",
        command="undo",
        chain="0" * 64,
        undoes=1,
        changes=(ADDED.changes[0]._replace(kind="deleted", doc=None),),
    )

    assert draw(log_table([undo, ADDED._replace(undone_by=2)]), PIPE) == (
        "commit  at                    user  command  changes\n"
        "     2  2026-11-01T00:00:00Z  ana   undo     deleted question w5ce1k0a; undoes 1\n"
        "     1  2026-10-30T10:00:00Z  ana   add     "
        " added question w5ce1k0a, forecast 0q8wv2rd; undone by 2\n"
    )


def test_a_transaction_without_changes_has_a_mark() -> None:
    assert log_table([ADDED._replace(changes=())]).rows[0][-1] == "-"


def test_sources_are_listed_with_their_other_names() -> None:
    rows = [SourceRow(source=REUTERS, entries=1200)]

    assert draw(sources_table(rows), PIPE) == (
        "id       kind    parent   entries  name\n"
        "reuters  outlet  thomson    1,200  Reuters, also RTRS\n"
    )


def test_one_source_is_shown_and_named_in_a_sentence() -> None:
    assert source_card(SourceRow(source=REUTERS, entries=2)) == (
        "Reuters\n"
        "  id       reuters\n"
        "  kind     outlet\n"
        "  aliases  RTRS\n"
        "  parent   thomson\n"
        "  entries  2\n"
    )
    assert source_line(REUTERS) == "reuters (Reuters, also RTRS, outlet, part of thomson)"


def test_questions_are_listed_with_their_state() -> None:
    undated = question(id="aaaa0000", text="Some day", due=None)
    assumed = question(id="bbbb0000", text="Perhaps", due=date(2026, 12, 31), due_assumed=True)
    table = questions_table(
        [
            QuestionRow(question=FED, sources=2, resolution=NO),
            QuestionRow(question=assumed, sources=1, resolution=None),
            QuestionRow(question=undated, sources=0, resolution=None),
        ],
        ids=IDS,
        today=TODAY,
    )

    assert draw(table, PIPE) == (
        "id        due          state        sources  claim\n"
        "w5ce      2026-11-19   resolved no        2 "
        " Fed cuts rates by 25bp at the November 2026 meeting\n"
        "bbbb0000  2026-12-31*  open               1  Perhaps\n"
        "aaaa0000  -            undated            0  Some day\n"
    )


def test_verify_names_the_head_and_every_problem() -> None:
    whole = Verification(ok=True, commits=12, head="ab" * 32)
    damaged = Verification(
        ok=False,
        commits=1,
        head="ab" * 32,
        problems=(Problem(where="line 4", field=None, message="was edited"),),
        warnings=("a torn tail",),
    )

    assert verified(whole, ledger="/x") == f"/x is whole: 12 transactions, head {'ab' * 32}\n"
    assert verified(damaged, ledger=HOSTILE) == (
        f"{HOSTILE_SHOWN} is damaged: 1 transaction, head {'ab' * 32}\n"
        "warning: a torn tail\n"
        "line 4: was edited\n"
    )


class Metric:
    def __init__(self, name: str, value: int, warning: str = "", critical: str = "") -> None:
        self.name, self.value, self.warning, self.critical = name, value, warning, critical


def test_the_status_line_is_what_monitors_read() -> None:
    metrics = [
        Metric("overdue", 3, "0"),
        Metric("oldest_overdue_days", 12),
        Metric("due_soon", 2),
        Metric("open", 33),
    ]

    assert status_line(1, counted_facts(3, "z81c", 12, 2, 7), metrics) == (
        "FORECASTCTL WARNING - 3 overdue (oldest z81c, 12 days), 2 due within 7 days"
        " | overdue=3;0;;0 oldest_overdue_days=12;;;0 due_soon=2;;;0 open=33;;;0"
    )


def test_a_long_or_hostile_reason_stays_one_short_line() -> None:
    line = unknown_line(f"{HOSTILE} | " + "word " * 100)

    assert len(line) < 80
    assert line.isprintable()
    assert "|" not in line


def test_details_name_ledger_zone_and_every_entry() -> None:
    overdue = row(check_day="2026-11-09")

    assert check_details(
        [(overdue, State.OVERDUE)], ledger="/x", zone="Europe/Berlin", ids=IDS, today=TODAY
    ) == (
        "ledger /x\n"
        "time zone Europe/Berlin, today 2026-11-21\n"
        "0q8w  overdue  Mon 2026-11-09 (12 days ago)  reuters  Fed cuts rates\n"
    )
