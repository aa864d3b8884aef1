"""Rules that several actions keep: days in their order, text without blanks, quotes as evidence."""

from datetime import date

from forecastctl.actions.lookup import short_id
from forecastctl.dates import iso_day
from forecastctl.errors import ConflictError, UsageError
from forecastctl.model import Article, Evidence, Question, Resolution
from forecastctl.store.base import Reader
from forecastctl.text import normal, slug, visible


def check_made(made: date, due: date | None, today: date) -> None:
    """Raise UsageError for a forecast made in the future or after the due day."""
    if made > today:
        raise UsageError(f"made {made} lies after today ({today}); give --made with a day up to it")
    if due is not None and made > due:
        raise UsageError(f"made {made} lies after the due day {due}; give --made or another --due")


def refuse_after_outcome(reader: Reader, question: Question, made: date) -> None:
    """Raise ConflictError for a forecast made when the outcome was known."""
    resolution = reader.resolution(question.id)
    if resolution is None:
        return
    day = outcome_day(resolution)
    if made > day:
        shown = short_id(reader, question.id)
        raise ConflictError(
            f"{shown} was resolved {resolution.outcome} on {day}; give --made with a day up to "
            f"then, or take the outcome back: forecastctl reopen {shown}"
        )


def parse_day(text: str) -> date:
    """Read a day written out, as files and forms need it: `2026-12-31` and nothing else."""
    day = iso_day(text)
    if day is None:
        raise ValueError(f"'{visible(text)}' is not a day such as 2026-12-31")
    return day


def outcome_day(resolution: Resolution) -> date:
    """The day it happened; where that is unknown, the day it was recorded (UTC)."""
    return resolution.happened_on or resolution.recorded_at.date()


def blank_to_none(text: str | None) -> str | None:
    """Text without the white space around it, or None where nothing is left."""
    return (text.strip() or None) if text else None


def tidy_claim(claim: str) -> str:
    """A claim without the white space around it. Raises UsageError for a blank one."""
    claim = claim.strip()
    if not claim:
        raise UsageError("the claim is blank; say what is to happen")
    return claim


def tidy_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Tags without white space around them, each once. Raises UsageError for a blank one."""
    stripped = [tag.strip() for tag in tags]
    if not all(stripped):
        raise UsageError("a tag is blank; give it a name, or leave it out")
    return tuple(dict.fromkeys(stripped))


def tidy_event(event: str | None) -> str | None:
    """An event as a slug, so that two spellings of it are one. Raises UsageError."""
    if event is None or not event.strip():
        return None
    try:
        return slug(event)
    except ValueError as error:
        raise UsageError(f"event: {error}") from None


def question_key(question: Question) -> tuple[str, str, date | None]:
    """What makes two questions the same: text, condition, due day."""
    return normal(question.text), normal(question.condition or ""), question.due


def evidence_of(url: str | None, quote: str | None) -> tuple[Article | None, tuple[Evidence, ...]]:
    """Evidence for quoted words, and the article that it points to where there is a link.

    Such an article is known by its address alone: its id is made from that, its text is unread.
    """
    url, quote = blank_to_none(url), blank_to_none(quote)
    if quote is None:
        return None, ()
    if url is None:
        return None, (Evidence(quote=quote),)
    from hashlib import sha256

    digest = sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
    article = Article(id=digest[:12], url=url)
    return article, (Evidence(article=article.id, quote=quote),)
