"""The walk of `resolve --due`: one question at a time, each answer stored at once."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecastctl.errors import ForecastctlError, UsageError
from forecastctl.model import Entry, Outcome
from forecastctl.render import echo
from forecastctl.text import visible

if TYPE_CHECKING:
    from forecastctl.cli.context import Context

KEYS = "y yes  n no  v void  l later  o open link  s skip  b back  q quit"
OUTCOMES = {"y": Outcome.YES, "n": Outcome.NO, "v": Outcome.VOID}


@dataclass(slots=True)
class Walk:
    """Where the walk stands. `answered` are the places that were answered in this walk."""

    entries: list[Entry]
    place: int = 0
    answered: list[int] | None = None


def walk_through_due(
    context: "Context", *, source: str | None, tag: str | None, limit: int | None
) -> None:
    """Ask for the outcome of everything whose day has come."""
    from forecastctl.actions.resolve import due_walk

    if not context.can_ask:
        raise UsageError(
            "resolve --due asks, and stdin is no terminal; use resolve ID OUTCOME or --from FILE"
        )
    reader = context.read()
    walk = Walk(due_walk(reader, today=context.today, source=source, tag=tag, limit=limit))
    if not walk.entries:
        context.note("Nothing is due")
        return
    ids = reader.short_ids([entry.id for entry in walk.entries])
    answered = 0
    while walk.place < len(walk.entries):
        step = _ask(context, walk, ids)
        if step is None:
            break
        answered += step
    left = len(walk.entries) - answered
    context.print(f"{answered} answered, {left} left.")


def _ask(context: "Context", walk: Walk, ids: Mapping[str, str]) -> int | None:
    """Put one question and do what is answered: how many more are answered, None to stop."""
    entry = walk.entries[walk.place]
    head = f"[{walk.place + 1} of {len(walk.entries)}]"
    context.note(f"\n{head} {echo.asked(entry, ids=ids, today=context.today)}")
    key = context.ask(f"{KEYS}: ", otherwise="").casefold()[:1]
    try:
        return _answer(context, walk, entry, key, ids)
    except ForecastctlError as error:
        context.note(f"{visible(str(error))}")
        return 0


def _answer(
    context: "Context", walk: Walk, entry: Entry, key: str, ids: Mapping[str, str]
) -> int | None:
    if key == "q":
        return None
    if key == "b":
        return _back(context, walk)
    if key == "o":
        _open_link(context, entry)
        return 0
    if key == "s":
        walk.place += 1
        return 0
    if key == "l":
        _later(context, entry, ids)
    elif key in OUTCOMES:
        _resolve(context, entry, OUTCOMES[key])
    else:
        context.note(f"Answer with one of: {KEYS}")
        return 0
    walk.answered = [*(walk.answered or []), walk.place]
    walk.place += 1
    return 1


def _back(context: "Context", walk: Walk) -> int:
    """Take the last answer of this walk back, or only look at the one before."""
    previous = walk.place - 1
    if previous < 0:
        context.note("This is the first")
        return 0
    walk.place = previous
    if walk.answered and walk.answered[-1] == previous:
        context.undo()
        walk.answered = walk.answered[:-1]
        context.note("Took the last answer back")
        return -1
    return 0


def _resolve(context: "Context", entry: Entry, outcome: Outcome) -> None:
    from forecastctl.actions.resolve import Verdict, resolve_question
    from forecastctl.cli.option import past_day
    from forecastctl.cli.result import print_resolved
    from forecastctl.dates import parse_date

    on, proof = None, None
    if outcome is not Outcome.VOID:
        day = context.ask("on which day (Enter: unknown)? ", otherwise="")
        try:
            on = past_day(context, parse_date(day), "the day") if day else None
        except ValueError as error:
            raise UsageError(str(error)) from None
    proof = context.ask("proof, a link (Enter: none)? ", otherwise="") or None
    with context.transaction("resolve") as ledger:
        done = resolve_question(
            ledger,
            entry.id,
            Verdict(outcome=outcome, on=on, proof=proof),
            by=context.user,
            at=context.now(),
            today=context.today,
        )
        on_it = (scored.entry.id for scored in done.entries)
        ids = ledger.short_ids([entry.id, done.question.id, *on_it])
    print_resolved(context, [done._replace(typed=ids[entry.id])], ids, can_undo=False)
    context.flush()


def _later(context: "Context", entry: Entry, ids: Mapping[str, str]) -> None:
    from forecastctl.actions.resolve import later
    from forecastctl.cli.option import single_day
    from forecastctl.dates import parse_date

    text = context.ask("look again when (for example +30d)? ", otherwise="")
    try:
        until = single_day(context, parse_date(text), "the day")
    except ValueError as error:
        raise UsageError(str(error)) from None
    assert until is not None
    with context.transaction("resolve") as ledger:
        later(ledger, entry.id, until, today=context.today)
    context.print(echo.postponed([entry], until, ids=ids, today=context.today))
    context.flush()


def _open_link(context: "Context", entry: Entry) -> None:
    link = entry.forecast.url if entry.forecast else None
    if not link:
        context.note("This entry has no link")
    elif not link.startswith(("https://", "http://")):
        context.note(f"Not opened, it is no web link: {visible(link)}")
    else:
        import webbrowser

        sys.stderr.flush()
        if not webbrowser.open(link):
            context.note(f"No browser could be opened: {visible(link)}")
