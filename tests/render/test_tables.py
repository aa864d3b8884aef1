"""Tables in a pipe and on a terminal."""

import re
from io import StringIO
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_samples import COLOURED, HOSTILE, HOSTILE_SHOWN, PIPE, SCREEN

from forecastctl.render.columns import Align, Column, Table, plain
from forecastctl.render.tables import Terminal, cell_width, cut, draw, paint, progress, wrapped
from forecastctl.text import visible

COLUMNS = (
    Column(heads=("id",)),
    Column(heads=("p",), align=Align.RIGHT),
    Column(heads=("state",), styles={"overdue": "red"}),
    Column(heads=("source",), may_cut=True),
    Column(heads=("claim",), may_cut=True),
)
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def table(*rows: tuple[str, ...]) -> Table:
    return Table(columns=COLUMNS, rows=rows)


def test_a_pipe_gets_a_header_and_one_record_a_line() -> None:
    piped = draw(
        table(
            ("z81c", "65%", "overdue", "bloomberg", "EU ministers sign"),
            ("0h8w", "not ~93%", "open", "me", "It ships"),
        ),
        PIPE,
    )

    assert piped == (
        "id           p  state    source     claim\n"
        "z81c       65%  overdue  bloomberg  EU ministers sign\n"
        "0h8w  not ~93%  open     me         It ships\n"
    )


def test_without_rows_the_header_stays() -> None:
    assert draw(table(), PIPE) == "id  p  state  source  claim\n"


def test_the_last_column_is_never_padded_or_cut_in_a_pipe() -> None:
    piped = draw(
        table(("z81c", "1%", "open", "me", "x" * 5000), ("z81d", "1%", "open", "me", "y")), PIPE
    )

    assert [len(line) for line in piped.splitlines()] == [30, 25 + 5000, 26]


def test_whatever_steers_a_terminal_is_spelt_out() -> None:
    rows = table(("z81c", "1%", "open", HOSTILE, HOSTILE))

    wide = Terminal(is_terminal=True, width=500)
    assert draw(rows, PIPE).count(HOSTILE_SHOWN) == 2
    assert draw(rows, wide).count(HOSTILE_SHOWN) == 2


def test_wide_characters_take_two_cells() -> None:
    drawn = draw(
        table(("z81c", "1%", "open", "新华社", "a"), ("z81d", "1%", "open", "reuters", "b")), PIPE
    )

    _, chinese, latin = drawn.splitlines()
    assert cell_width(chinese) == cell_width(latin)
    assert chinese == "z81c  1%  open   新华社   a"


def test_a_terminal_gets_one_line_an_entry_however_long_the_claim() -> None:
    drawn = draw(table(("z81c", "1%", "open", "me", "word " * 20_000)), SCREEN)

    [_head, line] = drawn.splitlines()
    assert len(line) == 80
    assert line.endswith("…")


def test_a_long_source_gives_way_to_the_claim() -> None:
    drawn = draw(table(("z81c", "1%", "open", "s" * 64, "The claim is longer than this")), SCREEN)

    [_, line] = drawn.splitlines()
    assert line == f"z81c  1%  open   {'s' * 36}…  The claim is longer tha…"


@given(
    st.lists(st.tuples(st.text(), st.text(), st.text(max_size=5)), min_size=1, max_size=4),
    st.integers(60, 120),
)
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, str, str]], width: int) -> None:
    drawn = draw(
        table(*(("z81c", "not ~93%", "overdue", *row[:2]) for row in rows)),
        Terminal(is_terminal=True, width=width),
    )

    lines = drawn.removesuffix("\n").split("\n")
    assert len(lines) == len(rows) + 1
    assert max(map(cell_width, lines)) <= width


def test_colour_only_repeats_what_the_words_say() -> None:
    rows = table(("z81c", "65%", "overdue", "me", "Late"), ("z81d", "65%", "open", "me", "Not"))

    coloured = draw(rows, COLOURED)

    assert "\x1b[31moverdue\x1b[0m" in coloured
    assert ESCAPE.sub("", coloured) == draw(rows, SCREEN)
    assert "\x1b" not in draw(rows, SCREEN)


def test_forced_colour_in_a_pipe_cuts_nothing() -> None:
    rows = table(("z81c", "65%", "overdue", "me", "long " * 50))

    assert ESCAPE.sub("", draw(rows, Terminal(colour=True))) == draw(rows, PIPE)


