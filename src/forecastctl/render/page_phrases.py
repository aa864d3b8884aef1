"""What came of words: the range that they stand for, and how often it happened."""

from collections.abc import Sequence

from forecastctl.render.html import Node, tag
from forecastctl.render.number import MISSING, format_percent, format_percent_interval
from forecastctl.render.page import Head, Section, data_table
from forecastctl.render.page_words import PHRASES
from forecastctl.render.report import PHRASE_TESTS, count_text
from forecastctl.render.svg_score import rate_bar
from forecastctl.scoring.interval import Interval
from forecastctl.scoring.phrases import Phrase


def phrases_section(phrases: Sequence[Phrase], more: int = 0) -> Section:
    """The phrases in the order given; `more` have no room."""
    if not phrases:
        return Section("phrases", "What the words were worth", [tag("p", "Nothing to score yet.")])
    level = f"{phrases[0].level * 100:g}%"
    heads = [
        Head("phrase"),
        Head("n", is_number=True),
        Head("happened", "and what was meant, from 0 to 100%"),
        Head(f"luck, {level}", "could move it", is_number=True, is_spare=True),
        Head("test"),
    ]
    rows = [_cells(phrase) for phrase in phrases]
    body: list[Node] = [tag("p", PHRASES)]
    body.append(data_table("Phrases, the most used first", heads, rows, is_wide=True))
    if more:
        body.append(tag("p", f"And {more:,} more, among the predictions below.", class_="soft"))
    return Section("phrases", "What the words were worth", body)


def _cells(phrase: Phrase) -> tuple[Node, ...]:
    meant = None
    if phrase.low is not None and phrase.high is not None:
        meant = Interval(phrase.low, phrase.high)
    words = f" meant {format_percent_interval(meant)}" if meant else ""
    happened = tag(
        "div",
        tag("span", format_percent(phrase.rate)),
        tag("span", words, class_="interval"),
        rate_bar(phrase.rate, phrase.rate_ci, meant),
        class_="score",
    )
    return (
        phrase.phrase,
        count_text(phrase.n, phrase.n_clusters),
        happened,
        format_percent_interval(phrase.rate_ci),
        PHRASE_TESTS[phrase.phrase_test] if phrase.phrase_test else MISSING,
    )
