"""Where an imported record came from, as a key, and the id that follows from it.

The same row gives the same key and the same id in every ledger, so that importing twice is once,
and two people who import one file mean the same records.
"""

from hashlib import sha256
from unicodedata import normalize

from forecastctl.ids import ALPHABET, HEX_LENGTH

ID_BYTES = 5
KEY_LENGTH = 32
"""Hex digits of a key that is a hash."""


def hashed(*parts: str) -> str:
    """The key of a row without an id of its own; white space and composition do not matter."""
    text = "\x1f".join([_collapsed(part) for part in parts])
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:KEY_LENGTH]


def derived_id(origin: str, attempt: int = 0) -> str:
    """The id of a question or forecast with this origin; the next one where it is taken."""
    digest = sha256(f"{origin}\x1f{attempt}".encode()).digest()
    bits = int.from_bytes(digest[:ID_BYTES], "big")
    first, second = _PAIRS[bits >> 30], _PAIRS[bits >> 20 & 1023]
    return first + second + _PAIRS[bits >> 10 & 1023] + _PAIRS[bits & 1023]


def derived_hex(origin: str) -> str:
    """The id of an article or candidate with this origin."""
    return sha256(origin.encode()).hexdigest()[:HEX_LENGTH]


def _collapsed(text: str) -> str:
    if not text.isascii():
        text = normalize("NFC", text)
    return " ".join(text.split())


_PAIRS = [a + b for a in ALPHABET for b in ALPHABET]
"""Two digits of an id for ten bits."""
