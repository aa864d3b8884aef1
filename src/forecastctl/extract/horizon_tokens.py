"""The words of a text with their places, as the grammar of date expressions walks over them."""

import re

from forecastctl.extract.horizon_words import Phrases

_TOKEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\w)|[0-9]+(?:[.,][0-9]+)+|\w+|\S")
_LOOKAHEAD = 16


class Tokens:
    """Words, numbers and marks of a text in lower case; beyond either end every word is empty."""

    __slots__ = ("_found", "size", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self._found = list(_TOKEN.finditer(text))
        self.size = len(self._found)
        self.words = [match[0].lower() for match in self._found] + [""] * _LOOKAHEAD

    def raw(self, at: int) -> str:
        """Return a word as it stands in the text."""
        return self._found[at][0] if at < self.size else ""

    def start(self, at: int) -> int:
        """Where in the text a word begins."""
        return self._found[at].start()

    def end(self, at: int) -> int:
        """Where in the text a word ends."""
        return self._found[at].end()

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
        for words in phrases.get(self.words[at], ()):
            after = at + len(words)
            if tuple(self.words[at:after]) == words:
                return " ".join(words), after
        return None
