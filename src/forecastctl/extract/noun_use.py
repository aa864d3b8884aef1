"""Words of the lexicon that are verbs or nouns: "they plan to leave", "the plan to leave"."""

import re

from forecastctl.extract.verbs import base_of

_EITHER = frozenset("plan aim promise hope forecast project doubt pledge vow call fear".split())
_MOSTLY_NOUNS = frozenset({"project", "forecast", "doubt"})
_OWN_VERBS = frozenset("show shows showed calls call".split())
_DETERMINERS = (
    "a an the this that these those any some no his her its their our my your of one's each every "
    "such another little without"
)
_NOUN_BEFORE = re.compile(
    rf"(?:\b(?:{'|'.join(_DETERMINERS.split())})|'s)\s+"
    r"(?:(?:new|own|latest|original|ambitious|big|current|future|recent|first|joint|official|whole"
    r"|main|\w+(?:al|ive|ous|ary|ic|ed))\s+)?$|\b(?:scrapped|shelved|delayed|rejected|dropped|abandoned"
    r"|approved|backed|opposed|revealed|confirmed|cancelled|postponed|blocked|defended|detailed"
    r"|made|make|makes|making|announced|announce"
    r"|unveiled|outlined|with|for|about|of|on|include[sd]?|drew|draw)\s+(?:(?!it|they|he|she|we|who|which)\w+\s+)?$"
)
_PASSIVE_BEFORE = re.compile(r"\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+|also\s+|still\s+)?$")
_GOVERNS = re.compile(
    r"\s+(?:that|a|an|the|its|their|us|growth|inflation|[0-9]|(?:[\w-]+\s+){1,4}(?:will|would))\b"
)


def is_noun(phrase: str, before: str, after: str) -> bool:
    """Tell whether a folded phrase begins with a noun and has no verb of its own."""
    word, *rest = phrase.split()
    if word.startswith("'") or word.endswith("ed"):
        return _is_attribute(word, phrase, before, after)
    base = base_of(word)
    if base not in _EITHER or word not in (base, base + "s") or _OWN_VERBS.intersection(rest):
        return False
    if _PASSIVE_BEFORE.search(before):
        return False
    if base == "forecast" and after.startswith(" to "):
        return False
    if _NOUN_BEFORE.search(before):
        return True
    return base in _MOSTLY_NOUNS and not _GOVERNS.match(after)


def _is_attribute(word: str, phrase: str, before: str, after: str) -> bool:
    """ "Dawn's planned launch" and "the projected paths" name something, and foretell nothing."""
    is_owned = word.startswith("'") and phrase.endswith("ed")
    is_described = phrase == word and _ARTICLE_BEFORE.search(before) is not None
    return (is_owned or is_described) and _NOUN_AFTER.match(after) is not None


_ARTICLE_BEFORE = re.compile(r"(?:\b(?:the|this|that|these|those|his|her|its|their|our)|'s)\s+$")
_NOUN_AFTER = re.compile(
    r"\s+(?!(?:to|for|on|in|at|by|that|from|as|and|or|but|with|this|next|later|after|before|during"
    r"|when|if|because|again|soon)\b)[a-z]"
)
