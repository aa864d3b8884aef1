"""The tables: cells, clusters, counts and groups."""

from datetime import date
from math import floor, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_rows import GOOD, SELECTION, TODAY, book, table_of
from test_exclusion import ANY_ROWS, ANY_SELECTION

from forecastctl.scoring.engine import build_tables
from forecastctl.scoring.grouping import group_order, horizon_group, quarter_group
from forecastctl.scoring.point import probability_key, scaled_losses
from forecastctl.scoring.tables import (
    CellKey,
    ClusterSums,
    Count,
    GroupBy,
    PhraseKey,
    Reason,
    RowKey,
    ScoringRow,
    Selection,
)

TENTH = 10**11


def by(group: GroupBy, *sources: str) -> Selection:
    return Selection(today=TODAY, by=group, sources=frozenset(sources))


def test_forecasts_of_one_probability_share_a_cell() -> None:
    table = table_of(
        book(
            """
            p    outcome
            70%  yes
            70%  no
            30%  no
            """
        )
    )
    assert table.cells == {
        CellKey(7 * TENTH, 7 * TENTH, 7 * TENTH): Count(2, 1),
        CellKey(3 * TENTH, 3 * TENTH, 3 * TENTH): Count(1, 0),
    }


def test_near_ties_of_binary_fractions_are_one_probability() -> None:
    assert probability_key(0.010000000000000012) == probability_key(0.01) == 10**10
    assert probability_key(0.1 + 0.2) == probability_key(0.3) == 3 * TENTH
    assert probability_key(0.5 + 1e-12) == probability_key(0.5) + 1


