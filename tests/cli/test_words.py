"""words list, show, check."""

from pathlib import Path

import pytest

from cli_case import Cli

HEAD = "phrase,kind,when,low,typical,high,basis,sources,note\n"


def test_the_table_is_listed_with_its_name(cli: Cli) -> None:
    done = cli("words", "list")

    assert done.out.splitlines()[0].split() == ["p", "range", "kind", "basis", "phrase"]
    assert done.err.startswith(f"{len(done.out.splitlines()) - 1} rows, lexicon 1 (")


def test_the_document_has_version_hash_and_every_row(cli: Cli) -> None:
    document = cli("words", "list", "--format", "json").json

    assert list(document) == ["schema", "version", "hash", "words"]
    assert document["schema"] == "forecastctl.words/1"
    assert len(document["hash"]) == 8
    row = next(row for row in document["words"] if row["phrase"] == "likely")
    assert list(row) == [
        *("phrase", "kind", "when", "low", "typical", "high", "basis", "sources", "note")
    ]
    assert (row["low"], row["typical"], row["high"]) == (0.55, 0.7, 0.82)


def test_a_phrase_is_shown_with_its_basis(cli: Cli) -> None:
    done = cli("words", "show", "Likely")

    assert done.code == 0
    assert done.out.startswith(
        "likely\n  p          70%, 55-82%\n  kind       forecast\n  basis      "
    )


def test_a_phrase_may_have_several_rows(cli: Cli) -> None:
    rows = cli("words", "show", "will", "--format", "json").json["words"]

    assert len(rows) == 2
    assert all(row["when"] for row in rows)


def test_an_unknown_phrase_is_told_with_the_nearest(cli: Cli) -> None:
    done = cli("words", "show", "probly")

    assert done.code == 4
    assert "'probly' is not in the table; the nearest are 'probably'" in done.err


def test_a_table_of_ones_own_is_checked(cli: Cli, home: Path) -> None:
    (home / "own.csv").write_text(f"{HEAD}odds-on,forecast,,.5,.6,.7,judged,,\n", "utf-8")
    plain = cli("words", "list").err
    done = cli("words", "check", "own.csv")

    assert done.code == 0
    assert done.out.startswith("own.csv can be used: ")
    assert done.out.split()[-1] != plain.split()[-1]


def test_every_fault_of_a_table_is_named_by_its_line(cli: Cli, home: Path) -> None:
    (home / "own.csv").write_text(
        f"{HEAD}a,magic,,0,0,0,judged,,\nb,forecast,,.9,.1,.2,judged,,\n", "utf-8"
    )
    done = cli("words", "check", "own.csv")

    assert done.code == 1
    assert done.err.splitlines()[0].startswith("own.csv:2: kind: 'magic' is not one of")
    assert done.err.splitlines()[1].startswith("own.csv:3: typical: figures must keep")
    assert done.err.splitlines()[2] == "forecastctl: own.csv has 2 problems; it changes nothing"


def test_the_table_of_the_variable_is_merged(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "own.csv").write_text(f"{HEAD}likely,forecast,,.6,.8,.9,judged,,\n", "utf-8")
    monkeypatch.setenv("FORECASTCTL_WORDS", "own.csv")

    assert cli("words", "show", "likely").out.splitlines()[1] == "  p          80%, 60-90%"