def test_markup_is_never_interpreted() -> None:
    rows = table(("z81c", "1%", "open", "me", "[bold]x[/bold] [link] :warning:"))

    assert "[bold]x[/bold] [link] :warning:" in draw(rows, COLOURED)


def test_rows_can_be_painted_whole() -> None:
    dim = Table(columns=COLUMNS[:1], rows=[("a",), ("b",)], row_styles={1: "dim"})

    assert draw(dim, COLOURED) == "\x1b[1mid\x1b[0m\na\n\x1b[2mb\x1b[0m\n"


def test_columns_with_fewer_heads_begin_lower() -> None:
    heads = (Column(heads=("n",)), Column(heads=("Brier", "lower is better")))

    assert plain(Table(columns=heads, rows=[("1", "x")])) == (
        "   Brier\nn  lower is better\n1  x\n"
    )


def test_the_last_column_wraps_at_its_comma_only_where_it_must() -> None:
    columns = (Column(heads=("source",)), Column(heads=("verdict",), wraps_at_comma=True))
    rows = Table(columns=columns, rows=[("ens", "no clear difference yet, overconfident")])

    assert draw(rows, Terminal(is_terminal=True, width=34)) == (
        "source  verdict\nens     no clear difference yet,\n        overconfident\n"
    )
    whole = "source  verdict\nens     no clear difference yet, overconfident\n"
    assert draw(rows, SCREEN) == whole
    assert draw(rows, Terminal(width=34)) == whole


def test_a_column_that_wraps_goes_on_below_where_it_must() -> None:
    table = Table(
        columns=(Column(heads=("phrase",), may_cut=True, wraps=True), Column(heads=("n",))),
        rows=[("almost certainly", "14"), ("almost certainly not", "12"), ("may", "3")],
        row_styles={1: "dim"},
    )

    assert draw(table, Terminal(width=14, is_terminal=True)) == (
        "phrase      n\n"
        "almost      14\n"
        "certainly   \n"
        "almost      12\n"
        "certainly   \n"
        "not         \n"
        "may         3\n"
    )
    assert draw(table, Terminal(width=8, is_terminal=True)).splitlines()[1] == "alm…  14"
    assert draw(table, Terminal(width=80, is_terminal=True)).count("\n") == 4
    assert draw(table, Terminal()).count("\n") == 4


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("新华社", 5, "新华…"),
        ("新华社", 4, "新…"),
        ("新华社", 6, "新华社"),
        ("abc", 0, ""),
    ],
)
def test_cut_text_fits_with_its_ellipsis(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


def test_a_terminal_without_the_ellipsis_gets_dots() -> None:
    drawn = draw(
        table(("z81c", "1%", "open", "me", "word " * 40)),
        Terminal(is_terminal=True, encoding="ascii"),
    )

    assert drawn.isascii()
    assert drawn.endswith("...\n")


def test_an_encoding_that_does_not_exist_can_show_nothing() -> None:
    assert not Terminal(encoding="klingon").can_show("…")


def test_paint_leaves_text_alone_without_colour() -> None:
    assert paint("x", "bold", SCREEN) == "x"
    assert paint("x", "bold", COLOURED) == "\x1b[1mx\x1b[0m"
    assert paint("", "bold", COLOURED) == ""


@given(st.text(), st.integers(2, 80))
def test_wrapped_text_keeps_its_words_and_fits(text: str, width: int) -> None:
    text = visible(text)
    lines = wrapped(text, width)

    assert all(cell_width(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(text.split())


def test_a_bar_appears_only_when_the_work_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    quick = StringIO()
    with progress("Importing", quick, after=60):
        pass
    started = Event()

    class Screen(StringIO):
        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> int:
            started.set()
            return super().write(text)

    slow = Screen()
    with progress("Importing", slow, after=0):
        assert started.wait(timeout=30)

    assert quick.getvalue() == ""
    assert "Importing" in slow.getvalue()


def test_a_bar_counts_the_steps_also_those_before_it_was_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    shown = Event()

    class Screen(StringIO):
        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> int:
            if "2/3" in text:
                shown.set()
            return super().write(text)

    with progress("Reading", Screen(), total=3, after=0) as advance:
        advance()
        advance()
        assert shown.wait(timeout=30)
