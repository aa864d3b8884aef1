import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.ids import (
    ALPHABET,
    MIN_PREFIX,
    is_id,
    normal_prefix,
    random_id,
    shortest_prefixes,
)

RANDOM_IDS = st.binary(min_size=5, max_size=5).map(lambda five: random_id(lambda _n: five))
HEX_IDS = st.text("0123456789abcdef", min_size=12, max_size=12)
CROWDED_IDS = st.sets(st.text("0a", min_size=8, max_size=8), min_size=1, max_size=40)


class TestRandomId:
    @pytest.mark.parametrize(
        ("random_bytes", "expected"),
        [
            (b"\x00\x00\x00\x00\x00", "00000000"),
            (b"\xff\xff\xff\xff\xff", "zzzzzzzz"),
            (b"\x00\x44\x32\x14\xc7", "01234567"),
            (b"\x42\x54\xb6\x35\xcf", "89abcdef"),
        ],
    )
    def test_40_bits_become_8_digits_of_base_32(self, random_bytes: bytes, expected: str) -> None:
        assert random_id(lambda _n: random_bytes) == expected

    def test_it_asks_for_five_bytes(self) -> None:
        asked: list[int] = []

        def source(n: int) -> bytes:
            asked.append(n)
            return os.urandom(n)

        assert is_id(random_id(source))
        assert asked == [5]

    def test_no_letter_can_be_taken_for_another(self) -> None:
        assert len(ALPHABET) == 32
        assert not set("ilou") & set(ALPHABET)

    @given(RANDOM_IDS)
    def test_every_random_id_is_an_id_in_its_normal_form(self, id_: str) -> None:
        assert is_id(id_)
        assert normal_prefix(id_) == id_


class TestNormalPrefix:
    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("7K3Q", "7k3q"),
            ("oOiIlL", "001111"),
            (" 7k3q ", "7k3q"),
            ("7", "7"),
            ("C4A9", "c4a9"),
            ("0123456789aB", "0123456789ab"),
        ],
    )
    def test_case_and_look_alikes_do_not_matter(self, typed: str, expected: str) -> None:
        assert normal_prefix(typed) == expected

    @pytest.mark.parametrize(
        "typed",
        ["", " ", "u", "7k-3q", "7k 3q", "é", "\u212a", "٣", "7k3q\x1b", "\x00"],
    )
    def test_what_no_id_begins_with_is_refused(self, typed: str) -> None:
        with pytest.raises(ValueError, match=r"\bid\b"):
            normal_prefix(typed)

    @pytest.mark.parametrize("typed", ["0123456789abc", "7k3q7k3q0", "z" * 9, "0" * 13])
    def test_what_is_longer_than_an_id_is_refused(self, typed: str) -> None:
        with pytest.raises(ValueError, match="too long"):
            normal_prefix(typed)

    @given(st.text())
    def test_any_text_gives_a_normal_form_or_a_sentence(self, typed: str) -> None:
        try:
            prefix = normal_prefix(typed)
        except ValueError:
            return
        assert normal_prefix(prefix) == prefix
        assert normal_prefix(prefix.upper()) == prefix

    @given(st.one_of(RANDOM_IDS, HEX_IDS), st.data())
    def test_every_prefix_of_an_id_is_accepted(self, id_: str, data: st.DataObject) -> None:
        length = data.draw(st.integers(1, len(id_)))
        assert normal_prefix(id_[:length].upper()) == id_[:length]


class TestIsId:
    @pytest.mark.parametrize("text", ["7k3q0wv2", "0123456789ab"])
    def test_a_whole_id_is_one(self, text: str) -> None:
        assert is_id(text)

    @pytest.mark.parametrize("text", ["", "7k3q", "7K3Q0WV2", "7k3q0wvo", "0123456789aq", "z" * 12])
    def test_anything_else_is_not(self, text: str) -> None:
        assert not is_id(text)


class TestShortestPrefixes:
    def test_four_letters_are_enough_where_nothing_clashes(self) -> None:
        ids = ["7k3q0000", "8k3q0000"]
        assert shortest_prefixes(ids, ids) == {"7k3q0000": "7k3q", "8k3q0000": "8k3q"}

    def test_clashes_get_as_many_letters_as_they_need(self) -> None:
        ids = ["7k3q0000", "7k3q0001", "7k3q1000", "abcd0000"]
        assert shortest_prefixes(ids, ids) == {
            "7k3q0000": "7k3q0000",
            "7k3q0001": "7k3q0001",
            "7k3q1000": "7k3q1",
            "abcd0000": "abcd",
        }

    def test_ids_that_are_not_shown_count_as_well(self) -> None:
        assert shortest_prefixes(["7k3q0000"], ["7k3q0000", "7k3q1000"]) == {"7k3q0000": "7k3q0"}

    def test_an_id_that_is_not_among_the_others_clashes_with_them(self) -> None:
        assert shortest_prefixes(["7k3q0000"], ["7k3q1000"]) == {"7k3q0000": "7k3q0"}

    def test_an_id_that_another_begins_with_is_given_whole(self) -> None:
        ids = ["0123456789ab", "01234567"]
        assert shortest_prefixes(ids, ids) == {
            "0123456789ab": "012345678",
            "01234567": "01234567",
        }

    def test_the_same_id_twice_is_no_clash(self) -> None:
        assert shortest_prefixes(["7k3q0000"] * 2, ["7k3q0000"] * 3) == {"7k3q0000": "7k3q"}

    def test_nothing_gives_nothing(self) -> None:
        assert shortest_prefixes([], ["7k3q0000"]) == {}

    @given(CROWDED_IDS, st.data())
    def test_each_prefix_is_unique_and_no_shorter_one_is(
        self, ids: set[str], data: st.DataObject
    ) -> None:
        shown = data.draw(st.lists(st.sampled_from(sorted(ids)), unique=True))
        prefixes = shortest_prefixes(iter(shown), iter(ids))
        assert list(prefixes) == shown
        for id_, prefix in prefixes.items():
            assert [other for other in ids if other.startswith(prefix)] == [id_]
            shorter = prefix[:-1]
            is_ambiguous = sum(other.startswith(shorter) for other in ids) > 1
            assert len(prefix) == MIN_PREFIX or is_ambiguous

    def test_200_000_ids_take_no_noticeable_time(self) -> None:
        ids = [random_id(os.urandom) for _ in range(200_000)]
        started = time.perf_counter()
        prefixes = shortest_prefixes(ids, ids)
        assert time.perf_counter() - started < 2
        assert len(set(prefixes.values())) == len(set(ids))
