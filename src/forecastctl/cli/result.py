"""What writing commands print when they are done: for a person, a program, or only the ids."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from forecastctl.render import echo, view
from forecastctl.text import visible

if TYPE_CHECKING:
    from forecastctl.actions.delete import Deleted
    from forecastctl.actions.edit import Edited
    from forecastctl.actions.record import Added, AddPlan, DraftForecast
    from forecastctl.actions.resolve import Reopened, Resolved
    from forecastctl.cli.context import Context
    from forecastctl.model import Entry, Question
    from forecastctl.store.base import Reader


def print_added(
    context: "Context", done: "Added", ids: Mapping[str, str], *, verb: str = "Added"
) -> None:
    """Say what `add` or `update` recorded."""
    if _print_ids(context, [done.forecast.id]):
        return
    if context.format == "json":
        print_entry(context, context.store.read(), done.entry)
        return
    context.print(echo.added(done.entry, done.forecast, verb=verb, ids=ids, today=context.today))
    for source in done.new_sources:
        context.note(echo.new_source(source))
    if not done.question_is_new and done.others:
        names = ", ".join(
            sorted({other.forecast.source for other in done.others if other.forecast})
        )
        context.note(f"On the same question as {names}")
    _print_similar(context, done.similar, ids)
    context.note(echo.undo_hint())


def print_entry(context: "Context", reader: "Reader", entry: "Entry") -> None:
    """The document `entry/1`."""
    from forecastctl.cli.shown import entry_json

    context.print(entry_json(context, reader, entry))


def _print_similar(
    context: "Context", similar: Sequence["Question"], ids: Mapping[str, str]
) -> None:
    """Name open questions that ask nearly the same, with the option that joins them."""
    if similar:
        context.note("Similar open questions; to join one, use its --question instead of a claim:")
    for question in similar:
        due = question.due.isoformat() if question.due else "undated"
        context.note(echo.similar(ids[question.id], due, question.text))


def print_plan(context: "Context", plan: "AddPlan", draft: "DraftForecast") -> None:
    """Say what `add --dry-run` would do."""
    where = "join the question that asks this" if plan.joins else "make a new question"
    said = f"{echo.stated(draft.stated)} by {visible(draft.source)}"
    context.print(f"Would {where}, with {said}.")
    for source in plan.new_sources:
        context.print(f"Would make the source {source.id}.")


def print_edited(context: "Context", done: "Edited") -> None:
    """Say what `edit` left."""
    if _print_ids(context, [done.entry.id]):
        return
    reader = context.store.read()
    if context.format == "json":
        print_entry(context, reader, done.entry)
        return
    context.print(echo.edited(done.entry, ids=reader.short_ids([done.entry.id])))
    for source in done.new_sources:
        context.note(echo.new_source(source))
    context.note(echo.undo_hint())


def describe_deletion(plan: "Deleted") -> str:
    """What a deletion takes away, in one line each."""
    return echo.deleted(plan.forecasts, plan.questions, plan.resolutions, verb="Deletes")


def print_deleted(context: "Context", done: "Deleted") -> None:
    """Say what `delete` removed."""
    ids = [forecast.id for forecast in done.forecasts] + [each.id for each in done.questions]
    if _print_ids(context, ids):
        return
    context.print(echo.deleted(done.forecasts, done.questions, done.resolutions, verb="Deleted"))
    context.note(echo.undo_hint())


def print_resolved(
    context: "Context", done: Sequence["Resolved"], ids: Mapping[str, str], *, can_undo: bool
) -> None:
    """Say what `resolve` recorded, with the Brier score of each entry."""
    if _print_ids(context, [resolved.question.id for resolved in done]):
        return
    views = [_resolved_view(resolved) for resolved in done]
    if context.format == "json":
        _print_resolved_json(context, views)
        return
    context.print(echo.resolved(views, ids=ids))
    context.note(echo.counts_from(views))
    if can_undo and not all(resolved.was_same for resolved in done):
        context.note(echo.undo_hint())


def print_reopened(context: "Context", done: Sequence["Reopened"]) -> None:
    """Say what `reopen` took back."""
    if _print_ids(context, [reopened.question.id for reopened in done]):
        return
    views = [
        view.Resolved(named=reopened.typed, question=reopened.question, resolution=None)
        for reopened in done
    ]
    if context.format == "json":
        _print_resolved_json(context, views)
        return
    context.print(echo.reopened(views))
    context.note(echo.undo_hint())


def _resolved_view(done: "Resolved") -> view.Resolved:
    return view.Resolved(
        named=done.typed,
        question=done.question,
        resolution=done.resolution,
        entries=[scored.entry for scored in done.entries],
        counts_from=done.counts_from,
        is_unchanged=done.was_same,
    )


def _print_resolved_json(context: "Context", views: Sequence[view.Resolved]) -> None:
    from forecastctl.cli.shown import outlets_of
    from forecastctl.render.document import json_text, resolved_document

    entries = [entry for resolved in views for entry in resolved.entries]
    outlets = outlets_of(context.store.read(), entries)
    context.print(json_text(resolved_document(views, today=context.today, outlets=outlets)))


def _print_ids(context: "Context", ids: Iterable[str]) -> bool:
    """With -q print the whole ids and nothing else; True where that was all."""
    if context.quiet:
        context.print("\n".join(ids))
    return context.quiet
