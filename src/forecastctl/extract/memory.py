"""What an article was read to say about its speakers, each sentence read once and when needed."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from forecastctl.extract.base import ArticleText, Block, Sentence
from forecastctl.extract.names import Named
from forecastctl.extract.noun_phrase import subject_of
from forecastctl.extract.people import People
from forecastctl.extract.quotes import Quotation, quotation_at, quotations_in
from forecastctl.extract.report import Report
from forecastctl.extract.reports import find_reports
from forecastctl.extract.tokens import tokens_of

FARTHEST_BACK = 30
"""Sentences to look back over for who spoke last: a bound on time, beyond any paragraph."""
_LONGEST_LEAD = 400


class Memory:
    """The sentences of an article with their reports, its quotes, and who is who in it."""

    def __init__(self, article: ArticleText, sentences: Sequence[Sentence]) -> None:
        """Take an article and its sentences in order; nothing is read yet."""
        self.sentences = sentences
        self._article = article
        self._reports: dict[int, tuple[Report, ...]] = {}
        self._subjects: dict[int, Named | None] = {}

    @cached_property
    def people(self) -> People:
        """Who is who in the article."""
        return People(self._article.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _quotations(self) -> dict[int, tuple[Quotation, ...]]:
        """The outer quotes of each block; one left open may end within the next block."""
        text, quotations, left_open = self._article.text, {}, ""
        for block in self._article.blocks:
            found = quotations_in(text, block.start, block.end, left_open)
            outer = tuple(quote for quote in found if quote.depth == 0)
            if outer:
                quotations[block.start] = outer
            is_open = bool(outer) and not outer[-1].is_closed
            left_open = text[outer[-1].start] if is_open else ""
        return quotations

    def index_at(self, offset: int) -> int:
        """The index of the last sentence that begins at an offset or before."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def quotations_of(self, block: Block) -> tuple[Quotation, ...]:
        """The outer quotes of a block, in order."""
        return self._quotations.get(block.start, ())

    def quotation_at(self, block: Block, offset: int) -> Quotation | None:
        """The quote that holds an offset of a block."""
        return quotation_at(self.quotations_of(block), offset)

    def is_quoted(self, index: int, report: Report) -> bool:
        """True for a report that is itself quoted."""
        sentence = self.sentences[index]
        return self.quotation_at(sentence.block, sentence.start + report.start) is not None

    def reports_of(self, index: int) -> tuple[Report, ...]:
        """The reports of a sentence."""
        if index not in self._reports:
            sentence = self.sentences[index]
            quotations = self.quotations_of(sentence.block)
            first = max(0, bisect_right(quotations, (sentence.start,)) - 1)
            last = bisect_right(quotations, (sentence.end,))
            marks = tuple(quote.moved(-sentence.start) for quote in quotations[first:last])
            self._reports[index] = find_reports(sentence.text, marks)
        return self._reports[index]

    def subject_of(self, index: int) -> Named | None:
        """The subject of a sentence."""
        if index not in self._subjects:
            text = self.sentences[index].text
            self._subjects[index] = subject_of(tokens_of(text[:_LONGEST_LEAD]), text)
        return self._subjects[index]

    def before(self, index: int) -> range:
        """The sentences before one, nearest first, as far as it is worth looking back."""
        return range(index - 1, max(-1, index - 1 - FARTHEST_BACK), -1)

    def block_before(self, index: int) -> int | None:
        """The last sentence of the block before that of a sentence."""
        block = self.sentences[index].block
        nearest = self.before(index)
        others = (back for back in nearest if self.sentences[back].block.start != block.start)
        return next(others, None)
