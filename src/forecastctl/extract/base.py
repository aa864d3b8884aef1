"""The values that travel through an extraction, from the text of an article to its candidates.

All offsets count code points in `ArticleText.text`, ends exclusive.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple, Protocol

from forecastctl.frozen import frozen
from forecastctl.model import Candidate, Precision
from forecastctl.words import Row


class BlockKind(StrEnum):
    """What part of a page a block of text is."""

    TITLE = "title"
    HEADING = "heading"
    PARA = "para"
    LIST = "list"
    QUOTE = "quote"
    FURNITURE = "furniture"


class SourceKind(StrEnum):
    """What sort of speaker an article names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    AUTHOR = "author"
    OUTLET = "outlet"
    ANONYMOUS = "anonymous"


class Block(NamedTuple):
    """A run of text between line ends: a paragraph, a heading, an item of a list."""

    start: int
    end: int
    kind: BlockKind


@frozen
class Meta:
    """What is known of an article beside its text; `published_from` says where the day stood."""

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    precision: Precision = Precision.NONE
    published_from: str | None = None

    def completed_by(self, other: "Meta") -> "Meta":
        """This, and what the other says of the rest; a day goes with its precision."""
        is_dated = self.precision is not Precision.NONE
        return replace(
            self if is_dated else other,
            title=self.title or other.title,
            author=self.author or other.author,
            outlet=self.outlet or other.outlet,
            url=self.url or other.url,
        )

    def dated(self, day: date | None, place: str) -> "Meta":
        """The same with this day of publication, if there is one, and where it was given."""
        if day is None:
            return self
        return replace(self, published=day, precision=Precision.DAY, published_from=place)


@frozen
class ArticleText:
    """The text of an article (NFC, line feeds), its blocks in order, and what is known of it."""

    text: str
    blocks: tuple[Block, ...]
    meta: Meta

    @property
    def sha256(self) -> str:
        """Hash of the UTF-8 text that every offset refers to."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def id(self) -> str:
        """The first 12 hex digits of the hash of the text."""
        return self.sha256[:12]


class Sentence(NamedTuple):
    """A sentence and the block that it stands in; `text` is `article.text[start:end]`."""

    start: int
    end: int
    text: str
    block: Block


class Form(StrEnum):
    """How the words of a trigger join the clause that they speak of."""

    MODAL = "modal"  # S will V
    INFINITIVE = "infinitive"  # S is expected to V; S plans to V
    MATRIX = "matrix"  # X expects that S will V; X expects S to V; X expects NOUN
    THAT = "that"  # it is likely that C; the risk that C
    PREDICATE = "predicate"  # NOUN is expected; NOUN cannot be ruled out
    NOMINAL = "nominal"  # the chance of NOUN is N%; the risk of NOUN
    ADVERB = "adverb"  # hopefully S Vs; S probably Vs
    HEADLINE = "headline"  # S to V, without a finite verb
    PRESENT = "present"  # S opens on 4 April


class Trigger(NamedTuple):
    """Words of a sentence that may carry a prediction, with the probability they stand for.

    `start` and `end` count in the article. `row` is None for a stated number. The figures are
    always of the positive event; `negated` is true where the words themselves deny it ("will
    not", "unlikely to", "doubt"), so that the figures are low already.
    `modal` bounds the "will" or "would" of the clause that a matrix or that-trigger governs:
    the two are one trigger.
    """

    start: int
    end: int
    phrase: str
    row: Row | None
    kind: str
    low: float
    typical: float
    high: float
    form: Form
    negated: bool = False
    is_stated: bool = False
    modal: tuple[int, int] | None = None


class Clause(NamedTuple):
    """One claim of a sentence, worded positively; `start` and `end` bound the quote."""

    trigger: Trigger
    claim: str
    subject: str
    start: int
    end: int
    condition: str | None = None
    negated: bool = False
    flags: tuple[str, ...] = ()


class Found(NamedTuple):
    """A sentence and the triggers in it that passed the filters, in the order of the text."""

    sentence: Sentence
    triggers: tuple[Trigger, ...]


class Refused(NamedTuple):
    """A trigger that an engine saw through, and the reason that `--explain` gives."""

    trigger: Trigger
    reason: str


class Reading(NamedTuple):
    """What an engine makes of one sentence; a trigger in neither list had no clause."""

    clauses: tuple[Clause, ...]
    refused: tuple[Refused, ...] = ()


class ClauseEngine(Protocol):
    """Turns triggers into clauses: by rules over the words, or over a parse."""

    @property
    def name(self) -> str:
        """The engine as candidates record it, with the version of its model."""
        ...

    @property
    def confidence(self) -> float:
        """How sure a clause with its own verb and subject is."""
        ...

    def read(self, found: Sequence[Found]) -> Iterator[Reading]:
        """One reading for each sentence, in their order; all come at once for batches."""
        ...


@frozen
class Attribution:
    """Who says it. `cue` names the rule that found the speaker; `via` is nearest first.

    `said_on` is the day of speaking where reported speech gives one. `start` and `end` bound the
    words that name the speaker and report the speech, None where there are none.
    """

    name: str
    source_kind: SourceKind
    cue: str
    via: tuple[str, ...] = ()
    said_on: date | None = None
    start: int | None = None
    end: int | None = None
    flags: tuple[str, ...] = ()


class Anchor(NamedTuple):
    """The day from which relative dates count, as exactly as it is known."""

    day: date | None
    precision: Precision


class Horizon(NamedTuple):
    """A date expression as a closed interval of days; None is an open or unresolved end.

    `start` and `end` bound the words in the text that was searched. `inside` is a day of the
    period they name before the preposition limits it: of "before May" a day of May.
    """

    start: int
    end: int
    phrase: str
    first: date | None
    last: date | None
    precision: str
    flags: tuple[str, ...] = ()
    inside: date | None = None


class Drop(NamedTuple):
    """A sentence, or a trigger in it, that yields no candidate, and why."""

    start: int
    end: int
    text: str
    reason: str
    phrase: str


@frozen
class Extraction:
    """What was found in an article, in the order of the text, and what was dropped."""

    article: ArticleText
    candidates: tuple[Candidate, ...]
    drops: tuple[Drop, ...]
    engine: str
    lexicon: str
