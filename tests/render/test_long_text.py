"""Every statistic as columns: in blocks on a terminal, in one line in a pipe."""

import math
from dataclasses import replace

from render_samples import PIPE, SCREEN
from scored_samples import NOTHING, reported, scored

from forecastctl.render.report import report_text
from forecastctl.scoring.interval import Interval

LOGISTIC = scored(
    "logistic",
    92,
    skill=0.1575,
    log_score=0.5983,
    miscalibration=0.0171,
    discrimination=0.0555,
    uncertainty=0.2442,
    auc=0.7397,
    spiegelhalter_z=-0.7707,
    z_p=0.451,
    mcb_null_mean=0.0252,
    mcb_p=0.937,
    log_mcb=0.0509,
    log_dsc=0.1341,
    se_cluster=0.0156,
    peer_excess=-0.0384,
    shrunk_excess=-0.0264,
    shrunk_ci=Interval(-0.0516, -0.0013),
    rank_range=(1, 2),
    n_ranked=4,
    n_distinct_p=92,
)
ENS = replace(
    LOGISTIC,
    source="ens",
    name="ens",
    log_score=math.inf,
    n_inf=6,
    log_mcb=math.inf,
    bias=0.2107,
    spiegelhalter_z=9.155,
    z_p=0.0001,
    rank_range=(3, 4),
)
LONG = reported(LOGISTIC, ENS, is_long=True)


def test_a_pipe_has_one_line_a_row_with_the_verdict_last() -> None:
    text = report_text(LONG, PIPE)
    head, logistic, ens = text.split("\n\n")[1].splitlines()[1:]
    assert head.split()[:4] == ["source", "n", "out", "right"]
    assert head.endswith("verdict")
    assert logistic.split()[-4:] == ["better", "than", "base", "rate"]
    assert "1-2 of 4" in logistic
    assert "-.026 [-.052 to -.001]" in logistic
    assert "inf (6 of 92)" in ens
    assert "<.001" in ens


def test_a_terminal_has_blocks_of_80_columns_that_name_the_source_again() -> None:
    text = report_text(LONG, SCREEN._replace(colour=False))
    blocks = text.split("\n\n")[1:-1]
    assert len(blocks) > 3
    for block in blocks:
        lines = block.splitlines()
        assert all(len(line) <= 80 for line in lines)
        assert [line.split()[0] for line in lines[-2:]] == ["logistic", "ens"]
    assert "lower is better" in blocks[0]
    assert all("lower" in block or "higher" in block or "worded" in block for block in blocks)


def test_what_is_equal_for_all_stands_above() -> None:
    text = report_text(LONG, PIPE)
    assert "Uncertainty (UNC) of every row: .244." in text
    assert "no merit" not in text
    other = replace(ENS, uncertainty=0.2)
    assert "no merit" in report_text(reported(LOGISTIC, other, is_long=True), PIPE)


def test_a_column_that_nobody_fills_is_absent() -> None:
    bare = [replace(row, rank_range=None, shrunk_excess=None) for row in LONG.sources]
    text = report_text(reported(*bare, is_long=True), PIPE)
    assert "rank range" not in text
    assert "shrunk" not in text


def test_z_is_the_one_that_the_call_rests_on() -> None:
    shared = replace(LOGISTIC, n_clusters=20, z_cluster=1.234)
    assert "1.23" in report_text(reported(shared, is_long=True), PIPE)
    assert "-0.77" not in report_text(reported(shared, is_long=True), PIPE)


def test_the_reference_is_named_over_the_skill() -> None:
    text = report_text(reported(LOGISTIC, is_long=True, reference="source:emos"), PIPE)
    assert "skill vs emos" in text


def test_rows_with_nothing_scored_stay_in_line() -> None:
    text = report_text(reported(LOGISTIC, NOTHING, is_long=True), SCREEN._replace(colour=False))
    for block in text.split("\n\n")[1:-1]:
        assert block.splitlines()[-1].startswith("silent")
