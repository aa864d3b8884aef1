"""Canonical JSON: one spelling for every value, so that bytes can be compared and hashed.

Compact, keys in the order given, nothing escaped that JSON does not demand, floats as short as
they can be read back (`0.00001`, `1e-6`, `1e+16`). orjson does it fast; without orjson, or with one
that spells floats otherwise, the functions below give the same bytes.
"""

import json
import math
from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import NoReturn

try:
    import orjson
except ImportError:  # pragma: no cover - orjson is a dependency, but not on every platform
    HAS_ORJSON = False
else:
    HAS_ORJSON = orjson.dumps([1e16, 1e-5, 1e-6]) == b"[1e+16,0.00001,1e-6]"

MAX_DEPTH = 200
"""How deep lists and objects may nest: less than any JSON reader's limit."""

_MIN_INT, _MAX_INT = -(2**63), 2**64 - 1


def encode(value: object) -> bytes:
    """The canonical bytes. Raises ValueError with a finished sentence for what has none."""
    if not HAS_ORJSON:
        return _encode_slowly(value)
    try:
        text = orjson.dumps(value, default=_plain, option=orjson.OPT_PASSTHROUGH_DATETIME)
    except (TypeError, RecursionError):
        return _encode_slowly(value)
    if b"null" in text and orjson.loads(text) != value:  # orjson writes NaN, inf as null
        return _encode_slowly(value)
    return text


def decode(text: bytes) -> object:
    """The value that these bytes spell. Raises ValueError for anything but strict JSON in UTF-8."""
    if HAS_ORJSON:
        return orjson.loads(text)
    return _decode_slowly(text)


def is_spelled(text: bytes, value: object) -> bool:
    """Whether the text is the canonical spelling of the value that it decodes to."""
    try:
        return text == (orjson.dumps(value) if HAS_ORJSON else _encode_slowly(value))
    except (TypeError, ValueError, RecursionError):
        return False


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError


def _encode_slowly(value: object) -> bytes:
    parts: list[str] = []
    _spell(value, parts, 0)
    try:
        return "".join(parts).encode()
    except UnicodeEncodeError as error:
        character = ord(error.object[error.start])
        raise ValueError(
            f"the text holds half a character (U+{character:04X}) and cannot be stored; retype it"
        ) from None


def _spell(value: object, parts: list[str], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ValueError(f"lists and objects nest deeper than {MAX_DEPTH}")
    if isinstance(value, str):
        parts.append(encode_basestring(value))
    elif isinstance(value, Mapping):
        _spell_object(value, parts, depth)
    elif isinstance(value, (list, tuple)):
        _spell_list(value, parts, depth)
    else:
        parts.append(_spell_scalar(value))


def _spell_object(value: Mapping[object, object], parts: list[str], depth: int) -> None:
    separator = "{"
    for key, item in value.items():
        if not isinstance(key, str):
            raise ValueError(f"the key {key!r} is not text")
        parts.append(f"{separator}{encode_basestring(key)}:")
        _spell(item, parts, depth + 1)
        separator = ","
    parts.append("}" if value else "{}")


def _spell_list(value: list[object] | tuple[object, ...], parts: list[str], depth: int) -> None:
    separator = "["
    for item in value:
        parts.append(separator)
        _spell(item, parts, depth + 1)
        separator = ","
    parts.append("]" if value else "[]")


def _spell_scalar(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        if not _MIN_INT <= value <= _MAX_INT:
            raise ValueError(f"{value} is not an integer of 64 bits")
        return int.__repr__(value)
    if isinstance(value, float):
        return _spell_float(value)
    raise ValueError(f"a {type(value).__name__} has no place in JSON")


def _spell_float(value: float) -> str:
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a number that can be stored")
    text = float.__repr__(value)
    if text.endswith("e-05"):
        digits = text[:-4].lstrip("-").replace(".", "")
        return ("-" if value < 0 else "") + "0.0000" + digits
    return text.replace("e-0", "e-")


def _decode_slowly(text: bytes) -> object:
    try:
        value: object = json.loads(
            text.decode(), parse_int=_read_int, parse_float=_read_float, parse_constant=_refuse
        )
        json.dumps(value, ensure_ascii=False).encode()  # finds half characters: "\ud800"
    except RecursionError:
        raise ValueError("nested too deep") from None
    return value


def _read_int(digits: str) -> int | float:
    if len(digits) > 20:
        return _read_float(digits)
    value = int(digits)
    return value if _MIN_INT <= value <= _MAX_INT else float(value)


def _read_float(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise ValueError(f"{digits} is beyond all floats")
    return value


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
