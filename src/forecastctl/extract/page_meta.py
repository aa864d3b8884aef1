"""Title, author, outlet and day of publication of a page, from what it says to machines."""

import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from forecastctl.extract.base import Meta
from forecastctl.extract.byline import written_day
from forecastctl.extract.page import Page
from forecastctl.model import Precision
from forecastctl.text import normal


def meta_of(page: Page) -> Meta:
    """Read the facts of a page; the day from JSON-LD, else from meta tags, else from `<time>`."""
    story = _story(page)
    found = _published(page, story)
    return Meta(
        title=_title(page, story),
        author=_author(page, story),
        outlet=story.publisher or page.metas.get("og:site_name") or None,
        url=_url(page),
        published=found[0] if found else None,
        precision=Precision.DAY if found else Precision.NONE,
        published_from=found[1] if found else None,
    )


class _Story(NamedTuple):
    """What JSON-LD says of the article."""

    headline: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""


_STORY_TYPES = ("article", "posting", "report", "story")
_META_DAYS = (
    *("article:published_time", "og:article:published_time", "article:published", "datepublished"),
    *("publish-date", "publish_date", "publishdate", "publication_date", "pubdate"),
    *("parsely-pub-date", "sailthru.date", "citation_publication_date", "citation_date"),
    *("dc.date.issued", "dcterms.available"),
    *("dcterms.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created", "date"),
)
_META_AUTHORS = ("author", "article:author", "parsely-author", "byl", "dc.creator")
_TITLE_ENDS = (" | ", " — ", " – ", " - ", " :: ", " » ")


def _published(page: Page, story: _Story) -> tuple[date, str] | None:
    for text, place in _said_days(page, story):
        day = written_day(text)
        if day is not None:
            return day, place
    return None


def _said_days(page: Page, story: _Story) -> Iterator[tuple[str, str]]:
    yield story.published, "json-ld"
    for name in _META_DAYS:
        yield page.metas.get(name, ""), "meta"
    marked = [time for time in page.times if "pubdate" in time or _is_published(time)]
    for time in [*marked, *page.times]:
        yield time.get("datetime", ""), "time"


def _is_published(time: Mapping[str, str]) -> bool:
    return "publish" in f"{time.get('itemprop', '')} {time.get('class', '')}".lower()


def _title(page: Page, story: _Story) -> str | None:
    """The heading, where the page names itself by it; else the headline without the outlet."""
    whole = page.metas.get("og:title") or page.title
    if page.heading and normal(page.heading) in normal(f"{whole} {page.title} {story.headline}"):
        return page.heading
    named = story.headline or whole
    for mark in _TITLE_ENDS:
        before, _, after = named.rpartition(mark)
        if before and len(after) < len(before):
            named = before
    return " ".join(named.split()) or page.heading or None


def _author(page: Page, story: _Story) -> str | None:
    named = [page.metas.get(name, "").strip() for name in _META_AUTHORS]
    names = story.authors or tuple(name for name in named if name and "://" not in name)[:1]
    joined = " and ".join(name for name in names if name)
    return joined.removeprefix("By ").removeprefix("by ").strip() or None


def _url(page: Page) -> str | None:
    url = page.canonical or page.metas.get("og:url") or ""
    return url if url.startswith(("https://", "http://")) else None


def _story(page: Page) -> _Story:
    """The first object of JSON-LD that is an article, else the first that has a day."""
    objects = [each for text in page.linked_data for each in _objects(text)]
    stories = [each for each in objects if _is_story(each)] or objects
    dated = [each for each in stories if each.get("datePublished")]
    for each in [*dated, *stories][:1]:
        return _Story(
            headline=_text(each.get("headline")),
            authors=tuple(_names(each.get("author")))[:4],
            publisher=next(_names(each.get("publisher")), ""),
            published=_text(each.get("datePublished")),
        )
    return _Story()


def _objects(text: str) -> Iterator[Mapping[str, object]]:
    """Every object in a text of JSON, the outer before the inner."""
    try:
        waiting: deque[object] = deque([json.loads(text)])
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.popleft()
        if isinstance(value, Mapping):
            yield value
            waiting += value.values()
        elif isinstance(value, Sequence) and not isinstance(value, str):
            waiting += value


def _is_story(each: Mapping[str, object]) -> bool:
    kinds = each.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(_text(kind).lower().endswith(_STORY_TYPES) for kind in named)


def _names(value: object) -> Iterator[str]:
    """The names in what JSON-LD gives for a person or publisher: a text, an object, or a list."""
    for each in value if isinstance(value, list) else [value]:
        name = _text(each.get("name") if isinstance(each, Mapping) else each)
        if name and "://" not in name:
            yield name


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
