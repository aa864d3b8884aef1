import sys
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forecastctl.text import SLUG_LENGTH, is_visible, normal, slug, visible, within_one_typo

ANY_TEXT = st.text(alphabet=st.characters(codec=None))
"""Hypothesis leaves lone surrogates in where no codec is asked for."""

LINE_BREAKS_AND_TABS = "\t\n\r"
CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]
DIRECTIONS = [
    chr(code) for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
]
TAGS = [chr(code) for code in range(0xE0000, 0xE0080)]
HIDDEN = ["\xad", "\u180e", "\u200b", "\u2028", "\u2029", "\u2060", "\u3164", "\ufeff", "\ufffb"]


class TestNormal:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            pytest.param("Fed cuts rates", "  fed  CUTS\trates\n", id="white space and case"),
            pytest.param("caf\u00e9", "cafe\u0301", id="composition"),
            pytest.param("STRASSE", "straße", id="case folding beyond lower case"),
            pytest.param("a\u00a0b", "a b", id="no-break space"),
            pytest.param("\u1f80", "\u1f88", id="iota subscript"),
        ],
    )
    def test_texts_that_differ_only_in_form_are_equal(self, one: str, other: str) -> None:
        assert normal(one) == normal(other)

    @pytest.mark.parametrize(
        ("one", "other"), [("cut", "cuts"), ("cafe", "café"), ("½", "1/2"), ("a b", "ab")]
    )
    def test_other_texts_are_not(self, one: str, other: str) -> None:
        assert normal(one) != normal(other)

    @given(ANY_TEXT)
    @example("\u0345\u0301")
    def test_it_is_a_fixed_point(self, text: str) -> None:
        assert normal(normal(text)) == normal(text)

    @given(ANY_TEXT)
    def test_canonically_equal_texts_have_one_key(self, text: str) -> None:
        assert normal(unicodedata.normalize("NFD", text)) == normal(text)


class TestSlug:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("Reuters", "reuters"),
            ("The New York Times", "the-new-york-times"),
            ("  A & B -- (C)  ", "a-b-c"),
            ("Ünïcode_Straße", "ünïcode-strasse"),
            ("ﬁnance ①", "finance-1"),
            ("日本経済新聞", "日本経済新聞"),
            ("Юрий Пойта", "юрий-пойта"),
            ("हिन्दी", "हिन्दी"),
            ("officials (Reuters)", "officials-reuters"),
            ("A\ufe0fB", "a-b"),
        ],
    )
    def test_letters_of_every_script_stay(self, name: str, expected: str) -> None:
        assert slug(name) == expected

    def test_vowel_signs_tell_names_apart(self) -> None:
        assert slug("हिन्दी") != slug("हन्द")

    def test_it_has_64_characters_at_most_and_no_dash_at_the_end(self) -> None:
        assert slug("a" * 63 + " b") == "a" * 63
        assert slug("a" * 200) == "a" * SLUG_LENGTH

    @pytest.mark.parametrize("name", ["", "  ", "!?", "\u0301", "☃\ufe0f", "_"])
    def test_a_name_without_letters_is_refused(self, name: str) -> None:
        with pytest.raises(ValueError, match="no letter or digit"):
            slug(name)

    def test_the_refusal_is_safe_to_print(self) -> None:
        with pytest.raises(ValueError, match=r"^'\\x1b'"):
            slug("\x1b")

    @given(ANY_TEXT)
    def test_a_slug_is_its_own_slug(self, name: str) -> None:
        try:
            made = slug(name)
        except ValueError:
            return
        assert slug(made) == made
        assert 1 <= len(made) <= SLUG_LENGTH
        assert visible(made) == made

    @given(ANY_TEXT)
    def test_case_and_composition_do_not_matter(self, name: str) -> None:
        try:
            made = slug(name)
        except ValueError:
            return
        assert slug(unicodedata.normalize("NFD", name)) == made
        assert slug(name.casefold()) == made


