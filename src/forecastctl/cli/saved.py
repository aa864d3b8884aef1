"""Results of scoring on the screen, or in a file whose name says in which form (`-o`)."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from forecastctl.errors import UsageError

if TYPE_CHECKING:
    from forecastctl.cli.context import Context

Writer = Callable[[], str]
"""Makes the content of a file."""


class Result(NamedTuple):
    """A result in its forms, each made only where it is asked for.

    `key` names the rows in the document; `writers` make files by their suffix, such as `.md`.
    """

    text: Writer
    document: Callable[[], Mapping[str, object]]
    key: str | None
    writers: Mapping[str, Writer]


def deliver(context: "Context", result: Result, output: str | None) -> None:
    """Print the result, or write it to the file that was named."""
    if output is None:
        from forecastctl.cli.tabular import print_result

        print_result(context, result.text, result.document, result.key or "")
        return
    path = Path(output).expanduser()
    writers = _writers(result)
    suffix = path.suffix.casefold()
    if suffix not in writers:
        raise UsageError(f"-o {output}: the name of the file has to end in {', '.join(writers)}")
    from forecastctl.cli.written import write_file

    write_file(path, writers[suffix]())
    context.note(f"Wrote {output}")


def _writers(result: Result) -> dict[str, Writer]:
    from forecastctl.render.document import json_text

    writers = {**result.writers, ".json": lambda: json_text(result.document())}
    if result.key is not None:
        key = result.key
        writers[".csv"] = lambda: _csv(result.document(), key)
    return writers


def _csv(document: Mapping[str, object], key: str) -> str:
    from forecastctl.render.table_csv import csv_text

    return csv_text(document, key)
