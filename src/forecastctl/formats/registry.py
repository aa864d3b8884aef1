"""The formats that files are read and written in, one module each, loaded when needed."""

from forecastctl.formats.document import Document, Parsed, ReadOptions

EXPORTS = ("json", "jsonl", "csv")
"""What `export --to` knows."""

IMPORTS = ("forecastctl",)
"""What `import --from` knows."""


def read(content: bytes, name: str | None, options: ReadOptions) -> Parsed:
    """Read a file in the named format, or in the one that its beginning shows.

    Raises UsageError where no format or several fit. Faults inside are problems of the result.
    """
    raise NotImplementedError


def write(document: Document, form: str) -> str:
    """The document in one of EXPORTS."""
    raise NotImplementedError


def left_out(document: Document, form: str) -> str | None:
    """What this form cannot hold, as a sentence, or None."""
    raise NotImplementedError
