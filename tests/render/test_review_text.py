"""A candidate of the queue as a card, and what is said about answers."""

from dataclasses import replace
from datetime import date

import pytest

from forecastctl.model import (
    Article,
    Candidate,
    CandidateState,
    ClaimKind,
    Evidence,
    Forecast,
    Method,
    Precision,
    Question,
    Said,
)
from forecastctl.render.article import (
    ArticleRow,
    article_candidates,
    article_card,
    articles_document,
    articles_table,
    published_text,
)
from forecastctl.render.columns import plain
from forecastctl.render.review import (
    Card,
    SimilarQuestion,
    accepted_by_rule,
    accepted_line,
    applied,
    context_lines,
    queue_card,
    queue_head,
    rejected_line,
    summary,
)
from forecastctl.render.tables import Terminal
from forecastctl.render.view import CandidateRow

TODAY = date(2026, 3, 20)
NARROW = Terminal(width=80, is_terminal=True)
WIDE = Terminal(width=101, is_terminal=True)
ARTICLE = Article(
    id="3f2ab90c11d4",
    title="brief.txt",
    publisher="tradewatch",
    published=date(2026, 3, 17),
    precision=Precision.DAY,
    words=240,
)
PORT = Candidate(
    id="4a9c01d2e7b3",
    article=ARTICLE.id,
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
    evidence=(
        Evidence(
            start=9,
            end=74,
            quote="the port is unlikely to reopen before the autumn, officials said",
        ),
    ),
    context="Talks stalled; the port is unlikely to reopen before the autumn, officials said.",
    engine="parse:en_core_web_sm-3.8.0",
    confidence=0.9,
)
HARBOUR = Question(id="w5ce1k0a", text="Harbour reopens by September 2026", due=date(2026, 9, 30))
IDS = {"w5ce1k0a": "w5ce", "7k3q0000": "7k3q"}
CARD = Card(
    place=3,
    total=19,
    candidate=PORT,
    article=ARTICLE,
    outlet="Tradewatch",
    who="officials (Tradewatch)",
    similar=[SimilarQuestion(HARBOUR, 2)],
)


def drawn(card: Card, terminal: Terminal = NARROW) -> str:
    return queue_card(card, terminal, ids=IDS)


def test_a_card_holds_everything_that_an_answer_needs() -> None:
    assert drawn(CARD, WIDE) == (
        "[3 of 19]  brief.txt, Tradewatch, 2026-03-17"
        "                                    parse, confidence .90\n"
        '  "the port is unlikely to reopen before the autumn, officials said"\n'
        '  who    officials (Tradewatch)           p      not ~79%  10-33%  "unlikely"'
        "      kind   forecast\n"
        "  due    2026-08-31                       made   2026-03-17"
        "                        said   -\n"
        "  claim  The port will reopen before the autumn of 2026\n"
        '  similar: w5ce "Harbour reopens by September 2026" (2 forecasts), 2026-09-30: j\n'
        "a accept  r reject  s skip  b back  R reject rest  q quit"
        "    edit: w d p c k    x context  j join"
    )


def test_a_card_fits_into_80_columns() -> None:
    assert drawn(CARD) == (
        "[3 of 19]  brief.txt, Tradewatch, 2026-03-17               parse, confidence .90\n"
        '  "the port is unlikely to reopen before the autumn, officials said"\n'
        '  who    officials (Tradewatch)           p      not ~79%  10-33%  "unlikely"\n'
        "  due    2026-08-31                       made   2026-03-17\n"
        "  kind   forecast                         said   -\n"
        "  claim  The port will reopen before the autumn of 2026\n"
        '  similar: w5ce "Harbour reopens by September 2026" (2 forecasts), 2026-09-30: j\n'
        "a accept  r reject  s skip  b back  R reject rest  q quit\n"
        "edit: w d p c k    x context  j join"
    )


