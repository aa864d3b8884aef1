"""review off a terminal, and article: lists, answers by id, the table, exit codes."""

import csv
import io
import json
from pathlib import Path

import pytest

from candidate_case import (
    all_three,
    article,
    extraction,
    found,
    freight,
    put_into,
    reopening,
    ships,
)
from cli_case import Add, Cli

PORT, SHIPS, FREIGHT = (make(article()).id for make in (reopening, ships, freight))


@pytest.fixture(autouse=True)
def candidates(ledger_path: Path) -> None:
    put_into(ledger_path, all_three(article()))


def more(ledger_path: Path) -> str:
    """A second article with one candidate; its id."""
    other = article("Other news\n\nIt will rain on Sunday.\n", title="Other news")
    put_into(ledger_path, extraction(other, found(other, "It will rain on Sunday")))
    return other.id


def decide(path: Path, **decisions: str) -> None:
    """Fill the decision column, and `eoy` where an accepted row has no day."""
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    ids = {"port": PORT, "ships": SHIPS, "freight": FREIGHT}
    chosen = {ids[name]: decision for name, decision in decisions.items()}
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            due = row["due"] or ("eoy" if row["id"] in chosen else "")
            writer.writerow(row | {"decision": chosen.get(row["id"], ""), "due": due})


# Lists


def test_what_waits_is_listed_as_extract_lists_it(cli: Cli) -> None:
    assert cli("review", "--list").out == (
        "id    p         range   due         who                     claim\n"
        f"{PORT[:4]}  not ~79%  10-33%  2026-08-31  officials (Tradewatch)"
        "  The port will reopen before the autumn of 2026\n"
        f"{SHIPS[:4]}  ~80%      70-90%  2026-06-30  Mara Quill            "
        "  Two ships will come by 30 June 2026\n"
        f"{FREIGHT[:4]}  ~45%      20-65%  -           Tradewatch            "
        "  Freight rates will rise\n"
    )


def test_the_articles_are_named_where_several_are_listed(cli: Cli, ledger_path: Path) -> None:
    id = more(ledger_path)

    assert "Port talks stall" in cli("review", "--list").out
    assert "Other news" not in cli("review", "--list", "--article", id[:6]).out


def test_json_is_one_document_an_article(cli: Cli, ledger_path: Path) -> None:
    document = cli("review", "--list", "--format", "json").json
    assert list(document) == ["schema", "article", "candidates", "drops"]
    assert document["article"]["outlet"] == "Tradewatch"
    assert [one["id"] for one in document["candidates"]] == [PORT, SHIPS, FREIGHT]

    more(ledger_path)
    refused = cli("review", "--list", "--format", "json")
    assert (refused.code, refused.out) == (2, "")
    lines = cli("review", "--list", "--format", "jsonl").out.splitlines()
    assert sorted(len(json.loads(line)["candidates"]) for line in lines) == [1, 3]


def test_every_format_of_an_empty_queue_is_valid(cli: Cli) -> None:
    cli("review", "--reject", PORT, "--reject", SHIPS, "--reject", FREIGHT)

    assert cli("review", "--list").err == "Nothing waits for review\n"
    assert cli("review", "--list", "--format", "json").json == {
        "schema": "forecastctl.candidates/1",
        "article": None,
        "candidates": [],
        "drops": [],
    }
    assert cli("review", "--list", "--format", "jsonl").out == ""
    assert cli("review", "--list", "--format", "csv").out.startswith("id,article_id,")


@pytest.mark.parametrize(
    ("filters", "n"),
    [
        (["--source", "Mara Quill"], 1),
        (["-s", "officials (tradewatch)"], 1),
        (["--kind", "conditional"], 1),
        (["--kind", "plan"], 0),
        (["--article", article().id[:5]], 3),
        (["--source", "Mara Quill", "--kind", "forecast"], 1),
    ],
)
def test_filters(cli: Cli, filters: list[str], n: int) -> None:
    result = cli("review", "--list", *filters, "--format", "csv")

    assert result.code == 0
    assert result.out.count("\n") == n + 1


def test_filters_that_name_nothing_are_4(cli: Cli) -> None:
    assert cli("review", "--list", "--source", "Nobody").code == 4
    assert cli("review", "--list", "--article", "ffff").code == 4
    assert cli("review", "--list", "--kind", "hope").code == 2


# Answers by id


