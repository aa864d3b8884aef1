"""Everything that the command line refuses: one line that says why, the designed exit code."""

from pathlib import Path

import pytest

from cli_case import Add, Cli

DATES_REFUSED = ["10", "may", "1/2/2026", "next friday", "2026-11-31", "", "1899-01-01"]
PROBABILITIES_REFUSED = ["70", "1.5", "nan", "-5%", "101%", "inf", "2", "1_0%", "7/0", "0:0", ""]


def one_line(text: str) -> bool:
    return text.startswith("forecastctl: ") and text.count("\n") == 1 and "Traceback" not in text


@pytest.mark.parametrize("date", DATES_REFUSED)
def test_ambiguous_or_impossible_days_are_refused_with_the_accepted_forms(
    cli: Cli, date: str
) -> None:
    result = cli("add", "x happens", "-p", "70%", "--due", date)

    assert result.code == 2
    assert one_line(result.err)
    assert "2026-12-31" in result.err


@pytest.mark.parametrize("probability", PROBABILITIES_REFUSED)
def test_what_is_no_probability_is_refused(cli: Cli, probability: str) -> None:
    result = cli("add", "x happens", "-p", probability, "--due", "eoy")

    assert result.code == 2
    assert one_line(result.err)
    assert "probability" in result.err


def test_a_bare_70_is_answered_with_both_ways_to_write_it(cli: Cli) -> None:
    result = cli("add", "x happens", "-p", "70", "--due", "eoy")

    assert result.err == ("forecastctl: 70 is not a probability; write -p 70% or -p 0.7\n")


def test_an_equals_sign_after_a_short_option_is_not_part_of_the_value(cli: Cli) -> None:
    assert cli("add", "x happens", "-p=70%", "--due", "eoy").code == 0
    refused = cli("add", "y happens", "-p=-5%", "--due", "eoy")
    assert refused.code == 2
    assert "-5% is not a probability" in refused.err


def test_words_that_hang_on_context_are_refused_with_the_nearest_five(cli: Cli) -> None:
    result = cli("add", "x happens", "-p", "will", "--due", "eoy")

    assert result.code == 2
    assert one_line(result.err)
    assert "will probably" in result.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["add", "x happens", "-p", "70%"], 2, "--due"),
        (["add", "x happens", "--due", "eoy"], 2, "-p"),
        (["add", "-p", "70%", "--due", "eoy"], 2, "CLAIM"),
        (["add", "   ", "-p", "70%", "--due", "eoy"], 2, "claim"),
        (["add", "x", "-p", "70%", "--due", "eoy", "--made", "tomorrow"], 2, "--made"),
        (["add", "x", "-p", "70%", "--due", "2026-11-01", "--made", "2026-11-02"], 2, "due"),
        (["add", "x", "-p", "70%", "--due", "eoy", "--made", "2026-10"], 2, "--made"),
        (["add", "x", "-p", "70%", "--due", "eoy", "-s", "author"], 2, "author"),
        (["add", "-x is worded so", "-p", "70%", "--due", "eoy"], 2, "--"),
        (["add", "x", "-p", "70%", "--due", "eoy", "--colour"], 2, "--colour"),
        (["show", "zzzz"], 4, "zzzz"),
        (["show", "!"], 4, "!"),
        (["update", "zzzz", "-p", "70%"], 4, "zzzz"),
        (["edit", "zzzz", "--claim", "y"], 4, "zzzz"),
        (["resolve", "zzzz", "yes"], 4, "zzzz"),
        (["reopen", "zzzz"], 4, "zzzz"),
        (["delete", "zzzz", "-y"], 4, "zzzz"),
        (["list", "-s", "nobody"], 4, "nobody"),
        (["list", "--state", "maybe"], 2, "maybe"),
        (["list", "--format", "xml"], 2, "xml"),
        (["list", "--limit", "0"], 2, "0"),
        (["report", "-s", "nobody"], 4, "nobody"),
        (["report", "--without", "wishes"], 2, "wishes"),
        (["report", "no-such-file.jsonl"], 1, "no-such-file"),
        (["calibration", "--level", "40"], 2, "--level"),
        (["source", "show", "nobody"], 4, "nobody"),
        (["question", "show", "zzzz"], 4, "zzzz"),
        (["import", "no-such-file.jsonl"], 1, "no-such-file"),
        (["help", "wishes"], 2, "wishes"),
        (["frobnicate"], 2, "frobnicate"),
        (["--ledger", "elsewhere.jsonl", "list"], 5, "elsewhere.jsonl"),
        (["--today", "may", "list"], 2, "may"),
        (["resolve", "zzzz"], 2, "outcome"),
        (["resolve"], 2, "--due"),
        (["resolve", "zzzz", "perhaps"], 2, "perhaps"),
        (["resolve", "zzzz", "yes", "--on", "tomorrow"], 2, "--on"),
        (["resolve", "zzzz", "later"], 2, "--until"),
        (["resolve", "--due"], 2, "terminal"),
        (["undo"], 1, "nothing"),
    ],
)
def test_refusals_say_why_on_one_line_with_their_exit_code(
    cli: Cli, add: Add, ledger_path: Path, arguments: list[str], code: int, words: str
) -> None:
    if arguments != ["undo"]:
        add("something else entirely")
    before = ledger_path.read_bytes() if ledger_path.exists() else b""

    result = cli(*arguments)

    assert result.code == code, result.err
    assert one_line(result.err), result.err
    assert words in result.err
    assert result.out == ""
    assert (ledger_path.read_bytes() if ledger_path.exists() else b"") == before


