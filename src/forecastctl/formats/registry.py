"""The formats that files are read and written in, one module each, loaded when needed."""

from importlib import import_module
from typing import Protocol, cast

from forecastctl.errors import Problem, UsageError
from forecastctl.formats.document import Document, Parsed, ReadOptions
from forecastctl.text import visible

EXPORTS = ("json", "jsonl", "csv")
"""What `export --to` knows."""

_MODULES = {"forecastctl": "forecastctl.formats.native"}
IMPORTS = tuple(_MODULES)
"""What `import --from` knows."""


class Format(Protocol):
    """What the module of a format can do."""

    def recognises(self, text: str) -> bool:
        """True where the text begins like this format and no other."""

    def read(self, text: str, options: ReadOptions) -> Parsed:
        """Read it; what is wrong with it is in the result."""


def read(content: bytes, name: str | None, options: ReadOptions) -> Parsed:
    """Read a file in the named format, or in the one that its beginning shows.

    Raises UsageError where no format or several fit. Faults inside are problems of the result.
    """
    if name is not None and name not in _MODULES:
        raise UsageError(f"'{visible(name)}' is no format; choose from {', '.join(IMPORTS)}")
    if len(content) > options.max_size:
        return _unreadable(name, f"is larger than {options.max_size} bytes; --max-size raises that")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _unreadable(name, f"is not UTF-8 (byte {error.start})")
    return _format(name or _recognised(text)).read(text, options)


def write(document: Document, form: str) -> str:
    """The document in one of EXPORTS."""
    from forecastctl.formats import native

    return native.write(document, form)


def left_out(document: Document, form: str) -> str | None:
    """What this form cannot hold, as a sentence, or None."""
    if form != "csv":
        return None
    from forecastctl.formats import native_csv

    return native_csv.left_out(document)


def _format(name: str) -> Format:
    return cast("Format", import_module(_MODULES[name]))


def _recognised(text: str) -> str:
    found = [name for name in _MODULES if _format(name).recognises(text)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(
            f"the file is in no known format; name one with --from: {', '.join(IMPORTS)}"
        )
    raise UsageError(f"the file could be {' or '.join(found)}; name one with --from")


def _unreadable(name: str | None, message: str) -> Parsed:
    problem = Problem(where="file", field=None, message=message)
    return Parsed(format=name or "", records=(), problems=(problem,))
