"""Quotation marks paired over a block of text: curly, straight, single, guillemets, nested."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Quotation(NamedTuple):
    """Quoted words with their marks, as offsets; `depth` is 0 for a quote inside no other.

    A quote that nothing closes ends where the text ends and is not `is_closed`.
    """

    start: int
    end: int
    depth: int
    is_closed: bool

    def moved(self, by: int) -> "Quotation":
        """The same quote with offsets that count from somewhere else."""
        return self._replace(start=self.start + by, end=self.end + by)


def quotations_in(
    text: str, start: int = 0, end: int | None = None, left_open: str = ""
) -> tuple[Quotation, ...]:
    """Pair the quotation marks of `text[start:end]` by stack; the quotes stand in order.

    `left_open` is the mark of a quote that the paragraph before did not close: if it is closed
    here before another begins, the quote goes on from `start`.
    """
    end = len(text) if end is None else end
    if left_open and not text.startswith(tuple(_PARTNER), start, end):
        found = _pair(text, start, end, [(start, _PARTNER[left_open])])
        if found and found[0].start == start and found[0].is_closed:
            return found
    return _pair(text, start, end, [])


def _pair(text: str, start: int, end: int, opened: list[tuple[int, str]]) -> tuple[Quotation, ...]:
    found: list[Quotation] = []
    for mark in _MARK.finditer(text, start, end):
        at, kind = mark.start(), _PARTNER[mark[0]]
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        if _closes(opened, kind, mark[0], before, after):
            found.extend(_closed(opened, kind, at + 1))
        elif len(opened) < _DEEPEST and _opens(mark[0], before, after):
            if mark[0] in _STRAIGHT and _is_open(opened, kind):
                found.extend(_closed(opened, kind, at, is_closed=False))
            opened.append((at, kind))
    found.extend(Quotation(at, end, depth, is_closed=False) for depth, (at, _) in enumerate(opened))
    return tuple(sorted(found))


def quotation_at(quotations: Sequence[Quotation], at: int) -> Quotation | None:
    """Return the quote that holds an offset, of outer quotes in their order."""
    before = bisect_right(quotations, (at, _ENDLESS)) - 1
    return quotations[before] if before >= 0 and at < quotations[before].end else None


_ENDLESS = 1 << 60
_PARTNER = {
    "“": "”",
    "”": "”",
    "«": "»",
    "»": "»",
    '"': '"',
    "‘": "’",
    "’": "’",
    "'": "'",
}
_MARK = re.compile(r"""[“”«»"‘’'](?:(?<=[“”«»"‘])|(?<!\w.)|(?!\w))""")
"""Not an apostrophe in a word; it begins with the mark, to which a search skips at once."""
_OPENING = frozenset("“«‘")
_STRAIGHT = frozenset("\"'")
_DEEPEST = 8
"""Marks nested deeper are noise: they must not make a long text slow."""


def _is_open(opened: Sequence[tuple[int, str]], kind: str) -> bool:
    return any(partner == kind for _, partner in opened)


def _closes(
    opened: Sequence[tuple[int, str]], kind: str, mark: str, before: str, after: str
) -> bool:
    """True where a mark ends a quote that is open; an apostrophe in a word ends none."""
    if mark in _OPENING or not _is_open(opened, kind):
        return False
    if mark in "’'" and after.isalnum():
        return False
    return mark not in _STRAIGHT or not before.isspace() or after.isspace() or not after.isalnum()


def _opens(mark: str, before: str, after: str) -> bool:
    if mark in "“«":
        return True
    if mark == "'" and after.isdigit():
        return False  # '90s
    if mark == "‘" or mark in _STRAIGHT:
        return not before.isalnum() and not after.isspace() and before not in ".,!?"
    return False


def _closed(
    opened: list[tuple[int, str]], kind: str, end: int, *, is_closed: bool = True
) -> list[Quotation]:
    """Take the innermost quote of a kind off the stack, with those left open inside it."""
    done: list[Quotation] = []
    while opened:
        at, partner = opened.pop()
        done.append(Quotation(at, end, len(opened), is_closed and partner == kind))
        if partner == kind:
            break
    return done
