"""How a claim is put: a full sentence in positive wording with "will"."""

import re
from typing import NamedTuple

from forecastctl.extract.nominals import event_claim
from forecastctl.extract.positive import MASS_NOUNS, article_for
from forecastctl.extract.verbs import base_of, is_verb_form

LONGEST_CLAIM = 40
"""Words; a longer claim is cut and flagged."""


class Worded(NamedTuple):
    """A claim as it stands in a candidate, and the flags that its wording asks for."""

    text: str
    flags: tuple[str, ...]


def will_claim(subject: str, predicate: str) -> str:
    """Join a subject and a bare infinitive: "S", "rise in May" make "S will rise in May"."""
    subject, predicate = trimmed_subject(subject), trimmed_predicate(predicate)
    if subject.lower() == "there":
        subject = "There"
    return tidy(f"{subject} will {predicate}")


def noun_claim(noun_phrase: str) -> str:
    """Word a noun as an event: "a deal" makes "There will be a deal"."""
    noun = _without(_LEADING, _AT_RATE.sub("", noun_phrase.strip()))
    noun = _without(_CHANCE_OF, noun)
    planned = _PLANNED_FOR.search(noun)
    if planned is not None and planned.start():
        return scheduled_claim(noun[: planned.start()], planned["time"])
    event = event_claim(noun)
    if event is not None:
        return tidy(event)
    return tidy(f"There will be {indefinite(noun)}")


def scheduled_claim(subject: str, time: str) -> str:
    """Word "the vote is scheduled for May" as "The vote will take place in May"."""
    if time.startswith("for "):
        time = time.removeprefix("for ")
        preposition = "on" if _DAY.search(time) else "in"
        time = time if _RELATIVE_TIME.match(time) else f"{preposition} {time}"
    return will_claim(subject, f"take place {time}")


def indefinite(noun: str) -> str:
    """What "there will be" asks for: "the risk" becomes "a risk", names and plurals stay."""
    noun = _lowered(noun)
    match = re.match(r"(?:the|any)\s+(?P<rest>(?P<word>[\w’'-]+).*)", noun, re.DOTALL)
    if match is None or noun.startswith("the same"):
        return noun
    head = re.split(
        r"\s+(?:of|in|on|for|to|between|with|that|from|at|by)\b", match["rest"], maxsplit=1
    )[0]
    is_plural = head.endswith("s") and not head.endswith(("ss", "us", "is"))
    if is_plural or match["word"][:1].isupper() or head.split()[-1].lower() in MASS_NOUNS:
        return match["rest"]
    return f"{article_for(match['rest'])} {match['rest']}"


def bare(predicate: str) -> str:
    """Put the finite verb that begins a predicate into the infinitive: "opens" to "open"."""
    match = _FIRST_VERB.match(predicate)
    if match is None:
        return predicate
    verb = match["verb"]
    if not is_verb_form(verb):
        return predicate
    return f"{match['adverbs']}{base_of(verb)}{predicate[match.end() :]}"


def trimmed_subject(subject: str) -> str:
    """A subject without connectives, opening quotation marks and bracketed asides."""
    subject = _without_asides(subject)
    while found := _LEADING.match(subject):
        subject = subject[found.end() :]
    return _without(_REPORTED_THAT, subject).strip(_EDGES)


def _without(beginning: re.Pattern[str], text: str) -> str:
    """A text without what it begins with; `sub` would try the pattern everywhere."""
    found = beginning.match(text)
    return text[found.end() :] if found else text


def is_connective(words: str) -> bool:
    """True for words that only link sentences: "in general", "at the same time"."""
    return _LEADING.fullmatch(f"{words.strip(_EDGES)} ") is not None


def _without_asides(text: str) -> str:
    """Drop what stands in round brackets; square ones hold words that make a quotation clear."""
    if "(" in text or "[" in text:
        text = _ASIDE.sub("", _MADE_CLEAR.sub(r"\1", text))
    return text.strip()


def trimmed_predicate(predicate: str) -> str:
    """A predicate without linking adverbs at its head and marks at its end."""
    predicate = _without_asides(predicate)
    return _without(_LINKING, predicate).strip(_EDGES)


def tidy(claim: str) -> str:
    """Spaces, marks and the first letter of a claim in order; no full stop at the end."""
    claim = " ".join(claim.translate(_NO_QUOTES).split()).strip(_EDGES)
    claim = _LOOSE_MARK.sub("", _SPACE_BEFORE_MARK.sub("", claim))
    if "—" in claim or "(" in claim:
        claim = _DASH_BEFORE_AND.sub(" ", claim).strip(_EDGES)
    if claim.endswith(_LOOSE_WORDS):
        claim = _LOOSE_END.sub("", claim)
    return claim[:1].upper() + claim[1:]


def shortened(claim: str) -> Worded:
    """Cut a claim of more than 40 words at its last subordinate clause without a number."""
    if len(claim.split()) <= LONGEST_CLAIM:
        return Worded(claim, ())
    after = claim.find(" will ") + 1
    for match in reversed(list(_SUBORDINATE.finditer(claim, after))):
        if not any(letter.isdigit() for letter in claim[match.start() :]):
            claim = claim[: match.start()]
            if len(claim.split()) <= LONGEST_CLAIM:
                break
    return Worded(claim.strip(_EDGES), ("long_claim",))


