"""What "it" and "they" stand for, where the sentence itself has named it before."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from forecastctl.extract.names import is_person_noun
from forecastctl.extract.parsed_place import clause_words
from forecastctl.extract.tree import SUBJECTS, Tree
from forecastctl.extract.verbs import base_of

_TAGS = {"it": ("NN", "NNP"), "they": ("NNS", "NNPS")}
_WEATHER = frozenset({"rain", "snow", "take", "seem", "appear", "turn"})
_TELLING = frozenset(
    {"tell", "inform", "warn", "assure", "advise", "remind", "persuade", "convince"}
)
_ROLES = (SUBJECTS, frozenset({"dobj"}))


class Antecedent(NamedTuple):
    """A noun phrase that a pronoun repeats; sure where it is the subject of "said it would"."""

    words: tuple[int, ...]
    is_sure: bool


def named_for(tree: Tree, subject: Sequence[int], verb: int) -> Antecedent | None:
    """Find the noun phrase that a pronoun as subject repeats, if the sentence has it.

    Only nouns of the clauses above count: who reports the clause, then subjects, then objects,
    as in "called the trip short, saying it will end".
    """
    if len(subject) != 1 or tree.words[subject[0]].low not in _TAGS or _is_dummy(tree, verb):
        return None
    pronoun = subject[0]
    reporters = set(_reporters(tree, verb))
    for at in sorted(reporters, reverse=True):
        if tree.words[at].tag in _TAGS[tree.words[pronoun].low] and at < pronoun:
            is_named = tree.words[at].tag[:3] == "NNP" or is_person_noun(tree.words[at].low)
            is_body = tree.words[pronoun].low == "they" or not is_named
            return Antecedent(tuple(clause_words(tree, at)), is_sure=True) if is_body else None
    above = set(tree.climb(verb)) - {verb}
    for roles in _ROLES:
        for at in range(pronoun - 1, -1, -1):
            word = tree.words[at]
            if word.dep not in roles or word.head not in above:
                continue
            if word.tag not in _TAGS[tree.words[pronoun].low]:
                continue
            words = clause_words(tree, at)
            if at not in reporters and words[-1] < pronoun:
                return Antecedent(tuple(words), is_sure=False)
    return None


def _is_dummy(tree: Tree, verb: int) -> bool:
    """True where "it" stands for a clause that follows, or for the weather."""
    if base_of(tree.words[verb].low) in _WEATHER:
        return True
    after = [kid for kid in tree.kids[verb] if kid > verb]
    below = [kid for adjective in after for kid in tree.kids[adjective]]
    is_adjective = any(tree.words[kid].dep in ("acomp", "attr") for kid in after)
    clauses = ("ccomp", "xcomp", "csubj", "advcl")
    return is_adjective and any(tree.words[kid].dep in clauses for kid in (*after, *below))


def _reporters(tree: Tree, verb: int) -> Iterator[int]:
    """The subjects of the verbs that govern the clause, and those who are told it."""
    for at in tree.climb(verb):
        if tree.words[at].dep != "conj":
            head = tree.words[at].head
            is_told = base_of(tree.words[head].low) in _TELLING
            for kid in tree.kids[head]:
                if is_told or tree.words[kid].dep in SUBJECTS:
                    yield kid