def test_worded_forecasts_keep_their_range_and_numbers_do_not() -> None:
    table = table_of(
        book(
            """
            p    low  high  method  wording
            70%  55%  85%   worded  likely
            70%  55%  85%   stated  -
            70%  -    -     worded  sure
            """
        )
    )
    number = CellKey(7 * TENTH, 7 * TENTH, 7 * TENTH)
    assert table.cells == {
        CellKey(7 * TENTH, 55 * TENTH // 10, 85 * TENTH // 10): Count(1, 1),
        number: Count(2, 2),
    }
    assert table.n_worded == 2


def test_losses_are_scaled_integers_computed_in_the_agreed_order() -> None:
    p = 0.3
    assert scaled_losses(3 * TENTH, 1) == ClusterSums(
        n=1,
        k=1,
        sum_d=floor((p - 1) * (p - 1) * 1e12 + 0.5),
        sum_w=floor((1 - p) * (1 - 2 * p) * 1e12 + 0.5),
        sum_e=floor(abs(1 - 2 * p) * sqrt(p * (1 - p)) * 1e12 + 0.5),
    )
    assert scaled_losses(10**12, 0) == ClusterSums(n=1, k=0, sum_d=10**12, sum_w=10**12, sum_e=0)
    assert scaled_losses(0, 0) == ClusterSums(n=1, k=0, sum_d=0, sum_w=0, sum_e=0)


def test_questions_of_one_event_are_one_cluster_and_others_their_own() -> None:
    table = table_of(
        book(
            """
            question  p    outcome  event
            q1        50%  yes      visit
            q2        50%  no       visit
            q3        50%  no       -
            """
        )
    )
    quarter = 25 * 10**10
    assert table.clusters == {
        "visit": ClusterSums(n=2, k=1, sum_d=2 * quarter, sum_w=0, sum_e=0),
        "q3": ClusterSums(n=1, k=0, sum_d=quarter, sum_w=0, sum_e=0),
    }


def test_what_scored_forecasts_rest_on_is_counted_and_left_out_ones_are_not() -> None:
    rows = book(
        """
        p    outcome  method  wording  claim_kind  due_assumed  happened    recorded
        70%  yes      worded  will     plan        yes          -           2026-03-02
        70%  no       stated  -        scheduled   no           2026-02-01  2026-03-02
        70%  no       stated  -        forecast    no           -           -
        70%  void     worded  will     plan        yes          -           2026-03-02
        """
    )
    table = table_of(rows)
    counts = (table.n, table.n_worded, table.n_announced, table.n_assumed_due)
    assert counts == (3, 1, 2, 1)
    assert (table.n_recorded_day, table.n_early) == (1, 0)
    assert table.excluded[Reason.VOID] == 1


def test_early_ones_are_counted_when_they_are_included() -> None:
    rows = book("p due\n70% -\n70% 2027-01-01\n70% 2026-11-21")
    assert table_of(rows, Selection(today=TODAY, include_early=True)).n_early == 2


def test_all_ten_reasons_are_always_there() -> None:
    table = table_of([GOOD])
    assert table.excluded == dict.fromkeys(Reason, 0)
    assert len(table.excluded) == 10


def test_a_source_with_nothing_scored_has_a_row() -> None:
    tables = build_tables([GOOD._replace(outcome=None)], SELECTION)
    [table] = tables.rows.values()
    assert (table.n, table.excluded[Reason.OPEN]) == (0, 1)


def test_a_forecast_counts_in_each_of_its_tags_and_once_in_the_total() -> None:
    rows = book("p groups\n70% rates,europe\n30% -\n20% europe,europe")
    rows[1] = rows[1]._replace(groups=())
    tables = build_tables(rows, by(GroupBy.TAG))
    assert {key: table.n for key, table in tables.rows.items()} == {
        RowKey("a", "rates"): 1,
        RowKey("a", "europe"): 2,
        RowKey("a", "(none)"): 1,
    }
    assert tables.total.n == 3


@pytest.mark.parametrize("group", [GroupBy.VIA, GroupBy.PUBLISHER, GroupBy.PARENT])
def test_some_names_stand_instead_of_the_source(group: GroupBy) -> None:
    rows = book("p source groups\n70% a tass,ria\n30% b tass\n20% b -")
    rows[2] = rows[2]._replace(groups=())
    tables = build_tables(rows, by(group))
    assert {key: table.n for key, table in tables.rows.items()} == {
        RowKey("tass", ""): 2,
        RowKey("ria", ""): 1,
        RowKey("(direct)", ""): 1,
    }


def test_the_unit_is_chosen_before_it_is_grouped() -> None:
    """An update moves the forecast to another group; it does not count in both."""
    rows = book("question p made groups\nq1 70% 2026-01-01 old\nq1 60% 2026-01-02 new")
    tables = build_tables(rows, by(GroupBy.TAG))
    assert {key.group: table.n for key, table in tables.rows.items()} == {"old": 0, "new": 1}


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (GroupBy.CLAIM_KIND, {"plan": 1, "(none)": 1}),
        (GroupBy.HORIZON, {"31-90": 1, "366+": 1}),
        (GroupBy.QUARTER, {"2026-q1": 2}),
    ],
)
def test_other_groups_follow_from_the_forecast(group: GroupBy, expected: dict[str, int]) -> None:
    rows = book(
        "p claim_kind made due\n70% plan 2026-01-01 2026-03-01\n70% - 2020-01-01 2026-03-31"
    )
    tables = build_tables(rows, by(group))
    assert {key.group: table.n for key, table in tables.rows.items()} == expected


@pytest.mark.parametrize(
    ("due", "group"),
    [
        ("2026-01-01", "0-7"),
        ("2026-01-08", "0-7"),
        ("2026-01-09", "8-30"),
        ("2026-01-31", "8-30"),
        ("2026-02-01", "31-90"),
        ("2026-04-01", "31-90"),
        ("2026-04-02", "91-365"),
        ("2027-01-01", "91-365"),
        ("2027-01-02", "366+"),
        ("2025-12-31", "(none)"),
        (None, "(none)"),
    ],
)
def test_horizons_have_sharp_edges(due: str | None, group: str) -> None:
    assert horizon_group("2026-01-01", due) == group


def test_quarters_of_due_days() -> None:
    days = ["2026-01-01", "2026-03-31", "2026-04-01", "2026-12-31"]
    assert [quarter_group(day) for day in days] == ["2026-q1", "2026-q1", "2026-q2", "2026-q4"]
    assert quarter_group(None) == "(none)"


