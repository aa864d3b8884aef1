"""Articles and the candidates in them, made by hand for tests of what follows an extraction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from forecastctl.actions.extraction import AcceptRule, Stored, store_extractions
from forecastctl.extract.article import article_from_text
from forecastctl.extract.base import ArticleText, Extraction, Meta
from forecastctl.model import Candidate, ClaimKind, Evidence, Precision, Said
from forecastctl.store.base import Reader
from forecastctl.store.tiny import TinyStore
from ledger_table import NOW, TODAY, Book

ENGINE = "rules"
LEXICON = "1 (9c41d07e)"
PUBLISHED = date(2026, 3, 17)
TEXT = (
    "Port talks stall\n"
    "\n"
    "Talks on the harbour stalled on Monday. The port is unlikely to reopen before the autumn, "
    "officials said. Nobody was hurt.\n"
    "\n"
    "If no deal is reached, freight rates may rise. Mara Quill, who runs the yard, expects two "
    "ships by 30 June.\n"
)


def article(text: str = TEXT, **meta: object) -> ArticleText:
    """An article of Tradewatch of 17 March 2026, unless `meta` says otherwise."""
    known = Meta(
        title="Port talks stall",
        outlet="Tradewatch",
        published=PUBLISHED,
        precision=Precision.DAY,
        published_from="option",
    )
    return article_from_text(text, replace(known, **meta))  # type: ignore[arg-type]


def found(of: ArticleText, quote: str, **fields: object) -> Candidate:
    """A candidate with this quote of the article; officials say it is worth 21%, in words."""
    start = of.text.index(quote)
    span = Evidence(start=start, end=start + len(quote), quote=quote)
    key = f"{of.sha256}{start}{span.end}{fields.get('claim', quote)}"
    candidate = Candidate(
        id=sha256(key.encode()).hexdigest()[:12],
        article=of.id,
        claim=quote,
        source="officials",
        source_kind="anonymous",
        probability=0.21,
        low=0.1,
        high=0.33,
        made=of.meta.published if of.meta.precision is Precision.DAY else None,
        evidence=(span,),
        engine=ENGINE,
        lexicon=LEXICON,
        confidence=0.9,
    )
    return replace(candidate, **fields)  # type: ignore[arg-type]


def reopening(of: ArticleText, **fields: object) -> Candidate:
    """A denied forecast with a due day, by unnamed speakers."""
    known: dict[str, object] = {
        "claim": "The port will reopen before the autumn of 2026",
        "said": Said.WILL_NOT,
        "hedge": "unlikely",
        "due": date(2026, 8, 31),
        "due_phrase": "before the autumn",
        "due_flags": ("season_north",),
    }
    quote = "The port is unlikely to reopen before the autumn"
    return found(of, quote, **(known | fields))


def freight(of: ArticleText, **fields: object) -> Candidate:
    """A conditional of the text's own voice, without a day."""
    known: dict[str, object] = {
        "claim": "Freight rates will rise",
        "condition": "no deal is reached",
        "claim_kind": ClaimKind.CONDITIONAL,
        "source": "author",
        "source_kind": "author",
        "hedge": "may",
        "probability": 0.45,
        "low": 0.2,
        "high": 0.65,
        "confidence": 0.8,
    }
    return found(of, "freight rates may rise", **(known | fields))


def ships(of: ArticleText, **fields: object) -> Candidate:
    """What a person expects by a day."""
    known: dict[str, object] = {
        "claim": "Two ships will come by 30 June 2026",
        "source": "Mara Quill",
        "source_kind": "person",
        "hedge": "expects",
        "probability": 0.8,
        "low": 0.7,
        "high": 0.9,
        "due": date(2026, 6, 30),
        "due_phrase": "by 30 June",
    }
    return found(of, "expects two ships by 30 June", **(known | fields))


def extraction(of: ArticleText, *candidates: Candidate, engine: str = ENGINE) -> Extraction:
    return Extraction(article=of, candidates=candidates, drops=(), engine=engine, lexicon=LEXICON)


def all_three(of: ArticleText) -> Extraction:
    return extraction(of, reopening(of), freight(of), ships(of))


def store(book: Book, *found: Extraction, rule: AcceptRule | None = None) -> list[Stored]:
    with book.write("extract") as ledger:
        return store_extractions(ledger, found, today=TODAY, rule=rule)


def candidates_of(reader: Reader) -> Sequence[Candidate]:
    return list(reader.candidates())


def put_into(path: Path, *found: Extraction) -> None:
    """Store extractions in a ledger on disk, as `extract` does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TinyStore(path).transaction("extract", "ana", NOW) as ledger:
        store_extractions(ledger, found, today=TODAY)
