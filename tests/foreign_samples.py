"""Invented files of other tools, of any number of rows, one of which can be spoilt."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from forecastctl.formats.metaculus import _FORECAST_IGNORED, _QUESTION_COLUMNS, _QUESTION_IGNORED

FIRST = date(2026, 1, 5)
PEOPLE = ("Ines Roth", "Tom Vale")
CLAIMS = (
    "The lighthouse opens to visitors",
    "Ana's orchard yields a tonne",
    "The night bus runs again",
    "The choir sings in the old mill",
)


class Sample(NamedTuple):
    """A format in one form: the name of its file, what to type, and how to write it."""

    name: str
    file: str
    arguments: tuple[str, ...]
    write: Callable[[Path, int, int | None], None]
    table: str = "forecasts"

    def path(self, folder: Path, n: int = 2, bad: int | None = None) -> Path:
        """A file with n rows, of which the one numbered `bad` (from 0) is wrong."""
        self.write(folder / self.file, n, bad)
        return folder / self.file

    def command(self, folder: Path, n: int = 2, bad: int | None = None) -> list[str]:
        """What is typed after `forecastctl import` to read such a file."""
        return [str(self.path(folder, n, bad)), *self.arguments]


def claim(i: int) -> str:
    return f"{CLAIMS[i % len(CLAIMS)]} in week {i}"


def day(i: int) -> date:
    return FIRST + timedelta(days=i % 60)


def due(i: int) -> date:
    return day(i) + timedelta(days=90)


def share(i: int, bad: int | None) -> str:
    return "1.5" if i == bad else f"0.{i % 90 + 10}"


def is_settled(i: int) -> bool:
    return i % 2 == 0


def table(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def fatebook(path: Path, n: int, bad: int | None) -> None:
    header = (
        "Question title,Multiple choice option,Forecast created by,Forecast (scale = 0-1),"
        "Forecast created at,Question created by,Question created at,Question resolve by,"
        "Resolution,Resolved at,Your Brier score for this question,"
        "Your relative Brier score for this question,Question notes,Question shared with,"
        "Question shared publicly,Question comments,Question tags"
    ).split(",")
    rows = []
    for i in range(n):
        made, settled = f"{day(i)} 08:05:{i % 60}", f"{due(i)} 00:00:0"
        outcome = ("YES", settled) if is_settled(i) else ("", "")
        asked = (claim(i), "", PEOPLE[i % 2], share(i, bad), made, PEOPLE[0], made, settled)
        rows.append((*asked, *outcome, 0.3, "", "a note", "", "false", "", "sea; air"))
    table(path, header, rows)


def fatebook_sheet(path: Path, n: int, bad: int | None) -> None:
    header = "questionTitle,forecast,qCreatedAt,resolution,resolvedAt,resolveBy,fCreatedAt,tags"
    rows = []
    for i in range(n):
        p = "130%" if i == bad else f"{i % 90 + 10}%"
        outcome = ("NO", due(i)) if is_settled(i) else ("", "")
        rows.append((claim(i), p, day(i), *outcome, due(i), day(i), "sea,air"))
    table(path, header.split(","), rows)


def predictionbook(path: Path, n: int, bad: int | None) -> None:
    predictions = [
        {
            "id": 700 + i,
            "uuid": f"00000000-0000-4000-8000-{i:012}",
            "created_at": f"{day(i)}T09:30:00.000Z",
            "creator_id": 4,
            "creator_label": "ines",
            "deadline": f"{due(i)}T12:00:00.000Z",
            "description": claim(i),
            "description_with_group": f"[Town] {claim(i)}",
            "outcome": True if is_settled(i) else None,
            "last_judgement_at": f"{due(i)}T12:00:00.000Z" if is_settled(i) else None,
            "withdrawn": False,
            "responses": [
                {
                    "id": 9000 + i,
                    "confidence": 130 if i == bad else i % 101,
                    "comment": None,
                    "created_at": f"{day(i)}T09:30:00.000+02:00",
                    "user_id": 4 + i % 2,
                    "user_label": ("ines", "tom")[i % 2],
                }
            ],
        }
        for i in range(n)
    ]
    dump(path, {"user": {"user_id": 4, "name": "ines"}, "predictions": predictions})


def predictionbook_csv(path: Path, n: int, bad: int | None) -> None:
    header = (
        "created_at,creator_id,creator_label,deadline,description_with_group,description,group_id,"
        "id,mean_confidence,outcome,prediction_group_id,last_judgement_at,updated_at,uuid,version,"
        "visibility,withdrawn"
    ).split(",")
    rows = []
    for i in range(n):
        made = f"{day(i)} 09:30:00 UTC"
        until = "soon" if i == bad else f"{due(i)} 12:00:00 +0100"
        outcome = ("true", "", f"{due(i)} 12:00:00 UTC") if is_settled(i) else ("", "", "")
        asked = (made, 4, "ines", until, claim(i), claim(i), "", 700 + i, 50)
        rows.append((*asked, *outcome, made, f"u-{i}", 1, "visible_to_creator", "false"))
    table(path, header, rows)


def metaculus_questions(n: int) -> list[dict[str, object]]:
    empty = dict.fromkeys((*_QUESTION_COLUMNS, *_QUESTION_IGNORED), "")
    return [
        empty
        | {
            "Question ID": 300 + i,
            "Post ID": 900 + i,
            "Question URL": f"https://forecasts.example/{900 + i}",
            "Question Title": f"{claim(i)}?",
            "Categories": "['Town', 'Sea']",
            "Leaderboard Tags": "[]",
            "Question Type": "binary",
            "Open Time": f"{day(i)} 00:00:00.250000+00:00",
            "Scheduled Close Time": f"{due(i)} 12:00:00+00:00",
            "Resolution": "no" if is_settled(i) else "",
            "Resolution Known Time": f"{due(i)} 12:00:00+00:00" if is_settled(i) else "",
        }
        for i in range(n)
    ]


def metaculus_forecasts(n: int, bad: int | None) -> list[dict[str, object]]:
    empty: dict[str, object] = dict.fromkeys(_FORECAST_IGNORED, "")
    return [
        empty
        | {
            "Question ID": 300 + i,
            "Forecaster ID": 50 + i % 2,
            "Forecaster Username": ("ines", "tom")[i % 2],
            "Is Bot": "False",
            "Start Time": f"{day(i)} 08:00:00+00:00",
            "End Time": "",
            "Probability Yes": share(i, bad),
        }
        for i in range(n)
    ]


def zipped(path: Path, tables: dict[str, list[dict[str, object]]]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("README.md", "what the columns mean")
        for name, rows in tables.items():
            archive.writestr(name, csv_text(rows))


def csv_text(rows: list[dict[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def metaculus(path: Path, n: int, bad: int | None) -> None:
    tables = {
        "question_data.csv": metaculus_questions(n),
        "forecast_data.csv": metaculus_forecasts(n, bad),
    }
    zipped(path, tables)


def milliseconds(on: date) -> int:
    return int(datetime(on.year, on.month, on.day, 8, tzinfo=UTC).timestamp() * 1000)


def market(i: int) -> dict[str, Any]:
    resolved = {
        "isResolved": True,
        "resolution": "YES",
        "resolutionTime": milliseconds(due(i)),
    }
    return {
        "id": f"mk{i}",
        "question": f"{claim(i)}?",
        "url": f"https://markets.example/{i}",
        "createdTime": milliseconds(day(i)),
        "closeTime": milliseconds(due(i)),
        "outcomeType": "BINARY",
        "probability": 0.4,
    } | (resolved if is_settled(i) else {"isResolved": False})


def bet(i: int, bad: int | None = None) -> dict[str, Any]:
    return {
        "id": f"bet{i}",
        "contractId": f"mk{i}",
        "userId": f"u{i % 2}",
        "createdTime": milliseconds(day(i)),
        "amount": 10,
        "outcome": "YES",
        "probBefore": 0.2,
        "probAfter": float(share(i, bad)),
        "isRedemption": False,
    }


def manifold(path: Path, n: int, bad: int | None) -> None:
    markets = [market(i) for i in range(n)]
    dump(path, {"markets": markets, "bets": [bet(i, bad) for i in range(n)]})


def prediction(i: int, bad: int | None = None) -> dict[str, Any]:
    return {
        "id": i + 1,
        "statement": claim(i),
        "probability": float(share(i, bad)),
        "created_at": f"{day(i)}T07:00:{i % 60:02}+00:00",
        "resolve_by": f"{due(i)}T23:59:59+00:00",
        "resolved_at": f"{due(i)}T10:00:00+00:00" if is_settled(i) else None,
        "outcome": "yes" if is_settled(i) else "open",
        "tags": ["sea", "air"],
        "note": "a note" if i % 3 else "",
    }


def augur(path: Path, n: int, bad: int | None) -> None:
    dump(path, [prediction(i, bad) for i in range(n)])


def augur_csv(path: Path, n: int, bad: int | None) -> None:
    rows = [prediction(i, bad) for i in range(n)]
    cells = [{**row, "tags": " ".join(row["tags"])} for row in rows]
    path.write_text(csv_text(cells).replace("\n", "\r\n"), "utf-8", newline="")


def signal_tracker(path: Path, n: int, bad: int | None) -> None:
    claims, checks = {}, {}
    for i in range(n):
        claims[f"c{i}"] = {
            "id": f"c{i}",
            "source_id": f"s{i % 2}",
            "text": claim(i),
            "category": "town",
            "tags": ["sea"],
            "claim_date": str(day(i)),
            "target_date": "2026-13-45" if i == bad else str(due(i)),
            "status": "correct" if is_settled(i) else "pending",
            "source_url": f"https://paper.example/{i}",
            "context": "as the harbour master said",
        }
        if is_settled(i):
            checks[f"c{i}"] = [
                {
                    "id": f"v{i}",
                    "claim_id": f"c{i}",
                    "outcome": "correct",
                    "verifier": "ines",
                    "confidence": 1.0,
                    "reasoning": "seen there",
                    "evidence_url": "https://proof.example",
                    "verified_at": f"{due(i)}T09:00:00+00:00",
                }
            ]
    sources = {
        f"s{i}": {"id": f"s{i}", "name": PEOPLE[i], "slug": "x", "source_type": "person"}
        for i in range(2)
    }
    document = {"version": "1.0", "sources": sources, "claims": claims, "verifications": checks}
    dump(path, document)


def gjp(path: Path, n: int, bad: int | None) -> None:
    header = (
        "ifp_id,ctt,cond,training,team,user_id,forecast_id,fcast_type,answer_option,value,"
        "fcast_date,expertise,q_status,viewtime,year,timestamp"
    ).split(",")
    rows = []
    for i in range(n):
        p = i % 90 / 100
        for option, value in (("a", p), ("b", 0.5 if i == bad else 1 - p)):
            head = (f"{8000 + i}-0", "1b", 1, "b", "NA", f"7{i % 2}", -i, 0, option, value)
            rows.append((*head, day(i), 2, "closed", "NA", 1, f"{day(i)} 12:00:05"))
    table(path, header, rows)
    asked = (
        "ifp_id,q_type,q_text,q_desc,q_status,date_start,date_suspend,date_to_close,date_closed,"
        "outcome,short_title,days_open,n_opts,options"
    ).split(",")
    questions = []
    for i in range(n):
        start, end = (f"{d.month}/{d.day}/{d:%y}" for d in (day(i), due(i)))
        outcome = "a" if is_settled(i) else "b"
        about = (f"{8000 + i}-0", 0, claim(i), "by the town", "closed", start, end, f"{end} 0:00")
        questions.append((*about, end, outcome, "short", 90, 2, "(a) Yes, (b) No"))
    table(path.with_name("ifps.csv"), asked, questions)


def generic(path: Path, n: int, bad: int | None) -> None:
    header = "question,source,probability,made,due,outcome,happened_on,tags,quote"
    rows = []
    for i in range(n):
        p = "130" if i == bad else f"{i % 90 + 10}"
        outcome = ("yes", due(i)) if is_settled(i) else ("", "")
        rows.append((claim(i), PEOPLE[i % 2], p, day(i), due(i), *outcome, "sea;air", "as said"))
    table(path, header.split(","), rows)


def generic_lines(path: Path, n: int, bad: int | None) -> None:
    lines = [
        {
            "question": claim(i),
            "source": PEOPLE[i % 2],
            "probability": float(share(i, bad)),
            "made": f"{day(i)}T10:00:00+02:00",
            "due": str(due(i)),
            "outcome": "no" if is_settled(i) else None,
            "tags": ["sea"],
        }
        for i in range(n)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


def joined(path: Path, n: int, bad: int | None) -> None:
    header = "question_id,source,probability,made".split(",")
    rows = [(f"q{i}", PEOPLE[i % 2], share(i, bad), day(i)) for i in range(n)]
    table(path, header, rows)
    asked = [(f"q{i}", claim(i), due(i), "no" if is_settled(i) else "") for i in range(n)]
    table(path.with_name("asked.csv"), "question_id,question,due,outcome".split(","), asked)


def dump(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")


SAMPLES = {
    sample.name: sample
    for sample in (
        Sample("fatebook", "fatebook.csv", (), fatebook),
        Sample("fatebook-sheet", "sheet.csv", (), fatebook_sheet),
        Sample("predictionbook", "mine.json", (), predictionbook),
        Sample("predictionbook-csv", "mine.csv", (), predictionbook_csv, "questions"),
        Sample("metaculus", "data.zip", (), metaculus),
        Sample("manifold", "manifold.json", (), manifold),
        Sample("augur", "augur.json", (), augur),
        Sample("augur-csv", "augur.csv", (), augur_csv),
        Sample("signal-tracker", "tracker.json", ("--assume-p", "60%"), signal_tracker),
        Sample("gjp", "survey_fcasts.csv", ("--questions", "ifps.csv"), gjp),
        Sample("csv", "table.csv", ("--scale", "0-100"), generic),
        Sample("jsonl", "table.jsonl", ("--scale", "0-1"), generic_lines),
        Sample("joined", "said.csv", ("--scale", "0-1", "--questions", "asked.csv"), joined),
    )
}
TABLES = [name for name, sample in SAMPLES.items() if sample.file.endswith(".csv")]
