"""The words of a text with their places, as the grammar of date expressions walks over them."""

import re
from functools import cached_property

from forecastctl.extract.horizon_words import SOFTENERS, Phrases

_TOKEN = re.compile(r"[^\W0-9]\w*|[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\w)|[0-9]+(?:[.,][0-9]+)+|\w+|\S")
_LOOKAHEAD = 16
DASHES = frozenset("- – — −".split())


class Tokens:
    """Words, numbers and marks of a text in lower case; beyond either end every word is empty."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._raw: list[str] = _TOKEN.findall(text)
        self.size = len(self._raw)
        self.words = [raw.lower() for raw in self._raw] + [""] * _LOOKAHEAD

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        return [match.span() for match in _TOKEN.finditer(self.text)]

    def raw(self, at: int) -> str:
        """Return a word as it stands in the text."""
        return self._raw[at] if at < self.size else ""

    def start(self, at: int) -> int:
        """Where in the text a word begins."""
        return self._places[at][0]

    def end(self, at: int) -> int:
        """Where in the text a word ends."""
        return self._places[at][1]

    def touches(self, at: int) -> bool:
        """True where nothing stands between a word and the one before it."""
        return 0 < at < self.size and self.start(at) == self.end(at - 1)

    def is_title(self, at: int) -> bool:
        """True for a word with a capital and small letters after it."""
        return self.raw(at).istitle()

    def is_small_word(self, at: int) -> bool:
        """True for a word in small letters, such as a common noun."""
        raw = self.raw(at)
        return raw.isalpha() and raw.islower()

    def phrase(self, at: int, phrases: Phrases) -> tuple[str, int] | None:
        """The longest phrase of a table that stands here, and the place after it."""
        if self.words[at] not in phrases:
            return None
        known, lengths = phrases[self.words[at]]
        for length in lengths:
            words = tuple(self.words[at : at + length])
            if words in known:
                return " ".join(words), at + length
        return None

    def soften(self, at: int) -> int:
        """Return the place after words that leave a period as it is, two at most."""
        for _ in range(2):
            found = self.phrase(at, SOFTENERS)
            at = found[1] if found else at
        return at
