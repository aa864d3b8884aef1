"""What a plain text is made of: title, headings, lists, furniture, author and day."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.extract.article import article_from_text
from forecastctl.extract.base import ArticleText, BlockKind, Meta
from forecastctl.extract.byline import written_day
from forecastctl.model import Precision

PARAGRAPH = "The port will probably stay closed until the dockers have voted, officials said."


def article(text: str, meta: Meta | None = None) -> ArticleText:
    return article_from_text(text, meta or Meta())


def kinds(text: str) -> list[tuple[str, str]]:
    made = article(text)
    return [(str(block.kind), made.text[block.start : block.end]) for block in made.blocks]


def furniture(text: str) -> list[str]:
    return [line for kind, line in kinds(text) if kind == BlockKind.FURNITURE]


def test_lines_are_blocks_with_their_kinds() -> None:
    text = f"Port talks stall\n\n{PARAGRAPH}\n\nWhat comes next\n\n- A vote.\n  > We will stay.\n"

    assert kinds(text) == [
        ("title", "Port talks stall"),
        ("para", PARAGRAPH),
        ("heading", "What comes next"),
        ("list", "- A vote."),
        ("quote", "> We will stay."),
    ]


def test_a_headline_may_ask_or_shout() -> None:
    assert kinds(f"Port talks: what to expect?\n{PARAGRAPH}")[0][0] == "title"
    assert kinds(f"PORT TALKS STALL AGAIN\n{PARAGRAPH}")[0][0] == "title"


def test_a_text_without_a_headline_has_no_title() -> None:
    made = article(f"{PARAGRAPH}\n{PARAGRAPH}")

    assert made.meta.title is None
    assert {block.kind for block in made.blocks} == {BlockKind.PARA}


def test_list_items_without_verbs_are_kept() -> None:
    assert kinds("Port talks stall\n- Rates\n- Crews\n* Rain")[1:] == [
        ("list", "- Rates"),
        ("list", "- Crews"),
        ("list", "* Rain"),
    ]


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_line_ends_become_line_feeds(break_: str) -> None:
    assert article(f"Title{break_}{break_}{PARAGRAPH}{break_}").text == f"Title\n\n{PARAGRAPH}\n"


def test_a_text_without_a_last_line_end_keeps_its_last_line() -> None:
    assert kinds("Title\nLast line.")[-1] == ("para", "Last line.")


def test_the_byte_order_mark_is_no_part_of_the_text() -> None:
    assert article("\ufeffTitle\nText.").text == "Title\nText."


def test_offsets_count_composed_letters() -> None:
    decomposed = unicodedata.normalize("NFD", "Café à São Paulo\n") + "😀 It will rain."
    made = article(decomposed)

    assert made.text == "Café à São Paulo\n😀 It will rain."
    assert made.text[made.blocks[1].start :] == "😀 It will rain."


def test_tabs_and_no_break_spaces_around_a_line_are_no_part_of_its_block() -> None:
    made = article("Title\n\t\u00a0It will rain.\u00a0\t\n")

    assert kinds(made.text)[1] == ("para", "It will rain.")


def test_an_empty_text_has_no_blocks() -> None:
    assert article("").blocks == ()
    assert article(" \n\t\r\n\u00a0").blocks == ()


@given(st.text(alphabet=st.sampled_from(list("aB.?:\n\r\t \u2028\u0085\u00a0-•>1«é\u0301😀"))))
def test_blocks_cover_all_but_white_space_in_order(text: str) -> None:
    made = article(text)
    covered = "".join(made.text[block.start : block.end] for block in made.blocks)

    assert "".join(covered.split()) == "".join(made.text.split())
    assert all(a.end <= b.start for a, b in zip(made.blocks, made.blocks[1:], strict=False))


@pytest.mark.parametrize(
    "line",
    [
        "No time to read?",
        "Get a summary",
        "Contact Us",
        "Translate »",
        "Advertisement",
        "Share this article",
        "Read also: Ferries stand still",
        "Facebook Twitter WhatsApp",
        "12 comments",
        "4 min read",
        "© 2026 Tradewatch",
        "Tags: port, strike",
        "Photo: Ines Sol / Tradewatch",
        "Reporting by Ines Sol; editing by Omar Diaz",
        "Sign up for our daily briefing and never miss a vote.",
        "We use cookies to make this site better. They will expire after a year.",
        "By signing up you agree that we may use what you tell us.",
        "You can unsubscribe at any time.",
        "We may earn a commission when you buy through links.",
        "This article was originally published in the Quay Gazette.",
        "All rights reserved. This material may not be broadcast.",
    ],
)
def test_a_line_of_furniture_is_known_by_its_words(line: str) -> None:
    assert furniture(f"Port talks stall\n{PARAGRAPH}\n{line}\n{PARAGRAPH}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "The site will change its privacy policy in May, the regulator said.",
        "Regulators will share the results with the ministry.",
        "Advertising will recover next year.",
        "Home prices will fall.",
        "Photographs of the wreck will be shown on Monday.",
        "More from the fund is expected in May, he said.",
        "The newsletter will appear again in spring.",
        "Contact with the crew will be restored.",
        "Copyright law will change.",
    ],
)
def test_sentences_about_such_things_are_no_furniture(line: str) -> None:
    assert furniture(f"Port talks stall\n{PARAGRAPH}\n{line}\n{PARAGRAPH}") == []


def test_what_a_link_to_another_article_points_at_is_furniture() -> None:
    text = f"Port talks stall\n{PARAGRAPH}\nPrevious Article\nTen plants that will thrive"

    assert furniture(text) == ["Previous Article", "Ten plants that will thrive"]


BIOGRAPHY = """\
Port talks stall

