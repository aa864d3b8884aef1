"""Finding what the user means: ids by their beginning, sources by any of their names."""

from forecastctl.errors import AmbiguousIdError, NotFoundError
from forecastctl.ids import normal_prefix
from forecastctl.model import CandidateState, Entry, Forecast, Question, Source
from forecastctl.store.base import Match, Reader
from forecastctl.text import normal, slug, visible, within_one_typo

NEAR_LENGTH = 6
"""Shorter names are too often one letter apart by right (`bbc`, `abc`)."""


def find_id(reader: Reader, typed: str, *, noun: str = "entry", listed_by: str = "list") -> Match:
    """The one record whose id begins with what was typed. Raises NotFoundError."""
    try:
        prefix = normal_prefix(typed)
    except ValueError as error:
        raise NotFoundError(str(error)) from None
    matches = reader.find(prefix)
    if not matches:
        raise NotFoundError(
            f"no {noun} has an id that begins with '{visible(typed)}'; "
            f"forecastctl {listed_by} shows them"
        )
    if len(matches) == 1:
        return matches[0]
    exact = [match for match in matches if match.id == prefix]
    if exact:
        return exact[0]
    shown = reader.short_ids([match.id for match in matches])
    raise AmbiguousIdError(visible(typed), [shown[match.id] for match in matches])


def question_of(reader: Reader, typed: str) -> Question:
    """The question that a typed question or forecast id belongs to. Raises NotFoundError."""
    return entry_of(reader, typed).question


def entry_of(reader: Reader, typed: str) -> Entry:
    """The entry that a typed question or forecast id belongs to. Raises NotFoundError."""
    return reader.entry(entry_id(reader, typed))


def entry_id(reader: Reader, typed: str) -> str:
    """The whole question or forecast id that was typed. Raises NotFoundError for other records."""
    match = find_id(reader, typed)
    if match.table == "candidates":
        raise NotFoundError(_about_candidate(reader, match.id, visible(typed)))
    if match.table == "articles":
        raise NotFoundError(
            f"{visible(typed)} is an article, not an entry; "
            f"forecastctl article show {visible(typed)}"
        )
    return match.id


def forecasts_by_source(reader: Reader, question: Question) -> dict[str, list[Forecast]]:
    """All forecasts on a question by source, each list in the order in which they were made."""
    by_source: dict[str, list[Forecast]] = {}
    for forecast in reader.forecasts_on(question.id):
        by_source.setdefault(forecast.source, []).append(forecast)
    return by_source


def entries_on(reader: Reader, question: Question) -> dict[str, Entry]:
    """The entries on a question by source, in the order in which these first spoke."""
    resolution = reader.resolution(question.id)
    return {
        source: Entry(
            question=question,
            forecast=forecasts[-1],
            resolution=resolution,
            updates=len(forecasts) - 1,
        )
        for source, forecasts in forecasts_by_source(reader, question).items()
    }


def short_id(reader: Reader, id: str) -> str:
    """The id as it is shown to people."""
    return reader.short_ids([id])[id]


def find_source(reader: Reader, name: str) -> Source:
    """The source of this slug, name or alias. Raises NotFoundError with the nearest names."""
    source = match_source(reader, name)
    if source:
        return source
    near = _nearest_names(reader, name)
    hint = f"did you mean {' or '.join(near)}?" if near else "forecastctl source list shows them"
    raise NotFoundError(f"no source is called '{visible(name)}'; {hint}")


def match_source(reader: Reader, name: str) -> Source | None:
    """The source of this slug, name or alias without regard to case, or None."""
    made = _slug(name)
    by_slug = reader.source(made) if made else None
    if by_slug or not made:
        return by_slug
    key = normal(name)
    return next((source for source in reader.sources() if key in names_of(source)), None)


def near_source(reader: Reader, name: str) -> Source | None:
    """The source that a new name may be a mistyping of: one typo away, six letters or more."""
    typed = (normal(name), _slug(name))
    for source in reader.sources():
        for known in names_of(source):
            if len(known) >= NEAR_LENGTH and any(within_one_typo(key, known) for key in typed):
                return source
    return None


def _about_candidate(reader: Reader, id: str, typed: str) -> str:
    candidate = reader.candidate(id)
    if candidate is not None and candidate.forecast is not None:
        shown = short_id(reader, candidate.forecast)
        return f"{typed} is a candidate, accepted as {shown}; use that id"
    if candidate is not None and candidate.state is CandidateState.REJECTED:
        return f"{typed} is a candidate that was rejected, so there is no entry of it"
    return f"{typed} is a candidate that nobody has accepted; forecastctl review --accept {typed}"


def names_of(source: Source) -> set[str]:
    """Everything that a source is called, as names are compared."""
    return {source.id, normal(source.name), *map(normal, source.aliases)}


def _slug(name: str) -> str:
    """The slug, empty for a name that has none."""
    try:
        return slug(name)
    except ValueError:
        return ""


def _nearest_names(reader: Reader, name: str) -> list[str]:
    from difflib import get_close_matches

    sources = reader.sources()
    shown = {key: source.name for source in sources for key in names_of(source)}
    close = get_close_matches(normal(name), list(shown), n=3)
    return [visible(known) for known in dict.fromkeys(shown[key] for key in close)]