def test_the_same_prediction_again_is_a_conflict_that_names_the_update(cli: Cli, add: Add) -> None:
    entry = add("Fed cuts  rates", "70%")

    result = cli("add", "fed CUTS rates", "-p", "60%", "--due", "2026-12-09")

    assert result.code == 6
    assert f"forecastctl update {entry[:4]} -p 60%" in result.err


def test_a_resolved_question_takes_another_outcome_only_with_replace(cli: Cli, add: Add) -> None:
    entry = add("x happens", "70%", "2026-11-20", "--made", "2026-11-01")
    assert cli("resolve", entry, "no").code == 0

    assert cli("resolve", entry, "no").code == 0
    assert cli("resolve", entry, "yes").code == 6
    assert cli("resolve", entry, "yes", "--replace").code == 0


def test_a_prefix_that_fits_several_lists_them(cli: Cli, add: Add) -> None:
    ids = [add(f"claim number {n} comes true") for n in range(40)]
    first_letters = [entry[0] for entry in ids]
    letter = max(set(first_letters), key=first_letters.count)

    result = cli("show", letter)

    assert result.code == 4
    assert one_line(result.err)
    assert "type more" in result.err


def test_a_new_name_one_typo_away_is_refused_off_a_terminal(cli: Cli, add: Add) -> None:
    add("x happens", "70%", "eoy", "-s", "reuters")

    refused = cli("add", "y happens", "-p", "70%", "--due", "eoy", "-s", "reuterz")
    assert refused.code == 2
    assert "reuters" in refused.err
    assert "--new-source" in refused.err

    taken = cli("add", "y happens", "-p", "70%", "--due", "eoy", "-s", "reuterz", "--new-source")
    assert taken.code == 0


def test_delete_and_merges_are_refused_where_nobody_can_answer(cli: Cli, add: Add) -> None:
    entry = add("x happens")
    result = cli("delete", entry)

    assert result.code == 2
    assert "-y" in result.err


def test_on_a_resolved_question_only_remarks_can_be_edited(cli: Cli, add: Add) -> None:
    entry = add("x happens", "70%", "2026-11-20", "--made", "2026-11-01")
    cli("resolve", entry, "no")

    assert cli("edit", entry, "--due", "eoy").code == 6
    assert cli("edit", entry, "--note", "hm", "--tag", "a", "--event", "e").code == 0
    assert cli("reopen", entry).code == 0
    assert cli("edit", entry, "--due", "eoy").code == 0


