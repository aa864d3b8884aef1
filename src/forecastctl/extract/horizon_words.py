"""The vocabulary of date expressions: closed classes of words and what each stands for."""

from enum import StrEnum


class Bound(StrEnum):
    """How a preposition limits the period that follows it."""

    AT = "at"
    WITHIN = "within"
    FOR = "for"
    BY = "by"
    BEFORE = "before"
    UNTIL = "until"
    THROUGH = "through"
    AFTER = "after"
    FROM = "from"
    SINCE = "since"
    BETWEEN = "between"


class Edge(StrEnum):
    """A part of a period."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"
    START = "start"
    END = "end"
    LATER = "later"
    EARLIER = "earlier"
    FIRST_HALF = "first half"
    SECOND_HALF = "second half"
    WEEK = "week of"
    WEEKEND = "weekend of"


Phrases = dict[str, tuple[frozenset[tuple[str, ...]], tuple[int, ...]]]
"""The phrases of a table by their first word, with the lengths they have, the longest first."""


def _phrases(*lines: str) -> Phrases:
    index: dict[str, set[tuple[str, ...]]] = {}
    for line in lines:
        words = tuple(line.split())
        index.setdefault(words[0], set()).add(words)
    return {
        word: (frozenset(found), tuple(sorted({len(words) for words in found}, reverse=True)))
        for word, found in index.items()
    }


def _spread(choices: dict[str, str]) -> dict[str, str]:
    """Turn `{meaning: "phrase; phrase"}` into `{phrase: meaning}`."""
    return {line: meaning for meaning, lines in choices.items() for line in lines.split("; ")}


BOUND_OF = {
    phrase: Bound(bound)
    for phrase, bound in _spread(
        {
            "at": "at; on; on the day of; on or about; on or around; during; around; as early as; "
            "as soon as; as late as",
            "within": "in; within; over; inside; across; under",
            "for": "for; throughout",
            "by": "by; on or before; in or before; no later than; not later than; by no later than",
            "before": "before; ahead of; prior to; earlier than",
            "until": "until; not until; till; up until",
            "through": "through; thru; up to; into; out to; in the run - up to; "
            "in the lead - up to; in the lead up to",
            "after": "after; beyond; following; no earlier than; no sooner than; not before; past",
            "from": "from; on or after; on and after; starting; starting in; starting on; "
            "starting from; beginning; beginning in; beginning on; beginning from; commencing; "
            "commencing on; effective; effective from; as from; as of",
            "since": "since; ever since",
            "between": "between",
        }
    ).items()
}
BOUNDS = _phrases(*BOUND_OF)

SOFTENERS = _phrases(
    *"about around roughly approximately nearly almost circa possibly perhaps maybe probably likely"
    " only just sometime well".split(),
    *("some time", "some time in", "sometime in", "some point in", "at some point in", "at least"),
    *("at most", "up to", "less than", "fewer than", "more than", "as early as", "as soon as"),
    *("as late as", "as little as", "as few as", "under", "over"),
)
"""Words between a preposition and its period that leave the period as it is."""

EDGE_OF = {
    phrase: Edge(edge)
    for phrase, edge in _spread(
        {
            "early": "early; early in; early on in; early on; the early part of; early part of; "
            "the first part of; the early days of; the early weeks of; the early months of; "
            "the opening days of; the opening weeks of; the opening months of; the first days of; "
            "the first week of; the first weeks of; the first months of",
            "mid": "mid; mid -; mid –; early to mid; early to mid -; early - to - mid -; "
            "the second week of; the third week of; the middle of; middle of; the midpoint of; "
            "midway through",
            "late": "late; mid to late; mid - to late; mid - to - late; late in; late on; "
            "the latter part of; the last part of; "
            "the final week of; the final days of; the final weeks of; the final months of; "
            "the last week of; the last days of; "
            "the last weeks of; the last months of; the closing days of; the closing weeks of; "
            "the closing months of; towards the end of; toward the end of; near the end of",
            "start": "the start of; start of; the beginning of; beginning of; the outset of",
            "end": "the end of; end of; end; end -; the close of; close of; the conclusion of; "
            "the tail end of; the very end of; the last day of",
            "later": "later; later in; later on; the rest of; rest of; the remainder of; "
            "remainder of; the balance of; what remains of; what is left of",
            "earlier": "earlier; earlier in; earlier on",
            "first half": "the first half of; first half of",
            "second half": "the second half of; second half of; the latter half of; "
            "latter half of; the back half of",
            "week of": "the week of; week of; the week beginning; week beginning; "
            "the week starting; the week commencing; week commencing; the week ending; week ending",
            "weekend of": "the weekend of; weekend of",
        }
    ).items()
}
EDGES = _phrases(*EDGE_OF)

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
AMBIGUOUS_MONTHS = frozenset(("may", "march", "mar", "jan", "jun", "dec", "sep"))
"""Months only in title case, since lower case and capitals may be another word."""

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
NAMED_DAYS = frozenset(
    "black good super cyber ash palm bloody easter maundy shrove every each most a any".split()
)
"""Words that make a weekday part of a name, or a habit."""
PAPERS = frozenset("times telegraph mirror mail post express herald independent".split())
"""Words that make a weekday before them the name of a newspaper."""

UNITS = {
    form: unit
    for unit, forms in {
        "minute": "minute minutes",
        "hour": "hour hours",
        "day": "day days",
        "week": "week weeks",
        "fortnight": "fortnight fortnights",
        "weekend": "weekend weekends",
        "month": "month months",
        "quarter": "quarter quarters",
        "year": "year years yr yrs",
        "decade": "decade decades",
        "century": "century centuries",
    }.items()
    for form in forms.split()
}
PERIOD_UNITS = frozenset("day week weekend fortnight month quarter year decade century".split())
COUNTED_UNITS = PERIOD_UNITS - {"weekend"} | {"minute", "hour"}

NUMBERS = (
    {
        word: value
        for value, word in enumerate(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen twenty".split()
        )
    }
    | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80}
    | {
        "ninety": 90,
        "hundred": 100,
        "dozen": 12,
        "a": 1,
        "an": 1,
    }
)
ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first 1st opening", "second 2nd", "third 3rd", "fourth 4th final last"), start=1
    )
    for word in words.split()
}
HALVES = _phrases("and a half", "- and - a - half")
FEW = frozenset("few several many some couple handful number".split())

SPANS = frozenset("period window span stretch horizon timeframe timescale".split())
"""Nouns behind "ten-year" that leave it a horizon; "a ten-year plan" is none."""

NEXT = frozenset("next coming upcoming forthcoming ensuing".split())
LAST = frozenset("last past previous preceding recent".split())
THIS = frozenset("this current present these".split())
STEP = {word: away for words, away in ((NEXT, 1), (LAST, -1), (THIS, 0)) for word in words}
"""How many units away from the present one a determiner points."""

FISCAL = frozenset(("fiscal", "financial", "tax"))
"""Words that make a year begin on another day in each country."""

NEAR_DAYS = {
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "yesterday": -1,
}
TIMES_OF_DAY = frozenset("morning afternoon evening night noon midday midnight lunchtime".split())
COMPARING = frozenset("than with as of like".split())
"""Before "today" they make it a yardstick."""

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First months of the northern meteorological seasons."""
FIXED_FEASTS = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "new year ' s eve": (12, 31),
    "new year ’ s eve": (12, 31),
    "new year ' s day": (1, 1),
    "new year ’ s day": (1, 1),
    "new year ' s": (1, 1),
    "new year ’ s": (1, 1),
    "new year": (1, 1),
    "valentine ' s day": (2, 14),
    "valentine ’ s day": (2, 14),
    "halloween": (10, 31),
}
MOVING_FEASTS = ("easter", "easter sunday", "easter monday", "good friday", "thanksgiving")
FEASTS = _phrases(*FIXED_FEASTS, *MOVING_FEASTS, "thanksgiving day")

