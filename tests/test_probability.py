import math
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forecastctl.model import Method, Said
from forecastctl.probability import (
    ParsedProbability,
    format_probability,
    format_range,
    parse_probability,
)
from forecastctl.shipped import shipped_path
from forecastctl.words import Lexicon, load_lexicon

PROBABILITIES = st.floats(0, 1)


@cache
def lexicon() -> Lexicon:
    return load_lexicon(shipped_path("probability_words.csv"))


def no_lexicon() -> Lexicon:
    raise AssertionError("a number must not need the lexicon")


def parse(text: str) -> ParsedProbability:
    return parse_probability(text, lexicon)


def refusal(text: str) -> str:
    with pytest.raises(ValueError, match=r".") as caught:
        parse(text)
    return str(caught.value)


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("70%", Fraction(7, 10)),
            ("70 %", Fraction(7, 10)),
            ("0.7", Fraction(7, 10)),
            (".7", Fraction(7, 10)),
            ("0.70", Fraction(7, 10)),
            ("7/10", Fraction(7, 10)),
            ("1/3", Fraction(1, 3)),
            ("3:1", Fraction(3, 4)),
            ("1:3", Fraction(1, 4)),
            ("1.5:1", Fraction(3, 5)),
            ("1%", Fraction(1, 100)),
            ("12.5%", Fraction(1, 8)),
            (".5%", Fraction(1, 200)),
            ("99.999%", Fraction(99999, 100000)),
            ("  70%\n", Fraction(7, 10)),
            ("007%", Fraction(7, 100)),
        ],
    )
    def test_a_number_is_read_exactly_and_without_the_lexicon(
        self, text: str, expected: Fraction
    ) -> None:
        assert parse_probability(text, no_lexicon) == ParsedProbability(
            probability=float(expected),
            low=None,
            high=None,
            wording=None,
            method=Method.STATED,
            warning=None,
        )

    @pytest.mark.parametrize("text", ["0", "0%", "0.0", "0/5", "0:1", ".0", "0."])
    def test_zero_is_accepted_with_a_warning(self, text: str) -> None:
        parsed = parse_probability(text, no_lexicon)
        assert parsed.probability == 0
        assert parsed.warning == (
            f"{text} says that this can never happen; if it does, the log score is infinite"
        )

    @pytest.mark.parametrize("text", ["100%", "1.0", "5/5", "1:0", "1."])
    def test_one_is_accepted_with_a_warning(self, text: str) -> None:
        parsed = parse_probability(text, no_lexicon)
        assert parsed.probability == 1
        assert parsed.warning == (
            f"{text} says that this is sure to happen; if it does not, the log score is infinite"
        )

    def test_a_bare_1_is_certainty_and_the_warning_tells_of_one_per_cent(self) -> None:
        parsed = parse("1")
        assert parsed.probability == 1
        assert (parsed.warning or "").endswith("; one per cent is written 1%")

    def test_a_number_that_rounds_to_one_warns_too(self) -> None:
        parsed = parse("0." + "9" * 30)
        assert parsed.probability == 1
        assert parsed.warning

    @given(st.integers(0, 10**6), st.integers(1, 10**6))
    def test_fractions_and_odds_are_rounded_once(self, part: int, other: int) -> None:
        assert parse(f"{part}:{other}").probability == float(Fraction(part, part + other))
        assert parse(f"{part}/{part + other}").probability == float(Fraction(part, part + other))

    @given(st.decimals(0, 100, places=4))
    def test_per_cents_are_rounded_once(self, per_cent: object) -> None:
        assert parse(f"{per_cent}%").probability == float(Fraction(str(per_cent)) / 100)

    @given(PROBABILITIES)
    def test_a_decimal_is_the_float_that_python_reads(self, p: float) -> None:
        text = f"{p:.17f}"
        assert parse(text).probability == float(text)


