"""Invents a year of a dozen pundits: `python tools/make_pundits.py > data/pundits.jsonl`.

Nobody and nothing in it is real. Each question has a chance that only this script knows; a pundit
sees it through a character: how blurred, how exaggerated, when, and in numbers or in words. Only
`Random.random` is drawn from, whose sequence is the same in every version of Python.
"""

import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple, TypeVar

from forecastctl.formats.document import Document
from forecastctl.formats.registry import write_document
from forecastctl.ids import random_id
from forecastctl.model import (
    ClaimKind,
    Forecast,
    Method,
    Outcome,
    Question,
    Record,
    Resolution,
    Said,
    Source,
    SourceKind,
)
from forecastctl.text import slug

T = TypeVar("T")
R = TypeVar("R", bound=Record)

SEED = 745
FIRST_DAY = date(2025, 1, 6)
LAST_DAY = date(2025, 12, 31)
FAR_DAY = date(2035, 12, 31)

PLACES = (
    "Glorbia",
    "Upper Plonk",
    "Lower Plonk",
    "Quibbleton",
    "Marzipania",
    "Port Fumble",
    "Snorvik",
    "Zandrobia",
    "the Isle of Mild",
    "Wobbleford",
)
THINGS = ("snail", "parasol", "whistle", "teapot", "weathercock", "moustache", "wheelbarrow")
BOATS = (
    "Soggy Biscuit",
    "Second Thought",
    "Plan B",
    "Merry Kettle",
    "Lost Spoon",
    "Windbag",
    "Blue Pudding",
    "Old Excuse",
    "Tin Duck",
    "Unsinkable III",
)
TEAMS = ("The Glorbia Geese", "The Quibbleton Quills", "The Snorvik Socks")

TEMPLATES = {
    "politics": (
        "{place} will pass the {thing} tax by {due}",
        "{place} will vote on a {thing} law by {due}",
        "The mayor of {place} will resign over the {thing} affair by {due}",
    ),
    "economy": (
        "A {thing} from {place} will sell for 40 acorns by {due}",
        "{place} will drop its duty on the imported {thing} by {due}",
        "The last {thing} works of {place} will close by {due}",
    ),
    "weather": (
        "A storm will carry off the great {thing} of {place} by {due}",
        "Fog will hide the {thing} tower of {place} for a whole day by {due}",
    ),
    "technology": (
        "{place} will test a {thing} that steers itself by {due}",
        "A telescope in {place} will find a comet in the shape of a {thing} by {due}",
        "{place} will send a {thing} to the moon by {due}",
    ),
    "schedule": ("The {thing} fair of {place} will open on {due}",),
}
ROWS = {"politics": 36, "economy": 30, "weather": 26, "technology": 32, "schedule": 30}
GENERAL = frozenset({"politics", "economy", "weather", "technology", "cup"})


class Phrase(NamedTuple):
    """Words that a pundit may choose, with the values they have in the shipped lexicon."""

    wording: str
    low: float
    typical: float
    high: float
    said: Said = Said.WILL


