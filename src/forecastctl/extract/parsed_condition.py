"""The condition that a parsed clause hangs on, as the text words it."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from forecastctl.extract.tree import AUXILIARIES, SUBJECTS, Tree
from forecastctl.extract.verbs import base_of


class Condition(NamedTuple):
    """The words of a condition, marker included, and how it is stored."""

    words: frozenset[int]
    text: str


_MARKERS = frozenset({"if", "unless", "once", "provided", "providing", "assuming", "lest"})
_LOOSE_END = re.compile(r"(?:[\s,;–—]+(?:and|or|but)?)+$")


def condition_of(tree: Tree, verb: int, holders: Iterable[int]) -> Condition | None:
    """Find the condition of a verb among the clauses that hang on it or on what is above it."""
    inside = set(tree.below(verb))
    reach = inside | set(tree.climb(verb)) | set(holders)
    for at, word in enumerate(tree.words):
        clause = _clause_of(tree, at)
        if clause is None or clause == verb or tree.words[clause].head not in reach:
            continue
        words = tree.below(clause)
        if verb not in words:
            return _condition(tree, word.low, clause, words)
    return _without(tree, verb, inside)


def in_condition(tree: Tree, verb: int) -> bool:
    """True for a verb that stands in a condition itself: what it says is not foretold."""
    clauses = {_clause_of(tree, at) for at in range(verb) if tree.words[at].low in ("if", "unless")}
    return any(above in clauses for above in tree.climb(verb))


def _clause_of(tree: Tree, at: int) -> int | None:
    """The verb of the clause that a marker begins, if the word is one."""
    word = tree.words[at]
    if word.low in ("provided", "providing", "assuming"):
        return at if word.dep in ("advcl", "prep") else None
    if word.low == "if" and at and tree.words[at - 1].low in ("as", "even"):
        return None
    if word.low in _MARKERS or _ends_phrase(tree, at):
        clause = word.head
        is_clause = tree.words[clause].dep in ("advcl", "acl", "relcl")
        return clause if word.dep in ("mark", "advmod") and is_clause else None
    if word.low == "should" and word.dep == "aux":
        subject = tree.subject(word.head)
        is_inverted = subject is None or subject > at
        return word.head if is_inverted and tree.words[word.head].dep == "advcl" else None
    return None


def _ends_phrase(tree: Tree, at: int) -> bool:
    """True for the last word of "as long as" and "in case"."""
    ending = [word.low for word in tree.words[max(0, at - 2) : at + 1]]
    return ending == ["as", "long", "as"] or ending[-2:] == ["in", "case"]


def _condition(tree: Tree, marker: str, clause: int, words: list[int]) -> Condition:
    kept = [at for at in words if not _is_marker(tree, at, clause)]
    text = _denied(tree, clause, kept) if marker == "unless" else tree.spelt(kept)
    return Condition(frozenset(words), _LOOSE_END.sub("", text).strip())


def _is_marker(tree: Tree, at: int, clause: int) -> bool:
    word = tree.words[at]
    if word.head != clause and at != clause:
        return False
    if word.low in (
        "provided",
        "providing",
        "assuming",
        "that",
        "then",
        "only",
        "even",
        "especially",
    ):
        return True
    return word.low in _MARKERS or (word.low == "should" and word.dep == "aux")


def _denied(tree: Tree, clause: int, kept: list[int]) -> str:
    """Put a clause in the negative: "parliament acts" becomes "parliament does not act"."""
    auxiliary = tree.kid(clause, *AUXILIARIES)
    if auxiliary is None and base_of(tree.words[clause].low) == "be":
        auxiliary = clause
    if auxiliary is not None:
        split = kept.index(auxiliary) + 1
        return f"{tree.spelt(kept[:split])} not {tree.spelt(kept[split:])}"
    word = tree.words[clause]
    support = {"VBD": "did", "VBZ": "does"}.get(word.tag, "do")
    split = kept.index(clause)
    before, after = tree.spelt(kept[:split]), tree.spelt(kept[split + 1 :])
    return f"{before} {support} not {base_of(word.low)} {after}"


def _without(tree: Tree, verb: int, inside: set[int]) -> Condition | None:
    """A leading "Without X," sets a condition; behind its verb it describes the manner."""
    for kid in tree.kids[verb]:
        subject = next((at for at in tree.kids[verb] if tree.words[at].dep in SUBJECTS), verb)
        if tree.words[kid].low == "without" and kid < subject and kid in inside:
            words = tree.below(kid)
            return Condition(frozenset(words), tree.spelt(words).strip(" ,;"))
    return None
