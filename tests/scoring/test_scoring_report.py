"""The report: its numbers by hand, what it hides, its order, its words."""

import subprocess
import sys
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scored_rows import GOOD, SELECTION, TODAY, book, repeated, report_of, row_of

from forecastctl.scoring.interval import Interval
from forecastctl.scoring.report import Report, SourceInfo
from forecastctl.scoring.row import SourceReport
from forecastctl.scoring.skill import BASE, HALF, REFERENCES, reference_brier, skill
from forecastctl.scoring.tables import GroupBy, Reason, ScoringRow, Selection, Use
from forecastctl.scoring.verdict import Verdict, verdict_of, verdict_words


def test_the_numbers_of_a_source_by_hand() -> None:
    """12 forecasts: 8 of 75%, 6 came true; 4 of 25%, 1 came true."""
    rows = [*repeated(8, 6, 0.75), *repeated(4, 1, 0.25, start=8)]
    row = row_of(report_of(rows), "a")
    brier = (6 * 1 / 16 + 2 * 9 / 16 + 1 * 9 / 16 + 3 * 1 / 16) / 12
    base = 7 / 12
    assert (row.n, row.n_clusters, row.n_yes) == (12, 12, 7)
    assert row.brier == pytest.approx(brier, abs=1e-15)
    assert row.base_rate == base
    assert row.mean_p == pytest.approx(7 / 12, abs=1e-15)
    assert row.bias == pytest.approx(0, abs=1e-15)
    assert row.skill == pytest.approx(1 - brier / (base * (1 - base)), abs=1e-14)
    assert row.excess == pytest.approx(brier - base * (1 - base), abs=1e-15)
    assert row.hit_rate == 9 / 12
    assert (row.skill_reference, row.verdict) == ("base", Verdict.NO_CALL)


def test_against_one_half_the_reference_score_is_a_quarter() -> None:
    row = row_of(report_of(repeated(12, 9, 0.75), reference=HALF), "a")
    brier = (9 / 16 + 3 * 9 / 16) / 12
    assert row.skill == pytest.approx(1 - brier / 0.25, abs=1e-14)
    assert row.excess == pytest.approx(brier - 0.25, abs=1e-15)
    assert row.skill_reference == "half"


def test_the_numbers_of_nobody_are_hidden_and_never_zero() -> None:
    row = row_of(report_of([GOOD._replace(outcome=None)]), "a")
    assert (row.n, row.n_excluded, row.verdict) == (0, 1, Verdict.TOO_FEW)
    assert all(getattr(row, name) is None for name in row.hidden)
    assert {"brier", "brier_ci", "hit_rate", "skill", "excess", "bias"} <= set(row.hidden)


def test_few_forecasts_have_a_score_but_no_skill_and_no_call() -> None:
    row = row_of(report_of(repeated(9, 5, 0.7)), "a")
    assert row.brier is not None
    assert row.brier_ci is not None
    assert (row.skill, row.excess, row.excess_ci) == (None, None, None)
    for name in ("skill", "excess", "excess_ci", "miscalibration", "auc", "calibration_call"):
        assert row.hidden[name] == "fewer than 10 forecasts"
    assert row.verdict_words == "too few to tell"


def test_one_event_has_no_interval_and_no_call() -> None:
    rows = [row._replace(event="visit") for row in repeated(20, 10, 0.7)]
    row = row_of(report_of(rows), "a")
    assert (row.n, row.n_clusters, row.brier_ci, row.excess_ci) == (20, 1, None, None)
    for name in ("brier_ci", "excess_ci", "se_cluster"):
        assert row.hidden[name] == "fewer than 2 independent events"
    assert row.verdict is Verdict.TOO_FEW
    assert row.has_few_events


def test_a_reference_that_is_never_wrong_has_no_skill_to_beat() -> None:
    row = row_of(report_of(repeated(10, 10, 0.9)), "a")
    assert row.skill is None
    assert row.hidden["skill"] == "the reference is never wrong"
    assert row.hidden["auc"] == "all came out alike"
    assert row.verdict is Verdict.ALL_ALIKE


def test_whatever_is_none_has_a_reason() -> None:
    rows = [*repeated(12, 6, 0.7), *repeated(3, 1, 0.2, "b"), GOOD._replace(source="c", due=None)]
    for row in report_of(rows).sources:
        none = {name for name in SourceReport.__dataclass_fields__ if getattr(row, name) is None}
        assert none - {"group"} == set(row.hidden)


