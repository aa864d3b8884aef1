"""From the bytes of a file or page to its text, or one sentence on why they are none."""

import codecs
import re

from forecastctl.errors import RefusedError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FILES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip file or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "compressed"),
)
_META_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.I)
_WHERE_CHARSET_STANDS = 4096
_LATIN_1 = re.compile(r"iso-?8859-1|latin-?1|(?:us-)?ascii")
_WESTERN = re.compile(r"utf-?8|iso-?8859-(?:[2-9]|1[0-6])|windows-125\d|cp125\d|mac-?roman")
FALLBACK = "windows-1252"
"""What browsers take for a western page that says nothing, or says Latin-1."""

LONGEST_RUN_OF_MARKS = 64
_MARKS_IN_A_ROW = re.compile(rf"[^\w\s\x00-\x7f]{{{LONGEST_RUN_OF_MARKS}}}")


def text_of(content: bytes, name: str) -> str:
    """Decode a text file: UTF-8, or what its byte-order mark says."""
    _refuse_binary(content, name)
    marked = _by_mark(content, name)
    if marked is not None:
        return marked
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise RefusedError(
            f"{name} is not UTF-8: byte {error.start:,} is {content[error.start]:#04x}; "
            "save it as UTF-8"
        ) from None


def page_text_of(content: bytes, name: str, declared: str | None = None) -> str:
    """Decode a page: by its mark, as UTF-8 where it is that, else by the charset it declares.

    Bytes that are UTF-8 by chance are rare, charsets declared wrongly are not.
    """
    _refuse_binary(content, name)
    marked = _by_mark(content, name)
    if marked is not None:
        return marked
    try:
        return content.decode()
    except UnicodeDecodeError:
        charset = _known(declared) or _known(_meta_charset(content)) or FALLBACK
        return content.decode(charset, errors="replace")


def refuse_marks(text: str, name: str) -> None:
    """Refuse letters under heaps of accents: putting those in order takes for ever."""
    from unicodedata import combining

    for run in _MARKS_IN_A_ROW.finditer(text):
        if all(combining(letter) for letter in run[0]):
            raise RefusedError(f"{name} is not text: it heaps accents on a letter; give a text")


def _refuse_binary(content: bytes, name: str) -> None:
    for beginning, what in _OTHER_FILES:
        if content.startswith(beginning):
            raise RefusedError(f"{name} is {what}; save its text, or the page, and give that")
    if b"\0" in content and not content.startswith(tuple(mark for mark, _ in _MARKS)):
        raise RefusedError(f"{name} is not text; give a text file or a saved page")


def _by_mark(content: bytes, name: str) -> str | None:
    for mark, codec in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(codec)
            except UnicodeDecodeError:
                what = codec.removesuffix("-sig").upper()
                raise RefusedError(f"{name} is not {what}, as its first bytes say") from None
    return None


def _meta_charset(content: bytes) -> str | None:
    found = _META_CHARSET.search(content, 0, _WHERE_CHARSET_STANDS)
    return found[1].decode("ascii", "replace") if found else None


def _known(charset: str | None) -> str | None:
    """The charset, if it is one that a page in English may have."""
    name = (charset or "").strip().lower()
    if _LATIN_1.fullmatch(name):
        return FALLBACK
    try:
        return codecs.lookup(name).name if _WESTERN.fullmatch(name) else None
    except LookupError:
        return None
