"""What `extract` prints: the candidates, how many there are, and what came in between."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from forecastctl.model import Candidate, Precision
from forecastctl.render import view
from forecastctl.render.number import counted, format_count

if TYPE_CHECKING:
    from forecastctl.actions.extraction import Stored
    from forecastctl.actions.proposal import Byline
    from forecastctl.cli.context import Context
    from forecastctl.extract.base import Extraction, Meta
    from forecastctl.model import Source

MOST_NAMED = 20
"""So many files are named in a list; the others are counted."""


class Found(NamedTuple):
    """An article that was read, and what became of it; `stored` is None in a dry run."""

    place: str
    extraction: "Extraction"
    stored: "Stored | None" = None

    @property
    def candidates(self) -> Sequence[Candidate]:
        """Those that nobody has reviewed before, as they are stored."""
        return self.extraction.candidates if self.stored is None else self.stored.candidates


def print_found(context: "Context", found: Sequence[Found], ids: Mapping[str, str]) -> None:
    """Print the candidates in the format asked for."""
    if context.format != "table":
        _print_documents(context, [_view(one) for one in found])
        return
    from forecastctl.render.candidate import candidates_table
    from forecastctl.render.tables import draw

    is_one_of_many = len(found) > 1
    rows = [row for one in found for row in candidate_rows(one, is_one_of_many=is_one_of_many)]
    if context.quiet:
        context.print("\n".join(row.candidate.id for row in rows))
    elif rows:
        context.print(draw(candidates_table(rows, ids), context.terminal))


def tell_found(context: "Context", found: Sequence[Found], *, explain: bool) -> None:
    """Say on stderr what to know about the result: drops, days that are missing, the sum."""
    if explain:
        _tell_drops(context, found)
    _tell_undated(context, found)
    context.note(_summary(found, explain=explain))
    stored = [one.stored for one in found if one.stored is not None]
    new = sorted({source.id for one in stored for source in one.new_sources})
    if new:
        context.note(f"New sources: {_listed(new)}")


def tell_accepted(context: "Context", stored: "Sequence[Stored]") -> None:
    """Say what `--accept-above` came to."""
    from collections import Counter

    from forecastctl.render.review import accepted_by_rule

    waiting: Counter[str] = Counter()
    for one in stored:
        waiting.update(one.waiting)
    context.note(accepted_by_rule(sum(len(one.accepted) for one in stored), waiting))


def candidate_rows(found: Found, *, is_one_of_many: bool = False) -> list[view.CandidateRow]:
    """The candidates with the names that they would be entered under."""
    from forecastctl.actions.proposal import speaker_of

    byline = _byline(found.extraction.article.meta)
    rows = []
    for candidate in found.candidates:
        speaker = speaker_of(candidate, byline)
        who = speaker.name if speaker else candidate.source
        rows.append(view.CandidateRow(candidate, who, found.place if is_one_of_many else None))
    return rows


def _print_documents(context: "Context", found: Sequence[view.FoundIn]) -> None:
    from forecastctl.render.candidate_document import candidates_csv, candidates_document
    from forecastctl.render.document import json_text, jsonl_text

    if context.format == "csv":
        context.print(candidates_csv(found))
    elif context.format == "json":
        context.print(json_text(candidates_document(found[0])))
    else:
        context.print(jsonl_text(candidates_document(one) for one in found))


def _view(found: Found) -> view.FoundIn:
    article, meta = found.extraction.article, found.extraction.article.meta
    return view.FoundIn(
        article=view.ReadArticle(
            id=article.id,
            file=found.place,
            title=meta.title,
            author=meta.author,
            outlet=meta.outlet,
            url=meta.url,
            published=meta.published,
            precision=meta.precision,
            published_from=meta.published_from,
            sha256=article.sha256,
            words=len(article.text.split()),
        ),
        candidates=found.candidates,
        drops=[
            view.Dropped(drop.start, drop.end, drop.text, drop.reason, drop.phrase)
            for drop in found.extraction.drops
        ],
    )


def _byline(meta: "Meta") -> "Byline":
    from forecastctl.actions.proposal import Byline
    from forecastctl.model import SourceKind

    return Byline(
        author=_source(meta.author, SourceKind.PERSON),
        outlet=_source(meta.outlet, SourceKind.OUTLET),
    )


def _source(name: str | None, kind: str) -> "Source | None":
    """The source that this name would make, if it can make one."""
    from forecastctl.model import Source, SourceKind
    from forecastctl.text import slug

    try:
        return Source(id=slug(name), name=name, kind=SourceKind(kind)) if name else None
    except ValueError:
        return None


def _summary(found: Sequence[Found], *, explain: bool) -> str:
    candidates = [candidate for one in found for candidate in one.candidates]
    undated = sum(candidate.due is None for candidate in candidates)
    reviewed = sum(one.stored.already_reviewed for one in found if one.stored is not None)
    dropped = sum(len({drop.start for drop in one.extraction.drops}) for one in found)
    where = found[0].place if len(found) == 1 else counted(len(found), "article")
    parts = [f"{counted(len(candidates), 'candidate')} in {where}"]
    if undated:
        parts.append(f"{format_count(undated)} without a day")
    if reviewed:
        parts.append(f"{format_count(reviewed)} more already reviewed")
    notes = [found[0].extraction.engine]
    if dropped:
        hint = "" if explain else ": --explain"
        notes.append(f"{counted(dropped, 'sentence')} dropped{hint}")
    waits = found[0].stored is not None and candidates
    next_step = " Next: forecastctl review" if waits else ""
    return f"{', '.join(parts)} ({'; '.join(notes)}).{next_step}"


def _tell_drops(context: "Context", found: Sequence[Found]) -> None:
    for one in found:
        for drop in one.extraction.drops:
            words = f' "{drop.phrase}"' if drop.phrase else ""
            text = " ".join(drop.text.split())
            context.note(f"{one.place}:{drop.start}: {drop.reason}{words}: {text}")


def _tell_undated(context: "Context", found: Sequence[Found]) -> None:
    """Name the articles without a day of their own, for which relative days stay open."""
    undated = [one for one in found if one.extraction.article.meta.precision is not Precision.DAY]
    if not undated:
        return
    if len(found) == 1:
        known = undated[0].extraction.article.meta.published
        has = f"only the month {known:%Y-%m}" if known else "no date"
        context.note(f"{found[0].place} has {has}; its days stay open: give --published")
        return
    count = f"{format_count(len(undated))} of {counted(len(found), 'article')}"
    names = _listed([one.place for one in undated])
    context.note(f"{count} have no date; their days stay open: give --meta")
    context.note(f"  {names}")


def _listed(names: Sequence[str]) -> str:
    """Names in a row; where they are many, the rest is counted."""
    more = len(names) - MOST_NAMED
    shown = ", ".join(names[:MOST_NAMED])
    return f"{shown} and {format_count(more)} more" if more > 0 else shown
