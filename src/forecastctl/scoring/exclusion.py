"""Which forecasts are looked at, which of them are scored, and why the others are left out."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from forecastctl.scoring.grouping import RENAMING
from forecastctl.scoring.tables import Reason, ScoringRow, Selection, Use


def judge(
    rows: Iterable[ScoringRow], selection: Selection
) -> Iterator[tuple[ScoringRow, Reason | None]]:
    """Every forecast that is looked at, with the reason why it is left out; None: it is scored.

    One forecast of each source on each question is scored: updates are no independent forecasts.
    Only the chosen ones are held, so `rows` may be a stream. The order of the answers is arbitrary.
    """
    is_looked_at = _looked_at(selection)
    if is_looked_at is not None:
        rows = filter(is_looked_at, rows)
    reason_of = _reason_of(selection)
    wants_last = selection.use is Use.LAST
    chosen: dict[tuple[str, str], ScoringRow] = {}
    for row in rows:
        reason = reason_of(row)
        if reason is not None:
            yield row, reason
            continue
        key = (row.source, row.question)
        held = chosen.setdefault(key, row)
        if held is row:
            continue
        if (_moment(row) > _moment(held)) is wants_last:
            chosen[key], row = row, held
        yield row, Reason.SUPERSEDED
    for row in chosen.values():
        yield row, None


def left_out_sentence(excluded: Mapping[Reason, int], selection: Selection) -> str:
    """The first line of a report: what was left out, by reason."""
    parts = [
        f"{count} {reason_words(reason, selection)}"
        for reason in Reason
        if (count := excluded.get(reason, 0))
    ]
    return f"Left out: {'; '.join(parts)}." if parts else "Left out: nothing."


def reason_words(reason: Reason, selection: Selection) -> str:
    """A reason as it is printed after a count."""
    if reason is Reason.CLAIM_KIND:
        return _kinds_words(selection.without)
    if reason is Reason.SUPERSEDED and selection.use is Use.FIRST:
        return "later forecast"
    return _WORDS[reason]


def _looked_at(selection: Selection) -> Callable[[ScoringRow], bool] | None:
    """The test that rows have to pass to be counted at all, None where all do."""
    methods = None if selection.method is None else frozenset(selection.method)
    sources = selection.sources if selection.by in RENAMING else frozenset()
    since = selection.since.isoformat() if selection.since else ""
    until = selection.until.isoformat() if selection.until else "~"
    is_bounded = bool(selection.since or selection.until)
    if methods is None and not sources and not is_bounded:
        return None

    def is_looked_at(row: ScoringRow) -> bool:
        if methods is not None and row.method not in methods:
            return False
        if sources and row.source not in sources:
            return False
        return not is_bounded or (row.due is not None and since <= row.due <= until)

    return is_looked_at


def _reason_of(selection: Selection) -> Callable[[ScoringRow], Reason | None]:
    """The rule for one forecast by itself: all reasons but the last, in their order."""
    today = selection.today.isoformat()
    without = selection.without
    leaves_judged_out = selection.method is None
    include_early = selection.include_early

    def reason_of(row: ScoringRow) -> Reason | None:
        if row.probability is None or not row.is_binary:
            return Reason.NO_PROBABILITY
        if leaves_judged_out and row.method == "judged":
            return Reason.JUDGED
        if without and row.claim_kind in without:
            return Reason.CLAIM_KIND
        outcome, due, made = row.outcome, row.due, row.made
        if outcome == "void":
            return Reason.VOID
        if outcome is None:
            return Reason.OPEN
        if not include_early:
            if due is None:
                return Reason.NO_DUE
            if today < due:
                return Reason.NOT_DUE
        happened = row.happened_on or row.recorded_on
        if happened is not None and made > happened:
            return Reason.AFTER_OUTCOME
        if due is not None and made > due:
            return Reason.AFTER_CLOSE
        return None

    return reason_of


def _moment(row: ScoringRow) -> tuple[str, tuple[str, int], str]:
    return row.made, row.order, row.forecast


def _kinds_words(kinds: frozenset[str]) -> str:
    names = [plural for kind, plural in _KINDS.items() if kind in kinds]
    return " or ".join(names) or "of an unwanted kind"


_KINDS = {
    "forecast": "forecasts",
    "plan": "plans",
    "scheduled": "announcements",
    "conditional": "conditional claims",
    "possibility": "possibilities",
}

_WORDS = {
    Reason.NO_PROBABILITY: "without a probability",
    Reason.JUDGED: "somebody else's reading",
    Reason.VOID: "void",
    Reason.OPEN: "still open",
    Reason.NO_DUE: "without a day",
    Reason.NOT_DUE: "resolved early: they count from their due day",
    Reason.AFTER_OUTCOME: "made after the outcome",
    Reason.AFTER_CLOSE: "made after the due day",
    Reason.SUPERSEDED: "replaced by a later forecast",
}