@pytest.mark.parametrize("width", [60, 80, 100, 101, 140])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = replace(
        PORT,
        claim="The port " * 40,
        condition="talks " * 40,
        hedge="unlikely " * 10,
        via=("Coast Wire",) * 9,
        flags=("needs_context", "long_claim"),
        evidence=(Evidence(start=0, end=900, quote="word " * 180),),
        due_phrase="before the autumn " * 5,
    )
    article = replace(ARTICLE, title="A title " * 30)
    question = replace(HARBOUR, text="Harbour " * 30)
    card = CARD._replace(
        candidate=long, article=article, similar=[SimilarQuestion(question, 2)] * 3
    )

    lines = drawn(card, Terminal(width=width, is_terminal=True)).splitlines()

    assert max(map(len, lines)) <= width


def test_what_is_missing_or_chosen_shows_in_its_place() -> None:
    bare = replace(PORT, due=None, made=None, probability=None, low=None, high=None,
                   condition="no deal is reached", flags=("needs_context",),
                   claim_kind=ClaimKind.CONDITIONAL)  # fmt: skip

    lines = drawn(CARD._replace(candidate=bare, similar=())).splitlines()

    assert lines[2:8] == [
        "  who    officials (Tradewatch)           p      -",
        "  due    -                                made   -",
        "  kind   conditional                      said   -",
        "  claim  The port will reopen before the autumn of 2026",
        "  if     no deal is reached",
        "  flags  needs_context",
    ]
    undated = drawn(CARD._replace(candidate=bare, is_undated=True))
    assert "  due    none  " in undated
    assumed = drawn(CARD._replace(due_assumed=True))
    assert "  due    2026-08-31 (assumed)  " in assumed
    joined = drawn(CARD._replace(joins=HARBOUR, similar=()))
    assert "  joins  w5ce, due 2026-09-30: Harbour reopens by September 2026\n" in joined
    assert "claim" not in joined


def test_the_question_that_would_be_joined_is_told_apart_from_similar_ones() -> None:
    same = replace(HARBOUR, text="Harbour opens")
    undated = replace(HARBOUR, id="7k3q0000", text="Harbour reopens", due=None)
    similar = [SimilarQuestion(same, 1, would_join=True), SimilarQuestion(undated, 0)]

    assert drawn(CARD._replace(similar=similar)).splitlines()[6:8] == [
        '  similar: w5ce "Harbour opens" (1 forecast), 2026-09-30: joins it',
        '  similar: 7k3q "Harbour reopens" (0 forecasts), undated: j 2',
    ]


def test_a_number_that_a_person_typed_is_marked_as_judged() -> None:
    judged = replace(PORT, method=Method.JUDGED, low=None, high=None, hedge="", probability=0.07)

    assert "p      not 93%  judged\n" in drawn(CARD._replace(candidate=judged))


def test_words_of_others_never_reach_the_terminal_as_they_are() -> None:
    evil = "\x1b[31mred\u202e"
    candidate = replace(
        PORT,
        claim=evil,
        condition=evil,
        hedge=evil,
        via=(evil,),
        engine=evil,
        due_phrase=evil,
        flags=(evil,),
        evidence=(Evidence(start=0, end=9, quote=evil),),
        context=f"a {evil} b",
    )
    card = CARD._replace(
        candidate=candidate,
        article=replace(ARTICLE, title=evil),
        outlet=evil,
        who=evil,
        similar=[SimilarQuestion(replace(HARBOUR, text=evil), 1)],
    )

    text = drawn(card) + context_lines(candidate, NARROW)

    assert "\x1b" not in text
    assert "\u202e" not in text


def test_colour_only_repeats_what_the_words_say() -> None:
    coloured = drawn(CARD, NARROW._replace(colour=True))

    assert coloured.replace("\x1b[1m", "").replace("\x1b[0m", "") == drawn(CARD)


def test_the_context_marks_the_quote_and_its_words() -> None:
    assert context_lines(PORT, NARROW) == (
        "  Talks stalled; >>the port is [unlikely] to reopen before the autumn, officials\n"
        "  said<<."
    )
    assert context_lines(replace(PORT, context=None), NARROW) == (
        "  The sentences around it were not kept."
    )