@pytest.mark.parametrize(
    ("n", "n_yes", "n_clusters", "low", "high", "expected"),
    [
        (9, 4, 9, -0.5, -0.1, Verdict.TOO_FEW),
        (10, 4, 4, -0.5, -0.1, Verdict.TOO_FEW),
        (10, 0, 4, -0.5, -0.1, Verdict.TOO_FEW),
        (10, 0, 10, -0.5, -0.1, Verdict.ALL_ALIKE),
        (10, 10, 10, -0.5, -0.1, Verdict.ALL_ALIKE),
        (10, 4, 5, -0.5, -0.1, Verdict.BETTER),
        (10, 4, 10, 0.1, 0.5, Verdict.WORSE),
        (10, 4, 10, -0.1, 0.5, Verdict.NO_CALL),
        (10, 4, 10, -0.5, -1e-10, Verdict.NO_CALL),
        (10, 4, 10, 1e-10, 0.5, Verdict.NO_CALL),
    ],
)
def test_the_first_rule_that_applies_is_the_verdict(
    n: int, n_yes: int, n_clusters: int, low: float, high: float, expected: Verdict
) -> None:
    ci = Interval(low, high)
    assert (
        verdict_of(n=n, n_yes=n_yes, n_no=n - n_yes, n_clusters=n_clusters, excess_ci=ci)
        is expected
    )


def test_the_words_name_the_reference_and_the_codes_do_not() -> None:
    assert verdict_words(Verdict.BETTER, BASE) == "better than base rate"
    assert verdict_words(Verdict.WORSE, HALF) == "worse than 50/50"
    assert verdict_words(Verdict.ALL_ALIKE, BASE) == "all came out alike"
    assert verdict_words(Verdict.NO_CALL, BASE) == "no clear difference yet"
    assert set(REFERENCES) == {"base", "half"}


def test_a_good_and_a_bad_source_are_told_apart() -> None:
    good = [*repeated(50, 45, 0.9, "good"), *repeated(50, 5, 0.1, "good", start=50)]
    bad = [*repeated(50, 5, 0.9, "bad"), *repeated(50, 45, 0.1, "bad", start=50)]
    report = report_of([*bad, *good])
    assert [(row.source, row.verdict) for row in report.sources] == [
        ("good", Verdict.BETTER),
        ("bad", Verdict.WORSE),
    ]


def test_rows_stand_in_the_agreed_order() -> None:
    """Named with ten or more by excess, then too few, then unnamed speakers, then empty ones."""
    rows = [
        *repeated(10, 5, 0.9, "guesser"),
        *[*repeated(6, 5, 0.8, "expert"), *repeated(6, 1, 0.2, "expert", start=6)],
        *repeated(9, 9, 1.0, "lucky"),
        *repeated(3, 3, 1.0, "Beginner"),
        *[*repeated(6, 6, 1.0, "officials"), *repeated(6, 0, 0.0, "officials", start=6)],
        GOOD._replace(source="aaa", outcome=None),
    ]
    names = {"officials": SourceInfo(name="officials (Reuters)", is_anonymous=True)}
    report = report_of(rows, sources=names)
    assert [row.source for row in report.sources] == [
        "expert",
        "guesser",
        "Beginner",
        "lucky",
        "officials",
        "aaa",
    ]


def test_equal_rows_stand_by_name() -> None:
    rows = [*repeated(10, 5, 0.5, "b"), *repeated(10, 5, 0.5, "c"), *repeated(10, 5, 0.5, "a")]
    names = {"a": SourceInfo(name="Zeta")}
    assert [row.name for row in report_of(rows, sources=names).sources] == ["b", "c", "Zeta"]


def test_groups_stand_under_their_source() -> None:
    rows = book(
        """
        source  p    made        due
        b       70%  2026-01-01  2026-01-20
        b       70%  2026-01-01  2026-01-02
        a       70%  2026-01-01  2026-06-01
        b       70%  2026-01-01  2026-06-01
        """
    )
    rows = [row._replace(happened_on=None, recorded_on=None) for row in rows]
    report = report_of(rows, Selection(today=TODAY, by=GroupBy.HORIZON))
    assert [(row.source, row.group) for row in report.sources] == [
        ("a", "91-365"),
        ("b", "0-7"),
        ("b", "8-30"),
        ("b", "91-365"),
    ]


