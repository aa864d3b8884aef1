"""The queue of `review`: a candidate as a card, and what is said about answers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from forecastctl.model import Article, Candidate, Forecast, Method, Question
from forecastctl.probability import format_probability, format_range
from forecastctl.render.article import published_text
from forecastctl.render.candidate import marked
from forecastctl.render.entry_text import due_text, probability_with_words
from forecastctl.render.number import MISSING, counted, format_count, format_score
from forecastctl.render.tables import Terminal, cell_width, cut, paint, wrapped
from forecastctl.text import visible

WIDE = 100
"""From so many columns on, three fields stand on a line and all keys on one."""

LABEL = 5
KEYS = "a accept  r reject  s skip  b back  R reject rest  q quit"
EDITS = "edit: w d p c k    x context  j join"
_MEANINGS = {
    "a": "accept it as shown; what is missing is asked for first",
    "r": "reject it",
    "s": "skip it: it keeps waiting, without the edits",
    "b": "back: take the last answer back",
    "R": "reject the rest of this article",
    "q": "quit; what was answered is stored",
    "w": "who said it: a name, or the number of a name in the article",
    "d": "due day: 2026-12-31, none, or one of the four answers",
    "p": "probability: 70%, likely, not 93%",
    "c": "claim: the line to edit",
    "k": "condition: the line to edit; an empty one removes it",
    "x": "context: the sentences around the quote",
    "j": "join a question, by its number or id; its claim and due day then count",
}


class SimilarQuestion(NamedTuple):
    """A question like the claim; `would_join` where it asks the same to the word."""

    question: Question
    forecasts: int
    would_join: bool = False


class Card(NamedTuple):
    """A candidate as it would be entered. `joins` is the question chosen to join."""

    place: int
    total: int
    candidate: Candidate
    article: Article | None
    outlet: str | None
    who: str
    due_assumed: bool = False
    is_undated: bool = False
    joins: Question | None = None
    similar: Sequence[SimilarQuestion] = ()


def queue_head(waiting: int, dated: int) -> str:
    """The first line: `4,900 waiting, 1,930 of them with a day`."""
    return f"{format_count(waiting)} waiting, {format_count(dated)} of them with a day"


def queue_card(card: Card, terminal: Terminal, *, ids: Mapping[str, str]) -> str:
    """Everything that an answer needs, within the width of the terminal."""
    return "\n".join(
        [
            _head_line(card, terminal),
            *_quote_lines(card.candidate, terminal),
            *_field_lines(card, terminal),
            *_text_lines(card, terminal, ids),
            *_similar_lines(card.similar, terminal, ids),
            *key_lines(terminal),
        ]
    )


def key_lines(terminal: Terminal) -> Iterator[str]:
    """The keys, on one line where it is wide enough."""
    if terminal.width > len(KEYS) + len(EDITS) + 4:
        yield f"{KEYS}    {EDITS}"
    else:
        yield from (KEYS, EDITS)


def explained_keys() -> str:
    """What every key does."""
    return "\n".join(f"  {key}  {meaning}" for key, meaning in _MEANINGS.items())


def context_lines(candidate: Candidate, terminal: Terminal) -> str:
    """The sentences around the quote, with the quote between marks and its words in brackets."""
    quote = candidate.evidence[0].quote if candidate.evidence else None
    if candidate.context is None:
        return "  The sentences around it were not kept."
    before, found, behind = candidate.context.partition(quote or "\0")
    text = f"{before}>>{marked(found, candidate.hedge)}<<{behind}" if found else before
    return "\n".join(f"  {line}" for line in wrapped(visible(text), terminal.width - 2))


def due_day_text(due: date | None, *, is_assumed: bool, is_undated: bool) -> str:
    """The due day of a candidate: `-` is still to be answered, `none` is an answer."""
    if is_undated:
        return "none"
    if due is None:
        return MISSING
    return f"{due} (assumed)" if is_assumed else str(due)


def accepted_line(
    forecast: Forecast, question: Question, *, named: str, ids: Mapping[str, str], today: date
) -> str:
    """Say what was made of a candidate."""
    said = f"{visible(forecast.source)} says {probability_with_words(forecast)}"
    due = "no due day" if question.due is None else f"due {due_text(question, today)}"
    return f"Accepted {named} as {ids.get(forecast.id, forecast.id)}: {said}, {due}."


def rejected_line(candidate: Candidate, *, named: str) -> str:
    """Say what was turned down."""
    return f"Rejected {named}: {visible(candidate.claim)}"


def applied(accepted: int, rejected: int, unchanged: int) -> str:
    """What a table came to: `31 accepted, 12 rejected, 3 unchanged`."""
    counts = ((accepted, "accepted"), (rejected, "rejected"), (unchanged, "unchanged"))
    return ", ".join(f"{format_count(n)} {what}" for n, what in counts)


def summary(accepted: int, rejected: int, waiting: int) -> str:
    """What a review came to: `2 accepted, 1 rejected, 16 wait`."""
    verb = "waits" if waiting == 1 else "wait"
    counts = f"{format_count(accepted)} accepted, {format_count(rejected)} rejected"
    return f"{counts}, {format_count(waiting)} {verb}"


def accepted_by_rule(accepted: int, waiting: Mapping[str, int]) -> str:
    """Say what `--accept-above` came to, with a count for each reason to wait."""
    left = sum(waiting.values())
    if not left:
        return f"{format_count(accepted)} accepted"
    ordered = sorted(waiting.items(), key=lambda reason: (-reason[1], reason[0]))
    reasons = ", ".join(f"{format_count(n)} {why}" for why, n in ordered)
    verb = "waits" if left == 1 else "wait"
    return f"{format_count(accepted)} accepted; {format_count(left)} {verb} for review ({reasons})"


def article_text(article: Article | None, outlet: str | None) -> str:
    """An article in a line: title, outlet, day."""
    if article is None:
        return "an article that is gone"
    parts = [article.title or article.url or f"article {article.id}", outlet]
    parts.append(published_text(article) if article.published else None)
    return ", ".join(visible(part) for part in parts if part)


def _head_line(card: Card, terminal: Terminal) -> str:
    candidate = card.candidate
    engine = visible(candidate.engine.partition(":")[0])
    right = f"{engine}, confidence {format_score(candidate.confidence).removesuffix('0')}"
    left = f"[{card.place} of {format_count(card.total)}]  "
    room = terminal.width - len(left) - len(right) - 2
    title = cut(article_text(card.article, card.outlet), max(room, 10), terminal.ellipsis)
    gap = " " * max(terminal.width - len(left) - cell_width(title) - len(right), 2)
    return paint(left + title, "bold", terminal) + gap + right


def _quote_lines(candidate: Candidate, terminal: Terminal) -> Iterator[str]:
    quotes = [one.quote for one in candidate.evidence if one.quote] or [candidate.claim]
    for quote in quotes[:1]:
        for line in wrapped(f'"{visible(quote)}"', terminal.width - 2):
            yield f"  {line}"
    if len(quotes) > 1:
        yield f"  and {counted(len(quotes) - 1, 'more passage')} of the article"


def _field_lines(card: Card, terminal: Terminal) -> Iterator[str]:
    candidate = card.candidate
    due = due_day_text(candidate.due, is_assumed=card.due_assumed, is_undated=card.is_undated)
    phrase = f'  "{candidate.due_phrase}"' if candidate.due_phrase else ""
    via = f", via {', '.join(candidate.via)}" if candidate.via else ""
    rows = [
        [("who", card.who + via), ("p", _probability(candidate)), ("kind", candidate.claim_kind)],
        [
            ("due", due + phrase),
            ("made", candidate.made.isoformat() if candidate.made else MISSING),
            ("said", candidate.said),
        ],
    ]
    if terminal.width < WIDE:
        rows = [rows[0][:2], rows[1][:2], [rows[0][2], rows[1][2]]]
    widths = _widths(len(rows[0]), terminal.width)
    for row in rows:
        cells = [
            _padded(f"{label:<{LABEL}}  {visible(value)}", width, terminal)
            for (label, value), width in zip(row, widths, strict=True)
        ]
        yield f"  {'  '.join(cells)}".rstrip()


def _widths(columns: int, width: int) -> list[int]:
    """The width of each column; that of who and due is the largest."""
    if columns == 2:
        first = (width - 4) // 2
        return [first, width - 4 - first]
    kind = LABEL + 2 + len("possibility")
    first = (width - 6 - kind) // 2
    return [first, width - 6 - kind - first, kind]


def _padded(text: str, width: int, terminal: Terminal) -> str:
    shown = cut(text, width, terminal.ellipsis)
    return shown + " " * (width - cell_width(shown))


def _probability(candidate: Candidate) -> str:
    if candidate.probability is None:
        return MISSING
    is_worded = candidate.method is Method.WORDED
    parts = [format_probability(candidate.probability, candidate.said, is_worded=is_worded)]
    if candidate.low is not None and candidate.high is not None and candidate.low < candidate.high:
        parts.append(format_range(candidate.low, candidate.high))
    if candidate.hedge:
        parts.append(f'"{candidate.hedge}"')
    elif candidate.method is Method.JUDGED:
        parts.append("judged")
    return "  ".join(parts)


def _text_lines(card: Card, terminal: Terminal, ids: Mapping[str, str]) -> Iterator[str]:
    candidate = card.candidate
    if card.joins is not None:
        due = card.joins.due.isoformat() if card.joins.due else "undated"
        shown = f"{ids.get(card.joins.id, card.joins.id)}, due {due}: {card.joins.text}"
        yield from _labelled("joins", shown, terminal)
    else:
        yield from _labelled("claim", candidate.claim, terminal)
        if candidate.condition:
            yield from _labelled("if", candidate.condition, terminal)
    flags = sorted({*candidate.flags, *candidate.due_flags})
    if flags:
        yield from _labelled("flags", ", ".join(flags), terminal)


def _labelled(label: str, text: str, terminal: Terminal) -> Iterator[str]:
    for place, line in enumerate(wrapped(visible(text), terminal.width - LABEL - 4)):
        yield f"  {label if place == 0 else '':<{LABEL}}  {line}"


def _similar_lines(
    similar: Sequence[SimilarQuestion], terminal: Terminal, ids: Mapping[str, str]
) -> Iterator[str]:
    for number, one in enumerate(similar, 1):
        key = "j" if len(similar) == 1 else f"j {number}"
        what = "joins it" if one.would_join else key
        due = one.question.due.isoformat() if one.question.due else "undated"
        tail = f'" ({counted(one.forecasts, "forecast")}), {due}: {what}'
        head = f'  similar: {ids.get(one.question.id, one.question.id)} "'
        room = max(terminal.width - len(head) - len(tail), 10)
        yield head + cut(visible(one.question.text), room, terminal.ellipsis) + tail
