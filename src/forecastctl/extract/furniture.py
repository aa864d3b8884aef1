"""Lines of a page that are no part of its article: navigation, bylines, biographies, notices."""

import re
from collections.abc import Sequence


def furniture_of(lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the lines that are furniture, by their words and their place."""
    found = {at for at, line in enumerate(lines) if is_furniture(line)}
    for at in sorted(found):
        if _POINTS_AT_NEXT.fullmatch(lines[at]) and at + 1 < len(lines):
            found.add(at + 1)
    return frozenset(found)


def is_furniture(line: str) -> bool:
    """Tell whether the words of a line alone show that it is furniture."""
    return len(line) <= _LONGEST and _FURNITURE.match(line) is not None


_LONGEST = 300
_POINTS_AT_NEXT = re.compile(r"(?i)(?:previous|next|prev)(?: article| post| story)?:?")
_WHOLE = (
    r"no time to read\??",
    r"get a summary",
    r"(?:previous|next|prev)(?: article| post| story)?:?",
    r"contact(?: us)?",
    r"translate(?: »)?",
)
_FURNITURE = re.compile(rf"(?i)(?:{'|'.join(_WHOLE)})\W*$")
