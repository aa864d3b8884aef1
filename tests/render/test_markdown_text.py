"""Results as Markdown."""

from render_samples import HOSTILE, IDS
from scored_samples import BINS, calibrated, carded, phrase, reported, scored
from test_compare_text import DONE
from test_source_card import ENTRIES

from forecastctl.render.markdown import (
    calibration_markdown,
    card_markdown,
    comparison_markdown,
    report_markdown,
)
from forecastctl.scoring.tables import GroupBy


def test_a_report_is_a_title_a_table_and_notes() -> None:
    assert report_markdown(reported(scored("manifold", 239, skill=None, bias=None))) == (
        "# Report\n"
        "\n"
        "Left out: 863 replaced by a later forecast.\n"
        "\n"
        "| source | n | out | right | Brier \\[95%\\] lower is better | mean p | base rate |"
        " worded | distinct p | verdict |\n"
        "| :--- | ---: | ---: | ---: | :--- | ---: | ---: | ---: | ---: | :--- |\n"
        "| manifold | 239 | 293 | 86% | .099 \\[.080-.127\\] | 40% | 33% | 0 | 0 |"
        " better than base rate |\n"
        "\n"
        "* Brier score: 0 to 1, lower is better.\n"
    )


def test_nothing_scored_is_said() -> None:
    assert "Nothing to score yet." in report_markdown(reported())
    assert "Nothing to score yet." in calibration_markdown(calibrated())


def test_phrases_have_their_table() -> None:
    text = report_markdown(
        reported(by=GroupBy.WORDING, phrases=(phrase("likely", 0.55, 0.82, 20, 4),))
    )
    assert "| likely | 55%-82% | 20 | 4 | 20% |" in text


def test_bins_are_a_table_without_a_drawing() -> None:
    text = calibration_markdown(calibrated(*BINS))
    assert "| 0-10% | 38 | 4% | 5% | 2%-15% |" in text
    assert "●" not in text


def test_a_comparison_has_both_names_in_its_title() -> None:
    text = comparison_markdown(DONE)
    assert text.startswith("# Logistic and EMOS\n")
    assert "| difference |  | -.026 |" in text


def test_a_card_has_its_calls_and_what_was_left_out() -> None:
    text = card_markdown(carded(), entries=ENTRIES, ids=IDS)
    assert text.startswith("# Yurii Poita\n")
    assert "\n## Best calls\n\n* not \\~93%, no: " in text
    assert "\n## Worst calls\n" in text
    assert "\n## Left out\n\n* 12 still open: " in text


def test_text_of_others_is_no_markup() -> None:
    text = report_markdown(reported(scored(f"<b>|[x](javascript:y) {HOSTILE}", 20)))
    assert "\\<b\\>\\|\\[x\\](javascript:y)" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
