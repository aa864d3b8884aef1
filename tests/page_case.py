"""A reader of pages that finds what a browser would forgive."""

import re
from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

HOSTILE = (
    "</style></title></p><script>alert('x')</script>\"><img src=x onerror=alert(1)>"
    " &lt;b&gt; &#60; ' \" \u202etxt.exe\u202c \x00\x1b[2J --> ]]> {{7*7}} ${x}" + "w" * 400
)
"""Text that is meant to break out, to run, or to deceive."""

VOID = {"meta", "br"}
LOADING = {"script", "link", "img", "iframe", "object", "embed", "base", "form", "input", "video"}

Attributes = dict[str, str | None]


@dataclass
class Tag:
    """An element, the names of those around it, and all text inside."""

    name: str
    attributes: Attributes
    inside: tuple[str, ...]
    text: str = ""
    children: list["Tag"] = field(default_factory=list)


class Page(HTMLParser):
    """A page taken apart; making it fails where elements are not balanced."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self._open: list[Tag] = []
        assert text.startswith("<!DOCTYPE html>")
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        assert len({key for key, _ in attributes}) == len(attributes), attributes
        tag = Tag(name, dict(attributes), tuple(one.name for one in self._open))
        self.tags.append(tag)
        if self._open:
            self._open[-1].children.append(tag)
        if name not in VOID:
            self._open.append(tag)

    def handle_endtag(self, name: str) -> None:
        assert self._open.pop().name == name

    def handle_data(self, data: str) -> None:
        for tag in self._open:
            tag.text += data

    def all(self, name: str) -> list[Tag]:
        return [tag for tag in self.tags if tag.name == name]

    def one(self, name: str) -> Tag:
        [tag] = self.all(name)
        return tag

    @property
    def text(self) -> str:
        """What a reader reads, in one line."""
        return " ".join(self.one("body").text.split())

    def rows(self, caption: str) -> list[list[str]]:
        """The cells of the table with this caption, without its head."""
        [table] = [tag for tag in self.all("table") if tag.children[0].text.strip() == caption]
        return [
            [" ".join(_words(cell).split()) for cell in row.children]
            for part in table.children
            if part.name == "tbody"
            for row in part.children
        ]

    def hrefs(self) -> list[str]:
        return [tag.attributes["href"] or "" for tag in self.tags if "href" in tag.attributes]


def read_page(text: str) -> Page:
    """The page, after everything has been checked that holds for each."""
    page = Page(text)
    _names_everything(page)
    _loads_and_runs_nothing(page)
    return page


def _names_everything(page: Page) -> None:
    ids = [tag.attributes["id"] for tag in page.tags if "id" in tag.attributes]
    assert len(set(ids)) == len(ids)
    for tag in page.tags:
        for key in ("aria-labelledby", "href"):
            target = tag.attributes.get(key) or ""
            if key != "href" or target.startswith("#"):
                assert not target or target.removeprefix("#") in ids, target
    for table in page.all("table"):
        assert table.children[0].name == "caption"
        assert table.children[0].text.strip()
    for cell in page.all("th"):
        assert cell.attributes["scope"] in ("row", "col")
    for picture in page.all("svg"):
        assert picture.children[0].name == "title"
        assert picture.children[0].text.strip()
    levels = [int(tag.name[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag.name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.one("html").attributes["lang"]
    assert page.one("main").text.strip()


def _loads_and_runs_nothing(page: Page) -> None:
    assert LOADING & {tag.name for tag in page.tags} == set()
    for tag in page.tags:
        for key, value in tag.attributes.items():
            assert not key.startswith("on"), key
            assert key not in ("style", "src", "srcdoc", "xlink:href"), key
            assert "url(" not in (value or "")
    for href in page.hrefs():
        assert href.startswith(("#", "http://", "https://")), href
    style = page.one("style").text
    assert "url(" not in style
    assert "@import" not in style
    digest = b64encode(sha256(style.encode()).digest()).decode()
    [policy] = [
        tag.attributes["content"] or ""
        for tag in page.all("meta")
        if tag.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")


def _words(tag: Tag) -> str:
    """The text of a cell without the names of drawings, which nobody sees or hears."""
    hidden = [child for child in _below(tag) if child.attributes.get("aria-hidden") == "true"]
    text = tag.text
    for child in hidden:
        text = text.replace(child.text, "")
    return text


def _below(tag: Tag) -> list[Tag]:
    return [one for child in tag.children for one in (child, *_below(child))]
