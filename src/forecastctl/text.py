"""Text as people type it: keys to compare it by, slugs, and a form that is safe to print."""

import re
from unicodedata import category, normalize

SLUG_LENGTH = 64


def normal(text: str) -> str:
    """Key under which two texts count as equal: composition, white space, case do not matter."""
    if text.isascii():
        return " ".join(text.split()).lower()
    folded = normalize("NFD", text).casefold()
    return " ".join(normalize("NFC", folded).split())


def slug(name: str) -> str:
    """Make the id of a source from its name; letters of every script stay.

    A combining mark belongs to the letter before it: without that, names in scripts that write
    their vowels as marks would share one slug.
    """
    kept: list[str] = []
    for letter in _folded(name):
        if letter.isalnum() or (kept and kept[-1] != "-" and _is_mark(letter)):
            kept.append(letter)
        elif kept and kept[-1] != "-":
            kept.append("-")
    made = "".join(kept[:SLUG_LENGTH]).strip("-")
    if not made:
        raise ValueError(f"'{visible(name)}' has no letter or digit to name a source by")
    return made


def visible(text: str) -> str:
    r"""Return text that is safe on a terminal and hides nothing from the reader.

    Tabs and line breaks become one space. Controls, marks of writing direction, lone surrogates
    and characters of no width are spelt out, as in `\x1b` or `\u202e`. The joiners U+200C and
    U+200D stay, since scripts and emoji need them.
    """
    return _UNSAFE.sub(_spelt_out, text) if _UNSAFE.search(text) else text


def is_visible(text: str) -> bool:
    """Tell whether `visible` leaves this text as it is; fast for what is long."""
    if not text.isprintable():
        return not _UNSAFE.search(text)
    return text.isascii() or not any(letter in text for letter in _PRINTABLE_AND_UNSAFE)


def within_one_typo(a: str, b: str) -> bool:
    """Tell whether at most one letter was added, left out, replaced or swapped with the next."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    at = next((i for i, letter in enumerate(a) if letter != b[i]), len(a))
    if len(a) < len(b):
        return a[at:] == b[at + 1 :]
    is_swapped = a[at : at + 2] == b[at : at + 2][::-1]
    return a[at + 1 :] == b[at + 1 :] or (is_swapped and a[at + 2 :] == b[at + 2 :])


_UNSAFE = re.compile(
    r"[\t\r\n]+|["
    r"\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    r"\xad\u034f\u061c\u180b-\u180f"  # soft hyphen, grapheme joiner, Arabic mark, Mongolian
    r"\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # letters that show as nothing
    r"\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"  # no width, line breaks, writing direction
    r"\ud800-\udfff\ufeff\ufff0-\ufffb"  # lone surrogates, byte order mark, annotations
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # controls of shorthand and of music
    r"\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags and what is reserved around them
    r"]"
)
_PRINTABLE_AND_UNSAFE = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
"""What str.isprintable lets pass."""


def _spelt_out(match: re.Match[str]) -> str:
    found = match.group()
    if found[0] in "\t\r\n":
        return " "
    code = ord(found)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _folded(name: str) -> str:
    """Fold compatibility forms and case; folding case once can undo the composition."""
    folded = normalize("NFKC", normalize("NFKD", name).casefold())
    return normalize("NFKC", normalize("NFKD", folded).casefold())


def _is_mark(letter: str) -> bool:
    """Tell whether this is an accent or vowel sign; variation selectors only choose a picture."""
    is_selector = "\ufe00" <= letter <= "\ufe0f" or letter >= "\U000e0000" or letter == "\u034f"
    return category(letter) in ("Mn", "Mc") and not is_selector
