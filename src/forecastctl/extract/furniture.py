"""Lines of a page that are no part of its article: navigation and notices, by their words."""

import re
from collections.abc import Sequence


def furniture_of(lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the lines that are furniture, and of those that they point at."""
    found = {at for at, line in enumerate(lines) if is_furniture(line)}
    pointers = [at for at in found if _POINTER.fullmatch(lines[at].rstrip(" :"))]
    return frozenset(found.union(at + 1 for at in pointers if at + 1 < len(lines)))


def is_furniture(line: str) -> bool:
    """Tell whether the words of a line alone show that it is furniture."""
    if len(line) > _LONGEST:
        return False
    if len(line) <= _LONGEST_LABEL and _LABEL.fullmatch(line):
        return True
    lowered = line.lower()
    return any(stem in lowered for stem in _STEMS) and _NOTICE.search(lowered) is not None


_LONGEST = 300
_LONGEST_LABEL = 120
_POINTER = re.compile(
    r"(?i)(?:(?:previous|prev|next)(?: article| post| story)?|(?:read|see) (?:also|more|next)"
    r"|up next|related(?: articles| stories| posts)?)"
)
_PLACES_TO_GO = r"""
    menu|home|search|skip to (?:main )?content|back to (?:top|home)|log ?in|sign ?(?:in|up)|register
    subscribe(?: now)?|contact(?: us)?|about(?: us)?|translate|load more|show more|recommended
    (?:previous|prev|next)(?: (?:article|post|story|page))?|up next|continue reading|click here.*
    (?:read|see) (?:more|also|next)(?::.*)?|more (?:on this(?: story)?|from (?-i:[A-Z][^.]+))
    trending(?: now)?
    related(?: (?:articles|stories|posts|topics|content))?(?::.*)?|most (?:read|popular|viewed)
    editor['’]?s['’]? picks?
"""
_THINGS_TO_DO = r"""
    no time to read|get a summary|listen to this article.*|print|e-?mail|save|copy link|comments?
    share(?: (?:this|on|via|with|the)\b.*)?|follow us(?: on\b.*)?|min(?:ute)?s? read
    (?:(?:facebook|twitter|x|linkedin|whatsapp|reddit|telegram|pinterest)\b\W*)+
    (?:leave|post|add) a (?:comment|reply)
"""
_WHOSE_IT_IS = r"""
    advertisement|advertising|sponsored(?: content)?|promoted|paid post
    (?:©|\(c\)) .*|copyright (?:©|by|\d).*
    (?:tags?|topics?|categor(?:y|ies)|filed under|keywords) ?:.*
    (?:photo(?:graph)?|image|picture|illustration|graphic|video)s?(?: credit| by)? ?:.*
    .* (?:image|photo(?:graph)?)s?: [\w ./]+|\(?(?:additional |with )?(?:reporting|editing) by\b.*
    accept(?: all)?(?: cookies)?|reject all|(?:cookie|privacy) (?:policy|settings|notice)
    terms (?:of|and) (?:use|service|conditions)
"""
_NOTICES = r"""
    (?:we|this (?:site|website|page)|our (?:site|website|partners)) uses? cookies
    (?:our|this site['’]s|the site['’]s) (?:privacy|cookie) (?:policy|notice)|your e-?mail address
    unsubscribe (?:at any time|any ?time)|all rights reserved|(?:daily|weekly) newsletter
    (?:sign up|subscribe|register) (?:for|to) (?:our|the|my)\b.{0,60}\b(?:newsletter|briefing)
    (?:sign up|subscribe) (?:for|to) (?:our|the|my)\b.{0,60}\b(?:alerts?|e-?mails?|channel|podcast)
    follow (?:us|me|him|her) on (?:twitter|x|facebook|instagram|linkedin|telegram|mastodon)
    this (?:article|story|post|piece) (?:was |is )?(?:originally |first )?(?:re)?published
    this (?:article|story|post|piece) (?:was |is )?(?:originally |first )?(?:posted|appeared)
    may earn an? (?:affiliate )?commission
    by (?:continuing|signing up|subscribing|clicking)\b.{0,60}\byou (?:agree|accept|consent)
"""


def _any_of(*patterns: str) -> str:
    """One alternation of patterns that stand one or more a line."""
    lines = (line.strip() for pattern in patterns for line in pattern.split("\n"))
    return "|".join(filter(None, lines))


_LABEL = re.compile(
    rf"[\W\d]*(?:{_any_of(_PLACES_TO_GO, _THINGS_TO_DO, _WHOSE_IT_IS)})[\W\d]*", re.IGNORECASE
)
_NOTICE = re.compile(rf"\b(?:{_any_of(_NOTICES)})\b")
_STEMS = (
    *("cookie", "privacy", "mail", "subscri", "newsletter", "sign", "register", "rights reserved"),
    *("follow", "publish", "posted", "appeared", "commission", "continuing", "clicking"),
)
"""One of these is in every notice, so most lines are let off without a search."""
