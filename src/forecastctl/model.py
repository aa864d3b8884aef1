"""The records of a ledger.

Frozen, slotted, keyword-only dataclasses. Their invariants are checked when they are made, so no
invalid record exists anywhere. A `ValueError` from here names the field and what is wrong with it.
"""

import math
import re
from datetime import UTC, date, datetime
from enum import StrEnum

from forecastctl.frozen import frozen


class SourceKind(StrEnum):
    """What sort of speaker a source is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    OUTLET = "outlet"
    MODEL = "model"
    SELF = "self"
    UNKNOWN = "unknown"


class Method(StrEnum):
    """Where a probability comes from: a number, words, or somebody else's reading."""

    STATED = "stated"
    WORDED = "worded"
    JUDGED = "judged"


class Said(StrEnum):
    """Which way the source put it."""

    WILL = "+"
    WILL_NOT = "-"


class ClaimKind(StrEnum):
    """What sort of prediction a claim is."""

    FORECAST = "forecast"
    PLAN = "plan"
    SCHEDULED = "scheduled"
    CONDITIONAL = "conditional"
    POSSIBILITY = "possibility"


class Outcome(StrEnum):
    """How a question turned out; void means that it cannot be decided."""

    YES = "yes"
    NO = "no"
    VOID = "void"


class Precision(StrEnum):
    """How exactly an article's day of publication is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


class State(StrEnum):
    """How a question stands on a day; computed, never stored."""

    OPEN = "open"
    DUE = "due"
    OVERDUE = "overdue"
    UNDATED = "undated"
    RESOLVED = "resolved"
    VOID = "void"


class CandidateState(StrEnum):
    """What a person has said of a candidate."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@frozen
class Source:
    """Who is scored: `id` is the slug of the name it was first called by."""

    id: str
    name: str
    kind: SourceKind = SourceKind.UNKNOWN
    aliases: tuple[str, ...] = ()
    parent: str | None = None

    def __post_init__(self) -> None:
        _require_text("id", self.id)
        _require_text("name", self.name)
        if self.parent == self.id:
            raise ValueError("parent: a source cannot be its own parent")

    @property
    def is_anonymous(self) -> bool:
        """True for unnamed speakers such as `officials (Reuters)`: shown, never ranked."""
        return self.kind is SourceKind.UNKNOWN and _ANONYMOUS.fullmatch(self.name) is not None


@frozen
class Article:
    """A text that forecasts were read in; `sha256` is that of its extracted text."""

    id: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    precision: Precision = Precision.NONE
    retrieved: date | None = None
    sha256: str | None = None
    words: int | None = None

    def __post_init__(self) -> None:
        _require_text("id", self.id)
        if (self.published is None) != (self.precision is Precision.NONE):
            raise ValueError("precision: goes with a day of publication, and only with one")
        if self.sha256 is not None and not _SHA256.fullmatch(self.sha256):
            raise ValueError("sha256: 64 lower-case hex digits are needed")
        if self.words is not None and self.words < 0:
            raise ValueError("words: cannot be negative")


@frozen
class Question:
    """A precise, checkable proposition, worded positively. Without a due day it is undated."""

    id: str
    text: str
    type: str = "binary"
    criteria: str | None = None
    condition: str | None = None
    opened: date | None = None
    due: date | None = None
    due_assumed: bool = False
    check_on: date | None = None
    tags: tuple[str, ...] = ()
    event: str | None = None
    note: str | None = None
    origin: str | None = None

    def __post_init__(self) -> None:
        _require_text("id", self.id)
        _require_text("text", self.text)
        _require_text("type", self.type)
        if self.due_assumed and self.due is None:
            raise ValueError("due_assumed: there is no due day that could be assumed")
        if any(not tag.strip() for tag in self.tags):
            raise ValueError("tags: a tag is blank")

    @property
    def check_day(self) -> date | None:
        """The day from which an answer can be known."""
        return self.check_on or self.due


@frozen
class Evidence:
    """The quoted words behind a forecast, or only where they stand (code points, end exclusive)."""

    article: str | None = None
    start: int | None = None
    end: int | None = None
    quote: str | None = None

    def __post_init__(self) -> None:
        if (self.start is None) != (self.end is None):
            raise ValueError("evidence: start and end go together")
        if self.start is not None and self.end is not None and not 0 <= self.start < self.end:
            raise ValueError("evidence: needs 0 <= start < end")
        if self.start is None and self.quote is None:
            raise ValueError("evidence: needs a quote or where it stands")


