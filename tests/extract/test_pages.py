"""Saved pages: their article, its title, author and day, with and without the extra web."""

from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.errors import RefusedError
from forecastctl.extract.article import article_from_page, read_article
from forecastctl.extract.base import ArticleText, BlockKind, Meta
from forecastctl.extract.markup import Tag, tokens
from forecastctl.extract.page import main_blocks, read_page
from forecastctl.extract.page_meta import meta_of
from web_case import STORY, page


@pytest.fixture(params=["library", "own"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to tell the article of a page from the rest of it."""
    if request.param == "own":
        monkeypatch.setattr("forecastctl.extract.main_text.find_spec", lambda _: None)
    else:
        pytest.importorskip("trafilatura", reason="needs the extra web")
    return str(request.param)


def lines(source: str) -> list[tuple[str, str]]:
    made = article_from_page(source, Meta())
    return [(str(block.kind), made.text[block.start : block.end]) for block in made.blocks]


def texts(source: str) -> list[str]:
    return [text for _, text in lines(source)]


def meta(head: str = "", body: str = STORY) -> Meta:
    return meta_of(read_page(page(body, head)))


def linked_data(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_the_article_of_a_page_is_read_block_by_block(reader: str) -> None:
    body = f"""{STORY}<h2>What comes next</h2>
    <ul><li>The terminal will open on 4 April.</li><li>Freight rates may rise.</li></ul>
    <blockquote><p>We will not give in, whatever they say about us in the capital.</p></blockquote>
    {STORY}"""

    kinds = [kind for kind, _ in lines(page(body))]
    found = texts(page(body))

    assert found[0] == "Port talks stall"
    assert found[4] == "What comes next"
    assert found[5] == "The terminal will open on 4 April."
    assert kinds[:8] == ["title", *["para"] * 3, "heading", "list", "list", "quote"]
    assert not {"Home", "Ports", "© Tradewatch", "Sign up for our newsletter"} & set(found)


def test_blocks_stand_on_lines_of_their_own(reader: str) -> None:
    made = article_from_page(page(), Meta())

    assert made.text.split("\n\n")[0] == "Port talks stall"
    assert all(made.text[block.start - 2 : block.start] == "\n\n" for block in made.blocks[1:])


def test_what_stands_within_a_sentence_does_not_break_it(reader: str) -> None:
    words = STORY.replace(
        "the dockers have", "<a href='/x'>the <b>dockers</b></a> <code>have</code>"
    )
    words = words.replace("the nights", "<em>the</em> <q>nights</q>")

    assert any(
        "until the dockers have voted, officials said" in text for text in texts(page(words))
    )
    assert any("to be paid for the" in text for text in texts(page(words)))
    assert len(texts(page(words))) == 4


def test_a_heading_that_links_to_itself_is_kept() -> None:
    source = page(f'<h2><a href="#next">What comes next</a></h2>{STORY}')

    assert "What comes next" in [block.text for block in main_blocks(read_page(source))]


def test_scripts_and_comments_are_no_text(reader: str) -> None:
    hidden = "<!-- The port will sink. --><script>say('It will sink.')</script><style>p{}</style>"

    assert "sink" not in " ".join(texts(page(hidden + STORY)))


def test_entities_are_letters(reader: str) -> None:
    found = " ".join(texts(page(STORY.replace("Omar Diaz", "Omar D&iacute;az &amp; Sons"))))

    assert "Omar Díaz & Sons" in found


def test_an_article_without_an_article_tag_is_found(reader: str) -> None:
    source = f"<html><body><div><h1>Port talks stall</h1>{STORY}</div></body></html>"

    assert texts(source)[0] == "Port talks stall"
    assert len(texts(source)) == 4


def test_of_two_articles_the_larger_one_is_read() -> None:
    teaser = "<article><h2>Ferries</h2><p>The ferries to the islands will run again.</p></article>"
    source = page().replace("</main>", f"{teaser}</main>")
    found = [block.text for block in main_blocks(read_page(source))]

    assert found[0] == "Port talks stall"
    assert "Ferries" not in found


def test_lists_of_links_are_navigation() -> None:
    links = "".join(f'<li><a href="/{n}">Story number {n} of this week</a></li>' for n in range(9))
    found = [block.text for block in main_blocks(read_page(page(f"{STORY}<ul>{links}</ul>")))]

    assert len(found) == 4


def test_line_breaks_in_a_row_end_a_paragraph() -> None:
    source = "<body>The port will open.<br><br>Rates<br>may rise.<br> <br/>Nobody knows.</body>"

    assert [block.text for block in read_page(source).blocks] == [
        "The port will open.",
        "Rates may rise.",
        "Nobody knows.",
    ]


def test_tags_that_are_never_closed_do_no_harm() -> None:
    source = "<body><h1>Port<p>It will open.<ul><li>One<li>Two</ul><p>Last <b>words"

    assert [(str(b.kind), b.text) for b in read_page(source).blocks] == [
        ("heading", "Port"),
        ("para", "It will open."),
        ("list", "One"),
        ("list", "Two"),
        ("para", "Last words"),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a < b > c", ["a ", "<", " b > c"]),
        ('<p title="a > b">c</p>', ["p", "c", "/p"]),
        ("<p title='it<s'>c", ["p", "c"]),
        ("<p class=x<b>c</b>", ["p", "b", "c", "/b"]),
        ("<!-- a <b> --><i>c", ["i", "c"]),
        ("a<!-- never ended", ["a"]),
        ("<script>a < b </script >c", ["script", "a < b ", "/script", "c"]),
        ("<script>never ended", ["script", "never ended"]),
        ("<style>a</style>b", ["style", "/style", "b"]),
        ("<title>A &amp; B</title>", ["title", "A & B", "/title"]),
        ("<!doctype html><?xml?>a", ["a"]),
        ("<P>a</P>", ["p", "a", "/p"]),
        ("<", ["<"]),
        ("", []),
    ],
)
def test_markup_is_read_however_broken_it_is(source: str, expected: list[str]) -> None:
    found = [
        f"{'/' if token.is_end else ''}{token.name}" if isinstance(token, Tag) else token
        for token in tokens(source)
    ]

    assert found == expected


def test_attributes_are_read_in_every_way_of_writing_them() -> None:
    [tag] = tokens("""<meta NAME = 'a' content="b &amp; c" x=y z checked=">" name=late>""")

    assert isinstance(tag, Tag)
    assert tag.attributes == {
        "name": "a",
        "content": "b & c",
        "x": "y",
        "z": "",
        "checked": ">",
    }


@given(st.text(alphabet=st.sampled_from(list("<>/!-\"'= apscriptbr&;#x\n"))))
def test_any_markup_becomes_an_article_whose_offsets_hold(source: str) -> None:
    made = article_from_page(source, Meta())

    assert all(made.text[block.start : block.end].strip() for block in made.blocks)


@pytest.mark.parametrize(
    "unit",
    [
        *("<", "<a", "<a ", "<a href='", '<a "', "<!--", "<!", "<?", "</", "<script>", "<![CDATA["),
        *("<br>", "<p>", "<ul><li>", "<blockquote>", "<nav>", "<a b='c' ", "&amp;", "&#", "="),
    ],
)
def test_time_grows_with_the_length_of_a_hostile_page_and_no_faster(unit: str) -> None:
    source = unit * (300_000 // len(unit))
    start = perf_counter()

    main_blocks(read_page(source))

    assert perf_counter() - start < 5


DAY = date(2026, 3, 17)
NEWS = '{"@type": "NewsArticle", "datePublished": "2026-03-17T08:00:00+02:00"}'


@pytest.mark.parametrize(
    ("head", "place"),
    [
        (linked_data(NEWS), "json-ld"),
        (linked_data(f'{{"@graph": [{{"@type": "WebSite"}}, {NEWS}]}}'), "json-ld"),
        (linked_data(f"[{NEWS}]"), "json-ld"),
        (linked_data('{"@type": ["BlogPosting"], "datePublished": "17 March 2026"}'), "json-ld"),
        (linked_data("{broken") + linked_data(NEWS), "json-ld"),
        ('<meta property="article:published_time" content="2026-03-17T08:00:00Z">', "meta"),
        ('<meta name="date" content="2026-03-17">', "meta"),
        ('<meta itemprop="datePublished" content="2026-03-17">', "meta"),
        ('<meta name="DC.date.issued" content="2026-03-17">', "meta"),
        ('<meta name="citation_publication_date" content="2026/03/17">', "meta"),
        ('<time datetime="2026-03-17">yesterday</time>', "time"),
    ],
)
def test_the_day_of_publication_is_where_pages_put_it(head: str, place: str) -> None:
    found = meta(head)

    assert (found.published, found.published_from) == (DAY, place)


def test_the_day_is_taken_from_the_first_place_that_has_it() -> None:
    time = '<time datetime="2026-03-19"></time>'
    tag = '<meta property="article:published_time" content="2026-03-18">'

    assert meta(linked_data(NEWS) + tag + time).published == DAY
    assert meta(tag + time).published == date(2026, 3, 18)
    assert meta(time).published == date(2026, 3, 19)


def test_the_time_that_is_marked_as_that_of_publication_counts_first() -> None:
    times = (
        '<time datetime="2026-03-19">related</time>'
        '<time itemprop="datePublished" datetime="2026-03-17">here</time>'
    )

    assert meta(times).published == DAY


@pytest.mark.parametrize("text", ["2026-02-30", "soon", "0001-01-01", ""])
def test_a_day_that_is_none_is_passed_over(text: str) -> None:
    assert meta(f'<meta name="date" content="{text}">').published is None


def test_a_page_that_says_nothing_to_machines_is_read_by_its_byline(reader: str) -> None:
    made = article_from_page(page(f"<p>By Mara Quill</p><p>17 March 2026</p>{STORY}"), Meta())

    assert (made.meta.published, made.meta.published_from) == (DAY, "byline")
    assert made.meta.author == "Mara Quill"
    kept = [made.text[b.start : b.end] for b in made.blocks if b.kind is not BlockKind.FURNITURE]
    assert "17 March 2026" not in kept


def test_title_author_and_outlet_are_those_of_the_article() -> None:
    story = """{"@type": "NewsArticle", "headline": "Port talks stall again", "author":
      [{"@type": "Person", "name": "Mara Quill"}, {"name": "Omar Diaz"}],
      "publisher": {"@type": "Organization", "name": "Tradewatch"}}"""
    found = meta(linked_data(story))

    assert (found.title, found.author, found.outlet) == (
        "Port talks stall",
        "Mara Quill and Omar Diaz",
        "Tradewatch",
    )


def test_meta_tags_name_title_author_and_outlet_too() -> None:
    head = """<meta name="author" content="By Mara Quill"><meta property="og:site_name"
      content="Tradewatch"><link rel="canonical" href="https://trade.example/port">"""
    found = meta(head)

    assert (found.author, found.outlet, found.url) == (
        "Mara Quill",
        "Tradewatch",
        "https://trade.example/port",
    )


def test_an_address_is_no_name_of_an_author() -> None:
    assert meta('<meta name="author" content="https://trade.example/mara">').author is None


def test_a_title_loses_the_name_of_the_outlet() -> None:
    bare = "<html><head><title>Port talks stall - Tradewatch</title></head><body><p>x</p></body>"

    assert meta_of(read_page(bare)).title == "Port talks stall"


def test_what_is_given_changes_no_letter_of_the_text(reader: str) -> None:
    given = Meta(title="Another title", author="Ines Sol", outlet="Quay Gazette")
    plain, told = article_from_page(page(), Meta()), article_from_page(page(), given)

    assert told.text == plain.text
    assert (told.meta.title, told.meta.author) == ("Another title", "Ines Sol")


def test_facts_in_strange_shapes_are_passed_over() -> None:
    odd = '{"@type": {"a": 1}, "headline": 7, "author": {"name": ["x"]}, "datePublished": []}'

    found = meta(linked_data(odd) + linked_data("[" * 5_000) + linked_data("null"))

    assert (found.title, found.author, found.published) == ("Port talks stall", None, None)


def read(path: Path) -> ArticleText:
    return read_article(str(path), Meta())


@pytest.mark.parametrize("name", ["story.html", "story.htm", "story.txt", "story"])
def test_a_saved_page_is_known_by_its_name_or_its_beginning(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(page(), "utf-8")

    assert read(path).text.startswith("Port talks stall\n\nThe port will probably")


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_text("<html><body><script>x</script></body></html>", "utf-8")

    with pytest.raises(RefusedError, match="has no text"):
        read(path)
