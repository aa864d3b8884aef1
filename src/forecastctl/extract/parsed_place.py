"""Where in a parsed sentence the claim of a trigger stands: its verb, its subject, or its noun."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from forecastctl.extract.base import Form, Trigger
from forecastctl.extract.tree import AUXILIARIES, Tree
from forecastctl.extract.verbs import base_of, is_verb


class UnreadableError(Exception):
    """A trigger without a clause; the reason is one of those that `--explain` gives."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Place(NamedTuple):
    """A verb and its subject, or a noun alone where there is no verb.

    `holders` are the words above the verb that lead to its subject: "expected" in "is expected
    to rise". `is_carried` is true for a subject that belongs to another verb or is the noun
    before a relative clause. `object` is the noun that a relative clause says something done to.
    """

    verb: int | None
    subject: tuple[int, ...]
    holders: tuple[int, ...] = ()
    is_carried: bool = False
    object: tuple[int, ...] = ()


NO_CLAUSE = "no_clause"
NOT_A_VERB = "not_a_verb"


def place_of(tree: Tree, trigger: Trigger, words: Sequence[int], modal: int | None) -> Place:
    """Find what a trigger speaks of; `words` are its own, `modal` the one it governs."""
    if not words:
        raise UnreadableError(NO_CLAUSE)
    if modal is not None:
        return _verb_place(tree, _verb_of_modal(tree, modal))
    return _FINDERS[trigger.form](tree, words)


def clause_words(tree: Tree, at: int) -> list[int]:
    """A noun phrase without the clauses and asides that only comment on it."""
    cut = {kid for word in tree.below(at) for kid in tree.kids[word] if _is_comment(tree, kid)}
    return tree.below(at, cut)


def _is_comment(tree: Tree, at: int) -> bool:
    """True for what follows its noun behind a comma: ", the clerk", ", which met on Monday"."""
    word = tree.words[at]
    if word.head > at or word.dep not in _COMMENTS:
        return False
    if not tree.mark_before(tree.first(at)):
        return False
    is_clause = word.dep in ("appos", "relcl", "acl", "amod")
    return is_clause or not any(map(str.isdigit, tree.spelt(tree.below(at))))


def _verb_of_modal(tree: Tree, modal: int) -> int:
    word = tree.words[modal]
    if word.tag != "MD" and word.low not in ("'ll", "’ll", "wo", "will", "would"):
        raise UnreadableError(NOT_A_VERB)
    if word.tag[:2] in ("NN", "VB"):
        raise UnreadableError(NOT_A_VERB)
    if word.dep in AUXILIARIES and word.head > modal:
        if tree.words[word.head].tag == "NNS":
            raise UnreadableError(NOT_A_VERB)
        return word.head
    return _next_infinitive(tree, modal)


def _next_infinitive(tree: Tree, after: int) -> int:
    """The verb behind "to" or a modal that the parser joined to something else."""
    following = range(after + 1, min(after + 6, len(tree.words)))
    for at in following:
        word = tree.words[at]
        if word.tag == "VB":
            return word.head if word.dep in AUXILIARIES else at
    plain = next((at for at in following if tree.words[at].low not in _DEGREES), None)
    if plain is None or not is_verb(tree.words[plain].low):
        raise UnreadableError(NOT_A_VERB)
    return plain


def _of_modal(tree: Tree, words: Sequence[int]) -> Place:
    if tree.words[words[-1]].low == "to":
        return _of_infinitive(tree, words)
    modal = next((at for at in words if tree.words[at].low in _MODALS), words[0])
    return _verb_place(tree, _verb_of_modal(tree, modal))


def _of_infinitive(tree: Tree, words: Sequence[int]) -> Place:
    last = words[-1]
    to = last if tree.words[last].low == "to" else last + 1
    if to >= len(tree.words) or tree.words[to].low != "to":
        raise UnreadableError(NO_CLAUSE)
    if tree.words[to].dep in AUXILIARIES and tree.words[to].head > to:
        verb = tree.words[to].head
    else:
        verb = _next_infinitive(tree, to)
    return _verb_place(tree, verb)