_RELATIVE_TIME = re.compile(r"(?:next|this|later|tomorrow|tonight|today|early|late|mid)\b", re.I)
_DAY = re.compile(r"\b[0-9]{1,2}\b|day\b")
_PLANNED_FOR = re.compile(
    r"\s+(?P<time>for\s+(?:(?:next|this|later|tomorrow|early|late|mid|the\s+(?:end|spring|summer|autumn"
    r"|winter|first|second|third|fourth|weekend|start))\b|[0-9]|(?:January|February|March|April|May|June"
    r"|July|August|September|October|November|December|\w+day)\b).*)$"
)
"""When something is planned: "a fair for June", "a vote for next year"."""
_EDGES = ' \t\n,;:.–—-“”"«»‘'
_NO_QUOTES = str.maketrans("", "", '“”"«»')
_SPACE_BEFORE_MARK = re.compile(r"\s+(?=[,;.])")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{0,200}(?:[)\]]|$)")
_MADE_CLEAR = re.compile(r"\[([^()\[\]]{1,40})\]")
_LOOSE_WORDS = ("and", "or", "but", "though", "however", "as well", "too", "at a time", "(", ")")
_LOOSE_END = re.compile(
    r"(?:\s*,?\s+(?:and|or|but|though|however|as well|too|at a time))+$|\s*[:;]-?[()]$"
)
_DASH_BEFORE_AND = re.compile(r"\s*—\s*(?=\s(?:and|or)\s)|\s*—(?=(?:and|or)\s)|\s*\(\s*\)")
_LOOSE_MARK = re.compile(r"\s*[,–—-]\s*(?=[,–—]|\s-\s|$)")
_LEADING = re.compile(
    r"\A(?:\s*[-–—•*“\"‘«,;:]\s*|(?:first|second|third),\s+|"
    r"(?:firstly|secondly|thirdly|finally|lastly|however|"
    r"moreover|furthermore|additionally|in addition(?! to\b)|"
    r"in general|generally|in particular|therefore|"
    r"thus|hence|consequently|as a result|for example|for instance|in fact|indeed|of course|"
    r"so far|for now|in this case|in the end|meanwhile|nevertheless|nonetheless|besides|instead|"
    r"in turn|at the same time|"
    r"on the other hand|on the one hand|by contrast|in contrast|in the meantime|overall|similarly|"
    r"likewise|accordingly|in other words|that said|after all|in conclusion|to be sure|clearly|"
    r"obviously|apparently|reportedly|again|still|also|then),?\s+|"
    r"(?:and|but|or|so|yet|because|although|though|while|whereas|since)\s+|"
    r"that\s+(?=(?:the|a|an|its|his|her|their|our|it|he|she|they|we|i|this|these|those)\s))",
    re.IGNORECASE,
)
_AT_RATE = re.compile(r"\s+(?:at|is)\s+(?:about\s+)?[0-9.]+\s?(?:%|per\s?cent)$", re.IGNORECASE)
_CHANCE_OF = re.compile(
    r"\A(?:(?:an?|the|some|any|no)\s+)?(?:(?:[0-9.]+\s?(?:%|per\s?cent)?|good|small|slight|slim|real|"
    r"realistic|serious|strong|high|low|remote|fair|reasonable|distinct|growing|even|little)\s+)?"
    r"(?:chance|possibility|likelihood|probability|prospect|odds|risk)s?\s+of\s+",
    re.IGNORECASE,
)
_REPORTED_THAT = re.compile(r"^.{0,80}\bthat\s+(?=(?:the|a|an|it|he|she|they|this|these)\s)", re.I)
_LINKING = re.compile(
    r"\A(?:\s*,?\s*(?:also|therefore|then|thus|hence|however|instead|too|now|thereby|"
    r"consequently|in turn|as a result)\b,?\s+)+",
    re.IGNORECASE,
)
_FIRST_VERB = re.compile(
    r"\s*(?P<adverbs>(?:\w+ly\s+|also\s+|still\s+|soon\s+)*)(?P<verb>[A-Za-z’'-]+)"
)
_SUBORDINATE = re.compile(
    r",?\s(?:(?:which|who|whose|where|when|because|since|although|though|while|whereas|as|so that|"
    r"after|before)\s|(?<=,\s)(?:with|including|according|given|despite)\s)"
)


def _lowered(noun: str) -> str:
    """A noun phrase in the middle of a sentence: its article or determiner in lower case."""
    word = noun.split(" ", 1)[0]
    if word.lower() in _DETERMINERS or (
        word.isalpha() and word[1:].islower() and _starts_plain(noun)
    ):
        return noun[:1].lower() + noun[1:]
    return noun


_DETERMINERS = frozenset("a an the any some this that these those another further more no".split())


def _starts_plain(noun: str) -> bool:
    """Tell whether the first word is an ordinary one: an adjective or noun known as no name."""
    return _PLAIN.match(noun) is not None


_PLAIN = re.compile(
    r"(?:\w+(?:al|ous|ive|ic|ful|less|ent|ant|ed|ing|er|tion|ment|ness|ity|ly|ary)|new|old|high|low|"
    r"two|three|four|five|several|many|few|most|major|slow|similar|further|growth|output|heavy|talks|rainfall|snow|rain|prices|strong)"
    r"(?:s|es)?(?:\s|$)",
    re.IGNORECASE,
)
