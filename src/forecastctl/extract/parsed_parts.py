"""Which words below a parsed verb belong to its claim, and which link, comment or claim else."""

from forecastctl.extract.parsed_place import Place
from forecastctl.extract.tree import AUXILIARIES, SUBJECTS, Tree
from forecastctl.extract.verbs import base_of
from forecastctl.extract.wording import is_connective

NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
_CUT = frozenset({"mark", "intj", "parataxis", "predet", "meta"})
_TIMES = frozenset({"when", "after", "before", "until", "till", "by"})
_ASIDE_PREPOSITIONS = frozenset(
    "with without including excluding as despite like given amid because due thanks unlike".split()
)
_NO_ADJUNCTS = _ASIDE_PREPOSITIONS | {"according", "per"}
_LINKS = frozenset(
    """however therefore thus hence moreover furthermore also then meanwhile nevertheless
    nonetheless consequently instead indeed still overall additionally finally first second third
    similarly likewise accordingly importantly clearly obviously apparently reportedly now so too
    hopefully certainly probably likely perhaps maybe possibly potentially presumably""".split()
)
_RELATIVES = frozenset({"WDT", "WP"})
_FUNCTIONS = AUXILIARIES | {"cc", "punct"}
_ROLES = frozenset({"dobj", "pobj", "nsubj", "nsubjpass"})