def test_without_groups_there_is_none() -> None:
    assert [row.group for row in report_of([GOOD]).sources] == [None]


def test_named_sources_are_the_only_rows() -> None:
    rows = [*repeated(10, 5, 0.5, "b"), *repeated(10, 5, 0.5, "c"), GOOD._replace(due=None)]
    report = report_of(rows, Selection(today=TODAY, sources=frozenset("b")))
    assert [row.source for row in report.sources] == ["b"]
    assert report.n == 10
    assert report.first_lines == ("Left out: nothing.",)


def test_the_head_says_what_was_asked_for() -> None:
    selection = Selection(
        today=TODAY,
        use=Use.FIRST,
        without=frozenset({"scheduled", "plan"}),
        method=("worded",),
    )
    report = report_of([GOOD._replace(method="worded")], selection, reference=HALF)
    assert (report.today, report.use, report.without) == (TODAY, "first", ("plan", "scheduled"))
    assert (report.method, report.reference, report.by) == (("worded",), "half", "source")
    assert (report.seed, report.draws, report.common, report.include_early) == (
        1,
        999,
        False,
        False,
    )


def test_left_out_forecasts_are_counted_by_row_and_in_total() -> None:
    rows = book(
        """
        source  p    outcome
        a       70%  void
        a       70%  yes
        b       -    yes
        b       70%  void
        """
    )
    report = report_of(rows)
    assert row_of(report, "a").excluded[Reason.VOID] == 1
    assert row_of(report, "b").n_excluded == 2
    assert {reason: n for reason, n in report.excluded.items() if n} == {
        Reason.NO_PROBABILITY: 1,
        Reason.VOID: 2,
    }
    assert report.first_lines == ("Left out: 1 without a probability; 2 void.",)


def test_early_resolutions_are_announced_above_the_numbers() -> None:
    rows = book("p due\n70% 2027-01-01\n70% -\n60% 2026-03-01")
    report = report_of(rows, Selection(today=TODAY, include_early=True))
    assert report.n_early == 2
    assert report.first_lines == (
        "Left out: nothing.",
        "includes 2 early resolutions: biased",
    )
    assert any(note.startswith("2 of 3 were resolved before") for note in report.footnotes)


FOOTNOTES = [
    ({"method": "worded", "wording": "will"}, "~ 1 of 11 scored forecasts are worded"),
    ({"claim_kind": "plan"}, "1 of 11 are dated announcements or own plans; --without plan,sched"),
    ({"due_assumed": True}, "1 of 11 have an assumed due day."),
    ({"happened_on": None}, "1 of 11 without the day on which it happened"),
]


@pytest.mark.parametrize(("changes", "note"), FOOTNOTES)
def test_a_footnote_has_its_occasion(changes: dict[str, object], note: str) -> None:
    rows = repeated(10, 5, 0.7)
    special = GOOD._replace(**changes)  # type: ignore[arg-type]
    assert not any(note[:12] in line for line in report_of(rows).footnotes)
    assert sum(line.startswith(note) for line in report_of([*rows, special]).footnotes) == 1


def test_shared_events_are_explained_and_few_ones_named() -> None:
    rows = [row._replace(event=f"e{i % 9}") for i, row in enumerate(repeated(18, 9, 0.7))]
    report = report_of(rows)
    assert row_of(report, "a").has_few_events
    assert "Few independent events (under 10): a." in report.footnotes


def test_nothing_scored_has_no_footnotes() -> None:
    assert report_of([GOOD._replace(outcome=None)]).footnotes == ()
    assert report_of([]).footnotes == ()


def test_rows_that_do_not_add_up_are_announced() -> None:
    rows = [GOOD._replace(groups=("x", "y"))]
    report = report_of(rows, Selection(today=TODAY, by=GroupBy.TAG))
    assert any("do not add up" in note for note in report.footnotes)
    assert (report.n, [row.n for row in report.sources]) == (1, [1, 1])


