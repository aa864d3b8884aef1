"""The document of candidates, and its rows for a spreadsheet."""

from datetime import date

from forecastctl.model import Candidate, Evidence, Method, Precision, Said
from forecastctl.render.candidate import candidates_table
from forecastctl.render.candidate_document import candidates_csv, candidates_document
from forecastctl.render.columns import plain
from forecastctl.render.view import CandidateRow, Dropped, FoundIn, ReadArticle

ARTICLE = ReadArticle(
    id="3f2ab90c11d4",
    file="brief.txt",
    title="Port talks stall",
    outlet="Tradewatch",
    published=date(2026, 3, 17),
    precision=Precision.DAY,
    published_from="--published",
    sha256="3f" * 32,
    words=45,
)
DENIED = Candidate(
    id="c4a900000000",
    article="3f2ab90c11d4",
    claim="The port will reopen before the autumn of 2026",
    source="officials",
    source_kind="anonymous",
    said=Said.WILL_NOT,
    hedge="unlikely",
    probability=0.21,
    low=0.1,
    high=0.33,
    made=date(2026, 3, 17),
    due=date(2026, 8, 31),
    due_phrase="before the autumn",
    due_flags=("season_north",),
    evidence=(
        Evidence(article="3f2ab90c11d4", start=40, end=62, quote="unlikely to reopen, they said"),
        Evidence(article="3f2ab90c11d4", start=90, end=95),
    ),
    flags=("reported", "long_claim"),
    engine="rules",
    lexicon="1 (9c41d07e)",
    confidence=0.9,
)
STATED = Candidate(
    id="110000000000",
    article="3f2ab90c11d4",
    claim="=Rates will rise",
    source="Mara Quill",
    source_kind="person",
    probability=0.2,
    method=Method.STATED,
)
FOUND = FoundIn(ARTICLE, [DENIED, STATED], [Dropped(0, 9, "Will it?", "question", "Will")])


def test_a_candidate_has_all_keys_in_their_order_and_null_for_what_is_absent() -> None:
    first, second = candidates_document(FOUND)["candidates"]

    assert dict(first) == {
        "id": "c4a900000000",
        "article_id": "3f2ab90c11d4",
        "claim": "The port will reopen before the autumn of 2026",
        "polarity": "-",
        "source": "officials",
        "source_kind": "anonymous",
        "via": [],
        "hedge": "unlikely",
        "probability": {"low": 0.1, "typical": 0.21, "high": 0.33},
        "method": "worded",
        "made": "2026-03-17",
        "due": "2026-08-31",
        "due_start": None,
        "due_phrase": "before the autumn",
        "due_flags": ["season_north"],
        "condition": None,
        "kind": "forecast",
        "evidence": [
            {"start": 40, "end": 62, "quote": "unlikely to reopen, they said"},
            {"start": 90, "end": 95, "quote": None},
        ],
        "text_sha256": "3f" * 32,
        "flags": ["long_claim", "reported"],
        "engine": "rules",
        "lexicon": "1 (9c41d07e)",
        "confidence": 0.9,
        "state": "pending",
        "forecast": None,
    }
    assert list(second) == list(first)
    assert second["probability"] == {"low": 0.2, "typical": 0.2, "high": 0.2}


def test_the_document_names_its_article_and_what_was_dropped() -> None:
    document = candidates_document(FOUND)

    assert list(document) == ["schema", "article", "candidates", "drops"]
    assert document["article"]["published"] == "2026-03-17"
    assert document["drops"] == [
        {"start": 0, "end": 9, "text": "Will it?", "reason": "question", "phrase": "Will"}
    ]


def test_rows_for_a_spreadsheet_hold_the_first_quote_and_no_formula() -> None:
    head, first, second = candidates_csv([FOUND]).splitlines()

    assert head == (
        "id,article_id,file,claim,polarity,source,source_kind,via,hedge,probability,low,high,"
        "method,made,due,due_start,due_phrase,due_flags,condition,kind,start,end,quote,flags,"
        "engine,lexicon,confidence,state,forecast"
    )
    assert first == (
        "c4a900000000,3f2ab90c11d4,brief.txt,The port will reopen before the autumn of 2026,-,"
        "officials,anonymous,,unlikely,0.21,0.1,0.33,worded,2026-03-17,2026-08-31,,"
        "before the autumn,season_north,,forecast,40,62,"
        '"unlikely to reopen, they said",long_claim;reported,rules,1 (9c41d07e),0.9,pending,'
    )
    assert second.startswith("'110000000000,3f2ab90c11d4,brief.txt,'=Rates will rise,+,Mara Quill")


def test_without_candidates_the_spreadsheet_has_its_head() -> None:
    assert candidates_csv([FOUND._replace(candidates=[])]).startswith("id,article_id,file,")


def test_the_table_prints_a_range_only_where_there_is_one() -> None:
    rows = [CandidateRow(DENIED, "officials (Tradewatch)"), CandidateRow(STATED, "Mara Quill")]

    assert plain(candidates_table(rows, {"c4a900000000": "c4a9", "110000000000": "1100"})) == (
        "id    p         range   due         who                     claim\n"
        "c4a9  not ~79%  10-33%  2026-08-31  officials (Tradewatch)  "
        "The port will reopen before the autumn of 2026\n"
        "1100  20%       -       -           Mara Quill              =Rates will rise\n"
    )


def test_articles_are_named_where_there_are_several() -> None:
    rows = [CandidateRow(DENIED, "officials", "a.txt"), CandidateRow(STATED, "Mara Quill", "b.txt")]

    head, first, _ = plain(candidates_table(rows, {})).splitlines()

    assert head.split() == ["id", "p", "range", "due", "who", "article", "claim"]
    assert "officials   a.txt    The port" in first
