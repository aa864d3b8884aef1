"""Tables of any origin: scales, headers, days, joined tables, and what rows say together."""

import json
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.errors import UsageError
from forecastctl.formats.document import Default, Parsed
from forecastctl.formats.table import write_row
from forecastctl.model import (
    ClaimKind,
    Forecast,
    Method,
    Outcome,
    Question,
    Resolution,
    Said,
    Source,
)
from foreign_case import UNDATED, all_of, faults, parsed, said

HEADER = "question,source,probability,made,due"
PLAIN = "Ice melts,ana,0.4,2026-01-05,2026-03-31"


def table(*rows: str, more: str = "", scale: str = "0-1", **options: Any) -> Parsed:
    """Rows under the usual header, and under `more` of them."""
    text = "\n".join([HEADER + more, *rows]) + "\n"
    return parsed(text, "csv", scale=scale, **options)


def lines(*objects: dict[str, Any], scale: str = "0-1", **options: Any) -> Parsed:
    text = "".join(json.dumps(each) + "\n" for each in objects)
    return parsed(text, "jsonl", scale=scale, **options)


ICE = {
    "question": "Ice melts",
    "source": "ana",
    "probability": 0.4,
    "made": "2026-01-05",
    "due": "2026-03-31",
}


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_a_scale_is_never_guessed(name: str) -> None:
    text = {"csv": f"{HEADER}\n{PLAIN}\n".replace("0.4", "40%"), "jsonl": json.dumps(ICE)}[name]

    with pytest.raises(UsageError, match="--scale is missing"):
        parsed(text, name)


@pytest.mark.parametrize(
    ("scale", "cell", "share"),
    [
        ("0-1", "1", 1.0),
        ("0-100", "1", 0.01),
        ("0-100", "7%", 0.07),
        ("0-100", "29", 0.29),
        ("0-100", "0.7", 0.007),
        ("0-1", "5e-324", 5e-324),
        ("0-1", ".5", 0.5),
    ],
)
def test_one_is_certainty_or_one_per_cent(scale: str, cell: str, share: float) -> None:
    done = table(PLAIN.replace("0.4", cell), scale=scale)

    assert [each.probability for each in all_of(Forecast, done)] == [share]


@pytest.mark.parametrize(
    ("scale", "cell"),
    [
        ("0-1", "40%"),
        ("0-1", "1.01"),
        ("0-100", "101"),
        ("0-1", "nan"),
        ("0-1", "inf"),
        ("0-1", "1_0"),
        ("0-1", '"0,4"'),
        ("0-1", ""),
        ("0-1", "-0.1"),
        ("0-1", "٠.٤"),
        ("0-1", "1e999"),
        ("0-100", "4 0"),
    ],
)
def test_everything_else_is_a_problem_and_never_switches_the_scale(scale: str, cell: str) -> None:
    assert faults(table(PLAIN.replace("0.4", cell), scale=scale)) == [("line 2", "probability")]


@pytest.mark.parametrize("value", ["0.4", "NaN", "Infinity", "1e400", "true", "[0.4]", "null"])
def test_in_json_a_probability_is_a_number(value: str) -> None:
    text = json.dumps(ICE).replace("0.4", "@").replace("@", json.dumps(value)[1:-1])
    text = text if value != "0.4" else text.replace("0.4", '"0.4"')

    assert parsed(text, "jsonl", scale="0-1").problems != ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"question": "a", "question": "b"}', "the key 'question' is there twice"),
        ('{"question": NaN}', "NaN is no number of JSON"),
        ("[1]", "'[1]' is not an object"),
        ("{", "is not JSON"),
        ('{"x": ' + "[" * 100 + "]" * 100 + "}", "is nested deeper than 64 levels"),
        ('{"x": ' + "[" * 100_000 + "]" * 100_000 + "}", "is nested deeper than 64 levels"),
        ('{"question": "a"}', "the key source is missing"),
    ],
)
def test_a_line_that_is_no_strict_object_is_a_problem(line: str, message: str) -> None:
    done = parsed(f"{json.dumps(ICE)}\n\n{line}\n", "jsonl", scale="0-1")

    assert [problem.where for problem in done.problems] == ["line 3"]
    assert message in said(done)


def test_strange_values_in_json_are_problems_of_their_fields() -> None:
    done = lines(
        ICE | {"source": {"name": "ana"}},
        ICE | {"made": 20260105},
        ICE | {"tags": "a;b"} | {"via": [1]},
        ICE | {"question": ["Ice"]},
        ICE | {"question": "half \ud800"},
    )

    assert faults(done) == [
        ("line 1", "source"),
        ("line 2", "made"),
        ("line 3", "via"),
        ("line 4", "question"),
        ("line 5", "question"),
    ]


