"""Which articles `extract` is to read, and what the command line says of each."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from forecastctl.errors import RefusedError, UsageError
from forecastctl.extract.base import Meta

if TYPE_CHECKING:
    from forecastctl.cli.context import Context

BY_NAME = "name"
STDIN = "-"


class Job(NamedTuple):
    """An article to read: a file or URL, or stdin with its content; and what is known of it."""

    place: str
    given: Meta
    content: bytes | None = None


class Wanted(NamedTuple):
    """What the command line says of the articles; `table` names the file of --meta."""

    given: Meta
    table: str | None = None
    is_dated_by_name: bool = False


def jobs_of(context: "Context", places: Sequence[str], wanted: Wanted) -> list[Job]:
    """One job for each place; what was typed wins over the table, the table over the name."""
    from forecastctl.actions.article_list import day_in_name
    from forecastctl.cli.reading import read_bytes
    from forecastctl.extract.article import MOST_BYTES

    _refuse_one_for_all(places, wanted)
    rows = _rows(context, wanted.table) if wanted.table is not None else {}
    jobs = []
    for place in places:
        meta = wanted.given.completed_by(rows.get(_key(place), Meta()))
        if wanted.is_dated_by_name:
            named = Meta().dated(day_in_name(Path(place).name), "file name")
            meta = meta.completed_by(named)
        content = read_bytes(STDIN, limit=MOST_BYTES) if place == STDIN else None
        jobs.append(Job(place, meta, content))
    if wanted.table is not None:
        _tell_unmatched(context, wanted.table, rows.keys() - {_key(place) for place in places})
    return jobs


def _refuse_one_for_all(places: Sequence[str], wanted: Wanted) -> None:
    """One author, title, address or day for several articles is nearly always a mistake."""
    if places.count(STDIN) > 1:
        raise UsageError("- stands for stdin, which can be read once; give it once")
    if len(places) == 1:
        return
    given = wanted.given
    options = {"--published": given.published, "--author": given.author}
    options |= {"--title": given.title, "--url": given.url}
    for option, value in options.items():
        if value is not None:
            better = "--published name or --meta" if option == "--published" else "--meta"
            raise UsageError(
                f"{option} says the same of {len(places)} articles; say it of each with {better}"
            )


def _rows(context: "Context", table: str) -> Mapping[str, Meta]:
    from forecastctl.actions.article_list import read_meta_table
    from forecastctl.cli.reading import read_text

    read = read_meta_table(read_text(table))
    for problem in read.problems:
        context.complain(problem._replace(where=f"{table}: {problem.where}"))
    if read.problems:
        raise RefusedError(f"{table} cannot be used as it is; nothing was read")
    if read.ignored_columns:
        context.note(f"{table}: columns that nobody reads: {', '.join(read.ignored_columns)}")
    folder = Path(table).expanduser().parent if table != STDIN else Path()
    return {_key(row.path, folder): row.meta for row in read.rows}


def _tell_unmatched(context: "Context", table: str, keys: set[str]) -> None:
    if keys:
        listed = ", ".join(sorted(map(_shown, keys))[:20])
        more = f" and {len(keys) - 20:,} more" if len(keys) > 20 else ""
        context.note(f"{table}: no article was given for {listed}{more}")


def _key(place: str, folder: Path = Path()) -> str:
    """The same for every way to name a file; a URL is its own key."""
    if place == STDIN or re.match(r"(?i)https?://", place):
        return place
    return str((folder / Path(place).expanduser()).resolve())


def _shown(key: str) -> str:
    try:
        return str(Path(key).relative_to(Path.cwd()))
    except ValueError:
        return key