def _of_matrix(tree: Tree, words: Sequence[int]) -> Place:
    """X expects that S will V; X expects S to V; X expects NOUN; X rules out NOUN."""
    verbs = (at for at in reversed(words) if tree.words[at].tag[:2] == "VB")
    matrix = next(verbs, None)
    if matrix is None:
        raise UnreadableError(NOT_A_VERB)
    clause = tree.kid(matrix, "ccomp", "xcomp")
    if clause is not None and clause > matrix and _is_verbal(tree, clause):
        return _verb_place(tree, clause)
    noun = tree.kid(matrix, "dobj", "oprd", "attr")
    if noun is None or noun < matrix:
        is_attribute = tree.words[matrix].dep in ("acl", "amod")
        is_passive = tree.kid(matrix, "nsubjpass") is not None
        if tree.words[matrix].tag == "VBN" and (is_attribute or is_passive):
            return _of_predicate(tree, words)
        raise UnreadableError(NO_CLAUSE)
    return Place(None, tuple(clause_words(tree, noun)), (matrix,))


def _of_that(tree: Tree, words: Sequence[int]) -> Place:
    """It is likely that C; the risk that C; C without a modal of its own."""
    last = words[-1]
    for at in dict.fromkeys(above for word in words for above in tree.climb(word)):
        for kid in tree.kids[at]:
            is_clause = tree.words[kid].dep in ("ccomp", "acl", "csubj", "advcl", "relcl")
            if is_clause and kid > last and _is_verbal(tree, kid):
                return _verb_place(tree, kid)
    raise UnreadableError(NO_CLAUSE)


def _of_predicate(tree: Tree, words: Sequence[int]) -> Place:
    """NOUN is expected; NOUN remains possible; an expected NOUN."""
    if tree.words[words[0]].tag == "POS":
        raise UnreadableError(NOT_A_VERB)
    for at in reversed(words):
        for holder in tree.climb(at):
            word = tree.words[holder]
            subject = tree.subject(holder)
            if subject is not None and subject not in words:
                return _noun_place(tree, _outer_noun(tree, holder, subject), tuple(words))
            if word.dep in ("acl", "relcl") and tree.words[word.head].tag[:2] == "NN":
                noun = _farthest(tree, word.head)
                return _noun_place(tree, noun, (*words, holder), tree.below(holder))
            if word.dep == "amod" and tree.words[word.head].tag[:2] == "NN":
                return _noun_place(tree, word.head, tuple(words))
            if word.dep not in ("acomp", "attr", "oprd", "conj", "xcomp", "prt", "prep", "auxpass"):
                break
    raise UnreadableError(NO_CLAUSE)


def _outer_noun(tree: Tree, verb: int, subject: int) -> int:
    """Undo a split: in "a strike before May cannot be ruled out" the noun is the strike."""
    mark = tree.kid(verb, "mark")
    head = tree.words[verb].head
    if mark is None or tree.words[mark].low not in _SPLITTERS or tree.words[head].tag[:2] != "NN":
        return subject
    return head if head < mark < subject else subject


def _noun_place(tree: Tree, noun: int, holders: tuple[int, ...], cut: Sequence[int] = ()) -> Place:
    """A noun as the claim; a pronoun says too little for one."""
    if tree.words[noun].tag in ("PRP", "EX", "WDT", "WP", "DT"):
        raise UnreadableError(NO_CLAUSE)
    without = {*holders, *cut}
    first = min(without) if noun < min(without) else len(tree.words)
    kept = [at for at in clause_words(tree, noun) if at not in without and at < first]
    return Place(None, tuple(kept), holders)


def _of_nominal(tree: Tree, words: Sequence[int]) -> Place:
    """The chance of NOUN; a chance to V; 3 to 1 against NOUN."""
    for at in words:
        for kid in tree.kids[at]:
            word = tree.words[kid]
            if word.dep in ("acl", "relcl") and word.tag[:2] == "VB" and kid > words[-1]:
                return _verb_place(tree, kid)
    links = [at for at in (*words, words[-1] + 1) if at < len(tree.words)]
    for prepositions in (("of", "against"), ("for", "in", "on")):
        for at in links:
            if tree.words[at].low not in prepositions:
                continue
            noun = tree.kid(at, "pobj", "pcomp")
            if noun is not None and tree.words[noun].tag == "VBG":
                return _verb_place(tree, noun)
            if noun is not None:
                return _noun_place(tree, noun, (at,))
    raise UnreadableError(NO_CLAUSE)


