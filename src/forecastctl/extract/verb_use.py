"""Whether a form of a reporting verb reports where it stands, by the words around it."""

from collections.abc import Sequence

from forecastctl.extract.names import SOME
from forecastctl.extract.noun_phrase import is_past, lower_at, subject_start
from forecastctl.extract.quotes import Quotation, quotation_at
from forecastctl.extract.reporting import Manner, VerbForm, reporting_verb
from forecastctl.extract.tokens import (
    AUXILIARIES,
    DASHES,
    DETERMINERS,
    PERSON_PRONOUNS,
    PREPOSITIONS,
    PRONOUNS,
    QUOTE_MARKS,
    Token,
    is_adverb,
    is_modal,
)

COPULAS = frozenset(
    """is are was were be been being am 're 'm isn't aren't wasn't weren't remain remains remained
    become became feel feels felt seem seems seemed""".split()
)
CLAUSE_ENDS = frozenset('.,;–—”"')


def subject_end(tokens: Sequence[Token], at: int, verb: VerbForm) -> int | None:
    """Where the subject before a verb ends, or None where the word reports nothing."""
    end = at
    while end > 0:
        token, lower = tokens[end - 1], lower_at(tokens, end - 1)
        if is_modal(token) or (lower in COPULAS and not verb.is_gerund):
            return None
        if lower == "to":
            if lower_at(tokens, end - 2) not in _GOING_ON:
                return None
        elif not (lower in _GOING_ON or lower in AUXILIARIES or is_adverb(token)):
            break
        end -= 1
    return None if _is_other(tokens, at, verb, end) else end


def is_after_copula(tokens: Sequence[Token], at: int) -> bool:
    """True after "is", "remains" and the like, adverbs between them left out."""
    back = at - 1
    while back > 0 and is_adverb(tokens[back]):
        back -= 1
    return lower_at(tokens, back) in COPULAS


def may_invert(tokens: Sequence[Token], at: int, quotations: Sequence[Quotation]) -> bool:
    """True where "said X" may stand: at the start, after a quote or the comma after a clause.

    False after "Omar Diaz, head of trade,": there the verb has its subject before it.
    """
    before = lower_at(tokens, at - 1)
    if before != "," or lower_at(tokens, at - 2) in QUOTE_MARKS:
        return at == 0 or before in QUOTE_MARKS or before in DASHES or before in (",", "?", "!")
    return any(
        is_modal(token)
        or token.lower in AUXILIARIES
        or is_past(token)
        or quotation_at(quotations, token.start)
        for token in tokens[:at]
    )


_MODALS = frozenset("will would may might could can should must".split())
_GOING_ON = frozenset("continue continues continued went goes go on".split())
_AFTER_PARTICIPLE = frozenset('in over by for during from at on to , . ) ; ” " than as'.split())
_AFTER_NOUN = frozenset("of for in on by from at about , . :".split())


def _is_other(tokens: Sequence[Token], at: int, verb: VerbForm, end: int) -> bool:
    """Tell "the forecast for growth", "our stressed soil", "growth expected in May"."""
    before, after = lower_at(tokens, end - 1), lower_at(tokens, at + 1)
    if before in PERSON_PRONOUNS or (before in SOME and verb.is_finite and not verb.is_noun):
        return False
    if before in DETERMINERS or before in PREPOSITIONS or before in ("'s", "than"):
        return before not in PRONOUNS
    if (not after or after in CLAUSE_ENDS) and _follows_break(tokens, end):
        return False
    if verb.is_participle and end == at and _is_reduced(verb, before, after):
        return True
    is_before_verb = reporting_verb(after) or after in AUXILIARIES or after in _MODALS
    return verb.is_noun and (bool(is_before_verb) or after in _AFTER_NOUN)


def _is_reduced(verb: VerbForm, before: str, after: str) -> bool:
    """True for the participle of "growth expected in May" and "a law proposed by Kern"."""
    if after == "by":
        return True
    if verb.manner not in (Manner.FORECAST, Manner.INTEND):
        return False
    is_purpose = after == "to" and verb.manner is Manner.INTEND
    return before == "as" or not after or (after in _AFTER_PARTICIPLE and not is_purpose)


def _follows_break(tokens: Sequence[Token], end: int) -> bool:
    """True for the subject in "growth will stall, the institute forecast" and "as Kern notes"."""
    before = lower_at(tokens, subject_start(tokens, end) - 1)
    return before in (",", "as") or before in QUOTE_MARKS
