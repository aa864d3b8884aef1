"""Every row of three public data sets against values from other implementations."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from math import exp, fsum, log

import pytest
from scored_rows import GOOD, report_of, row_of, shared_rows, table_of

from forecastctl.scoring.calibration import (
    CalibrationOptions,
    Step,
    build_calibration,
    calibration_bins,
)
from forecastctl.scoring.columns import Columns, columns_of
from forecastctl.scoring.compare import build_comparison
from forecastctl.scoring.engine import build_tables
from forecastctl.scoring.interval import ClusterLoss
from forecastctl.scoring.logarithm import log_score
from forecastctl.scoring.paired import paired_losses, sign_flips, t_test
from forecastctl.scoring.report import Report
from forecastctl.scoring.row import SourceReport
from forecastctl.scoring.skill import reference_brier
from forecastctl.scoring.tables import SCALE, PairTable, RowKey, ScoringRow, Selection

LATER = Selection(today=date(2030, 1, 1))

Stated = tuple[str, str, str]
"""Source, probability and outcome as the file has them."""


def every_row(stated: Iterable[Stated]) -> list[ScoringRow]:
    """One scored forecast a row: each on a question of its own."""
    return [
        GOOD._replace(
            forecast=f"f{i}",
            question=f"q{i}",
            source=source,
            probability=float(p),
            outcome="yes" if outcome == "1" else "no",
        )
        for i, (source, p, outcome) in enumerate(stated)
    ]


def stated_in(dataset: str) -> list[Stated]:
    if dataset == "niamey_2016":
        methods = ("Logistic", "EMOS", "ENS", "EPC")
        days = shared_rows("niamey_2016.csv")
        return [(method, day[method], day["obs"]) for day in days for method in methods]
    return [(row["source"], row["prob"], row["outcome"]) for row in shared_rows(f"{dataset}.csv")]


@pytest.fixture(scope="module")
def reports() -> dict[str, dict[str, SourceReport]]:
    """Rows of every data set by source, and the whole data set as the source ALL."""
    found = {}
    for dataset in {row["dataset"] for row in shared_rows("reference.csv")}:
        stated = stated_in(dataset)
        everyone = [("ALL", p, outcome) for _, p, outcome in stated]
        reports = [report_of(every_row(one), draws=99) for one in (stated, everyone)]
        found[dataset] = {row.source: row for report in reports for row in report.sources}
    return found


def test_all_sources_agree_with_the_reference_values(
    reports: dict[str, dict[str, SourceReport]],
) -> None:
    expected = shared_rows("reference.csv")
    assert len(expected) == 15
    for values in expected:
        row = reports[values["dataset"]][values["source"]]
        for column, (name, tolerance) in COLUMNS.items():
            found = getattr(row, name)
            assert found == pytest.approx(float(values[column]), abs=tolerance), (column, values)


COLUMNS = {
    "n": ("n", 0),
    "n_yes": ("n_yes", 0),
    "n_inf": ("n_inf", 0),
    "n_distinct_prob": ("n_distinct_p", 0),
    "base_rate": ("base_rate", 1e-14),
    "unc": ("uncertainty", 1e-14),
    "dsc": ("discrimination", 1e-14),
    "log_dsc": ("log_dsc", 1e-14),
    "log_unc": ("log_unc", 1e-14),
    "auc": ("auc", 1e-14),
    "mean_prob": ("mean_p", 1e-12),
    "brier": ("brier", 1e-12),
    "mcb": ("miscalibration", 1e-12),
    "bss_climatology": ("skill", 1e-12),
    "se_brier": ("se_cluster", 1e-12),
    "log_score": ("log_score", 1e-12),
    "log_mcb": ("log_mcb", 1e-12),
    "spiegelhalter_z": ("spiegelhalter_z", 1e-9),
}
"""Columns of the file, the field of a row that has the same value, and how near it has to be."""


def test_the_cells_carry_what_murphys_terms_and_binned_errors_need() -> None:
    for dataset in sorted({row["dataset"] for row in shared_rows("reference.csv")}):
        stated = stated_in(dataset)
        tables = build_tables(every_row(stated), LATER).rows.values()
        total = build_tables(every_row(("ALL", p, y) for _, p, y in stated), LATER).rows.values()
        names = [*dict.fromkeys(source for source, _, _ in stated), "ALL"]
        found = dict(zip(names, [*tables, *total], strict=True))
        for values in shared_rows("reference.csv"):
            if values["dataset"] == dataset:
                columns = columns_of(found[values["source"]].cells)
                rel, res = murphy(columns)
                assert rel == pytest.approx(float(values["murphy_rel"]), abs=1e-12)
                assert res == pytest.approx(float(values["murphy_res"]), abs=1e-14)
                assert ece(columns) == pytest.approx(float(values["ece10"]), abs=1e-12)


def murphy(columns: Columns) -> tuple[float, float]:
    """Reliability and resolution with a bin for each probability."""
    y = columns.k / columns.n
    cells = list(zip(columns.p, columns.ns, columns.ks, strict=True))
    rel = fsum(n * (p / SCALE - k / n) ** 2 for p, n, k in cells) / columns.n
    return rel, fsum(n * (k / n - y) ** 2 for _, n, k in cells) / columns.n


def ece(columns: Columns) -> float:
    """Expected calibration error in ten bins."""
    bins = calibration_bins(columns, CalibrationOptions(), None)
    return fsum(abs(one.k - one.n * one.mean_p) for one in bins) / columns.n


def test_the_pairs_agree_with_the_reference_values() -> None:
    expected = shared_rows("reference_pairs.csv")
    assert len(expected) == 9
    rows_of = {dataset: paired_rows(dataset) for dataset in {row["dataset"] for row in expected}}
    for values in expected:
        selection = replace(LATER, against=values["b"])
        rows = [
            row for row in rows_of[values["dataset"]] if row.source in (values["a"], values["b"])
        ]
        table = build_tables(rows, selection).rows[RowKey(values["a"], "")].paired
        assert table is not None
        paired = paired_losses(table)
        test = t_test(paired, 0.95)
        groups = int(values["n_clusters"])
        assert (paired.n, len(paired.clusters)) == (int(values["n"]), groups)
        assert paired.mean == pytest.approx(float(values["mean_diff"]), abs=1e-12)
        assert test.se_cluster is not None
        cr0 = test.se_cluster * ((groups - 1) / groups) ** 0.5
        assert cr0 == pytest.approx(float(values["se_cluster_cr0"]), abs=1e-12)
        assert test.t == pytest.approx(float(values["t_cluster_cr1"]), abs=1e-9)
        assert test.p_t == pytest.approx(float(values["p_cluster_t"]), abs=1e-9)
        naive = t_test(replace(paired, clusters=single_losses(table)), 0.95)
        assert naive.t == pytest.approx(float(values["t"]), abs=1e-9)
        assert naive.p_t == pytest.approx(float(values["p_t"]), abs=1e-9, rel=1e-3)
        flips = sign_flips([one.total for one in paired.clusters], 1, "flip")
        published = float(values["p_signflip_cluster_mc20000"])
        assert flips.p_signflip == pytest.approx(published, abs=0.015)


def single_losses(table: PairTable) -> list[ClusterLoss]:
    """The differences as if every question were an event by itself."""
    losses = []
    for key, (n, k) in table.pairs.items():
        a, b = key.own.p / SCALE, key.other.p / SCALE
        losses += [ClusterLoss((1 - a) ** 2 - (1 - b) ** 2, 1)] * k
        losses += [ClusterLoss(a * a - b * b, 1)] * (n - k)
    return losses


def paired_rows(dataset: str) -> list[ScoringRow]:
    """Every row of the file, on a question that the sources share."""
    if dataset == "niamey_2016":
        rows = every_row(stated_in(dataset))
        return [row._replace(question=f"day{i // 4}") for i, row in enumerate(rows)]
    lines = shared_rows(f"{dataset}.csv")
    return [
        row._replace(
            question=f"{line['cluster']} {line['question_id']} {line['forecast_date']}",
            event=line["cluster"],
        )
        for row, line in zip(every_row(stated_in(dataset)), lines, strict=True)
    ]


@pytest.fixture(scope="module")
def rain() -> list[ScoringRow]:
    """The four methods on the same days."""
    rows = []
    for i, day in enumerate(shared_rows("niamey_2016.csv")):
        for method in ("Logistic", "EMOS", "ENS", "EPC"):
            rows.append(
                GOOD._replace(
                    forecast=f"{method}{i}",
                    question=day["date"],
                    source=method.lower(),
                    probability=float(day[method]),
                    made=day["date"],
                    due=day["date"],
                    happened_on=day["date"],
                    outcome="yes" if day["obs"] == "1" else "no",
                )
            )
    return rows


def test_the_rain_methods_beside_each_other(rain: list[ScoringRow]) -> None:
    rows = {row.source: row for row in report_of(rain, LATER).sources}
    assert list(rows) == ["logistic", "emos", "epc", "ens"]
    shrunk = {"logistic": -0.02643, "emos": -0.00232, "ens": 0.02900, "epc": -0.00025}
    for source, value in shrunk.items():
        assert rows[source].shrunk_excess == pytest.approx(value, abs=5e-6)
        ci = rows[source].shrunk_ci
        assert ci is not None
        assert (ci.high - ci.low) / 2 / 1.6449 == pytest.approx(0.01528, abs=5e-6)
    assert rows["logistic"].peer_excess == pytest.approx(-0.03841203114026122, abs=1e-12)
    assert (rows["ens"].z_p, rows["ens"].calibration_call) == (0.001, "overconfident")
    assert rows["ens"].verdict_words == "no clear difference yet, overconfident"
    assert {rows[name].calibration_call for name in ("logistic", "emos", "epc")} == {"none"}


def test_calibrated_twins_of_the_rain_methods(rain: list[ScoringRow]) -> None:
    rows = {row.source: row for row in report_of(rain, LATER, is_long=True).sources}
    means = {"logistic": 0.025, "emos": 0.023, "ens": 0.018, "epc": 0.021}
    ps = {"logistic": 0.94, "emos": 0.75, "ens": 0.001, "epc": 0.34}
    for source in means:
        assert rows[source].mcb_null_mean == pytest.approx(means[source], abs=6e-4)
        assert rows[source].mcb_p == pytest.approx(ps[source], abs=0.02)


def test_two_rain_methods_compared(rain: list[ScoringRow]) -> None:
    selection = replace(LATER, sources=frozenset({"logistic", "emos"}), against="emos")
    tables = build_tables(rain, selection)
    done = build_comparison(tables, selection, ("logistic", "emos"), {}, 1)
    assert done is not None
    assert (done.n_common, done.n_only_a, done.n_only_b, done.df) == (92, 0, 0, 91)
    assert done.mean_diff == pytest.approx(-0.02627900748181114, abs=1e-12)
    assert done.se_cluster == pytest.approx(0.015358932051801858, abs=1e-12)
    assert done.ci == pytest.approx((-0.05678763922577813, 0.004229624262155854), abs=1e-12)
    assert done.t == pytest.approx(-1.7109918445617562, abs=1e-9)
    assert done.p_t == pytest.approx(0.09048949352036939, abs=1e-9)
    assert (done.p_signflip, done.signflip_draws) == (0.08619569021548923, 20000)
    assert done.d_miscalibration == pytest.approx(-0.0012068859851994407, abs=1e-12)
    assert done.d_discrimination == pytest.approx(0.02507212149660662, abs=1e-12)
    assert (done.robust, done.verdict) == (None, "no_call")


def test_the_calibration_of_a_rain_method(rain: list[ScoringRow]) -> None:
    selection = replace(LATER, sources=frozenset({"logistic"}))
    done = build_calibration(build_tables(rain, selection), selection, {}, CalibrationOptions())
    bins = {one.low: one for one in done.bins}
    fifth, ninth = bins[0.4], bins[0.8]
    assert (fifth.n, fifth.k, fifth.misses) == (21, 11, False)
    assert fifth.mean_p == pytest.approx(0.4598889035739524, abs=1e-12)
    assert fifth.ci == pytest.approx((0.3523452666908488, 0.6898389592028309), abs=1e-12)
    assert fifth.band == (0.2857142857142857, 0.6666666666666666)
    assert ninth.band == (0.5, 1.0)
    assert len(done.curve) == 9
    assert done.curve[0] == Step(low=0.18979509154, high=0.196083366585, n=2, k=0)
    assert done.curve[-1] == Step(low=0.749910396168, high=0.891903994552, n=7, k=7)


def dated(row: dict[str, str], i: int, made: str, due: str, event: str | None) -> ScoringRow:
    return GOOD._replace(
        forecast=f"f{i}",
        question=row["question_id"],
        source=row["source"],
        probability=float(row["prob"]),
        made=made,
        order=("", i),
        due=due,
        happened_on=None,
        recorded_on=None,
        event=event,
        outcome="yes" if row["outcome"] == "1" else "no",
    )


def printed(report: Report) -> list[str]:
    """The columns of a terminal, three decimals each."""
    lines = []
    for row in report.sources:
        assert row.brier is not None
        assert row.brier_ci is not None
        assert row.hit_rate is not None
        low, high = row.brier_ci
        lines.append(
            f"{row.source} {row.n} {row.n_excluded} {row.hit_rate:.0%}"
            f" {row.brier:.3f} [{low:.3f}-{high:.3f}] {row.verdict_words}"
        )
    return lines


def test_the_forecasting_sites_are_reported_as_published() -> None:
    rows = [
        dated(row, i, row["freeze_set"], row["resolution_date"], None)
        for i, row in enumerate(shared_rows("forecastbench_markets.csv"))
    ]
    report = report_of(rows, LATER)
    assert report.first_lines == ("Left out: 863 replaced by a later forecast.",)
    assert printed(report) == [
        "manifold 239 293 86% 0.099 [0.080-0.127] better than base rate",
        "polymarket 745 252 90% 0.075 [0.065-0.088] better than base rate",
        "infer 31 147 84% 0.093 [0.036-0.228] no clear difference yet",
        "metaculus 137 171 81% 0.145 [0.111-0.194] better than base rate",
    ]


def test_site_calls_do_not_survive_the_number_of_sites() -> None:
    rows = [
        dated(row, i, row["freeze_set"], row["resolution_date"], None)
        for i, row in enumerate(shared_rows("forecastbench_markets.csv"))
    ]
    found = {row.source: row for row in report_of(rows, LATER).sources}
    polymarket, metaculus = found["polymarket"], found["metaculus"]
    assert polymarket.spiegelhalter_z == pytest.approx(-2.52, abs=5e-3)
    assert metaculus.spiegelhalter_z == pytest.approx(2.09, abs=5e-3)
    assert (polymarket.z_p, metaculus.z_p) == (0.013, 0.043)
    assert polymarket.z_p_bh == pytest.approx(0.052, abs=1e-12)
    assert metaculus.z_p_bh == pytest.approx(0.086, abs=1e-12)
    assert {row.calibration_call for row in found.values()} == {"none"}
    assert found["infer"].hidden["z_p"] == "|Z| < 1.96: not drawn"


def test_races_leave_no_doubt_about_the_doubt() -> None:
    """Every daily forecast: without the races, Z would shout."""
    found = {row.source: row for row in report_of(governors_by_race(), LATER).sources}
    z = {name: found[name].spiegelhalter_z for name in ("lite", "classic", "deluxe")}
    assert z == pytest.approx({"lite": -16.7, "classic": -11.6, "deluxe": -11.8}, abs=0.05)
    z_cluster = {name: found[name].z_cluster for name in z}
    expected = {"lite": -1.7952, "classic": -1.2495, "deluxe": -1.2796}
    assert z_cluster == pytest.approx(expected, abs=5e-5)
    assert found["lite"].z_p == pytest.approx(0.0769, abs=5e-5)
    assert {found[name].calibration_call for name in z} == {"none"}
    assert found["lite"].verdict == "better"
    assert found["lite"].hidden["mcb_p"] == "questions share an event: no independent draws"


def governors_by_race() -> list[ScoringRow]:
    lines = shared_rows("fivethirtyeight_governors.csv")
    rows = every_row(stated_in("fivethirtyeight_governors"))
    return [row._replace(event=line["cluster"]) for row, line in zip(rows, lines, strict=True)]


def test_the_rain_forecasts_are_reported_as_published(
    reports: dict[str, dict[str, SourceReport]],
) -> None:
    rows = reports["niamey_2016"]
    logistic = rows["Logistic"]
    assert logistic.brier == pytest.approx(0.2057461718863881, abs=1e-12)
    assert logistic.brier_ci == pytest.approx((0.17817960797653945, 0.2396582822802151), abs=1e-12)
    assert logistic.hit_rate == 62 / 92
    assert logistic.hit_rate_ci == pytest.approx((0.5728326114575908, 0.761052122703932), abs=1e-14)
    assert logistic.bias == pytest.approx(-0.046865925657130436, abs=1e-12)
    assert logistic.excess == pytest.approx(-0.038464603160870886, abs=1e-12)
    assert logistic.excess_ci == pytest.approx(
        (-0.06875075711576506, -0.0027977735474551055), abs=1e-12
    )
    verdicts = {source: row.verdict for source, row in rows.items() if source != "ALL"}
    assert verdicts == {
        "Logistic": "better",
        "EMOS": "no_call",
        "ENS": "no_call",
        "EPC": "no_call",
    }
    briers = [rows[name].brier for name in ("EMOS", "ENS", "EPC")]
    published = [0.2320251793681993, 0.2661676742989452, 0.2342817554128035]
    assert briers == pytest.approx(published, abs=1e-12)


def test_the_last_governor_forecasts_rest_on_72_races() -> None:
    rows = [
        dated(row, i, row["forecast_date"], row["resolve_date"], row["cluster"])
        for i, row in enumerate(shared_rows("fivethirtyeight_governors.csv"))
    ]
    report = report_of(rows, LATER)
    found = {
        name: (row.n, row.n_clusters, row.n_excluded, round(row.brier or 0, 4))
        for name in ("lite", "classic", "deluxe")
        for row in [row_of(report, name)]
    }
    assert found == {
        "lite": (169, 72, 6414, 0.0478),
        "classic": (169, 72, 6414, 0.0424),
        "deluxe": (169, 72, 6414, 0.0441),
    }
    assert row_of(report, "lite").has_shared_events
    assert not row_of(report, "lite").has_few_events


PEOPLE = {
    "1": ((0.51, 0.81, 0.41), 0.4214333333),
    "certain and right": ((0.0, 0.0, 1.0), 0.0),
    "never sure": ((0.5, 0.5, 0.5), 0.25),
}


@pytest.mark.parametrize("person", PEOPLE)
def test_mean_brier_of_three_world_events(person: str) -> None:
    """The first person and the outcomes are those of a published example; the others by hand."""
    stated, brier = PEOPLE[person]
    rows = every_row((person, str(p), y) for p, y in zip(stated, "001", strict=True))
    assert row_of(report_of(rows), person).brier == pytest.approx(brier, abs=6e-11)


def test_a_single_brier_score() -> None:
    assert row_of(report_of(every_row([("a", "0.271", "0")])), "a").brier == pytest.approx(
        0.073441, abs=1e-15
    )


def test_uncertainty_of_16_in_27() -> None:
    assert reference_brier(16 / 27, 16 / 27) == pytest.approx(0.241426611796982, abs=1e-15)


METACULUS_BASELINE = {0.9: 84.79969066, 0.1: -232.19280949, 2**-0.5: 50.0, 2**-1.5: -50.0}


@pytest.mark.parametrize("p", METACULUS_BASELINE)
def test_the_log_score_gives_published_baseline_scores(p: float) -> None:
    """100 (1 + log2 p), as the tests of Metaculus have it."""
    baseline = 100 * (1 - log_score_of(p) / log(2))
    assert baseline == pytest.approx(METACULUS_BASELINE[p], abs=1e-8)


def test_the_log_score_gives_published_peer_scores() -> None:
    """100 ln(p / geometric mean of the others), as the tests of Metaculus have it."""

    def peer(p: float, *others: float) -> float:
        return 100 * (fsum(map(log_score_of, others)) / len(others) - log_score_of(p))

    assert peer(0.1, 0.9) == pytest.approx(100 * log(0.1 / 0.9), abs=1e-9)
    assert peer(0.9, 0.1) == pytest.approx(100 * log(0.9 / 0.1), abs=1e-9)
    assert peer(0.1, 0.5, 0.9) == pytest.approx(100 * log(0.1 / (0.5 * 0.9) ** 0.5), abs=1e-9)
    mean = exp(-fsum(map(log_score_of, (0.7, 0.8, 0.9))) / 3)
    assert mean == pytest.approx(0.79581144, abs=5e-9)


def log_score_of(p: float) -> float:
    return log_score(columns_of(table_of(every_row([("a", repr(p), "1")])).cells)).mean


MEMBERS = "17 13 21 14 5 20 4 23 15 4 12 24 16 5 21 18 15 8 20 5 3 0 21 20 3 13 18"
OCCURRED = "1 0 1 1 0 1 0 1 1 0 0 1 0 0 1 1 1 0 1 1 1 0 1 1 0 0 1"


def test_three_bins_give_the_published_decomposition_of_an_ensemble() -> None:
    """R SpecsVerification, BrierDecomp(bins = 3).

    Its bins hold their upper edge, ours the lower: hence the opposite of every event. A hair is
    added because one third is not a decimal.
    """
    stated = [
        ("eurotemp", repr(min(1.0, 1 - int(m) / 24 + 1e-11)), "0" if y == "1" else "1")
        for m, y in zip(MEMBERS.split(), OCCURRED.split(), strict=True)
    ]
    columns = columns_of(table_of(every_row(stated)).cells)
    bins = calibration_bins(columns, CalibrationOptions(bins=3), None)
    y = columns.k / columns.n
    rel = fsum(one.n * (one.mean_p - one.rate) ** 2 for one in bins) / columns.n
    res = fsum(one.n * (one.rate - y) ** 2 for one in bins) / columns.n
    assert rel == pytest.approx(0.0169003378879922, abs=1e-10)
    assert res == pytest.approx(0.1203213795806388, abs=1e-12)
    assert y * (1 - y) == pytest.approx(0.241426611796982, abs=1e-12)
