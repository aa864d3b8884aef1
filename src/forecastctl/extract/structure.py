"""Triggers without words of the lexicon: "S to V" in a headline, "S opens on 4 April"."""

import re
from collections.abc import Sequence
from datetime import date

from forecastctl.extract.base import Anchor, BlockKind, Form, Horizon, Sentence, Trigger
from forecastctl.extract.horizon import find_horizons
from forecastctl.extract.phrases import HEADLINE, PRESENT, Phrasebook
from forecastctl.extract.verbs import base_of, forms_of, is_verb, is_verb_form
from forecastctl.words import Row

_ARRANGED = (
    "open begin start expire meet run end launch return arrive leave visit host vote conclude "
    "resume close convene gather travel fly retire inaugurate reopen drop apply change "
    "switch cease join go take come kick step"
).split()
_PARTICLES = {
    "take": "effect|place|office|over|part",
    "come": "into",
    "go": "on|into|to|ahead|live",
}
_PARTICLES |= {"kick": "off", "step": "down"}


def _arranged_forms() -> str:
    """Third person, plural and progressive of each verb, with the particle that it needs."""
    patterns = []
    for verb in _ARRANGED:
        forms = [form for form in forms_of(verb) if form == verb or form.endswith(("s", "ing"))]
        particle = rf"\s+(?:{_PARTICLES[verb]})" if verb in _PARTICLES else ""
        patterns.append(f"(?:{'|'.join(forms)}){particle}")
    return "|".join(patterns)


ARRANGED = rf"(?:next|{_arranged_forms()}|(?:is|are)\s+being\s+\w+(?:ed|en|ld))(?![\w-])"
"""Verbs of arranged events in the present tense; a cheap look before `structural_trigger`."""


def structural_trigger(
    sentence: Sentence, low: str, book: Phrasebook, anchor: Anchor
) -> Trigger | None:
    """Find the trigger of a sentence that is a headline or tells of an arranged event."""
    if sentence.block.kind in (BlockKind.TITLE, BlockKind.HEADING):
        bounds = _headline(sentence.text, low)
        if bounds is not None:
            return _trigger(sentence, bounds, Form.HEADLINE, book.rows(HEADLINE))
    if (line := _NEXT.match(low)) and not _FINITE.search(low):
        return _trigger(sentence, line.span(1), Form.NOMINAL, book.rows(PRESENT))
    bounds = _present(sentence.text, low, anchor)
    if bounds is not None:
        return _trigger(sentence, bounds, Form.PRESENT, book.rows(PRESENT))
    return None


_NEXT = re.compile(
    r"[\s*•–—-]*((?:the\s+)?next)\s+(?:\w+\s+){1,3}(?:at|on|:)\s+(?:\w+,?\s+)?[0-9][^,;]{0,40}$"
)
"""A line without a verb: "Next meeting on 4 April"."""
_TO = re.compile(r"(?<=\w)\s+(to)\s+(?:not\s+)?([a-z]+)\b")
_QUESTION = re.compile(
    r"^(?:how|what|why|when|where|who|which|whether|a\s+guide|time|things|ways)\b"
)
_TAKES_TO = frozenset(
    "way ways how plan plans bid move call calls need right time what where when effort attempt "
    "able ready chance bill deal vote power help reasons things guide tips back up due set from "
    "according response key race fight battle push ability approach threat answer road path".split()
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|does|do|did|says|said"
    r"|warns|wants|plans|aims|seeks|vows|agrees|expects)\b|[:?]"
)


def _headline(text: str, low: str) -> tuple[int, int] | None:
    """ "to" before the base of a verb, behind a subject, in a line without a finite verb."""
    match = _TO.search(low)
    if match is None or not is_verb(match[2]) or _QUESTION.search(low) or text.endswith("?"):
        return None
    before = low[: match.start()]
    last = before.split()[-1]
    if last in _TAKES_TO or _FINITE.search(before) or _is_finite(last):
        return None
    return match.span(1)


def _is_finite(word: str) -> bool:
    """A word before "to" that is a verb rather than the end of a subject."""
    return is_verb_form(word) and base_of(word) != word and not word.endswith("s")


_SUBORDINATE = re.compile(r"\b(?:if|that|who|which|to|not|when|every|each)\s+(?:\w+\s+){0,2}$")
_PLURAL_BEFORE = re.compile(r"(?:\w+[^s\W]s|people|they|we|men|women)\s+$")
_HABIT = re.compile(r"\b(?:every|each|usually|always|often|annually|yearly|normally)\b")


_ARRANGED_WORD = re.compile(rf"(?<![\w-]){ARRANGED}")
_BEING = re.compile(r"\b(?:is|are|am)\s+(?:also\s+|now\s+)?$")
_REACH, _NEAR = 300, 60
"""Characters behind a verb that may hold its day, and in which the first date must begin."""


def _present(text: str, low: str, anchor: Anchor) -> tuple[int, int] | None:
    if anchor.day is None or _HABIT.search(low):
        return None
    for match in _ARRANGED_WORD.finditer(low):
        if match[0] == "next" or not _is_predicate(low, match):
            continue
        horizons = find_horizons(text[match.end() : match.end() + _REACH], anchor)
        if _names_day_ahead(horizons, anchor.day):
            being = _BEING.search(low, 0, match.start())
            return being.start() if being else match.start(), match.end()
    return None


def _is_predicate(low: str, match: re.Match[str]) -> bool:
    """A verb with a subject before it that agrees, not an infinitive and no noun."""
    before, verb = low[: match.start()], match[0].split()[0]
    if not before.strip() or _SUBORDINATE.search(before):
        return False
    if verb.endswith("ing"):
        return _BEING.search(before) is not None
    if verb in ("is", "are"):
        return True
    if verb.endswith("s"):
        return re.search(r"(?:^|\b(?:the|a|its|his|their|of|in|for)\s+)$", before) is None
    return _PLURAL_BEFORE.search(before) is not None


def _names_day_ahead(horizons: Sequence[Horizon], day: date) -> bool:
    return (
        bool(horizons)
        and horizons[0].start <= 60
        and any(
            horizon.last is not None and horizon.last > day and "vague" not in horizon.flags
            for horizon in horizons[:2]
        )
    )


def _trigger(
    sentence: Sentence, bounds: tuple[int, int], form: Form, rows: Sequence[Row]
) -> Trigger | None:
    for row in rows:
        if row.low is not None and row.typical is not None and row.high is not None:
            return Trigger(
                start=sentence.start + bounds[0],
                end=sentence.start + bounds[1],
                phrase=sentence.text[bounds[0] : bounds[1]],
                row=row,
                kind=row.kind,
                low=row.low,
                typical=row.typical,
                high=row.high,
                form=form,
            )
    return None