class Parts:
    """Tells the parts of one place: `used` are the words of its trigger, `others` of others."""

    def __init__(
        self,
        tree: Tree,
        place: Place,
        used: frozenset[int],
        others: frozenset[int],
        condition: frozenset[int],
    ) -> None:
        self.tree = tree
        self.place = place
        self.used = used
        self.others = others
        self.condition = condition

    def predicate(self, verb: int) -> tuple[list[list[int]], list[int]]:
        """What stands before the subject, branch by branch, and what stands behind it."""
        tree = self.tree
        subject = set(self.place.subject)
        cut = self._cut(verb)
        first = min(min(self.place.subject, default=verb), verb)
        if self.place.is_carried:
            first = min(tree.below(verb, cut | subject)[:1] or [verb])
        before: list[list[int]] = []
        after = [at for at in tree.below(verb, cut) if at not in subject]
        for owner in (verb, *self.place.holders):
            is_shared = owner != verb and self._is_shared(verb, owner)
            for kid in tree.kids[owner]:
                if is_shared and kid > min(subject, default=0):
                    continue
                if kid in subject or kid in cut or (owner == verb and kid >= first):
                    continue
                branch = self.adjunct(kid)
                if not branch or subject & set(branch) or verb in branch:
                    continue
                if branch[-1] < first:
                    before.append(branch)
                elif owner != verb and branch[0] > verb and not set(branch) & set(after):
                    after += branch
        return before, [at for at in after if at >= first and at not in self.used]

    def _is_shared(self, verb: int, owner: int) -> bool:
        """True where a conjunct of `owner` leads to the verb: what stands there is not its own."""
        for at in self.tree.climb(verb):
            if at == owner:
                return False
            if self.tree.words[at].dep in ("conj", "relcl", "acl"):
                return True
        return False

    def adjunct(self, at: int) -> list[int]:
        """A time or place beside the verb; nothing for what only links or comments."""
        tree = self.tree
        word = tree.words[at]
        if at in self.used or at in self.others or at in self.condition:
            return []
        if word.dep == "advcl":
            branch = tree.below(at)
            is_time = tree.words[branch[0]].low in _TIMES and not self.others & set(branch)
            return branch if is_time else []
        if word.dep == "advmod" and (
            word.low in _LINKS or word.low.endswith("ly") or word.tag == "WRB"
        ):
            return []
        if word.dep == "prep" and word.low in _NO_ADJUNCTS:
            return []
        if word.dep not in ("prep", "npadvmod", "advmod", "tmod"):
            return []
        branch = tree.below(at, self.condition)
        return [] if self.others & set(branch) or is_connective(tree.spelt(branch)) else branch

    def _cut(self, verb: int) -> set[int]:
        """The branches below the verb that are no part of the claim."""
        tree = self.tree
        cut = {kid for kid in tree.kids[verb] if kid < verb and tree.words[kid].dep in SUBJECTS}
        cut |= self.condition
        subject = tree.subject(verb)
        cut |= {subject} if subject is not None and tree.words[verb].tag[:2] == "VB" else set()
        for at in tree.below(verb):
            if at != verb and self._is_foreign(verb, at):
                cut.add(at)
        return cut

    def _is_foreign(self, verb: int, at: int) -> bool:
        """True for a branch that links, reports, comments or makes a claim of its own."""
        tree = self.tree
        word = tree.words[at]
        if word.head == verb:
            is_foreign = self._is_foreign_kid(verb, at)
            if is_foreign or word.dep in _FUNCTIONS:
                return is_foreign
        if (word.tag in _RELATIVES or word.low == "that") and word.dep in _ROLES:
            return at < verb
        if word.dep == "aux" and word.low == "to":
            owner = tree.words[word.head]
            return owner.dep == "conj" and owner.head == verb
        if word.dep == "conj":
            return self._is_own_clause(at)
        return word.low == "according" or (at > verb and self._is_comment(at))

    def _is_foreign_kid(self, verb: int, at: int) -> bool:
        """The same for what hangs on the verb itself."""
        word = self.tree.words[at]
        if word.dep == "cc":
            return self._parts_clauses(at)
        if word.dep in _CUT or (word.dep == "advmod" and word.low in _LINKS):
            return True
        if word.dep in AUXILIARIES:
            is_marked = word.tag == "MD" or word.low == "to" or base_of(word.low) == "do"
            return is_marked or at in self.used
        if word.dep == "punct":
            return word.low in (".", ";", "?", "!")
        if word.dep == "ccomp" and at < verb:
            return True
        if word.dep == "advcl" and at < verb and not self.adjunct(at):
            return True
        return max(self.place.subject, default=verb) < at < verb and self._is_inserted(at)

    def _is_inserted(self, at: int) -> bool:
        """True for what stands between commas behind the subject: ", now far away,"."""
        if not self.tree.mark_before(self.tree.first(at)):
            return False
        following = self.tree.below(at)[-1] + 1
        return following < len(self.tree.words) and self.tree.words[following].low in ",–—"

    def _parts_clauses(self, at: int) -> bool:
        """True for a conjunction that leads to a clause of its own, or stands at the head."""
        following = [kid for kid in self.tree.kids[self.tree.words[at].head] if kid > at]
        conjuncts = [kid for kid in following if self.tree.words[kid].dep == "conj"]
        return not conjuncts or self._is_own_clause(conjuncts[0])

    def _is_own_clause(self, at: int) -> bool:
        """True for a conjunct with its own subject, modal, trigger or negation."""
        tree = self.tree
        if at in self.others or tree.subject(at) is not None:
            return True
        if tree.words[at].tag[:2] != "VB":
            return False
        for kid in tree.kids[at]:
            word = tree.words[kid]
            if kid in self.others or word.tag == "MD" or word.low in NEGATIONS:
                return True
        return False

    def _is_comment(self, at: int) -> bool:
        """True for what follows behind a mark and adds no number: ", with some delay"."""
        tree = self.tree
        word = tree.words[at]
        first_at = tree.first(at)
        mark = tree.mark_before(first_at)
        is_clause = word.dep in ("relcl", "advcl", "appos", "parataxis")
        if not (mark or is_clause):
            return False
        branch = tree.below(at)
        if self.others.intersection(branch) and (is_clause or word.dep == "prep"):
            return True
        if not mark or first_at < word.head:
            return False
        if word.dep != "relcl" and any(map(str.isdigit, tree.spelt(branch))):
            return False
        first = tree.words[first_at].low
        if word.dep == "advcl":
            return first not in _TIMES
        if word.dep == "prep":
            return first in _ASIDE_PREPOSITIONS or mark != ","
        return word.dep in ("relcl", "parataxis", "acl") or (mark != "," and word.dep != "conj")
