"""What the commits of a journal tell: who changed what, what was taken back, what was deleted."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from forecastctl.store.base import Change, Commit, Doc, Match
from forecastctl.store.codec import parse_moment
from forecastctl.store.lines import RawChange, RawCommit


class Undo(NamedTuple):
    """The commit that an undo takes back, and the changes that do it."""

    commit: Commit
    changes: tuple[RawChange, ...]


VersionsOf = Callable[[Collection[Match]], Mapping[Match, Sequence[Doc | None]]]
"""Gives all versions of some records, oldest first."""


def told(raw: Iterable[RawCommit]) -> list[Commit]:
    """Commits, oldest first, each change beside the version before it."""
    current: dict[Match, Doc] = {}
    commits = [_told(commit, current) for commit in raw]
    undone_by = {commit.undoes: commit.serial for commit in commits if commit.undoes is not None}
    return [
        commit._replace(undone_by=undone_by[commit.serial])
        if commit.serial in undone_by
        else commit
        for commit in commits
    ]


def deleted(commits: Iterable[Commit]) -> frozenset[Match]:
    """Records whose last word is a deletion, leaving out undos and what they took back."""
    gone: set[Match] = set()
    for commit in standing(commits):
        for change in commit.changes:
            match = Match(change.table, change.id)
            if change.doc is None:
                gone.add(match)
            else:
                gone.discard(match)
    return frozenset(gone)


def standing(commits: Iterable[Commit]) -> Iterator[Commit]:
    """Commits that are neither an undo nor undone."""
    return (one for one in commits if one.undoes is None and one.undone_by is None)


def next_undo(newest_first: Iterable[RawCommit], versions_of: VersionsOf) -> Undo | None:
    """How to take back the newest transaction that stands; a reseal is never taken back."""
    undone: set[int] = set()
    later: Counter[Match] = Counter()
    for raw in newest_first:
        if raw.undoes is not None:
            undone.add(raw.undoes)
        elif raw.serial not in undone and raw.reseal is None:
            return _undo(raw, later, versions_of)
        later.update(Match(table, id) for table, id, _ in raw.changes)
    return None


def _undo(raw: RawCommit, later: Mapping[Match, int], versions_of: VersionsOf) -> Undo:
    """Find what stood before a commit, leaving out as many versions as came later."""
    matches = [Match(table, id) for table, id, _ in raw.changes]
    before: dict[Match, Doc] = {}
    for match, versions in versions_of(matches).items():
        older = versions[: len(versions) - later.get(match, 0) - 1]
        if older and older[-1] is not None:
            before[match] = older[-1]
    commit = _told(raw, before)
    inverse = [RawChange(one.table, one.id, one.before) for one in commit.changes]
    return Undo(commit, tuple(inverse))


def concerning(commits: Sequence[Commit], id: str) -> list[Commit]:
    """Commits that changed this record or any record of its question, oldest first."""
    questions = {id} | {
        question
        for commit in commits
        for change in commit.changes
        if change.id == id
        for question in _questions(change)
    }
    return [
        commit
        for commit in commits
        if any(
            change.id in questions or not questions.isdisjoint(_questions(change))
            for change in commit.changes
        )
    ]


def _told(raw: RawCommit, current: dict[Match, Doc]) -> Commit:
    changes: list[Change] = []
    for table, id, doc in raw.changes:
        match = Match(table, id)
        before = current.pop(match, None)
        if doc is not None:
            current[match] = doc
        kind = "deleted" if doc is None else "added" if before is None else "changed"
        changes.append(Change(table=table, id=id, kind=kind, doc=doc, before=before))
    return Commit(
        serial=raw.serial,
        at=parse_moment(raw.at),
        user=raw.user,
        command=raw.command,
        chain=raw.chain,
        undoes=raw.undoes,
        reseal=raw.reseal,
        changes=tuple(changes),
    )


def _questions(change: Change) -> Iterator[str]:
    """The questions that a forecast belonged to before and after this change."""
    if change.table == "forecasts":
        for doc in (change.doc, change.before):
            question = doc and doc.get("question")
            if isinstance(question, str):
                yield question
