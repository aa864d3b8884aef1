"""The queue of `review` on a terminal: keys, edits, the way back, and how it ends."""

import csv
import fcntl
import json
from pathlib import Path

import pytest

from candidate_case import all_three, article, extraction, found, freight, put_into, ships
from process_case import Answer, on_terminal, run

CARD = "j join\r\n: "
"""A card is drawn to its last line, and a key can be pressed."""

LEDGER = ".local/share/forecastctl/ledger.jsonl"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    put_into(tmp_path / LEDGER, all_three(article()))
    return tmp_path


def review(home: Path, *keys: Answer, **extra: str) -> tuple[int, list[str]]:
    code, screen = on_terminal(home, ["review"], keys, NO_COLOR="1", **extra)
    return code, screen.replace("\r\n", "\n").split("\n")


def waiting(home: Path) -> list[str]:
    listed = run(home, "review", "--list", "--format", "csv").stdout
    return [row["claim"] for row in csv.DictReader(listed.splitlines())]


def entry(home: Path) -> dict[str, object]:
    """The only entry of the ledger."""
    states = ["--state", "open", "--state", "overdue", "--state", "undated", "--state", "due"]
    [only] = json.loads(run(home, "list", *states, "--format", "json").stdout)["entries"]
    assert isinstance(only, dict)
    return only


def test_the_queue_shows_one_candidate_at_a_time_and_stores_each_answer(home: Path) -> None:
    code, lines = review(home, (CARD, "a\n"), (CARD, "r\n"), (CARD, "q\n"))

    assert code == 0
    assert lines[:11] == [
        "3 waiting, 2 of them with a day",
        "",
        "[1 of 3]  Port talks stall, Tradewatch, 2026-03-17         rules, confidence .90",
        '  "The port is unlikely to reopen before the autumn"',
        '  who    officials (Tradewatch)           p      not ~79%  10-33%  "unlikely"',
        '  due    2026-08-31  "before the autumn"  made   2026-03-17',
        "  kind   forecast                         said   -",
        "  claim  The port will reopen before the autumn of 2026",
        "  flags  season_north",
        "a accept  r reject  s skip  b back  R reject rest  q quit",
        "edit: w d p c k    x context  j join",
    ]
    assert "New source: officials-tradewatch (officials (Tradewatch))" in lines
    assert lines[-2] == "1 accepted, 1 rejected, 1 waits"
    assert waiting(home) == ["Freight rates will rise"]
    assert entry(home)["source"] == "officials-tradewatch"
    log = run(home, "log", "--format", "json").stdout
    assert [commit["command"] for commit in json.loads(log)["commits"]] == [
        "review",
        "review",
        "extract",
    ]


def test_leaving_and_coming_back_goes_on_where_it_was(home: Path) -> None:
    review(home, (CARD, "r\n"), (CARD, "q\n"))

    _, lines = review(home, (CARD, "q\n"))

    assert lines[0] == "2 waiting, 1 of them with a day"
    assert lines[2].startswith("[1 of 2]  ")


def test_when_all_is_answered_the_queue_ends_and_then_nothing_waits(home: Path) -> None:
    code, lines = review(home, (CARD, "r\n"), (CARD, "r\n"), (CARD, "r\n"))

    assert (code, lines[-2]) == (0, "0 accepted, 3 rejected, 0 wait")
    assert review(home) == (0, ["Nothing waits for review", ""])


@pytest.mark.parametrize(
    ("answer", "due", "is_assumed"),
    [
        ("1", "2026-12-31", True),
        ("2", "2027-03-17", True),
        ("4", None, False),
        ("none", None, False),
        ("2026-q4", "2026-12-31", False),
    ],
)
def test_accepting_asks_for_a_due_day_where_the_text_gives_none(
    home: Path, answer: str, due: str | None, is_assumed: bool
) -> None:
    review(home, (CARD, "s\n"), (CARD, "s\n"), (CARD, "a\n"), ("due? ", f"{answer}\n"))

    made = entry(home)
    assert (made["due"], made["due_assumed"]) == (due, is_assumed)
    assert made["source"] == "tradewatch"


