"""demo: the whole way from a text to a score, at once, and leaving nothing behind."""

import re
from pathlib import Path

from cli_case import Cli


def test_the_demo_goes_from_an_article_to_scores(cli: Cli) -> None:
    done = cli("demo")

    assert done.code == 0
    assert done.err == ""
    steps = [line for line in done.out.splitlines() if re.match(r"[0-9]\. ", line)]
    assert [step[0] for step in steps] == ["1", "2", "3", "4"]


def test_the_demo_marks_the_words_that_it_found_in_the_article(cli: Cli) -> None:
    lines = cli("demo").out.partition("2. ")[0].splitlines()
    rows = [line for line in lines if re.match(r" *(?:not )?~?[0-9]+%  ", line)]

    assert len(rows) >= 12
    assert any("The first boat is [scheduled to] leave" in row for row in rows)
    assert any(row.lstrip().startswith("20%  ") for row in rows)
    assert any(row.startswith("not ~") for row in rows)


def test_reports_in_the_demo_are_laid_out_in_80_columns_in_a_pipe_too(cli: Cli) -> None:
    reports = cli("demo").out.partition("\n2. ")[2].partition("\nNothing was stored.")[0]

    assert max(map(len, reports.splitlines())) <= 80
    assert "better than base rate,\n" in reports


def test_the_demo_stores_nothing(cli: Cli, home: Path) -> None:
    cli("demo")

    assert list(home.iterdir()) == []
