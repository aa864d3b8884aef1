"""Articles as text with blocks, read from wherever they come."""

from unicodedata import normalize

from forecastctl.extract.base import ArticleText, Meta
from forecastctl.extract.blocks import blocks_of

BYTE_ORDER_MARK = "\ufeff"


def article_from_text(text: str, meta: Meta) -> ArticleText:
    """Make an article of a plain text: composed (NFC), with line feeds, without its mark."""
    composed = normalize("NFC", text.removeprefix(BYTE_ORDER_MARK))
    clean = composed.replace("\r\n", "\n").replace("\r", "\n")
    return ArticleText(text=clean, blocks=blocks_of(clean), meta=meta)
