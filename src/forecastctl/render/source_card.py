"""The card of one source: `report -s NAME` alone."""

from collections.abc import Iterator, Mapping, Sequence

from forecastctl.model import Entry
from forecastctl.probability import format_probability
from forecastctl.render.calibration import strip_text
from forecastctl.render.number import counted, format_score, format_score_interval
from forecastctl.render.report import (
    TABLE_WIDTH,
    brier_with_interval,
    narrowed,
    paragraphs,
    phrase_table,
)
from forecastctl.render.tables import Terminal, cell_width, cut, draw, paint
from forecastctl.scoring.card import Call, Card, LeftOut
from forecastctl.scoring.trend import TrendCall, TrendMeasure
from forecastctl.scoring.verdict import Verdict
from forecastctl.text import visible


def source_card_text(
    card: Card, terminal: Terminal, *, entries: Mapping[str, Entry], ids: Mapping[str, str]
) -> str:
    """The report of one source in words, its phrases, its best and worst calls, its left-outs.

    `entries` holds the entries of the calls by forecast id.
    """
    parts = [
        paragraphs(card.report.first_lines, terminal),
        paragraphs([card_summary(card)], terminal),
        paragraphs(filter(None, (reading_of_words(card), _over_time(card))), terminal),
        _phrases_text(card, terminal),
        _calls_text("Best calls", card.best, terminal, entries, ids),
        _calls_text("Worst calls", card.worst, terminal, entries, ids),
        paragraphs([left_out_text(left_out, ids) for left_out in card.left_out], terminal),
        strip_text(card.calibration, terminal) if card.calibration else "",
        paragraphs(card.report.footnotes, terminal),
    ]
    return "\n".join(part for part in parts if part)


def card_summary(card: Card) -> str:
    """The row of the report in words."""
    row = card.row
    if row.n == 0:
        return f"{row.name}: nothing scored yet."
    notes = []
    if row.n_worded:
        notes.append("all worded" if row.n_worded == row.n else f"{row.n_worded} worded")
    if row.has_shared_events:
        notes.append(counted(row.n_clusters, "independent event"))
    scored = f"{row.n} scored" + (f" ({', '.join(notes)})" if notes else "")
    announced = ""
    if row.n_announced:
        announced = f"; {counted(row.n_announced, 'announcement or own plan', _ANNOUNCEMENTS)}"
    return (
        f"{row.name}: {scored}, {card.n_right:g} on the right side of 50%{announced};"
        f" Brier {brier_with_interval(row)}, lower is better; {_verdicts(card)}."
    )


def reading_of_words(card: Card) -> str:
    """How far the score hangs on our reading of the words."""
    bounds, free = card.row.brier_bounds, card.free_bounds
    if bounds is None or free is None:
        return ""
    same, each = format_score_interval(bounds), format_score_interval(free)
    words = f"Read every phrase anywhere in its range, and the Brier score lies in {same}"
    return f"{words}." if each == same else f"{words}; where each use may mean another, in {each}."


def _over_time(card: Card) -> str:
    """Whether the source has changed, where that can be said."""
    trend = card.row.trend
    if trend is None or trend.call is None or trend.change is None:
        return ""
    words = {
        TrendCall.IMPROVING: "better than before",
        TrendCall.WORSENING: "worse than before",
        TrendCall.NONE: "no clear change",
    }
    first, last = trend.periods[0].period, trend.periods[-1].period
    measured = "others" if trend.measure is TrendMeasure.PEER_EXCESS else "the base rate"
    return (
        f"Over time ({first} to {last}, later half against earlier): {words[trend.call]}; excess"
        f" over {measured} changed by {format_score(trend.change)}"
        f" {format_score_interval(trend.change_ci)}, below 0 is better."
    )


def _verdicts(card: Card) -> str:
    """Both references in words; a verdict that names none says which one it is about."""
    row = card.row
    if row.verdict is card.verdict_against_half and row.verdict not in _NAMING:
        return row.verdict_words
    against_base, against_half = row.verdict_words, card.verdict_words_against_half
    if row.verdict not in _NAMING:
        against_base += f" against {card.report.reference_words}"
    if card.verdict_against_half not in _NAMING:
        against_half += " against 50/50"
    return against_base if against_base == against_half else f"{against_base}, {against_half}"


def _phrases_text(card: Card, terminal: Terminal) -> str:
    if not card.phrases:
        return ""
    more = card.n_phrases - len(card.phrases)
    note = f"and {counted(more, 'more phrase')}: --by wording\n" if more else ""
    return draw(phrase_table(card.phrases), narrowed(terminal)) + note


def _calls_text(
    title: str,
    calls: Sequence[Call],
    terminal: Terminal,
    entries: Mapping[str, Entry],
    ids: Mapping[str, str],
) -> str:
    if not calls:
        return ""
    probabilities = [said(call) for call in calls]
    width = max(map(len, probabilities))
    lines = [paint(title, "bold", terminal)]
    for call, probability in zip(calls, probabilities, strict=True):
        entry = entries.get(call.forecast)
        claim = visible(entry.question.text) if entry else ""
        first = f"{probability:>{width}}  {call.outcome:<3}  "
        room = narrowed(terminal).width - len(first)
        if terminal.is_terminal:
            claim = cut(claim, room, terminal.ellipsis)
        lines.append(first + claim)
        indent = " " * (width + 2)
        lines += [indent + line for line in call_facts(call, entry, ids, TABLE_WIDTH - width - 2)]
    return "\n".join(lines) + "\n"


def said(call: Call) -> str:
    """The probability as it was said: `not ~93%`."""
    return format_probability(call.probability, call.said, is_worded=call.is_worded)


def call_facts(
    call: Call, entry: Entry | None, ids: Mapping[str, str], width: int | None = None
) -> Iterator[str]:
    """The first quoted words, when it was said and where, and what shows the outcome."""
    forecast = entry.forecast if entry else None
    evidence = forecast.evidence if forecast else ()
    quote = next((piece.quote for piece in evidence if piece.quote), None)
    if quote:
        words = visible(quote)
        yield f'"{words if width is None else _first_words(words, width - 2)}"'
    facts = [ids.get(call.forecast, call.forecast), f"made {call.made}"]
    if forecast and forecast.url:
        facts.append(visible(forecast.url))
    yield ", ".join(facts)
    if entry and entry.resolution and entry.resolution.proof:
        yield f"proof {visible(entry.resolution.proof)}"


def _first_words(text: str, width: int) -> str:
    """As many whole words as fit."""
    if cell_width(text) <= width:
        return text
    words = cut(text, width - len("..."), "").rpartition(" ")[0]
    return f"{words or cut(text, width - len(' ...'), '')} ..."


def left_out_text(left_out: LeftOut, ids: Mapping[str, str]) -> str:
    """How many were left out for a reason, and the first of them."""
    shown = ", ".join(ids.get(id, id) for id in left_out.ids)
    more = left_out.n - len(left_out.ids)
    return f"{left_out.n} {left_out.words}: {shown}" + (f" and {more} more" if more else "")


_NAMING = frozenset({Verdict.BETTER, Verdict.WORSE})


_ANNOUNCEMENTS = "announcements or own plans"