class TestRefusedNumbers:
    @pytest.mark.parametrize(
        ("text", "advice"),
        [
            ("70", "write -p 70% or -p 0.7"),
            ("50", "write -p 50% or -p 0.5"),
            ("2", "write -p 2% or -p 0.02"),
            ("1.5", "write -p 1.5% or -p 0.015"),
            ("99.9", "write -p 99.9% or -p 0.999"),
            ("0,35", "write -p 35% or -p 0.35"),
            ("70,5%", "write -p 70.5% or -p 0.705"),
        ],
    )
    def test_the_sentence_says_what_was_probably_meant(self, text: str, advice: str) -> None:
        assert refusal(text) == f"{text} is not a probability; {advice}"

    @pytest.mark.parametrize(
        "text",
        [
            *(
                "nan",
                "NaN",
                "inf",
                "-inf",
                "Infinity",
                "-5%",
                "-0.5",
                "-0",
                "+0.5",
                "101%",
                "100.1%",
            ),
            *(
                "1_000",
                "1_0%",
                "1e-3",
                "1E1",
                "0x1",
                "٣%",
                "０.７",
                "7/0",
                "0/0",
                "0:0",
                "8/7",
                "-1:2",
            ),
            *("100", "101", "1000", "1/2/2026", "1:2:3", "1.5/2", "70%%", "%70", "0.7.1", "7 / 10"),
            *("1.000.000", "70percent", "3 to 1", "0.7\x00", "9" * 101, "0." + "1" * 200),
        ],
    )
    def test_everything_else_gets_an_example(self, text: str) -> None:
        assert refusal(text).endswith(" is not a probability; write -p 70% or -p 0.7")

    def test_nothing_is_refused_without_the_lexicon(self) -> None:
        with pytest.raises(ValueError, match=r"^nothing is not a probability; write -p 70%"):
            parse_probability("  ", no_lexicon)

    def test_the_sentence_is_safe_to_print(self) -> None:
        assert refusal("\x1b[31m5").startswith("\\x1b[31m5 is not")

    @given(st.one_of(st.text(max_size=30), st.text("0123456789.,:/%-+e _", max_size=12)))
    @example("5e-324")
    @example("." + "0" * 98 + "1")
    def test_any_text_gives_a_probability_or_a_sentence(self, text: str) -> None:
        try:
            parsed = parse(text)
        except ValueError:
            return
        assert 0 <= parsed.probability <= 1
        assert (parsed.warning is None) == (0 < parsed.probability < 1)
        assert (parsed.wording is None) == (parsed.method is Method.STATED)


class TestWords:
    def test_words_give_the_typical_value_and_the_range_and_are_kept(self) -> None:
        assert parse("likely") == ParsedProbability(
            probability=0.7,
            low=0.55,
            high=0.82,
            wording="likely",
            method=Method.WORDED,
            warning=None,
        )

    def test_case_and_white_space_do_not_matter_but_the_words_stay_as_typed(self) -> None:
        parsed = parse(" Almost  Certainly NOT ")
        assert (parsed.low, parsed.probability, parsed.high) == (0.02, 0.06, 0.12)
        assert parsed.wording == "Almost  Certainly NOT"

    def test_a_phrase_of_figures_is_words(self) -> None:
        assert parse("50-50").method is Method.WORDED

    @pytest.mark.parametrize(
        "text", ["will", "would", "usually", "should", "{be} possible", "N% chance", "expected"]
    )
    def test_words_that_need_a_context_are_refused(self, text: str) -> None:
        assert "write -p 70% or -p 0.7, or one of the nearest words: '" in refusal(text)

    def test_the_nearest_five_phrases_are_listed(self) -> None:
        sentence = refusal("likly")
        assert sentence.startswith("'likly' gives no probability by itself; write -p 70%")
        nearest = sentence.partition("words: ")[2].split(", ")
        assert len(nearest) == 5
        assert nearest[0] == "'likely'"

    def test_boosters_are_not_made_up(self) -> None:
        assert "'quite likely' gives no probability" in refusal("quite likely")

    def test_every_phrase_that_stands_alone_is_read(self) -> None:
        alone = [row for row in lexicon().rows if row.needs_no_context]
        assert len(alone) == 89
        for row in alone:
            parsed = parse(row.phrase)
            assert (parsed.low, parsed.probability, parsed.high) == (row.low, row.typical, row.high)