def test_skill_and_its_references() -> None:
    assert skill(0.1, 0.2) == 0.5
    assert skill(0.3, 0.2) == pytest.approx(-0.5)
    assert skill(0.1, 0.0) is None
    assert reference_brier(0.25, 0.25) == pytest.approx(3 / 16)
    assert reference_brier(0.25, 0.5) == 0.25
    assert (reference_brier(0.0, 0.0), reference_brier(1.0, 1.0)) == (0.0, 0.0)


STATED = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.integers(0, 100),
        st.sampled_from(["yes", "no"]),
        st.sampled_from([None, "x", "y", "z"]),
    ),
    min_size=1,
    max_size=60,
)


def rows_from(stated: list[tuple[str, int, str, str | None]]) -> list[ScoringRow]:
    return [
        GOOD._replace(
            forecast=f"f{i}",
            question=f"q{i}",
            source=source,
            probability=per_cent / 100,
            outcome=outcome,
            event=event,
            order=("", i),
        )
        for i, (source, per_cent, outcome, event) in enumerate(stated)
    ]


@settings(deadline=None)
@given(stated=STATED, seed=st.integers(0, 99))
def test_the_order_of_the_rows_does_not_change_a_single_digit(
    stated: list[tuple[str, int, str, str | None]], seed: int
) -> None:
    rows = rows_from(stated)
    shuffled = rows[:]
    Random(seed).shuffle(shuffled)
    assert repr(report_of(rows)) == repr(report_of(shuffled))


@settings(deadline=None)
@given(stated=STATED)
def test_adding_a_source_leaves_the_others_as_they_were(
    stated: list[tuple[str, int, str, str | None]],
) -> None:
    rows = rows_from(stated)
    before = {row.source: unadjusted(row) for row in report_of(rows).sources}
    more = [*rows, *repeated(12, 6, 0.7, "new")]
    after = {row.source: unadjusted(row) for row in report_of(more).sources}
    assert {name: row for name, row in after.items() if name != "new"} == before


def unadjusted(row: SourceReport) -> SourceReport:
    """The row without what depends on how many others are tested."""
    words = row.verdict_words.split(",")[0]
    return replace(row, z_p_bh=None, calibration_call=None, verdict_words=words)


@settings(deadline=None)
@given(stated=STATED)
def test_everything_known_is_as_it_was_where_more_is_asked_for(
    stated: list[tuple[str, int, str, str | None]],
) -> None:
    rows = rows_from(stated)
    long = {row.source: row for row in report_of(rows, is_long=True).sources}
    for row in report_of(rows).sources:
        known = {
            name: value
            for name, value in vars(row).items()
            if value is not None and name not in ("hidden", "n_ranked", "z_p_bh")
        }
        assert {name: getattr(long[row.source], name) for name in known} == known


@given(stated=STATED)
def test_sums_of_a_row_do_not_depend_on_how_its_file_was_split(
    stated: list[tuple[str, int, str, str | None]],
) -> None:
    rows = rows_from(stated)
    half = len(rows) // 2
    assert repr(report_of(rows)) == repr(report_of([*rows[half:], *rows[:half]]))


UNMOVED = (
    "log_score",
    "miscalibration",
    "discrimination",
    "uncertainty",
    "log_mcb",
    "log_dsc",
    "log_unc",
    "auc",
    "spiegelhalter_z",
    "z_cluster",
)


@given(stated=STATED)
def test_naming_the_opposite_of_every_event_changes_only_the_sign_of_the_bias(
    stated: list[tuple[str, int, str, str | None]],
) -> None:
    opposite = [
        (source, 100 - per_cent, "no" if outcome == "yes" else "yes", event)
        for source, per_cent, outcome, event in stated
    ]
    for before, after in zip(
        sorted(report_of(rows_from(stated)).sources, key=lambda row: row.source),
        sorted(report_of(rows_from(opposite)).sources, key=lambda row: row.source),
        strict=True,
    ):
        assert after.bias == pytest.approx(-(before.bias or 0), abs=2e-12)
        for name in ("brier", "hit_rate", "skill", "excess", *UNMOVED):
            assert getattr(after, name) == pytest.approx(getattr(before, name), abs=2e-12)
        for name in ("brier_ci", "hit_rate_ci", "excess_ci", "se_cluster"):  # roots of differences
            assert getattr(after, name) == pytest.approx(getattr(before, name), abs=1e-7)
        assert (after.verdict, after.hidden) == (before.verdict, before.hidden)


