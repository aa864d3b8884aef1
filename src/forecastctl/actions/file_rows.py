"""A table of any origin as rows for scoring, in a few bytes each, so that millions fit."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import chain, repeat
from typing import Any

from forecastctl.formats.document import counted
from forecastctl.formats.generic import note_unknown_days
from forecastctl.formats.generic_rows import Asked, Manner, Numbers, Speaker, Teller
from forecastctl.formats.generic_table import REST_COLUMNS
from forecastctl.formats.intake import TWINS
from forecastctl.model import Source
from forecastctl.scoring.tables import GroupBy, ScoringRow, Selection
from forecastctl.text import slug

BLOCKS = 64
"""Into so many blocks questions are dealt, so that one block at a time becomes rows."""

NO_RANGE = -1.0
NO_TIME = -1e18
_GROUPED = frozenset({GroupBy.TAG, GroupBy.VIA, GroupBy.SOURCE_KIND})
_EARLIEST = 4e9
"""Seconds that are added so that no time is negative."""

_MASK = 0xFFFFFFFF


class _Block:
    """Forecasts on some of the questions, in the order of the file, column by column."""

    __slots__ = ("places", "ranges", "shares", "times")

    def __init__(self) -> None:
        self.places = array("I")  # question, speaker, made, own id, manner, rest, line
        self.shares = array("d")
        self.times = array("d")
        self.ranges = array("d")

    def column(self, number: int) -> Sequence[int]:
        """One of the columns of `places`."""
        return self.places[number::_WIDTH]

    def keys(self) -> list[tuple[float, ...]]:
        """What each forecast goes by."""
        columns = (self.column(i) for i in (_QUESTION, _SPEAKER, _MADE, _ID))
        return list(zip(*columns, self.times, self.shares, strict=True))

    def contents(self) -> list[tuple[float, ...]]:
        """What else each forecast says."""
        ranges = chain(self.ranges, repeat(NO_RANGE))
        columns = (self.column(_MANNER), self.column(_REST))
        return list(zip(*columns, ranges, ranges, strict=False))

    def without(self, dropped: set[int]) -> "_Block":
        """The block without the forecasts of these lines."""
        kept = _Block()
        for i, line in enumerate(self.column(_LINE)):
            if line not in dropped:
                kept.places.extend(self.places[i * _WIDTH : (i + 1) * _WIDTH])
                kept.shares.append(self.shares[i])
                kept.times.append(self.times[i])
                kept.ranges.extend(self.ranges[2 * i : 2 * i + 2])
        return kept


_QUESTION, _SPEAKER, _MADE, _ID, _MANNER, _REST, _LINE = range(7)
_WIDTH = 7


class FileRows:
    """All forecasts of a table. What is wrong with it is told by the teller's intake."""

    def __init__(self, teller: Teller, lines: Iterable[str]) -> None:
        self._teller = teller
        self._blocks = [_Block() for _ in range(BLOCKS)]
        self._speakers: list[Speaker] = []
        self._places: dict[str, int] = {}
        self._own_ids: list[array[int]] = [array("q") for _ in range(BLOCKS)]
        self._read(lines)
        self._drop_repeated()
        note_unknown_days(teller.intake, teller.questions)

    @property
    def sources(self) -> list[Source]:
        """Who speaks in the table, and who passed something on."""
        found = {speaker.source.id: speaker.source for speaker in self._speakers}
        for manner in self._teller.manners:
            for name in manner.via:
                found.setdefault(slug(name), Source(id=slug(name), name=name))
        return list(found.values())

    def blocks(self, selection: Selection) -> Iterator[Iterable[ScoringRow]]:
        """The forecasts as scoring sees them, those on a question all in one block."""
        for block in self._blocks:
            yield self._rows(block, selection.by)

    def _read(self, lines: Iterable[str]) -> None:
        blocks, places, teller = self._blocks, self._places, self._teller
        rest_of = id_of = None
        for line, question, manner, speaker, numbers, made, cells in teller.told(lines):
            if rest_of is None or id_of is None:
                rest_of, id_of = teller.layout.getter(REST_COLUMNS), teller.layout.getter(["id"])
            place = places.get(speaker[1])
            if place is None:
                place = self._add(speaker)
            block = blocks[question % BLOCKS]
            own, rest = id_of(cells), hash(rest_of(cells)) & _MASK
            id = self._own_id(own, (question, place, made, manner, numbers, rest), line)
            day, at = made
            block.places.extend((question, place, day.toordinal(), id, manner, rest, line))
            block.shares.append(numbers[0])
            block.times.append(NO_TIME if at is None else at.timestamp())
            if numbers[1] is not None or block.ranges:
                self._add_range(block, numbers)

    def _add(self, speaker: Speaker) -> int:
        place = self._places[speaker.key] = len(self._speakers)
        self._speakers.append(speaker)
        return place

    def _add_range(self, block: _Block, numbers: Numbers) -> None:
        """The range of the newest forecast; those before it may have had none."""
        missing = 2 * (len(block.shares) - 1) - len(block.ranges)
        block.ranges.extend([NO_RANGE] * missing)
        low, high = numbers.low, numbers.high
        is_missing = low is None or high is None
        block.ranges.extend((NO_RANGE, NO_RANGE) if is_missing else (low, high))  # type: ignore[arg-type]

    def _own_id(self, own: Any, content: tuple[object, ...], line: int) -> int:
        """A short form of a row's own id, 0 where it has none."""
        if not own:
            return 0
        key = hash(own)
        self._own_ids[key % BLOCKS].extend((key, hash(content), line))
        return key & _MASK or 1

    def _drop_repeated(self) -> None:
        """Count identical rows once; refuse those that contradict an earlier one."""
        refused = dict(chain.from_iterable(map(_contradictions, self._own_ids)))
        n_repeated = n_twins = 0
        for i, block in enumerate(self._blocks):
            keys = block.keys()
            if refused or len(set(keys)) < len(keys):
                again, others = _seen_before(block, keys)
                refused |= others
                n_repeated += len(again - refused.keys())
                self._blocks[i] = block.without(again | refused.keys())
            n_twins += _n_twins(self._blocks[i])
        intake = self._teller.intake
        for line, first in sorted(refused.items()):
            message = f"this forecast is there already, with other content (line {first})"
            intake.problem(f"line {line}", None, message)
        if n_repeated:
            intake.note(f"{counted(n_repeated, 'record')} repeated: that counts once")
        if n_twins:
            intake.note(f"{n_twins:,} {TWINS}")

    def _rows(self, block: _Block, by: GroupBy) -> Iterator[ScoringRow]:
        teller = self._teller
        recorded = teller.intake.options.recorded_at.date().isoformat()
        told_of = cache(lambda question: _of_question(teller.questions[question], recorded))
        day_of = cache(lambda made: date.fromordinal(made).isoformat())
        manners = [_of_manner(manner) for manner in teller.manners]
        sources = [speaker.source for speaker in self._speakers]
        ranges = chain(block.ranges, repeat(NO_RANGE))
        columns = (block.column(i) for i in (_QUESTION, _SPEAKER, _MADE, _MANNER))
        new, is_grouped = tuple.__new__, by in _GROUPED
        groups: tuple[str, ...] = ()
        forecasts = zip(*columns, block.shares, block.times, ranges, ranges, strict=False)
        for order, (question, place, made, manner, share, time, low, high) in enumerate(forecasts):
            source = sources[place]
            id, told = told_of(question)
            if is_grouped:
                groups = _groups(by, teller.questions[question], teller.manners[manner], source)
            numbers = (share, None, None) if low < 0 else (share, low, high)
            when = (day_of(made), (_sortable(time), order))
            row = ("", id, source.id, *numbers, *manners[manner], *when, *told, groups)
            yield new(ScoringRow, row)