{paragraph}

{paragraph}

Mara Quill

Head of the harbour desk

She has been writing about ports since 2009. Mara will publish a book next year.

Quill studied at the University of Turku.

Research interests: freight, labour law."""


def test_a_biography_at_the_foot_is_furniture_and_names_the_author() -> None:
    text = BIOGRAPHY.format(paragraph=PARAGRAPH)

    assert furniture(text)[0] == "Mara Quill"
    assert len(furniture(text)) == 5
    assert article(text).meta.author == "Mara Quill"


def test_a_biography_may_be_one_line() -> None:
    line = "Mara Quill is a senior reporter at Tradewatch and will move to Oslo."

    assert furniture(f"Port talks stall\n{PARAGRAPH}\n{PARAGRAPH}\n{line}") == [line]


def test_a_name_as_a_heading_is_no_biography() -> None:
    text = f"Who will run the port\n{PARAGRAPH}\nMara Quill\nShe will run again, polls say.\n"

    assert furniture(text + PARAGRAPH) == []


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Monday, March 16, 2026", date(2026, 3, 16)),
        ("16 March 2026", date(2026, 3, 16)),
        ("Published: 16th March 2026, 10:42 GMT", date(2026, 3, 16)),
        ("Posted on Mar. 16, 2026 by Mara Quill", date(2026, 3, 16)),
        ("By Mara Quill | March 16, 2026 | 4 min read", date(2026, 3, 16)),
        ("2026-03-16 08:00", date(2026, 3, 16)),
        ("800 PM EDT Mon Mar 16 2026", date(2026, 3, 16)),
        ("Meeting of 3-4 March 2026. Released 16 March 2026.", date(2026, 3, 16)),
        ("PORTO, March 16, 2026 (QPA) - The port will open, officials said.", date(2026, 3, 16)),
    ],
)
def test_a_byline_gives_the_day_of_publication(line: str, day: date) -> None:
    meta = article(f"Port talks stall\n{line}\n{PARAGRAPH}").meta

    assert (meta.published, meta.precision, meta.published_from) == (day, Precision.DAY, "byline")


@pytest.mark.parametrize(
    "line",
    [
        "The treaty of 16 March 2026 will be signed again.",
        "Elections are due on 16 March 2026.",
        "30 February 2026",
        "16 March 1706",
        "3/4/2026",
        "March 16",
    ],
)
def test_a_day_in_a_sentence_or_not_in_the_calendar_is_no_byline(line: str) -> None:
    assert article(f"Port talks stall\n{line}\n{PARAGRAPH}").meta.published is None


def test_a_month_alone_at_the_foot_is_known_to_the_month() -> None:
    text = f"Port talks stall\n{PARAGRAPH}\nContact us\nMarch 2026\nTranslate"
    meta = article(text).meta

    assert (meta.published, meta.precision, meta.published_from) == (
        date(2026, 3, 1),
        Precision.MONTH,
        "foot",
    )
    assert "March 2026" in furniture(text)


def test_a_month_in_the_middle_is_no_day_of_publication() -> None:
    text = f"Port talks stall\n{PARAGRAPH}\nMarch 2026\n" + f"{PARAGRAPH}\n" * 8

    assert article(text).meta.published is None


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        ("By Mara Quill", "Mara Quill"),
        ("By Mara Quill and Omar Diaz, Tradewatch", "Mara Quill and Omar Diaz"),
        ("Mara Quill\n16 March 2026", "Mara Quill"),
        ("By the end of May it will be open.", None),
        ("By Friday", None),
        ("Rail Traffic\nThe trains will run.", None),
    ],
)
def test_a_byline_gives_the_author(lines: str, author: str | None) -> None:
    assert article(f"Port talks stall\n{lines}\n{PARAGRAPH}").meta.author == author


def test_a_line_with_the_day_is_furniture_and_a_paragraph_that_begins_with_it_is_not() -> None:
    dateline = "PORTO, March 16, 2026 (QPA) - The port will open, officials said."

    assert furniture(f"Port talks stall\n16 March 2026\n{PARAGRAPH}") == ["16 March 2026"]
    assert furniture(f"Port talks stall\n{dateline}\n{PARAGRAPH}") == []


def test_a_dateline_names_the_agency_with_or_without_a_year() -> None:
    for day in ("March 16, 2026", "March 16", "16 Mar"):
        dateline = f"PORTO/LISBON, {day} (QPA) — The port will open, officials said."

        assert article(f"Port talks stall\n{dateline}\n{PARAGRAPH}").meta.outlet == "QPA"


def test_what_is_given_wins_over_what_the_text_says() -> None:
    given = Meta(author="Ines Sol").dated(date(2026, 3, 17), "--published")
    meta = article(f"Port talks stall\nBy Mara Quill\n16 March 2026\n{PARAGRAPH}", given).meta

    assert (meta.author, meta.title) == ("Ines Sol", "Port talks stall")
    assert (meta.published, meta.published_from) == (date(2026, 3, 17), "--published")


def test_a_written_day_needs_its_year() -> None:
    assert written_day("on 4 May 2026 at noon") == date(2026, 5, 4)
    assert written_day("2026-05-04T10:00:00Z") == date(2026, 5, 4)
    assert written_day("2026/05/04") == date(2026, 5, 4)
    assert written_day("31 June 2026, then 1 July 2026") == date(2026, 7, 1)
    assert written_day("on 4 May") is None