def test_the_queue_begins_and_ends_with_counts() -> None:
    assert queue_head(4900, 1930) == "4,900 waiting, 1,930 of them with a day"
    assert summary(2, 1, 16) == "2 accepted, 1 rejected, 16 wait"
    assert summary(0, 1, 1) == "0 accepted, 1 rejected, 1 waits"
    assert applied(31, 12, 3) == "31 accepted, 12 rejected, 3 unchanged"


def test_a_rule_tells_what_waits_and_why_the_most_frequent_reason_first() -> None:
    waiting = {"without a source": 12, "without a day": 28}

    assert accepted_by_rule(31, waiting) == (
        "31 accepted; 40 wait for review (28 without a day, 12 without a source)"
    )
    assert accepted_by_rule(3, {"without a day": 1}) == (
        "3 accepted; 1 waits for review (1 without a day)"
    )
    assert accepted_by_rule(3, {}) == "3 accepted"


def test_answers_are_told_with_the_ids_to_go_on_with() -> None:
    forecast = Forecast(
        id="7k3q0000", question="w5ce1k0a", source="officials-tradewatch", made=TODAY,
        probability=0.21, wording="unlikely", method=Method.WORDED, said=Said.WILL_NOT,
    )  # fmt: skip

    assert accepted_line(forecast, HARBOUR, named="4a9c", ids=IDS, today=TODAY) == (
        "Accepted 4a9c as 7k3q: officials-tradewatch says not ~79% (unlikely),"
        " due Wed 2026-09-30 (in 194 days)."
    )
    assert rejected_line(PORT, named="4a9c") == (
        "Rejected 4a9c: The port will reopen before the autumn of 2026"
    )


ROW = ArticleRow(
    article=ARTICLE,
    author="Ines Sol",
    outlet="Tradewatch",
    candidates={CandidateState.PENDING: 1234, CandidateState.ACCEPTED: 2},
)


def test_articles_are_a_table_a_card_and_a_document() -> None:
    assert plain(articles_table([ROW], ids={ARTICLE.id: "3f2a"})) == (
        "id    published   outlet      pending  accepted  rejected  title\n"
        "3f2a  2026-03-17  Tradewatch    1,234         2         0  brief.txt\n"
    )
    assert article_card(ROW) == (
        "brief.txt\n"
        "  id         3f2ab90c11d4\n"
        "  published  2026-03-17\n"
        "  author     Ines Sol\n"
        "  outlet     Tradewatch\n"
        "  words      240\n"
        "  found      1,234 pending, 2 accepted, 0 rejected\n"
    )
    assert articles_document([ROW]) == {
        "schema": "forecastctl.articles/1",
        "articles": [
            {
                "id": "3f2ab90c11d4",
                "title": "brief.txt",
                "author": "Ines Sol",
                "outlet": "Tradewatch",
                "url": None,
                "published": "2026-03-17",
                "precision": "day",
                "retrieved": None,
                "sha256": None,
                "words": 240,
                "candidates": {"pending": 1234, "accepted": 2, "rejected": 0},
            }
        ],
    }


@pytest.mark.parametrize(
    ("precision", "shown"),
    [("day", "2026-03-17"), ("month", "2026-03"), ("year", "2026")],
)
def test_a_day_of_publication_is_shown_as_exactly_as_it_is_known(
    precision: str, shown: str
) -> None:
    assert published_text(replace(ARTICLE, precision=Precision(precision))) == shown


def test_the_candidates_of_an_article_are_shown_with_what_became_of_them() -> None:
    accepted = replace(
        PORT, id="77e0d15b9a26", state=CandidateState.ACCEPTED, forecast="7k3q0000", due=None
    )
    rows = [CandidateRow(PORT, "officials (Tradewatch)"), CandidateRow(accepted, "Mara Quill")]

    assert plain(article_candidates(rows, ids=IDS | {PORT.id: "4a9c", accepted.id: "77e0"})) == (
        "id           p  range   due         who                     state    claim\n"
        "4a9c  not ~79%  10-33%  2026-08-31  officials (Tradewatch)  pending"
        "  The port will reopen before the autumn of 2026\n"
        "77e0  not ~79%  10-33%  -           Mara Quill              as 7k3q"
        "  The port will reopen before the autumn of 2026\n"
    )
