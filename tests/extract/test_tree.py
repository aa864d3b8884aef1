"""Ways through a parsed sentence."""

from forecastctl.extract.tree import MOST_STEPS, Tree, Word


def tree(*rows: str) -> Tree:
    """A tree of rows "text tag dep head"; the words stand one space apart."""
    words, at = [], 0
    for row in rows:
        text, tag, dep, head = row.split()
        words.append(Word(text, text.lower(), at, at + len(text), tag, dep, int(head)))
        at += len(text) + 1
    return Tree(" ".join(word.text for word in words), words)


FARES = tree(
    "Fares NNS nsubj 2", "will MD aux 2", "rise VB ROOT 2", "in IN prep 2", "May NNP pobj 3"
)


def test_what_hangs_on_a_word_comes_in_the_order_of_the_text() -> None:
    assert FARES.below(2) == [0, 1, 2, 3, 4]
    assert FARES.below(2, {3}) == [0, 1, 2]
    assert FARES.below(3) == [3, 4]


def test_a_climb_ends_at_the_root() -> None:
    assert list(FARES.climb(4)) == [4, 3, 2]


def test_a_climb_in_a_circle_ends_too() -> None:
    circle = tree("one NN dep 1", "two NN dep 0")

    assert len(list(circle.climb(0))) == MOST_STEPS


def test_the_subject_nearest_to_the_verb_is_its_own() -> None:
    two = tree("This DT nsubj 3", "plan NN nsubj 3", "will MD aux 3", "fail VB ROOT 3")

    assert two.subject(3) == 1


def test_a_dummy_subject_serves_where_there_is_no_other() -> None:
    there = tree("There EX expl 2", "will MD aux 2", "be VB ROOT 2", "snow NN attr 2")

    assert there.subject(2) == 0


def test_words_are_spelt_as_they_stand_and_gaps_closed() -> None:
    assert FARES.spelt([0, 2, 3, 4]) == "Fares rise in May"


def test_a_stretch_of_text_names_its_words() -> None:
    assert FARES.between(6, 15) == [1, 2]


def test_a_dash_parts_where_it_stands_apart() -> None:
    apart = tree("Fares NNS ROOT 0", "– : punct 0", "mostly RB advmod 0")
    hyphen = Tree("mid-May", [
        Word("mid", "mid", 0, 3, "NN", "dep", 2),
        Word("-", "-", 3, 4, "HYPH", "punct", 2),
        Word("May", "may", 4, 7, "NNP", "ROOT", 2),
    ])  # fmt: skip

    assert apart.mark_before(2) == "–"
    assert hyphen.mark_before(2) == ""
    assert FARES.mark_before(0) == ""
