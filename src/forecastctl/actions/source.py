"""Sources: listing, naming, merging."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from forecastctl.actions.edit import KEEP, Keep
from forecastctl.actions.lookup import find_source, match_source
from forecastctl.actions.naming import ME, did_you_mean, name_source, refuse_near
from forecastctl.errors import ConflictError, UsageError
from forecastctl.model import Article, Source, SourceKind
from forecastctl.store.base import EntryFilter, Reader, Transaction
from forecastctl.text import normal, visible


class ListedSource(NamedTuple):
    """A source with the number of its entries, and of those without an outcome."""

    source: Source
    entries: int
    unresolved: int


class MergedSources(NamedTuple):
    """What a merge changed (or would change): `removed` is gone, all that named it names `into`.

    `shared` counts the questions that both had forecast: there two entries become one.
    """

    removed: Source
    into: Source
    forecasts: int
    articles: int
    children: int
    shared: int


def list_sources(reader: Reader) -> list[ListedSource]:
    """All sources by id."""
    entries: Counter[str | None] = Counter()
    unresolved: Counter[str | None] = Counter()
    for row in reader.entries(EntryFilter()):
        entries[row.source] += 1
        unresolved[row.source] += row.outcome is None
    return [
        ListedSource(source, entries[source.id], unresolved[source.id])
        for source in reader.sources()
    ]


def show_source(reader: Reader, name: str) -> ListedSource:
    """One source by slug, name or alias."""
    source = find_source(reader, name)
    rows = list(reader.entries(EntryFilter(sources=frozenset({source.id}))))
    return ListedSource(source, len(rows), sum(row.outcome is None for row in rows))


def add_source(
    ledger: Transaction,
    name: str,
    *,
    kind: SourceKind = SourceKind.UNKNOWN,
    parent: str | None = None,
    allow_near: bool = False,
) -> Source:
    """Make a source. Raises ConflictError where the name is taken, UsageError if nearly so."""
    source, is_new = name_source(ledger, name)
    if not is_new:
        raise ConflictError(f"{visible(source.name)} ({source.id}) is there already")
    if not allow_near:
        refuse_near(did_you_mean(ledger, [name]))
    parent_id = find_source(ledger, parent).id if parent else None
    kind = source.kind if kind is SourceKind.UNKNOWN else kind
    source = replace(source, kind=kind, parent=parent_id)
    ledger.put(source)
    return source


def set_source(
    ledger: Transaction,
    name: str,
    *,
    kind: SourceKind | None = None,
    parent: str | Keep | None = KEEP,
) -> Source:
    """Change the kind or the parent (None: no parent any more)."""
    source = find_source(ledger, name)
    if parent is not KEEP:
        parent_id = find_source(ledger, parent).id if parent else None
        _refuse_circle(ledger, source, parent_id)
        source = replace(source, parent=parent_id)
    source = replace(source, kind=kind or source.kind)
    ledger.put(source)
    return source


def alias_source(ledger: Transaction, name: str, alias: str) -> Source:
    """Give a source one more name. Raises ConflictError where another source has it."""
    source = find_source(ledger, name)
    known = match_source(ledger, alias)
    if known is None:
        name_source(ledger, alias)
        source = replace(source, aliases=(*source.aliases, alias.strip()))
        ledger.put(source)
    elif known.id != source.id:
        raise ConflictError(
            f"'{visible(alias)}' is {visible(known.name)} ({known.id}) already; to make them one: "
            f"forecastctl source merge {known.id} {source.id}"
        )
    return source


def plan_source_merge(reader: Reader, name: str, into: str) -> MergedSources:
    """What merging one source into another would change."""
    removed, kept = find_source(reader, name), find_source(reader, into)
    if removed.id == kept.id:
        raise UsageError(f"{visible(name)} and {visible(into)} are the same source")
    if removed.id == ME:
        raise UsageError(f"me is yourself and stays; forecastctl source merge {kept.id} me")
    asked = [set(_asked(reader, source)) for source in (removed, kept)]
    return MergedSources(
        removed=removed,
        into=_merged(removed, kept),
        forecasts=sum(1 for _ in reader.forecasts_by(removed.id)),
        articles=sum(_names(article, removed.id) for article in reader.articles()),
        children=sum(source.parent == removed.id for source in reader.sources()),
        shared=len(asked[0] & asked[1]),
    )


def merge_sources(ledger: Transaction, name: str, into: str) -> MergedSources:
    """Make everything of one source another's; its names become aliases."""
    plan = plan_source_merge(ledger, name, into)
    old, new = plan.removed.id, plan.into.id
    for forecast in list(ledger.forecasts_by(old)):
        speaker = new if forecast.source == old else forecast.source
        via = tuple(id for id in _renamed(forecast.via, old, new) if id != speaker)
        ledger.put(replace(forecast, source=speaker, via=via))
    for article in ledger.articles():
        if _names(article, old):
            publisher = new if article.publisher == old else article.publisher
            authors = _renamed(article.authors, old, new)
            ledger.put(replace(article, publisher=publisher, authors=authors))
    for source in ledger.sources():
        if source.parent == old and source.id != new:
            ledger.put(replace(source, parent=new))
    ledger.put(plan.into)
    ledger.delete("sources", old)
    return plan


def _refuse_circle(reader: Reader, source: Source, parent: str | None) -> None:
    above = parent
    while above is not None:
        if above == source.id:
            raise UsageError(f"{visible(source.name)} would be above itself; choose another parent")
        found = reader.source(above)
        above = found.parent if found else None


def _asked(reader: Reader, source: Source) -> Iterator[str]:
    for forecast in reader.forecasts_by(source.id):
        if forecast.source == source.id:
            yield forecast.question


def _merged(removed: Source, kept: Source) -> Source:
    """The source that stays, with the other's names, and with what it lacks itself."""
    known = {kept.id, normal(kept.name), *map(normal, kept.aliases)}
    aliases = list(kept.aliases)
    for name in (removed.name, removed.id, *removed.aliases):
        if normal(name) not in known:
            known.add(normal(name))
            aliases.append(name)
    parents = [id for id in (kept.parent, removed.parent) if id not in (None, kept.id, removed.id)]
    return replace(
        kept,
        aliases=tuple(aliases),
        kind=removed.kind if kept.kind is SourceKind.UNKNOWN else kept.kind,
        parent=parents[0] if parents else None,
    )


def _names(article: Article, id: str) -> bool:
    return article.publisher == id or id in article.authors


def _renamed(ids: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(new if id == old else id for id in ids))
