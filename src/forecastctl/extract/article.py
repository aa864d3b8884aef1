"""Articles as text with blocks, read from wherever they come: files, saved pages, the network."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from forecastctl.errors import RefusedError
from forecastctl.extract.base import ArticleText, BlockKind, Meta
from forecastctl.extract.blocks import Piece, blocks_of, lines_of
from forecastctl.extract.encoding import page_text_of, refuse_marks, text_of
from forecastctl.extract.language import require_english
from forecastctl.extract.page import PageBlock, from_heading, read_page
from forecastctl.extract.unwrap import unwrapped
from forecastctl.text import normal

BYTE_ORDER_MARK = "\ufeff"
MOST_BYTES = 20 * 2**20


def read_article(
    place: str, given: Meta, *, keep_furniture: bool = False, allow_private: bool = False
) -> ArticleText:
    """Read the article of a file or URL; `given` wins over what the text says of itself."""
    if place.lower().startswith(("https://", "http://")):
        article = _fetched_article(place, given, allow_private)
    else:
        article = _article(_file_content(place), place, given)
    return _checked(article, place, keep_furniture=keep_furniture)


def article_from_bytes(
    content: bytes, name: str, given: Meta, *, keep_furniture: bool = False
) -> ArticleText:
    """Read the article in the content of a file, or of stdin."""
    return _checked(_article(content, name, given), name, keep_furniture=keep_furniture)


def text_in(content: bytes, name: str) -> str:
    """The text that the offsets of an article count in, of a file's content."""
    return _article(content, name, Meta()).text


def article_from_text(text: str, meta: Meta) -> ArticleText:
    """Make an article of a plain text: composed (NFC), with line feeds, without its mark.

    What `meta` leaves open is taken from the text where it says it.
    """
    composed = normalize("NFC", text.removeprefix(BYTE_ORDER_MARK))
    clean = unwrapped(composed.replace("\r\n", "\n").replace("\r", "\n"))
    return _from_pieces(clean, lines_of(clean), meta)


def article_from_page(source: str, meta: Meta) -> ArticleText:
    """Make an article of the HTML of a page: its main text, a block a line."""
    from forecastctl.extract.main_text import article_blocks
    from forecastctl.extract.page_meta import meta_of

    page = read_page(source)
    told = meta_of(page)
    whole = _from_pieces(*_joined(from_heading(page)), Meta())
    text, pieces = _joined(_titled(article_blocks(source, page), told.title))
    return _from_pieces(text, pieces, meta.completed_by(told).completed_by(whole.meta))


def _checked(article: ArticleText, name: str, *, keep_furniture: bool) -> ArticleText:
    """The article, if there is something to read in it and it is English."""
    kept = [
        article.text[block.start : block.end]
        for block in article.blocks
        if keep_furniture or block.kind is not BlockKind.FURNITURE
    ]
    if not article.blocks:
        raise RefusedError(f"{name} has no text; give a file or page with the article in it")
    if not kept:
        raise RefusedError(f"{name} has nothing but navigation and notices; --all reads them too")
    require_english(kept, name)
    return article


_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]{0,200}>\s*)?(?><!--.{0,2000}?-->\s*){0,9}+"
    rb"<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_PAGE_ENDINGS = frozenset({".html", ".htm", ".xhtml"})


def _file_content(place: str) -> bytes:
    try:
        with Path(place).expanduser().open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RefusedError(f"{place} cannot be read: {reason}") from None
    if len(content) > MOST_BYTES:
        raise RefusedError(f"{place} is larger than {MOST_BYTES // 2**20} MiB; split it")
    return content


def _article(content: bytes, name: str, given: Meta) -> ArticleText:
    is_page = Path(name).suffix.lower() in _PAGE_ENDINGS or _MARKUP.match(content) is not None
    text = page_text_of(content, name) if is_page else text_of(content, name)
    refuse_marks(text, name)
    return article_from_page(text, given) if is_page else article_from_text(text, given)


def _fetched_article(url: str, given: Meta, allow_private: bool) -> ArticleText:
    from forecastctl.extract.fetch import Limits, fetch

    page = fetch(url, Limits(size=MOST_BYTES, allow_private=allow_private))
    meta = replace(given, url=given.url or page.url)
    text = page_text_of(page.content, page.url, page.charset)
    refuse_marks(text, page.url)
    if page.media_type == "text/plain":
        return article_from_text(text, meta)
    return article_from_page(text, meta)


def _from_pieces(text: str, pieces: Sequence[Piece], meta: Meta) -> ArticleText:
    blocks, found = blocks_of(text, pieces)
    return ArticleText(text=text, blocks=blocks, meta=meta.completed_by(found))


def _titled(blocks: Sequence[PageBlock], title: str | None) -> list[PageBlock]:
    """The blocks from the title on, which is put before them where it is not among the first."""
    if title is None:
        return list(blocks)
    wanted = normal(title)
    at = next((n for n, block in enumerate(blocks[:5]) if normal(block.text) == wanted), -1)
    rest = [*blocks[:at], *blocks[at + 1 :]] if at >= 0 else blocks
    return [PageBlock(title, BlockKind.TITLE), *rest]


def _joined(blocks: Sequence[PageBlock]) -> tuple[str, list[Piece]]:
    """One text of all blocks, with a blank line between them, and where each stands in it."""
    texts = [normalize("NFC", block.text) for block in blocks]
    pieces: list[Piece] = []
    at = 0
    for text, block in zip(texts, blocks, strict=True):
        pieces.append(Piece(at, at + len(text), block.kind))
        at += len(text) + 2
    return "\n\n".join(texts), pieces
