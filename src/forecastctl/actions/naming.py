"""Names of sources as typed: known ones, new ones, and those that no source can have."""

from collections.abc import Iterable
from typing import NamedTuple

from forecastctl.actions.lookup import match_source, near_source
from forecastctl.errors import UsageError
from forecastctl.model import Source, SourceKind
from forecastctl.store.base import Reader
from forecastctl.text import normal, slug, visible

ME = "me"
"""The id of the user's own source."""

NO_SOURCE = frozenset({"author", "the author", "officials"})
"""What articles call somebody without saying who."""


class DidYouMean(NamedTuple):
    """A name as typed, and the known source that it may be a mistyping of."""

    typed: str
    source: Source


class Named(NamedTuple):
    """The source of a name; a new one is not in the ledger yet."""

    source: Source
    is_new: bool


def name_source(reader: Reader, name: str) -> Named:
    """The source of this name, made up where it is new. Raises UsageError for no name at all."""
    if normal(name) in NO_SOURCE:
        raise UsageError(
            f"'{visible(name)}' is nobody's name; name the person or the outlet, or who is quoted "
            "where, as in 'officials (Reuters)'"
        )
    known = match_source(reader, name)
    if known:
        return Named(known, is_new=False)
    try:
        made = slug(name)
    except ValueError as error:
        raise UsageError(str(error)) from None
    kind = SourceKind.SELF if made == ME else SourceKind.UNKNOWN
    return Named(Source(id=made, name=name.strip(), kind=kind), is_new=True)


def did_you_mean(reader: Reader, new_names: Iterable[str]) -> tuple[DidYouMean, ...]:
    """Those of these new names that look like a mistyped old one."""
    near = ((name, near_source(reader, name)) for name in dict.fromkeys(new_names))
    return tuple(DidYouMean(name, source) for name, source in near if source)


def refuse_near(doubtful: Iterable[DidYouMean]) -> None:
    """Raise UsageError where there is a doubtful name."""
    for typed, source in doubtful:
        raise UsageError(
            f"'{visible(typed)}' is a new source; did you mean {visible(source.name)}? "
            "If it is a new one, add --new-source"
        )
