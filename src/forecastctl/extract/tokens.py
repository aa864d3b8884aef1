"""Words of a sentence with their offsets, and the closed classes that attribution tells apart."""

import re
from functools import lru_cache
from typing import NamedTuple


class Token(NamedTuple):
    """A word, a possessive ending or a mark; `lower` is plain: "mr" for "Mr.", "'s" for "’s"."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def is_word(self) -> bool:
        """True for what is neither a mark nor a possessive ending."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """True for a word that begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_possessive(self) -> bool:
        """True for the ending 's."""
        return self.lower == "'s"


@lru_cache(maxsize=64)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Cut a sentence into words and marks; "U.S.", "self-driving" and "O'Neil" are one word."""
    plain = text.lower().replace("’", "'")
    is_aligned = len(plain) == len(text)  # a few capitals grow when they become small
    tokens = []
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        word = text[start:end]
        lower = plain[start:end] if is_aligned else word.lower().replace("’", "'")
        if found.lastindex:
            lower = "'s"
        elif lower[-1] == "." and end - start > 1:
            lower = lower.rstrip(".") or lower
        tokens.append(tuple.__new__(Token, (start, end, word, lower)))  # twice as fast as Token()
    return tuple(tokens)


_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|\b(?:Mrs?|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Capt|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr|[A-Z])\."
    r"|[^\W_]+(?:(?:[.,&/](?=\d|[A-Z]\b)|\.(?=(?:com|org|net|gov|edu)\b))[^\W_]+|-[^\W_]+|[’'](?!(?:s|S|ve|re|ll|d|m)\b)[^\W_]+)*"
    r"|(?<=[sS])([’'])(?=\s\w)"  # drivers' union
    r"|[’'](?:s|S|ve|re|ll|d|m)\b|\S"
)

QUOTE_MARKS = frozenset("“”«»\"‘’'")
DASHES = frozenset("–—-")

PERSON_PRONOUNS = frozenset("he she they it i we".split())
PRONOUNS = PERSON_PRONOUNS | frozenset(
    "you this that these those which who whom whoever there everyone everybody nobody someone "
    "one me him her them us himself herself itself themselves".split()
)
DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your some many most several few "
    "all each every both another other no any such two three four five six seven eight nine ten "
    "one dozens hundreds thousands millions billions scores".split()
)
AUXILIARIES = frozenset(
    "is are was were am be been being has have had having do does did 're 've 'd 'm "
    "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't".split()
)
MODALS = frozenset(
    "will would may might could can should shall must cannot won't wouldn't couldn't can't "
    "shouldn't 'll ought".split()
)
CONJUNCTIONS = frozenset(
    "and or but nor yet so that because while whereas although though when whenever if unless as "
    "since until after before once where who which whom whose than whether how what why".split()
)
COORDINATORS = frozenset("and but while whereas though although yet or nor".split())
PREPOSITIONS = frozenset(
    "of for at from in by with on to about into over under against among between during through "
    "without within inside outside near behind across around despite amid per via following "
    "throughout".split()
)
ADVERBS = frozenset(
    """also however meanwhile moreover nevertheless nonetheless still now then later earlier today
    yesterday tonight again already ever never just even only further furthermore instead
    therefore thus hence besides indeed perhaps maybe once soon too not n't always often sometimes
    separately so far overall elsewhere likewise similarly ago""".split()
)
_NO_ADVERBS = frozenset(
    """family supply reply ally rally assembly monopoly anomaly bully fly elderly weekly daily
    monthly quarterly""".split()
)
TIME_WORDS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december jan feb mar apr jun jul aug sep sept oct
    nov dec spring summer autumn winter morning afternoon evening night week month year weekend
    decade day last next early mid late this""".split()
)
_TIME_UNITS = frozenset("day week month year night morning evening spring summer winter".split())
"""Words that are names where they begin with a capital."""


def is_adverb(token: Token) -> bool:
    """True for an adverb of the list, and for a lower-case word in -ly."""
    is_regular = token.text.endswith("ly") and token.text.islower()
    return token.lower in ADVERBS or (is_regular and token.lower not in _NO_ADVERBS)


def is_time(token: Token) -> bool:
    """True for a word of the calendar, a year and a day number."""
    if token.text[0].isdigit():
        return token.text[:4].isdigit() or len(token.text) <= 4
    if token.lower in ("may", "march"):
        return token.is_capital
    is_name = token.is_capital and token.lower in _TIME_UNITS
    return token.lower in TIME_WORDS and not is_name


def is_modal(token: Token) -> bool:
    """True for a modal verb; "May" and "Will" within a sentence are names."""
    return token.lower in MODALS and (token.start == 0 or not token.is_capital)