@frozen
class Forecast:
    """One source's probability for one question, at one time. P is of the positive event."""

    id: str
    question: str
    source: str
    made: date
    made_at: datetime | None = None
    via: tuple[str, ...] = ()
    probability: float | None = None
    low: float | None = None
    high: float | None = None
    wording: str | None = None
    method: Method = Method.STATED
    said: Said = Said.WILL
    claim_kind: ClaimKind | None = None
    evidence: tuple[Evidence, ...] = ()
    url: str | None = None
    note: str | None = None
    origin: str | None = None

    def __post_init__(self) -> None:
        _require_text("id", self.id)
        _require_text("question", self.question)
        _require_text("source", self.source)
        require_range(self.probability, self.low, self.high)
        if self.method is Method.WORDED and not (self.wording or self.evidence):
            raise ValueError("wording: a worded forecast keeps its words, or where they stand")
        _require_utc("made_at", self.made_at)


@frozen
class Resolution:
    """How a question turned out, who judged it, and what shows it."""

    question: str
    outcome: Outcome
    recorded_at: datetime
    happened_on: date | None = None
    by: str | None = None
    proof: str | None = None
    note: str | None = None
    origin: str | None = None

    def __post_init__(self) -> None:
        _require_text("question", self.question)
        _require_utc("recorded_at", self.recorded_at)

    @property
    def id(self) -> str:
        """A resolution goes by the id of its question."""
        return self.question


@frozen
class Candidate:
    """A forecast found in an article that nobody has accepted yet; `source` is as found.

    `context` is the sentence of the first evidence with those beside it.
    """

    id: str
    article: str
    claim: str
    source: str
    source_kind: str
    said: Said = Said.WILL
    via: tuple[str, ...] = ()
    hedge: str = ""
    probability: float | None = None
    low: float | None = None
    high: float | None = None
    method: Method = Method.WORDED
    made: date | None = None
    due: date | None = None
    due_start: date | None = None
    due_phrase: str | None = None
    due_flags: tuple[str, ...] = ()
    condition: str | None = None
    claim_kind: ClaimKind = ClaimKind.FORECAST
    evidence: tuple[Evidence, ...] = ()
    context: str | None = None
    flags: tuple[str, ...] = ()
    engine: str = ""
    lexicon: str = ""
    confidence: float = 0.0
    state: CandidateState = CandidateState.PENDING
    forecast: str | None = None

    def __post_init__(self) -> None:
        for field in ("id", "article", "claim", "source", "source_kind"):
            _require_text(field, getattr(self, field))
        require_range(self.probability, self.low, self.high)
        if not 0 <= self.confidence <= 1:
            raise ValueError("confidence: lies in 0..1")
        if (self.forecast is not None) != (self.state is CandidateState.ACCEPTED):
            raise ValueError("forecast: an accepted candidate names its forecast, no other does")


Record = Source | Article | Question | Forecast | Resolution | Candidate


@frozen
class Entry:
    """The latest forecast of one source on one question; `updates` counts the earlier ones.

    A question without any forecast is one entry with `forecast` None.
    """

    question: Question
    forecast: Forecast | None
    resolution: Resolution | None
    updates: int = 0

    @property
    def id(self) -> str:
        """The forecast's id, or the question's where nobody has forecast it."""
        return self.forecast.id if self.forecast else self.question.id


DUE_SOON_DAYS = 7


def state_of(
    check_day: date | None, outcome: Outcome | None, today: date, due_soon_days: int = DUE_SOON_DAYS
) -> State:
    """State on `today` of a question with this check day and outcome (None: unresolved)."""
    if outcome is not None:
        return State.VOID if outcome is Outcome.VOID else State.RESOLVED
    if check_day is None:
        return State.UNDATED
    days = (check_day - today).days
    if days < 0:
        return State.OVERDUE
    return State.DUE if days <= due_soon_days else State.OPEN


def require_range(probability: float | None, low: float | None, high: float | None) -> None:
    """Raise ValueError unless 0 <= low <= probability <= high <= 1, as far as they are given."""
    if (low is None) != (high is None):
        raise ValueError("low, high: both or neither")
    if probability is None:
        if low is not None:
            raise ValueError("probability: a range needs a probability inside it")
        return
    if not (math.isfinite(probability) and 0 <= probability <= 1):
        raise ValueError(f"probability: {probability} is not a number in 0..1")
    if low is not None and high is not None and not 0 <= low <= probability <= high <= 1:
        raise ValueError("low, high: needs 0 <= low <= probability <= high <= 1")


_SHA256 = re.compile(r"[0-9a-f]{64}")
_ANONYMOUS = re.compile(r"\S.* \(\S.*\)")


def _require_text(field: str, text: str) -> None:
    if not text.strip():
        raise ValueError(f"{field}: cannot be blank")


def _require_utc(field: str, moment: datetime | None) -> None:
    if moment is not None and moment.tzinfo is not UTC:
        raise ValueError(f"{field}: needs a moment in UTC")
