"""How a claim is put: a full sentence in positive wording with "will"."""

import re
from typing import NamedTuple

from forecastctl.extract.nominals import event_claim
from forecastctl.extract.verbs import base_of, is_verb_form

LONGEST_CLAIM = 40
"""Words; a longer claim is cut and flagged."""


class Positive(NamedTuple):
    """Words without their negations, and whether these were odd in number."""

    text: str
    is_negated: bool


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
    noun = _CHANCE_OF.sub("", _LEADING.sub("", noun_phrase.strip()))
    event = event_claim(noun)
    if event is not None:
        return tidy(event)
    return tidy(f"There will be {indefinite(noun)}")


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
    if is_plural or match["word"][:1].isupper():
        return match["rest"]
    return f"{article_for(match['rest'])} {match['rest']}"


def article_for(words: str) -> str:
    """The indefinite article before some words."""
    return "an" if _VOWEL_SOUND.match(words) else "a"


def bare(predicate: str) -> str:
    """Put the finite verb that begins a predicate into the infinitive: "opens" to "open"."""
    match = _FIRST_VERB.match(predicate)
    if match is None:
        return predicate
    verb = match["verb"]
    if not is_verb_form(verb):
        return predicate
    return f"{match['adverbs']}{base_of(verb)}{predicate[match.end() :]}"


def positive(text: str) -> Positive:
    """Take out the negations of a clause: "take no decision" becomes "take a decision".

    Idioms that deny nothing ("not only", "no more than") stay as they are.
    """
    if not _NEGATION.search(text):
        return Positive(text, is_negated=False)
    count = 0

    def affirmed(match: re.Match[str]) -> str:
        nonlocal count
        if match["idiom"]:
            return match[0]
        count += 1
        return _affirmed(match)

    changed = _NEGATION.sub(affirmed, text)
    if count:
        changed = _ANY.sub(_something, changed)
    return Positive(_SPACES.sub(" ", changed).strip(), is_negated=count % 2 == 1)


def trimmed_subject(subject: str) -> str:
    """A subject without connectives, opening quotation marks and bracketed asides."""
    subject = _ASIDE.sub("", subject).strip()
    while (cut := _LEADING.sub("", subject)) != subject:
        subject = cut
    subject = _REPORTED_THAT.sub("", subject)
    return subject.strip(_EDGES)


def trimmed_predicate(predicate: str) -> str:
    """A predicate without linking adverbs at its head and marks at its end."""
    predicate = _ASIDE.sub("", predicate).strip()
    predicate = _LINKING.sub("", predicate)
    return predicate.strip(_EDGES)


def tidy(claim: str) -> str:
    """Spaces, marks and the first letter of a claim in order; no full stop at the end."""
    claim = _SPACES.sub(" ", claim.translate(_NO_QUOTES)).strip(_EDGES)
    claim = re.sub(r"\s+([,;.])", r"\1", claim)
    claim = re.sub(r",(?=\s*(?:,|$))", "", claim)
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


def context_flags(claim: str) -> tuple[str, ...]:
    """`needs_context` where the claim points at something outside itself."""
    return ("needs_context",) if _POINTING.match(claim) else ()


