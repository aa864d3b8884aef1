"""extract: what is read, what is refused, what is printed and what is stored."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli_case import Cli, Result
from web_case import html, page, serving

BRIEF = """\
Port talks stall

The port will probably open on 4 April 2027. Ticket prices may rise. Will the crews vote?
"""
OTHER = "Ferry news\n\nThe ferry is unlikely to sail in May.\n"
RULES = ("--engine", "rules")


@pytest.fixture
def brief(home: Path) -> str:
    """An article in the working folder."""
    (home / "brief.txt").write_text(BRIEF, "utf-8")
    return "brief.txt"


@pytest.fixture
def other(home: Path) -> str:
    """Another one, with the day in its name."""
    (home / "ferry-2026-04-30.txt").write_text(OTHER, "utf-8")
    return "ferry-2026-04-30.txt"


def rows(result: Result) -> list[list[str]]:
    """The cells of a printed table without its head and ids."""
    return [line.split("  ") for line in result.out.splitlines()[1:]]


def documents(result: Result) -> list[Any]:
    return [json.loads(line) for line in result.out.splitlines()]


def test_candidates_are_printed_in_the_order_of_the_text(cli: Cli, brief: str) -> None:
    done = cli("extract", brief, *RULES, "--outlet", "Tradewatch", "--published", "2026-03-17")

    lines = [line[4:] for line in done.out.splitlines()]
    assert done.code == 0
    assert lines == [
        "  p     range   due         who         claim",
        "  ~75%  60-85%  2027-04-04  Tradewatch  The port will open on 4 April 2027",
        "  ~45%  20-65%  -           Tradewatch  Ticket prices will rise",
    ]
    assert done.err == (
        "2 candidates in brief.txt, 1 without a day (rules; 1 sentence dropped: --explain)."
        " Next: forecastctl review\n"
        "New sources: tradewatch\n"
        "Undo: forecastctl undo\n"
    )


def test_a_dry_run_shows_the_same_and_writes_nothing(
    cli: Cli, brief: str, ledger_path: Path
) -> None:
    dry = cli("extract", "-n", brief, *RULES, "--published", "2026-03-17")
    written = cli("extract", brief, *RULES, "--published", "2026-03-17", today="2026-11-22")

    assert dry.code == 0
    assert dry.out == written.out
    assert dry.err.splitlines()[-1] == "Dry run: nothing was written"


def test_a_dry_run_makes_no_ledger(cli: Cli, brief: str, ledger_path: Path) -> None:
    cli("extract", "-n", brief, *RULES)

    assert not ledger_path.exists()


def test_the_same_article_again_adds_nothing(cli: Cli, brief: str, ledger_path: Path) -> None:
    first = cli("extract", brief, *RULES, "-q")
    before = ledger_path.read_bytes()
    second = cli("extract", brief, *RULES, "-q")

    assert first.out == second.out
    assert ledger_path.read_bytes() == before


def test_what_was_said_of_an_article_need_not_be_said_again(
    cli: Cli, home: Path, ledger_path: Path
) -> None:
    (home / "port.txt").write_text(f"{BRIEF}The quay may close by Friday.\n", "utf-8")
    first = cli("extract", "port.txt", *RULES, "--outlet", "Mild", "--published", "2026-03-17")
    before = ledger_path.read_bytes()
    again = cli("extract", "port.txt", *RULES)

    assert "2026-03-20  Mild" in first.out
    assert again.out == first.out
    assert "has no date" not in again.err
    assert ledger_path.read_bytes() == before


def test_what_is_said_of_an_article_now_wins_over_the_ledger(cli: Cli, brief: str) -> None:
    cli("extract", brief, *RULES, "--outlet", "Mild", "--published", "2026-03-17")
    again = cli("extract", brief, *RULES, "--outlet", "Other", "--format", "json")

    article = again.json["article"]
    assert (article["outlet"], article["published_from"]) == ("Other", "ledger")


def test_quiet_prints_whole_ids_and_nothing_else(cli: Cli, brief: str) -> None:
    done = cli("extract", brief, *RULES, "-q")

    assert [len(line) for line in done.out.splitlines()] == [12, 12]
    assert done.err == ""


def test_two_runs_give_the_same_bytes(cli: Cli, brief: str) -> None:
    arguments = ("extract", "-n", brief, *RULES, "--format", "json")

    assert cli(*arguments).out == cli(*arguments).out


def test_the_document_names_the_article_its_candidates_and_what_was_dropped(
    cli: Cli, brief: str
) -> None:
    done = cli(
        *("extract", "-n", brief, *RULES, "--format", "json", "--published", "2026-03-17"),
        *("--author", "Mara Quill", "--title", "Port talks", "--url", "https://trade.example/p"),
    )
    document = done.json
    first, second = document["candidates"]

    assert list(document) == ["schema", "article", "candidates", "drops"]
    assert document["schema"] == "forecastctl.candidates/1"
    assert document["article"] == {
        "id": first["article_id"],
        "file": "brief.txt",
        "title": "Port talks",
        "author": "Mara Quill",
        "outlet": None,
        "url": "https://trade.example/p",
        "published": "2026-03-17",
        "precision": "day",
        "published_from": "--published",
        "sha256": first["text_sha256"],
        "words": 20,
    }
    assert first["article_id"] == first["text_sha256"][:12]
    assert first["evidence"][0]["quote"] in BRIEF
    assert (first["due"], first["made"]) == ("2027-04-04", "2026-03-17")
    assert (second["due"], second["probability"]["typical"]) == (None, 0.45)
    assert [(drop["reason"], drop["phrase"]) for drop in document["drops"]] == [
        ("question", "Will")
    ]


def test_every_quote_stands_where_the_document_says(cli: Cli, brief: str) -> None:
    document = cli("extract", "-n", brief, *RULES, "--format", "json").json

    for candidate in document["candidates"]:
        for span in candidate["evidence"]:
            assert BRIEF[span["start"] : span["end"]] == span["quote"]


def test_several_articles_are_a_document_a_line(cli: Cli, brief: str, other: str) -> None:
    done = cli("extract", "-n", brief, other, *RULES, "--format", "jsonl")

    assert [document["article"]["file"] for document in documents(done)] == [brief, other]


def test_several_articles_as_one_json_document_are_refused(
    cli: Cli, brief: str, other: str
) -> None:
    done = cli("extract", "-n", brief, other, "--format", "json")

    assert done.code == 2
    assert done.out == ""
    assert "--format json is for one article; for several: --format jsonl" in done.err


def test_rows_for_a_spreadsheet_have_the_quote(cli: Cli, brief: str, other: str) -> None:
    done = cli("extract", "-n", brief, other, *RULES, "--format", "csv")
    head, *lines = done.out.splitlines()

    assert head.startswith("id,article_id,file,claim,polarity,source,")
    assert len(lines) == 3
    assert "The port will open on 4 April 2027" in lines[0]
    assert ",-," in lines[2]


def test_a_table_of_several_articles_names_them(cli: Cli, brief: str, other: str) -> None:
    done = cli("extract", "-n", brief, other, *RULES)

    assert done.out.splitlines()[0].split() == [
        "id",
        "p",
        "range",
        "due",
        "who",
        "article",
        "claim",
    ]
    assert [row.count(brief) for row in done.out.splitlines()[1:]] == [1, 1, 0]
    assert "3 candidates in 2 articles" in done.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--published", "2026-03-17"), "say it of each with --published name or --meta"),
        (("--author", "Mara Quill"), "--author says the same of 2 articles"),
        (("--title", "Port"), "--title says the same of 2 articles; say it of each with --meta"),
        (("--url", "https://trade.example"), "--url says the same of 2 articles"),
    ],
)
def test_one_value_for_several_articles_is_refused(
    cli: Cli, brief: str, other: str, options: tuple[str, ...], told: str
) -> None:
    done = cli("extract", brief, other, *options)

    assert done.code == 2
    assert told in done.err


def test_one_outlet_may_cover_many(cli: Cli, brief: str, other: str) -> None:
    done = cli("extract", "-n", brief, other, *RULES, "--outlet", "Tradewatch", "--format", "jsonl")

    assert [each["article"]["outlet"] for each in documents(done)] == ["Tradewatch"] * 2


def test_the_day_can_stand_in_each_file_name(cli: Cli, brief: str, other: str) -> None:
    done = cli("extract", "-n", brief, other, *RULES, "--published", "name", "--format", "jsonl")
    first, second = (each["article"] for each in documents(done))

    assert (first["published"], first["published_from"]) == (None, None)
    assert (second["published"], second["published_from"]) == ("2026-04-30", "file name")


def test_a_file_name_without_a_day_falls_through_to_the_text(cli: Cli, home: Path) -> None:
    (home / "port.txt").write_text(BRIEF.replace("\n\n", "\n16 March 2026\n\n", 1), "utf-8")
    done = cli("extract", "-n", "port.txt", *RULES, "--published", "name", "--format", "json")

    assert done.json["article"]["published"] == "2026-03-16"
    assert done.json["article"]["published_from"] == "byline"


def test_a_table_says_of_each_article_what_is_known(
    cli: Cli, home: Path, brief: str, other: str
) -> None:
    (home / "lists").mkdir()
    (home / "lists/meta.csv").write_text(
        "path,published,author,outlet,mood\n"
        "../brief.txt,2026-03-17,Mara Quill,Tradewatch,calm\n"
        f"{home}/{other},,,Quay Gazette,calm\n"
        "gone.txt,2026-03-18,,,\n",
        "utf-8",
    )
    done = cli(
        *("extract", "-n", brief, other, *RULES, "--meta", "lists/meta.csv"),
        *("--published", "name", "--format", "jsonl"),
    )
    first, second = (each["article"] for each in documents(done))

    assert (first["author"], first["outlet"]) == ("Mara Quill", "Tradewatch")
    assert (first["published"], first["published_from"]) == ("2026-03-17", "--meta")
    assert (second["outlet"], second["published"]) == ("Quay Gazette", "2026-04-30")
    assert "lists/meta.csv: columns that nobody reads: mood" in done.err
    assert "lists/meta.csv: no article was given for lists/gone.txt" in done.err


def test_an_option_wins_over_the_table(cli: Cli, home: Path, brief: str) -> None:
    (home / "meta.csv").write_text("path,published,author\nbrief.txt,2026-03-17,Mara\n", "utf-8")
    done = cli(
        *("extract", "-n", brief, *RULES, "--meta", "meta.csv", "--published", "2026-03-18"),
        *("--format", "json"),
    )
    article = done.json["article"]

    assert (article["published"], article["author"]) == ("2026-03-18", "Mara")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("author\nMara\n", "meta.csv: line 1: the column path is missing"),
        ("path,path\na,b\n", "meta.csv: line 1: the column path is there twice"),
        ("", "the column path is missing; the first line names the columns"),
        ("path,published\nbrief.txt,17.3.2026\n", "line 2: published: '17.3.2026' is not a day"),
        ("path,published\nbrief.txt,2026-02-30\n", "line 2: published: '2026-02-30' is not a day"),
        ("path,author\n,Mara\n", "line 2: path: is empty"),
        ("path\nbrief.txt\nbrief.txt\n", "line 3: path: is the same as in line 2"),
        ("path,author\nbrief.txt\n", "line 2: has 1 cells, but there are 2 columns"),
        ('path\n"brief.txt\n', "meta.csv: file: line 2"),
    ],
)
def test_a_table_with_a_fault_is_refused_before_anything_is_read(
    cli: Cli, home: Path, brief: str, ledger_path: Path, table: str, told: str
) -> None:
    (home / "meta.csv").write_text(table, "utf-8")
    done = cli("extract", brief, "--meta", "meta.csv")

    assert done.code == 1
    assert told in done.err
    assert "meta.csv cannot be used as it is; nothing was read" in done.err
    assert not ledger_path.exists()


def test_articles_without_a_day_are_listed(cli: Cli, brief: str, other: str) -> None:
    done = cli("extract", "-n", brief, other, *RULES, "--published", "name")

    assert (
        "1 of 2 articles have no date; their days stay open: give --meta\n  brief.txt\n" in done.err
    )


def test_an_article_known_to_the_month_is_told(cli: Cli, home: Path) -> None:
    (home / "port.txt").write_text(f"{BRIEF}\nMarch 2026\n", "utf-8")
    done = cli("extract", "-n", "port.txt", *RULES)

    assert "port.txt has only the month 2026-03; its days stay open: give --published" in done.err


def test_what_was_dropped_is_explained(cli: Cli, brief: str) -> None:
    done = cli("extract", "-n", brief, *RULES, "--explain")

    assert f'brief.txt:{BRIEF.index("Will")}: question "Will": Will the crews vote?' in done.err
    assert "(rules; 1 sentence dropped)" in done.err


def test_stdin_is_read_for_a_dash(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch, brief: str
) -> None:
    with (home / brief).open(encoding="utf-8") as piped:
        monkeypatch.setattr("sys.stdin", piped)
        done = cli("extract", "-n", "-", *RULES, "--format", "json")

    assert done.json["article"]["file"] == "-"
    assert len(done.json["candidates"]) == 2


def test_stdin_has_the_limit_of_a_file(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (home / "endless.txt").open("wb") as file:
        file.truncate(30 * 2**20)
    with (home / "endless.txt").open(encoding="utf-8") as piped:
        monkeypatch.setattr("sys.stdin", piped)
        done = cli("extract", "-n", "-", *RULES)

    assert done.err == "forecastctl: - is larger than 20 MiB; split it\n"


def test_stdin_is_read_once(cli: Cli) -> None:
    done = cli("extract", "-", "-")

    assert done.code == 2
    assert "- stands for stdin, which can be read once" in done.err


def test_one_article_that_cannot_be_read_ends_with_its_reason(cli: Cli) -> None:
    done = cli("extract", "gone.txt")

    assert done.code == 1
    assert done.err == "forecastctl: gone.txt cannot be read: no such file or directory\n"


def test_of_several_articles_those_that_can_be_read_are_stored(
    cli: Cli, home: Path, brief: str
) -> None:
    (home / "broken.txt").write_bytes(b"\xff\xfe\xfa")
    done = cli("extract", "gone.txt", brief, "broken.txt", *RULES)
    again = cli("review", "--list", "--format", "jsonl")

    assert done.code == 3
    assert done.err.splitlines()[:2] == [
        "gone.txt cannot be read: no such file or directory",
        "broken.txt is not UTF-16, as its first bytes say",
    ]
    assert len(documents(again)[0]["candidates"]) == 2


def test_where_nothing_can_be_read_nothing_is_stored(cli: Cli, ledger_path: Path) -> None:
    done = cli("extract", "gone.txt", "lost.txt")

    assert done.code == 1
    assert done.err.splitlines()[-1] == "forecastctl: none of the 2 articles could be read"
    assert not ledger_path.exists()


def test_several_processes_give_the_same_in_the_same_order(
    cli: Cli, home: Path, brief: str, other: str
) -> None:
    (home / "broken.txt").write_bytes(b"\0")
    arguments = ("extract", "-n", brief, "broken.txt", other, *RULES, "--format", "jsonl")

    alone, together = cli(*arguments), cli(*arguments, "-j", "3")

    assert together == alone
    assert together.code == 3


def test_navigation_is_read_only_when_asked_for(cli: Cli, home: Path) -> None:
    text = f"{BRIEF}\nRead also: Ferries will run again in June 2027\n"
    (home / "port.txt").write_text(text, "utf-8")

    def candidates(*options: str) -> int:
        done = cli("extract", "-n", "port.txt", *RULES, "--format", "json", *options)
        return len(done.json["candidates"])

    assert candidates() == 2
    assert candidates("--all") == 3


def test_words_of_ones_own_are_used(cli: Cli, home: Path, brief: str) -> None:
    (home / "words.csv").write_text(
        "phrase,kind,when,low,typical,high,basis,sources,note\nmay,possibility,,.1,.2,.3,judged,,\n",
        "utf-8",
    )
    done = cli("extract", "-n", brief, *RULES, "--words", "words.csv", "--format", "json")
    plain = cli("extract", "-n", brief, *RULES, "--format", "json")

    assert [one["probability"]["typical"] for one in done.json["candidates"]] == [0.75, 0.2]
    assert done.json["candidates"][0]["lexicon"] != plain.json["candidates"][0]["lexicon"]


def test_the_variable_names_words_as_well(
    cli: Cli, home: Path, brief: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORECASTCTL_WORDS", "missing.csv")
    done = cli("extract", "-n", brief, *RULES)

    assert done.code == 1
    assert "missing.csv" in done.err


def test_accepting_by_confidence_takes_what_lacks_nothing(cli: Cli, brief: str) -> None:
    done = cli(
        *("extract", brief, *RULES, "--outlet", "Tradewatch", "--published", "2026-03-17"),
        *("--accept-above", "0.5"),
    )

    assert "1 accepted; 1 waits for review (1 without a day)" in done.err
    assert "The port will open" in cli("list", "--state", "all").out


def test_a_due_day_can_be_assumed_for_all(cli: Cli, brief: str) -> None:
    done = cli(
        *("extract", brief, *RULES, "--outlet", "Tradewatch", "--published", "2026-03-17"),
        *("--accept-above", "0.5", "--assume-due", "eoy"),
    )

    assert "2 accepted" in done.err
    assert "2026-12-31*" in cli("list", "--state", "all").out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--assume-due", "eoy"), "it goes with --accept-above"),
        (("--accept-above", "0.5", "-n"), "--accept-above accepts and -n stores nothing"),
        (("--accept-above", "1.5"), "--accept-above"),
        (("--assume-due", "soon"), "--assume-due takes eoy, +1y"),
        (("--engine", "magic"), "--engine takes auto, rules, parse"),
        (("-j", "0"), "0"),
        (("--published", "2026-12-01"), "is after today"),
        (("--published", "2026-03"), "is a period, but one day is needed"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(
    cli: Cli, brief: str, ledger_path: Path, options: tuple[str, ...], told: str
) -> None:
    done = cli("extract", brief, *options)

    assert done.code == 2
    assert told in done.err
    assert not ledger_path.exists()


def test_text_of_an_article_cannot_steer_the_terminal(cli: Cli, home: Path) -> None:
    (home / "evil.txt").write_text("News\n\nThe \x1b[31mport\u202e will open on 4 April 2027.\n")
    done = cli("extract", "-n", "evil.txt", *RULES, "--explain")

    assert "\x1b" not in done.out + done.err
    assert "\u202e" not in done.out + done.err
    assert "\\x1b" in done.out


def test_an_article_is_read_from_the_network(cli: Cli) -> None:
    pytest.importorskip("httpx", reason="needs the extra web")
    with serving({"/story": html(page())}) as site:
        done = cli("extract", "-n", f"{site}/story", *RULES, "--allow-private", "--format", "json")
        refused = cli("extract", "-n", f"{site}/story")

    assert done.json["article"]["url"] == f"{site}/story"
    assert len(done.json["candidates"]) >= 3
    assert refused.code == 1
    assert "--allow-private reads it" in refused.err


def test_an_engine_that_is_not_installed_is_refused_by_its_extra(
    cli: Cli, brief: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from forecastctl.cli import extracting

    extracting._extractor.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "spacy", None)
    done = cli("extract", "-n", brief, "--engine", "parse")

    assert done.code == 1
    assert "forecastctl[nlp]" in done.err
    assert "Traceback" not in done.err


def test_the_quote_of_a_saved_page_is_found_in_it_again(cli: Cli, home: Path) -> None:
    (home / "story.html").write_text(page(), "utf-8")
    cli(
        *("extract", "story.html", *RULES, "--outlet", "Tradewatch", "--published", "2026-03-17"),
        *("--accept-above", "0.5", "--assume-due", "eoy"),
    )
    [first, *_] = cli("list", "--state", "all", "--format", "json").json["entries"]
    shown = cli("show", first["id"], "--text", "story.html")

    assert shown.code == 0
    assert first["evidence"][0]["quote"] in shown.out
