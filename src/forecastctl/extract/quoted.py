"""Whose a quotation is: by the words beside it, else by who spoke before or after it."""

from forecastctl.extract.antecedents import Voice, antecedent, voice_of
from forecastctl.extract.base import SourceKind
from forecastctl.extract.memory import Memory
from forecastctl.extract.noun_phrase import subject_of
from forecastctl.extract.quotes import Quotation
from forecastctl.extract.report import Report
from forecastctl.extract.tokens import tokens_of

MOST_BLOCKS = 12
"""Blocks that one quotation may run over."""


class Quoted:
    """Finds the speaker of each quotation of an article once."""

    def __init__(self, memory: Memory) -> None:
        """Take what was read of the article."""
        self._memory = memory
        self._found: dict[int, Voice | None] = {}

    def speaker_of(self, quote: Quotation, depth: int = 0) -> Voice | None:
        """Whose words an outer quote holds, or None where nothing tells."""
        if quote.start not in self._found:
            self._found[quote.start] = None  # ends a search that comes back to where it began
            self._found[quote.start] = self._search(quote, depth)
        return self._found[quote.start]

    def _search(self, quote: Quotation, depth: int) -> Voice | None:
        return (
            self._after(quote, is_adjacent=True)
            or self._ahead(quote)
            or self._introduced(quote)
            or self._after(quote, is_adjacent=False)
            or self._spoken_before(self._memory.index_at(quote.start), quote.start)
            or self._spoken_next(quote, depth)
            or self._in_block_before(quote, depth)
            or self._acted_before(quote)
        )

    def _outside(self, index: int) -> list[Report]:
        """The reports of a sentence that stand in no quote and own no plan."""
        return [
            report
            for report in self._memory.reports_of(index)
            if report.cue != "owner" and not self._memory.is_quoted(index, report)
        ]

    def _after(self, quote: Quotation, *, is_adjacent: bool) -> Voice | None:
        """Who is named after a quote in the sentence where it ends: “...,” said X."""
        index = self._memory.index_at(quote.end - 1)
        end = quote.end - self._memory.sentences[index].start
        for report in self._outside(index):
            gap = report.start - end
            if 0 <= gap <= _NEAR or (gap >= 0 and not is_adjacent):
                return voice_of(self._memory, index, report)
        return None

    def _ahead(self, quote: Quotation) -> Voice | None:
        """Who is named before a quote in the sentence where it begins: X said: “..."""
        index = self._memory.index_at(quote.start)
        start = quote.start - self._memory.sentences[index].start
        before = [report for report in self._outside(index) if report.end <= start]
        return voice_of(self._memory, index, before[-1]) if before else None

    def _introduced(self, quote: Quotation) -> Voice | None:
        """Who is the subject before a colon, whatever the verb: X disagreed: “..."""
        index = self._memory.index_at(quote.start)
        sentence = self._memory.sentences[index]
        lead = sentence.text[: max(0, quote.start - sentence.start)].rstrip()
        if not lead.endswith(":") or len(lead) > _LONGEST_LEAD:
            return None
        subject = subject_of(tokens_of(lead), sentence.text)
        if subject is None or subject.kind is SourceKind.AUTHOR:
            return None
        found = antecedent(self._memory, index, subject, subject.start)
        return Voice(found or subject, "clause", index, is_inferred=found is not None)

    def _spoken_before(self, index: int, offset: int) -> Voice | None:
        """Who spoke last before an offset in the block of a sentence."""
        block = self._memory.sentences[index].block
        for back in (index, *self._memory.before(index)):
            sentence = self._memory.sentences[back]
            if sentence.block.start != block.start:
                return None
            for report in reversed(self._outside(back)):
                if sentence.start + report.start < offset:
                    return voice_of(self._memory, back, report)
        return None

    def _acted_before(self, quote: Quotation) -> Voice | None:
        """The person whom the sentence before in the block is about."""
        index = self._memory.index_at(quote.start) - 1
        subject = self._memory.subject_of(index) if index >= 0 else None
        block = self._memory.sentences[index + 1].block
        if subject is None or not subject.is_full or quote.start <= block.start:
            return None
        return Voice(subject, "clause", index, is_inferred=True)

    def _spoken_next(self, quote: Quotation, depth: int) -> Voice | None:
        """Who is named after the next quote, which may begin the next block if this stays open."""
        following = self._following(quote)
        if following is None or depth >= MOST_BLOCKS:
            return None
        after = self._after(following, is_adjacent=False)
        if after is None and not following.is_closed:
            return self._spoken_next(following, depth + 1)
        return after

    def _following(self, quote: Quotation) -> Quotation | None:
        index = self._memory.index_at(quote.start)
        quotes = self._memory.quotations_of(self._memory.sentences[index].block)
        if quote != quotes[-1]:
            return quotes[quotes.index(quote) + 1]
        index = self._memory.index_at(quote.end) + 1
        if quote.is_closed or index >= len(self._memory.sentences):
            return None
        block = self._memory.sentences[index].block
        quotes = self._memory.quotations_of(block)
        return quotes[0] if quotes and quotes[0].start == block.start else None

    def _in_block_before(self, quote: Quotation, depth: int) -> Voice | None:
        """A quote that begins a block goes on for who spoke last in the block before."""
        index = self._memory.index_at(quote.start)
        back = self._memory.block_before(index)
        begins = quote.start == self._memory.sentences[index].block.start
        if back is None or not begins or depth >= MOST_BLOCKS:
            return None
        before = self._memory.sentences[back].block
        quotes = self._memory.quotations_of(before)
        if quotes and quotes[-1].end >= before.end - 1:
            return self.speaker_of(quotes[-1], depth + 1)
        return self._spoken_before(back, before.end)


_NEAR = 2
"""Characters between a quote and the clause that says whose it is: a space, a comma."""
_LONGEST_LEAD = 400
