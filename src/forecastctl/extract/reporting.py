"""Verbs, adjectives and nouns by which a text says whose words or views it passes on."""

import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from forecastctl.extract.verbs import verb_forms


class Manner(StrEnum):
    """What a reporting verb does: each kind takes its speaker and its content differently."""

    SAY = "say"
    TELL = "tell"
    SHOW = "show"
    FORECAST = "forecast"
    INTEND = "intend"


class VerbForm(NamedTuple):
    """A form of a reporting verb: which of the five forms it may be, and if it may be a noun."""

    base: str
    manner: Manner
    is_finite: bool
    is_gerund: bool
    is_participle: bool
    is_noun: bool

    @property
    def is_past(self) -> bool:
        """True for a form that may be the past tense."""
        return self.is_finite and self.is_participle


def reporting_verb(word: str) -> VerbForm | None:
    """Look a lower-case word up in the table of reporting verbs."""
    return _forms().get(word)


def reporting_words() -> frozenset[str]:
    """Return every form of every verb of the table."""
    return frozenset(_forms())


def phrasal_verb(text: str, start: int) -> tuple[VerbForm, int] | None:
    """Read "made it clear" or "puts the odds" at an offset: the verb, and where it ends."""
    found = _PHRASAL.match(text, start)
    if not found:
        return None
    manner = Manner.SAY if found[1] else Manner.FORECAST
    is_gerund = found[0].split()[0].endswith("ing")
    verb = VerbForm(found[0], manner, not is_gerund, is_gerund, is_participle=False, is_noun=False)
    return verb, found.end()


_PHRASAL = re.compile(
    r"((?:made|makes?|making)\s(?:it\s)?clear\b"
    r"|(?:point(?:s|ed|ing)?|rul(?:es?|ed|ing))\sout\b)"
    r"|puts?(?=\s(?:the\s)?(?:chance|odds|probability|likelihood|risk)s?\b)"
    r"|(?:makes?|made)\sit(?=\s\d)"
    r"|(?:express|voic|rais)(?:e[sd]?|ing)?(?=\s(?:\w+\s){0,2}"
    r"(?:optimism|concern|hope|confidence|fear|doubt|worry|worrie)s?\b)"
    r"|(?:gives?|gave)(?=\s[^.;,]{0,60}\b(?:chance|odds|probability)\b)"
)
PHRASAL_BEGINNINGS = frozenset(
    """made makes make making point points pointed pointing rule rules ruled ruling put puts give
    gives gave express     expresses expressed expressing voice voices voiced voicing raise
    raises raised     raising""".split()
)
"""Words at which it is worth looking for a phrasal verb."""

_VERBS = {
    Manner.SAY: """say add note argue warn announce confirm report deny stress explain
        state claim insist declare acknowledge admit concede conclude emphasise emphasize maintain
        comment remark observe write reply respond reiterate repeat recall caution contend assert
        allege reveal disclose stipulate hint signal joke agree testify tweet reckon
        complain counter highlight underline recognise recognize assume speculate accept affirm
        proclaim boast lament mention quip promise vow pledge threaten propose guarantee swear""",
    Manner.TELL: "tell inform assure remind notify advise",
    Manner.SHOW: "show find imply demonstrate indicate suggest",
    Manner.FORECAST: """expect predict forecast anticipate project estimate believe think foresee
        envisage fear doubt suspect calculate view regard rate feel judge consider bet see worry""",
    Manner.INTEND: "plan aim intend want seek undertake decide hope",
}


_NOUNS = frozenset(
    """report forecast estimate claim note project plan fear doubt state comment remark stress
    hint signal promise pledge aim vow show joke counter find view bet worry rate""".split()
)


@cache
def _forms() -> dict[str, VerbForm]:
    table: dict[str, VerbForm] = {}
    for manner, verbs in _VERBS.items():
        for base in verbs.split():
            spelt = verb_forms(base)
            past = {spelt.past, "forecasted"} if base == "forecast" else {spelt.past}
            for word in {*spelt, *past}:
                table[word] = VerbForm(
                    base,
                    manner,
                    is_finite=word in past or word in (spelt.base, spelt.third),
                    is_gerund=word == spelt.gerund,
                    is_participle=word == spelt.participle or word in past,
                    is_noun=base in _NOUNS and word in (spelt.base, spelt.third),
                )
    return table


INVERTING = frozenset(
    """say add note argue warn announce confirm report stress explain state claim insist declare
    acknowledge admit concede conclude comment remark observe write reply reiterate caution contend
    assert recall predict forecast complain counter joke tweet tell""".split()
)
"""Verbs that may stand before their subject: "said Omar Diaz"."""

STANCES = frozenset(
    """concerned confident worried convinced optimistic pessimistic hopeful adamant sceptical
    skeptical doubtful afraid certain sure satisfied""".split()
)
"""Adjectives after a form of be that give somebody's view: "they are confident that"."""

INTENTIONS = frozenset("plan plans intention intentions desire committed determined".split())
"""Words before "to" that give a plan after a form of have or be: "has no plans to"."""

WORKS = frozenset(
    """account analysis article assessment assumption briefing bulletin calculation communique
    communiqué coverage data document dossier estimate evidence figure finding forecast index
    information letter manifesto memo minute model modeling modelling note notice outlook
    paper poll prediction price-probability probability projection report research result
    scenario statement statistic study submission survey timeline update view website""".split()
)
"""Nouns for what somebody writes or reckons; with an owner, the owner is who says it."""

EVIDENCE = frozenset(
    """data estimate evidence figure finding forecast indicator information projection result
    statistic""".split()
)
"""Works that say nothing by themselves: without an owner, the text's own voice reads them."""

OUTLOOKS = frozenset("forecast outlook projection prediction estimate interval".split())
"""Works that look ahead: whoever has, raises or lowers one is forecasting."""


def singular(word: str) -> str:
    """The singular of a regular noun: enough to look a noun up by."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
