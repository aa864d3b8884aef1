"""Reasons to drop a trigger, in the order in which they are tried."""

import re
from collections.abc import Callable
from typing import NamedTuple

from forecastctl.extract.base import BlockKind, Form, Sentence, Trigger
from forecastctl.extract.noun_use import is_noun
from forecastctl.extract.verbs import base_of, is_verb, verb_forms

REACH = 300
"""Characters on either side of a trigger that the filters look at."""


class View(NamedTuple):
    """A trigger and the folded words around it; `low` is all of them, from `before` on."""

    sentence: Sentence
    trigger: Trigger
    low: str
    phrase: str
    before: str
    after: str

    @property
    def at(self) -> int:
        """Where the trigger begins in its sentence."""
        return self.trigger.start - self.sentence.start


def refusal(
    sentence: Sentence, low: str, trigger: Trigger, *, keep_furniture: bool = False
) -> str | None:
    """Why a trigger is no sign of a prediction, or None; `low` is the folded sentence."""
    start, end = trigger.start - sentence.start, trigger.end - sentence.start
    near = low[max(0, start - REACH) : end + REACH]
    before, after = low[max(0, start - REACH) : start], low[end : end + REACH]
    view = View(sentence, trigger, near, low[start:end], before, after)
    if not keep_furniture and (sentence.block.kind is BlockKind.FURNITURE or _is_notice(near)):
        return "furniture"
    return next((reason for reason, fires in FILTERS if fires(view)), None)


_NOTICE = re.compile(
    r"\b(?:share|sell|rent|pass\s+on)\s+your\s+(?:\w+\s+)?(?:e-?mail|data|details|address|information)"
    r"|\bsubscribe\s+(?:and|to\s+(?:our|the))\b|\b(?:our|free|daily|weekly)\s+newsletters?\b"
    r"|\bunsubscribe\b|\bin\s+your\s+inbox\b|\bcookies?\s+(?:policy|settings)\b"
)
"""Sentences of a notice that stand in a paragraph of the article."""
_NOTICE_SIGNS = ("your", "subscribe", "newsletter", "cookie")


def _is_notice(low: str) -> bool:
    return any(sign in low for sign in _NOTICE_SIGNS) and _NOTICE.search(low) is not None


_WILL_BEFORE = re.compile(
    r"\b(?:(?:a|an|the|his|her|its|their|my|our|your|no|of|own|good|ill|free|political|popular"
    r"|iron|last|living|strong|national|public|settled|the people's)|\w+'s)\s+$"
)
_MIGHT_BEFORE = re.compile(
    r"\b(?:a|the|his|her|its|their|of|full|military|economic|industrial|financial|naval|air"
    r"|political|own|with)\s+$"
)
_NEXT_WORD = re.compile(
    r"[\s,“\"‘]*(?:(?:(?!(?:app|re|comp|supp|rep|f|imp|multip|ral|al|bul)ly\b)\w+ly|not|also"
    r"|more\s+than|at\s+least|still|now|then|soon|never|ever|even|well)\s+)*([\w']+)"
)


def _next_word(view: View) -> str:
    match = _NEXT_WORD.match(view.after)
    return match[1] if match else ""


def _is_no_verb(view: View) -> bool:
    """ "his will", "in May", "military might", "the aim"."""
    first = view.phrase.split()[0]
    if first in ("will", "may", "might"):
        return _is_no_modal(view, first)
    return is_noun(view.phrase, view.before, view.after) or _lacks_infinitive(view)


def _is_no_modal(view: View, word: str) -> bool:
    following = _next_word(view)
    if word == "will" and _WILL_BEFORE.search(view.before) and not is_verb(following):
        return True
    if word == "might" and _MIGHT_BEFORE.search(view.before) and not is_verb(following):
        return True
    written = view.sentence.text[view.at]
    if written.islower() or word == "might":
        return False
    rest = view.sentence.text[view.at + len(view.phrase) :].lstrip()
    if word == "may":
        return _is_month_or_name(view, rest)
    return not view.before.strip() and rest[:1].isupper() and not _PRONOUN.match(rest)