def _of_question(asked: Asked, recorded: str) -> tuple[str, tuple[object, ...]]:
    """The id of a question, and what follows it in a scoring row."""
    due, happened = asked.due.day, asked.happened_on
    told = (
        True,
        due and due.isoformat(),
        asked.due.is_assumed,
        asked.event,
        asked.outcome,
        happened and happened.isoformat(),
        recorded if asked.outcome else None,
    )
    return asked.id, told


def _of_manner(manner: Manner) -> tuple[object, ...]:
    return (manner.wording, manner.method.value, manner.said.value, manner.claim_kind)


def _groups(by: GroupBy, asked: Asked, manner: Manner, source: Source) -> tuple[str, ...]:
    """The groups of a forecast that the engine cannot find itself."""
    if by is GroupBy.TAG:
        return asked.tags
    if by is GroupBy.VIA:
        return tuple(map(slug, manner.via))
    return (source.kind.value,)


def _sortable(time: float) -> str:
    """Seconds since 1970 as text in their order, empty where there are none."""
    return "" if time == NO_TIME else f"{time + _EARLIEST:018.6f}"


def _contradictions(told: "array[int]") -> Iterator[tuple[int, int]]:
    """Lines whose own id an earlier line has with other content, and that line."""
    first: dict[int, tuple[int, int]] = {}
    for key, content, line in zip(told[::3], told[1::3], told[2::3], strict=True):
        held, held_line = first.setdefault(key, (content, line))
        if held != content:
            yield line, held_line


def _seen_before(block: _Block, keys: list[tuple[float, ...]]) -> tuple[set[int], dict[int, int]]:
    """Lines that repeat an earlier one, and those that go by the same key but say otherwise."""
    first: dict[tuple[float, ...], tuple[tuple[float, ...], int]] = {}
    again: set[int] = set()
    others: dict[int, int] = {}
    for key, content, line in zip(keys, block.contents(), block.column(_LINE), strict=True):
        held, held_line = first.setdefault(key, (content, line))
        if held != content:
            others[line] = held_line
        elif held_line != line:
            again.add(line)
    return again, others


def _n_twins(block: _Block) -> int:
    """How many forecasts of a source on a question and day differ in probability."""
    columns = (block.column(i) for i in (_QUESTION, _SPEAKER, _MADE))
    times = list(zip(*columns, block.times, strict=True))
    if len(set(times)) == len(times):
        return 0
    return sum(n for n in Counter(times).values() if n > 1)
