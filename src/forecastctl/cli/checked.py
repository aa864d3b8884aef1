"""What `check` prints: the status line with its details, or the document."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecastctl.actions.check import CheckRequest, CheckResult
    from forecastctl.cli.context import Context


def check_text(context: "Context", request: "CheckRequest", result: "CheckResult") -> str:
    """The status line; with -v the ledger, the time zone and a line per entry below it."""
    from forecastctl.render.status import check_details, status_line

    listed = result.entries if context.verbose else ()
    shown = {row.id for row, _ in listed} | ({result.oldest} if result.oldest else set())
    ids = context.reader.short_ids(sorted(shown)) if shown else {}
    oldest = ids[result.oldest] if result.oldest else None
    line = status_line(result.code, _facts(request, result, oldest), result.metrics)
    if not context.verbose:
        return line
    details = check_details(
        listed,
        ledger=str(context.ledger_path.absolute()),
        zone=_time_zone(context),
        ids=ids,
        today=context.today,
    )
    return f"{line}\n{details}"


def check_json(context: "Context", result: "CheckResult") -> str:
    """The document `check/1`."""
    from forecastctl.cli.shown import outlets_of
    from forecastctl.render.document import check_document, json_text
    from forecastctl.render.view import Checked

    reader = context.reader
    entries = [reader.entry(row.id) for row, _ in result.entries]
    checked = Checked(
        code=result.code,
        overdue=result.overdue,
        oldest_overdue_days=result.oldest_overdue_days,
        due_soon=result.due_soon,
        open=result.open,
        entries=entries,
    )
    outlets = outlets_of(reader, entries)
    return json_text(check_document(checked, today=context.today, outlets=outlets))


def _facts(request: "CheckRequest", result: "CheckResult", oldest: str | None) -> list[str]:
    """What was counted; the line may be cut, so what was asked for alone comes first."""
    from forecastctl.actions.check import Subject
    from forecastctl.render.number import counted
    from forecastctl.render.status import counted_facts

    found = result.verification
    if found is not None and not found.ok:
        return [f"ledger damaged: {found.problems[0].where}: {found.problems[0].message}"]
    facts = counted_facts(
        result.overdue, oldest, result.oldest_overdue_days, result.due_soon, request.due_within
    )
    if result.candidates is not None:
        waiting = f"{counted(result.candidates, 'candidate')} waiting"
        facts.insert(len(facts) if Subject.OVERDUE in request.subjects else 0, waiting)
    if found is not None:
        facts.append(f"{counted(found.commits, 'commit')} verified")
    return facts


def _time_zone(context: "Context") -> str:
    return context.environ.get("TZ") or context.now().astimezone().tzname() or "UTC"
