"""Whether a text is English, by the share of small words that every English text is full of."""

import re
from collections.abc import Sequence

from forecastctl.errors import RefusedError

LEAST_SHARE = 0.08
LEAST_WORDS = 40
"""A shorter text, such as a headline, can do without them."""
MOST_WORDS = 20_000
"""So many from the beginning are enough to tell."""

_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = frozenset(
    "the of and to is that it for on with as was at by this be are from but have has had not they "
    "which you we he she his her its their our your will would can could may might should there "
    "been were if when who what than then these those about after into over also more up out so an "
    "or because before between while under until during through against said".split()
)
"""Without those that are common in other languages too, such as a, in, me and do."""


def require_english(blocks: Sequence[str], name: str) -> None:
    """Refuse a text in another language: its candidates would be noise."""
    words: list[str] = []
    for block in blocks:
        words += _WORD.findall(block[: 10 * MOST_WORDS].lower())
        if len(words) >= MOST_WORDS:
            break
    share = sum(word in _FUNCTION_WORDS for word in words) / max(len(words), 1)
    if len(words) >= LEAST_WORDS and share < LEAST_SHARE:
        raise RefusedError(
            f"{name} does not look English ({share:.0%} of its words are English function words); "
            "only English can be read"
        )