def _of_adverb(tree: Tree, words: Sequence[int]) -> Place:
    """S hopefully Vs: the verb that the adverb belongs to."""
    for at in tree.climb(words[0]):
        if at not in words and _is_verbal(tree, at):
            return _verb_place(tree, at)
    raise UnreadableError(NO_CLAUSE)


def _of_headline(tree: Tree, words: Sequence[int]) -> Place:
    """S to V: what stands before "to" is the subject, whatever the parser made of it."""
    to = words[0]
    verb = to + 1
    if to == 0 or verb >= len(tree.words):
        raise UnreadableError(NO_CLAUSE)
    return Place(verb, tuple(range(to)))


def _of_present(tree: Tree, words: Sequence[int]) -> Place:
    for at in words:
        if _is_verbal(tree, at):
            return _verb_place(tree, at)
    raise UnreadableError(NOT_A_VERB)


def _is_verbal(tree: Tree, at: int) -> bool:
    """True for a verb, and for a predicate without one of its own that has a subject."""
    return tree.words[at].tag[:2] in ("VB", "MD") or tree.subject(at) is not None


def _verb_place(tree: Tree, verb: int) -> Place:
    """Find the subject of a verb: its own, or the one that it shares or relates to."""
    holders: list[int] = []
    is_carried = False
    skipped = _below_modal(tree, verb)
    for at in tree.climb(verb):
        if at in skipped:
            continue
        subject = tree.subject(at)
        if subject is not None and tree.words[subject].tag in _RELATIVES:
            antecedent = _antecedent(tree, at)
            if antecedent is not None:
                return Place(verb, antecedent, tuple(holders), is_carried=True)
        if subject is not None:
            if any(kid < subject and tree.words[kid].tag == "WP" for kid in tree.kids[at]):
                raise UnreadableError("question")  # "what they will say" says nothing of itself
            kept = tuple(_whole_name(tree, clause_words(tree, subject)))
            return Place(verb, kept, tuple(holders), is_carried, _object(tree, verb, at))
        word = tree.words[at]
        if word.dep in ("acl", "relcl", "amod") and not _is_infinitive(tree, at):
            kept = tuple(_noun_before(tree, _absolute(tree, word.head), at))
            return Place(verb, kept, tuple(holders), is_carried=True)
        if word.dep == "conj":
            is_carried = True
        if word.dep in ("conj", "xcomp", "ccomp", "acomp", "attr", "prep", "pobj", "dobj", "oprd",
                        "acl", "advcl", "aux", "pcomp", "relcl", "amod"):  # fmt: skip
            holders.append(word.head)
        else:
            break
    return Place(verb, _words_before(tree, verb), tuple(holders))


def _below_modal(tree: Tree, verb: int) -> set[int]:
    """The verbs to pass over: "will hide that it is meant for war and will speak of trade".

    A conjunct with a modal shares the subject of the nearest verb above with the same modal.
    """
    modal = _modal_of(tree, verb)
    if modal is None or tree.words[verb].dep != "conj":
        return set()
    above = list(tree.climb(verb))[1:]
    for count, at in enumerate(above):
        if _modal_of(tree, at) == modal:
            return set(above[:count])
    return set()


def _modal_of(tree: Tree, verb: int) -> str | None:
    kids = (tree.words[kid] for kid in tree.kids[verb])
    return next((kid.low for kid in kids if kid.dep == "aux" and kid.tag == "MD"), None)


def _words_before(tree: Tree, verb: int) -> tuple[int, ...]:
    """The subject of a verb that the parser gave none: the words before it up to a mark."""
    end = min([verb, *(kid for kid in tree.kids[verb] if tree.words[kid].dep in AUXILIARIES)])
    start = end
    while start and not tree.is_mark(start - 1) and tree.words[start - 1].tag not in ("IN", "CC"):
        start -= 1
    words = tuple(range(start, end))
    if not any(tree.words[at].tag[:2] == "NN" for at in words):
        raise UnreadableError(NO_CLAUSE)
    return words


