"""signal-tracker's file: claims without a probability."""

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forecastctl.formats.document import Parsed
from forecastctl.model import (
    Candidate,
    CandidateState,
    Forecast,
    Method,
    Outcome,
    Question,
    Resolution,
    Source,
    SourceKind,
)
from foreign_case import UNDATED, all_of, faults, parsed
from foreign_samples import SAMPLES

PYTHON = Path(__file__).parents[2] / "build" / "signal-tracker" / "bin" / "python"
WRITE = """
import sys
from datetime import date
from signal_tracker import SignalTracker

tracker = SignalTracker()
paper = tracker.add_source("Morning Mail", source_type="media", category="economics")
kept = tracker.add_claim(paper, "Ölpreis fällt \\U0001f6a2 unter 40",
                         target_date=date(2026, 5, 31), claim_date=date(2026, 1, 6), tags=["oil"], source_url="https://m.example")
tracker.add_claim(paper, "The line opens", target_date=date(2027, 1, 1),
                  claim_date=date(2026, 1, 6))
tracker.verify(kept, "partial", reasoning="first look")
tracker.verify(kept, "wrong", reasoning="it stayed above", evidence_url="https://p.example")
tracker.save(sys.argv[1])
"""


def read(folder: Path, n: int = 2, assume_p: float | None = 0.6, **changes: Any) -> Parsed:
    """The sample with changes to its first claim, and to the verification of that."""
    document = json.loads(SAMPLES["signal-tracker"].path(folder, n).read_text("utf-8"))
    check = changes.pop("check", {})
    document["claims"]["c0"] |= changes
    document["verifications"]["c0"][0] |= check
    options = {key: changes.pop(key) for key in ("default_due",) if key in changes}
    return parsed(json.dumps(document), assume_p=assume_p, **options)


def test_without_a_choice_claims_wait_for_review_and_nothing_is_scored(tmp_path: Path) -> None:
    done = read(tmp_path, assume_p=None)

    first, second = all_of(Candidate, done)
    assert (first.state, first.probability) == (CandidateState.PENDING, None)
    assert (first.source, second.source) == ("Ines Roth", "Tom Vale")
    assert (all_of(Forecast, done), all_of(Question, done)) == ([], [])
    assert "1 outcome left out: a candidate has none; --assume-p keeps it" in done.notes


def test_an_assumed_probability_is_judged_and_says_so(tmp_path: Path) -> None:
    forecast = all_of(Forecast, read(tmp_path))[0]

    assert (forecast.probability, forecast.method) == (0.6, Method.JUDGED)
    assert forecast.note == "--assume-p 0.6: the file gives no probability"
    assert forecast.evidence[0].quote == "as the harbour master said"


def test_the_last_verification_decides_with_its_words_and_its_proof(tmp_path: Path) -> None:
    [resolution] = all_of(Resolution, read(tmp_path))

    assert (resolution.outcome, resolution.by) == (Outcome.YES, "ines")
    assert (resolution.note, resolution.proof) == ("seen there", "https://proof.example")


@pytest.mark.parametrize("word", ["partial", "retracted"])
def test_what_is_neither_right_nor_wrong_is_void_and_named(word: str, tmp_path: Path) -> None:
    [resolution] = all_of(Resolution, read(tmp_path, status=word, check={"outcome": word}))

    assert (resolution.outcome, resolution.note) == (Outcome.VOID, f"{word}\nseen there")


def test_expired_is_no_outcome(tmp_path: Path) -> None:
    done = read(tmp_path, status="expired", check={"outcome": "expired"})

    assert all_of(Resolution, done) == []
    assert "1 claim marked expired: that is no outcome" in done.notes


def test_a_status_that_the_last_verification_denies_is_a_problem(tmp_path: Path) -> None:
    assert faults(read(tmp_path, status="wrong")) == [("claims.c0", "status")]


@pytest.mark.parametrize("day", ["2026-13-45", "soon", "", None, "2026-04-05T00:00:00"])
def test_the_day_has_to_be_a_day(day: str | None, tmp_path: Path) -> None:
    assert faults(read(tmp_path, target_date=day)) == [("claims.c0", "target_date")]


def test_unknown_sources_and_outcomes_are_problems(tmp_path: Path) -> None:
    assert faults(read(tmp_path, source_id="gone")) == [("claims.c0", "source_id")]
    assert faults(read(tmp_path, check={"outcome": "perhaps"}))[0][0] == "claims.c0"
    assert faults(read(tmp_path, check={"verified_at": "May"}))[0][0] == "claims.c0"


def test_a_list_where_an_object_belongs_is_a_problem() -> None:
    done = parsed('{"sources": [], "claims": {"c": 1}, "verifications": {}}', default_due=UNDATED)

    assert ("file", "sources") in faults(done)
    assert ("claims.c", None) in faults(done)


def test_what_the_library_writes_is_imported_without_loss(tmp_path: Path) -> None:
    if not PYTHON.exists():
        pytest.skip("signal-tracker is not installed; make bench installs it")
    path = tmp_path / "tracker.json"
    subprocess.run([PYTHON, "-c", WRITE, path], check=True, timeout=60)

    done = parsed(path.read_bytes(), assume_p=0.6, strict=True)

    [source] = all_of(Source, done)
    assert (source.name, source.kind) == ("Morning Mail", SourceKind.OUTLET)
    first, second = all_of(Question, done)
    assert (first.text, first.due) == ("Ölpreis fällt 🚢 unter 40", date(2026, 5, 31))
    assert (first.tags, second.tags) == (("other", "oil"), ("other",))
    [resolution] = all_of(Resolution, done)
    assert (resolution.outcome, resolution.note) == (Outcome.NO, "it stayed above")
    assert all_of(Forecast, done)[0].url == "https://m.example"