VAGUE = _phrases(
    *"soon shortly imminently eventually someday".split(),
    *("sooner or later", "before long", "in due course", "over time", "in time", "one day"),
    *("some day", "at some point", "any day now", "any time soon", "anytime soon", "by then"),
    *("until then", "in the future", "in future", "in the near future", "in the new year"),
    *("in the foreseeable future", "for the foreseeable future", "in the immediate future"),
    *(
        "in the distant future",
        "in the not too distant future",
        "in the not - too - distant future",
        "the foreseeable future",
    ),
    *("the near future", "in my lifetime", "in our lifetime", "in our lifetimes"),
    *("in their lifetime", "in their lifetimes", "in his lifetime", "in her lifetime"),
    *("within a generation", "in a generation", "for generations", "for a generation"),
    *(
        f"{preposition} the {length} {noun}"
        for preposition in ("in", "over", "for")
        for length in ("short", "near", "medium", "long", "longer", "shorter")
        for noun in ("term", "run")
    ),
    *(
        f"{preposition} {article}{unit} {tail}"
        for preposition in ("in", "over", "for")
        for article in ("", "the ")
        for unit in ("days", "weeks", "months", "years", "decades")
        for tail in ("to come", "ahead")
    ),
    *(
        f"{preposition} {unit}"
        for preposition in ("in", "within", "for", "in a matter of", "within a matter of")
        for unit in ("days", "weeks", "months", "years", "decades", "hours", "minutes")
    ),
)
"""Horizons without a day."""