PHRASES = (
    Phrase("almost certainly not", 0.02, 0.06, 0.12, Said.WILL_NOT),
    Phrase("unlikely", 0.1, 0.21, 0.33, Said.WILL_NOT),
    Phrase("may", 0.2, 0.45, 0.65),
    Phrase("likely", 0.55, 0.7, 0.82),
    Phrase("very likely", 0.79, 0.87, 0.95),
    Phrase("almost certainly", 0.87, 0.95, 0.99),
)
SCHEDULED = (Phrase("scheduled to", 0.82, 0.91, 0.97),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pundit:
    """A character. It sees log odds times `stretch`, give or take `blur`.

    A stretch of 1 is calibrated, above it boasts, below it hedges; 0 says 50%; negative is
    contrary. `late` is the share of forecasts made after the event.
    """

    name: str
    count: int
    stretch: float = 1.0
    blur: float = 0.0
    grid: int = 20
    kind: SourceKind = SourceKind.PERSON
    parent: str | None = None
    topics: frozenset[str] = GENERAL
    phrases: tuple[Phrase, ...] = ()
    updates: int = 1
    late: float = 0.0
    says_not: bool = False

    @property
    def source(self) -> Source:
        """The record of this pundit."""
        return Source(id=slug(self.name), name=self.name, kind=self.kind, parent=self.parent)


COURIER = Source(id="glorbia-courier", name="Glorbia Courier", kind=SourceKind.OUTLET)
PUNDITS = (
    Pundit(name="Ada Hedgeworth", count=76, blur=0.2),
    Pundit(name="Cyrus Overstate", count=64, stretch=2.6, blur=1.8, says_not=True),
    Pundit(name="Tess Timidly", count=72, stretch=0.35, blur=0.1),
    Pundit(name="Prof. Even Steven", count=44, stretch=0.0),
    Pundit(
        name="Connie Contrary", count=44, stretch=-0.8, blur=0.4, parent=COURIER.id, says_not=True
    ),
    Pundit(name="Lou Fluke", count=6, stretch=3.0),
    Pundit(
        name="Violet Perhaps",
        count=60,
        stretch=1.8,
        blur=1.2,
        topics=GENERAL - {"cup"},
        phrases=PHRASES,
    ),
    Pundit(name="Penny Planner", count=28, topics=frozenset({"schedule"}), phrases=SCHEDULED),
    Pundit(name="Flip Flopson", count=26, blur=1.8, parent=COURIER.id, updates=3),
    Pundit(name="Hindley Sight", count=34, stretch=2.0, late=0.6),
    Pundit(name="Gale Buoy", count=40, blur=0.5, topics=frozenset({"regatta"})),
    Pundit(name="Forecastomat 9", count=70, blur=0.5, grid=100, kind=SourceKind.MODEL),
)


class Chance:
    """Everything that is left to chance, drawn from one seeded stream."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def share(self) -> float:
        """Draw a number in 0..1, 1 excluded."""
        return self._random.random()

    def below(self, end: int) -> int:
        """Draw a whole number in 0..end, end excluded."""
        return int(self.share() * end)

    def bell(self) -> float:
        """Draw a number of mean 0 and standard deviation 1, never beyond 6."""
        return math.fsum(self.share() for _ in range(12)) - 6

    def shuffled(self, things: Iterable[T]) -> list[T]:
        """Return the things in a new order."""
        keyed = [(self.share(), thing) for thing in things]
        return [thing for _, thing in sorted(keyed, key=lambda pair: pair[0])]

    def day(self, first: date, last: date) -> date:
        """Draw a day of this period, both ends included."""
        return first + timedelta(days=self.below((last - first).days + 1))

    def id(self) -> str:
        """Draw the id of a question or forecast."""
        return random_id(lambda n: bytes(self.below(256) for _ in range(n)))


class Fate(NamedTuple):
    """A question with what only its inventor knows. `closed` is the day on which it was over."""

    question: Question
    topic: str
    log_odds: float
    outcome: Outcome | None
    closed: date


def chance_of(log_odds: float) -> float:
    """Turn log odds into a probability, rounded so that no platform differs."""
    return round(1 / (1 + math.exp(-log_odds)), 6)


def invent_general(chance: Chance) -> Iterator[Fate]:
    """Invent the questions that stand for themselves; some are void, some run for ten years."""
    for topic, count in ROWS.items():
        wordings = [(t, p, thing) for t in TEMPLATES[topic] for p in PLACES for thing in THINGS]
        for template, place, thing in chance.shuffled(wordings)[:count]:
            is_far = topic == "technology" and chance.share() < 0.2
            due = FAR_DAY if is_far else chance.day(FIRST_DAY + timedelta(days=60), LAST_DAY)
            text = template.format(place=place, thing=thing, due=due)
            question = new_question(chance, text, topic, due)
            yield settle(chance, question, topic, draw_log_odds(chance, topic))


def draw_log_odds(chance: Chance, topic: str) -> float:
    """Draw how likely an event is; what is on a calendar takes place."""
    return 20.0 if topic == "schedule" else round(1.7 * chance.bell(), 6)


def invent_regattas(chance: Chance) -> Iterator[Fate]:
    """Invent four regattas: one wind for all boats, so that their fates hang together."""
    for place in PLACES[:4]:
        due = chance.day(FIRST_DAY + timedelta(days=90), LAST_DAY)
        wind = 1.6 * chance.bell()
        for boat in BOATS:
            text = f"The {boat} will finish the {place} regatta of {due} in under a day"
            question = new_question(chance, text, "regatta", due, event=slug(f"{place} regatta"))
            strength = round(0.8 * chance.bell(), 6)
            is_yes = chance.share() < chance_of(strength + wind)
            yield Fate(question, "regatta", strength, Outcome.YES if is_yes else Outcome.NO, due)


def invent_cups(chance: Chance) -> Iterator[Fate]:
    """Invent eight cups with three teams each, of which one wins."""
    for place in PLACES[:8]:
        due = chance.day(FIRST_DAY + timedelta(days=90), LAST_DAY)
        weights = [math.exp(1.2 * chance.bell()) for _ in TEAMS]
        shares = [weight / math.fsum(weights) for weight in weights]
        drawn = chance.share()
        winner = 0 if drawn < shares[0] else 1 if drawn < shares[0] + shares[1] else 2
        for number, team in enumerate(TEAMS):
            text = f"{team} will win the {place} cup on {due}"
            question = new_question(chance, text, "cup", due, event=slug(f"{place} cup"))
            log_odds = round(math.log(shares[number] / (1 - shares[number])), 6)
            outcome = Outcome.YES if number == winner else Outcome.NO
            yield Fate(question, "cup", log_odds, outcome, due)


def new_question(
    chance: Chance, text: str, topic: str, due: date, event: str | None = None
) -> Question:
    """Make a question that was opened some months before it is due."""
    if due == FAR_DAY:
        opened = FIRST_DAY
    else:
        opened = max(FIRST_DAY, due - timedelta(days=60 + chance.below(120)))
    return Question(
        id=chance.id(), text=text, opened=opened, due=due, tags=("invented", topic), event=event
    )


def settle(chance: Chance, question: Question, topic: str, log_odds: float) -> Fate:
    """Decide a question: void now and then; what runs for ten years is decided only by a yes."""
    opened, due = question.opened or FIRST_DAY, question.due or LAST_DAY
    last = min(due, LAST_DAY)
    drawn, closed = chance.share(), chance.day(opened + timedelta(days=20), last)
    if topic == "schedule":
        return Fate(question, topic, log_odds, Outcome.YES, due)
    if chance.share() < 0.05:
        return Fate(question, topic, log_odds, Outcome.VOID, closed)
    if drawn < chance_of(log_odds):
        return Fate(question, topic, log_odds, Outcome.YES, closed)
    return Fate(question, topic, log_odds, None if due > LAST_DAY else Outcome.NO, last)


def resolve(fate: Fate) -> Resolution | None:
    """Record how a question turned out, on the morning after; None while it is open."""
    if fate.outcome is None:
        return None
    is_void = fate.outcome is Outcome.VOID
    return Resolution(
        question=fate.question.id,
        outcome=fate.outcome,
        recorded_at=datetime.combine(fate.closed + timedelta(days=1), time(8), UTC),
        happened_on=None if is_void else fate.closed,
        by="the inventor",
        note="Called off before it could be decided." if is_void else None,
    )


def speak(chance: Chance, pundit: Pundit, fates: Sequence[Fate]) -> Iterator[Forecast]:
    """Let a pundit speak on as many questions of the right topics as suits the character."""
    known = [fate for fate in fates if fate.topic in pundit.topics]
    for fate in chance.shuffled(known)[: pundit.count]:
        days = forecast_days(chance, pundit, fate)
        for number, made in enumerate(days):
            blur = pundit.blur / (number + 1) * chance.bell()
            probability = chance_of(pundit.stretch * fate.log_odds + blur)
            hour = 9 + number
            made_at = datetime.combine(made, time(hour), UTC) if len(days) > 1 else None
            yield phrase(chance, pundit, fate, made, made_at, probability)


def forecast_days(chance: Chance, pundit: Pundit, fate: Fate) -> list[date]:
    """Choose the days on which a pundit speaks on one question, earliest first."""
    if chance.share() < pundit.late:
        return [fate.closed + timedelta(days=1 + chance.below(9))]
    opened = fate.question.opened or FIRST_DAY
    last = max(opened, fate.closed - timedelta(days=1))
    return sorted(chance.day(opened, last) for _ in range(pundit.updates))


def phrase(
    chance: Chance,
    pundit: Pundit,
    fate: Fate,
    made: date,
    made_at: datetime | None,
    probability: float,
) -> Forecast:
    """Put a probability in the pundit's way: a number on a grid, or the nearest words."""
    stated = min(max(round(probability * pundit.grid), 1), pundit.grid - 1) / pundit.grid
    words = min(pundit.phrases, key=lambda p: abs(p.typical - probability), default=None)
    is_negative = pundit.says_not and stated < 0.5
    return Forecast(
        id=chance.id(),
        question=fate.question.id,
        source=slug(pundit.name),
        made=made,
        made_at=made_at,
        via=(pundit.parent,) if pundit.parent else (),
        probability=words.typical if words else stated,
        low=words.low if words else None,
        high=words.high if words else None,
        wording=words.wording if words else None,
        method=Method.WORDED if words else Method.STATED,
        said=words.said if words else Said.WILL_NOT if is_negative else Said.WILL,
        claim_kind=claim_kind(fate, words),
    )


def claim_kind(fate: Fate, words: Phrase | None) -> ClaimKind:
    """Tell an announcement from a possibility from a forecast."""
    if fate.topic == "schedule":
        return ClaimKind.SCHEDULED
    is_vague = words is not None and words.wording == "may"
    return ClaimKind.POSSIBILITY if is_vague else ClaimKind.FORECAST


def invent_year(seed: int) -> Document:
    """Invent all records, those of a kind in the order of their ids."""
    chance = Chance(seed)
    fates = [*invent_general(chance), *invent_regattas(chance), *invent_cups(chance)]
    forecasts = [f for pundit in PUNDITS for f in speak(chance, pundit, fates)]
    asked = {forecast.question for forecast in forecasts}
    used = [fate for fate in fates if fate.question.id in asked]
    return Document(
        sources=in_order([COURIER, *(pundit.source for pundit in PUNDITS)]),
        questions=in_order(fate.question for fate in used),
        forecasts=in_order(forecasts),
        resolutions=in_order(resolution for resolution in map(resolve, used) if resolution),
    )


def in_order(records: Iterable[R]) -> tuple[R, ...]:
    """Sort records by id."""
    return tuple(sorted(records, key=lambda record: record.id))


def main() -> None:
    """Print the year as an export."""
    sys.stdout.write(write_document(invent_year(SEED), "jsonl"))


if __name__ == "__main__":
    main()
