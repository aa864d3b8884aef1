"""Names of sources as typed: known ones, new ones, and those that no source can have."""

from collections.abc import Iterable
from typing import NamedTuple

from forecastctl.actions.lookup import match_source, names_of, near_source
from forecastctl.errors import UsageError
from forecastctl.model import Source, SourceKind
from forecastctl.store.base import Reader, Transaction
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
    _refuse_nobody(name)
    known = match_source(reader, name)
    return Named(known, is_new=False) if known else Named(_new_source(name), is_new=True)


class SourceNames:
    """The sources of a ledger by everything that they are called, for many names in a row."""

    def __init__(self, ledger: Transaction) -> None:
        self._ledger = ledger
        self._called: dict[str, Source] | None = None

    def named(self, name: str, kind: SourceKind) -> Source:
        """The source of this name, made up where it is new. Raises UsageError for no name."""
        _refuse_nobody(name)
        new = _new_source(name, kind)
        return self._ledger.source(new.id) or self._known().get(normal(name)) or new

    def add(self, sources: Iterable[Source]) -> tuple[Source, ...]:
        """Store those that are not in the ledger yet, and return them."""
        new = tuple(source for source in sources if self._ledger.source(source.id) is None)
        for source in new:
            self._ledger.put(source)
            self._learn(self._known(), source)
        return new

    def _known(self) -> dict[str, Source]:
        if self._called is None:
            self._called = {}
            for source in self._ledger.sources():
                self._learn(self._called, source)
        return self._called

    @staticmethod
    def _learn(called: dict[str, Source], source: Source) -> None:
        for name in names_of(source):
            called.setdefault(name, source)


def _refuse_nobody(name: str) -> None:
    if normal(name) in NO_SOURCE:
        raise UsageError(
            f"'{visible(name)}' is nobody's name; name the person or the outlet, or who is quoted "
            "where, as in 'officials (Reuters)'"
        )


def _new_source(name: str, kind: SourceKind = SourceKind.UNKNOWN) -> Source:
    try:
        id = slug(name)
    except ValueError as error:
        raise UsageError(str(error)) from None
    return Source(id=id, name=name.strip(), kind=SourceKind.SELF if id == ME else kind)


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