def test_answers_are_told_with_the_new_id_and_how_to_take_them_back(cli: Cli) -> None:
    done = cli("review", "--accept", PORT[:4], "--reject", FREIGHT[:4])

    assert done.code == 0
    accepted, rejected = done.out.splitlines()
    assert accepted.startswith(f"Accepted {PORT[:4]} as ")
    assert accepted.endswith(
        ": officials-tradewatch says not ~79% (unlikely), due Mon 2026-08-31 (82 days ago)."
    )
    assert rejected == f"Rejected {FREIGHT[:4]}: Freight rates will rise"
    assert done.err == (
        "New source: officials-tradewatch (officials (Tradewatch))\nUndo: forecastctl undo\n"
    )
    cli("undo")
    assert cli("check", "candidates", "--format", "table").out.startswith("FORECASTCTL OK")
    assert "3 candidates waiting" in cli("check", "candidates").out


def test_similar_open_questions_are_named_with_the_command_that_joins_them(
    cli: Cli, add: Add
) -> None:
    other = add("Two ships will come by 30 July 2026", "20%", "2026-07-30", "--made", "2026-03-01")
    question = cli("show", other, "--format", "json").json["question"]["id"]

    done = cli("review", "--accept", SHIPS)

    entry = done.out.split()[3].rstrip(":")
    assert done.err.splitlines()[1:3] == [
        f"Similar open questions; to join one: forecastctl edit {entry} --question ID",
        f"  {question[:4]}  2026-07-30  Two ships will come by 30 July 2026",
    ]
    assert cli("edit", entry, "--question", question).code == 0
    assert len(cli("show", question, "--format", "json").json["entries"]) == 2


def test_quiet_answers_are_the_ids_of_the_entries(cli: Cli) -> None:
    done = cli("review", "-q", "--accept", PORT, "--accept", SHIPS)

    ids = done.out.split()
    assert [len(id) for id in ids] == [8, 8]
    assert done.err == ""
    assert [cli("show", id).code for id in ids] == [0, 0]


def test_the_same_answer_again_is_no_error_and_another_one_is_6(cli: Cli) -> None:
    cli("review", "--accept", PORT, "--reject", FREIGHT)

    again = cli("review", "--accept", PORT, "--reject", FREIGHT)
    assert (again.code, again.out) == (0, "")
    assert again.err == (f"{PORT[:4]} was accepted already\n{FREIGHT[:4]} was rejected already\n")
    assert cli("review", "--reject", PORT).code == 6
    assert cli("review", "--accept", FREIGHT).code == 6


def test_one_that_lacks_something_refuses_all_with_2(cli: Cli) -> None:
    refused = cli("review", "--accept", PORT, "--accept", FREIGHT)

    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        f"forecastctl: {FREIGHT[:4]} has no due day; answer in forecastctl review, or fill the due "
        "column of review --export\n"
    )
    assert "3 candidates waiting" in cli("check", "candidates").out


def test_an_accepted_candidate_points_to_its_entry_and_a_rejected_one_says_so(cli: Cli) -> None:
    id = cli("review", "-q", "--accept", PORT).id
    cli("review", "--reject", FREIGHT)

    assert f"accepted as {id[:4]}; use that id" in cli("show", PORT).err
    assert "was rejected" in cli("show", FREIGHT).err
    assert f"forecastctl review --accept {SHIPS}" in cli("show", SHIPS).err


def test_a_deleted_entry_leaves_its_candidate_rejected_until_undone(cli: Cli) -> None:
    id = cli("review", "-q", "--accept", PORT).id

    cli("delete", id, "-y")
    assert "was rejected" in cli("show", PORT).err

    cli("undo")
    assert f"accepted as {id[:4]}" in cli("show", PORT).err
    assert cli("show", id).code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["--list", "--accept", PORT],
        ["--export", "x.csv", "--apply", "x.csv"],
        ["--list", "--export", "x.csv"],
        ["--accept", PORT, "--format", "json"],
        ["--apply", "x.csv", "--format", "csv"],
        [],
    ],
)
def test_impossible_command_lines_are_2(cli: Cli, arguments: list[str]) -> None:
    refused = cli("review", *arguments)

    assert (refused.code, refused.out) == (2, "")


def test_unknown_ids_are_4(cli: Cli) -> None:
    assert cli("review", "--accept", "ffff").code == 4
    assert cli("review", "--accept", article().id).code == 4


# The table


def test_a_table_goes_out_and_comes_back(cli: Cli, home: Path) -> None:
    out = cli("review", "--export", "c.csv")
    assert (out.code, out.out) == (0, "")
    assert out.err == (
        "Wrote 3 candidates to c.csv; fill the column decision, then: "
        "forecastctl review --apply c.csv\n"
    )

    decide(home / "c.csv", port="accept", ships="reject", freight="accept")
    done = cli("review", "--apply", "c.csv")
    assert (done.code, done.out) == (0, "2 accepted, 1 rejected, 0 unchanged\n")
    assert done.err.splitlines()[-1] == "Undo: forecastctl undo"
    assert "2026-12-31*" in cli("list").out

    again = cli("review", "--apply", "c.csv")
    assert (again.code, again.out, again.err) == (0, "0 accepted, 0 rejected, 3 unchanged\n", "")


