"""Bytes of a file as text or as a JSON value, within limits, and the members of a zip archive."""

import io
import json
import zipfile
import zlib
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple, NoReturn

from forecastctl.formats.fields import shorten

MAX_DEPTH = 64
"""How deep JSON may nest."""

ZIP_START = b"PK\x03\x04"


class Content(NamedTuple):
    """What a file holds: text, the value of JSON, or the members of an archive or folder."""

    text: str = ""
    value: Any = None
    members: Mapping[str, bytes] | None = None


def decoded(content: bytes) -> str:
    """UTF-8 with or without a byte order mark. Raises ValueError with the place of a fault."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 (byte {error.start})") from None


def parse_json(text: str) -> Any:
    """The value of strict JSON: no repeated keys, no NaN, no deep nesting. Raises ValueError."""
    try:
        value = _DECODER.decode(text.strip())
    except json.JSONDecodeError as error:
        raise ValueError(
            f"is not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        ) from None
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    _check_depth(value)
    return value


def zip_members(content: bytes, wanted: Collection[str], max_size: int) -> dict[str, bytes]:
    """The wanted members of an archive and, without their content, the names of the others.

    Raises ValueError for names that leave the folder, encryption, and too much unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _members(archive, wanted, max_size)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zlib.error) as error:
        raise ValueError(f"is a damaged archive: {str(error).lower()}") from None
    except RuntimeError as error:
        raise ValueError(f"cannot be unpacked: {str(error).lower()}") from None


def _members(archive: zipfile.ZipFile, wanted: Collection[str], max_size: int) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = max_size
    for member in archive.infolist():
        name = member.filename
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/"):
            raise ValueError(f"holds {shorten(name)}, a name that leads out of the archive")
        if name in found:
            raise ValueError(f"holds {shorten(name)} twice")
        found[name] = b""
        if name not in wanted:
            continue
        if member.flag_bits & 1:
            raise ValueError(f"holds {shorten(name)} encrypted; unpack it first")
        with archive.open(member) as file:
            found[name] = file.read(left + 1)
        left -= len(found[name])
        if left < 0:
            raise ValueError(f"unpacks to more than {max_size} bytes; --max-size raises that")
    return found


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            item
            for each in level
            if type(each) in (list, dict)
            for item in (each.values() if type(each) is dict else each)
            if type(item) in (list, dict)
        ]
        if not level:
            return
    raise ValueError(_TOO_DEEP)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {shorten(twice)} is there twice in one object")
    return values


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


_TOO_DEEP = f"is nested deeper than {MAX_DEPTH} levels"
_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=_refuse_constant)
