"""Tables and words on a terminal. Rich is imported here only, and only where it is needed."""

from dataclasses import dataclass

from forecastctl.render.columns import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """What stdout can show. A pipe has `is_terminal` False: there nothing is cut or wrapped."""

    width: int = 80
    colour: bool = False
    is_terminal: bool = False
    encoding: str = "utf-8"

    def can_show(self, text: str) -> bool:
        """True where every character of the text exists in the encoding."""
        raise NotImplementedError


def draw(table: Table, terminal: Terminal) -> str:
    """The table as this terminal, or a pipe, should get it."""
    raise NotImplementedError


def paint(text: str, style: str, terminal: Terminal) -> str:
    """Text in a style such as `bold red`, or as it is where colour is off."""
    raise NotImplementedError
