"""Record, look, resolve, score: what people use the tool for, as they see it."""

import json
import re

from cli_case import Add, Cli

CLAIM = "Fed cuts rates by at least 25bp at the Dec 2026 meeting"


def test_add_echoes_the_id_the_source_and_the_day(cli: Cli) -> None:
    result = cli("add", CLAIM, "-s", "reuters", "-p", "70%", "--due", "2026-12-09")

    assert re.fullmatch(
        r"Added [0-9a-z]{4}: reuters says 70%, due Wed 2026-12-09 \(in 18 days\)\.\n", result.out
    )
    assert "New source: reuters" in result.err
    assert "Undo: forecastctl undo" in result.err
    assert result.code == 0


def test_quiet_writing_prints_only_the_whole_id(cli: Cli) -> None:
    result = cli("add", CLAIM, "-p", "70%", "--due", "eoy", "-q")

    assert re.fullmatch(r"[0-9a-hjkmnp-tv-z]{8}\n", result.out)
    assert result.err == ""


def test_without_a_source_it_is_me_or_whom_the_environment_names(
    cli: Cli, monkeypatch: object
) -> None:
    first = cli("add", CLAIM, "-p", "70%", "--due", "eoy", "--format", "json").json

    assert first["schema"] == "forecastctl.entry/1"
    assert [entry["source"] for entry in first["entries"]] == ["me"]


def test_a_second_source_joins_the_question_and_says_so(cli: Cli, add: Add) -> None:
    add(CLAIM, "70%", "2026-12-09", "-s", "reuters")

    joined = cli("add", CLAIM.upper(), "-s", "bloomberg", "-p", "likely", "--due", "2026-12-09")

    assert joined.code == 0
    assert "bloomberg says ~70%" in joined.out
    assert "reuters" in joined.err
    assert len(cli("question", "list", "--format", "json").json["questions"]) == 1


def test_similar_open_questions_are_named_with_the_option_to_join(cli: Cli, add: Add) -> None:
    add("The port of Snorvik will reopen before the autumn of 2027", "70%", "2027-08-31")

    result = cli(
        "add", "The port of Snorvik will reopen by autumn 2027", "-p", "40%", "--due", "2027-09-30"
    )

    assert result.code == 0
    assert "--question" in result.err
    assert "before the autumn" in result.err


def test_update_keeps_the_old_probability_and_lists_show_the_new_one(cli: Cli, add: Add) -> None:
    entry = add(CLAIM, "70%", "2026-12-09", "-s", "reuters", "--made", "2026-11-01")

    assert cli("update", entry, "-p", "60%").code == 0

    [listed] = cli("list", "--format", "json").json["entries"]
    assert listed["probability"] == 0.6
    assert listed["updates"] == 1
    shown = cli("show", entry)
    assert "70%" in shown.out
    assert "60%" in shown.out


def test_resolving_prints_the_score_of_every_entry_on_the_question(cli: Cli, add: Add) -> None:
    first = add(CLAIM, "70%", "2026-11-19", "-s", "reuters", "--made", "2026-10-30")
    cli("add", "--question", first, "-s", "me", "-p", "55%", "--made", "2026-10-30")

    result = cli("resolve", first[:5], "no", "--proof", "https://example.org/fomc")

    lines = result.out.splitlines()
    assert lines[0] == f"Resolved {first[:5]} no: {CLAIM} (2 forecasts on this question)"
    assert sorted(line.split()[1:] for line in lines[1:]) == [
        ["me", "55%", "Brier", ".303"],
        ["reuters", "70%", "Brier", ".490"],
    ]


def test_an_outcome_before_the_due_day_says_from_when_it_counts(cli: Cli, add: Add) -> None:
    entry = add(CLAIM)

    result = cli("resolve", entry, "yes", "--on", "today")

    assert "counts in the scores from 2026-12-09, its due day" in result.err
    assert "not_due" in cli("report", "--format", "json").out


def test_later_keeps_an_entry_quiet_until_its_day(cli: Cli, add: Add) -> None:
    entry = add(CLAIM, "70%", "2026-11-09", "--made", "2026-10-01")
    assert cli("check").code == 1

    assert cli("resolve", entry, "later", "--until", "2027-01-15").code == 0

    assert cli("check", "-q").code == 0
    assert cli("due").out == ""
    assert cli("check", today="2027-01-16").code == 1


def test_resolving_from_a_file_is_one_transaction(cli: Cli, add: Add, tmp_path: object) -> None:
    from pathlib import Path

    first = add("a happens", "70%", "2026-11-09", "--made", "2026-10-01")
    second = add("b happens", "70%", "2026-11-09", "--made", "2026-10-01")
    rows = (
        f"id,outcome,happened_on,proof\n{first},yes,2026-11-08,https://example.org\n{second},no,,\n"
    )
    Path("outcomes.csv").write_text(rows)

    assert cli("resolve", "--from", "outcomes.csv").code == 0
    assert cli("list", "--state", "resolved").out.count("\n") == 3
    undone = cli("undo")
    assert "resolve" in undone.out
    assert cli("list", "--state", "resolved").out == ""

    Path("outcomes.csv").write_text(rows.replace("no,,", "perhaps,,"))
    refused = cli("resolve", "--from", "outcomes.csv")
    assert refused.code == 1
    assert "perhaps" in refused.err

    Path("outcomes.csv").write_text("id,outcome\nzzzz,yes\nyyyy,no\n")
    unknown = cli("resolve", "--from", "outcomes.csv")
    assert unknown.code == 1
    assert "zzzz" in unknown.err
    assert "yyyy" in unknown.err
    assert cli("list", "--state", "resolved").out == ""


