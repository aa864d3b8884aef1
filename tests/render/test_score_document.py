"""JSON and CSV of reports, cards and calibrations."""

import json
from datetime import date

from scored_samples import BINS, NOTHING, calibrated, carded, phrase, reported, scored

from forecastctl.render.document import (
    calibration_document,
    card_document,
    json_text,
    report_document,
)
from forecastctl.render.table_csv import csv_text
from forecastctl.scoring.tables import GroupBy, Reason

ALL_REASONS = [str(reason) for reason in Reason]


def test_a_report_has_the_keys_of_its_schema() -> None:
    report = reported(scored("manifold", 239), since=date(2026, 1, 1), method=("stated",))

    document = json.loads(json_text(report_document(report)))

    assert " ".join(document) == (
        "schema today use include_early method without since until by common reference seed draws"
        " excluded sources footnotes"
    )
    assert document["schema"] == "forecastctl.report/1"
    assert document["since"] == "2026-01-01"
    assert document["method"] == ["stated"]
    assert list(document["excluded"]) == ALL_REASONS
    [row] = document["sources"]
    assert " ".join(row) == (
        "source n n_clusters n_yes n_worded n_announced excluded brier brier_ci verbal"
        " brier_bounds hit_rate hit_rate_ci base_rate mean_p bias skill skill_reference excess"
        " excess_ci verdict calibration_call log_score n_inf miscalibration discrimination"
        " uncertainty auc spiegelhalter_z z_cluster z_p z_p_bh n_shared peer_excess shrunk_excess"
        " rank_range hidden log_mcb log_dsc log_unc mcb_null_mean mcb_p mcb_p_bh se_cluster"
        " shrunk_ci trend n_distinct_p"
    )
    assert row["brier_ci"] == [0.0804, 0.1273]
    assert row["verdict"] == "better"
    assert list(row["excluded"]) == ALL_REASONS


def test_a_group_stands_after_its_source() -> None:
    report = reported(scored("reuters", 92, group="rates"), by=GroupBy.TAG)

    [row] = json.loads(json_text(report_document(report)))["sources"]
    assert list(row)[:3] == ["source", "group", "n"]


def test_hidden_numbers_are_null_with_their_reason() -> None:
    report = reported(scored("x", 3, skill=None, hidden={"skill": "fewer than 10 forecasts"}))

    [row] = json.loads(json_text(report_document(report)))["sources"]
    assert row["skill"] is None
    assert row["hidden"] == {"skill": "fewer than 10 forecasts"}


def test_a_phrase_table_has_phrases_instead_of_sources() -> None:
    report = reported(by=GroupBy.WORDING, phrases=(phrase("likely", 0.55, 0.82, 20, 4),))

    document = json.loads(json_text(report_document(report)))

    assert "sources" not in document
    assert " ".join(document["phrases"][0]) == (
        "phrase said low high n n_clusters happened rate rate_ci level phrase_p phrase_p_bh"
        " phrase_test hidden"
    )


def test_a_card_adds_calls_and_phrases_to_the_row() -> None:
    document = json.loads(json_text(card_document(carded())))

    [row] = document["sources"]
    assert list(row)[-3:] == ["best", "worst", "phrases"]
    assert row["best"] == [{"id": "4tq20000", "loss": 0.0049}]
    assert row["worst"] == [{"id": "bm7e0000", "loss": 0.5184}]
    assert row["phrases"][0]["phrase"] == "will"


def test_a_calibration_has_the_keys_of_its_schema() -> None:
    document = json.loads(json_text(calibration_document(calibrated(*BINS))))

    assert " ".join(document) == (
        "schema today use sources n n_clusters n_worded bins_wanted level seed draws excluded bins"
        " curve footnotes"
    )
    assert document["bins"][2] == {
        "low": 0.3,
        "high": 0.4,
        "n": 19,
        "k": 12,
        "mean_p": 0.34,
        "rate": 0.63,
        "ci": [0.44, 0.785],
        "band": None,
        "misses": True,
    }


def test_csv_of_a_report_has_a_column_for_each_reason() -> None:
    [header, row] = csv_text(report_document(reported(NOTHING)), "sources").splitlines()

    assert header == (
        "source,group,n,n_clusters,n_yes,n_worded,n_announced,"
        + ",".join(f"excluded_{reason}" for reason in ALL_REASONS)
        + ",brier,brier_ci,verbal,brier_bounds,hit_rate,hit_rate_ci,base_rate,mean_p,bias,skill,"
        "skill_reference,excess,excess_ci,verdict,calibration_call,log_score,n_inf,miscalibration,"
        "discrimination,uncertainty,auc,spiegelhalter_z,z_cluster,z_p,z_p_bh,n_shared,peer_excess,"
        "shrunk_excess,rank_range,log_mcb,log_dsc,log_unc,mcb_null_mean,mcb_p,mcb_p_bh,se_cluster,"
        "shrunk_ci,n_distinct_p"
    )
    assert row.startswith("silent,,0,0,0,0,0,0,0,0,0,2,0,0,0,0,0,,,false,,")


def test_csv_of_bins_and_phrases_joins_intervals() -> None:
    bins = csv_text(calibration_document(calibrated(BINS[0])), "bins")
    phrases = csv_text(report_document(reported(by=GroupBy.WORDING)), "phrases")

    assert bins == (
        "low,high,n,k,mean_p,rate,ci,band,misses\n0.0,0.1,38,2,0.04,0.05,0.02;0.15,,false\n"
    )
    assert phrases == (
        "phrase,said,low,high,n,n_clusters,happened,rate,rate_ci,level,phrase_p,phrase_p_bh,"
        "phrase_test\n"
    )
