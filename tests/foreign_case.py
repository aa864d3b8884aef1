"""Reading a foreign file in a test, and looking at what came of it."""

from typing import Any, TypeVar

from forecastctl.formats import registry
from forecastctl.formats.document import Default, Parsed, ReadOptions
from forecastctl.model import Candidate, Forecast, Question, Resolution, Source

R = TypeVar("R", Source, Question, Forecast, Resolution, Candidate)

UNDATED = Default(None)


def parsed(text: str | bytes, name: str | None = None, **options: Any) -> Parsed:
    """What is in a file of this format, or of the one that it begins like."""
    content = text.encode() if isinstance(text, str) else text
    return registry.read_records(content, name, ReadOptions(**options))


def all_of(kind: type[R], done: Parsed) -> list[R]:
    """The good records of a kind, in the order of the file; there may be no problem."""
    assert done.problems == ()
    return [each.record for each in done.records if isinstance(each.record, kind)]


def faults(done: Parsed) -> list[tuple[str, str | None]]:
    """Where something is wrong, and in which field."""
    return [(problem.where, problem.field) for problem in done.problems]


def said(done: Parsed) -> str:
    """What the problems say, one a line."""
    return "\n".join(problem.message for problem in done.problems)