_PRONOUN = re.compile(r"(?:I|We|He|She|It|They|You|The|This|That|A|An)\b")
_MONTH_BEFORE = re.compile(
    r"(?:[0-9]|\b(?:in|by|on|of|until|till|since|from|before|after|during|through|to|and|or|early"
    r"|late|mid|last|next|this|to|between|theresa|mrs|ms|mr))[\s,-]+$"
)


def _is_month_or_name(view: View, rest: str) -> bool:
    """A capital "May" is a modal only in a headline in capitals, before the base of a verb."""
    if _MONTH_BEFORE.search(view.before) or not view.before.strip():
        return True
    return not (is_verb(rest.split(" ")[0].lower()) if rest else False)


def _lacks_infinitive(view: View) -> bool:
    """ "hope to those people", "due to the strike": nothing that a verb could be follows."""
    if view.trigger.form is not Form.INFINITIVE or not view.phrase.endswith("to"):
        return False
    return not is_verb(_next_word(view))


_QUESTION_END = re.compile(r"\?[\s”’\"')\]]*$")
_EMBEDDED = re.compile(
    r"\b(?:how|whether|(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|know(?:s|n)?|unclear|unknown"
    r"|uncertain|question(?:s|ed)?|understand|clear|seen?|sure|clues?|idea|decid(?:e|es|ed|ing)|say(?:s|ing)?"
    r"|said|determin(?:e|es|ed|ing)|about|over|on|as\s+to)\s+(?:exactly\s+|just\s+)?"
    r"(?:what|when|where|why|who|which|if)|(?:extent|degree)\s+to\s+which)\b[^,;:.]*$"
)


_LISTED = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|know(?:s|n)?|unclear|unknown|uncertain)\s+(?:what|when"
    r"|where|why|who|how|whether)\b.*(?:,|\band|\bor)\s+(?:what|when|where|why|who|how|whether)\b[^,;:.]*$"
)
"""The second and later of several questions after one verb of asking."""


def _since(marks: str, view: View) -> tuple[str, int]:
    """The words before a trigger, and where in them the last of some marks is behind."""
    return view.before, 1 + max(map(view.before.rfind, marks))


def _is_question(view: View) -> bool:
    if _QUESTION_END.search(view.sentence.text[-12:]) or _EMBEDDED.search(*_since(",;:.", view)):
        return True
    return _LISTED.search(view.before) is not None


_HAVE = re.compile(
    r"(?:\s*'ve|\s+(?:\w+ly\s+|also\s+|not\s+|well\s+)*have|\s+of)\s+(?:\w+ly\s+|already\s+|also\s+)*([\w']+)"
)


def _is_past_modal(view: View) -> bool:
    """May, might, could or would before have and a participle."""
    if view.trigger.form is not Form.MODAL or view.phrase.startswith(("will", "'ll")):
        return False
    match = _HAVE.match(view.after)
    return match is not None and is_participle(match[1])


def is_participle(word: str) -> bool:
    """Tell whether a word is the past participle of a verb."""
    return word == "been" or (word != "to" and verb_forms(base_of(word)).participle == word)


_COUNTERFACTUAL = re.compile(
    r"\bif\s+i\s+were\b|(?:^|[“\"‘(]|\band\s)\s*had\s+\w+|\bif\b[^;.]{0,120}?(?:\bhad|'d)\s+(?:\w+\s+)?\w+(?:ed|en|n|t)\b"
)
_WOULD_NOW = re.compile(r"\b(?:today|by now|at present|nowadays)\b")


def _is_counterfactual(view: View) -> bool:
    if not view.phrase.startswith(("would", "could", "might")):
        return False
    return bool(_COUNTERFACTUAL.search(view.low))


_STATIVE = frozenset(
    "know contain own mean seem exist belong consist think believe like sound suggest appear look "
    "feel".split()
)
_BE = re.compile(r"\s+(?:also\s+|well\s+|just\s+|not\s+)*be\s+(?:\w+ly\s+|also\s+)*([\w-]+)")
_NOW = re.compile(r"\s+(?:already|currently|now)\b|\s+be\s+(?:already|currently|now)\b")
_NOT_DESCRIBED = frozenset(
    "a an the able forced ready willing unable possible needed more less the one another his her "
    "its their our my some enough too in to no at over out up back part part-time difficult hard "
    "easier set going".split()
)


