"""Articles as text with blocks, read from wherever they come."""

from dataclasses import replace
from unicodedata import normalize

from forecastctl.extract.base import ArticleText, Meta
from forecastctl.extract.blocks import blocks_of, lines_of
from forecastctl.model import Precision

BYTE_ORDER_MARK = "\ufeff"


def article_from_text(text: str, meta: Meta) -> ArticleText:
    """Make an article of a plain text: composed (NFC), with line feeds, without its mark.

    What `meta` leaves open is taken from the text where it says it.
    """
    composed = normalize("NFC", text.removeprefix(BYTE_ORDER_MARK))
    clean = composed.replace("\r\n", "\n").replace("\r", "\n")
    blocks, found = blocks_of(clean, lines_of(clean))
    return ArticleText(text=clean, blocks=blocks, meta=completed(meta, found))


def completed(meta: Meta, found: Meta) -> Meta:
    """What is given, and for the rest what was found; a day goes with its precision."""
    dated = meta if meta.precision is not Precision.NONE else found
    return replace(
        dated,
        title=meta.title or found.title,
        author=meta.author or found.author,
        outlet=meta.outlet or found.outlet,
        url=meta.url or found.url,
    )