def test_the_answers_name_their_days_and_the_third_asks_for_one(home: Path) -> None:
    _, lines = review(
        home,
        (CARD, "s\n"),
        (CARD, "s\n"),
        (CARD, "a\n"),
        ("due? ", "3\n"),
        ("the day? ", "2026-10-01\n"),
    )

    assert (
        "1 end of the year, 2026-12-31  2 one year on, 2027-03-17  3 a day  4 none (undated)"
    ) in lines
    assert entry(home)["due"] == "2026-10-01"


def test_no_answer_to_what_is_missing_accepts_nothing(home: Path) -> None:
    code, lines = review(
        home, (CARD, "s\n"), (CARD, "s\n"), (CARD, "a\n"), ("due? ", "\n"), (CARD, "q\n")
    )

    assert code == 0
    assert "Not accepted" in lines
    assert len(waiting(home)) == 3


def test_who_wrote_it_and_when_are_asked_for_where_nobody_knows(tmp_path: Path) -> None:
    text = article(outlet=None, published=None, precision="none")
    put_into(tmp_path / LEDGER, extraction(text, freight(text)))

    review(
        tmp_path,
        (CARD, "a\n"),
        ("who wrote this? ", "Ines Sol\n"),
        ("on which day was it made? ", "soon\n"),
        ("on which day was it made? ", "tomorrow\n"),
        ("on which day was it made? ", "2026-03-17\n"),
        ("due? ", "1\n"),
    )

    made = entry(tmp_path)
    assert (made["source"], made["made"], made["due"]) == ("ines-sol", "2026-03-17", "2026-12-31")


def test_a_day_that_had_passed_is_asked_for_again(tmp_path: Path) -> None:
    text = article()
    put_into(tmp_path / LEDGER, extraction(text, ships(text, due_flags=("already_due",))))

    _, lines = review(tmp_path, (CARD, "a\n"), ("due? ", "2026-07-31\n"))

    assert "2026-06-30 was before it was published" in lines
    assert entry(tmp_path)["due"] == "2026-07-31"


def test_the_number_of_no_name_is_not_taken_for_a_name(home: Path) -> None:
    _, lines = review(home, (CARD, "w 99\n"), (CARD, "q\n"))

    assert "there is no name 99; w alone lists them" in lines
    assert not any(line.startswith("  who    99") for line in lines)


def test_every_field_can_be_corrected_before_it_is_accepted(home: Path) -> None:
    code, lines = review(
        home,
        (CARD, "w Harbour Line\n"),
        (CARD, "d\n"),
        ("due? ", "2026-09-30\n"),
        (CARD, "p not 93%\n"),
        (CARD, "c\n"),
        ("claim: ", "\x15The port reopens\n"),
        (CARD, "k\n"),
        ("condition: ", "the talks end\n"),
        (CARD, "a\n"),
        (CARD, "q\n"),
    )

    assert code == 0
    made = entry(home)
    assert (made["source"], made["due"], made["claim"]) == (
        "harbour-line",
        "2026-09-30",
        "The port reopens",
    )
    assert (made["probability"], made["said"], made["method"]) == (0.07, "-", "judged")
    assert made["condition"] == "the talks end"
    assert "  if     the talks end" in lines


def test_the_line_to_edit_holds_the_claim_and_an_empty_condition_goes(home: Path) -> None:
    _, lines = review(
        home,
        (CARD, "s\n"),
        (CARD, "s\n"),
        (CARD, "c\n"),
        ("claim: Freight rates will rise", " by a tenth\n"),
        (CARD, "k\n"),
        ("condition: no deal is reached", "\x15\n"),
        (CARD, "q\n"),
    )

    assert "  claim  Freight rates will rise by a tenth" in lines
    assert "if" not in [line.split()[0] for line in lines[-12:] if line.strip()]


def test_a_speaker_is_chosen_by_the_number_of_a_name_in_the_article(home: Path) -> None:
    _, lines = review(home, (CARD, "w\n"), ("number)? ", "2\n"), (CARD, "a\n"), (CARD, "q\n"))

    assert [line for line in lines if line.startswith("  2 ")] == ["  2 Mara Quill"]
    assert entry(home)["source"] == "mara-quill"
    sources = json.loads(run(home, "source", "list", "--format", "json").stdout)["sources"]
    assert {each["id"]: each["kind"] for each in sources}["mara-quill"] == "person"