def _is_deduction(view: View) -> bool:
    """ "may be religious", "could be watching", "might sound odd": of the present, undated."""
    form = view.trigger.form
    if form is Form.ADVERB:
        return _is_about_now(view)
    if form is Form.THAT and view.trigger.modal is None:
        return _OF_THE_PAST.search(view.after) is not None
    if form is Form.PREDICATE and _PAST_POSSIBLE.search(view.phrase):
        return not _FUTURE_TIME.search(view.low)
    if not view.phrase.startswith(("may", "might", "could")) or form is not Form.MODAL:
        return False
    if _FUTURE_TIME.search(view.low):
        return False
    if _NOW.match(view.after) or _next_word(view) in _STATIVE:
        return True
    described = _BE.match(view.after)
    return described is not None and _is_description(described[1])


def _is_description(word: str) -> bool:
    """An adjective or "because" behind "be", not a noun, a passive or a comparison."""
    if word in _NOT_DESCRIBED or word.endswith(("er", "est")) or word[0].isdigit():
        return False
    if word.endswith("ing"):
        return word not in ("being", "considering", "coming", "heading")
    return not is_participle(word)


_OF_THE_PAST = re.compile(
    r"^[^,;.]{0,80}?\b(?:was|were|had|has|have|did|caused|led|came|went|began|happened|played)\b"
)
_PAST_POSSIBLE = re.compile(r"(?:was|were|been)\b.*\bpossible")
_HOPE = frozenset({"hopefully"})


_ATTRIBUTE = re.compile(r"\b(?:most|least|the|an?|any|its|their|his|her|of)\s+$")


def _is_about_now(view: View) -> bool:
    """An adverb alone in a clause speaks of the present unless a time to come is named."""
    if view.phrase in _HOPE:
        return False
    return bool(_ATTRIBUTE.search(view.before)) or not _FUTURE_TIME.search(view.low)


_FUTURE_TIME = re.compile(
    r"\b(?:between\s+now\s+and|(?:until|till|through)\s+20[0-9]{2}|tomorrow|tonight|next\s+\w+|later"
    r"|soon|in\s+20[0-9]{2}|by\s+(?:20[0-9]{2}|the\s+end|\w+day|january|february|march|april|may"
    r"|june|july|august|september|october|november|december)"
    r"|this\s+(?:week|month|year|autumn|spring|summer|winter)"
    r"|coming\s+(?:day|week|month|year|decade|autumn|spring|summer|winter)s?|within|future)\b"
)


def _is_generic_can(view: View) -> bool:
    """ "Aspirin can upset the stomach": an ability, unless a time to come is named."""
    is_can = view.trigger.form is Form.MODAL and view.phrase.split()[0] == "can"
    return is_can and not _FUTURE_TIME.search(view.low)


_HABIT = re.compile(
    r"\b(?:every|each)\s+(?:year|spring|summer|autumn|winter|day|week|month|morning|night|time)\b"
)
_IF = re.compile(r"\bif\b")
_HABIT_ADVERB = re.compile(
    r"\b(?:always|often|usually|typically|normally|generally|sometimes|occasionally|frequently)\b"
)
_OPINIONS = (Form.MATRIX, Form.THAT)
"""Forms in which "generally" tells how many think so: "members generally expect that"."""
_DISPOSITION = re.compile(
    r"\s+(?:run|fit|hold|carry|seat|accommodate|handle|work)\s+(?:on|in|up|with|any|almost|about"
    r"|most)\b|\s+currently\b"
)


def _is_habitual(view: View) -> bool:
    """Every spring, always, usually; and what a thing of its kind will do."""
    near = view.low[max(0, len(view.before) - 12) : len(view.before) + len(view.phrase) + 14]
    is_habit = (
        (view.trigger.form not in _OPINIONS and _HABIT_ADVERB.search(near))
        or (view.phrase == "will" and _DISPOSITION.match(view.after))
        or _HABIT.search(view.low)
    )
    return bool(is_habit) and not (_FUTURE_TIME.search(view.low) or _IF.search(view.low))


_LEGAL = re.compile(r"\b(?:treaty|articles?|members|parties|pursuant|clause|statute|licensee)\b")


