"""Entries as text: the table of `list` and `due`, and the card of `show`."""

from collections.abc import Iterable, Mapping
from datetime import date

from forecastctl.render.columns import Table
from forecastctl.render.tables import Terminal
from forecastctl.render.view import Shown
from forecastctl.store.base import EntryRow


def entries_table(rows: Iterable[EntryRow], *, ids: Mapping[str, str], today: date) -> Table:
    """The table of `list` and `due`. `ids` shortens them; an id that it lacks is printed whole."""
    raise NotImplementedError


def entry_card(shown: Shown, terminal: Terminal, *, ids: Mapping[str, str], today: date) -> str:
    """Everything about one question, for `show`."""
    raise NotImplementedError