def test_days_are_read_in_the_zone_that_they_are_written_in() -> None:
    row = "Ice melts,ana,0.4,2026-01-05T23:30:00-05:00,2026-12-31T23:59:59+00:00"

    done = table(row, timezone=ZoneInfo("Europe/Berlin"))

    [forecast], [question] = all_of(Forecast, done), all_of(Question, done)
    assert (forecast.made, question.due) == (date(2026, 1, 5), date(2026, 12, 31))
    assert forecast.made_at == datetime(2026, 1, 6, 4, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "day",
    [
        "1/2/2026",
        "2026-02-30",
        "5 May 2026",
        "2026-1-5",
        "20260105",
        "2026-01-05T25:00",
        "0001-01-01",
    ],
)
def test_no_other_form_of_a_day_is_accepted(day: str) -> None:
    assert faults(table(PLAIN.replace("2026-01-05", day))) == [("line 2", "made")]


def test_a_missing_day_is_a_problem_unless_it_is_said_what_it_means() -> None:
    empty = PLAIN.replace("2026-03-31", "")

    assert faults(table(empty)) == [("line 2", "due")]
    [assumed] = all_of(Question, table(empty, default_due=Default(date(2026, 12, 31))))
    [undated] = all_of(Question, table(empty, default_due=UNDATED))
    [said_so] = all_of(Question, table(PLAIN.replace("2026-03-31", "none")))
    assert (assumed.due, assumed.due_assumed) == (date(2026, 12, 31), True)
    assert (undated.due, undated.due_assumed, said_so.due) == (None, False, None)


def test_every_column_goes_where_it_belongs() -> None:
    more = (
        ",low,high,method,wording,said,claim_kind,criteria,condition,note,url,quote,event,via,tags"
    )
    row = (
        f"{PLAIN},0.3,0.5,worded,may,-,plan,by the lake,it stays warm,hm,https://x.example,"
        '"may ""not""",spring,wire;The Mail,ice;lake'
    )

    done = table(row, more=more)

    [forecast], [question] = all_of(Forecast, done), all_of(Question, done)
    assert (forecast.low, forecast.high, forecast.wording) == (0.3, 0.5, "may")
    assert (forecast.method, forecast.said) == (Method.WORDED, Said.WILL_NOT)
    assert (forecast.claim_kind, forecast.via) == (ClaimKind.PLAN, ("wire", "the-mail"))
    assert (forecast.note, forecast.url) == ("hm", "https://x.example")
    assert [piece.quote for piece in forecast.evidence] == ['may "not"']
    assert (question.criteria, question.condition) == ("by the lake", "it stays warm")
    assert (question.event, question.tags) == ("spring", ("ice", "lake"))
    assert {source.id for source in all_of(Source, done)} == {"ana", "wire", "the-mail"}


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"low": "0.3"}, "low, high"),
        ({"low": "0.5", "high": "0.6"}, "low, high"),
        ({"method": "worded"}, "wording"),
        ({"method": "guessed"}, "method"),
        ({"said": "no"}, "said"),
        ({"claim_kind": "hope"}, "claim_kind"),
        ({"outcome": "true"}, "outcome"),
        ({"happened_on": "2026-03-01"}, "happened_on"),
        ({"proof": "https://x.example"}, "proof"),
        ({"check_on": "later"}, "check_on"),
        ({"via": "!!"}, "via"),
        ({"criteria": "x" * (2**20 + 1)}, None),
        ({"criteria": "a\0b"}, "criteria"),
    ],
)
def test_a_bad_cell_is_named_by_its_column(cells: dict[str, str], field: str | None) -> None:
    done = table(f"{PLAIN},{','.join(cells.values())}", more="," + ",".join(cells))

    assert [problem.field for problem in done.problems] == [field]


def test_all_faults_of_a_row_are_told() -> None:
    done = table("Ice melts,!!,7,soon,")

    assert [problem.field for problem in done.problems] == ["due", "probability", "source", "made"]


def test_a_forecast_after_the_due_day_is_reported() -> None:
    assert faults(table(PLAIN.replace("2026-01-05", "2026-04-01"))) == [("line 2", "made")]


def test_rows_of_one_question_have_to_agree_and_an_empty_cell_says_nothing() -> None:
    more = ",criteria,outcome,happened_on"
    agreed = table(f"{PLAIN},x,,", f"{PLAIN.replace('ana', 'bo')},,yes,2026-03-01", more=more)
    [question], [resolution] = all_of(Question, agreed), all_of(Resolution, agreed)
    assert (question.criteria, resolution.outcome) == ("x", Outcome.YES)

    denied = table(f"{PLAIN},x,yes,", f"{PLAIN.replace('ana', 'bo')},y,no,", more=more)
    assert faults(denied) == [("line 3", "criteria"), ("line 3", "outcome")]


