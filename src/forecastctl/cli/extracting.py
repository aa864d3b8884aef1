"""Extracting many articles, in one process or in several; results come in the order given."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from forecastctl.cli.article_jobs import Job
from forecastctl.errors import ForecastctlError

if TYPE_CHECKING:
    from forecastctl.extract.base import Extraction, Meta
    from forecastctl.extract.engine import Extractor


class Engine(NamedTuple):
    """How articles are read: with which engine and words, and what is let in."""

    name: str
    words: Path | None
    keep_furniture: bool = False
    allow_private: bool = False


class Result(NamedTuple):
    """What became of one article: what was found in it, or why it could not be read."""

    place: str
    extraction: "Extraction | None" = None
    failure: str | None = None


def extracted(
    jobs: Sequence[Job], engine: Engine, known: "Mapping[str, Meta]", n_processes: int
) -> Iterator[Result]:
    """One result for each job, in their order. What the engine lacks is told before any is read.

    `known` says what is on record of articles, by their ids, for where nothing is said now.
    """
    _extractor(engine.name, engine.words)
    if n_processes == 1 or len(jobs) == 1:
        for job in jobs:
            yield _extract(job, engine, known)
        return
    from concurrent.futures import ProcessPoolExecutor
    from itertools import repeat

    n_workers = min(n_processes, len(jobs))
    with ProcessPoolExecutor(max_workers=n_workers, initializer=_leave_interrupts) as pool:
        yield from pool.map(_extract, jobs, repeat(engine), repeat(known))


def _leave_interrupts() -> None:
    """Ctrl-C goes to every process of the terminal; only the first one has something to say."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def chosen_engine(wanted: str) -> str:
    """The engine to use: `auto` is parse where that is installed, else rules."""
    if wanted != "auto":
        return wanted
    from forecastctl.extract.parse import is_available

    return "parse" if is_available() else "rules"


@cache
def _extractor(engine: str, words: Path | None) -> "Extractor":
    """Made once in each process."""
    from forecastctl.extract.engine import Extractor
    from forecastctl.words import shipped_lexicon

    return Extractor(shipped_lexicon(words), engine)


def _extract(job: Job, engine: Engine, known: "Mapping[str, Meta]") -> Result:
    """Read one article; whatever goes wrong with it must not cost the others."""
    from forecastctl.extract.article import article_from_bytes, read_article

    place, given, content = job
    keep = engine.keep_furniture
    try:
        if content is not None:
            article = article_from_bytes(content, "stdin", given, keep_furniture=keep)
        else:
            article = read_article(
                place, given, keep_furniture=keep, allow_private=engine.allow_private
            )
        if recorded := known.get(article.id):
            article = replace(article, meta=article.meta.completed_by(recorded))
        found = _extractor(engine.name, engine.words).extract(article, keep_furniture=keep)
    except ForecastctlError as error:
        return Result(place, failure=str(error))
    except Exception as error:
        return Result(place, failure=f"{place}: unexpected {type(error).__name__}: {error}")
    return Result(place, extraction=found)
