"""The form in which an entry is edited in a text editor: `field: value` lines and comments."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from forecastctl.actions.edit import Changes
from forecastctl.actions.rule import parse_day
from forecastctl.errors import RefusedError
from forecastctl.model import Entry
from forecastctl.text import visible

Values = dict[str, str]
"""What a form holds: text by field; an empty field has an empty text."""


class FormField(NamedTuple):
    """One field of a form, and what its comment says."""

    name: str
    hint: str


FIELDS = (
    FormField("claim", "what is to happen, worded so that yes means it did"),
    FormField("due", "day by which it is decided, as 2026-12-31; empty: undated"),
    FormField("check_on", "day from which an answer can be known; empty: the due day"),
    FormField("criteria", "how it will be decided"),
    FormField("condition", "what it hangs on, if anything"),
    FormField("event", "name shared by questions that share a fate"),
    FormField("tags", "separated by commas"),
    FormField("note", "anything worth keeping"),
    FormField("source", "who said it"),
    FormField("made", "day on which it was said"),
    FormField("url", "where it was read"),
    FormField("quote", "the words themselves"),
)
NEW_FIELDS = (
    *FIELDS[:1],
    FormField("probability", "70%, 0.7, 7/10, 3:1 or words such as likely"),
    *FIELDS[1:],
    FormField("via", "who passed it on, separated by commas"),
)

HEAD = """\
# Change what stands behind the colons; then save and leave the editor.
# Lines that begin with # are comments. A longer text goes on in lines that begin with two spaces.
# Save an empty file to change nothing.
"""


def form_text(entry: Entry) -> str:
    """The entry as a commented form."""
    values = values_of(entry)
    fields = [field for field in FIELDS if field.name in values]
    return HEAD + "".join(_written(field, values[field.name]) for field in fields)


def parse_form(text: str, entry: Entry) -> Changes:
    """What is different from the entry.

    Raises ValueError that names the line of a mistake, RefusedError where the form is empty or
    nothing was changed. Days are written out (2026-12-31).
    """
    known = frozenset(values_of(entry))
    before, after = _read(form_text(entry), known), _read(text, known)
    changes = Changes()
    for name, line in after.items():
        if line.value != before[name].value:
            changes = _changed(changes, name, line)
    if changes == Changes():
        raise RefusedError("nothing changed; nothing was written")
    return changes


def new_form(values: Values | None = None) -> str:
    """The form of a new entry (`add --edit`), filled as far as it is known already."""
    known = values or {}
    return HEAD + "".join(_written(field, known.get(field.name, "")) for field in NEW_FIELDS)


def parse_new(text: str) -> Values:
    """The filled fields of a new entry's form, as typed; raises like `parse_form`."""
    fields = _read(text, frozenset(field.name for field in NEW_FIELDS))
    return {name: line.value for name, line in fields.items() if line.value}


def values_of(entry: Entry) -> Values:
    """The fields of an entry's form; those of a forecast only where there is one."""
    question, forecast = entry.question, entry.forecast
    values = {
        "claim": question.text,
        "due": question.due.isoformat() if question.due else "",
        "check_on": question.check_on.isoformat() if question.check_on else "",
        "criteria": question.criteria or "",
        "condition": question.condition or "",
        "event": question.event or "",
        "tags": ", ".join(question.tags),
        "note": question.note or "",
    }
    if forecast:
        quote = forecast.evidence[0].quote if forecast.evidence else None
        values |= {
            "source": forecast.source,
            "made": forecast.made.isoformat(),
            "url": forecast.url or "",
            "quote": quote or "",
        }
    return values


class _Line(NamedTuple):
    """A value, and the number of the line on which it begins."""

    number: int
    value: str


def _written(field: FormField, value: str) -> str:
    lines = value.strip().split("\n")
    indented = "\n".join([lines[0], *(f"  {line}".rstrip() for line in lines[1:])])
    return f"\n# {field.hint}\n{field.name}: {indented}".rstrip() + "\n"


def _read(text: str, known: frozenset[str]) -> dict[str, _Line]:
    lines: dict[str, _Line] = {}
    name, n_blank = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            n_blank += 1
        elif line.startswith((" ", "\t")) and name:
            first, value = lines[name]
            more = line.removeprefix("  ").rstrip()
            lines[name] = _Line(first, (value + "\n" * (n_blank + 1) + more).lstrip())
            n_blank = 0
        elif not line.startswith("#"):
            name, value = _field(number, line, known)
            if name in lines:
                raise ValueError(f"line {number}: {name} is there twice")
            lines[name] = _Line(number, value)
            n_blank = 0
        else:
            name = ""
    if not lines:
        raise RefusedError("the form is empty; nothing was written")
    return lines


def _field(number: int, line: str, known: frozenset[str]) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    name = name.strip().lower()
    if not colon or name not in known:
        raise ValueError(
            f"line {number}: '{visible(line[:40])}' does not begin with a field and a colon; "
            "a longer text goes on with two spaces in front"
        )
    return name, value.strip()


def _changed(changes: Changes, name: str, line: _Line) -> Changes:
    try:
        return _CHANGERS[name](changes, line.value)
    except ValueError as error:
        raise ValueError(f"line {line.number}: {name}: {error}") from None


def _day_or_none(value: str) -> date | None:
    return parse_day(value) if value else None


def _needed(value: str) -> str:
    if not value:
        raise ValueError("cannot be empty")
    return value


def _listed(value: str) -> tuple[str, ...]:
    return tuple(filter(None, (each.strip() for each in value.split(","))))


_CHANGERS: Mapping[str, Callable[[Changes, str], Changes]] = {
    "claim": lambda changes, value: replace(changes, claim=_needed(value)),
    "due": lambda changes, value: replace(changes, due=_day_or_none(value)),
    "check_on": lambda changes, value: replace(changes, check_on=_day_or_none(value)),
    "criteria": lambda changes, value: replace(changes, criteria=value or None),
    "condition": lambda changes, value: replace(changes, condition=value or None),
    "event": lambda changes, value: replace(changes, event=value or None),
    "tags": lambda changes, value: replace(changes, tags=_listed(value)),
    "note": lambda changes, value: replace(changes, note=value or None),
    "source": lambda changes, value: replace(changes, source=_needed(value)),
    "made": lambda changes, value: replace(changes, made=parse_day(_needed(value))),
    "url": lambda changes, value: replace(changes, url=value or None),
    "quote": lambda changes, value: replace(changes, quote=value or None),
}
