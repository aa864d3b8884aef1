"""HTML as a row of tags and texts, in one pass, however broken the page is."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple


class Tag(NamedTuple):
    """A tag: its name in lower case, whether it closes, and the text of its attributes."""

    name: str
    is_end: bool
    source: str

    @property
    def attributes(self) -> Mapping[str, str]:
        """Attribute values by name, in lower case; the first of a name counts."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.source):
            value = (match[2] or "").strip("\"'")
            found.setdefault(match[1].lower(), unescape(value))
        return found


def tokens(page: str) -> Iterator[Tag | str]:
    """Tags and the texts between them, in order; comments and declarations are left out.

    Every character is looked at a fixed number of times. A tag without an end goes up to the next
    one; a comment or script without an end goes up to the end of the page.
    """
    at = 0
    while at < len(page):
        start = page.find("<", at)
        if start < 0:
            start = len(page)
        if start > at:
            yield unescape(page[at:start])
        at = start
        name = _NAME.match(page, at)
        if name:
            end = _end_of_tag(page, name.end())
            tag = Tag(name[2].lower(), bool(name[1]), page[name.end() : end].removesuffix(">"))
            yield tag
            at = end
            if tag.name in _RAW and not tag.is_end:
                closing = _RAW[tag.name].search(page, at)
                at = closing.start() if closing else len(page)
                if tag.name in _TOLD:
                    yield page[end:at] if tag.name == "script" else unescape(page[end:at])
        elif page.startswith(("<!", "<?", "</"), at):
            at = _after_declaration(page, at)
        elif at < len(page):
            yield "<"
            at += 1


_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})")
_IN_TAG = re.compile(r"[<>]|=\s*+[\"']")
_ATTRIBUTE = re.compile(r"([^\s=/>\"']++)(?:\s*+=\s*+(\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+))?")
_RAW = {
    name: re.compile(rf"</{name}", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "noscript", "template", "iframe", "svg")
}
"""Elements whose content is no markup, or none of interest: skipped in one step."""
_TOLD = frozenset({"script", "title"})
"""Those of them whose content is told as a text."""


def _end_of_tag(page: str, at: int) -> int:
    """Where a tag ends: after its `>`, before the next `<`, or at the end; quotes are skipped."""
    while found := _IN_TAG.search(page, at):
        if found[0] == ">":
            return found.end()
        if found[0] == "<":
            return found.start()
        closing = page.find(found[0][-1], found.end())
        if closing < 0:
            return len(page)
        at = closing + 1
    return len(page)


def _after_declaration(page: str, at: int) -> int:
    """Where a comment, declaration or instruction ends."""
    closing = "-->" if page.startswith("<!--", at) else ">"
    end = page.find(closing, at + 2)
    return end + len(closing) if end >= 0 else len(page)
