"""Candidates with the words that carry their certainty."""

from render_samples import PIPE

from forecastctl.model import Candidate, Evidence, Said
from forecastctl.render.candidate import marked, marked_candidates
from forecastctl.render.view import CandidateRow


def test_the_hedge_is_marked_where_the_quote_has_it() -> None:
    assert (
        marked("The port is Unlikely to reopen", "unlikely") == "The port is [Unlikely] to reopen"
    )
    assert marked("The port stays shut", "unlikely") == "The port stays shut"
    assert marked("Großer Streik unlikely", "unlikely") == "Großer Streik [unlikely]"
    assert marked("The port stays shut", "") == "The port stays shut"


def test_the_words_of_the_article_stand_beside_who_said_them() -> None:
    later = Candidate(
        id="c4a900000000",
        article="3f2ab90c11d4",
        claim="The port reopens",
        source="officials",
        source_kind="anonymous",
        said=Said.WILL_NOT,
        hedge="unlikely",
        probability=0.21,
        low=0.1,
        high=0.33,
        evidence=(Evidence(start=90, end=120, quote="it is unlikely to reopen"),),
    )
    first = Candidate(
        id="9e0100000000",
        article="3f2ab90c11d4",
        claim="Rates rise",
        source="author",
        source_kind="author",
    )

    rows = [CandidateRow(first, "Mara Quill"), CandidateRow(later, "officials")]

    assert marked_candidates(rows, PIPE) == (
        "       p  range   due  who         words of the article\n"
        "       -  -       -    Mara Quill  Rates rise\n"
        "not ~79%  10-33%  -    officials   it is [unlikely] to reopen\n"
    )
