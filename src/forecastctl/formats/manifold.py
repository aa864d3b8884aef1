"""Markets and bets as Manifold's API gives them (manifoldmarkets/manifold, `docs/docs/api.md`)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from forecastctl.formats.content import Content, decoded, parse_json
from forecastctl.formats.document import Parsed, ReadOptions
from forecastctl.formats.fields import read_object, read_share, shorten
from forecastctl.formats.intake import Intake, Row
from forecastctl.formats.row import Due
from forecastctl.formats.stamp import Stamp, read_milliseconds
from forecastctl.model import Method, Outcome, SourceKind

NAME = "manifold"
BINARY = "BINARY"
PAGE_SIZE = 1000
_NO_DAY = date.min
_OUTCOMES = {"YES": Outcome.YES, "NO": Outcome.NO, "MKT": Outcome.VOID, "CANCEL": Outcome.VOID}


def read(content: Content, options: ReadOptions) -> Parsed:
    """Read one object with both lists, or bets with the markets as --questions."""
    intake = Intake(NAME, options)
    try:
        markets, bets = _lists(content.value, options.questions)
    except ValueError as error:
        intake.problem("file", None, str(error))
        return intake.parsed()
    questions: dict[str, str | None] = {}
    for where, values in _objects(intake, "markets", markets):
        _read_market(intake, Row(intake, where, values), questions)
    for where, values in _objects(intake, "bets", bets):
        _read_bet(intake, Row(intake, where, values), questions)
    if len(bets) == PAGE_SIZE:
        intake.note(f"exactly {PAGE_SIZE} bets: that is a full page, there may be more (before=ID)")
    return intake.parsed()


def _lists(value: Any, questions: bytes | None) -> tuple[list[Any], list[Any]]:
    if type(value) is dict:
        markets, bets = value.get("markets", []), value.get("bets", [])
    elif questions is not None:
        markets, bets = parse_json(decoded(questions)), value
    elif value and type(value[0]) is dict and "contractId" in value[0]:
        raise ValueError("holds bets alone; --questions FILE names the file with the markets")
    else:
        markets, bets = value, []
    for name, each in (("markets", markets), ("bets", bets)):
        if type(each) is not list:
            raise ValueError(f"{name}: {shorten(each)} is not a list")
    return markets, bets


def _objects(intake: Intake, name: str, items: list[Any]) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for i, item in enumerate(items):
        try:
            found.append((f"{name}[{i}]", read_object(item)))
        except ValueError as error:
            intake.problem(f"{name}[{i}]", None, str(error))
            intake.collector.refuse("questions" if name == "markets" else "forecasts")
    return found


def _read_market(intake: Intake, row: Row, questions: dict[str, str | None]) -> None:
    id, kind = row.text("id"), row.text("outcomeType")
    if row.is_good and kind != BINARY:
        intake.tally("market", f"left out: {kind}, not {BINARY}")
        questions[id] = ""
        return
    is_resolved = row.flag("isResolved")
    question = row.question(
        id,
        text=row.text("question"),
        due=_due(row),
        # An early resolution moves the closing time: then another one is no news.
        outside=("due",) if is_resolved else (),
        opened=row.read("createdTime", _milliseconds(row), Stamp(_NO_DAY)).day,
        note=row.text_or("url"),
    )
    if is_resolved:
        _add_resolution(row, id)
    questions[id] = question if row.keep("questions") else None


def _due(row: Row) -> Due:
    if not row.has("closeTime"):
        return row.default_due("closeTime")
    return Due(row.read("closeTime", _milliseconds(row), Stamp(_NO_DAY)).day)


def _add_resolution(row: Row, id: str) -> None:
    outcome = row.outcome("resolution", _OUTCOMES)
    if outcome is None:
        row.fault("resolution", "is empty, but the market is resolved")
        return
    note = None
    if row.values["resolution"] == "MKT":
        share = row.read_or("resolutionProbability", read_share, None)
        note = f"resolved to {'?' if share is None else f'{share * 100:.4g}'} %"
    happened = row.read_or("resolutionTime", _milliseconds(row), None)
    row.resolution(id, outcome, happened, note=note)


def _read_bet(intake: Intake, row: Row, questions: dict[str, str | None]) -> None:
    market = row.text("contractId")
    why = _why_left_out(row)
    if market not in questions:
        row.fault("contractId", f"there is no market {shorten(market)}")
        row.keep()
        return
    on = questions[market]
    if on is None:
        intake.collector.refuse("forecasts")
        return
    if why or not on:
        intake.tally("bet", f"left out: {why or 'market not binary'}")
        return
    row.on(on)
    row.forecast(
        row.text("id"),
        row.text("userId"),
        SourceKind.PERSON,
        row.read("createdTime", _milliseconds(row), Stamp(_NO_DAY)),
        probability=row.read("probAfter", read_share, 0.5),
        method=Method.JUDGED,
    )
    row.keep()


def _why_left_out(row: Row) -> str | None:
    """Why a bet says nothing about what its maker believes, or None."""
    amount: Any = row.values.get("amount")
    if row.has("answerId"):
        return "on an option"
    if row.flag("isRedemption"):
        return "redemption"
    if row.flag("isCancelled"):
        return "cancelled"
    if row.values.get("isFilled") is False:
        return "limit not reached"
    if not isinstance(amount, (int, float)):
        row.fault("amount", f"{shorten(amount)} is not a number")
        return None
    return None if amount > 0 else "sale, or of no amount"


def _milliseconds(row: Row) -> Callable[[Any], Stamp]:
    return lambda value: read_milliseconds(value, row.options.timezone)