def _object(tree: Tree, verb: int, above: int) -> tuple[int, ...]:
    """The noun before "that the council will adopt": the object that the verb lacks."""
    has_own = any(
        kid > verb and tree.words[kid].dep in ("dobj", "attr", "acomp", "ccomp")
        for kid in tree.kids[verb]
    )
    if tree.words[above].dep != "relcl" or has_own:
        return ()
    opening = [tree.words[at] for at in tree.below(above)[:2]]
    is_passive = tree.kid(verb, "auxpass") is not None
    if is_passive or any(word.tag == "WRB" or word.dep == "prep" for word in opening):
        return ()
    return _antecedent(tree, above) or ()


def _whole_name(tree: Tree, words: list[int]) -> list[int]:
    """Give back what the parser took off a name: "Let's" of "Let's Encrypt", "Pier" of "Pier 9"."""
    first = words[0]
    while first and _is_torn(tree, first - 1):
        first -= 1
        words = [first, *words]
    if first and tree.words[first - 1].low == "let" and tree.words[first].low in ("'s", "’s"):
        return [first - 1, *words]
    is_cut = first > 1 and tree.words[first - 2].low == "let" and tree.words[first].text.istitle()
    return [first - 2, first - 1, *words] if is_cut else words


def _is_torn(tree: Tree, at: int) -> bool:
    word = tree.words[at]
    is_name = word.tag[:2] == "NN" and word.text.istitle() and not word.low.endswith("day")
    return is_name and word.dep in ("npadvmod", "dep", "nmod")


def _is_infinitive(tree: Tree, at: int) -> bool:
    return any(
        tree.words[kid].low == "to" and tree.words[kid].dep == "aux" for kid in tree.kids[at]
    )


def _antecedent(tree: Tree, at: int) -> tuple[int, ...] | None:
    """The noun that a relative clause tells of: behind a comma the head of the whole phrase."""
    for clause in tree.climb(at):
        if tree.words[clause].dep == "relcl":
            noun = tree.words[clause].head
            first = tree.first(clause)
            is_loose = tree.mark_before(first) != ""
            subject = tree.subject(clause)
            if is_loose and subject is not None and tree.words[subject].low == "which":
                noun = _farthest(tree, noun)
            return tuple(at for at in _noun_before(tree, noun, clause) if at < first)
    return None


def _farthest(tree: Tree, noun: int) -> int:
    """The head of the phrase: "visit" for "Moscow" in "the visit of the envoy to Moscow"."""
    for _ in range(4):
        link = tree.words[noun]
        preposition = tree.words[link.head]
        above = preposition.head
        if link.dep != "pobj" or preposition.dep != "prep" or preposition.low == "with":
            return noun
        if tree.words[above].tag[:2] != "NN":
            return noun
        noun = above
    return noun


def _absolute(tree: Tree, noun: int) -> int:
    """The first noun after "with" in ", with members of the party threatening to leave"."""
    farthest = _farthest(tree, noun)
    link = tree.words[tree.words[farthest].head]
    return farthest if link.low == "with" and link.dep == "prep" else noun


def _noun_before(tree: Tree, noun: int, clause: int) -> list[int]:
    """A noun phrase without the clause that hangs on it."""
    return [at for at in clause_words(tree, noun) if at not in set(tree.below(clause))]


def is_neg_raising(tree: Tree, at: int) -> bool:
    """True for verbs whose negation denies what they govern: "does not think that it will"."""
    return base_of(tree.words[at].low) in _NEG_RAISING


_COMMENTS = frozenset({"appos", "relcl", "acl", "amod", "prep", "advmod", "npadvmod"})
_DEGREES = frozenset("more less than at least nearly almost roughly about further".split())
_SPLITTERS = frozenset({"before", "after", "until"})
_NEG_RAISING = frozenset("think believe expect anticipate plan intend want seem appear".split())
_MODALS = frozenset("will would may might could can shall should 'll ’ll wo ca must 'd".split())
_RELATIVES = frozenset({"WDT", "WP", "WP$"})

_FINDERS: dict[Form, Callable[[Tree, Sequence[int]], Place]] = {
    Form.MODAL: _of_modal,
    Form.INFINITIVE: _of_infinitive,
    Form.MATRIX: _of_matrix,
    Form.THAT: _of_that,
    Form.PREDICATE: _of_predicate,
    Form.NOMINAL: _of_nominal,
    Form.ADVERB: _of_adverb,
    Form.HEADLINE: _of_headline,
    Form.PRESENT: _of_present,
}