def _is_obligation(view: View) -> bool:
    return view.phrase.startswith("shall") and bool(_LEGAL.search(view.low))


_START = re.compile(r"[\s“”\"‘’'(\[•*–—-]*(?:(?:and|so|but|then|now|please)[\s,]+)?")
_ALSO_IMPERATIVE = re.compile(
    r"(?:^|[;:])[\s“\"‘'(\[•*–—-]*(?:expect|plan|watch|remember|don't|do not)\s[^.;]*\band\s+$"
)


def _is_imperative(view: View) -> bool:
    """ "Expect delays and plan to leave early": a bare verb without a subject."""
    first = view.phrase.split()[0]
    if not is_verb(first) or view.trigger.form not in (Form.MATRIX, Form.INFINITIVE):
        return False
    start = re.split(r"[;:]", view.before)[-1]
    return bool(_START.fullmatch(start) or _ALSO_IMPERATIVE.search(view.before))


_ADVICE = re.compile(
    r"\b(?:should|ought\s+to|had\s+better|must|need\s+to)\s+(?:\w+ly\s+|also\s+|not\s+)*$"
)


def _is_advice(view: View) -> bool:
    """ "You should sell"; "it should arrive by noon" is no advice."""
    is_should = view.phrase.split()[0] == "should" and view.trigger.form is Form.MODAL
    if is_should and not (_FUTURE_TIME.search(view.low) or " by " in view.after):
        return True
    return bool(_ADVICE.search(view.before))


_HAD = re.compile(
    r"(?:\bhad|'d|\bhaving)\s+(?:\w+ly\s+|also\s+|been\s+|long\s+|never\s+|once\s+)*$"
)
_THAN = re.compile(r"\b(?:than|as)\s+(?:\w+ly\s+|had\s+|is\s+|are\s+|was\s+|were\s+|may\s+)*$")
_PAST_PLAN = re.compile(
    r"^(?:was|were)\b.*\b(?:going|scheduled|due|set|about|likely|supposed|planning|slated)\s+to$"
)
_HAD_SAID = re.compile(r"(?:\bhad|'d)\s+(?:said|promised|told|thought|hoped|claimed|believed)\b")
_WAS_EXPECTED = re.compile(r"^(?:was|were)\b.*\b(?:expected|forecast|predicted|projected)\b")
_OUTCOME = re.compile(
    r"\b(?:won|lost|fell|rose|beat|missed|failed|did|held|came|ended|closed|arrived|happened|proved)\b"
)
_PAST_BE = re.compile(r"\b(?:was|were)\b[^,;]*$")
_PAST_STATE = re.compile(r"^(?:scheduled|due|set|slated|likely|expected)\s+to$")
_REPORTS = re.compile(
    r"\b(?:said|says|told|added|announced|indicated|stated|noted|confirmed|reported|warned"
    r"|suggested|stressed|emphasi[sz]ed|according)\b"
)
_REFUSED = re.compile(r"^(?:refused|refusing)\b")


def _is_had_expected(view: View) -> bool:
    """ "had expected", "was due to": an expectation of the past that has had its answer."""
    if _HAD_SAID.search(view.before):
        return True
    if view.trigger.form in (Form.MODAL, Form.NOMINAL, Form.HEADLINE, Form.PRESENT):
        return False
    if _HAD.search(view.before) or view.phrase.startswith("had "):
        return True
    if _REFUSED.search(view.phrase):
        return not _FUTURE_TIME.search(view.low)
    if _WAS_EXPECTED.search(view.phrase):
        return _OUTCOME.search(view.low) is not None
    if _FUTURE_TIME.search(view.low) or _REPORTS.search(view.low):
        return False
    if _PAST_PLAN.search(view.phrase):
        return True
    return bool(_PAST_STATE.search(view.phrase) and _PAST_BE.search(view.before))


_LATER = re.compile(r"\b(?:later|afterwards|subsequently|eventually\s+become)\b")
_PAST_YEAR = re.compile(r"\bin\s+(?:1[0-9]{3})\b")


def _is_future_in_past(view: View) -> bool:
    if not view.phrase.startswith("would"):
        return False
    return bool(_PAST_YEAR.search(view.low)) or view.after.lstrip().startswith("later ")


