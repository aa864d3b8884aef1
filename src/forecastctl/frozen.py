"""Records: frozen, slotted, keyword-only dataclasses that cost next to nothing to define.

`dataclass` writes and compiles six methods for every class, which takes about a millisecond, and a
command loads dozens of records. All classes made here share one of each method; to type checkers,
`fields`, `replace` and `asdict` they are dataclasses like others. Only a class of which many
records are made gets an initialiser of its own.
"""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import TypeVar, cast, dataclass_transform

C = TypeVar("C")

MANY = 500
"""From so many records on, an initialiser saves more time than it takes to compile."""


class _Layout:
    """What the shared methods have to know of a class."""

    __slots__ = (
        "check",
        "compared",
        "defaults",
        "factories",
        "known",
        "n_made",
        "names",
        "shown",
    )

    def __init__(self, cls: type) -> None:
        own = fields(cls)
        self.names = tuple(one.name for one in own)
        self.known = frozenset(self.names)
        self.shown = tuple(one.name for one in own if one.repr)
        self.compared = tuple(one.name for one in own if one.compare)
        self.defaults = {one.name: one.default for one in own if one.default is not MISSING}
        self.factories: dict[str, Callable[[], object]] = {
            one.name: one.default_factory for one in own if one.default_factory is not MISSING
        }
        self.check: Callable[[object], None] | None = getattr(cls, "__post_init__", None)
        self.n_made = 0

    def completed(self, cls: type, values: dict[str, object]) -> dict[str, object]:
        """All values in the order of the fields. Raises TypeError for too few or unknown ones."""
        whole = self.defaults | values
        for name, make in self.factories.items():
            if name not in whole:
                whole[name] = make()
        if whole.keys() != self.known:
            wrong = sorted(self.known ^ whole.keys())
            raise TypeError(f"{cls.__name__} lacks, or does not have, {', '.join(wrong)}")
        return whole


class _Record:
    """The methods that all records share. They are copied: a record has no base class."""

    __layout__: _Layout

    def __init__(self, **values: object) -> None:
        layout = self.__layout__
        layout.n_made += 1
        if layout.n_made == MANY and not layout.factories and hasattr(type(self), "__slots__"):
            type.__setattr__(type(self), "__init__", _initialiser(type(self), layout))
        whole = layout.defaults | values
        if whole.keys() != layout.known:
            whole = layout.completed(type(self), values)
        put = object.__setattr__
        for name, value in whole.items():
            put(self, name, value)
        if layout.check is not None:
            layout.check(self)

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__layout__.compared)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in self.__layout__.compared))

    def __repr__(self) -> str:
        shown = (f"{name}={getattr(self, name)!r}" for name in self.__layout__.shown)
        return f"{type(self).__name__}({', '.join(shown)})"

    def __setattr__(self, name: str, _: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__layout__.names)

    def __setstate__(self, state: tuple[object, ...]) -> None:
        for name, value in zip(self.__layout__.names, state, strict=True):
            object.__setattr__(self, name, value)


def _initialiser(cls: type, layout: _Layout) -> Callable[..., None]:
    """What `_Record.__init__` does, written out for one class with slots."""
    lines = [f"def __init__(self, *, {', '.join(layout.names)}):"]
    lines += [f"    _set_{name}(self, {name})" for name in layout.names]
    lines += ["    _check(self)"] if layout.check else []
    scope = {f"_set_{name}": getattr(cls, name).__set__ for name in layout.names}
    scope["_check"] = layout.check
    exec("\n".join(lines), scope)
    made: Callable[..., None] = scope["__init__"]
    made.__kwdefaults__ = layout.defaults
    return made


_METHODS = {name: method for name, method in vars(_Record).items() if callable(method)}


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def frozen(cls: type[C]) -> type[C]:
    """Make a class of annotated fields a record: immutable, compared and printed by its values."""
    return _made(cls, has_slots=True)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def frozen_part(cls: type[C]) -> type[C]:
    """Make a class a record that others are put together from: Python joins none with slots."""
    return _made(cls, has_slots=False)


def _made(cls: type[C], *, has_slots: bool) -> type[C]:
    for name, method in _METHODS.items():
        setattr(cls, name, method)
    made = dataclass(init=False, eq=False, repr=False, slots=has_slots, kw_only=True)(cls)
    cast("type[_Record]", made).__layout__ = _Layout(made)
    return made