def test_horizons_sort_by_length_and_none_comes_last() -> None:
    groups = ["(none)", "366+", "8-30", "0-7", "91-365", "31-90"]
    ordered = sorted(groups, key=lambda group: group_order(GroupBy.HORIZON, group))
    assert ordered == ["0-7", "8-30", "31-90", "91-365", "366+", "(none)"]
    tags = sorted(["(none)", "b", "a"], key=lambda group: group_order(GroupBy.TAG, group))
    assert tags == ["a", "b", "(none)"]


def test_phrases_are_case_folded_and_kept_apart_by_side_and_range() -> None:
    rows = book(
        """
        p    low  high  method  wording  said  outcome
        70%  55%  85%   worded  Likely   +     yes
        70%  55%  85%   worded  likely   +     no
        30%  15%  45%   worded  likely   -     no
        72%  60%  85%   worded  likely   +     no
        70%  -    -     worded  likely   +     no
        70%  -    -     stated  -        -     no
        """
    )
    tables = build_tables(rows, by(GroupBy.WORDING))
    assert {key: table.count for key, table in tables.phrases.items()} == {
        PhraseKey("likely", "+", 55 * 10**10, 85 * 10**10): Count(2, 1),
        PhraseKey("likely", "-", 15 * 10**10, 45 * 10**10): Count(1, 0),
        PhraseKey("likely", "+", 60 * 10**10, 85 * 10**10): Count(1, 0),
        PhraseKey("likely", "+", None, None): Count(1, 0),
        PhraseKey("", "", None, None): Count(1, 0),
    }
    assert tables.rows == {}


def test_a_phrase_that_was_only_left_out_has_no_row() -> None:
    row = GOOD._replace(method="worded", wording="likely", outcome="void")
    tables = build_tables([row], by(GroupBy.WORDING))
    assert tables.phrases == {}
    assert tables.total.excluded[Reason.VOID] == 1


def test_named_sources_make_up_the_total_and_the_others_keep_their_rows() -> None:
    rows = book("source p\na 70%\nb 60%\nb 50%")
    tables = build_tables(rows, by(GroupBy.SOURCE, "b"))
    assert {key.name: table.n for key, table in tables.rows.items()} == {"a": 1, "b": 2}
    assert (tables.total.n, tables.total.n_clusters) == (2, 2)


@pytest.mark.parametrize("group", [GroupBy.WORDING, GroupBy.VIA])
def test_where_rows_are_no_sources_only_named_ones_are_looked_at(group: GroupBy) -> None:
    rows = book("source p\na 70%\nb 60%\nb 50%")
    tables = build_tables(rows, by(group, "b"))
    assert tables.total.n == 2
    assert sum(table.n for table in tables.rows.values()) in (0, 2)


@given(rows=ANY_ROWS, selection=ANY_SELECTION, seed=st.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(
    rows: list[ScoringRow], selection: Selection, seed: int
) -> None:
    shuffled = rows[:]
    Random(seed).shuffle(shuffled)
    assert build_tables(rows, selection) == build_tables(shuffled, selection)


@given(rows=ANY_ROWS, selection=ANY_SELECTION)
def test_used_and_left_out_make_all_that_was_looked_at(
    rows: list[ScoringRow], selection: Selection
) -> None:
    tables = build_tables(rows, selection)
    looked_at = [
        row
        for row in rows
        if (selection.method is None or row.method in selection.method)
        and (selection.since is None or (row.due or "") >= selection.since.isoformat())
    ]
    total = tables.total
    assert total.n + sum(total.excluded.values()) == len(looked_at)
    for key, table in tables.rows.items():
        own = [row for row in looked_at if row.source == key.name]
        assert table.n + sum(table.excluded.values()) == len(own)
        assert table.n == sum(cluster.n for cluster in table.clusters.values())
    assert total.n == sum(table.n for table in tables.rows.values())


def test_a_period_is_inclusive() -> None:
    march = Selection(today=TODAY, since=date(2026, 3, 1), until=date(2026, 3, 1))
    assert table_of([GOOD], march).n == 1
