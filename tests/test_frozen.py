"""Records made by `frozen` behave as the frozen dataclasses that they stand for."""

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.frozen import MANY, frozen, frozen_part


@frozen
class Point:
    x: int
    y: int = 2
    tags: tuple[str, ...] = ()
    seen: list[int] = field(default_factory=list, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.x < 0:
            raise ValueError("x: cannot be negative")


@frozen
class Named(Point):
    name: str

    @property
    def shout(self) -> str:
        return self.name.upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    x: int
    y: int = 2
    tags: tuple[str, ...] = ()


def test_fields_and_defaults_are_those_of_the_class() -> None:
    named = Named(x=1, name="a")

    assert [one.name for one in fields(named)] == ["x", "y", "tags", "seen", "name"]
    assert (named.x, named.y, named.tags, named.seen, named.name) == (1, 2, (), [], "a")
    assert named.shout == "A"


@frozen_part
class Measured:
    length: float = 0.0


@frozen_part
class Weighed:
    weight: float = 0.0


@frozen
class Parcel(Measured, Weighed):
    label: str


def test_a_record_can_be_put_together_from_parts() -> None:
    parcel = Parcel(label="a", weight=2.0)

    assert repr(parcel) == "Parcel(weight=2.0, length=0.0, label='a')"
    with pytest.raises(FrozenInstanceError):
        parcel.length = 1.0  # type: ignore[misc]


def test_a_record_has_no_room_for_anything_else() -> None:
    assert not hasattr(Named(x=1, name="a"), "__dict__")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "Point lacks, or does not have, x"),
        ({"x": 1, "z": 2}, "Point lacks, or does not have, z"),
    ],
)
def test_missing_and_unknown_values_are_named(values: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        Point(**values)


def test_values_are_given_by_name() -> None:
    with pytest.raises(TypeError):
        Point(1)  # type: ignore[call-arg]


def test_no_invalid_record_is_made() -> None:
    with pytest.raises(ValueError, match="x: cannot be negative"):
        Point(x=-1)
    with pytest.raises(ValueError, match="x: cannot be negative"):
        replace(Point(x=1), x=-1)


def test_a_class_of_many_records_makes_them_as_before() -> None:
    @frozen
    class Step(Measured):
        number: int
        names: tuple[str, ...] = ()

        def __post_init__(self) -> None:
            if self.number < 0:
                raise ValueError("number: cannot be negative")

    first = Step(number=0, length=0.5)
    early = Step.__init__
    steps = [Step(number=i, length=i / 2) for i in range(1, MANY)]

    assert Step.__init__ is not early
    assert Step(number=0, length=0.5) == first
    assert [(step.number, step.length, step.names) for step in (*steps, Step(number=9))] == [
        *((i, i / 2, ()) for i in range(1, MANY)),
        (9, 0.0, ()),
    ]
    with pytest.raises(ValueError, match="number: cannot be negative"):
        replace(first, number=-1)
    wrongs: tuple[dict[str, Any], ...] = ({}, {"number": 1, "z": 2})
    for wrong in wrongs:
        with pytest.raises(TypeError):
            Step(**wrong)


def test_a_record_cannot_be_changed() -> None:
    point = Point(x=1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'x'"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
        del point.x
    assert point == Point(x=1)


def test_every_record_has_a_default_of_its_own() -> None:
    assert Point(x=1).seen is not Point(x=1).seen


def test_what_is_not_compared_is_neither_hashed_nor_shown() -> None:
    one, other = Point(x=1, seen=[1]), Point(x=1, seen=[2])

    assert one == other
    assert hash(one) == hash(other)
    assert repr(one) == "Point(x=1, y=2, tags=())"


def test_records_of_two_classes_are_never_equal() -> None:
    others: list[object] = [Named(x=1, name="a"), Plain(x=1), (1, 2, ())]

    assert Point(x=1) not in others


def test_records_are_copied_and_pickled_whole() -> None:
    named = Named(x=1, name="ä", seen=[3])

    for again in (copy.copy(named), copy.deepcopy(named), pickle.loads(pickle.dumps(named))):
        assert asdict(again) == asdict(named)


def test_a_pattern_can_take_a_record_apart() -> None:
    match Named(x=1, name="a"):
        case Point(x=x, y=2):
            assert x == 1
        case _:
            pytest.fail("no match")


@given(x=st.integers(0), y=st.integers(), tags=st.lists(st.text()).map(tuple))
def test_text_hash_and_equality_are_those_of_a_dataclass(
    x: int, y: int, tags: tuple[str, ...]
) -> None:
    point, plain = Point(x=x, y=y, tags=tags), Plain(x=x, y=y, tags=tags)

    assert repr(point) == repr(plain).replace("Plain", "Point")
    assert hash(point) == hash(plain)
    assert (point == Point(x=1)) == (plain == Plain(x=1))
    assert replace(point, y=0) == Point(x=x, tags=tags, y=0)
