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
    r"(?i)(?:(?:previous|prev|next)(?: article| post| story)?|(?:read|see) (?:also|more|next)|up next"
    r"|related(?: articles| stories| posts)?)"
)
_LABEL = re.compile(
    r"(?ix) [\W\d]* (?:"
    # where to go
    r"menu | home | search | skip\ to\ (?:main\ )?content | back\ to\ (?:top|home) | log\ ?in | sign\ in"
    r"| sign\ up | register | subscribe(?:\ now)? | contact(?:\ us)? | about(?:\ us)? | translate"
    r"| (?:previous|prev|next)(?:\ (?:article|post|story|page))? | up\ next | load\ more | show\ more"
    r"| (?:read|see)\ (?:more|also|next)(?::.*)? | continue\ reading | click\ here.* | recommended"
    r"| related(?:\ (?:articles|stories|posts|topics|content))?(?::.*)? | most\ (?:read|popular|viewed)"
    r"| more\ (?:on\ this(?:\ story)?|from\ .+) | trending(?:\ now)? | editor['’]?s['’]?\ picks?"
    # what to do with the page
    r"| no\ time\ to\ read | get\ a\ summary | listen\ to\ this\ article.* | print | e-?mail | save"
    r"| share(?:\ (?:this|on|via|with|the)\b.*)? | copy\ link | follow\ us(?:\ on\b.*)?"
    r"| (?:(?:facebook|twitter|x|linkedin|whatsapp|reddit|telegram|pinterest)\b\W*)+"
    r"| comments? | (?:leave|post|add)\ a\ (?:comment|reply) | min(?:ute)?s?\ read"
    # whose it is
    r"| advertisement | advertising | sponsored(?:\ content)? | promoted | paid\ post"
    r"| (?:tags?|topics?|categor(?:y|ies)|filed\ under|keywords)\ ?:.*"
    r"| (?:photo(?:graph)?|image|picture|illustration|graphic|video)s?(?:\ credit|\ by)?\ ?:.*"
    r"| (?:©|\(c\)|copyright\b)\ .* | .*\ (?:image|photo(?:graph)?)s?:\ [\w\ ./]+"
    r"| \(?(?:additional\ |with\ )?(?:reporting|writing|editing)\ by\b.*"
    r"| accept(?:\ all)?(?:\ cookies)? | reject\ all | (?:cookie|privacy)\ (?:policy|settings|notice)"
    r"| terms\ (?:of|and)\ (?:use|service|conditions)"
    r") [\W\d]*"
)
_NOTICE = re.compile(
    r"\b(?:(?:we|this (?:site|website|page)|our (?:site|website|partners)) uses? cookies"
    r"|(?:our|this site['’]s|the site['’]s) (?:privacy|cookie) (?:policy|notice)|your e-?mail address"
    r"|unsubscribe (?:at any time|any ?time)|all rights reserved|(?:daily|weekly) newsletter"
    r"|(?:sign up|subscribe|register) (?:for|to) (?:our|the|my)\b.{0,60}"
    r"\b(?:newsletter|briefing|alerts?|e-?mails?|channel|podcast)"
    r"|follow (?:us|me|him|her) on (?:twitter|x|facebook|instagram|linkedin|telegram|mastodon)"
    r"|this (?:article|story|post|piece|commentary) (?:was |is )?(?:originally |first )?"
    r"(?:published|posted|appeared|republished)|may earn an? (?:affiliate )?commission"
    r"|by (?:continuing|signing up|subscribing|clicking)\b.{0,60}\byou (?:agree|accept|consent))\b"
)
_STEMS = (
    *("cookie", "privacy", "mail", "subscri", "newsletter", "sign", "register", "rights reserved"),
    *("follow", "publish", "posted", "appeared", "commission", "continuing", "clicking"),
)
"""One of these is in every notice, so most lines are let off without a search."""
