"""What writing commands say."""

from dataclasses import replace
from datetime import date

from render_samples import (
    ADDED,
    FED,
    HOSTILE,
    HOSTILE_SHOWN,
    IDS,
    ME,
    NO,
    REUTERS,
    TODAY,
    WORDED,
    entry,
    question,
)

from forecastctl.model import Method, Outcome
from forecastctl.probability import ParsedProbability
from forecastctl.render import echo
from forecastctl.render.view import Imported, Resolved
from forecastctl.store.base import Change


def test_add_echoes_source_probability_and_day() -> None:
    due = entry(question=question(due=date(2026, 12, 9)))

    assert echo.added(due, REUTERS, ids=IDS, today=TODAY) == (
        "Added 0q8w: reuters says 70%, due Wed 2026-12-09 (in 18 days)."
    )


def test_words_and_denials_are_echoed_as_they_were_said() -> None:
    undated = entry(WORDED, question=question(due=None))

    assert echo.added(undated, WORDED, verb="Updated", ids=IDS, today=TODAY) == (
        "Updated 4tq2: cacds says not ~93% (will not), no due day."
    )


def test_a_typed_probability_is_echoed_with_its_words() -> None:
    worded = ParsedProbability(0.8, 0.6, 0.9, "likely", Method.WORDED, None)

    assert echo.stated(worded) == "~80% (likely)"
    assert echo.stated(ParsedProbability(0.7, None, None, None, Method.STATED, None)) == "70%"


def resolved(outcome: Outcome | None = Outcome.NO, **changes: object) -> Resolved:
    done = Resolved(
        named="0Q8W",
        question=FED,
        resolution=replace(NO, outcome=outcome) if outcome else None,
        entries=[entry(REUTERS), entry(ME)],
    )
    return done._replace(**changes)  # type: ignore[arg-type]


def test_resolve_echoes_the_id_as_typed_and_the_score_of_each_forecast() -> None:
    assert echo.resolved([resolved()], ids=IDS) == (
        "Resolved 0Q8W no: Fed cuts rates by 25bp at the November 2026 meeting"
        " (2 forecasts on this question)\n"
        "  0q8w  reuters  70%  Brier .490\n"
        "  bm7e  me       55%  Brier .303\n"
    )


def test_void_questions_have_no_score() -> None:
    assert echo.resolved([resolved(Outcome.VOID, entries=[entry()])], ids=IDS) == (
        "Resolved 0Q8W void: Fed cuts rates by 25bp at the November 2026 meeting"
        " (1 forecast on this question)\n"
        "  0q8w  reuters  70%  not scored\n"
    )


def test_the_same_outcome_again_is_said_to_be_known() -> None:
    assert echo.resolved([resolved(is_unchanged=True)], ids=IDS) == (
        "0Q8W is resolved no already: Fed cuts rates by 25bp at the November 2026 meeting\n"
    )


def test_early_outcomes_count_from_their_due_day() -> None:
    early = resolved(counts_from=date(2026, 12, 9))

    assert echo.counts_from([early, resolved()]) == (
        "0Q8W counts in the scores from 2026-12-09, its due day"
    )
    assert echo.counts_from([resolved()]) == ""


def test_what_was_taken_back_or_put_off_is_named() -> None:
    assert echo.reopened([resolved(None)]) == (
        "Reopened 0Q8W: Fed cuts rates by 25bp at the November 2026 meeting"
    )
    assert echo.postponed([entry()], date(2026, 12, 1), ids=IDS, today=TODAY) == (
        "0q8w is left alone until Tue 2026-12-01 (in 10 days):"
        " Fed cuts rates by 25bp at the November 2026 meeting"
    )
    assert echo.edited(entry(), ids=IDS) == (
        "Edited 0q8w: Fed cuts rates by 25bp at the November 2026 meeting"
    )


def test_a_deletion_names_every_record() -> None:
    assert echo.deleted([REUTERS], [FED], [NO]) == (
        "Deleted forecast 0q8wv2rd: reuters says 70%\n"
        "Deleted question w5ce1k0a: Fed cuts rates by 25bp at the November 2026 meeting\n"
        "Deleted the resolution of w5ce1k0a: no"
    )


def test_undo_says_what_it_took_back() -> None:
    assert echo.undone(ADDED) == (
        "Took back add of 2026-10-30 10:00 UTC by ana (commit 1):"
        " added question w5ce1k0a, forecast 0q8wv2rd"
    )


def test_many_records_are_counted_not_listed() -> None:
    changes = tuple(
        Change(table="forecasts", id=f"{i:08}", kind="added", doc={}, before=None)
        for i in range(10_000)
    )

    assert echo.undone(ADDED._replace(command="import", changes=changes)).endswith(
        ": added 10,000 forecasts"
    )


def test_an_import_is_counted_kind_by_kind() -> None:
    done = Imported(
        read={"questions": 3, "forecasts": 1200},
        added={"questions": 2, "forecasts": 1199, "sources": 1},
        unchanged={"questions": 1},
        updated={},
        skipped={"forecasts": 1},
    )

    assert echo.imported(done) == (
        "            read  added  updated  unchanged  skipped\n"
        "sources        0      1        0          0        0\n"
        "questions      3      2        0          1        0\n"
        "forecasts  1,200  1,199        0          0        1\n"
    )


def test_a_merge_counts_what_it_moved() -> None:
    assert echo.merged(1, "source", "reuters", "Reuters") == (
        "Merged into source reuters: Reuters (1 forecast moved)"
    )


def test_a_question_is_put_with_what_helps_to_answer_it() -> None:
    asked = entry(
        replace(REUTERS, url="https://example.org"), question=question(criteria="The statement")
    )

    assert echo.asked(asked, ids=IDS, today=TODAY) == (
        "0q8w  Fed cuts rates by 25bp at the November 2026 meeting\n"
        "  reuters says 70%\n"
        "  due Thu 2026-11-19 (2 days ago)\n"
        "  criteria: The statement\n"
        "  link: https://example.org"
    )


def test_no_echo_can_steer_the_terminal() -> None:
    hostile = replace(WORDED, wording=HOSTILE, source=HOSTILE, url=HOSTILE)
    asked = entry(hostile, NO, question=question(text=HOSTILE, criteria=HOSTILE, note=HOSTILE))
    done = resolved(question=asked.question, entries=[asked], named=HOSTILE)
    said = [
        echo.added(asked, hostile, ids=IDS, today=TODAY),
        echo.asked(asked, ids=IDS, today=TODAY),
        echo.resolved([done], ids=IDS),
        echo.reopened([done]),
        echo.deleted([hostile], [asked.question], []),
        echo.undone(ADDED._replace(user=HOSTILE, command=HOSTILE)),
        echo.merged(1, "source", "x", HOSTILE),
        echo.similar("w5ce", "2026-12-09", HOSTILE),
        echo.edited(asked, ids=IDS),
    ]

    assert all(HOSTILE_SHOWN in text for text in said)
    assert all(line.isprintable() for text in said for line in text.splitlines())


def test_the_hint_names_a_command() -> None:
    assert echo.undo_hint() == "Undo: forecastctl undo"
