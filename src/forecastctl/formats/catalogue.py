"""Every format that files are read in: by what it is known, who reads it, what options it takes."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

OBJECT, LIST, JSONL, CSV, ARCHIVE = "object", "list", "jsonl", "csv", "archive"
"""Kinds of files: a JSON object or list, JSON lines, a table, and a zip archive or a folder."""

OWN = "forecastctl"


class Form(NamedTuple):
    """One form of a format. Any of the `signs`, sets of columns or keys, shows it."""

    kind: str
    module: str
    function: str = "read"
    signs: tuple[frozenset[str], ...] = ()


class Known(NamedTuple):
    """A format: its forms, and the options that say something about its files."""

    forms: tuple[Form, ...]
    options: frozenset[str]


def recognised(kind: str, names: Collection[str]) -> list[str]:
    """The formats with a form of this kind that these columns or keys are a sign of."""
    return [
        format
        for format, known in FORMATS.items()
        for form in known.forms
        if form.kind == kind and any(sign <= set(names) for sign in form.signs)
    ]


def form_of(format: str, kind: str) -> Form | None:
    """The form of a format that is of this kind."""
    return next((form for form in FORMATS[format].forms if form.kind == kind), None)


def _signs(*texts: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(text.split("|")) for text in texts)


_PEOPLE = frozenset({"--me", "--only"})
_DAYS = frozenset({"--default-due", "--timezone"})
_TABLE = _PEOPLE | _DAYS | {"--scale", "--map", "--questions", "--source"}
_AUGUR = _signs("statement|resolve_by|outcome")
_GENERIC = _signs("question|probability|made", "question_id|probability|made")

FORMATS: Mapping[str, Known] = {
    OWN: Known((), frozenset()),
    "fatebook": Known(
        (Form(CSV, "fatebook", signs=_signs("Question title|Forecast (scale = 0-1)")),),
        _PEOPLE | _DAYS,
    ),
    "fatebook-sheet": Known(
        (Form(CSV, "fatebook_sheet", signs=_signs("questionTitle|forecast")),),
        _DAYS | {"--source"},
    ),
    "predictionbook": Known(
        (Form(OBJECT, "predictionbook", signs=_signs("user|predictions")),), _PEOPLE | _DAYS
    ),
    "predictionbook-csv": Known(
        (Form(CSV, "predictionbook", "read_csv", _signs("description_with_group|deadline")),),
        _DAYS,
    ),
    "metaculus": Known((Form(ARCHIVE, "metaculus"),), _PEOPLE | _DAYS),
    "manifold": Known(
        (
            Form(OBJECT, "manifold", signs=_signs("markets")),
            Form(
                LIST,
                "manifold",
                signs=_signs("outcomeType|createdTime", "contractId|probAfter"),
            ),
        ),
        _PEOPLE | _DAYS | {"--questions"},
    ),
    "augur": Known(
        (Form(LIST, "augur", signs=_AUGUR), Form(CSV, "augur", "read_csv", _AUGUR)),
        _DAYS | {"--source"},
    ),
    "signal-tracker": Known(
        (Form(OBJECT, "signal_tracker", signs=_signs("sources|claims|verifications")),),
        _PEOPLE | _DAYS | {"--assume-p"},
    ),
    "gjp": Known(
        (Form(CSV, "gjp", signs=_signs("ifp_id|answer_option|user_id")),),
        _PEOPLE | _DAYS | {"--questions"},
    ),
    "csv": Known((Form(CSV, "generic", "read_csv", _GENERIC),), _TABLE),
    "jsonl": Known((Form(JSONL, "generic", "read_jsonl", _GENERIC),), _TABLE),
}
