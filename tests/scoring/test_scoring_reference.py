"""Every row of three public data sets against values from other implementations."""

from collections.abc import Iterable
from datetime import date

import pytest
from scored_rows import GOOD, report_of, row_of, shared_rows

from forecastctl.scoring.report import Report
from forecastctl.scoring.row import SourceReport
from forecastctl.scoring.skill import reference_brier
from forecastctl.scoring.tables import ScoringRow, Selection

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
        rows = [*report_of(every_row(stated)).sources, *report_of(every_row(everyone)).sources]
        found[dataset] = {row.source: row for row in rows}
    return found


def test_all_sources_agree_with_the_reference_values(
    reports: dict[str, dict[str, SourceReport]],
) -> None:
    expected = shared_rows("reference.csv")
    assert len(expected) == 15
    for values in expected:
        row = reports[values["dataset"]][values["source"]]
        assert (row.n, row.n_yes) == (int(values["n"]), int(values["n_yes"]))
        assert row.base_rate == pytest.approx(float(values["base_rate"]), abs=1e-14)
        assert row.mean_p == pytest.approx(float(values["mean_prob"]), abs=1e-12)
        assert row.brier == pytest.approx(float(values["brier"]), abs=1e-12)
        assert row.skill == pytest.approx(float(values["bss_climatology"]), abs=1e-12)
        assert row.base_rate is not None
        uncertainty = reference_brier(row.base_rate, row.base_rate)
        assert uncertainty == pytest.approx(float(values["unc"]), abs=1e-14)


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
