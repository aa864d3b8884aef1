"""CSV of the same rows as the JSON documents, safe to open in a spreadsheet."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from forecastctl.render.schema import (
    BIN_KEYS,
    PHRASE_KEYS,
    SOURCE_REPORT_KEYS,
    CommitObject,
    EntryObject,
    QuestionRowObject,
    SourceObject,
)
from forecastctl.scoring.tables import Reason

NESTED = frozenset({"evidence", "changes", "hidden", "best", "worst", "phrases"})
"""Keys whose values are objects of their own, which a cell cannot hold."""

FIXED_WORDS = frozenset({"said"})
"""Keys with words of ours that begin like a formula."""

ID_KEYS = frozenset({"id", "question", "article"})


def document_csv(document: Mapping[str, object], key: str) -> str:
    """The rows under this key of a document; the header is there without any rows too."""
    rows: Sequence[Mapping[str, object]] = document[key]  # type: ignore[assignment]
    return csv_text(rows, keys=_HEADERS.get(f"{document['schema']}:{key}"))


def csv_text(rows: Iterable[Mapping[str, object]], *, keys: Sequence[str] | None = None) -> str:
    """A header line and one line a row; without `keys` the columns are those of the first row.

    Lists are joined by `;`, an object gives a column for each of its keys, null an empty cell.
    """
    flat = [dict(_cells(row)) for row in rows]
    header = list(flat[0] if keys is None and flat else keys or ())
    lines = [header] if header else []
    lines += [[row.get(key, "") for key in header] for row in flat]
    return "".join(f"{','.join(map(_quoted, line))}\n" for line in lines)


def _cells(row: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in row.items():
        if key in NESTED:
            continue
        if isinstance(value, Mapping):
            yield from ((f"{key}_{name}", _cell(key, item)) for name, item in value.items())
        else:
            yield key, _cell(key, value)


def _cell(key: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _neutral(key, value)
    if isinstance(value, list | tuple):
        joined = ";".join(map(_item, value))
        return _neutral(key, joined) if any(isinstance(item, str) for item in value) else joined
    return repr(value)


def _item(value: object) -> str:
    """One of several in a cell; what separates them is escaped."""
    return str(value).replace("\\", "\\\\").replace(";", "\\;")


def _quoted(text: str) -> str:
    """A field in quotes where it needs them: to many readers a lone CR ends a line too."""
    if _SPECIAL.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def _neutral(key: str, text: str) -> str:
    """Text that no spreadsheet takes for a formula, nor an id for a number."""
    is_formula = text.startswith(("=", "+", "-", "@", "\t", "\r", "'")) and key not in FIXED_WORDS
    is_number = key in ID_KEYS and _NUMBER.fullmatch(text) is not None
    return f"'{text}" if is_formula or is_number else text


def _header(keys: Iterable[str]) -> tuple[str, ...]:
    excluded = tuple(f"excluded_{reason}" for reason in Reason)
    columns: list[str] = []
    for key in keys:
        columns += excluded if key == "excluded" else (key,) if key not in NESTED else ()
    return tuple(columns)


_SPECIAL = re.compile(r'[,"\r\n]')
_NUMBER = re.compile(r"[0-9]+(?:e[0-9]+)?")

_HEADERS = {
    "forecastctl.entries/1:entries": _header(EntryObject.__annotations__),
    "forecastctl.sources/1:sources": _header(SourceObject.__annotations__),
    "forecastctl.questions/1:questions": _header(QuestionRowObject.__annotations__),
    "forecastctl.log/1:commits": _header(CommitObject.__annotations__),
    "forecastctl.report/1:sources": _header(SOURCE_REPORT_KEYS),
    "forecastctl.report/1:phrases": _header(PHRASE_KEYS),
    "forecastctl.calibration/1:bins": _header(BIN_KEYS),
}
