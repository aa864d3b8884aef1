"""What would be entered for a candidate: as it was found, or as a person has changed it.

The candidate in the ledger keeps what was found; changes go into the entry that is made of it.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from forecastctl.actions.naming import NO_SOURCE
from forecastctl.dates import parse_date
from forecastctl.extract.base import SourceKind as FoundKind
from forecastctl.frozen import frozen
from forecastctl.model import Article, Candidate, Method, Precision, Said, Source, SourceKind
from forecastctl.probability import parse_probability
from forecastctl.store.base import Reader
from forecastctl.text import normal

if TYPE_CHECKING:
    from forecastctl.words import Lexicon

ALREADY_DUE = "already_due"
LAST_MONTH_OF_THIS_YEAR = 9
"""What was published later in the year, and gives no day, is taken to mean the next year."""


class Lack(StrEnum):
    """What an entry needs and a candidate does not say, in the words of a count."""

    SOURCE = "without a source"
    MADE = "without a day of publication"
    DUE = "without a day"
    PASSED = "due before they were made"
    PROBABILITY = "without a probability"


class AssumedDue(StrEnum):
    """Days that a person may choose where the text gives none."""

    END_OF_YEAR = "eoy"
    ONE_YEAR = "+1y"


@frozen
class Proposal:
    """A candidate as somebody would have it entered.

    `is_undated` says that there is to be no due day, `question` is the id of one to join: its
    claim, condition and due day then count.
    """

    candidate: Candidate
    due_assumed: bool = False
    is_undated: bool = False
    event: str | None = None
    question: str | None = None
    note: str | None = None


class Byline(NamedTuple):
    """Who wrote an article, and who published it."""

    author: Source | None
    outlet: Source | None


class Speaker(NamedTuple):
    """The name that a forecast is scored under."""

    name: str
    kind: SourceKind


def byline_of(reader: Reader, article: Article | None) -> Byline:
    """The first author and the outlet of an article, as far as they are known."""
    if article is None:
        return Byline(None, None)
    authors = filter(None, map(reader.source, article.authors))
    outlet = reader.source(article.publisher) if article.publisher else None
    return Byline(next(authors, None), outlet)


def speaker_of(candidate: Candidate, byline: Byline) -> Speaker | None:
    """Whom a candidate is scored under, or None where nobody can be named.

    The author is the article's, else the outlet speaks; unnamed speakers go by the outlet.
    """
    name = candidate.source.strip()
    if is_author(candidate):
        writer = byline.author or byline.outlet
        return Speaker(writer.name, writer.kind) if writer else None
    if candidate.source_kind == FoundKind.ANONYMOUS or normal(name) in NO_SOURCE:
        outlet = byline.outlet
        return Speaker(f"{name} ({outlet.name})", SourceKind.UNKNOWN) if outlet else None
    return Speaker(name, _KINDS.get(candidate.source_kind, SourceKind.UNKNOWN))


def is_author(candidate: Candidate) -> bool:
    """True where the text speaks in its own voice."""
    return candidate.source_kind == FoundKind.AUTHOR or normal(candidate.source) in _AUTHOR


def lacks(proposal: Proposal, byline: Byline) -> tuple[Lack, ...]:
    """What is missing before this can be entered, in the order in which it is asked for."""
    return tuple(_lacks(proposal, byline))


def _lacks(proposal: Proposal, byline: Byline) -> Iterable[Lack]:
    candidate = proposal.candidate
    if speaker_of(candidate, byline) is None:
        yield Lack.SOURCE
    if candidate.made is None:
        yield Lack.MADE
    if candidate.probability is None:
        yield Lack.PROBABILITY
    if proposal.question is not None or proposal.is_undated:
        return
    if candidate.due is None:
        yield Lack.DUE
    elif _is_already_due(candidate):
        yield Lack.PASSED


def _is_already_due(candidate: Candidate) -> bool:
    is_flagged = ALREADY_DUE in candidate.flags or ALREADY_DUE in candidate.due_flags
    is_before = (
        candidate.due is not None and candidate.made is not None and candidate.due < candidate.made
    )
    return is_flagged or is_before


def assumed_day(assumed: AssumedDue, candidate: Candidate, article: Article | None) -> date:
    """The last day of the article's year, or one year after it appeared.

    What appeared after 30 September is about the next year. Raises ValueError without a day.
    """
    is_exact = article is not None and article.precision is Precision.DAY
    day = article.published if article is not None and is_exact else candidate.made
    if day is None:
        raise ValueError("nobody knows the day of publication, from which the due day counts")
    if assumed is AssumedDue.ONE_YEAR:
        return parse_date("+1y").single_day(day)
    return date(day.year + (day.month > LAST_MONTH_OF_THIS_YEAR), 12, 31)


def with_due(proposal: Proposal, due: date | None, *, is_assumed: bool = False) -> Proposal:
    """The proposal with another due day; None means that it is to have none."""
    candidate = proposal.candidate
    changed = replace(
        candidate,
        due=due,
        flags=_without_already_due(candidate.flags),
        due_flags=_without_already_due(candidate.due_flags),
    )
    return replace(
        proposal, candidate=changed, due_assumed=is_assumed, is_undated=due is None, question=None
    )


def with_probability(
    proposal: Proposal, text: str, lexicon: "Callable[[], Lexicon]"
) -> tuple[Proposal, str | None]:
    """The proposal with a probability as lists print it, and a warning if it leaves no doubt.

    `not 93%` is said `-` with P .07. Raises ValueError for what is no probability.
    """
    denied = _DENIED.fullmatch(text.strip())
    typed = denied[1] if denied else text.strip().removeprefix("~")
    parsed = parse_probability(typed, lexicon)
    share = parsed.probability
    is_in_words = parsed.method is Method.WORDED
    changed = replace(
        proposal.candidate,
        said=Said.WILL_NOT if denied else Said.WILL,
        probability=round(1 - share, 12) if denied else share,
        low=parsed.low,
        high=parsed.high,
        hedge=parsed.wording or "",
        method=Method.WORDED if is_in_words else _number_method(proposal.candidate, share),
    )
    return replace(proposal, candidate=changed), parsed.warning


def with_source(proposal: Proposal, name: str, kind: str = SourceKind.UNKNOWN) -> Proposal:
    """The proposal with another speaker; a name that a person types says nothing of its kind."""
    return replace(proposal, candidate=replace(proposal.candidate, source=name, source_kind=kind))


def _number_method(candidate: Candidate, share: float) -> Method:
    """Stated where the words of the source hold this chance, else somebody's reading of them."""
    quotes = " ".join(piece.quote or "" for piece in candidate.evidence)
    chances = {round(chance, 9) for chance in _chances(quotes)}
    return Method.STATED if round(share, 9) in chances else Method.JUDGED


def _chances(text: str) -> Iterable[float]:
    """The chances that a text gives in figures: 70%, 0.7, 7 in 10, 3 to 1 (for or against)."""
    for found in _CHANCE.finditer(text):
        if found["percent"]:
            yield float(found["percent"]) / 100
        elif found["decimal"]:
            yield float(found["decimal"])
        else:
            part, other = float(found["part"]), float(found["other"])
            whole = part + other if found["odds"] else other
            if whole:
                yield part / whole
                yield 1 - part / whole


def _without_already_due(flags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(flag for flag in flags if flag != ALREADY_DUE)


_AUTHOR = frozenset({"author", "the author"})
_KINDS = {kind.value: kind for kind in SourceKind}
_DENIED = re.compile(r"not\s+~?((?=[0-9.]).+)", re.IGNORECASE)
_CHANCE = re.compile(
    r"(?P<percent>[0-9]{1,3}(?:\.[0-9]{1,6})?)(?:\s|-)?(?:%|per\s?cent)"
    r"|(?<![0-9])(?P<decimal>0?\.[0-9]{1,9})"
    r"|(?P<part>[0-9]{1,6})(?:\s(?:in|out\sof)\s|/|(?P<odds>\sto\s|:))(?P<other>[0-9]{1,6})"
)