_EDGES = ' \t\n,;:.–—-“”"«»‘'
_NO_QUOTES = str.maketrans("", "", '“”"«»')
_SPACES = re.compile(r"\s+")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{0,200}[)\]]")
_VOWEL_SOUND = re.compile(
    r"(?!uni|use|usu|eu|one\b|once)(?:[aeiou]|hour|honest|heir|8|11\b|18)", re.I
)
_LEADING = re.compile(
    r"\A(?:\s*[-–—•*“\"‘«,;:]\s*|(?:first|second|third),\s+|(?:firstly|secondly|thirdly|finally|lastly|however|"
    r"moreover|furthermore|additionally|in addition|in general|generally|in particular|therefore|"
    r"thus|hence|consequently|as a result|for example|for instance|in fact|indeed|of course|"
    r"meanwhile|nevertheless|nonetheless|still|also|then|besides|instead|in turn|at the same time|"
    r"on the other hand|on the one hand|by contrast|in contrast|in the meantime|overall|similarly|"
    r"likewise|accordingly|in other words|that said|after all|in conclusion|to be sure|clearly|"
    r"obviously|apparently|reportedly|again),?\s+|(?:and|but|or|so|yet|because|although|though|"
    r"while|whereas|since|that|which means that|as)\s+)",
    re.IGNORECASE,
)
_CHANCE_OF = re.compile(
    r"\A(?:(?:an?|the|some|any)\s+)?(?:[\w.%-]+\s+){0,3}?"
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
_POINTING = re.compile(
    r"(?:he|she|it|they|we|i|you|this|that|these|those|such|his|her|its|their|our|my|both|the same|"
    r"the former|the latter|others|another|some|one)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"(?P<idiom>\b(?:not only|no more than|no less than|no fewer than|no later than|not just|"
    r"not least|no doubt|whether or not|or not)\b)"
    r"|\bnot\s+(?P<until>until|before)\s+"
    r"|\b(?:(?P<none>none) of|no\s+(?P<longer>longer)|(?P<nobody>nobody|no one)|(?P<nothing>nothing)|"
    r"(?<!the )(?<!a )(?P<no>no)\s+(?P<word>[\w’'-]+)(?P<next>\s+[\w’'-]+)?|(?P<fail>fails?|refuses?|decline|declines)\s+to|"
    r"(?P<neither>neither)\s+(?P<first>[^,.;]{1,60}?)\s+nor|(?P<not>not|never|neither|nor|hardly|"
    r"scarcely))\b\s*|(?P<short>n[’']t)\b",
    re.IGNORECASE,
)
_ANY = re.compile(r"\bany\s+(?P<word>[\w’'-]+)(?P<next>\s+[\w’'-]+)?", re.IGNORECASE)


def _affirmed(match: re.Match[str]) -> str:
    """What stands in the place of a negation."""
    if match["until"]:
        return "before "
    if match["no"]:
        return _with_article(match)
    if match["neither"]:
        return f"{match['first']} or "
    for group, word in (("none", "some of "), ("nobody", "somebody "), ("nothing", "something ")):
        if match[group]:
            return word
    return "" if match["short"] is None else " "


def _something(match: re.Match[str]) -> str:
    """Words after "any" in an affirmed clause: "any third parties" loses it, "any deal" has "a"."""
    if match["word"].lower() in ("more", "other", "further", "of"):
        return (
            "more"
            if match["word"].lower() == "longer"
            else match[0][match[0].index(match["word"]) :]
        )
    return _with_article(match)


def _with_article(match: re.Match[str]) -> str:
    word, after = match["word"], match["next"] or ""
    space = " " if match[0].endswith(" ") else ""
    if _takes_no_article(word, after.strip()):
        return f"{word}{after}{space}"
    return f"{article_for(word)} {word}{after}{space}"


def _takes_no_article(word: str, after: str) -> bool:
    """Plurals and names take none; an adjective leaves it to the word that it describes."""
    if word[:1].isupper() or word.lower() in _BARE_NOUNS:
        return True
    head = after if after and not _PREPOSITION.fullmatch(after) and not word.endswith("s") else word
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


_PREPOSITION = re.compile(
    r"of|in|on|at|to|for|from|by|with|between|about|over|will|is|are|was|and|or|this|next|as|has|can"
)
_BARE_NOUNS = frozenset(
    (
        "evidence",
        "progress",
        "help",
        "money",
        "support",
        "growth",
        "inflation",
        "further",
        "more",
        "such",
    )
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
    r"two|three|four|five|several|many|few|most|major|heavy|talks|rainfall|snow|rain|prices|strong)"
    r"(?:s|es)?\s",
    re.IGNORECASE,
)
