"""Two sources side by side, as text and as JSON."""

import json
from dataclasses import replace

from render_samples import PIPE
from scored_samples import TODAY

from forecastctl.render.compare import comparison_sentence, comparison_text
from forecastctl.render.document import comparison_document, json_text
from forecastctl.scoring.compare import Comparison
from forecastctl.scoring.interval import Interval
from forecastctl.scoring.tables import Use
from forecastctl.scoring.verdict import Verdict

DONE = Comparison(
    today=TODAY,
    use=Use.LAST,
    a="logistic",
    b="emos",
    n_common=92,
    n_only_a=3,
    n_only_b=0,
    n_clusters=92,
    n_worded=0,
    brier_a=0.2057,
    brier_b=0.2320,
    mean_diff=-0.0263,
    se_cluster=0.0154,
    ci=Interval(-0.0568, 0.0042),
    level=0.95,
    t=-1.711,
    df=91,
    p_t=0.0905,
    p_signflip=0.0862,
    signflip_draws=20000,
    seed=1,
    d_miscalibration=-0.0012,
    d_discrimination=0.0251,
    robust=None,
    verdict=Verdict.NO_CALL,
    hidden={"robust": "nothing worded"},
    footnotes=("Random draws with --seed 1.",),
    first_lines=("Left out: nothing.",),
    name_a="Logistic",
    name_b="EMOS",
    depends_on_reading=False,
)


def test_the_answer_comes_first_and_the_numbers_after() -> None:
    assert comparison_text(DONE, PIPE) == (
        "Left out: nothing.\n"
        "\n"
        "On 92 questions that both answered: no clear difference yet. It could be\n"
        "chance.\n"
        "\n"
        "                                               Brier\n"
        "source               answered alone  lower is better\n"
        "Logistic                          3             .206\n"
        "EMOS                              0             .232\n"
        "difference                                     -.026\n"
        "  95% interval                       [-.057 to .004]\n"
        "  p, signs turned                               .086\n"
        "  p, t(91)                                      .090\n"
        "  of miscalibration                            -.001\n"
        "  of discrimination                             .025\n"
        "\n"
        "Random draws with --seed 1.\n"
    )


def test_the_sentence_names_who_did_better() -> None:
    better = replace(DONE, verdict=Verdict.BETTER)
    worse = replace(DONE, verdict=Verdict.WORSE, n_clusters=7)
    few = replace(DONE, verdict=Verdict.TOO_FEW, n_common=1)
    assert comparison_sentence(better) == (
        "On 92 questions that both answered Logistic did better than EMOS."
    )
    assert comparison_sentence(worse) == (
        "On 92 questions that both answered (7 independent events) EMOS did better than Logistic."
    )
    assert comparison_sentence(few) == "On 1 question that both answered: too few to tell."


def test_an_order_that_hangs_on_words_is_no_order() -> None:
    done = replace(DONE, n_worded=20, robust=False, depends_on_reading=True)
    assert comparison_sentence(done).endswith("it depends on the reading of the phrases.")
    text = comparison_text(done, PIPE)
    assert "~.206" in text
    assert text.count("however words are read") == 1


def test_a_comparison_has_the_keys_of_its_schema() -> None:
    document = json.loads(json_text(comparison_document(DONE)))
    assert " ".join(document) == (
        "schema today use a b n_common n_only_a n_only_b n_clusters n_worded brier_a brier_b"
        " mean_diff se_cluster ci level t df p_t p_signflip signflip_draws seed d_miscalibration"
        " d_discrimination robust verdict hidden footnotes"
    )
    assert document["schema"] == "forecastctl.compare/1"
    assert document["ci"] == [-0.0568, 0.0042]
    assert (document["robust"], document["verdict"]) == (None, "no_call")