NOT_BEFORE_VAGUE = frozenset("as so too how only just than least about".split())
"""Words that make "soon" and "one day" a degree or a duration."""
NOT_BEFORE_OVER = frozenset("to of for than just well at is was are".split())
"""Words after which "over" says more than."""

SAME = _phrases(
    *(
        f"{preposition} the same {noun}"
        for preposition in ("by", "on", "in", "over", "during", "within", "until", "before")
        for noun in ("date", "day", "week", "month", "year", "period", "time frame", "timeframe")
    ),
    *(f"{preposition} that {noun}" for preposition in ("by", "on") for noun in ("date", "day")),
    "by the same time",
)
"""Phrases that point back to a date of the same block."""

EVENTS = {
    form: group
    for group, forms in {
        "visit": "visit visits trip trips tour journey stay",
        "talks": "talks meeting meetings summit negotiations discussions conference forum",
        "vote": "election elections vote ballot poll polls primary primaries",
        "referendum": "referendum referendums plebiscite",
        "games": "tournament games championship championships cup olympics paralympics finals",
        "season": "season seasons",
        "war": "war conflict ceasefire truce",
        "trial": "trial hearing hearings verdict ruling sentencing appeal",
        "launch": "launch liftoff landing mission flight",
        "release": "release publication announcement",
        "session": "session sitting congress parliament convention",
        "inauguration": "inauguration ceremony coronation funeral wedding anniversary",
        "festival": "festival holiday holidays carnival concert",
        "deadline": "deadline expiry expiration",
        "strike": "strike protest rally demonstration",
        "review": "review inquiry investigation",
        "transition": "transition handover withdrawal",
        "campaign": "campaign debate",
    }.items()
    for form in forms.split()
}
"""Nouns of events, each with the group whose nouns may name the same event in one article."""

PART_OF = {"talks": "visit"}
"""Groups of events that take place during another, where the article does not date them."""

DETERMINERS = frozenset("the a an this that these those its his her their our my your s".split())
SHUT = frozenset(
    "in on at by for of to from with without into about as and or but if that which who when "
    "where while because is are was were be been will would may might could can shall should must "
    "has have had do does did not".split()
)
"""Words that cannot stand inside a simple noun phrase, nor start a noun."""
QUANTITIES = frozenset(
    "% percent per pc percentage million billion trillion bn m km miles people times men women "
    "jobs dollars euros pounds feet metres meters tonnes tons years months days hours".split()
)
"""Words that make a four-digit number before them an amount."""
CURRENCIES = frozenset("$ £ € ¥ #".split())
LOOKING_BACK = frozenset("first second third fourth fifth only has have had been since ago".split())
LOOKING_AHEAD = frozenset("will would could may might can to going".split())