def test_skipping_keeps_it_pending_and_drops_the_edits(home: Path) -> None:
    review(home, (CARD, "c A new claim\n"), (CARD, "s\n"), (CARD, "q\n"))

    assert waiting(home)[0] == "The port will reopen before the autumn of 2026"


def test_back_takes_the_last_answer_back_and_shows_that_candidate_again(home: Path) -> None:
    _, lines = review(
        home, (CARD, "r\n"), (CARD, "s\n"), (CARD, "b\n"), (CARD, "b\n"), (CARD, "q\n")
    )

    assert "Took the last answer back" in lines
    assert [line[:8] for line in lines if line.startswith("[")] == [
        "[1 of 3]",
        "[2 of 3]",
        "[3 of 3]",
        "[2 of 3]",
        "[1 of 3]",
    ]
    assert lines[-2] == "0 accepted, 0 rejected, 3 wait"
    assert len(waiting(home)) == 3


def test_back_at_the_first_says_so(home: Path) -> None:
    _, lines = review(home, (CARD, "b\n"), (CARD, "q\n"))

    assert "This is the first" in lines


def test_back_never_takes_back_what_somebody_else_did(home: Path) -> None:
    """The newest change of the ledger is another one: it has to stay."""
    other = article("Other news\n\nIt will rain.\n")

    def meanwhile() -> str:
        put_into(home / LEDGER, extraction(other, found(other, "It will rain")))
        return "b\n"

    _, lines = review(home, (CARD, "r\n"), (CARD, meanwhile), (CARD, "q\n"))

    assert "the ledger was changed since, so that answer stays; see forecastctl log" in lines
    assert sorted(waiting(home)) == [
        "Freight rates will rise",
        "It will rain",
        "Two ships will come by 30 June 2026",
    ]


def test_what_was_answered_meanwhile_is_told_and_passed_over(home: Path) -> None:
    def meanwhile() -> str:
        assert run(home, "review", "--reject", ships(article()).id).returncode == 0
        return "a\n"

    _, lines = review(home, (CARD, "r\n"), (CARD, meanwhile), (CARD, "q\n"))

    assert any("was rejected already" in line for line in lines)
    assert lines[-2] == "0 accepted, 1 rejected, 1 waits"
    assert [line[:8] for line in lines if line.startswith("[")][-1] == "[3 of 3]"
    assert "Two ships" not in run(home, "list").stdout


def test_what_another_reading_has_replaced_meanwhile_is_passed_over(home: Path) -> None:
    def meanwhile() -> str:
        text = article()
        put_into(home / LEDGER, extraction(text, ships(text, claim="Ships come", id="f" * 12)))
        return "a\n"

    _, lines = review(home, (CARD, "r\n"), (CARD, meanwhile), (CARD, "q\n"))

    assert any(line.startswith("no candidate has the id") for line in lines)
    assert [line[:8] for line in lines if line.startswith("[")][-1] == "[3 of 3]"
    assert "Ships come" in waiting(home)


def test_the_rest_of_an_article_is_rejected_after_a_question_with_the_count(home: Path) -> None:
    other = article("Other news\n\nIt will rain.\n")
    put_into(home / LEDGER, extraction(other, found(other, "It will rain", confidence=0.1)))

    _, lines = review(
        home,
        (CARD, "s\n"),
        (CARD, "R\n"),
        ("Reject 2 candidates, the rest of this article? [y/N] ", "n\n"),
        (CARD, "R\n"),
        ("Reject 2 candidates, the rest of this article? [y/N] ", "y\n"),
        (CARD, "b\n"),
        (CARD, "R\n"),
        ("[y/N] ", "y\n"),
        (CARD, "q\n"),
    )

    assert waiting(home) == ["The port will reopen before the autumn of 2026", "It will rain"]
    assert lines[-2] == "0 accepted, 2 rejected, 2 wait"


def test_the_context_is_shown_with_the_words_marked(home: Path) -> None:
    _, lines = review(home, (CARD, "x\n"), (": ", "q\n"))

    at = lines.index(": x")
    assert lines[at + 1 : at + 3] == [
        "  Talks on the harbour stalled on Monday. >>The port is [unlikely] to reopen",
        "  before the autumn<<, officials said. Nobody was hurt.",
    ]


