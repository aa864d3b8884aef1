"""The form in which an entry is edited in a text editor: `field: value` lines and comments."""

from forecastctl.actions.edit import Changes
from forecastctl.model import Entry


def form_text(entry: Entry) -> str:
    """The entry as a commented form."""
    raise NotImplementedError


def parse_form(text: str, entry: Entry) -> Changes:
    """What is different from the entry.

    Raises ValueError that names the line of a mistake, RefusedError where the form is empty or
    nothing was changed. Dates must be written out (2026-12-31).
    """
    raise NotImplementedError


def empty_form() -> str:
    """The form of a new entry (`add --edit`)."""
    raise NotImplementedError


def parse_new(text: str) -> dict[str, str]:
    """The filled fields of a new entry's form by name, as typed; raises like `parse_form`."""
    raise NotImplementedError