class TestVisible:
    @pytest.mark.parametrize("text", ["", "plain", "Grüße, 日本 — „x“", "a\u00a0b", "𝔘"])
    def test_plain_text_comes_back_as_it_is(self, text: str) -> None:
        assert visible(text) is text

    @pytest.mark.parametrize("text", ["a\tb", "a\nb", "a\r\nb", "a\n\n\tb", "a\rb"])
    def test_tabs_and_line_breaks_are_one_space(self, text: str) -> None:
        assert visible(text) == "a b"

    @pytest.mark.parametrize("control", sorted(set(CONTROLS) - set(LINE_BREAKS_AND_TABS)))
    def test_every_control_is_spelt_out(self, control: str) -> None:
        assert visible(f"a{control}b") == f"a\\x{ord(control):02x}b"

    @pytest.mark.parametrize("mark", [*DIRECTIONS, *HIDDEN])
    def test_marks_that_reorder_or_hide_are_spelt_out(self, mark: str) -> None:
        shown = visible(f"a{mark}b")
        assert shown in (f"a\\u{ord(mark):04x}b", f"a\\x{ord(mark):02x}b")

    @pytest.mark.parametrize("tag", TAGS)
    def test_tag_characters_are_spelt_out(self, tag: str) -> None:
        assert visible(f"a{tag}") == f"a\\U{ord(tag):08x}"

    @pytest.mark.parametrize("code", [0xD800, 0xDBFF, 0xDC00, 0xDFFF])
    def test_lone_surrogates_are_spelt_out(self, code: int) -> None:
        assert visible(chr(code)) == f"\\u{code:04x}"

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("👩\u200d🚀", id="emoji sequence"),
            pytest.param("می\u200cخواهم", id="Persian"),
            pytest.param("❤\ufe0f", id="variation selector"),
            pytest.param("e\u0301", id="combining accent"),
        ],
    )
    def test_joiners_and_accents_that_writing_needs_stay(self, text: str) -> None:
        assert visible(text) == text

    def test_is_visible_tells_of_every_character_whether_it_stays(self) -> None:
        for code in range(sys.maxunicode + 1):
            assert is_visible(chr(code)) == (visible(chr(code)) == chr(code)), hex(code)

    @given(ANY_TEXT)
    def test_is_visible_tells_of_any_text_whether_it_stays(self, text: str) -> None:
        assert is_visible(text) == (visible(text) == text)

    @pytest.mark.parametrize("attack", ["\x1b[2J", "\x9b31m", "\x1b]0;title\x07", "50%\u202e%05"])
    def test_no_terminal_sequence_survives(self, attack: str) -> None:
        assert not set(visible(attack)) & {"\x1b", "\x9b", "\x07", "\u202e"}

    @given(ANY_TEXT)
    def test_what_is_shown_needs_no_second_pass_and_encodes(self, text: str) -> None:
        shown = visible(text)
        assert visible(shown) is shown
        assert shown.encode().decode() == shown
        assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in shown)

    @given(ANY_TEXT)
    def test_texts_that_differ_in_hidden_characters_look_different(self, text: str) -> None:
        assert visible(text + "\u200b") != visible(text)

    @pytest.mark.parametrize("letter", ["x", "世", "\x1b", "\n", "\u202e"])
    def test_a_long_text_takes_no_noticeable_time(self, letter: str) -> None:
        started = time.perf_counter()
        visible(letter * 100_000)
        assert time.perf_counter() - started < 1


class TestWithinOneTypo:
    @pytest.mark.parametrize(
        ("a", "b"),
        [
            pytest.param("reuters", "reuters", id="equal"),
            pytest.param("reuters", "reuter", id="one left out"),
            pytest.param("reuters", "reuterss", id="one added"),
            pytest.param("reuters", "xreuters", id="one added in front"),
            pytest.param("reuters", "reutars", id="one replaced"),
            pytest.param("reuters", "reutesr", id="last two swapped"),
            pytest.param("reuters", "eruters", id="first two swapped"),
            pytest.param("", "a", id="from nothing"),
        ],
    )
    def test_one_slip_is_a_typo_both_ways(self, a: str, b: str) -> None:
        assert within_one_typo(a, b)
        assert within_one_typo(b, a)

    @pytest.mark.parametrize(
        ("a", "b"),
        [("reuters", "reute"), ("abcd", "badc"), ("abc", "cba"), ("abcd", "axyd"), ("", "ab")],
    )
    def test_two_slips_are_another_word(self, a: str, b: str) -> None:
        assert not within_one_typo(a, b)
        assert not within_one_typo(b, a)

    @given(st.text("abc", max_size=6), st.text("abc", max_size=6))
    def test_it_agrees_with_trying_every_slip(self, a: str, b: str) -> None:
        assert within_one_typo(a, b) == (a == b or b in one_slip_from(a))


def one_slip_from(word: str) -> set[str]:
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    return {
        *(left + right[1:] for left, right in splits if right),
        *(left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1),
        *(left + new + right[1:] for left, right in splits if right for new in "abc"),
        *(left + new + right for left, right in splits for new in "abc"),
    }