def test_a_table_goes_to_stdout_and_filters_hold_for_it(cli: Cli) -> None:
    out = cli("review", "--export", "-", "--source", "Mara Quill").out

    assert [row["id"] for row in csv.DictReader(io.StringIO(out))] == [SHIPS]


def test_every_problem_is_told_and_nothing_written(cli: Cli, home: Path) -> None:
    cli("review", "--export", "c.csv")
    table = (home / "c.csv").read_text()
    (home / "c.csv").write_text(
        table.replace("\n,", "\naccept,").replace("2026-06-30,0.8", "June,0.8")
    )

    refused = cli("review", "--apply", "c.csv")

    assert (refused.code, refused.out) == (1, "")
    assert refused.err == (
        "line 3: due: 'June' is not a day such as 2026-12-31, nor one of none, eoy, +1y\n"
        "line 4: due: is empty; give a day, none, eoy or +1y\n"
        "forecastctl: c.csv: 2 problems; nothing was written\n"
    )
    assert "3 candidates waiting" in cli("check", "candidates").out


def test_an_answer_given_otherwise_meanwhile_is_6(cli: Cli, home: Path) -> None:
    cli("review", "--export", "c.csv")
    decide(home / "c.csv", port="accept", ships="reject")
    cli("review", "--accept", SHIPS)

    refused = cli("review", "--apply", "c.csv")

    assert (refused.code, refused.out) == (6, "")
    assert refused.err.splitlines()[-1] == (
        "forecastctl: c.csv: 1 row at odds with the ledger; nothing was written"
    )
    assert "2 candidates waiting" in cli("check", "candidates").out


def test_a_file_that_is_no_table_of_ours_is_1(cli: Cli, home: Path) -> None:
    (home / "c.csv").write_text("a,b\n1,2\n")

    assert cli("review", "--apply", "c.csv").code == 1
    assert cli("review", "--apply", "missing.csv").code == 1


def test_more_new_sources_than_one_wants_to_read_are_counted(
    cli: Cli, home: Path, ledger_path: Path
) -> None:
    texts = [article(f"{article().text}Edition {n}.\n") for n in range(22)]
    put_into(
        ledger_path,
        *(extraction(text, ships(text, source=f"Pilot {n}")) for n, text in enumerate(texts)),
    )
    cli("review", "--export", "c.csv", "--kind", "forecast")
    table = (home / "c.csv").read_text()
    (home / "c.csv").write_text(table.replace("\n,", "\naccept,"))

    notes = cli("review", "--apply", "c.csv").err.splitlines()

    assert sum(note.startswith("New source: ") for note in notes) == 20
    assert "and 4 more new sources: forecastctl source list" in notes


# Articles


def test_articles_are_listed_and_shown_with_what_became_of_their_candidates(cli: Cli) -> None:
    id = article().id
    entry = cli("review", "-q", "--accept", PORT).id
    cli("review", "--reject", FREIGHT)

    assert cli("article", "list").out == (
        "id    published   outlet      pending  accepted  rejected  title\n"
        f"{id[:4]}  2026-03-17  Tradewatch        1         1         1  Port talks stall\n"
    )
    shown = cli("article", "show", id[:4]).out.splitlines()
    assert shown[0] == "Port talks stall"
    assert "  found      1 pending, 1 accepted, 1 rejected" in shown
    assert [line.split()[0] for line in shown[-3:]] == [PORT[:4], FREIGHT[:4], SHIPS[:4]]
    assert f"as {entry[:4]}" in shown[-3]


def test_articles_as_json_are_the_same_for_one_and_for_all(cli: Cli) -> None:
    document = cli("article", "list", "--format", "json").json

    assert document["schema"] == "forecastctl.articles/1"
    assert document["articles"][0]["candidates"] == {"pending": 3, "accepted": 0, "rejected": 0}
    assert cli("article", "show", article().id, "--format", "json").json == document
    row = cli("article", "list", "--format", "csv").out.splitlines()
    assert row[0].startswith("id,title,author,outlet,url,published,")


def test_an_article_that_is_not_there_is_4(cli: Cli) -> None:
    assert cli("article", "show", "ffff").code == 4
    assert cli("article", "show", PORT).code == 4


def test_completion_offers_candidates_that_wait_and_articles(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    from forecastctl.cli.completion import articles, candidates

    cli("review", "--reject", FREIGHT)

    assert sorted(candidates("")) == sorted(
        [
            (PORT, "The port will reopen before the autumn of 2026"),
            (SHIPS, "Two ships will come by 30 June 2026"),
        ]
    )
    assert candidates(PORT[:5]) == [(PORT, "The port will reopen before the autumn of 2026")]
    assert articles("") == [(article().id, "Port talks stall")]
