"""edit."""

from typing import TYPE_CHECKING, Annotated

import typer

from forecastctl.actions.edit import KEEP, Changes
from forecastctl.cli.command import DOCUMENT, CommandSet
from forecastctl.cli.context import Context
from forecastctl.cli.option import (
    CheckOnOption,
    ConditionOption,
    CriteriaOption,
    DueOption,
    EditorOption,
    EventOption,
    IdArgument,
    MadeOption,
    NoteOption,
    QuoteOption,
    SourceOption,
    TagsOption,
    UrlOption,
    complete_tags,
    last_day,
    past_day,
)
from forecastctl.errors import UsageError

if TYPE_CHECKING:
    from forecastctl.actions.edit import Edited

commands = CommandSet()


@commands.command(
    "edit",
    "forecastctl edit 7k3q --due 2026-12-31",
    'forecastctl edit 7k3q --criteria "the official statement" --untag old',
    "forecastctl edit 7k3q -e",
    formats=DOCUMENT,
)
def edit(
    context: Context,
    entry: IdArgument,
    claim: Annotated[
        str | None, typer.Option("--claim", metavar="TEXT", help="What is predicted.")
    ] = None,
    due: DueOption = None,
    check_on: CheckOnOption = None,
    criteria: CriteriaOption = None,
    condition: ConditionOption = None,
    event: EventOption = None,
    tag: TagsOption = None,
    untag: Annotated[
        list[str] | None,
        typer.Option("--untag", metavar="TAG", help="Remove.", autocompletion=complete_tags),
    ] = None,
    note: NoteOption = None,
    source: SourceOption = None,
    made: MadeOption = None,
    url: UrlOption = None,
    quote: QuoteOption = None,
    question: Annotated[
        str | None, typer.Option("--question", metavar="ID", help="Move it to this question.")
    ] = None,
    new_source: Annotated[
        bool, typer.Option("--new-source", help="The name is new, not mistyped.")
    ] = False,
    in_editor: EditorOption = False,
) -> None:
    """Correct an entry.

    Changes its question for all its forecasts, or what belongs to one forecast. An empty text
    clears a field. The probability is never edited (update adds a new one), and of a
    resolved question only tags, event, note and criteria (reopen first).
    """

    def given(value: object) -> object:
        return KEEP if value is None else value or None

    changes = Changes(
        claim=KEEP if claim is None else claim,
        due=KEEP if due is None else last_day(context, due.spec),
        check_on=KEEP if check_on is None else last_day(context, check_on),
        criteria=given(criteria),  # type: ignore[arg-type]
        condition=given(condition),  # type: ignore[arg-type]
        event=given(event),  # type: ignore[arg-type]
        note=given(note),  # type: ignore[arg-type]
        add_tags=tuple(tag or ()),
        remove_tags=tuple(untag or ()),
        source=KEEP if source is None else source,
        made=past_day(context, made, "--made") or KEEP,
        url=given(url),  # type: ignore[arg-type]
        quote=given(quote),  # type: ignore[arg-type]
        question=KEEP if question is None else question,
    )
    if in_editor:
        if changes != Changes():
            raise UsageError("-e opens the whole record; leave the other options out")
        from forecastctl.cli.editor import edit_in_editor

        edited = edit_in_editor(context, entry, allow_new_sources=new_source)
    else:
        if changes == Changes():
            raise UsageError("nothing to change; name a field (see edit -h) or add -e")
        edited = _apply(context, entry, changes, allow_new_sources=new_source)
    _print(context, edited)


def _apply(context: Context, typed: str, changes: Changes, *, allow_new_sources: bool) -> "Edited":
    from forecastctl.actions.edit import edit_entry

    context.existing()
    with context.transaction("edit") as ledger:
        return edit_entry(
            ledger, typed, changes, today=context.today, allow_new_sources=allow_new_sources
        )


def _print(context: Context, edited: "Edited") -> None:
    from forecastctl.cli.result import print_edited

    print_edited(context, edited)