_EMPTY = re.compile(
    r"\s+(?:\w+ly\s+|also\s+)?(?:depend\b|hinge\b|vary\b|be\s+(?:determined|decided)\s+by\b|remain\s+to\s+be\s+seen)"
)
_BY = re.compile(r"\s+(?:by|in|at)\s+(?:the\s+)?(?:\w+\s+)?(?:[a-z]+s|report|model|study)\b")


def _is_said_of_a_noun(view: View) -> bool:
    """ "A rise envisaged by the authors" describes it and forecasts nothing."""
    is_plain = view.trigger.form is Form.MATRIX and view.trigger.modal is None
    return is_plain and view.phrase.endswith("ed") and _BY.match(view.after) is not None


_NOTHING_AFTER = re.compile(r"\s*(?:[.,;:!?)”\"]|$)")


def _is_about_what_stands_before(view: View) -> bool:
    """ "..., analysts expect": what they expect has been said, in words of its own."""
    is_plain = view.trigger.form is Form.MATRIX and view.trigger.modal is None
    is_active = not view.phrase.endswith("ed")
    return is_plain and is_active and _NOTHING_AFTER.match(view.after) is not None


_EXPECTABLE = re.compile(r"^would\s+(?:normally\s+)?be\s+expected\s+to$")
_EMPTY_ANYWHERE = re.compile(
    r"\bthe\s+following\b[^.]*:\s*$|\brisks?\b[^.]*\b(?:tilted|skewed|weighted)\b"
)


def _is_empty(view: View) -> bool:
    if _EMPTY.match(view.after) or _EXPECTABLE.match(view.phrase):
        return True
    if _THAN.search(view.before) or _is_said_of_a_noun(view) or _is_about_what_stands_before(view):
        return True
    return bool(_EMPTY_ANYWHERE.search(view.low))


_WISH_AFTER = re.compile(
    r"\s+(?:\w+ly\s+|also\s+|have\s+)?(?:like|love|prefer|rather|liked|loved|say|argue|suggest|recommend|advise|imagine|guess|think|hope|call|describe|expect|expected)\b"
)
_WISH_BEFORE = re.compile(
    r"\b(?:wish(?:es|ed)?|i\s+hope|we\s+hope|hoped\s+that|wants?|if\s+only)\b[^,;]*$"
)


_I_WOULD = re.compile(r"\b(?:i|we)(?:\s+would|'d)\s+(?:\w+ly\s+)?$")
""" "I would expect" says that the speaker does."""
_WOULD_BEFORE = re.compile(r"(?:\b(?:would|could|might|can)|'d)\s+(?:\w+ly\s+)?$")


def _is_wish(view: View) -> bool:
    if view.phrase.startswith(("would", "could", "might")) and _WISH_AFTER.match(view.after):
        return True
    if view.trigger.form is Form.MATRIX and _WOULD_BEFORE.search(view.before):
        return _I_WOULD.search(view.before) is None
    return _WISH_BEFORE.search(*_since(",;", view)) is not None


_KEPT = re.compile(
    r"\b(?:and\s+(?:has|have)\s+(?:now\s+|since\s+)?done\s+so|as\s+promised|kept\s+(?:its|his|her|their)\s+promise)\b"
)


def _is_kept(view: View) -> bool:
    return bool(_KEPT.search(view.low))


def _is_noise(view: View) -> bool:
    if view.trigger.form in (Form.HEADLINE, Form.NOMINAL):
        return False
    return len(view.low.split()) < 3


FILTERS: tuple[tuple[str, Callable[[View], bool]], ...] = (
    ("not_a_verb", _is_no_verb),
    ("question", _is_question),
    ("past_modal", _is_past_modal),
    ("counterfactual", _is_counterfactual),
    ("deduction", _is_deduction),
    ("generic_can", _is_generic_can),
    ("habitual", _is_habitual),
    ("obligation", _is_obligation),
    ("imperative", _is_imperative),
    ("advice", _is_advice),
    ("had_expected", _is_had_expected),
    ("future_in_past", _is_future_in_past),
    ("no_content", _is_empty),
    ("wish", _is_wish),
    ("already_kept", _is_kept),
    ("noise", _is_noise),
)
