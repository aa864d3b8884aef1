"""CSV of the same rows as the JSON documents, safe to open in a spreadsheet."""

from collections.abc import Iterable, Mapping, Sequence


def csv_text(rows: Iterable[Mapping[str, object]], *, keys: Sequence[str]) -> str:
    """A header line and one line a row; lists are joined by `;`, null is an empty cell."""
    raise NotImplementedError


ENTRY_KEYS: tuple[str, ...] = ()
COMMIT_KEYS: tuple[str, ...] = ()
SOURCE_KEYS: tuple[str, ...] = ()
QUESTION_KEYS: tuple[str, ...] = ()
REPORT_KEYS: tuple[str, ...] = ()
PHRASE_KEYS: tuple[str, ...] = ()
BIN_KEYS: tuple[str, ...] = ()
