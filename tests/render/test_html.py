"""Elements as values: nothing that they hold can become markup."""

from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.render.html import host_of, link, markup, tag
from forecastctl.text import visible


class Collected(HTMLParser):
    """What a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.names.append(name)
        self.attributes += attributes

    def handle_data(self, data: str) -> None:
        self.text += data


HOSTILE = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            [
                "<script>",
                "</b>",
                "-->",
                "<!--",
                "&lt;",
                "&",
                "'",
                '"',
                ">",
                "]]>",
                "\u202e",
                "\0",
                "x",
            ]
        )
    ).map("".join),
)


@given(HOSTILE)
def test_text_stays_text(text: str) -> None:
    seen = Collected(markup(tag("b", text)))
    assert seen.names == ["b"]
    assert seen.text == _shown(text)


@given(HOSTILE)
def test_an_attribute_stays_one(text: str) -> None:
    seen = Collected(markup(tag("b", title=text)))
    assert (seen.names, seen.attributes) == (["b"], [("title", _shown(text))])


@given(HOSTILE)
def test_the_same_text_is_xml(text: str) -> None:
    parsed = ElementTree.fromstring(markup(tag("g", tag("text", text), id=text)))
    assert parsed[0].text in (_shown(text), None if not text else _shown(text))
    assert parsed.attrib["id"] == _shown(text)


def _shown(text: str) -> str:
    return visible(text).replace("\ufffe", r"\ufffe").replace("\uffff", r"\uffff")


def test_names_of_attributes() -> None:
    made = tag(
        "a", "x", class_="c", aria_label="l", viewBox="0 0 1 1", hidden=True, id=None, at=False
    )
    assert markup(made) == '<a class="c" aria-label="l" viewBox="0 0 1 1" hidden="">x</a>'


def test_numbers_are_places_of_two_decimals() -> None:
    made = markup(tag("g", x=1.0, y=0.256, r=-0.0, n=3))
    assert made == '<g x="1" y="0.26" r="0" n="3"></g>'


def test_nothing_is_left_out() -> None:
    assert markup(tag("b", None, "x", None)) == "<b>x</b>"


def test_only_elements_of_one_tag_are_not_closed() -> None:
    assert markup(tag("meta", charset="utf-8")) == '\n<meta charset="utf-8">'


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.org/a?b=c&d=e#f", "example.org"),
        ("HTTP://EXAMPLE.ORG", "example.org"),
        ("https://bank.example@evil.example/", "evil.example"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        (" javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,<script>alert(1)</script>", None),
        ("vbscript:x", None),
        ("file:///etc/passwd", None),
        ("//example.org/a", None),
        ("/a", None),
        ("brief.txt", None),
        ("http://", None),
        ("https://[::1", None),
        ("https:\\\\example.org", None),
        ("https://example.org/\u202egpj.exe", None),
        ("https://example.org/a b", None),
        ("", None),
    ],
)
def test_only_addresses_on_the_web_are_links(url: str, host: str | None) -> None:
    assert host_of(url) == host
    assert link(url, "there").name == ("a" if host else "span")


def test_a_link_says_nothing_of_where_it_stands() -> None:
    made = markup(link("https://example.org/?a=1&b=2", "there"))
    assert made == (
        '<a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer nofollow">there</a>'
    )
