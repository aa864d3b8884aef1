"""What people and articles wrote cannot touch the terminal, the table or the spreadsheet."""

import pytest

from cli_case import Add, Cli

HOSTILE = {
    "escape": "\x1b[31mred\x1b[0m comes true",
    "title": "\x1b]0;owned\x07 comes true",
    "c1": "\x9b31m comes true",
    "bidi": "abc\u202edef\u202c comes true",
    "isolate": "abc\u2066def\u2069 comes true",
    "backspace": "abc\b\b\b comes true",
    "carriage": "abc\rdef comes true",
}


@pytest.mark.parametrize("claim", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("colour", ["never", "always"])
def test_control_characters_and_bidi_never_reach_the_terminal(
    cli: Cli, claim: str, colour: str
) -> None:
    added = cli(
        "add", claim, "-p", "70%", "--due", "2026-11-25", "--quote", claim, "--color", colour
    )
    assert added.code == 0, added.err
    entry = cli("list", "--format", "json").json["entries"][0]["id"]
    printed = [added.out, added.err]
    for command in (["list"], ["due"], ["show", entry, "--history"], ["log"], ["question", "list"]):
        result = cli(*command, "--color", "never")
        printed += [result.out, result.err]
    result = cli("resolve", entry, "yes")
    printed += [result.out, result.err, cli("check", "-v", "--color", "never").out]
    for text in printed:
        for character in "\x1b\x07\x9b\u202e\u202c\u2066\u2069\b\r":
            assert character not in text


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_names_of_sources_never_reach_the_terminal_as_they_are(cli: Cli, name: str) -> None:
    entry = ("add", "x happens", "-p", "70%", "--due", "2026-11-25", "-s", name)
    printed = [cli(*entry, "--dry-run"), cli(*entry), cli("list"), cli("source", "list")]
    printed += [cli("report"), cli("report", "-s", name), cli("source", "show", name)]
    printed += [cli("source", "merge", name, "nobody"), cli("log"), cli("undo")]

    for result in printed:
        for character in "\x1b\x07\x9b\u202e\u202c\u2066\u2069\b\r":
            assert character not in result.out
            assert character not in result.err


def test_an_edit_names_the_source_that_it_made(cli: Cli, add: Add) -> None:
    entry = add("x happens")

    assert "New source: city-post (City Post)\n" in cli("edit", entry, "--source", "City Post").err
    assert "New source" not in cli("edit", entry, "--source", "city-post").err


def test_a_dry_run_names_the_source_that_it_would_make(cli: Cli) -> None:
    result = cli("add", "x", "-p", "70%", "--due", "eoy", "-s", "Daily Post", "-n")

    assert result.out == (
        "Would make a new question, with 70% by Daily Post.\nWould make the source daily-post.\n"
    )


def test_markup_in_claims_prints_as_it_is(cli: Cli, add: Add) -> None:
    add("[bold]x[/bold] [link=file:///etc/passwd]y[/link] :smile: happens")

    assert "[bold]x[/bold] [link=file:///etc/passwd]y[/link] :smile: happens" in cli("list").out


def test_a_claim_of_100000_characters_lists_as_one_row(cli: Cli, add: Add) -> None:
    add("very " * 20_000 + "long")

    lines = cli("list").out.splitlines()

    assert len(lines) == 2
    assert len(lines[1]) > 100_000


def test_line_breaks_and_tabs_show_as_spaces(cli: Cli, add: Add) -> None:
    add("one\ntwo\tthree")

    assert "one two three" in cli("list").out


def test_csv_cells_that_a_spreadsheet_would_run_get_an_apostrophe(cli: Cli, add: Add) -> None:
    add("=SUM(A1) comes true")

    assert "'=SUM(A1) comes true" in cli("list", "--format", "csv").out


def test_json_keeps_the_text_as_it_was_given(cli: Cli, add: Add) -> None:
    add(HOSTILE["escape"])

    result = cli("list", "--format", "json")

    assert "\x1b" not in result.out
    assert result.json["entries"][0]["claim"] == HOSTILE["escape"]
