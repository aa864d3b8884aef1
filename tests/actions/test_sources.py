"""Sources and questions: listing, naming, merging."""

from datetime import date

import pytest

from forecastctl.actions.question import list_questions, merge_questions, plan_question_merge
from forecastctl.actions.source import (
    add_source,
    alias_source,
    list_sources,
    merge_sources,
    plan_source_merge,
    set_source,
    show_source,
)
from forecastctl.errors import ConflictError, NotFoundError, UsageError
from forecastctl.model import Article, Outcome, Source, SourceKind
from ledger_table import TODAY, Book, book_of

TABLE = """
    source       p    claim  made        via        due         outcome
    the-post     70%  Alpha  2026-10-01  -          2026-11-30  -
    post         60%  Alpha  2026-10-02  -          2026-11-30  -
    post         60%  Beta   2026-10-02  -          -           yes
    me           50%  Beta   2026-10-02  post       -           yes
    the-post     50%  Gamma  2026-10-02  post,wire  2026-10-31  -
"""


@pytest.fixture
def book() -> Book:
    return book_of(TABLE)


def test_sources_are_listed_with_their_entries(book: Book) -> None:
    assert [
        (each.source.id, each.entries, each.unresolved) for each in list_sources(book.read())
    ] == [
        ("me", 1, 0),
        ("post", 2, 1),
        ("the-post", 2, 2),
        ("wire", 0, 0),
    ]
    assert show_source(book.read(), "POST").entries == 2


def test_a_source_is_added_with_kind_and_parent(book: Book) -> None:
    with book.write() as ledger:
        source = add_source(ledger, "Ana Lima", kind=SourceKind.PERSON, parent="post")

    assert source == Source(id="ana-lima", name="Ana Lima", kind=SourceKind.PERSON, parent="post")
    assert book.read().source("ana-lima") == source


def test_a_name_that_is_taken_or_doubtful_is_refused(book: Book) -> None:
    with pytest.raises(ConflictError, match="is there already"), book.write() as ledger:
        add_source(ledger, "The POST")
    with pytest.raises(UsageError, match="did you mean"), book.write() as ledger:
        add_source(ledger, "the pots")
    with pytest.raises(NotFoundError, match="no source is called"), book.write() as ledger:
        add_source(ledger, "Ana Lima", parent="nobody")
    with book.write() as ledger:
        assert add_source(ledger, "the pots", allow_near=True).id == "the-pots"


def test_kind_and_parent_can_change_but_nobody_is_above_himself(book: Book) -> None:
    with book.write() as ledger:
        set_source(ledger, "post", parent="the-post")
        assert set_source(ledger, "the-post", kind=SourceKind.OUTLET).kind is SourceKind.OUTLET
        with pytest.raises(UsageError, match="above itself"):
            set_source(ledger, "the-post", parent="post")
        assert set_source(ledger, "post", parent=None).parent is None


def test_an_alias_is_one_more_name_and_belongs_to_one_source(book: Book) -> None:
    with book.write() as ledger:
        assert alias_source(ledger, "post", " The Mail ").aliases == ("The Mail",)
        assert alias_source(ledger, "post", "the mail").aliases == ("The Mail",)
        with pytest.raises(ConflictError, match="forecastctl source merge post wire"):
            alias_source(ledger, "wire", "THE MAIL")


def test_merging_sources_points_everything_to_the_one_that_stays(book: Book) -> None:
    with book.write() as ledger:
        ledger.put(Article(id="aaaa00000000", publisher="post", authors=("post", "me")))
        ledger.put(Source(id="ana", name="Ana", parent="post"))
        set_source(ledger, "post", kind=SourceKind.OUTLET)
        alias_source(ledger, "post", "The Mail")
    plan = plan_source_merge(book.read(), "post", "the-post")

    with book.write() as ledger:
        done = merge_sources(ledger, "post", "the-post")

    reader = book.read()
    assert done == plan
    assert (done.forecasts, done.articles, done.children, done.shared) == (4, 1, 1, 1)
    assert reader.source("post") is None
    assert reader.source("the-post") == Source(
        id="the-post",
        name="The-Post",
        kind=SourceKind.OUTLET,
        aliases=("Post", "The Mail"),
    )
    speakers = {each.id: (each.source, each.via) for each in reader.forecasts_by("the-post")}
    assert speakers == {
        "001f0000": ("the-post", ()),
        "002f0000": ("the-post", ()),
        "003f0000": ("the-post", ()),
        "004f0000": ("me", ("the-post",)),
        "005f0000": ("the-post", ("wire",)),
    }
    article, ana = reader.article("aaaa00000000"), reader.source("ana")
    assert article is not None
    assert (article.publisher, article.authors) == ("the-post", ("the-post", "me"))
    assert ana is not None
    assert ana.parent == "the-post"
    assert reader.entry("001f0000").updates == 1


def test_a_source_cannot_be_merged_with_itself_and_me_stays(book: Book) -> None:
    with pytest.raises(UsageError, match="the same source"):
        plan_source_merge(book.read(), "post", "POST")
    with pytest.raises(UsageError, match="forecastctl source merge post me"):
        plan_source_merge(book.read(), "me", "post")


def test_questions_are_listed_by_due_day_with_their_entries(book: Book) -> None:
    listed = list_questions(book.read(), today=TODAY)

    assert [(each.question.text, each.entries, each.state.value) for each in listed] == [
        ("Gamma", 1, "overdue"),
        ("Alpha", 2, "open"),
        ("Beta", 2, "resolved"),
    ]


def test_merging_questions_moves_forecasts_outcome_and_what_was_missing() -> None:
    book = book_of(
        """
        source   p    claim         due         tags  criteria  outcome
        reuters  70%  Alpha         2026-11-30  a,b   -         -
        me       60%  Alpha occurs  2026-12-31  b,c   as said   yes
        """
    )

    with book.write() as ledger:
        done = merge_questions(ledger, "002f", "001q")

    reader = book.read()
    assert (done.removed.id, done.into.id, done.forecasts) == ("002q0000", "001q0000", 1)
    question, resolution = reader.question("001q0000"), reader.resolution("001q0000")
    assert question is not None
    assert (question.tags, question.criteria) == (("a", "b", "c"), "as said")
    assert question.due == date(2026, 11, 30)
    assert resolution == done.resolution
    assert resolution is not None
    assert resolution.outcome is Outcome.YES
    assert len(reader.forecasts_on("001q0000")) == 2
    assert reader.question("002q0000") is None
    assert reader.resolution("002q0000") is None


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "me  60%  Alpha  -  yes  2026-10-01  -\nme  60%  Beta  -  no  2026-10-01  -",
            "001q is resolved yes, 002q no; reopen the one that is wrong",
        ),
        (
            "me  60%  Alpha  -  -  2026-10-01  rain\nme  60%  Beta  -  -  2026-10-01  -",
            "hang on different conditions",
        ),
        (
            "me  60%  Alpha  -  -  2026-10-02  -\nme  60%  Beta  2026-10-01  -  2026-10-01  -",
            "001f was made on 2026-10-02, after 002q was due",
        ),
    ],
)
def test_questions_that_contradict_each_other_are_not_merged(rows: str, message: str) -> None:
    book = book_of(f"source  p  claim  due  outcome  made  condition\n{rows}")

    with pytest.raises(ConflictError, match=message) as refused:
        plan_question_merge(book.read(), "001q", "002q")

    assert refused.value.exit_code == 6


def test_a_question_cannot_be_merged_with_itself(book: Book) -> None:
    with pytest.raises(UsageError, match="the same question"):
        plan_question_merge(book.read(), "001f", "002f")
