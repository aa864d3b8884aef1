"""Finding what the user means: ids by their beginning, sources by any of their names."""

from forecastctl.model import Entry, Question, Source
from forecastctl.store.base import Match, Reader


def find_id(reader: Reader, typed: str) -> Match:
    """The one record whose id begins with what was typed. Raises NotFoundError."""
    raise NotImplementedError


def question_of(reader: Reader, typed: str) -> Question:
    """The question that a typed question or forecast id belongs to. Raises NotFoundError."""
    raise NotImplementedError


def entry_of(reader: Reader, typed: str) -> Entry:
    """The entry that a typed question or forecast id belongs to. Raises NotFoundError."""
    raise NotImplementedError


def short_id(reader: Reader, id: str) -> str:
    """The id as it is shown to people."""
    raise NotImplementedError


def find_source(reader: Reader, name: str) -> Source:
    """The source of this slug, name or alias. Raises NotFoundError with the nearest names."""
    raise NotImplementedError


def match_source(reader: Reader, name: str) -> Source | None:
    """The source of this slug, name or alias without regard to case, or None."""
    raise NotImplementedError


def near_source(reader: Reader, name: str) -> Source | None:
    """The source that a new name may be a mistyping of: one typo away, six letters or more."""
    raise NotImplementedError
