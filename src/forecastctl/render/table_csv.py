"""CSV of the same rows as the JSON documents, safe to open in a spreadsheet."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from forecastctl.render.schema import (
    BIN_KEYS,
    CANDIDATE_COLUMNS,
    PHRASE_KEYS,
    SOURCE_REPORT_KEYS,
    CommitObject,
    EntryObject,
    QuestionRowObject,
    SourceObject,
)
from forecastctl.scoring.tables import Reason

NESTED = frozenset({"evidence", "changes", "hidden", "best", "worst", "phrases", "trend"})
"""Keys whose values are objects of their own, which a cell cannot hold."""

FIXED_WORDS = frozenset({"said", "polarity"})
"""Keys with words of ours that begin like a formula."""

ID_KEYS = frozenset({"id", "question", "article", "article_id", "forecast"})


class Path(NamedTuple):
    """Where a column finds its value: under a key, or under a key of the object there."""

    key: str
    inner: str | None = None

    @property
    def name(self) -> str:
        """The head of the column."""
        return self.key if self.inner is None else f"{self.key}_{self.inner}"


def csv_text(document: Mapping[str, object], key: str) -> str:
    """The rows under this key of a document, below a header that is there without any rows too.

    Lists are joined by `;`, an object gives a column for each of its keys, null an empty cell.
    """
    rows: Sequence[Mapping[str, object]] = document[key]  # type: ignore[assignment]
    return _text(rows, _PATHS.get(f"{document['schema']}:{key}") or _paths_of(rows))


def _text(rows: Iterable[Mapping[str, object]], paths: Sequence[Path]) -> str:
    if not paths:
        return ""
    lines = [",".join(path.name for path in paths)]
    lines += [",".join([_cell(row, path) for path in paths]) for row in rows]
    return "\n".join(lines) + "\n"


def _paths_of(rows: Sequence[Mapping[str, object]]) -> list[Path]:
    paths: list[Path] = []
    for key, value in rows[0].items() if rows else ():
        if isinstance(value, Mapping) and key not in NESTED:
            paths += [Path(key, inner) for inner in value]
        elif key not in NESTED:
            paths.append(Path(key))
    return paths


def _cell(row: Mapping[str, object], path: Path) -> str:
    key, inner = path
    value = row.get(key)
    if inner is not None and isinstance(value, Mapping):
        value = value.get(inner)
    if value is None:
        return ""
    if isinstance(value, str):
        return _quoted(_neutral(key, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        joined = ";".join(map(_item, value))
        is_text = any(isinstance(item, str) for item in value)
        return _quoted(_neutral(key, joined)) if is_text else joined
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
    is_formula = text.startswith(_FORMULA) and key not in FIXED_WORDS
    is_number = key in ID_KEYS and _NUMBER.fullmatch(text) is not None
    return f"'{text}" if is_formula or is_number else text


def _paths(keys: Iterable[str]) -> list[Path]:
    paths: list[Path] = []
    for key in keys:
        if key == "excluded":
            paths += [Path(key, reason) for reason in Reason]
        elif key not in NESTED:
            paths.append(Path(key))
    return paths


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_SPECIAL = re.compile(r'[,"\r\n]')
_NUMBER = re.compile(r"[0-9]+(?:e[0-9]+)?")

_PATHS = {
    "forecastctl.entries/1:entries": _paths(EntryObject.__annotations__),
    "forecastctl.sources/1:sources": _paths(SourceObject.__annotations__),
    "forecastctl.questions/1:questions": _paths(QuestionRowObject.__annotations__),
    "forecastctl.log/1:commits": _paths(CommitObject.__annotations__),
    "forecastctl.candidates/1:candidates": _paths(CANDIDATE_COLUMNS),
    "forecastctl.report/1:sources": _paths(SOURCE_REPORT_KEYS),
    "forecastctl.report/1:phrases": _paths(PHRASE_KEYS),
    "forecastctl.calibration/1:bins": _paths(BIN_KEYS),
}
