"""The invented pundits are what the script makes, and show what a report can say."""

import csv
import subprocess
import sys
from collections import Counter
from datetime import date

from forecastctl.model import Forecast, Method, Outcome, Question, Resolution
from forecastctl.scoring.phrases import PhraseTest
from forecastctl.scoring.tables import GroupBy
from forecastctl.scoring.verdict import Verdict
from shipped_case import (
    DATA,
    ROOT,
    after_header,
    by_id,
    of_type,
    records,
    report_on,
)


def test_the_script_makes_the_pundits_byte_for_byte() -> None:
    script = [sys.executable, str(ROOT / "tools" / "make_pundits.py")]

    made = subprocess.run(script, check=True, capture_output=True, cwd=ROOT)

    assert after_header(made.stdout) == after_header((DATA / "pundits.jsonl").read_bytes())


def test_a_report_on_the_pundits_shows_every_verdict() -> None:
    rows = report_on(records("pundits.jsonl")).sources

    assert {row.source: row.verdict for row in rows} == {
        "ada-hedgeworth": Verdict.BETTER,
        "tess-timidly": Verdict.BETTER,
        "forecastomat-9": Verdict.BETTER,
        "connie-contrary": Verdict.WORSE,
        "penny-planner": Verdict.ALL_ALIKE,
        "lou-fluke": Verdict.TOO_FEW,
        "gale-buoy": Verdict.TOO_FEW,
        "cyrus-overstate": Verdict.NO_CALL,
        "flip-flopson": Verdict.NO_CALL,
        "hindley-sight": Verdict.NO_CALL,
        "prof-even-steven": Verdict.NO_CALL,
        "violet-perhaps": Verdict.NO_CALL,
    }


def test_one_phrase_of_the_pundits_promises_too_much() -> None:
    phrases = report_on(records("pundits.jsonl"), by=GroupBy.WORDING).phrases

    assert {p.phrase for p in phrases if p.phrase_test is PhraseTest.TOO_MUCH} == {"likely"}


def test_a_dozen_pundits_make_about_600_forecasts_in_little_space() -> None:
    spoken = Counter(f.source for f in of_type("pundits.jsonl", Forecast))

    assert len(spoken) == 12
    assert 550 <= spoken.total() <= 650
    assert (DATA / "pundits.jsonl").stat().st_size < 700_000


def test_every_invented_question_says_that_it_is_invented() -> None:
    assert all("invented" in q.tags for q in of_type("pundits.jsonl", Question))


def test_the_words_of_the_pundits_have_the_values_of_the_lexicon() -> None:
    with (DATA / "probability_words.csv").open(encoding="utf-8", newline="") as file:
        lexicon = {
            (row["phrase"], float(row["low"]), float(row["typical"]), float(row["high"]))
            for row in csv.DictReader(file)
            if not row["when"] and row["kind"] != "number" and row["typical"]
        }
    worded = [f for f in of_type("pundits.jsonl", Forecast) if f.method is Method.WORDED]

    assert worded
    assert {(f.wording, f.low, f.probability, f.high) for f in worded} <= lexicon


def test_the_pundits_leave_something_out_for_every_common_reason() -> None:
    forecasts = of_type("pundits.jsonl", Forecast)
    questions = by_id("pundits.jsonl", Question)
    resolutions = by_id("pundits.jsonl", Resolution)
    happened = {q: r.happened_on for q, r in resolutions.items() if r.happened_on}
    said = Counter((f.source, f.question) for f in forecasts)

    assert any(f.question not in resolutions for f in forecasts)
    assert any(r.outcome is Outcome.VOID for r in resolutions.values())
    assert any(f.question in happened and f.made > happened[f.question] for f in forecasts)
    assert any((questions[q].due or date.min).year > 2030 for q in happened)
    assert max(said.values()) == 3


def test_some_invented_questions_share_their_fate_and_most_are_shared_by_pundits() -> None:
    questions = of_type("pundits.jsonl", Question)
    askers = Counter(
        q for q, _ in {(f.question, f.source) for f in of_type("pundits.jsonl", Forecast)}
    )

    assert len({q.event for q in questions if q.event}) == 12
    assert sum(count > 1 for count in askers.values()) > len(questions) / 2
