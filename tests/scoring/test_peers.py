"""Peers: the excess over others, how far it is shrunk, and the ranks it allows."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_rows import SELECTION, TODAY, book, report_of, row_of
from statsmodels.stats.meta_analysis import combine_effects

from forecastctl.scoring.engine import build_tables
from forecastctl.scoring.peers import Excess, Shrunk, peer_excess, rank_ranges, shrink
from forecastctl.scoring.report import SourceInfo
from forecastctl.scoring.tables import GroupBy, PeerSums, RowKey, ScoringRow, Selection

THREE = """
    source  question  p    outcome
    a       q1        90%  yes
    b       q1        60%  yes
    c       q1        20%  yes
    a       q2        30%  no
    b       q2        40%  no
    c       q3        50%  no
    """


def peers_of(rows: Sequence[ScoringRow], source: str) -> tuple[int, Excess | None]:
    table = build_tables(rows, SELECTION).rows[RowKey(source, "")]
    return peer_excess(table.peers.values())


def test_the_excess_over_the_others_by_hand() -> None:
    """q1: losses .01 .16 .64; q2: .09 and .16; nobody shares q3."""
    n, a = peers_of(book(THREE), "a")
    assert n == 2
    assert a is not None
    assert a.mean == pytest.approx(((0.01 - 0.4) + (0.09 - 0.16)) / 2, abs=1e-11)
    variances = [np.var([0.01, 0.16, 0.64], ddof=1), np.var([0.09, 0.16], ddof=1)]
    assert a.variance == pytest.approx(sum(variances) / 4, abs=1e-11)
    assert peers_of(book(THREE), "c")[0] == 1


def test_peers_can_be_looked_at_again_one_by_one_or_together() -> None:
    peers = build_tables(book(THREE), SELECTION).rows[RowKey("b", "")].peers

    assert list(peers) == ["q1", "q2"]
    assert len(peers) == 2
    assert dict(peers.items()) == {cluster: peers[cluster] for cluster in peers} == peers
    assert list(peers.values()) == [peers["q1"], peers["q2"]]


def test_alone_nobody_has_peers() -> None:
    rows = [row._replace(question=row.forecast) for row in book(THREE)]
    assert peers_of(rows, "a") == (0, None)
    row = row_of(report_of(rows), "a")
    assert (row.n_shared, row.peer_excess) == (0, None)
    assert row.hidden["peer_excess"] == "no shared question"
    assert row.hidden["shrunk_excess"] == "no shared question"


def test_sources_that_agree_to_the_last_digit_have_some_variance() -> None:
    _, excess = peers_of(book("source question p\na q1 70%\nb q1 70%"), "a")
    assert excess == Excess(0.0, 1e-9)


STATED = st.lists(
    st.tuples(st.sampled_from("abcd"), st.integers(0, 5), st.integers(0, 100)),
    min_size=2,
    max_size=40,
    unique_by=lambda one: one[:2],
)


@given(stated=STATED)
def test_integer_sums_give_the_excess_that_floats_would(
    stated: list[tuple[str, int, int]],
) -> None:
    lines = [f"{source} q{q} {p}% {'yes' if q % 2 else 'no'}" for source, q, p in stated]
    rows = book("source question p outcome\n" + "\n".join(lines))
    losses: dict[int, dict[str, float]] = {}
    for source, q, p in stated:
        losses.setdefault(q, {})[source] = (p / 100 - q % 2) ** 2
    for source in {source for source, _, _ in stated}:
        own = [
            by[source] - np.mean([loss for name, loss in by.items() if name != source])
            for by in losses.values()
            if source in by and len(by) > 1
        ]
        n, excess = peers_of(rows, source)
        assert n == len(own)
        if excess is not None:
            assert excess.mean == pytest.approx(np.mean(own), abs=1e-11)


@given(
    effects=st.lists(st.tuples(st.floats(-0.5, 0.5), st.floats(1e-5, 0.1)), min_size=2, max_size=12)
)
def test_shrinkage_agrees_with_a_random_effects_model(
    effects: list[tuple[float, float]],
) -> None:
    """Oracle: statsmodels, method of DerSimonian and Laird."""
    means, variances = map(np.array, zip(*effects, strict=True))
    with np.errstate(all="ignore"):
        oracle = combine_effects(means, variances, method_re="dl")
    spread = max(0.0, float(oracle.tau2))
    shrunk = shrink({f"s{i:02}": Excess(*effect) for i, effect in enumerate(effects)})
    weights = 1 / (variances + spread)
    centre = (weights * means).sum() / weights.sum()
    for i, (mean, variance) in enumerate(effects):
        found = shrunk[f"s{i:02}"]
        expected = centre + spread / (spread + variance) * (mean - centre)
        assert found.mean == pytest.approx(expected, abs=1e-9)
        assert found.sd == pytest.approx((spread * variance / (spread + variance)) ** 0.5, abs=1e-6)


def test_nobody_is_shrunk_alone() -> None:
    assert shrink({"a": Excess(0.1, 0.01)}) == {}


def test_without_a_spread_all_are_level() -> None:
    level = shrink({"a": Excess(0.01, 0.5), "b": Excess(-0.01, 0.5), "c": Excess(0.0, 0.5)})
    assert {one.sd for one in level.values()} == {0.0}
    assert set(rank_ranges(level, 1).values()) == {(1, 3)}


def test_far_apart_ranks_are_certain_and_close_ones_are_not() -> None:
    shrunk = {"best": Shrunk(-0.5, 0.01), "x": Shrunk(0.0, 0.1), "y": Shrunk(0.0, 0.1)}
    ranks = rank_ranges(shrunk, 1)
    assert ranks == {"best": (1, 1), "x": (2, 3), "y": (2, 3)}
    assert rank_ranges(shrunk, 1) == ranks


def shared(n: int, p: dict[str, float], yes_every: int = 2) -> list[ScoringRow]:
    lines = [
        f"{source} q{i} {stated if i % yes_every == 0 else 1 - stated} "
        + ("yes" if i % yes_every == 0 else "no")
        for i in range(n)
        for source, stated in p.items()
    ]
    return book("source question p outcome\n" + "\n".join(lines))


SIX = {"best": 0.9, "good": 0.8, "fair": 0.7, "dull": 0.5, "odd": 0.4, "worst": 0.2}


def test_ranks_are_ranges_and_only_in_the_long_report() -> None:
    rows = shared(12, SIX)
    short, long = report_of(rows), report_of(rows, is_long=True)
    assert {row.hidden["rank_range"] for row in short.sources} == {"only with --long"}
    assert [row.source for row in long.sources] == list(SIX)
    for row in long.sources:
        assert row.rank_range is not None
        assert 1 <= row.rank_range[0] <= row.rank_range[1] <= row.n_ranked == 6


def test_few_shared_questions_have_no_rank() -> None:
    row = row_of(report_of(shared(9, SIX), is_long=True), "best")
    assert row.shrunk_excess is not None
    assert row.hidden["rank_range"] == "fewer than 10 shared questions"


def test_unnamed_speakers_are_peers_without_a_rank() -> None:
    names = {"odd": SourceInfo(name="officials", is_anonymous=True)}
    with_odd = report_of(shared(12, SIX), sources=names, is_long=True)
    without = report_of([row for row in shared(12, SIX) if row.source != "odd"], is_long=True)
    odd = row_of(with_odd, "odd")
    assert odd.peer_excess is not None
    assert (odd.shrunk_excess, odd.rank_range) == (None, None)
    assert odd.hidden["shrunk_excess"] == "unnamed speakers are not ranked"
    assert row_of(with_odd, "best").n_ranked == 5
    assert row_of(with_odd, "best").peer_excess != row_of(without, "best").peer_excess


def test_without_peers_ranks_go_by_the_excess_over_the_reference() -> None:
    rows = [row._replace(question=row.forecast) for row in shared(40, SIX)]
    report = report_of(rows, is_long=True)
    assert row_of(report, "best").shrunk_excess is None
    assert row_of(report, "best").rank_range is not None
    assert any("by shrunk excess over the reference" in note for note in report.footnotes)


def test_rows_that_are_no_sources_have_no_peers() -> None:
    rows = [row._replace(groups=("Daily",)) for row in shared(12, SIX)]
    [row] = report_of(rows, Selection(today=TODAY, by=GroupBy.VIA)).sources
    assert (row.n_shared, row.peer_excess, row.rank_range) == (None, None, None)
    assert row.hidden["n_shared"] == "rows are not sources"


def test_groups_are_compared_among_themselves() -> None:
    selection = Selection(today=TODAY, by=GroupBy.CLAIM_KIND)
    rows = [
        row._replace(claim_kind="plan" if int(row.question[1:]) < 12 else "forecast")
        for row in shared(24, SIX)
    ]
    grouped = {(row.source, row.group): row for row in report_of(rows, selection).sources}
    plans = report_of([row for row in rows if row.claim_kind == "plan"]).sources
    for row in plans:
        assert grouped[row.source, "plan"].shrunk_excess == row.shrunk_excess


def test_naming_a_source_does_not_change_its_numbers() -> None:
    everyone = row_of(report_of(shared(12, SIX), is_long=True), "good")
    named = replace(SELECTION, sources=frozenset({"good"}))
    [alone] = report_of(shared(12, SIX), named, is_long=True).sources
    assert alone == everyone


def test_the_order_is_that_of_the_shrunk_excess() -> None:
    report = report_of(shared(12, SIX))
    assert [row.source for row in report.sources] == list(SIX)
    assert any(note.startswith("Ordered by how much less was lost") for note in report.footnotes)


def test_sums_over_clusters_do_not_matter_to_the_excess() -> None:
    parts = [PeerSums(1, 2 * 10**11, 10**9), PeerSums(3, -(10**11), 10**9)]
    assert peer_excess(parts) == (4, Excess(0.025, 0.002 / 16))