def test_errors_of_a_json_command_end_stderr_with_one_object(cli: Cli) -> None:
    import json

    result = cli("show", "zzzz", "--format", "json")

    assert result.out == ""
    error = json.loads(result.err.splitlines()[-1])["error"]
    assert error["code"] == 4
    assert "zzzz" in error["message"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--nonsense"],
        ["check", "weather"],
        ["check", "-w", "x"],
        ["check", "-c", "moon=3"],
        ["check", "-s", "nobody"],
        ["--ledger", "elsewhere.jsonl", "check"],
        ["--today", "may", "check"],
        ["--ledger", "x", "-v", "check", "store"],
        ["check", "--timeout", "0"],
    ],
)
def test_whatever_goes_wrong_in_check_is_unknown(cli: Cli, arguments: list[str]) -> None:
    result = cli(*arguments)

    assert result.code == 3
    assert result.out.startswith("FORECASTCTL UNKNOWN - ")
    assert result.out.count("\n") == 1
    assert result.err == ""


def test_the_help_of_check_is_no_alarm(cli: Cli) -> None:
    result = cli("check", "-h")

    assert result.code == 0
    assert "forecastctl check" in result.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", "y happens", "-p", "70%", "--due", "eoy"],
        ["update", "ENTRY", "-p", "60%"],
        ["edit", "ENTRY", "--note", "hm"],
        ["resolve", "ENTRY", "yes"],
        ["resolve", "ENTRY", "later", "--until", "+30d"],
        ["delete", "ENTRY", "-y"],
        ["undo"],
        ["import", "ENTRY.jsonl"],
    ],
)
def test_a_format_that_a_command_lacks_is_refused_before_anything_is_written(
    cli: Cli, add: Add, ledger_path: Path, arguments: list[str]
) -> None:
    entry = add("x happens", "70%", "2026-11-20", "--made", "2026-11-01")
    Path(f"{entry}.jsonl").write_text(cli("export").out)
    before = ledger_path.read_bytes()

    named = [argument.replace("ENTRY", entry) for argument in arguments]
    result = cli(*named, "--format", "csv")

    assert result.code == 2
    assert one_line(result.err)
    assert ledger_path.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["verfy"], "No such command 'verfy'. Did you mean 'verify'?; see forecastctl -h"),
        (
            ["add", "It", "snows", "-p", "70%"],
            "Got unexpected extra argument(s) (snows); a text of several words needs quotes;"
            " see forecastctl add -h",
        ),
        (
            ["add", "-5 degrees", "-p", "70%"],
            "No such option: -5; a text that begins with - stands last, behind --;"
            " see forecastctl add -h",
        ),
        (["report", "--seed", "x"], "--seed: 'x' is not a whole number"),
        (["extract", "a.txt", "--accept-above", "x"], "--accept-above: 'x' is not a number"),
    ],
)
def test_a_wrong_command_line_is_told_what_to_do(
    cli: Cli, arguments: list[str], message: str
) -> None:
    result = cli(*arguments)

    assert result.code == 2
    assert result.err == f"forecastctl: {message}\n"


def test_a_claim_that_begins_with_a_dash_stands_last(cli: Cli) -> None:
    assert cli("add", "-p", "70%", "--due", "eoy", "--", "-5 degrees are measured").code == 0


def test_a_check_that_fails_leaves_room_for_the_reason(cli: Cli, home: Path) -> None:
    deep = home / "a-long-name-of-a-folder" / "and-one-more-long-name-of-a-folder"
    deep.mkdir(parents=True)
    (deep / "ledger.jsonl").write_text("no ledger\n", "utf-8")

    result = cli("check", "--ledger", str(deep / "ledger.jsonl"))

    assert result.out.startswith("FORECASTCTL UNKNOWN - ledger.jsonl: line 1 is not JSON: ")
    assert len(result.out) <= 80
