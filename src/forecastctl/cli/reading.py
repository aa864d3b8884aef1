"""Reading the files that a command line names; `-` is stdin."""

import sys
from pathlib import Path

from forecastctl.errors import RefusedError, UsageError

MIB = 2**20


def read_bytes(name: str, *, limit: int = 256 * MIB) -> bytes:
    """The content of a file, or of stdin for `-`. Larger than the limit is refused."""
    try:
        if name == "-":
            if sys.stdin is None or sys.stdin.isatty():
                raise UsageError("- reads stdin, and stdin is a terminal; pipe a file into it")
            content = sys.stdin.buffer.read(limit + 1)
        else:
            with Path(name).expanduser().open("rb") as file:
                content = file.read(limit + 1)
    except OSError as error:
        raise RefusedError(
            f"{name} cannot be read: {(error.strerror or str(error)).lower()}"
        ) from None
    if len(content) > limit:
        raise RefusedError(f"{name} is larger than {limit // MIB} MiB; --max-size raises the limit")
    return content


def read_text(name: str) -> str:
    """The same as text: UTF-8, with or without a byte-order mark."""
    content = read_bytes(name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError(f"{name} is not UTF-8 at byte {error.start}; convert it first") from None
