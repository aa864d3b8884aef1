"""Fatebook's export and its spreadsheet."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.formats import fatebook_sheet, registry
from forecastctl.formats.document import Document
from forecastctl.model import (
    Forecast,
    Outcome,
    Question,
    Resolution,
    Source,
    SourceKind,
)
from foreign_case import all_of, faults, parsed, said

HEADER = (
    "Question title,Multiple choice option,Forecast created by,Forecast (scale = 0-1),"
    "Forecast created at,Question created by,Question created at,Question resolve by,"
    "Resolution,Resolved at,Question notes,Question shared with,Question comments,Question tags\n"
)
ROW = (
    '"The weir, at last, is mended",,Ines Roth,0.4,2026-02-03 08:15:9,Tom Vale,'
    "2026-02-01 07:00:1,2026-07-01 00:00:0,NO,2026-07-02 11:40:21,dry,,Ines Roth: no; really,a; b\n"
)


def test_seconds_without_a_zero_are_read_and_the_day_is_as_written() -> None:
    [forecast] = all_of(Forecast, parsed(HEADER + ROW))

    assert (forecast.made, forecast.made_at) == (
        date(2026, 2, 3),
        datetime(2026, 2, 3, 8, 15, 9, tzinfo=UTC),
    )
    assert (forecast.probability, forecast.source) == (0.4, "ines-roth")


def test_times_are_in_the_zone_that_is_named() -> None:
    row = ROW.replace("2026-02-03 08:15:9", "2026-02-03 23:30:0")

    [forecast] = all_of(Forecast, parsed(HEADER + row, timezone=ZoneInfo("America/Lima")))

    assert forecast.made == date(2026, 2, 3)
    assert forecast.made_at == datetime(2026, 2, 4, 4, 30, tzinfo=UTC)


def test_notes_comments_tags_and_who_asked_belong_to_the_question() -> None:
    done = parsed(HEADER + ROW)
    [question] = all_of(Question, done)
    [resolution] = all_of(Resolution, done)

    assert question.note == "asked by Tom Vale\ndry\nInes Roth: no; really"
    assert (question.tags, question.due) == (("a", "b"), date(2026, 7, 1))
    assert (resolution.outcome, resolution.happened_on) == (Outcome.NO, date(2026, 7, 2))


def test_each_option_is_a_question_and_its_resolution_is_doubtful() -> None:
    done = parsed(
        HEADER + ROW.replace(",,Ines", ",Reds,Ines") + ROW.replace(",,Ines", ",Blues,Ines")
    )

    texts = [question.text for question in all_of(Question, done)]
    assert texts == ["The weir, at last, is mended [Reds]", "The weir, at last, is mended [Blues]"]
    assert all("multiple-choice" in question.tags for question in all_of(Question, done))
    assert any("2 rows of an option with a resolution" in note for note in done.notes)


def test_ambiguous_is_void_and_any_other_word_a_problem() -> None:
    [resolution] = all_of(Resolution, parsed(HEADER + ROW.replace(",NO,", ",AMBIGUOUS,")))
    assert resolution.outcome is Outcome.VOID

    assert faults(parsed(HEADER + ROW.replace(",NO,", ",MAYBE,"))) == [("line 2", "Resolution")]


def test_a_forecast_after_the_deadline_is_reported_and_not_moved() -> None:
    done = parsed(HEADER + ROW.replace("2026-02-03 08:15:9", "2026-08-03 08:15:9"))

    assert said(done) == "made on 2026-08-03, after the question was due on 2026-07-01"


def test_a_missing_deadline_is_never_guessed() -> None:
    done = parsed(HEADER + ROW.replace("2026-07-01 00:00:0", ""))

    assert faults(done) == [("line 2", "Question resolve by")]


def test_me_becomes_the_user_and_only_leaves_the_others_out() -> None:
    other = ROW.replace("Ines Roth,0.4", "Zoe,0.9").replace("The weir, at", "Zoe's weir, at")

    mine = all_of(Forecast, parsed(HEADER + ROW + other, me="ines  roth"))
    kept = parsed(HEADER + ROW + other, only="Zoe")

    assert [forecast.source for forecast in mine] == ["me", "zoe"]
    assert [forecast.source for forecast in all_of(Forecast, kept)] == ["zoe"]
    assert len(all_of(Question, kept)) == 1
    assert "1 forecast of others left out (--only)" in kept.notes
    assert "nobody in the file is called 'Bo'" in said(parsed(HEADER + ROW, only="Bo"))


SHEET = "questionTitle,forecast,qCreatedAt,resolution,resolvedAt,resolveBy,fCreatedAt,tags,notes\n"


def sheet(*rows: str) -> str:
    return SHEET + "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize(
    ("cell", "share"), [("65%", 0.65), ("65", 0.65), ("0.35", 0.0035), ("100", 1.0), ("7", 0.07)]
)
def test_the_sheet_is_always_in_per_cent(cell: str, share: float) -> None:
    done = parsed(sheet(f"Geese return,{cell},2026-03-01,,,2026-06-30,,,"))

    assert [forecast.probability for forecast in all_of(Forecast, done)] == [share]


def test_the_sheet_has_no_default_day_and_no_ambiguous_word() -> None:
    done = parsed(
        sheet(
            "Geese return,5%,2026-03-01,,,,,,",
            "Geese leave,5%,2026-03-01,YES,,2026-06-30,,,",
            "Geese stay,5%,2026-03-01,N/A,2026-06-30,2026-06-30,,,",
        )
    )

    assert faults(done) == [
        ("line 2", "resolveBy"),
        ("line 3", "resolvedAt"),
        ("line 4", "resolution"),
    ]


def test_equal_title_and_day_are_one_question_with_several_forecasts() -> None:
    row = "Geese return,{},2026-03-01,,,2026-06-30,2026-03-0{},,"
    done = parsed(sheet(row.format("5%", 1), row.format("5%", 1), row.format("9%", 2)))

    assert len(all_of(Question, done)) == 1
    assert [forecast.probability for forecast in all_of(Forecast, done)] == [0.05, 0.05, 0.09]


@given(p=st.floats(0, 1))
def test_a_probability_survives_the_sheet(p: float) -> None:
    question = Question(id="7vb1s0np", text="Geese return", due=date(2026, 6, 30))
    forecast = Forecast(
        id="9t0c3kde", question="7vb1s0np", source="me", made=date(2026, 3, 1), probability=p
    )

    text = fatebook_sheet.write(Document(questions=(question,), forecasts=(forecast,)))

    assert [each.probability for each in all_of(Forecast, parsed(text))] == [p]


def test_the_sheet_is_written_as_fatebook_reads_it() -> None:
    question = Question(
        id="7vb1s0np",
        text="=Geese, all of them",
        opened=date(2026, 2, 1),
        due=date(2026, 6, 30),
        tags=("air", "sea"),
        note="count",
    )
    undated = Question(id="8vb1s0np", text="Swans sing")
    forecast = Forecast(
        id="9t0c3kde", question="7vb1s0np", source="me", made=date(2026, 3, 1), probability=0.35
    )
    resolution = Resolution(
        question="7vb1s0np",
        outcome=Outcome.VOID,
        recorded_at=datetime(2026, 7, 1, tzinfo=UTC),
    )
    document = Document(
        sources=(Source(id="me", name="me", kind=SourceKind.SELF),),
        questions=(question, undated),
        forecasts=(forecast,),
        resolutions=(resolution,),
    )

    assert registry.write_document(document, "fatebook-sheet") == (
        "questionTitle,forecast,qCreatedAt,resolution,resolvedAt,resolveBy,fCreatedAt,tags,notes\n"
        '"\'=Geese, all of them",35%,2026-02-01,AMBIGUOUS,2026-07-01,2026-06-30,2026-03-01,'
        '"air,sea",count\n'
    )
    assert registry.left_out(document, "fatebook-sheet") == (
        "left out: 1 undated question; Fatebook would give them a day"
    )
