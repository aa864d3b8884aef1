"""One record of another tool's file, read field by field."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from forecastctl.formats.document import ReadOptions
from forecastctl.formats.fields import read_share, read_text, shorten
from forecastctl.formats.stamp import Form, Stamp, read_stamp
from forecastctl.model import Outcome

T = TypeVar("T")


class Due(NamedTuple):
    """A due day, None for undated, and whether it was assumed."""

    day: date | None
    is_assumed: bool = False


class Fields:
    """Reads values by name. A fault is noted and something harmless stands in for the value.

    So one pass finds all faults of a record; what was read counts only while `is_good`.
    """

    def __init__(self, values: Mapping[str, Any], options: ReadOptions) -> None:
        self.values = values
        self.options = options
        self.faults: list[tuple[str | None, str]] = []

    @property
    def is_good(self) -> bool:
        """True while nothing is wrong."""
        return not self.faults

    def fault(self, name: str | None, message: str) -> None:
        """Note what is wrong with a field."""
        self.faults.append((name, message))

    def has(self, name: str) -> bool:
        """True where the field is filled."""
        value = self.values.get(name)
        return value is not None and value != ""

    def read(self, name: str, reader: Callable[[Any], T], otherwise: T) -> T:
        """The value of a field that has to be filled."""
        value = self.values.get(name)
        if value is None or value == "":
            self.fault(name, "is empty" if name in self.values else "is missing")
            return otherwise
        return self._told(name, reader, value, otherwise)

    def read_or(self, name: str, reader: Callable[[Any], T], otherwise: T) -> T:
        """The value of a field that may be empty."""
        value = self.values.get(name)
        if value is None or value == "":
            return otherwise
        return self._told(name, reader, value, otherwise)

    def _told(self, name: str, reader: Callable[[Any], T], value: Any, otherwise: T) -> T:
        try:
            return reader(value)
        except ValueError as error:
            self.fault(name, str(error))
            return otherwise

    def text(self, name: str) -> str:
        """Text that is not blank."""
        return self.read(name, _read_filled, _SOME_TEXT)

    def text_or(self, name: str) -> str | None:
        """Text that may be missing."""
        return self.read_or(name, read_text, None)

    def texts(self, name: str) -> tuple[str, ...]:
        """A JSON list of texts; blank ones mean nothing."""
        return self.read_or(name, _read_list, ())

    def whole(self, name: str) -> int:
        """A whole number, such as an id."""
        return self.read(name, _read_int, 0)

    def flag(self, name: str) -> bool:
        """True or false in JSON; a missing one is false."""
        return self.read_or(name, _read_bool, False)

    def share(self, name: str) -> float:
        """A number in 0..1, in JSON or in a cell."""
        return self.read(name, _read_any_share, 0.5)

    def per_cent(self, name: str) -> float:
        """A number in 0..100, in a cell, with or without a sign."""
        return self.read(name, read_per_cent, 0.5)

    def stamp(self, name: str, form: Form) -> Stamp:
        """A day or an instant."""
        return self.read(name, self._stamp_reader(form), _NO_STAMP)

    def stamp_or(self, name: str, form: Form) -> Stamp | None:
        """A day or an instant that may be missing."""
        return self.read_or(name, self._stamp_reader(form), None)

    def due(self, name: str, form: Form) -> Due:
        """The due day; the options say what a missing one means."""
        if self.has(name):
            return Due(self.stamp(name, form).day)
        return self.default_due(name)

    def default_due(self, name: str) -> Due:
        """What the options say of a due day that is missing."""
        default = self.options.default_due
        if default is None:
            self.fault(name, "is empty; --default-due DATE (or none) says what that means")
            return Due(None)
        return Due(default.day, default.day is not None)

    def choice(self, name: str, words: Mapping[str, T]) -> T | None:
        """What one of these words means, None where there is none."""
        return self.read_or(name, lambda value: _one_of(value, words), None)

    def outcome(self, name: str, words: Mapping[str, Outcome | None]) -> Outcome | None:
        """An outcome in the words of this tool; some of them mean that there is none."""
        return self.choice(name, words)

    def _stamp_reader(self, form: Form) -> Callable[[Any], Stamp]:
        zone = self.options.timezone
        return lambda value: read_stamp(
            value if type(value) is str else read_text(value), form, zone
        )


def read_number(text: str) -> float:
    """A plain decimal number in 0..1."""
    return read_share(float(_digits(text, "a number in 0..1")))


def read_per_cent(text: Any) -> float:
    """A plain decimal number in 0..100, with or without a sign, as a share; rounded only once."""
    digits = _digits(read_text(text).removesuffix("%").rstrip(" "), "a number in 0..100")
    if not 0 <= float(digits) <= 100:
        raise ValueError(f"{shorten(text)} is not a number in 0..100")
    mantissa, _, exponent = digits.lower().partition("e")
    return float(f"{mantissa}e{int(exponent or 0) - 2}")


def _digits(text: str, what: str) -> str:
    if not _is_number(text):
        raise ValueError(f"{shorten(text)} is not {what}")
    return text


def _read_any_share(value: Any) -> float:
    return read_number(value) if type(value) is str else read_share(value)


def _read_filled(value: Any) -> str:
    text = read_text(value)
    if not text.strip():
        raise ValueError("is blank")
    return text


def _read_list(value: Any) -> tuple[str, ...]:
    if type(value) is not list:
        raise ValueError(f"{shorten(value)} is not a list")
    return tuple(text for text in map(read_text, value) if text.strip())


def _read_int(value: Any) -> int:
    if type(value) is not int:
        raise ValueError(f"{shorten(value)} is not a whole number")
    return value


def _read_bool(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError(f"{shorten(value)} is neither true nor false")
    return value


def _one_of(value: Any, words: Mapping[str, T]) -> T:
    text = read_text(value)
    if text not in words:
        raise ValueError(f"{shorten(text)} is none of {', '.join(words)}")
    return words[text]


_is_number = re.compile(r"[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]{1,3})?").fullmatch
_NO_STAMP = Stamp(date.min)
_SOME_TEXT = "x"
