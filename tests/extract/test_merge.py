"""Repeated candidates become one; all stand in the order of the text."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecastctl.extract.merge import merged
from forecastctl.model import Candidate, Evidence, Said


def candidate(claim: str, start: int, **changes: object) -> Candidate:
    made = Candidate(
        id=f"{start:012x}",
        article="a" * 12,
        claim=claim,
        source="the bank",
        source_kind="organisation",
        probability=0.8,
        evidence=(Evidence(article="a" * 12, start=start, end=start + 10, quote="0123456789"),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_headline_and_body_are_one_candidate_with_both_as_evidence() -> None:
    first = candidate("Northgate will shed 300 jobs", 0, probability=0.9)
    again = candidate("Northgate will shed 300 jobs.", 50, probability=0.7)
    [only] = merged([again, first])
    assert (only.id, only.probability) == (first.id, 0.9)
    assert [span.start for span in only.evidence] == [0, 50]


@pytest.mark.parametrize(
    "changes",
    [{"source": "the union"}, {"said": Said.WILL_NOT}, {"due": date(2025, 1, 1)}],
)
def test_another_source_polarity_or_day_is_another_candidate(changes: dict[str, object]) -> None:
    same = "Northgate will shed 300 jobs"
    assert len(merged([candidate(same, 0), candidate(same, 50, **changes)])) == 2


def test_claims_are_one_from_four_words_in_five() -> None:
    """Five words each, four shared: token F1 8/10; three shared: 6/10."""
    base = candidate("a b c d e", 0)
    assert len(merged([base, candidate("a b c d f", 50)])) == 1
    assert len(merged([base, candidate("a b c f g", 50)])) == 2


def test_candidates_stand_in_the_order_of_the_text() -> None:
    found = merged([candidate("the sea will rise", 70), candidate("rents will fall", 10)])
    assert [each.claim for each in found] == ["rents will fall", "the sea will rise"]


@given(st.lists(st.tuples(st.sampled_from(["a b c", "d e f", "a b x"]), st.integers(0, 9))))
def test_merging_keeps_every_span_and_does_nothing_twice(places: list[tuple[str, int]]) -> None:
    given_ = [candidate(claim, start) for claim, start in places]
    once = merged(given_)
    assert merged(once) == once
    assert {span for each in once for span in each.evidence} == {
        span for each in given_ for span in each.evidence
    }
