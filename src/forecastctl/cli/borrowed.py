"""Records of a file in memory: what `report FILE` scores, and what `demo` shows."""

import os
from typing import TYPE_CHECKING

from forecastctl.errors import RefusedError

if TYPE_CHECKING:
    from forecastctl.cli.context import Context
    from forecastctl.store.base import Reader


def reader_of(context: "Context", name: str) -> "Reader":
    """The records of a file that the user names. Opens no ledger and writes nothing."""
    from forecastctl.cli.reading import read_bytes

    return reader_of_bytes(context, read_bytes(name), name)


def reader_of_bytes(context: "Context", content: bytes, name: str) -> "Reader":
    """The same of a file's content; every problem is named, and any of them ends it."""
    from forecastctl.actions.transfer import ImportOptions, import_records
    from forecastctl.formats import registry
    from forecastctl.formats.document import ReadOptions
    from forecastctl.store.memory import MemoryStore

    store = MemoryStore(name, random_bytes=os.urandom)
    parsed = registry.read(content, None, ReadOptions(max_size=len(content) + 1))
    with store.transaction("report", context.user, context.now()) as ledger:
        result = import_records(ledger, parsed, ImportOptions())
    for problem in result.problems:
        context.complain(problem)
    if result.is_refused:
        raise RefusedError(f"{name}: {len(result.problems)} problems; nothing was scored")
    return store.read()
