"""From the filled fields of a form to a draft: the same grammars as on the command line."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from forecastctl.dates import parse_date

if TYPE_CHECKING:
    from datetime import date

    from forecastctl.actions.record import Draft
    from forecastctl.cli.context import Context


def draft_of(context: "Context", fields: Mapping[str, str]) -> "Draft":
    """Read the fields of a new entry. Raises ValueError or UsageError for what cannot be read."""
    from forecastctl.actions.record import Draft
    from forecastctl.cli.option import past_day, probability_of

    made = fields.get("made")
    return Draft(
        claim=_required(fields, "claim"),
        source=fields.get("source", context.default_source),
        stated=probability_of(context, _required(fields, "probability")),
        due=_due(context, _required(fields, "due")),
        check_on=_last_day(context, fields.get("check_on")),
        made=past_day(context, parse_date(made) if made else None, "made") or context.today,
        made_at=None if made else context.now(),
        via=_listed(fields.get("via")),
        url=fields.get("url"),
        quote=fields.get("quote"),
        criteria=fields.get("criteria"),
        condition=fields.get("condition"),
        event=fields.get("event"),
        tags=_listed(fields.get("tags")),
        note=fields.get("note"),
    )


def _required(fields: Mapping[str, str], name: str) -> str:
    if name not in fields:
        raise ValueError(f"{name} is missing")
    return fields[name]


def _due(context: "Context", text: str) -> "date | None":
    return None if text.casefold() == "none" else _last_day(context, text)


def _last_day(context: "Context", text: str | None) -> "date | None":
    return parse_date(text).last_day(context.today) if text else None


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())