def test_a_similar_question_is_joined_by_one_key_and_lends_its_claim(home: Path) -> None:
    added = run(home, "add", "The port will reopen before the winter of 2026", "-p", "20%",
                "--due", "2026-12-01", "--made", "2026-03-01", "-q")  # fmt: skip

    _, lines = review(home, (CARD, "j\n"), (CARD, "a\n"), (CARD, "q\n"))

    similar = [line for line in lines if line.startswith("  similar: ")]
    assert similar[0].endswith("(1 forecast), 2026-12-01: j")
    assert any(line.startswith("  joins  ") for line in lines)
    shown = json.loads(run(home, "show", added.stdout.strip(), "--format", "json").stdout)
    assert [one["source"] for one in shown["entries"]] == ["me", "officials-tradewatch"]


def test_the_same_question_is_joined_without_a_key_and_the_card_says_so(home: Path) -> None:
    run(home, "add", "The port will reopen before the autumn of 2026", "-p", "20%",
        "--due", "2026-08-31", "--made", "2026-03-01")  # fmt: skip

    _, lines = review(home, (CARD, "a\n"), (CARD, "q\n"))

    assert any(line.endswith("2026-08-31: joins it") for line in lines)
    questions = json.loads(run(home, "question", "list", "--format", "json").stdout)["questions"]
    assert [question["sources"] for question in questions] == [2]


def test_a_name_one_typo_away_is_asked_about(home: Path) -> None:
    run(home, "source", "add", "Mara Quilt")

    _, lines = review(
        home,
        (CARD, "s\n"),
        (CARD, "a\n"),
        ("Is it another source? [y/N] ", "n\n"),
        (": ", "w Mara Quilt\n"),
        (CARD, "a\n"),
        (CARD, "q\n"),
    )

    assert "Not accepted; w names the source" in lines
    assert entry(home)["source"] == "mara-quilt"


@pytest.mark.parametrize("line", ["", "?", "A"])
def test_any_other_key_explains_the_keys(home: Path, line: str) -> None:
    _, lines = review(home, (CARD, f"{line}\n"), ("then count\r\n: ", "q\n"))

    explained = [each[2] for each in lines if each[:2] == "  " and each[3:5] == "  "]
    assert explained == list("arsbRqwdpckxj")
    assert len(waiting(home)) == 3


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("d soon", "'soon' is not a date; write "),
        ("p 70", "70 is not a probability; write -p 70% or -p 0.7"),
        ("j zzzz", "no entry has an id that begins with 'zzzz'; forecastctl list shows them"),
    ],
)
def test_a_mistake_is_told_and_the_candidate_stays(home: Path, keys: str, message: str) -> None:
    _, lines = review(home, (CARD, f"{keys}\n"), (CARD, "q\n"))

    assert any(line.startswith(message) for line in lines)
    assert sum(line.startswith("[1 of 3]") for line in lines) == 2


def test_interrupting_keeps_what_was_answered(home: Path) -> None:
    assert review(home, (CARD, "r\n"), (CARD, "\x03"))[0] == 130
    assert review(home, (CARD, "r\n"), (CARD, "\x04"))[0] == 1
    assert waiting(home) == ["Freight rates will rise"]


def test_nothing_is_asked_while_the_ledger_is_locked_and_a_lock_of_others_is_told(
    home: Path,
) -> None:
    """The card stands without the lock; an answer that cannot be stored leaves it there."""
    path = home / f"{LEDGER}.lock"
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        code, lines = review(home, (CARD, "r\n"), (CARD, "q\n"), FORECASTCTL_LOCK_TIMEOUT="0.1")

    assert code == 0
    assert any("locked" in line or "another process" in line for line in lines)
    assert len(waiting(home)) == 3


def test_off_a_terminal_the_queue_is_refused(home: Path) -> None:
    refused = run(home, "review")

    assert refused.returncode == 2
    assert refused.stderr == (
        "forecastctl: review asks, and stdin is no terminal; use --list, --accept, --reject, "
        "--export or --apply\n"
    )


def test_colour_only_where_it_is_wanted(home: Path) -> None:
    assert "\x1b[1m" in on_terminal(home, ["review"], [(CARD, "q\n")])[1]
    assert "\x1b[1m" not in on_terminal(home, ["review"], [(CARD, "q\n")], NO_COLOR="1")[1]
    assert "\x1b[1m" not in on_terminal(home, ["review"], [(CARD, "q\n")], TERM="dumb")[1]