def test_undo_goes_back_step_by_step_and_ends_with_1(cli: Cli, add: Add) -> None:
    add("a happens")
    add("b happens")

    assert cli("undo").code == 0
    assert "b happens" not in cli("list").out
    assert cli("undo", "-n").code == 0
    assert "a happens" in cli("list").out
    assert cli("undo").code == 0
    assert cli("list").out == ""
    assert cli("undo").code == 1


def test_delete_takes_the_unresolved_question_along_and_undo_brings_it_back(
    cli: Cli, add: Add
) -> None:
    entry = add(CLAIM)

    deleted = cli("delete", entry, "-y")
    assert deleted.code == 0
    assert cli("question", "list", "--format", "json").json["questions"] == []
    cli("undo")
    assert cli("show", entry).code == 0


def test_denied_events_print_as_the_source_put_them(cli: Cli) -> None:
    from forecastctl.shipped import shipped_path

    assert cli("import", str(shipped_path("articles.jsonl"))).code == 0

    listed = cli("list", "--state", "all", "-s", "yurii-poita").out
    assert "not ~93%" in listed


def test_the_articles_import_twice_is_once_and_export_gives_the_same_bytes(cli: Cli) -> None:
    from forecastctl.shipped import shipped_path

    path = shipped_path("articles.jsonl")
    assert cli("import", str(path)).code == 0
    again = cli("import", str(path), "--format", "json").json

    assert sum(again["added"].values()) == 0
    assert cli("export").out.encode() == path.read_bytes()


def test_a_report_of_a_file_stores_nothing_and_says_how_to_keep_it(
    cli: Cli, ledger_path: object
) -> None:
    from pathlib import Path

    from forecastctl.shipped import shipped_path

    path = shipped_path("articles.jsonl")
    direct = cli("report", str(path))
    assert direct.code == 0
    assert direct.err.splitlines()[-1].endswith(f"forecastctl import {path}")
    assert not Path(str(ledger_path)).exists()

    cli("import", str(path))
    assert cli("report").out == direct.out


def test_the_card_of_the_author_has_the_figures_of_his_claims(cli: Cli) -> None:
    from forecastctl.shipped import shipped_path

    cli("import", str(shipped_path("articles.jsonl")))

    document = cli("report", "-s", "Yurii Poita", "--format", "json").json

    [row] = document["sources"]
    assert row["n"] == 10
    assert row["hit_rate"] == 0.9
    assert round(row["brier"], 3) == 0.106


def test_undated_entries_are_listed_never_overdue_never_scored(cli: Cli, add: Add) -> None:
    entry = add("someday x happens", "70%", "none")

    assert cli("check", today="2030-01-01").code == 0
    [listed] = cli("list", "--format", "json").json["entries"]
    assert listed["state"] == "undated"
    assert listed["due"] is None
    cli("resolve", entry, "yes")
    report = cli("report", "--format", "json").json
    assert report["excluded"]["no_due"] == 1


def test_every_format_of_an_empty_ledger_is_a_valid_document(cli: Cli) -> None:
    for command in ("list", "due", "log", "source list", "question list", "report", "calibration"):
        result = cli(*command.split(), "--format", "json")
        assert result.code == 0, (command, result.err)
        assert json.loads(result.out)["schema"].startswith("forecastctl.")
        assert cli(*command.split(), "--format", "jsonl").code == 0
        assert cli(*command.split(), "--format", "csv").code == 0
        assert cli(*command.split()).code == 0


def test_the_quoted_words_are_read_from_the_users_own_copy(cli: Cli) -> None:
    import hashlib
    from pathlib import Path

    text = "Rain is likely.\nSnow is unlikely before May, he said.\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    Path("article.txt").write_text(text)
    Path("other.txt").write_text(text + "More.\n")
    page = ("--url", "https://example.org/a", "--quote", "Snow is unlikely")
    cli("add", "It snows before May", "-p", "unlikely", "--due", "eoy", *page)
    exported = [json.loads(line) for line in cli("export").out.splitlines()]
    for record in exported:
        if record.get("type") == "article":
            record["sha256"] = digest
        if record.get("type") == "forecast":
            [article] = [r["id"] for r in exported if r.get("type") == "article"]
            record["evidence"] = [{"article": article, "start": 16, "end": 32, "quote": None}]
            entry = record["id"]
    changed = "".join(json.dumps(record) + "\n" for record in exported)
    Path("changed.jsonl").write_text(changed)
    assert cli("import", "changed.jsonl", "--replace").code == 0

    assert '"Snow is unlikely"' in cli("show", entry, "--text", "article.txt").out
    refused = cli("show", entry, "--text", "other.txt")
    assert refused.code == 1
    assert "another text" in refused.err
