"""The lines about its author that stand at the foot of an article."""

import re
from collections.abc import Sequence
from typing import NamedTuple

LAST_LINES = 30
"""A biography begins in these many last lines, if anywhere."""

LAST_SINGLE_LINES = 4
"""And one of a single line in these."""


class Biography(NamedTuple):
    """Whose life is told at the foot, and the numbers of the lines that tell it."""

    author: str | None = None
    lines: frozenset[int] = frozenset()


def read_biography(lines: Sequence[str], furniture: frozenset[int]) -> Biography:
    """Find a biography: all that stands below a name alone, or one line that tells a trade."""
    body = [at for at in range(len(lines)) if at not in furniture]
    for place in range(max(len(body) - LAST_LINES, 1), len(body)):
        name = _NAME_LINE.fullmatch(lines[body[place]])
        if name and _tells_a_life(name[1] or "", [lines[at] for at in body[place + 1 :]]):
            return Biography(name[1], frozenset(body[place:]))
    return Biography(
        lines=frozenset(
            at for at in body[1:][-LAST_SINGLE_LINES:] if _LIFE_IN_A_LINE.fullmatch(lines[at])
        )
    )


_NAME = r"[^\W\d_a-z][\w’'.-]+(?: [^\W\d_a-z][\w’'.-]*){1,3}"
_NAME_LINE = re.compile(rf"About the authors?:?|(?:About (?:the author:? )?)?({_NAME})")
_PRONOUNS = frozenset({"He", "She", "They"})
_LIFE = re.compile(
    r"(?:Dr\.? |Mr\.? |Ms\.? |Prof\.? )?(?P<who>[^\W\d_a-z][\w’'-]+)"
    r"(?: [^\W\d_a-z][\w’'.-]*){0,3}(?: also| currently| previously)? "
    r"(?:has (?:been|experience|worked|written|reported|participated|published|covered)"
    r"|(?:is|was)(?: also| currently)? (?:an?|the|born|formerly|previously|based)"
    r"|studied|graduated|holds|received|earned|took part|works?|worked|writes|wrote|covers|lives"
    r"|joined|served|teaches|speaks)\b"
)
_LIFE_WITHOUT_SUBJECT = re.compile(
    r"Speaks [A-Z]|(?:Research interests|Areas? of (?:interest|expertise)|Education|Languages)\b"
)
_TRADE = (
    r"(?:reporter|correspondent|editor|journalist|columnist|fellow|professor|lecturer|author|analyst"
    r"|researcher|economist|writer|commentator|director|head|chair|scholar|student|blogger|adviser"
    r"|historian|specialist|expert|(?:co-?)?founder|contributor|member)"
)
_LIFE_IN_A_LINE = re.compile(
    rf"{_NAME} (?:is|was|works as) (?:an?|the)\b[^.]{{0,60}}\b{_TRADE} "
    r"(?:at|of|for|with|in|and|who)\b.{0,400}"
)


def _tells_a_life(name: str, below: Sequence[str]) -> bool:
    """Tell whether most of the paragraphs there, the first among them, are about one person."""
    paragraphs = [line for line in below if line.endswith((".", "!"))]
    known = _PRONOUNS | set(name.split())
    telling = [_is_about(known, paragraph) for paragraph in paragraphs]
    return bool(telling) and telling[0] and sum(telling) * 2 > len(telling)


def _is_about(known: frozenset[str], paragraph: str) -> bool:
    if _LIFE_WITHOUT_SUBJECT.match(paragraph):
        return True
    found = _LIFE.match(paragraph)
    return found is not None and (found["who"] in known or known == _PRONOUNS)
