"""The questions that several sources answered: what the others lost on them, and pairs."""

from collections import Counter
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from itertools import chain
from typing import NamedTuple

from forecastctl.scoring.batch import Batch, Events, points_in
from forecastctl.scoring.point import Point
from forecastctl.scoring.tables import SCALE, Count, PairKey, PairTable, PeerSums


class QuestionSums(NamedTuple):
    """Over the m sources that answered a question: losses and their squares, on SCALE."""

    m: int
    sum_d: int
    sum_d2: int

    def excess(self, d: int) -> int:
        """A loss of d minus the mean loss of the others, on SCALE, a half rounded up."""
        others = self.m - 1
        return (2 * (self.m * d - self.sum_d) + others) // (2 * others)

    @property
    def variance(self) -> int:
        """The sample variance of the losses, on SCALE, a half rounded up."""
        above = self.sum_d2 * SCALE * self.m - self.sum_d * self.sum_d
        below = SCALE * self.m * (self.m - 1)
        return max(0, (2 * above + below) // (2 * below))


class SharedQuestions:
    """The table of questions, as far as two or more sources answered them."""

    def __init__(self, batches: Sequence[Batch], events: Events) -> None:
        self._events = events
        self._sums = _question_sums(batches)
        self._variances = {question: sums.variance for question, sums in self._sums.items()}

    def peer_sums(self, batches: Sequence[Batch]) -> Mapping[str, PeerSums]:
        """The table folded back to one row, by cluster."""
        return _FoldedPeers(lambda: self._folded(batches)) if self._sums else {}

    def _folded(self, batches: Sequence[Batch]) -> dict[str, PeerSums]:
        folded: dict[str, PeerSums] = {}
        for question, cluster, point in _units(batches, self._events):
            sums = self._sums.get(question)
            if sums is not None:
                x, v = sums.excess(point.sums.sum_d), self._variances[question]
                n, sum_x, sum_v = folded.get(cluster, _NO_PEERS)
                folded[cluster] = PeerSums(n + 1, sum_x + x, sum_v + v)
        return folded


class _FoldedPeers(Mapping[str, PeerSums]):
    """The peers of one row, folded anew when asked for: for all rows they would fill the memory."""

    def __init__(self, fold: Callable[[], dict[str, PeerSums]]) -> None:
        self._fold = fold

    def __getitem__(self, cluster: str) -> PeerSums:
        return self._fold()[cluster]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fold())

    def __len__(self) -> int:
        return len(self._fold())

    def items(self) -> ItemsView[str, PeerSums]:
        return self._fold().items()

    def values(self) -> ValuesView[PeerSums]:
        return self._fold().values()


class Opponent:
    """The source that every row is paired with."""

    def __init__(self, source: str, batches: Iterable[Batch], events: Events) -> None:
        self._events = events
        own = [batch for batch in batches if batch.source == source]
        questions = chain.from_iterable(batch.questions for batch in own)
        self._points = dict(zip(questions, points_in(own), strict=True))

    def pairs(self, batches: Sequence[Batch]) -> PairTable:
        """What this row and the opponent said on the questions that both answered."""
        counts: Counter[tuple[PairKey, int]] = Counter()
        n_worded = 0
        for question, cluster, point in _units(batches, self._events):
            other = self._points.get(question)
            if other is not None:
                counts[PairKey(cluster, point.cell, other.cell), point.is_yes] += 1
                n_worded += point.is_worded or other.is_worded
        return PairTable(pairs=_by_key(counts), n_worded=n_worded)


def _by_key(counts: Mapping[tuple[PairKey, int], int]) -> dict[PairKey, Count]:
    pairs: dict[PairKey, Count] = {}
    for (key, is_yes), m in counts.items():
        n, k = pairs.get(key, _NOTHING)
        pairs[key] = Count(n + m, k + m * is_yes)
    return pairs


def _question_sums(batches: Sequence[Batch]) -> dict[str, QuestionSums]:
    counts = Counter(chain.from_iterable(batch.questions for batch in batches))
    if len(counts) == counts.total():
        return {}
    sums: dict[str, QuestionSums] = {}
    questions = chain.from_iterable(batch.questions for batch in batches)
    for question, point in zip(questions, points_in(batches), strict=True):
        if counts[question] > 1:
            m, sum_d, sum_d2 = sums.get(question, _UNANSWERED)
            sums[question] = QuestionSums(m + 1, sum_d + point.sums.sum_d, sum_d2 + point.square)
    return sums


def _units(batches: Sequence[Batch], events: Events) -> Iterable[tuple[str, str, Point]]:
    """Question, cluster and point of every scored forecast."""
    questions = chain.from_iterable(batch.questions for batch in batches)
    return zip(questions, events.clusters(batches), points_in(batches), strict=True)


_NOTHING = Count(0, 0)
_NO_PEERS = PeerSums(0, 0, 0)
_UNANSWERED = QuestionSums(0, 0, 0)
