"""The table of list and due, and the card of show."""

from dataclasses import replace
from datetime import date

from render_samples import (
    ADDED,
    FED,
    HOSTILE,
    HOSTILE_SHOWN,
    IDS,
    ME,
    NO,
    PIPE,
    REUTERS,
    SCREEN,
    TODAY,
    WORDED,
    entry,
    question,
    row,
)

from forecastctl.model import Article, Evidence, Outcome
from forecastctl.render.entries import entries_table, entry_card
from forecastctl.render.tables import draw
from forecastctl.render.view import Shown


def test_a_list_shows_each_entry_as_its_source_put_it() -> None:
    table = entries_table(
        [
            row(
                id="z81c0000",
                due="2026-11-09",
                check_day="2026-11-09",
                probability=0.65,
                source="bloomberg",
                claim="EU ministers sign the grid package",
            ),
            row(
                id="0h8w0000",
                due="2027-03-31",
                check_day="2027-03-31",
                probability=0.8,
                is_worded=True,
                source="me",
                claim="Project Atlas ships its public beta",
            ),
            row(
                id="4tq20000",
                due=None,
                check_day=None,
                probability=0.07,
                said="-",
                source="cacds",
                claim="China will provide Russia with assistance",
            ),
        ],
        ids={"z81c0000": "z81c", "0h8w0000": "0h8w", "4tq20000": "4tq2"},
        today=TODAY,
    )

    assert draw(table, PIPE) == (
        "id    due               p  state    source     claim\n"
        "z81c  2026-11-09      65%  overdue  bloomberg  EU ministers sign the grid package\n"
        "0h8w  2027-03-31     ~80%  open     me         Project Atlas ships its public beta\n"
        "4tq2  -           not 93%  undated  cacds      China will provide Russia with assistance\n"
    )


def states(*rows: object) -> list[str]:
    table = entries_table(rows, ids={}, today=TODAY)  # type: ignore[arg-type]
    return [cells[3] for cells in table.rows]


def test_the_state_goes_by_the_check_day_and_names_an_outcome() -> None:
    assert states(
        row(check_day="2026-11-20"),
        row(check_day="2026-11-21"),
        row(check_day="2026-11-28"),
        row(check_day="2026-11-29"),
        row(check_day="2026-11-20", outcome=Outcome.NO),
        row(check_day="2026-11-20", outcome=Outcome.VOID),
    ) == ["overdue", "due", "due", "open", "resolved no", "void"]


def test_an_assumed_day_is_marked() -> None:
    table = entries_table([row(due_assumed=True)], ids={}, today=TODAY)

    assert table.rows[0][1] == "2026-12-31*"


def test_a_question_without_forecast_has_neither_source_nor_probability() -> None:
    table = entries_table([row(source=None, probability=None)], ids={}, today=TODAY)

    assert table.rows[0] == ("0q8wv2rd", "2026-12-31", "-", "open", "-", "Fed cuts rates")


def test_the_card_says_everything_about_a_question() -> None:
    shown = Shown(
        question=question(criteria="The FOMC statement", event="fomc-2026"),
        entries=[entry(), entry(WORDED)],
        resolution=NO,
        history=[ADDED],
        articles={"3f2ab90c11d4": Article(id="3f2ab90c11d4", title="Markets wait")},
    )

    assert entry_card(shown, PIPE, ids=IDS, today=TODAY) == (
        "Fed cuts rates by 25bp at the November 2026 meeting\n"
        "  question   w5ce\n"
        "  state      resolved no\n"
        "  due        Thu 2026-11-19 (2 days ago)\n"
        "  criteria   The FOMC statement\n"
        "  event      fomc-2026\n"
        "  tags       rates\n"
        "\n"
        "id    source          p  range  Brier  made        via          said  wording\n"
        "0q8w  reuters       70%      -   .490  2026-10-30  ria-novosti  +     -\n"
        "4tq2  cacds    not ~93%  2-18%   .005  2026-11-02  -            -     will not\n"
        "\n"
        '0q8w  "a 70% chance" (Markets wait)\n'
        "\n"
        "Resolved no by ana on 2026-11-20; happened on 2026-11-19\n"
        "  proof      https://example.org/fomc\n"
        "\n"
        "2026-10-30 10:00 UTC  ana  add: added question w5ce1k0a, forecast 0q8wv2rd\n"
    )


def card(shown: Shown, quotes: dict[Evidence, str] | None = None) -> str:
    return entry_card(shown, PIPE, ids=IDS, today=TODAY, quotes=quotes or {})


def test_an_assumed_day_is_called_so_on_the_card() -> None:
    assumed = question(due=date(2023, 12, 31), due_assumed=True)

    assert "\n  due        2023-12-31 (assumed)\n" in card(
        Shown(question=assumed, entries=[], resolution=None)
    )


def test_a_question_that_nobody_has_forecast_says_so() -> None:
    shown = Shown(question=question(due=None), entries=[entry(None)], resolution=None)

    assert card(shown) == (
        "Fed cuts rates by 25bp at the November 2026 meeting\n"
        "  question   w5ce\n"
        "  state      undated\n"
        "  due        none\n"
        "  tags       rates\n"
        "\n"
        "No forecast yet.\n"
    )


def test_all_forecasts_are_shown_where_they_are_given() -> None:
    shown = Shown(
        question=FED, entries=[entry(ME)], resolution=None, forecasts=[REUTERS, WORDED, ME]
    )

    assert [line[:4] for line in card(shown).splitlines()[6:10]] == ["id  ", "0q8w", "4tq2", "bm7e"]


def test_a_span_without_its_words_is_named_or_read_from_the_text() -> None:
    spanned = replace(REUTERS, evidence=(Evidence(article="3f2ab90c11d4", start=118, end=130),))
    shown = Shown(question=FED, entries=[entry(spanned)], resolution=None)

    assert "0q8w  characters 118 to 130 of article 3f2ab90c11d4\n" in card(shown)
    assert '0q8w  "from the file" (article 3f2ab90c11d4)\n' in card(
        shown, {spanned.evidence[0]: "from the file"}
    )


def test_nothing_on_a_card_can_steer_the_terminal() -> None:
    hostile = replace(
        WORDED, wording=HOSTILE, note=HOSTILE, url=HOSTILE, evidence=(Evidence(quote=HOSTILE),)
    )
    shown = Shown(
        question=question(text=HOSTILE, criteria=HOSTILE, note=HOSTILE, tags=(HOSTILE,)),
        entries=[entry(hostile)],
        resolution=replace(NO, note=HOSTILE, proof=HOSTILE, by=HOSTILE),
        history=[ADDED._replace(user=HOSTILE, command=HOSTILE)],
    )

    printed = card(shown)

    assert printed.count(HOSTILE_SHOWN) == 13
    assert all(line.isprintable() for line in printed.splitlines())
    on_screen = entry_card(shown, SCREEN, ids=IDS, today=TODAY)
    assert all(line.isprintable() for line in on_screen.splitlines())
