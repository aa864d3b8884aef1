"""The data download of Metaculus."""

import io
import struct
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forecastctl.errors import UsageError
from forecastctl.formats import registry
from forecastctl.formats.document import Parsed, ReadOptions
from forecastctl.model import Forecast, Outcome, Question, Resolution, Source, SourceKind
from foreign_case import all_of, faults, parsed, said
from foreign_samples import csv_text, metaculus_forecasts, metaculus_questions

Changes = Mapping[str, object]


def download(
    question: Changes | None = None,
    *forecasts: Changes,
    others: tuple[str, ...] = (),
    dropped: tuple[str, ...] = (),
) -> dict[str, bytes]:
    """One question, and forecasts on it, each told by what is unlike the sample."""
    [asked] = metaculus_questions(1)
    [said] = metaculus_forecasts(1, None)
    rows = [
        {name: value for name, value in (said | dict(each)).items() if name not in dropped}
        for each in forecasts or ({},)
    ]
    texts = {
        "question_data.csv": csv_text([asked | dict(question or {})]),
        "forecast_data.csv": csv_text(rows),
    }
    return {name: text.encode() for name, text in texts.items()} | dict.fromkeys(others, b"")


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def read(members: dict[str, bytes]) -> Parsed:
    return registry.read_records(members, None, ReadOptions())


def test_a_zip_and_its_folder_hold_the_same() -> None:
    assert parsed(zipped(download())).records == read(download()).records


def test_a_question_goes_by_its_id_and_is_due_at_its_scheduled_close() -> None:
    [question] = all_of(Question, read(download({"Label": "North", "Post ID": 77})))

    assert question.origin == "metaculus:question:300"
    assert question.text == "The lighthouse opens to visitors in week 0? (North)"
    assert (question.tags, str(question.due)) == (("Town", "Sea"), "2026-04-05")


@pytest.mark.parametrize("word", ["ambiguous", "annulled"])
def test_what_cannot_be_decided_is_void(word: str) -> None:
    [resolution] = all_of(Resolution, read(download({"Resolution": word})))

    assert (resolution.outcome, resolution.note) == (Outcome.VOID, word)


@pytest.mark.parametrize("tags", ["open('x')", "['a'", "{'a'}", "[1]", "[" * 200])
def test_lists_are_data_and_never_run(tags: str) -> None:
    assert faults(read(download({"Categories": tags}))) == [
        ("question_data.csv line 2", "Categories")
    ]


def test_only_binary_questions_are_imported_and_others_counted() -> None:
    done = read(download({"Question Type": "numeric"}))

    assert done.records == ()
    assert "1 question left out: numeric, not binary" in done.notes
    assert "1 forecast left out: on questions that are not binary" in done.notes


def test_aggregates_are_models_and_bots_are_too() -> None:
    aggregate = {"Forecaster ID": "", "Forecaster Username": "unweighted", "Is Bot": ""}
    bot = {"Forecaster ID": 9, "Forecaster Username": "bot-9", "Is Bot": "True"}
    no_number = aggregate | {"Forecaster Username": "geometric_mean", "Probability Yes": ""}

    done = read(download({}, aggregate, bot, no_number))

    kinds = {source.id: source.kind for source in all_of(Source, done)}
    assert kinds == {"metaculus-unweighted": SourceKind.MODEL, "bot-9": SourceKind.MODEL}
    assert "1 forecast left out: without Probability Yes" in done.notes


def test_times_keep_microseconds_and_an_end_is_a_note() -> None:
    told = {
        "Start Time": "2026-01-06 08:00:00.250000+00:00",
        "End Time": "2026-02-01 00:00:00+00:00",
    }

    [forecast] = all_of(Forecast, read(download({}, told)))

    assert forecast.made_at == datetime(2026, 1, 6, 8, 0, 0, 250_000, tzinfo=UTC)
    assert forecast.note == "withdrawn or replaced at 2026-02-01 00:00:00+00:00"


def test_the_anonymised_download_has_hashes_and_methods() -> None:
    dropped = ("Forecaster ID", "Forecaster Username")
    people = ({"Forecaster (Anonymized)": "ab" * 32}, {"Forecaster (Anonymized)": "unweighted"})

    done = read(download({}, *people, dropped=dropped))

    assert [source.id for source in all_of(Source, done)] == ["ab" * 32, "metaculus-unweighted"]


def test_other_members_are_named_and_a_missing_one_is_a_problem() -> None:
    done = read(download(others=("README.md", "comment_data.csv")))
    assert done.notes == ("ignored files: 'comment_data.csv'",)

    assert said(read({"question_data.csv": b""})) == "forecast_data.csv is missing"
    with pytest.raises(UsageError, match="holds none of question_data"):
        parsed(zipped({"photo.jpg": b""}))


def test_a_forecast_on_a_question_that_is_not_there_is_a_problem() -> None:
    assert faults(read(download({}, {"Question ID": 999}))) == [
        ("forecast_data.csv line 2", "Question ID")
    ]


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zipped({"question_data.csv": b"x" * 50_000_000, "forecast_data.csv": b""})

    done = parsed(bomb, max_size=10**6)

    assert "unpacks to more than 1000000 bytes; --max-size raises that" in said(done)


@pytest.mark.parametrize("name", ["../question_data.csv", "/etc/passwd", "a/../../b", "..\\x"])
def test_a_name_that_leads_out_of_the_archive_is_refused(name: str) -> None:
    assert "leads out of the archive" in said(parsed(zipped(download() | {name: b""})))


def test_encrypted_members_and_damaged_archives_are_refused() -> None:
    content = bytearray(zipped(download()))
    entry = content.index(b"PK\x01\x02")
    content[entry + 8 : entry + 10] = struct.pack("<H", 1)

    assert "encrypted" in said(parsed(bytes(content)))
    assert "is a damaged archive" in said(parsed(zipped(download())[:200]))


def test_a_member_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("question_data.csv", "x")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("question_data.csv", "y")

    assert "twice" in said(parsed(path.read_bytes()))


def test_another_format_is_never_an_archive() -> None:
    assert "which fatebook is never in" in said(parsed(zipped(download()), "fatebook"))