def test_an_outcome_without_a_day_is_counted() -> None:
    done = table(f"{PLAIN},yes", more=",outcome")

    assert all_of(Resolution, done)[0].happened_on is None
    assert "1 outcome without happened_on: the day is unknown" in done.notes


def test_identical_rows_count_once_and_twins_are_kept_and_told() -> None:
    done = table(PLAIN, PLAIN, PLAIN.replace("0.4", "0.6"))

    assert [each.probability for each in all_of(Forecast, done)] == [0.4, 0.6]
    assert "1 record repeated: that counts once" in done.notes
    assert any(note.startswith("2 forecasts of one source on one question") for note in done.notes)


def test_an_id_of_ones_own_is_the_key() -> None:
    twice = table(f"{PLAIN},a1", f"{PLAIN.replace('0.4', '0.6')},a1", more=",id")
    assert faults(twice) == [("line 3", None)]

    [forecast] = all_of(Forecast, table(f"{PLAIN},a1", more=",id"))
    assert forecast.origin == "csv:forecast:a1"


def test_a_column_can_be_called_otherwise() -> None:
    text = 'Title, long,P,source,"Made, on",Due\nIce melts,0.4,ana,2026-01-05,2026-03-31\n'
    text = text.replace("Title, long", '"Title, long"')
    columns = {"question": "Title, long", "probability": "P", "made": "Made, on", "due": "Due"}

    done = parsed(text, scale="0-1", columns=columns)

    assert all_of(Question, done)[0].text == "Ice melts"


def test_the_source_of_a_table_that_names_nobody_is_named_by_the_user() -> None:
    text = "question,probability,made,due\nIce melts,0.4,2026-01-05,2026-03-31\n"

    assert said(parsed(text, scale="0-1")) == "the column source is missing"
    [forecast] = all_of(Forecast, parsed(text, scale="0-1", source="Ana Bo"))
    assert forecast.source == "ana-bo"


JOINED = "question_id,source,probability,made\nq1,ana,0.4,2026-01-05\nq2,bo,0.5,2026-01-05\n"
ASKED = (
    "question_id,question,due,outcome\nq1,Ice melts,2026-03-31,yes\nq2,Snow,none,\nq3,Hail,none,\n"
)


def test_joined_tables_share_the_questions_and_keep_those_nobody_has_forecast() -> None:
    done = parsed(JOINED, scale="0-1", questions=ASKED.encode())

    assert [each.text for each in all_of(Question, done)] == ["Ice melts", "Snow", "Hail"]
    assert len(all_of(Forecast, done)) == 2
    assert all_of(Question, done)[0].origin == "csv:question:q1"


def test_an_id_that_is_there_twice_or_not_at_all_is_a_problem() -> None:
    asked = ASKED + "q1,Ice melts,2026-03-31,yes\n"
    done = parsed(JOINED + "q9,bo,0.5,2026-01-05\n", scale="0-1", questions=asked.encode())

    assert faults(done) == [("questions line 5", "question_id"), ("line 4", "question_id")]


def test_both_json_tables_can_be_joined() -> None:
    said_lines = {"question_id": "q1", "source": "ana", "probability": 0.4, "made": "2026-01-05"}
    asked = {"question_id": "q1", "question": "Ice melts", "due": "none", "outcome": None}

    done = lines(said_lines, questions=json.dumps(asked).encode())

    assert [each.due for each in all_of(Question, done)] == [None]


@given(
    text=st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), min_size=1),
    share=st.floats(0, 1) | st.sampled_from([0.0, 1.0, 1 / 3, 5e-324]),
)
def test_hostile_text_and_extreme_numbers_are_stored_as_given(text: str, share: float) -> None:
    if not text.strip():
        return
    row = write_row([text, "ana", repr(share), "2026-01-05", "2026-03-31"])
    done = parsed(f"{HEADER}\n{row}", "csv", scale="0-1")

    assert [each.text for each in all_of(Question, done)] == [text]
    assert [each.probability for each in all_of(Forecast, done)] == [share]


def test_the_same_cells_are_the_same_question_whatever_their_spaces() -> None:
    one, other = (
        all_of(Question, table(PLAIN.replace("Ice melts", text)))[0]
        for text in ("Caf\u00e9  opens", "Cafe\u0301 opens ")
    )

    assert (one.id, one.text) == (other.id, "Caf\u00e9  opens")


def test_what_is_wrong_with_a_forecast_that_is_left_out_is_no_problem() -> None:
    bad = PLAIN.replace("ana,0.4", "bo,7")

    done = table(PLAIN, bad, bad.replace("Ice", "Snow"), only="ana")

    assert [each.source for each in all_of(Forecast, done)] == ["ana"]
    assert "2 forecasts of others left out (--only)" in done.notes
    assert (done.read["forecasts"], done.bad["forecasts"]) == (3, 2)