@given(stated=STATED)
def test_every_number_lies_in_its_range(stated: list[tuple[str, int, str, str | None]]) -> None:
    for row in report_of(rows_from(stated)).sources:
        for name in ("brier", "hit_rate", "base_rate", "mean_p"):
            assert 0 <= getattr(row, name) <= 1
        for name in ("brier_ci", "hit_rate_ci"):
            interval = getattr(row, name)
            assert interval is None or 0 <= interval.low <= interval.high <= 1
        assert -1 <= (row.bias or 0) <= 1
        assert row.skill is None or row.skill <= 1


@given(rate=st.floats(0, 1), stated=st.floats(0, 1))
def test_the_expected_brier_score_is_smallest_for_the_true_rate(rate: float, stated: float) -> None:
    assert reference_brier(rate, rate) <= reference_brier(rate, stated) + 1e-15


def test_sources_of_the_selection_do_not_disturb_the_head() -> None:
    assert report_of([], SELECTION).first_lines == ("Left out: nothing.",)


def test_only_rows_that_were_tested_count_as_tests() -> None:
    rows = [*repeated(12, 6, 0.7, "b"), *repeated(12, 6, 0.6, "c"), *repeated(3, 1, 0.5, "d")]
    rows += repeated(12, 12, 0.9, "alike")
    assert "Verdicts are not adjusted for the 2 rows tested." in report_of(rows).footnotes
    assert not any("rows tested" in note for note in report_of(rows[:12]).footnotes)


def test_the_reference_and_the_order_are_explained() -> None:
    rows = [*repeated(12, 6, 0.7, "b"), *repeated(12, 6, 0.6, "c")]
    base, half = report_of(rows).footnotes, report_of(rows, reference=HALF).footnotes
    assert any("known only in hindsight" in note for note in base)
    assert "No questions in common: ordered by the Brier score minus that of the base rate." in base
    assert "50/50: a forecaster who states 50% every time." in half
    assert "No questions in common: ordered by the Brier score minus that of 50/50." in half
    groups = report_of(rows, Selection(today=TODAY, by=GroupBy.QUARTER)).footnotes
    assert "Ordered by source, then group." in groups


def test_scoring_needs_nothing_but_the_standard_library() -> None:
    program = (
        "import sys, forecastctl.scoring.card, forecastctl.scoring.report\n"
        "print([name for name in ('numpy', 'scipy', 'rich', 'typer') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def noted(report: Report, words: str) -> bool:
    return any(words in note for note in report.footnotes)


def test_words_on_calibration_are_explained_with_the_number_of_tests() -> None:
    bold = [*repeated(30, 20, 0.95, "bold"), *repeated(30, 10, 0.05, "bold", start=30)]
    shy = [*repeated(30, 29, 0.6, "shy"), *repeated(30, 1, 0.4, "shy", start=30)]
    report = report_of([*bold, *shy])
    assert noted(report, "overconfident: says too high where it is high")
    assert noted(report, "underconfident: could have said")
    assert noted(report, "Calibration was tested in 2 rows")
    assert noted(report, "Random draws with --seed 1.")
    assert row_of(report, "shy").verdict_words.endswith(", underconfident")


def test_without_draws_no_seed_is_named() -> None:
    report = report_of(repeated(30, 21, 0.7))
    assert not noted(report, "--seed")
    assert not noted(report, "Calibration was tested")
    assert noted(report_of(repeated(30, 21, 0.7), is_long=True), "--seed")


def test_log_scores_are_explained_where_they_are_shown() -> None:
    rows = [*repeated(11, 10, 0.9), *repeated(1, 1, 0.0, start=11)]
    assert not noted(report_of(rows), "Log score")
    long = report_of(rows, is_long=True)
    assert noted(long, "Log score in nats, not clipped")
    assert noted(long, "Sure, and wrong: a (1 of 12).")


def test_ranks_of_few_sources_are_doubted() -> None:
    rows = [
        row._replace(question=f"q{i}")
        for name, p in (("a", 0.9), ("b", 0.6))
        for i, row in enumerate(repeated(12, 8, p, name))
    ]
    long = report_of(rows, is_long=True)
    assert noted(long, "Rank ranges: 80% of 4,000 draws")
    assert noted(long, "With 2 sources that spread is itself hardly known.")
