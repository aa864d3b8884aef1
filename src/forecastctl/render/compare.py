"""Two sources side by side: the answer in words, then the numbers behind it."""

from collections.abc import Iterator

from forecastctl.render.columns import Align, Column, Table
from forecastctl.render.number import (
    counted,
    format_p,
    format_score,
    format_score_interval,
)
from forecastctl.render.report import narrowed, paragraphs
from forecastctl.render.tables import Terminal, draw
from forecastctl.scoring.compare import Comparison
from forecastctl.scoring.verdict import Verdict


def comparison_text(done: Comparison, terminal: Terminal) -> str:
    """What was left out, the answer, both scores, the tests, the notes."""
    parts = [
        paragraphs(done.first_lines, terminal),
        paragraphs([comparison_sentence(done)], terminal),
        draw(comparison_table(done), narrowed(terminal)),
        paragraphs(done.footnotes, terminal),
    ]
    return "\n".join(part for part in parts if part)


def comparison_sentence(done: Comparison) -> str:
    """Who was closer, and whether that could be chance."""
    questions = counted(done.n_common, "question")
    common = f"On {questions} that both answered"
    if done.n_clusters < done.n_common:
        common += f" ({counted(done.n_clusters, 'independent event')})"
    if done.depends_on_reading:
        return f"{common}: no clear difference; it depends on the reading of the phrases."
    match done.verdict:
        case Verdict.BETTER:
            return f"{common} {done.name_a} did better than {done.name_b}."
        case Verdict.WORSE:
            return f"{common} {done.name_b} did better than {done.name_a}."
        case Verdict.TOO_FEW:
            return f"{common}: too few to tell."
        case _:
            return f"{common}: no clear difference yet. It could be chance."


def comparison_table(done: Comparison) -> Table:
    """Both scores and their difference, a line each."""
    columns = (
        Column(heads=("source",), min_width=15, may_cut=True),
        Column(heads=("answered alone",), align=Align.RIGHT),
        Column(heads=("Brier", "lower is better"), align=Align.RIGHT),
    )
    mark = "~" if done.n_worded else ""
    rows = [
        (done.name_a, str(done.n_only_a), mark + format_score(done.brier_a)),
        (done.name_b, str(done.n_only_b), mark + format_score(done.brier_b)),
        ("difference", "", mark + format_score(done.mean_diff)),
        *((name, "", text) for name, text in _tests(done)),
    ]
    return Table(columns=columns, rows=rows)


def _tests(done: Comparison) -> Iterator[tuple[str, str]]:
    """What says how sure the difference is. Below 0 the first of the two did better."""
    if done.ci is not None:
        yield f"  {done.level * 100:g}% interval", format_score_interval(done.ci)
    yield "  p, signs turned", format_p(done.p_signflip)
    if done.t is not None:
        yield f"  p, t({done.df})", format_p(done.p_t)
    if done.d_miscalibration is not None:
        yield "  of miscalibration", format_score(done.d_miscalibration)
        yield "  of discrimination", format_score(done.d_discrimination)
    if done.robust is not None:
        yield "  however words are read", "yes" if done.robust else "no"
