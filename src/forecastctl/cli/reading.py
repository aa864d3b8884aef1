"""Reading the files that a command line names; `-` is stdin."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from forecastctl.errors import RefusedError, UsageError

MIB = 2**20


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """A file, or stdin for `-`, to be read as bytes."""
    try:
        if name == "-":
            if sys.stdin is None or sys.stdin.isatty():
                raise UsageError("- reads stdin, a terminal or closed here; pipe a file into it")
            yield sys.stdin.buffer
        else:
            with Path(name).expanduser().open("rb") as file:
                yield file
    except OSError as error:
        raise RefusedError(
            f"{name} cannot be read: {(error.strerror or str(error)).lower()}"
        ) from None


def read_bytes(name: str, *, limit: int = 256 * MIB, advice: str = "split it") -> bytes:
    """The content of a file, or of stdin for `-`. Larger than the limit is refused."""
    with opened(name) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise too_large(name, limit, advice)
    return content


def too_large(name: str, limit: int, advice: str) -> RefusedError:
    """What to say of a file that is larger than this, and what to do."""
    size = f"{limit:,} bytes" if limit % MIB else f"{limit // MIB} MiB"
    return RefusedError(f"{name} is larger than {size}; {advice}")


def read_text(name: str) -> str:
    """The same as text: UTF-8, with or without a byte-order mark."""
    content = read_bytes(name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError(f"{name} is not UTF-8 at byte {error.start}; convert it first") from None
