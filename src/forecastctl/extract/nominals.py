"""Nouns that name an event, and the verbs that they stand for: a signing is something signed."""

import re
from typing import NamedTuple

from forecastctl.extract.verbs import verb_forms


class Nominal(NamedTuple):
    """The verb of a noun; what follows "of" is its subject or, where `is_passive`, its object."""

    verb: str
    is_passive: bool


def event_claim(noun_phrase: str) -> str | None:
    """Word "the signing of the deal in May" as "The deal will be signed in May".

    None for a noun that is not in the list, has adjectives of its own or lacks its "of".
    """
    match = _EVENT.match(noun_phrase)
    if match is None:
        return None
    nominal = NOMINALS.get(match["noun"].lower())
    if nominal is None or match["of"][0].isdigit() or not _fits(nominal, match["link"]):
        return None
    forms = verb_forms(nominal.verb)
    verb = f"be {forms.participle}" if nominal.is_passive else nominal.verb
    rest = match["rest"] or ""
    adverb = _ADVERBS.get((match["degree"] or "").lower(), "")
    return f"{match['of']} will {verb}{adverb}{rest}"


def _fits(nominal: Nominal, link: str) -> bool:
    """A change may be one "in" something; what is done to a thing is done "of" it."""
    return link == "of" or not nominal.is_passive or nominal.verb in _CHANGED_BY_HAND


_EVENT = re.compile(
    r"(?:(?:the|a|an)\s+)?(?:(?P<degree>further|gradual|rapid|sharp|steep|slight|new)\s+)?"
    r"(?P<noun>[A-Za-z-]+)\s+(?P<link>of|in|to)\s+(?P<of>[^,;]+?)"
    r"(?P<rest>\s+(?:during|by|before|after|within|until|from|over\s+the|in\s+(?:the|\d{4}|[A-Z]\w+)"
    r"|on\s+(?:\d+|[A-Z]\w+)|at\s+the|next|this|later|soon)\b.*)?$",
    re.IGNORECASE,
)
_ADVERBS = {
    "further": " further",
    "gradual": " gradually",
    "rapid": " rapidly",
    "sharp": " sharply",
    "steep": " steeply",
    "slight": " slightly",
}
_CHANGED_BY_HAND = frozenset({"cut", "reduce"})

_HAPPENS = """
acceleration/accelerate arrival/arrive  collapse/collapse contraction/contract
decline/decline deceleration/slow-down decrease/decrease deepening/deepen departure/depart
deterioration/deteriorate drop/drop end/end escalation/escalate
expansion/expand expiry/expire fall/fall growth/grow improvement/improve increase/increase
opening/open recovery/recover resignation/resign resumption/resume return/return rise/rise
slowdown/slow slowing/slow slump/slump spread/spread start/start strengthening/strengthen
surge/surge weakening/weaken widening/widen withdrawal/withdraw worsening/worsen easing/ease
emergence/emerge rebound/rebound stabilisation/stabilise stabilization/stabilize
"""
_IS_DONE = """
abolition/abolish adoption/adopt announcement/announce appointment/appoint approval/approve
cancellation/cancel closure/close completion/complete construction/build creation/create cut/cut
cutting/cut delivery/deliver deployment/deploy destruction/destroy dismissal/dismiss
dissolution/dissolve expulsion/expel extension/extend formation/form implementation/implement
imposition/impose inauguration/inaugurate introduction/introduce launch/launch launching/launch
lifting/lift nomination/nominate overthrow/overthrow publication/publish ratification/ratify
reduction/reduce release/release removal/remove replacement/replace sale/sell signing/sign
suspension/suspend termination/terminate unveiling/unveil reinstatement/reinstate
"""
NOMINALS = {
    noun: Nominal(verb.replace("-", " "), is_passive)
    for table, is_passive in ((_HAPPENS, False), (_IS_DONE, True))
    for noun, verb in (entry.split("/") for entry in table.split())
}
