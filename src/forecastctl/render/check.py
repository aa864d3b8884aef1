"""The status line of `check`, as monitoring plug-ins write it."""

from datetime import date

from forecastctl.render.view import Checked

STATUS = ("OK", "WARNING", "CRITICAL", "UNKNOWN")


def check_line(checked: Checked) -> str:
    """One line under 80 characters before the `|`, then the numbers."""
    raise NotImplementedError


def check_details(checked: Checked, *, today: date) -> str:
    """The further lines of `check -v`: the ledger, the time zone, a line per entry."""
    raise NotImplementedError