class TestFormatProbability:
    @pytest.mark.parametrize(
        ("p", "expected"),
        [
            (0.7, "70%"),
            (1 / 3, "33%"),
            (2 / 3, "67%"),
            (0.07, "7%"),
            (0.01, "1%"),
            (0.99, "99%"),
            (0.005, "0.5%"),
            (0.0012, "0.12%"),
            (0.995, "99.5%"),
            (0.9999, "99.99%"),
            (0.0001, "0.01%"),
            (0.00009, "<0.01%"),
            (5e-324, "<0.01%"),
            (0.99991, ">99.99%"),
            (1 - 2**-53, ">99.99%"),
            (0.0, "0%"),
            (1.0, "100%"),
        ],
    )
    def test_it_is_whole_per_cents_except_near_the_ends(self, p: float, expected: str) -> None:
        assert format_probability(p, Said.WILL, is_worded=False) == expected

    @pytest.mark.parametrize(
        ("p", "said", "is_worded", "expected"),
        [
            (0.8, "+", True, "~80%"),
            (0.07, "-", False, "not 93%"),
            (0.07, "-", True, "not ~93%"),
            (0.0, "-", False, "not 100%"),
            (0.9999, "-", False, "not 0.01%"),
            (5e-324, "-", False, "not >99.99%"),
        ],
    )
    def test_it_is_put_the_way_the_source_put_it(
        self, p: float, said: str, is_worded: bool, expected: str
    ) -> None:
        assert format_probability(p, said, is_worded=is_worded) == expected

    @given(st.integers(0, 100))
    def test_whole_per_cents_are_read_back(self, per_cent: int) -> None:
        p = per_cent / 100
        assert format_probability(p, Said.WILL, is_worded=False) == f"{per_cent}%"
        assert format_probability(p, Said.WILL_NOT, is_worded=False) == f"not {100 - per_cent}%"
        assert parse(f"{per_cent}%").probability == p

    @given(PROBABILITIES)
    @example(0.00999999)
    @example(0.99000001)
    @example(0.00009999999999)
    @example(0.9999000000001)
    def test_only_certainty_looks_certain(self, p: float) -> None:
        assert (format_probability(p, Said.WILL, is_worded=False) == "0%") == (p == 0)
        assert (format_probability(p, Said.WILL, is_worded=False) == "100%") == (p == 1)
        assert (format_probability(p, Said.WILL_NOT, is_worded=False) == "not 0%") == (p == 1)
        assert (format_probability(p, Said.WILL_NOT, is_worded=False) == "not 100%") == (p == 0)

    @given(PROBABILITIES)
    def test_what_is_shown_is_close(self, p: float) -> None:
        shown = float(format_probability(p, Said.WILL, is_worded=False).strip("<>%")) / 100
        near_an_end = p < 0.0099 or p > 0.9901
        assert math.isclose(shown, p, rel_tol=0, abs_tol=0.000101 if near_an_end else 0.005001)


class TestFormatRange:
    @pytest.mark.parametrize(
        ("low", "high", "expected"),
        [
            (0.02, 0.18, "2-18%"),
            (0.0, 0.5, "0-50%"),
            (0.995, 1.0, "99.5-100%"),
            (0.85, 0.99, "85-99%"),
            (0.55, 0.55, "55%"),
            (5e-324, 0.5, "<0.01-50%"),
        ],
    )
    def test_a_range_is_of_the_positive_event(self, low: float, high: float, expected: str) -> None:
        assert format_range(low, high) == expected
