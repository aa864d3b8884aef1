"""add, update, delete."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Annotated

import typer

from forecastctl.actions.record import (
    Draft,
    DraftForecast,
    add_entry,
    add_forecast,
    check_add,
    check_forecast,
)
from forecastctl.cli.command import DOCUMENT, TEXT, CommandSet
from forecastctl.cli.context import Context
from forecastctl.cli.option import (
    CheckOnOption,
    ConditionOption,
    CriteriaOption,
    DryRunOption,
    DueOption,
    EditorOption,
    EventOption,
    IdArgument,
    IdsArgument,
    MadeOption,
    NoteOption,
    ProbabilityOption,
    QuoteOption,
    SourceOption,
    TagsOption,
    UrlOption,
    ViaOption,
    YesOption,
    due_day,
    last_day,
    past_day,
    probability_of,
)
from forecastctl.cli.result import (
    describe_deletion,
    print_added,
    print_deleted,
    print_plan,
)
from forecastctl.errors import RefusedError, UsageError
from forecastctl.text import visible

if TYPE_CHECKING:
    from forecastctl.actions.record import Added, AddPlan
    from forecastctl.store.base import Reader, Transaction

commands = CommandSet()


@commands.command(
    "add",
    'forecastctl add "Fed cuts rates at the Dec 2026 meeting" -s reuters -p 70% --due 2026-12-09',
    "forecastctl add --question w5ce -s bloomberg -p likely",
    formats=DOCUMENT,
)
def add(
    context: Context,
    claim: Annotated[
        str | None, typer.Argument(metavar="CLAIM", help="What is predicted, worded positively.")
    ] = None,
    probability: Annotated[
        str | None,
        typer.Option("-p", "--probability", metavar="PROB", help="70%, 0.7, 7/10, 3:1 or likely."),
    ] = None,
    due: DueOption = None,
    source: SourceOption = None,
    made: MadeOption = None,
    check_on: CheckOnOption = None,
    via: ViaOption = None,
    url: UrlOption = None,
    quote: QuoteOption = None,
    criteria: CriteriaOption = None,
    condition: ConditionOption = None,
    event: EventOption = None,
    tag: TagsOption = None,
    note: NoteOption = None,
    question: Annotated[
        str | None, typer.Option("--question", metavar="ID", help="Join this question.")
    ] = None,
    new_source: Annotated[
        bool, typer.Option("--new-source", help="The name is new, not mistyped.")
    ] = False,
    edit: EditorOption = False,
    dry_run: DryRunOption = False,
) -> None:
    """Record a prediction.

    With --question another source's view of a question that is there already.
    Probabilities: help probabilities. Days: help dates.
    """
    if edit:
        _refuse_beside("--edit", {"--question": question})
        from forecastctl.cli.editor import edited_draft

        draft = edited_draft(context, claim)
        _record(context, draft, new_source=new_source, dry_run=dry_run)
        return
    forecast = DraftForecast(
        source=source or context.default_source,
        stated=probability_of(context, _required(probability, "-p", "-p 70%")),
        made=past_day(context, made, "--made") or context.today,
        made_at=None if made else context.now(),
        via=tuple(via or ()),
        url=url,
        quote=quote,
        note=note,
    )
    of_question = {
        "--due": due,
        "--check-on": check_on,
        "--criteria": criteria,
        "--condition": condition,
        "--event": event,
        "--tag": tag,
    }
    if question is not None:
        _refuse_beside("--question", {"CLAIM": claim, **of_question})
        _join(context, question, forecast, new_source=new_source, dry_run=dry_run)
        return
    draft = Draft(
        **{field.name: getattr(forecast, field.name) for field in fields(forecast)},
        claim=_required(claim, "CLAIM", '"It rains on Sunday"'),
        due=due_day(context, due),
        check_on=last_day(context, check_on),
        criteria=criteria,
        condition=condition,
        event=event,
        tags=tuple(tag or ()),
    )
    _record(context, draft, new_source=new_source, dry_run=dry_run)


@commands.command(
    "update", "forecastctl update 7k3q -p 60% --note 'weak jobs report'", formats=DOCUMENT
)
def update(
    context: Context,
    entry: IdArgument,
    probability: ProbabilityOption,
    made: MadeOption = None,
    note: NoteOption = None,
) -> None:
    """Record a new probability; the old one stays.

    It is by the same source. Scores count the last one made before the answer was known.
    """
    from forecastctl.actions.record import DraftUpdate, update_forecast

    draft = DraftUpdate(
        stated=probability_of(context, probability),
        made=past_day(context, made, "--made") or context.today,
        made_at=None if made else context.now(),
        note=note,
    )
    context.existing()
    with context.transaction("update") as ledger:
        done = update_forecast(ledger, entry, draft, today=context.today)
        ids = ledger.short_ids([done.entry.id, done.forecast.id])
    print_added(context, done, ids, verb="Updated")


@commands.command(
    "delete", "forecastctl delete 7k3q", "forecastctl delete 7k3q 0h8w -y", formats=TEXT
)
def delete(context: Context, entries: IdsArgument, yes: YesOption = False) -> None:
    """Delete entries.

    undo brings them back, and the history keeps them. The last forecast takes its unresolved
    question along; a question takes everything on it.
    """
    from forecastctl.actions.delete import delete_entries, plan_deletion

    store = context.existing()
    if not yes:
        plan = plan_deletion(store.read(), entries)
        if not context.confirm(
            f"{describe_deletion(plan)}\nDelete?",
            otherwise="delete asks before it deletes; add -y where nobody can answer",
        ):
            raise RefusedError("nothing was deleted")
    with context.transaction("delete") as ledger:
        done = delete_entries(ledger, entries)
    print_deleted(context, done)


def _record(context: Context, draft: Draft, *, new_source: bool, dry_run: bool) -> None:
    _add(
        context,
        draft,
        lambda reader: check_add(reader, draft, today=context.today),
        lambda ledger, allow: add_entry(
            ledger, draft, today=context.today, allow_new_sources=allow
        ),
        new_source=new_source,
        dry_run=dry_run,
    )


def _join(
    context: Context, question: str, draft: DraftForecast, *, new_source: bool, dry_run: bool
) -> None:
    _add(
        context,
        draft,
        lambda reader: check_forecast(reader, question, draft, today=context.today),
        lambda ledger, allow: add_forecast(
            ledger, question, draft, today=context.today, allow_new_sources=allow
        ),
        new_source=new_source,
        dry_run=dry_run,
    )


def _add(
    context: Context,
    draft: DraftForecast,
    plan_of: "Callable[[Reader], AddPlan]",
    write: "Callable[[Transaction, bool], Added]",
    *,
    new_source: bool,
    dry_run: bool,
) -> None:
    """Ask what must be asked before the lock is taken; then write, and say what was written."""
    allow = new_source
    if dry_run or context.can_ask:
        plan = plan_of(context.store.read())
        allow = new_source or _are_new(context, plan)
        if dry_run:
            print_plan(context, plan, draft)
            return
    with context.transaction("add") as ledger:
        done = write(ledger, allow)
        ids = ledger.short_ids(
            [done.entry.id, done.forecast.id, *(question.id for question in done.similar)]
        )
    print_added(context, done, ids)
    if context.can_ask and done.question_is_new and not done.entry.question.criteria:
        context.note(
            "Hint: say what decides the answer while nobody knows it:"
            f" forecastctl edit {ids[done.entry.id]} --criteria TEXT"
        )


def _are_new(context: Context, plan: "AddPlan") -> bool:
    """Ask whether names that look mistyped are new; a no ends the command."""
    for typed, source in plan.did_you_mean:
        if not context.confirm(
            f"'{visible(typed)}' is new, and like {visible(source.name)}. Is it another source?",
            otherwise=f"'{visible(typed)}' is new; did you mean {source.id}?"
            " Add --new-source if it is another source",
        ):
            raise RefusedError(f"nothing was added; {source.id} is the known source")
    return bool(plan.did_you_mean)


def _required(value: str | None, name: str, example: str) -> str:
    if value is None:
        raise UsageError(f"{name} is missing; for example {example}")
    return value


def _refuse_beside(option: str, others: Mapping[str, object]) -> None:
    given = [name for name, value in others.items() if value]
    if given:
        raise UsageError(f"{', '.join(given)} cannot stand beside {option}; leave one out")
