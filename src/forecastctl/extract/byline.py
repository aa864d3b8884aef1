"""Who wrote a text and when it appeared, from the lines at its head and at its foot."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from forecastctl.dates import FIRST_YEAR, LAST_YEAR, iso_day
from forecastctl.model import Precision

HEAD_LINES = 12
FOOT_LINES = 6
LONGEST_LINE = 140


class Byline(NamedTuple):
    """What the head and the foot of a text say of it; `lines` are the numbers of theirs."""

    author: str | None = None
    outlet: str | None = None
    published: date | None = None
    precision: Precision = Precision.NONE
    published_from: str | None = None
    lines: frozenset[int] = frozenset()


def read_byline(lines: Sequence[str]) -> Byline:
    """Find author, agency and day of publication; a day at the head counts before the foot's."""
    days = list(_head_days(lines))
    numbers = {at for at, _ in days if not _DATELINE.match(lines[at])}
    author = _author(lines, numbers)
    if author:
        numbers.add(author[0])
    foot = list(_foot_days(lines))
    dated = [(day, Precision.DAY, "byline") for _, day in days]
    dated += [(day, precision, "foot") for _, day, precision in foot]
    published, precision, place = dated[0] if dated else (None, Precision.NONE, None)
    return Byline(
        author=author[1] if author else None,
        outlet=_agency(lines),
        published=published,
        precision=precision,
        published_from=place,
        lines=frozenset(numbers | {at for at, _, _ in foot}),
    )


def written_day(text: str) -> date | None:
    """The first day in a text that is written with its year, as in `17 March 2023`."""
    for found in _DAY.finditer(text):
        day = _day(found)
        if day is not None:
            return day
    return None


_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = rf"(?:{'|'.join(rf'{name[:3]}(?:{name[3:]})?' for name in _MONTHS)}|sept)"
_DAY = re.compile(
    r"\b(?:"
    rf"(?P<d1>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{_MONTH})\.?,? (?P<y1>[0-9]{{4}})|"
    rf"(?P<m2>{_MONTH})\.? (?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>[0-9]{{4}})|"
    r"(?P<y3>[0-9]{4})(?P<sep>[-/])(?P<m3>[0-9]{2})(?P=sep)(?P<d3>[0-9]{2})"
    r")(?![0-9])",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(rf"(?P<m>{_MONTH})\.?,? (?P<y>[0-9]{{4}})", re.IGNORECASE)

_NAME = r"[^\W\d_a-z][\w’'.-]*"
_FULL_NAME = re.compile(rf"{_NAME}(?: (?:{_NAME}|de|van|von|der|bin|al|la|di|da)){{1,3}}")
_BY = re.compile(
    rf"(?:[Bb]y|BY|[Ww]ritten by|Author:|Words by) (?P<names>{_NAME}(?: [\w’'.-]+){{1,3}}?"
    rf"(?:(?:, | and | & ){_NAME}(?: [\w’'.-]+){{1,3}}?){{0,3}})"
    r"(?:[,|•·–—(].*)?"
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|released|issued|dated|filed)(?: on| at)?:?\s*$", re.I
)
_WORD = re.compile(r"[\w’'.:&+/-]*\w[\w’'.:&+/-]*")
_ABOUT_TIME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun am pm a.m a.m. p.m p.m. at on in et est edt cet cest gmt utc bst pst pdt ast adt cst "
    "cdt mst mdt ist z last first updated modified edited published posted released issued dated "
    "date time min mins minute minutes read reading ago print share comments comment no view views "
    "local".split()
)
_DATELINE = re.compile(
    r"[A-Z][A-Z /.,'’-]{2,40}, (?P<day>[\w., ]{5,24}) (?:\((?P<agency>[^()]{2,40})\) )?[-–—] "
)


def _head_days(lines: Sequence[str]) -> Iterator[tuple[int, date]]:
    for at, line in enumerate(lines[:HEAD_LINES]):
        day = _byline_day(line)
        if day:
            yield at, day


def _byline_day(line: str) -> date | None:
    """The day in a line that is about nothing but writing and publishing, or in a dateline."""
    dateline = _DATELINE.match(line)
    if dateline:
        return written_day(dateline["day"])
    if len(line) > LONGEST_LINE:
        return None
    for found in _DAY.finditer(line):
        before, after = line[: found.start()], line[found.end() :]
        is_published = _PUBLISHED.search(before) is not None
        if is_published or (_is_about_time(before) and _is_about_time(after)):
            return _day(found)
    return None


def _agency(lines: Sequence[str]) -> str | None:
    """The agency that a dateline names, as in `PORTO, March 16 (QPA) - `."""
    datelines = filter(None, map(_DATELINE.match, lines[:HEAD_LINES]))
    return next((found["agency"] for found in datelines if found["agency"]), None)


def _is_about_time(text: str) -> bool:
    by, _, _ = text.partition("By ") if "By " in text else text.partition("by ")
    rest = text[len(by) :]
    is_name = not rest or (len(rest) < 80 and not rest.rstrip().endswith("."))
    return is_name and all(
        word[0].isdigit() or word.lower() in _ABOUT_TIME for word in _WORD.findall(by)
    )


def _foot_days(lines: Sequence[str]) -> Iterator[tuple[int, date, Precision]]:
    first = max(len(lines) - FOOT_LINES, 1)
    for at, line in enumerate(lines[first:], start=first):
        text = line.strip(" .,:|•·–—")
        if len(text) > LONGEST_LINE or _DATELINE.match(text):
            continue
        if day := _byline_day(text):
            yield at, day, Precision.DAY
        elif month := _month(_MONTH_ALONE.fullmatch(text)):
            yield at, month, Precision.MONTH


def _author(lines: Sequence[str], dated: set[int]) -> tuple[int, str] | None:
    """A line `By Ada Kern`, or a name alone right above the line with the day."""
    for at, line in enumerate(lines[:HEAD_LINES]):
        if len(line) > LONGEST_LINE:
            continue
        found = _BY.fullmatch(line)
        if found:
            return at, " ".join(found["names"].split())
        if at > 0 and at + 1 in dated and _FULL_NAME.fullmatch(line):
            return at, line
    return None


def _day(found: re.Match[str]) -> date | None:
    number = next(n for n in "123" if found[f"d{n}"])
    year, month, day = (found[f"{part}{number}"] for part in "ymd")
    return _checked(int(year), _month_number(month), int(day))


def _month(found: re.Match[str] | None) -> date | None:
    return _checked(int(found["y"]), _month_number(found["m"]), 1) if found else None


def _month_number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(text[:3].lower()))


def _checked(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return iso_day(f"{year:04}-{month:02}-{day:02}")
