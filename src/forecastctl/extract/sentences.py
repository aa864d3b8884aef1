"""An article cut into sentences: at line ends first, then at full stops that end one."""

import re
from collections.abc import Iterator

from forecastctl.extract.base import ArticleText, Block, BlockKind, Sentence


def sentences_of(article: ArticleText, *, keep_furniture: bool = False) -> tuple[Sentence, ...]:
    """Return the sentences of an article in order, without its furniture unless asked for."""
    text = article.text
    return tuple(
        Sentence(start=start, end=end, text=text[start:end], block=block)
        for block in article.blocks
        if keep_furniture or block.kind is not BlockKind.FURNITURE
        for start, end in _spans(text, block)
    )


_STOP = re.compile(
    r"([.!?…](?<![.!?…].)[.!?…]*+)[”’»\"')\]]*+"  # the marks, and what closes with them
    r"(\s++)(?=[^a-zß-öø-ÿ,;:.!?…%)\]])"  # then white space and what can begin a sentence
)
_LIST_MARK = re.compile(r"(?:[*•‣▪◦·–—-]|\(?[0-9]{1,3}[.)]|\(?[a-z]\))\s+(?=\S)")
_NEXT_WORD = re.compile(r"[“‘«\"'(\[]*([^\W\d_]+(?:['’][^\W\d_]+)?)(?![.\w])")
_LONGEST_ABBREVIATION = 16

_TITLES = frozenset(
    "Mr Mrs Ms Mx Messrs Dr Prof Rev Fr Hon Pres Gov Lt Sgt Cpl Pvt Maj Col Gen Brig Adm Cmdr Capt "
    "Sen Rep Amb Supt Insp Det St Ste Mt Ft Gov-Gen".split()
)
_NEVER_LAST = frozenset("vs cf viz approx ca e.g i.e esp incl".split())
"""Abbreviations that something always follows."""
_BEFORE_FIGURES = frozenset(
    "no nos p pp art arts sec ch vol fig figs para paras ver ext op est max min".split()
)
"""Words that are abbreviations only where a figure follows."""
_PERHAPS_LAST = frozenset(
    "jr sr esq inc ltd co corp cos bros plc llc etc al dept govt assn univ dist ave blvd rd "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri "
    "ph.d m.d".split()
)
"""Abbreviations, as all letters with stops between them, that may end a sentence or stand in it."""
_OPENERS = frozenset(
    "a an the this that these those it he she they we you i its his her their our my there here "
    "and but or so yet nor for in on at by with without from to of as if when while although "
    "though because since until unless after before during despite under over between among "
    "however meanwhile moreover instead then now also still even only not no some many most all "
    "both each every few several another other such what who why how where which whether "
    "last next once nobody somebody everybody nothing something everyone someone any none neither "
    "either more less according".split()
)
"""Words that begin a sentence and hardly ever a name."""


def _spans(text: str, block: Block) -> Iterator[tuple[int, int]]:
    marked = _LIST_MARK.match(text, block.start, block.end)
    start = marked.end() if marked else block.start
    for stop in _STOP.finditer(text, start, block.end):
        if _ends_sentence(text, stop, start):
            yield start, stop.start(2)
            start = stop.end()
    if start < block.end:
        yield start, block.end


def _ends_sentence(text: str, stop: re.Match[str], start: int) -> bool:
    if text[stop.end()].islower():
        return False
    if stop.group(1) != ".":
        is_pause = stop.group(1)[0] in ".…" and text[stop.start() - 1].isspace()
        return not is_pause
    word = _word_before(text, start, stop.start())
    if word in _TITLES or (lowered := word.lower()) in _NEVER_LAST:
        return False
    if lowered in _BEFORE_FIGURES:
        return not text[stop.end()].isdigit()
    is_initial = len(word) == 1 and word.isalpha()
    if is_initial or lowered in _PERHAPS_LAST or _is_acronym(word):
        return _begins_with_opener(text, stop.end())
    return True


def _word_before(text: str, start: int, end: int) -> str:
    """The letters and stops right before a full stop, as far as an abbreviation can reach."""
    words = text[max(start, end - _LONGEST_ABBREVIATION) : end].split()
    return words[-1].lstrip("“‘«\"'([") if words else ""


def _is_acronym(word: str) -> bool:
    """True for `U.S` and `a.m`: single letters with stops between them."""
    return "." in word and all(len(part) == 1 and part.isalpha() for part in word.split("."))


def _begins_with_opener(text: str, at: int) -> bool:
    found = _NEXT_WORD.match(text, at)
    return found is not None and found[1].replace("’", "'").lower() in _OPENERS
