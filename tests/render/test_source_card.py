"""The card of one source."""

from dataclasses import replace

from render_samples import (
    HOSTILE,
    HOSTILE_SHOWN,
    IDS,
    ME,
    NO,
    PIPE,
    SCREEN,
    WORDED,
    entry,
    question,
)
from scored_samples import BINS, calibrated, carded, reported, scored

from forecastctl.model import Evidence
from forecastctl.render.source_card import source_card_text
from forecastctl.render.tables import Terminal, cell_width
from forecastctl.scoring.card import Card
from forecastctl.scoring.verdict import Verdict

ENTRIES = {
    "4tq20000": entry(
        replace(
            WORDED,
            url="https://example.org/brief",
            evidence=(Evidence(quote="China will not provide significant technical assistance"),),
        ),
        NO,
        question(text="China will provide Russia with significant military assistance"),
    ),
    "bm7e0000": entry(
        replace(
            ME,
            evidence=(
                Evidence(
                    quote="it should not be ruled out that China will provide Russia with"
                    " equipment for its military enterprises"
                ),
            ),
        ),
        question=question(text="China will provide Russia with equipment for its enterprises"),
    ),
}


def printed(card: Card, terminal: Terminal = PIPE) -> str:
    return source_card_text(card, terminal, entries=ENTRIES, ids=IDS)


def test_the_card_puts_a_source_into_words() -> None:
    assert printed(carded()) == (
        "Left out: 863 replaced by a later forecast.\n"
        "\n"
        "Yurii Poita: 10 scored (all worded), 9 on the right side of 50%; 2\n"
        "announcements or own plans; Brier ~.106 [.030-.321], lower is better; no clear\n"
        "difference yet.\n"
        "\n"
        "phrase     range      n  happened   rate  90% interval  test\n"
        "will       85%-98%    9         5    56%  56%-82%       -\n"
        "and 2 more phrases: --by wording\n"
        "\n"
        "Best calls\n"
        "not ~93%  no   China will provide Russia with significant military assistance\n"
        '          "China will not provide significant technical assistance"\n'
        "          4tq2, made 2026-11-02, https://example.org/brief\n"
        "          proof https://example.org/fomc\n"
        "\n"
        "Worst calls\n"
        "~28%  yes  China will provide Russia with equipment for its enterprises\n"
        '      "it should not be ruled out that China will provide Russia with ..."\n'
        "      bm7e, made 2026-11-02\n"
        "\n"
        "12 still open: 0q8w, zzzz0000 and 10 more\n"
        "\n"
        "Brier score: 0 to 1, lower is better.\n"
    )


def summary(card: Card) -> str:
    """The paragraph about the row, on one line."""
    return " ".join(printed(card).split("\n\n")[1].split())


def test_both_references_are_named_where_they_differ() -> None:
    better = carded(
        verdict_against_half=Verdict.BETTER, verdict_words_against_half="better than 50/50"
    )
    row = replace(better.row, verdict=Verdict.WORSE, verdict_words="worse than base rate")
    undecided = carded(verdict_against_half=Verdict.NO_CALL)

    assert summary(better).endswith(
        "; no clear difference yet against base rate, better than 50/50."
    )
    assert summary(replace(better, row=row)).endswith("; worse than base rate, better than 50/50.")
    assert summary(replace(undecided, row=row)).endswith(
        "; worse than base rate, no clear difference yet against 50/50."
    )


def test_shared_events_and_half_rights_are_told() -> None:
    row = scored("x", 36, n_clusters=1, n_worded=5, n_announced=0)

    assert summary(carded(row=row, n_right=9.5)).startswith(
        "x: 36 scored (5 worded, 1 independent event), 9.5 on the right side of 50%; Brier "
    )


def test_nothing_scored_is_said() -> None:
    row = scored("x", 0, brier=None)
    bare = Card(
        report=reported(row, footnotes=()),
        row=row,
        n_right=0,
        verdict_against_half=Verdict.TOO_FEW,
        verdict_words_against_half="too few to tell",
        free_bounds=None,
        phrases=(),
        n_phrases=0,
        best=(),
        worst=(),
        left_out=(),
        calibration=None,
    )

    assert printed(bare) == (
        "Left out: 863 replaced by a later forecast.\n\nx: nothing scored yet.\n"
    )


def test_a_long_record_comes_with_its_calibration() -> None:
    assert "90% interval  0%      " in printed(carded(calibration=calibrated(*BINS)))


def test_on_a_terminal_claims_are_cut_and_nothing_is_wider_than_80() -> None:
    long = {id: replace(one, question=question(text="word " * 99)) for id, one in ENTRIES.items()}

    text = source_card_text(carded(), SCREEN, entries=long, ids=IDS)

    assert text.count("…\n") == 2
    assert max(map(cell_width, text.splitlines())) <= 80


def test_nothing_on_the_card_can_steer_the_terminal() -> None:
    hostile = entry(
        replace(WORDED, url=HOSTILE, evidence=(Evidence(quote=HOSTILE),)),
        replace(NO, proof=HOSTILE),
        question(text=HOSTILE),
    )

    text = source_card_text(
        carded(row=scored("x", 20, name=HOSTILE)),
        PIPE,
        entries=dict.fromkeys(ENTRIES, hostile),
        ids=IDS,
    )

    assert text.count(HOSTILE_SHOWN) == 9
    assert all(line.isprintable() for line in text.splitlines())
