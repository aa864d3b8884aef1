"""Results of scoring as Markdown: for wikis, issues and notebooks."""

from collections.abc import Iterable, Mapping, Sequence

from forecastctl.model import Entry
from forecastctl.render.calibration import calibration_cells, calibration_columns
from forecastctl.render.columns import Align, Table
from forecastctl.render.compare import comparison_sentence, comparison_table
from forecastctl.render.report import head_lines, phrase_table, sources_table, with_statistics
from forecastctl.render.source_card import call_facts, card_summary, left_out_text, said
from forecastctl.scoring.calibration import Calibration
from forecastctl.scoring.card import Call, Card
from forecastctl.scoring.compare import Comparison
from forecastctl.scoring.report import Report
from forecastctl.scoring.tables import GroupBy
from forecastctl.text import visible


def report_markdown(report: Report) -> str:
    """The report with every statistic that it has."""
    if report.by is GroupBy.WORDING:
        table = phrase_table(report.phrases) if report.phrases else None
    else:
        table = with_statistics(sources_table(report), report) if report.sources else None
    body = _table(table) if table else "Nothing to score yet.\n"
    return _page("Report", [*_lines(head_lines(report)), body], report.footnotes)


def calibration_markdown(done: Calibration) -> str:
    """The bins as a table, without the drawing."""
    if not done.bins:
        return _page("Calibration", [*_lines(done.first_lines), "Nothing to score yet.\n"], ())
    rows = [calibration_cells(one) for one in done.bins]
    table = _table(Table(columns=calibration_columns(done), rows=rows))
    sentence = _lines([f"{done.sentence}."] if done.sentence else [])
    return _page("Calibration", [*_lines(done.first_lines), *sentence, table], done.footnotes)


def comparison_markdown(done: Comparison) -> str:
    """Both scores and the tests."""
    lines = _lines([*done.first_lines, comparison_sentence(done)])
    title = f"{done.name_a} and {done.name_b}"
    return _page(title, [*lines, _table(comparison_table(done))], done.footnotes)


def card_markdown(card: Card, *, entries: Mapping[str, Entry], ids: Mapping[str, str]) -> str:
    """One source: its row in words, phrases, best and worst calls, what was left out."""
    parts = _lines([*card.report.first_lines, card_summary(card)])
    parts.append(_table(with_statistics(sources_table(card.report), card.report)))
    if card.phrases:
        parts.append(_table(phrase_table(card.phrases)))
    for title, calls in (("Best calls", card.best), ("Worst calls", card.worst)):
        if calls:
            items = [_call(call, entries.get(call.forecast), ids) for call in calls]
            parts.append(f"## {title}\n\n" + "".join(items))
    left_out = [left_out_text(one, ids) for one in card.left_out]
    if left_out:
        parts.append("## Left out\n\n" + _items(left_out))
    return _page(card.row.name, parts, card.report.footnotes)


def _page(title: str, parts: Sequence[str], footnotes: Iterable[str]) -> str:
    notes = _items(footnotes)
    return "\n".join([f"# {_escaped(title)}\n", *parts, *([notes] if notes else [])])


def _lines(texts: Iterable[str]) -> list[str]:
    return [f"{_escaped(text)}\n" for text in texts]


def _items(texts: Iterable[str]) -> str:
    return "".join(f"* {_escaped(text)}\n" for text in texts)


def _call(call: Call, entry: Entry | None, ids: Mapping[str, str]) -> str:
    claim = entry.question.text if entry else ""
    facts = "".join(f"  {_escaped(fact)}\n" for fact in call_facts(call, entry, ids))
    return f"* {_escaped(said(call))}, {call.outcome}: {_escaped(claim)}  \n{facts}"


def _table(table: Table) -> str:
    heads = [_escaped(" ".join(head for head in column.heads if head)) for column in table.columns]
    rules = ["---:" if column.align is Align.RIGHT else ":---" for column in table.columns]
    rows = ([_escaped(cell.strip()) for cell in row] for row in table.rows)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (heads, rules, *rows))


def _escaped(text: str) -> str:
    """Text in which nothing is markup, and nothing can deceive a reader."""
    return "".join(f"\\{c}" if c in _MARKUP else c for c in visible(text)).replace("\n", " ")


_MARKUP = frozenset("\\`*_{}[]<>#|~&!")
