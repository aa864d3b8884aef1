"""A parsed sentence as plain values: words, their heads, and ways through the tree."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

MOST_STEPS = 40
"""A climb ends after so many heads, whatever the parser made of the sentence."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
AUXILIARIES = frozenset({"aux", "auxpass"})


class Word(NamedTuple):
    """A word of a sentence: `start` and `end` count in it, `head` in words (a root is its own)."""

    text: str
    low: str
    start: int
    end: int
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Tree:
    """The words of a sentence, its text, and for every word those that hang on it."""

    text: str
    words: Sequence[Word]
    kids: Sequence[Sequence[int]] = field(init=False)

    def __post_init__(self) -> None:
        kids: list[list[int]] = [[] for _ in self.words]
        for at, word in enumerate(self.words):
            if word.head != at:
                kids[word.head].append(at)
        object.__setattr__(self, "kids", kids)

    def kid(self, at: int, *deps: str) -> int | None:
        """The first word below `at` with one of these relations."""
        return next((kid for kid in self.kids[at] if self.words[kid].dep in deps), None)

    def subject(self, at: int) -> int | None:
        """The subject of a verb, of several the nearest; a dummy one only if there is no other."""
        found = [kid for kid in self.kids[at] if self.words[kid].dep in SUBJECTS]
        before = [kid for kid in found if kid < at]
        named = [kid for kid in before or found if self.words[kid].dep != "expl"]
        return next(reversed(named or found), None)

    def climb(self, at: int) -> Iterator[int]:
        """The word itself and its heads up to the root."""
        for _ in range(MOST_STEPS):
            yield at
            head = self.words[at].head
            if head == at:
                return
            at = head

    def below(self, at: int, without: Container[int] = ()) -> list[int]:
        """A word and all that hangs on it, in the order of the text, without some branches."""
        found, waiting = [], [at]
        while waiting:
            word = waiting.pop()
            if word not in without:
                found.append(word)
                waiting.extend(self.kids[word])
        return sorted(found)

    def first(self, at: int) -> int:
        """The leftmost of a word and all that hangs on it."""
        while self.kids[at] and self.kids[at][0] < at:
            at = self.kids[at][0]
        return at

    def between(self, start: int, end: int) -> list[int]:
        """The words that a stretch of the sentence touches."""
        return [at for at, word in enumerate(self.words) if word.start < end and word.end > start]

    def is_mark(self, at: int) -> bool:
        """True for what is neither a word nor a number."""
        return not any(letter.isalnum() for letter in self.words[at].text)

    def mark_before(self, at: int) -> str:
        """The comma or dash before a word; a hyphen between words is none."""
        if at == 0:
            return ""
        mark, word = self.words[at - 1], self.words[at]
        if mark.low in (",", "—", "--") or (mark.low in ("-", "–") and mark.end < word.start):
            return mark.low
        return ""

    def spelt(self, words: Iterable[int]) -> str:
        """The text of some words with their spaces, a gap closed by one space."""
        parts: list[str] = []
        previous = -1
        for at in words:
            word = self.words[at]
            is_next = previous >= 0 and at == previous + 1
            space = self.text[self.words[previous].end : word.start] if is_next else " "
            parts += (space, word.text)
            previous = at
        return "".join(parts[1:])
